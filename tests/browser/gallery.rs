//! Every page of the gallery, opened: each is an example, and a test.

use serde_json::Value;

use crate::page::visit;
use crate::view::View;

/// The pages of the gallery, as the manifest has them.
fn pages() -> Vec<String> {
    crate::stand::stand();
    let manifest = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/dist/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let paths = manifest["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap());
    paths.filter(|path| path.starts_with("gallery/") && path.ends_with(".html")).map(String::from).collect()
}

#[test]
fn every_page_is_quiet_whole_and_fits_a_phone() {
    let phone = View { width: 360, height: 740, dpr: 1.0, ..View::phone() };
    let pages = pages();
    assert!(pages.len() > 15, "{pages:?}");
    visit(&phone, "/index.html", async |page| {
        for path in &pages {
            page.goto(&format!("/{path}")).await;
            page.wait_for("document.readyState === 'complete'").await;
            let wrong = page
                .eval(
                    "return (() => {
                       const wrong = [];
                       const say = (is, what) => is || wrong.push(what);
                       say(document.title, 'no title');
                       say(document.documentElement.lang, 'no language');
                       say(document.querySelectorAll('h1').length === 1, 'not one h1');
                       say(document.documentElement.scrollWidth <= innerWidth, `${document.documentElement.scrollWidth} px wide`);
                       say(!document.documentElement.outerHTML.includes('__ATLAS'), 'a token is left');
                       for (const frame of document.querySelectorAll('iframe')) say(frame.title, 'a frame without a title');
                       return wrong;
                     })()",
                )
                .await;
            assert_eq!(wrong, serde_json::json!([]), "{path}");
            // Every link within the folder leads somewhere.
            let dead = page
                .eval(
                    "return (async () => {
                       const links = [...document.querySelectorAll('a[href], iframe[src], img[src]')].map(e => e.href ?? e.src)
                         .filter(url => url.startsWith(location.origin)).map(url => url.split('#')[0]);
                       const found = await Promise.all([...new Set(links)].map(async url => [url, (await fetch(url)).ok]));
                       return found.filter(([, ok]) => !ok).map(([url]) => url);
                     })()",
                )
                .await;
            assert_eq!(dead, serde_json::json!([]), "{path}");
            page.assert_clean().await;
        }
    });
}

#[test]
fn the_log_of_events_tells_what_is_called() {
    visit(&View::wide(), "/gallery/events.html", async |page| {
        page.wait_for("atlas.getState?.()").await;
        page.eval("document.querySelector('[data-call=select]').click()").await;
        page.wait_for("document.querySelector('.log').textContent.includes('\"id\":\"JPN\"')").await;
    });
}

#[test]
fn the_controls_of_the_theme_set_custom_properties_and_write_them() {
    visit(&View::wide(), "/gallery/theming.html", async |page| {
        page.wait_for("atlas.getState?.()").await;
        page.eval(
            "return (() => { const water = document.querySelector('[name=water]'); water.value = '#ff0000';
               water.dispatchEvent(new Event('input', { bubbles: true })); })()",
        )
        .await;
        assert_eq!(
            page.eval("document.querySelector('#style').textContent").await,
            "aukus-atlas {\n  --atlas-water: #ff0000;\n}"
        );
        page.wait_for("getComputedStyle(root.querySelector('.map')).backgroundColor === 'rgb(255, 0, 0)'")
            .await;
        let part = "getComputedStyle(document.querySelector('#parts').shadowRoot.querySelector('[part~=legend]')).display";
        page.eval("document.querySelector('#parts').scrollIntoView()").await;
        page.wait_for("document.querySelector('#parts').getState()").await;
        assert_eq!(page.eval(part).await, "none");
    });
}
