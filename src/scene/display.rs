//! The display list: shapes and labels, in CSS pixels from the top left, painted in order.
//!
//! Colours are names of the theme, not values, so that one scene serves light, dark, forced colours
//! and a page's own custom properties.

use crate::atlas::Selection;
use crate::dataset::Tone;

use super::map_geometry::Part;
use super::path::Path;
use crate::world::PathSink;

/// A colour by its name in the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Panel, lanes, controls.
    Paper,
    /// The selected lane.
    Raise,
    /// The sea.
    Water,
    /// Countries without a status.
    Land,
    /// Text, selection, playhead.
    Ink,
    /// Secondary text.
    Ink2,
    /// Attribution and what is disabled.
    Ink3,
    /// Dividers.
    Hairline,
    /// The axis, and marks that are not about the selection.
    Rule,
    /// Focus ring.
    Link,
    /// Lines between countries.
    Border,
    /// Over the lanes after the as-of date.
    Veil,
    /// Ground of a tone.
    Fill(Tone),
    /// Edge and pattern of a tone.
    Line(Tone),
}

/// What a shape is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// One colour.
    Solid(Color),
    /// The pattern of a tone, as wide as maps need it; solid for tones without one.
    MapPattern(Tone),
    /// The pattern of a tone, as narrow as lanes need it.
    LanePattern(Tone),
    /// From transparent at the left end to the colour at the right end.
    FadeIn(Color),
    /// From the colour at the left end to transparent at the right end.
    FadeOut(Color),
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width.
    pub width_px: f32,
    /// Whether it is dashed, 3 on and 2 off.
    pub is_dashed: bool,
}

impl Stroke {
    /// A solid line.
    pub fn solid(color: Color, width_px: f32) -> Stroke {
        Stroke { color, width_px, is_dashed: false }
    }
}

/// The outline of a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// Lines and areas.
    Path(Path),
    /// Lines and areas of the earth, which the map's geometry holds.
    Part(Part),
    /// A rectangle with round corners.
    Rect {
        /// Left.
        x: f32,
        /// Top.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Radius of its corners.
        radius: f32,
    },
    /// Rectangles, which are painted one by one: many of them are quicker painted so than as one path.
    Rects(Vec<[f32; 4]>),
    /// A circle.
    Circle {
        /// Centre.
        x: f32,
        /// Centre.
        y: f32,
        /// Radius.
        radius: f32,
    },
    /// Circles of one size, which are painted in one go.
    Circles {
        /// x and y of their centres by turns.
        centers: Vec<f32>,
        /// Radius.
        radius: f32,
    },
}

impl Outline {
    /// Its lines and areas, where it has such; `parts` is the geometry of a map.
    pub fn path<'a>(&'a self, parts: &'a [Path]) -> Option<&'a Path> {
        match self {
            Outline::Path(path) => Some(path),
            Outline::Part(part) => parts.get(part.slot()),
            Outline::Rect { .. } | Outline::Rects(_) | Outline::Circle { .. } | Outline::Circles { .. } => {
                None
            }
        }
    }
}

/// One drawn thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its outline.
    pub outline: Outline,
    /// What it is filled with, if it is.
    pub fill: Option<Fill>,
    /// Its line, if it has one.
    pub stroke: Option<Stroke>,
    /// 1 is opaque.
    pub opacity: f32,
}

impl Shape {
    /// An opaque shape.
    pub fn new(outline: Outline, fill: Option<Fill>, stroke: Option<Stroke>) -> Shape {
        Shape { outline, fill, stroke, opacity: 1.0 }
    }

    /// A rectangle without a line.
    pub fn rect(x: f64, y: f64, width: f64, height: f64, fill: Fill) -> Shape {
        let (x, y, width, height) = (x as f32, y as f32, width.max(0.0) as f32, height as f32);
        Shape::new(Outline::Rect { x, y, width, height, radius: 0.0 }, Some(fill), None)
    }

    /// A circle.
    pub fn circle(x: f64, y: f64, radius: f64, fill: Option<Fill>, stroke: Option<Stroke>) -> Shape {
        Shape::new(Outline::Circle { x: x as f32, y: y as f32, radius: radius as f32 }, fill, stroke)
    }

    /// A straight line.
    pub fn line(from: (f64, f64), to: (f64, f64), stroke: Stroke) -> Shape {
        Shape::new(Outline::Path(Path::through(&[from, to])), None, Some(stroke))
    }

    /// Upright lines: x, top and bottom of each.
    pub fn uprights(lines: &[(f64, f64, f64)], stroke: Stroke) -> Shape {
        let mut path = Path::default();
        for (x, top, bottom) in lines {
            path.move_to(*x as f32, *top as f32);
            path.line_to(*x as f32, *bottom as f32);
        }
        Shape::new(Outline::Path(path), None, Some(stroke))
    }

    /// An area between straight lines.
    pub fn polygon(points: &[(f64, f64)], fill: Fill) -> Shape {
        let mut path = Path::through(points);
        path.close();
        Shape::new(Outline::Path(path), Some(fill), None)
    }

    /// The same with another opacity.
    pub fn with_opacity(mut self, opacity: f32) -> Shape {
        self.opacity = opacity;
        self
    }
}

/// Which end of a label its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A piece of text. In a page it is HTML; the position is of its middle line.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Position of the anchor.
    pub x: f64,
    /// Position of the middle of the line.
    pub y: f64,
    /// Which end `x` names.
    pub anchor: Anchor,
    /// Its colour.
    pub color: Color,
    /// The colour of the ground around its letters, where it stands on a drawing.
    pub halo: Option<Color>,
    /// Size of the letters in pixels.
    pub size_px: f64,
    /// Whether it is bold.
    pub is_bold: bool,
    /// What it names, where pressing it should choose that.
    pub target: Option<Selection>,
}

impl Label {
    /// Whether a point lies on its text, which is so wide.
    pub fn holds(&self, (x, y): (f64, f64), width_px: f64) -> bool {
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width_px / 2.0,
            Anchor::End => self.x - width_px,
        };
        (left..=left + width_px).contains(&x) && (y - self.y).abs() <= 0.75 * self.size_px
    }
}

/// A place that can be hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What a hit chooses: one thing, or one of many.
    pub targets: Vec<Selection>,
    /// Centre.
    pub x: f64,
    /// Centre.
    pub y: f64,
    /// Half its width.
    pub half_width: f64,
    /// Half its height.
    pub half_height: f64,
}

impl Mark {
    /// The distance of a point from the mark: 0 inside.
    pub fn distance_px(&self, x: f64, y: f64) -> f64 {
        let dx = ((x - self.x).abs() - self.half_width).max(0.0);
        let dy = ((y - self.y).abs() - self.half_height).max(0.0);
        dx.hypot(dy)
    }
}

/// The nearest mark to a point, no further than `tolerance_px`; of equally near ones the last drawn.
pub fn nearest_mark(marks: &[Mark], x: f64, y: f64, tolerance_px: f64) -> Option<&Mark> {
    let near = |mark: &&Mark| mark.distance_px(x, y) <= tolerance_px;
    marks.iter().rev().filter(near).min_by(|a, b| {
        let center = |m: &Mark| (m.x - x).hypot(m.y - y);
        a.distance_px(x, y).total_cmp(&b.distance_px(x, y)).then(center(a).total_cmp(&center(b)))
    })
}

/// What is to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width.
    pub width_px: f64,
    /// Height.
    pub height_px: f64,
    /// Shapes, the first at the bottom.
    pub shapes: Vec<Shape>,
    /// How many of the shapes, from the first, change with the camera alone.
    pub base_shapes: usize,
    /// How many of those that follow are countries in the colours of their status.
    pub countries: usize,
    /// How many of those that follow are the lines over all countries.
    pub lines: usize,
    /// Labels, over the shapes.
    pub labels: Vec<Label>,
    /// Places that can be hit.
    pub marks: Vec<Mark>,
}
