//! What has been gathered, as a dataset: ids are made here, all at once.

use super::super::Options;
use super::super::ids::{Ids, slug};
use super::super::source::Source;
use super::{Actor, Change, Draft, Event, RAMP, Status};
use crate::dataset::Day;
use crate::json::{Value, object};

impl Draft {
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

        let label = |id: &String, label: &String| object([("id", text(id)), ("label", text(label))]);
        let scale = |(at, (id, label)): (usize, (&String, &String))| {
            object([("id", text(id)), ("label", text(label)), ("ordered", Value::Bool(at == 0))])
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
            object(pairs)
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
            object(pairs)
        };
        root.push(("sources", source_ids.iter().zip(&sources).map(source).collect::<Vec<_>>().into()));
        let event = |(id, event): (&String, &Event)| event.value(id, &known);
        root.push(("events", event_ids.iter().zip(&events).map(event).collect::<Vec<_>>().into()));
        if !eras.is_empty() {
            let era =
                |(date, label): &(String, String)| object([("date", text(date)), ("label", text(label))]);
            root.push(("eras", eras.iter().map(era).collect::<Vec<_>>().into()));
        }
        object(root)
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
                object([("name", text(name)), ("lon", Value::Number(*lon)), ("lat", Value::Number(*lat))])
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
                object(pairs)
            };
            pairs.push(("changes", self.changes.iter().map(change).collect::<Vec<_>>().into()));
        }
        pairs.push(("sources", list(known.sources, &self.sources)));
        object(pairs)
    }
}

const PATTERNS: [&str; 4] = ["hatch", "lines", "dots", "upright"];

/// Statuses scale by scale, the strongest first: by rank, and without one in the order of the text.
fn statuses_value(statuses: &[Status], known: &Known) -> Value {
    let mut order: Vec<usize> = (0..statuses.len()).collect();
    let key =
        |at: usize| statuses.get(at).map_or((0, f64::MAX), |s| (s.scale, s.told.rank.unwrap_or(f64::MAX)));
    order.sort_by(|a, b| key(*a).0.cmp(&key(*b).0).then(key(*a).1.total_cmp(&key(*b).1)));
    let mut values = Vec::new();
    for (nth_of_all, &at) in order.iter().enumerate() {
        let Some(status) = statuses.get(at) else { continue };
        let of_scale = |at: &&usize| statuses.get(**at).is_some_and(|other| other.scale == status.scale);
        let count = order.iter().filter(of_scale).count();
        let step = order.iter().take(nth_of_all).filter(of_scale).count();
        let tone = status.told.tone.clone().unwrap_or_else(|| tone(step, count, status.scale == 0));
        let scale = nth(known.scales, status.scale);
        let mut pairs = vec![("id", text(nth(known.statuses, at))), ("label", text(&status.label))];
        pairs.extend(status.told.plural.as_ref().map(|plural| ("plural", text(plural))));
        pairs.extend([("scale", text(scale)), ("tone", text(&tone))]);
        values.push(object(pairs));
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

/// The day to which the events reach: their last, never today.
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

#[cfg(test)]
mod tests {
    use super::*;

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
