//! The fallbacks that the built pages carry, and the picture that others show of them.
//!
//! Their pictures are files beside the pages, wide and narrow, light and dark: a page is read before they
//! are there, and one that is never seen is not fetched.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use aukus_atlas::atlas::State;
use aukus_atlas::dataset::{Dataset, Day};
use aukus_atlas::scene::{NativeHost, Palette};
use aukus_atlas::world::{Projection, World};

use super::dist;
use crate::picture::{self, Frame};
use crate::{fallback, json_ld, project};

/// Widths of the two pictures, and up to which room the narrow one serves.
const WIDE_PX: f64 = 760.0;
const NARROW_PX: f64 = 360.0;
const NARROW_UP_TO_PX: u32 = 520;

/// What others show of the atlas: 1200 by 630, as social networks cut it.
pub const CARD: &str = "card.png";
pub const CARD_PX: (u32, u32) = (1200, 630);

pub struct Fallbacks {
    world: World,
    made: BTreeMap<String, String>,
    /// The pictures, to be put beside the pages.
    pub files: dist::Files,
}

impl Fallbacks {
    pub fn new() -> Result<Fallbacks> {
        Ok(Fallbacks { world: picture::world()?, made: BTreeMap::new(), files: dist::Files::new() })
    }

    /// The fallback of `[DATASET, DAY?, ID?]`, for a page from which `base` leads to the folder.
    pub fn html(&mut self, view: &[&str], base: &str) -> Result<String> {
        let key = view.join("-");
        if !self.made.contains_key(&key) {
            let html =
                self.make(view, &key).with_context(|| format!("the fallback of {}", view.join(" ")))?;
            self.made.insert(key.clone(), html);
        }
        Ok(self.made.get(&key).map(|html| html.replace("__BASE__", base)).unwrap_or_default())
    }

    /// What search engines read of a dataset.
    pub fn json_ld(&self, name: &str) -> Result<String> {
        Ok(json_ld::element(&dataset(name)?, &NativeHost::english()))
    }

    /// The same with its picture in the page itself, in the page's colours.
    pub fn html_inside(&self, view: &[&str]) -> Result<String> {
        let (dataset, state) = look(view)?;
        let palette = picture::themed_palette();
        let svg = picture::svg(&dataset, &state, &self.world, &frame(WIDE_PX, &palette));
        let picture = fallback::inline_svg(&svg, "atlas-fallback");
        Ok(fallback::html(&dataset, &state, &picture, &NativeHost::english()))
    }

    fn make(&mut self, view: &[&str], key: &str) -> Result<String> {
        let (dataset, state) = look(view)?;
        let mut sources = String::new();
        for (width_px, room) in [(NARROW_PX, Some(NARROW_UP_TO_PX)), (WIDE_PX, None)] {
            for (theme, palette) in [("dark", Palette::dark()), ("light", Palette::light())] {
                let svg = picture::svg(&dataset, &state, &self.world, &frame(width_px, &palette));
                let (width, height) = svg_size(&svg).context("the picture has no size")?;
                let file = format!("pictures/{key}-{width_px}-{theme}.svg");
                self.files.insert(file.clone(), svg.into());
                let room = room.map(|px| format!("(max-width: {px}px)"));
                let dark = (theme == "dark").then(|| "(prefers-color-scheme: dark)".to_owned());
                let media = room.into_iter().chain(dark).collect::<Vec<_>>().join(" and ");
                let size = format!("width=\"{width}\" height=\"{height}\"");
                sources += &match media.as_str() {
                    "" => format!("<img src=\"__BASE__{file}\" {size} alt=\"{ALT}\" loading=\"lazy\">"),
                    media => format!("<source media=\"{media}\" srcset=\"__BASE__{file}\" {size}>"),
                };
            }
        }
        Ok(fallback::html(&dataset, &state, &format!("<picture>{sources}</picture>"), &NativeHost::english()))
    }

    /// The card of the built-in dataset.
    pub fn card(&self) -> Result<Vec<u8>> {
        let dataset = dataset("aukus")?;
        let state = picture::state(&dataset, None, None)?;
        let size = (f64::from(CARD_PX.0), Some(f64::from(CARD_PX.1)));
        let frame = Frame { size, projection: Projection::Flat, palette: &Palette::light(), has_words: true };
        picture::png(&picture::svg(&dataset, &state, &self.world, &frame))
    }
}

/// The words beside the picture say what is in it.
const ALT: &str = "The map and the timeline of that day";

fn frame(width_px: f64, palette: &Palette) -> Frame<'_> {
    Frame { size: (width_px, None), projection: Projection::Flat, palette, has_words: false }
}

/// The dataset and the state of `[DATASET, DAY?, ID?]`.
fn look(view: &[&str]) -> Result<(Dataset, State)> {
    let dataset = dataset(view.first().context("which dataset?")?)?;
    let date =
        view.get(1).map(|day| Day::parse(day).with_context(|| format!("{day} is no day"))).transpose()?;
    let state = picture::state(&dataset, date, view.get(2).copied())?;
    Ok((dataset, state))
}

/// A dataset that ships.
fn dataset(name: &str) -> Result<Dataset> {
    let text = project::read_text(&project::www().join(format!("data/{name}.json")))?;
    Dataset::from_json(&text).map_err(|problems| {
        anyhow::anyhow!("{}", problems.first().map(ToString::to_string).unwrap_or_default())
    })
}

/// Width and height that an SVG document says it has.
fn svg_size(svg: &str) -> Option<(u32, u32)> {
    let side = |name: &str| {
        let (_, rest) = svg.split_once(&format!(" {name}=\""))?;
        rest.split_once('"')?.0.parse::<f64>().ok().map(|px| px.round() as u32)
    };
    Some((side("width")?, side("height")?))
}
