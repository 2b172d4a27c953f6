//! The index: every text of a dataset, folded, one after the other, and what each belongs to.
//!
//! A query goes through it from end to end. That takes some milliseconds for the titles of a hundred
//! thousand events, needs a tenth of the room of an index of trigrams, and knows any script.

use super::fold::Folding;
use super::found::Found;
use super::near::near_words;
use super::passages::{Item, NamedPlace, Names, Role, passages, places};
use super::token::{Quality, Token, tokens};
use crate::dataset::Dataset;

/// Everything of a dataset that can be found, in the reader's language.
pub struct Index {
    folding: Folding,
    items: Vec<Item>,
    /// All passages, folded, a line each.
    text: String,
    passages: Vec<Indexed>,
    places: Vec<NamedPlace>,
}

/// A passage's place in the text.
struct Indexed {
    end: u32,
    item: u32,
    role: Role,
}

/// Something found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// What.
    pub item: Item,
    /// How well it answers the query; more is better.
    pub score: u32,
    /// Whether its title has every word of the query.
    pub is_titled: bool,
}

/// What a query finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The words looked for.
    pub tokens: Vec<Token>,
    /// What is found: group by group, and within a group the best first.
    pub hits: Vec<Hit>,
}

/// What stands between passages; no query has it.
const LINE: char = '\n';

impl Index {
    /// Indexes a dataset.
    pub fn new(dataset: &Dataset, names: &Names, folding: Folding) -> Index {
        let places = places(dataset);
        let mut index =
            Index { folding, items: Vec::new(), text: String::new(), passages: Vec::new(), places };
        for item in items(dataset, index.places.len()) {
            let number = index.items.len() as u32;
            for passage in passages(dataset, &index.places, names, item) {
                index.folding.fold_into(&passage.text, &mut index.text);
                index.text.push(LINE);
                let end = index.text.len() as u32;
                index.passages.push(Indexed { end, item: number, role: passage.role });
            }
            index.items.push(item);
        }
        index
    }

    /// How texts are folded.
    pub fn folding(&self) -> &Folding {
        &self.folding
    }

    /// The places that events name.
    pub fn places(&self) -> &[NamedPlace] {
        &self.places
    }

    /// Looks for what has every word of a query. A word that no text has stands for those that are
    /// nearly it.
    pub fn find(&self, query: &str, dataset: &Dataset) -> Answer {
        let mut tokens = tokens(query, &self.folding);
        if tokens.is_empty() {
            return Answer::default();
        }
        let mut scores = vec![Score::default(); self.items.len()];
        for (number, token) in tokens.iter_mut().enumerate() {
            if !self.score(token, number as u32, &mut scores) {
                token.near = near_words(&self.text, token);
                if token.near.is_empty() || !self.score(token, number as u32, &mut scores) {
                    return Answer { tokens, hits: Vec::new() };
                }
            }
        }
        let all = tokens.len() as u32;
        let found = self.items.iter().zip(&scores).filter(|(_, score)| score.tokens == all);
        let mut hits: Vec<Hit> = found
            .map(|(&item, score)| Hit { item, score: score.sum, is_titled: score.titled == all })
            .collect();
        // Of events that answer equally well the latest first; the rest as the dataset has it.
        let order = |hit: &Hit| match hit.item {
            Item::Event(id) => -i64::from(dataset.day_of(id).0),
            Item::Claim(event, _) => -i64::from(dataset.day_of(event).0),
            _ => 0,
        };
        hits.sort_by_cached_key(|hit| (hit.item.group(), std::cmp::Reverse(hit.score), order(hit)));
        Answer { tokens, hits }
    }

    /// Adds to the scores of items what a token is worth in them; whether any has it.
    fn score(&self, token: &Token, number: u32, scores: &mut [Score]) -> bool {
        let mut is_found = false;
        let mut at = 0;
        token.matches(&self.text, &mut |place, quality| {
            is_found = true;
            // Places come in order, except that each nearly right word begins anew.
            let is_here = |at: usize| {
                let start = at.checked_sub(1).map_or(0, |before| self.passages[before].end);
                (start..self.passages[at].end).contains(&(place.start as u32))
            };
            if !is_here(at) {
                at = self.passages.partition_point(|passage| passage.end as usize <= place.start);
            }
            let passage = &self.passages[at];
            scores[passage.item as usize].note(number, quality, passage.role);
        });
        is_found
    }

    /// The events and actors that have to do with what is found: events that are found or have a claim, a
    /// place, an area or a source that is, or an actor that is found by name; and those actors or, where
    /// there are none, the ones that take part in these events.
    pub fn keep(&self, answer: &Answer, dataset: &Dataset) -> Found {
        let document = &dataset.document;
        let mut found =
            Found { events: vec![false; dataset.event_count()], actors: vec![false; document.actors.len()] };
        let mut named = vec![false; document.actors.len()];
        let mut sources = vec![false; document.sources.len()];
        for hit in &answer.hits {
            match hit.item {
                Item::Actor(actor) if hit.is_titled => named[actor] = true,
                Item::Actor(actor) => found.actors[actor] = true,
                Item::Event(event) | Item::Claim(event, _) => found.events[event] = true,
                Item::Place(at) => {
                    self.places[at].events.iter().for_each(|&event| found.events[event] = true);
                }
                Item::Source(at) => sources[at] = true,
                Item::Track(_) | Item::Area(..) if !hit.is_titled => {}
                Item::Track(at) => {
                    for (event, links) in dataset.links.iter().enumerate() {
                        found.events[event] |= links.tracks.contains(&at);
                    }
                }
                Item::Area(track, area) => {
                    let area = &document.tracks[track].areas[area].id;
                    for (at, event) in document.events.iter().enumerate() {
                        found.events[at] |= event.areas.contains(area);
                    }
                }
            }
        }
        let has_named = named.contains(&true);
        for event in 0..found.events.len() {
            let links = dataset.links.get(event);
            let actors = dataset.actors_of(event);
            let has_source = links.is_some_and(|links| links.sources.iter().any(|&source| sources[source]));
            found.events[event] |= has_source || (has_named && actors.clone().any(|actor| named[actor]));
            if found.events[event] && !has_named {
                actors.for_each(|actor| found.actors[actor] = true);
            }
        }
        if has_named {
            found.actors = named;
        }
        found
    }
}

fn items(dataset: &Dataset, places: usize) -> impl Iterator<Item = Item> + '_ {
    let document = &dataset.document;
    let areas = document.tracks.iter().enumerate().flat_map(|(track, written)| {
        let areas = (0..written.areas.len()).map(move |area| Item::Area(track, area));
        std::iter::once(Item::Track(track)).chain(areas)
    });
    let claims = document.events.iter().enumerate();
    let claims =
        claims.flat_map(|(event, written)| (0..written.claims.len()).map(move |claim| (event, claim)));
    (0..document.actors.len())
        .map(Item::Actor)
        .chain(areas)
        .chain((0..dataset.event_count()).map(Item::Event))
        .chain((0..places).map(Item::Place))
        .chain(claims.map(|(event, claim)| Item::Claim(event, claim)))
        .chain((0..document.sources.len()).map(Item::Source))
}

/// What the words of a query are worth in an item so far.
#[derive(Clone, Copy, Default)]
struct Score {
    /// How many words it has.
    tokens: u32,
    /// How many of them its title has.
    titled: u32,
    sum: u32,
    /// What the last of them is worth.
    last: u32,
}

impl Score {
    fn note(&mut self, number: u32, quality: Quality, role: Role) {
        // It takes part only while it has had every word before this one.
        if self.tokens == number {
            self.tokens += 1;
            self.last = 0;
        } else if self.tokens != number + 1 {
            return;
        }
        let worth = worth(quality, role);
        self.sum += worth.saturating_sub(self.last);
        self.last = self.last.max(worth);
        if role == Role::Title && self.titled == number {
            self.titled += 1;
        }
    }
}

/// What a match is worth: a better one always more than a worse one in the same text, and in a title always
/// more than the same one below it.
pub fn worth(quality: Quality, role: Role) -> u32 {
    let quality = match quality {
        Quality::Exact => 8,
        Quality::Prefix => 6,
        Quality::Within => 3,
        Quality::Typo => 1,
    };
    let role = match role {
        Role::Title => 4,
        Role::Summary => 2,
        Role::Detail => 1,
    };
    quality * role
}
