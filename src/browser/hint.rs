//! What reader and page are told of a gesture that was left to the page.

use super::dom::{El, el, replace};
use super::events::Outgoing;
use super::inner::Inner;

/// The least time between two notices of held-back gestures.
const NOTICE_MS: f64 = 1000.0;

/// A gesture that is the page's until the reader asks otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBack {
    /// A wheel without Ctrl or ⌘.
    Wheel,
    /// One finger that scrolls the page.
    Touch,
}

impl Inner {
    /// Tells the page of a gesture that was left to it, and the reader how to use it here.
    pub fn hold_back(&mut self, gesture: HeldBack, now_ms: f64) {
        if now_ms - self.last_notice_ms <= NOTICE_MS {
            return;
        }
        self.last_notice_ms = now_ms;
        let (name, text) = match gesture {
            HeldBack::Wheel => {
                let key = if has_command_key() { "⌘" } else { "Ctrl" };
                ("wheel", self.host_messages().fill("hint.wheel", &[("key", key)]))
            }
            HeldBack::Touch => ("touch", self.word("hint.touch")),
        };
        self.outbox.push(Outgoing::gesture(name));
        self.hint(el("span").text(&text));
    }

    /// Shows a hint on the map, which goes away by itself: each is an element of its own, whose animation
    /// begins with it.
    fn hint(&self, text: El) {
        replace(&self.frame.hint, [text.class("hint small")]);
    }

    /// Removes the hint: the reader is doing what it says.
    pub fn drop_hint(&self) {
        if self.frame.hint.has_child_nodes() {
            replace(&self.frame.hint, []);
        }
    }
}

/// Whether the reader's keyboard has ⌘ where others have Ctrl.
fn has_command_key() -> bool {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok());
    platform.is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}
