//! Stretches of time on the axis, each on a row where it overlaps no other.

use crate::order::OrderByTime;

/// What an event's date covers, in days since 1970-01-01; ends may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// When it starts.
    pub start_day: f64,
    /// When it ends: the start of the day after the last, for whole days.
    pub end_day: f64,
}

impl Extent {
    /// The middle, where a mark too small for the extent stands. Where one end is open it is half a
    /// day from the other, where both are it is day 0.
    pub fn middle_day(&self) -> f64 {
        match (self.start_day.is_finite(), self.end_day.is_finite()) {
            (true, true) => self.start_day + (self.end_day - self.start_day) / 2.0,
            (true, false) => self.start_day + 0.5,
            (false, true) => self.end_day - 0.5,
            (false, false) => 0.0,
        }
    }
}

/// A stretch of time with its row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpanOnRow {
    /// The event's id.
    pub id: usize,
    /// What it covers.
    pub extent: Extent,
    /// Its row, 0 at the bottom.
    pub row: usize,
}

/// The most rows; what finds no room on them has no stretch of its own at any zoom.
pub const MOST_ROWS: usize = 5;

/// Stretches of more than a day. The longest lie lowest, and a row is kept at every zoom: a stretch
/// that becomes too short to be drawn leaves no gap under longer ones, and nothing moves while the
/// axis pans.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    /// By length (times two from one to the next) and row: stretches that do not overlap, in order.
    lists: Vec<SpanList>,
}

#[derive(Clone, Debug)]
struct SpanList {
    class: i32,
    row: usize,
    spans: Vec<(u32, Extent)>,
}

/// The power of two at or below a length.
fn class(extent: &Extent) -> i32 {
    let days = (extent.end_day - extent.start_day).min(1e9);
    (days.to_bits() >> 52) as i32 - 1023
}

impl Spans {
    /// Gives stretches their rows.
    pub(super) fn new(spans: &[(u32, Extent)]) -> Spans {
        // The longest first; of one class in the order of their starts.
        let rank = |(_, extent): &(u32, Extent)| extent.start_day.max(-1e9) - f64::from(class(extent)) * 1e10;
        let ranks: Vec<f64> = spans.iter().map(rank).collect();
        let mut order = OrderByTime::new(ranks.len());
        while !order.advance(&ranks, usize::MAX / 2) {}
        let mut lists: Vec<SpanList> = Vec::new();
        for place in order.into_order() {
            let (id, extent) = spans[place as usize];
            let class = class(&extent);
            let is_free = |row: &usize| {
                lists
                    .iter()
                    .filter(|list| list.row == *row)
                    .all(|list| list.meeting(&extent).next().is_none())
            };
            let Some(row) = (0..MOST_ROWS).find(is_free) else { continue };
            let at =
                lists.iter().position(|list| (list.class, list.row) == (class, row)).unwrap_or_else(|| {
                    lists.push(SpanList { class, row, spans: Vec::new() });
                    lists.len() - 1
                });
            let list = &mut lists[at].spans;
            let place = list.partition_point(|(_, other)| other.start_day < extent.start_day);
            list.insert(place, (id, extent));
        }
        Spans { lists }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Hands over every stretch of at least `least_days` that overlaps `from_day..to_day`. As those of
    /// a row do not overlap, they are no more than have room there.
    pub fn each(&self, from_day: f64, to_day: f64, least_days: f64, visit: &mut dyn FnMut(SpanOnRow)) {
        let sought = Extent { start_day: from_day, end_day: to_day };
        let least = class(&Extent { start_day: 0.0, end_day: least_days });
        for list in self.lists.iter().filter(|list| list.class >= least) {
            for &(id, extent) in list.meeting(&sought) {
                if extent.end_day - extent.start_day >= least_days {
                    visit(SpanOnRow { id: id as usize, extent, row: list.row });
                }
            }
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.lists.iter().map(|list| list.spans.capacity() * size_of::<(u32, Extent)>()).sum()
    }
}

impl SpanList {
    fn meeting(&self, sought: &Extent) -> impl Iterator<Item = &(u32, Extent)> {
        let first = self.spans.partition_point(|(_, extent)| extent.end_day <= sought.start_day);
        self.spans[first..].iter().take_while(|(_, extent)| extent.start_day < sought.end_day)
    }
}
