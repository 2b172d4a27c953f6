//! The map view: sea, land, countries in the colours of their status, and what is chosen.

use crate::atlas::{Selection, State, passes_actor};
use crate::dataset::{BorderStyle, Dataset, Tone};
use crate::world::{Clipper, CountryIndex, Projection, View, World};

use super::arcs::{day_pins, event_arcs};
use super::display::{Color, Fill, Mark, Outline, Path, Scene, Shape, Stroke};
use super::edge_tags::edge_tags;
use super::host::Host;
use super::map_labels::place_labels;
use super::theme::{edge, is_pattern, map_fill};

/// An actor whose shape is smaller than this both ways gets a ring.
const RING_BELOW_PX: f32 = 9.0;
const RING_RADIUS_PX: f64 = 4.7;
pub(super) const RING_GROUND_PX: f64 = 6.2;
const GRATICULE_DEG: f64 = 30.0;

/// What a map shows.
pub struct MapInput<'a> {
    /// What is known.
    pub dataset: &'a Dataset,
    /// The earth.
    pub world: &'a World,
    /// What is looked at.
    pub state: &'a State,
    /// What the pointer is over.
    pub hovered: Option<Selection>,
    /// The camera of this moment; in flight it is not the state's.
    pub view: View,
    /// Width.
    pub width_px: f64,
    /// Height.
    pub height_px: f64,
    /// The surroundings.
    pub host: &'a dyn Host,
}

/// An actor as it stands on the map.
pub(super) struct Placed {
    pub actor: usize,
    pub tone: Option<Tone>,
    /// Its country's area; empty where it is drawn as a ring alone.
    pub path: Path,
    pub country: Option<CountryIndex>,
    /// Where its ring stands, if it has one.
    pub ring: Option<(f64, f64)>,
}

/// Draws the map.
pub fn map_scene(input: &MapInput) -> Scene {
    let mut scene = Scene { width_px: input.width_px, height_px: input.height_px, ..Scene::default() };
    let mut clipper = Clipper::new();
    draw_sea(input, &mut scene);
    let placed = place_actors(input, &mut clipper);
    draw_land(input, &placed, &mut clipper, &mut scene);
    draw_statuses(input, &placed, &mut scene);
    draw_disputed_borders(input, &mut scene);
    draw_chosen(input, &placed, &mut scene);
    draw_rings(input, &placed, &mut scene);
    day_pins(input, &mut scene);
    let mut anchored = Vec::new();
    if let Some(Selection::Event(event)) = input.state.selection(input.dataset) {
        event_arcs(input, event, &mut scene, &mut anchored);
    }
    edge_tags(input, &placed, &mut scene);
    place_labels(input, &placed, anchored, &mut scene);
    scene
}

fn draw_sea(input: &MapInput, scene: &mut Scene) {
    let (width, height) = (input.width_px, input.height_px);
    match input.view.projection() {
        Projection::Flat => {
            scene.shapes.push(Shape::rect(0.0, 0.0, width, height, Fill::Solid(Color::Water)));
        }
        Projection::Globe => {
            let radius = input.view.radius_px();
            let disc =
                Shape::circle(width / 2.0, height / 2.0, radius, Some(Fill::Solid(Color::Water)), None);
            scene.shapes.push(disc);
            let mut path = Path::default();
            input.view.graticule(GRATICULE_DEG, &mut path);
            let stroke = Stroke::solid(Color::Rule, 0.4);
            scene.shapes.push(Shape::new(Outline::Path(path), None, Some(stroke)).with_opacity(0.35));
        }
    }
}

/// The code under which a unit of the map is drawn: its own, or the one the dataset joins it to.
fn drawn_as<'a>(dataset: &'a Dataset, code: &'a str) -> &'a str {
    let units = dataset.document.worldview.iter().flat_map(|worldview| &worldview.units);
    let joined = units.filter(|unit| *unit.unit == *code).find_map(|unit| unit.with.as_ref());
    joined.map_or(code, |with| with)
}

fn place_actors(input: &MapInput, clipper: &mut Clipper) -> Vec<Placed> {
    let document = &input.dataset.document;
    let track = input.state.track_index(input.dataset);
    (0..document.actors.len())
        .map(|actor| {
            let shown = input.dataset.fold.standing(actor, input.state.date, track).shown;
            let passes = passes_actor(input.state, input.dataset, actor);
            let tone = shown.filter(|_| passes).map(|status| document.statuses[status].tone);
            let code = document.actors[actor].code.as_deref();
            let country = code.and_then(|code| input.world.country_by_code(code));
            let mut path = Path::default();
            for (at, unit) in input.world.countries().iter().enumerate() {
                if code
                    .is_some_and(|code| !unit.code.is_empty() && drawn_as(input.dataset, &unit.code) == code)
                {
                    input.world.fill_country(&input.view, CountryIndex(at as u16), clipper, &mut path);
                }
            }
            let ring = ring_position(input, actor, tone, &path);
            Placed { actor, tone, path, country, ring }
        })
        .collect()
}

fn ring_position(input: &MapInput, actor: usize, tone: Option<Tone>, path: &Path) -> Option<(f64, f64)> {
    tone?;
    let is_small = path.bounds().is_none_or(|[l, t, r, b]| (r - l).max(b - t) < RING_BELOW_PX);
    let place = input.dataset.document.actors[actor].place.as_ref().filter(|_| is_small)?;
    let at = input.view.project(place.lon, place.lat);
    let inside = at.x_px >= 0.0 && at.x_px <= input.width_px && at.y_px >= 0.0 && at.y_px <= input.height_px;
    (at.is_visible && inside).then_some((at.x_px, at.y_px))
}

fn draw_land(input: &MapInput, placed: &[Placed], clipper: &mut Clipper, scene: &mut Scene) {
    let coloured = |code: &str| {
        let drawn = drawn_as(input.dataset, code);
        placed.iter().any(|p| {
            p.tone.is_some() && input.dataset.document.actors[p.actor].code.as_deref() == Some(drawn)
        })
    };
    let mut land = Path::default();
    for (at, country) in input.world.countries().iter().enumerate() {
        if country.code.is_empty() || !coloured(&country.code) {
            input.world.fill_country(&input.view, CountryIndex(at as u16), clipper, &mut land);
        }
    }
    scene.shapes.push(Shape::new(Outline::Path(land), Some(Fill::Solid(Color::Land)), None));
}

fn draw_statuses(input: &MapInput, placed: &[Placed], scene: &mut Scene) {
    for placed in placed.iter().filter(|placed| !placed.path.is_empty()) {
        if let Some(tone) = placed.tone {
            scene.shapes.push(status_shape(placed.path.clone(), tone));
        }
    }
    let mut borders = Path::default();
    input.world.stroke_borders(&input.view, &mut borders);
    scene.shapes.push(Shape::new(Outline::Path(borders), None, Some(Stroke::solid(Color::Border, 0.5))));
    if input.view.projection() == Projection::Globe {
        let mut limb = Path::default();
        input.view.outline(&mut limb);
        scene.shapes.push(Shape::new(Outline::Path(limb), None, Some(Stroke::solid(Color::Rule, 0.75))));
    }
}

/// Members and those who take part are dark enough to need no edge.
fn status_shape(path: Path, tone: Tone) -> Shape {
    let line = (!matches!(tone, Tone::Ramp1 | Tone::Ramp2)).then(|| edge(tone, 0.8));
    Shape::new(Outline::Path(path), Some(map_fill(tone)), line)
}

fn draw_disputed_borders(input: &MapInput, scene: &mut Scene) {
    let Some(worldview) = &input.dataset.document.worldview else { return };
    for unit in worldview.units.iter().filter(|unit| unit.border == Some(BorderStyle::Dashed)) {
        if let Some(country) = input.world.country_by_code(&unit.unit) {
            let mut path = Path::default();
            input.world.stroke_country(&input.view, country, &mut path);
            let stroke = Stroke { color: Color::Ink3, width_px: 0.8, is_dashed: true };
            scene.shapes.push(Shape::new(Outline::Path(path), None, Some(stroke)));
        }
    }
}

fn draw_chosen(input: &MapInput, placed: &[Placed], scene: &mut Scene) {
    let is_chosen =
        |placed: &Placed, chosen: Option<Selection>| chosen == Some(Selection::Actor(placed.actor));
    let selection = input.state.selection(input.dataset);
    for placed in placed.iter().filter(|placed| !placed.path.is_empty()) {
        if is_chosen(placed, input.hovered) && !is_chosen(placed, selection) {
            let stroke = Stroke::solid(Color::Ink, 1.5);
            scene.shapes.push(Shape::new(Outline::Path(placed.path.clone()), None, Some(stroke)));
        }
    }
    for placed in placed.iter().filter(|p| is_chosen(p, selection) && !p.path.is_empty()) {
        // Ink outside a gap of paper: wide lines first, the country's own fill over them.
        for (color, width_px) in [(Color::Ink, 6.0), (Color::Paper, 2.6)] {
            let outline = Outline::Path(placed.path.clone());
            scene.shapes.push(Shape::new(outline, None, Some(Stroke::solid(color, width_px))));
        }
        let fill = placed.tone.map_or(Fill::Solid(Color::Land), map_fill);
        scene.shapes.push(Shape::new(Outline::Path(placed.path.clone()), Some(fill), None));
        scene.shapes.extend(placed.tone.map(|tone| status_shape(placed.path.clone(), tone)));
    }
}

fn draw_rings(input: &MapInput, placed: &[Placed], scene: &mut Scene) {
    let selection = input.state.selection(input.dataset);
    for placed in placed {
        let (Some((x, y)), Some(tone)) = (placed.ring, placed.tone) else { continue };
        let this = Some(Selection::Actor(placed.actor));
        let ground = Shape::circle(x, y, RING_GROUND_PX, Some(Fill::Solid(Color::Paper)), None);
        let ring = Stroke { width_px: 1.6, ..edge(tone, 1.6) };
        let middle = Color::Fill(tone);
        scene.shapes.push(ground);
        scene.shapes.push(Shape::circle(x, y, RING_RADIUS_PX, Some(Fill::Solid(middle)), Some(ring)));
        if is_pattern(tone) {
            scene.shapes.push(Shape::circle(x, y, 1.8, Some(Fill::Solid(Color::Line(tone))), None));
        }
        if selection == this || input.hovered == this {
            let width_px = if selection == this { 1.7 } else { 1.2 };
            let stroke = Stroke::solid(Color::Ink, width_px);
            scene.shapes.push(Shape::circle(x, y, RING_GROUND_PX + 1.5, None, Some(stroke)));
        }
        scene.marks.push(Mark {
            targets: vec![Selection::Actor(placed.actor)],
            x,
            y,
            half_width: RING_RADIUS_PX,
            half_height: RING_RADIUS_PX,
        });
    }
}
