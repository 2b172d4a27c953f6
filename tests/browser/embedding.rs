//! The forms in which a page can have the atlas: one file, a frame, a picture with words.

use serde_json::json;

use crate::page::{visit, visit_in_chromium};
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
fn one_file_says_what_it_does_not_do_and_takes_data_all_the_same() {
    visit(&View::wide(), "/standalone.html", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.src = 'changes.csv'").await;
        page.wait_for("root.querySelector('.error')?.textContent.includes('fetches nothing; setData() gives it other data')").await;
        // A wrong dataset is refused with its paths, and rows beside a dataset come in.
        let codes = page
            .eval(
                "return (async () => {
                   const refused = await atlas.setData('{ \"schema\": 2 }').catch(detail => detail);
                   const actors = [{ id: 'A', group: 'all', label: 'A' }], groups = [{ id: 'all', label: 'All' }];
                   const own = { schema: 1, title: 'Mine', language: 'en', updated: '2024-01-01', scales: [], statuses: [], tracks: [],
                                 sources: [], events: [], actors, groups };
                   await atlas.setData(own, { rows: { time: new Float64Array([0, 1.7e12]), actor: new Uint16Array([0, 0]) } });
                   return [refused.code, refused.errors[0].path, root.querySelector('.title').textContent];
                 })()",
            )
            .await;
        assert_eq!(codes, json!(["dataset", "schema", "Mine"]));
    });
}

#[test]
fn one_file_works_from_a_server_too_under_its_own_policy_alone() {
    visit(&View::phone(), "/standalone.html#selected=KOR", async |page| {
        page.wait_for(READY).await;
        assert_eq!(page.eval("atlas.selected").await, "KOR");
    });
}

#[test]
fn the_fallback_says_the_day_in_the_pages_own_html() {
    visit(&View::wide(), "/gallery/fallback.html", async |page| {
        page.wait_for("document.querySelector('main > figure img').complete").await;
        let told = page
            .eval(
                "return (() => {
                   const figure = document.querySelector('main > figure.aukus-atlas-fallback');
                   const data = JSON.parse(document.head.querySelector('script[type=\"application/ld+json\"]').textContent);
                   return [figure.querySelector('h2').textContent, figure.querySelector('p').textContent,
                     figure.querySelector('img').naturalWidth > 300,
                     figure.querySelectorAll('li > time[datetime]').length === figure.querySelectorAll('li').length,
                     figure.querySelectorAll('li a[href^=\"https:\"]').length > 50,
                     figure.querySelector('li time').dateTime,
                     figure.querySelector('figcaption').textContent.includes('Natural Earth'),
                     data['@graph'][0]['@type'], data['@graph'][1].itemListElement.length > 100];
                 })()",
            )
            .await;
        assert_eq!(
            told,
            json!([
                "AUKUS: members, candidate partners and reactions",
                "On 8 April 2024: 3 members, 1 considered (Japan), 2 exploring, 2 mooted.",
                true,
                true,
                true,
                "2024-04-08",
                true,
                "Dataset",
                true
            ])
        );
    });
}

#[test]
fn nothing_moves_when_the_element_takes_the_place_of_its_fallback() {
    let phone = View { dpr: 1.0, ..View::phone() };
    for view in [View::wide(), View { width: 700, ..View::wide() }, phone] {
        visit_in_chromium("only Chromium notices what moves", &view, "/page.css", async |page| {
            // A text file names no icon: the browser asks for one.
            page.pardon("favicon.ico");
            // Seen from before the page's first paint.
            let seen = "window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) moved += e.value; })
                .observe({ type: 'layout-shift', buffered: true });";
            page.before_each_page(seen).await;
            for path in ["/index.html", "/gallery/attributes.html"] {
                page.goto(path).await;
                page.wait_for(READY).await;
                page.eval("return atlas.ready").await;
                page.eval("return new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
                    .await;
                assert_eq!(page.eval("moved").await, 0, "{path} at {} px", view.width);
            }
        });
    }
}

/// What takes a feature away, and what is then seen.
fn without(script: &str, name: &str) {
    visit(&View::wide(), "/page.css", async |page| {
        // A text file names no icon: the browser asks for one.
        page.pardon("favicon.ico");
        page.before_each_page(script).await;
        page.goto("/index.html").await;
        page.wait_for("root?.querySelector('.error')").await;
        let told = page.eval("root.querySelector('.error').textContent").await;
        assert!(told.as_str().unwrap().contains(&format!("has no {name}")), "{told}");
        // The fallback stays as it was, and there is nothing to press that would not help.
        assert_eq!(
            page.eval("[atlas.querySelector('figure').getBoundingClientRect().height > 600, root.querySelectorAll('button').length, atlas.getState()]").await,
            json!([true, 0, null])
        );
        let code = page.eval("return atlas.ready.catch(detail => detail.code)").await;
        assert_eq!(code, "unsupported");
    });
}

#[test]
fn where_webassembly_is_missing_the_fallback_stays_and_a_line_says_why() {
    without("delete globalThis.WebAssembly", "WebAssembly");
}

#[test]
fn where_adopted_style_sheets_are_missing_the_fallback_stays_and_a_line_says_why() {
    without(
        "delete Document.prototype.adoptedStyleSheets; delete ShadowRoot.prototype.adoptedStyleSheets; delete CSSStyleSheet.prototype.replaceSync",
        "adoptedStyleSheets",
    );
}

#[test]
fn where_the_resize_observer_is_missing_the_fallback_stays_and_a_line_says_why() {
    without("delete globalThis.ResizeObserver", "ResizeObserver");
}

#[test]
fn where_a_canvas_gives_no_context_the_fallback_stays_and_a_line_says_why() {
    without("HTMLCanvasElement.prototype.getContext = () => null", "canvas 2d");
}

#[test]
fn where_intl_is_missing_the_fallback_stays_and_a_line_says_why() {
    without("delete Intl.DateTimeFormat", "Intl.DateTimeFormat");
}

#[test]
fn where_the_intersection_observer_is_missing_the_element_loads_at_once() {
    visit(&View::wide(), "/page.css", async |page| {
        // A text file names no icon: the browser asks for one.
        page.pardon("favicon.ico");
        let source = "delete globalThis.IntersectionObserver";
        page.before_each_page(source).await;
        page.goto("/gallery/below-the-fold.html").await;
        page.wait_for(READY).await;
    });
}

#[test]
fn where_custom_elements_are_missing_the_fallback_is_all_there_is() {
    visit(&View::wide(), "/page.css", async |page| {
        // A text file names no icon: the browser asks for one.
        page.pardon("favicon.ico");
        let source = "Object.defineProperty(globalThis, 'customElements', { value: undefined })";
        page.before_each_page(source).await;
        page.goto("/index.html").await;
        assert_eq!(
            page.eval(
                "[atlas.querySelector('figure').getBoundingClientRect().height > 600, atlas.shadowRoot]"
            )
            .await,
            json!([true, null])
        );
    });
}
