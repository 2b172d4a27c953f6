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
    /// How long, in days; a single length, once a dataset has the columns, where all rows are equally long.
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

/// Days as whole milliseconds, as pages give them.
fn milliseconds(days: f64) -> String {
    if days.is_nan() { "no number".into() } else { ((days * 86_400_000.0) as i64).to_string() }
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

    /// Makes room for so many times as many rows as there are, as long as no dataset has them: the largest
    /// columns then need not double again and again.
    pub(super) fn make_room(&mut self, times: f64) {
        fn more<T>(column: &mut Vec<T>, times: f64) {
            // What finds no room here may do so row by row.
            let _ = column.try_reserve_exact((column.len() as f64 * times) as usize);
        }
        more(Arc::make_mut(&mut self.days), times);
        more(&mut self.spans, times);
        more(&mut self.title_ends, times);
        let _ = self.titles.try_reserve_exact((self.titles.len() as f64 * times) as usize);
    }

    /// Adds the time of a row, as long as no dataset has the columns.
    pub(super) fn push_day(&mut self, day: f64) {
        Arc::make_mut(&mut self.days).push(day);
    }

    /// A row's actor.
    pub fn actor(&self, row: usize) -> Option<usize> {
        self.actors.get(row).filter(|&&actor| actor != Columns::NO_ACTOR).map(|&actor| usize::from(actor))
    }

    /// How long a row takes, in days.
    pub fn span_days(&self, row: usize) -> f64 {
        self.spans.get(row).or(self.spans.first()).map_or(0.0, |&days| f64::from(days))
    }

    /// How long each row takes, in days, where all take equally long.
    pub fn even_span_days(&self) -> Option<f64> {
        (self.spans.len() <= 1).then(|| self.span_days(0))
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

    /// What is wrong with a row: the key of its column, what stands there, and what should.
    fn wrong(&self, row: usize, document: &Document) -> Option<(&'static str, String, String)> {
        let time = self.days[row];
        if time.is_nan() || time.abs() > MOST_DAYS {
            let expected = "a time between the years -999999 and 999999";
            return Some(("time", milliseconds(time), expected.into()));
        }
        let span = self.spans.get(row).copied().unwrap_or(0.0);
        if span.is_nan() || span < 0.0 {
            return Some(("span", milliseconds(f64::from(span)), "a length of time".into()));
        }
        let place = |key: &'static str, found: usize, len: usize, none: &str| {
            let expected = format!("a place among {len}, from 0{none}");
            (found >= len).then(|| (key, found.to_string(), expected))
        };
        let actor =
            self.actor(row).and_then(|at| place("actor", at, document.actors.len(), ", or 65535 for nobody"));
        let status = || {
            self.status(row).and_then(|at| place("status", at, document.statuses.len(), ", or 255 for none"))
        };
        let kind =
            || self.kinds.get(row).and_then(|&at| place("kind", usize::from(at), self.kind_names.len(), ""));
        actor.or_else(status).or_else(kind)
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
    /// The order of the rows, once it is found.
    ordered: Vec<u32>,
    /// How many columns have been put in that order.
    put: usize,
    /// What of the next one has been put in order.
    sorted: Columns,
    by_actor: PlaceListsBuilder,
    changes: Vec<ChangesBuilder>,
    folded: usize,
    /// How many changes each actor will have.
    counts: Vec<usize>,
}

/// Puts so many more rows of a column in order; whether it takes the column's place, being whole.
fn put<T: Copy>(column: &mut Vec<T>, sorted: &mut Vec<T>, order: &[u32], rows: usize) -> bool {
    // One length for all rows stays.
    if column.len() < order.len() {
        return true;
    }
    sorted.reserve_exact(column.len() - sorted.len());
    let to = order.len().min(sorted.len() + rows);
    sorted.extend(order[sorted.len()..to].iter().map(|&row| column[row as usize]));
    let is_whole = sorted.len() == column.len();
    if is_whole {
        *column = std::mem::take(sorted);
    }
    is_whole
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
            reader.at_key("rows", |reader| {
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
            ordered: Vec::new(),
            put: 0,
            sorted: Columns::default(),
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
            reader.at_key("rows", |reader| {
                for row in rows.clone() {
                    let Some((key, found, expected)) = columns.wrong(row, document) else { continue };
                    reader.at_key(key, |reader| {
                        reader.at_index(row, |reader| reader.problem(found, expected, None));
                    });
                }
            });
        }
        if !reader.is_clean() {
            return;
        }
        let days = &columns.days[rows.start.saturating_sub(1)..rows.end];
        self.is_sorted &= days.windows(2).all(|days| days[0] <= days[1]);
        if rows.end == columns.len() && columns.spans.windows(2).all(|days| days[0] == days[1]) {
            columns.spans.truncate(1);
            columns.spans.shrink_to_fit();
        }
        columns.each_owner(rows, document, &mut |_, actor, status| {
            by_actor.count(actor);
            if let (Some(count), Some(_)) = (counts.get_mut(actor), status) {
                *count += 1;
            }
        });
    }

    fn sort(&mut self, rows: usize) {
        let Self { columns, sorted, ordered, .. } = self;
        if ordered.is_empty() {
            let order = self.order.get_or_insert_with(|| OrderByTime::new(columns.len()));
            if order.advance(&columns.days, rows) {
                *ordered = self.order.take().map(OrderByTime::into_order).unwrap_or_default();
            }
            return;
        }
        let is_put = match self.put {
            0 => put(&mut columns.spans, &mut sorted.spans, ordered, rows),
            1 => put(&mut columns.actors, &mut sorted.actors, ordered, rows),
            2 => put(&mut columns.statuses, &mut sorted.statuses, ordered, rows),
            3 => put(&mut columns.kinds, &mut sorted.kinds, ordered, rows),
            _ => put(Arc::make_mut(&mut columns.days), Arc::make_mut(&mut sorted.days), ordered, rows),
        };
        self.put += usize::from(is_put);
        if self.put == 5 {
            self.is_sorted = true;
            // Whoever gave the rows knows them by their places, and titles stay where they are.
            columns.given = std::mem::take(ordered);
        }
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
