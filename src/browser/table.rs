//! The same as tables: which one, in which order, and what can be taken along.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::dom::{El, Icon, el, flag, icon, replace};
use super::handover::Errand;
use super::inner::Inner;
use super::parts::Scope;
use super::roving::{self, ROVE};
use super::table_cells::element;
use crate::atlas::Keyword;
use crate::scene::tables::{Column, Sorting, TableInput, TableKind, TableRow, csv};
use crate::scene::{DateStyle, words};

/// More rows than this are turned over page by page.
const PAGE_ROWS: usize = 200;
/// The same on a phone, where a row is many lines.
const PAGE_ROWS_NARROW: usize = 25;

/// Fills the table.
// The module is split here.
#[inline(never)]
pub fn fill(inner: &Inner) {
    let scope = inner.scope();
    let input = inner.table_input();
    let view = inner.state.table;
    let rows = input.rows(view.kind, view.sorting);
    let most = most_rows(inner);
    let pages = rows.len().div_ceil(most).max(1);
    let page = inner.table_page.min(pages - 1);
    let shown = &rows[page * most..rows.len().min((page + 1) * most)];

    let all = input.count_all(view.kind);
    let filtered = (rows.len() < all).then(|| filtered(inner, rows.len(), all));
    let pager = (pages > 1).then(|| pager(inner, page, pages, shown.len(), rows.len()));
    let table = (!rows.is_empty()).then(|| table(inner, &scope, &input, shown));
    let parts = [Some(bar(inner, &input)), filtered, table, pager];
    refill(inner, parts.into_iter().flatten());
}

/// How many rows a page has.
fn most_rows(inner: &Inner) -> usize {
    if inner.layout.is_one_column() { PAGE_ROWS_NARROW } else { PAGE_ROWS }
}

/// Replaces the content. The focused button gets the focus back; among several with one action, the one at the
/// same position.
fn refill(inner: &Inner, parts: impl Iterator<Item = El>) {
    let parent = &inner.frame.table;
    let focused = inner.root.active_element().filter(|active| parent.contains(Some(active)));
    let action = focused.as_ref().and_then(|active| active.get_attribute("data-do"));
    let same = |action: &str| -> Vec<HtmlElement> {
        let Ok(buttons) = parent.query_selector_all("[data-do]") else { return Vec::new() };
        let buttons = (0..buttons.length()).filter_map(|at| buttons.item(at)?.dyn_into::<HtmlElement>().ok());
        buttons.filter(|button| button.get_attribute("data-do").as_deref() == Some(action)).collect()
    };
    let kept = focused.zip(action).map(|(focused, action)| {
        let nth = same(&action).iter().position(|button| **button == focused).unwrap_or(0);
        (action, nth)
    });
    replace(parent, parts);
    roving::settle_all(parent);
    if let Some((action, nth)) = kept {
        let mut same = same(&action);
        inner.next_focus.set(if nth < same.len() { Some(same.swap_remove(nth)) } else { same.pop() });
    }
}

fn button(action: &str, class: &str, name: &str) -> El {
    el("button").class(class).attr("type", "button").attr("data-do", action).text(name)
}

fn step(action: &str, name: &str, kind: Icon) -> El {
    let button = button(action, "button icon-only", "").attr("aria-label", name).attr("title", name);
    button.child(icon(kind))
}

/// Which table, of which day, and what can be taken along.
fn bar(inner: &Inner, input: &TableInput) -> El {
    let word = |key: &str| inner.word(key);
    let tables = TableKind::ALL.into_iter().filter(|kind| input.count_all(*kind) > 0).map(|kind| {
        let is_on = kind == inner.state.table.kind;
        button(&format!("rows:{}", kind.word()), "button", &word(&format!("table.{}", kind.word())))
            .attr("aria-pressed", flag(is_on))
    });
    let tables =
        el("div").class("segments").attr("role", "group").attr("aria-label", &word("table")).children(tables);
    let tables = tables.attr(ROVE, "row");
    let day = (inner.state.table.kind == TableKind::Actors).then(|| {
        el("div")
            .class("as-of")
            .child(el("span").class("muted").text(&word("as-of")))
            .child(step("previous", &word("previous-event"), Icon::Previous))
            .child(el("b").text(&inner.host_date(inner.state.date, DateStyle::Long)))
            .child(step("next", &word("next-event"), Icon::Next))
    });
    let csv = button("csv", "button", "").attr("aria-label", &word("csv"));
    let csv = csv.child(icon(Icon::Download)).and_text("CSV");
    let take = el("div")
        .class("take")
        .child(button("copy-table", "button", &inner.copy_word("copy-table", "copy")))
        .child(csv);
    el("div").class("tablebar").child(tables).maybe(day).child(take)
}

fn filtered(inner: &Inner, count: usize, all: usize) -> El {
    let numbers = [("n", inner.number(count)), ("all", inner.number(all))];
    let numbers: Vec<_> = numbers.iter().map(|(key, number)| (*key, number.as_str())).collect();
    el("p").class("filtered small muted").text(&inner.host_messages().fill("table.filtered", &numbers))
}

fn pager(inner: &Inner, page: usize, pages: usize, count: usize, all: usize) -> El {
    let first = page * most_rows(inner) + 1;
    let numbers = [("from", first), ("to", first + count - 1), ("all", all)];
    let numbers = numbers.map(|(key, number)| (key, inner.number(number)));
    let numbers: Vec<_> = numbers.iter().map(|(key, number)| (*key, number.as_str())).collect();
    let turn = |to: Option<usize>, key: &str, kind: Icon| {
        let button = step(&format!("page:{key}"), &inner.word(&format!("page.{key}")), kind);
        if to.is_none() { button.attr("aria-disabled", "true") } else { button }
    };
    el("div")
        .class("pager")
        .child(turn(page.checked_sub(1), "previous", Icon::Previous))
        .child(el("span").text(&inner.host_messages().fill("table.rows", &numbers)))
        .child(turn(Some(page + 1).filter(|next| *next < pages), "next", Icon::Next))
}

// Roles are written out: on a phone rows are laid out as blocks, which browsers do not take for a table's.
fn table(inner: &Inner, scope: &Scope, input: &TableInput, rows: &[TableRow]) -> El {
    let kind = inner.state.table.kind;
    let heads = kind.columns().iter().map(|column| head(inner, *column));
    // Where rows are blocks the heads are buttons in a line, which says what they do.
    let line = el("tr").attr("role", "row").attr(ROVE, "row").attr("data-label", &inner.word("table.sort"));
    let head = el("thead").attr("role", "rowgroup").child(line.children(heads.collect::<Vec<_>>()));
    let name = inner.word(&format!("table.{}", kind.word()));
    let sentence = words::plain_sentence(&inner.state, &inner.dataset, &inner.host);
    let caption = el("caption").class("unseen").text(&format!("{name}. {sentence}"));
    let table =
        el("table").class(&format!("rows-{}", kind.word())).attr("role", "table").child(caption).child(head);
    table.children(groups(inner, scope, input, rows))
}

fn head(inner: &Inner, column: Column) -> El {
    let choice = inner.state.table;
    let resting = choice.kind.resting().map(|column| Sorting { column, is_descending: false });
    let sorting = choice.sorting.or(resting).filter(|sorting| sorting.column == column);
    let name = inner.word(&format!("table.{}", column.word()));
    let arrow =
        sorting.map(|sorting| icon(Icon::Down).class(if sorting.is_descending { "icon" } else { "icon up" }));
    let button = button(&format!("sort:{}", column.word()), "sort", &name).maybe(arrow);
    let cell = el("th").attr("role", "columnheader").attr("scope", "col").child(button);
    let cell = cell.class(class_of(column));
    match sorting {
        Some(Sorting { is_descending: true, .. }) => cell.attr("aria-sort", "descending"),
        Some(_) => cell.attr("aria-sort", "ascending"),
        None => cell,
    }
}

/// The body: actors that nobody has sorted stand in their groups.
fn groups(inner: &Inner, scope: &Scope, input: &TableInput, rows: &[TableRow]) -> Vec<El> {
    let document = &inner.dataset.document;
    let body = || el("tbody").attr("role", "rowgroup");
    let group_of = |row: &TableRow| match row {
        TableRow::Actor(actor) if inner.state.table.sorting.is_none() => Some(&document.actors[*actor].group),
        _ => None,
    };
    let chunks = rows.chunk_by(|a, b| group_of(a) == group_of(b));
    let bodies = chunks.map(|rows| {
        let group = rows.first().and_then(group_of);
        let group = group.and_then(|id| document.groups.iter().find(|group| group.id == *id));
        let columns = inner.state.table.kind.columns().len().to_string();
        let head = group.map(|group| {
            let name = scope.text("th", &group.label).attr("colspan", &columns).attr("scope", "rowgroup");
            el("tr").class("heading").attr("role", "row").child(name.attr("role", "rowheader"))
        });
        body().maybe(head).children(rows.iter().map(|row| line(inner, scope, input, *row)))
    });
    bodies.collect()
}

fn class_of(column: Column) -> &'static str {
    match column {
        Column::Changes | Column::Events => "count",
        Column::Date | Column::Since => "date",
        Column::Track => "track",
        Column::Latest | Column::Why | Column::Title | Column::Claim => "text",
        _ => "",
    }
}

fn line(inner: &Inner, scope: &Scope, input: &TableInput, row: TableRow) -> El {
    let id = input.chosen_by(row);
    let selected = inner.state.selected.as_deref();
    let actor = match row {
        TableRow::Change { actor, .. } => Some(&*inner.dataset.document.actors[actor].id),
        _ => None,
    };
    let is_chosen = selected.is_some() && (selected == id || selected == actor);
    let class = match (is_chosen, input.is_later(row)) {
        (true, _) => "chosen",
        (false, true) => "later",
        _ => "",
    };
    let columns = inner.state.table.kind.columns();
    // What names the row: its actor, its event, its claim, its source.
    let naming =
        columns.iter().position(|column| matches!(column, Column::Actor | Column::Title | Column::Claim));
    let cells = columns.iter().enumerate().map(|(at, column)| {
        let is_naming = Some(at) == naming;
        let cell = input.cell(row, *column);
        let chooses = id.filter(|_| is_naming || (*column == Column::Date && naming != Some(0)));
        let key = format!("table-{row:?}-{}", column.word());
        let content = element(&cell, input, scope, chooses, (&key, inner.is_expanded(&key)));
        let cell = match is_naming {
            true => el("th").attr("scope", "row").attr("role", "rowheader"),
            false => el("td").attr("role", "cell"),
        };
        let name = inner.word(&format!("table.{}", column.word()));
        cell.class(class_of(*column)).attr("data-name", &name).child(content)
    });
    let line = el("tr").class(class).attr("role", "row").children(cells.collect::<Vec<_>>());
    let line = if is_chosen { line.attr("aria-current", "true") } else { line };
    match id {
        Some(id) => line.attr("data-row", id),
        None => line,
    }
}

impl Inner {
    fn number(&self, count: usize) -> String {
        crate::scene::Host::number(&self.host, count)
    }
}

/// The last page of the table, from 0.
pub fn most_page(inner: &Inner) -> usize {
    let input = inner.table_input();
    input.rows(inner.state.table.kind, None).len().div_ceil(most_rows(inner)).max(1) - 1
}

/// A table as a file.
pub fn csv_file(input: &TableInput, kind: TableKind, rows: &[TableRow], stem: &str) -> Errand {
    let name = match kind {
        TableKind::Actors => format!("{stem}-{}.csv", input.state.date),
        _ => format!("{stem}-{}.csv", kind.word()),
    };
    // Spreadsheets take a file for UTF-8 where it begins with this mark.
    let content = format!("\u{feff}{}", csv(input, kind, rows));
    Errand::File { name, kind: "text/csv;charset=utf-8", content }
}
