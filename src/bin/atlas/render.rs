//! `atlas render`: the atlas of a day as an SVG or PNG picture.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use aukus_atlas::atlas::{Action, Camera, State, update};
use aukus_atlas::dataset::Day;
use aukus_atlas::scene::{FigureInput, NativeHost, Palette, figure_svg};
use aukus_atlas::world::{Projection, World};
use clap::ValueEnum;

use crate::check::read_dataset;

#[derive(clap::Args)]
pub struct Args {
    /// The dataset
    file: PathBuf,
    /// The day shown, as YYYY-MM-DD; without it, the day to which the data reaches
    #[arg(long, value_parser = parse_day)]
    date: Option<Day>,
    /// The actor or event chosen
    #[arg(long)]
    select: Option<String>,
    /// The projection
    #[arg(long, default_value = "flat")]
    projection: ProjectionArg,
    /// Width and height in pixels; without a height, as high as it takes
    #[arg(long, default_value = "1120", value_parser = parse_size)]
    size: (f64, Option<f64>),
    /// Light or dark
    #[arg(long, default_value = "light")]
    theme: ThemeArg,
    /// The picture to write; its ending says whether .svg or .png
    #[arg(short, long)]
    output: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum ProjectionArg {
    Flat,
    Globe,
}

#[derive(Clone, Copy, ValueEnum)]
enum ThemeArg {
    Light,
    Dark,
}

fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "expected a day like 2024-04-08".into())
}

fn parse_size(text: &str) -> Result<(f64, Option<f64>), String> {
    let expected = || "expected WIDTHxHEIGHT like 1200x630, each from 200 to 8000".to_owned();
    let side =
        |text: &str| text.parse::<f64>().ok().filter(|px| (200.0..=8000.0).contains(px)).ok_or_else(expected);
    match text.split_once('x') {
        Some((width, height)) => Ok((side(width)?, Some(side(height)?))),
        None => Ok((side(text)?, None)),
    }
}

const WORLD: &[u8] = include_bytes!("../../../www/data/world-base.bin");

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let dataset = match read_dataset(&args.file)? {
        Ok(dataset) => dataset,
        Err(problems) => {
            for problem in problems {
                println!("{problem}");
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let world = World::decode(WORLD).map_err(|error| anyhow::anyhow!("the built-in world: {error}"))?;
    let mut state = State::opening(&dataset);
    let projection = match args.projection {
        ProjectionArg::Flat => Projection::Flat,
        ProjectionArg::Globe => Projection::Globe,
    };
    state.camera = Camera::opening(&dataset, &world, projection, args.size.0);
    if let Some(id) = &args.select {
        if dataset.actor(id).is_none() && dataset.event(id).is_none() {
            bail!("--select {id}: the dataset has no such actor or event");
        }
        state = update(&state, Action::Select(Some(id.clone())), &dataset);
    }
    if let Some(date) = args.date {
        state.date = date;
    }
    let palette = match args.theme {
        ThemeArg::Light => Palette::light(),
        ThemeArg::Dark => Palette::dark(),
    };
    let svg = figure_svg(&FigureInput {
        dataset: &dataset,
        world: &world,
        state: &state,
        width_px: args.size.0,
        height_px: args.size.1,
        palette: &palette,
        host: &NativeHost::english(),
    });
    let bytes = match args.output.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => svg.into_bytes(),
        Some("png") => png(&svg)?,
        _ => bail!("{}: expected a name that ends in .svg or .png", args.output.display()),
    };
    std::fs::write(&args.output, bytes).with_context(|| format!("cannot write {}", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn png(svg: &str) -> anyhow::Result<Vec<u8>> {
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
