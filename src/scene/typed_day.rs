//! A day as a reader types it into a search field.

use crate::dataset::Day;

use super::host::{DateStyle, Host};

/// The least letters of a month's name that tell it from others.
const LEAST_LETTERS: usize = 3;

/// The day that a text names: `2024-04-08`, `8 April 2024` or `Apr 2024` with the names of months in the reader's language,
/// `2024年4月8日`. The first of the month where it names no day, and nothing where it names no month: a year alone is looked
/// for like any word.
pub fn typed_day(text: &str, host: &dyn Host) -> Option<Day> {
    let text = host.lower_case(text.trim());
    let numbers: Vec<i32> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let is_in_order =
        text.contains(['年', '년']) || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_year = |number: i32| number >= 1000;
    let (year, month, day) = match (&numbers[..], is_in_order) {
        (&[year, month], true) if is_year(year) => (year, month, 1),
        (&[year, month, day], true) if is_year(year) => (year, month, day),
        (&[year], false) if is_year(year) => (year, named_month(&text, host)?, 1),
        (&[year, day], false) if is_year(year) => (year, named_month(&text, host)?, day),
        (&[day, year], false) if is_year(year) => (year, named_month(&text, host)?, day),
        _ => return None,
    };
    Day::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The month that a word of a text names, or begins to.
fn named_month(text: &str, host: &dyn Host) -> Option<i32> {
    let is_of_name =
        |letter: char| !letter.is_ascii_digit() && !letter.is_whitespace() && !matches!(letter, ',' | '.');
    let words = |text: &str| -> Vec<String> {
        text.split(|letter| !is_of_name(letter)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let typed = words(text);
    let is_meant = |month: &u8| {
        let Some(first) = Day::from_ymd(2000, *month, 1) else { return false };
        let names = words(&host.lower_case(&host.date(first, DateStyle::MonthYear)));
        names.iter().any(|name| {
            let begins =
                |word: &String| word.chars().count() >= LEAST_LETTERS && name.starts_with(word.as_str());
            typed.iter().any(|word| begins(word) || word == name)
        })
    };
    (1..=12).find(is_meant).map(i32::from)
}

#[cfg(test)]
mod tests {
    use super::super::host::NativeHost;
    use super::*;

    #[test]
    fn a_day_is_understood_as_people_write_it_and_nothing_else_is_taken_for_one() {
        let host = NativeHost::english();
        let table = [
            ("2024-04-08", Some("2024-04-08")),
            ("2024-04", Some("2024-04-01")),
            ("8 April 2024", Some("2024-04-08")),
            ("April 8, 2024", Some("2024-04-08")),
            (" 8 apr 2024 ", Some("2024-04-08")),
            ("Sept. 2021", Some("2021-09-01")),
            ("may 2025", Some("2025-05-01")),
            ("2024年4月8日", Some("2024-04-08")),
            ("2024년 4월", Some("2024-04-01")),
            ("2024", None),
            ("AUKUS 2024", None),
            ("April", None),
            ("31 April 2024", None),
            ("40 000 submarines", None),
            ("2024-13-01", None),
            ("", None),
        ];
        for (text, expected) in table {
            let day = typed_day(text, &host).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{text}");
        }
    }
}
