//! Where the camera opens: on the part of the earth that a dataset is about.

use crate::dataset::Dataset;
use crate::world::{Projection, World};

use super::camera::{Camera, FLAT_WIDTH, flat_lat_deg, flat_y, middle_of, wrap_deg};

/// Nearer than this the map opens on a region; else on the whole width of the world.
const LEAST_NEAR: f64 = 1.75;
/// No region is so small that the map opens nearer than this.
const MOST_NEAR: f64 = 8.0;
/// How far around the middle a region is shown, in standard distances of the actors from it.
const REACH: f64 = 1.75;
/// The central meridian of a whole map that is not of the Pacific: the cut falls into Bering Strait.
const ATLANTIC_LON_DEG: f64 = 11.0;
/// North of this is sea. A map of a region gives it no more than this share of its height: more would be empty, and none
/// would push the region up, to make room for what the story is not about.
const FLAT_NORTH_DEG: f64 = 84.0;
const NORTHERN_SEA: f64 = 0.08;
/// The latitude in the middle of a globe of the whole world.
const GLOBE_LAT_DEG: f64 = 16.0;
/// Narrower than this is a phone's map, in CSS pixels.
const PHONE_BELOW_PX: f64 = 480.0;

impl Camera {
    /// The camera as it opens on a map of this projection and width.
    ///
    /// Where the actors live close together, it shows where they live. Where they live all over the
    /// world it shows the world, cut where it divides them least; nearer on a phone, where the whole
    /// width would be too small to touch. An actor lives at its place, else in the middle of its
    /// country; where nobody lives anywhere, the events' places count. A globe is whole.
    pub fn opening(dataset: &Dataset, world: &World, projection: Projection, width_px: f64) -> Camera {
        let opening = opening(dataset, world, projection, width_px);
        // A globe of the whole world is turned so that the north, where most land is, comes forward.
        let is_world = projection == Projection::Globe && opening.lat_deg.abs() < GLOBE_LAT_DEG;
        let lat_deg = if is_world { GLOBE_LAT_DEG } else { opening.lat_deg };
        let zoom = if projection == Projection::Globe { 1.0 } else { opening.zoom };
        Camera { projection, lat_deg, zoom, ..opening }
    }
}

fn opening(dataset: &Dataset, world: &World, projection: Projection, width_px: f64) -> Camera {
    let document = &dataset.document;
    let homes = document.actors.iter().filter_map(|actor| {
        let place = actor.place.as_ref().map(|place| (place.lon, place.lat));
        place.or_else(|| {
            let country = world.country_by_code(actor.code.as_ref()?)?;
            Some(world.country(country)?.label_lon_lat_deg)
        })
    });
    let scenes = || document.events.iter().flat_map(|event| &event.places).map(|p| (p.lon, p.lat));
    let is_phone = width_px < PHONE_BELOW_PX;
    let middle = middle_of(homes).or_else(|| middle_of(scenes()));
    let Some(middle) = middle else { return whole(ATLANTIC_LON_DEG, is_phone) };
    // For points close together, their standard distance from the middle in radians.
    let spread = (2.0 * (1.0 - middle.closeness)).max(0.0).sqrt();
    let half_height = FLAT_WIDTH / 2.0 * if is_phone { 0.74 } else { 0.5 };
    let zoom = (half_height / (REACH * spread).max(1e-3)).min(MOST_NEAR);
    if zoom >= LEAST_NEAR {
        let camera = Camera { lon_deg: middle.lon_deg, lat_deg: middle.lat_deg, zoom, ..Camera::default() };
        if projection == Projection::Globe {
            return camera;
        }
        let most = flat_y(FLAT_NORTH_DEG) - half_height / zoom * (1.0 - 2.0 * NORTHERN_SEA);
        return match flat_y(camera.lat_deg) > most {
            true => Camera { lat_deg: flat_lat_deg(most), ..camera },
            false => camera,
        };
    }
    let far_from = |lon_deg: f64| wrap_deg(middle.lon_deg - lon_deg).abs();
    let pacific = Camera::default().lon_deg;
    whole(if far_from(pacific) < far_from(ATLANTIC_LON_DEG) { pacific } else { ATLANTIC_LON_DEG }, is_phone)
}

/// The whole world, or what of it a phone shows.
fn whole(lon_deg: f64, is_phone: bool) -> Camera {
    match is_phone {
        true => Camera { lon_deg: lon_deg + 3.0, lat_deg: 12.5, zoom: 1.75, ..Camera::default() },
        false => Camera { lon_deg, ..Camera::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const WIDE_PX: f64 = 740.0;
    const PHONE_PX: f64 = 360.0;

    fn world() -> World {
        World::decode(include_bytes!("../../www/data/world-base.bin")).unwrap()
    }

    fn built_in(name: &str) -> Dataset {
        let path = format!("{}/www/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
        Dataset::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    /// A dataset of actors without places, by their codes.
    fn of_codes(codes: &[&str]) -> Dataset {
        let actors: Vec<_> =
            codes.iter().map(|code| json!({ "id": code, "group": "all", "code": code })).collect();
        let document = json!({
            "schema": 1, "title": "", "language": "en", "updated": "2024",
            "scales": [], "statuses": [], "groups": [{ "id": "all", "label": "All" }], "tracks": [],
            "actors": actors, "sources": [], "events": []
        });
        Dataset::from_json(&document.to_string()).unwrap()
    }

    fn opens(dataset: &Dataset, width_px: f64) -> Camera {
        Camera::opening(dataset, &world(), Projection::Flat, width_px)
    }

    #[test]
    fn a_story_all_over_the_world_opens_on_the_whole_pacific_map() {
        let aukus = built_in("aukus");
        assert_eq!(opens(&aukus, WIDE_PX), Camera::default());
        let phone = Camera { lon_deg: 155.0, lat_deg: 12.5, zoom: 1.75, ..Camera::default() };
        assert_eq!(opens(&aukus, PHONE_PX), phone);
    }

    #[test]
    fn a_story_of_europe_opens_on_europe() {
        // Lisbon, Reykjavik, Oslo, Helsinki, Ankara, Athens.
        let corners = [(-9.1, 38.7), (-21.9, 64.1), (10.7, 59.9), (24.9, 60.2), (32.9, 39.9), (23.7, 38.0)];
        for name in ["nato", "eu"] {
            for (width_px, height_px) in [(WIDE_PX, 392.0), (PHONE_PX, 266.0)] {
                let camera = opens(&built_in(name), width_px);
                let height_px = f64::min(height_px, width_px);
                assert!(
                    camera.shows_all(&corners, 4.0, width_px, height_px),
                    "{name} {width_px}: {camera:?}"
                );
                assert!(camera.zoom >= 2.0, "{name} {width_px}: {camera:?}");
            }
            let globe = Camera::opening(&built_in(name), &world(), Projection::Globe, WIDE_PX);
            assert_eq!((globe.projection, globe.zoom), (Projection::Globe, 1.0), "{name}");
        }
    }

    #[test]
    fn a_story_of_the_north_has_little_empty_sea_above_it() {
        for (width_px, height_px) in [(WIDE_PX, 370.0), (PHONE_PX, 266.0)] {
            let view = opens(&built_in("nato"), width_px).view(width_px, height_px);
            // The north of Greenland is near the edge.
            let at = view.project(-33.0, 83.5);
            assert!((0.0..0.13 * height_px).contains(&at.y_px), "{} at {width_px}", at.y_px);
        }
    }

    #[test]
    fn actors_without_places_are_where_their_countries_are() {
        let baltic = opens(&of_codes(&["EST", "LVA", "LTU"]), WIDE_PX);
        assert!((baltic.lon_deg - 25.0).abs() < 2.0 && (baltic.lat_deg - 57.0).abs() < 2.0, "{baltic:?}");
        assert_eq!(baltic.zoom, MOST_NEAR);
    }

    #[test]
    fn around_the_atlantic_the_pacific_is_cut() {
        let camera = opens(&of_codes(&["USA", "BRA", "ZAF", "GBR", "NGA", "CAN"]), WIDE_PX);
        assert_eq!((camera.lon_deg, camera.zoom), (ATLANTIC_LON_DEG, 1.0));
    }

    #[test]
    fn where_nobody_lives_anywhere_the_world_opens_whole() {
        assert_eq!(opens(&of_codes(&[]), WIDE_PX).zoom, 1.0);
        assert_eq!(opens(&of_codes(&["XXX"]), WIDE_PX).zoom, 1.0);
    }
}
