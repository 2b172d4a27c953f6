//! The parts of a date: year, month, day, time and zone, each as it is written, and together as EDTF.

use super::months::month_named;
use crate::dataset::Edtf;

/// What years a date may have.
pub const YEARS: &str = "the year must lie between -999999 and 999999";

/// Year, month, day and time in fields of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Astronomical: 0 is 1 BC.
    pub year: i64,
    pub month: Option<i64>,
    pub day: Option<i64>,
    /// Hour, minute, second.
    pub time: Option<[i64; 3]>,
    /// `Z` or an offset; where it is empty, a time is taken as UTC.
    pub zone: String,
}

impl Parts {
    /// The date as EDTF; the error is what is wrong with it.
    pub fn to_edtf(&self) -> Result<String, &'static str> {
        if self.year.abs() > 999_999 {
            return Err(YEARS);
        }
        let Some(month) = self.month else {
            return Ok(match self.year {
                year @ -9999..0 => format!("-{:04}", -year),
                year @ 0..=9999 => format!("{year:04}"),
                year => format!("Y{year}"),
            });
        };
        let sign = match self.year {
            ..0 => "-",
            0..=9999 => "",
            _ => "+",
        };
        let mut edtf = format!("{sign}{:04}-{month:02}", self.year.abs());
        if let Some(day) = self.day {
            edtf.push_str(&format!("-{day:02}"));
            if let Some([hour, minute, second]) = self.time {
                let zone = if self.zone.is_empty() { "Z" } else { &self.zone };
                edtf.push_str(&format!("T{hour:02}:{minute:02}:{second:02}{zone}"));
            }
        }
        Edtf::parse(&edtf).map(|_| edtf)
    }
}

/// Reads a time of the day like `14:30`, `2:30 PM`, `1430`; and a zone after it.
pub fn read_time(text: &str) -> Option<([i64; 3], String)> {
    let mut text =
        text.trim().to_lowercase().replace(". ", "").replace("m.", "m").replace("a.", "a").replace("p.", "p");
    let mut zone = String::new();
    for utc in ["z", "utc", "gmt"] {
        if let Some(rest) = text.strip_suffix(utc) {
            (text, zone) = (rest.trim_end().to_owned(), "Z".into());
        }
    }
    if let Some(at) = text.rfind(['+', '-']).filter(|_| text.contains(':')) {
        let offset = text.split_off(at).replace(':', "");
        let (sign, digits) = offset.split_at(1);
        let digits = if digits.len() == 2 { format!("{digits}00") } else { digits.to_owned() };
        if digits.len() != 4 || !is_digits(&digits) {
            return None;
        }
        zone = format!("{sign}{}:{}", &digits[..2], &digits[2..]);
    }
    let half =
        text.strip_suffix("am").map(|rest| (rest, 0)).or(text.strip_suffix("pm").map(|rest| (rest, 12)));
    let (clock, half) = half.map_or((text.as_str(), None), |(rest, hours)| (rest, Some(hours)));
    let clock = clock.trim();
    let whole = clock.split(['.', ',']).next().filter(|_| clock.contains(':')).unwrap_or(clock);
    let parts: Vec<&str> = match whole.len() {
        3 | 4 if is_digits(whole) && half.is_none() => {
            vec![&whole[..whole.len() - 2], &whole[whole.len() - 2..]]
        }
        _ => whole.split([':', '.']).collect(),
    };
    if parts.len() > 3 || (parts.len() == 1 && half.is_none()) {
        return None;
    }
    let mut time = [0; 3];
    for (at, part) in parts.iter().enumerate() {
        let is_short = is_digits(part) && part.len() <= 2;
        time[at] = part.parse().ok().filter(|_| is_short)?;
    }
    if let Some(half) = half {
        if !(1..=12).contains(&time[0]) {
            return None;
        }
        time[0] = time[0] % 12 + half;
    }
    (time[0] < 24 && time[1] < 60 && time[2] < 60).then_some((time, zone))
}

/// A month by number or by name, 1 to 12.
pub fn read_month(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if is_digits(&text) {
        return text.parse().ok().filter(|month| (1..=12).contains(month));
    }
    month_named(&text)
}

/// Whether a text is digits and nothing else.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_sheets_write_them() {
        let table = [
            ("14:30", Some([14, 30, 0])),
            ("2:30 PM", Some([14, 30, 0])),
            ("12:05 a.m.", Some([0, 5, 0])),
            ("930", Some([9, 30, 0])),
            ("6:45:56", Some([6, 45, 56])),
            ("7pm", Some([19, 0, 0])),
            ("25:00", None),
            ("noon", None),
            ("7", None),
        ];
        for (text, expected) in table {
            assert_eq!(read_time(text).map(|(time, _)| time), expected, "{text}");
        }
    }
}
