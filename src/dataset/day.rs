//! A calendar day, the unit in which statuses are told.

use std::fmt;

use time::{Date, Month};

/// Julian day number of 1970-01-01.
const EPOCH_JULIAN_DAY: i32 = 2_440_588;

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01 (day 0).
///
/// Years run from −999,999 to 999,999 in astronomical numbering (year 0 is 1 BCE).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Before every day that can be written; where an open start begins.
    pub const MIN: Day = Day(i32::MIN);
    /// After every day that can be written; where an open end stops.
    pub const MAX: Day = Day(i32::MAX);

    /// The day of a year, a month (1 to 12) and a day of the month, or `None` where there is no such day.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Day> {
        let month = Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year, month, day).ok()?;
        Some(Day(date.to_julian_day() - EPOCH_JULIAN_DAY))
    }

    /// The last day of a month (1 to 12), or `None` where there is no such month.
    pub fn last_of_month(year: i32, month: u8) -> Option<Day> {
        let month = Month::try_from(month).ok()?;
        Day::from_ymd(year, month.into(), month.length(year))
    }

    /// Year, month (1 to 12) and day of the month. [`Day::MIN`] and [`Day::MAX`] give the nearest day that can be written.
    pub fn to_ymd(self) -> (i32, u8, u8) {
        let date = self.to_date();
        (date.year(), date.month().into(), date.day())
    }

    /// Day of the week, Monday 0 to Sunday 6.
    pub fn weekday(self) -> u8 {
        self.to_date().weekday().number_days_from_monday()
    }

    fn to_date(self) -> Date {
        let (low, high) = (Date::MIN.to_julian_day(), Date::MAX.to_julian_day());
        let julian = self.0.saturating_add(EPOCH_JULIAN_DAY).clamp(low, high);
        Date::from_julian_day(julian).unwrap_or(Date::MIN)
    }

    /// The day `days` later (earlier where negative), kept within the years that can be written.
    pub fn plus(self, days: i32) -> Day {
        let low = Date::MIN.to_julian_day() - EPOCH_JULIAN_DAY;
        let high = Date::MAX.to_julian_day() - EPOCH_JULIAN_DAY;
        Day(self.0.saturating_add(days).clamp(low, high))
    }

    /// The day kept within the years that can be written, which [`Day::MIN`] and [`Day::MAX`] are not.
    pub fn clamped(self) -> Day {
        self.plus(0)
    }

    /// When it begins, in days since 1970-01-01, [kept](Day::clamped) within the years that can be written.
    pub fn as_days(self) -> f64 {
        f64::from(self.clamped().0)
    }

    /// The day in which a time lies that is given in days since 1970-01-01, kept within the years that can be written.
    pub fn containing(time_days: f64) -> Day {
        // A number that is too large becomes the largest there is.
        Day(time_days.floor() as i32).clamped()
    }

    /// Reads `YYYY-MM-DD`, with a sign and more digits for years outside 0 to 9999.
    pub fn parse(text: &str) -> Option<Day> {
        let (year, rest) = split_year(text)?;
        let rest = rest.strip_prefix('-')?;
        let (month, day) = rest.split_once('-')?;
        Day::from_ymd(year, two_digits(month)?, two_digits(day)?)
    }
}

/// Splits a year (four digits, or a sign and four to six) from what follows it.
pub(super) fn split_year(text: &str) -> Option<(i32, &str)> {
    let (sign, digits_at) = match text.as_bytes().first()? {
        b'-' => (-1, 1),
        b'+' => (1, 1),
        _ => (1, 0),
    };
    let body = &text[digits_at..];
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let most = if digits_at == 0 { 4 } else { 6 };
    if digits < 4 || digits > most {
        return None;
    }
    let year: i32 = body[..digits].parse().ok()?;
    Some((sign * year, &body[digits..]))
}

/// Reads exactly two digits.
pub(super) fn two_digits(text: &str) -> Option<u8> {
    let well_formed = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    well_formed.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.to_ymd();
        let sign = match year {
            ..0 => "-",
            0..=9999 => "",
            _ => "+",
        };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_unix_epoch() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::from_ymd(2024, 4, 8), Some(Day(19_821)));
        assert_eq!(Day::from_ymd(2023, 2, 29), None);
        assert_eq!(Day::last_of_month(2024, 2), Day::from_ymd(2024, 2, 29));
    }

    #[test]
    fn a_day_reads_back_what_it_writes() {
        for text in ["2024-04-08", "-0043-03-15", "+12000-01-01", "-12000-12-31", "0000-01-01"] {
            assert_eq!(Day::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in ["2024-4-08", "2024-13-01", "12000-01-01", "20240408", "2024-04-08x", "-43-01-01", ""] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        assert_eq!(Day::parse("2024-04-08").unwrap().weekday(), 0);
        assert_eq!(Day::parse("1970-01-01").unwrap().weekday(), 3);
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        assert!(Day::MIN.to_string().starts_with('-'));
        assert!(Day::MAX.plus(1) < Day::MAX);
        assert_eq!(Day::MIN.plus(-1), Day::MIN.plus(0));
    }
}
