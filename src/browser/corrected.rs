//! The quiet note that a newer dataset has put something right.

use super::dom::{El, el, set_text};
use super::inner::Inner;
use crate::dataset::Correction;

/// Tells the corrections that `before` did not have; an earlier note goes.
pub fn tell(inner: &Inner, before: &[Correction]) {
    let Some(head) = inner.frame.sentence.parent_element() else { return };
    if let Ok(Some(earlier)) = head.query_selector(".corrected") {
        earlier.remove();
    }
    let news: Vec<&Correction> =
        inner.dataset.document.corrections.iter().filter(|c| !before.contains(c)).collect();
    let Some(latest) = news.iter().max_by_key(|correction| correction.date.first_day()) else { return };
    let scope = inner.scope();
    let text = inner.host_messages().fill("corrected", &[("text", &scope.plain(&latest.text))]);
    let more = (news.len() > 1).then(|| {
        let count = inner.host_messages().count("corrected.more", news.len() - 1);
        el("span").class("muted").text(&format!(" {count}"))
    });
    let note: El = el("p").class("corrected small").text(&text).maybe(more);
    let _ = head.append_child(&note.0);
    set_text(&inner.frame.live, &text);
}
