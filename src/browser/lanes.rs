//! The lanes on the page: canvas, labels, a button per lane, the playhead.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::canvas::CanvasPainter;
use super::dom::{El, Icon, Kept, el, flag, icon, px, replace, set_text};
use super::engine::Engine;
use super::frame::Frame;
use super::inner::Inner;
use super::labels::LabelLayer;
use super::{list, overview};
use crate::atlas::known_days;
use crate::dataset::Day;
use crate::scene::{
    DateStyle, Host, Label, OVERHANG_PX, Timeline, TimelineInput, TimelineScene, property_name, words,
};
use crate::timeline::{LaneRows, Row, TimeScale};

/// The lanes of an element, or the list in their place: what they are drawn with, and what was drawn last.
pub struct LanesView {
    /// What is worked out once for dataset, language and font.
    pub timeline: Option<Timeline>,
    pub scene: Option<TimelineScene>,
    pub painter: Option<CanvasPainter>,
    pub labels: LabelLayer,
    pub names: LabelLayer,
    pub lane_buttons: Vec<Kept>,
    pub group_buttons: Vec<Kept>,
    /// The order in which the page has the lanes' buttons.
    pub row_order: Vec<usize>,
    /// The rows for which the buttons of lanes and groups were written last.
    pub written_rows: Option<WrittenRows>,
    /// Whether what lanes and playhead say may be about another day, dataset or language than is shown.
    pub are_words_stale: bool,
    /// What is drawn on.
    pub element: Kept,
    /// The button that shows all of the axis.
    pub fit: Kept,
    pub playhead: Kept,
    /// The window of the overview and its two ends, once there has been one.
    pub overview: Option<[Kept; 3]>,
    /// The button for a list in place of the lanes, and whether there is one.
    pub list_switch: Kept,
    pub is_listed: bool,
    /// The height that is left to the lanes where the page has given the element one.
    pub most_px: Option<f64>,
    /// How far the lanes reach beyond the element once neither map nor lanes can shrink further.
    pub excess_left_px: f64,
}

impl LanesView {
    pub fn new(frame: &Frame, engine: &Engine) -> LanesView {
        LanesView {
            timeline: None,
            scene: None,
            painter: engine.painter(&frame.lanes_canvas),
            labels: LabelLayer::new(frame.lanes_labels.clone()),
            names: LabelLayer::new(frame.lanes_names.clone()),
            lane_buttons: Vec::new(),
            group_buttons: Vec::new(),
            row_order: Vec::new(),
            written_rows: None,
            are_words_stale: true,
            element: Kept::new(frame.lanes.clone()),
            fit: Kept::new(frame.fit.clone()),
            playhead: Kept::new(frame.playhead.clone()),
            overview: None,
            list_switch: Kept::new(frame.list_switch.clone()),
            is_listed: false,
            most_px: None,
            excess_left_px: 0.0,
        }
    }
}

/// Draws the timeline and puts its labels, buttons and playhead in place.
pub fn paint(inner: &mut Inner) {
    let mut model = inner.lanes.timeline.take().unwrap_or_else(|| Timeline::new(&inner.dataset, &inner.host));
    model.has_overview = inner.is_interactive;
    model.most_height_px = inner.lanes.most_px;
    model.follow(&inner.state, &inner.dataset);
    let is_list = list::is_shown(inner);
    let timeline = if is_list { list::paint(inner, &model) } else { model.scene(&inner.timeline_input()) };
    let has_switch = inner.size.width_px < list::MOST_WIDTH_PX && inner.is_interactive;
    inner.lanes.list_switch.toggle("hidden", (!has_switch).then_some(""));
    if inner.lanes.is_listed != is_list {
        inner.lanes.is_listed = is_list;
        list::switch(inner);
    }
    inner.lanes.timeline = Some(model);
    let drawn_px = inner.lanes.scene.as_ref().map(|timeline| timeline.scene.height_px);
    inner.dirty.height |= drawn_px != Some(timeline.scene.height_px);
    inner.lanes.element.style("height", &px(timeline.scene.height_px));
    if let Some(painter) = &mut inner.lanes.painter {
        let before = inner.lanes.scene.as_ref().map_or(&[][..], |timeline| &timeline.scene.shapes);
        painter.paint(&timeline.scene, before, inner.size.pixel_ratio * inner.text_scale);
    }
    inner.lanes.element.style("--label-column", &px(timeline.scale.left_px - 4.0));
    // Labels left of the axis do not move with it.
    let axis_px = timeline.scale.left_px - OVERHANG_PX;
    let (before, on): (Vec<&Label>, Vec<&Label>) =
        timeline.scene.labels.iter().partition(|label| label.x < axis_px);
    inner.lanes.names.place(&before, None);
    inner.lanes.labels.place(&on, moved_px(inner.lanes.scene.as_ref(), &timeline));
    // A zoomed axis offers the way back.
    inner.lanes.fit.toggle("hidden", inner.state.range.is_none().then_some(""));
    inner.lanes.scene = Some(timeline);
    place_rows(inner);
    place_playhead(inner);
    inner.lanes.are_words_stale = false;
    if inner.lanes.overview.is_some() || inner.state.range.is_some() {
        overview::place(inner);
    }
}

/// How far to the right the axis has moved since it was drawn last; `None` where it has zoomed.
fn moved_px(before: Option<&TimelineScene>, now: &TimelineScene) -> Option<f64> {
    let (before, now) = (before?.scale, now.scale);
    let has_zoomed = (before.px_per_day() / now.px_per_day() - 1.0).abs() > 1e-9;
    (!has_zoomed).then(|| now.px_from_day(before.start_day) - before.left_px)
}

impl Inner {
    /// What the timeline shows.
    pub fn timeline_input(&self) -> TimelineInput<'_> {
        TimelineInput {
            dataset: &self.dataset,
            state: &self.state,
            hovered: self.hovered,
            width_px: self.size.lanes_width_px,
            is_touch: self.size.is_touch,
            host: &self.host,
        }
    }
}

/// Rows, their labels and where they begin, as their buttons have them.
pub type WrittenRows = (LaneRows, Vec<Label>, f64);

/// A button per lane and group; a lane's button is kept while its dataset is, so that it keeps the
/// focus.
fn place_rows(inner: &mut Inner) {
    let document = &inner.dataset.document;
    if inner.lanes.lane_buttons.len() != document.actors.len()
        || inner.lanes.group_buttons.len() != document.groups.len()
    {
        inner.lanes.lane_buttons =
            document.actors.iter().map(|actor| Kept::new(lane_button(&actor.id))).collect();
        inner.lanes.group_buttons =
            document.groups.iter().map(|group| Kept::new(group_button(&group.id))).collect();
        // In the order of the lanes, which is the order in which a keyboard meets them.
        let mut rows = Vec::new();
        for (at, group) in document.groups.iter().enumerate() {
            rows.push(El(inner.lanes.group_buttons[at].element.clone()));
            let members =
                document.actors.iter().zip(&inner.lanes.lane_buttons).filter(|(a, _)| a.group == group.id);
            rows.extend(members.map(|(_, button)| El(button.element.clone())));
        }
        replace(&inner.frame.lanes_rows, rows);
    }
    let (mut lane_buttons, mut group_buttons) =
        (std::mem::take(&mut inner.lanes.lane_buttons), std::mem::take(&mut inner.lanes.group_buttons));
    if let Some(timeline) = &inner.lanes.scene {
        // While the axis moves nothing of them changes.
        let rows = (&timeline.rows, &timeline.lane_labels, timeline.lanes_top_px);
        let is_same = |written: &WrittenRows| (&written.0, &written.1, written.2) == rows;
        if inner.lanes.are_words_stale || !inner.lanes.written_rows.as_ref().is_some_and(is_same) {
            write_rows(inner, timeline, &mut lane_buttons, &mut group_buttons);
            inner.lanes.written_rows = Some((rows.0.clone(), rows.1.clone(), rows.2));
        }
        let order: Vec<usize> = timeline.rows.lanes().map(|lane| lane.member).collect();
        if order != inner.lanes.row_order && order_rows(inner, timeline, &lane_buttons, &group_buttons) {
            inner.lanes.row_order = order;
        }
    }
    (inner.lanes.lane_buttons, inner.lanes.group_buttons) = (lane_buttons, group_buttons);
}

fn write_rows(inner: &Inner, timeline: &TimelineScene, lanes: &mut [Kept], groups: &mut [Kept]) {
    let document = &inner.dataset.document;
    let mut shown = vec![false; lanes.len() + groups.len()];
    let mut labels = timeline.lane_labels.iter();
    for row in &timeline.rows.rows {
        let Some(label) = labels.next() else { break };
        match row {
            Row::Heading { group, top_px } => {
                let button = &mut groups[*group];
                shown[lanes.len() + *group] = true;
                let is_folded = inner.state.folded.iter().any(|id| *id == *document.groups[*group].id);
                button.toggle("hidden", None);
                button.toggle("aria-expanded", Some(flag(!is_folded)));
                if let Some(text) = button.element.first_element_child() {
                    set_text(&text, &label.text);
                }
                button.style("transform", &down(timeline.lanes_top_px + top_px));
                let height = if inner.size.lanes_width_px < 480.0 { 28.0 } else { 24.0 };
                button.style("height", &px(height));
            }
            Row::Lane(lane) => {
                let button = &mut lanes[lane.member];
                shown[lane.member] = true;
                let status = words::standing_name(lane.member, &inner.state, &inner.dataset, &inner.host);
                button.toggle("hidden", None);
                button.toggle("aria-pressed", Some(flag(lane.is_selected)));
                let name = [("name", &*label.text), ("status", &status)];
                button.toggle("aria-label", Some(&inner.host_messages().fill("lane", &name)));
                // A name that is too long for its column takes two lines, where the lane is high enough.
                let room_px = timeline.scale.left_px - 4.0 - label.x;
                let is_long = lane.height_px >= TWO_LINES_PX
                    && inner.host.text_width_px(&label.text, label.size_px, lane.is_selected) > room_px;
                let class = match (lane.is_selected, is_long) {
                    (true, true) => "lane chosen long",
                    (true, false) => "lane chosen",
                    (false, true) => "lane long",
                    (false, false) => "lane",
                };
                button.toggle("class", Some(class));
                button.text(&label.text);
                button.style("transform", &down(timeline.lanes_top_px + lane.top_px));
                button.style("height", &px(lane.height_px));
                button.style("padding-inline-start", &px(label.x));
                button.style("font-size", &px(label.size_px));
                // Beside its band: a button's text stands in the middle of what is not padding.
                let text_px = if lane.is_selected { SELECTED_TEXT_PX } else { lane.height_px };
                button.style("line-height", &px(text_px));
                button.style("padding-block-end", &px(lane.height_px - text_px));
                button.style("color", &format!("var(--atlas-{})", property_name(label.color)));
            }
        }
    }
    for (button, _) in lanes.iter_mut().chain(groups).zip(shown).filter(|(_, is_shown)| !is_shown) {
        button.toggle("hidden", Some(""));
    }
    super::roving::settle(&inner.frame.lanes_rows);
}

/// Puts the buttons into the order of the lanes, in which a keyboard then meets them. A focused button would
/// lose the focus by being moved, so nothing moves while one has it. Gives whether the order is right now.
fn order_rows(inner: &Inner, timeline: &TimelineScene, lanes: &[Kept], groups: &[Kept]) -> bool {
    let parent = &inner.frame.lanes_rows;
    if inner.root.active_element().is_some_and(|active| parent.contains(Some(&active))) {
        return false;
    }
    let element = |row: &Row| match row {
        Row::Heading { group, .. } => &groups[*group].element,
        Row::Lane(lane) => &lanes[lane.member].element,
    };
    let mut before: Option<&Element> = None;
    for row in &timeline.rows.rows {
        let element = element(row);
        // What follows in the page already, with hidden ones between, stays.
        let follows = |before: &Element| {
            before.compare_document_position(element) & web_sys::Node::DOCUMENT_POSITION_FOLLOWING != 0
        };
        if before.is_some_and(|before| !follows(before)) {
            let next = before.and_then(|before| before.next_element_sibling());
            let _ = parent.insert_before(element, next.as_deref());
        }
        before = Some(element);
    }
    true
}

/// How high the name of a selected lane stands in it: its middle is that of the band.
const SELECTED_TEXT_PX: f64 = 26.0;
/// How high two lines of small text are.
const TWO_LINES_PX: f64 = 26.0;

fn down(top_px: f64) -> String {
    format!("translateY({})", px(top_px))
}

fn lane_button(id: &str) -> Element {
    el("button").class("lane").attr("type", "button").attr("data-do", &format!("select:{id}")).0
}

fn group_button(id: &str) -> Element {
    el("button")
        .class("group small")
        .attr("type", "button")
        .attr("data-do", &format!("group:{id}"))
        .child(el("b"))
        .child(icon(Icon::Down))
        .0
}

fn place_playhead(inner: &mut Inner) {
    let Some(timeline) = &inner.lanes.scene else { return };
    let date = inner.state.date;
    let playhead = &mut inner.lanes.playhead;
    if inner.lanes.are_words_stale {
        set_text(&inner.frame.playhead_text, &inner.host.date(date, DateStyle::Short));
        let words = words::plain_sentence(&inner.state, &inner.dataset, &inner.host);
        playhead.toggle("aria-valuetext", Some(&words));
        let number = |day: Day| day.clamped().0.to_string();
        // Wherever the axis is zoomed to; a day beyond may be shown by an event that is set for then.
        let (first, last) = known_days(&inner.dataset);
        playhead.toggle("aria-valuemin", Some(&number(first.min(date))));
        playhead.toggle("aria-valuemax", Some(&number(last.max(date))));
        playhead.toggle("aria-valuenow", Some(&number(date)));
    }
    // Where the axis does not reach to its day it stands at the end, and says which way that is.
    let (day, TimeScale { start_day, end_day, .. }) = (date.as_days(), timeline.scale);
    let away = match () {
        () if day + 1.0 <= start_day => Some("before"),
        () if day >= end_day => Some("after"),
        () => None,
    };
    playhead.toggle("data-away", away.filter(|_| timeline.list_left_px.is_none()));
    // Beside a list time runs down.
    let (along, orientation) = match timeline.list_left_px {
        Some(_) => ("translateY", "vertical"),
        None => ("translateX", "horizontal"),
    };
    playhead.style("transform", &format!("{along}({})", px(timeline.playhead_label_px)));
    playhead.toggle("aria-orientation", Some(orientation));
    playhead.style("width", &px(timeline.playhead_width_px));
    playhead.style("height", &px(timeline.playhead_height_px));
}

/// The day under a position along the axis, kept within it.
pub fn day_at(inner: &Inner, along_px: f64) -> Option<Day> {
    let drawn = inner.lanes.scene.as_ref()?.scale;
    let range = inner.state.time_range(&inner.dataset);
    let scale = TimeScale::new(range.start_day, range.end_day, drawn.left_px, drawn.right_px);
    let day = scale.day_from_px(along_px).clamp(scale.start_day, scale.end_day - 1e-6);
    let day = Day::containing(day);
    // What is shown of a day beyond would be made up.
    let (first, last) = known_days(&inner.dataset);
    Some(day.max(first).min(last))
}

/// Position of a pointer event in an element, in CSS pixels from its top left.
pub fn position_in(element: &Element, client_x: f64, client_y: f64) -> (f64, f64) {
    let rect = element.unchecked_ref::<HtmlElement>().get_bounding_client_rect();
    (client_x - rect.left(), client_y - rect.top())
}
