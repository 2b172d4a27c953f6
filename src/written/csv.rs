//! Comma-separated values, with where each cell stands.
//!
//! The dialect is RFC 4180 as spreadsheets write it: commas, semicolons or tabs, whichever the first
//! line has most of; cells in double quotes may hold any of these and line breaks, and a quote in them is
//! written twice; lines end in LF or CR LF; blank lines are passed over.

use super::{Slip, Span};

/// A table: rows of cells, the names of the columns first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Rows that have at least one cell with something in it.
    pub rows: Vec<Row>,
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

/// What may stand between cells.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Reads a table; the error is a quote that is never closed.
pub fn read_table(text: &str) -> Result<Table, Slip> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let separator = separator(text.get(start..).unwrap_or(""));
    let mut table = Table::default();
    let mut letters = text.char_indices().skip_while(|(at, _)| *at < start).peekable();
    let mut row = Row { cells: Vec::new(), span: Span { start, end: start } };
    let (mut cell, mut cell_start) = (String::new(), start);
    let mut is_quoted = false;
    loop {
        let next = letters.next();
        match next {
            Some((at, '"')) if cell.is_empty() && !is_quoted => {
                is_quoted = true;
                loop {
                    match letters.next() {
                        Some((_, '"')) if letters.next_if(|(_, letter)| *letter == '"').is_some() => {
                            cell.push('"');
                        }
                        Some((_, '"')) => break,
                        Some((_, letter)) => cell.push(letter),
                        None => return Err(unclosed(text, at)),
                    }
                }
            }
            Some((_, '\r')) if letters.peek().is_none_or(|(_, letter)| *letter == '\n') => {}
            Some((_, letter)) if letter != separator && letter != '\n' => cell.push(letter),
            _ => {
                let end = next.map_or(text.len(), |(at, _)| at);
                let cell_end =
                    end - usize::from(text.get(..end).is_some_and(|before| before.ends_with('\r')));
                let span = Span { start: cell_start, end: cell_end.max(cell_start) };
                row.cells.push(Cell { text: cell.trim().to_owned(), span });
                cell.clear();
                is_quoted = false;
                cell_start = end + next.map_or(0, |(_, letter)| letter.len_utf8());
                if next.is_none_or(|(_, letter)| letter == '\n') {
                    row.span.end = span.end;
                    let next_row =
                        Row { cells: Vec::new(), span: Span { start: cell_start, end: cell_start } };
                    let ended = std::mem::replace(&mut row, next_row);
                    if ended.cells.iter().any(|cell| !cell.text.is_empty()) {
                        table.rows.push(ended);
                    }
                }
                if next.is_none() {
                    return Ok(table);
                }
            }
        }
    }
}

/// What the first line has most of, outside quotes.
fn separator(text: &str) -> char {
    let mut counts = [0; SEPARATORS.len()];
    let mut is_quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '\n' if !is_quoted && counts.iter().any(|count| *count > 0) => break,
            letter if !is_quoted => {
                if let Some(at) = SEPARATORS.iter().position(|separator| *separator == letter) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    // Of as many of each, the first.
    let most = counts.iter().copied().max().unwrap_or(0);
    let at = counts.iter().position(|count| *count == most).unwrap_or(0);
    SEPARATORS[at]
}

fn unclosed(text: &str, start: usize) -> Slip {
    let line = text.get(start..).and_then(|rest| rest.find('\n')).unwrap_or(text.len() - start);
    Slip {
        path: String::new(),
        span: Span { start, end: start + line },
        found: "a quote that is never closed".into(),
        expected: "a closing \"".into(),
        hint: Some("a quote within a cell is written twice: \"\"".into()),
    }
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
        let table: [(&str, &[&[&str]]); 8] = [
            ("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]]),
            ("\u{feff}a;b\r\n1;2,5\r\n\r\n;\r\n3;4", &[&["a", "b"], &["1", "2,5"], &["3", "4"]]),
            ("a\tb\n1\t2", &[&["a", "b"], &["1", "2"]]),
            ("a,b\n\"x, \"\"y\"\"\nz\",2", &[&["a", "b"], &["x, \"y\"\nz", "2"]]),
            ("a\n5\" gun", &[&["a"], &["5\" gun"]]),
            ("\"a;b\",c\n1,2", &[&["a;b", "c"], &["1", "2"]]),
            ("a,b\n , x ", &[&["a", "b"], &["", "x"]]),
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
        assert_eq!((slip.span.start, slip.span.end), (2, 4));
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
