//! What is kept and what steps back.

use super::{Asked, Click, Press};
use crate::atlas::{Action, Facet};
use crate::browser::inner::Inner;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    let argument = || click.argument.clone();
    let action = match &*click.verb {
        "filter" => return inner.done(Inner::toggle_filter),
        "track" => Action::SetTrack(click.some_argument()),
        "status" => Action::ToggleStatus(argument()),
        "area" => Action::ToggleArea(argument()),
        "kind" => Action::ToggleKind(argument()),
        "footing" => Action::ToggleFooting(argument()),
        "actor" => Action::ToggleActor(argument()),
        "unfilter" => {
            let facet = Facet::ALL.into_iter().find(|facet| facet.key() == click.argument)?;
            Action::ClearFacet(facet)
        }
        "clear" => Action::ClearFilters,
        _ => return None,
    };
    Some(Asked::Action(action))
}

pub fn key(inner: &mut Inner, press: &Press) -> Option<Asked> {
    let closes = press.key == "Escape" && inner.is_filter_open;
    closes.then(|| inner.toggle_filter())?;
    Some(Asked::Done)
}
