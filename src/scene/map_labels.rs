//! Labels of the map: inside a shape where they fit, else beside it, else with a leader, else not
//! at all; never over another label.
//!
//! While the camera moves a label keeps the kind of place it has found, for as long as there is
//! room: what is read must not jump about.

use crate::atlas::Selection;
use crate::dataset::Tone;

use super::display::{Anchor, Color, Label, Scene, Shape, Stroke};
use super::map::{MapInput, Placed, RING_GROUND_PX};
use super::words;
use crate::world::{Projection, View};

const SIZE_PX: f64 = 12.0;
const LINE_PX: f64 = 16.0;
const GAP_PX: f64 = 5.0;
const VAST_PX: f64 = 110.0;
const LONG_PX: f64 = 150.0;
/// Names in a row are kept apart by more than the space between two words.
const APART_PX: f64 = 5.0;
/// A shape no larger than this may be taken for what a name beside it means.
const SMALL_PX: f64 = 60.0;
/// What it costs a label without a leader to stand nearer to another small shape than to its own.
const MISLEADING: f64 = 1.6;
/// How far the ring of what is chosen reaches beyond its shape.
const RING_PX: f64 = 3.0;
/// What is in view of a country and smaller than this, some far island of it, is not what its name
/// stands for.
const LEAST_PX: f64 = 9.0;

/// A place to be named: where it stands, and how much room its mark takes.
pub(super) struct Anchored {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    pub name: String,
    /// A second line.
    pub note: Option<String>,
    /// The actor whose place it is, where that is beyond the horizon.
    pub beyond: Option<usize>,
}

#[derive(Clone, Copy)]
struct Rect {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Rect {
    fn grown(self, by: f64) -> Rect {
        Rect { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    fn is_small(&self) -> bool {
        (self.right - self.left).max(self.bottom - self.top) <= SMALL_PX
    }

    /// How far a position is from it.
    fn distance_to(&self, (x, y): (f64, f64)) -> f64 {
        let (dx, dy) = (x - x.clamp(self.left, self.right), y - y.clamp(self.top, self.bottom));
        dx.hypot(dy)
    }

    fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// What a label says and how it is set.
struct Wanted {
    lines: Vec<String>,
    is_bold: bool,
    /// The shape it names, where it may stand inside.
    inside: Option<(usize, Tone)>,
    /// The room its shape or mark takes.
    around: Rect,
    own_actor: Option<usize>,
    selection: Option<Selection>,
}

/// Where labels stood when they were last placed anew.
#[derive(Default)]
pub struct LabelMemory {
    view: Option<View>,
    spots: Vec<(usize, Remembered)>,
}

/// The kind of place that an actor's label has found.
#[derive(Clone, Copy)]
enum Remembered {
    /// At a place of the earth.
    Inside {
        lon_deg: f64,
        lat_deg: f64,
    },
    /// Beside its shape, as one of [`DIRECTIONS`] and [`REACHES`].
    Beside {
        direction: usize,
        reach: usize,
    },
    Nowhere,
}

/// Beyond this change of scale, or this share of the map's width, labels are placed anew.
const MOST_SCALING: f64 = 1.25;
const MOST_SHIFT: f64 = 0.2;

impl LabelMemory {
    /// Forgets where labels stood once the camera has left the neighbourhood.
    fn visit(&mut self, view: View) {
        let is_near = self.view.is_some_and(|last| {
            let scaling = view.radius_px() / last.radius_px();
            let (lon_deg, lat_deg) = last.center_lon_lat_deg();
            let (width_px, height_px) = view.size_px();
            let center = view.project(lon_deg, lat_deg);
            let shift_px = (center.x_px - width_px / 2.0).hypot(center.y_px - height_px / 2.0);
            view.projection() == last.projection()
                && view.size_px() == last.size_px()
                && (1.0 / MOST_SCALING..=MOST_SCALING).contains(&scaling)
                && center.is_visible
                && shift_px <= MOST_SHIFT * width_px
        });
        if !is_near {
            self.view = Some(view);
            self.spots.clear();
        }
    }

    fn of(&self, actor: usize) -> Option<Remembered> {
        self.spots.iter().find(|(of, _)| *of == actor).map(|(_, remembered)| *remembered)
    }

    fn remember(&mut self, actor: usize, remembered: Remembered) {
        self.spots.retain(|(of, _)| *of != actor);
        self.spots.push((actor, remembered));
    }
}

/// Places the labels in the order of their right to be seen.
pub(super) fn place_labels(
    input: &MapInput,
    placed: &[Placed],
    pins: Vec<Anchored>,
    memory: &mut LabelMemory,
    scene: &mut Scene,
) {
    let is_narrow = input.width_px < 480.0;
    memory.visit(input.view);
    let mut taken: Vec<Rect> = scene
        .marks
        .iter()
        .map(|mark| Rect {
            left: mark.x - mark.half_width - 2.0,
            top: mark.y - mark.half_height - 2.0,
            right: mark.x + mark.half_width + 2.0,
            bottom: mark.y + mark.half_height + 2.0,
        })
        .collect();
    let all: Vec<Sized> = in_order(input, placed, pins, is_narrow)
        .into_iter()
        .map(|wanted| Sized::of(input, placed, wanted, memory))
        .collect();
    let small: Vec<(usize, Rect)> = all
        .iter()
        .filter(|sized| sized.inside.is_none() && sized.wanted.around.is_small())
        .filter_map(|sized| Some((sized.wanted.own_actor?, sized.wanted.around)))
        .collect();
    for (at, sized) in all.iter().enumerate() {
        // A label that has room inside its own shape has no other place to go to: whoever stands
        // beside a shape keeps off it.
        let reserved =
            || all[at + 1..].iter().filter_map(|later| Some(later.inside?.0)).collect::<Vec<Rect>>();
        let found = spot(input, placed, sized, (&taken, &small), reserved);
        if let Some(actor) = sized.wanted.own_actor {
            let remembered = found.as_ref().map_or(Remembered::Nowhere, |(_, remembered)| *remembered);
            memory.remember(actor, remembered);
        }
        let Some(((rect, x, anchor, tone, leader), _)) = found else { continue };
        if let Some((from, to)) = leader {
            scene.shapes.push(Shape::line(from, to, Stroke::solid(Color::Ink2, 0.75)));
        }
        let ground = if is_off_disc(input, &rect) { Color::Paper } else { Color::Water };
        push_label(scene, &sized.wanted, rect, (x, anchor), tone, ground);
        taken.push(Rect { left: rect.left - APART_PX, right: rect.right + APART_PX, ..rect });
    }
}

/// A free place for a label: of the kind it had, else the best there is.
fn spot(
    input: &MapInput,
    placed: &[Placed],
    sized: &Sized,
    (taken, small): (&[Rect], &[(usize, Rect)]),
    reserved: impl Fn() -> Vec<Rect>,
) -> Option<(Spot, Remembered)> {
    let wanted = &sized.wanted;
    let is_free = |rect: &Rect| !taken.iter().any(|other| other.overlaps(rect));
    let (width, height) = (sized.width, sized.height);
    match sized.remembered {
        Some(Remembered::Nowhere) => return None,
        Some(Remembered::Beside { direction, reach }) => {
            let candidate = candidate(&wanted.around, (width, height), direction, reach);
            if candidate.is_inside(input) && is_free(&candidate.rect) {
                return Some((candidate.spot(&wanted.around), Remembered::Beside { direction, reach }));
            }
        }
        _ => {}
    }
    if let Some((rect, x, tone)) = sized.inside.filter(|(rect, ..)| is_free(rect)) {
        let place = input.view.unproject(x, (rect.top + rect.bottom) / 2.0);
        let inside = place.map(|(lon_deg, lat_deg)| Remembered::Inside { lon_deg, lat_deg });
        let spot = (rect, x, Anchor::Middle, Some(tone), None);
        // While a globe unfolds no position is that of a place.
        return Some((spot, inside.or(sized.remembered).unwrap_or(Remembered::Nowhere)));
    }
    // What has room inside has it at more than one place.
    if let (Some((at, tone)), Some(_)) = (wanted.inside, sized.inside)
        && let Some((x, y)) = inside_position(input, &placed[at], width, height, &is_free)
    {
        let place = input.view.unproject(x, y);
        let inside = place.map(|(lon_deg, lat_deg)| Remembered::Inside { lon_deg, lat_deg });
        let spot = (about(x, y, width, height), x, Anchor::Middle, Some(tone), None);
        return Some((spot, inside.or(sized.remembered).unwrap_or(Remembered::Nowhere)));
    }
    // A shape that fills much of the map is plain to see, and what stands beside it is far away.
    let around = &wanted.around;
    let (across, down) = (around.right - around.left, around.bottom - around.top);
    let is_vast = across.min(down) > VAST_PX || (!wanted.is_bold && across.max(down) > LONG_PX);
    if is_vast && wanted.own_actor.is_some() {
        return None;
    }
    beside(input, placed, wanted, (width, height), (taken, small), &reserved())
}

/// A label with its measures, and where it has room inside its own shape.
struct Sized {
    wanted: Wanted,
    width: f64,
    height: f64,
    remembered: Option<Remembered>,
    inside: Option<(Rect, f64, Tone)>,
}

impl Sized {
    fn of(input: &MapInput, placed: &[Placed], wanted: Wanted, memory: &LabelMemory) -> Sized {
        let line_width =
            |(at, line): (usize, &String)| input.host.text_width_px(line, SIZE_PX, wanted.is_bold && at == 0);
        let width = wanted.lines.iter().enumerate().map(line_width).fold(0.0, f64::max);
        let height = LINE_PX * wanted.lines.len() as f64;
        let remembered = wanted.own_actor.and_then(|actor| memory.of(actor));
        let inside = wanted.inside.and_then(|(at, tone)| {
            let (x, y) = match remembered {
                Some(Remembered::Inside { lon_deg, lat_deg }) => {
                    let at_px = input.view.project(lon_deg, lat_deg);
                    let (x, y) = (at_px.x_px, at_px.y_px);
                    let fits = at_px.is_visible && has_room(input, &placed[at], (x, y), width, height);
                    if fits { (x, y) } else { inside_position(input, &placed[at], width, height, &|_| true)? }
                }
                Some(_) => return None,
                None => inside_position(input, &placed[at], width, height, &|_| true)?,
            };
            Some((about(x, y, width, height), x, tone))
        });
        Sized { wanted, width, height, remembered, inside }
    }
}

/// Whether a label stands beside a globe, where there is no water.
fn is_off_disc(input: &MapInput, rect: &Rect) -> bool {
    let y = (rect.top + rect.bottom) / 2.0;
    let is_off = |x: f64| input.view.unproject(x, y).is_none();
    input.view.projection() == Projection::Globe && is_off((rect.left + rect.right) / 2.0)
}

fn push_label(
    scene: &mut Scene,
    wanted: &Wanted,
    rect: Rect,
    (x, anchor): (f64, Anchor),
    tone: Option<Tone>,
    ground: Color,
) {
    for (at, line) in wanted.lines.iter().enumerate() {
        let is_reversed = matches!(tone, Some(Tone::Ramp1 | Tone::Ramp2));
        let color = match (is_reversed, at) {
            (true, _) => Color::Paper,
            (false, 0) => Color::Ink,
            (false, _) => Color::Ink2,
        };
        let halo = match (is_reversed, tone) {
            (true, _) => None,
            (false, Some(_)) => Some(Color::Paper),
            (false, None) => Some(ground),
        };
        scene.labels.push(Label {
            text: line.clone(),
            x,
            y: rect.top + LINE_PX * (at as f64 + 0.5),
            anchor,
            color,
            halo,
            size_px: SIZE_PX,
            is_bold: wanted.is_bold && at == 0,
            target: wanted.selection,
        });
    }
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
fn in_order(input: &MapInput, placed: &[Placed], pins: Vec<Anchored>, is_narrow: bool) -> Vec<Wanted> {
    let document = &input.dataset.document;
    let track = input.state.track_index(input.dataset);
    let selection = input.state.selection(input.dataset);
    let mut ranked: Vec<((usize, usize), Wanted)> = Vec::new();
    // What of their countries can still be seen needs no second name.
    let beyond: Vec<usize> = pins.iter().filter_map(|pin| pin.beyond).collect();
    for pin in pins {
        ranked.push((
            (2, 0),
            Wanted {
                lines: std::iter::once(pin.name).chain(pin.note).collect(),
                is_bold: true,
                inside: None,
                around: around(pin.x, pin.y, pin.radius),
                own_actor: None,
                selection,
            },
        ));
    }
    for (at, shape) in placed.iter().enumerate().filter(|(_, shape)| !beyond.contains(&shape.actor)) {
        let this = Selection::Actor(shape.actor);
        let is_selected = selection == Some(this);
        let Some(tone) = shape.tone.or(is_selected.then_some(Tone::Ramp8)) else { continue };
        let around = match (shape.ring, visible_bounds(input, shape.path)) {
            (Some((x, y)), _) => around(x, y, RING_GROUND_PX),
            (None, Some(bounds))
                if (bounds.right - bounds.left).max(bounds.bottom - bounds.top) >= LEAST_PX =>
            {
                bounds.grown(if is_selected { RING_PX } else { 0.0 })
            }
            (None, _) => continue,
        };
        let name = match is_narrow {
            true => words::short_name(input.dataset, shape.actor, input.host),
            false => words::actor_name(input.dataset, shape.actor, input.host),
        };
        let shown = input.dataset.fold.standing(shape.actor, input.state.date, track).shown;
        let is_told = input.told.contains(&shape.actor);
        let change = changed_by_selected(input, selection, shape.actor);
        let word = |status: usize| {
            words::within_sentence(&words::status_name(input.dataset, status, input.host), input.host)
        };
        let mut lines = vec![name];
        match (change, shown) {
            (Some((before, after)), _) => lines.push(format!("{} → {}", word(before), word(after))),
            (None, Some(status)) if is_selected || is_told => lines.push(word(status)),
            _ => {}
        }
        let group =
            document.groups.iter().position(|g| g.id == document.actors[shape.actor].group).unwrap_or(0);
        let is_news = is_told || change.is_some();
        let rank = match (is_selected || is_news, tone) {
            (true, _) => 0,
            (false, Tone::Ramp1) => 1,
            _ => 3 + group,
        };
        let is_bold = is_selected || is_news || tone == Tone::Ramp1;
        let inside = shape.ring.is_none().then_some((at, tone));
        let own_actor = Some(shape.actor);
        ranked
            .push(((rank, at), Wanted { lines, is_bold, inside, around, own_actor, selection: Some(this) }));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, wanted)| wanted).collect()
}

fn about(x: f64, y: f64, width: f64, height: f64) -> Rect {
    Rect { left: x - width / 2.0, top: y - height / 2.0, right: x + width / 2.0, bottom: y + height / 2.0 }
}

fn around(x: f64, y: f64, radius: f64) -> Rect {
    Rect { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
}

/// The part of a shape's largest piece that lies in the map.
fn visible_bounds(input: &MapInput, path: &super::path::Path) -> Option<Rect> {
    let largest = path.pieces().max_by(|a, b| {
        let area = |bounds: &[f32; 4]| (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]);
        area(a).total_cmp(&area(b))
    })?;
    let [left, top, right, bottom] = largest.map(f64::from);
    let rect = Rect {
        left: left.max(0.0),
        top: top.max(0.0),
        right: right.min(input.width_px),
        bottom: bottom.min(input.height_px),
    };
    (rect.left < rect.right && rect.top < rect.bottom).then_some(rect)
}

/// Whether a shape has room for a label about a position.
fn has_room(input: &MapInput, shape: &Placed, (x, y): (f64, f64), width: f64, height: f64) -> bool {
    let (left, right) = (x - width / 2.0 - 1.0, x + width / 2.0 + 1.0);
    let in_box = left >= 0.0 && right <= input.width_px && y >= height && y <= input.height_px - height;
    in_box
        && [-height / 2.0 + 4.0, 0.0, height / 2.0 - 4.0].iter().all(|dy| {
            let spans = shape.path.spans_at((y + dy) as f32);
            spans.iter().any(|&(l, r)| f64::from(l) <= left && f64::from(r) >= right)
        })
}

/// Where a label has room inside a shape: at the country's own label point, else at the widest
/// visible row.
fn inside_position(
    input: &MapInput,
    shape: &Placed,
    width: f64,
    height: f64,
    is_free: &dyn Fn(&Rect) -> bool,
) -> Option<(f64, f64)> {
    let has_room = |at: (f64, f64)| {
        is_free(&about(at.0, at.1, width, height)) && has_room(input, shape, at, width, height)
    };
    let bounds = visible_bounds(input, shape.path)?;
    if bounds.right - bounds.left < width || bounds.bottom - bounds.top < height - 8.0 {
        return None;
    }
    let unit = input.geometry.unit(input.dataset, input.world, shape.actor);
    if let Some(country) = unit.and_then(|index| input.world.country(index)) {
        let (lon_deg, lat_deg) = country.label_lon_lat_deg;
        let at = input.view.project(lon_deg, lat_deg);
        if at.is_visible && has_room((at.x_px, at.y_px)) {
            return Some((at.x_px, at.y_px));
        }
    }
    let mut best: Option<(f64, (f64, f64))> = None;
    const ROWS: usize = 24;
    for row in 1..ROWS {
        let y = bounds.top + (bounds.bottom - bounds.top) * row as f64 / ROWS as f64;
        for (left, right) in shape.path.spans_at(y as f32) {
            let (left, right) = (f64::from(left).max(0.0), f64::from(right).min(input.width_px));
            let x = (left + right) / 2.0;
            // Wide rows are good, and so is the middle of the shape.
            let from_middle = (y - (bounds.top + bounds.bottom) / 2.0).abs();
            let room = right - left - 0.5 * from_middle;
            let is_better = right - left >= width && best.is_none_or(|(most, _)| room > most);
            if is_better && has_room((x, y)) {
                best = Some((room, (x, y)));
            }
        }
    }
    best.map(|(_, at)| at)
}

type Spot = (Rect, f64, Anchor, Option<Tone>, Option<((f64, f64), (f64, f64))>);

/// Direction, and what it costs: right reads best, then below and above, then left.
const DIRECTIONS: [(f64, f64, f64); 8] = [
    (1.0, 0.0, 0.0),
    (1.0, 1.0, 0.6),
    (1.0, -1.0, 0.8),
    (-1.0, 0.0, 1.0),
    (-1.0, 1.0, 1.3),
    (-1.0, -1.0, 1.4),
    (0.0, 1.0, 1.1),
    (0.0, -1.0, 1.2),
];
/// How far from its shape a label stands, and what it costs.
const REACHES: [(f64, f64); 3] = [(0.0, 0.0), (16.0, 2.5), (28.0, 3.5)];

/// A place beside a shape.
struct Candidate {
    rect: Rect,
    x: f64,
    anchor: Anchor,
    direction: (f64, f64),
    has_leader: bool,
}

impl Candidate {
    fn is_inside(&self, input: &MapInput) -> bool {
        let rect = &self.rect;
        rect.left >= 4.0
            && rect.right <= input.width_px - 4.0
            && rect.top >= 2.0
            && rect.bottom <= input.height_px - 2.0
    }

    fn spot(&self, shape: &Rect) -> Spot {
        let (rect, (dx, dy)) = (self.rect, self.direction);
        let (cx, cy) = ((shape.left + shape.right) / 2.0, (shape.top + shape.bottom) / 2.0);
        let leader = self.has_leader.then(|| {
            let from =
                (cx + dx * (shape.right - shape.left) * 0.3, cy + dy * (shape.bottom - shape.top) * 0.3);
            let to_x = match self.anchor {
                Anchor::Start => rect.left - 2.0,
                Anchor::Middle => cx,
                Anchor::End => rect.right + 2.0,
            };
            let to_y = match (self.anchor, dy) {
                (Anchor::Middle, d) if d > 0.0 => rect.top,
                (Anchor::Middle, _) => rect.bottom,
                _ => (rect.top + rect.bottom) / 2.0,
            };
            (from, (to_x, to_y))
        });
        (rect, self.x, self.anchor, None, leader)
    }
}

fn candidate(shape: &Rect, (width, height): (f64, f64), direction: usize, reach: usize) -> Candidate {
    let (dx, dy, _) = DIRECTIONS[direction];
    let (reach, _) = REACHES[reach];
    let (cx, cy) = ((shape.left + shape.right) / 2.0, (shape.top + shape.bottom) / 2.0);
    let gap = GAP_PX + reach;
    let (x, anchor) = match dx {
        d if d > 0.0 => (shape.right + if dy == 0.0 || reach > 0.0 { gap } else { 1.0 }, Anchor::Start),
        d if d < 0.0 => (shape.left - if dy == 0.0 || reach > 0.0 { gap } else { 1.0 }, Anchor::End),
        _ => (cx, Anchor::Middle),
    };
    let y = match dy {
        d if d > 0.0 => shape.bottom + height / 2.0 + if dx == 0.0 { gap - 2.0 } else { reach * 0.5 - 2.0 },
        d if d < 0.0 => shape.top - height / 2.0 - if dx == 0.0 { gap - 2.0 } else { reach * 0.5 - 2.0 },
        _ => cy,
    };
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    let rect = Rect { left, top: y - height / 2.0, right: left + width, bottom: y + height / 2.0 };
    Candidate { rect, x, anchor, direction: (dx, dy), has_leader: reach > 0.0 }
}

/// The best free place beside a shape: near before far, over sea before land, never over a label.
fn beside(
    input: &MapInput,
    placed: &[Placed],
    wanted: &Wanted,
    size: (f64, f64),
    (taken, small): (&[Rect], &[(usize, Rect)]),
    reserved: &[Rect],
) -> Option<(Spot, Remembered)> {
    // Among many small neighbours a name on one of them would be read as that one's.
    let must_show = wanted.own_actor.is_none() || wanted.lines.len() > 1;
    let mut best: Option<(f64, Candidate, Remembered)> = None;
    for (reach, (_, far_cost)) in REACHES.iter().enumerate() {
        for (direction, (_, _, cost)) in DIRECTIONS.iter().enumerate() {
            let candidate = candidate(&wanted.around, size, direction, reach);
            let rect = &candidate.rect;
            let lowest = best.as_ref().map_or(f64::MAX, |(lowest, ..)| *lowest);
            // What the ground costs takes longest to find out.
            let mut total = cost + far_cost;
            if total >= lowest || !candidate.is_inside(input) || taken.iter().any(|t| t.overlaps(rect)) {
                continue;
            }
            if !candidate.has_leader && misleads(wanted, rect, small) {
                total += MISLEADING;
            }
            total += 8.0 * reserved.iter().filter(|other| other.overlaps(rect)).count() as f64;
            if total >= lowest {
                continue;
            }
            total += ground_cost(input, placed, wanted, rect);
            if total < lowest && (must_show || !stands_on_another(input, placed, wanted, rect)) {
                best = Some((total, candidate, Remembered::Beside { direction, reach }));
            }
        }
    }
    best.map(|(_, candidate, remembered)| (candidate.spot(&wanted.around), remembered))
}

/// Whether a label is nearer to another small shape than to the one it names.
fn misleads(wanted: &Wanted, rect: &Rect, small: &[(usize, Rect)]) -> bool {
    let middle = ((rect.left + rect.right) / 2.0, (rect.top + rect.bottom) / 2.0);
    let own = wanted.around.distance_to(middle);
    small.iter().any(|(actor, shape)| Some(*actor) != wanted.own_actor && shape.distance_to(middle) < own)
}

/// Whether the middle of a label lies on the country of another actor with a status.
fn stands_on_another(input: &MapInput, placed: &[Placed], wanted: &Wanted, rect: &Rect) -> bool {
    let (x, y) = ((rect.left + rect.right) / 2.0, (rect.top + rect.bottom) / 2.0);
    let place = input.view.unproject(x, y);
    let country = place.and_then(|(lon_deg, lat_deg)| input.world.country_at(lon_deg, lat_deg));
    let actor = country.and_then(|country| input.geometry.actor_of(country)).map(|actor| &placed[actor]);
    actor.is_some_and(|placed| placed.tone.is_some() && Some(placed.actor) != wanted.own_actor)
}

/// What the ground under a label costs: sea nothing, land without a status a little, another
/// actor's country much.
fn ground_cost(input: &MapInput, placed: &[Placed], wanted: &Wanted, rect: &Rect) -> f64 {
    let y = (rect.top + rect.bottom) / 2.0;
    let points = [rect.left, (rect.left + rect.right) / 2.0, rect.right];
    let cost_at = |x: f64| {
        let Some((lon_deg, lat_deg)) = input.view.unproject(x, y) else { return 0.0 };
        let Some(country) = input.world.country_at(lon_deg, lat_deg) else { return 0.0 };
        match input.geometry.actor_of(country).map(|actor| &placed[actor]) {
            Some(placed) if Some(placed.actor) == wanted.own_actor => 0.4,
            Some(placed) if placed.tone.is_some() => 2.4,
            _ => 0.3,
        }
    };
    let ground: f64 = points.iter().map(|&x| cost_at(x)).sum();
    // What stands beyond the horizon is told beside the disc rather than on it.
    let is_beyond = wanted.own_actor.is_none() && wanted.lines.len() > 1;
    let on_disc = points.iter().filter(|&&x| input.view.unproject(x, y).is_some()).count() as f64;
    ground + if is_beyond { 1.5 * on_disc } else { 0.0 }
}
