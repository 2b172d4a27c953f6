//! Time: the buttons above the lanes, what opens from them, the keys of the playhead and the overview.

use wasm_bindgen::JsCast;

use super::{Asked, Click, Press};
use crate::atlas::{Action, Direction, Happening, known_days};
use crate::browser::inner::Inner;
use crate::browser::time_view::Opened;
use crate::browser::{list, overview, time_menu};
use crate::dataset::Day;

/// How much a key zooms the axis.
const ZOOM_STEP: f64 = 1.6;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    let action = match &*click.verb {
        "goto" => Action::GoTo(Day::parse(&click.argument)?),
        "group" => Action::ToggleGroup(click.argument.clone()),
        "play" => Action::PlayAs(inner.time.playing),
        "pause" => Action::Pause,
        "fit-time" => {
            // The button has done its work and goes.
            inner.next_focus.set(inner.frame.playhead.clone().dyn_into().ok());
            Action::SetRange(None)
        }
        "previous" => step(inner, Direction::Previous),
        "next" => step(inner, Direction::Next),
        "time-options" => return inner.done(|inner| time_menu::open(inner, Opened::Options)),
        "day-field" => return inner.done(|inner| time_menu::open(inner, Opened::Day)),
        "show-day" => return inner.done(time_menu::show_day),
        "timeline" => Action::SetList(click.argument == "list"),
        "list" => list::turn(inner, &click.argument)?,
        verb => return time_menu::take_option(inner, verb, &click.argument).then_some(Asked::Done),
    };
    Some(Asked::Action(action))
}

fn step(inner: &Inner, direction: Direction) -> Action {
    match inner.time.happening {
        Happening::Event => Action::StepEvent(direction),
        Happening::Change => Action::StepChange(direction),
    }
}

/// Keys of what is open over the timeline.
pub fn menu_key(inner: &mut Inner, press: &Press) -> Option<Asked> {
    let opened = inner.time.opened;
    match &*press.key {
        "Escape" if opened != Opened::Nothing => inner.done(|inner| time_menu::open(inner, opened)),
        "Enter" if is_field(inner, press) => inner.done(time_menu::show_day),
        _ => None,
    }
}

fn is_field(inner: &Inner, press: &Press) -> bool {
    inner.frame.time_menu.contains(Some(&press.target)) && press.target.tag_name() == "INPUT"
}

pub fn key(inner: &mut Inner, press: &Press) -> Option<Asked> {
    let is_playhead = press.target == inner.frame.playhead;
    let is_overview = inner.lanes.overview.as_ref().is_some_and(|kept| kept[0].element == press.target);
    if !is_playhead && !is_overview {
        return None;
    }
    match &*press.key {
        "+" | "=" => return inner.done(|inner| inner.zoom_time_here(ZOOM_STEP)),
        "-" | "_" => return inner.done(|inner| inner.zoom_time_here(1.0 / ZOOM_STEP)),
        "0" => return Some(Asked::Action(Action::SetRange(None))),
        key if is_overview => return overview::key(inner, key).then_some(Asked::Done),
        "Enter" => return inner.done(|inner| time_menu::open(inner, Opened::Day)),
        _ => {}
    }
    let date = inner.state.date;
    let (first, last) = known_days(&inner.dataset);
    let kept = |day: Day| Action::GoTo(day.min(last).max(first));
    let action = match &*press.key {
        "ArrowLeft" | "ArrowDown" if press.is_shifted => Action::StepEvent(Direction::Previous),
        "ArrowRight" | "ArrowUp" if press.is_shifted => Action::StepEvent(Direction::Next),
        "PageDown" if press.is_shifted => Action::StepChange(Direction::Previous),
        "PageUp" if press.is_shifted => Action::StepChange(Direction::Next),
        "ArrowLeft" | "ArrowDown" => kept(date.plus(-1)),
        "ArrowRight" | "ArrowUp" => kept(date.plus(1)),
        "PageDown" => kept(date.plus(-30)),
        "PageUp" => kept(date.plus(30)),
        "Home" => Action::GoTo(first.clamped()),
        "End" => Action::GoTo(inner.dataset.updated()),
        " " if inner.state.playing.is_some() => Action::Pause,
        " " => Action::PlayAs(inner.time.playing),
        _ => return None,
    };
    Some(Asked::Action(action))
}
