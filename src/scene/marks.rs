//! How marks of events look: dots, numbered marks, stretches.

use crate::atlas::{Filter, Selection, has_filter};
use crate::timeline::{BitRank, Crowd, EventRow, Marks, SpanAt};

use super::display::{Anchor, Color, Fill, Label, Mark, Outline, Shape, Stroke};
use super::facts::{date_look, is_official};
use super::strip::strip_label;
use super::timeline::{SMALL_PX, Timeline, TimelineInput, TimelineScene};

pub(super) const DOT_PX: f64 = 3.1;
/// Half the height of a numbered mark.
pub(super) const CROWD_PX: f64 = 9.0;
const LEAST_SPAN_PX: f64 = 11.0;
/// A shorter stretch is drawn without fades.
const LEAST_FADED_PX: f64 = 24.0;
/// The most events that one mark lists; of a larger crowd it lists none, and zooming in tells.
const MOST_TARGETS: usize = 200;

/// What marks are drawn with.
pub(super) struct Drawing<'a> {
    pub timeline: &'a Timeline,
    pub input: &'a TimelineInput<'a>,
    filter: Filter<'a>,
    pub selection: Option<Selection>,
}

impl<'a> Drawing<'a> {
    pub fn new(timeline: &'a Timeline, input: &'a TimelineInput<'a>) -> Drawing<'a> {
        let selection = input.state.selection(input.dataset);
        Drawing { timeline, input, filter: Filter::new(input.state, input.dataset), selection }
    }

    pub fn look(&self, place: usize) -> Look {
        let id = self.timeline.events.id(place);
        let is_strong = self.timeline.strong.as_ref().is_none_or(|strong| strong.get(place));
        let color = match is_strong {
            true => Color::Ink,
            false if self.filter.event(id) => Color::Rule,
            false => Color::Hairline,
        };
        let date = date_look(self.input.dataset, id);
        let is_inexact = date.fades_left || date.fades_right;
        Look { is_official: is_official(self.input.dataset, id), is_inexact, color }
    }

    /// Notes where an event can be hit. Rows of the columns are found by `Timeline::pick`.
    pub fn mark(
        &self,
        id: usize,
        (x, y): (f64, f64),
        (half_width, half_height): (f64, f64),
        drawn: &mut TimelineScene,
    ) {
        if self.input.dataset.row_of(id).is_none() {
            let targets = vec![Selection::Event(id)];
            drawn.scene.marks.push(Mark { targets, x, y, half_width, half_height });
        }
    }
}

/// How an event's mark looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub is_official: bool,
    /// Whether its date is not exact.
    pub is_inexact: bool,
    pub color: Color,
}

/// Dots gathered by how they look, so that each look is painted in one go.
#[derive(Default)]
pub(super) struct Dots {
    looks: Vec<(Color, bool, Vec<f32>)>,
}

impl Dots {
    pub fn push(&mut self, look: Look, x: f64, y: f64) {
        let found = self
            .looks
            .iter()
            .position(|(color, official, _)| (*color, *official) == (look.color, look.is_official));
        let at = found.unwrap_or_else(|| {
            self.looks.push((look.color, look.is_official, Vec::new()));
            self.looks.len() - 1
        });
        self.looks[at].2.extend([x as f32, y as f32]);
    }

    pub fn draw(self, shapes: &mut Vec<Shape>) {
        for (color, is_official, centers) in self.looks {
            let (radius, fill, stroke) = match is_official {
                true => (DOT_PX, Color::Paper, None),
                false => (DOT_PX - 0.6, Color::Paper, Some(Stroke::solid(color, 1.2))),
            };
            let fill = if is_official { color } else { fill };
            let outline = Outline::Circles { centers, radius: radius as f32 };
            shapes.push(Shape::new(outline, Some(Fill::Solid(fill)), stroke));
        }
    }
}

pub(super) fn draw_marks(
    drawing: &Drawing,
    row: EventRow,
    marks: &Marks,
    level_y: &dyn Fn(usize) -> f64,
    drawn: &mut TimelineScene,
) {
    let (mut dots, mut over_playhead) = (Dots::default(), Dots::default());
    let mut ringed = Vec::new();
    for one in &marks.ones {
        let place = row.place(one.at);
        let id = drawing.timeline.events.id(place);
        let event = Selection::Event(id);
        let (x, y) = (one.x_px, level_y(one.level));
        let look = drawing.look(place);
        if look.is_inexact {
            draw_fades(x, y, look.color, &mut drawn.scene.shapes);
        }
        let is_selected = drawing.selection == Some(event);
        if is_selected || drawing.input.hovered == Some(event) {
            ringed.push((look, x, y, is_selected));
        } else {
            dots.push(look, x, y);
            // The playhead's line would fill a ring.
            if (x - drawn.playhead_px).abs() < DOT_PX {
                over_playhead.push(look, x, y);
            }
        }
        drawing.mark(id, (x, y), (DOT_PX, DOT_PX), drawn);
    }
    dots.draw(&mut drawn.scene.shapes);
    over_playhead.draw(&mut drawn.over_playhead);
    // What is chosen lies over its neighbours.
    for (look, x, y, is_selected) in ringed {
        let is_over = (x - drawn.playhead_px).abs() < DOT_PX;
        let shapes = if is_over { &mut drawn.over_playhead } else { &mut drawn.scene.shapes };
        draw_ringed(look, x, y, is_selected, shapes);
    }
    let is_within = |crowd: &&Crowd| crowd.x_px >= drawn.scale.left_px && crowd.x_px <= drawn.scale.right_px;
    for crowd in marks.crowds.iter().filter(is_within).copied().collect::<Vec<_>>().iter() {
        draw_crowd(drawing, row, crowd, (level_y(crowd.level) + level_y(crowd.level + 1)) / 2.0, drawn);
    }
}

fn draw_ringed(look: Look, x: f64, y: f64, is_selected: bool, shapes: &mut Vec<Shape>) {
    let ring = Stroke::solid(Color::Ink, if is_selected { 1.6 } else { 1.0 });
    shapes.push(Shape::circle(x, y, DOT_PX + 3.4, Some(Fill::Solid(Color::Paper)), Some(ring)));
    let mut dots = Dots::default();
    dots.push(look, x, y);
    dots.draw(shapes);
}

/// A day that is not sure has a short fade on both sides of its dot.
fn draw_fades(x: f64, y: f64, color: Color, shapes: &mut Vec<Shape>) {
    let reach = 3.0 * DOT_PX;
    shapes.push(Shape::rect(x - reach, y - 1.5, reach, 3.0, Fill::FadeIn(color)));
    shapes.push(Shape::rect(x, y - 1.5, reach, 3.0, Fill::FadeOut(color)));
}

fn draw_crowd(drawing: &Drawing, row: EventRow, crowd: &Crowd, y: f64, drawn: &mut TimelineScene) {
    let Drawing { timeline, input, .. } = drawing;
    let all = crowd.to - crowd.from - crowd.spans;
    let is_small = (crowd.from..crowd.to).len() <= MOST_TARGETS;
    let id = |at: usize| timeline.events.id(row.place(at));
    // Of what is filtered it says how many are kept; of more than it lists nobody has counted them.
    let is_kept = |id: &usize| drawing.filter.event(*id) && date_look(input.dataset, *id).is_point;
    let is_filtered = is_small && has_filter(input.state);
    let kept: Vec<usize> = match is_filtered {
        true => (crowd.from..crowd.to).map(id).filter(is_kept).collect(),
        false => Vec::new(),
    };
    let count = if kept.is_empty() { all } else { kept.len() };
    let text = short_number(count);
    let half = (input.host.text_width_px(&text, SMALL_PX, false) / 2.0 + 4.0).clamp(CROWD_PX, 14.0);
    let is_strong =
        |strong: &BitRank| !is_small || (crowd.from..crowd.to).any(|at| strong.get(row.place(at)));
    let color = if timeline.strong.as_ref().is_none_or(is_strong) { Color::Ink } else { Color::Rule };
    let outline = Outline::Rect {
        x: (crowd.x_px - half) as f32,
        y: (y - CROWD_PX) as f32,
        width: 2.0 * half as f32,
        height: 2.0 * CROWD_PX as f32,
        radius: CROWD_PX as f32,
    };
    let stroke = Stroke::solid(color, 1.2);
    let shape = Shape::new(outline, Some(Fill::Solid(Color::Paper)), Some(stroke));
    if (crowd.x_px - drawn.playhead_px).abs() < half + 1.0 {
        drawn.over_playhead.push(shape.clone());
    }
    drawn.scene.shapes.push(shape);
    drawn.scene.labels.push(Label {
        anchor: Anchor::Middle,
        color: if color == Color::Ink { Color::Ink } else { Color::Ink2 },
        ..strip_label(text, crowd.x_px, y, false)
    });
    // Rows cannot be chosen: a crowd with some is looked into as one of too many is.
    let ids = match kept.is_empty() {
        true if is_small => (crowd.from..crowd.to).map(id).collect(),
        _ => kept,
    };
    let can_choose = ids.iter().all(|id| input.dataset.row_of(*id).is_none());
    let targets = if can_choose { ids.into_iter().map(Selection::Event).collect() } else { Vec::new() };
    let x = crowd.x_px;
    drawn.scene.marks.push(Mark { targets, x, y, half_width: half, half_height: CROWD_PX });
}

/// A count in the room of three or four digits.
pub(super) fn short_number(count: usize) -> String {
    match count {
        0..=999 => count.to_string(),
        1000..=9949 => format!("{}k", crate::decimal::text(count as f64 / 1000.0, 1)),
        9950..=999_499 => format!("{}k", (count + 500) / 1000),
        _ => format!("{}M", crate::decimal::text(count as f64 / 1e6, 1)),
    }
}

/// A stretch as long as it is known: its ends fade where they are not exact and run off in an arrow
/// where they are open.
pub(super) fn draw_span(drawing: &Drawing, span: &SpanAt, y: f64, drawn: &mut TimelineScene) {
    let scale = drawn.scale;
    let event = Selection::Event(span.id);
    let look = date_look(drawing.input.dataset, span.id);
    let place = drawing.timeline.events.place_of(span.id, span.extent.middle_day());
    let color = drawing.look(place).color;
    let left = scale.px_from_day(span.extent.start_day).max(scale.left_px) + 0.5;
    let right = (scale.px_from_day(span.extent.end_day).min(scale.right_px) - 0.5).max(left + 1.0);
    // However little room a month has, it is told from a day.
    let missing_px = (LEAST_SPAN_PX - (right - left)).max(0.0) / 2.0;
    let (left, right) = (left - missing_px, right + missing_px);
    let (top, height) = (y - DOT_PX, 2.0 * DOT_PX);
    let shapes = &mut drawn.scene.shapes;
    // A fade takes a third of what is in view, an arrow a fixed piece; what is cut off by the edge of
    // the view has neither.
    let is_in_view = |day: f64| day > scale.start_day && day < scale.end_day;
    let fade_px = ((right - left) / 3.0).min(40.0);
    // In little room a fade would be a smudge: there the stretch is what the key shows.
    let is_pill =
        right - left < LEAST_FADED_PX && span.extent.start_day.is_finite() && span.extent.end_day.is_finite();
    let fades_left = !is_pill && look.fades_left && is_in_view(span.extent.start_day);
    let fades_right = !is_pill && look.fades_right && is_in_view(span.extent.end_day);
    let arrow_px = 5.0f64.min((right - left) / 2.0);
    let from = left
        + if fades_left {
            fade_px
        } else if span.extent.start_day.is_infinite() {
            arrow_px
        } else {
            0.0
        };
    let to = right
        - if fades_right {
            fade_px
        } else if span.extent.end_day.is_infinite() {
            arrow_px
        } else {
            0.0
        };
    let solid = Fill::Solid(color);
    const OPACITY: f32 = 0.55;
    if fades_left {
        shapes.push(Shape::rect(left, top, from - left, height, Fill::FadeIn(color)).with_opacity(OPACITY));
    } else if from > left {
        let head = [(left, y), (from, top - 1.5), (from, top + height + 1.5)];
        shapes.push(Shape::polygon(&head, solid).with_opacity(OPACITY));
    }
    if fades_right {
        shapes.push(Shape::rect(to, top, right - to, height, Fill::FadeOut(color)).with_opacity(OPACITY));
    } else if to < right {
        let head = [(right, y), (to, top - 1.5), (to, top + height + 1.5)];
        shapes.push(Shape::polygon(&head, solid).with_opacity(OPACITY));
    }
    let radius = if is_pill { DOT_PX as f32 } else { 0.0 };
    let outline = Outline::Rect {
        x: from as f32,
        y: top as f32,
        width: (to - from) as f32,
        height: height as f32,
        radius,
    };
    shapes.push(Shape::new(outline, Some(solid), None).with_opacity(OPACITY));
    let is_selected = drawing.selection == Some(event);
    if is_selected || drawing.input.hovered == Some(event) {
        let ring = Stroke::solid(Color::Ink, if is_selected { 1.6 } else { 1.0 });
        let outline = Outline::Rect {
            x: left as f32 - 2.0,
            y: top as f32 - 2.0,
            width: (right - left) as f32 + 4.0,
            height: height as f32 + 4.0,
            radius: DOT_PX as f32 + 2.0,
        };
        shapes.push(Shape::new(outline, None, Some(ring)));
    }
    let (x, half_width) = ((left + right) / 2.0, (right - left) / 2.0);
    drawing.mark(span.id, (x, y), (half_width, DOT_PX), drawn);
}
