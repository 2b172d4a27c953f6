//! Choosing an actor or an event, and letting go of it.

use super::{Asked, Click, Press};
use crate::atlas::{Action, Direction};
use crate::browser::inner::Inner;

pub fn click(inner: &Inner, click: &Click) -> Option<Asked> {
    let id = match &*click.verb {
        // A lane is a switch: pressed once more it lets go.
        "select" if inner.state.selected.as_ref() == Some(&click.argument) && is_lane(inner, click) => None,
        "select" => Some(click.argument.clone()),
        "close" => None,
        "back" => return Some(Asked::Retrace(Direction::Previous)),
        "forward" => return Some(Asked::Retrace(Direction::Next)),
        _ => return None,
    };
    Some(Asked::Action(Action::Select(id)))
}

fn is_lane(inner: &Inner, click: &Click) -> bool {
    inner.frame.lanes_rows.contains(Some(&click.button))
}

pub fn key(inner: &mut Inner, press: &Press) -> Option<Asked> {
    if press.key != "Escape" {
        return None;
    }
    // What runs stops before what is chosen closes.
    if inner.state.playing.is_some() {
        return Some(Asked::Action(Action::Pause));
    }
    // An open sheet goes back to rest before what is chosen is let go of.
    if inner.is_sheet() && inner.is_sheet_open {
        return inner.done(|inner| {
            inner.is_sheet_open = false;
            inner.dirty.words = true;
        });
    }
    let closes = inner.state.selected.is_some();
    closes.then_some(Asked::Action(Action::Select(None)))
}
