//! What is kept and what steps back.

use super::{Asked, Click};
use crate::atlas::Action;

pub fn click(click: &Click) -> Option<Asked> {
    let action = match &*click.verb {
        "track" => Action::SetTrack(click.some_argument()),
        "status" => Action::ToggleStatus(click.argument.clone()),
        "clear" => Action::ClearFilters,
        _ => return None,
    };
    Some(Asked::Action(action))
}
