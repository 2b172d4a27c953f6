//! Events by the hundred thousand: columns of numbers in place of records.
//!
//! A row has a time, an actor and, where it changes one, a status; what it is called is one text of
//! many or asked for when it is shown. A million rows take 11 MB without their titles.

use std::ops::Range;
use std::sync::Arc;

use crate::order::OrderByTime;
use crate::places::{PlaceLists, PlaceListsBuilder};

use super::changes::{Changes, ChangesBuilder};
use super::day::Day;
use super::document::Document;
use super::read::{Problem, Reader};

/// Events as columns, in the order of time. A column that the data does not have is empty; all
/// others are equally long.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// When, in days since 1970-01-01 with a fraction.
    pub days: Arc<Vec<f64>>,
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

/// Years -999,999 to 999,999, as all dates.
const MOST_DAYS: f64 = 365_242_000.0;

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

    /// Adds the time of a row, as long as no dataset has the columns.
    pub(super) fn push_day(&mut self, day: f64) {
        Arc::make_mut(&mut self.days).push(day);
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

    /// Hands over rows, which must be right: each with its actor, or the place after all of them where it is about
    /// nobody, and the status that it changes.
    fn each_owner(
        &self,
        rows: Range<usize>,
        document: &Document,
        visit: &mut impl FnMut(usize, usize, Option<usize>),
    ) {
        let nobody = document.actors.len();
        let mut statuses = self.statuses.get(rows.clone()).unwrap_or(&[]).iter();
        let mut actors = self.actors.get(rows.clone()).unwrap_or(&[]).iter();
        for row in rows {
            let actor = actors.next().map_or(nobody, |&actor| usize::from(actor).min(nobody));
            let status = statuses.next().map(|&status| usize::from(status));
            visit(row, actor, status.filter(|&status| status != usize::from(Columns::NO_STATUS)));
        }
    }

    /// Whether something is wrong with any of some rows: column by column, which is sooner done.
    fn are_wrong(&self, rows: Range<usize>, document: &Document) -> bool {
        let (actors, statuses) = (document.actors.len(), document.statuses.len());
        let is_actor = |&actor: &u16| usize::from(actor) < actors || actor == Columns::NO_ACTOR;
        let is_status = |&status: &u8| usize::from(status) < statuses || status == Columns::NO_STATUS;
        let are_right = self.days[rows.clone()].iter().all(|day| day.abs() <= MOST_DAYS)
            && self.spans.get(rows.clone()).unwrap_or(&[]).iter().all(|&days| days >= 0.0)
            && self.actors.get(rows.clone()).unwrap_or(&[]).iter().all(is_actor)
            && self.statuses.get(rows.clone()).unwrap_or(&[]).iter().all(is_status)
            && self
                .kinds
                .get(rows)
                .unwrap_or(&[])
                .iter()
                .all(|&kind| usize::from(kind) < self.kind_names.len());
        !are_right
    }

    /// What is wrong with a row: the key of its column, and what should stand there.
    fn wrong(&self, row: usize, document: &Document) -> Option<(&'static str, &'static str)> {
        let is_within = |place: usize, len: usize| place < len;
        let is_time = self.days[row].abs() <= MOST_DAYS;
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
    by_actor: PlaceListsBuilder,
    changes: Vec<ChangesBuilder>,
    folded: usize,
    /// How many changes each actor will have.
    counts: Vec<usize>,
}

/// What has been made of columns.
pub(super) struct LoadedColumns {
    pub columns: Columns,
    /// The rows of each actor and, after those, of nobody.
    pub by_actor: Arc<PlaceLists>,
    /// By actor; none at all where no row changes a status.
    pub changes: Vec<Changes>,
}

impl ColumnsLoad {
    /// Begins with columns that are complete.
    pub fn new(columns: Columns, document: &Document) -> ColumnsLoad {
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
            by_actor: PlaceListsBuilder::new(document.actors.len() + 1),
            changes: Vec::new(),
            folded: 0,
            counts: vec![0; document.actors.len()],
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
        if self.folded == 0 {
            let changes = self.counts.iter().enumerate().map(|(actor, &count)| {
                let are_all = count == self.by_actor.counted(actor);
                ChangesBuilder::new(count, are_all, document.statuses.len())
            });
            self.changes = changes.collect();
            self.by_actor.make_room();
        }
        let rows = self.folded..(self.folded + rows).min(len);
        let Self { columns, by_actor, changes, .. } = self;
        columns.each_owner(rows.clone(), document, &mut |row, actor, status| {
            by_actor.put(actor, row);
            if let (Some(changes), Some(status)) = (changes.get_mut(actor), status) {
                changes.push(row, status);
            }
        });
        self.folded = rows.end;
        rows.end == len
    }

    fn check(&mut self, document: &Document, rows: usize) {
        let rows = self.checked..(self.checked + rows).min(self.columns.len());
        self.checked = rows.end;
        let Self { columns, reader, by_actor, counts, .. } = self;
        if columns.are_wrong(rows.clone(), document) {
            reader.at_key("columns", |reader| {
                for row in rows.clone() {
                    let Some((key, expected)) = columns.wrong(row, document) else { continue };
                    reader.at_key(key, |reader| {
                        reader
                            .at_index(row, |reader| reader.problem("something else".into(), expected, None));
                    });
                }
            });
        }
        if !reader.is_clean() {
            return;
        }
        let days = &columns.days[rows.start.saturating_sub(1)..rows.end];
        self.is_sorted &= days.windows(2).all(|days| days[0] <= days[1]);
        columns.each_owner(rows, document, &mut |_, actor, status| {
            by_actor.count(actor);
            if let (Some(count), Some(_)) = (counts.get_mut(actor), status) {
                *count += 1;
            }
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
                put(Arc::make_mut(&mut columns.days), ordered);
                self.is_sorted = true;
                // Whoever gave the rows knows them by their places, and titles stay where they are.
                columns.given = std::mem::take(ordered);
            }
        }
        self.unordered += 1;
    }

    /// The columns with the changes they carry, or everything that is wrong with them.
    pub(super) fn finish(self, document: &Document) -> Result<LoadedColumns, Vec<Problem>> {
        if !self.reader.is_clean() {
            return Err(self.reader.into_problems());
        }
        let (columns, by_actor) = (self.columns, Arc::new(self.by_actor.finish()));
        let changes = self.changes.into_iter().enumerate();
        let mut changes: Vec<Changes> =
            changes.map(|(actor, changes)| changes.finish(actor, &by_actor, &columns.days)).collect();
        if changes.iter().all(Changes::is_empty) {
            changes.clear();
        } else {
            Changes::add_events(&mut changes, document);
        }
        Ok(LoadedColumns { columns, by_actor, changes })
    }
}
