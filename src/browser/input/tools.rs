//! The toolbar.

use super::{Asked, Click};
use crate::atlas::{Action, Shown};
use crate::browser::inner::Inner;
use crate::world::Projection;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    // On a phone the toolbar is at the foot, and what it shows begins far above.
    if click.verb == "table" && inner.has_little_room() {
        let is_table = inner.state.view == Shown::Table;
        inner.sought = Some(if is_table { &inner.frame.map } else { &inner.frame.table }.clone());
    }
    if click.verb == "globe" && inner.has_little_room() {
        inner.sought = Some(inner.frame.map.clone());
    }
    let state = &inner.state;
    let action = match &*click.verb {
        "table" if state.view == Shown::Table => Action::SetShown(inner.opening.view.without_table()),
        "table" => Action::SetShown(Shown::Table),
        "globe" if state.camera.projection == Projection::Globe => Action::SetProjection(Projection::Flat),
        "globe" => Action::SetProjection(Projection::Globe),
        _ => return None,
    };
    Some(Asked::Action(action))
}
