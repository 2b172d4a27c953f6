//! A dataset on its way: what rows, slides and features say, before it has ids.

use std::collections::BTreeMap;

use super::Options;
use super::ids::{Ids, slug};
use super::source::Source;
use crate::dataset::{Day, Edtf};
use crate::json::{Map, Value};
use crate::written::Span;

/// What has been gathered so far.
#[derive(Debug, Default)]
pub struct Draft {
    pub title: Option<String>,
    pub summary: Option<String>,
    pub events: Vec<Event>,
    /// EDTF intervals and labels.
    pub eras: Vec<(String, String)>,
    groups: Vec<String>,
    tracks: Vec<String>,
    scales: Vec<String>,
    statuses: Vec<Status>,
    actors: Vec<Actor>,
    sources: Vec<Source>,
    /// What is looked up once a row, by what it is called.
    places: BTreeMap<String, usize>,
}

/// Where something is named in the text, and the path of that.
pub type Mention = (Span, String);

#[derive(Debug)]
struct Status {
    label: String,
    scale: usize,
    rank: Option<f64>,
    tone: Option<String>,
    mentions: Mentions,
}

#[derive(Debug)]
struct Actor {
    label: String,
    /// Whether the browser's own name of the country says the same.
    is_plain: bool,
    code: Option<String>,
    group: usize,
    mentions: Mentions,
}

/// Where a name stands first, and in how many rows.
#[derive(Debug, Default)]
struct Mentions {
    first: Option<Mention>,
    count: usize,
}

impl Mentions {
    fn add(&mut self, mention: Mention) {
        self.first.get_or_insert(mention);
        self.count += 1;
    }
}

/// What happened; everything else by its place in the draft.
#[derive(Debug)]
pub struct Event {
    pub id: Option<String>,
    pub date: Edtf,
    pub title: String,
    pub summary: String,
    pub kind: String,
    pub actors: Vec<usize>,
    pub tracks: Vec<usize>,
    /// Name, longitude and latitude.
    pub places: Vec<(String, f64, f64)>,
    pub changes: Vec<Change>,
    pub sources: Vec<usize>,
    /// Where it stands in the text, and the path of that.
    pub origin: Mention,
}

#[derive(Debug)]
pub struct Change {
    pub actor: usize,
    /// `None` empties the slot of the scale.
    pub status: Option<usize>,
    pub scale: usize,
    pub track: Option<usize>,
    pub note: String,
    pub sources: Vec<usize>,
}

impl Draft {
    /// Where the events stand in the text.
    pub fn origins(&self) -> Vec<Mention> {
        self.events.iter().map(|event| event.origin.clone()).collect()
    }

    pub fn group(&mut self, label: &str) -> usize {
        place_of(&mut self.groups, label)
    }

    pub fn track(&mut self, label: &str) -> usize {
        place_of(&mut self.tracks, label)
    }

    pub fn scale(&mut self, label: &str) -> usize {
        place_of(&mut self.scales, label)
    }

    /// A status by its name within its scale. Rank and tone are those of the first row that has them.
    pub fn status(&mut self, label: &str, scale: usize, rank: Option<f64>, tone: Option<String>) -> usize {
        let is_it = |status: &Status| status.scale == scale && is_same(&status.label, label);
        match self.statuses.iter_mut().position(|status| is_it(status)) {
            Some(at) => {
                if let Some(status) = self.statuses.get_mut(at) {
                    status.rank = status.rank.or(rank);
                    status.tone = status.tone.take().or(tone);
                }
                at
            }
            None => {
                let mentions = Mentions::default();
                self.statuses.push(Status { label: label.into(), scale, rank, tone, mentions });
                self.statuses.len() - 1
            }
        }
    }

    /// An actor by its code, else by its name. The group is that of the first row that has it.
    pub fn actor(&mut self, label: &str, code: Option<&str>, group: &str) -> usize {
        let called = format!("actor {} {}", code.unwrap_or_default(), label);
        if let Some(at) = self.places.get(&called) {
            return *at;
        }
        let named = super::countries::country(label);
        let code = code.map(str::to_owned).or(named.map(|country| country.code.to_owned()));
        let is_plain = named.is_some_and(|country| country.is_plain && code.as_deref() == Some(country.code));
        let is_it = |actor: &Actor| match (&actor.code, &code) {
            (Some(known), Some(code)) => known == code,
            _ => is_same(&actor.label, label),
        };
        let known = self.actors.iter().position(is_it);
        self.places.insert(called, known.unwrap_or(self.actors.len()));
        if let Some(at) = known {
            return at;
        }
        let group = self.group(group);
        let is_plain = is_plain || label.is_empty();
        self.actors.push(Actor { label: label.into(), is_plain, code, group, mentions: Mentions::default() });
        self.actors.len() - 1
    }

    pub fn actor_name(&self, actor: usize) -> &str {
        self.actors.get(actor).map_or("", |actor| match (&actor.code, actor.label.is_empty()) {
            (Some(code), true) => code,
            _ => &actor.label,
        })
    }

    /// A source: the same address, or without one the same title and publisher, is the same source.
    pub fn source(&mut self, source: Source) -> usize {
        let called = match &source.url {
            Some(url) => format!("source {url}"),
            None => format!("source {} by {}", source.title, source.publisher),
        };
        *self.places.entry(called).or_insert_with(|| {
            self.sources.push(source);
            self.sources.len() - 1
        })
    }

    /// The event that is called so, if there is one.
    pub fn event_called(&mut self, key: &str) -> Option<&mut Event> {
        let at = *self.places.get(&format!("event {key}"))?;
        self.events.get_mut(at)
    }

    /// Adds an event that rows to come will mean by this key.
    pub fn add_event(&mut self, event: Event, key: Option<String>) {
        if let Some(key) = key {
            self.places.insert(format!("event {key}"), self.events.len());
        }
        self.events.push(event);
    }

    /// Notes that a row names an actor.
    pub fn mention_actor(&mut self, actor: usize, mention: Mention) {
        self.actors.iter_mut().skip(actor).take(1).for_each(|actor| actor.mentions.add(mention.clone()));
    }

    /// Notes that a row names a status.
    pub fn mention_status(&mut self, status: usize, mention: Mention) {
        self.statuses.iter_mut().skip(status).take(1).for_each(|status| status.mentions.add(mention.clone()));
    }

    /// How many statuses of an ordered scale have no colour of their own.
    pub fn crowded(&self) -> usize {
        let ordered = self.statuses.iter().filter(|status| status.scale == 0).count();
        ordered.saturating_sub(RAMP)
    }

    /// The statuses of the ordered scale, where no row says which is stronger.
    pub fn unranked(&self) -> Vec<&str> {
        let ordered = || self.statuses.iter().filter(|status| status.scale == 0);
        if ordered().any(|status| status.rank.is_some()) {
            return Vec::new();
        }
        ordered().map(|status| status.label.as_str()).collect()
    }

    /// Actors that rows name and that are no countries that are known here.
    pub fn strangers(&self) -> Vec<(&str, &Mention)> {
        let strangers = self.actors.iter().filter(|actor| actor.code.is_none());
        strangers.filter_map(|actor| Some((actor.label.as_str(), actor.mentions.first.as_ref()?))).collect()
    }

    /// Statuses of one row only that are nearly called as one of several rows.
    pub fn slips(&self) -> Vec<(&str, &str, &Mention)> {
        let single = self.statuses.iter().filter(|status| status.mentions.count == 1);
        let slips = single.filter_map(|status| {
            let others =
                self.statuses.iter().filter(|other| other.scale == status.scale && other.mentions.count > 1);
            let meant =
                others.map(|other| other.label.as_str()).find(|other| is_slip(&status.label, other))?;
            Some((status.label.as_str(), meant, status.mentions.first.as_ref()?))
        });
        slips.collect()
    }

    /// The dataset.
    pub fn into_value(self, options: &Options) -> Value {
        let Draft { title, summary, events, eras, groups, tracks, scales, statuses, actors, sources, .. } =
            self;
        let title =
            options.title.clone().or(title).or(options.name.clone()).unwrap_or_else(|| "Untitled".into());
        let language = options.language.clone().unwrap_or_else(|| "en".into());
        let updated = updated(&events);
        let group_ids = ids(groups.iter().map(|label| slug(label, "group")));
        let track_ids = ids(tracks.iter().map(|label| slug(label, "track")));
        let scale_ids = ids(scales.iter().map(|label| slug(label, "scale")));
        let status_ids = ids(statuses.iter().map(|status| slug(&status.label, "status")));
        let source_ids = ids(sources.iter().map(|source| slug(&source.title, "source")));

        // Ids that the text gives itself are kept; those of countries come before made ones.
        let mut taken = Ids::default();
        let mut event_ids: Vec<Option<String>> =
            events.iter().map(|event| event.id.as_deref().map(|id| taken.take(id))).collect();
        let mut actor_ids: Vec<Option<String>> =
            actors.iter().map(|actor| actor.code.as_deref().map(|code| taken.take(code))).collect();
        for (id, actor) in actor_ids.iter_mut().zip(&actors) {
            id.get_or_insert_with(|| taken.take(&slug(&actor.label, "actor")));
        }
        for (id, event) in event_ids.iter_mut().zip(&events) {
            id.get_or_insert_with(|| taken.take(&slug(&event.title, "event")));
        }
        let (event_ids, actor_ids): (Vec<String>, Vec<String>) =
            (event_ids.into_iter().flatten().collect(), actor_ids.into_iter().flatten().collect());
        let known = Known {
            actors: &actor_ids,
            tracks: &track_ids,
            scales: &scale_ids,
            statuses: &status_ids,
            sources: &source_ids,
        };

        let label = |id: &String, label: &String| record([("id", text(id)), ("label", text(label))]);
        let scale = |(at, (id, label)): (usize, (&String, &String))| {
            record([("id", text(id)), ("label", text(label)), ("ordered", Value::Bool(at == 0))])
        };
        let mut root = vec![("schema", Value::Number(1.0)), ("title", text(&title))];
        root.extend(summary.filter(|summary| !summary.is_empty()).map(|summary| ("summary", text(&summary))));
        root.extend([("language", text(&language)), ("updated", text(&updated))]);
        root.push((
            "scales",
            scale_ids.iter().zip(&scales).enumerate().map(scale).collect::<Vec<_>>().into(),
        ));
        root.push(("statuses", statuses_value(&statuses, &known)));
        root.push((
            "groups",
            group_ids.iter().zip(&groups).map(|(id, name)| label(id, name)).collect::<Vec<_>>().into(),
        ));
        root.push((
            "tracks",
            track_ids.iter().zip(&tracks).map(|(id, name)| label(id, name)).collect::<Vec<_>>().into(),
        ));
        let actor = |(id, actor): (&String, &Actor)| {
            let mut pairs = vec![("id", text(id)), ("group", text(nth(&group_ids, actor.group)))];
            pairs.extend(actor.code.as_ref().map(|code| ("code", text(code))));
            pairs.extend((!actor.is_plain).then(|| ("label", text(&actor.label))));
            record(pairs)
        };
        root.push(("actors", actor_ids.iter().zip(&actors).map(actor).collect::<Vec<_>>().into()));
        let source = |(id, source): (&String, &Source)| {
            let mut pairs = vec![
                ("id", text(id)),
                ("title", text(&source.title)),
                ("publisher", text(&source.publisher)),
            ];
            pairs.push(("tier", text(&source.tier)));
            pairs.extend(source.date.as_ref().map(|date| ("date", text(date))));
            pairs.extend(source.url.as_ref().map(|url| ("url", text(url))));
            record(pairs)
        };
        root.push(("sources", source_ids.iter().zip(&sources).map(source).collect::<Vec<_>>().into()));
        let event = |(id, event): (&String, &Event)| event.value(id, &known);
        root.push(("events", event_ids.iter().zip(&events).map(event).collect::<Vec<_>>().into()));
        if !eras.is_empty() {
            let era =
                |(date, label): &(String, String)| record([("date", text(date)), ("label", text(label))]);
            root.push(("eras", eras.iter().map(era).collect::<Vec<_>>().into()));
        }
        record(root)
    }
}

/// Ids by the places of what they are ids of.
struct Known<'a> {
    actors: &'a [String],
    tracks: &'a [String],
    scales: &'a [String],
    statuses: &'a [String],
    sources: &'a [String],
}

impl Event {
    fn value(&self, id: &str, known: &Known) -> Value {
        let list = |ids: &[String], places: &[usize]| -> Value {
            places.iter().map(|at| text(nth(ids, *at))).collect::<Vec<_>>().into()
        };
        let mut pairs =
            vec![("id", text(id)), ("date", text(self.date.as_str())), ("title", text(&self.title))];
        pairs.push(("summary", text(&self.summary)));
        pairs.push(("kind", text(&self.kind)));
        pairs.push(("actors", list(known.actors, &self.actors)));
        if !self.tracks.is_empty() {
            pairs.push(("tracks", list(known.tracks, &self.tracks)));
        }
        if !self.places.is_empty() {
            let place = |(name, lon, lat): &(String, f64, f64)| {
                record([("name", text(name)), ("lon", Value::Number(*lon)), ("lat", Value::Number(*lat))])
            };
            pairs.push(("places", self.places.iter().map(place).collect::<Vec<_>>().into()));
        }
        if !self.changes.is_empty() {
            let change = |change: &Change| {
                let status = change.status.map_or(Value::Null, |at| text(nth(known.statuses, at)));
                let mut pairs = vec![("actor", text(nth(known.actors, change.actor))), ("status", status)];
                if change.status.is_none() {
                    pairs.push(("scale", text(nth(known.scales, change.scale))));
                }
                pairs.extend(change.track.map(|track| ("track", text(nth(known.tracks, track)))));
                if !change.note.is_empty() {
                    pairs.push(("note", text(&change.note)));
                }
                if !change.sources.is_empty() {
                    pairs.push(("sources", list(known.sources, &change.sources)));
                }
                record(pairs)
            };
            pairs.push(("changes", self.changes.iter().map(change).collect::<Vec<_>>().into()));
        }
        pairs.push(("sources", list(known.sources, &self.sources)));
        record(pairs)
    }
}

/// How many steps of the palette an ordered scale has.
const RAMP: usize = 8;
const PATTERNS: [&str; 4] = ["hatch", "lines", "dots", "upright"];

/// Statuses scale by scale, the strongest first: by rank, and without one in the order of the text.
fn statuses_value(statuses: &[Status], known: &Known) -> Value {
    let mut order: Vec<usize> = (0..statuses.len()).collect();
    let key = |at: usize| statuses.get(at).map_or((0, f64::MAX), |s| (s.scale, s.rank.unwrap_or(f64::MAX)));
    order.sort_by(|a, b| key(*a).0.cmp(&key(*b).0).then(key(*a).1.total_cmp(&key(*b).1)));
    let mut values = Vec::new();
    for (nth_of_all, &at) in order.iter().enumerate() {
        let Some(status) = statuses.get(at) else { continue };
        let of_scale = |at: &&usize| statuses.get(**at).is_some_and(|other| other.scale == status.scale);
        let count = order.iter().filter(of_scale).count();
        let step = order.iter().take(nth_of_all).filter(of_scale).count();
        let tone = status.tone.clone().unwrap_or_else(|| tone(step, count, status.scale == 0));
        let scale = nth(known.scales, status.scale);
        values.push(record([
            ("id", text(nth(known.statuses, at))),
            ("label", text(&status.label)),
            ("scale", text(scale)),
            ("tone", text(&tone)),
        ]));
    }
    values.into()
}

/// The tone of a step: few steps are spread over the solid fills, so that they are told apart.
fn tone(step: usize, count: usize, is_ordered: bool) -> String {
    if !is_ordered {
        return PATTERNS[step % PATTERNS.len()].to_owned();
    }
    const SOLID: usize = 6;
    let at = if count <= SOLID && count > 1 { step * (SOLID - 1) / (count - 1) } else { step.min(RAMP - 1) };
    format!("ramp-{}", at + 1)
}

/// To when the events reach: their last day, and never the clock's.
fn updated(events: &[Event]) -> String {
    let last = |event: &Event| match event.date.last_day() {
        Day::MAX => event.date.first_day(),
        day => day,
    };
    events.iter().map(last).filter(|day| *day != Day::MIN).max().unwrap_or(Day(0)).to_string()
}

fn ids(wanted: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = Ids::default();
    wanted.map(|id| taken.take(&id)).collect()
}

fn nth(ids: &[String], at: usize) -> &str {
    ids.get(at).map_or("", String::as_str)
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn record<'a>(pairs: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map>())
}

/// Whether a name is another with a slip in it; not where they tell themselves apart by a number, or by
/// their last letter.
fn is_slip(name: &str, meant: &str) -> bool {
    let (name, meant) = (name.to_lowercase(), meant.to_lowercase());
    let tells_apart = |text: &str| text.contains(|letter: char| letter.is_numeric());
    let is_like = name.chars().next() == meant.chars().next() && name.chars().count() > 4;
    let but_last = |text: &str| text.chars().rev().skip(1).collect::<String>();
    is_like
        && !tells_apart(&name)
        && !tells_apart(&meant)
        && but_last(&name) != but_last(&meant)
        && strsim::osa_distance(&name, &meant) <= 2
}

fn is_same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

fn place_of(labels: &mut Vec<String>, label: &str) -> usize {
    labels.iter().position(|known| is_same(known, label)).unwrap_or_else(|| {
        labels.push(label.to_owned());
        labels.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_seen_and_a_number_is_none() {
        assert!(is_slip("membre", "Member") && is_slip("Aplicant", "applicant"));
        for (name, meant) in
            [("Level 1", "Level 2"), ("Tier A", "Tier B"), ("inactive", "active"), ("left", "lent")]
        {
            assert!(!is_slip(name, meant), "{name}");
        }
    }

    #[test]
    fn few_steps_are_spread_over_the_palette() {
        let tones =
            |count: usize| (0..count).map(|step| tone(step, count, true)).collect::<Vec<_>>().join(" ");
        assert_eq!(tones(1), "ramp-1");
        assert_eq!(tones(2), "ramp-1 ramp-6");
        assert_eq!(tones(3), "ramp-1 ramp-3 ramp-6");
        assert_eq!(tones(6), "ramp-1 ramp-2 ramp-3 ramp-4 ramp-5 ramp-6");
        assert_eq!(tones(8), "ramp-1 ramp-2 ramp-3 ramp-4 ramp-5 ramp-6 ramp-7 ramp-8");
        assert_eq!(tone(9, 10, true), "ramp-8");
        assert_eq!(tone(4, 5, false), "hatch");
    }
}
