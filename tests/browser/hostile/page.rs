//! Pages and addresses around the atlas: fragments, attributes, calls, messages and style sheets.

use serde_json::{Value, json};

use super::{READY, is_inert};
use crate::page::visit;
use crate::view::View;

#[test]
fn any_fragment_opens_the_page() {
    let fragments = [
        "date=2024-13-45&selected=CHN",
        "date=&selected=&view=&zoom=",
        "zoom=NaN&lon=Infinity&lat=-1e999&selected=CHN",
        "zoom=1e308&lon=1e308&lat=1e308&selected=CHN",
        "__proto__=1&constructor=2&toString=3&selected=CHN",
        "selected=__proto__",
        "selected=constructor&track=hasOwnProperty&tour=toString&step=-1",
        "tour=story&step=99999999999999999999&selected=CHN",
        "start=Y999999&end=Y-999999&selected=CHN",
        "query=<img src=x onerror=window.ran=1>",
        "selected=<script>window.ran=1</script>",
        "%E0%A4%A&%&selected=CHN",
        "javascript:window.ran=1",
        "https://elsewhere.invalid/",
        "//elsewhere.invalid",
        "selected=%ED%A0%80%00%00",
        "&&&===&=&selected=CHN",
        "view=table&projection=__proto__&theme=<x>&lang=x-x-x-x-x-x",
    ];
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let long = ["areas=x&", "selected=CHN&", "kinds=%F0%9F%98%80&", "a=b&"]
            .map(|part| part.repeat(100_000 / part.len()));
        for fragment in fragments.iter().copied().chain(long.iter().map(String::as_str)) {
            let case: String = fragment.chars().take(60).collect();
            page.eval(&format!("void (location.hash = {})", json!(fragment))).await;
            page.eval("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
                .await;
            page.wait_for(
                "atlas.getState() && root.querySelector('section') && !root.querySelector('.error')",
            )
            .await;
            assert_eq!(page.eval("location.pathname").await, "/index.html", "{case}");
            if fragment.contains("selected=CHN") {
                page.wait_for("atlas.selected === 'CHN'").await;
            }
            is_inert(page).await;
            page.eval("void (location.hash = '')").await;
            page.wait_for("atlas.selected === 'JPN'").await;
        }
        for fragment in [fragments[0], fragments[4], fragments[9], fragments[11], &long[1]] {
            page.goto("/data/schema.json").await;
            page.goto(&format!("/index.html#{}", fragment.replace(['<', '>', ' '], "+"))).await;
            page.wait_for(READY).await;
            assert_eq!(page.eval("root.querySelector('.error')").await, Value::Null, "{fragment}");
        }
        assert_eq!(page.eval("({}).selected ?? Object.prototype.date ?? null").await, Value::Null);
    });
}

#[test]
fn any_attribute_leaves_a_working_element() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let values = json!([
            "",
            " ",
            "__proto__",
            "constructor",
            "<img src=x onerror=window.ran=1>",
            "javascript:window.ran=1",
            "\u{0}",
            "\u{202e}",
            "NaN",
            "-1",
            "1e999",
            "null",
            "undefined",
            "[object Object]",
            "2024-02-30",
            "Y999999",
            "x".repeat(100_000),
        ]);
        for name in [
            "date",
            "selected",
            "track",
            "projection",
            "view",
            "lang",
            "theme",
            "tour",
            "permalink",
            "interactive",
            "detail",
            "loading",
        ] {
            page.eval(&format!(
                "return (() => {{ for (const value of {values}) {{ atlas.setAttribute('{name}', value); atlas.flush(); atlas.{name} = value; atlas.flush(); }}
                   atlas.{name} = '\\ud800'; atlas.flush(); atlas.removeAttribute('{name}'); atlas.flush(); }})()"
            ))
            .await;
            page.wait_for(
                "atlas.getState() && root.querySelector('section') && !root.querySelector('.error')",
            )
            .await;
            is_inert(page).await;
        }
        // Calls, too.
        page.eval(
            "return (() => { for (const value of [undefined, null, NaN, {}, [], '\\ud800', 'x'.repeat(1e5), -1n, { toString() { return 'AUS' } }, new Proxy({}, {})]) {
               atlas.select(value); atlas.goTo(value); atlas.setState(value); atlas.setState({ date: value, selected: value, camera: value, range: value, tour: value, areas: value });
               atlas.project(value); atlas.unproject(value); atlas.pick(value); atlas.flush(); } })()",
        )
        .await;
        page.wait_for("atlas.getState()").await;
        assert_eq!(page.eval("atlas.project([140, 36]).length").await, 2);
        // An address that is none is told like one where nothing is.
        page.eval("void (atlas.src = 'http://[')").await;
        assert_eq!(page.eval("return atlas.ready.catch(detail => detail.code)").await, "fetch");
        page.eval("void (atlas.src = 'javascript:window.ran=1')").await;
        assert_eq!(page.eval("return atlas.ready.catch(detail => detail.code)").await, "fetch");
        is_inert(page).await;
        for noise in
            ["Content Security Policy", "Fetch API cannot load", "violates the following", "URL scheme"]
        {
            page.pardon(noise);
        }
    });
}

#[test]
fn messages_to_the_page_for_frames_do_nothing() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return (async () => { window.before = JSON.stringify(atlas.getState());
               for (const message of ['', 'x'.repeat(1e6), null, { type: 'aukus-atlas:height', height: 1e9 }, { type: 'aukus-atlas:select', id: 'JPN' },
                   '[iFrameSizer]<img src=x onerror=window.ran=1>:8:false:false:32:true:true', { method: 'eval', code: 'window.ran=1' },
                   { type: '__proto__' }, [[]], new Map([['a', 1]]), new ArrayBuffer(8), JSON.stringify({ sentinel: 'amp', type: 'embed-size' })])
                 postMessage(message, '*');
               await new Promise(done => { addEventListener('message', e => e.data === 'last' && done()); postMessage('last', '*'); }); })()",
        )
        .await;
        assert_eq!(page.eval("JSON.stringify(atlas.getState()) === before").await, true);
        is_inert(page).await;
    });
}

#[test]
fn the_pages_style_stays_out_and_ours_stays_in() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("(document.activeElement?.blur(), atlas.flush())").await;
        let told = page
            .eval(
                "return (() => {
                   const looks = () => [...root.querySelectorAll('section, section *:not(path, svg, canvas)')].map(e => { const s = getComputedStyle(e);
                     return [e.className, s.display, s.fontSize, s.fontStyle, s.fontWeight, s.fontVariant, s.letterSpacing, s.wordSpacing, s.textTransform, s.textIndent,
                       s.textShadow, s.textAlign, s.lineHeight, s.whiteSpace, s.color, s.position, s.float, s.zIndex, s.listStyleType, s.borderCollapse, s.wordBreak, s.hyphens, s.cursor,
                       s.quotes, s.tabSize, s.overflowWrap, s.writingMode, s.textWrapMode, s.borderSpacing, s.captionSide, s.emptyCells, s.lineBreak, s.textAlignLast, s.fontStretch, s.fontKerning, s.webkitTextStrokeWidth, s.webkitTextFillColor].join('|'); });
                   const before = looks();
                   const hostile = new CSSStyleSheet();
                   hostile.replaceSync(`div, p, section, header, aside, span, button, a, h2, h3, h4, ul, li, table, td, th, b, i, svg, canvas { display: none !important; position: fixed !important; float: right !important; }
                     .map, .panel, .legend, .small, .button, .atlas, .grid, .main, .labels { visibility: hidden !important; color: red !important; }
                     article, figure, aukus-atlas { font-size: 40px; } html, body, article, figure, aukus-atlas { font-style: italic; font-weight: 900; font-variant: small-caps; letter-spacing: 9px; word-spacing: 9px; text-transform: uppercase;
                       text-indent: 50px; text-shadow: 1px 1px red; text-align: right; line-height: 3; white-space: pre; color: red; list-style: square; border-collapse: collapse; word-break: break-all;
                       hyphens: auto; cursor: crosshair; quotes: '<' '>'; tab-size: 1; overflow-wrap: anywhere; line-break: anywhere; text-align-last: right; font-kerning: none; border-spacing: 9px; caption-side: bottom; empty-cells: hide;
                       font-stretch: condensed; -webkit-text-stroke: 2px red; -webkit-text-fill-color: lime; user-select: none; pointer-events: none; visibility: hidden; writing-mode: vertical-rl; }`);
                   document.adoptedStyleSheets.push(hostile);
                   const after = looks();
                   const ours = document.adoptedStyleSheets.length - 1 + document.querySelectorAll('style').length;
                   document.adoptedStyleSheets.pop();
                   const differ = new Set();
                   before.forEach((look, i) => { const a = look.split('|'), b = after[i].split('|'); a.forEach((v, j) => v !== b[j] && differ.add(`${j}: ${v} -> ${b[j]} (${a[0]})`)); });
                   return [[...differ].slice(0, 12), ours, before.length > 50]; })()",
            )
            .await;
        assert_eq!(told, json!([[], 0, true]));
        // And what the page looks like does not depend on the element.
        let same = page
            .eval(
                "return (() => { const looks = () => [...document.querySelectorAll('article > :not(.wide)')].map(e => { const s = getComputedStyle(e); return [...s].map(n => s.getPropertyValue(n)).join(); });
                   const before = looks(), place = atlas.parentNode, kept = atlas; atlas.replaceWith(Object.assign(document.createElement('div'), { id: 'stand-in' }));
                   document.querySelector('#stand-in').style.height = '1px'; const after = looks(); document.querySelector('#stand-in').replaceWith(kept);
                   return before.length > 3 && before.every((look, i) => look === after[i]); })()",
            )
            .await;
        assert_eq!(same, true);
    });
}

#[test]
fn nothing_is_added_to_the_window_and_nothing_is_stored() {
    // `ret_nodes` is the driver's own.
    let names = "[...new Set([...Object.getOwnPropertyNames(window), ...Object.getOwnPropertyNames(Object.prototype), ...Object.getOwnPropertyNames(Array.prototype), ...Object.getOwnPropertyNames(HTMLElement.prototype)])].filter(name => name !== 'ret_nodes').sort()";
    visit(&View::wide(), "/data/schema.json", async |page| {
        page.pardon("/favicon.ico");
        let before = page.eval(names).await;
        page.goto("/embed.html?date=2024-04-08").await;
        page.wait_for(READY).await;
        page.eval("(atlas.select('JPN'), atlas.goTo('2023-03-14'), atlas.flush())").await;
        page.wait_for("location.hash.includes('JPN')").await;
        page.eval("return atlas.toPNG().then(() => atlas.remove())").await;
        let added =
            page.eval(&format!("(before => {names}.filter(name => !before.includes(name)))({before})")).await;
        assert_eq!(added, json!([]));
        let stored = page
            .eval(
                "return (async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
                   (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length, history.state])()",
            )
            .await;
        assert_eq!(stored, json!(["", 0, 0, 0, 0, 0, null]));
    });
}
