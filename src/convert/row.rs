//! A row of a table of changes: to an event, or to a change of one.

use super::dates::{DateOrder, EXPECTED, month_in_english, read_date, read_month};
use super::draft::{Change, Draft, Event, Told};
use super::guesses::{tier_guessed, zone_guessed};
use super::html::{first_words, text_of};
use super::notes::{Notes, problem};
use super::source::Source;
use crate::dataset::{Edtf, Tier, Tone, did_you_mean, ends_status, is_country_code, is_web_address, quote};
use crate::written::{Cell, Row, Span};

/// The scale and the group of rows that name none.
const SCALE: &str = "Status";
const GROUP: &str = "Actors";

/// A row with what its columns hold.
pub struct Reading<'a> {
    pub row: &'a Row,
    pub fields: &'a [Option<&'static str>],
    pub line: usize,
    /// Whether the row before has a date.
    pub is_after_dated: bool,
}

impl Reading<'_> {
    fn cell(&self, field: &str) -> Option<&Cell> {
        let at = self.fields.iter().position(|known| *known == Some(field))?;
        self.row.cells.get(at)
    }

    fn text(&self, field: &str) -> String {
        self.cell(field).map_or(String::new(), |cell| cell.text.clone())
    }

    /// Whether the row says when.
    pub fn has_date(&self) -> bool {
        ["date", "year"].iter().any(|field| self.cell(field).is_some_and(|cell| !cell.text.is_empty()))
    }

    fn path(&self, field: &str) -> String {
        format!("line {}, {field}", self.line)
    }

    /// Notes that a cell is wrong; where there is none, the row.
    fn wrong(&self, field: &str, expected: &str, hint: Option<String>, notes: &mut Notes) {
        let cell = self.cell(field).filter(|cell| !cell.text.is_empty());
        let (span, found) =
            cell.map_or((self.row.span, "nothing".into()), |cell| (cell.span, quote(&cell.text)));
        notes.error(span, problem(&self.path(field), found, expected, hint));
    }

    /// Adds the row's event, or its change to the event of an earlier row.
    pub fn add_to(&self, draft: &mut Draft, order: Option<DateOrder>, notes: &mut Notes) {
        let date = self.date(order, notes);
        let places = self.places(notes);
        let sources = self.sources(draft, notes);
        let (actors, changes) = self.changes(draft, notes);
        let summary = text_of(&self.text("summary"));
        let written = text_of(&self.text("title"));
        let title = if written.is_empty() { self.title(draft, &actors, &summary) } else { written.clone() };
        let Some(date) = date else { return };
        if title.is_empty() {
            let hint = "without a title, an actor and a status name it";
            return self.wrong("title", "what happened", Some(hint.into()), notes);
        }
        let id = Some(self.text("id")).filter(|id| !id.is_empty());
        // Rows mean the same event by its id, else by its date and title.
        let key = match &id {
            Some(id) => Some(format!("id {id}")),
            None => (!written.is_empty()).then(|| format!("{date} {title}")),
        };
        let track =
            Some(self.text("track")).filter(|track| !track.is_empty()).map(|track| draft.track(&track));
        let changes = changes.into_iter().map(|change| Change { track, ..change });
        match key.as_ref().and_then(|key| draft.event_called(key)) {
            Some(event) => {
                let note = if event.summary == summary { String::new() } else { summary };
                event.changes.extend(changes.map(|change| Change {
                    note: note.clone(),
                    sources: sources.clone(),
                    ..change
                }));
                add_new(&mut event.actors, actors);
                add_new(&mut event.sources, sources);
                add_new(&mut event.tracks, track);
                add_new(&mut event.places, places.map(|place| self.named(place, &title)));
            }
            None => {
                let kind = Some(self.text("kind")).filter(|kind| !kind.is_empty());
                let places = places.map(|place| self.named(place, &title)).into_iter().collect();
                let changes = changes.map(|change| Change { sources: sources.clone(), ..change }).collect();
                let event = Event {
                    id,
                    date,
                    title,
                    summary,
                    kind: kind.unwrap_or_else(|| "event".into()),
                    actors,
                    tracks: track.into_iter().collect(),
                    places,
                    changes,
                    sources,
                    origin: (self.row.span, format!("line {}", self.line)),
                };
                draft.add_event(event, key);
            }
        }
    }

    fn date(&self, order: Option<DateOrder>, notes: &mut Notes) -> Option<Edtf> {
        let mut ends = Vec::new();
        for field in ["date", "end"] {
            let text = match self.text(field) {
                text if text.is_empty() && field == "date" => self.parts(),
                text => text,
            };
            if field == "end" && text.is_empty() {
                continue;
            }
            match read_date(&text, order) {
                Ok(dated) => {
                    if dated.is_zone_guessed {
                        let span = self.cell(field).map_or(self.row.span, |cell| cell.span);
                        notes.warn(span, zone_guessed(&self.path(field), &text));
                    }
                    ends.push(dated.edtf);
                }
                Err(hint) => {
                    let is_merged = text.is_empty() && self.is_after_dated;
                    let merged = "cells that were merged are empty but for the first: give each row its date";
                    self.wrong(field, EXPECTED, hint.or(is_merged.then(|| merged.into())), notes);
                    return None;
                }
            }
        }
        let edtf = if ends.len() == 2 && ends[0] == ends[1] { ends[0].clone() } else { ends.join("/") };
        let wrong = |reason: &str| {
            self.wrong("end", "an end that is not before the date", Some(reason.into()), notes)
        };
        Edtf::parse(&edtf).map_err(wrong).ok()
    }

    /// A date in columns of its own, as people would write it in one.
    fn parts(&self) -> String {
        let [year, month, day] = ["year", "month", "day"].map(|field| self.text(field));
        let named = read_month(&month).and_then(month_in_english);
        let month = named.map_or(month, str::to_owned);
        let year = year.strip_prefix('-').map_or(year.clone(), |year| format!("{year} BC"));
        [day, month, year].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The event's name, where it has none of its own.
    fn title(&self, draft: &Draft, actors: &[usize], summary: &str) -> String {
        let names: Vec<&str> = actors.iter().map(|actor| draft.actor_name(*actor)).collect();
        match (names.join(", "), self.text("status").as_str()) {
            (names, status) if names.is_empty() => {
                let words = first_words(summary);
                if words.is_empty() { status.to_owned() } else { words }
            }
            (names, "" | "-" | "–" | "—") => names,
            (names, status) => format!("{names}: {status}"),
        }
    }

    fn changes(&self, draft: &mut Draft, notes: &mut Notes) -> (Vec<usize>, Vec<Change>) {
        let (who, group) = (self.text("actor"), self.text("group"));
        let group = if group.is_empty() { GROUP } else { &group };
        let code = self.text("code").to_uppercase();
        let is_code = is_country_code(&code);
        if !code.is_empty() && !is_code {
            self.wrong("code", "an ISO 3166-1 alpha-3 code like JPN", None, notes);
        }
        let names: Vec<&str> = who.split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
        let code = Some(code.as_str()).filter(|_| is_code);
        let mut actors = Vec::new();
        match (&names[..], code) {
            ([], Some(code)) => actors.push(draft.actor("", Some(code), group)),
            ([only], code) => actors.push(draft.actor(only, code, group)),
            (several, _) => add_new(
                &mut actors,
                several.iter().map(|name| draft.actor(name, None, group)).collect::<Vec<_>>(),
            ),
        }
        for actor in &actors {
            draft.mention_actor(*actor, self.mention("actor"));
        }
        let status = self.text("status");
        if status.is_empty() {
            return (actors, Vec::new());
        }
        if actors.is_empty() {
            self.wrong("actor", "who becomes so", None, notes);
        }
        let rank = Some(self.text("rank")).filter(|rank| !rank.is_empty());
        let rank = rank.and_then(|rank| {
            let number = rank.parse::<f64>().ok().filter(|number| number.is_finite());
            if number.is_none() {
                self.wrong("rank", "a number, 1 for the strongest", None, notes);
            }
            number
        });
        let tone = self.word("tone", Tone::ALL.iter().map(|tone| tone.word()).collect(), notes);
        let plural = Some(self.text("plural")).filter(|plural| !plural.is_empty());
        let is_end = ends_status(&status);
        let scale = self.text("scale");
        let held = || actors.iter().find_map(|&actor| draft.scale_told_last(actor));
        let scale = match is_end && scale.is_empty() {
            // What ends is what was told of the actor last.
            true => held().unwrap_or_else(|| draft.scale(SCALE)),
            false => draft.scale(if scale.is_empty() { SCALE } else { &scale }),
        };
        actors.iter().for_each(|&actor| draft.tell_scale(actor, scale));
        let status = (!is_end).then(|| draft.status(&status, scale, Told { plural, rank, tone }));
        if let Some(status) = status {
            draft.mention_status(status, self.mention("status"));
        }
        let change = |actor: &usize| {
            let (note, sources) = Default::default();
            Change { actor: *actor, status, scale, track: None, note, sources }
        };
        let changes = actors.iter().map(change).collect();
        (actors, changes)
    }

    /// Where a cell stands, to be told of what it names.
    fn mention(&self, field: &str) -> (Span, String) {
        (self.cell(field).map_or(self.row.span, |cell| cell.span), self.path(field))
    }

    /// A cell that must be one of a few words.
    fn word(&self, field: &str, words: Vec<&'static str>, notes: &mut Notes) -> Option<String> {
        let written = Some(self.text(field).to_lowercase()).filter(|word| !word.is_empty())?;
        if words.contains(&written.as_str()) {
            return Some(written);
        }
        let hint = did_you_mean(&written, &mut words.iter().copied());
        self.wrong(field, &format!("one of {}", words.join(", ")), hint, notes);
        None
    }

    fn places(&self, notes: &mut Notes) -> Option<(f64, f64)> {
        let written = ["lon", "lat"].map(|field| self.text(field));
        if written.iter().all(String::is_empty) {
            return None;
        }
        let number = |text: &String| text.replace(',', ".").parse::<f64>().ok();
        let [lon, lat] = [&written[0], &written[1]].map(number);
        let is_swapped = lat.is_some_and(|lat| (90.0..=180.0).contains(&lat.abs()));
        for (field, number, most) in [("lon", lon, 180.0), ("lat", lat, 90.0)] {
            if number.is_none_or(|number| !(-most..=most).contains(&number)) {
                let what = if field == "lon" { "longitude" } else { "latitude" };
                let hint = (is_swapped && number.is_some()).then(|| "lon and lat look swapped".into());
                self.wrong(field, &format!("degrees of {what}, -{most} to {most}"), hint, notes);
                return None;
            }
        }
        lon.zip(lat)
    }

    fn named(&self, (lon, lat): (f64, f64), title: &str) -> (String, f64, f64) {
        let name = self.text("place");
        (if name.is_empty() { title.to_owned() } else { name }, lon, lat)
    }

    fn sources(&self, draft: &mut Draft, notes: &mut Notes) -> Vec<usize> {
        let tier = self.word("tier", Tier::ALL.iter().map(|tier| tier.word()).collect(), notes);
        let (title, publisher) = (text_of(&self.text("source")), self.text("publisher"));
        let is_address = is_web_address(&title);
        let mut urls: Vec<String> = self.text("url").split_whitespace().map(str::to_owned).collect();
        if let Some(wrong) = urls.iter().find(|url| !is_web_address(url)) {
            let hint =
                is_web_address(&format!("https://{wrong}")).then(|| format!("did you mean https://{wrong}?"));
            self.wrong("url", "an https: or http: address", hint.filter(|_| wrong.contains('.')), notes);
            return Vec::new();
        }
        if is_address && urls.is_empty() {
            urls.push(title.clone());
        }
        let title = if is_address { "" } else { &title };
        let urls: Vec<Option<&str>> =
            if urls.is_empty() { vec![None] } else { urls.iter().map(|url| Some(url.as_str())).collect() };
        let mut sources = Vec::new();
        for url in urls {
            let Some((source, is_guess)) = Source::new(title, &publisher, url, tier.as_deref()) else {
                continue;
            };
            if is_guess {
                let cell = self.cell("url").or(self.cell("source")).map_or(self.row.span, |cell| cell.span);
                notes.warn(cell, tier_guessed(&format!("line {}", self.line), &source.tier));
            }
            add_new(&mut sources, [draft.source(source)]);
        }
        sources
    }
}

fn add_new<T: PartialEq>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) {
    for item in items {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}
