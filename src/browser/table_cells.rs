//! A table's cells as elements.

use super::dom::{El, el};
use super::parts::{Scope, chip, footing_sign, select_button};
use crate::dataset::Text;
use crate::scene::tables::{Cell, TableInput, Written};
use crate::scene::{edtf_words, words};

/// How many sources of a cell stand there before the rest is asked for.
const MOST_SOURCES: usize = 1;

/// What stands in a cell. `chooses` is the id that pressing it chooses; `more` names its list of
/// sources, and says whether the reader has opened it.
pub fn element(
    cell: &Cell,
    input: &TableInput,
    scope: &Scope,
    chooses: Option<&str>,
    more: (&str, bool),
) -> El {
    let named = |name: El| match chooses {
        Some(id) => select_button(id, name),
        None => name,
    };
    let plain = || el("span").text(&input.words(cell, Written::ForPeople));
    let text = |text: &Text| scope.text("span", text);
    match cell {
        Cell::Actors(actors) => el("span").children(actors.iter().enumerate().map(|(at, &actor)| {
            let id = &scope.dataset.document.actors[actor].id;
            let name = el("span").text(&words::actor_name(scope.dataset, actor, scope.host));
            let separator = scope.host.messages().get("list.separator");
            let (ends, rest) = separator.split_at(separator.trim_end().len());
            let is_last = at + 1 == actors.len();
            let item = el("span").class("item").child(select_button(id, name));
            // A line breaks after what separates, never before it.
            if is_last { item } else { el("span").child(item.and_text(ends)).and_text(rest) }
        })),
        Cell::Status(Some(status)) => scope.status(*status),
        Cell::Status(None) => plain().class("muted"),
        Cell::Text(written) => named(text(written)),
        Cell::Why(written, is_partly, date) => {
            let partly = is_partly.then(|| chip("partly", &scope.word("partly")));
            let date =
                date.map(|date| el("time").class("small muted").text(&edtf_words(date, true, scope.host)));
            named(el("span").maybe(date).child(text(written)).and_text(" ").maybe(partly))
        }
        Cell::Footing(footing) => {
            let word = scope.word(&format!("footing.{}", footing.word()));
            el("span").class("nowrap").child(footing_sign(*footing)).and_text(&word)
        }
        Cell::Sources(sources) => {
            let document = &scope.dataset.document;
            let ids: Vec<_> = sources.iter().map(|&source| document.sources[source].id.clone()).collect();
            scope.source_lines(&ids, MOST_SOURCES, more.0, more.1)
        }
        Cell::Source(source) => {
            let source = &scope.dataset.document.sources[*source];
            scope.source_link(source, &source.title)
        }
        Cell::Tier(_) => plain(),
        Cell::Actor(_) => named(plain().class("underlined")),
        _ => named(plain()),
    }
}
