//! Names and sentences in the reader's language.

use crate::atlas::{State, has_filter, known_days, neighbour_event};
use crate::dataset::{Dataset, Found, Text};

use super::dates::DateLook;
use super::host::{DateStyle, Host, edtf_words};

/// A text of the dataset in the reader's language.
pub fn text<'a>(text: &'a Text, dataset: &'a Dataset, host: &dyn Host) -> Found<'a> {
    text.find(host.language(), &dataset.document.language)
}

/// An actor's name: as the dataset has it, else the browser's name of the country, else its id.
pub fn actor_name(dataset: &Dataset, actor: usize, host: &dyn Host) -> String {
    let actor = &dataset.document.actors[actor];
    let written = actor.label.as_ref().map(|label| text(label, dataset, host));
    let own = written.filter(|found| found.other_language.is_none()).map(|found| found.text.to_owned());
    let code = actor.code.as_ref().and_then(|code| host.country(code));
    own.or(code)
        .or_else(|| written.map(|found| found.text.to_owned()))
        .unwrap_or_else(|| actor.id.to_string())
}

/// An actor's name where room is short.
pub fn short_name(dataset: &Dataset, actor: usize, host: &dyn Host) -> String {
    let short = dataset.document.actors[actor].short.as_ref().map(|short| text(short, dataset, host));
    match short {
        Some(found) if found.other_language.is_none() => found.text.to_owned(),
        _ => actor_name(dataset, actor, host),
    }
}

/// The name of the status that an actor shows on the day, or that it has none.
pub fn standing_name(actor: usize, state: &State, dataset: &Dataset, host: &dyn Host) -> String {
    shown_name(dataset.fold.standing(actor, state.date, state.track_index(dataset)).shown, dataset, host)
}

/// The name of a status that is shown, or that there is none.
pub fn shown_name(shown: Option<usize>, dataset: &Dataset, host: &dyn Host) -> String {
    match shown {
        Some(status) => status_name(dataset, status, host),
        None => host.messages().get("no-status").to_owned(),
    }
}

/// A status's name.
pub fn status_name(dataset: &Dataset, status: usize, host: &dyn Host) -> String {
    text(&dataset.document.statuses[status].label, dataset, host).text.to_owned()
}

/// A name as it stands within a sentence: its first letter small, where the language writes it so.
pub fn within_sentence(name: &str, host: &dyn Host) -> String {
    // German writes nouns with a capital; names of statuses are mostly nouns there.
    if host.language().starts_with("de") {
        return name.to_owned();
    }
    let mut letters = name.chars();
    letters.next();
    let (first, rest) = name.split_at(name.len() - letters.as_str().len());
    let second = &rest[..letters.next().map_or(0, char::len_utf8)];
    // A word in capitals is an abbreviation, and stays one.
    if host.lower_case(second) == second { host.lower_case(first) + rest } else { name.to_owned() }
}

/// A stretch of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub is_bold: bool,
}

/// The most names that the sentence lists after a count.
const MOST_NAMED: usize = 1;

fn plain(text: &str) -> Run {
    Run { text: text.to_owned(), is_bold: false }
}

fn bold(text: &str) -> Run {
    Run { text: text.to_owned(), is_bold: true }
}

/// A message with its `{names}` filled in with stretches of their own.
fn fill(frame: &str, mut value: impl FnMut(&str) -> Vec<Run>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = frame;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        runs.push(plain(before));
        runs.append(&mut value(name));
        rest = after;
    }
    runs.push(plain(rest));
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// Things in a row, as the language has it.
fn list(items: Vec<Vec<Run>>, host: &dyn Host) -> Vec<Run> {
    // What the language puts between stand-ins it puts between anything.
    const THING: char = '\u{1}';
    let row = host.list(&vec![THING.to_string(); items.len()]);
    let mut between = row.split(THING);
    let mut runs: Vec<Run> = between.next().map(plain).into_iter().collect();
    for (mut item, after) in items.into_iter().zip(between) {
        runs.append(&mut item);
        runs.push(plain(after));
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// How many stand where: "3 members, 1 considered (Japan), 2 exploring". Empty where nobody has a status.
pub fn counts(state: &State, dataset: &Dataset, host: &dyn Host) -> Vec<Run> {
    let track = state.track_index(dataset);
    let mut parts: Vec<Vec<Run>> = Vec::new();
    let weakest = |status: usize| {
        // The weakest status of a scale goes without saying, unless it is the only one.
        let scale = &dataset.document.statuses[status].scale;
        let shares = |other: &crate::dataset::Status| other.scale == *scale;
        let (before, after) = dataset.document.statuses.split_at(status);
        before.iter().any(shares) && !after[1..].iter().any(shares)
    };
    let all_holders = dataset.holders(state.date, track);
    let has_any = all_holders.iter().any(|holders| !holders.is_empty());
    for (status, holders) in all_holders.into_iter().enumerate() {
        let count = holders.len();
        if count == 0 || !dataset.is_ordered(status) || weakest(status) {
            continue;
        }
        let written = &dataset.document.statuses[status];
        let plural = written.plural.as_ref().filter(|_| count != 1);
        let name = within_sentence(text(plural.unwrap_or(&written.label), dataset, host).text, host);
        let is_named = count <= MOST_NAMED;
        parts.push(fill(host.messages().get(if is_named { "count.named" } else { "count.status" }), |key| {
            match key {
                "n" => vec![bold(&host.number(count))],
                "status" => vec![plain(&name)],
                "names" => {
                    let names = holders.iter().map(|&actor| actor_name(dataset, actor, host));
                    vec![plain(&host.list(&names.collect::<Vec<_>>()))]
                }
                _ => Vec::new(),
            }
        }));
    }
    if parts.is_empty() && has_any {
        return vec![plain(host.messages().get("sentence.others"))];
    }
    joined(list(parts, host))
}

/// Stretches that look the same as one.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut().filter(|last| last.is_bold == run.is_bold) {
            Some(last) => last.text.push_str(&run.text),
            None => joined.push(run),
        }
    }
    joined
}

/// The day in a sentence: "On 8 April 2024: 3 members, 1 considered (Japan), 2 exploring."
pub fn sentence(state: &State, dataset: &Dataset, host: &dyn Host) -> Vec<Run> {
    let mut parts = counts(state, dataset, host);
    // Beyond the last day of which something is known; most days are none that this must be looked up for.
    let known = (state.date > dataset.updated()).then(|| known_days(dataset).1);
    let known = known.filter(|known| state.date > *known);
    let key = match (parts.is_empty(), known) {
        (true, _) => "sentence.none",
        (false, Some(_)) => "sentence.known",
        (false, None) => "sentence",
    };
    let mut sentence = fill(host.messages().get(key), |name| match name {
        "date" => vec![bold(&host.date(state.date, DateStyle::Long))],
        "known" => known.map(|known| plain(&host.date(known, DateStyle::Long))).into_iter().collect(),
        "counts" => std::mem::take(&mut parts),
        _ => Vec::new(),
    });
    if let Some(track) = state.track_index(dataset).filter(|_| dataset.document.tracks.len() > 1) {
        let label = text(&dataset.document.tracks[track].label, dataset, host).text;
        sentence.insert(0, plain(&format!("{} · ", short_track(label))));
    }
    sentence
}

/// A track's name: the part of its label before a dash; the rest explains it.
pub fn short_track(label: &str) -> &str {
    let short = label.split([':', '–', '—']).next().unwrap_or(label).trim();
    let dash = short.as_bytes().windows(3).position(|letters| letters == b" - ");
    dash.map_or(short, |at| &short[..at])
}

/// The same as one string, for a live region or a picture's title.
pub fn plain_sentence(state: &State, dataset: &Dataset, host: &dyn Host) -> String {
    sentence(state, dataset, host).into_iter().map(|run| run.text).collect()
}

/// A kind of event: in the widget's own words where it has them, else as the dataset writes it.
pub fn kind_name(kind: &str, host: &dyn Host) -> String {
    let key = format!("kind.{kind}");
    match host.messages().get(&key) {
        unknown if unknown == key => kind.to_owned(),
        known => known.to_owned(),
    }
}

/// What comes next, and the event it is: "Next, 9 April: {title}", its title to be filled in.
pub fn next_up(state: &State, dataset: &Dataset, host: &dyn Host) -> (String, Option<usize>) {
    let Some(event) = neighbour_event(state, dataset) else {
        let key = if has_filter(state) { "next.none-kept" } else { "next.none" };
        return (host.messages().get(key).to_owned(), None);
    };
    let known = dataset.document.events.get(event).map(|event| &event.date);
    if let Some(date) = known.filter(|date| !DateLook::of(date).is_point) {
        return (host.messages().fill("next", &[("date", &edtf_words(date, true, host))]), Some(event));
    }
    let day = dataset.day_of(event);
    let same_year = day.to_ymd().0 == state.date.to_ymd().0;
    let date = host.date(day, if same_year { DateStyle::DayMonth } else { DateStyle::Long });
    (host.messages().fill("next", &[("date", &date)]), Some(event))
}

/// The language of the dataset's texts, where a reader of another one reads them.
pub fn other_language<'a>(dataset: &'a Dataset, host: &dyn Host) -> Option<&'a str> {
    let titles = dataset.document.events.iter().map(|event| &event.title);
    let mut titles = std::iter::once(&dataset.document.title).chain(titles);
    titles.find_map(|title| text(title, dataset, host).other_language)
}

/// The foot, a sentence or more each: whose boundaries, what else the dataset says, to when the data reaches
/// or in which language it is, each with its own language where that is another one than the reader's.
pub fn attributions(dataset: &Dataset, host: &dyn Host) -> Vec<(String, Option<String>)> {
    let messages = host.messages();
    let rest = match &dataset.document.notice {
        Some(notice) => {
            let found = text(notice, dataset, host);
            (found.text.to_owned(), found.other_language.map(str::to_owned))
        }
        None => {
            let date = super::host::edtf_words(&dataset.document.updated, false, host);
            (messages.fill("data-to", &[("date", &date)]), None)
        }
    };
    let note = other_language(dataset, host).map(|tag| {
        let language = host.language_name(tag);
        (messages.fill("dataset.language", &[("language", &language)]), None)
    });
    [(messages.get("attribution").to_owned(), None), rest].into_iter().chain(note).collect()
}

/// The same as one text.
pub fn attribution(dataset: &Dataset, host: &dyn Host) -> String {
    let texts: Vec<String> = attributions(dataset, host).into_iter().map(|(text, _)| text).collect();
    texts.join(" ")
}
