//! Time: the buttons above the lanes, the lanes' groups, the keys of the playhead.

use super::{Asked, Click, Press};
use crate::atlas::{Action, Direction};
use crate::browser::inner::Inner;
use crate::dataset::Day;

pub fn click(click: &Click) -> Option<Asked> {
    let action = match &*click.verb {
        "group" => Action::ToggleGroup(click.argument.clone()),
        "play" => Action::Play,
        "pause" => Action::Pause,
        "fit-time" => Action::SetRange(None),
        "previous" => Action::StepEvent(Direction::Previous),
        "next" => Action::StepEvent(Direction::Next),
        _ => return None,
    };
    Some(Asked::Action(action))
}

pub fn key(inner: &Inner, press: &Press) -> Option<Asked> {
    if press.target != inner.frame.playhead {
        return None;
    }
    let date = inner.state.date;
    let range = inner.state.time_range(&inner.dataset);
    // A day beyond the axis is not told of: nothing is known there.
    let kept = |day: Day| {
        let end_day = Day((range.end_day - 1e-6).floor().clamp(-4e8, 4e8) as i32);
        let start_day = Day(range.start_day.ceil().clamp(-4e8, 4e8) as i32);
        Action::GoTo(day.min(end_day).max(start_day))
    };
    let end = |day: f64| Day(day.floor().clamp(-4e8, 4e8) as i32).plus(0);
    let action = match &*press.key {
        "ArrowLeft" | "ArrowDown" if press.is_shifted => Action::StepEvent(Direction::Previous),
        "ArrowRight" | "ArrowUp" if press.is_shifted => Action::StepEvent(Direction::Next),
        "ArrowLeft" | "ArrowDown" => kept(date.plus(-1)),
        "ArrowRight" | "ArrowUp" => kept(date.plus(1)),
        "PageDown" => kept(date.plus(-30)),
        "PageUp" => kept(date.plus(30)),
        "Home" => Action::GoTo(inner.dataset.span().map_or(end(range.start_day), |(first, _)| first)),
        "End" => Action::GoTo(inner.dataset.updated()),
        " " if inner.state.playing.is_some() => Action::Pause,
        " " => Action::Play,
        _ => return None,
    };
    Some(Asked::Action(action))
}
