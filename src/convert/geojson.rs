//! GeoJSON features with times: each an event where its geometry is.

use super::columns::plain_name;
use super::dates::{EXPECTED, read_date};
use super::draft::{Change, Draft, Event, Told};
use super::guesses::{tier_guessed, zone_guessed};
use super::html::{first_words, text_of};
use super::notes::{Notes, problem};
use super::point::representative;
use super::source::Source;
use super::{Options, span_of};
use crate::dataset::{Day, Edtf, did_you_mean, is_web_address, quote};
use crate::json::{Map, Value};
use crate::written::{Parsed, Span};

const GROUP: &str = "Actors";

/// What a property may be called, the best name first, in small letters and digits only.
const START: [&str; 12] = [
    "date",
    "time",
    "datetime",
    "timestamp",
    "start",
    "startdate",
    "starttime",
    "begin",
    "when",
    "from",
    "eventdate",
    "year",
];
const END: [&str; 5] = ["end", "enddate", "endtime", "until", "to"];
const TITLE: [&str; 5] = ["title", "name", "headline", "label", "event"];
const SUMMARY: [&str; 6] = ["summary", "description", "text", "desc", "content", "notes"];
const ACTOR: [&str; 5] = ["actor", "country", "group", "who", "party"];
const CODE: [&str; 4] = ["code", "isoa3", "iso3", "adm0a3"];
const KIND: [&str; 4] = ["kind", "eventtype", "category", "type"];
const PLACE: [&str; 4] = ["place", "location", "city", "address"];
const URL: [&str; 5] = ["url", "link", "sourceurl", "website", "href"];
const OTHERS: [&str; 5] = ["status", "source", "publisher", "track", "id"];

pub fn read(parsed: &Parsed, options: &Options, notes: &mut Notes) -> Draft {
    let mut draft = Draft::new(options);
    let root = &parsed.value;
    let text = |key: &str| root.get(key).and_then(Value::as_str).map(str::to_owned);
    let of_metadata = root.get("metadata").and_then(|data| data.get("title")).and_then(Value::as_str);
    draft.title =
        text("title").or(text("name")).or(of_metadata.map(str::to_owned)).filter(|title| !title.is_empty());
    draft.summary = text("description").map(|summary| text_of(&summary));
    let single = [parsed.value.clone()];
    let is_single = root.get("type").and_then(Value::as_str) == Some("Feature");
    let features = if is_single { Some(&single[..]) } else { root.get("features").and_then(Value::as_array) };
    let Some(features) = features else {
        let hint = Some("a GeoJSON file has \"type\": \"FeatureCollection\" and \"features\": [ … ]".into());
        let problem = problem("", "no list of features", "the key \"features\"", hint);
        notes.error(span_of(parsed, &problem), problem);
        return draft;
    };
    let mut unread: Vec<String> = Vec::new();
    for (at, feature) in features.iter().enumerate() {
        let path = if is_single { String::new() } else { format!("features[{at}]") };
        let nothing = Map::new();
        let properties = match feature.get("properties") {
            Some(Value::Object(map)) => map,
            _ => &nothing,
        };
        let feature = Feature { parsed, feature, properties, path };
        feature.add_to(&mut draft, options, notes);
        feature.note_unread(&mut unread);
    }
    if !unread.is_empty() {
        let expected = format!("only what is read; these are left out: {}", unread.join(", "));
        let problem = problem("features", "other properties", expected, None);
        notes.warn(span_of(parsed, &problem), problem);
    }
    if features.is_empty() {
        let problem = problem("features", "no features", "at least one", None);
        notes.error(span_of(parsed, &problem), problem);
    }
    draft
}

struct Feature<'a> {
    parsed: &'a Parsed,
    feature: &'a Value,
    properties: &'a Map,
    path: String,
}

/// When something was: the value that says so, and its path.
struct When<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Feature<'a> {
    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn span(&self, path: &str) -> Span {
        self.parsed.spot(path).value
    }

    /// The first property that has one of these names and says something.
    fn property(&self, names: &[&str]) -> Option<(&'a str, &'a Value)> {
        let is_said = |value: &Value| *value != Value::Null && value.as_str() != Some("");
        names.iter().find_map(|name| {
            let found =
                self.properties.iter().find(|(key, value)| plain_name(key) == *name && is_said(value));
            found.map(|(key, value)| (key.as_str(), value))
        })
    }

    fn text(&self, names: &[&str]) -> String {
        match self.property(names) {
            Some((_, Value::String(text))) => text_of(text),
            Some((_, Value::Number(number))) => number.to_string(),
            _ => String::new(),
        }
    }

    fn add_to(&self, draft: &mut Draft, options: &Options, notes: &mut Notes) {
        let date = self.date(options, notes);
        let place = self.place(notes);
        let Some(date) = date else { return };
        let summary = self.text(&SUMMARY);
        let id = match self.feature.get("id") {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => self.text(&["id"]),
        };
        let (mut actors, mut changes) = (Vec::new(), Vec::new());
        let (who, code) = (self.text(&ACTOR), self.text(&CODE));
        let code = Some(code.as_str())
            .filter(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()));
        if !who.is_empty() || code.is_some() {
            actors.push(draft.actor(&who, code, GROUP));
        }
        let (status, track) = (self.text(&["status"]), self.text(&["track"]));
        let track = (!track.is_empty()).then(|| draft.track(&track));
        if let Some(&actor) = actors.first().filter(|_| !status.is_empty()) {
            let scale = draft.scale("Status");
            let status = Some(draft.status(&status, scale, Told::default()));
            changes.push(Change { actor, status, scale, track, note: String::new(), sources: Vec::new() });
        }
        let sources = self.sources(draft, notes);
        for change in &mut changes {
            change.sources.clone_from(&sources);
        }
        let names = [self.text(&TITLE), first_words(&summary), self.text(&PLACE), id.clone()];
        let title = names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "Untitled".into());
        let kind = Some(self.text(&KIND)).filter(|kind| !kind.is_empty());
        let at = if self.path.is_empty() { "properties" } else { &self.path };
        draft.events.push(Event {
            id: Some(id).filter(|id| !id.is_empty() && !id.chars().any(char::is_control)),
            date,
            places: place.map(|(lon, lat)| (self.place_name(&title), lon, lat)).into_iter().collect(),
            title,
            summary,
            kind: kind.unwrap_or_else(|| "event".into()),
            actors,
            tracks: track.into_iter().collect(),
            changes,
            sources,
            origin: (self.span(at), at.to_owned()),
        });
    }

    fn place_name(&self, title: &str) -> String {
        let name = self.text(&PLACE);
        if name.is_empty() { title.to_owned() } else { name }
    }

    /// Where: `None` where the feature has no geometry.
    fn place(&self, notes: &mut Notes) -> Option<(f64, f64)> {
        let geometry = self.feature.get("geometry").filter(|geometry| **geometry != Value::Null)?;
        let path = self.path("geometry");
        let Some((lon, lat)) = representative(geometry) else {
            let expected = "a geometry with positions, [longitude, latitude]";
            notes.error(self.span(&path), problem(&path, "no position", expected, None));
            return None;
        };
        if lon.abs() > 180.0 || lat.abs() > 90.0 {
            let hint = match lon.abs() <= 90.0 && lat.abs() <= 180.0 {
                true => "longitude comes first in GeoJSON",
                false => "GeoJSON is in degrees; metres of a projection must be turned into them first",
            };
            let path = format!("{path}.coordinates");
            let expected = "degrees, -180 to 180 and -90 to 90";
            notes.error(
                self.span(&path),
                problem(&path, format!("[{lon}, {lat}]"), expected, Some(hint.into())),
            );
            return None;
        }
        Some((lon, lat))
    }

    fn date(&self, options: &Options, notes: &mut Notes) -> Option<Edtf> {
        let (start, end) = self.when();
        let Some(start) = start else {
            let path = self.path("properties");
            let names: Vec<&str> = self.properties.iter().map(|(key, _)| key.as_str()).collect();
            let unknown = names.iter().filter(|name| !is_known(name));
            let hint =
                unknown.into_iter().find_map(|name| did_you_mean(&plain_name(name), &mut START.into_iter()));
            let expected = "a time: date, time, start or when";
            notes.error(self.span(&path), problem(&path, "none of these", expected, hint));
            return None;
        };
        let from = self.edtf(&start, options, notes)?;
        let Some(end) = end else { return Edtf::parse(&from).ok() };
        let to = self.edtf(&end, options, notes)?;
        let edtf = if from == to || from.contains('/') { from } else { format!("{from}/{to}") };
        let wrong = |reason: &str| {
            let expected = "an end that is not before the start";
            notes.error(
                self.span(&end.path),
                problem(&end.path, told(end.value), expected, Some(reason.into())),
            );
        };
        Edtf::parse(&edtf).map_err(wrong).ok()
    }

    /// Start and end: from properties, or from a `when` of the feature's own as GeoJSON-T has it.
    fn when(&self) -> (Option<When<'a>>, Option<When<'a>>) {
        let of_feature = self.feature.get("when").filter(|when| matches!(when, Value::Object(_)));
        if let Some(when) = of_feature {
            return spans(when, &self.path("when"));
        }
        let found = |names: &[&str]| {
            let (key, value) = self.property(names)?;
            Some(When { value, path: format!("{}.{key}", self.path("properties")) })
        };
        match found(&START) {
            Some(When { value: value @ Value::Object(_), path }) => spans(value, &path),
            start => (start, found(&END)),
        }
    }

    fn edtf(&self, when: &When, options: &Options, notes: &mut Notes) -> Option<String> {
        let read = match when.value {
            Value::Number(number) => from_number(*number),
            Value::String(text) => {
                let read = read_date(text, options.dates);
                if read.as_ref().is_ok_and(|dated| dated.is_zone_guessed) {
                    notes.warn(self.span(&when.path), zone_guessed(&when.path, text));
                }
                read.map(|dated| dated.edtf)
            }
            _ => Err(None),
        };
        read.map_err(|hint| {
            notes.error(self.span(&when.path), problem(&when.path, told(when.value), EXPECTED, hint));
        })
        .ok()
    }

    fn sources(&self, draft: &mut Draft, notes: &mut Notes) -> Vec<usize> {
        let (named, url) = (self.text(&["source"]), self.text(&URL));
        let (title, url) = if is_web_address(&named) { (String::new(), named) } else { (named, url) };
        let Some((source, is_guess)) = Source::new(&title, &self.text(&["publisher"]), Some(&url), None)
        else {
            return Vec::new();
        };
        if is_guess {
            let path = self.path("properties");
            notes.warn(self.span(&path), tier_guessed(&path, &source.tier));
        }
        vec![draft.source(source)]
    }

    fn note_unread(&self, unread: &mut Vec<String>) {
        const MOST: usize = 20;
        for (key, _) in self.properties {
            if unread.len() < MOST && !is_known(key) && !unread.contains(key) {
                unread.push(key.clone());
            }
        }
    }
}

/// Whether a property of that name is read.
fn is_known(name: &str) -> bool {
    let name = plain_name(name);
    [&START[..], &END, &TITLE, &SUMMARY, &ACTOR, &CODE, &KIND, &PLACE, &URL, &OTHERS]
        .iter()
        .any(|names| names.contains(&name.as_str()))
}

/// Start and end within a `when`: `{start, end}`, each a date or `{in}`, `{earliest}` or `{latest}`; or
/// `{timespans: [ … ]}`; or `{datetime}`.
fn spans<'a>(when: &'a Value, path: &str) -> (Option<When<'a>>, Option<When<'a>>) {
    if let Some(first) = when.get("timespans").and_then(Value::as_array).and_then(|spans| spans.first()) {
        return self::spans(first, &format!("{path}.timespans[0]"));
    }
    let at = |keys: &[&str]| {
        let (key, value) = keys.iter().find_map(|key| Some((*key, when.get(key)?)))?;
        let path = format!("{path}.{key}");
        let inner =
            ["in", "earliest", "latest", "datetime"].into_iter().find_map(|key| Some((key, value.get(key)?)));
        Some(match inner {
            Some((key, inner)) => When { value: inner, path: format!("{path}.{key}") },
            None => When { value, path },
        })
    };
    (at(&["start", "datetime", "date", "in", "begin"]), at(&["end", "stop"]))
}

/// A number: a year, or seconds or milliseconds since 1970.
fn from_number(number: f64) -> Result<String, Option<String>> {
    if number.fract() == 0.0 && number.abs() <= 9999.0 {
        // Before our era as the same year in a text: -44 is 44 BCE.
        let year = if number < 0.0 { number.to_string() } else { format!("{number:04}") };
        return read_date(&year, None).map(|dated| dated.edtf);
    }
    let seconds = if number.abs() >= 1e11 { number / 1000.0 } else { number };
    let day = (seconds / 86_400.0).floor();
    // Years -9999 to 9999, as a number of seconds can mean them.
    if !(-4_371_000.0..=2_932_000.0).contains(&day) || number.abs() < 1e8 {
        return Err(Some("numbers are years, or seconds or milliseconds since 1970".into()));
    }
    let second = (seconds - day * 86_400.0) as u32;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    Ok(format!("{}T{hour:02}:{minute:02}:{second:02}Z", Day(day as i32)))
}

fn told(value: &Value) -> String {
    match value {
        Value::String(text) => quote(text),
        Value::Number(number) => number.to_string(),
        _ => "something else".into(),
    }
}
