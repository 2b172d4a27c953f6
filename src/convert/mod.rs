//! A text in any of the forms that people have, to a dataset, or everything that is wrong with it.
//!
//! Forms are: a dataset itself, a TimelineJS document or the sheet behind one, a table of changes as
//! comma-separated values, and GeoJSON events with times. Nothing is dropped in silence: what cannot be
//! read is an error at its place, and what was guessed or left out is a warning. What comes out passes
//! [`Dataset::read`].
//!
//! ```
//! # use aukus_atlas::convert::{Options, read};
//! let table = "date,actor,status\n2024-04-08,Japan,considered\n2024-04-31,Canada,considered\n";
//! let outcome = read(table, None, &Options::default());
//! assert_eq!(outcome.errors[0].problem.path, "line 3, date");
//! assert_eq!(outcome.errors[0].problem.hint.as_deref(), Some("that month has no such day"));
//! ```

mod columns;
mod countries;
mod csv;
mod dataset;
mod dates;
mod draft;
mod geojson;
mod guesses;
mod html;
mod ids;
mod looks;
mod notes;
mod point;
mod row;
mod slides;
mod source;
mod timelinejs;

pub use dates::DateOrder;
pub use html::plain_text;

use crate::dataset::{Dataset, Problem, unsourced};
use crate::json::Value;
use crate::written::{Parsed, Span, parse};
use notes::Notes;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A dataset as it is.
    Dataset,
    /// A TimelineJS 3 document, or the table of a sheet behind one.
    TimelineJs,
    /// A table of changes.
    Csv,
    /// A GeoJSON collection of features with times.
    GeoJson,
}

impl Form {
    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Form::Dataset => "dataset",
            Form::TimelineJs => "timelinejs",
            Form::Csv => "csv",
            Form::GeoJson => "geojson",
        }
    }

    /// The form of that word.
    pub fn from_word(word: &str) -> Option<Form> {
        [Form::Dataset, Form::TimelineJs, Form::Csv, Form::GeoJson]
            .into_iter()
            .find(|form| form.word() == word)
    }
}

/// What the text itself does not say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The title, in place of the text's own.
    pub title: Option<String>,
    /// What the text is called, where neither it nor the reader gives a title: the name of its file.
    pub name: Option<String>,
    /// The BCP 47 tag of the text's language; English where left out.
    pub language: Option<String>,
    /// What countries are called besides in the text's language, and their ISO codes.
    pub countries: Vec<(String, String)>,
    /// Whether 4/8/2024 is in August or in April, where the text leaves it open.
    pub dates: Option<DateOrder>,
    /// Whether every event, change and dispute must name a source.
    pub sourced: bool,
}

/// Something to tell of a text, and where it stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is wrong, or was guessed.
    pub problem: Problem,
    /// Where.
    pub span: Span,
}

/// What has become of a text.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What it was.
    pub form: Form,
    /// The dataset, where nothing is wrong.
    pub dataset: Option<Value>,
    /// What is wrong, in the order of the text.
    pub errors: Vec<Finding>,
    /// What was guessed or left out, in the order of the text.
    pub warnings: Vec<Finding>,
}

impl Outcome {
    /// Whether there are dates that could mean two days, which [`Options::dates`] would settle.
    pub fn asks_for_order(&self) -> bool {
        self.errors.iter().any(|finding| finding.problem.hint.as_deref() == Some(dates::ORDER))
    }
}

/// Reads a text; without a form, of the form that it looks like.
pub fn read(text: &str, form: Option<Form>, options: &Options) -> Outcome {
    let looks_like_json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let is_json = match form {
        Some(Form::Csv) => false,
        Some(Form::Dataset | Form::GeoJson) => true,
        Some(Form::TimelineJs) | None => looks_like_json,
    };
    let mut notes = Notes::default();
    if let Some(problem) = looks::something_else(text) {
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        notes.error(Span { start: 0, end: line }, problem);
    }
    let (form, dataset) = match is_json {
        _ if !notes.errors.is_empty() => (form.unwrap_or(Form::Csv), None),
        true => read_json(text, form, options, &mut notes),
        false => csv::read(text, form, options, &mut notes),
    };
    let is_good = notes.errors.is_empty();
    notes.errors.sort_by_key(|finding| finding.span.start);
    notes.warnings.sort_by_key(|finding| finding.span.start);
    Outcome { form, dataset: dataset.filter(|_| is_good), errors: notes.errors, warnings: notes.warnings }
}

fn read_json(text: &str, form: Option<Form>, options: &Options, notes: &mut Notes) -> (Form, Option<Value>) {
    let parsed = match parse(text) {
        Ok(parsed) => parsed,
        Err(slip) => {
            notes.slip(slip);
            return (form.unwrap_or(Form::Dataset), None);
        }
    };
    let form = form.unwrap_or_else(|| form_of(&parsed.value));
    if form == Form::Dataset {
        parsed.doubles.iter().cloned().for_each(|slip| notes.slip(slip));
    }
    let draft = match form {
        Form::GeoJson => geojson::read(&parsed, options, notes),
        Form::TimelineJs => timelinejs::read(&parsed, options, notes),
        Form::Dataset | Form::Csv => return (form, dataset::read(&parsed, options, notes)),
    };
    (form, finish(draft, options, notes))
}

/// What a JSON tree looks like.
fn form_of(value: &Value) -> Form {
    let kind = value.get("type").and_then(Value::as_str);
    let first = |key: &str| value.get(key).and_then(Value::as_array).and_then(|items| items.first());
    let is_slide = first("events").is_some_and(|event| event.get("start_date").is_some());
    let has_title_slide = value.get("title").is_some_and(|title| title.get("text").is_some());
    match kind {
        Some("FeatureCollection" | "Feature") => Form::GeoJson,
        _ if value.get("timeline").is_some() || is_slide || has_title_slide => Form::TimelineJs,
        _ => Form::Dataset,
    }
}

/// The dataset that a draft makes. It should always pass; where it does not, that is told too.
fn finish(draft: draft::Draft, options: &Options, notes: &mut Notes) -> Option<Value> {
    if !notes.errors.is_empty() {
        return None;
    }
    let origins: Vec<(Span, String)> = draft.origins();
    let dataset = draft.into_value(options);
    let problems = match Dataset::read(dataset.clone()) {
        Ok(dataset) if options.sourced => unsourced(&dataset.document),
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    for problem in problems {
        let index = problem.path.strip_prefix("events[").and_then(|rest| rest.split_once(']'));
        let origin = index.and_then(|(number, _)| origins.get(number.parse::<usize>().ok()?));
        let (span, path) = origin.cloned().unwrap_or_default();
        let hint = problem
            .hint
            .or_else(|| (problem.path != path).then(|| format!("in the dataset: {}", problem.path)));
        notes.error(span, Problem { path, hint, ..problem });
    }
    Some(dataset)
}

/// Where a path of a JSON text stands.
fn span_of(parsed: &Parsed, problem: &Problem) -> Span {
    let spot = parsed.spot(&problem.path);
    let is_about_key =
        problem.found == crate::dataset::UNKNOWN_KEY || problem.expected.starts_with("a BCP 47");
    spot.key.filter(|_| is_about_key && spot.is_whole).unwrap_or(spot.value)
}
