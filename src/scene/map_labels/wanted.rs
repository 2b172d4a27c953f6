//! What wants a label, in the order of its right to be seen.

use super::inside::known_bounds;
use super::{Rect, around};
use crate::atlas::Selection;
use crate::dataset::Tone;
use crate::scene::map::{MapInput, Placed, RING_GROUND_PX};
use crate::scene::words;

/// The radius of the earth, where a map as narrow as a phone's shows nearly all of it.
const TINY_RADIUS_PX: f64 = 85.0;
/// How far the ring of what is chosen reaches beyond its shape.
const RING_PX: f64 = 3.0;

/// A place to be named: where it stands, and how much room its mark takes.
pub(in crate::scene) struct Anchored {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    pub name: String,
    /// A second line.
    pub note: Option<String>,
    /// The actor whose place it is, where that is beyond the horizon.
    pub beyond: Option<usize>,
}

/// What a label says and how it is set.
#[derive(Clone)]
pub(super) struct Wanted {
    pub lines: Vec<String>,
    /// The name where there is less room for it.
    pub short: Option<String>,
    pub is_bold: bool,
    /// The shape it names, where it may stand inside.
    pub inside: Option<(usize, Tone)>,
    /// The room its shape or mark takes.
    pub around: Rect,
    pub own_actor: Option<usize>,
    pub selection: Option<Selection>,
    /// Whether it is what the reader has chosen, or what a chosen event has changed.
    pub is_chosen: bool,
}

/// From which status to which the chosen event has brought an actor.
fn changed_by_selected(
    input: &MapInput,
    selection: Option<Selection>,
    actor: usize,
) -> Option<(usize, usize)> {
    let Some(Selection::Event(event)) = selection else { return None };
    let document = &input.dataset.document;
    let change =
        document.events[event].changes.iter().find(|c| input.dataset.actor(&c.actor) == Some(actor))?;
    let track = change.track.as_ref().and_then(|id| input.dataset.track(id));
    let day = input.dataset.links[event].day();
    let shown = |day| input.dataset.fold.standing(actor, day, track).shown;
    let (before, after) = (shown(day.plus(-1))?, shown(day)?);
    (before != after).then_some((before, after))
}

/// Everything that wants a label, most deserving first: the selected one, members, the event's
/// places, then the others in the order of their groups.
pub(super) fn in_order(
    input: &MapInput,
    placed: &[Placed],
    pins: Vec<Anchored>,
    is_narrow: bool,
) -> Vec<Wanted> {
    let document = &input.dataset.document;
    let track = input.state.track_index(input.dataset);
    let selection = input.state.selection(input.dataset);
    let mut ranked: Vec<((usize, usize), Wanted)> = Vec::new();
    let is_tiny = is_narrow && input.view.radius_px() < TINY_RADIUS_PX;
    // What of their countries can still be seen needs no second name.
    let beyond: Vec<usize> = pins.iter().filter_map(|pin| pin.beyond).collect();
    // Where there is little room a place within a country that has a name of its own goes without.
    let is_named = |pin: &Anchored| {
        let country = input.country_at((pin.x, pin.y));
        let actor = country.and_then(|country| input.geometry.actor_of(country));
        pin.beyond.is_none() && actor.is_some_and(|actor| placed[actor].tone.is_some())
    };
    for pin in pins.into_iter().filter(|pin| !is_narrow || !is_named(pin)) {
        ranked.push((
            (2, 0),
            Wanted {
                lines: std::iter::once(pin.name).chain(pin.note).collect(),
                short: None,
                is_bold: true,
                inside: None,
                around: around(pin.x, pin.y, pin.radius),
                own_actor: None,
                selection,
                is_chosen: true,
            },
        ));
    }
    for (at, shape) in placed.iter().enumerate().filter(|(_, shape)| !beyond.contains(&shape.actor)) {
        let this = Selection::Actor(shape.actor);
        let is_selected = selection == Some(this);
        let Some(tone) = shape.tone.or(is_selected.then_some(Tone::Ramp8)) else { continue };
        let is_told = input.told.contains(&shape.actor);
        let change = changed_by_selected(input, selection, shape.actor);
        let is_news = is_told || change.is_some();
        // On a phone that shows the whole world there is room for what the story is about.
        if is_tiny && !is_selected && !is_news && tone != Tone::Ramp1 {
            continue;
        }
        let around = match (shape.ring, known_bounds(input, shape)) {
            (Some((x, y)), _) => around(x, y, RING_GROUND_PX),
            (None, Some(bounds)) => bounds.grown(if is_selected { RING_PX } else { 0.0 }),
            (None, None) => continue,
        };
        let short = words::short_name(input.dataset, shape.actor, input.host);
        let (name, short) = match is_narrow {
            true => (short, None),
            false => (words::actor_name(input.dataset, shape.actor, input.host), Some(short)),
        };
        let shown = input.dataset.fold.standing(shape.actor, input.state.date, track).shown;
        let word = |status: usize| {
            words::within_sentence(&words::status_name(input.dataset, status, input.host), input.host)
        };
        let arrow = input.host.messages().get("change.arrow");
        let mut lines = vec![name];
        match (change, shown) {
            (Some((before, after)), _) => lines.push(format!("{} {arrow} {}", word(before), word(after))),
            (None, Some(status)) if is_selected || is_told => lines.push(word(status)),
            _ => {}
        }
        let group =
            document.groups.iter().position(|g| g.id == document.actors[shape.actor].group).unwrap_or(0);
        let rank = match (is_selected || is_news, tone) {
            (true, _) => 0,
            (false, Tone::Ramp1) => 1,
            _ => 3 + group,
        };
        let is_bold = is_selected || is_news || tone == Tone::Ramp1;
        let inside = shape.ring.is_none().then_some((at, tone));
        let own_actor = Some(shape.actor);
        let selection = Some(this);
        let is_chosen = is_selected || change.is_some();
        let wanted = Wanted { lines, short, is_bold, inside, around, own_actor, selection, is_chosen };
        ranked.push(((rank, at), wanted));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, wanted)| wanted).collect()
}
