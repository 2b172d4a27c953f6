//! Marks of events: the strip under the axis that holds all of them, and the selected lane's own.

use crate::atlas::{Selection, passes_event};
use crate::dataset::Precision;
use crate::timeline::{LaneRow, Span, Stacked, TimeScale, stack};

use super::display::{Anchor, Color, Fill, Label, Mark, Outline, Shape, Stroke};
use super::timeline::{AXIS_PX, Layout, SMALL_PX, TimelineInput, TimelineScene};

const DOT_PX: f64 = 3.1;
const LEVEL_PX: f64 = 6.9;
const MOST_LEVELS: usize = 12;
const FEWEST_LEVELS: usize = 4;
const CROWD_PX: f64 = 10.0;

/// How an event's mark looks.
struct Dot {
    is_official: bool,
    color: Color,
    is_selected: bool,
}

impl Dot {
    fn of(input: &TimelineInput, event: usize) -> Dot {
        let selection = input.state.selection(input.dataset);
        let links = &input.dataset.links[event];
        let is_about = match selection {
            Some(Selection::Actor(actor)) => links.actors.contains(&actor),
            _ => true,
        };
        let passes = passes_event(input.state, &input.dataset.document.events[event]);
        let color = match (passes, is_about) {
            (false, _) => Color::Hairline,
            (true, true) => Color::Ink,
            (true, false) => Color::Rule,
        };
        Dot { is_official: links.is_official, color, is_selected: selection == Some(Selection::Event(event)) }
    }

    fn draw(&self, x: f64, y: f64, is_hovered: bool, shapes: &mut Vec<Shape>) {
        if self.is_selected || is_hovered {
            let ring = Stroke::solid(Color::Ink, if self.is_selected { 1.6 } else { 1.0 });
            shapes.push(Shape::circle(x, y, DOT_PX + 3.4, Some(Fill::Solid(Color::Paper)), Some(ring)));
        }
        if self.is_official {
            shapes.push(Shape::circle(x, y, DOT_PX, Some(Fill::Solid(self.color)), None));
        } else {
            let ring = Stroke::solid(self.color, 1.2);
            shapes.push(Shape::circle(x, y, DOT_PX - 0.6, Some(Fill::Solid(Color::Paper)), Some(ring)));
        }
    }
}

/// Left and right end of an event's mark: a dot for a day, a pill for a longer date.
fn event_span(input: &TimelineInput, scale: &TimeScale, event: usize) -> (Span, bool) {
    let date = &input.dataset.document.events[event].date;
    let is_day = date.start().is_some_and(|p| p.precision >= Precision::Day) && !date.is_interval();
    let clamp = |x: f64| x.clamp(scale.left_px - 400.0, scale.right_px + 400.0);
    let left = clamp(scale.px_from_day(f64::from(date.first_day().plus(0).0)));
    let right = clamp(scale.px_from_day(f64::from(date.last_day().plus(0).0) + 1.0));
    let middle = (left + right) / 2.0;
    if is_day || right - left < 2.0 * DOT_PX {
        (Span { left_px: middle - DOT_PX, right_px: middle + DOT_PX }, is_day)
    } else {
        (Span { left_px: left, right_px: right }, false)
    }
}

/// Draws the strip of all events under the axis; gives its lower end.
pub(super) fn draw_strip(input: &TimelineInput, layout: &Layout, timeline: &mut TimelineScene) -> f64 {
    let scale = timeline.scale;
    let document = &input.dataset.document;
    let mut shown: Vec<(usize, Span, bool)> = input
        .dataset
        .events_by_day
        .iter()
        .map(|&event| {
            let (span, is_day) = event_span(input, &scale, event);
            (event, span, is_day)
        })
        .filter(|(_, span, _)| {
            span.right_px >= scale.left_px - DOT_PX && span.left_px <= scale.right_px + DOT_PX
        })
        .collect();
    shown.sort_by(|a, b| a.1.left_px.total_cmp(&b.1.left_px));
    let spans: Vec<Span> = shown.iter().map(|(_, span, _)| *span).collect();
    let stack = stack(&spans, 0.4, MOST_LEVELS, 2.0 * CROWD_PX);
    let levels = stack.levels.max(FEWEST_LEVELS);
    let bottom = AXIS_PX + 6.0 + LEVEL_PX * levels as f64;
    for stacked in &stack.stacked {
        match stacked {
            Stacked::One { item, level } => {
                let (event, span, is_day) = shown[*item];
                let y = bottom - LEVEL_PX * (*level as f64 + 0.5);
                draw_event(input, event, span, is_day, y, timeline);
            }
            Stacked::Many { items, center_px } => {
                let y = bottom - LEVEL_PX * 2.0;
                let stroke = Stroke::solid(Color::Ink, 1.2);
                timeline.scene.shapes.push(Shape::circle(
                    *center_px,
                    y,
                    CROWD_PX,
                    Some(Fill::Solid(Color::Paper)),
                    Some(stroke),
                ));
                timeline.scene.labels.push(Label {
                    text: items.len().to_string(),
                    x: *center_px,
                    y,
                    anchor: Anchor::Middle,
                    color: Color::Ink,
                    halo: None,
                    size_px: SMALL_PX,
                    is_bold: false,
                    target: None,
                });
                let targets = items.iter().map(|&item| Selection::Event(shown[item].0)).collect();
                timeline.scene.marks.push(Mark {
                    targets,
                    x: *center_px,
                    y,
                    half_width: CROWD_PX,
                    half_height: CROWD_PX,
                });
            }
        }
    }
    let passing = document.events.iter().filter(|event| passes_event(input.state, event)).count();
    let heading = input.host.messages().get("events").to_owned();
    let heading_width = input.host.text_width_px(&heading, SMALL_PX, true);
    let y = bottom - LEVEL_PX * 0.5;
    timeline.scene.labels.push(strip_label(heading, 0.0, y, true));
    let count_x = heading_width + 5.0;
    if count_x < layout.label_column_px {
        timeline.scene.labels.push(strip_label(passing.to_string(), count_x, y, false));
    }
    bottom
}

fn strip_label(text: String, x: f64, y: f64, is_bold: bool) -> Label {
    Label {
        text,
        x,
        y,
        anchor: Anchor::Start,
        color: if is_bold { Color::Ink } else { Color::Ink2 },
        halo: None,
        size_px: SMALL_PX,
        is_bold,
        target: None,
    }
}

fn draw_event(
    input: &TimelineInput,
    event: usize,
    span: Span,
    is_day: bool,
    y: f64,
    timeline: &mut TimelineScene,
) {
    let dot = Dot::of(input, event);
    let is_hovered = input.hovered == Some(Selection::Event(event));
    let x = (span.left_px + span.right_px) / 2.0;
    let half_width = (span.right_px - span.left_px) / 2.0;
    if is_day {
        dot.draw(x, y, is_hovered, &mut timeline.scene.shapes);
    } else {
        let outline = Outline::Rect {
            x: span.left_px as f32,
            y: (y - DOT_PX) as f32,
            width: (half_width * 2.0) as f32,
            height: (DOT_PX * 2.0) as f32,
            radius: DOT_PX as f32,
        };
        let ring = Stroke::solid(Color::Ink, 1.4);
        let stroke = (dot.is_selected || is_hovered).then_some(ring);
        timeline
            .scene
            .shapes
            .push(Shape::new(outline, Some(Fill::Solid(dot.color)), stroke).with_opacity(0.55));
    }
    let targets = vec![Selection::Event(event)];
    timeline.scene.marks.push(Mark { targets, x, y, half_width, half_height: DOT_PX });
}

/// The selected lane carries its own events under its band.
pub(super) fn draw_own_events(input: &TimelineInput, lane: &LaneRow, y: f64, timeline: &mut TimelineScene) {
    let scale = timeline.scale;
    for &event in &input.dataset.events_by_day {
        if !input.dataset.links[event].actors.contains(&lane.member) {
            continue;
        }
        let (span, _) = event_span(input, &scale, event);
        let x = (span.left_px + span.right_px) / 2.0;
        if x < scale.left_px || x > scale.right_px {
            continue;
        }
        let is_hovered = input.hovered == Some(Selection::Event(event));
        Dot::of(input, event).draw(x, y, is_hovered, &mut timeline.scene.shapes);
        let targets = vec![Selection::Event(event)];
        timeline.scene.marks.push(Mark { targets, x, y, half_width: DOT_PX, half_height: DOT_PX });
    }
}
