//! Labels of the map: inside a shape where they fit, else beside it, else with a leader, else not
//! at all; never over another label.
//!
//! While the camera moves a label keeps the kind of place it has found, for as long as there is
//! room: what is read must not jump about.

mod beside;
mod inside;
mod lines;
mod memory;
mod wanted;

pub(super) use inside::known_bounds;
pub use memory::LabelMemory;
pub(super) use wanted::Anchored;

use crate::dataset::Tone;
use crate::world::Projection;

use super::arcs::Drawn;
use super::display::{Anchor, Color, Fill, Label, Scene, Shape, Stroke};
use super::map::{MapInput, Placed};
use beside::{Neighbours, beside, candidate};
use inside::{has_room, inside_position};
use lines::{Line, lines_of};
use memory::Remembered;
use wanted::{Wanted, in_order};

const SIZE_PX: f64 = 12.0;
const LINE_PX: f64 = 16.0;
const VAST_PX: f64 = 110.0;
const LONG_PX: f64 = 150.0;
/// Names in a row are kept apart by more than the space between two words.
const APART_PX: f64 = 4.0;
/// How far names keep from what lies over the map.
const APART_COVER_PX: f64 = 6.0;
/// The radius of the dot at which a line to a name begins.
const LEADER_DOT_PX: f64 = 1.6;
/// A shape no larger than this may be taken for what a name beside it means.
const SMALL_PX: f64 = 60.0;

/// Where a label stands: its box, the position and end that its anchor names, the tone of the shape that it stands in,
/// and the line that leads to its shape.
type Spot = (Rect, f64, Anchor, Option<Tone>, Option<Line>);

#[derive(Clone, Copy)]
pub(super) struct Rect {
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

    fn middle(&self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    /// How far a position is from it.
    fn distance_to(&self, (x, y): (f64, f64)) -> f64 {
        let (dx, dy) = (x - x.clamp(self.left, self.right), y - y.clamp(self.top, self.bottom));
        dx.hypot(dy)
    }

    /// How far another is from it.
    fn gap_to(&self, other: &Rect) -> f64 {
        let dx = (other.left - self.right).max(self.left - other.right).max(0.0);
        let dy = (other.top - self.bottom).max(self.top - other.bottom).max(0.0);
        dx.hypot(dy)
    }

    fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Places the labels in the order of their right to be seen.
pub(super) fn place_labels(
    input: &MapInput,
    placed: &[Placed],
    drawn: Drawn,
    memory: &mut LabelMemory,
    scene: &mut Scene,
) {
    let is_narrow = input.width_px < 480.0;
    memory.visit(input);
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
    let (width_px, height_px) = input.covered_px;
    if width_px > 0.0 {
        taken.push(Rect {
            left: input.width_px - width_px - APART_COVER_PX,
            top: input.height_px - height_px - APART_COVER_PX,
            right: input.width_px,
            bottom: input.height_px,
        });
    }
    let arcs = lines_of(&drawn.arcs);
    let mut leaders: Vec<Line> = Vec::new();
    // A place's ring is nobody's but the place's.
    let rings: Vec<(usize, Rect)> =
        drawn.pins.iter().map(|pin| (usize::MAX, around(pin.x, pin.y, pin.radius))).collect();
    let all: Vec<Sized> = in_order(input, placed, drawn.pins, is_narrow)
        .into_iter()
        .map(|wanted| Sized::of(input, placed, wanted, memory))
        .collect();
    let small: Vec<(usize, Rect)> = all
        .iter()
        .filter(|sized| sized.inside.is_none() && sized.wanted.around.is_small())
        .filter_map(|sized| Some((sized.wanted.own_actor?, sized.wanted.around)))
        .chain(rings)
        .collect();
    for (at, sized) in all.iter().enumerate() {
        // A label that has room inside its own shape has no other place to go to: whoever stands
        // beside a shape keeps off it.
        let reserved =
            || all[at + 1..].iter().filter_map(|later| Some(later.inside?.0)).collect::<Vec<Rect>>();
        let neighbours = Neighbours { taken: &taken, small: &small, leaders: &leaders, arcs: &arcs };
        let mut found = spot(input, placed, sized, &neighbours, &reserved);
        let mut holder = None;
        // A name that has no room anywhere may have some where it is shorter; without a line, unless the story is about it.
        // Within its shape it is better shorter than beside it whole, but for one that stands there already.
        let is_good = matches!(
            (&found, sized.remembered),
            (Some((_, Remembered::Inside { .. })), _) | (Some(_), Some(Remembered::Beside { .. }))
        );
        let shortened = if is_good { None } else { sized.shortened(input, placed) };
        let shortened =
            shortened.filter(|short| found.is_none() || short.inside.is_some()).and_then(|short| {
                let spot = spot(input, placed, &short, &neighbours, &reserved)?;
                let is_good = match &spot {
                    (_, Remembered::Inside { .. }) => true,
                    ((.., leader), _) => found.is_none() && (leader.is_none() || short.wanted.is_bold),
                };
                is_good.then_some((short, spot))
            });
        let sized = match shortened {
            Some((short, spot)) => {
                found = Some(spot);
                &*holder.insert(short)
            }
            None => sized,
        };
        if let Some(actor) = sized.wanted.own_actor {
            let remembered = found.as_ref().map_or(Remembered::Nowhere, |(_, remembered)| *remembered);
            memory.remember(actor, remembered);
        }
        let Some(((rect, x, anchor, tone, leader), _)) = found else { continue };
        if let Some(line) = leader {
            scene.shapes.push(Shape::line(line.from, line.to, Stroke::solid(Color::Ink2, 0.75)));
            let (x, y) = line.from;
            scene.shapes.push(Shape::circle(x, y, LEADER_DOT_PX, Some(Fill::Solid(Color::Ink2)), None));
            leaders.push(line);
        }
        let ground = if is_off_disc(input, &rect) { Color::Paper } else { Color::Water };
        push_label(scene, sized, rect, (x, anchor), tone, ground);
        taken.push(Rect { left: rect.left - APART_PX, right: rect.right + APART_PX, ..rect });
    }
}

/// A free place for a label: of the kind it had, else the best there is.
fn spot(
    input: &MapInput,
    placed: &[Placed],
    sized: &Sized,
    neighbours: &Neighbours,
    reserved: &dyn Fn() -> Vec<Rect>,
) -> Option<(Spot, Remembered)> {
    let wanted = &sized.wanted;
    let is_free = |rect: &Rect| neighbours.leave_free(rect);
    let (width, height) = (sized.width, sized.height);
    match sized.remembered {
        Some(Remembered::Nowhere) if input.keeps_labels() => return None,
        Some(Remembered::Beside { direction, reach }) => {
            let candidate = candidate(&wanted.around, (width, height), direction, reach);
            if candidate.is_inside(input) && candidate.is_clear(&wanted.around, neighbours) {
                return Some((
                    candidate.spot(input, placed, wanted),
                    Remembered::Beside { direction, reach },
                ));
            }
        }
        _ => {}
    }
    // Inside, at the first choice or elsewhere: off the arcs where there is room, else across them.
    let is_off_arcs = |rect: &Rect| is_free(rect) && !neighbours.arcs.iter().any(|arc| arc.crosses(rect));
    let rules: [&dyn Fn(&Rect) -> bool; 2] = [&is_off_arcs, &is_free];
    let rules = &rules[usize::from(neighbours.arcs.is_empty())..];
    let inside = wanted.inside.zip(sized.inside).and_then(|((at, tone), first)| {
        rules.iter().find_map(|is_good| {
            Some(first).filter(|(rect, ..)| is_good(rect)).or_else(|| {
                let (x, y) = inside_position(input, &placed[at], width, height, is_good)?;
                Some((about(x, y, width, height), x, tone))
            })
        })
    });
    if let Some((rect, x, tone)) = inside {
        let place = input.view.unproject(x, (rect.top + rect.bottom) / 2.0);
        let remembered = place.map(|(lon_deg, lat_deg)| Remembered::Inside { lon_deg, lat_deg });
        let spot = (rect, x, Anchor::Middle, Some(tone), None);
        // While a globe unfolds positions cannot be turned into places.
        return Some((spot, remembered.or(sized.remembered).unwrap_or(Remembered::Nowhere)));
    }
    // A shape that fills much of the map is plain to see, and what stands beside it is far away.
    let around = &wanted.around;
    let (across, down) = (around.right - around.left, around.bottom - around.top);
    let is_vast = across.min(down) > VAST_PX || (!wanted.is_bold && across.max(down) > LONG_PX);
    if is_vast && wanted.own_actor.is_some() {
        return None;
    }
    beside(input, placed, wanted, (width, height), neighbours, &reserved())
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
    fn of(input: &MapInput, placed: &[Placed], wanted: Wanted, memory: &mut LabelMemory) -> Sized {
        let (width, height) = measured(input, &wanted);
        let remembered = wanted.own_actor.and_then(|actor| memory.of(actor));
        let inside = wanted.inside.and_then(|(at, tone)| {
            let (x, y) = match remembered {
                Some(Remembered::Inside { lon_deg, lat_deg }) => {
                    let at_px = input.view.project(lon_deg, lat_deg);
                    let (x, y) = (at_px.x_px, at_px.y_px);
                    let fits = at_px.is_visible
                        && memory.room(at, (width, height), || {
                            has_room(input, &placed[at], (x, y), width, height)
                        });
                    if fits { (x, y) } else { inside_position(input, &placed[at], width, height, &|_| true)? }
                }
                Some(Remembered::Beside { .. }) => return None,
                Some(Remembered::Nowhere) if input.keeps_labels() => return None,
                _ => inside_position(input, &placed[at], width, height, &|_| true)?,
            };
            Some((about(x, y, width, height), x, tone))
        });
        Sized { wanted, width, height, remembered, inside }
    }

    /// The same with the shorter name, where there is one.
    fn shortened(&self, input: &MapInput, placed: &[Placed]) -> Option<Sized> {
        if matches!(self.remembered, Some(Remembered::Nowhere)) && input.keeps_labels() {
            return None;
        }
        let mut wanted = self.wanted.clone();
        wanted.lines[0] = wanted.short.take().filter(|short| *short != self.wanted.lines[0])?;
        let (width, height) = measured(input, &wanted);
        let inside = wanted.inside.and_then(|(at, tone)| {
            let kept = match self.remembered {
                Some(Remembered::Inside { lon_deg, lat_deg }) => Some(input.view.project(lon_deg, lat_deg)),
                _ => None,
            };
            let kept = kept.filter(|at_px| at_px.is_visible).map(|at_px| (at_px.x_px, at_px.y_px));
            let kept = kept.filter(|&at_px| has_room(input, &placed[at], at_px, width, height));
            let (x, y) = kept.or_else(|| inside_position(input, &placed[at], width, height, &|_| true))?;
            Some((about(x, y, width, height), x, tone))
        });
        Some(Sized { wanted, width, height, remembered: None, inside })
    }
}

/// Width and height of what a label says.
fn measured(input: &MapInput, wanted: &Wanted) -> (f64, f64) {
    let line_width =
        |(at, line): (usize, &String)| input.host.text_width_px(line, SIZE_PX, wanted.is_bold && at == 0);
    let width = wanted.lines.iter().enumerate().map(line_width).fold(0.0, f64::max);
    (width, LINE_PX * input.host.text_scale() * wanted.lines.len() as f64)
}

/// Whether a label stands beside a globe, where there is no water.
fn is_off_disc(input: &MapInput, rect: &Rect) -> bool {
    let (x, y) = rect.middle();
    input.view.projection() == Projection::Globe && input.view.unproject(x, y).is_none()
}

/// Whether letters on a tone are of the paper's colour.
fn is_dark(tone: Tone) -> bool {
    matches!(tone, Tone::Ramp1 | Tone::Ramp2)
}

fn push_label(
    scene: &mut Scene,
    sized: &Sized,
    rect: Rect,
    (x, anchor): (f64, Anchor),
    tone: Option<Tone>,
    ground: Color,
) {
    let wanted = &sized.wanted;
    let line_px = sized.height / wanted.lines.len().max(1) as f64;
    for (at, line) in wanted.lines.iter().enumerate() {
        let is_reversed = tone.is_some_and(is_dark);
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
            y: rect.top + line_px * (at as f64 + 0.5),
            anchor,
            color,
            halo,
            size_px: SIZE_PX,
            is_bold: wanted.is_bold && at == 0,
            target: wanted.selection,
        });
    }
}

fn about(x: f64, y: f64, width: f64, height: f64) -> Rect {
    Rect { left: x - width / 2.0, top: y - height / 2.0, right: x + width / 2.0, bottom: y + height / 2.0 }
}

fn around(x: f64, y: f64, radius: f64) -> Rect {
    Rect { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
}
