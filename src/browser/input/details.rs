//! What the reader opens: the rest of a list, an explanation, the sheet.

use wasm_bindgen::JsCast;

use super::{Asked, Click, Press};
use crate::browser::head::AT_FOOT;
use crate::browser::inner::Inner;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    match &*click.verb {
        "more" => inner.done(|inner| {
            match inner.expanded.iter().position(|key| *key == click.argument) {
                Some(at) => drop(inner.expanded.remove(at)),
                None => inner.expanded.push(click.argument.clone()),
            }
            inner.dirty.words = true;
        }),
        "sheet" => inner.done(|inner| {
            inner.is_sheet_open = !inner.is_sheet_open;
            inner.dirty.words = true;
        }),
        verb if AT_FOOT.contains(&verb) => inner.done(|inner| {
            let is_open = inner.is_expanded(verb);
            // One after the other: what is opened is read where it begins.
            close_foot(inner);
            if !is_open {
                inner.expanded.push(verb.to_owned());
                inner.foot_opener = Some(click.button.clone());
                inner.is_foot_opened.set(true);
            }
        }),
        _ => None,
    }
}

/// What is opened at the foot closes before what is chosen does.
pub fn key(inner: &mut Inner, press: &Press) -> Option<Asked> {
    let is_within = inner.frame.foot.contains(Some(&press.target));
    let is_open = AT_FOOT.iter().any(|key| inner.is_expanded(key));
    if press.key != "Escape" || !is_within || !is_open {
        return None;
    }
    close_foot(inner);
    if let Some(opener) = inner.foot_opener.take() {
        // What stands at the foot is made anew.
        let stays = opener.is_connected() && !inner.frame.foot.contains(Some(&opener));
        match stays {
            true => inner.next_focus.set(opener.dyn_into().ok()),
            false => inner.focus_when_drawn = opener.get_attribute("data-do"),
        }
    }
    Some(Asked::Done)
}

fn close_foot(inner: &mut Inner) {
    inner.expanded.retain(|key| !AT_FOOT.contains(&&**key));
    inner.dirty.fixed = true;
}
