//! A table of comma-separated values, with where each cell stands. Blank lines are passed over.

use super::cells::{Cells, Separators, Token};
use super::{Lines, Slip, Span};

/// A table: rows of cells, the names of the columns first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Rows that have at least one cell with something in it.
    pub rows: Vec<Row>,
    /// Quotes within quotes that should have been written twice.
    pub strays: Vec<Slip>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its cells, in order.
    pub cells: Vec<Cell>,
    /// All of it, without the end of the line.
    pub span: Span,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says, without quotes around it or space at its ends.
    pub text: String,
    /// Where it stands, quotes and all.
    pub span: Span,
}

/// Reads a table; the error is a quote that is never closed.
pub fn read_table(text: &str) -> Result<Table, Slip> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = text.as_bytes().get(start..).unwrap_or_default();
    let mut seen = Separators::default();
    let _ = body.iter().any(|byte| seen.see(*byte));
    let mut cells = Cells::new(seen.most());
    let mut reading = Reading { table: Table::default(), row: Vec::new(), cell: Vec::new(), start };
    let mut quote = start;
    for (at, byte) in (start..).zip(body) {
        match cells.read(*byte) {
            Token::Text(byte) => reading.cell.push(byte),
            Token::Opens => {
                reading.cell.clear();
                quote = at;
            }
            Token::Stray(byte) => {
                reading.table.strays.push(stray(text, quote, at));
                reading.cell.push(byte);
            }
            Token::CellEnds => reading.end_cell(at),
            Token::LineEnds => reading.end_row(at),
            Token::Nothing if !cells.is_quoted() && reading.is_between_rows() => reading.start = at + 1,
            Token::Nothing => {}
        }
    }
    if cells.is_quoted() {
        return Err(unclosed(text, quote));
    }
    reading.end_row(text.len());
    Ok(reading.table)
}

/// A table as far as it has been read.
struct Reading {
    table: Table,
    row: Vec<Cell>,
    cell: Vec<u8>,
    /// Where the cell under way begins.
    start: usize,
}

impl Reading {
    fn is_between_rows(&self) -> bool {
        self.row.is_empty() && self.cell.is_empty()
    }

    fn end_cell(&mut self, end: usize) {
        let text = String::from_utf8_lossy(&self.cell).trim().to_owned();
        self.row.push(Cell { text, span: Span { start: self.start, end } });
        self.cell.clear();
        self.start = end + 1;
    }

    fn end_row(&mut self, end: usize) {
        self.end_cell(end);
        let cells = std::mem::take(&mut self.row);
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            let start = cells.first().map_or(end, |cell| cell.span.start);
            self.table.rows.push(Row { cells, span: Span { start, end } });
        }
    }
}

const DOUBLED: &str = "a quote within a cell is written twice: \"\"";

/// What stands after a closing quote, to the end of its line at most.
fn stray(text: &str, quote: usize, at: usize) -> Slip {
    let rest = text.get(at..).unwrap_or("");
    let end = rest.find([',', ';', '\t', '|', '\n', '\r']).unwrap_or(rest.len());
    Slip {
        path: line_of(text, quote),
        span: Span { start: at, end: at + end },
        found: "a text after a closing quote".into(),
        expected: "the end of the cell".into(),
        hint: Some(DOUBLED.into()),
    }
}

fn unclosed(text: &str, quote: usize) -> Slip {
    let line = text.get(quote..).and_then(|rest| rest.find(['\n', '\r'])).unwrap_or(text.len() - quote);
    Slip {
        path: line_of(text, quote),
        span: Span { start: quote, end: quote + line },
        found: "a quote that is never closed".into(),
        expected: "a closing \"".into(),
        hint: Some(DOUBLED.into()),
    }
}

fn line_of(text: &str, at: usize) -> String {
    format!("line {}", Lines::of(text).at(at).0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let table = read_table(text).unwrap();
        table.rows.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        let table: [(&str, &[&[&str]]); 10] = [
            ("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]]),
            ("\u{feff}a;b\r\n1;2,5\r\n\r\n;\r\n3;4", &[&["a", "b"], &["1", "2,5"], &["3", "4"]]),
            ("a\tb\n1\t2", &[&["a", "b"], &["1", "2"]]),
            ("a,b\n\"x, \"\"y\"\"\nz\",2", &[&["a", "b"], &["x, \"y\"\nz", "2"]]),
            ("a\n5\" gun", &[&["a"], &["5\" gun"]]),
            ("\"a;b\",c\n1,2", &[&["a;b", "c"], &["1", "2"]]),
            ("a,b\n , x ", &[&["a", "b"], &["", "x"]]),
            ("a,b\r1,\"2\r3\"\r4,5", &[&["a", "b"], &["1", "2\n3"], &["4", "5"]]),
            ("a,b\n1, \"2, 3\" \n", &[&["a", "b"], &["1", "2, 3"]]),
            ("", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(texts(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_cell_knows_where_it_stands() {
        let text = "é,b\r\n1,\"2\n3\"\r\n";
        let table = read_table(text).unwrap();
        let spans =
            table.rows.iter().flat_map(|row| row.cells.iter().map(|c| &text[c.span.start..c.span.end]));
        assert_eq!(spans.collect::<Vec<_>>(), ["é", "b", "1", "\"2\n3\""]);
        assert_eq!(&text[table.rows[1].span.start..table.rows[1].span.end], "1,\"2\n3\"");
        let slip = read_table("a\n\"b").unwrap_err();
        assert_eq!((&*slip.path, slip.span.start, slip.span.end), ("line 2", 2, 4));
    }

    #[test]
    fn a_quote_that_should_have_been_written_twice_is_told() {
        let text = "a,b\n\"he said \"no\" to us\",2\n";
        let [slip] = &read_table(text).unwrap().strays[..] else { panic!("one is told") };
        assert_eq!((&*slip.path, &text[slip.span.start..slip.span.end]), ("line 2", "no\" to us\""));
    }

    proptest! {
        #[test]
        fn what_is_quoted_comes_back(cells in prop::collection::vec("[a-c,;\"\n]{1,6}[a-c]", 1..5)) {
            let line: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            let rows = texts(&format!("{}\n", line.join(",")));
            let expected: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
            prop_assert_eq!(&rows[0], &expected);
        }

        #[test]
        fn no_text_is_too_strange(text in "[a,;\t\"\r\né]{0,30}|\\PC{0,30}") {
            if let Ok(table) = read_table(&text) {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    prop_assert!(text.get(cell.span.start..cell.span.end).is_some());
                }
            }
        }
    }
}
