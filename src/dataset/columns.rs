//! Events by the hundred thousand: columns of numbers in place of records.
//!
//! A row has a time, an actor and, where it changes one, a status; what it is called is one text of
//! many or asked for when it is shown. A million rows take 11 MB without their titles.

use crate::order::OrderByTime;

use super::changes::Changes;
use super::day::Day;
use super::document::Document;
use super::read::{Problem, Reader};

/// Events as columns, in the order of time. A column that the data does not have is empty; all
/// others are equally long.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// When, in days since 1970-01-01 with a fraction.
    pub days: Vec<f64>,
    /// How long, in days.
    pub spans: Vec<f32>,
    /// The place of the actor in the document, or [`Columns::NO_ACTOR`].
    pub actors: Vec<u16>,
    /// The place of the status that the actor takes in all tracks, or [`Columns::NO_STATUS`].
    pub statuses: Vec<u8>,
    /// The kind, by its place in `kind_names`.
    pub kinds: Vec<u8>,
    /// The kinds that there are.
    pub kind_names: Vec<String>,
    /// All titles, one after the other, in the order in which they were given.
    pub titles: String,
    /// Where each of these ends.
    pub title_ends: Vec<u32>,
    /// The place of each row in what was given; empty where the order is the same.
    pub given: Vec<u32>,
}

impl Columns {
    /// An event that is about nobody.
    pub const NO_ACTOR: u16 = u16::MAX;
    /// An event that changes nothing.
    pub const NO_STATUS: u8 = u8::MAX;

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The place of a kind among [`Columns::kind_names`], where it is added if it is new; `None` where there are 256
    /// others.
    pub(super) fn place_of_kind(&mut self, name: &str) -> Option<u8> {
        let names = &mut self.kind_names;
        let at = names.iter().position(|known| known == name).unwrap_or(names.len());
        let place = u8::try_from(at).ok()?;
        if at == names.len() {
            names.push(name.to_owned());
        }
        Some(place)
    }

    /// A row's actor.
    pub fn actor(&self, row: usize) -> Option<usize> {
        self.actors.get(row).filter(|&&actor| actor != Columns::NO_ACTOR).map(|&actor| usize::from(actor))
    }

    /// The status that a row's actor takes.
    pub fn status(&self, row: usize) -> Option<usize> {
        self.statuses.get(row).filter(|&&s| s != Columns::NO_STATUS).map(|&status| usize::from(status))
    }

    /// A row's kind.
    pub fn kind(&self, row: usize) -> Option<&str> {
        self.kinds.get(row).and_then(|&kind| self.kind_names.get(usize::from(kind))).map(String::as_str)
    }

    /// A row's title, where the columns hold it.
    pub fn title(&self, row: usize) -> Option<&str> {
        let given = self.given(row);
        let end = *self.title_ends.get(given)? as usize;
        let start = given.checked_sub(1).map_or(0, |before| self.title_ends[before] as usize);
        self.titles.get(start..end)
    }

    /// The place of a row in what was given.
    pub fn given(&self, row: usize) -> usize {
        self.given.get(row).map_or(row, |&given| given as usize)
    }

    /// The day on which a row counts.
    pub fn day(&self, row: usize) -> Day {
        self.days.get(row).map_or(Day::MIN, |&day| Day::containing(day))
    }

    /// The key of a column that is not as long as the others, and its length.
    fn uneven(&self) -> Option<(&'static str, usize)> {
        let lengths = [
            ("span", self.spans.len()),
            ("actor", self.actors.len()),
            ("status", self.statuses.len()),
            ("kind", self.kinds.len()),
            ("title", self.title_ends.len()),
        ];
        lengths.into_iter().find(|(_, len)| *len != 0 && *len != self.len())
    }

    /// What is wrong with a row: the key of its column, and what should stand there.
    fn wrong(&self, row: usize, document: &Document) -> Option<(&'static str, &'static str)> {
        let is_within = |place: usize, len: usize| place < len;
        // Years -999,999 to 999,999, as all dates.
        let is_time = self.days[row].abs() <= 365_242_000.0;
        let is_length = self.spans.get(row).is_none_or(|&days| days >= 0.0);
        let is_actor = self.actor(row).is_none_or(|actor| is_within(actor, document.actors.len()));
        let is_status = self.status(row).is_none_or(|status| is_within(status, document.statuses.len()));
        let is_kind = self.kinds.get(row).is_none_or(|&kind| is_within(kind.into(), self.kind_names.len()));
        [
            (is_time, ("time", "a time between the years -999999 and 999999")),
            (is_length, ("span", "a length of time")),
            (is_actor, ("actor", "the place of an actor, or none")),
            (is_status, ("status", "the place of a status, or none")),
            (is_kind, ("kind", "the place of a kind")),
        ]
        .into_iter()
        .find_map(|(is_right, wrong)| (!is_right).then_some(wrong))
    }
}

/// Columns on their way into a dataset: checked, put in order and folded, in slices as long as the
/// caller has time for.
#[derive(Debug)]
pub struct ColumnsLoad {
    columns: Columns,
    reader: Reader,
    checked: usize,
    is_sorted: bool,
    order: Option<OrderByTime>,
    /// Columns yet to be put in order, by number.
    unordered: usize,
    ordered: Vec<u32>,
    changes: Vec<Changes>,
    folded: usize,
    /// How many changes each actor will have.
    counts: Vec<usize>,
}

impl ColumnsLoad {
    /// Begins with columns that are complete.
    pub fn new(columns: Columns) -> ColumnsLoad {
        let mut reader = Reader::default();
        if let Some((key, len)) = columns.uneven() {
            let expected = format!("{} rows, as many as there are times", columns.len());
            reader.at_key("columns", |reader| {
                reader.at_key(key, |reader| reader.problem(format!("{len} rows"), expected, None));
            });
        }
        ColumnsLoad {
            // Nothing can be said of the rows of columns that do not go together.
            checked: if reader.is_clean() { 0 } else { columns.len() },
            columns,
            reader,
            is_sorted: true,
            order: None,
            unordered: 0,
            ordered: Vec::new(),
            changes: Vec::new(),
            folded: 0,
            counts: Vec::new(),
        }
    }

    /// How far it has come: 0 to 1.
    pub fn progress(&self) -> f64 {
        (self.checked + self.folded) as f64 / (2 * self.columns.len()).max(1) as f64
    }

    /// Works on for about `rows` rows, or for one pass of a sort; whether everything is done.
    pub fn advance(&mut self, document: &Document, rows: usize) -> bool {
        let len = self.columns.len();
        if self.checked < len {
            self.check(document, rows);
            return false;
        }
        if !self.reader.is_clean() {
            return true;
        }
        if !self.is_sorted {
            self.sort(rows);
            return false;
        }
        if self.changes.is_empty() {
            self.changes = self.counts.iter().map(|&count| Changes::with_capacity(count)).collect();
        }
        let to = (self.folded + rows).min(self.columns.statuses.len());
        for row in self.folded..to {
            if let (Some(actor), Some(status)) = (self.columns.actor(row), self.columns.status(row)) {
                self.changes[actor].push(self.columns.days[row], status);
            }
        }
        self.folded = to;
        to == self.columns.statuses.len()
    }

    fn check(&mut self, document: &Document, rows: usize) {
        let to = (self.checked + rows).min(self.columns.len());
        self.counts.resize(document.actors.len(), 0);
        let Self { columns, reader, .. } = self;
        reader.at_key("columns", |reader| {
            for row in self.checked..to {
                if let Some((key, expected)) = columns.wrong(row, document) {
                    reader.at_key(key, |reader| {
                        reader
                            .at_index(row, |reader| reader.problem("something else".into(), expected, None));
                    });
                }
                if let (Some(actor), Some(_)) = (columns.actor(row), columns.status(row))
                    && let Some(count) = self.counts.get_mut(actor)
                {
                    *count += 1;
                }
                self.is_sorted &= row == 0 || columns.days[row - 1] <= columns.days[row];
            }
            self.checked = to;
        });
    }

    fn sort(&mut self, rows: usize) {
        let Self { columns, ordered, .. } = self;
        if ordered.is_empty() {
            let order = self.order.get_or_insert_with(|| OrderByTime::new(columns.len()));
            if order.advance(&columns.days, rows) {
                *ordered = self.order.take().map(OrderByTime::into_order).unwrap_or_default();
            }
            return;
        }
        fn put<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
            if !column.is_empty() {
                *column = order.iter().map(|&row| column[row as usize]).collect();
            }
        }
        match self.unordered {
            0 => put(&mut columns.spans, ordered),
            1 => put(&mut columns.actors, ordered),
            2 => put(&mut columns.statuses, ordered),
            3 => put(&mut columns.kinds, ordered),
            _ => {
                put(&mut columns.days, ordered);
                self.is_sorted = true;
                // Whoever gave the rows knows them by their places, and titles stay where they are.
                columns.given = std::mem::take(ordered);
            }
        }
        self.unordered += 1;
    }

    /// The columns and the changes they carry, or everything that is wrong with them.
    pub(super) fn finish(self, document: &Document) -> Result<(Columns, Vec<Changes>), Vec<Problem>> {
        if !self.reader.is_clean() {
            return Err(self.reader.into_problems());
        }
        let mut changes = self.changes;
        if changes.iter().all(|changes| changes.days().is_empty()) {
            changes.clear();
        } else {
            Changes::add_events(&mut changes, document);
        }
        Ok((self.columns, changes))
    }
}
