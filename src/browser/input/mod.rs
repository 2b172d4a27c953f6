//! Clicks and keys: what they mean. Each feature has a file here; what none of them knows is not ours.

mod choice;
mod details;
mod filters;
mod map;
mod search;
mod sharing;
mod table;
mod time;
mod tools;
mod tour;
mod wheel;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

use super::handover::Errand;
use super::inner::Inner;
use crate::atlas::{Action, Direction};

/// What an input asks for.
pub enum Asked {
    /// An action; a choice is told to the page first, which may refuse it.
    Action(Action),
    /// Back to what was chosen before, or on again.
    Retrace(Direction),
    /// Done already.
    Done,
    /// Something is handed over to the reader.
    Errand(Errand),
}

/// A click on something that does something, as its `data-do` says: `verb` or `verb:argument`.
pub struct Click {
    pub verb: String,
    pub argument: String,
    /// What was clicked.
    pub button: Element,
}

impl Click {
    /// The argument, where there is one.
    fn some_argument(&self) -> Option<String> {
        Some(self.argument.clone()).filter(|argument| !argument.is_empty())
    }
}

/// A key without Ctrl, Alt or Meta, and what has the focus.
pub struct Press {
    pub key: String,
    pub is_shifted: bool,
    pub target: Element,
}

/// The nearest element around an event's target that has an attribute, within the widget.
pub fn around(event: &Event, attribute: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{attribute}]")).ok()?
}

impl Inner {
    /// A click: the first feature that knows it takes it.
    pub fn click(&mut self, event: &Event) -> Option<Asked> {
        self.is_by_key = event.dyn_ref::<MouseEvent>().is_some_and(|event| event.detail() == 0);
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        self.close_menu_unless_within(target.as_ref());
        self.close_filter_unless_within(target.as_ref());
        self.is_within_panel = self.frame.panel.contains(target.as_deref());
        let Some(button) = around(event, "data-do") else { return table::click_row(event) };
        let action = button.get_attribute("data-do")?;
        let (verb, argument) = action.split_once(':').unwrap_or((&action, ""));
        let click = Click { verb: verb.to_owned(), argument: argument.to_owned(), button };
        choice::click(self, &click)
            .or_else(|| filters::click(self, &click))
            .or_else(|| search::click(self, &click))
            .or_else(|| time::click(self, &click))
            .or_else(|| map::click(self, &click))
            .or_else(|| details::click(self, &click))
            .or_else(|| tools::click(self, &click))
            .or_else(|| tour::click(self, &click))
            .or_else(|| sharing::click(self, &click))
            .or_else(|| table::click(self, &click))
    }

    /// A key, likewise.
    pub fn key(&mut self, event: &KeyboardEvent) -> Option<Asked> {
        // While an input method composes letters, keys are its own.
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
            return None;
        }
        let target = event.target()?.dyn_into().ok()?;
        let press = Press { key: event.key(), is_shifted: event.shift_key(), target };
        if press.key == "Escape" {
            self.map.is_entered = false;
        }
        self.is_by_key = true;
        sharing::key(self, &press)
            .or_else(|| details::key(self, &press))
            .or_else(|| search::key(self, &press))
            .or_else(|| time::menu_key(self, &press))
            .or_else(|| filters::key(self, &press))
            .or_else(|| map::cursor_key(self, &press))
            .or_else(|| tour::key(self, &press))
            .or_else(|| choice::key(self, &press))
            .or_else(|| time::key(self, &press))
            .or_else(|| map::key(self, &press))
            .or_else(|| self.rove(event, &press.key))
    }

    /// A choice in a form.
    pub fn choose(&mut self, event: &Event) -> Option<Asked> {
        let field = around(event, "data-do")?;
        let what = field.get_attribute("data-do")?;
        sharing::choose(self, what.strip_prefix("choose:")?, &field)
    }

    fn done(&mut self, act: impl FnOnce(&mut Inner)) -> Option<Asked> {
        act(self);
        Some(Asked::Done)
    }
}
