//! The toolbar.

use super::{Asked, Click};
use crate::atlas::{Action, Shown, TourPosition};
use crate::browser::inner::Inner;
use crate::world::Projection;

pub fn click(inner: &Inner, click: &Click) -> Option<Asked> {
    let state = &inner.state;
    let action = match &*click.verb {
        "tour" if state.tour.is_some() => Action::SetTour(None),
        "tour" => {
            let tour = inner.dataset.document.tours.first()?;
            Action::SetTour(Some(TourPosition { id: tour.id.to_string(), step: 0 }))
        }
        "table" if state.view == Shown::Table => Action::SetShown(Shown::Both),
        "table" => Action::SetShown(Shown::Table),
        "globe" if state.camera.projection == Projection::Globe => Action::SetProjection(Projection::Flat),
        "globe" => Action::SetProjection(Projection::Globe),
        _ => return None,
    };
    Some(Asked::Action(action))
}
