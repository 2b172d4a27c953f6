//! Events as comma-separated values, read piece by piece into columns.

use super::columns::Columns;
use super::day::Day;
use super::edtf::Edtf;
use super::names::{MOST_ACTORS, MOST_STATUSES, Names, place_of};
use super::read::{MOST_PROBLEMS, Problem, quote};
use crate::written::{Cells, Separators, Token};

/// What a column of the file holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Field {
    Date,
    Actor,
    Status,
    Kind,
    Title,
    /// Something else.
    Other,
}

const FIELDS: [(&str, Field); 5] = [
    ("date", Field::Date),
    ("actor", Field::Actor),
    ("status", Field::Status),
    ("kind", Field::Kind),
    ("title", Field::Title),
];

/// What people call them besides.
const OTHER_NAMES: [(&str, Field); 12] = [
    ("when", Field::Date),
    ("day", Field::Date),
    ("start", Field::Date),
    ("country", Field::Actor),
    ("who", Field::Actor),
    ("party", Field::Actor),
    ("becomes", Field::Status),
    ("type", Field::Kind),
    ("category", Field::Kind),
    ("headline", Field::Title),
    ("event", Field::Title),
    ("name", Field::Title),
];

/// Reads a file of events as it comes in, in pieces of any length, without ever holding it whole.
///
/// The file is UTF-8 in the dialect of [`Cells`]: a first line of names, then a line for each event. `date`
/// is an EDTF date or time, `actor` and `status` are names, `kind` is a word, `title` a text; only `date` must be there, and
/// cells may be empty but for it. Other columns are of no use here. Actors and statuses are named as it goes.
#[derive(Debug)]
pub struct CsvReader {
    columns: Columns,
    fields: Vec<Field>,
    /// The first bytes, until they show what stands between cells; then how cells are told apart.
    head: Option<Head>,
    cells: Cells,
    /// The cells of the line under way, one after the other, and where each ends.
    line: Vec<u8>,
    ends: Vec<usize>,
    /// The number of the line under way, from 1, and of how many breaks within its cells it goes on.
    number: usize,
    breaks: usize,
    problems: Vec<Problem>,
    names: Names,
}

#[derive(Debug, Default)]
struct Head {
    bytes: Vec<u8>,
    seen: Separators,
}

/// The longest line; what is longer has a quote that is never closed.
const MOST_LINE_BYTES: usize = 1 << 16;

impl Default for CsvReader {
    fn default() -> CsvReader {
        CsvReader {
            columns: Columns::default(),
            fields: Vec::new(),
            head: Some(Head::default()),
            cells: Cells::new(b','),
            line: Vec::new(),
            ends: Vec::new(),
            number: 1,
            breaks: 0,
            problems: Vec::new(),
            names: Names::default(),
        }
    }
}

impl CsvReader {
    /// The names that the table has brought along so far.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The last day on which something happens, of what has been read so far.
    pub fn last_day(&self) -> Option<Day> {
        let last = self.columns.days.iter().copied().max_by(f64::total_cmp)?;
        Some(Day::containing(last))
    }

    /// How many events have been read.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether none has been read.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Makes room for what is still to come: so many times as much as has been read.
    pub fn make_room(&mut self, times: f64) {
        self.columns.make_room(times);
    }

    /// Reads on. A piece may end anywhere, within a letter even.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        if let Some(head) = &mut self.head {
            let enough = bytes.iter().position(|byte| head.seen.see(*byte));
            let (begun, rest) = bytes.split_at(enough.map_or(bytes.len(), |at| at + 1));
            head.bytes.extend(begun);
            if enough.is_none() && head.bytes.len() < MOST_LINE_BYTES {
                return;
            }
            self.begin();
            bytes = rest;
        }
        self.read(bytes);
    }

    /// Reads what was kept until it was known what stands between cells.
    fn begin(&mut self) {
        if let Some(Head { bytes, seen }) = self.head.take() {
            self.cells = Cells::new(seen.most());
            self.read(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes));
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match self.cells.read(byte) {
                Token::Text(byte) => {
                    self.breaks += usize::from(byte == b'\n');
                    self.line.push(byte);
                }
                Token::Opens => self.line.truncate(self.ends.last().copied().unwrap_or(0)),
                Token::Stray(byte) => {
                    let hint = "a quote within a cell is written twice: \"\"";
                    let found = "a text after a closing quote".into();
                    self.problem("", found, "the end of the cell", Some(hint.into()));
                    self.line.push(byte);
                }
                Token::CellEnds => self.ends.push(self.line.len()),
                Token::LineEnds => self.end_line(),
                Token::Nothing => {}
            }
            if self.line.len() > MOST_LINE_BYTES {
                self.problem("", "a longer line".into(), "a line of at most 65536 bytes", None);
                (self.line, self.ends) = (Vec::new(), Vec::new());
                self.cells.give_up_quote();
            }
        }
    }

    /// Reads what is left at the end of the file; names and last day are whole then.
    pub fn end(&mut self) {
        self.begin();
        if self.cells.is_quoted() {
            self.problem("", "a quote that is never closed".into(), "a closing \"", None);
            self.cells.give_up_quote();
            (self.line, self.ends) = (Vec::new(), Vec::new());
        } else if !self.line.is_empty() || !self.ends.is_empty() {
            self.end_line();
        }
    }

    /// The columns, or everything that is wrong with them, at `line 7, actor`.
    pub fn finish(mut self) -> Result<Columns, Vec<Problem>> {
        self.end();
        if self.problems.is_empty() { Ok(self.columns) } else { Err(self.problems) }
    }

    fn end_line(&mut self) {
        self.ends.push(self.line.len());
        let (line, ends) = (std::mem::take(&mut self.line), std::mem::take(&mut self.ends));
        let is_blank = line.iter().all(u8::is_ascii_whitespace);
        match std::str::from_utf8(&line) {
            Err(_) => self.problem("", "bytes that are no UTF-8".into(), "UTF-8", None),
            Ok(_) if is_blank => {}
            Ok(line) if self.fields.is_empty() => self.read_names(line, &ends),
            Ok(line) => self.read_event(line, &ends),
        }
        self.number += 1 + std::mem::take(&mut self.breaks);
        (self.line, self.ends) = (line, ends);
        self.line.clear();
        self.ends.clear();
    }

    fn read_names(&mut self, line: &str, ends: &[usize]) {
        for name in cells(line, ends) {
            let name = name.to_ascii_lowercase();
            let known = FIELDS.iter().chain(&OTHER_NAMES).find(|(known, _)| *known == name);
            // A column of each kind: the first.
            let field = known.map(|(_, field)| *field).filter(|field| !self.fields.contains(field));
            self.fields.push(field.unwrap_or(Field::Other));
        }
        if !self.fields.contains(&Field::Date) {
            self.problem("", "no such column".into(), "a column \"date\"", None);
        }
    }

    fn read_event(&mut self, line: &str, ends: &[usize]) {
        let mut given = cells(line, ends);
        // Cells that are left out at a line's end are empty.
        for at in 0..self.fields.len() {
            let cell = given.next().unwrap_or_default();
            match self.fields[at] {
                Field::Date => self.read_date(cell),
                Field::Actor => {
                    let place = self.place("actor", cell);
                    self.columns.actors.push(place.map_or(Columns::NO_ACTOR, |place| place as u16));
                }
                Field::Status => {
                    let place = self.place("status", cell);
                    self.columns.statuses.push(place.map_or(Columns::NO_STATUS, |place| place as u8));
                }
                Field::Kind => self.read_kind(cell),
                Field::Other => {}
                Field::Title => {
                    self.columns.titles.push_str(cell);
                    self.columns.title_ends.push(self.columns.titles.len() as u32);
                }
            }
        }
        if given.any(|cell| !cell.is_empty()) {
            let expected = format!("{} cells, as the first line has", self.fields.len());
            let hint = "a cell with the separator in it stands in double quotes";
            self.problem("", format!("{} cells", ends.len()), &expected, Some(hint.into()));
        }
    }

    fn read_date(&mut self, cell: &str) {
        let edtf = match Edtf::parse(cell) {
            Ok(edtf) => edtf,
            Err(reason) => {
                return self.problem(
                    "date",
                    quote(cell),
                    "an EDTF date like 2024-04-08",
                    Some(reason.into()),
                );
            }
        };
        let Some((start_day, days)) = edtf.start_and_days() else {
            return self.problem("date", quote(cell), "a date with both ends", None);
        };
        self.columns.push_day(start_day);
        self.columns.spans.push(days);
    }

    fn read_kind(&mut self, cell: &str) {
        match self.columns.place_of_kind(cell) {
            Some(kind) => self.columns.kinds.push(kind),
            None => self.problem("kind", quote(cell), "no more than 256 kinds", None),
        }
    }

    /// The place of an actor or a status by its name, from 0.
    fn place(&mut self, key: &str, cell: &str) -> Option<usize> {
        if cell.is_empty() {
            return None;
        }
        if key == "status" && ends_status(cell) {
            let hint = Some("a table of up to 4 MB can say so".into());
            self.problem(key, quote(cell), "a status: a row of so long a table cannot end one", hint);
            return None;
        }
        let (names, most) = match key {
            "actor" => (&mut self.names.actors, MOST_ACTORS),
            _ => (&mut self.names.statuses, MOST_STATUSES),
        };
        let found = place_of(names, cell, most);
        if found.is_none() {
            self.problem(key, quote(cell), &format!("no more than {most} of them"), None);
        }
        found
    }

    fn problem(&mut self, key: &str, found: String, expected: &str, hint: Option<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            let comma = if key.is_empty() { "" } else { ", " };
            let path = format!("line {}{comma}{key}", self.number);
            self.problems.push(Problem { path, found, expected: expected.into(), hint });
        }
    }
}

/// Whether a table says by this that a status ends.
pub fn ends_status(cell: &str) -> bool {
    matches!(cell, "-" | "–" | "—")
}

fn cells<'a>(line: &'a str, ends: &'a [usize]) -> impl Iterator<Item = &'a str> {
    let mut start = 0;
    ends.iter().map(move |&end| {
        let cell = line.get(start..end.min(line.len())).unwrap_or_default();
        start = end;
        cell.trim()
    })
}
