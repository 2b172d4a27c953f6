//! Calls of the page and steps of the reader that cross each other, or what is still on its way. Each case broke once.

use fantoccini::key::Key;
use serde_json::json;

use crate::faults::go_through;
use crate::faulty::Fault;
use crate::given_data::TITLE;
use crate::hardships::TRAP;
use crate::page::{Page, visit};
use crate::rows::{READY, prepare};
use crate::view::View;

#[test]
fn data_that_is_refused_does_not_take_the_place_of_what_was_given_since() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        let both = "return Promise.allSettled([atlas.setData('{\"schema\": 1}'), atlas.setData(dataset)])
                   .then(settled => settled.map(one => one.status))";
        // As long as not all of the module is there the first is not even read.
        assert_eq!(page.eval(both).await[1], "fulfilled");
        page.eval("return atlas.toSVG()").await;
        assert_eq!(page.eval(both).await, json!(["rejected", "fulfilled"]));
        assert_eq!(
            page.eval(&format!("[{TITLE}, root.querySelector('.error')]")).await,
            json!(["Many", null])
        );
    });
}

#[test]
fn rows_given_while_others_come_in_are_those_that_are_shown() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 100_000).await;
        let told = page
            .eval(
                "const few = { time: rows.time.slice(0, 7), actor: rows.actor.slice(0, 7) };
                 return Promise.allSettled([atlas.setData(dataset, { rows }), atlas.setData(dataset, { rows: few })])
                   .then(settled => settled.map(one => one.reason?.name ?? one.status))",
            )
            .await;
        assert_eq!(told[1], "fulfilled", "{told}");
        page.wait_for("[...root.querySelectorAll('.lanes .label')].some(l => l.textContent === '7')").await;
    });
}

#[test]
fn arrays_of_what_is_no_number_are_refused_and_the_module_lives_on() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        for (rows, path) in [
            ("{ time: [1n, 2n] }", "rows.time"),
            ("{ time: [1, 2], actor: [Symbol()] }", "rows.actor"),
            ("{ times: [1], actor: [0] }", "rows.time"),
        ] {
            let told = page
                .eval(&format!("return atlas.setData(dataset, {{ rows: {rows} }}).catch(told => [told.code, told.errors[0].path])"))
                .await;
            assert_eq!(told, json!(["dataset", path]), "{rows}");
            page.eval("return atlas.setData(dataset)").await;
        }
    });
}

#[test]
fn time_runs_after_a_call_that_changed_nothing() {
    visit(&View::wide(), "/embed.html?date=2023-03-13", async |page| {
        page.wait_for(READY).await;
        // Before the later part of the module is there.
        page.eval("atlas.setState({})").await;
        page.eval(
            "(root.querySelector('[data-do=play]').focus(), root.querySelector('[data-do=play]').click())",
        )
        .await;
        page.wait_for("atlas.getState().playing").await;
        for _ in 0..3 {
            let date = page.eval("atlas.getState().date").await;
            page.wait_for(&format!("atlas.getState().date > {date}")).await;
        }
    });
}

#[test]
fn a_list_of_what_was_found_is_of_the_data_that_is_shown() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        page.eval("root.querySelector('.tools [data-do=search]').click()").await;
        page.wait_for("root.activeElement?.role === 'combobox'").await;
        for letter in "austra".chars() {
            page.press(letter).await;
        }
        page.wait_for("root.querySelector('[role=option]')").await;
        page.eval("return atlas.setData(dataset)").await;
        assert_eq!(page.eval("root.querySelectorAll('[data-do^=\"found:\"]').length").await, 0);
        page.press(Key::Enter).await;
        assert_eq!(page.eval(TITLE).await, "Many");
    });
}

#[test]
fn a_permalink_leaves_the_rest_of_the_address_alone_whatever_its_base_is() {
    visit(&View::wide(), "/embed.html", async |page| {
        let policy = Fault::Policy("base-uri 'none'", "base-uri 'self'");
        go_through(page, "/index.html?a=b", &[("/index.html", policy)]).await;
        page.wait_for(READY).await;
        page.eval("return void (base => (base.href = '/elsewhere/', document.head.append(base)))(document.createElement('base'))").await;
        page.eval("atlas.goTo('2023-03-13')").await;
        page.wait_for("location.hash === '#date=2023-03-13'").await;
        assert_eq!(page.eval("location.pathname + location.search").await, "/index.html?a=b");
        page.eval("atlas.reset()").await;
        page.wait_for("location.hash === ''").await;
        assert_eq!(page.eval("location.pathname + location.search").await, "/index.html?a=b");
    });
}

#[test]
fn an_attribute_that_is_set_while_the_element_is_out_of_the_page_is_shown_when_it_is_back() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        page.eval("return void ((parent) => { atlas.remove(); atlas.setAttribute('date', '2023-03-13'); parent.append(atlas); })(atlas.parentNode)")
            .await;
        page.wait_for("atlas.getState()?.date === '2023-03-13'").await;
        // What was not set anew is as it was.
        assert_eq!(
            page.eval("[atlas.getAttribute('date'), atlas.selected]").await,
            json!(["2023-03-13", "JPN"])
        );
    });
}

#[test]
fn words_that_do_not_come_are_asked_for_again() {
    visit(&View::wide(), "/embed.html", async |page| {
        let server = go_through(page, "/index.html", &[("/messages-fr", Fault::Held)]).await;
        page.eval(
            "return void (() => { const timer = setTimeout;
               window.setTimeout = (call, ms, ...rest) => timer(call, ms === 10000 ? 0 : ms, ...rest);
               const second = document.createElement('aukus-atlas');
               second.lang = 'fr';
               second.setAttribute('loading', 'eager'); atlas.replaceWith(second); })()",
        )
        .await;
        page.wait_for("root?.querySelector('.loading button')").await;
        let before = server.asked("/messages-fr");
        page.eval("root.querySelector('.loading button').click()").await;
        page.wait_until("they are asked for anew", || server.asked("/messages-fr") > before).await;
        server.mend();
        page.wait_for("root.querySelector('section')?.lang === 'fr'").await;
    });
}

#[test]
fn a_mouse_that_has_let_go_of_the_sheet_does_not_swipe_it() {
    visit(&View { width: 500, ..View::wide() }, "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let at = page
            .eval("(b => [b.x + 120, b.y + 12])(root.querySelector('.panel').getBoundingClientRect())")
            .await;
        let [x, y] = [0, 1].map(|i| at[i].as_f64().unwrap());
        page.click([x, y]).await;
        page.hover([x, y + 50.0]).await;
        page.eval("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        assert_eq!(page.eval("atlas.selected").await, "JPN");
    });
}

#[test]
fn a_new_address_is_fetched_after_a_loss_from_which_nothing_came_back() {
    visit(&View::wide(), "/embed.html", async |page| {
        let missing = [("/data/aukus", Fault::Status("404 Not Found"))];
        let server = go_through(page, "/index.html", &missing).await;
        page.wait_for("root.querySelector('.error')").await;
        // Another element, which has data, loses the module for both.
        lose_module_beside(page).await;
        server.mend();
        page.eval("atlas.src = '/data/nato.json'").await;
        page.wait_for("(atlas.getState(), root.querySelector('h2')?.textContent.includes('NATO'))").await;
        page.pardon("unreachable");
        page.pardon("404");
    });
}

async fn lose_module_beside(page: &Page) {
    page.eval(&format!(
        "return (async () => {{
           const other = document.createElement('aukus-atlas');
           other.src = '/data/nato.json'; other.setAttribute('loading', 'eager');
           document.body.append(other); await other.ready;
           {TRAP}
           try {{ other.goTo('1999-01-01'); other.flush(); }} catch {{}}
           other.remove(); }})()"
    ))
    .await;
}

#[test]
fn keys_stop_the_playhead_where_a_pointer_would() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let last = page.eval("atlas.getState().date").await;
        page.eval("root.querySelector('.playhead').focus()").await;
        for _ in 0..3 {
            page.press(Key::PageUp).await;
        }
        page.press(Key::PageDown).await;
        page.wait_for(&format!("atlas.getState().date < {last}")).await;
        page.press(Key::PageUp).await;
        page.wait_for(&format!("atlas.getState().date === {last}")).await;
        let slider =
            page.eval("(p => [p.ariaValueNow, p.ariaValueMax])(root.querySelector('.playhead'))").await;
        assert_eq!(slider[0], slider[1]);
    });
}

#[test]
fn the_table_gives_way_to_what_the_element_shows() {
    visit(&View::wide(), "/embed.html?view=map", async |page| {
        page.wait_for(READY).await;
        for view in ["table", "map"] {
            page.eval("root.querySelector('.tools [data-do=table]').click()").await;
            page.wait_for(&format!("atlas.view === '{view}'")).await;
        }
    });
}
