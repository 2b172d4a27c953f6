//! Room for a label beside the shape that it names.

use super::inside::known_bounds;
use super::lines::Line;
use super::memory::Remembered;
use super::wanted::Wanted;
use super::{Rect, Spot};
use crate::scene::display::Anchor;
use crate::scene::map::{MapInput, Placed};

const GAP_PX: f64 = 5.0;
/// How near to another's ring a label is its name.
const TOUCH_PX: f64 = 8.0;
/// What it costs a label without a leader to stand nearer to another small shape than to its own.
const MISLEADING: f64 = 1.5;
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

/// How many of the points about a label of what is beyond the horizon may lie on the globe, and what each costs.
const MOST_ON_DISC: usize = 2;
const ON_DISC: f64 = 1.5;
/// What it costs to lie on an arc.
const ON_ARC: f64 = 1.2;

/// What stands about a label that seeks its place.
pub(super) struct Neighbours<'a> {
    /// Marks and labels.
    pub taken: &'a [Rect],
    /// Small shapes, by actor.
    pub small: &'a [(usize, Rect)],
    /// Lines that lead to other labels.
    pub leaders: &'a [Line],
    /// The arcs of the chosen event.
    pub arcs: &'a [Line],
}

impl Neighbours<'_> {
    /// Whether nothing stands in a box.
    pub fn leave_free(&self, rect: &Rect) -> bool {
        !self.taken.iter().any(|other| other.overlaps(rect))
            && !self.leaders.iter().any(|line| line.crosses(rect))
    }
}

/// A place beside a shape.
pub(super) struct Candidate {
    pub rect: Rect,
    x: f64,
    anchor: Anchor,
    direction: (f64, f64),
    has_leader: bool,
}

impl Candidate {
    pub fn is_inside(&self, input: &MapInput) -> bool {
        let rect = &self.rect;
        rect.left >= 4.0
            && rect.right <= input.width_px - 4.0
            && rect.top >= 2.0
            && rect.bottom <= input.height_px - 2.0
    }

    /// Whether nothing stands in its box, nor on the way to its shape.
    pub fn is_clear(&self, shape: &Rect, neighbours: &Neighbours) -> bool {
        let is_way_clear = |line: &Line| {
            // The mark of the shape itself is where the line begins.
            let middle = shape.middle();
            let mut others = neighbours.taken.iter().filter(|other| other.distance_to(middle) > 0.0);
            !others.any(|other| line.crosses(other))
                && !neighbours.leaders.iter().any(|other| line.meets(other))
        };
        neighbours.leave_free(&self.rect) && self.leader(shape).is_none_or(|line| is_way_clear(&line))
    }

    pub fn spot(&self, input: &MapInput, placed: &[Placed], wanted: &Wanted) -> Spot {
        let leader = self.leader(&wanted.around).map(|line| landed(input, placed, wanted, line));
        (self.rect, self.x, self.anchor, None, leader)
    }

    fn leader(&self, shape: &Rect) -> Option<Line> {
        let (rect, (dx, dy)) = (self.rect, self.direction);
        let (cx, cy) = ((shape.left + shape.right) / 2.0, (shape.top + shape.bottom) / 2.0);
        self.has_leader.then(|| {
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
            Line { from, to: (to_x, to_y) }
        })
    }
}

/// A line that begins on what it leads from, as near to the name as that reaches: the middle of a shape's box may be sea.
fn landed(input: &MapInput, placed: &[Placed], wanted: &Wanted, line: Line) -> Line {
    const STEPS: u32 = 24;
    /// How far within its shape a line begins.
    const WITHIN_PX: f64 = 3.0;
    if wanted.own_actor.is_none() || wanted.around.is_small() {
        return line;
    }
    let (to, middle) = (line.to, wanted.around.middle());
    let (dx, dy) = (middle.0 - to.0, middle.1 - to.1);
    let on_way = |share: f64| (to.0 + share * dx, to.1 + share * dy);
    for step in 0..=STEPS {
        let share = f64::from(step) / f64::from(STEPS);
        let country = input.country_at(on_way(share));
        if country.and_then(|country| input.geometry.actor_of(country)) == wanted.own_actor {
            return Line { from: on_way(share + WITHIN_PX / dx.hypot(dy).max(1.0)), to };
        }
    }
    // Where islands far off make the box, the middle is elsewhere: then the nearest of the shape.
    let nearest = nearest_corner(placed, wanted, &|(x, y)| (x - to.0).hypot(y - to.1));
    Line { from: nearest.map_or(line.from, |(_, corner)| corner), to }
}

pub(super) fn candidate(
    shape: &Rect,
    (width, height): (f64, f64),
    direction: usize,
    reach: usize,
) -> Candidate {
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
pub(super) fn beside(
    input: &MapInput,
    placed: &[Placed],
    wanted: &Wanted,
    size: (f64, f64),
    neighbours: &Neighbours,
    reserved: &[Rect],
) -> Option<(Spot, Remembered)> {
    // Among many small neighbours a name on one of them would be read as that one's.
    let must_show = wanted.own_actor.is_none() || wanted.is_chosen;
    // What stands beyond the horizon is told beside the disc: on it the label would name what lies there.
    let is_beyond = wanted.own_actor.is_none() && wanted.lines.len() > 1;
    let mut best: Option<(f64, Candidate, Remembered)> = None;
    for (reach, (_, far_cost)) in REACHES.iter().enumerate() {
        for (direction, (dx, dy, cost)) in DIRECTIONS.iter().enumerate() {
            // What is large fills no corner of its box: a label there would be far from it.
            if *dx != 0.0 && *dy != 0.0 && !wanted.around.is_small() {
                continue;
            }
            let candidate = candidate(&wanted.around, size, direction, reach);
            let rect = &candidate.rect;
            let lowest = best.as_ref().map_or(f64::MAX, |(lowest, ..)| *lowest);
            // The cost of the ground comes last, since it takes longest to find.
            let mut total = cost + far_cost;
            if total >= lowest
                || !candidate.is_inside(input)
                || !candidate.is_clear(&wanted.around, neighbours)
            {
                continue;
            }
            if is_beyond {
                let on_disc = points_on_disc(input, rect);
                if on_disc > MOST_ON_DISC {
                    continue;
                }
                total += ON_DISC * on_disc as f64;
            }
            if !candidate.has_leader && !must_show && touches_another(wanted, rect, neighbours.small) {
                continue;
            }
            if !candidate.has_leader && misleads(wanted, rect, neighbours.small) {
                total += MISLEADING;
            }
            if neighbours.arcs.iter().any(|arc| arc.crosses(rect)) {
                total += ON_ARC;
            }
            total += 8.0 * reserved.iter().filter(|other| other.overlaps(rect)).count() as f64;
            if total >= lowest {
                continue;
            }
            total += ground_cost(input, placed, wanted, rect);
            if !candidate.has_leader && total < lowest && is_nearer_to_another(input, placed, wanted, rect) {
                total += MISLEADING;
            }
            let is_apart = || is_far_from_shape(placed, wanted, &candidate);
            if total < lowest && (must_show || !is_anothers(input, placed, wanted, &candidate)) && !is_apart()
            {
                best = Some((total, candidate, Remembered::Beside { direction, reach }));
            }
        }
    }
    best.map(|(_, candidate, remembered)| (candidate.spot(input, placed, wanted), remembered))
}

/// Whether a label stands right at another's ring, and would be read as its name.
fn touches_another(wanted: &Wanted, rect: &Rect, small: &[(usize, Rect)]) -> bool {
    let is_other = |actor: usize| Some(actor) != wanted.own_actor;
    small.iter().any(|(actor, shape)| is_other(*actor) && rect.gap_to(shape) < TOUCH_PX)
}

/// Whether a label is nearer to another small shape than to the one it names.
fn misleads(wanted: &Wanted, rect: &Rect, small: &[(usize, Rect)]) -> bool {
    // A large shape is known by its edge, a small one by its middle.
    let own = match wanted.around.is_small() {
        true => rect.distance_to(wanted.around.middle()),
        false => rect.gap_to(&wanted.around),
    };
    let is_other = |actor: usize| Some(actor) != wanted.own_actor;
    small.iter().any(|(actor, shape)| is_other(*actor) && rect.distance_to(shape.middle()) < own)
}

/// What is no larger than this is known by where it is as a whole.
const KNOWN_WHOLE_PX: f64 = 160.0;

/// Whether a label stands nearer to another actor's shape than to any part of its own.
fn is_nearer_to_another(input: &MapInput, placed: &[Placed], wanted: &Wanted, rect: &Rect) -> bool {
    let gap = |at: (f64, f64)| rect.distance_to(at);
    let Some((own_px, _)) = nearest_corner(placed, wanted, &gap) else { return false };
    placed.iter().any(|shape| {
        let is_other = shape.tone.is_some() && Some(shape.actor) != wanted.own_actor;
        let bounds = if is_other { known_bounds(input, shape) } else { None };
        let is_whole = bounds.is_some_and(|b| (b.right - b.left).max(b.bottom - b.top) <= KNOWN_WHOLE_PX);
        is_whole && nearest_of(shape, &gap).0 < own_px
    })
}

/// Whether a label would be read as another's name: its middle or much of the rest lies on other countries, or
/// the line to it leads over one. A label with a line may lie on land that nothing is told of.
fn is_anothers(input: &MapInput, placed: &[Placed], wanted: &Wanted, candidate: &Candidate) -> bool {
    let is_on_another = |at: (f64, f64), can_be_plain: bool| {
        let Some(country) = input.country_at(at) else { return false };
        match input.geometry.actor_of(country).map(|actor| &placed[actor]) {
            Some(placed) if Some(placed.actor) == wanted.own_actor => false,
            Some(placed) if placed.tone.is_some() => true,
            _ => !can_be_plain,
        }
    };
    let rect = &candidate.rect;
    let at = |(across, down): (f64, f64)| {
        let (width, height) = (rect.right - rect.left, rect.bottom - rect.top);
        is_on_another((rect.left + across * width, rect.top + down * height), candidate.has_leader)
    };
    let most_beside = usize::from(!candidate.has_leader);
    let beside =
        [(0.04, 0.5), (0.27, 0.5), (0.73, 0.5), (0.96, 0.5), (0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)];
    if at((0.5, 0.5)) || beside.into_iter().filter(|&share| at(share)).count() > most_beside {
        return true;
    }
    candidate.leader(&wanted.around).is_some_and(|Line { from, to }| {
        let on_line = |share: f64| (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
        (1..=11).map(|tenth| on_line(f64::from(tenth) / 10.0)).any(|at| is_on_another(at, true))
    })
}

/// How far from what is seen of a shape its name may stand, without a line to it and with one.
const MOST_APART_PX: (f64, f64) = (20.0, 44.0);

/// Whether a name stands far from what is seen of its shape, of whose box little may be filled: at a globe's edge, or
/// where islands far off are a part of it.
fn is_far_from_shape(placed: &[Placed], wanted: &Wanted, candidate: &Candidate) -> bool {
    if wanted.around.is_small() {
        return false;
    }
    let most_px = if candidate.has_leader { MOST_APART_PX.1 } else { MOST_APART_PX.0 };
    nearest_corner(placed, wanted, &|at| candidate.rect.distance_to(at))
        .is_some_and(|(gap_px, _)| gap_px > most_px)
}

/// The corner of the shape that a label names which is nearest by some measure, and how near; `None` where it names none.
fn nearest_corner(
    placed: &[Placed],
    wanted: &Wanted,
    distance: &dyn Fn((f64, f64)) -> f64,
) -> Option<(f64, (f64, f64))> {
    Some(nearest_of(&placed[wanted.inside?.0], distance))
}

fn nearest_of(shape: &Placed, distance: &dyn Fn((f64, f64)) -> f64) -> (f64, (f64, f64)) {
    let mut nearest = (f64::MAX, (0.0, 0.0));
    for subpath in shape.path.subpaths() {
        for &[x, y] in subpath.points {
            let corner = (f64::from(x), f64::from(y));
            let distance = distance(corner);
            if distance < nearest.0 {
                nearest = (distance, corner);
            }
        }
    }
    nearest
}

/// What the ground under a label costs: sea nothing, land without a status a little, another
/// actor's country much.
fn ground_cost(input: &MapInput, placed: &[Placed], wanted: &Wanted, rect: &Rect) -> f64 {
    let y = (rect.top + rect.bottom) / 2.0;
    let points = [rect.left, (rect.left + rect.right) / 2.0, rect.right];
    let cost_at = |x: f64| {
        let Some(country) = input.country_at((x, y)) else { return 0.0 };
        match input.geometry.actor_of(country).map(|actor| &placed[actor]) {
            Some(placed) if Some(placed.actor) == wanted.own_actor => 0.4,
            Some(placed) if placed.tone.is_some() => 2.4,
            _ => 0.3,
        }
    };
    points.iter().map(|&x| cost_at(x)).sum()
}

/// How much of a label lies on the globe: of eight points about it.
// The module is split here.
#[inline(never)]
fn points_on_disc(input: &MapInput, rect: &Rect) -> usize {
    let (x, y) = rect.middle();
    let Rect { left, top, right, bottom } = *rect;
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
    let sides = [(x, top), (x, bottom), (left, y), (right, y)];
    corners.into_iter().chain(sides).filter(|&(x, y)| input.view.unproject(x, y).is_some()).count()
}
