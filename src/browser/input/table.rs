//! The tables: which one, their order, their pages, their rows.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::{Asked, Click, around};
use crate::atlas::{Action, Keyword, TableChoice};
use crate::browser::handover::Errand;
use crate::browser::inner::Inner;
use crate::browser::js;
use crate::browser::table::{csv_file, most_page};
use crate::scene::tables::{TableKind, tab_separated};

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    let columns = inner.state.table.kind.columns();
    match &*click.verb {
        "rows" => return Some(Asked::Action(Action::SetTable(TableKind::from_word(&click.argument)?))),
        "sort" => {
            let column = columns.iter().find(|column| column.word() == click.argument)?;
            return Some(Asked::Action(Action::SortTable(*column)));
        }
        "page" if click.argument == "next" => inner.table_page += 1,
        "page" => inner.table_page = inner.table_page.saturating_sub(1),
        verb => return errand(inner, verb).map(Asked::Errand),
    }
    inner.table_page = inner.table_page.min(most_page(inner));
    inner.dirty.words = true;
    Some(Asked::Done)
}

/// The table as a text, all of its pages.
fn errand(inner: &Inner, verb: &str) -> Option<Errand> {
    let input = inner.table_input();
    let TableChoice { kind, sorting } = inner.state.table;
    let rows = || input.rows(kind, sorting);
    match verb {
        "copy-table" => {
            let text = tab_separated(&input, kind, &rows());
            Some(Errand::Copy { text, button: verb.to_owned() })
        }
        "csv" => Some(csv_file(&input, kind, &rows(), &inner.file_stem())),
        _ => None,
    }
}

/// A click beside the buttons of a row chooses what the row is about, unless it follows a link or ends
/// the marking of a text.
pub fn click_row(event: &Event) -> Option<Asked> {
    let id = around(event, "data-row")?.get_attribute("data-row")?;
    let marked = js::call(&js_sys::global(), "getSelection", &[]).unwrap_or_default();
    let marked = js::call(&marked, "toString", &[]).ok().and_then(|text| text.as_string());
    let on_link = event.target()?.dyn_into::<Element>().ok()?.closest("a").ok()?.is_some();
    let is_marking = marked.is_some_and(|text| !text.is_empty());
    (!on_link && !is_marking).then_some(Asked::Action(Action::Select(Some(id))))
}
