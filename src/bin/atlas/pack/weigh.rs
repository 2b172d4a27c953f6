//! How much each vertex of an arc matters, and areas of rings.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use aukus_atlas::world::projection::equal_earth;

/// A vertex on the globe and on the flat map.
#[derive(Clone, Copy)]
pub struct Vertex {
    unit: [f64; 3],
    pub lon_rad: f64,
    pub x_factor: f64,
    pub y: f64,
}

impl Vertex {
    pub fn new([lon_deg, lat_deg]: [f64; 2]) -> Vertex {
        let (lon_rad, lat_rad) = (lon_deg.to_radians(), lat_deg.to_radians());
        let at = equal_earth(lat_rad.sin());
        let unit = [lat_rad.cos() * lon_rad.cos(), lat_rad.cos() * lon_rad.sin(), lat_rad.sin()];
        Vertex { unit, lon_rad, x_factor: at.x_factor, y: at.y }
    }

    pub fn sin_lat(&self) -> f64 {
        self.unit[2]
    }
}

/// A difference of longitudes, the short way round.
pub fn wrap(rad: f64) -> f64 {
    rad - std::f64::consts::TAU * (rad / std::f64::consts::TAU + 0.5).floor()
}

/// From this length on, in radii, a straight line on the flat map is another than a great circle.
const FAR: f64 = 0.01;

/// How far the great circle between the ends passes from the vertices between, at most; squared, in square radii. At
/// the scale around a vertex, on the globe or on the flat map, whichever is larger in each direction.
fn deviation2(vertices: &[Vertex], around: &Vertex) -> f64 {
    let ratio = (1.0 - around.sin_lat().powi(2)).sqrt() / around.x_factor;
    let (wide, high) = if ratio > 1.0 { (ratio, 1.0) } else { (1.0, 1.0 / ratio.max(0.01)) };
    let place = |vertex: &Vertex| {
        [wrap(vertex.lon_rad - around.lon_rad) * vertex.x_factor * wide, (vertex.y - around.y) * high]
    };
    let (first, last) = (&vertices[0], &vertices[vertices.len() - 1]);
    let (from, to) = (place(first), place(last));
    let along = [to[0] - from[0], to[1] - from[1]];
    let length2 = along[0] * along[0] + along[1] * along[1];
    let ([ax, ay, az], [bx, by, bz]) = (first.unit, last.unit);
    let normal = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
    let sin = normal.iter().map(|n| n * n).sum::<f64>().sqrt();
    let distances2 = vertices.iter().map(|vertex| {
        let [x, y] = place(vertex);
        let [x, y] = [x - from[0], y - from[1]];
        let t = if length2 > 0.0 { (x * along[0] + y * along[1]) / length2 } else { 0.0 };
        if length2 > FAR * FAR && (0.0..=1.0).contains(&t) {
            let away: f64 = (0..3).map(|i| normal[i] * vertex.unit[i]).sum();
            return (away / sin * wide.max(high)).powi(2);
        }
        let t = t.clamp(0.0, 1.0);
        (x - t * along[0]).powi(2) + (y - t * along[1]).powi(2)
    });
    distances2.fold(0.0, f64::max)
}

/// For each vertex the squared error, in square radii, at which the line can do without it: how far the line then
/// passes from any of its vertices. The lightest are dropped first. The ends weigh infinitely much, and so do the last
/// `least` of those between.
pub fn weights(vertices: &[Vertex], least: usize) -> Vec<f64> {
    let end = vertices.len() - 1;
    let mut weights = vec![f64::INFINITY; vertices.len()];
    let mut neighbours: Vec<[usize; 2]> =
        (0..=end).map(|i| [i.saturating_sub(1), (i + 1).min(end)]).collect();
    let weight = |neighbours: &[[usize; 2]], at: usize| {
        let [last, next] = neighbours[at];
        deviation2(&vertices[last..=next], &vertices[at])
    };
    // Not negative, so that the bits are in order.
    let mut bits_of: Vec<u64> = (0..=end).map(|at| weight(&neighbours, at).to_bits()).collect();
    let mut heap: BinaryHeap<_> = (1..end).map(|at| Reverse((bits_of[at], at))).collect();
    let (mut left, mut heaviest) = (end.saturating_sub(1), 0.0_f64);
    while let Some(Reverse((bits, at))) = heap.pop() {
        if bits != bits_of[at] || weights[at] < f64::INFINITY {
            continue;
        }
        if left <= least {
            break;
        }
        left -= 1;
        heaviest = heaviest.max(f64::from_bits(bits));
        weights[at] = heaviest;
        let [last, next] = neighbours[at];
        neighbours[last][1] = next;
        neighbours[next][0] = last;
        for at in [last, next].into_iter().filter(|&at| at > 0 && at < end) {
            bits_of[at] = weight(&neighbours, at).to_bits();
            heap.push(Reverse((bits_of[at], at)));
        }
    }
    weights
}

/// The area within a ring, which ends where it starts, in square radii.
pub fn ring_area(ring: &[Vertex]) -> f64 {
    let (mut area, mut turn) = (0.0, 0.0);
    for edge in ring.windows(2) {
        let east = wrap(edge[1].lon_rad - edge[0].lon_rad);
        area += east * 0.5 * (edge[0].sin_lat() + edge[1].sin_lat());
        turn += east;
    }
    let is_round_a_pole = turn.abs() > 1.0;
    if is_round_a_pole { std::f64::consts::TAU - area.abs() } else { area.abs() }
}
