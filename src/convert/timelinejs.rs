//! TimelineJS 3: a document in JSON, or the sheet behind one as comma-separated values.

use super::columns::{plain_name, unread};
use super::csv::check_length;
use super::draft::Draft;
use super::notes::{Notes, problem};
use super::slides::{DateFields, Field, Slide};
use super::{Options, span_of};
use crate::dataset::{Problem, did_you_mean, quote};
use crate::json::Value;
use crate::written::{Lines, Parsed, Row};

/// Reads a document: `{title, events, eras}`, or that within `timeline`, with `slides` for `events`.
pub fn read(parsed: &Parsed, options: &Options, notes: &mut Notes) -> Draft {
    let mut draft = Draft::new(options);
    let (root, prefix) = match parsed.value.get("timeline") {
        Some(inner) => (inner, "timeline."),
        None => (&parsed.value, ""),
    };
    let document = Document { parsed };
    if let Some(title) = root.get("title") {
        document.slide(title, &format!("{prefix}title"), notes).into_title(&mut draft);
    }
    let list = |key: &str| root.get(key).and_then(Value::as_array).map(|items| (key.to_owned(), items));
    let Some((key, slides)) = list("events").or_else(|| list("slides")) else {
        let hint = match root.get("date") {
            Some(_) => Some("this is a document of TimelineJS 2; the converter knows version 3".into()),
            None => document.hint(root, "events"),
        };
        let (found, expected) = match root.get("events") {
            Some(_) => ("\"events\" that are no list", "a list of events"),
            None => ("no list of events", "the key \"events\""),
        };
        let problem = problem(prefix.trim_end_matches('.'), found, expected, hint);
        notes.error(span_of(parsed, &problem), problem);
        return draft;
    };
    for (at, slide) in slides.iter().enumerate() {
        let path = format!("{prefix}{key}[{at}]");
        let read = document.slide(slide, &path, notes);
        // The first documents of TimelineJS 3 have their title among the slides.
        let is_title = slide.get("type").and_then(Value::as_str) == Some("overview") && draft.title.is_none();
        if is_title { read.into_title(&mut draft) } else { read.into_event(&mut draft, notes) }
    }
    for (at, era) in list("eras").map_or(&[][..], |(_, eras)| eras).iter().enumerate() {
        document.slide(era, &format!("{prefix}eras[{at}]"), notes).into_era(&mut draft, notes);
    }
    if draft.events.is_empty() && notes.errors.is_empty() {
        let problem = problem(&format!("{prefix}{key}"), "no events", "at least one", None);
        notes.error(span_of(parsed, &problem), problem);
    }
    draft
}

struct Document<'a> {
    parsed: &'a Parsed,
}

impl Document<'_> {
    fn hint(&self, root: &Value, wanted: &str) -> Option<String> {
        let Value::Object(map) = root else { return None };
        map.iter().filter(|(key, _)| *key != wanted).find_map(|(key, _)| {
            did_you_mean(key, &mut [wanted].into_iter())
                .map(|hint| format!("{} stands here; {hint}", quote(key)))
        })
    }

    fn field(&self, holder: &Value, path: &str, key: &str) -> Field {
        let path = format!("{path}.{key}");
        let Some(value) = holder.get(key) else { return Field::default() };
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let span = self.parsed.spot(&path).value;
        Field { text, path, span }
    }

    fn slide(&self, slide: &Value, path: &str, notes: &mut Notes) -> Slide {
        let empty = Value::Null;
        let inner = |key: &str| (slide.get(key).unwrap_or(&empty), format!("{path}.{key}"));
        let text = |key: &str| self.field(slide, path, key).text;
        let ((texts, texts_path), (media, media_path)) = (inner("text"), inner("media"));
        if let Value::String(_) | Value::Number(_) = texts {
            let problem =
                problem(&texts_path, "a plain text", "an object with \"headline\" and \"text\"", None);
            notes.error(span_of(self.parsed, &problem), problem);
        }
        if slide.get("background").is_some_and(|value| *value != Value::Null) {
            let expected = "none: the atlas shows no backgrounds";
            let problem = problem(&format!("{path}.background"), "a background", expected, None);
            notes.warn(span_of(self.parsed, &problem), problem);
        }
        let whole = Field { path: path.to_owned(), ..Field::default() };
        let problem =
            Problem { path: path.to_owned(), found: String::new(), expected: String::new(), hint: None };
        let (id, old_id) = (text("unique_id"), text("uniqueid"));
        let id = if id.is_empty() { old_id } else { id };
        Slide {
            whole: Field { span: span_of(self.parsed, &problem), ..whole },
            start: self.date(slide, path, "start_date"),
            end: self.date(slide, path, "end_date").filter(|end| !end.is_empty()),
            display_date: text("display_date"),
            headline: self.field(texts, &texts_path, "headline").text,
            text: self.field(texts, &texts_path, "text").text,
            media: self.field(media, &media_path, "url"),
            credit: self.field(media, &media_path, "credit").text,
            caption: self.field(media, &media_path, "caption").text,
            group: text("group"),
            id: Some(super::ids::slug(&id, "")).filter(|id| !id.is_empty()),
            place: place(slide.get("location")),
        }
    }

    fn date(&self, slide: &Value, path: &str, key: &str) -> Option<DateFields> {
        let date = slide.get(key).filter(|date| **date != Value::Null)?;
        let path = format!("{path}.{key}");
        let field = |key: &str| self.field(date, &path, key);
        let display =
            [field("display_date"), field("display_text")].into_iter().find(|field| !field.text.is_empty());
        Some(DateFields {
            holder: Field { text: String::new(), span: self.parsed.spot(&path).value, path: path.clone() },
            year: field("year"),
            month: field("month"),
            day: field("day"),
            time: [field("hour"), field("minute"), field("second")],
            millisecond: field("millisecond"),
            display: display.unwrap_or_default().text,
        })
    }
}

/// The place of a slide that has one, as maps made of slides do.
fn place(location: Option<&Value>) -> Option<(String, f64, f64)> {
    let number = |key: &str| location?.get(key).and_then(Value::as_f64);
    let (lon, lat) = (number("lon")?, number("lat")?);
    let name = location?.get("name").and_then(Value::as_str).unwrap_or("");
    (lon.abs() <= 180.0 && lat.abs() <= 90.0).then(|| (name.to_owned(), lon, lat))
}

/// Whether these are the names of a TimelineJS sheet's columns.
pub fn is_sheet(names: &Row) -> bool {
    let has = |wanted: &str| names.cells.iter().any(|cell| plain_name(&cell.text) == wanted);
    has("year") && has("headline")
}

/// The columns that are read; `Background` and `Media Thumbnail` are a sheet's too, but not shown here.
const COLUMNS: [&str; 18] = [
    "year",
    "month",
    "day",
    "time",
    "endyear",
    "endmonth",
    "endday",
    "endtime",
    "displaydate",
    "headline",
    "text",
    "media",
    "mediacredit",
    "mediacaption",
    "type",
    "group",
    "background",
    "mediathumbnail",
];

/// Reads the rows of a sheet.
pub fn read_sheet(names: &Row, rows: &[Row], lines: &Lines, options: &Options, notes: &mut Notes) -> Draft {
    let mut draft = Draft::new(options);
    let columns: Vec<String> = names.cells.iter().map(|cell| plain_name(&cell.text)).collect();
    for (cell, name) in names.cells.iter().zip(&columns) {
        if !name.is_empty() && !COLUMNS.contains(&name.as_str()) {
            unread(cell, "line 1", did_you_mean(name, &mut COLUMNS.iter().copied()), notes);
        }
    }
    for wanted in ["year", "headline"] {
        if !columns.iter().any(|name| name == wanted) {
            let hint = columns.iter().find_map(|name| did_you_mean(name, &mut [wanted].into_iter()));
            notes.error(
                names.span,
                problem("line 1", "no such column", format!("a column {}", quote(wanted)), hint),
            );
        }
    }
    if !notes.errors.is_empty() {
        return draft;
    }
    for row in rows {
        check_length(row, names, lines, notes);
        let (line, _) = lines.at(row.span.start);
        let field = |name: &str| {
            let cell = columns.iter().position(|known| known == name).and_then(|at| row.cells.get(at));
            let (text, span) = cell.map_or((String::new(), row.span), |cell| (cell.text.clone(), cell.span));
            Field { text, path: format!("line {line}, {name}"), span }
        };
        let date = |prefix: &str| {
            let part = |name: &str| field(&format!("{prefix}{name}"));
            let holder = Field { span: row.span, path: format!("line {line}"), text: String::new() };
            let time = [part("time"), Field::default(), Field::default()];
            let (year, month, day) = (part("year"), part("month"), part("day"));
            Some(DateFields { holder, year, month, day, time, ..DateFields::default() })
                .filter(|date| !date.is_empty())
        };
        let slide = Slide {
            whole: Field { path: format!("line {line}"), span: row.span, text: String::new() },
            start: date(""),
            end: date("end"),
            display_date: field("displaydate").text,
            headline: field("headline").text,
            text: field("text").text,
            media: field("media"),
            credit: field("mediacredit").text,
            caption: field("mediacaption").text,
            group: field("group").text,
            id: None,
            place: None,
        };
        if !field("background").text.is_empty() {
            let found = quote(&field("background").text);
            let expected = "none: the atlas shows no backgrounds";
            notes.warn(
                field("background").span,
                problem(&format!("line {line}, background"), found, expected, None),
            );
        }
        let kind = field("type");
        match kind.text.trim().to_lowercase().as_str() {
            "title" if draft.title.is_none() && draft.summary.is_none() => slide.into_title(&mut draft),
            "era" => slide.into_era(&mut draft, notes),
            "" | "title" | "event" => slide.into_event(&mut draft, notes),
            _ => {
                let hint = did_you_mean(&kind.text, &mut ["title", "era"].into_iter());
                notes.error(kind.span, problem(&kind.path, quote(&kind.text), "title, era or nothing", hint));
            }
        }
    }
    if draft.events.is_empty() && notes.errors.is_empty() {
        notes.error(names.span, problem("line 1", "no events", "at least one row with an event", None));
    }
    draft
}
