//! What a widget's own listeners and its callers share: the model, behind one borrow at a time.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::events::Reason;
use super::inner::Inner;
use super::js;
use super::json::to_js;
use crate::atlas::Action;
use crate::json::{Value, object};
use crate::world::World;

/// The model of one element, and its ways to the page.
pub(super) struct Shared {
    pub inner: RefCell<Inner>,
    pub detail: Rc<RefCell<Option<Rc<World>>>>,
    /// Fires an event, given its name, its detail and whether it can be refused; returns whether it was not.
    /// Given `frame` alone, it asks the browser for a frame.
    pub emit: Function,
}

impl Shared {
    /// Reads the model. Where it is being changed at this moment (a listener of the page's was called
    /// from within) there is nothing to be told.
    pub fn read<T: Default>(&self, read: impl FnOnce(&Inner) -> T) -> T {
        self.inner.try_borrow().map_or_else(|_| T::default(), |inner| read(&inner))
    }

    /// Changes the model, then tells the page and asks for a frame where one is wanted. A call that
    /// comes back while the model is being changed (from an element's own event) is ignored.
    pub fn with(&self, change: impl FnOnce(&mut Inner)) {
        let Ok(mut inner) = self.inner.try_borrow_mut() else { return };
        change(&mut inner);
        drop(inner);
        self.follow_up();
    }

    // Out of line: `with` is compiled anew for each of its callers.
    #[inline(never)]
    pub fn follow_up(&self) {
        let (outbox, focus) = match self.inner.try_borrow_mut() {
            Ok(mut inner) => (std::mem::take(&mut inner.outbox), inner.take_focus()),
            Err(_) => return,
        };
        if let Some((element, options)) = focus {
            let _ = js::call(&element, "focus", &[options]);
        }
        for outgoing in outbox {
            self.tell(outgoing.name, &outgoing.detail, false);
        }
        if self.read(Inner::wants_frame) {
            let _ = self.emit.call1(&JsValue::NULL, &"frame".into());
        }
    }

    /// Tells the page of an event; gives whether it did not refuse it.
    pub fn tell(&self, name: &str, detail: &Value, is_cancelable: bool) -> bool {
        let told = self.emit.call3(&JsValue::NULL, &name.into(), &to_js(detail), &is_cancelable.into());
        told.ok().and_then(|answer| answer.as_bool()).unwrap_or(true)
    }

    /// Takes an action; a choice only if the page does not refuse it.
    pub fn ask(&self, action: Action, reason: Reason) {
        let chosen = match &action {
            Action::Select(id) => Some(id),
            Action::Revisit(visit) => Some(&visit.selected),
            _ => None,
        };
        if let Some(id) = chosen {
            let (is_known, is_same) = self.read(|inner| {
                let known =
                    |id: &String| inner.dataset.actor(id).is_some() || inner.dataset.event(id).is_some();
                (id.as_ref().is_none_or(known), *id == inner.state.selected)
            });
            if !is_known {
                return;
            }
            let kind = self.read(|inner| match id {
                Some(id) if inner.dataset.event(id).is_some() => Some("event"),
                Some(_) => Some("actor"),
                None => None,
            });
            let detail = object(vec![
                ("id", id.clone().into()),
                ("type", kind.into()),
                ("reason", reason.word().into()),
            ]);
            if !is_same && !self.tell("atlas-select", &detail, true) {
                return;
            }
        }
        self.with(|inner| {
            let before = inner.state.clone();
            let is_filter = action.is_filter();
            let stepped = match action {
                Action::StepEvent(direction) | Action::StepChange(direction) => Some(direction),
                _ => None,
            };
            inner.act(action, reason);
            if is_filter {
                super::filters::announce(inner, before.track != inner.state.track);
            }
            if let Some(direction) = stepped {
                return inner.announce_step(before.date, direction);
            }
            let after = &inner.state;
            let is_news = before.selected != after.selected
                || before.date != after.date
                || (before.tour != after.tour && after.tour.is_some());
            if is_news && after.playing.is_none() {
                inner.announce(&(before.selected, before.date));
            }
        });
    }
}
