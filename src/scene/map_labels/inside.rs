//! Room for a label inside the shape that it names.

use super::{Rect, about, is_dark};
use crate::scene::map::{MapInput, Placed};
use crate::world::Projection;

/// The part of a shape's largest piece that lies in the map.
pub(super) fn visible_bounds(input: &MapInput, shape: &Placed) -> Option<Rect> {
    let [left, top, right, bottom] = input.geometry.largest_piece(shape.part())?.map(f64::from);
    let rect = Rect {
        left: left.max(0.0),
        top: top.max(0.0),
        right: right.min(input.width_px),
        bottom: bottom.min(input.height_px),
    };
    (rect.left < rect.right && rect.top < rect.bottom).then_some(rect)
}

/// What is in view of a country and smaller than this is not what its name stands for.
const LEAST_PX: f64 = 9.0;
/// The same where the country itself is out of view, and only some far island of it is left.
const LEAST_FAR_PX: f64 = 30.0;
/// At a globe's edge what is thinner cannot be told from it.
const LEAST_SLIVER_PX: f64 = 5.0;

/// What can be seen of a shape, where that is enough to know it by.
pub(in crate::scene) fn known_bounds(input: &MapInput, shape: &Placed) -> Option<Rect> {
    let bounds = visible_bounds(input, shape)?;
    let unit = input.geometry.unit(input.dataset, input.world, shape.actor);
    let is_itself = unit.and_then(|index| input.world.country(index)).is_none_or(|country| {
        let (lon_deg, lat_deg) = country.label_lon_lat_deg;
        let at = input.view.project(lon_deg, lat_deg);
        let (width_px, height_px) = (input.width_px, input.height_px);
        at.is_visible && (0.0..=width_px).contains(&at.x_px) && (0.0..=height_px).contains(&at.y_px)
    });
    let least_px = if is_itself { LEAST_PX } else { LEAST_FAR_PX };
    let (across, down) = (bounds.right - bounds.left, bounds.bottom - bounds.top);
    let is_sliver = input.view.projection() == Projection::Globe && across.min(down) < LEAST_SLIVER_PX;
    if is_sliver {
        return None;
    }
    (across.max(down) >= least_px).then_some(bounds)
}

/// How much of a label must lie on its shape: bays and straits may be under the rest, but not under light letters that
/// only a dark shape carries.
fn least_cover(shape: &Placed) -> f64 {
    if shape.tone.is_some_and(is_dark) { 0.999 } else { 0.85 }
}

/// Whether a shape has room for a label about a position.
pub(super) fn has_room(
    input: &MapInput,
    shape: &Placed,
    (x, y): (f64, f64),
    width: f64,
    height: f64,
) -> bool {
    let (left, right) = (x - width / 2.0 - 1.0, x + width / 2.0 + 1.0);
    let in_box = left >= 0.0 && right <= input.width_px && y >= height && y <= input.height_px - height;
    in_box
        && [-height / 2.0 + 4.0, 0.0, height / 2.0 - 4.0].iter().all(|dy| {
            let spans = shape.path.spans_at((y + dy) as f32);
            let within = |&(l, r): &(f32, f32)| (f64::from(r).min(right) - f64::from(l).max(left)).max(0.0);
            spans.iter().map(within).sum::<f64>() >= least_cover(shape) * (right - left)
        })
}

/// Where a label has room inside a shape: at the country's own label point, else at the widest
/// visible row.
pub(super) fn inside_position(
    input: &MapInput,
    shape: &Placed,
    width: f64,
    height: f64,
    is_free: &dyn Fn(&Rect) -> bool,
) -> Option<(f64, f64)> {
    let has_room = |at: (f64, f64)| {
        is_free(&about(at.0, at.1, width, height)) && has_room(input, shape, at, width, height)
    };
    let bounds = visible_bounds(input, shape)?;
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
            let is_better =
                right - left >= least_cover(shape) * width && best.is_none_or(|(most, _)| room > most);
            if is_better && has_room((x, y)) {
                best = Some((room, (x, y)));
            }
        }
    }
    best.map(|(_, at)| at)
}
