//! The same as a table: every actor, where it stands on the day shown, since when, and why.

use super::dom::{El, el, replace};
use super::inner::Inner;
use super::parts::{Scope, select_button};
use crate::scene::{DateStyle, words};

/// Fills the table.
// The module is split here.
#[inline(never)]
pub fn fill(inner: &Inner) {
    let scope = Scope { dataset: &inner.dataset, host: &inner.host };
    let document = &inner.dataset.document;
    let heads = ["table.actor", "table.status", "table.since", "table.latest", "table.sources"];
    let head = el("tr").children(heads.map(|key| el("th").attr("scope", "col").text(&scope.word(key))));
    let caption =
        el("caption").class("small").text(&words::plain_sentence(&inner.state, &inner.dataset, &inner.host));
    let mut rows = Vec::new();
    for group in &document.groups {
        let members = (0..document.actors.len()).filter(|&actor| document.actors[actor].group == group.id);
        let members: Vec<El> = members.map(|actor| row(inner, &scope, actor)).collect();
        if !members.is_empty() {
            let name = scope.text("th", &group.label).attr("colspan", "5").attr("scope", "colgroup");
            rows.push(el("tr").class("group").child(name));
            rows.extend(members);
        }
    }
    let table = el("table").child(caption).child(el("thead").child(head)).child(el("tbody").children(rows));
    replace(&inner.frame.table, [table]);
}

fn row(inner: &Inner, scope: &Scope, actor: usize) -> El {
    let dataset = &inner.dataset;
    let track = inner.state.track_index(dataset);
    let shown = dataset.fold.standing(actor, inner.state.date, track).shown;
    let date = inner.state.date;
    let band = dataset.fold.band_on(actor, date, track);
    let latest = dataset.fold.history(actor).iter().rfind(|step| step.day <= date);
    let id = &dataset.document.actors[actor].id;
    let name = el("span").class("underlined").text(&words::actor_name(dataset, actor, scope.host));
    let status = match shown {
        Some(status) => scope.status(status),
        None => el("span").class("muted").text(&scope.word("no-status")),
    };
    let since = band.map(|band| inner.host_date(band.from, DateStyle::Short)).unwrap_or_default();
    let (note, sources) = match latest {
        Some(step) => {
            let (note, sources) = dataset.why(step);
            let event = &dataset.document.events[step.event];
            let key = format!("table-{actor}");
            (
                select_button(&event.id, scope.text("span", note)),
                scope.source_lines(sources, 1, &key, inner.is_expanded(&key)),
            )
        }
        None => (el("span"), el("span")),
    };
    let is_selected = inner.state.selected.as_deref() == Some(&**id);
    el("tr").class(if is_selected { "chosen" } else { "" }).children([
        el("th").attr("scope", "row").child(select_button(id, name)),
        el("td").child(status),
        el("td").class("number").text(&since),
        el("td").class("small").child(note),
        el("td").child(sources),
    ])
}
