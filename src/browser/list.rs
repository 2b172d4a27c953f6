//! The timeline of a phone as a list: the events about the day shown, beside a strip of all lanes.

use super::dom::{El, Icon, el, flag, icon, px, set_text, style, toggle};
use super::head::refill;
use super::inner::Inner;
use crate::atlas::{Action, Selection};
use crate::dataset::Day;
use crate::scene::{DateStyle, Host, Listed, Timeline, TimelineScene, edtf_words, event_title};

/// Below this width a list is offered beside the lanes.
pub const MOST_WIDTH_PX: f64 = 420.0;
/// How many events are listed, and how much room each has.
const MOST_LISTED: usize = 7;
const ROW_PX: f64 = 62.0;
/// Room for the switch between lanes and list, and for the buttons before and after the list.
const TOP_PX: f64 = 48.0;
const MORE_PX: f64 = 44.0;

/// Whether the timeline is shown as a list.
pub fn is_shown(inner: &Inner) -> bool {
    inner.state.is_list && inner.size.width_px < MOST_WIDTH_PX
}

/// Names the button that switches between lanes and list by the one not shown.
// The module is split here.
#[inline(never)]
pub fn switch(inner: &Inner) {
    let (action, key) = match inner.lanes.is_listed {
        true => ("timeline:lanes", "timeline.lanes"),
        false => ("timeline:list", "timeline.list"),
    };
    toggle(&inner.frame.list_switch, "data-do", Some(action));
    if let Some(text) = inner.frame.list_switch.last_element_child() {
        set_text(&text, &inner.word(key));
    }
    let list = inner.frame.lanes.query_selector(".time-list").ok().flatten();
    if let Some(list) = list.filter(|_| !inner.lanes.is_listed) {
        list.remove();
    }
}

/// Shows the timeline as a list: draws the strip, fills the rows.
// The module is split here.
#[inline(never)]
pub fn paint(inner: &Inner, model: &Timeline) -> TimelineScene {
    let input = inner.timeline_input();
    let listed = model.listed(&input, MOST_LISTED);
    let middle = |at: usize| TOP_PX + MORE_PX + ROW_PX * (at as f64 + 0.5);
    let rows: Vec<(usize, f64)> = listed.events.iter().enumerate().map(|(at, &e)| (e, middle(at))).collect();
    let height_px = TOP_PX + 2.0 * MORE_PX + ROW_PX * MOST_LISTED as f64;
    let drawn = model.column_scene(&input, (TOP_PX, height_px), &rows);
    fill(inner, &listed, drawn.list_left_px.unwrap_or_default());
    drawn
}

fn fill(inner: &Inner, listed: &Listed, left_px: f64) {
    let known = inner.frame.lanes.query_selector(".time-list").ok().flatten();
    let list = known.unwrap_or_else(|| {
        let made = el("div").class("time-list").attr("role", "group").0;
        let _ = inner.frame.lanes.append_child(&made);
        made
    });
    toggle(&list, "aria-label", Some(&inner.word("events")));
    style(&list, "left", &px(left_px));
    style(&list, "top", &px(TOP_PX));
    let more = |action: &str, key: &str, has_more: bool| {
        let button = el("button").class("more small").attr("type", "button").attr("data-do", action);
        let button = button.child(icon(Icon::Down)).and_text(&inner.word(key));
        if has_more { button } else { button.attr("hidden", "") }
    };
    let earlier =
        el("div").class("list-more up").child(more("list:earlier", "list.earlier", listed.has_more.0));
    let later = el("div").class("list-more").child(more("list:later", "list.later", listed.has_more.1));
    let rows = listed.events.iter().enumerate().map(|(at, &event)| row(inner, event, at >= listed.past));
    let none = listed.events.is_empty().then(|| el("p").class("small muted").text(&inner.word("list.none")));
    let rows = el("ol").class("plain").children(rows);
    refill(&list, [Some(earlier), Some(rows), none, Some(later)].into_iter().flatten(), inner);
}

fn row(inner: &Inner, id: usize, is_later: bool) -> El {
    let item = el("li").class(if is_later { "later" } else { "" });
    let Some(event) = inner.dataset.document.events.get(id) else {
        let day = inner.host.date(inner.dataset.day_of(id), DateStyle::Short);
        let title = event_title(&inner.dataset, id, &inner.host);
        return item.child(el("time").class("muted").text(&day)).child(el("span").text(&title));
    };
    let scope = inner.scope();
    let is_official = inner.dataset.links[id].is_official;
    let is_chosen = inner.state.selection(&inner.dataset) == Some(Selection::Event(id));
    let is_on_day = inner.dataset.links[id].first_day == Some(inner.state.date);
    let dot = el("i").class(if is_official { "dot official" } else { "dot" }).attr("aria-hidden", "true");
    let when = el("time").text(&edtf_words(&event.date, true, &inner.host));
    let button = el("button")
        .attr("type", "button")
        .attr("data-do", &format!("select:{}", &*event.id))
        .attr("aria-pressed", flag(is_chosen))
        .child(el("span").class("when-row").child(dot).child(when))
        .child(scope.text("span", &event.title).class("what"));
    item.child(if is_on_day { button.attr("aria-current", "date") } else { button })
}

/// The day to which the list moves: that of the first or the last event that is listed.
pub fn turn(inner: &Inner, argument: &str) -> Option<Action> {
    let model = inner.lanes.timeline.as_ref()?;
    let listed = model.listed(&inner.timeline_input(), MOST_LISTED);
    let event = if argument == "earlier" { listed.events.first() } else { listed.events.last() };
    let day = inner.dataset.day_of(*event?);
    (day != Day::MIN).then_some(Action::GoTo(day))
}
