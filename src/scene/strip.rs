//! Marks of events: the strip under the axis that holds all of them, the selected lane's own, and
//! those of the selected event on the lanes of its actors.

use crate::atlas::{Selection, State, default_range, has_filter};
use crate::dataset::Dataset;
use crate::timeline::{
    BitRank, Crowd, DensityColumn, EventRow, Events, LaneRow, MarkStyle, Marks, Picked, SpanAt, TimeScale,
    lay_out_marks, pick_mark,
};

use super::display::{Anchor, Color, Fill, Label, Mark, Outline, Shape, Stroke};
use super::facts::{Passes, date_look, event_title, is_official, row_of};
use super::path::Path;
use super::timeline::{Layout, SMALL_PX, Timeline, TimelineInput, TimelineScene};
use super::titles::{Candidate, draw_titles};
use crate::world::PathSink;

const DOT_PX: f64 = 3.1;
const LEVEL_PX: f64 = 6.9;
const MOST_LEVELS: usize = 12;
const FEWEST_LEVELS: usize = 4;
/// Half the height of a numbered mark.
const CROWD_PX: f64 = 9.0;
/// The most events that one mark lists; of a larger crowd it lists none, and zooming in tells.
const MOST_TARGETS: usize = 200;

/// Marks of the strip, on so many levels.
fn strip_style(levels: usize) -> MarkStyle {
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
    let filter = Passes::new(state, dataset);
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

/// What marks are drawn with.
struct Drawing<'a> {
    timeline: &'a Timeline,
    input: &'a TimelineInput<'a>,
    filter: Passes<'a>,
    selection: Option<Selection>,
}

impl<'a> Drawing<'a> {
    fn new(timeline: &'a Timeline, input: &'a TimelineInput<'a>) -> Drawing<'a> {
        let selection = input.state.selection(input.dataset);
        Drawing { timeline, input, filter: Passes::new(input.state, input.dataset), selection }
    }

    fn look(&self, place: usize) -> Look {
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
    fn mark(
        &self,
        id: usize,
        (x, y): (f64, f64),
        (half_width, half_height): (f64, f64),
        drawn: &mut TimelineScene,
    ) {
        if row_of(self.input.dataset, id).is_none() {
            let targets = vec![Selection::Event(id)];
            drawn.scene.marks.push(Mark { targets, x, y, half_width, half_height });
        }
    }
}

/// How an event's mark looks.
#[derive(Clone, Copy)]
struct Look {
    is_official: bool,
    /// Whether its date is not exact.
    is_inexact: bool,
    color: Color,
}

/// Dots gathered by how they look, so that each look is painted in one go.
#[derive(Default)]
struct Dots {
    looks: Vec<(Color, bool, Vec<f32>)>,
}

impl Dots {
    fn push(&mut self, look: Look, x: f64, y: f64) {
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

    fn draw(self, shapes: &mut Vec<Shape>) {
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
            _ => 3,
        };
        if is_chosen || (is_calm && priority < 3) {
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
        let target = row_of(input.dataset, id).is_none().then_some(Selection::Event(id));
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

fn draw_marks(
    drawing: &Drawing,
    row: EventRow,
    marks: &Marks,
    level_y: &dyn Fn(usize) -> f64,
    drawn: &mut TimelineScene,
) {
    let mut dots = Dots::default();
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
        }
        drawing.mark(id, (x, y), (DOT_PX, DOT_PX), drawn);
    }
    dots.draw(&mut drawn.scene.shapes);
    // What is chosen lies over its neighbours.
    for (look, x, y, is_selected) in ringed {
        draw_ringed(look, x, y, is_selected, &mut drawn.scene.shapes);
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
    let count = crowd.to - crowd.from - crowd.spans;
    let text = short_number(count);
    let half = (input.host.text_width_px(&text, SMALL_PX, false) / 2.0 + 4.0).clamp(CROWD_PX, 14.0);
    let is_strong = |strong: &BitRank| {
        (crowd.from..crowd.to).len() > MOST_TARGETS
            || (crowd.from..crowd.to).any(|at| strong.get(row.place(at)))
    };
    let color = if timeline.strong.as_ref().is_none_or(is_strong) { Color::Ink } else { Color::Rule };
    let outline = Outline::Rect {
        x: (crowd.x_px - half) as f32,
        y: (y - CROWD_PX) as f32,
        width: 2.0 * half as f32,
        height: 2.0 * CROWD_PX as f32,
        radius: CROWD_PX as f32,
    };
    let stroke = Stroke::solid(color, 1.2);
    drawn.scene.shapes.push(Shape::new(outline, Some(Fill::Solid(Color::Paper)), Some(stroke)));
    drawn.scene.labels.push(Label {
        anchor: Anchor::Middle,
        color: if color == Color::Ink { Color::Ink } else { Color::Ink2 },
        ..strip_label(text, crowd.x_px, y, false)
    });
    let ids = (crowd.from..crowd.to).map(|at| timeline.events.id(row.place(at)));
    let targets = match count {
        0..=MOST_TARGETS => {
            ids.filter(|&id| row_of(input.dataset, id).is_none()).map(Selection::Event).collect()
        }
        _ => Vec::new(),
    };
    let x = crowd.x_px;
    drawn.scene.marks.push(Mark { targets, x, y, half_width: half, half_height: CROWD_PX });
}

/// A count in the room of three or four digits.
fn short_number(count: usize) -> String {
    match count {
        0..=999 => count.to_string(),
        1000..=9949 => format!("{}k", crate::decimal::text(count as f64 / 1000.0, 1)),
        9950..=999_499 => format!("{}k", (count + 500) / 1000),
        _ => format!("{}M", crate::decimal::text(count as f64 / 1e6, 1)),
    }
}

/// Bands of density: a column is as high as the root of its density, so that a tenth is still seen
/// beside the whole. What stands out lies over the rest.
fn draw_density(
    timeline: &Timeline,
    columns: &[DensityColumn],
    (bottom, height): (f64, f64),
    drawn: &mut TimelineScene,
) {
    let Some(first) = columns.first() else { return };
    let days = (first.right_px - first.left_px) / drawn.scale.px_per_day();
    let most = (timeline.typical_per_day * days).max(1.0);
    let mut paint = |count_of: &dyn Fn(&DensityColumn) -> usize, color: Color, opacity: f32| {
        let path = density_path(
            columns,
            &|column| {
                let count = count_of(column);
                if count == 0 { 0.0 } else { ((count as f64 / most).sqrt().min(1.0) * height).max(1.5) }
            },
            bottom,
            (drawn.scale.left_px, drawn.scale.right_px),
        );
        let shape = Shape::new(Outline::Path(path), Some(Fill::Solid(color)), None);
        drawn.scene.shapes.push(shape.with_opacity(opacity));
    };
    match &timeline.strong {
        None => paint(&|column| column.to - column.from, Color::Ink, 0.75),
        Some(strong) => {
            paint(&|column| column.to - column.from, Color::Rule, 0.5);
            paint(&|column| strong.count(column.from, column.to), Color::Ink, 0.75);
        }
    }
}

fn density_path(
    columns: &[DensityColumn],
    height_px: &dyn Fn(&DensityColumn) -> f64,
    bottom: f64,
    (least_px, most_px): (f64, f64),
) -> Path {
    let mut path = Path::default();
    let mut last_right = f64::NAN;
    for column in columns {
        let (left, right) = (column.left_px.max(least_px), column.right_px.min(most_px));
        if right <= left {
            continue;
        }
        let base = bottom - LEVEL_PX * column.level as f64;
        let top = (base - height_px(column)) as f32;
        if left != last_right {
            if !last_right.is_nan() {
                path.line_to(last_right as f32, bottom as f32);
                path.close();
            }
            path.move_to(left as f32, bottom as f32);
        }
        path.line_to(left as f32, top);
        path.line_to(right as f32, top);
        last_right = right;
    }
    if !last_right.is_nan() {
        path.line_to(last_right as f32, bottom as f32);
        path.close();
    }
    path
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

/// A stretch as long as it is known: its ends fade where they are not exact and run off in an arrow
/// where they are open.
fn draw_span(drawing: &Drawing, span: &SpanAt, y: f64, drawn: &mut TimelineScene) {
    let scale = drawn.scale;
    let event = Selection::Event(span.id);
    let look = date_look(drawing.input.dataset, span.id);
    let place = drawing.timeline.events.place_of(span.id, span.extent.middle_day());
    let color = drawing.look(place).color;
    let left = scale.px_from_day(span.extent.start_day).max(scale.left_px) + 0.5;
    let right = (scale.px_from_day(span.extent.end_day).min(scale.right_px) - 0.5).max(left + 1.0);
    let (top, height) = (y - DOT_PX, 2.0 * DOT_PX);
    let shapes = &mut drawn.scene.shapes;
    // A fade takes a third of what is in view, an arrow a fixed piece; what is cut off by the edge of
    // the view has neither.
    let is_in_view = |day: f64| day > scale.start_day && day < scale.end_day;
    let fade_px = ((right - left) / 3.0).min(40.0);
    let fades_left = look.fades_left && is_in_view(span.extent.start_day);
    let fades_right = look.fades_right && is_in_view(span.extent.end_day);
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
    shapes.push(Shape::rect(from, top, to - from, height, solid).with_opacity(OPACITY));
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

fn draw_own_density(
    timeline: &Timeline,
    row: EventRow,
    columns: &[DensityColumn],
    y: f64,
    drawn: &mut TimelineScene,
) {
    let Some(first) = columns.first() else { return };
    let days = (first.right_px - first.left_px) / drawn.scale.px_per_day();
    let share = row.len() as f64 / timeline.events.len().max(1) as f64;
    let most = (timeline.typical_per_day * share * days).max(1.0);
    let height = |column: &DensityColumn| match column.to - column.from {
        0 => 0.0,
        count => ((count as f64 / most).sqrt().min(1.0) * 12.0).max(1.5),
    };
    let path = density_path(columns, &height, y + 6.0, (drawn.scale.left_px, drawn.scale.right_px));
    let shape = Shape::new(Outline::Path(path), Some(Fill::Solid(Color::Ink)), None);
    drawn.scene.shapes.push(shape.with_opacity(0.75));
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
    let lanes = timeline.events.lanes_of(event);
    let ys: Vec<f64> = drawn
        .rows
        .lanes()
        .filter(|lane| lanes.iter().any(|&actor| usize::from(actor) == lane.member))
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

/// What stands at a point of a timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimelineHit {
    /// The event there, by its id: the document's events come first, then the rows of the columns. Of
    /// many that are not told apart it is the nearest in time.
    pub event: usize,
    /// How many are not told apart there; 1 for a mark of its own.
    pub count: usize,
    /// When the first and the last of them are, in days.
    pub days: (f64, f64),
}

impl Timeline {
    /// The event at a point of a scene that this timeline drew, no further than `tolerance_px`: a mark
    /// or a crowd of the strip, or on a lane the lane's event that is nearest in time.
    pub fn pick(
        &self,
        drawn: &TimelineScene,
        (x_px, y_px): (f64, f64),
        tolerance_px: f64,
    ) -> Option<TimelineHit> {
        let scale = &drawn.scale;
        if x_px < scale.left_px - tolerance_px || x_px > scale.right_px + tolerance_px {
            return None;
        }
        let one = |row: EventRow, at: usize| {
            let day = row.day(at);
            TimelineHit { event: self.events.id(row.place(at)), count: 1, days: (day, day) }
        };
        if y_px >= drawn.lanes_top_px {
            let y_px = y_px - drawn.lanes_top_px;
            let is_under = |lane: &&LaneRow| (lane.top_px..lane.top_px + lane.height_px).contains(&y_px);
            let is_lone = drawn.lone_top_px.is_some_and(|top_px| top_px <= y_px + drawn.lanes_top_px);
            let row = match drawn.rows.lanes().find(is_under) {
                Some(lane) => self.events.lane(lane.member),
                None if is_lone => self.lone(),
                None => return None,
            };
            let most_days = tolerance_px / scale.px_per_day();
            return row.nearest(scale.day_from_px(x_px), most_days).map(|at| one(row, at));
        }
        let row = self.events.all();
        let style = strip_style(drawn.strip_levels);
        let level = (drawn.strip_bottom_px - y_px) / LEVEL_PX;
        match pick_mark(&self.events, row, scale, style, (x_px, level), LEVEL_PX, tolerance_px)? {
            Picked::One(at) => Some(one(row, at)),
            Picked::Span { id, extent } => {
                Some(TimelineHit { event: id, count: 1, days: (extent.start_day, extent.end_day) })
            }
            Picked::Many { from, to, nearest } => Some(TimelineHit {
                count: to - from,
                days: (row.day(from), row.day(to - 1)),
                ..one(row, nearest)
            }),
        }
    }
}
