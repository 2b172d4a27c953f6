//! Events by the hundred thousand: columns of numbers in place of records.
//!
//! A row has a time, an actor and, where it changes one, a status; what it is called is one text of
//! many or asked for when it is shown. A million rows take 11 MB without their titles.

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
    /// All titles, one after the other.
    pub titles: String,
    /// Where each title ends.
    pub title_ends: Vec<u32>,
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
        let end = *self.title_ends.get(row)? as usize;
        let start = row.checked_sub(1).map_or(0, |before| self.title_ends[before] as usize);
        self.titles.get(start..end)
    }

    /// The day on which a row counts.
    pub fn day(&self, row: usize) -> Day {
        self.days.get(row).map_or(Day::MIN, |day| Day(day.floor() as i32))
    }

    /// Puts the rows in the order of time; of one time the one given first comes first. Rows that are
    /// in order already cost one look at each.
    pub fn sort(&mut self) {
        if self.days.is_sorted() {
            return;
        }
        let mut order: Vec<u32> = (0..self.days.len() as u32).collect();
        let days = &self.days;
        order.sort_unstable_by(|&a, &b| days[a as usize].total_cmp(&days[b as usize]).then(a.cmp(&b)));
        fn put<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
            if !column.is_empty() {
                *column = order.iter().map(|&row| column[row as usize]).collect();
            }
        }
        if !self.title_ends.is_empty() {
            let mut titles = String::with_capacity(self.titles.len());
            let mut ends = Vec::with_capacity(order.len());
            for &row in &order {
                titles.push_str(self.title(row as usize).unwrap_or_default());
                ends.push(titles.len() as u32);
            }
            (self.titles, self.title_ends) = (titles, ends);
        }
        put(&mut self.days, &order);
        put(&mut self.spans, &order);
        put(&mut self.actors, &order);
        put(&mut self.statuses, &order);
        put(&mut self.kinds, &order);
    }

    /// Lists what is wrong with the columns: lengths, times, places of actors and statuses.
    pub fn problems(&self, document: &Document) -> Vec<Problem> {
        let mut reader = Reader::default();
        reader.at_key("columns", |reader| {
            let rows = self.len();
            let lengths = [
                ("span", self.spans.len()),
                ("actor", self.actors.len()),
                ("status", self.statuses.len()),
                ("kind", self.kinds.len()),
                ("title", self.title_ends.len()),
            ];
            for (key, len) in lengths.into_iter().filter(|(_, len)| *len != 0 && *len != rows) {
                reader.at_key(key, |reader| {
                    reader.problem(
                        format!("{len} rows"),
                        format!("{rows}, as many as there are times"),
                        None,
                    );
                });
            }
            // Years -999,999 to 999,999, as all dates.
            let is_time = |day: &f64| day.abs() <= 365_242_000.0;
            expect("time", self.days.iter().position(|day| !is_time(day)), "a time", reader);
            let is_length = |days: &f32| *days >= 0.0;
            expect("span", self.spans.iter().position(|days| !is_length(days)), "a length of time", reader);
            let (actors, statuses) = (document.actors.len(), document.statuses.len());
            let is_actor = |&actor: &u16| actor == Columns::NO_ACTOR || usize::from(actor) < actors;
            expect("actor", self.actors.iter().position(|a| !is_actor(a)), "the place of an actor", reader);
            let is_status = |&status: &u8| status == Columns::NO_STATUS || usize::from(status) < statuses;
            let wrong = self.statuses.iter().position(|s| !is_status(s));
            expect("status", wrong, "the place of a status", reader);
            let wrong = self.kinds.iter().position(|&kind| usize::from(kind) >= self.kind_names.len());
            expect("kind", wrong, "the place of a kind", reader);
        });
        reader.into_problems()
    }
}

fn expect(key: &str, wrong: Option<usize>, what: &str, reader: &mut Reader) {
    let Some(row) = wrong else { return };
    reader.at_key(key, |reader| {
        reader.at_index(row, |reader| reader.problem("something else".into(), what, None));
    });
}
