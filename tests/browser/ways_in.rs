//! Data comes by four ways: the file at `src`, an object, a text so long that it is read in pieces, rows. Here one is on its
//! way when another is asked for, or the element is moved, or it breaks off when nobody waits for it any longer.

use serde_json::json;

use crate::given_data::TITLE;
use crate::page::{Page, visit};
use crate::rows::{LONG_TEXT, prepare};
use crate::view::View;

/// Answers `stalled.json` with a file of which the first pieces come, and the rest never; `breakOff()` ends it.
const STALL: &str = "const theirs = window.fetch, bytes = new TextEncoder().encode(text.slice(0, 5e6));
   window.fetch = (url, options) => {
     if (!String(url).endsWith('stalled.json')) return theirs(url, options);
     window.isAborted = false;
     const body = new ReadableStream({ start(controller) {
       controller.enqueue(bytes.subarray(0, 4.5e6));
       controller.enqueue(bytes.subarray(4.5e6));
       window.breakOff = () => controller.error(new TypeError('network error'));
       options.signal.addEventListener('abort', () => { window.isAborted = true; controller.error(new DOMException('', 'AbortError')); });
     } });
     return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'application/json' } }));
   };";

/// Opens a page with `log`, what the element tells of itself, and `quiet()`, a promise of when nothing is under way.
fn listening(test: impl AsyncFn(&Page)) {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 1000).await;
        page.eval(
            "void (window.log = [], ['atlas-ready', 'atlas-error'].forEach((name) =>
               atlas.addEventListener(name, (event) => log.push(event.detail.code ?? name))),
             window.quiet = () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 0)))",
        )
        .await;
        test(page).await;
    });
}

#[test]
fn a_file_that_breaks_off_after_other_data_was_given_is_no_error_of_that_data() {
    listening(async |page| {
        page.eval(&format!("return void (() => {{ {LONG_TEXT} {STALL} atlas.src = 'stalled.json'; }})()"))
            .await;
        page.wait_for("root.querySelector('.loading.over')").await;
        let shown = page
            .eval(&format!(
                "return atlas.setData(dataset).then(() => (breakOff(), quiet())).then(() => [{TITLE}, root.querySelector('.error'), log])"
            ))
            .await;
        assert_eq!(shown, json!(["Many", null, ["atlas-ready"]]));
        // Nor is it fetched on.
        assert_eq!(page.eval("isAborted").await, true);
    });
}

#[test]
fn the_file_named_after_data_was_given_is_what_is_shown() {
    listening(async |page| {
        page.eval("return Promise.allSettled([atlas.setData(dataset), atlas.src = 'data/nato.json'])").await;
        page.wait_for(&format!("{TITLE}?.startsWith('NATO')")).await;
        page.eval("return atlas.ready").await;
        // The first thing that an element is asked for: it has not all of its module yet.
        page.eval(
            "return void (() => {
               const other = document.createElement('aukus-atlas');
               other.loading = 'eager';
               atlas.replaceWith(other);
               return other.ready.then(() => { other.setData(dataset); other.src = 'data/eu.json'; });
             })()",
        )
        .await;
        page.wait_for("document.querySelector('aukus-atlas').shadowRoot.querySelector('h2')?.textContent.includes('European')")
            .await;
    });
}

#[test]
fn rows_beside_a_long_text_are_taken_too() {
    listening(async |page| {
        let asked = page
            .eval(&format!(
                "{LONG_TEXT}
                 const few = {{ time: rows.time.slice(0, 7), actor: rows.actor.slice(0, 7), title: (row) => `Seventh ${{row}}` }};
                 return atlas.setData(text, {{ rows: few }}).then(() => {{
                   atlas.setState({{ view: 'table', table: {{ rows: 'events' }} }}); atlas.flush();
                   return root.querySelector('.table').textContent.includes('50,007') || root.querySelector('.table').textContent;
                 }})"
            ))
            .await;
        assert_eq!(asked, true);
    });
}

#[test]
fn what_was_asked_for_while_data_came_is_asked_for_once() {
    listening(async |page| {
        let chosen = page
            .eval(&format!(
                "{LONG_TEXT} {STALL}
                 atlas.src = 'stalled.json';
                 return atlas.setData(text).then(() => {{
                   atlas.select('e4200'); atlas.select(null);
                   root.querySelector('[data-do=\"select:b\"]').click();
                   return atlas.setData(dataset);
                 }}).then(() => atlas.selected)"
            ))
            .await;
        assert_eq!(chosen, "b");
    });
}

#[test]
fn rows_for_what_is_shown_outlive_a_move_and_ready_is_told_once() {
    listening(async |page| {
        page.eval("return atlas.setData(dataset)").await;
        prepare(page, 300_000).await;
        page.eval("return (window.shown = dataset, atlas.setData(dataset))").await;
        page.eval(
            "return (log.length = 0, window.given = atlas.setData(shown, { rows }).catch((thrown) => thrown.name),
               document.body.append(atlas), given)",
        )
        .await;
        page.wait_for("[...root.querySelectorAll('.lanes .label')].some(l => ['300,000', '300k'].includes(l.textContent))")
            .await;
        page.eval("return atlas.ready").await;
        assert_eq!(page.eval("log").await, json!([]));
    });
}

#[test]
fn a_text_that_is_given_up_is_not_what_the_element_comes_back_with() {
    listening(async |page| {
        page.eval("return atlas.setData(dataset)").await;
        page.eval(&format!(
            "{LONG_TEXT}
             const giveUp = new AbortController();
             return atlas.setData(text, {{ signal: giveUp.signal, onprogress: () => giveUp.abort() }}).catch((thrown) => thrown.name)"
        ))
        .await;
        page.eval("return (document.body.append(atlas), atlas.ready)").await;
        assert_eq!(page.eval(TITLE).await, "Many");
    });
}

#[test]
fn options_that_are_none_and_rows_without_times_are_told_as_what_they_are() {
    listening(async |page| {
        assert_eq!(
            page.eval(&format!("return atlas.setData(dataset, null).then(() => {TITLE})")).await,
            "Many"
        );
        let path = page.eval("return atlas.setData(dataset, { rows: { time: null } }).catch((detail) => detail.errors[0].path)");
        assert_eq!(path.await, "rows.time");
    });
}

#[test]
fn a_day_that_nobody_chose_goes_on_with_better_data_after_refused_data() {
    listening(async |page| {
        let day = page
            .eval(
                "return atlas.setData(dataset)
                   .then(() => atlas.setData({ ...dataset, schema: 7 })).catch(() => {})
                   .then(() => atlas.setData({ ...dataset, updated: '2025-06-30' }))
                   .then(() => atlas.getState().date)",
            )
            .await;
        assert_eq!(day, "2025-06-30");
    });
}

#[test]
fn rows_that_make_the_axis_longer_tell_the_page_so() {
    listening(async |page| {
        let told = page
            .eval(
                "const changes = [];
                 return atlas.setData(dataset).then(() => {
                   atlas.addEventListener('atlas-change', (event) => changes.push(event.detail.changed));
                   rows.time[0] = Date.UTC(1800, 0, 1);
                   return atlas.setData(dataset, { rows });
                 }).then(() => changes)",
            )
            .await;
        assert_eq!(told, json!([["range"]]));
    });
}

#[test]
fn lanes_of_the_dataset_before_are_gone_where_the_next_has_no_actors() {
    listening(async |page| {
        page.eval("return atlas.setData(dataset)").await;
        assert_eq!(page.eval("root.querySelectorAll('.rows [data-do^=\"select:\"]').length").await, 2);
        page.eval("return atlas.setData({ ...dataset, actors: [] })").await;
        assert_eq!(page.eval("root.querySelectorAll('.rows [data-do^=\"select:\"]').length").await, 0);
    });
}
