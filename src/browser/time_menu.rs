//! What opens over the timeline: its options, and the field for a day.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::dom::{El, el, flag, px, set_text, style, toggle};
use super::events::Reason;
use super::head::refill;
use super::inner::Inner;
use super::roving::{ROVE, settle_all};
use super::time_view::Opened;
use crate::atlas::{Action, Happening, LaneOrder, Playing, day_from_text, known_days};
use crate::dataset::Day;
use crate::scene::{DateStyle, Host};

const SPEEDS: [f64; 4] = [0.5, 1.0, 2.0, 4.0];
const FIELD: &str = ".day-field input";

/// Opens or closes the options or the field for a day; what is opened gets the focus.
pub fn open(inner: &mut Inner, opened: Opened) {
    let is_closing = inner.time.opened == opened;
    let opener = match inner.time.opened {
        Opened::Day => Some(&inner.frame.playhead),
        Opened::Options => Some(&inner.frame.options),
        Opened::Nothing => None,
    };
    if is_closing && let Some(opener) = opener {
        inner.next_focus.set(opener.clone().dyn_into().ok());
    }
    inner.time.opened = if is_closing { Opened::Nothing } else { opened };
    fill(inner);
    if !is_closing {
        let first = match opened {
            Opened::Day => FIELD,
            _ => "button[aria-pressed=true]",
        };
        let first = inner.frame.time_menu.query_selector(first).ok().flatten();
        inner.next_focus.set(first.and_then(|element| element.dyn_into::<HtmlElement>().ok()));
    }
}

/// Closes what is open, without moving the focus.
fn close(inner: &mut Inner) {
    inner.time.opened = Opened::Nothing;
    fill(inner);
}

impl Inner {
    /// A press anywhere else closes what is open.
    pub(super) fn close_menu_unless_within(&mut self, target: Option<&Element>) {
        if self.time.opened == Opened::Nothing {
            return;
        }
        let parts = [&self.frame.time_menu, &self.frame.options, &self.frame.playhead];
        if !parts.into_iter().any(|part| part.contains(target.map(AsRef::as_ref))) {
            close(self);
        }
    }
}

/// Fills what is open.
// The module is split here.
#[inline(never)]
pub fn fill(inner: &mut Inner) {
    inner.time.is_stale = false;
    let opened = inner.time.opened;
    let is_open = |which: Opened| if opened == which { "true" } else { "false" };
    toggle(&inner.frame.options, "aria-expanded", Some(is_open(Opened::Options)));
    let menu = &inner.frame.time_menu;
    toggle(menu, "hidden", (opened == Opened::Nothing).then_some(""));
    match opened {
        Opened::Nothing => refill(menu, [], inner),
        Opened::Options => {
            toggle(menu, "class", Some("time-menu"));
            toggle(menu, "aria-label", Some(&inner.word("time.options")));
            style(menu, "transform", "none");
            refill(menu, options(inner), inner);
            settle_all(menu);
        }
        Opened::Day => {
            toggle(menu, "class", Some("time-menu day"));
            toggle(menu, "aria-label", Some(&inner.word("date.go")));
            place_under_playhead(inner);
            refill(menu, [day_field(inner)], inner);
        }
    }
    name_steps(inner);
}

fn place_under_playhead(inner: &Inner) {
    const WIDTH_PX: f64 = 264.0;
    let Some(timeline) = &inner.lanes.scene else { return };
    let lanes: &HtmlElement = inner.frame.lanes.unchecked_ref();
    // Lanes are as much larger as the reader's texts are.
    let scale = inner.text_scale;
    let left = (timeline.playhead_label_px + timeline.playhead_width_px / 2.0) * scale - WIDTH_PX / 2.0;
    let left = left.min(inner.size.lanes_width_px * scale - WIDTH_PX).max(0.0);
    let label_px = match timeline.list_left_px {
        Some(_) => timeline.playhead_label_px + timeline.playhead_height_px,
        None => timeline.playhead_height_px,
    };
    let top = f64::from(lanes.offset_top()) + label_px * scale + 6.0;
    style(&inner.frame.time_menu, "transform", &format!("translate({}, {})", px(left), px(top)));
}

fn options(inner: &Inner) -> Vec<El> {
    let time = &inner.time;
    let number = |speed: f64| crate::decimal::text(speed, 1);
    let speeds = SPEEDS.map(|speed| {
        let name = inner.host_messages().fill("speed.times", &[("n", &number(speed))]);
        (format!("speed:{}", number(speed)), name, time.playing.speed == speed)
    });
    let is_change = time.happening == Happening::Change;
    let steps = [
        ("step-by:event".to_owned(), inner.word("step.event"), !is_change),
        ("step-by:change".to_owned(), inner.word("step.change"), is_change),
    ];
    let is_standing = inner.state.lanes.order == LaneOrder::Standing;
    let orders = [
        ("order:listed".to_owned(), inner.word("order.listed"), !is_standing),
        ("order:standing".to_owned(), inner.word("order.standing"), is_standing),
    ];
    let only = switch("only-selected", &inner.word("only-selected"), inner.state.lanes.only_selected);
    vec![
        choice(&inner.word("speed"), &speeds),
        switch("stops", &inner.word("play.stops"), time.playing.stops),
        choice(&inner.word("step.by"), &steps),
        choice(&inner.word("order"), &orders),
        only,
        el("button")
            .class("button outlined")
            .attr("type", "button")
            .attr("data-do", "day-field")
            .text(&inner.word("date.go")),
    ]
}

/// One of several, under a name.
fn choice(name: &str, choices: &[(String, String, bool)]) -> El {
    let buttons = choices.iter().map(|(action, name, is_on)| {
        el("button")
            .class("button")
            .attr("type", "button")
            .attr("data-do", action)
            .attr("aria-pressed", if *is_on { "true" } else { "false" })
            .text(name)
    });
    let segments =
        el("div").class("segments").attr("role", "group").attr("aria-label", name).attr(ROVE, "row");
    el("div")
        .class("option")
        .child(el("span").class("small").attr("aria-hidden", "true").text(name))
        .child(segments.children(buttons))
}

/// Something that is on or off.
fn switch(action: &str, name: &str, is_on: bool) -> El {
    el("button")
        .class("switch")
        .attr("type", "button")
        .attr("role", "switch")
        .attr("data-do", action)
        .attr("aria-checked", flag(is_on))
        .child(el("span").text(name))
        .child(el("i").class("track").attr("aria-hidden", "true"))
}

/// First and last day of which something is known.
fn span(inner: &Inner) -> (Day, Day) {
    let (first, last) = known_days(&inner.dataset);
    (first.clamped(), last.clamped())
}

/// A day to be typed. The browser's own field knows the years 1 to 9999; others are written as text.
fn day_field(inner: &Inner) -> El {
    let (first, last) = span(inner);
    let is_native = first.to_ymd().0 >= 1 && last.to_ymd().0 <= 9999;
    let field = el("input")
        .attr("type", if is_native { "date" } else { "text" })
        .attr("min", &first.to_string())
        .attr("max", &last.to_string())
        .attr("value", &inner.state.date.to_string())
        .attr("aria-describedby", "day-hint");
    let hint = el("p")
        .class("small muted")
        .attr("id", "day-hint")
        .attr("aria-live", "polite")
        .text(&span_words(inner, "date.span"));
    let button = el("button")
        .class("button outlined")
        .attr("type", "button")
        .attr("data-do", "show-day")
        .text(&inner.word("date.show"));
    let label = el("label").class("day-field").child(el("b").class("small").text(&inner.word("date.go")));
    el("div").child(label.child(field)).child(button).child(hint)
}

fn span_words(inner: &Inner, key: &str) -> String {
    let (first, last) = span(inner);
    let date = |day| inner.host.date(day, DateStyle::Long);
    inner.host_messages().fill(key, &[("start", &date(first)), ("end", &date(last))])
}

/// Shows the day that was typed, or says what is wrong with it.
pub fn show_day(inner: &mut Inner) {
    let menu = inner.frame.time_menu.clone();
    let part = |selector: &str| menu.query_selector(selector).ok().flatten();
    let (Some(field), Some(hint)) = (part(FIELD), part("#day-hint")) else { return };
    let (first, last) = span(inner);
    let day = day_from_text(value_of(&field).trim());
    let wrong = match day {
        // The browser's own field writes it as the reader does.
        None if field.get_attribute("type").as_deref() == Some("date") => Some(inner.word("date.none")),
        None => {
            let example = inner.dataset.updated().to_string();
            Some(inner.host_messages().fill("date.wrong", &[("example", &example)]))
        }
        Some(day) if day < first || day > last => Some(span_words(inner, "date.beyond")),
        Some(_) => None,
    };
    toggle(&field, "aria-invalid", wrong.as_ref().map(|_| "true"));
    toggle(&hint, "class", Some(if wrong.is_some() { "small wrong" } else { "small muted" }));
    if let Some(wrong) = wrong {
        set_text(&hint, &wrong);
        inner.next_focus.set(field.dyn_into().ok());
    } else if let Some(day) = day {
        inner.act(Action::GoTo(day), Reason::User);
        open(inner, Opened::Day);
    }
}

/// The text of a field.
fn value_of(field: &Element) -> String {
    let value = js_sys::Reflect::get(field, &JsValue::from_str("value")).ok();
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// An option that was pressed; whether it is one.
pub fn take_option(inner: &mut Inner, verb: &str, argument: &str) -> bool {
    let (time, mut lanes) = (&mut inner.time, inner.state.lanes);
    match verb {
        "speed" => time.playing.speed = argument.parse().unwrap_or(1.0),
        "stops" => time.playing.stops = !time.playing.stops,
        "step-by" if argument == "change" => time.happening = Happening::Change,
        "step-by" => time.happening = Happening::Event,
        "order" if argument == "standing" => lanes.order = LaneOrder::Standing,
        "order" => lanes.order = LaneOrder::Dataset,
        "only-selected" => lanes.only_selected = !lanes.only_selected,
        _ => return false,
    }
    let playing: Playing = time.playing;
    inner.act(Action::SetLanes(lanes), Reason::User);
    if inner.state.playing.is_some() {
        inner.act(Action::PlayAs(playing), Reason::User);
    }
    inner.dirty.lanes = true;
    fill(inner);
    true
}

/// The buttons for next and previous say what they stop at.
pub fn name_steps(inner: &Inner) {
    let (previous, next) = match inner.time.happening {
        Happening::Event => ("previous-event", "next-event"),
        Happening::Change => ("previous-change", "next-change"),
    };
    for (button, key) in [(&inner.frame.previous, previous), (&inner.frame.next, next)] {
        let word = inner.word(key);
        toggle(button, "aria-label", Some(&word));
        toggle(button, "title", Some(&word));
    }
}
