//! The panel as a sheet: a swipe up opens it, a swipe down rests it, and from its rest puts it away.

use web_sys::PointerEvent;

use super::inner::Inner;
use super::input::around;
use crate::atlas::Action;

/// A finger that has moved this far up or down has swiped.
const SWIPE_PX: f64 = 24.0;

/// A pointer that is down on the sheet.
#[derive(Clone, Copy)]
pub struct SheetPress {
    id: i32,
    start: (f64, f64),
}

impl SheetPress {
    fn position(event: &PointerEvent) -> (f64, f64) {
        (f64::from(event.client_x()), f64::from(event.client_y()))
    }
}

impl Inner {
    /// Whether the panel is a sheet: something is chosen, and there is little room.
    pub fn is_sheet(&self) -> bool {
        (self.state.selected.is_some() || self.state.tour.is_some()) && self.layout.is_one_column()
    }

    /// A pointer goes down on the panel. An open sheet is held by its head only; below that it scrolls.
    pub fn press_sheet(&mut self, event: &PointerEvent) {
        let is_held = self.is_sheet() && (!self.is_sheet_open || around(event, "data-sheet-head").is_some());
        self.sheet_press =
            is_held.then(|| SheetPress { id: event.pointer_id(), start: SheetPress::position(event) });
    }

    /// A pointer goes down on the veil around an open sheet, which then goes back to rest.
    pub fn press_veil(&mut self, event: &PointerEvent) {
        let is_veil = event.target().is_some_and(|target| target == *self.frame.section.as_ref());
        if is_veil && self.is_sheet() && self.is_sheet_open {
            self.is_sheet_open = false;
            self.dirty.words = true;
        }
    }

    /// A pointer that is down on the panel moves. Gives whether that was a swipe, and what it asks for.
    pub fn swipe_sheet(&mut self, event: &PointerEvent) -> (bool, Option<Action>) {
        // A mouse moves without being down, too, and may have been let go of outside the window.
        let is_down = event.buttons() != 0;
        let Some(press) = self.sheet_press.filter(|press| is_down && press.id == event.pointer_id()) else {
            return (false, None);
        };
        let at = SheetPress::position(event);
        let (across, down) = (at.0 - press.start.0, at.1 - press.start.1);
        if down.abs() < SWIPE_PX || down.abs() < across.abs() {
            return (false, None);
        }
        self.sheet_press = None;
        if down > 0.0 && !self.is_sheet_open {
            let is_touring = self.state.tour.is_some();
            return (true, Some(if is_touring { Action::SetTour(None) } else { Action::Select(None) }));
        }
        self.is_sheet_open = down < 0.0;
        self.dirty.words = true;
        (true, None)
    }
}
