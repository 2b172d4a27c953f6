//! What a developer expects of any good custom element, and that what is declared of this one is so.

use std::process::Command;

use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";

#[test]
fn two_copies_of_the_module_are_one_element() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let same = page
            .eval(
                "return (async () => {
                   const first = await import('/aukus-atlas.js'), second = await import('/aukus-atlas.js?copy');
                   const made = new second.AukusAtlas();
                   return [first !== second, first.AukusAtlas === second.AukusAtlas,
                     made instanceof customElements.get('aukus-atlas'), made.localName];
                 })()",
            )
            .await;
        assert_eq!(same, json!([true, true, true, "aukus-atlas"]));
    });
}

#[test]
fn a_tag_that_a_page_has_defined_itself_stays_the_pages() {
    visit(&View::wide(), "/page.css", async |page| {
        // A text file names no icon: the browser asks for one.
        page.pardon("favicon.ico");
        let kept = page
            .eval(
                "return (async () => {
                   class Own extends HTMLElement {}
                   customElements.define('aukus-atlas', Own);
                   await import('/aukus-atlas.js');
                   return customElements.get('aukus-atlas') === Own;
                 })()",
            )
            .await;
        assert_eq!(kept, true);
    });
}

#[test]
fn an_element_is_upgraded_late_with_all_that_was_set_before() {
    visit(&View::wide(), "/page.css", async |page| {
        // A text file names no icon: the browser asks for one.
        page.pardon("favicon.ico");
        let state = page
            .eval(
                "return (async () => {
                   const parsed = document.createElement('aukus-atlas');
                   parsed.setAttribute('date', '2024-04-08');
                   parsed.append(document.createElement('p'));
                   document.body.append(parsed);
                   const before = parsed.matches(':defined');
                   Object.assign(parsed, { selected: 'JPN', projection: 'globe', view: 'map', theme: 'dark', track: 'pillar-2',
                     permalink: 'off', interactive: false, detail: 'base', loading: 'eager', lang: 'en',
                     messages: { en: { globe: 'Globus' } } });
                   await import('/aukus-atlas.js');
                   await parsed.ready;
                   const own = Object.keys(parsed);
                   return [before, parsed.matches(':defined'), own, parsed.selected, parsed.projection, parsed.view, parsed.theme,
                     parsed.track, parsed.interactive, parsed.detail, parsed.date, parsed.messages.en.globe];
                 })()",
            )
            .await;
        assert_eq!(
            state,
            json!([
                false,
                true,
                [],
                "JPN",
                "globe",
                "map",
                "dark",
                "pillar-2",
                false,
                "base",
                "2024-04-08",
                "Globus"
            ])
        );
    });
}

#[test]
fn an_element_may_be_cloned_and_live_in_another_shadow_root() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN&permalink=off", async |page| {
        page.wait_for(READY).await;
        let told = page
            .eval(
                "return (async () => {
                   const copy = atlas.cloneNode(true);
                   const host = document.createElement('div');
                   document.body.append(host);
                   const outer = host.attachShadow({ mode: 'open' });
                   const heard = [];
                   document.addEventListener('atlas-select', ({ target, detail, bubbles, composed }) =>
                     heard.push([target === host, detail.id, bubbles, composed]));
                   outer.append(copy);
                   await copy.ready;
                   copy.select('KOR');
                   return [copy.date, copy.selected, heard];
                 })()",
            )
            .await;
        assert_eq!(told, json!(["2024-04-08", "KOR", [[true, "KOR", true, true]]]));
    });
}

#[test]
fn an_element_is_moved_without_being_built_anew_where_the_browser_can() {
    visit(&View::wide(), "/embed.html?permalink=off", async |page| {
        page.wait_for(READY).await;
        let kept = page
            .eval(
                "return (() => {
                   if (!Element.prototype.moveBefore) return [true, true];
                   const section = root.querySelector('section');
                   const box = document.createElement('div');
                   document.body.append(box);
                   box.moveBefore(atlas, null);
                   return [atlas.parentNode === box, root.querySelector('section') === section && atlas.getState() !== null];
                 })()",
            )
            .await;
        assert_eq!(kept, json!([true, true]));
    });
}

#[test]
fn an_element_may_go_to_another_document_and_is_styled_there() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let styled = page
            .eval(
                "return (async () => {
                   const frame = document.createElement('iframe');
                   frame.src = 'page.css';
                   await new Promise(loaded => { frame.onload = loaded; document.body.append(frame); });
                   atlas.loading = 'eager';
                   frame.contentDocument.body.append(atlas);
                   await atlas.ready;
                   const title = atlas.shadowRoot.querySelector('[part~=title]');
                   return [atlas.selected, frame.contentWindow.getComputedStyle(title).fontWeight];
                 })()",
            )
            .await;
        assert_eq!(styled, json!(["JPN", "680"]));
    });
}

#[test]
fn the_files_may_lie_elsewhere() {
    visit(&View::wide(), "/page.css", async |page| {
        // A text file names no icon: the browser asks for one.
        page.pardon("favicon.ico");
        let fetched = page
            .eval(
                "return (async () => {
                   const { AukusAtlas } = await import('/aukus-atlas.js');
                   AukusAtlas.assets = '/npm';
                   const atlas = document.createElement('aukus-atlas');
                   atlas.loading = 'eager';
                   document.body.append(atlas);
                   await atlas.ready;
                   const names = performance.getEntriesByType('resource').map(r => new URL(r.name).pathname);
                   return [AukusAtlas.assets, names.filter(n => !['/aukus-atlas.js', '/favicon.ico'].includes(n)).every(n => n.startsWith('/npm/')), names.length > 3];
                 })()",
            )
            .await;
        let base = page.eval("location.origin").await;
        assert_eq!(fetched, json!([format!("{}/npm/", base.as_str().unwrap()), true, true]));
    });
}

/// The manifest of the package, which types and tables of the documentation are written from as well.
#[test]
fn what_is_declared_is_what_there_is() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let differences = page
            .eval(
                "return (async () => {
                   const manifest = await (await fetch('npm/custom-elements.json')).json();
                   const declared = manifest.modules[0].declarations[0];
                   const Atlas = customElements.get('aukus-atlas');
                   const lifeCycle = /^(constructor|.*Callback)$/;
                   const real = Object.getOwnPropertyNames(Atlas.prototype).filter(name => !lifeCycle.test(name));
                   const realStatics = Object.getOwnPropertyNames(Atlas)
                     .filter(name => !['length', 'name', 'prototype', 'observedAttributes'].includes(name));
                   const isMethod = name => typeof Object.getOwnPropertyDescriptor(Atlas.prototype, name).value === 'function';
                   const compare = (what, a, b) => [...a.filter(n => !b.includes(n)).map(n => `${what} ${n} is only declared`),
                     ...b.filter(n => !a.includes(n)).map(n => `${what} ${n} is not declared`)];
                   const named = list => list.map(({ name }) => name);
                   const fields = declared.members.filter(m => m.kind === 'field');
                   // Parts come and go with what is shown.
                   const parts = new Set();
                   const see = () => { for (const e of atlas.shadowRoot.querySelectorAll('[part]')) for (const p of e.part) parts.add(p); };
                   see();
                   const stateKeys = Object.keys(atlas.getState());
                   for (const view of ['table', 'map', 'timeline', 'both']) { atlas.view = view; atlas.flush(); see(); }
                   await atlas.setData({}).catch(() => {});
                   see();
                   const types = await (await fetch('npm/aukus-atlas.d.ts')).text();
                   const [, stateType] = types.match(/export interface AtlasState \\{([^]*?)\\n\\}/);
                   const typedKeys = [...stateType.matchAll(/^  (\\w+):/gm)].map(([, key]) => key);
                   return [
                     ...compare('key of the state', typedKeys, stateKeys),
                     ...compare('attribute', named(declared.attributes), [...Atlas.observedAttributes]),
                     ...compare('field', named(fields.filter(m => !m.static)), real.filter(name => !isMethod(name))),
                     ...compare('static', named(fields.filter(m => m.static)), realStatics),
                     ...compare('method', named(declared.members.filter(m => m.kind === 'method')), real.filter(isMethod)),
                     ...compare('part', named(declared.cssParts), [...parts]),
                   ];
                 })()",
            )
            .await;
        assert_eq!(differences, json!([]));
    });
}

#[test]
fn attributes_are_reflected_both_ways() {
    visit(&View::wide(), "/embed.html?permalink=off", async |page| {
        page.wait_for(READY).await;
        let wrong = page
            .eval(
                "return (() => {
                   const wrong = [];
                   const values = { date: '2023-03-13', selected: 'CAN', track: 'pillar-2', projection: 'globe', view: 'map',
                     theme: 'dark', lang: 'en-AU', permalink: 'off', detail: 'base', loading: 'eager', interactive: 'false' };
                   for (const [name, value] of Object.entries(values)) {
                     atlas.setAttribute(name, value);
                     if (String(atlas[name]) !== value) wrong.push(`${name} as a property is ${atlas[name]}`);
                     atlas.removeAttribute(name);
                     const unset = atlas[name];
                     atlas[name] = name === 'interactive' ? false : value;
                     if (atlas.getAttribute(name) !== value) wrong.push(`${name} as an attribute is ${atlas.getAttribute(name)}`);
                     atlas[name] = name === 'interactive' ? true : unset;
                   }
                   return wrong;
                 })()",
            )
            .await;
        assert_eq!(wrong, json!([]));
    });
}

#[test]
fn a_server_may_import_the_module() {
    let Ok(version) = Command::new("node").arg("--version").output() else {
        eprintln!("skipped: node is missing");
        return;
    };
    assert!(version.status.success());
    crate::stand::stand();
    let script =
        "const { AukusAtlas } = await import('./dist/aukus-atlas.js'); console.log(AukusAtlas.version);";
    let output = Command::new("node")
        .args(["--input-type=module", "--eval", script])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), env!("CARGO_PKG_VERSION"));
}
