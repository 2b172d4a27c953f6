//! The whole figure as one picture: title, sentence, legend, map, lanes, attribution.

use crate::atlas::State;
use crate::dataset::Dataset;
use crate::world::World;

use super::display::{Anchor, Color, Fill, Label, Outline, Scene, Shape, Stroke};
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

/// Draws the figure as an SVG document.
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
    head.height_px = y;

    let timeline = timeline_scene(&TimelineInput {
        dataset: input.dataset,
        state: input.state,
        hovered: None,
        width_px: inner_px,
        is_touch: false,
        host: input.host,
    });
    let foot = if has_words { words::attribution(input.dataset, input.host) } else { String::new() };
    let foot_lines = wrap(&foot, inner_px, 11.0, false, input.host);
    let foot_px = if has_words { 12.0 + 15.0 * foot_lines.len() as f64 } else { 0.0 };
    // Where the height is given the map takes what the rest leaves; the lanes go before it shrinks
    // to nothing.
    let rest_px = 2.0 * MARGIN_PX + y + 12.0 + foot_px;
    let lanes_px = timeline.scene.height_px + 12.0;
    let (map_px, has_lanes) = match input.height_px {
        None => (map_height_px(inner_px), true),
        Some(height) if height - rest_px - lanes_px >= 160.0 => (height - rest_px - lanes_px, true),
        Some(height) => ((height - rest_px).max(120.0), false),
    };
    let view = input.state.camera.clamped(inner_px, map_px).view(inner_px, map_px);
    let mut geometry = MapGeometry::new(input.dataset, input.world);
    geometry.draw(input.world, &view, FIGURE_PIXEL_RATIO);
    let map_input = MapInput {
        dataset: input.dataset,
        world: input.world,
        geometry: &geometry,
        state: input.state,
        hovered: None,
        view,
        width_px: inner_px,
        height_px: map_px,
        host: input.host,
    };
    let map = map_scene(&map_input, &mut LabelMemory::default());

    let height_px = input.height_px.unwrap_or(rest_px + map_px + if has_lanes { lanes_px } else { 0.0 });
    let mut painter = SvgPainter::new(input.palette, "system-ui, sans-serif");
    painter.shape(&Shape::rect(0.0, 0.0, input.width_px, height_px, Fill::Solid(Color::Paper)), &[]);
    let mut top = MARGIN_PX;
    painter.scene(&head, &[], MARGIN_PX, top);
    top += y + 12.0;
    painter.scene(&map, geometry.paths(), MARGIN_PX, top);
    top += map_px + 12.0;
    if has_lanes {
        let mut lanes = timeline.scene.clone();
        lanes.labels.extend(timeline.lane_labels.iter().cloned());
        let right_px = timeline.playhead_label_px + timeline.playhead_width_px;
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
        let date = input.host.date(input.state.date, super::host::DateStyle::Short);
        let middle = (timeline.playhead_label_px + right_px) / 2.0;
        let mut label = plain_label(date, middle, timeline.playhead_height_px / 2.0, 13.0, Color::Paper);
        label.anchor = Anchor::Middle;
        label.is_bold = true;
        lanes.labels.push(label);
        painter.scene(&lanes, &[], MARGIN_PX, top);
        top += lanes_px;
    }
    for (at, line) in foot_lines.into_iter().enumerate() {
        let line_y = top + 8.0 + 15.0 * at as f64;
        painter.label(&plain_label(line, MARGIN_PX, line_y, 11.0, Color::Ink3));
    }
    let title = words::text(&input.dataset.document.title, input.dataset, input.host).text;
    let sentence = words::plain_sentence(input.state, input.dataset, input.host);
    painter.finish(input.width_px, height_px, &format!("{title}. {sentence}"))
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

/// Breaks a text into lines that fit, at its spaces.
fn wrap(text: &str, width_px: f64, size_px: f64, is_bold: bool, host: &dyn Host) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || host.text_width_px(&longer, size_px, is_bold) <= width_px {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
