//! A table, one change of a status or one event a row: to a dataset. `columns.rs` says what each column
//! holds, `row.rs` reads a row.

use super::columns::{names_of_columns, read_names};
use super::dates::{ORDER, order_of};
use super::draft::Draft;
use super::notes::{Notes, problem};
use super::row::Reading;
use super::{Form, Options, finish, guesses, timelinejs};
use crate::json::Value;
use crate::written::{Lines, Row, Span, read_table};

pub fn read(text: &str, form: Option<Form>, options: &Options, notes: &mut Notes) -> (Form, Option<Value>) {
    let table = match read_table(text) {
        Ok(table) => table,
        Err(slip) => {
            notes.slip(slip);
            return (form.unwrap_or(Form::Csv), None);
        }
    };
    table.strays.into_iter().for_each(|stray| notes.slip(stray));
    let lines = Lines::of(text);
    let Some((names, rows)) = table.rows.split_first() else {
        let problem = problem("line 1", "nothing", "a first line with the names of columns", None);
        notes.error(Span::default(), problem);
        return (form.unwrap_or(Form::Csv), None);
    };
    let is_sheet = timelinejs::is_sheet(names);
    let form = form.filter(|form| *form != Form::Csv || !is_sheet);
    let form = form.unwrap_or(if is_sheet { Form::TimelineJs } else { Form::Csv });
    let draft = match form {
        Form::TimelineJs => timelinejs::read_sheet(names, rows, &lines, options, notes),
        _ => read_changes(names, rows, &lines, options, notes),
    };
    (form, finish(draft, options, notes))
}

/// A row has no more cells than there are names.
pub fn check_length(row: &Row, names: &Row, lines: &Lines, notes: &mut Notes) {
    let (most, extra) = (names.cells.len(), row.cells.get(names.cells.len()..).unwrap_or_default());
    if let Some(first) = extra.iter().find(|cell| !cell.text.is_empty()) {
        let (line, _) = lines.at(row.span.start);
        let hint = "a cell with the separator in it stands in double quotes";
        let found = format!("{} cells", row.cells.len());
        let expected = format!("{most}, as the first line has");
        notes.error(first.span, problem(&format!("line {line}"), found, expected, Some(hint.into())));
    }
}

fn read_changes(names: &Row, rows: &[Row], lines: &Lines, options: &Options, notes: &mut Notes) -> Draft {
    let mut draft = Draft::new(options);
    let path = format!("line {}", lines.at(names.span.start).0);
    let below = rows.iter().find(|row| names_of_columns(row) > 1);
    let below = below.map(|row| lines.at(row.span.start).0);
    let Some(fields) = read_names(names, &path, below, notes) else { return draft };
    if rows.is_empty() {
        let expected = "at least one row after the names of columns";
        notes.error(names.span, problem(&path, "no rows", expected, None));
    }
    let dates = fields.iter().position(|field| *field == Some("date"));
    let column = rows.iter().filter_map(|row| row.cells.get(dates?)).map(|cell| cell.text.as_str());
    let order = options.dates.or_else(|| order_of(column));
    let mut is_dated = false;
    for row in rows {
        check_length(row, names, lines, notes);
        let row =
            Reading { row, fields: &fields, line: lines.at(row.span.start).0, is_after_dated: is_dated };
        is_dated = row.has_date();
        row.add_to(&mut draft, order, notes);
    }
    gather_ambiguous(notes);
    guesses::of_table(&draft, names.span, &path, notes);
    draft
}

/// Dates that could mean two days are one question, however many there are.
fn gather_ambiguous(notes: &mut Notes) {
    let is_ambiguous = |hint: &Option<String>| hint.as_deref() == Some(ORDER);
    let count = notes.errors.iter().filter(|finding| is_ambiguous(&finding.problem.hint)).count();
    let mut is_first = true;
    notes.errors.retain_mut(|finding| {
        if !is_ambiguous(&finding.problem.hint) {
            return true;
        }
        if is_first && count > 1 {
            let found = &mut finding.problem.found;
            *found = format!("{found} and {} more like it", count - 1);
        }
        std::mem::replace(&mut is_first, false)
    });
}
