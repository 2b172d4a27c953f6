//! The packed worlds are what the pinned npm package gives, to the byte.
#![cfg(feature = "cli")]

#[path = "../src/bin/atlas/pack.rs"]
mod pack;

use aukus_atlas::world::codec::Topology;

const SQUARES: &str = r#"{"type":"Topology","transform":{"scale":[0.01,0.01],"translate":[0,0]},
"arcs":[[[0,0],[0,5000],[5000,0]],[[5000,5000],[0,-5000]],[[5000,0],[-5000,0]],[[5000,5000],[4000,0],[0,-5000],[-4000,0]],[[0,0],[0,0]]],
"objects":{"countries":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","arcs":[[0,1,2],[4]],"id":"036","properties":{"name":"Australia"}},
{"type":"MultiPolygon","arcs":[[[3,-2]]],"properties":{"name":"Kosovo"}}]}}}"#;

#[test]
fn packs_ids_and_names_and_drops_what_has_no_area() {
    let world = Topology::decode(&pack::pack(SQUARES).unwrap()).unwrap();
    let codes: Vec<_> = world.countries.iter().map(|c| (c.code.as_str(), c.polygons[0].len())).collect();
    assert_eq!(codes, [("AUS", 1), ("XKX", 1)]);
    assert_eq!(world.arcs.len(), 4);
}

#[test]
fn an_unknown_unit_is_an_error_with_its_name() {
    for (from, to, told) in [
        ("Kosovo", "Atlantis", "Atlantis: found no id"),
        ("036", "999", "Australia: found the id \"999\""),
        ("-2", "-20", "found arc 19"),
        ("\"arcs\"", "\"arks\"", "not a TopoJSON"),
    ] {
        let error = pack::pack(&SQUARES.replace(from, to)).unwrap_err();
        assert!(format!("{error:#}").contains(told), "{error:#}");
    }
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
