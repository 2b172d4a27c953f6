//! The words of a figure beyond its title: what is chosen, and on what that rests.

use crate::atlas::Selection;
use crate::dataset::Tone;

use super::figure::FigureInput;
use super::host::edtf_words;
use super::tables::{Cell, Column, TableInput, TableKind, TableRow, Written};
use super::words;

/// The most sources that a figure names.
const MOST_SOURCES: usize = 8;

/// What is chosen.
pub(super) struct Chosen {
    /// The tone of its status, where it has one.
    pub tone: Option<Tone>,
    /// Its name or title.
    pub name: String,
    /// Where an actor stands and since when; when an event was.
    pub standing: String,
    /// Why it stands there; what happened.
    pub why: String,
}

fn table<'a>(input: &FigureInput<'a>) -> TableInput<'a> {
    TableInput { dataset: input.dataset, state: input.state, host: input.host }
}

pub(super) fn chosen(input: &FigureInput) -> Option<Chosen> {
    let FigureInput { dataset, state, host, .. } = *input;
    match state.selection(dataset)? {
        Selection::Actor(actor) => {
            let table = table(input);
            let words = |column| table.words(&table.cell(TableRow::Actor(actor), column), Written::ForPeople);
            let shown = dataset.fold.standing(actor, state.date, state.track_index(dataset)).shown;
            let since = words(Column::Since);
            let standing = match since.is_empty() {
                true => words(Column::Status),
                false => {
                    let since = host.messages().fill("since", &[("date", &since)]);
                    format!("{}, {since}", words(Column::Status))
                }
            };
            Some(Chosen {
                tone: shown.map(|status| dataset.document.statuses[status].tone),
                name: words(Column::Actor),
                standing,
                why: words(Column::Latest),
            })
        }
        Selection::Event(event) => {
            let written = &dataset.document.events[event];
            Some(Chosen {
                tone: None,
                name: words::text(&written.title, dataset, host).text.to_owned(),
                standing: edtf_words(&written.date, false, host),
                why: words::text(&written.summary, dataset, host).text.to_owned(),
            })
        }
    }
}

/// The sources of what is shown, as publishers and dates: of what is chosen, else of where each actor
/// stands. Each is named once, the first few of many.
pub(super) fn sources_line(input: &FigureInput) -> String {
    let FigureInput { dataset, state, host, .. } = *input;
    let table = table(input);
    let of = |row: TableRow| match table.cell(row, Column::Sources) {
        Cell::Sources(sources) => sources,
        _ => Vec::new(),
    };
    let all: Vec<usize> = match state.selection(dataset) {
        Some(Selection::Actor(actor)) => of(TableRow::Actor(actor)),
        Some(Selection::Event(event)) => of(TableRow::Event(event)),
        // One each, or the figure would be a list of sources.
        None => table
            .rows(TableKind::Actors, None)
            .into_iter()
            .filter_map(|row| of(row).first().copied())
            .collect(),
    };
    let mut names: Vec<String> = Vec::new();
    for source in all {
        let written = &dataset.document.sources[source];
        let publisher = words::text(&written.publisher, dataset, host).text;
        let date = written.date.as_ref().map(|date| edtf_words(date, true, host));
        let name = date.map_or(publisher.to_owned(), |date| format!("{publisher}, {date}"));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let rest = names.len().saturating_sub(MOST_SOURCES);
    names.truncate(MOST_SOURCES);
    if rest > 0 {
        names.push(host.messages().count("sources.more", rest));
    }
    format!("{}: {}.", host.messages().get("sources"), names.join("; "))
}
