//! Dates as they are known: the part of EDTF (ISO 8601-2:2019) that datasets use.
//!
//! Days, months, years; intervals with open ends; `~` approximate, `?` uncertain, `%` both; negative
//! and far years; and times with a zone.

use std::fmt;

use super::day::{Day, split_year, two_digits};

/// How finely a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A year.
    Year,
    /// A month of a year.
    Month,
    /// A day.
    Day,
    /// A time of a day.
    Time,
}

/// One date of an EDTF expression: a time, a day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// How finely the date is known.
    pub precision: Precision,
    /// First day that the date can mean.
    pub first: Day,
    /// Last day that the date can mean.
    pub last: Day,
    /// Time of the day as printed, in seconds since its midnight.
    pub second_of_day: Option<u32>,
    /// Marked `~` or `%`.
    pub is_approximate: bool,
    /// Marked `?` or `%`.
    pub is_uncertain: bool,
}

/// An EDTF expression: one date, or an interval whose ends may be open.
#[derive(Clone, Debug, PartialEq)]
pub struct Edtf {
    text: String,
    start: Option<Point>,
    end: Option<Point>,
    is_interval: bool,
}

impl Edtf {
    /// Reads an expression; the error says in words what is wrong with it.
    pub fn parse(text: &str) -> Result<Edtf, &'static str> {
        let Some((start, end)) = text.split_once('/') else {
            let point = parse_point(text)?;
            return Ok(Edtf { text: text.into(), start: Some(point), end: Some(point), is_interval: false });
        };
        let open_or_point = |side: &str| match side {
            ".." => Ok(None),
            _ => parse_point(side).map(Some),
        };
        let (start, end) = (open_or_point(start)?, open_or_point(end)?);
        match (&start, &end) {
            (None, None) => Err("an interval must have a date on at least one side"),
            (Some(s), Some(e)) if e.last < s.first || (e.last == s.first && is_earlier(e, s)) => {
                Err("the interval ends before it starts")
            }
            _ => Ok(Edtf { text: text.into(), start, end, is_interval: true }),
        }
    }

    /// A single day.
    pub fn from_day(day: Day) -> Edtf {
        let point = Point {
            precision: Precision::Day,
            first: day,
            last: day,
            second_of_day: None,
            is_approximate: false,
            is_uncertain: false,
        };
        Edtf { text: day.to_string(), start: Some(point), end: Some(point), is_interval: false }
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// First day that the expression covers: [`Day::MIN`] for an open start.
    pub fn first_day(&self) -> Day {
        self.start.map_or(Day::MIN, |p| p.first)
    }

    /// Last day that the expression covers: [`Day::MAX`] for an open end.
    pub fn last_day(&self) -> Day {
        self.end.map_or(Day::MAX, |p| p.last)
    }

    /// The date on the left of the interval, or the date itself; `None` for an open start.
    pub fn start(&self) -> Option<&Point> {
        self.start.as_ref()
    }

    /// The date on the right of the interval, or the date itself; `None` for an open end.
    pub fn end(&self) -> Option<&Point> {
        self.end.as_ref()
    }

    /// When it begins, in days since 1970-01-01, and how many days it covers, 0 for a time of day; `None` where
    /// an end is open.
    pub fn start_and_days(&self) -> Option<(f64, f32)> {
        let (start, end) = (self.start?, self.end?);
        let time = |second: Option<u32>| second.map(|second| f64::from(second) / 86_400.0);
        let start_day = f64::from(start.first.0) + time(start.second_of_day).unwrap_or(0.0);
        let end_day = f64::from(end.last.0) + time(end.second_of_day).unwrap_or(1.0);
        Some((start_day, (end_day - start_day) as f32))
    }

    /// Whether neither end is approximate or uncertain.
    pub fn is_sure(&self) -> bool {
        [self.start, self.end].iter().flatten().all(|point| !point.is_approximate && !point.is_uncertain)
    }

    /// Whether the expression has two sides.
    pub fn is_interval(&self) -> bool {
        self.is_interval
    }

    /// Whether the first day is known for sure: a day or a time, neither approximate nor uncertain.
    pub fn starts_exactly(&self) -> bool {
        self.start.is_some_and(|p| p.precision >= Precision::Day && !p.is_approximate && !p.is_uncertain)
    }
}

/// Whether a time is earlier than another one of the same day.
fn is_earlier(point: &Point, other: &Point) -> bool {
    point.second_of_day.zip(other.second_of_day).is_some_and(|(second, other)| second < other)
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn parse_point(text: &str) -> Result<Point, &'static str> {
    let (body, is_approximate, is_uncertain) = match text.as_bytes().last() {
        Some(b'~') => (&text[..text.len() - 1], true, false),
        Some(b'?') => (&text[..text.len() - 1], false, true),
        Some(b'%') => (&text[..text.len() - 1], true, true),
        _ => (text, false, false),
    };
    let (body, time) = match body.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (body, None),
    };
    let (precision, first, last) = parse_days(body)?;
    let second_of_day = match time {
        None => None,
        Some(_) if precision != Precision::Day => return Err("a time must follow a whole day"),
        Some(time) => Some(parse_time(time)?),
    };
    let precision = if second_of_day.is_some() { Precision::Time } else { precision };
    Ok(Point { precision, first, last, second_of_day, is_approximate, is_uncertain })
}

fn parse_days(text: &str) -> Result<(Precision, Day, Day), &'static str> {
    const SHAPE: &str = "a date is written like 2024-04-08, 2024-04 or 2024";
    const YEARS: &str = "the year must lie between -999999 and 999999";
    if let Some(far) = text.strip_prefix('Y') {
        let year: i32 = far.parse().map_err(|_| "Y must be followed by a year, as in Y-12000")?;
        let first = Day::from_ymd(year, 1, 1).ok_or(YEARS)?;
        let last = Day::from_ymd(year, 12, 31).ok_or(YEARS)?;
        return Ok((Precision::Year, first, last));
    }
    let (year, rest) = split_year(text).ok_or(SHAPE)?;
    let mut parts = rest.split('-');
    if parts.next() != Some("") {
        return Err(SHAPE);
    }
    let Some(month) = parts.next() else {
        let first = Day::from_ymd(year, 1, 1).ok_or(YEARS)?;
        let last = Day::from_ymd(year, 12, 31).ok_or(YEARS)?;
        return Ok((Precision::Year, first, last));
    };
    let month = two_digits(month).ok_or("a month is written with two digits")?;
    if !(1..=12).contains(&month) {
        return Err("the month must be 01 to 12");
    }
    let first = Day::from_ymd(year, month, 1).ok_or(YEARS)?;
    let last = Day::last_of_month(year, month).ok_or(YEARS)?;
    let Some(day) = parts.next() else {
        return Ok((Precision::Month, first, last));
    };
    if parts.next().is_some() {
        return Err(SHAPE);
    }
    let day = two_digits(day).ok_or("a day is written with two digits")?;
    let day = Day::from_ymd(year, month, day).ok_or("that month has no such day")?;
    Ok((Precision::Day, day, day))
}

/// Reads `HH:MM` or `HH:MM:SS` with `Z` or an offset, and gives the seconds since the printed midnight:
/// the day and the time are told as the source prints them.
fn parse_time(text: &str) -> Result<u32, &'static str> {
    const SHAPE: &str = "a time is written like 14:30:00Z or 14:30:00+09:00";
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => return Err("a time must end in Z or in an offset like +09:00"),
    };
    let hours_minutes = |text: &str| -> Option<(u8, u8)> {
        let (h, m) = text.split_once(':')?;
        let (h, m) = (two_digits(h)?, two_digits(m)?);
        (h < 24 && m < 60).then_some((h, m))
    };
    if zone != "Z" {
        let offset = zone.strip_prefix(['+', '-']).ok_or(SHAPE)?;
        hours_minutes(offset).ok_or(SHAPE)?;
    }
    let (clock, second) = match clock.len() {
        8 if clock.as_bytes()[5] == b':' => (&clock[..5], two_digits(&clock[6..]).ok_or(SHAPE)?),
        5 => (clock, 0),
        _ => return Err(SHAPE),
    };
    let (hour, minute) = hours_minutes(clock).ok_or(SHAPE)?;
    if second > 59 {
        return Err("seconds must be 00 to 59");
    }
    Ok(u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> (String, String) {
        let edtf = Edtf::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        (edtf.first_day().to_string(), edtf.last_day().to_string())
    }

    #[test]
    fn every_form_of_the_design_covers_its_days() {
        let table = [
            ("2021-09-15", "2021-09-15", "2021-09-15"),
            ("2024-04", "2024-04-01", "2024-04-30"),
            ("2023", "2023-01-01", "2023-12-31"),
            ("2023/2025", "2023-01-01", "2025-12-31"),
            ("2024~", "2024-01-01", "2024-12-31"),
            ("2024?", "2024-01-01", "2024-12-31"),
            ("2024-04%", "2024-04-01", "2024-04-30"),
            ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
            ("Y-12000", "-12000-01-01", "-12000-12-31"),
            ("Y12000", "+12000-01-01", "+12000-12-31"),
            ("2024-04-08T14:30:00Z", "2024-04-08", "2024-04-08"),
            ("2024-04-08T23:30:00-05:00", "2024-04-08", "2024-04-08"),
        ];
        for (text, first, last) in table {
            assert_eq!(days(text), (first.into(), last.into()), "{text}");
            assert_eq!(Edtf::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn open_ends_reach_to_the_ends_of_time() {
        let from = Edtf::parse("2024-04-08/..").unwrap();
        assert_eq!((from.first_day(), from.last_day()), (Day::from_ymd(2024, 4, 8).unwrap(), Day::MAX));
        assert_eq!(Edtf::parse("../2024").unwrap().first_day(), Day::MIN);
    }

    #[test]
    fn marks_are_read_and_shift_nothing() {
        let point = *Edtf::parse("2024-04~").unwrap().start().unwrap();
        assert!(point.is_approximate && !point.is_uncertain);
        let point = *Edtf::parse("2024-04%").unwrap().start().unwrap();
        assert!(point.is_approximate && point.is_uncertain);
        assert!(!Edtf::parse("2024-04-08?").unwrap().starts_exactly());
        assert!(Edtf::parse("2024-04-08").unwrap().starts_exactly());
    }

    #[test]
    fn a_time_keeps_its_printed_day_and_second() {
        let edtf = Edtf::parse("2024-04-08T14:30:05+09:00").unwrap();
        assert_eq!(edtf.start().unwrap().second_of_day, Some(14 * 3600 + 30 * 60 + 5));
        assert_eq!(edtf.start().unwrap().precision, Precision::Time);
    }

    #[test]
    fn what_is_no_date_is_refused_with_a_reason() {
        let table = [
            ("2021-13", "the month must be 01 to 12"),
            ("2021-02-30", "that month has no such day"),
            ("2021-2-03", "a month is written with two digits"),
            ("2024/2023", "the interval ends before it starts"),
            ("2024-04-08T15:00Z/2024-04-08T14:30Z", "the interval ends before it starts"),
            ("../..", "an interval must have a date on at least one side"),
            ("2024-04-08T14:30:00", "a time must end in Z or in an offset like +09:00"),
            ("2024-04-08T14:30Z09:00", "a time is written like 14:30:00Z or 14:30:00+09:00"),
            ("2024-04T14:30:00Z", "a time must follow a whole day"),
            ("Y1000000", "the year must lie between -999999 and 999999"),
        ];
        for (text, reason) in table {
            assert_eq!(Edtf::parse(text), Err(reason), "{text}");
        }
        for text in [
            "",
            "~",
            "/",
            "April 2024",
            "2024-",
            "2024-04-",
            "2024-04-08-01",
            "１２３４",
            "2024-04-08T",
            "2024-04-08T+:Z",
            "2024é",
        ] {
            assert!(Edtf::parse(text).is_err(), "{text}");
        }
    }
}
