//! A slide of TimelineJS, from a document or from a sheet: to an event, an era or the title.

use super::dates::{Parts, read_date, read_month, read_time};
use super::draft::{Draft, Event};
use super::guesses::{tier_guessed, zone_guessed};
use super::html::{address_in, first_words, plain_text, with_scheme};
use super::notes::{Notes, problem};
use super::source::Source;
use crate::dataset::{Edtf, is_web_address, quote};
use crate::written::Span;

/// A text, and where it stands.
#[derive(Clone, Debug, Default)]
pub struct Field {
    pub text: String,
    pub path: String,
    pub span: Span,
}

impl Field {
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn wrong(&self, expected: &str, hint: Option<String>, notes: &mut Notes) {
        let found = if self.is_empty() { "nothing".into() } else { quote(&self.text) };
        notes.error(self.span, problem(&self.path, found, expected, hint));
    }
}

/// A date in fields.
#[derive(Clone, Debug, Default)]
pub struct DateFields {
    /// What holds them.
    pub holder: Field,
    pub year: Field,
    pub month: Field,
    pub day: Field,
    /// Hour, minute and second; or all of them in the first, as a sheet has it.
    pub time: [Field; 3],
    pub millisecond: Field,
    pub display: String,
}

#[derive(Clone, Debug, Default)]
pub struct Slide {
    /// All of it.
    pub whole: Field,
    pub start: Option<DateFields>,
    pub end: Option<DateFields>,
    pub display_date: String,
    pub headline: String,
    pub text: String,
    pub media: Field,
    pub credit: String,
    pub caption: String,
    pub group: String,
    pub id: Option<String>,
    /// Name, longitude and latitude.
    pub place: Option<(String, f64, f64)>,
}

/// The group of the lanes.
const GROUP: &str = "Groups";

impl Slide {
    /// The title slide.
    pub fn into_title(self, draft: &mut Draft) {
        let (headline, text) = (plain_text(&self.headline), plain_text(&self.text));
        draft.title = Some(headline).filter(|headline| !headline.is_empty());
        draft.summary = Some(text).filter(|text| !text.is_empty());
    }

    pub fn into_era(self, draft: &mut Draft, notes: &mut Notes) {
        if self.end.is_none() {
            return self.whole.wrong("an end date, as every era has", None, notes);
        }
        let label = plain_text(&self.headline);
        if let Some(date) = self.date(notes) {
            draft.eras.push((date.as_str().to_owned(), label));
        }
    }

    pub fn into_event(self, draft: &mut Draft, notes: &mut Notes) {
        let Some(date) = self.date(notes) else { return };
        let (headline, caption) = (plain_text(&self.headline), plain_text(&self.caption));
        let mut summary = plain_text(&self.text);
        let title = [headline, first_words(&summary), first_words(&caption)]
            .into_iter()
            .find(|text| !text.is_empty());
        let title = title.unwrap_or_else(|| "Untitled".into());
        let start_display = self.start.as_ref().map_or("", |start| start.display.as_str());
        let display =
            [self.display_date.as_str(), start_display].into_iter().find(|text| !text.trim().is_empty());
        let display = plain_text(display.unwrap_or(""));
        let says_more = !display.is_empty()
            && read_date(&display, None).map_or(true, |shown| shown.edtf != date.as_str());
        // What is shown in place of the date is kept in words.
        if says_more {
            summary = if summary.is_empty() { display } else { format!("{display}. {summary}") };
        }
        let quoted = self.quotation();
        if !quoted.is_empty() {
            summary = if summary.is_empty() { quoted } else { format!("{summary}\n{quoted}") };
        }
        let sources = self.sources(&title, &caption, draft, notes);
        let group = plain_text(&self.group);
        let actors = if group.is_empty() { Vec::new() } else { vec![draft.actor(&group, None, GROUP)] };
        draft.events.push(Event {
            id: self.id,
            date,
            places: self
                .place
                .map(|(name, lon, lat)| (if name.is_empty() { title.clone() } else { name }, lon, lat))
                .into_iter()
                .collect(),
            title,
            summary,
            kind: "event".into(),
            actors,
            tracks: Vec::new(),
            changes: Vec::new(),
            sources,
            origin: (self.whole.span, self.whole.path),
        });
    }

    /// A medium that is a piece of HTML without an address is words to be read.
    fn quotation(&self) -> String {
        let written = self.media.text.trim();
        let is_quoted = written.starts_with('<') && address_in(written).is_none();
        if is_quoted { plain_text(written) } else { String::new() }
    }

    fn sources(&self, title: &str, caption: &str, draft: &mut Draft, notes: &mut Notes) -> Vec<usize> {
        let written = self.media.text.trim();
        let address = with_scheme(written);
        let address = if is_web_address(&address) { Some(address) } else { address_in(written) };
        let credit = plain_text(&self.credit);
        if address.is_none() && !written.is_empty() && !written.starts_with('<') {
            let expected = "an address of a medium; what stands in its place is left out";
            notes.warn(self.media.span, problem(&self.media.path, quote(written), expected, None));
        }
        if address.is_none() && credit.is_empty() && caption.is_empty() {
            return Vec::new();
        }
        let about = if caption.is_empty() && address.is_some() { title } else { caption };
        let Some((source, is_guess)) = Source::new(about, &credit, address.as_deref(), None) else {
            return Vec::new();
        };
        if is_guess {
            notes.warn(self.media.span, tier_guessed(&self.media.path, &source.tier));
        }
        vec![draft.source(source)]
    }

    fn date(&self, notes: &mut Notes) -> Option<Edtf> {
        let Some(start) = &self.start else {
            self.whole.wrong("a date", Some("every slide but the title has one".into()), notes);
            return None;
        };
        let from = start.edtf(notes)?;
        let Some(end) = &self.end else { return Edtf::parse(&from).ok() };
        let to = end.edtf(notes)?;
        let edtf = if from == to { from } else { format!("{from}/{to}") };
        let wrong = |reason: &str| {
            let Field { span, path, .. } = &end.holder;
            let expected = "an end that is not before the start";
            notes.error(*span, problem(path, quote(&to), expected, Some(reason.into())));
        };
        Edtf::parse(&edtf).map_err(wrong).ok()
    }
}

impl DateFields {
    /// Whether nothing is written in any of them.
    pub fn is_empty(&self) -> bool {
        let plain = [&self.year, &self.month, &self.day];
        plain.into_iter().chain(&self.time).all(Field::is_empty)
    }

    fn edtf(&self, notes: &mut Notes) -> Option<String> {
        let whole = |field: &Field| -> Option<i64> {
            let digits: String = field.text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
            digits.parse().ok().filter(|_| digits.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()))
        };
        if self.year.is_empty() {
            let field = if self.year.path.is_empty() { &self.holder } else { &self.year };
            field.wrong("a year", None, notes);
            return None;
        }
        let Some(year) = whole(&self.year) else {
            self.year.wrong("a year in digits, negative before our era", None, notes);
            return None;
        };
        // TimelineJS shows -44 as 44 BCE; astronomers and EDTF count a year 0.
        let mut parts = Parts { year: if year < 0 { year + 1 } else { year }, ..Parts::default() };
        if !self.month.is_empty() {
            let Some(month) = read_month(&self.month.text) else {
                self.month.wrong("a month, 1 to 12 or by name", None, notes);
                return None;
            };
            parts.month = Some(month);
        }
        if !self.day.is_empty() {
            let Some(day) = whole(&self.day) else {
                self.day.wrong("a day of the month", None, notes);
                return None;
            };
            if parts.month.is_none() {
                self.day.wrong("a month too where there is a day", None, notes);
                return None;
            }
            parts.day = Some(day);
        }
        let [first, ..] = &self.time;
        if !self.time.iter().all(Field::is_empty) {
            let clock = match first.text.trim() {
                sheet if sheet.contains(':') || sheet.parse::<u8>().is_err() => sheet.to_owned(),
                hour => {
                    let or_zero = |field: &Field| {
                        if field.is_empty() { "0".into() } else { field.text.trim().to_owned() }
                    };
                    format!("{hour}:{}:{}", or_zero(&self.time[1]), or_zero(&self.time[2]))
                }
            };
            let Some((time, zone)) = read_time(&clock) else {
                first.wrong("a time of the day, like 14:30 or hour, minute and second", None, notes);
                return None;
            };
            if parts.day.is_none() {
                first.wrong("a whole day before a time", None, notes);
                return None;
            }
            if zone.is_empty() {
                notes.warn(first.span, zone_guessed(&first.path, &clock));
            }
            if !self.millisecond.text.trim_matches('0').trim().is_empty() {
                let expected = "whole seconds; what is finer is left out";
                notes.warn(
                    self.millisecond.span,
                    problem(&self.millisecond.path, quote(&self.millisecond.text), expected, None),
                );
            }
            (parts.time, parts.zone) = (Some(time), zone);
        }
        let field = if parts.month.is_some() { &self.holder } else { &self.year };
        let edtf = parts.to_edtf();
        if let Err(reason) = edtf {
            let found = [&self.year, &self.month, &self.day].map(|field| field.text.trim().to_owned());
            let found = found.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("-");
            notes.error(
                field.span,
                problem(&field.path, quote(&found), super::dates::EXPECTED, Some(reason.into())),
            );
        }
        edtf.ok()
    }
}
