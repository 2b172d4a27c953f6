//! The wheel.

use web_sys::WheelEvent;

use super::around;
use crate::browser::events::Outgoing;
use crate::browser::inner::Inner;
use crate::browser::lanes;

/// The least time between two notices of the same held-back gesture.
const NOTICE_MS: f64 = 1000.0;

impl Inner {
    /// The wheel: the page's, unless Ctrl (or a pinch on a touchpad, which browsers tell the same
    /// way) asks for a zoom. Gives whether it was taken.
    pub fn wheel(&mut self, event: &WheelEvent) -> bool {
        let zone = around(event, "data-zone").and_then(|zone| zone.get_attribute("data-zone"));
        let Some(zone) = zone else { return false };
        if !event.ctrl_key() && !event.meta_key() {
            let now_ms = event.time_stamp();
            if now_ms - self.last_notice_ms > NOTICE_MS {
                self.last_notice_ms = now_ms;
                self.outbox.push(Outgoing::gesture("wheel"));
            }
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
            self.zoom_map(factor, Some(about), false);
        } else {
            let about = lanes::position_in(&self.frame.lanes, x, y);
            self.zoom_time(factor, about.0);
        }
        true
    }
}
