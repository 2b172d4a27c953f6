//! A dataset on its way: what rows, slides and features say, before it has ids.

mod value;

use std::collections::BTreeMap;

use super::Options;
use super::source::Source;
use crate::dataset::Edtf;
use crate::written::Span;

/// How many steps of the palette an ordered scale has.
const RAMP: usize = 8;

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
    /// Of each actor the scale of its change that was told last.
    told_scales: Vec<Option<usize>>,
    statuses: Vec<Status>,
    actors: Vec<Actor>,
    sources: Vec<Source>,
    /// Places of actors and events, by what rows call them.
    places: BTreeMap<String, usize>,
    /// Further names of countries, in small letters, and their codes.
    countries: BTreeMap<String, String>,
}

/// Where something is named in the text, and the path of that.
pub type Mention = (Span, String);

#[derive(Debug)]
struct Status {
    label: String,
    scale: usize,
    told: Told,
    mentions: Mentions,
}

/// What a row may tell of a status besides its name.
#[derive(Debug, Default)]
pub struct Told {
    /// What several of it are called.
    pub plural: Option<String>,
    /// 1 for the strongest.
    pub rank: Option<f64>,
    pub tone: Option<String>,
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
    /// An empty one.
    pub fn new(options: &Options) -> Draft {
        let countries = options.countries.iter().map(|(name, code)| (name.to_lowercase(), code.clone()));
        Draft { countries: countries.collect(), ..Draft::default() }
    }

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

    /// The scale of the change of an actor that was told last.
    pub fn scale_told_last(&self, actor: usize) -> Option<usize> {
        self.told_scales.get(actor).copied().flatten()
    }

    pub fn tell_scale(&mut self, actor: usize, scale: usize) {
        if self.told_scales.len() <= actor {
            self.told_scales.resize(actor + 1, None);
        }
        if let Some(told) = self.told_scales.get_mut(actor) {
            *told = Some(scale);
        }
    }

    /// A status by its name within its scale. Whatever else is told of it counts from the first row that tells it.
    pub fn status(&mut self, label: &str, scale: usize, told: Told) -> usize {
        let is_it = |status: &Status| status.scale == scale && is_same(&status.label, label);
        match self.statuses.iter_mut().position(|status| is_it(status)) {
            Some(at) => {
                if let Some(Status { told: known, .. }) = self.statuses.get_mut(at) {
                    known.plural = known.plural.take().or(told.plural);
                    known.rank = known.rank.or(told.rank);
                    known.tone = known.tone.take().or(told.tone);
                }
                at
            }
            None => {
                let mentions = Mentions::default();
                self.statuses.push(Status { label: label.into(), scale, told, mentions });
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
        // A country known by the page's names alone keeps the name that the text has.
        let told = || super::countries::country(self.countries.get(&label.to_lowercase())?);
        let known = super::countries::country(label);
        let named = known.or_else(|| Some(super::countries::Country { is_plain: false, ..told()? }));
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

    /// Adds an event, which later rows name by this key.
    pub fn add_event(&mut self, event: Event, key: Option<String>) {
        if let Some(key) = key {
            self.places.insert(format!("event {key}"), self.events.len());
        }
        self.events.push(event);
    }

    /// Notes that a row names an actor.
    pub fn mention_actor(&mut self, actor: usize, mention: Mention) {
        if let Some(actor) = self.actors.get_mut(actor) {
            actor.mentions.add(mention);
        }
    }

    /// Notes that a row names a status.
    pub fn mention_status(&mut self, status: usize, mention: Mention) {
        if let Some(status) = self.statuses.get_mut(status) {
            status.mentions.add(mention);
        }
    }

    /// How many statuses of an ordered scale have no colour of their own.
    pub fn crowded(&self) -> usize {
        let ordered = self.statuses.iter().filter(|status| status.scale == 0).count();
        ordered.saturating_sub(RAMP)
    }

    /// The statuses of the ordered scale, where no row says which is stronger.
    pub fn unranked(&self) -> Vec<&str> {
        let ordered = || self.statuses.iter().filter(|status| status.scale == 0);
        if ordered().any(|status| status.told.rank.is_some()) {
            return Vec::new();
        }
        ordered().map(|status| status.label.as_str()).collect()
    }

    /// Actors in rows that are no country known here.
    pub fn strangers(&self) -> Vec<(&str, &Mention)> {
        let strangers = self.actors.iter().filter(|actor| actor.code.is_none());
        strangers.filter_map(|actor| Some((actor.label.as_str(), actor.mentions.first.as_ref()?))).collect()
    }

    /// Statuses of a single row whose name is nearly that of a status of several rows.
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
}

/// Whether a name is another one mistyped; not where either has a number, or only the last letter differs.
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
}
