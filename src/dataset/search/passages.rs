//! The texts of a dataset that are searched, and what they belong to.

use std::borrow::Cow;

use crate::dataset::{Dataset, Text};

/// Something that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// An actor, by its place.
    Actor(usize),
    /// A track, by its place.
    Track(usize),
    /// An area: its track's place, and its own among the track's.
    Area(usize, usize),
    /// An event, by its id: the document's events come first, then the rows of the columns.
    Event(usize),
    /// A place, by its own among `places`.
    Place(usize),
    /// A claim: its event's place, and its own among the event's.
    Claim(usize, usize),
    /// A source, by its place.
    Source(usize),
}

/// Kinds of things that can be found, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Actors.
    Actors,
    /// Tracks and areas.
    Areas,
    /// Events.
    Events,
    /// Places.
    Places,
    /// Claims.
    Claims,
    /// Sources.
    Sources,
}

impl Item {
    /// The kind of thing it is.
    pub fn group(self) -> Group {
        match self {
            Item::Actor(_) => Group::Actors,
            Item::Track(_) | Item::Area(..) => Group::Areas,
            Item::Event(_) => Group::Events,
            Item::Place(_) => Group::Places,
            Item::Claim(..) => Group::Claims,
            Item::Source(_) => Group::Sources,
        }
    }
}

/// What a text is to what it belongs to; the more it says, the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Its name or title.
    Title,
    /// What it says in brief.
    Summary,
    /// Whose it is, and what else is told of it.
    Detail,
}

/// A text that is searched.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage<'a> {
    /// What it is to what it belongs to.
    pub role: Role,
    /// The text.
    pub text: Cow<'a, str>,
    /// Its language, where it is not the reader's.
    pub language: Option<&'a str>,
}

/// What the reader's surroundings add: names that the dataset leaves to them.
pub struct Names<'a> {
    /// BCP 47 tag of the reader's language.
    pub language: &'a str,
    /// The name of an actor, by its place.
    pub actor: &'a dyn Fn(usize) -> String,
    /// The title of a row of the columns that do not hold it themselves.
    pub row_title: &'a dyn Fn(usize) -> Option<String>,
}

/// A place that events name, and the events that do, in the order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPlace {
    /// The place in the first of the events: which of its places.
    pub at: usize,
    /// The events.
    pub events: Vec<usize>,
}

/// The places that events name, each once.
pub fn places(dataset: &Dataset) -> Vec<NamedPlace> {
    let mut places: Vec<NamedPlace> = Vec::new();
    let events = &dataset.document.events;
    for &event in &dataset.events_by_day {
        for (at, place) in events[event].places.iter().enumerate() {
            let name_of = |known: &NamedPlace| &events[known.events[0]].places[known.at].name;
            match places.iter_mut().find(|known| *name_of(known) == place.name) {
                Some(known) if known.events.last() == Some(&event) => {}
                Some(known) => known.events.push(event),
                None => places.push(NamedPlace { at, events: vec![event] }),
            }
        }
    }
    places
}

/// The texts of an item, the title as the reader is shown it first.
pub fn passages<'a>(
    dataset: &'a Dataset,
    places: &[NamedPlace],
    names: &Names,
    item: Item,
) -> Vec<Passage<'a>> {
    let document = &dataset.document;
    let mut all = Vec::new();
    let mut add = |role: Role, text: &'a Text| {
        let found = text.find(names.language, &document.language);
        all.push(Passage { role, text: found.text.into(), language: found.other_language });
        if let Text::Languages(by_tag) = text {
            let others = by_tag.iter().filter(|(_, text)| text != found.text);
            all.extend(others.map(|(tag, text)| Passage { role, text: text.into(), language: Some(tag) }));
        }
    };
    match item {
        Item::Actor(at) => {
            let actor = &document.actors[at];
            actor.label.iter().chain(&actor.short).for_each(|name| add(Role::Title, name));
            actor.place.iter().for_each(|place| add(Role::Detail, &place.name));
            actor.summary.iter().for_each(|summary| add(Role::Summary, summary));
            let own = Passage { role: Role::Title, text: (names.actor)(at).into(), language: None };
            all.insert(0, own);
            let code = actor.code.as_deref();
            let code = code.map(|code| Passage { role: Role::Detail, text: code.into(), language: None });
            all.extend(code);
        }
        Item::Track(at) => {
            add(Role::Title, &document.tracks[at].label);
            document.tracks[at].summary.iter().for_each(|summary| add(Role::Summary, summary));
        }
        Item::Area(track, area) => add(Role::Title, &document.tracks[track].areas[area].label),
        Item::Event(id) => match document.events.get(id) {
            Some(event) => {
                add(Role::Title, &event.title);
                add(Role::Summary, &event.summary);
                event.disputes.iter().for_each(|dispute| add(Role::Detail, &dispute.text));
            }
            None => {
                let row = id - dataset.links.len();
                let own = dataset.columns.title(row).map(Cow::from);
                let given = || (names.row_title)(dataset.columns.given(row)).map(Cow::from);
                let title = own.or_else(given).unwrap_or_default();
                all.push(Passage { role: Role::Title, text: title, language: None });
            }
        },
        Item::Place(at) => {
            let place = &places[at];
            add(Role::Title, &document.events[place.events[0]].places[place.at].name);
        }
        Item::Claim(event, claim) => {
            let claim = &document.events[event].claims[claim];
            add(Role::Title, &claim.text);
            claim.quote.iter().for_each(|quote| add(Role::Summary, quote));
            add(Role::Detail, &claim.by);
        }
        Item::Source(at) => {
            add(Role::Title, &document.sources[at].title);
            add(Role::Detail, &document.sources[at].publisher);
        }
    }
    all
}
