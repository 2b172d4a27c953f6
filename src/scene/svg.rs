//! Paints a scene as SVG: for export, print, static fallbacks and snapshot tests.
//!
//! Only presentation attributes are written, since a page's policy may forbid `style`.

use std::fmt::Write;

use crate::dataset::Tone;

use super::display::{Anchor, Color, Fill, Label, Outline, Scene, Shape};
use super::path::Path;
use super::ruled::{Box2, Ruled};
use super::theme::{Palette, is_pattern};
use super::tile::{Tile, TileMark};

/// An SVG document in the making.
pub struct SvgPainter<'a> {
    palette: &'a Palette,
    definitions: String,
    defined: Vec<String>,
    body: String,
    font_family: &'a str,
    /// Before every id: those of several drawings in one page must differ.
    prefix: &'a str,
    /// Whether patterns are drawn mark by mark, for paper.
    is_ruled: bool,
}

impl<'a> SvgPainter<'a> {
    /// A painter with the values of the theme's colours.
    pub fn new(palette: &'a Palette, font_family: &'a str) -> SvgPainter<'a> {
        SvgPainter {
            palette,
            definitions: String::new(),
            defined: Vec::new(),
            body: String::new(),
            font_family,
            prefix: "",
            is_ruled: false,
        }
    }

    /// The same with this before every id.
    pub fn with_prefix(self, prefix: &'a str) -> SvgPainter<'a> {
        SvgPainter { prefix, ..self }
    }

    /// The same with patterns drawn mark by mark: browsers print them as pictures else.
    pub fn ruled(self) -> SvgPainter<'a> {
        SvgPainter { is_ruled: true, ..self }
    }

    /// Paints a scene with its top left at a position, clipped to its box; `parts` is the geometry of
    /// a map.
    pub fn scene(&mut self, scene: &Scene, parts: &[Path], x: f64, y: f64) {
        let clip = format!("{}box{}", self.prefix, self.defined.len());
        let (width, height) = (number(scene.width_px), number(scene.height_px));
        let _ = write!(
            self.definitions,
            "<clipPath id=\"{clip}\"><rect width=\"{width}\" height=\"{height}\"/></clipPath>"
        );
        self.defined.push(clip.clone());
        let _ = writeln!(
            self.body,
            "<g transform=\"translate({} {})\"><g clip-path=\"url(#{clip})\">",
            number(x),
            number(y)
        );
        for shape in &scene.shapes {
            self.shape(shape, parts);
        }
        self.body.push_str("</g>\n");
        for label in &scene.labels {
            self.label(label);
        }
        self.body.push_str("</g>\n");
    }

    /// Paints one shape.
    pub fn shape(&mut self, shape: &Shape, parts: &[Path]) {
        let element = match &shape.outline {
            Outline::Path(_) | Outline::Part(_) => {
                let path = shape.outline.path(parts).filter(|path| !path.is_empty());
                let Some(path) = path else { return };
                format!("<path d=\"{}\"", path_data(path))
            }
            Outline::Rect { x, y, width, height, radius } => {
                let corner = if *radius > 0.0 {
                    format!(" rx=\"{}\"", number(f64::from(*radius)))
                } else {
                    String::new()
                };
                let [x, y, width, height] = [*x, *y, *width, *height].map(|v| number(f64::from(v)));
                format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{corner}")
            }
            Outline::Rects(rects) if rects.is_empty() => return,
            Outline::Rects(rects) => format!("<path d=\"{}\"", rects_data(rects)),
            Outline::Circle { x, y, radius } => {
                let [x, y, radius] = [*x, *y, *radius].map(|v| number(f64::from(v)));
                format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"")
            }
            Outline::Circles { centers, .. } if centers.is_empty() => return,
            Outline::Circles { centers, radius } => {
                format!("<path d=\"{}\"", circles_data(centers, f64::from(*radius)))
            }
        };
        let is_one = shape.opacity >= 1.0;
        let fill = match shape.fill {
            Some(Fill::MapPattern(tone) | Fill::LanePattern(tone)) if self.is_ruled && is_pattern(tone) => {
                let is_map = matches!(shape.fill, Some(Fill::MapPattern(_)));
                if !is_one {
                    let _ = writeln!(self.body, "<g opacity=\"{}\">", number(f64::from(shape.opacity)));
                }
                self.rule(&element, tone, is_map, bounds(&shape.outline, parts));
                "none".to_owned()
            }
            fill => fill.map_or("none".to_owned(), |fill| self.fill(fill)),
        };
        let is_grouped = !is_one && fill == "none" && shape.fill.is_some();
        self.body.push_str(&element);
        let _ = write!(self.body, " fill=\"{}\"", escape(&fill));
        if let Some(stroke) = shape.stroke {
            let color = escape(self.palette.value(stroke.color));
            let width = number(f64::from(stroke.width_px));
            let _ =
                write!(self.body, " stroke=\"{color}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"");
            if stroke.is_dashed {
                self.body.push_str(" stroke-dasharray=\"3 2\"");
            }
        }
        if !is_one && !is_grouped {
            let _ = write!(self.body, " opacity=\"{}\"", number(f64::from(shape.opacity)));
        }
        self.body.push_str("/>\n");
        if is_grouped {
            self.body.push_str("</g>\n");
        }
    }

    /// The ground of a pattern, and its marks cut to an element.
    fn rule(&mut self, element: &str, tone: Tone, is_map: bool, bounds: Option<Box2>) {
        let Some(bounds) = bounds else { return };
        let ruled = Ruled::of(&Tile::of(tone, is_map), bounds);
        let cut = format!("{}cut{}", self.prefix, self.defined.len());
        let _ = write!(self.definitions, "<clipPath id=\"{cut}\">{element}/></clipPath>");
        self.defined.push(cut.clone());
        let ground = escape(self.palette.value(Color::Fill(tone)));
        let line = escape(self.palette.value(Color::Line(tone)));
        let width = crate::decimal::text(ruled.width_px, 2);
        let cap = if ruled.is_dotted { " stroke-linecap=\"round\"" } else { "" };
        let _ = writeln!(
            self.body,
            "{element} fill=\"{ground}\"/><path clip-path=\"url(#{cut})\" d=\"{}\" fill=\"none\" \
             stroke=\"{line}\" stroke-width=\"{width}\"{cap}/>",
            ruled.data
        );
    }

    /// Paints one label.
    pub fn label(&mut self, label: &Label) {
        let anchor = match label.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        // The position is of the middle of the line; the letters' own middle lies a third of their
        // size above the baseline.
        let y = label.y + label.size_px * 0.36;
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"{}\" fill=\"{}\"",
            number(label.x),
            number(y),
            number(label.size_px),
            escape(self.palette.value(label.color))
        );
        if label.is_bold {
            self.body.push_str(" font-weight=\"600\"");
        }
        if let Some(halo) = label.halo {
            let color = escape(self.palette.value(halo));
            let _ = write!(
                self.body,
                " stroke=\"{color}\" stroke-width=\"3.2\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            );
        }
        let _ = writeln!(self.body, ">{}</text>", isolated(&escape(&label.text)));
    }

    /// The finished document.
    pub fn finish(self, width_px: f64, height_px: f64, title: &str) -> String {
        let (width, height) = (number(width_px), number(height_px));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{}\">\n<title>{}</title>\n\
             <defs>{}</defs>\n{}</svg>\n",
            escape(self.font_family),
            escape(title),
            self.definitions,
            self.body
        )
    }

    fn fill(&mut self, fill: Fill) -> String {
        match fill {
            Fill::Solid(color) => self.palette.value(color).to_owned(),
            Fill::MapPattern(tone) | Fill::LanePattern(tone) if !is_pattern(tone) => {
                self.palette.value(Color::Fill(tone)).to_owned()
            }
            Fill::MapPattern(tone) => self.pattern(tone, "m"),
            Fill::LanePattern(tone) => self.pattern(tone, "l"),
            Fill::FadeIn(color) => self.fade(color, "fade", [0, 1]),
            Fill::FadeOut(color) => self.fade(color, "fade-out", [1, 0]),
        }
    }

    fn pattern(&mut self, tone: Tone, place: &str) -> String {
        let id = format!("{}{place}-{}", self.prefix, tone.word());
        if !self.defined.contains(&id) {
            let ground = escape(self.palette.value(Color::Fill(tone)));
            let line = escape(self.palette.value(Color::Line(tone)));
            let Tile { width, height, mark, turn_deg } = Tile::of(tone, place == "m");
            let hundredths = |value: f64| crate::decimal::text(value, 2);
            let (width, height) = (hundredths(width), hundredths(height));
            let drawn = match mark {
                TileMark::Bar { x, y, width, height } => {
                    let [x, y, width, height] = [x, y, width, height].map(hundredths);
                    format!(
                        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{line}\"/>"
                    )
                }
                TileMark::Dot { x, y, radius } => {
                    let [x, y, radius] = [x, y, radius].map(hundredths);
                    format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{line}\"/>")
                }
            };
            let turn = match turn_deg {
                0 => String::new(),
                degrees => format!(" patternTransform=\"rotate({degrees})\""),
            };
            let _ = write!(
                self.definitions,
                "<pattern id=\"{id}\" width=\"{width}\" height=\"{height}\" patternUnits=\"userSpaceOnUse\"{turn}>\
                 <rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>{drawn}</pattern>"
            );
            self.defined.push(id.clone());
        }
        format!("url(#{id})")
    }

    fn fade(&mut self, color: Color, name: &str, [from, to]: [u8; 2]) -> String {
        let id = format!("{}{name}-{}", self.prefix, super::theme::property_name(color));
        if !self.defined.contains(&id) {
            let value = escape(self.palette.value(color));
            let _ = write!(
                self.definitions,
                "<linearGradient id=\"{id}\"><stop offset=\"0\" stop-color=\"{value}\" stop-opacity=\"{from}\"/>\
                 <stop offset=\"1\" stop-color=\"{value}\" stop-opacity=\"{to}\"/></linearGradient>"
            );
            self.defined.push(id.clone());
        }
        format!("url(#{id})")
    }
}

/// The box about an outline.
fn bounds(outline: &Outline, parts: &[Path]) -> Option<Box2> {
    let about = |x: f32, y: f32, radius: f32| [x - radius, y - radius, x + radius, y + radius];
    let bounds = match outline {
        Outline::Path(_) | Outline::Part(_) => outline.path(parts)?.bounds()?,
        Outline::Rect { x, y, width, height, .. } => [*x, *y, x + width, y + height],
        Outline::Rects(rects) => {
            let [first, rest @ ..] = &rects[..] else { return None };
            let ends = |&[x, y, width, height]: &[f32; 4]| [x, y, x + width, y + height];
            rest.iter().map(ends).fold(ends(first), |[left, top, right, bottom], [x, y, to_x, to_y]| {
                [left.min(x), top.min(y), right.max(to_x), bottom.max(to_y)]
            })
        }
        Outline::Circle { x, y, radius } => about(*x, *y, *radius),
        // No pattern is seen in points.
        Outline::Circles { .. } => return None,
    };
    Some(bounds.map(f64::from))
}

fn path_data(path: &Path) -> String {
    let mut data = String::new();
    for subpath in path.subpaths() {
        let mut letter = 'M';
        for &[x, y] in subpath.points {
            let _ = write!(data, "{letter}{} {}", number(f64::from(x)), number(f64::from(y)));
            letter = 'L';
        }
        if subpath.is_closed {
            data.push('Z');
        }
    }
    data
}

fn rects_data(rects: &[[f32; 4]]) -> String {
    let mut data = String::new();
    for rect in rects {
        let [x, y, width, height] = rect.map(|v| number(f64::from(v)));
        let _ = write!(data, "M{x} {y}h{width}v{height}h-{width}z");
    }
    data
}

fn circles_data(centers: &[f32], radius: f64) -> String {
    let mut data = String::new();
    for center in centers.chunks_exact(2) {
        let (left, y) = (number(f64::from(center[0]) - radius), number(f64::from(center[1])));
        let (r, across) = (number(radius), number(2.0 * radius));
        let _ = write!(data, "M{left} {y}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0");
    }
    data
}

/// A number to a tenth of a pixel, as short as it can be written.
fn number(value: f64) -> String {
    crate::decimal::text(value, 1)
}

/// Text as XML writes it; characters that XML does not know are left out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            c if c < ' ' || c == '\u{fffe}' || c == '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A text that runs as its first letter does: the document itself runs from left to right.
fn isolated(text: &str) -> String {
    let is_right_to_left = text.chars().any(|letter| ('\u{590}'..='\u{8ff}').contains(&letter));
    if is_right_to_left { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_date_in_arabic_keeps_the_order_of_its_parts() {
        assert_eq!(super::isolated("8 أبريل 2024"), "\u{2068}8 أبريل 2024\u{2069}");
        assert_eq!(super::isolated("8 April 2024"), "8 April 2024");
    }
}
