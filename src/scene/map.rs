//! The map view: sea, land, countries in the colours of their status, and what is chosen.

use crate::atlas::{FLAT_SOUTH_DEG, Filter, Selection, State};
use crate::dataset::{Dataset, Tone};
use crate::world::{CountryIndex, View, World};

use super::arcs::{Drawn, day_pins, event_arcs};
use super::display::{Color, Fill, Mark, Outline, Scene, Shape, Stroke};
use super::edge_tags::edge_tags;
use super::host::Host;
use super::map_geometry::{MapGeometry, Part};
use super::map_labels::{LabelMemory, place_labels};
use super::path::Path;
use super::theme::{edge, is_pattern, map_fill};

/// An actor whose shape is smaller than this both ways gets a ring.
const RING_BELOW_PX: f32 = 9.0;
const RING_RADIUS_PX: f64 = 4.7;
pub(super) const RING_GROUND_PX: f64 = 6.2;

/// What a map shows.
pub struct MapInput<'a> {
    /// What is known.
    pub dataset: &'a Dataset,
    /// The earth.
    pub world: &'a World,
    /// The lines and areas that the view sees, already drawn.
    pub geometry: &'a MapGeometry,
    /// What is looked at.
    pub state: &'a State,
    /// What the pointer is over.
    pub hovered: Option<Selection>,
    /// The mark that a reader's keys have reached.
    pub cursor: Option<Selection>,
    /// Actors whose status has just changed, and is told beside their names.
    pub told: &'a [usize],
    /// The camera of this moment; in flight it is not the state's.
    pub view: View,
    /// Whether it is on its way to another: labels keep their places meanwhile.
    pub is_moving: bool,
    /// Width.
    pub width_px: f64,
    /// Height.
    pub height_px: f64,
    /// Width and height of what lies over the map's corner at the bottom right, where no label is to stand.
    pub covered_px: (f64, f64),
    /// The surroundings.
    pub host: &'a dyn Host,
}

impl MapInput<'_> {
    /// Whether the camera moves: then a label stays where it is, or where it is not.
    pub(super) fn keeps_labels(&self) -> bool {
        self.is_moving && self.state.playing.is_none()
    }

    /// The country at a position on the map.
    pub(super) fn country_at(&self, (x, y): (f64, f64)) -> Option<CountryIndex> {
        let (lon_deg, lat_deg) = self.view.unproject(x, y)?;
        self.world.country_at(lon_deg, lat_deg)
    }
}

/// An actor as it stands on the map.
pub(super) struct Placed<'a> {
    pub actor: usize,
    pub tone: Option<Tone>,
    /// Its country's area; empty where there is none in view.
    pub path: &'a Path,
    /// Where its ring stands, if it has one.
    pub ring: Option<(f64, f64)>,
}

impl Placed<'_> {
    pub(super) fn part(&self) -> Part {
        Part::actor(self.actor)
    }

    fn outline(&self) -> Outline {
        Outline::Part(self.part())
    }
}

/// Draws the map. `labels` remembers where labels stood, for as long as the camera moves.
pub fn map_scene(input: &MapInput, labels: &mut LabelMemory) -> Scene {
    let mut scene = Scene { width_px: input.width_px, height_px: input.height_px, ..Scene::default() };
    draw_earth(input, &mut scene);
    scene.base_shapes = scene.shapes.len();
    let placed = place_actors(input);
    draw_statuses(input, &placed, &mut scene);
    draw_chosen(input, &placed, &mut scene);
    draw_rings(input, &placed, &mut scene);
    day_pins(input, &mut scene);
    let drawn = match input.state.selection(input.dataset) {
        Some(Selection::Event(event)) => event_arcs(input, event, &mut scene),
        _ => Drawn::default(),
    };
    edge_tags(input, &placed, &mut scene);
    draw_cursor(input, &mut scene);
    place_labels(input, &placed, drawn, labels, &mut scene);
    scene
}

/// The ring of the focus around a mark that has no area.
fn draw_cursor(input: &MapInput, scene: &mut Scene) {
    let mark = scene.marks.iter().find(|mark| input.cursor.is_some_and(|at| mark.targets.contains(&at)));
    let Some(mark) = mark else { return };
    let radius = mark.half_width.max(mark.half_height) + 5.0;
    if mark.half_width <= RING_GROUND_PX {
        let ring = Shape::circle(mark.x, mark.y, radius, None, Some(Stroke::solid(Color::Link, 2.0)));
        scene.shapes.push(ring);
    }
}

fn draw_earth(input: &MapInput, scene: &mut Scene) {
    let flat_share = input.view.flat_share() as f32;
    if flat_share > 0.0 {
        let sea = Shape::rect(0.0, 0.0, input.width_px, input.height_px, Fill::Solid(Color::Water));
        scene.shapes.push(sea.with_opacity(flat_share));
    }
    if flat_share < 1.0 {
        scene.shapes.push(Shape::new(Outline::Part(Part::LIMB), Some(Fill::Solid(Color::Water)), None));
        let stroke = Stroke::solid(Color::Rule, 0.4);
        let graticule = Shape::new(Outline::Part(Part::GRATICULE), None, Some(stroke));
        scene.shapes.push(graticule.with_opacity(0.35 * (1.0 - flat_share)));
    }
    scene.shapes.push(Shape::new(Outline::Part(Part::LAND), Some(Fill::Solid(Color::Land)), None));
    // The far south is sea on a flat map; a globe that unfolds covers it at the end of its way.
    let opacity = ((flat_share - 0.7) / 0.3).max(0.0);
    let top_px = input.view.project(input.view.center_lon_lat_deg().0, FLAT_SOUTH_DEG).y_px;
    if opacity > 0.0 && top_px < input.height_px {
        let top_px = top_px.max(0.0);
        let height_px = input.height_px - top_px;
        let sea = Shape::rect(0.0, top_px, input.width_px, height_px, Fill::Solid(Color::Water));
        scene.shapes.push(sea.with_opacity(opacity));
    }
}

fn place_actors<'a>(input: &MapInput<'a>) -> Vec<Placed<'a>> {
    let document = &input.dataset.document;
    let track = input.state.track_index(input.dataset);
    let filter = Filter::new(input.state, input.dataset);
    (0..document.actors.len())
        .map(|actor| {
            let shown = input.dataset.fold.standing(actor, input.state.date, track).shown;
            let tone = shown.filter(|_| filter.actor(actor)).map(|status| document.statuses[status].tone);
            let path = input.geometry.path(Part::actor(actor));
            Placed { actor, tone, path, ring: ring_position(input, actor, tone) }
        })
        .collect()
}

fn ring_position(input: &MapInput, actor: usize, tone: Option<Tone>) -> Option<(f64, f64)> {
    tone?;
    // The largest of its pieces: an archipelago is as wide as the sea that it lies in.
    let largest = input.geometry.largest_piece(Part::actor(actor));
    let is_small = largest.is_none_or(|[l, t, r, b]| (r - l).max(b - t) < RING_BELOW_PX);
    let place = input.dataset.document.actors[actor].place.as_ref().filter(|_| is_small)?;
    let at = input.view.project(place.lon, place.lat);
    let inside = at.x_px >= 0.0 && at.x_px <= input.width_px && at.y_px >= 0.0 && at.y_px <= input.height_px;
    (at.is_visible && inside).then_some((at.x_px, at.y_px))
}

fn draw_statuses(input: &MapInput, placed: &[Placed], scene: &mut Scene) {
    for placed in placed.iter().filter(|placed| !placed.path.is_empty()) {
        scene.shapes.extend(placed.tone.map(|tone| status_shape(placed, tone)));
    }
    scene.countries = scene.shapes.len() - scene.base_shapes;
    let mut line = |part: Part, stroke: Stroke| {
        if !input.geometry.path(part).is_empty() {
            scene.shapes.push(Shape::new(Outline::Part(part), None, Some(stroke)));
        }
    };
    line(Part::BORDERS, Stroke::solid(Color::Border, 0.5));
    line(Part::LIMB, Stroke::solid(Color::Rule, 0.75 * (1.0 - input.view.flat_share() as f32)));
    line(Part::DISPUTED, Stroke { color: Color::Ink3, width_px: 0.8, is_dashed: true });
    scene.lines = scene.shapes.len() - scene.base_shapes - scene.countries;
}

/// Members and those who take part are dark enough to need no edge.
fn status_shape(placed: &Placed, tone: Tone) -> Shape {
    let line = (!matches!(tone, Tone::Ramp1 | Tone::Ramp2)).then(|| edge(tone, 0.8));
    Shape::new(placed.outline(), Some(map_fill(tone)), line)
}

fn draw_chosen(input: &MapInput, placed: &[Placed], scene: &mut Scene) {
    let is_chosen =
        |placed: &Placed, chosen: Option<Selection>| chosen == Some(Selection::Actor(placed.actor));
    let selection = input.state.selection(input.dataset);
    for placed in placed.iter().filter(|placed| !placed.path.is_empty()) {
        if is_chosen(placed, input.hovered) && !is_chosen(placed, selection) {
            let stroke = Stroke::solid(Color::Ink, 1.5);
            scene.shapes.push(Shape::new(placed.outline(), None, Some(stroke)));
        }
    }
    for placed in placed.iter().filter(|p| is_chosen(p, input.cursor) && !p.path.is_empty()) {
        // The ring of the focus, outside a gap of paper.
        let around = Outline::Path(input.geometry.coarse(input.world, placed.actor));
        for (color, width_px) in [(Color::Link, 8.0), (Color::Paper, 4.0)] {
            scene.shapes.push(Shape::new(around.clone(), None, Some(Stroke::solid(color, width_px))));
        }
        let land = || Shape::new(placed.outline(), Some(Fill::Solid(Color::Land)), None);
        scene.shapes.push(placed.tone.map_or_else(land, |tone| status_shape(placed, tone)));
    }
    for placed in placed.iter().filter(|p| is_chosen(p, selection) && !p.path.is_empty()) {
        // Ink outside a gap of paper: wide lines first, the country's own fill over them.
        let around = Outline::Path(input.geometry.coarse(input.world, placed.actor));
        for (color, width_px) in [(Color::Ink, 6.0), (Color::Paper, 2.6)] {
            scene.shapes.push(Shape::new(around.clone(), None, Some(Stroke::solid(color, width_px))));
        }
        let land = || Shape::new(placed.outline(), Some(Fill::Solid(Color::Land)), None);
        scene.shapes.push(placed.tone.map_or_else(land, |tone| status_shape(placed, tone)));
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
