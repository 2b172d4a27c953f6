//! Checks that reach across records: ids that clash or dangle, numbers out of range.

use std::collections::BTreeMap;

use super::document::{Change, Document, Event};
use super::leaf::Id;
use super::read::{Problem, Reader, did_you_mean, quote};

/// The ids of one list, for looking up references to it.
struct Ids<'a> {
    what: &'static str,
    known: BTreeMap<&'a str, (&'static str, usize)>,
}

impl<'a> Ids<'a> {
    fn of(what: &'static str, ids: impl Iterator<Item = &'a Id>) -> Ids<'a> {
        Ids { what, known: ids.enumerate().map(|(at, id)| (&**id, (what, at))).collect() }
    }

    fn expect(&self, id: &Id, reader: &mut Reader) {
        if !self.known.contains_key(&**id) {
            let hint = did_you_mean(id, &mut self.known.keys().copied());
            reader.problem(quote(id), format!("the id of {}", self.what), hint);
        }
    }

    fn expect_all(&self, key: &str, ids: &[Id], reader: &mut Reader) {
        reader.at_key(key, |reader| {
            for (index, id) in ids.iter().enumerate() {
                reader.at_index(index, |reader| self.expect(id, reader));
            }
        });
    }

    fn expect_key(&self, key: &str, id: Option<&Id>, reader: &mut Reader) {
        if let Some(id) = id {
            reader.at_key(key, |reader| self.expect(id, reader));
        }
    }
}

/// Notes everything that is wrong between the records of a document.
pub(super) fn check(document: &Document, reader: &mut Reader) {
    let mut seen = BTreeMap::new();
    unique("actors", document.actors.iter().map(|a| &a.id), &mut seen, reader);
    unique("events", document.events.iter().map(|e| &e.id), &mut seen, reader);
    unique("scales", document.scales.iter().map(|s| &s.id), &mut BTreeMap::new(), reader);
    unique("statuses", document.statuses.iter().map(|s| &s.id), &mut BTreeMap::new(), reader);
    unique("groups", document.groups.iter().map(|g| &g.id), &mut BTreeMap::new(), reader);
    unique("tracks", document.tracks.iter().map(|t| &t.id), &mut BTreeMap::new(), reader);
    unique("sources", document.sources.iter().map(|s| &s.id), &mut BTreeMap::new(), reader);
    unique("tours", document.tours.iter().map(|t| &t.id), &mut BTreeMap::new(), reader);
    let mut seen = BTreeMap::new();
    each("tracks", &document.tracks, reader, |track, reader| {
        unique("areas", track.areas.iter().map(|a| &a.id), &mut seen, reader);
    });

    let actors = Ids::of("an actor", document.actors.iter().map(|a| &a.id));
    let events = Ids::of("an event", document.events.iter().map(|e| &e.id));
    let scales = Ids::of("a scale", document.scales.iter().map(|s| &s.id));
    let groups = Ids::of("a group", document.groups.iter().map(|g| &g.id));
    let lists = EventIds {
        actors: &actors,
        tracks: Ids::of("a track", document.tracks.iter().map(|t| &t.id)),
        areas: Ids::of("an area", document.tracks.iter().flat_map(|t| &t.areas).map(|a| &a.id)),
        sources: Ids::of("a source", document.sources.iter().map(|s| &s.id)),
        statuses: Ids::of("a status", document.statuses.iter().map(|s| &s.id)),
        scales: &scales,
    };

    each("statuses", &document.statuses, reader, |status, reader| {
        scales.expect_key("scale", Some(&status.scale), reader);
    });
    each("actors", &document.actors, reader, |actor, reader| {
        groups.expect_key("group", Some(&actor.group), reader);
        if let Some(place) = &actor.place {
            reader.at_key("place", |reader| check_place(place.lon, place.lat, reader));
        }
    });
    each("events", &document.events, reader, |event, reader| check_event(document, event, &lists, reader));
    each("corrections", &document.corrections, reader, |correction, reader| {
        events.expect_all("events", &correction.events, reader);
    });
    each("tours", &document.tours, reader, |tour, reader| {
        each("steps", &tour.steps, reader, |step, reader| {
            events.expect_key("event", step.event.as_ref(), reader);
            actors.expect_key("actor", step.actor.as_ref(), reader);
        });
    });
}

struct EventIds<'a> {
    actors: &'a Ids<'a>,
    tracks: Ids<'a>,
    areas: Ids<'a>,
    sources: Ids<'a>,
    statuses: Ids<'a>,
    scales: &'a Ids<'a>,
}

fn check_event(document: &Document, event: &Event, ids: &EventIds, reader: &mut Reader) {
    ids.actors.expect_all("actors", &event.actors, reader);
    ids.tracks.expect_all("tracks", &event.tracks, reader);
    ids.areas.expect_all("areas", &event.areas, reader);
    ids.sources.expect_all("sources", &event.sources, reader);
    each("places", &event.places, reader, |place, reader| check_place(place.lon, place.lat, reader));
    each("changes", &event.changes, reader, |change, reader| {
        ids.actors.expect_key("actor", Some(&change.actor), reader);
        ids.statuses.expect_key("status", change.status.0.as_ref(), reader);
        ids.scales.expect_key("scale", change.scale.as_ref(), reader);
        ids.tracks.expect_key("track", change.track.as_ref(), reader);
        ids.sources.expect_all("sources", &change.sources, reader);
        check_scale(document, change, reader);
    });
    each("claims", &event.claims, reader, |claim, reader| {
        ids.sources.expect_key("source", Some(&claim.source), reader);
    });
    each("disputes", &event.disputes, reader, |dispute, reader| {
        ids.sources.expect_all("sources", &dispute.sources, reader);
    });
}

fn check_scale(document: &Document, change: &Change, reader: &mut Reader) {
    let Some(id) = &change.status.0 else {
        if change.scale.is_none() {
            let hint = Some("status null empties a slot; name its scale".into());
            reader.at_key("scale", |reader| reader.problem("nothing".into(), "the id of a scale", hint));
        }
        return;
    };
    let status = document.statuses.iter().find(|status| status.id == *id);
    if let (Some(status), Some(scale)) = (status, &change.scale)
        && status.scale != *scale
    {
        let expected = format!("{}, the scale of the status, or nothing", quote(&status.scale));
        reader.at_key("scale", |reader| reader.problem(quote(scale), expected, None));
    }
}

fn check_place(lon_deg: f64, lat_deg: f64, reader: &mut Reader) {
    let swapped = || {
        let looks_swapped = lat_deg.abs() > 90.0 && lat_deg.abs() <= 180.0 && lon_deg.abs() <= 90.0;
        looks_swapped.then(|| "lon and lat look swapped".into())
    };
    if lon_deg.abs() > 180.0 {
        let expected = "degrees of longitude, -180 to 180";
        reader.at_key("lon", |reader| reader.problem(crate::decimal::text(lon_deg, 6), expected, None));
    }
    if lat_deg.abs() > 90.0 {
        let expected = "degrees of latitude, -90 to 90";
        reader.at_key("lat", |reader| reader.problem(crate::decimal::text(lat_deg, 6), expected, swapped()));
    }
}

fn each<'a, T>(key: &str, items: &'a [T], reader: &mut Reader, mut check: impl FnMut(&'a T, &mut Reader)) {
    reader.at_key(key, |reader| {
        for (index, item) in items.iter().enumerate() {
            reader.at_index(index, |reader| check(item, reader));
        }
    });
}

fn unique<'a>(
    key: &'static str,
    ids: impl Iterator<Item = &'a Id>,
    seen: &mut BTreeMap<&'a str, (&'static str, usize)>,
    reader: &mut Reader,
) {
    reader.at_key(key, |reader| {
        for (index, id) in ids.enumerate() {
            if let Some((list, first)) = seen.insert(id, (key, index)) {
                let expected = format!("an id of its own; {list}[{first}] has it already");
                reader.at_index(index, |reader| {
                    reader.at_key("id", |reader| reader.problem(quote(id), expected, None));
                });
            }
        }
    });
}

/// Lists every event, change and claim that names no source: a rule of the built-in datasets.
pub fn unsourced(document: &Document) -> Vec<Problem> {
    let mut reader = Reader::default();
    each("events", &document.events, &mut reader, |event, reader| {
        expect_sources(&event.sources, reader);
        each("changes", &event.changes, reader, |change, reader| expect_sources(&change.sources, reader));
        each("disputes", &event.disputes, reader, |dispute, reader| expect_sources(&dispute.sources, reader));
    });
    reader.into_problems()
}

fn expect_sources(sources: &[Id], reader: &mut Reader) {
    if sources.is_empty() {
        let expected = "at least one source";
        reader.at_key("sources", |reader| reader.problem("none".into(), expected, None));
    }
}
