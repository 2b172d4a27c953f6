//! What the reader opens: the rest of a list, an explanation, the sheet.

use super::{Asked, Click};
use crate::browser::inner::Inner;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    match &*click.verb {
        "more" => inner.done(|inner| {
            inner.expanded.push(click.argument.clone());
            inner.dirty.words = true;
        }),
        "sheet" => inner.done(|inner| {
            inner.is_sheet_open = !inner.is_sheet_open;
            inner.dirty.words = true;
        }),
        verb @ ("explain" | "all-sources") => inner.done(|inner| {
            if inner.is_expanded(verb) {
                inner.expanded.retain(|key| key != verb);
            } else {
                inner.expanded.push(verb.to_owned());
            }
            inner.dirty.fixed = true;
        }),
        _ => None,
    }
}
