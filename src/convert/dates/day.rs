//! A single date in words or in numbers, to its parts.

use super::months::is_weekday;
use super::parts::{Parts, YEARS, is_digits, read_month, read_time};
use super::{DateOrder, ORDER};

/// Words between the parts of a date.
const FILLERS: [&str; 18] = [
    "of", "the", "in", "on", "from", "den", "der", "am", "im", "vom", "le", "de", "del", "du", "di", "do",
    "en", "el",
];
/// What stands after the number of a day.
const ORDINALS: [&str; 8] = ["st", "nd", "rd", "th", "er", "e", "º", "°"];

/// Reads a date, normalised and without its marks; the error is a hint, where there is one.
pub fn read_parts(text: &str, order: Option<DateOrder>) -> Result<Parts, Option<String>> {
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
        let ordinal = ORDINALS.iter().find_map(|end| word.strip_suffix(end).filter(|w| is_digits(w)));
        match word {
            "bc" | "bce" => era = Some(true),
            "ad" | "ce" => era = Some(false),
            _ if FILLERS.contains(&word) => {}
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

/// A date of nothing but digits and separators.
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
