//! What a page's developer expects of any element, without having read about this one.

use serde_json::json;

use crate::page::{Page, visit};
use crate::rows::READY;
use crate::view::View;

const PREPARE: &str = "void (window.read = async (name) => (await fetch(`data/${name}.json`)).json())";

/// Opens a page for elements of a test's own, with `make(set, parent)`: an element of which `set` has said what it is.
fn among_others(test: impl AsyncFn(&Page)) {
    visit(&View::wide(), "/gallery/below-the-fold.html", async |page| {
        page.wait_for("customElements.get('aukus-atlas')").await;
        page.eval(
            "void (window.make = (set = () => {}, parent = document.body) => {
               const own = document.createElement('aukus-atlas');
               own.loading = 'eager'; set(own); parent.append(own);
               return own;
             })",
        )
        .await;
        test(page).await;
    });
}

#[test]
fn what_is_chosen_while_other_data_is_on_its_way_is_chosen_in_that_data() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval(PREPARE).await;
        let ways = [
            "atlas.setData(nato); atlas.select('TUR')",
            "atlas.setData(nato); atlas.selected = 'TUR'",
            "atlas.selected = 'TUR'; atlas.setData(nato)",
            "atlas.src = 'data/nato.json'; atlas.select('TUR')",
            "atlas.src = 'data/nato.json'; atlas.selected = 'TUR'",
            "atlas.src = 'data/nato.json'; atlas.setState({ selected: 'TUR' })",
        ];
        for way in ways {
            page.eval("return (async () => { window.nato = await read('nato'); atlas.removeAttribute('src'); await atlas.setData(await read('aukus')); atlas.select('JPN'); })()").await;
            page.eval(&format!("void (() => {{ {way}; }})()")).await;
            page.wait_for("root.querySelector('h2')?.textContent.startsWith('NATO')").await;
            page.eval("return atlas.ready").await;
            let told = "[atlas.getState().selected, atlas.selected, atlas.getAttribute('selected')]";
            assert_eq!(page.eval(told).await, json!(["TUR", "TUR", "TUR"]), "{way}");
        }
    });
}

#[test]
fn an_id_that_the_author_wrote_waits_for_the_data_that_knows_it() {
    among_others(async |page| {
        let told = page
            .eval(
                "return (async () => {
                   const own = make((own) => { own.selected = 'TUR'; });
                   await own.ready;
                   const before = own.getState().selected;
                   const nato = await (await fetch('../data/nato.json')).json();
                   await own.setData(nato);
                   const after = own.getState().selected;
                   own.selected = null;
                   await own.setData(nato);
                   return [before, after, own.getState().selected];
                 })()",
            )
            .await;
        assert_eq!(told, json!([null, "TUR", null]));
    });
}

#[test]
fn a_day_that_nobody_has_chosen_follows_the_data_and_one_that_was_stays() {
    among_others(async |page| {
        let told = page
            .eval(
                "return (async () => {
                   const nato = await (await fetch('../data/nato.json')).json();
                   const newer = { ...nato, updated: '2025-02-01' };
                   const days = [];
                   for (const date of [null, nato.updated, '1999-04-01']) {
                     const own = make((own) => { if (date) own.date = date; });
                     await own.setData(nato); await own.ready;
                     await own.setData(newer);
                     days.push(own.getState().date);
                     own.remove();
                   }
                   return days;
                 })()",
            )
            .await;
        assert_eq!(told, json!(["2025-02-01", "2024-12-31", "1999-04-01"]));
    });
}

#[test]
fn an_empty_source_is_none() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("void (atlas.src = atlas.src)").await;
        page.eval("return atlas.ready").await;
        assert_eq!(page.eval("root.querySelector('.error')").await, json!(null));
        assert_eq!(page.eval("root.querySelector('h2').textContent.startsWith('AUKUS')").await, true);
    });
}

#[test]
fn what_was_asked_for_before_it_was_ready_is_told_by_attributes_too() {
    among_others(async |page| {
        let told = page
            .eval(
                "return (async () => {
                   const own = make((own) => { own.goTo('2023-03-13'); own.setState({ view: 'map' }); own.select('JPN'); });
                   await own.ready;
                   return ['date', 'view', 'selected'].map((name) => own.getAttribute(name));
                 })()",
            )
            .await;
        assert_eq!(told, json!(["2023-03-13", "map", "JPN"]));
    });
}

#[test]
fn an_address_that_is_kept_from_now_on_tells_of_now() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("void (atlas.permalink = 'off', atlas.goTo('2022-02-04'), atlas.permalink = 'replace')")
            .await;
        page.wait_for("location.hash.includes('date=2022-02-04')").await;
    });
}

#[test]
fn words_that_are_none_take_none_away_and_tags_are_read_whatever_their_case() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("void (atlas.messages = { en: { table: undefined, search: null }, 'ZH-hant': { search: 'seek' } })").await;
        let word = "root.querySelector('[data-do=search]').textContent";
        assert_eq!(page.eval(word).await, "Search");
        assert_eq!(page.eval("root.querySelector('[data-do=table]').textContent").await, "Table");
        page.eval("void (atlas.lang = 'zh-Hant-TW')").await;
        page.wait_for(&format!("{word} === 'seek'")).await;
    });
}

#[test]
fn an_element_has_a_width_wherever_it_is_put() {
    among_others(async |page| {
        let widths = page
            .eval(
                "return (async () => {
                   const widths = {};
                   for (const style of ['display:flex;justify-content:center', 'display:flex', 'display:flex;flex-direction:column;align-items:center',
                                        'display:grid;justify-items:center', 'display:block', 'display:flex;gap:0|flex:1']) {
                     const [outer, inner = ''] = style.split('|');
                     const figure = document.body.appendChild(document.createElement('figure'));
                     figure.style.cssText = `${outer};width:700px;margin:0`;
                     const own = make((own) => { own.style.cssText = inner; }, figure);
                     await own.ready;
                     widths[style] = own.getBoundingClientRect().width;
                     figure.remove();
                   }
                   return Object.values(widths);
                 })()",
            )
            .await;
        assert_eq!(widths, json!([700, 700, 700, 700, 700, 700]));
    });
}
