//! The whole figure as one picture: title, sentence, legend, map, lanes, attribution.

use crate::atlas::{Shown, State};
use crate::dataset::search::is_unspaced;
use crate::dataset::{Dataset, Tone};
use crate::world::World;

use super::display::{Anchor, Color, Fill, Label, Outline, Scene, Shape, Stroke};
use super::figure_notes::{chosen, sources_line};
use super::host::Host;
use super::map::{MapInput, map_scene};
use super::map_geometry::MapGeometry;
use super::map_labels::LabelMemory;
use super::svg::SvgPainter;
use super::theme::{Palette, edge, lane_fill};
use super::timeline::{TimelineInput, timeline_scene};
use super::words;

const MARGIN_PX: f64 = 16.0;
/// Figures are drawn as fine as a dense screen shows them.
const FIGURE_PIXEL_RATIO: f64 = 2.0;

/// Which part of the atlas a figure shows, and how large.
pub struct FigureInput<'a> {
    /// What is known.
    pub dataset: &'a Dataset,
    /// The earth.
    pub world: &'a World,
    /// What is looked at.
    pub state: &'a State,
    /// Width of the picture.
    pub width_px: f64,
    /// Height of the picture, or `None` for as much as it takes.
    pub height_px: Option<f64>,
    /// The colours.
    pub palette: &'a Palette,
    /// The surroundings.
    pub host: &'a dyn Host,
}

/// The height of a map of a width: 0.53 of it when wide, 0.50 in an article, 0.74 on a phone.
pub fn map_height_px(width_px: f64) -> f64 {
    let share = match width_px {
        ..480.0 => 0.74,
        480.0..680.0 => 0.50,
        _ => 0.53,
    };
    (width_px * share).round()
}

impl FigureInput<'_> {
    /// The map at a size.
    fn map(&self, width_px: f64, height_px: f64) -> (Scene, MapGeometry) {
        let view = self.state.camera.clamped(width_px, height_px).view(width_px, height_px);
        let mut geometry = MapGeometry::new(self.dataset, self.world);
        geometry.draw(self.world, &view, FIGURE_PIXEL_RATIO);
        let input = MapInput {
            dataset: self.dataset,
            world: self.world,
            geometry: &geometry,
            state: self.state,
            hovered: None,
            cursor: None,
            told: &[],
            view,
            is_moving: false,
            width_px,
            height_px,
            covered_px: (0.0, 0.0),
            host: self.host,
        };
        let scene = map_scene(&input, &mut LabelMemory::default());
        (scene, geometry)
    }

    /// Axis and lanes at a width, with what a page makes elements of.
    fn lanes(&self, width_px: f64) -> Scene {
        let timeline = timeline_scene(&TimelineInput {
            dataset: self.dataset,
            state: self.state,
            hovered: None,
            width_px,
            is_touch: false,
            host: self.host,
        });
        let mut lanes = timeline.scene;
        lanes.labels.extend(timeline.lane_labels);
        lanes.shapes.push(Shape::new(
            Outline::Rect {
                x: timeline.playhead_label_px as f32,
                y: 0.0,
                width: timeline.playhead_width_px as f32,
                height: timeline.playhead_height_px as f32,
                radius: 3.0,
            },
            Some(Fill::Solid(Color::Ink)),
            None,
        ));
        let date = self.host.date(self.state.date, super::host::DateStyle::Short);
        let middle = timeline.playhead_label_px + timeline.playhead_width_px / 2.0;
        let mut label = plain_label(date, middle, timeline.playhead_height_px / 2.0, 13.0, Color::Paper);
        label.anchor = Anchor::Middle;
        label.is_bold = true;
        lanes.labels.push(label);
        lanes
    }

    fn name(&self) -> String {
        let title = words::text(&self.dataset.document.title, self.dataset, self.host).text;
        format!("{title}. {}", words::plain_sentence(self.state, self.dataset, self.host))
    }

    fn painter(&self) -> SvgPainter<'_> {
        SvgPainter::new(self.palette, "system-ui, sans-serif")
    }
}

/// Draws the map alone, as an SVG document without a ground. Its ids begin with `map-`.
pub fn map_svg(input: &FigureInput) -> String {
    let height_px = input.height_px.unwrap_or_else(|| map_height_px(input.width_px));
    let (map, geometry) = input.map(input.width_px, height_px);
    let mut painter = input.painter().with_prefix("map-").ruled();
    painter.scene(&map, geometry.paths(), 0.0, 0.0);
    painter.finish(input.width_px, height_px, &input.name())
}

/// Draws the sign of a status, as an SVG document of that width and height.
pub fn sign_svg(tone: Tone, size_px: (f64, f64), palette: &Palette) -> String {
    let (width, height) = (size_px.0 as f32 - 1.2, size_px.1 as f32 - 1.2);
    let outline = Outline::Rect { x: 0.6, y: 0.6, width, height, radius: 1.0 };
    let mut painter = SvgPainter::new(palette, "").with_prefix("sign-").ruled();
    painter.shape(&Shape::new(outline, Some(lane_fill(tone)), Some(edge(tone, 1.2))), &[]);
    painter.finish(size_px.0, size_px.1, "")
}

/// Draws axis and lanes alone, as an SVG document without a ground. Its ids begin with `lanes-`.
pub fn lanes_svg(input: &FigureInput) -> String {
    let lanes = input.lanes(input.width_px);
    let mut painter = input.painter().with_prefix("lanes-").ruled();
    painter.scene(&lanes, &[], 0.0, 0.0);
    painter.finish(input.width_px, lanes.height_px, input.host.messages().get("timeline"))
}

/// Draws the figure as an SVG document: title, sentence, legend, what is chosen, map, lanes, the sources
/// of what is shown, attribution.
pub fn figure_svg(input: &FigureInput) -> String {
    draw(input, true)
}

/// Draws legend, map and lanes alone, for where title, sentence and credits stand beside it as text.
pub fn figure_picture_svg(input: &FigureInput) -> String {
    draw(input, false)
}

fn draw(input: &FigureInput, has_words: bool) -> String {
    let inner_px = (input.width_px - 2.0 * MARGIN_PX).max(200.0);
    let mut head = Scene { width_px: inner_px, ..Scene::default() };
    let mut y = if has_words { draw_head(input, inner_px, &mut head) } else { -10.0 };
    y = draw_legend(input, inner_px, y + 10.0, &mut head);
    if has_words {
        y = draw_chosen(input, inner_px, y, &mut head);
    }
    head.height_px = y;

    let lanes = input.lanes(inner_px);
    let foot: Vec<String> = [sources_line(input), words::attribution(input.dataset, input.host)]
        .iter()
        .filter(|text| has_words && !text.is_empty())
        .flat_map(|text| wrap(text, inner_px, 11.0, false, input.host))
        .collect();
    let foot_px = if has_words { 12.0 + 15.0 * foot.len() as f64 } else { 0.0 };
    // Where the height is given the map takes what the rest leaves; the lanes go before it shrinks
    // to nothing.
    let rest_px = 2.0 * MARGIN_PX + y + 12.0 + foot_px;
    let lanes_px = lanes.height_px + 12.0;
    let wants_lanes = input.state.view != Shown::Map;
    let (map_px, has_lanes) = match input.height_px {
        None => (map_height_px(inner_px), wants_lanes),
        Some(height) if wants_lanes && height - rest_px - lanes_px >= 160.0 => {
            (height - rest_px - lanes_px, true)
        }
        Some(height) => ((height - rest_px).max(120.0), false),
    };
    let (map, geometry) = input.map(inner_px, map_px);

    let height_px = input.height_px.unwrap_or(rest_px + map_px + if has_lanes { lanes_px } else { 0.0 });
    let mut painter = input.painter();
    painter.shape(&Shape::rect(0.0, 0.0, input.width_px, height_px, Fill::Solid(Color::Paper)), &[]);
    let mut top = MARGIN_PX;
    painter.scene(&head, &[], MARGIN_PX, top);
    top += y + 12.0;
    painter.scene(&map, geometry.paths(), MARGIN_PX, top);
    top += map_px + 12.0;
    if has_lanes {
        painter.scene(&lanes, &[], MARGIN_PX, top);
        top += lanes_px;
    }
    for (at, line) in foot.into_iter().enumerate() {
        let line_y = top + 8.0 + 15.0 * at as f64;
        painter.label(&plain_label(line, MARGIN_PX, line_y, 11.0, Color::Ink3));
    }
    painter.finish(input.width_px, height_px, &input.name())
}

fn plain_label(text: String, x: f64, y: f64, size_px: f64, color: Color) -> Label {
    Label { text, x, y, anchor: Anchor::Start, color, halo: None, size_px, is_bold: false, target: None }
}

fn draw_head(input: &FigureInput, width_px: f64, scene: &mut Scene) -> f64 {
    let title = words::text(&input.dataset.document.title, input.dataset, input.host).text;
    let title_px = if width_px < 480.0 { 19.0 } else { 21.0 };
    let mut y = 0.0;
    scene.shapes.push(Shape::line((0.0, 0.5), (width_px, 0.5), Stroke::solid(Color::Ink, 1.0)));
    for line in wrap(title, width_px, title_px, true, input.host) {
        let mut label = plain_label(line, 0.0, y + 24.0, title_px, Color::Ink);
        label.is_bold = true;
        scene.labels.push(label);
        y += 26.0;
    }
    y += 12.0;
    let sentence = words::plain_sentence(input.state, input.dataset, input.host);
    for line in wrap(&sentence, width_px, 14.0, false, input.host) {
        scene.labels.push(plain_label(line, 0.0, y + 12.0, 14.0, Color::Ink2));
        y += 20.0;
    }
    y
}

fn draw_legend(input: &FigureInput, width_px: f64, top: f64, scene: &mut Scene) -> f64 {
    let document = &input.dataset.document;
    let counts = input.dataset.counts(input.state.date, input.state.track_index(input.dataset));
    let (mut x, mut y) = (0.0, top);
    for (status, written) in document.statuses.iter().enumerate().filter(|(status, _)| counts[*status] > 0) {
        let name = words::status_name(input.dataset, status, input.host);
        let text = format!("{} {name}", counts[status]);
        let width = 20.0 + input.host.text_width_px(&text, 12.0, false) + 18.0;
        if x + width > width_px && x > 0.0 {
            (x, y) = (0.0, y + 20.0);
        }
        let outline =
            Outline::Rect { x: x as f32 + 0.6, y: y as f32 + 0.6, width: 12.8, height: 12.8, radius: 1.0 };
        scene.shapes.push(Shape::new(outline, Some(lane_fill(written.tone)), Some(edge(written.tone, 1.2))));
        scene.labels.push(plain_label(text, x + 20.0, y + 7.0, 12.0, Color::Ink));
        x += width;
    }
    y + 18.0
}

/// What is chosen: its name, where it stands and since when, and why.
fn draw_chosen(input: &FigureInput, width_px: f64, top: f64, scene: &mut Scene) -> f64 {
    let Some(chosen) = chosen(input) else { return top };
    let host = input.host;
    let mut y = top + 10.0;
    let mut x = 0.0;
    if let Some(tone) = chosen.tone {
        let outline = Outline::Rect { x: 0.6, y: y as f32 + 3.6, width: 12.8, height: 12.8, radius: 1.0 };
        scene.shapes.push(Shape::new(outline, Some(lane_fill(tone)), Some(edge(tone, 1.2))));
        x = 20.0;
    }
    let first = wrap(&chosen.name, width_px - x, 14.0, true, host);
    for line in &first {
        let mut label = plain_label(line.clone(), x, y + 10.0, 14.0, Color::Ink);
        label.is_bold = true;
        scene.labels.push(label);
        y += 20.0;
    }
    let after_px = x + host.text_width_px(first.last().map_or("", String::as_str), 14.0, true) + 8.0;
    if after_px + host.text_width_px(&chosen.standing, 14.0, false) <= width_px {
        scene.labels.push(plain_label(chosen.standing, after_px, y - 10.0, 14.0, Color::Ink));
    } else {
        for line in wrap(&chosen.standing, width_px - x, 14.0, false, host) {
            scene.labels.push(plain_label(line, x, y + 10.0, 14.0, Color::Ink));
            y += 20.0;
        }
    }
    for line in wrap(&chosen.why, width_px, 12.0, false, host).into_iter().filter(|line| !line.is_empty()) {
        scene.labels.push(plain_label(line, 0.0, y + 8.0, 12.0, Color::Ink2));
        y += 17.0;
    }
    y + 2.0
}

/// Breaks a text into lines that fit: at its spaces, and between letters of scripts that are written without any.
fn wrap(text: &str, width_px: f64, size_px: f64, is_bold: bool, host: &dyn Host) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut space = " ";
        for piece in unspaced_pieces(word) {
            let Some(line) = lines.last_mut() else { break };
            let longer = if line.is_empty() { piece.to_owned() } else { format!("{line}{space}{piece}") };
            if line.is_empty() || host.text_width_px(&longer, size_px, is_bold) <= width_px {
                *line = longer;
            } else {
                lines.push(piece.to_owned());
            }
            space = "";
        }
    }
    lines
}

/// What no line begins with, and what none ends with, where it may break between any two letters.
const CLOSING: &str = "、。，．！？：；」』）】〕〉》・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々";
const OPENING: &str = "「『（【〔〈《";

/// A word in pieces between which a line may break.
fn unspaced_pieces(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices().peekable();
        while let Some((_, letter)) = letters.next() {
            let Some(&(end, next)) = letters.peek() else { break };
            let may_break = is_unspaced(letter) || is_unspaced(next) || CLOSING.contains(letter);
            if may_break && !CLOSING.contains(next) && !OPENING.contains(letter) {
                let piece = &rest[..end];
                rest = &rest[end..];
                return Some(piece);
            }
        }
        (!rest.is_empty()).then(|| std::mem::take(&mut rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_between_letters_that_stand_without_spaces_and_within_no_word() {
        let pieces = |word| unspaced_pieces(word).collect::<Vec<_>>();
        assert_eq!(pieces("Pillar"), ["Pillar"]);
        assert_eq!(
            pieces("日本は「AUKUS」を、見る。"),
            ["日", "本", "は", "「AUKUS」", "を、", "見", "る。"]
        );
        assert_eq!(pieces("キャンベラ"), ["キャ", "ン", "ベ", "ラ"]);
        assert_eq!(pieces(""), Vec::<&str>::new());
    }
}
