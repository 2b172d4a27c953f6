//! One stop of the Tab key per part: one of its buttons takes that key, and arrow keys lead to the others.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::dom::toggle;
use super::inner::Inner;
use super::input::{Asked, around};

/// Names a part whose buttons share one stop; its value is the way in which they stand: `row` or `column`.
pub const ROVE: &str = "data-rove";
/// The action of the button in a part that had the focus last.
const AT: &str = "data-at";

fn found(part: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = part.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

/// Leaves one stop in a part: the button that had the focus last, else the first that is pressed, else the first.
pub fn settle(part: &Element) {
    let last = part.get_attribute(AT);
    let buttons = found(part, "button");
    let has =
        |button: &HtmlElement, name: &str, value: &str| button.get_attribute(name).as_deref() == Some(value);
    // A phone's legend hides statuses that nobody has.
    let is_there = |button: &&HtmlElement| !button.hidden() && !button.class_list().contains("zero");
    let there: Vec<&HtmlElement> = buttons.iter().filter(is_there).collect();
    let was_last = |button: &&&HtmlElement| last.as_deref().is_some_and(|last| has(button, "data-do", last));
    let stop = there
        .iter()
        .find(was_last)
        .or_else(|| there.iter().find(|button| has(button, "aria-pressed", "true")))
        .or_else(|| there.iter().find(|button| has(button, "aria-current", "step")))
        .or(there.first());
    for button in &buttons {
        let is_stop = stop.is_some_and(|stop| *stop == button);
        toggle(button, "tabindex", (!is_stop).then_some("-1"));
    }
}

/// The same in every part within an element.
pub fn settle_all(parent: &Element) {
    let Ok(parts) = parent.query_selector_all(&format!("[{ROVE}]")) else { return };
    for at in 0..parts.length() {
        if let Some(part) = parts.item(at).and_then(|part| part.dyn_into::<Element>().ok()) {
            settle(&part);
        }
    }
}

impl Inner {
    /// The focus has come to a button: from now on Tab enters its part there.
    pub fn note_focus(&self, event: &Event) {
        let (Some(part), Some(button)) = (around(event, ROVE), around(event, "data-do")) else { return };
        toggle(&part, AT, button.get_attribute("data-do").as_deref());
        settle(&part);
    }

    /// A key in a part that is one stop: arrow keys, Home and End move the focus within.
    pub fn rove(&self, event: &KeyboardEvent, key: &str) -> Option<Asked> {
        let part = around(event, ROVE)?;
        let target = around(event, "data-do")?;
        let is_column = part.get_attribute(ROVE).as_deref() == Some("column");
        let is_mirrored = self.computed(&part, "direction") == "rtl";
        let buttons = found(&part, "button");
        let buttons: Vec<HtmlElement> =
            buttons.into_iter().filter(|button| button.get_client_rects().length() > 0).collect();
        let at = buttons.iter().position(|button| **button == target)?;
        let last = buttons.len() - 1;
        let to = match key {
            "ArrowDown" => at + 1,
            "ArrowUp" => at + last,
            "ArrowRight" if !is_column => at + if is_mirrored { last } else { 1 },
            "ArrowLeft" if !is_column => at + if is_mirrored { 1 } else { last },
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        self.next_focus.set(buttons.into_iter().nth(to % (last + 1)));
        Some(Asked::Done)
    }
}
