//! Where an axis has its ticks, from hours to millennia.

use time::{Date, Month};

use super::scale::TimeScale;

/// What a tick's label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TickKind {
    /// A time of day.
    Hour,
    /// A day of its month.
    Day,
    /// A month of its year.
    Month,
    /// A year.
    Year,
}

/// A tick of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// When, in days since 1970-01-01.
    pub day: f64,
    /// What its label names: the coarsest unit that begins there, so that a January is told by its year.
    pub kind: TickKind,
    /// Whether it carries a label; the others are small.
    pub is_labelled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Hours(u32),
    Days(u32),
    Months(u32),
    Years(i32),
}

/// Steps from fine to coarse. Each divides a coarser one, so that small ticks meet the labelled ones.
const STEPS: [Step; 25] = [
    Step::Hours(1),
    Step::Hours(3),
    Step::Hours(6),
    Step::Hours(12),
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1000),
    Step::Years(2000),
    Step::Years(5000),
    Step::Years(10_000),
    Step::Years(100_000),
];

const EPOCH_JULIAN_DAY: i32 = 2_440_588;

impl Step {
    fn days(self) -> f64 {
        match self {
            Step::Hours(hours) => f64::from(hours) / 24.0,
            Step::Days(days) => f64::from(days),
            Step::Months(months) => f64::from(months) * 30.44,
            Step::Years(years) => f64::from(years) * 365.2425,
        }
    }

    /// Whether every tick of `self` is also one of the finer step.
    fn is_refined_by(self, finer: Step) -> bool {
        match (self, finer) {
            (Step::Hours(a), Step::Hours(b)) => a % b == 0,
            (Step::Days(_), Step::Hours(_)) => true,
            (Step::Days(a), Step::Days(b)) => a == b || (a == 14 && b == 7) || b == 1,
            (Step::Months(_) | Step::Years(_), Step::Hours(_)) => false,
            (Step::Months(_) | Step::Years(_), Step::Days(b)) => b == 1,
            (Step::Months(a), Step::Months(b)) => a % b == 0,
            (Step::Years(_), Step::Months(_)) => true,
            (Step::Years(a), Step::Years(b)) => a % b == 0,
            _ => false,
        }
    }
}

/// The ticks of an axis, in order: labelled ones at least `label_gap_px` apart, small ones at least
/// `tick_gap_px`. Their times do not depend on where the axis starts, so they stay put while it pans.
pub fn ticks(scale: &TimeScale, label_gap_px: f64, tick_gap_px: f64) -> Vec<Tick> {
    let per_day = scale.px_per_day();
    let fits = |step: &Step, gap_px: f64| step.days() * per_day >= gap_px;
    let last = STEPS.len() - 1;
    let labelled = STEPS.iter().position(|step| fits(step, label_gap_px)).unwrap_or(last);
    let small = STEPS[..=labelled]
        .iter()
        .find(|step| fits(step, tick_gap_px) && STEPS[labelled].is_refined_by(**step))
        .copied()
        .unwrap_or(STEPS[labelled]);

    let mut ticks = all(STEPS[labelled], scale, true);
    if small != STEPS[labelled] {
        let near = 0.5 * small.days().min(1.0 / 24.0);
        let mut between = all(small, scale, false);
        between.retain(|tick| {
            let after = ticks.partition_point(|labelled| labelled.day < tick.day - near);
            ticks.get(after).is_none_or(|labelled| (labelled.day - tick.day).abs() > near)
        });
        ticks.extend(between);
        ticks.sort_unstable_by(|a, b| a.day.total_cmp(&b.day));
    }
    ticks
}

fn all(step: Step, scale: &TimeScale, is_labelled: bool) -> Vec<Tick> {
    let mut ticks = Vec::new();
    let mut push = |day: f64, kind: TickKind| {
        if day >= scale.start_day && day <= scale.end_day {
            ticks.push(Tick { day, kind, is_labelled });
        }
    };
    let first = date(scale.start_day.floor());
    let last = date(scale.end_day.ceil());
    match step {
        Step::Hours(hours) => {
            let per_day = 24 / hours;
            let from = (scale.start_day * f64::from(per_day)).floor() as i64;
            let to = (scale.end_day * f64::from(per_day)).ceil() as i64;
            for count in from..=to {
                let day = count as f64 / f64::from(per_day);
                let whole = count.rem_euclid(i64::from(per_day)) == 0;
                push(day, if whole { day_kind(date(day)) } else { TickKind::Hour });
            }
        }
        Step::Days(days) => {
            let (mut at, to) = (first.to_julian_day(), last.to_julian_day());
            while at <= to {
                let date = Date::from_julian_day(at).unwrap_or(Date::MIN);
                let day_of_month = u32::from(date.day());
                // Within each month on the 1st, 8th, 15th, 22nd: steps of days that straddle months
                // would drift against the months' own ticks.
                let is_tick = match days {
                    1 => true,
                    2 => day_of_month % 2 == 1 && day_of_month < 31,
                    7 => matches!(day_of_month, 1 | 8 | 15 | 22),
                    _ => matches!(day_of_month, 1 | 15),
                };
                if is_tick {
                    push(f64::from(at - EPOCH_JULIAN_DAY), day_kind(date));
                }
                at += 1;
            }
        }
        Step::Months(months) => {
            let months = i64::from(months);
            let count = |date: Date| i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1;
            let (mut at, to) = (count(first).div_euclid(months) * months, count(last));
            while at <= to {
                let month = at.rem_euclid(12) as u8 + 1;
                let kind = if month == 1 { TickKind::Year } else { TickKind::Month };
                if let Some(day) = first_of(at.div_euclid(12), month) {
                    push(day, kind);
                }
                at += months;
            }
        }
        Step::Years(years) => {
            let (mut at, to) = (first.year().div_euclid(years) * years, last.year());
            while at <= to {
                if let Some(day) = first_of(i64::from(at), 1) {
                    push(day, TickKind::Year);
                }
                at += years;
            }
        }
    }
    ticks
}

fn day_kind(date: Date) -> TickKind {
    match (u8::from(date.month()), date.day()) {
        (1, 1) => TickKind::Year,
        (_, 1) => TickKind::Month,
        _ => TickKind::Day,
    }
}

fn first_of(year: i64, month: u8) -> Option<f64> {
    let month = Month::try_from(month).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, 1).ok()?;
    Some(f64::from(date.to_julian_day() - EPOCH_JULIAN_DAY))
}

/// The date of a whole day, kept within the years that the calendar reaches.
fn date(day: f64) -> Date {
    let (low, high) = (Date::MIN.to_julian_day(), Date::MAX.to_julian_day());
    let julian = (day + f64::from(EPOCH_JULIAN_DAY)).clamp(f64::from(low), f64::from(high));
    Date::from_julian_day(julian as i32).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> f64 {
        let date = Date::from_calendar_date(year, month.try_into().unwrap(), day).unwrap();
        f64::from(date.to_julian_day() - EPOCH_JULIAN_DAY)
    }

    fn labelled(start: f64, end: f64, width_px: f64) -> Vec<(f64, TickKind)> {
        let scale = TimeScale::new(start, end, 0.0, width_px);
        ticks(&scale, 60.0, 6.0).into_iter().filter(|t| t.is_labelled).map(|t| (t.day, t.kind)).collect()
    }

    #[test]
    fn five_years_are_told_by_the_year() {
        let ticks = labelled(day(2021, 9, 1), day(2026, 7, 1), 450.0);
        let years: Vec<f64> = (2022..=2026).map(|y| day(y, 1, 1)).collect();
        assert_eq!(ticks.iter().map(|t| t.0).collect::<Vec<_>>(), years);
        assert!(ticks.iter().all(|t| t.1 == TickKind::Year));
    }

    #[test]
    fn a_january_among_months_is_told_by_its_year() {
        let ticks = labelled(day(2023, 11, 1), day(2024, 3, 1), 300.0);
        let kinds: Vec<TickKind> = ticks.iter().map(|t| t.1).collect();
        assert_eq!(
            kinds,
            [TickKind::Month, TickKind::Month, TickKind::Year, TickKind::Month, TickKind::Month]
        );
    }

    #[test]
    fn from_minutes_to_a_hundred_millennia_labels_never_come_too_close() {
        for exponent in 0..60 {
            let span_days = 0.01 * 1.35f64.powi(exponent);
            let scale = TimeScale::new(19_000.3, 19_000.3 + span_days, 0.0, 700.0);
            let ticks = ticks(&scale, 60.0, 6.0);
            let labelled: Vec<f64> =
                ticks.iter().filter(|t| t.is_labelled).map(|t| scale.px_from_day(t.day)).collect();
            for pair in labelled.windows(2) {
                assert!(pair[1] - pair[0] > 50.0, "{span_days} days: {} px", pair[1] - pair[0]);
            }
            assert!(ticks.windows(2).all(|t| t[0].day < t[1].day), "{span_days} days: out of order");
            assert!(ticks.len() < 200, "{span_days} days: {} ticks", ticks.len());
        }
    }

    #[test]
    fn ticks_stay_put_while_the_axis_pans() {
        let at = |start: f64| {
            let scale = TimeScale::new(start, start + 900.0, 0.0, 700.0);
            ticks(&scale, 60.0, 6.0)
        };
        let (here, there) = (at(19_000.0), at(19_050.0));
        for tick in here.iter().filter(|t| t.day >= 19_050.0) {
            assert!(there.contains(tick), "{tick:?} moved");
        }
    }

    #[test]
    fn negative_years_have_ticks_on_round_years() {
        let ticks = labelled(day(-500, 6, 1), day(200, 1, 1), 600.0);
        assert!(ticks.iter().any(|t| t.0 == day(-400, 1, 1)), "{ticks:?}");
        assert!(ticks.iter().any(|t| t.0 == day(0, 1, 1)));
    }

    #[test]
    fn times_beyond_the_calendar_give_no_tick_and_no_panic() {
        for (start, end) in [(-1e12, 1e12), (4e8, 4.1e8), (f64::MIN / 4.0, f64::MAX / 4.0)] {
            ticks(&TimeScale::new(start, end, 0.0, 700.0), 60.0, 6.0);
        }
    }
}
