//! The status fold: who stood where on any day.
//!
//! A change takes effect on the first day of its date's interval. An actor has one slot per scale
//! and track; a change sets the slot of its status's scale in its track or, without one, in all
//! tracks; a null status empties it. Later days win; within a day, file order. The status shown is
//! the strongest ordered one; where that is its scale's weakest, or there is none, the unordered one
//! changed last, if any.

use super::changes::Changes;
use super::day::Day;
use super::document::Document;

/// The folded changes of all actors.
#[derive(Clone, Debug)]
pub struct Fold {
    actors: Vec<ActorFold>,
    /// By status: its scale, whether that is ordered, and whether it is the weakest of it.
    statuses: Vec<StatusRank>,
    /// By actor: changes in columns; none at all where the dataset has none.
    columns: Vec<Changes>,
    /// The scales that have statuses.
    scales: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct StatusRank {
    scale: usize,
    is_ordered: bool,
    is_weakest: bool,
}

#[derive(Clone, Debug, Default)]
struct ActorFold {
    slots: Vec<Slot>,
    history: Vec<HistoryStep>,
}

/// What one scale and track held, from day to day.
#[derive(Clone, Debug)]
struct Slot {
    track: usize,
    scale: usize,
    /// In the order in which they take effect.
    steps: Vec<SlotStep>,
}

#[derive(Clone, Copy, Debug)]
struct SlotStep {
    day: Day,
    /// The change's place among all changes, in the order of effect.
    order: usize,
    status: Option<usize>,
}

/// A change as a step of an actor's history.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HistoryStep {
    /// The day on which it takes effect.
    pub day: Day,
    /// The event that carries it.
    pub event: usize,
    /// Its place among the event's changes.
    pub change: usize,
    /// The status, or `None` where a slot is emptied.
    pub status: Option<usize>,
    /// The track, or `None` for all.
    pub track: Option<usize>,
}

impl HistoryStep {
    /// Whether it is about a track: its own, or any where it has none or none is asked for.
    pub fn concerns(&self, track: Option<usize>) -> bool {
        track.is_none() || self.track.is_none() || self.track == track
    }
}

/// A status that is held, and since when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// The status.
    pub status: usize,
    /// The day of the change that set it last.
    pub set_on: Day,
    order: usize,
}

/// Where an actor stands on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// The strongest ordered status.
    pub ordered: Option<Held>,
    /// The unordered status changed last.
    pub unordered: Option<Held>,
    /// The status shown, if any.
    pub shown: Option<usize>,
}

/// A stretch of days on which an actor shows one status.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// First day.
    pub from: Day,
    /// The first day after it, or `None` where it lasts.
    pub until: Option<Day>,
    /// The status.
    pub status: usize,
    /// The event that began it.
    pub event: usize,
    /// Days within it on which a change restated the status.
    pub restated: Vec<Day>,
}

impl Fold {
    /// Folds a checked document.
    pub(super) fn new(document: &Document) -> Fold {
        let scale_of = |status: usize| {
            let id = &document.statuses[status].scale;
            document.scales.iter().position(|scale| scale.id == *id).unwrap_or(0)
        };
        let statuses: Vec<StatusRank> = (0..document.statuses.len())
            .map(|status| StatusRank {
                scale: scale_of(status),
                is_ordered: document.scales.get(scale_of(status)).is_some_and(|s| s.ordered),
                is_weakest: (status + 1..document.statuses.len()).all(|s| scale_of(s) != scale_of(status)),
            })
            .collect();

        let mut changes = Vec::new();
        for (event_at, event) in document.events.iter().enumerate() {
            for (change_at, change) in event.changes.iter().enumerate() {
                changes.push((event.date.first_day(), event_at, change_at, change));
            }
        }
        changes.sort_unstable_by_key(|&(day, event, change, _)| (day, event, change));

        let mut actors = vec![ActorFold::default(); document.actors.len()];
        for (order, (day, event, change_at, change)) in changes.into_iter().enumerate() {
            let Some(actor) = document.actors.iter().position(|a| a.id == change.actor) else { continue };
            let status =
                change.status.0.as_ref().and_then(|id| document.statuses.iter().position(|s| s.id == *id));
            let scale = match (status, &change.scale) {
                (Some(status), _) => scale_of(status),
                (None, Some(id)) => document.scales.iter().position(|s| s.id == *id).unwrap_or(0),
                (None, None) => continue,
            };
            let track = change.track.as_ref().and_then(|id| document.tracks.iter().position(|t| t.id == *id));
            let actor = &mut actors[actor];
            actor.history.push(HistoryStep { day, event, change: change_at, status, track });
            let tracks = match track {
                Some(track) => track..track + 1,
                None => 0..document.tracks.len().max(1),
            };
            for track in tracks {
                actor.slot(scale, track).steps.push(SlotStep { day, order, status });
            }
        }
        let mut scales = Vec::new();
        for status in &statuses {
            if !scales.contains(&status.scale) {
                scales.push(status.scale);
            }
        }
        Fold { actors, statuses, columns: Vec::new(), scales }
    }

    /// The same without changes in columns.
    pub(super) fn without_changes(&self) -> Fold {
        let Fold { actors, statuses, scales, .. } = self;
        Fold {
            actors: actors.clone(),
            statuses: statuses.clone(),
            columns: Vec::new(),
            scales: scales.clone(),
        }
    }

    /// Takes the changes of columns. An actor that has any there has them in all tracks.
    pub(super) fn set_changes(&mut self, changes: Vec<Changes>) {
        self.columns = changes;
    }

    /// An actor's changes in columns, where it has any.
    pub fn changes(&self, actor: usize) -> Option<&Changes> {
        self.columns.get(actor).filter(|changes| !changes.is_empty())
    }

    /// Where an actor with changes in columns stands after the first `count` of them.
    pub fn standing_after(&self, changes: &Changes, count: usize) -> Standing {
        self.walk(changes, count).standing()
    }

    // The module is split here.
    #[inline(never)]
    fn standing_by_changes(&self, changes: &Changes, day: Day) -> Standing {
        self.standing_after(changes, changes.up_to(day))
    }

    /// Goes through an actor's changes in columns, from after the first `count` of them.
    pub fn walk<'a>(&'a self, changes: &'a Changes, count: usize) -> ChangeWalk<'a> {
        let held = |&scale: &usize| {
            let sets = changes.of_status().iter().zip(&self.statuses);
            let sets = sets.filter(|(_, status)| status.scale == scale).map(|(set, _)| set);
            let last = sets.filter_map(|set| set.previous(count)).max();
            last.filter(|&at| changes.last_emptying(scale, count).is_none_or(|end| end < at))
                .and_then(|at| held_by(changes, at))
        };
        ChangeWalk { fold: self, changes, at: count, slots: self.scales.iter().map(held).collect() }
    }

    fn shown(&self, mut standing: Standing) -> Standing {
        standing.shown = match standing.ordered {
            Some(held) if !self.statuses[held.status].is_weakest => Some(held.status),
            weakest => standing.unordered.or(weakest).map(|held| held.status),
        };
        standing
    }

    /// Where an actor stands on a day, in one track or in all.
    pub fn standing(&self, actor: usize, day: Day, track: Option<usize>) -> Standing {
        if let Some(changes) = self.changes(actor) {
            return self.standing_by_changes(changes, day);
        }
        let Some(fold) = self.actors.get(actor) else { return Standing::default() };
        let mut standing = Standing::default();
        for slot in fold.slots.iter().filter(|slot| track.is_none_or(|track| slot.track == track)) {
            let after = slot.steps.partition_point(|step| step.day <= day);
            let Some(step) = after.checked_sub(1).map(|at| slot.steps[at]) else { continue };
            let Some(status) = step.status else { continue };
            let held = Held { status, set_on: step.day, order: step.order };
            if self.statuses[status].is_ordered {
                let stronger = |now: &Held| (held.status, now.order) < (now.status, held.order);
                if standing.ordered.as_ref().is_none_or(stronger) {
                    standing.ordered = Some(held);
                }
            } else if standing.unordered.is_none_or(|now| held.order > now.order) {
                standing.unordered = Some(held);
            }
        }
        self.shown(standing)
    }

    /// Since when an actor has held, without a break, what it holds on a day: what only restates it begins nothing.
    pub fn held_since(&self, actor: usize, track: Option<usize>, held: Held) -> Day {
        let mut since = held.set_on;
        while since > Day::MIN {
            let standing = self.standing(actor, since.plus(-1), track);
            let before = [standing.ordered, standing.unordered].into_iter().flatten();
            match before.into_iter().find(|before| before.status == held.status) {
                Some(before) => since = before.set_on,
                None => break,
            }
        }
        since
    }

    /// An actor's changes in the order in which they take effect.
    pub fn history(&self, actor: usize) -> &[HistoryStep] {
        self.actors.get(actor).map_or(&[], |fold| &fold.history)
    }

    /// The stretch that a day lies in, if the actor shows a status then.
    pub fn band_on(&self, actor: usize, day: Day, track: Option<usize>) -> Option<Band> {
        let holds = |band: &Band| band.from <= day && band.until.is_none_or(|until| day < until);
        self.bands(actor, track).into_iter().rfind(holds)
    }

    /// The stretches of one shown status after another, in one track or in all. An actor with changes in
    /// columns has none: they may be more than anybody can look at.
    pub fn bands(&self, actor: usize, track: Option<usize>) -> Vec<Band> {
        let mut bands: Vec<Band> = Vec::new();
        if self.changes(actor).is_some() {
            return bands;
        }
        let mut is_open = false;
        for day_steps in self.history(actor).chunk_by(|a, b| a.day == b.day) {
            let concerns = |step: &&HistoryStep| step.concerns(track);
            let Some(step) = day_steps.iter().rev().find(concerns) else { continue };
            let shown = self.standing(actor, step.day, track).shown;
            match (bands.last_mut().filter(|_| is_open), shown) {
                (Some(band), Some(status)) if band.status == status => {
                    // A change on another scale, or in a weaker track, restates nothing.
                    let restates = |step: &HistoryStep| concerns(&step) && step.status == Some(status);
                    if day_steps.iter().any(restates) {
                        band.restated.push(step.day);
                    }
                }
                (last, shown) => {
                    if let Some(band) = last {
                        band.until = Some(step.day);
                    }
                    is_open = shown.is_some();
                    bands.extend(shown.map(|status| Band {
                        from: step.day,
                        until: None,
                        status,
                        // The change that set what is shown, where the day has several.
                        event:
                            day_steps.iter().rev().find(|s| s.status == Some(status)).unwrap_or(step).event,
                        restated: Vec::new(),
                    }));
                }
            }
        }
        bands
    }
}

fn held_by(changes: &Changes, at: usize) -> Option<Held> {
    Some(Held { status: changes.status(at)?, set_on: changes.day(at), order: at })
}

/// A walk through an actor's changes in columns, change by change.
pub struct ChangeWalk<'a> {
    fold: &'a Fold,
    changes: &'a Changes,
    at: usize,
    /// What each scale holds.
    slots: Vec<Option<Held>>,
}

impl ChangeWalk<'_> {
    /// Where the actor stands now.
    pub fn standing(&self) -> Standing {
        let mut standing = Standing::default();
        for held in self.slots.iter().flatten() {
            if self.fold.statuses[held.status].is_ordered {
                let stronger = |now: &Held| (held.status, now.order) < (now.status, held.order);
                if standing.ordered.as_ref().is_none_or(stronger) {
                    standing.ordered = Some(*held);
                }
            } else if standing.unordered.is_none_or(|now| held.order > now.order) {
                standing.unordered = Some(*held);
            }
        }
        self.fold.shown(standing)
    }

    /// Takes the next change.
    pub fn step(&mut self) {
        let held = held_by(self.changes, self.at);
        let scale = held.map(|held| self.fold.statuses[held.status].scale).or(self.changes.emptied(self.at));
        if let Some(at) = self.fold.scales.iter().position(|&known| Some(known) == scale) {
            self.slots[at] = held;
        }
        self.at += 1;
    }
}

impl ActorFold {
    fn slot(&mut self, scale: usize, track: usize) -> &mut Slot {
        let found = self.slots.iter().position(|slot| slot.scale == scale && slot.track == track);
        let at = found.unwrap_or_else(|| {
            self.slots.push(Slot { scale, track, steps: Vec::new() });
            self.slots.len() - 1
        });
        &mut self.slots[at]
    }
}
