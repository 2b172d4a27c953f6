//! Choosing an actor or an event, and letting go of it.

use super::{Asked, Click, Press};
use crate::atlas::Action;
use crate::browser::inner::Inner;

pub fn click(inner: &Inner, click: &Click) -> Option<Asked> {
    let id = match &*click.verb {
        // A lane is a switch: pressed once more it lets go.
        "select" if inner.state.selected.as_ref() == Some(&click.argument) && is_lane(inner, click) => None,
        "select" => Some(click.argument.clone()),
        "close" => None,
        _ => return None,
    };
    Some(Asked::Action(Action::Select(id)))
}

fn is_lane(inner: &Inner, click: &Click) -> bool {
    inner.frame.lanes_rows.contains(Some(&click.button))
}

pub fn key(inner: &Inner, press: &Press) -> Option<Asked> {
    let closes = press.key == "Escape" && inner.state.selected.is_some();
    closes.then_some(Asked::Action(Action::Select(None)))
}
