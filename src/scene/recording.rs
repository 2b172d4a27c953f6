//! A drawing as numbers, which a page's painter replays on a canvas (`www/painter.js`).
//!
//! A step is a number followed by its operands:
//!
//! | step | operands | meaning |
//! |---|---|---|
//! | 0 | layer, width, height | what follows goes onto this layer, of which nothing but the ground is left |
//! | 1 | from, to, left, top, right, bottom | copies this box from one layer to another; what follows goes onto the latter, within the box |
//! | 2 | | an outline begins |
//! | 3 | slot | an outline begins that is kept in the slot |
//! | 4 | points, is closed, x, y, … | a line or a ring |
//! | 5 | x, y, width, height, radius | a rectangle |
//! | 6 | x, y, radius | a circle |
//! | 7 | style, opacity | fills the outline |
//! | 8 | colour, width, is dashed, opacity | draws the outline |
//! | 9 | slot, style, opacity | fills a kept outline |
//! | 10 | slot, colour, width, is dashed, opacity | draws a kept outline |
//! | 11 | colour, x, x, opacity | fills the outline with the colour, from nothing at the first x to all at the second |
//! | 12 | | all pictures are forgotten |
//! | 13 | picture, left, top, right, bottom, count | as many numbers that follow draw a picture within this box: if it is kept, they are passed over |
//! | 14 | picture | draws a kept picture where there is something already |
//! | 15 | style or -1, colour or -1, width, radius, opacity, count, x, y, … | so many dots are filled and ringed |
//! | 16 | style or -1, colour or -1, width, opacity, count, x, y, width, height, … | so many rectangles are filled, then drawn, one by one |
//!
//! Lengths are in CSS pixels. A colour is its place among [`all_colors`](super::all_colors); a style is a colour or, past
//! the last of them, a tile of [`tile_numbers`]. Layer 0 is the screen. The drawing starts on it,
//! without emptying it.

use crate::dataset::Tone;

use super::display::{Color, Fill, Outline, Shape};
use super::path::{Bounds, Path};
use super::theme::{COLORS, color_index, is_pattern};
use super::tile::{Tile, TileMark};

/// Where a drawing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// What the reader sees.
    Screen = 0,
    /// What changes with the camera alone.
    Base = 1,
}

/// Tones with a pattern, in the order of their tiles: as maps have them, then as lanes do.
const PATTERNS: [Tone; 4] = [Tone::Hatch, Tone::Lines, Tone::Dots, Tone::Upright];

/// Ten numbers for each pattern tile: ground and line colour, width and height in pixels, turn in
/// radians, whether its mark is a dot, and the dot's x, y and radius or the bar's x, y, width and
/// height. In forced-colours mode one more tile per ramp colour follows; the painter uses it wherever that
/// colour is asked for.
pub fn tile_numbers(has_forced_colors: bool) -> Vec<f32> {
    let maps = PATTERNS.map(|tone| (tone, Tile::of(tone, true)));
    let lanes = PATTERNS.map(|tone| (tone, Tile::of(tone, false)));
    let ramp = Tone::ALL.iter().copied().filter(|tone| has_forced_colors && !is_pattern(*tone));
    let ramp = ramp.enumerate().map(|(at, tone)| (tone, Tile::of_ramp(at)));
    let mut numbers = Vec::with_capacity(80);
    for (tone, tile) in maps.into_iter().chain(lanes).chain(ramp) {
        let (is_dot, mark) = match tile.mark {
            TileMark::Dot { x, y, radius } => (1.0, [x, y, radius, 0.0]),
            TileMark::Bar { x, y, width, height } => (0.0, [x, y, width, height]),
        };
        let colors = [Color::Fill(tone), Color::Line(tone)].map(|color| color_index(color) as f32);
        numbers.extend(colors);
        numbers.extend([tile.width as f32, tile.height as f32, (tile.turn_deg as f32).to_radians(), is_dot]);
        numbers.extend(mark.map(|value| value as f32));
    }
    numbers
}

/// More than there are styles.
pub(super) const STYLES: usize = 64;

/// A drawing in the making. Its memory is kept from one to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    numbers: Vec<f32>,
}

impl Recording {
    /// The steps so far.
    pub fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// Starts anew.
    pub fn clear(&mut self) {
        self.numbers.clear();
    }

    /// What follows goes onto a layer, which is emptied.
    pub fn onto(&mut self, layer: Layer, width_px: f64, height_px: f64) {
        self.step([0.0, layer as u8 as f32, width_px as f32, height_px as f32]);
    }

    /// Copies what lies within bounds from one layer to another; what follows goes onto the latter, within the bounds.
    pub fn copy(&mut self, from: Layer, to: Layer, [left, top, right, bottom]: Bounds) {
        self.step([1.0, from as u8 as f32, to as u8 as f32, left, top, right, bottom]);
    }

    /// Keeps outlines, each in the slot of its place.
    pub fn keep(&mut self, paths: &[Path]) {
        for (slot, path) in paths.iter().enumerate() {
            self.step([3.0, slot as f32]);
            self.path(path);
        }
    }

    /// Forgets the pictures that are kept: what they show looks different now.
    pub fn forget_pictures(&mut self) {
        self.step([12.0]);
    }

    /// Draws shapes within a box as a picture that is kept under a number. `lines` is the number of a kept picture
    /// to be drawn over it, where it has something.
    pub fn picture(
        &mut self,
        number: usize,
        [left, top, right, bottom]: Bounds,
        shapes: &[Shape],
        lines: Option<usize>,
    ) {
        self.step([13.0, number as f32, left, top, right, bottom, 0.0]);
        let start = self.numbers.len();
        for shape in shapes {
            self.shape(shape, &[], true, false);
        }
        if let Some(lines) = lines {
            self.step([14.0, lines as f32]);
        }
        let count = self.numbers.len() - start;
        self.numbers[start - 1] = count as f32;
    }

    /// Draws shapes; `parts` is the geometry of a map, which has been kept or is drawn out.
    pub fn shapes(&mut self, shapes: &[Shape], parts: &[Path], are_kept: bool) {
        let mut last: Option<&Outline> = None;
        for shape in shapes {
            // A fade needs its outline anew, from which its ends are taken.
            let is_path =
                !matches!(shape.outline, Outline::Rect { .. } | Outline::Rects(_) | Outline::Circles { .. });
            let is_outlined =
                is_path && last == Some(&shape.outline) && shape.fill.map(style).is_none_or(|s| s.is_ok());
            self.shape(shape, parts, are_kept, is_outlined);
            last = Some(&shape.outline);
        }
    }

    fn shape(&mut self, shape: &Shape, parts: &[Path], are_kept: bool, is_outlined: bool) {
        if let (Outline::Part(part), true) = (&shape.outline, are_kept) {
            let slot = part.slot() as f32;
            if let Some(Ok(style)) = shape.fill.map(style) {
                self.step([9.0, slot, style, shape.opacity]);
            }
            if let Some(stroke) = shape.stroke {
                let color = color_index(stroke.color) as f32;
                self.step([10.0, slot, color, stroke.width_px, f32::from(stroke.is_dashed), shape.opacity]);
            }
            return;
        }
        let one;
        let rects = match shape.outline {
            Outline::Rects(ref rects) => &rects[..],
            Outline::Rect { x, y, width, height, radius: 0.0 } => {
                one = [[x, y, width, height]];
                &one
            }
            _ => &[],
        };
        // Rectangles with a fade or dashes are drawn as paths.
        let is_plain = shape.stroke.is_none_or(|stroke| !stroke.is_dashed);
        if is_plain && !rects.is_empty() && shape.fill.map(style).is_none_or(|style| style.is_ok()) {
            let style = shape.fill.and_then(|fill| style(fill).ok()).unwrap_or(-1.0);
            let (color, width) =
                shape.stroke.map_or((-1.0, 0.0), |s| (color_index(s.color) as f32, s.width_px));
            self.step([16.0, style, color, width, shape.opacity, rects.len() as f32]);
            self.numbers.extend_from_slice(rects.as_flattened());
            return;
        }
        if let Outline::Circles { centers, radius } = &shape.outline {
            let style = shape.fill.and_then(|fill| style(fill).ok()).unwrap_or(-1.0);
            let (color, width) =
                shape.stroke.map_or((-1.0, 0.0), |s| (color_index(s.color) as f32, s.width_px));
            let count = (centers.len() / 2) as f32;
            self.step([15.0, style, color, width, *radius, shape.opacity, count]);
            self.numbers.extend_from_slice(centers);
            return;
        }
        let mut ends = (0.0, 0.0);
        if !is_outlined {
            self.step([2.0]);
        }
        match shape.outline {
            _ if is_outlined => {}
            Outline::Rects(ref rects) => {
                for &[x, y, width, height] in rects {
                    self.step([5.0, x, y, width, height, 0.0]);
                }
            }
            Outline::Rect { x, y, width, height, radius } => {
                self.step([5.0, x, y, width, height, radius]);
                ends = (x, x + width);
            }
            Outline::Circle { x, y, radius } => self.step([6.0, x, y, radius]),
            Outline::Circles { .. } => {}
            Outline::Path(_) | Outline::Part(_) => {
                if let Some(path) = shape.outline.path(parts) {
                    self.path(path);
                }
            }
        }
        match shape.fill.map(style) {
            Some(Ok(style)) => self.step([7.0, style, shape.opacity]),
            Some(Err((color, is_in))) => {
                let (from, to) = if is_in { ends } else { (ends.1, ends.0) };
                self.step([11.0, color_index(color) as f32, from, to, shape.opacity]);
            }
            None => {}
        }
        if let Some(stroke) = shape.stroke {
            let color = color_index(stroke.color) as f32;
            self.step([8.0, color, stroke.width_px, f32::from(stroke.is_dashed), shape.opacity]);
        }
    }

    fn step<const N: usize>(&mut self, numbers: [f32; N]) {
        self.numbers.extend(numbers);
    }

    fn path(&mut self, path: &Path) {
        for subpath in path.subpaths() {
            self.step([4.0, subpath.points.len() as f32, f32::from(subpath.is_closed)]);
            self.numbers.extend_from_slice(subpath.points.as_flattened());
        }
    }
}

/// The number of a fill's style, where it is no fade.
pub(super) fn style_number(fill: Fill) -> Option<usize> {
    style(fill).ok().map(|number| number as usize)
}

/// The number of a fill's style, or the colour that fades, and whether it fades in.
fn style(fill: Fill) -> Result<f32, (Color, bool)> {
    let tile = |tone: Tone, first: usize| match PATTERNS.iter().position(|pattern| *pattern == tone) {
        Some(at) if is_pattern(tone) => COLORS + first + at,
        _ => color_index(Color::Fill(tone)),
    };
    match fill {
        Fill::Solid(color) => Ok(color_index(color) as f32),
        Fill::MapPattern(tone) => Ok(tile(tone, 0) as f32),
        Fill::LanePattern(tone) => Ok(tile(tone, PATTERNS.len()) as f32),
        Fill::FadeIn(color) => Err((color, true)),
        Fill::FadeOut(color) => Err((color, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Part, Stroke};

    #[test]
    fn a_kept_part_is_named_by_its_slot_and_drawn_out_otherwise() {
        let shape = Shape::new(Outline::Part(Part::LIMB), None, Some(Stroke::solid(Color::Rule, 2.0)));
        let parts = [Path::default(), Path::through(&[(1.0, 2.0), (3.0, 4.0)])];
        let mut recording = Recording::default();
        recording.shapes(std::slice::from_ref(&shape), &parts, true);
        assert_eq!(recording.numbers(), [10.0, 1.0, 8.0, 2.0, 0.0, 1.0]);
        recording.clear();
        // Drawn again, its outline is still there.
        recording.shapes(&[shape.clone(), shape], &parts, false);
        let outlined = [2.0, 4.0, 2.0, 0.0, 1.0, 2.0, 3.0, 4.0];
        let drawn = [8.0, 8.0, 2.0, 0.0, 1.0];
        assert_eq!(recording.numbers(), [&outlined[..], &drawn, &drawn].concat());
    }

    #[test]
    fn a_pattern_is_a_style_past_the_last_colour() {
        assert_eq!(style(Fill::MapPattern(Tone::Hatch)), Ok(COLORS as f32));
        assert_eq!(style(Fill::LanePattern(Tone::Upright)), Ok((COLORS + 7) as f32));
        assert_eq!(style(Fill::MapPattern(Tone::Ramp1)), Ok(12.0));
        assert_eq!(style(Fill::FadeOut(Color::Ink)), Err((Color::Ink, false)));
        assert_eq!(tile_numbers(false).len(), 80);
    }

    #[test]
    fn where_colours_are_the_browsers_own_an_order_is_told_by_tiles_of_less_and_less_ink() {
        let tiles = tile_numbers(true);
        let ramp: Vec<&[f32]> = tiles.chunks(10).skip(8).collect();
        assert_eq!(ramp.len(), 8);
        let grounds: Vec<f32> = ramp.iter().map(|tile| tile[0]).collect();
        assert_eq!(grounds, [12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0]);
        let ink: Vec<f32> = ramp.iter().map(|tile| tile[8] * tile[9] / (tile[2] * tile[3])).collect();
        assert_eq!((ink[0], ink[7]), (1.0, 0.0));
        assert!(ink.windows(2).all(|pair| pair[0] > pair[1] + 0.08), "{ink:?}");
    }
}
