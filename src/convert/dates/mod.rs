//! Dates as people write them, to EDTF.
//!
//! EDTF itself is taken as it is. Else: `8 April 2024`, `Apr 8, 2024`, `8. April 2024`, `le 8 avril 2024`,
//! `2024年4月8日`, `2024/4/8`, `8.4.2024`, `4/2024`, `April 2024`, `44 BC`, `c. 1850`, `1990s`, two dates with
//! `to` or a dash between them, of which the first may leave out what the second says, and a time after a
//! day. Where 4/8/2024 could be in April or in August, it is refused rather than guessed.

mod day;
mod months;
mod parts;

pub use months::english as month_in_english;
pub use parts::{Parts, is_digits, read_month, read_time};

use crate::dataset::Edtf;
use day::read_parts;

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
/// Words for parts of a year without an agreed beginning and end.
const VAGUE: [&str; 12] = [
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "early",
    "mid",
    "late",
    "beginning",
    "middle",
    "end",
    "first half",
];
const MONTHS_INSTEAD: &str = "write the months that are meant: 2022-09/2022-11";

/// What is said of a date that could mean two days.
pub const ORDER: &str = "day or month first? write 2024-04-08, or say which comes first";

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
        let (last, b) = side(&end)?;
        let (first, a) =
            side(&start).or_else(|hint| completed(&start, &last).map_or(Err(hint), |whole| side(&whole)))?;
        return checked(format!("{first}/{last}"), a || b);
    }
    if let Some(decade) = plain.strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0') && is_digits(d))
    {
        let last = decade.parse::<u32>().map_or(0, |year| year + 9);
        return checked(format!("{decade}/{last:04}"), false);
    }
    if let Some(quarter) = quarter(&plain) {
        return checked(quarter, false);
    }
    let is_vague =
        VAGUE.iter().any(|word| plain.starts_with(word)) && plain.ends_with(|c: char| c.is_ascii_digit());
    let (edtf, is_zone_guessed) =
        read_one(&plain, order).map_err(|hint| hint.or(is_vague.then(|| MONTHS_INSTEAD.into())))?;
    checked(edtf, is_zone_guessed)
}

/// The months of `Q3 2022` and `2022 Q3`.
fn quarter(plain: &str) -> Option<String> {
    let (a, b) = plain.split_once([' ', '-'])?;
    let (year, quarter) = if a.starts_with('q') { (b, a) } else { (a, b) };
    let number = quarter.strip_prefix('q')?.parse::<u32>().ok().filter(|number| (1..=4).contains(number))?;
    (year.len() == 4 && is_digits(year))
        .then(|| format!("{year}-{:02}/{year}-{:02}", number * 3 - 2, number * 3))
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

/// Small letters, single spaces, no commas, no dots after words and days; Western digits, and hyphens for
/// what stands after year and month in Chinese, Japanese and Korean.
fn normalised(text: &str) -> String {
    let mut plain = String::new();
    let is_eastern = text.contains(['年', '년']);
    // A weekday in brackets may be 月 or 日, which are month and day as well.
    let text = text.split(['(', '（']).next().filter(|_| is_eastern).unwrap_or(text);
    let mut letters = text.chars().flat_map(char::to_lowercase).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ',' => plain.push(' '),
            '.' if plain.ends_with(char::is_alphabetic) => {}
            '.' if letters.peek().is_none_or(|next| next.is_whitespace()) => {}
            '−' => plain.push('-'),
            '０'..='９' => plain.extend(char::from_digit(letter as u32 - '０' as u32, 10)),
            '年' | '년' | '月' | '월' if is_eastern => plain.push('-'),
            '日' | '일' if is_eastern => plain.push(' '),
            letter if letter.is_whitespace() && is_eastern && plain.ends_with('-') => {}
            letter => plain.push(letter),
        }
    }
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_eastern { plain.trim_end_matches('-').to_owned() } else { plain }
}

/// What may stand between the two sides of a stretch of time.
const BETWEEN: [&str; 13] =
    [" to ", " until ", " bis ", " au ", " al ", " – ", " — ", " - ", " / ", "–", "—", "〜", "～"];

/// The two sides of a stretch of time.
fn sides(plain: &str) -> Option<(String, String)> {
    if let Some(days) = days_of_a_month(plain) {
        return Some(days);
    }
    let parted = BETWEEN.iter().find_map(|by| plain.split_once(by));
    let parted = parted.or_else(|| {
        let (start, end) = plain.split_once('-')?;
        (start.len() == 4 && end.len() == 4 && is_digits(start) && is_digits(end)).then_some((start, end))
    });
    let since = ["since ", "seit ", "depuis "].iter().find_map(|word| plain.strip_prefix(word));
    let (start, end) = parted.or(since.map(|start| (start, "..")))?;
    let start = ["from ", "vom ", "du "].iter().find_map(|word| start.strip_prefix(word)).unwrap_or(start);
    Some((start.trim().into(), end.trim().into()))
}

/// Both sides of `8-10 April 2024` and `April 8 to 10, 2024`.
fn days_of_a_month(plain: &str) -> Option<(String, String)> {
    if !plain.contains(char::is_alphabetic) {
        return None;
    }
    [" to ", " bis ", " au ", " al ", "-", "–", "—"].iter().find_map(|by| {
        let (left, right) = plain.split_once(by)?;
        let (left, right) = (left.trim_end(), right.trim_start());
        let (before, first) = left.split_at(left.trim_end_matches(|c: char| c.is_ascii_digit()).len());
        let (last, after) =
            right.split_at(right.len() - right.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        let is_day = |day: &str| matches!(day.len(), 1 | 2);
        let is_apart = !before.ends_with([':', '/', '.', '-']) && !after.starts_with([':', '/', '.', '-']);
        let is_whole = is_apart && format!("{before}{after}").contains(char::is_alphabetic);
        (is_day(first) && is_day(last) && is_whole)
            .then(|| (format!("{before}{first}{after}"), format!("{before}{last}{after}")))
    })
}

/// The beginning of a stretch that leaves out what its end says: the year, or month and year.
fn completed(start: &str, end: &str) -> Option<String> {
    let mut parts = end.trim_end_matches(['~', '?', '%']).splitn(3, '-');
    let (year, month) = (parts.next().filter(|year| year.len() == 4 && is_digits(year))?, parts.next());
    match (is_digits(start) && start.len() <= 2, month) {
        (true, Some(month)) => Some(format!("{year}-{month}-{start:0>2}")),
        (true, None) => None,
        (false, _) => Some(format!("{start} {year}")),
    }
}

/// Reads one date, normalised: EDTF with its marks, and whether a zone was guessed.
fn read_one(text: &str, order: Option<DateOrder>) -> Result<(String, bool), Option<String>> {
    let upper = text.to_uppercase();
    if Edtf::parse(&upper).is_ok() {
        return Ok((upper, false));
    }
    let (mut is_approximate, mut is_uncertain) = (false, false);
    let mut rest = text;
    for (word, marks) in [
        ("c", 0),
        ("ca", 0),
        ("circa", 0),
        ("about", 0),
        ("around", 0),
        ("um", 0),
        ("vers", 0),
        ("~", 0),
        ("probably", 1),
    ] {
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
            ("8-10 April 2024", "2024-04-08/2024-04-10"),
            ("8–10 April 2024", "2024-04-08/2024-04-10"),
            ("April 8-10, 2024", "2024-04-08/2024-04-10"),
            ("8 to 10 April 2024", "2024-04-08/2024-04-10"),
            ("28 May – 3 June 2024", "2024-05-28/2024-06-03"),
            ("April–June 2024", "2024-04/2024-06"),
            ("Q3 2022", "2022-07/2022-09"),
            ("2022-Q4", "2022-10/2022-12"),
        ];
        for (text, expected) in table {
            assert_eq!(edtf(text), expected, "{text}");
        }
        assert!(read_date("2024-04-08 14:30", None).unwrap().is_zone_guessed);
        assert!(!read_date("2024-04-08 14:30 UTC", None).unwrap().is_zone_guessed);
    }

    #[test]
    fn dates_are_read_as_other_languages_write_them() {
        let table = [
            ("8. April 2024", "2024-04-08"),
            ("Montag, 8. März 2024", "2024-03-08"),
            ("Dez. 2024", "2024-12"),
            ("vom 8. bis 10. April 2024", "2024-04-08/2024-04-10"),
            ("seit 2019", "2019/.."),
            ("8 avril 2024", "2024-04-08"),
            ("le 1er août 2024", "2024-08-01"),
            ("lundi 8 avril 2024", "2024-04-08"),
            ("8 de abril de 2024", "2024-04-08"),
            ("8 aprile 2024", "2024-04-08"),
            ("2024年4月8日", "2024-04-08"),
            ("2024年4月8日(月)", "2024-04-08"),
            ("２０２４年４月", "2024-04"),
            ("2024年", "2024"),
            ("2024년 4월 8일", "2024-04-08"),
            ("2024年4月8日〜2024年4月10日", "2024-04-08/2024-04-10"),
        ];
        for (text, expected) in table {
            assert_eq!(edtf(text), expected, "{text}");
        }
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
            ("spring 2024", "no: write the months that are meant: 2022-09/2022-11"),
            ("mid-2024", "no: write the months that are meant: 2022-09/2022-11"),
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
