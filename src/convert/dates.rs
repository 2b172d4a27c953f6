//! Dates as people write them, to EDTF.
//!
//! EDTF itself is taken as it is. Else: `8 April 2024`, `Apr 8, 2024`, `2024/4/8`, `8.4.2024`, `4/2024`,
//! `April 2024`, `44 BC`, `c. 1850`, `1990s`, two dates with `to` or a dash between them, and a time after
//! a day. Where 4/8/2024 could be in April or in August, it is refused rather than guessed.

use super::parts::{Parts, YEARS, is_digits, read_month, read_time};
use crate::dataset::Edtf;

/// Whether the day or the month comes first in 4/8/2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 4/8/2024 is the fourth of August.
    DayFirst,
    /// 4/8/2024 is the eighth of April.
    MonthFirst,
}

/// A date that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// As EDTF.
    pub edtf: String,
    /// Whether it has a time of the day without a zone, taken as UTC.
    pub is_zone_guessed: bool,
}

/// What is expected of a date.
pub const EXPECTED: &str = "a date like 2024-04-08, April 2024, 2023 or 44 BC";
const ORDER: &str = "day or month first? write 2024-04-08, or say which comes first";

/// Reads a date; the error is a hint, where there is one.
pub fn read_date(text: &str, order: Option<DateOrder>) -> Result<Dated, Option<String>> {
    let text = text.trim();
    if Edtf::parse(text).is_ok() {
        return Ok(Dated { edtf: text.into(), is_zone_guessed: false });
    }
    let plain = normalised(text);
    if let Some((start, end)) = sides(&plain) {
        let open = |side: &str| matches!(side, "" | "now" | "today" | "present" | "..");
        let side = |side: &str| match open(side) {
            true => Ok(("..".to_owned(), false)),
            false => read_one(side, order),
        };
        let ((start, a), (end, b)) = (side(&start)?, side(&end)?);
        return checked(format!("{start}/{end}"), a || b);
    }
    if let Some(decade) = plain.strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0') && is_digits(d))
    {
        let last = decade.parse::<u32>().map_or(0, |year| year + 9);
        return checked(format!("{decade}/{last:04}"), false);
    }
    let (edtf, is_zone_guessed) = read_one(&plain, order)?;
    checked(edtf, is_zone_guessed)
}

/// The order that a column of dates shows; an error where it shows both.
pub fn order_of<'a>(dates: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    let mut found = None;
    for date in dates {
        let numbers: Vec<&str> = date.trim().split(['/', '-']).collect();
        let [a, b, year] = numbers[..] else { continue };
        let (Ok(a), Ok(b)) = (a.parse::<u32>(), b.parse::<u32>()) else { continue };
        if year.len() < 4 {
            continue;
        }
        let shown = match (a > 12, b > 12) {
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            _ => continue,
        };
        if found.is_some_and(|found| found != shown) {
            return None;
        }
        found = Some(shown);
    }
    found
}

fn checked(edtf: String, is_zone_guessed: bool) -> Result<Dated, Option<String>> {
    match Edtf::parse(&edtf) {
        Ok(_) => Ok(Dated { edtf, is_zone_guessed }),
        Err(reason) => Err(Some(reason.into())),
    }
}

/// Small letters, single spaces, no commas, no dots after letters.
fn normalised(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            ',' => plain.push(' '),
            '.' if plain.ends_with(char::is_alphabetic) => {}
            '−' => plain.push('-'),
            letter => plain.push(letter),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The two sides of a stretch of time.
fn sides(plain: &str) -> Option<(String, String)> {
    let parted =
        [" to ", " until ", " – ", " — ", " - ", " / ", "–", "—"].iter().find_map(|by| plain.split_once(by));
    let parted = parted.or_else(|| {
        let (start, end) = plain.split_once('-')?;
        (start.len() == 4 && end.len() == 4 && is_digits(start) && is_digits(end)).then_some((start, end))
    });
    let since = plain.strip_prefix("since ").map(|start| (start, ".."));
    let (start, end) = parted.or(since)?;
    let start = start.strip_prefix("from ").unwrap_or(start);
    Some((start.trim().into(), end.trim().into()))
}

/// Reads one date, normalised: EDTF with its marks, and whether a zone was guessed.
fn read_one(text: &str, order: Option<DateOrder>) -> Result<(String, bool), Option<String>> {
    let upper = text.to_uppercase();
    if Edtf::parse(&upper).is_ok() {
        return Ok((upper, false));
    }
    let (mut is_approximate, mut is_uncertain) = (false, false);
    let mut rest = text;
    for (word, marks) in
        [("c", 0), ("ca", 0), ("circa", 0), ("about", 0), ("around", 0), ("~", 0), ("probably", 1)]
    {
        let after = rest.strip_prefix(word).filter(|after| after.starts_with(' ') || word == "~");
        if let Some(after) = after {
            rest = after.trim_start();
            (is_approximate, is_uncertain) = (is_approximate || marks == 0, is_uncertain || marks == 1);
        }
    }
    if let Some(before) = rest.strip_suffix('?') {
        (rest, is_uncertain) = (before.trim_end(), true);
    }
    let parts = read_parts(rest, order)?;
    let mark = match (is_approximate, is_uncertain) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) => "",
    };
    let edtf = parts.to_edtf().map_err(|reason| Some(reason.to_owned()))?;
    Ok((edtf + mark, parts.time.is_some() && parts.zone.is_empty()))
}

fn read_parts(text: &str, order: Option<DateOrder>) -> Result<Parts, Option<String>> {
    let (text, time) = match split_time(text) {
        Some((day, time)) => {
            (day, Some(read_time(&time).ok_or(Some("a time is written like 14:30".to_owned()))?))
        }
        None => (text.to_owned(), None),
    };
    let mut era = None;
    let (mut month, mut numbers) = (None, Vec::new());
    let is_dashed_name = text.contains(char::is_alphabetic);
    let words = text.split(|c: char| c == ' ' || (is_dashed_name && matches!(c, '-' | '/')));
    for word in words.filter(|word| !word.is_empty()) {
        let ordinal =
            ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end).filter(|w| is_digits(w)));
        match word {
            "bc" | "bce" => era = Some(true),
            "ad" | "ce" => era = Some(false),
            "of" | "the" | "in" => {}
            _ if is_weekday(word) => {}
            _ if word.starts_with(char::is_alphabetic) => match read_month(word) {
                Some(named) if month.is_none() => month = Some(named),
                _ => return Err(None),
            },
            _ => numbers.push(ordinal.unwrap_or(word)),
        }
    }
    let number = |text: &str| text.parse::<i64>().ok().filter(|_| is_digits(text));
    let is_before = era == Some(true);
    let year = |text: &str| -> Result<i64, Option<String>> {
        let found = number(text).ok_or(None)?;
        if text.len() < 3 && era.is_none() {
            return Err(Some("write the year with four digits".into()));
        }
        Ok(if is_before { 1 - found } else { found })
    };
    let mut parts = match (month, &numbers[..]) {
        (Some(month), [only]) => Parts { year: year(only)?, month: Some(month), ..Parts::default() },
        (Some(month), [a, b]) => {
            let (day, of) = if a.len() >= 3 && b.len() < 3 { (b, a) } else { (a, b) };
            Parts {
                year: year(of)?,
                month: Some(month),
                day: Some(number(day).ok_or(None)?),
                ..Parts::default()
            }
        }
        (None, [only]) => numeric(only, order, is_before, era.is_some())?,
        _ => return Err(None),
    };
    if let Some((time, zone)) = time {
        if parts.day.is_none() {
            return Err(Some("a time must follow a whole day".into()));
        }
        (parts.time, parts.zone) = (Some(time), zone);
    }
    Ok(parts)
}

/// A time at the end of a date, parted from it.
fn split_time(text: &str) -> Option<(String, String)> {
    let colon = text.find(':')?;
    let before = text.get(..colon)?;
    let at = before.rfind(|c: char| !c.is_ascii_digit())?;
    let time = text.get(at + 1..)?;
    let day = before.get(..at)?.trim_end().trim_end_matches(" at");
    Some((day.to_owned(), time.to_owned()))
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word))
}

/// A date of nothing but digits and what parts them.
fn numeric(
    text: &str,
    order: Option<DateOrder>,
    is_before: bool,
    has_era: bool,
) -> Result<Parts, Option<String>> {
    if let Some(year) = text.strip_prefix('-').filter(|year| is_digits(year)) {
        // Astronomical years have four digits and are EDTF; people write -44 for 44 BC.
        return Ok(Parts {
            year: 1 - year.parse::<i64>().map_err(|_| Some(YEARS.to_owned()))?,
            ..Parts::default()
        });
    }
    let fields: Vec<&str> = text.split(['-', '/', '.']).collect();
    if !fields.iter().all(|field| is_digits(field) && field.len() <= 15) {
        return Err(None);
    }
    let number = |text: &str| text.parse::<i64>().unwrap_or(0);
    let era = |year: i64| if is_before { 1 - year } else { year };
    match fields[..] {
        [year] if has_era || matches!(year.len(), 3 | 4) => {
            Ok(Parts { year: era(number(year)), ..Parts::default() })
        }
        [whole] if whole.len() == 8 => Ok(Parts {
            year: number(&whole[..4]),
            month: Some(number(&whole[4..6])),
            day: Some(number(&whole[6..])),
            ..Parts::default()
        }),
        [serial] if serial.len() == 5 => {
            // Spreadsheets count days from the end of 1899.
            let day = crate::dataset::Day(number(serial) as i32 - 25_569);
            Err(Some(format!("a spreadsheet's number of a day, {day}? format the column as dates")))
        }
        [year] if year.len() < 3 => Err(Some("write the year with four digits".into())),
        [year, month] if year.len() == 4 => {
            Ok(Parts { year: number(year), month: Some(number(month)), ..Parts::default() })
        }
        [month, year] if year.len() == 4 => {
            Ok(Parts { year: number(year), month: Some(number(month)), ..Parts::default() })
        }
        [year, month, day] if year.len() == 4 => Ok(Parts {
            year: number(year),
            month: Some(number(month)),
            day: Some(number(day)),
            ..Parts::default()
        }),
        [a, b, year] if year.len() == 4 => {
            let order = match (text.contains('.'), number(a) > 12, number(b) > 12) {
                (true, ..) | (_, true, false) => DateOrder::DayFirst,
                (_, false, true) => DateOrder::MonthFirst,
                _ if a == b => DateOrder::DayFirst,
                _ => order.ok_or_else(|| Some(ORDER.to_owned()))?,
            };
            let (day, month) = if order == DateOrder::DayFirst { (a, b) } else { (b, a) };
            let (month, day) = (Some(number(month)), Some(number(day)));
            Ok(Parts { year: number(year), month, day, ..Parts::default() })
        }
        [_, _, _] => Err(Some("write the year with four digits".into())),
        _ => Err(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edtf(text: &str) -> String {
        match read_date(text, None) {
            Ok(dated) => dated.edtf,
            Err(hint) => format!("no: {}", hint.unwrap_or_default()),
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let table = [
            ("2024-04-08", "2024-04-08"),
            ("2024-04~", "2024-04~"),
            ("2023/2025", "2023/2025"),
            (" 8 April 2024 ", "2024-04-08"),
            ("April 8, 2024", "2024-04-08"),
            ("Apr. 8th, 2024", "2024-04-08"),
            ("Monday, 8 April 2024", "2024-04-08"),
            ("8-Apr-2024", "2024-04-08"),
            ("the 8th of April 2024", "2024-04-08"),
            ("Sept 2021", "2021-09"),
            ("2024/4/8", "2024-04-08"),
            ("2024-4-8", "2024-04-08"),
            ("8.4.2024", "2024-04-08"),
            ("25/12/2023", "2023-12-25"),
            ("12/25/2023", "2023-12-25"),
            ("4/4/2024", "2024-04-04"),
            ("4/2024", "2024-04"),
            ("20240408", "2024-04-08"),
            ("602", "0602"),
            ("44 BC", "-0043"),
            ("15 March 44 BCE", "-0043-03-15"),
            ("-44", "-0043"),
            ("AD 79", "0079"),
            ("12000 BC", "Y-11999"),
            ("c. 1850", "1850~"),
            ("circa April 1850", "1850-04~"),
            ("1850 ?", "1850?"),
            ("ca 1850?", "1850%"),
            ("1990s", "1990/1999"),
            ("2019 to 2021", "2019/2021"),
            ("2019–2021", "2019/2021"),
            ("2019-2021", "2019/2021"),
            ("3 May 2019 – now", "2019-05-03/.."),
            ("since 2019", "2019/.."),
            ("2024-04-08 14:30", "2024-04-08T14:30:00Z"),
            ("2024-04-08T14:30:05.250Z", "2024-04-08T14:30:05Z"),
            ("8 April 2024 at 2:30 pm", "2024-04-08T14:30:00Z"),
            ("2024-04-08T14:30+0900", "2024-04-08T14:30:00+09:00"),
        ];
        for (text, expected) in table {
            assert_eq!(edtf(text), expected, "{text}");
        }
        assert!(read_date("2024-04-08 14:30", None).unwrap().is_zone_guessed);
        assert!(!read_date("2024-04-08 14:30 UTC", None).unwrap().is_zone_guessed);
    }

    #[test]
    fn what_could_mean_two_days_is_not_guessed() {
        assert_eq!(edtf("4/8/2024"), format!("no: {ORDER}"));
        assert_eq!(read_date("4/8/2024", Some(DateOrder::DayFirst)).unwrap().edtf, "2024-08-04");
        assert_eq!(read_date("4/8/2024", Some(DateOrder::MonthFirst)).unwrap().edtf, "2024-04-08");
        assert_eq!(order_of(["4/8/2024", "4/13/2024"].into_iter()), Some(DateOrder::MonthFirst));
        assert_eq!(order_of(["4/8/2024", "13/4/2024"].into_iter()), Some(DateOrder::DayFirst));
        assert_eq!(order_of(["4/13/2024", "13/4/2024"].into_iter()), None);
        assert_eq!(order_of(["2024-04-08", "spring"].into_iter()), None);
    }

    #[test]
    fn what_is_no_date_is_refused_with_a_hint() {
        let table = [
            ("2024-04-31", "no: that month has no such day"),
            ("31 April 2024", "no: that month has no such day"),
            ("2021-13", "no: the month must be 01 to 12"),
            ("8/4/24", "no: write the year with four digits"),
            ("45390", "no: a spreadsheet's number of a day, 2024-04-08? format the column as dates"),
            ("spring 2024", "no: "),
            ("soon", "no: "),
            ("", "no: "),
            ("2021 to 2019", "no: the interval ends before it starts"),
            ("April 2024 14:30", "no: a time must follow a whole day"),
            ("13798000000 BC", "no: the year must lie between -999999 and 999999"),
        ];
        for (text, expected) in table {
            assert_eq!(edtf(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_edtf(text in "([0-9]{1,5}|[ ./:~?–-]|[a-zA-Z]{1,9}|April|BC|to|pm){0,7}|\\PC{0,20}") {
            for order in [None, Some(DateOrder::DayFirst)] {
                if let Ok(dated) = read_date(&text, order) {
                    prop_assert!(Edtf::parse(&dated.edtf).is_ok());
                }
            }
        }

        #[test]
        fn every_day_is_read_in_every_order_of_words(day in -400_000..800_000_i32) {
            let written = crate::dataset::Day(day).to_string();
            let (year, month, of_month) = crate::dataset::Day(day).to_ymd();
            prop_assume!((1000..=9999).contains(&year));
            const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
            let name = NAMES[usize::from(month) - 1];
            for text in [format!("{of_month} {name} {year}"), format!("{name} {of_month}, {year}"), format!("{of_month}.{month}.{year}"), format!("{year}/{month}/{of_month}")] {
                prop_assert_eq!(&edtf(&text), &written);
            }
        }
    }
}
