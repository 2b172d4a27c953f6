//! Regular steps of the calendar, numbered from end to end: what an axis takes its ticks from.

use time::{Date, Month};

/// What a tick's label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A time of day, in minutes.
    Minute,
    /// A day of its month.
    Day,
    /// A week, told by its first day.
    Week,
    /// A month of its year.
    Month,
    /// A year.
    Year,
}

/// So many of a unit, as in "every 15 minutes" or "every 50 years".
///
/// The starts of a step's stretches are numbered by whole numbers, rising with time; they do not
/// depend on what is in view. Years are counted as people do, without a year 0: the steps of a
/// century start in … 200 BCE, 100 BCE, 1, 100, 200 …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Of what.
    pub unit: Unit,
    /// How many.
    pub count: u32,
}

/// Julian day number of 1970-01-01.
const EPOCH_JULIAN_DAY: i32 = 2_440_588;
const MINUTES_PER_DAY: f64 = 1440.0;

impl Step {
    /// Steps from fine to coarse.
    pub const ALL: [Step; 30] = {
        use Unit::{Day, Minute, Month, Week, Year};
        const fn every(count: u32, unit: Unit) -> Step {
            Step { unit, count }
        }
        [
            every(1, Minute),
            every(5, Minute),
            every(15, Minute),
            every(30, Minute),
            every(60, Minute),
            every(180, Minute),
            every(360, Minute),
            every(720, Minute),
            every(1, Day),
            every(1, Week),
            every(1, Month),
            every(3, Month),
            every(6, Month),
            every(1, Year),
            every(2, Year),
            every(5, Year),
            every(10, Year),
            every(20, Year),
            every(50, Year),
            every(100, Year),
            every(200, Year),
            every(500, Year),
            every(1000, Year),
            every(2000, Year),
            every(5000, Year),
            every(10_000, Year),
            every(20_000, Year),
            every(50_000, Year),
            every(100_000, Year),
            every(200_000, Year),
        ]
    };

    /// The days that a stretch takes at least.
    pub fn least_days(self) -> f64 {
        let days = match self.unit {
            Unit::Minute => 1.0 / MINUTES_PER_DAY,
            Unit::Day => 1.0,
            Unit::Week => 7.0,
            Unit::Month if self.count == 1 => 28.0,
            Unit::Month => 30.0,
            Unit::Year => 365.0,
        };
        days * f64::from(self.count)
    }

    /// Whether every start of `self` is also one of the finer step.
    pub fn is_refined_by(self, finer: Step) -> bool {
        match (self.unit, finer.unit) {
            (a, b) if a == b => self.count.is_multiple_of(finer.count),
            (Unit::Month | Unit::Year, Unit::Week) => false,
            (a, b) => b < a && (b != Unit::Day || finer.count == 1),
        }
    }

    /// What stands above the step where labels have two rows: days over hours, months over days,
    /// years over months.
    pub fn context(self) -> Option<Step> {
        let unit = match self.unit {
            Unit::Minute => Unit::Day,
            Unit::Day | Unit::Week => Unit::Month,
            Unit::Month => Unit::Year,
            Unit::Year => return None,
        };
        Some(Step { unit, count: 1 })
    }

    /// The number of the stretch in which a time lies. Weeks begin on `first_weekday`, Monday being 0.
    pub fn number_at(self, day: f64, first_weekday: u8) -> i64 {
        let count = i64::from(self.count);
        match self.unit {
            // A tick's own time must fall into its own stretch, whatever the last binary digit says.
            Unit::Minute => (day * MINUTES_PER_DAY / f64::from(self.count) + 1e-6).floor() as i64,
            Unit::Day => (day.floor() as i64).div_euclid(count),
            Unit::Week => (day.floor() as i64 - week_offset(first_weekday)).div_euclid(7 * count),
            Unit::Month => {
                let date = date(day);
                (i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1).div_euclid(count)
            }
            Unit::Year => match i64::from(date(day).year()) {
                year if count == 1 => year,
                year @ 1.. => year / count,
                year => (year - 1).div_euclid(count),
            },
        }
    }

    /// The time at which a stretch starts, in days; `None` beyond the years that can be written.
    pub fn start(self, number: i64, first_weekday: u8) -> Option<f64> {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Minute => Some((number * count) as f64 / MINUTES_PER_DAY),
            Unit::Day => Some((number * count) as f64),
            Unit::Week => Some((number * 7 * count + week_offset(first_weekday)) as f64),
            Unit::Month => {
                first_of((number * count).div_euclid(12), (number * count).rem_euclid(12) as u8 + 1)
            }
            Unit::Year if count == 1 => first_of(number, 1),
            Unit::Year if number <= 0 => first_of(number * count + 1, 1),
            Unit::Year => first_of(number * count, 1),
        }
    }
}

/// The first days of weeks are this plus multiples of 7: 1970-01-05 was a Monday.
fn week_offset(first_weekday: u8) -> i64 {
    4 + i64::from(first_weekday)
}

fn first_of(year: i64, month: u8) -> Option<f64> {
    let month = Month::try_from(month).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, 1).ok()?;
    Some(f64::from(date.to_julian_day() - EPOCH_JULIAN_DAY))
}

/// The date of a time, kept within the years that can be written.
fn date(day: f64) -> Date {
    let (low, high) = (Date::MIN.to_julian_day(), Date::MAX.to_julian_day());
    let julian = (day.floor() + f64::from(EPOCH_JULIAN_DAY)).clamp(f64::from(low), f64::from(high));
    Date::from_julian_day(julian as i32).unwrap_or(Date::MIN)
}
