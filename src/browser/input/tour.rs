//! The tour: its buttons and its keys.

use super::{Asked, Click, Press};
use crate::atlas::{Action, TourPosition, TourStop};
use crate::browser::inner::Inner;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    let stop = TourStop::of(&inner.state, &inner.dataset);
    let position = match &*click.verb {
        "tour" if stop.is_some() => None,
        "tour" => {
            let left = inner.touring.left.clone();
            let left = left.filter(|left| TourStop::at(left, &inner.dataset).is_some());
            let first = || Some(start_of(&inner.dataset.document.tours.first()?.id));
            let start = left.or_else(first)?;
            inner.begin_tour();
            Some(start)
        }
        "other-tour" => Some(start_of(&click.argument)),
        "tour-leave" => None,
        "tour-back" => Some(stop?.previous()?.position()),
        "tour-next" => onwards(&stop?),
        "tour-step" => {
            let step = click.argument.parse().ok()?;
            if inner.touring.is_paused && step == stop?.at {
                return inner.done(Inner::return_to_step);
            }
            Some(TourPosition { step, ..stop?.position() })
        }
        _ => return None,
    };
    Some(Asked::Action(Action::SetTour(position)))
}

fn start_of(id: &str) -> TourPosition {
    TourPosition { id: id.to_owned(), step: 0 }
}

/// After the last step comes the first.
fn onwards(stop: &TourStop) -> Option<TourPosition> {
    stop.next().or_else(|| stop.first()).map(|next| next.position())
}

/// Within the panel arrow keys move between steps; Escape leaves.
pub fn key(inner: &Inner, press: &Press) -> Option<Asked> {
    let stop = TourStop::of(&inner.state, &inner.dataset)?;
    if press.key == "Escape" {
        return Some(Asked::Action(Action::SetTour(None)));
    }
    let is_within = inner.frame.panel.contains(Some(&press.target));
    let is_mirrored = inner.is_mirrored();
    let next = match &*press.key {
        _ if !is_within => None,
        "ArrowRight" if is_mirrored => stop.previous(),
        "ArrowLeft" if is_mirrored => stop.next(),
        "ArrowRight" => stop.next(),
        "ArrowLeft" => stop.previous(),
        _ => None,
    };
    Some(Asked::Action(Action::SetTour(Some(next?.position()))))
}
