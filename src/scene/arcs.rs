//! Arcs between the actors of a chosen event, and pins at its places.
//!
//! Arcs join the actors of one event and say nothing about who acts on whom: no arrowheads.

use crate::atlas::{Filter, Selection};
use crate::dataset::Place;
use crate::world::{Projection, View};

use super::display::{Color, Fill, Mark, Outline, Scene, Shape, Stroke};
use super::map::MapInput;
use super::map_labels::Anchored;
use super::path::Path;
use super::words;

/// How far an arc over the globe is lifted at most, in radii.
const MOST_LIFT: f64 = 0.1;
const STEPS: usize = 48;

/// What has been drawn of a chosen event, for labelling.
#[derive(Default)]
pub(super) struct Drawn {
    pub pins: Vec<Anchored>,
    pub arcs: Vec<Path>,
}

/// Draws the arcs and pins of an event.
pub(super) fn event_arcs(input: &MapInput, event: usize, scene: &mut Scene) -> Drawn {
    let mut drawn = Drawn::default();
    let document = &input.dataset.document;
    let written = &document.events[event];
    let place_of = |actor: usize| document.actors[actor].place.as_ref();
    let actors = &input.dataset.links[event].actors;
    // The one whose status changes stands in the middle of the others.
    let changed = written.changes.iter().find_map(|change| input.dataset.actor(&change.actor));
    let hub = changed.filter(|hub| actors.contains(hub)).or(actors.first().copied());
    let hub_place = hub.and_then(place_of);
    if let (Some(hub), Some(from)) = (hub, hub_place) {
        for &actor in actors.iter().filter(|&&actor| actor != hub) {
            let Some(to) = place_of(actor) else { continue };
            drawn.pins.extend(beyond(input, from, (actor, to), scene));
            let path = arc(&input.view, from, to, (input.width_px, input.height_px));
            for (color, width_px) in [(Color::Water, 4.0), (Color::Ink, 1.4)] {
                scene.shapes.push(Shape::new(
                    Outline::Path(path.clone()),
                    None,
                    Some(Stroke::solid(color, width_px)),
                ));
            }
            drawn.arcs.push(path);
        }
    }
    let ends = actors.iter().filter_map(|&actor| place_of(actor)).filter(|_| actors.len() > 1);
    for place in ends {
        if let Some((x, y)) = visible(input, place) {
            scene.shapes.push(Shape::circle(x, y, 2.4, Some(Fill::Solid(Color::Ink)), None));
        }
    }
    for place in &written.places {
        let Some((x, y)) = visible(input, place) else { continue };
        let stroke = Stroke::solid(Color::Ink, 1.6);
        scene.shapes.push(Shape::circle(x, y, 6.6, Some(Fill::Solid(Color::Paper)), None));
        scene.shapes.push(Shape::circle(x, y, 4.6, Some(Fill::Solid(Color::Paper)), Some(stroke)));
        scene.shapes.push(Shape::circle(x, y, 1.6, Some(Fill::Solid(Color::Ink)), None));
        let targets = vec![Selection::Event(event)];
        scene.marks.push(Mark { targets, x, y, half_width: 5.0, half_height: 5.0 });
        let name = words::text(&place.name, input.dataset, input.host).text.to_owned();
        drawn.pins.push(Anchored { x, y, radius: 6.6, name, note: None, beyond: None });
    }
    drawn
}

/// A place behind the globe is told where its arc meets the limb.
fn beyond(
    input: &MapInput,
    from: &Place,
    (actor, to): (usize, &Place),
    scene: &mut Scene,
) -> Option<Anchored> {
    let is_hidden = !input.view.project(to.lon, to.lat).is_visible;
    if input.view.projection() != Projection::Globe || !is_hidden {
        return None;
    }
    let path = arc(&input.view, from, to, (input.width_px, input.height_px));
    let [x, y] = path.end()?;
    let (x, y) = (f64::from(x), f64::from(y));
    if !(0.0..=input.width_px).contains(&x) || !(0.0..=input.height_px).contains(&y) {
        return None;
    }
    let stroke = Stroke::solid(Color::Ink, 1.4);
    scene.shapes.push(Shape::circle(x, y, 3.0, Some(Fill::Solid(Color::Paper)), Some(stroke)));
    let name = words::text(&to.name, input.dataset, input.host).text.to_owned();
    let note = Some(input.host.messages().get("beyond-horizon").to_owned());
    Some(Anchored { x, y, radius: 3.0, name, note, beyond: Some(actor) })
}

/// Small pins at the places of what happened on the day shown, so that the day's events can be
/// opened on the map as well.
pub(super) fn day_pins(input: &MapInput, scene: &mut Scene) {
    let day = input.state.date;
    let selection = input.state.selection(input.dataset);
    let filter = Filter::new(input.state, input.dataset);
    let mut pins: Vec<Mark> = Vec::new();
    for &event in &input.dataset.events_by_day {
        let written = &input.dataset.document.events[event];
        let is_of_day = written.date.first_day() == day && written.date.last_day() == day;
        if !is_of_day || selection == Some(Selection::Event(event)) || !filter.event(event) {
            continue;
        }
        for (x, y) in written.places.iter().filter_map(|place| visible(input, place)) {
            let target = Selection::Event(event);
            match pins.iter_mut().find(|pin| (pin.x - x).hypot(pin.y - y) < 4.0) {
                Some(pin) => pin.targets.push(target),
                None => pins.push(Mark { targets: vec![target], x, y, half_width: 3.0, half_height: 3.0 }),
            }
        }
    }
    for pin in &pins {
        scene.shapes.push(Shape::circle(pin.x, pin.y, 4.4, Some(Fill::Solid(Color::Paper)), None));
        scene.shapes.push(Shape::circle(pin.x, pin.y, 2.8, Some(Fill::Solid(Color::Ink)), None));
    }
    scene.marks.extend(pins);
}

fn visible(input: &MapInput, place: &Place) -> Option<(f64, f64)> {
    let at = input.view.project(place.lon, place.lat);
    let inside = (0.0..=input.width_px).contains(&at.x_px) && (0.0..=input.height_px).contains(&at.y_px);
    (at.is_visible && inside).then_some((at.x_px, at.y_px))
}

/// The great circle between two places, lifted off a globe; broken where it is cut or hidden.
fn arc(view: &View, from: &Place, to: &Place, size: (f64, f64)) -> Path {
    let (a, b) = (unit(from), unit(to));
    let angle = (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]).clamp(-1.0, 1.0).acos();
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for step in 0..=STEPS {
        let t = step as f64 / STEPS as f64;
        let (wa, wb) = match angle {
            0.0..1e-9 => (1.0, 0.0),
            _ => (((1.0 - t) * angle).sin() / angle.sin(), (t * angle).sin() / angle.sin()),
        };
        let [x, y, z] = [0, 1, 2].map(|i| wa * a[i] + wb * b[i]);
        let length = (x * x + y * y + z * z).sqrt().max(1e-12);
        let at = view.project(y.atan2(x).to_degrees(), (z / length).clamp(-1.0, 1.0).asin().to_degrees());
        let (mut x_px, mut y_px, is_visible) = (at.x_px, at.y_px, at.is_visible);
        if view.projection() == Projection::Globe {
            let lift = 1.0 + MOST_LIFT * (std::f64::consts::PI * t).sin() * (angle / 1.5).min(1.0);
            let (dx, dy) = ((x_px - size.0 / 2.0) * lift, (y_px - size.1 / 2.0) * lift);
            (x_px, y_px) = (size.0 / 2.0 + dx, size.1 / 2.0 + dy);
        }
        let jumps = runs
            .last()
            .and_then(|run| run.last())
            .is_some_and(|last| (last.0 - x_px).abs() > view.radius_px());
        if (!is_visible || jumps) && runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(Vec::new());
        }
        if let (true, Some(run)) = (is_visible, runs.last_mut()) {
            run.push((x_px, y_px));
        }
    }
    let mut path = Path::default();
    for run in runs.iter().filter(|run| run.len() > 1) {
        path.add(run);
    }
    path
}

fn unit(place: &Place) -> [f64; 3] {
    let (lon, lat) = (place.lon.to_radians(), place.lat.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}
