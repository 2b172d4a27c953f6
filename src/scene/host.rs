//! What the core asks of whoever runs it: words of the reader's language, names, widths of text.

use std::cmp::Ordering;

use super::messages::Messages;
use crate::dataset::{Day, Edtf, Point, Precision};

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// Monday 8 April 2024
    Full,
    /// 8 April 2024
    Long,
    /// 8 Apr 2024
    Short,
    /// April 2024
    MonthYear,
    /// Apr
    Month,
    /// 2024
    Year,
    /// 8 April: the year goes without saying
    DayMonth,
    /// 8
    DayOfMonth,
}

/// The surroundings of the core.
pub trait Host {
    /// A day in words.
    fn date(&self, day: Day, style: DateStyle) -> String;
    /// A time of day, from the seconds since its midnight.
    fn time(&self, second_of_day: u32) -> String {
        format!("{:02}:{:02}", second_of_day / 3600, second_of_day / 60 % 60)
    }
    /// The day on which the reader's weeks begin, Monday being 0.
    fn first_weekday(&self) -> u8 {
        0
    }
    /// The reader's own day, where it is to be marked. Pictures that must not change with the clock
    /// have none.
    fn today(&self) -> Option<Day> {
        None
    }
    /// The title of an event in the dataset's columns that do not hold it themselves.
    fn row_title(&self, _row: usize) -> Option<String> {
        None
    }
    /// A number of things, with its digits in groups.
    fn number(&self, count: usize) -> String {
        self.messages().number(count)
    }
    /// A list of things, without an *and* before the last where the language can do without.
    fn list(&self, items: &[String]) -> String {
        items.join(", ")
    }
    /// The order in which readers look for names.
    fn compare(&self, a: &str, b: &str) -> Ordering {
        self.lower_case(a).cmp(&self.lower_case(b))
    }
    /// A stretch of days with what both ends share told once, "16–17 July 2025"; `None` where the host cannot.
    fn date_range(&self, _start: Day, _end: Day, _style: DateStyle) -> Option<String> {
        None
    }
    /// The name of a language by its BCP 47 tag.
    fn language_name(&self, tag: &str) -> String {
        tag.to_owned()
    }
    /// Whether texts run from right to left.
    fn is_right_to_left(&self) -> bool {
        false
    }
    /// The name of a country by its ISO 3166-1 alpha-3 code.
    fn country(&self, code: &str) -> Option<String>;
    /// A text in small letters, as the reader's language has them.
    fn lower_case(&self, text: &str) -> String;
    /// Texts in the order of the reader's language; without one, small and large letters alike.
    fn collated(&self, mut texts: Vec<String>) -> Vec<String> {
        texts.sort_by_cached_key(|text| (self.lower_case(text), text.clone()));
        texts
    }
    /// How large texts are set, beside the size they are asked for.
    fn text_scale(&self) -> f64 {
        1.0
    }
    /// The width of a text.
    fn text_width_px(&self, text: &str, size_px: f64, is_bold: bool) -> f64;
    /// The messages in the reader's language.
    fn messages(&self) -> &Messages;
    /// BCP 47 tag of the reader's language.
    fn language(&self) -> &str;
}

/// A date in words, as it is known: a month as a month, "about 2024", "since April 2024".
pub fn edtf_words(edtf: &Edtf, is_short: bool, host: &dyn Host) -> String {
    let messages = host.messages();
    let style = |point: &Point| match (point.precision, is_short) {
        (Precision::Year, _) => DateStyle::Year,
        (Precision::Month, _) => DateStyle::MonthYear,
        (_, true) => DateStyle::Short,
        (_, false) => DateStyle::Long,
    };
    let is_plain =
        |point: &Point| !point.is_approximate && !point.is_uncertain && point.second_of_day.is_none();
    let point = |point: &Point| {
        let mut words = host.date(point.first, style(point));
        if let Some(second) = point.second_of_day {
            words = format!("{words}, {}", host.time(second));
        }
        if point.is_approximate {
            words = messages.fill("date.about", &[("date", &words)]);
        }
        if point.is_uncertain {
            words = messages.fill("date.uncertain", &[("date", &words)]);
        }
        words
    };
    match (edtf.start(), edtf.end(), edtf.is_interval()) {
        (Some(start), None, _) => messages.fill("date.since", &[("date", &point(start))]),
        (None, Some(end), _) => messages.fill("date.until", &[("date", &point(end))]),
        (Some(start), Some(end), true)
            if is_plain(start)
                && is_plain(end)
                && style(start) == style(end)
                && let Some(words) = host.date_range(start.first, end.first, style(start)) =>
        {
            words
        }
        (Some(start), Some(end), true) => {
            messages.fill("date.range", &[("start", &point(start)), ("end", &point(end))])
        }
        (Some(start), ..) => point(start),
        (None, None, _) => String::new(),
    }
}

/// A host without a browser: English dates, approximate text widths.
#[cfg(not(target_arch = "wasm32"))]
pub struct NativeHost {
    messages: Messages,
}

#[cfg(not(target_arch = "wasm32"))]
impl NativeHost {
    /// A host with the widget's English messages.
    pub fn english() -> NativeHost {
        let text = include_str!("../../www/messages/en.json");
        let texts: std::collections::BTreeMap<_, _> = serde_json::from_str(text).unwrap_or_default();
        NativeHost { messages: Messages::english(texts.into_iter().collect()) }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Host for NativeHost {
    fn date(&self, day: Day, style: DateStyle) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        const DAYS: [&str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let (year, month, day_of_month) = day.to_ymd();
        let month = MONTHS[usize::from(month) - 1];
        let short = if month == "September" { "Sept" } else { &month[..3] };
        let year = if year <= 0 { format!("{} BCE", 1 - year) } else { year.to_string() };
        match style {
            DateStyle::Full => format!("{} {day_of_month} {month} {year}", DAYS[usize::from(day.weekday())]),
            DateStyle::Long => format!("{day_of_month} {month} {year}"),
            DateStyle::Short => format!("{day_of_month} {short} {year}"),
            DateStyle::MonthYear => format!("{month} {year}"),
            DateStyle::Month => short.into(),
            DateStyle::Year => year,
            DateStyle::DayMonth => format!("{day_of_month} {month}"),
            DateStyle::DayOfMonth => day_of_month.to_string(),
        }
    }

    #[cfg(feature = "cli")]
    fn country(&self, code: &str) -> Option<String> {
        // What the standard prints is a state's formal name; on a map it has its usual one.
        let usual = match code {
            "COD" => "Congo - Kinshasa",
            "COG" => "Congo - Brazzaville",
            "GBR" => "United Kingdom",
            "KOR" => "South Korea",
            "LAO" => "Laos",
            "PRK" => "North Korea",
            "RUS" => "Russia",
            "SYR" => "Syria",
            "USA" => "United States",
            _ => {
                let formal = rust_iso3166::from_alpha3(code)?.name;
                formal.split([',', '(']).next().unwrap_or(formal).trim_end()
            }
        };
        Some(usual.to_owned())
    }

    #[cfg(not(feature = "cli"))]
    fn country(&self, _code: &str) -> Option<String> {
        None
    }

    fn lower_case(&self, text: &str) -> String {
        text.to_lowercase()
    }

    /// From the mean widths of a sans-serif's letters; wide scripts count as full squares.
    fn text_width_px(&self, text: &str, size_px: f64, is_bold: bool) -> f64 {
        let em: f64 = text
            .chars()
            .map(|c| match c {
                'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ':' | ' ' | 't' | 'f' | 'r' | '(' | ')' => 0.32,
                'm' | 'w' | 'M' | 'W' => 0.86,
                'A'..='Z' => 0.67,
                '\u{1100}'.. => 1.0,
                _ => 0.56,
            })
            .sum();
        em * size_px * if is_bold { 1.16 } else { 1.06 }
    }

    fn messages(&self) -> &Messages {
        &self.messages
    }

    fn language(&self) -> &str {
        "en"
    }
}
