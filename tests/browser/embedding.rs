//! The forms in which a page can have the atlas: one file, a frame, a picture with words.

use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";

#[test]
fn one_file_opens_from_a_disk_asks_for_nothing_and_works_whole() {
    let path = format!("{}/dist/standalone.html", env!("CARGO_MANIFEST_DIR"));
    // The file is built when the stand is.
    crate::stand::stand();
    visit(&View::wide(), &format!("file://{path}"), async |page| {
        // The only request is for the file itself: any other would fail the test.
        page.pardon(&format!("request to another host: file://{path}"));
        page.wait_for(READY).await;
        page.eval("void (window.told = [], document.addEventListener('securitypolicyviolation', e => told.push(e.violatedDirective)))").await;
        page.eval("(atlas.select('JPN'), atlas.goTo('2024-04-08'), atlas.flush())").await;
        page.wait_for("root.querySelector('.panel h3').textContent === 'Japan'").await;
        page.wait_for("location.hash.includes('selected=JPN')").await;
        assert_eq!(page.eval("atlas.pick(atlas.project([134, -25])).country").await, "AUS");
        // A zoom takes the detail of the coasts, which is inside too.
        page.eval("atlas.setState({ camera: { zoom: 12, lon: 139, lat: 36 } })").await;
        page.eval("atlas.setState({ view: 'table' })").await;
        page.wait_for("root.querySelectorAll('table tbody tr').length > 10").await;
        assert_eq!(page.eval("return atlas.toPNG().then(blob => blob.type)").await, "image/png");
        // Its policy lets nothing else in.
        page.eval("return fetch('https://elsewhere.invalid/').catch(() => 0)").await;
        page.wait_for("told.includes('connect-src')").await;
        page.pardon("elsewhere.invalid");
        let requests = page.eval("performance.getEntriesByType('resource').map(r => r.name).filter(n => !/^(blob|data):|elsewhere/.test(n))").await;
        assert_eq!(requests, json!([]));
    });
}

#[test]
fn one_file_works_from_a_server_too_under_its_own_policy_alone() {
    visit(&View::phone(), "/standalone.html#selected=KOR", async |page| {
        page.wait_for(READY).await;
        assert_eq!(page.eval("atlas.selected").await, "KOR");
    });
}
