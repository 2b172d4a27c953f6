//! The listeners of a widget: one per kind of event, on the shadow root or the section in it.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, Event, KeyboardEvent, PointerEvent, WheelEvent};

use super::events::Reason;
use super::input::{Asked, around};
use super::shared::Shared;
use super::widget::Widget;

impl Widget {
    pub(super) fn listen(&self) {
        let root: web_sys::EventTarget = self.shared.inner.borrow().root.clone().into();

        let weak = Rc::downgrade(&self.shared);
        self.on(&root, "click", move |event| {
            let Some(shared) = weak.upgrade() else { return };
            let asked = shared.inner.try_borrow_mut().ok().and_then(|mut inner| inner.click(&event));
            shared.answer(asked);
        });
        let weak = Rc::downgrade(&self.shared);
        self.on(&root, "keydown", move |event| {
            let Some(shared) = weak.upgrade() else { return };
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            let asked = shared.inner.try_borrow_mut().ok().and_then(|mut inner| inner.key(key));
            if asked.is_some() {
                event.prevent_default();
            }
            shared.answer(asked);
        });
        let weak = Rc::downgrade(&self.shared);
        // Not on the shadow root: Chromium then takes the element for one that listens to no wheel,
        // and scrolls without asking it.
        let section: web_sys::EventTarget = self.shared.inner.borrow().frame.section.clone().into();
        self.on(&section, "wheel", move |event| {
            let Some(shared) = weak.upgrade() else { return };
            let Some(wheel) = event.dyn_ref::<WheelEvent>() else { return };
            let taken = shared.inner.try_borrow_mut().is_ok_and(|mut inner| inner.wheel(wheel));
            if taken {
                event.prevent_default();
            }
            shared.with(|_| {});
        });
        let weak = Rc::downgrade(&self.shared);
        // The ground's colour is given a transition of no length: its end tells of a change by the page.
        self.on(&section, "transitionend", move |event| {
            let Some(shared) = weak.upgrade() else { return };
            if event.target() == event.current_target() {
                shared.with(|inner| {
                    inner.measure();
                });
            }
        });
        for name in ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"] {
            let weak = Rc::downgrade(&self.shared);
            // Leaving is told to the element that is left only.
            let target = if name == "pointerleave" { &section } else { &root };
            self.on(target, name, move |event| {
                let Some(shared) = weak.upgrade() else { return };
                if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
                    shared.pointer(name, pointer);
                }
            });
        }
    }

    fn on(&self, target: &web_sys::EventTarget, name: &'static str, handle: impl FnMut(Event) + 'static) {
        let closure: Closure<dyn FnMut(Event)> = Closure::new(handle);
        let options = AddEventListenerOptions::new();
        // A wheel that zooms must not scroll as well.
        options.set_passive(false);
        let function = closure.as_ref().unchecked_ref();
        let _ =
            target.add_event_listener_with_callback_and_add_event_listener_options(name, function, &options);
        self.listeners.borrow_mut().push((target.clone(), name, closure));
    }
}

impl Shared {
    fn answer(&self, asked: Option<Asked>) {
        match asked {
            Some(Asked::Action(action)) => self.ask(action, Reason::User),
            Some(Asked::Done) => self.with(|_| {}),
            None => {}
        }
    }

    fn pointer(&self, name: &str, event: &PointerEvent) {
        let zone_element = around(event, "data-zone");
        let zone = zone_element.as_ref().and_then(|zone| zone.get_attribute("data-zone"));
        let mut asked = None;
        self.with(|inner| match name {
            "pointerdown" => {
                let on_button = around(event, "data-do").is_some();
                let is_first_button = event.button() == 0;
                match zone.as_deref() {
                    Some("map") if is_first_button && !on_button => inner.press_map(event),
                    Some("lanes") if is_first_button && !on_button => inner.press_lanes(event, false),
                    Some("playhead") if is_first_button => inner.press_lanes(event, true),
                    _ => {}
                }
            }
            "pointermove" => {
                if inner.move_pointer(event) {
                    // From here on the pointer is ours, wherever it goes.
                    if let Some(zone) = &zone_element {
                        let _ = zone.set_pointer_capture(event.pointer_id());
                    }
                }
                inner.hover(event, zone.as_deref());
            }
            "pointerup" => asked = inner.release_pointer(event),
            "pointerleave" => inner.hover(event, None),
            _ => inner.cancel_pointer(event),
        });
        if let Some(action) = asked {
            self.ask(action, Reason::User);
        }
    }
}
