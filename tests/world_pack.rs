//! The packed world is what the pinned npm package gives, to the byte, and nowhere more than half a pixel off.
#![cfg(feature = "cli")]

#[path = "../src/bin/atlas/pack/mod.rs"]
mod pack;

use aukus_atlas::world::codec::Topology;

const SQUARES: &str = r#"{"type":"Topology","transform":{"scale":[0.01,0.01],"translate":[0,0]},
"arcs":[[[0,0],[0,5000],[5000,0]],[[5000,5000],[0,-5000]],[[5000,0],[-5000,0]],[[5000,5000],[4000,0],[0,-5000],[-4000,0]],[[0,0],[0,0]]],
"objects":{"countries":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","arcs":[[0,1,2],[4]],"id":"036","properties":{"name":"Australia"}},
{"type":"MultiPolygon","arcs":[[[3,-2]]],"properties":{"name":"N. Cyprus"}}]}}}"#;

fn packed(topojson: &str) -> [Topology; 2] {
    let [base, detail] = pack::pack(topojson).unwrap();
    [None, Some(detail.as_slice())].map(|detail| Topology::decode(&base, detail).unwrap())
}

#[test]
fn packs_ids_and_names_and_drops_what_has_no_area() {
    let [_, world] = packed(SQUARES);
    let rings = |country: usize| -> Vec<usize> {
        let polygons = world.countries[country].polygons.clone();
        polygons.map(|polygon| world.polygons[polygon as usize].len()).collect()
    };
    let told: Vec<_> = world.countries.iter().map(|c| (c.code.as_str(), c.name.as_str())).collect();
    assert_eq!(told, [("AUS", ""), ("CYN", "Northern Cyprus")]);
    assert_eq!([rings(0), rings(1)], [[1], [1]]);
    assert_eq!(world.arcs.len(), 4);
}

#[test]
fn an_unknown_unit_is_an_error_with_its_name() {
    for (from, to, told) in [
        ("N. Cyprus", "Atlantis", "Atlantis: found no id"),
        ("036", "999", "Australia: found the id \"999\""),
        ("-2", "-20", "found arc 19"),
        ("\"arcs\"", "\"arks\"", "not a TopoJSON"),
    ] {
        let error = pack::pack(&SQUARES.replace(from, to)).unwrap_err();
        assert!(format!("{error:#}").contains(told), "{error:#}");
    }
}

/// A ragged coast with capes and bays of all sizes, round 20°E 10°N, in steps of 0.001°.
fn ragged_ring() -> Vec<[i32; 2]> {
    let point = |i: u32| {
        let turn = f64::from(i) / 6000.0 * std::f64::consts::TAU;
        let waves = [(7.0, 900.0), (31.0, 200.0), (211.0, 60.0), (901.0, 15.0)];
        let radius = 6000.0 + waves.iter().map(|(n, size)| size * (turn * n).sin()).sum::<f64>();
        // Clockwise: the inside is to the right.
        [20_000.0 + radius * turn.sin(), 10_000.0 + radius * turn.cos()].map(|v| v.round() as i32)
    };
    let mut ring: Vec<_> = (0..6000).map(point).collect();
    ring.push(ring[0]);
    ring
}

#[test]
fn no_point_of_the_source_is_more_than_half_a_pixel_off() {
    let ring = ragged_ring();
    let mut last = [0, 0];
    let deltas: Vec<[i32; 2]> = ring
        .iter()
        .map(|&at| {
            let delta = [at[0] - last[0], at[1] - last[1]];
            last = at;
            delta
        })
        .collect();
    let topojson = serde_json::json!({
        "type": "Topology",
        "transform": {"scale": [0.001, 0.001], "translate": [0, 0]},
        "arcs": [deltas],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "arcs": [[0]], "id": "036", "properties": {"name": "Australia"}}]}},
    });
    for (part, world) in ["base", "detail"].into_iter().zip(packed(&topojson.to_string())) {
        let grid = world.grid;
        let (radius_px, step) = match part {
            "base" => (grid.base_radius_px, f64::from(grid.coarse_steps)),
            _ => (grid.radius_px, 1.0),
        };
        // On the flat map; a place on the grid is off by half a step each way.
        let line: Vec<[f64; 2]> = world.arc_points(0).iter().map(|point| point.at.map(f64::from)).collect();
        let rounding = step * 0.5_f64.sqrt();
        let allowed = 0.5 / f64::from(radius_px) * f64::from(grid.steps_per_radius) + rounding;
        let mut worst: f64 = 0.0;
        for &[x, y] in &ring {
            let (lon, lat) = (f64::from(x) * 0.001_f64.to_radians(), f64::from(y) * 0.001_f64.to_radians());
            let at = aukus_atlas::world::projection::equal_earth(lat.sin());
            let place = [lon * at.x_factor, at.y].map(|v| v * f64::from(grid.steps_per_radius));
            let nearest =
                line.windows(2).map(|edge| distance(place, edge[0], edge[1])).fold(f64::MAX, f64::min);
            worst = worst.max(nearest);
        }
        println!("{part}: {} points, {worst:.2} of {allowed:.2} steps off", line.len());
        assert!(worst < allowed, "{part}: {worst} of {allowed}");
        assert!(line.len() < 4000);
    }
}

fn distance([x, y]: [f64; 2], [ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    (x - ax - t * dx).hypot(y - ay - t * dy)
}

/// The source comes with npm; where that is missing the test says so.
#[test]
fn committed_worlds_are_what_the_source_gives() {
    let is_npm_here = std::process::Command::new("npm").arg("--version").output().is_ok();
    if !is_npm_here {
        eprintln!("not compared with the source: npm is not here to fetch it");
        return;
    }
    let atlas =
        std::process::Command::new(env!("CARGO_BIN_EXE_atlas")).args(["world", "--check"]).output().unwrap();
    let told = String::from_utf8_lossy(&atlas.stdout).into_owned() + &String::from_utf8_lossy(&atlas.stderr);
    assert!(atlas.status.success(), "{told}");
}
