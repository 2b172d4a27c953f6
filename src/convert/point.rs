//! A point that stands for a geometry of GeoJSON.

use crate::json::Value;

/// Longitude and latitude in degrees.
pub type LonLat = (f64, f64);

/// A point of or in a geometry: of a line its middle vertex, of areas a point inside the largest. `None`
/// where it has no positions.
pub fn representative(geometry: &Value) -> Option<LonLat> {
    let coordinates = geometry.get("coordinates");
    match geometry.get("type").and_then(Value::as_str)? {
        "Point" => position(coordinates?),
        "MultiPoint" => nearest_to_mean(&positions(coordinates?)),
        "LineString" => middle(&positions(coordinates?)),
        "MultiLineString" => {
            let lines = coordinates?.as_array()?.iter().map(positions);
            middle(&lines.max_by_key(Vec::len)?)
        }
        "Polygon" => inside(&rings(coordinates?)),
        "MultiPolygon" => {
            let areas = coordinates?.as_array()?.iter().map(rings);
            let size = |rings: &Vec<Vec<LonLat>>| rings.first().map_or(0.0, |ring| area(ring).abs());
            inside(&areas.max_by(|a, b| size(a).total_cmp(&size(b)))?)
        }
        "GeometryCollection" => {
            geometry.get("geometries").and_then(Value::as_array)?.iter().find_map(representative)
        }
        _ => None,
    }
}

fn position(value: &Value) -> Option<LonLat> {
    let numbers = value.as_array()?;
    Some((numbers.first()?.as_f64()?, numbers.get(1)?.as_f64()?))
}

fn positions(value: &Value) -> Vec<LonLat> {
    value.as_array().unwrap_or_default().iter().filter_map(position).collect()
}

fn rings(value: &Value) -> Vec<Vec<LonLat>> {
    value.as_array().unwrap_or_default().iter().map(positions).collect()
}

fn middle(points: &[LonLat]) -> Option<LonLat> {
    points.get(points.len() / 2).copied()
}

fn nearest_to_mean(points: &[LonLat]) -> Option<LonLat> {
    let count = points.len().max(1) as f64;
    let (lon, lat) = points.iter().fold((0.0, 0.0), |(lon, lat), point| (lon + point.0, lat + point.1));
    let distance = |point: &&LonLat| (point.0 - lon / count).hypot(point.1 - lat / count);
    points.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).copied()
}

/// Twice the area of a ring, in square degrees.
fn area(ring: &[LonLat]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// A point inside an area with holes: the middle of its longest stretch at the height of its middle.
fn inside(rings: &[Vec<LonLat>]) -> Option<LonLat> {
    let outer = rings.first()?;
    let first = *outer.first()?;
    let (low, high) = outer.iter().fold((first.1, first.1), |(low, high), p| (low.min(p.1), high.max(p.1)));
    // Between two vertices rather than at one.
    let mut heights: Vec<f64> = rings.iter().flatten().map(|point| point.1).collect();
    heights.sort_by(f64::total_cmp);
    let middle = (low + high) / 2.0;
    let above = heights.iter().copied().find(|height| *height > middle).unwrap_or(high);
    let below = heights.iter().rev().copied().find(|height| *height <= middle).unwrap_or(low);
    let lat = (above + below) / 2.0;
    let mut crossings: Vec<f64> = rings
        .iter()
        .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
        .filter(|(a, b)| (a.1 > lat) != (b.1 > lat))
        .map(|(a, b)| a.0 + (lat - a.1) / (b.1 - a.1) * (b.0 - a.0))
        .collect();
    crossings.sort_by(f64::total_cmp);
    let stretches = crossings.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    let longest = stretches.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    Some(longest.map_or(first, |(west, east)| ((west + east) / 2.0, lat)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn point(geometry: serde_json::Value) -> Option<LonLat> {
        representative(&Value::from(&geometry))
    }

    #[test]
    fn each_geometry_has_a_point() {
        let square = json!([[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]);
        assert_eq!(point(json!({ "type": "Point", "coordinates": [1, 2, 3] })), Some((1.0, 2.0)));
        assert_eq!(
            point(json!({ "type": "LineString", "coordinates": [[0, 0], [1, 1], [9, 9]] })),
            Some((1.0, 1.0))
        );
        assert_eq!(
            point(json!({ "type": "MultiPoint", "coordinates": [[0, 0], [1, 1], [3, 3]] })),
            Some((1.0, 1.0))
        );
        assert_eq!(point(json!({ "type": "Polygon", "coordinates": square })), Some((2.0, 2.0)));
        let small = json!([[[9, 9], [10, 9], [10, 10], [9, 9]]]);
        assert_eq!(
            point(json!({ "type": "MultiPolygon", "coordinates": [small, square] })),
            Some((2.0, 2.0))
        );
        let all = json!([{ "type": "Point", "coordinates": [] }, { "type": "Point", "coordinates": [5, 6] }]);
        assert_eq!(point(json!({ "type": "GeometryCollection", "geometries": all })), Some((5.0, 6.0)));
        assert_eq!(point(json!({ "type": "Polygon", "coordinates": [] })), None);
        assert_eq!(point(json!({ "type": "Circle" })), None);
    }

    #[test]
    fn a_point_is_in_no_hole_and_in_no_bay() {
        let outer = json!([[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]);
        let hole = json!([[1, 1], [8, 1], [8, 9], [1, 9], [1, 1]]);
        assert_eq!(point(json!({ "type": "Polygon", "coordinates": [outer, hole] })), Some((9.0, 5.0)));
        let bay = json!([[[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [1, 1], [1, 10], [0, 10], [0, 0]]]);
        let (lon, _) = point(json!({ "type": "Polygon", "coordinates": bay })).unwrap();
        assert!(!(1.0..=9.0).contains(&lon), "{lon}");
    }

    proptest! {
        /// A star's point lies between its middle and its edge, as the ray from the middle tells.
        #[test]
        fn a_point_lies_inside(radii in prop::collection::vec(1.0..50.0_f64, 3..12)) {
            let count = radii.len() as f64;
            let ring: Vec<LonLat> = radii.iter().enumerate().map(|(at, radius)| {
                let angle = at as f64 / count * std::f64::consts::TAU;
                (radius * angle.cos(), radius * angle.sin())
            }).collect();
            let (lon, lat) = inside(std::slice::from_ref(&ring)).unwrap();
            // Counted upwards instead of sideways.
            let crossed = ring.iter().zip(ring.iter().cycle().skip(1)).filter(|(a, b)| {
                (a.0 > lon) != (b.0 > lon) && a.1 + (lon - a.0) / (b.0 - a.0) * (b.1 - a.1) > lat
            });
            prop_assert_eq!(crossed.count() % 2, 1, "{:?} in {:?}", (lon, lat), ring);
        }
    }
}
