//! Tables as text: comma-separated for a file, tab-separated for the clipboard.

use super::{TableInput, TableKind, TableRow, Written};

/// A table as comma-separated values by RFC 4180: a line of names, then a line for each row, and at
/// its end the addresses of the row's sources and the id of what the row is about.
///
/// Dates are EDTF. A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`,
/// `@`, a tab or a return) has an apostrophe before it.
pub fn csv(input: &TableInput, kind: TableKind, rows: &[TableRow]) -> String {
    let mut out = String::new();
    let messages = input.host.messages();
    let names =
        kind.columns().iter().map(|column| messages.get(&format!("table.{}", column.word())).to_owned());
    write_line(&mut out, names.chain(["url", "id"].map(str::to_owned)));
    for row in rows {
        let cells: Vec<_> = kind.columns().iter().map(|column| input.cell(*row, *column)).collect();
        let addresses = cells.iter().find_map(|cell| input.addresses(cell)).unwrap_or_default();
        let id = match row {
            TableRow::Source(source) => &*input.dataset.document.sources[*source].id,
            row => input.chosen_by(*row).unwrap_or_default(),
        };
        let words = cells.iter().map(|cell| input.words(cell, Written::ForPrograms));
        write_line(&mut out, words.chain([addresses, id.to_owned()]));
    }
    out
}

/// A table as tab-separated values, as a spreadsheet takes them from the clipboard: what is read in
/// the page, in the reader's words.
pub fn tab_separated(input: &TableInput, kind: TableKind, rows: &[TableRow]) -> String {
    let messages = input.host.messages();
    let names =
        kind.columns().iter().map(|column| messages.get(&format!("table.{}", column.word())).to_owned());
    let mut out = tabbed(names);
    for row in rows {
        let columns = kind.columns().iter();
        let words = columns.map(|column| input.words(&input.cell(*row, *column), Written::ForPeople));
        out.push_str(&tabbed(words));
    }
    out
}

fn tabbed(cells: impl Iterator<Item = String>) -> String {
    let flat = |text: String| disarmed(text.split(['\t', '\r', '\n']).collect::<Vec<_>>().join(" "));
    let mut line = cells.map(flat).collect::<Vec<_>>().join("\t");
    line.push('\n');
    line
}

fn write_line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let cell = disarmed(cell);
        if cell.contains(['"', ',', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// What no spreadsheet takes for a formula.
fn disarmed(text: String) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text,
    }
}
