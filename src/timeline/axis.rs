//! The ticks of a time axis and their labels, from minutes to a hundred thousand years.

use super::scale::TimeScale;
use super::step::{Step, Unit};

/// How an axis names its ticks.
pub trait AxisWords {
    /// The label of a tick: the time of day, the day of the month, the month, the year. A label that
    /// stands above others is `is_context` and says all that they leave out: the whole date over
    /// times, month and year over days.
    fn name(&self, day: f64, unit: Unit, is_context: bool) -> String;
    /// The width of a label.
    fn width_px(&self, text: &str) -> f64;
    /// The day on which weeks begin, Monday being 0.
    fn first_weekday(&self) -> u8 {
        0
    }
}

/// How much room the labels of each unit take. It is measured once for a language, not once a frame,
/// and is the same wherever the axis stands, so that the ticks do not change while it pans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelWidths {
    time_px: f64,
    day_px: f64,
    month_px: f64,
    year_px: f64,
}

impl LabelWidths {
    /// Measures the labels of an axis that mostly shows the times from `first_day` to `last_day`.
    pub fn measure(words: &dyn AxisWords, first_day: f64, last_day: f64) -> LabelWidths {
        let widest = |days: &mut dyn Iterator<Item = f64>, unit: Unit| {
            days.map(|day| words.width_px(&words.name(day, unit, false))).fold(0.0, f64::max)
        };
        LabelWidths {
            // 22:58; the letters of numbers are about equally wide.
            time_px: widest(&mut [0.957].into_iter(), Unit::Minute),
            day_px: widest(&mut [27.0].into_iter(), Unit::Day),
            month_px: widest(&mut (0..12).map(|month| f64::from(month) * 30.44 + 15.0), Unit::Month),
            year_px: widest(&mut [first_day, last_day, 10_957.0].into_iter(), Unit::Year),
        }
    }

    fn of(&self, unit: Unit) -> f64 {
        match unit {
            Unit::Minute => self.time_px,
            Unit::Day | Unit::Week => self.day_px,
            Unit::Month => self.month_px,
            Unit::Year => self.year_px,
        }
    }
}

/// How much a tick says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TickRank {
    /// It has no label.
    Small,
    /// It has a label, where there is room.
    Labelled,
    /// It begins a stretch of the upper row.
    Context,
}

/// A tick of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// When, in days since 1970-01-01.
    pub day: f64,
    /// How much it says.
    pub rank: TickRank,
}

/// A label of the axis, which reads from its left end.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisLabel {
    /// The text.
    pub text: String,
    /// Left end.
    pub left_px: f64,
    /// Right end.
    pub right_px: f64,
}

/// An axis: ticks, and labels in one row or two.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// The ticks in order of time.
    pub ticks: Vec<Tick>,
    /// The labels at the ticks.
    pub labels: Vec<AxisLabel>,
    /// What stands above them: nothing where the labels are years.
    pub context: Vec<AxisLabel>,
}

/// Between a label and the next one at least.
const GAP_PX: f64 = 8.0;
const SMALL_TICK_PX: f64 = 6.0;

/// Chooses ticks and labels.
///
/// Which ticks there are depends on the zoom alone: they stay put while the axis pans. A label is
/// left out where it is wider than the room to the next tick of its row, so that labels of a row
/// never overlap. `left_px` and `right_px` bound the labels, which may begin before the scale does.
/// `room_px` is how far a label and the next one are apart at least.
pub fn axis(
    scale: &TimeScale,
    widths: &LabelWidths,
    room_px: f64,
    (left_px, right_px): (f64, f64),
    words: &dyn AxisWords,
) -> Axis {
    let per_day = scale.px_per_day();
    let fits = |step: &Step| step.least_days() * per_day >= widths.of(step.unit) + room_px.max(GAP_PX);
    let at = Step::ALL.iter().position(fits).unwrap_or(Step::ALL.len() - 1);
    let labelled = Step::ALL[at];
    let small = Step::ALL[..at]
        .iter()
        .find(|step| step.least_days() * per_day >= SMALL_TICK_PX && labelled.is_refined_by(**step));
    let context = labelled.context();

    let mut axis = Axis::default();
    if let Some(small) = small {
        push_ticks(*small, TickRank::Small, scale, words, &mut axis.ticks);
    }
    push_ticks(labelled, TickRank::Labelled, scale, words, &mut axis.ticks);
    if let Some(context) = context {
        push_ticks(context, TickRank::Context, scale, words, &mut axis.ticks);
        axis.context = labels(context, true, scale, (left_px, right_px), words);
    }
    axis.labels = labels(labelled, false, scale, (left_px, right_px), words);
    axis
}

/// The most stretches that an axis goes through; more would stand closer than pixels do.
const MOST_STRETCHES: i64 = 20_000;

/// The day on which weeks begin, asked for only where there are weeks: finding it may take long.
fn first_weekday(step: Step, words: &dyn AxisWords) -> u8 {
    if step.unit == Unit::Week { words.first_weekday() } else { 0 }
}

fn stretches(step: Step, scale: &TimeScale, weekday: u8) -> (i64, i64) {
    let first = step.number_at(scale.start_day, weekday);
    let last = step.number_at(scale.end_day, weekday);
    (first, last.min(first.saturating_add(MOST_STRETCHES)))
}

fn push_ticks(step: Step, rank: TickRank, scale: &TimeScale, words: &dyn AxisWords, ticks: &mut Vec<Tick>) {
    let weekday = first_weekday(step, words);
    let (first, last) = stretches(step, scale, weekday);
    for number in first..=last {
        let Some(day) = step.start(number, weekday) else { continue };
        if day < scale.start_day || day > scale.end_day {
            continue;
        }
        // Of ticks at one time the one that says most, which comes last, stays.
        let at = ticks.partition_point(|tick| tick.day < day);
        match ticks.get_mut(at).filter(|tick| tick.day == day) {
            Some(tick) => tick.rank = rank,
            None => ticks.insert(at, Tick { day, rank }),
        }
    }
}

fn labels(
    step: Step,
    is_context: bool,
    scale: &TimeScale,
    (left_px, right_px): (f64, f64),
    words: &dyn AxisWords,
) -> Vec<AxisLabel> {
    let mut labels = Vec::new();
    let weekday = first_weekday(step, words);
    let (first, last) = stretches(step, scale, weekday);
    let position = |number: i64| step.start(number, weekday).map(|day| (day, scale.px_from_day(day)));
    for number in first..=last {
        let Some((day, start_px)) = position(number) else { continue };
        let end_px = position(number + 1).map_or(right_px, |(_, px)| px - GAP_PX / 2.0).min(right_px);
        // The stretch in which the axis begins is told at its left end, if its name holds there: in
        // the middle of a century the year in which it began would mislead.
        let is_under_way = day < scale.start_day;
        if is_under_way && !(is_context || step == Step { unit: Unit::Year, count: 1 }) {
            continue;
        }
        let from_px = if is_under_way { left_px } else { start_px };
        let text = words.name(day, step.unit, is_context);
        let to_px = from_px + words.width_px(&text);
        if to_px <= end_px {
            labels.push(AxisLabel { text, left_px: from_px, right_px: to_px });
        }
    }
    labels
}
