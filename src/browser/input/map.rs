//! The map: its buttons and its keys.

use super::{Asked, Click, Press};
use crate::atlas::Action;
use crate::browser::events::Reason;
use crate::browser::inner::Inner;
use crate::world::Projection;

/// How far an arrow key moves the map.
const KEY_PAN_PX: f64 = 60.0;
/// How much a key or a button zooms.
const ZOOM_STEP: f64 = 1.6;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    let projection = match &*click.verb {
        "projection" if click.argument == "globe" => Projection::Globe,
        "projection" => Projection::Flat,
        "zoom-in" => return inner.done(|inner| inner.zoom_map(ZOOM_STEP, None, true)),
        "zoom-out" => return inner.done(|inner| inner.zoom_map(1.0 / ZOOM_STEP, None, true)),
        "reset-map" => return inner.done(Inner::reset_map),
        _ => return None,
    };
    Some(Asked::Action(Action::SetProjection(projection)))
}

pub fn key(inner: &mut Inner, press: &Press) -> Option<Asked> {
    if press.target != inner.frame.map {
        return None;
    }
    match &*press.key {
        "ArrowLeft" => inner.pan_map(-KEY_PAN_PX, 0.0),
        "ArrowRight" => inner.pan_map(KEY_PAN_PX, 0.0),
        "ArrowUp" => inner.pan_map(0.0, -KEY_PAN_PX),
        "ArrowDown" => inner.pan_map(0.0, KEY_PAN_PX),
        "+" | "=" => inner.zoom_map(ZOOM_STEP, None, true),
        "-" | "_" => inner.zoom_map(1.0 / ZOOM_STEP, None, true),
        "0" | "Home" => inner.reset_map(),
        _ => return None,
    }
    Some(Asked::Done)
}

impl Inner {
    fn reset_map(&mut self) {
        let opening = self.opening_camera(self.state.camera.projection);
        let next = crate::atlas::update(&self.state, Action::MoveCamera(opening), &self.dataset);
        self.apply(next, Reason::User, true);
    }
}
