//! The timeline view: axis, strip of events, lanes of bands, playhead.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::atlas::{Failing, Filter, LaneOrder, Selection, State};
use crate::dataset::search::Found;
use crate::dataset::{Band, Dataset};
use crate::timeline::{
    BitRank, EventRow, Events, LabelWidths, LaneRow, LaneRows, Row, RowGroup, TimeScale, lay_out_lanes,
};

use super::axis::{AXIS_PX, Words, draw_axis};
use super::bands::{draw_bands, draw_changes};
use super::display::{Anchor, Color, Fill, Label, Outline, Scene, Shape, Stroke};
use super::eras::{ERAS_PX, draw_eras};
use super::host::Host;
use super::overview::{self, Overview, draw_overview};
use super::path::Path;
use super::strip::{draw_links, draw_own_events, draw_strip, strong_events};
use super::theme::{edge, lane_fill};
use super::timeline_builder::TimelineBuilder;
use super::timeline_layout::{Layout, NAME_PX, lane_name};
use super::words;

const RIGHT_PX: f64 = 10.0;
pub(super) const SMALL_PX: f64 = 12.0;

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
    /// Bottom of the strip of events, from which its marks stack upwards.
    pub strip_bottom_px: f64,
    /// How many levels the strip has.
    pub strip_levels: usize,
    /// Top of the lane of events that are about nobody, where there are some: under all rows.
    pub lone_top_px: Option<f64>,
    /// Time to pixels.
    pub scale: TimeScale,
    /// Where the playhead stands; it may lie beyond the ends.
    pub playhead_px: f64,
    /// Counts that the playhead's line would cross: they are drawn over it.
    pub over_playhead: Vec<Shape>,
    /// Left end of the playhead's label.
    pub playhead_label_px: f64,
    /// Width of the playhead's label.
    pub playhead_width_px: f64,
    /// Its height.
    pub playhead_height_px: f64,
    /// The overview of the whole span, where a stretch of it is shown.
    pub overview: Option<Overview>,
    /// Where a list of events begins, where time runs down beside one: positions in time are then
    /// heights.
    pub list_left_px: Option<f64>,
}

/// What is worked out once for a dataset and a language, and not for every frame.
pub struct Timeline {
    /// Whether a stretch of time is shown with the whole of it in a strip underneath.
    pub has_overview: bool,
    /// The height that the page gives, if it gives one: strip and lanes shrink towards it, as far as
    /// they can still be read.
    pub most_height_px: Option<f64>,
    pub(super) events: Events,
    /// The 90th percentile of local density among all events, per day.
    pub(super) typical_per_day: f64,
    /// By place: which events pass the filters and are about the selection; `None` where all do.
    pub(super) strong: Option<BitRank>,
    /// How many events pass the filters.
    pub(super) passing: usize,
    /// Each actor's bands in the track that is chosen.
    pub(super) bands: Vec<Vec<Band>>,
    /// The lane of events that are about nobody.
    pub(super) lone_lane: usize,
    pub(super) followed: Option<Followed>,
    pub(super) widths: [LabelWidths; 2],
    pub(super) label_columns_px: [f64; 2],
    /// The strip's levels at a width, low or not.
    pub(super) levels_at: Cell<((f64, bool), usize)>,
    /// Whether some events are known to the minute.
    pub(super) has_times: bool,
    /// What the overview shows at a width.
    pub(super) overview: RefCell<Option<(f64, Path)>>,
}

/// The parts of a state on which the bands, and the events that stand out, depend.
#[derive(PartialEq)]
pub(super) struct Followed {
    selected: Option<String>,
    track: Option<String>,
    filters: [Vec<String>; 3],
    /// By actor: the filters that it fails on the day shown.
    actors: Vec<Failing>,
    found: Option<Rc<Found>>,
}

impl Followed {
    fn of(state: &State, dataset: &Dataset) -> Followed {
        let State { selected, track, areas, kinds, footings, found, .. } = state;
        Followed {
            selected: selected.clone(),
            track: track.clone(),
            filters: [areas, kinds, footings].map(Clone::clone),
            actors: Filter::new(state, dataset).actors().to_vec(),
            found: found.clone(),
        }
    }
}

impl TimelineScene {
    /// The actor whose lane is at a height.
    pub fn lane_at(&self, y: f64) -> Option<usize> {
        let y = y - self.lanes_top_px;
        let lane = self.rows.lanes().find(|lane| (lane.top_px..lane.top_px + lane.height_px).contains(&y));
        lane.filter(|_| self.list_left_px.is_none()).map(|lane| lane.member)
    }
}

impl Timeline {
    /// Works out what a dataset's timeline needs. `follow` must be called before it is drawn.
    pub fn new(dataset: &Dataset, host: &dyn Host) -> Timeline {
        let mut builder = TimelineBuilder::new(dataset, host);
        while !builder.advance(dataset, usize::MAX / 2) {}
        builder.finish()
    }

    /// Follows a change of selection, track, filters or what they keep on the day shown; nothing is done where none of them changed.
    pub fn follow(&mut self, state: &State, dataset: &Dataset) {
        let followed = Followed::of(state, dataset);
        if self.followed.as_ref() == Some(&followed) {
            return;
        }
        if self.followed.as_ref().is_none_or(|before| before.track != followed.track) {
            let track = state.track_index(dataset);
            self.bands =
                (0..dataset.document.actors.len()).map(|actor| dataset.fold.bands(actor, track)).collect();
        }
        (self.strong, self.passing) = strong_events(&self.events, state, dataset);
        self.overview.replace(None);
        self.followed = Some(followed);
    }

    /// Whether some events are known to the minute, which then are worth zooming to.
    pub fn has_times(&self) -> bool {
        self.has_times
    }

    /// The events in the order of time.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// Draws the timeline.
    pub fn scene(&self, input: &TimelineInput) -> TimelineScene {
        let mut layout = Layout::of(self, input);
        let range = input.state.time_range(input.dataset);
        let right_px = (input.width_px - RIGHT_PX).max(layout.label_column_px + 40.0);
        let scale = TimeScale::new(range.start_day, range.end_day, layout.label_column_px, right_px);
        let playhead_px = scale.px_from_day(input.state.date.as_days() + 0.5);
        let mut timeline = TimelineScene {
            scene: Scene { width_px: input.width_px, ..Scene::default() },
            lane_labels: Vec::new(),
            rows: self.lay_out(input, &layout),
            lanes_top_px: 0.0,
            strip_bottom_px: 0.0,
            strip_levels: 0,
            lone_top_px: None,
            scale,
            // The line stands in the middle of its day.
            playhead_px,
            over_playhead: Vec::new(),
            // At the ends the label stays inside; the line does not move with it.
            // In a box too narrow for both it lies over the names' column, which is empty beside the axis.
            playhead_label_px: {
                let right_end_px = (right_px + RIGHT_PX - layout.playhead.0).max(0.0);
                let left_end_px = (layout.label_column_px - 24.0).min(right_end_px);
                (playhead_px - layout.playhead.0 / 2.0).clamp(left_end_px, right_end_px)
            },
            playhead_width_px: layout.playhead.0,
            playhead_height_px: layout.playhead.1,
            overview: None,
            list_left_px: None,
        };
        let eras_px = if input.dataset.document.eras.is_empty() { 0.0 } else { ERAS_PX };
        let strip_end_px = draw_strip(self, input, &layout, AXIS_PX + eras_px, &mut timeline);
        timeline.lanes_top_px = strip_end_px + 8.0;
        if let Some(most_px) = self.most_height_px {
            let rows_px = most_px - overview::room_px(self, input) - timeline.lanes_top_px - 6.0;
            layout.press(&timeline.rows, rows_px, self.has_lone(input));
            timeline.rows = self.lay_out(input, &layout);
        }
        let rows_end_px = timeline.lanes_top_px + timeline.rows.height_px;
        timeline.lone_top_px = self.has_lone(input).then_some(rows_end_px);
        let lone_px = if self.has_lone(input) { layout.metrics.lane_px } else { 0.0 };
        timeline.scene.height_px = rows_end_px + lone_px + 6.0;
        draw_eras(input, &mut timeline);
        draw_axis(
            &Words { host: input.host, is_narrow: layout.is_narrow },
            &self.widths[usize::from(layout.is_narrow)],
            &mut timeline,
        );
        let rows = std::mem::take(&mut timeline.rows);
        for row in &rows.rows {
            match row {
                Row::Heading { group, top_px } => label_group(input, &layout, *group, *top_px, &mut timeline),
                Row::Lane(lane) => self.draw_lane(input, &layout, lane, &mut timeline),
            }
        }
        if let Some(top) = timeline.lone_top_px {
            self.draw_lone(input, top + layout.metrics.lane_px / 2.0, &mut timeline);
        }
        // After all that does not change with the day.
        for row in &rows.rows {
            if let Row::Lane(lane) = row {
                self.draw_swatch(input, lane, &mut timeline);
            }
        }
        timeline.rows = rows;
        draw_playhead(&layout, &mut timeline);
        draw_links(self, input, &mut timeline);
        if overview::room_px(self, input) > 0.0 {
            draw_overview(self, input, &mut timeline);
        }
        timeline
    }

    /// Whether some events are about nobody, and others not: the strip alone would not tell them apart.
    fn has_lone(&self, input: &TimelineInput) -> bool {
        let lone = self.lone().len();
        lone > 0 && lone < self.events.len() && !input.state.lanes.only_selected
    }

    /// The events that are about nobody.
    pub(super) fn lone(&self) -> EventRow<'_> {
        self.events.lane(self.lone_lane)
    }

    fn draw_lone(&self, input: &TimelineInput, middle: f64, timeline: &mut TimelineScene) {
        let text = input.host.messages().get("events.lone").to_owned();
        timeline.scene.labels.push(Label {
            text,
            x: 0.0,
            y: middle,
            anchor: Anchor::Start,
            color: Color::Ink2,
            halo: None,
            size_px: SMALL_PX,
            is_bold: false,
            target: None,
        });
        draw_own_events(self, input, self.lone(), middle, timeline);
    }

    fn lay_out(&self, input: &TimelineInput, layout: &Layout) -> LaneRows {
        let Dataset { document, links, .. } = input.dataset;
        let selection = input.state.selection(input.dataset);
        let is_shown = |actor: usize| match selection.filter(|_| input.state.lanes.only_selected) {
            Some(Selection::Actor(selected)) => actor == selected,
            Some(Selection::Event(event)) => links.get(event).is_none_or(|l| l.actors.contains(&actor)),
            None => true,
        };
        let track = input.state.track_index(input.dataset);
        let rank = |actor: usize| {
            let standing = input.dataset.fold.standing(actor, input.state.date, track);
            let held = [standing.ordered, standing.unordered].into_iter().flatten();
            let set_on =
                held.filter(|held| Some(held.status) == standing.shown).map(|held| held.set_on).max();
            (standing.shown.unwrap_or(usize::MAX), std::cmp::Reverse(set_on))
        };
        let group = |id: &crate::dataset::Id| {
            let members = (0..document.actors.len()).filter(|&actor| document.actors[actor].group == *id);
            let mut members: Vec<usize> = members.filter(|&actor| is_shown(actor)).collect();
            if input.state.lanes.order == LaneOrder::Standing {
                let mut ranked = Vec::with_capacity(members.len());
                for actor in members {
                    let rank = rank(actor);
                    let at = ranked.partition_point(|(other, _)| *other <= rank);
                    ranked.insert(at, (rank, actor));
                }
                members = ranked.into_iter().map(|(_, actor)| actor).collect();
            }
            members
        };
        let groups: Vec<RowGroup> = document
            .groups
            .iter()
            .map(|written| RowGroup {
                members: group(&written.id),
                is_folded: input.state.folded.iter().any(|id| *id == *written.id),
            })
            .collect();
        let selected = match selection {
            Some(Selection::Actor(actor)) => Some(actor),
            _ => None,
        };
        lay_out_lanes(&groups, selected, &layout.metrics)
    }

    fn draw_lane(
        &self,
        input: &TimelineInput,
        layout: &Layout,
        lane: &LaneRow,
        timeline: &mut TimelineScene,
    ) {
        let dataset = input.dataset;
        let top = timeline.lanes_top_px + lane.top_px;
        let this = Some(Selection::Actor(lane.member));
        let shapes = &mut timeline.scene.shapes;
        if lane.is_selected || input.hovered == this {
            shapes.push(Shape::rect(0.0, top, input.width_px, lane.height_px, Fill::Solid(Color::Raise)));
        }
        if lane.is_selected {
            shapes.push(Shape::rect(0.0, top, 3.0, lane.height_px, Fill::Solid(Color::Ink)));
        }
        let passes = self.passes(lane.member);
        let opacity = if passes { 1.0 } else { 0.25 };
        let middle = if lane.is_selected { top + 13.0 } else { top + lane.height_px / 2.0 };
        let band_px = if lane.is_selected { 13.0 } else { 10.0 };

        let indent = if lane.is_selected { 9.0 } else { 0.0 };
        let size = (middle, band_px, opacity);
        if let Some(changes) = dataset.fold.changes(lane.member) {
            draw_changes(dataset, changes, &timeline.scale, size, shapes);
        } else {
            let bands = self.bands.get(lane.member).map_or(&[][..], Vec::as_slice);
            draw_bands(dataset, bands, &timeline.scale, size, shapes);
        }
        let (name, x) = (lane_name(dataset, input.host, lane.member, layout.is_narrow), indent + NAME_PX);
        let size_px = layout.name_size_px(input.host, &name, x, lane.is_selected);
        timeline.lane_labels.push(Label {
            text: name,
            x,
            y: middle,
            anchor: Anchor::Start,
            color: if passes { Color::Ink } else { Color::Ink3 },
            halo: None,
            size_px: if lane.height_px < 17.0 { SMALL_PX } else { size_px },
            is_bold: lane.is_selected,
            target: this,
        });
        if lane.is_selected {
            let bottom = top + lane.height_px;
            draw_own_events(self, input, self.events.lane(lane.member), bottom - 9.0, timeline);
        }
    }

    /// Whether an actor passes the filters.
    pub(super) fn passes(&self, actor: usize) -> bool {
        let failing = self.followed.as_ref().and_then(|followed| followed.actors.get(actor));
        failing.is_none_or(|failing| failing.is_none())
    }

    /// The swatch before an actor's name: where it stands on the day shown.
    fn draw_swatch(&self, input: &TimelineInput, lane: &LaneRow, timeline: &mut TimelineScene) {
        let dataset = input.dataset;
        let track = input.state.track_index(dataset);
        let shown = dataset.fold.standing(lane.member, input.state.date, track).shown;
        let Some(tone) = shown.map(|status| dataset.document.statuses[status].tone) else { return };
        let indent = if lane.is_selected { 9.0 } else { 0.0 };
        let top = timeline.lanes_top_px + lane.top_px;
        let middle = if lane.is_selected { top + 13.0 } else { top + lane.height_px / 2.0 };
        let outline = Outline::Rect {
            x: indent as f32 + 0.6,
            y: (middle - 5.4) as f32,
            width: 10.8,
            height: 10.8,
            radius: 1.0,
        };
        let opacity = if self.passes(lane.member) { 1.0 } else { 0.25 };
        let swatch = Shape::new(outline, Some(lane_fill(tone)), Some(edge(tone, 1.2)));
        timeline.scene.shapes.push(swatch.with_opacity(opacity));
    }
}

/// Draws a timeline once.
pub fn timeline_scene(input: &TimelineInput) -> TimelineScene {
    let mut timeline = Timeline::new(input.dataset, input.host);
    timeline.follow(input.state, input.dataset);
    timeline.scene(input)
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

fn draw_playhead(layout: &Layout, timeline: &mut TimelineScene) {
    let scale = timeline.scale;
    let x = timeline.playhead_px.clamp(scale.left_px, scale.right_px);
    let bottom = timeline.scene.height_px;
    let top = timeline.lanes_top_px;
    let right = timeline.scene.width_px;
    let veil = Shape::rect(x, top, right - x, bottom - top, Fill::Solid(Color::Veil));
    timeline.scene.shapes.push(veil);
    if (scale.left_px..=scale.right_px).contains(&timeline.playhead_px) {
        let line = Stroke::solid(Color::Ink, 1.6);
        timeline.scene.shapes.push(Shape::line((x, layout.playhead.1 - 4.0), (x, bottom), line));
    }
    timeline.scene.shapes.append(&mut timeline.over_playhead);
}
