//! The atlas of a day as a picture: what `render` writes, what stands inside the element until it is
//! ready, and what others show of a page.

use std::sync::Arc;

use anyhow::{Context, bail};
use aukus_atlas::atlas::{Action, Camera, State, update};
use aukus_atlas::dataset::{Dataset, Day};
use aukus_atlas::scene::{FigureInput, NativeHost, Palette, figure_picture_svg, figure_svg, property_name};
use aukus_atlas::world::{Projection, World};

const WORLD: &[u8] = include_bytes!("../../../www/data/world-base.bin");

/// The built-in world, coarse.
pub fn world() -> anyhow::Result<World> {
    World::decode(WORLD).map_err(|error| anyhow::anyhow!("the built-in world: {error}"))
}

/// What is looked at: a day (without one, the day to which the data reaches), and what is chosen.
pub fn state(dataset: &Dataset, date: Option<Day>, select: Option<&str>) -> anyhow::Result<State> {
    let mut state = State::opening(dataset);
    if let Some(id) = select {
        if dataset.actor(id).is_none() && dataset.event(id).is_none() {
            bail!("{id}: the dataset has no such actor or event");
        }
        state = update(&state, Action::Select(Some(id.to_owned())), dataset);
    }
    if let Some(date) = date {
        state.date = date;
    }
    Ok(state)
}

/// How a picture is made of what is looked at.
pub struct Frame<'a> {
    /// Width and, where it is given, height in pixels.
    pub size: (f64, Option<f64>),
    pub projection: Projection,
    pub palette: &'a Palette,
    /// Whether title, sentence and credits are part of it: not where they stand beside it as text.
    pub has_words: bool,
}

/// The picture as an SVG document.
pub fn svg(dataset: &Dataset, state: &State, world: &World, frame: &Frame) -> String {
    let mut state = state.clone();
    state.camera = Camera::opening(dataset, world, frame.projection, frame.size.0);
    let input = FigureInput {
        dataset,
        world,
        state: &state,
        width_px: frame.size.0,
        height_px: frame.size.1,
        palette: frame.palette,
        host: &NativeHost::english(),
    };
    if frame.has_words { figure_svg(&input) } else { figure_picture_svg(&input) }
}

/// Light colours that a page may replace: `--atlas-paper` and so on, as on the element.
pub fn themed_palette() -> Palette {
    let light = Palette::light();
    light.with(|color| Some(format!("var(--atlas-{}, {})", property_name(color), light.value(color))))
}

/// Draws an SVG document in pixels, with the fonts of this machine.
pub fn png(svg: &str) -> anyhow::Result<Vec<u8>> {
    let mut fonts = resvg::usvg::fontdb::Database::new();
    fonts.load_system_fonts();
    let family = ["Inter", "Helvetica", "Arial", "DejaVu Sans", "Liberation Sans"]
        .into_iter()
        .find(|family| fonts.faces().any(|face| face.families.iter().any(|(name, _)| name == family)));
    let options = resvg::usvg::Options {
        font_family: family.unwrap_or("sans-serif").into(),
        fontdb: Arc::new(fonts),
        ..Default::default()
    };
    // A rasteriser knows no system-ui; the machine's own sans-serif stands for it.
    let svg = svg.replacen("system-ui, sans-serif", family.unwrap_or("sans-serif"), 1);
    let tree = resvg::usvg::Tree::from_str(&svg, &options)?;
    let size = tree.size().to_int_size();
    let mut pixels =
        resvg::tiny_skia::Pixmap::new(size.width(), size.height()).context("the picture has no size")?;
    resvg::render(&tree, Default::default(), &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}
