//! The part of the module that is fetched once a reader comes near.

use serde_json::json;

use crate::page::visit;
use crate::view::View;

/// The map is drawn; asked without the element's methods, some of which would bring the later part.
const DRAWN: &str = "root.querySelector('.map canvas')?.width > 0 && root.querySelector('.panel h3')";
const FETCHED: &str = "performance.getEntriesByType('resource').map(r => r.name.split('/').pop())";
const HAS_LATER: &str =
    "performance.getEntriesByType('resource').some(r => r.name.includes('-later-') && r.responseEnd > 0)";

#[test]
fn a_page_that_nobody_touches_fetches_four_files_and_not_the_later_part() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(DRAWN).await;
        page.eval("return atlas.ready").await;
        page.eval("return new Promise(done => setTimeout(done, 300))").await;
        let kinds = page
            .eval(&format!(
                "{FETCHED}.filter(n => !n.startsWith('embed') && n !== 'watch.js').map(n => n.replace(/-[0-9a-f]{{8}}\\./, '.')).sort()"
            ))
            .await;
        assert_eq!(kinds, json!(["aukus-atlas.js", "aukus-atlas.wasm", "aukus.json", "world-base.bin"]));
        assert_eq!(
            page.eval("[atlas.getState().date, atlas.unproject([1e4, 1e4])]").await,
            json!(["2024-04-08", null])
        );
        assert_eq!(page.eval(HAS_LATER).await, false, "what is read out needs no later part");
    });
}

#[test]
fn a_pointer_over_the_element_sends_for_the_later_part() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(DRAWN).await;
        page.hover([300.0, 300.0]).await;
        page.wait_for(HAS_LATER).await;
    });
}

#[test]
fn on_a_touch_screen_staying_in_view_sends_for_the_later_part_and_passing_by_does_not() {
    visit(&View::phone(), "/embed.html", async |page| {
        page.wait_for(DRAWN).await;
        page.eval("void (document.documentElement.style.paddingBlock = '3000px')").await;
        page.eval("return new Promise(done => setTimeout(done, 2500))").await;
        assert_eq!(page.eval(HAS_LATER).await, false, "it was not in view");
        page.eval("void atlas.scrollIntoView()").await;
        page.wait_for(HAS_LATER).await;
    });
}

#[test]
fn a_click_that_comes_before_the_later_part_is_not_lost() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(DRAWN).await;
        page.eval("root.querySelector('[data-do=\"select:JPN\"]').click()").await;
        page.wait_for("root.querySelector('.panel h3').textContent === 'Japan'").await;
        page.wait_for("atlas.selected === 'JPN'").await;
    });
}

#[test]
fn what_was_asked_for_shows_in_what_is_told_at_once() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(DRAWN).await;
        let told = page
            .eval(
                "return (() => { atlas.select('JPN'); atlas.goTo('2024-04-08'); atlas.setAttribute('theme', 'dark');
                   const { selected, date, theme } = atlas.getState(); atlas.flush();
                   return [selected, date, theme, root.querySelector('.panel h3').textContent]; })()",
            )
            .await;
        assert_eq!(told, json!(["JPN", "2024-04-08", "dark", "Japan"]));
    });
}

#[test]
fn a_later_part_that_is_not_to_be_had_is_told_and_tried_again() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(DRAWN).await;
        page.eval(
            "return void (() => { window.told = []; document.addEventListener('atlas-error', e => told.push(e.detail.code));
               const fetch = window.fetch; window.mend = () => void (window.fetch = fetch);
               window.fetch = (url, ...rest) => String(url).includes('-later-') ? Promise.reject(new Error('no way')) : fetch(url, ...rest); })()",
        )
        .await;
        page.eval("root.querySelector('[data-do=\"select:JPN\"]').click()").await;
        page.wait_for("told.length").await;
        assert_eq!(
            page.eval("[told, root.querySelector('.error') !== null]").await,
            json!([["fetch"], true])
        );
        page.eval("mend()").await;
        page.eval("root.querySelector('.error button').click()").await;
        page.wait_for("root.querySelector('.panel h3')?.textContent === 'Japan'").await;
        assert_eq!(page.eval("[atlas.date, atlas.selected]").await, json!(["2024-04-08", "JPN"]));
    });
}
