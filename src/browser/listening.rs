//! What the element's class hears: one entry for all events, on the shadow root or the section in it.

use wasm_bindgen::prelude::*;
use web_sys::{Event, FocusEvent, KeyboardEvent, PointerEvent, WheelEvent};

use super::events::Reason;
use super::input::{Asked, around};
use super::shared::Shared;
use super::widget::Widget;
use crate::atlas::{Action, Direction};

#[wasm_bindgen]
impl Widget {
    /// Takes an event of the reader's.
    pub fn hear(&self, name: &str, event: &Event) {
        let shared = &self.shared;
        if matches!(name, "beforeprint" | "afterprint") {
            return shared.with(|inner| inner.print(name == "beforeprint"));
        }
        if !shared.read(|inner| inner.is_interactive) {
            return;
        }
        if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
            let asked = shared.inner.try_borrow_mut().ok().and_then(|mut inner| inner.key(key));
            if asked.is_some() {
                event.prevent_default();
            }
            shared.answer(asked);
        } else if let Some(wheel) = event.dyn_ref::<WheelEvent>() {
            let taken = shared.inner.try_borrow_mut().is_ok_and(|mut inner| inner.wheel(wheel));
            if taken {
                event.prevent_default();
            }
            shared.with(|_| {});
        } else if name == "input" {
            shared.with(|inner| inner.hear_input(event));
        } else if name == "focusout" {
            if let Some(focus) = event.dyn_ref::<FocusEvent>() {
                shared.with(|inner| inner.hear_focus_out(focus));
            }
        } else if name == "focusin" {
            if let Ok(inner) = shared.inner.try_borrow() {
                inner.note_focus(event);
            }
        } else if name == "click" {
            let asked = shared.inner.try_borrow_mut().ok().and_then(|mut inner| inner.click(event));
            shared.answer(asked);
        } else if name == "change" {
            let asked = shared.inner.try_borrow_mut().ok().and_then(|mut inner| inner.choose(event));
            shared.answer(asked);
        } else if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
            shared.pointer(name, pointer);
        }
    }
}

impl Shared {
    fn answer(&self, asked: Option<Asked>) {
        match asked {
            Some(Asked::Action(action)) => {
                let reason = if matches!(action, Action::SetTour(_)) { Reason::Tour } else { Reason::User };
                self.ask(action, reason);
            }
            Some(Asked::Retrace(direction)) => self.retrace(direction),
            Some(Asked::Done) => self.with(|_| {}),
            Some(Asked::Errand(errand)) => {
                self.run(errand);
                self.with(|_| {});
            }
            None => {}
        }
    }

    /// Back to what was chosen before, or on again; a page may refuse it as any choice.
    fn retrace(&self, direction: Direction) {
        let ahead = self.read(|inner| Some((inner.history.ahead(direction)?.clone(), inner.state.date)));
        let Some((visit, from)) = ahead else { return };
        let selected = visit.selected.clone();
        self.ask(Action::Revisit(visit), Reason::User);
        self.with(|inner| {
            if inner.state.selected == selected {
                inner.history.go(direction, from);
                inner.dirty.words = true;
            }
        });
    }

    fn pointer(&self, name: &str, event: &PointerEvent) {
        let zone_element = around(event, "data-zone");
        let zone = zone_element.as_ref().and_then(|zone| zone.get_attribute("data-zone"));
        let mut asked = None;
        self.with(|inner| match name {
            "pointerdown" => {
                inner.drop_cursor();
                if around(event, "data-swipe").is_some() {
                    inner.press_tour(event);
                }
                let on_button = around(event, "data-do").is_some();
                let is_first_button = event.button() == 0;
                match zone.as_deref() {
                    Some("map") if is_first_button && !on_button => inner.press_map(event),
                    Some("lanes") if is_first_button && !on_button => inner.press_lanes(event, false),
                    Some("playhead") if is_first_button => inner.press_lanes(event, true),
                    Some("overview") if is_first_button => inner.press_overview(event),
                    Some("sheet") if is_first_button => inner.press_sheet(event),
                    None if is_first_button => inner.press_veil(event),
                    _ => {}
                }
            }
            "pointermove" => {
                let (is_swipe, asked_by_swipe) = inner.swipe_sheet(event);
                asked = asked_by_swipe;
                if inner.move_pointer(event) || is_swipe {
                    // From here on the pointer is ours, wherever it goes.
                    if let Some(zone) = &zone_element {
                        let _ = zone.set_pointer_capture(event.pointer_id());
                    }
                }
                inner.hover(event, zone.as_deref());
            }
            "pointerup" => asked = inner.release_pointer(event).or_else(|| inner.release_tour(event)),
            "pointerleave" => {
                inner.map.is_entered = false;
                inner.hover(event, None);
            }
            _ => {
                inner.give_up_pointer(event);
                inner.cancel_swipe();
            }
        });
        self.answer(asked.map(Asked::Action));
    }
}
