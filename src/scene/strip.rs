//! The strip under the axis that holds all events, the selected lane's own, and the selected event's on
//! the lanes of its actors.

use crate::atlas::{Filter, Selection, State, default_range, has_filter};
use crate::dataset::Dataset;
use crate::timeline::{BitRank, EventRow, Events, MarkStyle, Marks, TimeScale, lay_out_marks};

use super::density::{draw_density, draw_own_density};
use super::display::{Anchor, Color, Fill, Label, Mark, Shape, Stroke};
use super::facts::{date_look, event_title};
use super::marks::{CROWD_PX, DOT_PX, Dots, Drawing, Look, draw_marks, draw_span, short_number};
use super::timeline::{SMALL_PX, Timeline, TimelineInput, TimelineScene};
use super::timeline_layout::Layout;
use super::titles::{Candidate, LEAST_PRIORITY, draw_titles};

pub(super) const LEVEL_PX: f64 = 6.9;
const MOST_LEVELS: usize = 12;
const FEWEST_LEVELS: usize = 4;
/// Marks of the strip, on so many levels.
pub(super) fn strip_style(levels: usize) -> MarkStyle {
    MarkStyle {
        mark_px: 2.0 * DOT_PX,
        gap_px: 0.4,
        levels,
        cell_px: 28.0,
        crowd_px: 2.0 * CROWD_PX + 4.0,
        has_spans: true,
    }
}

/// Marks under the selected lane's band: two levels, on which dots may half cover each other.
const OWN_STYLE: MarkStyle = MarkStyle {
    mark_px: 2.0 * DOT_PX,
    gap_px: -3.0,
    levels: 2,
    cell_px: 28.0,
    crowd_px: 2.0 * CROWD_PX + 4.0,
    has_spans: false,
};

/// Which events pass the filters and are about the selection, by place, and how many pass the filters.
/// `None` where nothing is filtered and nothing is selected.
pub(super) fn strong_events(events: &Events, state: &State, dataset: &Dataset) -> (Option<BitRank>, usize) {
    let about = match state.selection(dataset) {
        Some(Selection::Actor(actor)) => Some(events.lane(actor)),
        _ => None,
    };
    let filter = Filter::new(state, dataset);
    let passes = |place: usize| filter.event(events.id(place));
    let is_filtered = has_filter(state);
    let passing = match is_filtered {
        true => (0..events.len()).filter(|&place| passes(place)).count(),
        false => events.len(),
    };
    let strong = match about {
        None if !is_filtered => return (None, passing),
        None => BitRank::new(events.len(), &mut |place| passes(place)),
        Some(lane) => {
            let mut own = (0..lane.len()).map(|at| lane.place(at)).filter(|&p| !is_filtered || passes(p));
            BitRank::of(events.len(), &mut own)
        }
    };
    (Some(strong), passing)
}

/// Draws the strip of all events under `top`; gives its lower end.
pub(super) fn draw_strip(
    timeline: &Timeline,
    input: &TimelineInput,
    layout: &Layout,
    top: f64,
    drawn: &mut TimelineScene,
) -> f64 {
    let scale = drawn.scale;
    let row = timeline.events.all();
    let levels = strip_levels(timeline, input, &scale);
    let marks = lay_out_marks(&timeline.events, row, &scale, strip_style(levels));
    let bottom = top + 6.0 + LEVEL_PX * levels as f64;
    (drawn.strip_bottom_px, drawn.strip_levels) = (bottom, levels);
    let drawing = Drawing::new(timeline, input);
    let level_y = |level: usize| bottom - LEVEL_PX * (level as f64 + 0.5);
    for span in &marks.spans {
        draw_span(&drawing, span, level_y(span.level), drawn);
    }
    draw_marks(&drawing, row, &marks, &level_y, drawn);
    draw_strip_titles(&drawing, row, &marks, (top + 4.0, bottom), &level_y, drawn);
    draw_density(timeline, &marks.columns, (bottom, LEVEL_PX * levels as f64), drawn);

    let heading = input.host.messages().get("events").to_owned();
    let heading_width = input.host.text_width_px(&heading, SMALL_PX, true);
    let y = bottom - LEVEL_PX * 0.5;
    drawn.scene.labels.push(strip_label(heading, 0.0, y, true));
    let count_x = heading_width + 5.0;
    let fits = |text: &String| {
        count_x + input.host.text_width_px(text, SMALL_PX, false) < layout.label_column_px - 4.0
    };
    let counts = [input.host.number(timeline.passing), short_number(timeline.passing)];
    if let Some(count) = counts.into_iter().find(fits) {
        drawn.scene.labels.push(strip_label(count, count_x, y, false));
    }
    bottom
}

/// With more marks in view only what is chosen has its title.
const MOST_TITLED: usize = 40;

fn draw_strip_titles(
    drawing: &Drawing,
    row: EventRow,
    marks: &Marks,
    bounds: (f64, f64),
    level_y: &dyn Fn(usize) -> f64,
    drawn: &mut TimelineScene,
) {
    if !marks.columns.is_empty() {
        return;
    }
    let Drawing { timeline, input, selection, .. } = drawing;
    let is_calm = marks.ones.len() + marks.spans.len() <= MOST_TITLED;
    let mut candidates = Vec::new();
    let mut obstacles = Vec::new();
    for one in &marks.ones {
        let place = row.place(one.at);
        let id = timeline.events.id(place);
        let at = (one.x_px, level_y(one.level));
        let is_chosen = [*selection, input.hovered].contains(&Some(Selection::Event(id)));
        let priority = match drawing.look(place) {
            _ if is_chosen => 0,
            Look { color: Color::Ink, is_official: true, .. } => 1,
            Look { color: Color::Ink, .. } => 2,
            _ => LEAST_PRIORITY,
        };
        if is_chosen || (is_calm && priority < LEAST_PRIORITY) {
            candidates.push(Candidate { id, at, priority });
        }
        let (x, y) = at;
        let targets = Vec::new();
        obstacles.push(Mark { targets, x, y, half_width: DOT_PX, half_height: DOT_PX });
    }
    for crowd in &marks.crowds {
        let y = (level_y(crowd.level) + level_y(crowd.level + 1)) / 2.0;
        let targets = Vec::new();
        obstacles.push(Mark { targets, x: crowd.x_px, y, half_width: 14.0, half_height: CROWD_PX });
    }
    let title_of = |id: usize| {
        let target = input.dataset.row_of(id).is_none().then_some(Selection::Event(id));
        (event_title(input.dataset, id, input.host), target)
    };
    draw_titles(candidates, &obstacles, bounds, &title_of, input.host, drawn);
}

/// As many levels as the whole of the data needs at this width: the strip keeps its height while the
/// axis zooms, and what stands under it its place.
fn strip_levels(timeline: &Timeline, input: &TimelineInput, scale: &TimeScale) -> usize {
    // A low timeline keeps its room for the lanes.
    let is_low = timeline.most_height_px.is_some_and(|most_px| most_px < 240.0);
    let here = (scale.right_px - scale.left_px, is_low);
    let (known, levels) = timeline.levels_at.get();
    if known == here {
        return levels;
    }
    let whole = default_range(input.dataset);
    let whole = TimeScale::new(whole.start_day, whole.end_day, scale.left_px, scale.right_px);
    let marks = lay_out_marks(&timeline.events, timeline.events.all(), &whole, strip_style(MOST_LEVELS));
    let levels = match marks.crowds.is_empty() {
        _ if is_low => FEWEST_LEVELS,
        true => marks.levels.max(FEWEST_LEVELS),
        false => MOST_LEVELS,
    };
    timeline.levels_at.set((here, levels));
    levels
}

pub(super) fn strip_label(text: String, x: f64, y: f64, is_bold: bool) -> Label {
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

/// A lane's own events: the selected one carries them under its band.
pub(super) fn draw_own_events(
    timeline: &Timeline,
    input: &TimelineInput,
    row: EventRow,
    y: f64,
    drawn: &mut TimelineScene,
) {
    let scale = drawn.scale;
    let marks = lay_out_marks(&timeline.events, row, &scale, OWN_STYLE);
    draw_marks(&Drawing::new(timeline, input), row, &marks, &|level| y + 3.0 - 6.2 * level as f64, drawn);
    draw_own_density(timeline, row, &marks.columns, y, drawn);
}

/// The selected event stands on the lanes of all its actors, and a line joins them.
pub(super) fn draw_links(timeline: &Timeline, input: &TimelineInput, drawn: &mut TimelineScene) {
    let Some(Selection::Event(event)) = input.state.selection(input.dataset) else { return };
    let extent = date_look(input.dataset, event).extent;
    let scale = drawn.scale;
    let x = scale.px_from_day(extent.middle_day());
    if x < scale.left_px || x > scale.right_px {
        return;
    }
    let Some(links) = input.dataset.links.get(event) else { return };
    let ys: Vec<f64> = drawn
        .rows
        .lanes()
        .filter(|lane| links.actors.contains(&lane.member))
        .map(|lane| drawn.lanes_top_px + lane.top_px + lane.height_px / 2.0)
        .collect();
    let Some(&last) = ys.last() else { return };
    let from = drawn.strip_bottom_px;
    let shapes = &mut drawn.scene.shapes;
    shapes.push(Shape::line((x, from), (x, last), Stroke::solid(Color::Paper, 3.4)));
    shapes.push(Shape::line((x, from), (x, last), Stroke::solid(Color::Ink, 1.0)));
    let drawing = Drawing::new(timeline, input);
    let place = timeline.events.place_of(event, extent.middle_day());
    let look = Look { color: Color::Ink, ..drawing.look(place) };
    for y in ys {
        let shapes = &mut drawn.scene.shapes;
        shapes.push(Shape::circle(x, y, DOT_PX + 1.8, Some(Fill::Solid(Color::Paper)), None));
        let mut dots = Dots::default();
        dots.push(look, x, y);
        dots.draw(shapes);
        drawing.mark(event, (x, y), (DOT_PX, DOT_PX), drawn);
    }
}
