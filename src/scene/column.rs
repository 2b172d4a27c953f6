//! The timeline upright, for phones: all lanes in a narrow strip with time running down, from which
//! lines lead to the events that are listed beside it.

use crate::atlas::{Filter, Selection};
use crate::timeline::{AxisLabel, AxisWords, LabelWidths, TimeScale, Unit, axis};

use super::axis::Words;
use super::display::{Anchor, Color, Fill, Label, Outline, Scene, Shape, Stroke};
use super::overview::counts;
use super::theme::{edge, lane_fill};
use super::timeline::{SMALL_PX, Timeline, TimelineInput, TimelineScene};
use super::timeline_layout::playhead_width_px;

/// The events that are listed about a day, in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// Their ids: the document's events come first, then the rows of the columns.
    pub events: Vec<usize>,
    /// How many of them are not later than the day.
    pub past: usize,
    /// Whether there are earlier ones, and whether there are later ones.
    pub has_more: (bool, bool),
}

/// Where the strip begins at least: after the names of its ticks.
const LEAST_LEFT_PX: f64 = 30.0;
/// The widest that all lanes are together.
const LANES_PX: f64 = 48.0;
const SELECTED_PX: f64 = 13.0;
/// How far out the bars reach that tell how many events there are.
const BARS_PX: f64 = 12.0;
/// How far from there the list begins.
const LIST_PX: f64 = 106.0;
const PLAYHEAD_HEIGHT_PX: f64 = 30.0;

struct Upright<'a>(Words<'a>);

impl AxisWords for Upright<'_> {
    fn name(&self, day: f64, unit: Unit, is_context: bool) -> String {
        self.0.name(day, unit, is_context)
    }

    /// The names stand under each other, so that their widths do not matter.
    fn width_px(&self, _text: &str) -> f64 {
        SMALL_PX
    }
}

impl Timeline {
    /// The events to be listed about the day shown: so many up to it and so many after it, and more of
    /// one where there are fewer of the other.
    pub fn listed(&self, input: &TimelineInput, most: usize) -> Listed {
        let filter = Filter::new(input.state, input.dataset);
        let row = self.events.all();
        let id = |at: usize| self.events.id(row.place(at));
        let here = row.before(input.state.date.as_days() + 1.0, row.len() / 2);
        let kept = |at: &usize| filter.event(id(*at));
        let mut before: Vec<usize> = (0..here).rev().filter(kept).take(most + 1).collect();
        let mut after: Vec<usize> = (here..row.len()).filter(kept).take(most + 1).collect();
        let past = before.len().min((most / 2 + 1).max(most.saturating_sub(after.len())));
        let later = after.len().min(most - past);
        let has_more = (before.len() > past, after.len() > later);
        before.truncate(past);
        after.truncate(later);
        let events = before.into_iter().rev().chain(after).map(id).collect();
        Listed { events, past, has_more }
    }

    /// Draws the strip from `top_px` down to the height, and a line to the middle of each listed event's
    /// row.
    pub fn column_scene(
        &self,
        input: &TimelineInput,
        (top_px, height_px): (f64, f64),
        rows: &[(usize, f64)],
    ) -> TimelineScene {
        let range = input.state.time_range(input.dataset);
        let scale = TimeScale::new(range.start_day, range.end_day, top_px + 8.0, height_px - 8.0);
        let playhead_px = scale.px_from_day(input.state.date.as_days() + 0.5);
        let label_px = playhead_px.clamp(scale.left_px, scale.right_px) - PLAYHEAD_HEIGHT_PX / 2.0;
        let mut drawn = TimelineScene {
            scene: Scene { width_px: input.width_px, height_px, ..Scene::default() },
            lane_labels: Vec::new(),
            rows: Default::default(),
            lanes_top_px: top_px,
            strip_bottom_px: height_px,
            strip_levels: 0,
            lone_top_px: None,
            scale,
            playhead_px,
            over_playhead: Vec::new(),
            playhead_label_px: label_px.clamp(top_px, (height_px - PLAYHEAD_HEIGHT_PX).max(top_px)),
            playhead_width_px: playhead_width_px(input),
            playhead_height_px: PLAYHEAD_HEIGHT_PX,
            overview: None,
            list_left_px: None,
        };
        let left = draw_ticks(input, &mut drawn);
        let list_left_px = left + LIST_PX;
        drawn.list_left_px = Some(list_left_px);
        let right = self.draw_lanes(input, left, &mut drawn);
        let (from_px, to_px) = (scale.left_px, scale.right_px);
        draw_bars(self, right, &mut drawn);
        let shapes = &mut drawn.scene.shapes;
        let line_px = playhead_px.clamp(from_px, to_px);
        let veil = Fill::Solid(Color::Veil);
        shapes.push(Shape::rect(left, line_px, right + BARS_PX - left, to_px - line_px, veil));
        for &(event, y) in rows {
            let day = super::facts::date_look(input.dataset, event).extent.middle_day();
            let is_chosen = input.state.selection(input.dataset) == Some(Selection::Event(event));
            let at = scale.px_from_day(day).clamp(from_px, to_px);
            let (color, width) = if is_chosen { (Color::Ink, 1.4) } else { (Color::Rule, 0.8) };
            let bend = list_left_px - 14.0;
            let stroke = Stroke::solid(color, width);
            shapes.push(Shape::line((right + BARS_PX, at), (bend, y), stroke));
            shapes.push(Shape::line((bend, y), (list_left_px - 4.0, y), stroke));
        }
        if (from_px..=to_px).contains(&playhead_px) {
            let line = Stroke::solid(Color::Ink, 1.6);
            shapes.push(Shape::line((left - 4.0, playhead_px), (right + BARS_PX, playhead_px), line));
        }
        drawn
    }

    /// The lanes of all groups that are not folded, and the chosen one at full width; gives where they end.
    fn draw_lanes(&self, input: &TimelineInput, left_px: f64, drawn: &mut TimelineScene) -> f64 {
        let document = &input.dataset.document;
        let chosen = match input.state.selection(input.dataset) {
            Some(Selection::Actor(actor)) => Some(actor),
            _ => None,
        };
        let is_folded = |id: &str| input.state.folded.iter().any(|folded| folded == id);
        let lanes: Vec<usize> = document
            .groups
            .iter()
            .filter(|group| !is_folded(&group.id))
            .flat_map(|group| (0..document.actors.len()).filter(|&a| document.actors[a].group == group.id))
            .filter(|&actor| Some(actor) != chosen)
            .collect();
        let width = (LANES_PX / lanes.len().max(1) as f64).clamp(1.5, 6.0);
        let mut x = left_px;
        for actor in lanes {
            self.draw_upright_lane(input, actor, (x, width), drawn);
            x += width;
        }
        if let Some(actor) = chosen {
            self.draw_upright_lane(input, actor, (x + 3.0, SELECTED_PX), drawn);
            x += 3.0 + SELECTED_PX;
        }
        x + 3.0
    }

    fn draw_upright_lane(
        &self,
        input: &TimelineInput,
        actor: usize,
        (x, width): (f64, f64),
        drawn: &mut TimelineScene,
    ) {
        let scale = drawn.scale;
        let last_day = input.dataset.updated().as_days() + 1.0;
        let opacity = if self.passes(actor) { 1.0 } else { 0.25 };
        for band in self.bands.get(actor).map_or(&[][..], Vec::as_slice) {
            let tone = input.dataset.document.statuses[band.status].tone;
            let from_day = band.from.as_days();
            let until = band.until.map_or(last_day, |day| f64::from(day.0)).min(last_day.max(from_day));
            let top = scale.px_from_day(from_day).max(scale.left_px);
            let bottom = scale.px_from_day(until).min(scale.right_px);
            if bottom <= top {
                continue;
            }
            let outline = Outline::Rect {
                x: x as f32 + 0.4,
                y: top as f32,
                width: (width as f32 - 1.2).max(0.8),
                height: (bottom - top) as f32,
                radius: 0.0,
            };
            // On lanes so narrow an edge of its own would be all that is seen of a fill.
            let stroke = (width > 4.0).then(|| edge(tone, 0.8));
            let shape = Shape::new(outline, Some(lane_fill(tone)), stroke);
            drawn.scene.shapes.push(shape.with_opacity(opacity));
        }
    }
}

/// How many events there are, as bars to the right of the lanes.
fn draw_bars(timeline: &Timeline, x: f64, drawn: &mut TimelineScene) {
    let (counts, most) = counts(timeline, &drawn.scale);
    for (top, bottom, count) in counts.into_iter().filter(|(.., count)| *count > 0) {
        let length = ((count as f64 / most).sqrt() * BARS_PX).max(2.0);
        let bar = Shape::rect(x, top, length, bottom - top, Fill::Solid(Color::Rule));
        drawn.scene.shapes.push(bar);
    }
}

/// Draws the ticks and their names; gives where these end.
fn draw_ticks(input: &TimelineInput, drawn: &mut TimelineScene) -> f64 {
    let scale = drawn.scale;
    let words = Upright(Words { host: input.host, is_narrow: true });
    let widths = LabelWidths::measure(&words, scale.start_day, scale.end_day);
    let axis = axis(&scale, &widths, 14.0, (scale.left_px, scale.right_px), &words);
    // There is one column for the names: where a year begins it is told in place of its first month.
    let is_free =
        |label: &AxisLabel| axis.context.iter().all(|c| (c.left_px - label.left_px).abs() > SMALL_PX);
    let labels = axis.labels.iter().filter(|label| is_free(label)).chain(&axis.context);
    let labels: Vec<&AxisLabel> = labels.collect();
    let width = |label: &&AxisLabel| input.host.text_width_px(&label.text, SMALL_PX, false);
    let left = labels.iter().map(width).fold(LEAST_LEFT_PX - 6.0, f64::max) + 6.0;
    for tick in &axis.ticks {
        let y = scale.px_from_day(tick.day);
        let hairline = Stroke::solid(Color::Hairline, 1.0);
        drawn.scene.shapes.push(Shape::line((left - 4.0, y), (left, y), hairline));
    }
    for label in labels {
        drawn.scene.labels.push(Label {
            text: label.text.clone(),
            x: 0.0,
            y: label.left_px + 1.0,
            anchor: Anchor::Start,
            color: Color::Ink2,
            halo: None,
            size_px: SMALL_PX,
            is_bold: false,
            target: None,
        });
    }
    left
}
