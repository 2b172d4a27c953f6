//! Where the marks of events stand: alone, stacked, counted, or as a band of density.

use super::cells::Cells;
use super::events::{EventRow, Events};
use super::scale::TimeScale;
use super::spans::{Extent, SpanOnRow};

/// How large marks are and how high they may stack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkStyle {
    /// Width of a mark.
    pub mark_px: f64,
    /// Least distance between two marks on one level.
    pub gap_px: f64,
    /// How many levels there are.
    pub levels: usize,
    /// Least width of a cell; a numbered mark has room in it.
    pub cell_px: f64,
    /// Width of a numbered mark.
    pub crowd_px: f64,
    /// Whether stretches of more than a day are drawn as such, on rows of their own.
    pub has_spans: bool,
}

/// A mark of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkAt {
    /// The event's number in the row.
    pub at: usize,
    /// Its middle.
    pub x_px: f64,
    /// Its level, 0 at the bottom.
    pub level: usize,
}

/// Events that would stack too high, told by their number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crowd {
    /// The first of them in the row.
    pub from: usize,
    /// The first of the row after them.
    pub to: usize,
    /// How many of them are stretches that are drawn as such, and not part of the crowd.
    pub spans: usize,
    /// Middle of their mark.
    pub x_px: f64,
    /// The lowest level that is free.
    pub level: usize,
}

/// A column of a density band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DensityColumn {
    /// The first event in the row.
    pub from: usize,
    /// The first of the row after them.
    pub to: usize,
    /// Left end.
    pub left_px: f64,
    /// Right end.
    pub right_px: f64,
    /// The lowest level that is free.
    pub level: usize,
}

/// A stretch that is drawn as long as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpanAt {
    /// The event's id.
    pub id: usize,
    /// What it covers.
    pub extent: Extent,
    /// Its level, 0 at the bottom.
    pub level: usize,
}

/// All marks of a row that are in view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Marks of one event each, from left to right and from the bottom up.
    pub ones: Vec<MarkAt>,
    /// Numbered marks.
    pub crowds: Vec<Crowd>,
    /// Columns of density bands. Those that touch belong to one band.
    pub columns: Vec<DensityColumn>,
    /// Stretches.
    pub spans: Vec<SpanAt>,
    /// How many levels are used.
    pub levels: usize,
}

/// What is so many times as long as a mark is drawn as a stretch.
const SPAN_MARKS: f64 = 1.25;
/// Columns in a cell, as halvings: 8.
const COLUMN_HALVINGS: u32 = 3;
/// So many crowds side by side are a density band.
const BAND_CELLS: usize = 3;

/// What a layout works with.
struct LayOut<'a> {
    events: &'a Events,
    row: EventRow<'a>,
    scale: &'a TimeScale,
    style: MarkStyle,
    cells: Cells,
    /// What is at least as long is a stretch.
    span_days: f64,
    scratch: Vec<SpanOnRow>,
}

struct Cell {
    number: i64,
    from: usize,
    to: usize,
    /// Levels taken by stretches.
    base: usize,
    /// The first and the first after those that do not find room; empty where all do.
    crowd: (usize, usize),
    /// How many of them are stretches that are drawn as such.
    spans: usize,
    /// Where their mark stands.
    crowd_x_px: f64,
}

impl Cell {
    fn is_full(&self) -> bool {
        self.to > self.from && self.crowd == (self.from, self.to)
    }
}

/// Lays out a row's marks.
///
/// Time is divided into cells of `style.cell_px` to twice that. Each cell's marks stack upwards on
/// their own, kept within the cell by half a mark at most. Where they pass the highest level, those
/// that stand there are told by their number; where even that leaves no room for the rest, all of the
/// cell are; and three such cells side by side become a band of density. What happens in
/// a cell depends on the cell, its two neighbours on either side and the zoom: nothing changes while
/// the axis pans. The work is bounded by pixels, times the logarithm of the number of events.
pub fn lay_out_marks(events: &Events, row: EventRow, scale: &TimeScale, style: MarkStyle) -> Marks {
    lay_out_between(events, row, scale, style, (scale.start_day, scale.end_day), COLUMN_HALVINGS)
}

fn lay_out_between(
    events: &Events,
    row: EventRow,
    scale: &TimeScale,
    style: MarkStyle,
    (start_day, end_day): (f64, f64),
    column_halvings: u32,
) -> Marks {
    let mut layout = LayOut::new(events, row, scale, style);
    let first = layout.cells.number_at(start_day) - 2;
    let last = layout.cells.number_at(end_day) + 2;
    let mut marks = Marks::default();
    if layout.span_days.is_finite() {
        events.spans().each(start_day, end_day, layout.span_days, &mut |span| {
            marks.spans.push(SpanAt { id: span.id, extent: span.extent, level: span.row });
        });
    }
    let mut cells = Vec::with_capacity((last - first + 1).max(0) as usize);
    let mut before = layout.row.before(layout.cells.start(first), row.len() / 2);
    for number in first..=last {
        let cell = layout.cell(number, before, &mut marks.ones);
        before = cell.to;
        cells.push(cell);
    }
    for (at, cell) in cells.iter().enumerate().filter(|(at, _)| *at >= 2 && at + 2 < cells.len()) {
        if cell.is_full() && crowd_length(&cells, at) >= BAND_CELLS {
            layout.columns(cell, column_halvings, &mut marks);
        } else if cell.crowd.0 < cell.crowd.1 {
            let (from, to) = cell.crowd;
            let &Cell { crowd_x_px: x_px, base: level, spans, .. } = cell;
            marks.crowds.push(Crowd { from, to, spans, x_px, level });
        }
    }
    let reach_px = style.mark_px / 2.0;
    let (left_px, right_px) =
        (scale.px_from_day(start_day) - reach_px, scale.px_from_day(end_day) + reach_px);
    marks.ones.retain(|one| one.x_px >= left_px && one.x_px <= right_px);
    let highest = marks.ones.iter().map(|one| one.level + 1).max().unwrap_or(0);
    let spans = marks.spans.iter().map(|span| span.level + 1).max().unwrap_or(0);
    marks.levels = highest.max(spans);
    if !marks.columns.is_empty() {
        marks.levels = style.levels;
    }
    marks
}

/// How many wholly crowded cells stand side by side about one, counted no further than matters.
fn crowd_length(cells: &[Cell], at: usize) -> usize {
    let crowded = |cell: &&Cell| cell.is_full();
    let before = cells[..at].iter().rev().take(BAND_CELLS - 1).take_while(crowded).count();
    let after = cells[at..].iter().take(BAND_CELLS).take_while(crowded).count();
    before + after
}

impl<'a> LayOut<'a> {
    fn new(events: &'a Events, row: EventRow<'a>, scale: &'a TimeScale, style: MarkStyle) -> LayOut<'a> {
        let span_days = if style.has_spans && !events.spans().is_empty() {
            (SPAN_MARKS * style.mark_px / scale.px_per_day()).max(1.0)
        } else {
            f64::INFINITY
        };
        let cells = Cells::at_least(style.cell_px, scale);
        LayOut { events, row, scale, style, cells, span_days, scratch: Vec::new() }
    }

    /// Looks at a cell of which the first event is known, and stacks its marks where they find room.
    fn cell(&mut self, number: i64, from: usize, ones: &mut Vec<MarkAt>) -> Cell {
        let (start_day, end_day) = (self.cells.start(number), self.cells.start(number + 1));
        let to = self.row.before(end_day, from);
        let mut cell = Cell { number, from, to, base: 0, crowd: (to, to), spans: 0, crowd_x_px: 0.0 };
        self.scratch.clear();
        if self.span_days.is_finite() {
            let scratch = &mut self.scratch;
            self.events.spans().each(start_day, end_day, self.span_days, &mut |span| scratch.push(span));
            cell.base = self.scratch.iter().map(|span| span.row + 1).max().unwrap_or(0);
            self.scratch.retain(|span| (start_day..end_day).contains(&span.extent.middle_day()));
        }
        let already = ones.len();
        let (left_px, right_px) = (self.scale.px_from_day(start_day), self.scale.px_from_day(end_day));
        let Err(full_px) = self.stack(from, to, (left_px, right_px), cell.base, ones) else { return cell };
        // The numbered mark stands where room ran out; what is not under it stacks beside it.
        ones.truncate(already);
        let half_px = self.style.crowd_px / 2.0;
        let middle_px = full_px.clamp(left_px + half_px, (right_px - half_px).max(left_px + half_px));
        let first = self.row.before(self.scale.day_from_px(middle_px - half_px), from).clamp(from, to);
        let last = self.row.before(self.scale.day_from_px(middle_px + half_px), first).clamp(first, to);
        let before_px = (left_px, middle_px - half_px);
        let after_px = (middle_px + half_px, right_px);
        let fits = self.stack(from, first, before_px, cell.base, ones).is_ok()
            && self.stack(last, to, after_px, cell.base, ones).is_ok();
        (cell.crowd, cell.crowd_x_px) = ((first, last), middle_px);
        if !fits {
            ones.truncate(already);
            cell.crowd = (from, to);
        }
        let (first, last) = cell.crowd;
        let is_within = |span: &&SpanOnRow| {
            let at = self.row.before(span.extent.middle_day(), first);
            (first..last).contains(&at)
        };
        cell.spans = self.scratch.iter().filter(is_within).count();
        cell
    }

    /// Stacks a few of a cell's marks between two positions; where they do not find room, says where
    /// that shows.
    fn stack(
        &self,
        from: usize,
        to: usize,
        (left_px, right_px): (f64, f64),
        base: usize,
        ones: &mut Vec<MarkAt>,
    ) -> Result<(), f64> {
        let style = &self.style;
        let levels = style.levels.saturating_sub(base).min(MOST_LEVELS);
        let (least_px, most_px) = (left_px + style.mark_px / 2.0, right_px - style.mark_px / 2.0);
        let step_px = style.mark_px + style.gap_px;
        let per_level = ((most_px - least_px).max(0.0) / step_px) as usize + 1;
        if to - from > levels * per_level + self.scratch.len() {
            // The middle one stands where most do.
            return Err(self.scale.px_from_day(self.row.day(from + (to - from) / 2)));
        }
        let mut free_px = [f64::MIN; MOST_LEVELS];
        for at in from..to {
            let id = self.events.id(self.row.place(at));
            if self.scratch.iter().any(|span| span.id == id) {
                continue;
            }
            let x_px = self.scale.px_from_day(self.row.day(at));
            if most_px < least_px {
                return Err(x_px);
            }
            let x_px = x_px.clamp(least_px, most_px);
            let Some(level) = free_px[..levels].iter().position(|&free| x_px >= free) else {
                return Err(x_px);
            };
            free_px[level] = x_px + step_px;
            ones.push(MarkAt { at, x_px, level: base + level });
        }
        Ok(())
    }

    fn columns(&self, cell: &Cell, halvings: u32, marks: &mut Marks) {
        let columns = self.cells.finer(halvings);
        let first = cell.number << halvings;
        let mut from = cell.from;
        let mut left_px = self.scale.px_from_day(columns.start(first));
        for number in first + 1..=first + (1 << halvings) {
            let end_day = columns.start(number);
            let to = self.row.before(end_day, from);
            let right_px = self.scale.px_from_day(end_day);
            marks.columns.push(DensityColumn { from, to, left_px, right_px, level: cell.base });
            (from, left_px) = (to, right_px);
        }
    }
}

const MOST_LEVELS: usize = 16;

/// What stands at a point of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Picked {
    /// A mark, by the event's number in the row.
    One(usize),
    /// A stretch.
    Span {
        /// The event's id.
        id: usize,
        /// What it covers.
        extent: Extent,
    },
    /// So many that they are not told apart: the numbers in the row, and of them the nearest.
    Many {
        /// The first.
        from: usize,
        /// The first after them.
        to: usize,
        /// The nearest to the point.
        nearest: usize,
    },
}

/// What stands at a point of a laid out row, `level` being its height in levels above the bottom, no
/// further than `tolerance_px`. It lays out the cells about the point and no others.
pub fn pick_mark(
    events: &Events,
    row: EventRow,
    scale: &TimeScale,
    style: MarkStyle,
    (x_px, level): (f64, f64),
    level_px: f64,
    tolerance_px: f64,
) -> Option<Picked> {
    let reach_days = (tolerance_px + style.mark_px) / scale.px_per_day();
    let day = scale.day_from_px(x_px);
    let marks = lay_out_between(events, row, scale, style, (day - reach_days, day + reach_days), 0);
    let mut best: Option<(f64, Picked)> = None;
    let mut offer = |distance_px: f64, picked: Picked| {
        if distance_px <= tolerance_px && best.is_none_or(|(least, _)| distance_px < least) {
            best = Some((distance_px, picked));
        }
    };
    let half_px = style.mark_px / 2.0;
    let dy_px = |of: f64| ((level - of - 0.5).abs() * level_px - half_px).max(0.0);
    let dx_px = |left: f64, right: f64| (left - x_px).max(x_px - right).max(0.0);
    for one in &marks.ones {
        offer(
            dx_px(one.x_px - half_px, one.x_px + half_px).hypot(dy_px(one.level as f64)),
            Picked::One(one.at),
        );
    }
    for span in &marks.spans {
        let (left, right) =
            (scale.px_from_day(span.extent.start_day), scale.px_from_day(span.extent.end_day));
        offer(
            dx_px(left, right).hypot(dy_px(span.level as f64)),
            Picked::Span { id: span.id, extent: span.extent },
        );
    }
    let half_px = style.crowd_px / 2.0;
    let crowds = marks.crowds.iter().map(|c| (c.from, c.to, c.x_px - half_px, c.x_px + half_px));
    let columns = marks.columns.iter().map(|c| (c.from, c.to, c.left_px, c.right_px));
    for (from, to, left, right) in crowds.chain(columns).filter(|(from, to, ..)| from < to) {
        let nearest = row.before(day, from).clamp(from, to - 1);
        let earlier = nearest.saturating_sub(1).max(from);
        let is_earlier = (row.day(earlier) - day).abs() < (row.day(nearest) - day).abs();
        let nearest = if is_earlier { earlier } else { nearest };
        offer(dx_px(left, right), Picked::Many { from, to, nearest });
    }
    best.map(|(_, picked)| picked)
}
