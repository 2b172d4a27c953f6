//! What a page has given, or what comes in pieces, is what is shown from then on: through a move, a scroll, a search,
//! another language, and where it breaks off.

use serde_json::json;

use crate::page::visit;
use crate::rows::{LONG_TEXT, READY, make_rows, prepare};
use crate::view::View;

pub const TITLE: &str = "root.querySelector('h2')?.textContent";
/// Counts, in `window.readies`, how often the page is told that a dataset is there.
const COUNT_READIES: &str =
    "void (window.readies = 0, document.addEventListener('atlas-ready', () => window.readies++))";
/// Sets a source that the page answers itself, with a body that ends in an error after `cut` bytes, if ever.
const SOURCE: &str = "const serve = (cut = Infinity) => {
    const theirs = window.fetch, bytes = new TextEncoder().encode(text);
    window.fetch = (url, options) => {
      if (!String(url).endsWith('long.json')) return theirs(url, options);
      let at = 0;
      const body = new ReadableStream({ pull(controller) {
        if (at >= cut) return controller.error(new TypeError('network error'));
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(at, at += 262144));
      } });
      return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'application/json' } }));
    };
  };";

#[test]
fn data_that_a_page_gave_stays_with_the_element_when_it_is_moved() {
    visit(&View::wide(), "/index.html", async |page| {
        prepare(page, 1000).await;
        page.eval("return atlas.setData(dataset, { rows })").await;
        page.eval("void document.querySelector('article').prepend(atlas)").await;
        page.wait_for(&format!("{TITLE} === 'Many'")).await;
        page.eval("return atlas.ready").await;
        let lanes = page.eval("[...root.querySelectorAll('.lane')].map(l => l.textContent)").await;
        assert_eq!(lanes, json!(["Athens", "Byzantium"]));
        let has_rows = "[...root.querySelectorAll('.lanes .label')].some(l => l.textContent === '1,000')";
        assert_eq!(page.eval(has_rows).await, true);
        // Nor does it offer code that would load something else.
        page.eval("root.querySelector('[data-do=share]').click()").await;
        page.wait_for("root.querySelector('[data-do^=\"share-tab\"]')").await;
        assert_eq!(page.eval("root.querySelector('[data-do=\"share-tab:embed\"]')").await, json!(null));
    });
}

#[test]
fn data_given_to_an_element_far_below_is_not_loaded_again_when_the_reader_comes_there() {
    visit(&View::wide(), "/gallery/below-the-fold.html", async |page| {
        page.wait_for("customElements.get('aukus-atlas')").await;
        page.eval(COUNT_READIES).await;
        make_rows(page, 10).await;
        page.eval("return atlas.setData(dataset).then(() => atlas.select('b'))").await;
        page.eval("scrollTo(0, document.body.scrollHeight)").await;
        page.wait_for("(b => b.top < innerHeight)(atlas.getBoundingClientRect())").await;
        page.eval("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        assert_eq!(page.eval("[atlas.selected, window.readies]").await, json!(["b", 1]));
    });
}

#[test]
fn a_long_source_is_ready_when_all_of_it_is_there() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        page.eval(COUNT_READIES).await;
        page.eval(&format!(
            "return void (() => {{
               window.named = new Promise(done => atlas.addEventListener('atlas-ready', () => done({TITLE}), {{ once: true }}));
               {LONG_TEXT} {SOURCE} serve(); atlas.src = 'long.json';
             }})()"
        ))
        .await;
        assert_eq!(page.eval("return window.named").await, "A long story");
        page.eval("return atlas.ready").await;
        assert_eq!(page.eval("window.readies").await, 1);
        assert_eq!(page.eval("document.title").await, "A long story");
        // Nothing is answered from what was shown before.
        assert_eq!(page.eval("atlas.pick(atlas.project([138, 37]))?.actor ?? null").await, json!(null));
    });
}

#[test]
fn what_was_written_and_asked_for_holds_for_a_long_source_when_all_of_it_is_there() {
    visit(&View::wide(), "/embed.html#statuses=in", async |page| {
        prepare(page, 10).await;
        page.eval(&format!(
            "return void (() => {{
               {LONG_TEXT} {SOURCE} serve();
               const other = document.createElement('aukus-atlas');
               Object.assign(other, {{ src: 'long.json', selected: 'b', permalink: 'replace', loading: 'eager' }});
               other.goTo('1977-03-05');
               atlas.replaceWith(other);
             }})()"
        ))
        .await;
        page.eval("return document.querySelector('aukus-atlas').ready").await;
        let shown = "(({ date, selected, statuses }) => [date, selected, statuses])(document.querySelector('aukus-atlas').getState())";
        assert_eq!(page.eval(shown).await, json!(["1977-03-05", "b", ["in"]]));
        // It opened so: the day and the filter were chosen.
        page.eval("document.querySelector('aukus-atlas').reset()").await;
        assert_eq!(page.eval("document.querySelector('aukus-atlas').selected").await, "b");
    });
}

#[test]
fn what_was_written_and_asked_for_holds_for_a_long_text_that_is_given() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        let shown = page
            .eval(&format!(
                "const last = (dataset.updated = '2030-01-01');
                 {LONG_TEXT}
                 atlas.date = atlas.getState().date;
                 const [day, given] = [atlas.date, atlas.setData(text)];
                 atlas.select('b');
                 return given.then(() => [atlas.date === day, atlas.selected])"
            ))
            .await;
        assert_eq!(shown, json!([true, "b"]));
        page.eval("atlas.removeAttribute('date')").await;
        let day = page
            .eval(&format!(
                "{LONG_TEXT}
                 return atlas.setData({{ ...dataset, updated: '2024-01-01' }})
                   .then(() => atlas.setData(text)).then(() => atlas.getState().date)"
            ))
            .await;
        assert_eq!(day, "2030-01-01");
    });
}

#[test]
fn a_long_source_that_breaks_off_ends_in_a_message_and_another_try_works() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        let length = page.eval(&format!("return (() => {{ {LONG_TEXT} return text.length; }})()")).await;
        assert!(length.as_u64().is_some_and(|length| length > 5_500_000), "{length}");
        page.eval(&format!(
            "return void (() => {{ {LONG_TEXT} {SOURCE} serve(5e6); window.again = serve; atlas.src = 'long.json'; }})()"
        ))
        .await;
        page.wait_for("root.querySelector('.error')").await;
        assert_eq!(page.eval("return atlas.ready.catch(detail => detail.code)").await, "fetch");
        page.eval("void (again(), root.querySelector('.error button').click())").await;
        page.wait_for(&format!("{TITLE} === 'A long story' && !root.querySelector('.error')")).await;
    });
}

#[test]
fn rows_that_take_the_place_of_others_are_searched_and_not_those_before() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 20_000).await;
        page.eval("return atlas.setData(dataset, { rows })").await;
        page.eval("void (atlas.setState({ query: 'row 15000' }), atlas.flush())").await;
        prepare(page, 50).await;
        page.eval("return (dataset.title = 'Few', atlas.setData(dataset, { rows }))").await;
        page.eval("return atlas.setData(dataset, { rows: { ...rows, time: rows.time.slice(0, 20), actor: rows.actor.slice(0, 20), status: rows.status.slice(0, 20) } })")
            .await;
        page.eval("void (atlas.setState({ query: 'row 19' }), atlas.flush())").await;
        assert_eq!(page.eval(TITLE).await, "Few");
        page.wait_for("root.querySelector('.filters').textContent.includes('1 of 20 events')").await;
    });
}

#[test]
fn rows_that_are_no_arrays_are_refused_and_what_is_shown_stays() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        page.eval("return atlas.setData(dataset)").await;
        let code = page.eval("return atlas.setData(dataset, { rows: 'x' }).then(() => null, detail => detail.errors[0].path)").await;
        assert_eq!(code, "rows.time");
        assert_eq!(page.eval(TITLE).await, "Many");
    });
}

#[test]
fn data_that_is_wrong_while_another_loads_is_told_and_nothing_opens_over_it() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let told = page
            .eval("return (atlas.src = 'data/aukus.json?again', atlas.setData('{').catch(detail => detail.code))")
            .await;
        assert_eq!(told, "dataset");
        // Whatever is still on its way comes too late.
        page.eval(
            "return fetch('data/aukus.json?again').then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))",
        )
        .await;
        assert_eq!(
            page.eval("[root.querySelector('.error') !== null, root.querySelector('section')]").await,
            json!([true, null])
        );
    });
}

#[test]
fn errors_are_counted_in_languages_with_more_forms_than_there_are_words_for() {
    visit(&View { lang: "pl", ..View::wide() }, "/embed.html", async |page| {
        page.wait_for(READY).await;
        let told = page
            .eval("return new Promise(done => { atlas.addEventListener('atlas-error', event => done(event.detail.errors.length)); atlas.setData({ schema: 1, title: 3, language: 4, updated: 5 }).catch(() => {}); })")
            .await;
        assert!(told.as_u64().is_some_and(|errors| errors > 1), "{told}");
        let text = page.eval("root.querySelector('.error b').textContent").await;
        assert!(text.as_str().is_some_and(|text| text.contains(&told.to_string())), "{text}");
    });
}
