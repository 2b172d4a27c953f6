//! Stories of other alliances: nothing is about AUKUS but its dataset.

use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";

#[test]
fn nato_opens_on_europe_and_counts_its_members() {
    visit(&View::wide(), "/embed.html?src=data/nato.json&date=1999-04-01", async |page| {
        page.wait_for(READY).await;
        page.wait_for("root.querySelector('[part~=sentence]').textContent.includes('18 members')").await;
        let europe = page.eval("const { lon, lat, zoom } = atlas.getState().camera; return Math.abs(lon - 12) < 3 && Math.abs(lat - 46) < 4 && zoom > 2;").await;
        assert_eq!(europe, json!(true));
        assert_eq!(page.eval("atlas.pick(atlas.project([2.2, 46.8])).actor").await, json!("FRA"));
        assert_eq!(
            page.eval("const before = JSON.stringify(atlas.getState()); atlas.setState({ camera: { lon: 150, zoom: 1 } }); atlas.reset(); return JSON.stringify(atlas.getState()) === before;").await,
            json!(true),
            "reset goes back to where the story opens"
        );
    });
}

#[test]
fn another_dataset_opens_where_it_lives_unless_the_map_was_moved() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        assert_eq!(page.eval("atlas.getState().camera.lon").await, json!(152));
        page.eval("return (async () => { window.union = await (await fetch('data/eu.json')).json(); await atlas.setData(union); })()").await;
        assert_eq!(page.eval("Math.round(atlas.getState().camera.lon)").await, json!(13));
        page.eval("return (async () => { atlas.setState({ camera: { lon: 30, lat: 40, zoom: 4 } }); await atlas.setData(union); })()").await;
        assert_eq!(
            page.eval("const { lon, lat, zoom } = atlas.getState().camera; return [lon, lat, zoom];").await,
            json!([30, 40, 4])
        );
    });
}
