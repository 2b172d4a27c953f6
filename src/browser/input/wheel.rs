//! The wheel.

use web_sys::WheelEvent;

use super::around;
use crate::browser::hint::HeldBack;
use crate::browser::inner::Inner;
use crate::browser::lanes;

impl Inner {
    /// The wheel: the page's, unless Ctrl (or a pinch on a touchpad, which browsers tell the same
    /// way) asks for a zoom, or a click on the map has. Even then a turn that would change nothing is the
    /// page's, so that a map that shows all it can lets the page scroll on. Gives whether it was taken.
    pub fn wheel(&mut self, event: &WheelEvent) -> bool {
        let zone = around(event, "data-zone").and_then(|zone| zone.get_attribute("data-zone"));
        let Some(zone) = zone else { return false };
        if !["map", "lanes", "playhead"].contains(&zone.as_str()) {
            return false;
        }
        let is_asked = event.ctrl_key() || event.meta_key();
        let is_entered = zone == "map" && self.map.is_entered;
        if !is_asked && !is_entered {
            self.hold_back(HeldBack::Wheel, event.time_stamp());
            return false;
        }
        // Lines and pages in pixels, roughly; a notch of a wheel is about 100 px.
        let unit_px = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => 16.0,
            WheelEvent::DOM_DELTA_PAGE => 400.0,
            _ => 1.0,
        };
        let factor = (-event.delta_y() * unit_px / 300.0).clamp(-1.0, 1.0).exp();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if zone == "map" {
            let about = lanes::position_in(&self.frame.map, x, y);
            let before = self.state.camera;
            self.zoom_map(factor, Some(about), false);
            self.drop_hint();
            return is_asked || self.state.camera.zoom != before.zoom;
        } else {
            let about = self.position_in_lanes(x, y);
            self.zoom_time(factor, self.along(about));
        }
        true
    }
}
