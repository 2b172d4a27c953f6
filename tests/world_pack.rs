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

/// Needs `WORLD_ATLAS`, the folder of npm's world-atlas 2.0.2; with `UPDATE_WORLD=1` it writes.
#[test]
fn committed_worlds_are_what_the_source_gives() {
    let Ok(folder) = std::env::var("WORLD_ATLAS") else {
        return;
    };
    for detail in ["110m", "50m"] {
        let source = std::fs::read_to_string(format!("{folder}/countries-{detail}.json")).unwrap();
        let packed = pack::pack(&source).unwrap();
        let path = format!("{}/www/data/world-{detail}.bin", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_WORLD").is_some() {
            std::fs::write(&path, &packed).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == packed, "{path} differs from its source");
    }
}
