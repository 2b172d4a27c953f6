//! The field for a search.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent};

use super::{Asked, Click, Press};
use crate::browser::inner::Inner;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    match &*click.verb {
        "search" => inner.done(Inner::open_search),
        "search-close" => inner.done(|inner| inner.close_search(false, true)),
        "search-for" => inner.done(|inner| {
            inner.search_for(click.argument.clone());
        }),
        "found" => inner.choose_found(click.argument.parse().ok()?),
        _ => None,
    }
}

pub fn key(inner: &mut Inner, press: &Press) -> Option<Asked> {
    let is_field = press.target.matches("input:not([type=radio], [type=checkbox]), textarea, select").ok()?;
    if press.key == "/" && !is_field && inner.is_interactive {
        return inner.done(Inner::open_search);
    }
    let is_within = press.target.closest(".search-box").ok()?.is_some();
    match is_within {
        true if press.target.has_attribute("data-do") && press.key != "Escape" => None,
        true => inner.search_key(&press.key),
        false => None,
    }
}

impl Inner {
    /// Something was typed, into this field or another.
    pub fn hear_input(&mut self, event: &Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        if target.closest(".search-box").is_ok_and(|search| search.is_some()) {
            let value =
                js_sys::Reflect::get(&target, &"value".into()).ok().and_then(|value| value.as_string());
            self.type_query(value.unwrap_or_default());
        }
    }

    /// The focus has left something.
    pub fn hear_focus_out(&mut self, event: &FocusEvent) {
        let next = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
        self.leave_search(next.as_ref());
        if next.is_some() {
            self.close_filter_unless_within(next.as_ref());
        }
    }
}
