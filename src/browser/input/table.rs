//! The tables: which one, their order, their pages, their rows.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::{Asked, Click, around};
use crate::atlas::Action;
use crate::browser::handover::Errand;
use crate::browser::inner::Inner;
use crate::browser::js;
use crate::browser::table::{TableView, csv_file, most_page};
use crate::scene::tables::{Sorting, TableInput, TableKind, tab_separated};

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    let view = &mut inner.table;
    match &*click.verb {
        "rows" => {
            *view = TableView { kind: TableKind::from_word(&click.argument)?, ..TableView::default() };
        }
        "sort" => {
            let column = *view.kind.columns().iter().find(|column| column.word() == click.argument)?;
            view.page = 0;
            view.sorting = match view.sorting.filter(|sorting| sorting.column == column) {
                None => Some(Sorting { column, is_descending: false }),
                Some(Sorting { is_descending: false, .. }) => Some(Sorting { column, is_descending: true }),
                Some(_) => None,
            };
        }
        "page" if click.argument == "next" => view.page += 1,
        "page" => view.page = view.page.saturating_sub(1),
        verb => return errand(inner, verb).map(Asked::Errand),
    }
    inner.table.page = inner.table.page.min(most_page(inner));
    inner.dirty.words = true;
    Some(Asked::Done)
}

/// The table as a text, all of its pages.
fn errand(inner: &Inner, verb: &str) -> Option<Errand> {
    let input = TableInput { dataset: &inner.dataset, state: &inner.state, host: &inner.host };
    let TableView { kind, sorting, .. } = inner.table;
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
