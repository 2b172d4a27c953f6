//! The toolbar.

use super::{Asked, Click};
use crate::atlas::{Action, Shown};
use crate::browser::inner::Inner;
use crate::world::Projection;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    // On a phone the toolbar is at the foot, and what it shows begins far above.
    if inner.layout.is_one_column() {
        let sought = match &*click.verb {
            "table" if inner.state.view != Shown::Table => &inner.frame.table,
            "table" | "globe" => &inner.frame.map,
            _ => return None,
        };
        inner.sought = Some(sought.clone());
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
