//! The timeline view: axis, strip of events, lanes of bands, playhead.

use crate::atlas::{Selection, State, passes_actor};
use crate::dataset::{Dataset, Day, Tone};
use crate::timeline::{
    LaneMetrics, LaneRow, LaneRows, Row, RowGroup, TickKind, TimeScale, lay_out_lanes, ticks,
};

use super::display::{Anchor, Color, Fill, Label, Outline, Scene, Shape, Stroke};
use super::host::{DateStyle, Host};
use super::strip::{draw_own_events, draw_strip};
use super::theme::{edge, is_pattern, lane_fill};
use super::words;

pub(super) const AXIS_PX: f64 = 32.0;
const RIGHT_PX: f64 = 10.0;
pub(super) const SMALL_PX: f64 = 12.0;
const TEXT_PX: f64 = 14.0;

/// What a timeline shows.
pub struct TimelineInput<'a> {
    /// What is known.
    pub dataset: &'a Dataset,
    /// What is looked at.
    pub state: &'a State,
    /// What the pointer is over.
    pub hovered: Option<Selection>,
    /// Width.
    pub width_px: f64,
    /// Whether rows are high enough for fingers.
    pub is_touch: bool,
    /// The surroundings.
    pub host: &'a dyn Host,
}

/// A timeline, and where its parts stand.
#[derive(Clone, Debug)]
pub struct TimelineScene {
    /// What is drawn. Labels of lanes and groups are in `lane_labels`, since a page makes them buttons.
    pub scene: Scene,
    /// Labels of lanes and groups.
    pub lane_labels: Vec<Label>,
    /// The rows, from `lanes_top_px` down.
    pub rows: LaneRows,
    /// Top of the first row.
    pub lanes_top_px: f64,
    /// Time to pixels.
    pub scale: TimeScale,
    /// Where the playhead stands; it may lie beyond the ends.
    pub playhead_px: f64,
    /// Left end of the playhead's label.
    pub playhead_label_px: f64,
    /// Width of the playhead's label.
    pub playhead_width_px: f64,
    /// Its height.
    pub playhead_height_px: f64,
}

/// Sizes that depend on the room there is.
pub(super) struct Layout {
    pub label_column_px: f64,
    metrics: LaneMetrics,
    is_narrow: bool,
    playhead: (f64, f64),
}

impl Layout {
    fn of(input: &TimelineInput) -> Layout {
        let is_narrow = input.width_px < 480.0;
        let lane_px = if input.is_touch || is_narrow {
            28.0
        } else if input.width_px < 700.0 {
            19.0
        } else {
            22.0
        };
        let widest = (0..input.dataset.document.actors.len())
            .map(|actor| {
                let name = lane_name(input, actor, is_narrow);
                input.host.text_width_px(&name, TEXT_PX, false)
            })
            .fold(0.0, f64::max);
        let most = if is_narrow { 104.0 } else { 176.0 };
        Layout {
            label_column_px: (widest + 18.0 + 12.0).clamp(84.0, most),
            metrics: LaneMetrics {
                lane_px,
                selected_px: if is_narrow { 42.0 } else { 36.0 },
                heading_px: if is_narrow { 28.0 } else { 24.0 },
            },
            is_narrow,
            playhead: if is_narrow { (108.0, 30.0) } else { (108.0, 24.0) },
        }
    }
}

fn lane_name(input: &TimelineInput, actor: usize, is_narrow: bool) -> String {
    match is_narrow {
        true => words::short_name(input.dataset, actor, input.host),
        false => words::actor_name(input.dataset, actor, input.host),
    }
}

/// Draws the timeline.
pub fn timeline_scene(input: &TimelineInput) -> TimelineScene {
    let layout = Layout::of(input);
    let range = input.state.time_range(input.dataset);
    let right_px = (input.width_px - RIGHT_PX).max(layout.label_column_px + 40.0);
    let scale = TimeScale::new(range.start_day, range.end_day, layout.label_column_px, right_px);
    let mut timeline = TimelineScene {
        scene: Scene { width_px: input.width_px, ..Scene::default() },
        lane_labels: Vec::new(),
        rows: lay_out(input, &layout),
        lanes_top_px: 0.0,
        scale,
        // The line stands in the middle of its day.
        playhead_px: scale.px_from_day(f64::from(input.state.date.plus(0).0) + 0.5),
        playhead_label_px: 0.0,
        playhead_width_px: layout.playhead.0,
        playhead_height_px: layout.playhead.1,
    };
    // At the ends the label stays inside; the line does not move with it.
    // In a box too narrow for both, the left end wins.
    timeline.playhead_label_px = (timeline.playhead_px - layout.playhead.0 / 2.0)
        .min(right_px + RIGHT_PX - layout.playhead.0)
        .max(layout.label_column_px - 24.0);
    let strip_bottom = draw_strip(input, &layout, &mut timeline);
    timeline.lanes_top_px = strip_bottom + 8.0;
    timeline.scene.height_px = timeline.lanes_top_px + timeline.rows.height_px + 6.0;
    draw_axis(input, &layout, &mut timeline);
    let rows = timeline.rows.clone();
    for row in &rows.rows {
        match row {
            Row::Heading { group, top_px } => label_group(input, &layout, *group, *top_px, &mut timeline),
            Row::Lane(lane) => draw_lane(input, &layout, lane, &mut timeline),
        }
    }
    draw_playhead(&layout, &mut timeline);
    timeline
}

fn lay_out(input: &TimelineInput, layout: &Layout) -> LaneRows {
    let document = &input.dataset.document;
    let groups: Vec<RowGroup> = document
        .groups
        .iter()
        .map(|group| RowGroup {
            members: (0..document.actors.len()).filter(|&a| document.actors[a].group == group.id).collect(),
            is_folded: input.state.folded.iter().any(|id| *id == *group.id),
        })
        .collect();
    let selected = match input.state.selection(input.dataset) {
        Some(Selection::Actor(actor)) => Some(actor),
        _ => None,
    };
    lay_out_lanes(&groups, selected, &layout.metrics)
}

fn draw_axis(input: &TimelineInput, layout: &Layout, timeline: &mut TimelineScene) {
    let scale = timeline.scale;
    let label_gap_px = if layout.is_narrow { 44.0 } else { 88.0 };
    let all = ticks(&scale, label_gap_px, 6.0);
    let hidden = (timeline.playhead_label_px - 3.0, timeline.playhead_label_px + layout.playhead.0 + 3.0);
    let bottom = timeline.scene.height_px;
    let mut shapes = Vec::new();
    let mut free_from = scale.left_px - 30.0;
    let label = |text: String, x: f64| Label {
        text,
        x,
        y: AXIS_PX - 20.0,
        anchor: Anchor::Start,
        color: Color::Ink2,
        halo: None,
        size_px: SMALL_PX,
        is_bold: false,
        target: None,
    };
    let first_label_x = all.iter().find(|t| t.is_labelled).map_or(f64::MAX, |t| scale.px_from_day(t.day));
    let mut labels = Vec::new();
    // The year in which the axis begins is told where the first tick leaves it room.
    if first_label_x - scale.left_px > 34.0 {
        let start = Day(scale.start_day.floor().clamp(-4e8, 4e8) as i32);
        let kind = all.iter().find(|t| t.is_labelled).map_or(TickKind::Year, |t| t.kind);
        let style = if kind >= TickKind::Month { TickKind::Year } else { TickKind::Month };
        labels.push((tick_text(start, style, true, layout, input.host), scale.left_px - 22.0));
    }
    for tick in &all {
        let x = scale.px_from_day(tick.day);
        let height = if tick.is_labelled { 6.0 } else { 3.0 };
        if tick.is_labelled {
            let hairline = Stroke::solid(Color::Hairline, 1.0);
            shapes.push(Shape::line((x, AXIS_PX), (x, bottom), hairline));
            labels.push((tick_label(tick.day, tick.kind, layout, input.host), x));
        }
        let rule = Stroke::solid(Color::Rule, 1.0);
        shapes.push(Shape::line((x, AXIS_PX - 6.0), (x, AXIS_PX - 6.0 + height), rule));
    }
    for (text, x) in labels {
        let width = input.host.text_width_px(&text, SMALL_PX, false);
        let is_free = x >= free_from && x + width <= input.width_px;
        if is_free && (x + width < hidden.0 || x > hidden.1) {
            free_from = x + width + 6.0;
            timeline.scene.labels.push(label(text, x));
        }
    }
    let axis = Stroke::solid(Color::Rule, 1.0);
    shapes.push(Shape::line(
        (scale.left_px - 22.0, AXIS_PX - 6.0),
        (scale.right_px + 4.0, AXIS_PX - 6.0),
        axis,
    ));
    // The grid lies under everything else.
    timeline.scene.shapes.splice(0..0, shapes);
}

fn tick_label(day: f64, kind: TickKind, layout: &Layout, host: &dyn Host) -> String {
    if kind == TickKind::Hour {
        let minutes = ((day - day.floor()) * 1440.0).round() as u32;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    tick_text(Day(day.round().clamp(-4e8, 4e8) as i32), kind, false, layout, host)
}

fn tick_text(day: Day, kind: TickKind, is_context: bool, layout: &Layout, host: &dyn Host) -> String {
    let style = match kind {
        TickKind::Hour | TickKind::Day => DateStyle::DayOfMonth,
        TickKind::Month if is_context => DateStyle::MonthYear,
        TickKind::Month => DateStyle::Month,
        TickKind::Year => DateStyle::Year,
    };
    let text = host.date(day, style);
    let year = day.to_ymd().0;
    if layout.is_narrow && style == DateStyle::Year && (1000..=9999).contains(&year) {
        return format!("’{:02}", year % 100);
    }
    text
}

fn label_group(
    input: &TimelineInput,
    layout: &Layout,
    group: usize,
    top_px: f64,
    timeline: &mut TimelineScene,
) {
    let label = &input.dataset.document.groups[group].label;
    timeline.lane_labels.push(Label {
        text: words::text(label, input.dataset, input.host).text.to_owned(),
        x: 0.0,
        y: timeline.lanes_top_px + top_px + layout.metrics.heading_px / 2.0 + 2.0,
        anchor: Anchor::Start,
        color: Color::Ink,
        halo: Some(Color::Paper),
        size_px: SMALL_PX,
        is_bold: true,
        target: None,
    });
}

fn draw_lane(input: &TimelineInput, layout: &Layout, lane: &LaneRow, timeline: &mut TimelineScene) {
    let dataset = input.dataset;
    let scale = timeline.scale;
    let top = timeline.lanes_top_px + lane.top_px;
    let this = Some(Selection::Actor(lane.member));
    let shapes = &mut timeline.scene.shapes;
    if lane.is_selected || input.hovered == this {
        shapes.push(Shape::rect(0.0, top, input.width_px, lane.height_px, Fill::Solid(Color::Raise)));
    }
    if lane.is_selected {
        shapes.push(Shape::rect(0.0, top, 3.0, lane.height_px, Fill::Solid(Color::Ink)));
    }
    let track = input.state.track_index(dataset);
    let passes = passes_actor(input.state, dataset, lane.member);
    let opacity = if passes { 1.0 } else { 0.25 };
    let label_y = if lane.is_selected { top + 13.0 } else { top + lane.height_px / 2.0 };
    let band_px = if lane.is_selected { 13.0 } else { 10.0 };

    let indent = if lane.is_selected { 9.0 } else { 0.0 };
    let shown = dataset.fold.standing(lane.member, input.state.date, track).shown;
    if let Some(tone) = shown.map(|status| dataset.document.statuses[status].tone) {
        let outline = Outline::Rect {
            x: indent as f32 + 0.6,
            y: (label_y - 5.4) as f32,
            width: 10.8,
            height: 10.8,
            radius: 1.0,
        };
        let swatch = Shape::new(outline, Some(lane_fill(tone)), Some(edge(tone, 1.2)));
        shapes.push(swatch.with_opacity(opacity));
    }
    let last_day = f64::from(dataset.updated().plus(0).0) + 1.0;
    for band in dataset.fold.bands(lane.member, track) {
        let tone = dataset.document.statuses[band.status].tone;
        let left = scale.px_from_day(f64::from(band.from.plus(0).0)).max(scale.left_px);
        let until = band
            .until
            .map_or(last_day, |day| f64::from(day.0))
            .min(last_day.max(f64::from(band.from.plus(0).0)));
        let right = scale.px_from_day(until).min(scale.right_px);
        if right <= left {
            continue;
        }
        // What is hollow on the map is half as high here.
        let height = if tone == Tone::Ramp8 { band_px * 0.6 } else { band_px };
        let date = &dataset.document.events[band.event].date;
        let fade_until =
            scale.px_from_day(f64::from(date.last_day().min(band.from.plus(366)).plus(0).0) + 1.0);
        let solid_from = if date.starts_exactly() { left } else { fade_until.clamp(left, right) };
        if solid_from > left && !is_pattern(tone) {
            let fade = Fill::FadeIn(Color::Fill(tone));
            shapes.push(
                Shape::rect(left, label_y - height / 2.0, solid_from - left, height, fade)
                    .with_opacity(opacity),
            );
        }
        let from = if is_pattern(tone) { left } else { solid_from };
        let outline = Outline::Rect {
            x: from as f32 + 0.4,
            y: (label_y - height / 2.0) as f32,
            width: ((right - from - 0.8) as f32).max(0.6),
            height: height as f32,
            radius: 0.0,
        };
        shapes.push(Shape::new(outline, Some(lane_fill(tone)), Some(edge(tone, 0.8))).with_opacity(opacity));
        for day in &band.restated {
            let x = scale.px_from_day(f64::from(day.0));
            if x > left + 1.5 && x < right - 1.5 {
                let notch = Stroke::solid(Color::Paper, 1.6);
                shapes.push(Shape::line((x, label_y - height / 2.0), (x, label_y + height / 2.0), notch));
            }
        }
    }
    timeline.lane_labels.push(Label {
        text: lane_name(input, lane.member, layout.is_narrow),
        x: indent + 18.0,
        y: label_y,
        anchor: Anchor::Start,
        color: if passes { Color::Ink } else { Color::Ink3 },
        halo: None,
        size_px: TEXT_PX,
        is_bold: lane.is_selected,
        target: this,
    });
    if lane.is_selected {
        draw_own_events(input, lane, top + lane.height_px - 9.0, timeline);
    }
}

fn draw_playhead(layout: &Layout, timeline: &mut TimelineScene) {
    let scale = timeline.scale;
    let x = timeline.playhead_px.clamp(scale.left_px, scale.right_px);
    let bottom = timeline.scene.height_px;
    let top = timeline.lanes_top_px;
    let veil = Shape::rect(x, top, scale.right_px + 2.0 - x, bottom - top, Fill::Solid(Color::Veil));
    timeline.scene.shapes.push(veil);
    if (scale.left_px..=scale.right_px).contains(&timeline.playhead_px) {
        let line = Stroke::solid(Color::Ink, 1.6);
        timeline.scene.shapes.push(Shape::line((x, layout.playhead.1 - 4.0), (x, bottom), line));
    }
}
