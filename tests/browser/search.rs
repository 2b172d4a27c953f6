//! Search: by mouse, by keyboard, with a typo, without accents, with nothing found.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::{Page, visit};
use crate::view::View;

const READY: &str = "atlas.getState?.()";
const INPUT: &str = "root.querySelector('[role=combobox]')";
const OPTIONS: &str = "[...root.querySelectorAll('[role=listbox] [role=option]')]";
const OPEN: &str = "root.querySelector('[role=listbox]')";

async fn type_text(page: &Page, text: &str) {
    for letter in text.chars() {
        page.press(letter).await;
    }
    page.wait_for(&format!("atlas.getState().query === {}", json!(text))).await;
}

async fn open(page: &Page) {
    page.wait_for(READY).await;
    page.eval("root.querySelector('.tools [data-do=search]').click()").await;
    page.wait_for(&format!("{INPUT} && root.activeElement === {INPUT}")).await;
}

#[test]
fn a_day_that_is_typed_is_where_the_first_line_leads() {
    for (language, text) in [("en-GB", "3 october 2023"), ("fr", "3 oct 2023"), ("ja", "2023年10月3日")] {
        visit(&View::wide(), &format!("/embed.html?date=2024-04-08&lang={language}"), async |page| {
            open(page).await;
            type_text(page, text).await;
            page.wait_for(&format!("{OPTIONS}[0]?.textContent.includes('2023')")).await;
            page.press(Key::Enter).await;
            page.wait_for("atlas.date === '2023-10-03' && atlas.getState().query === ''").await;
        });
    }
}

#[test]
fn a_place_is_found_as_it_is_typed_and_its_match_is_marked() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        open(page).await;
        let field = page
            .eval(&format!(
                "(i => [i.ariaLabel, i.getAttribute('aria-autocomplete'), i.ariaExpanded])({INPUT})"
            ))
            .await;
        assert_eq!(field, json!(["Search", "list", "false"]));
        type_text(page, "jervis").await;
        page.wait_for(OPEN).await;
        let groups = page.eval("[...root.querySelectorAll('[role=listbox] [role=group]')].map(g => root.getElementById(g.getAttribute('aria-labelledby')).textContent)").await;
        assert!(groups.as_array().unwrap().contains(&json!("Places 1")), "{groups}");
        let marks =
            page.eval("[...root.querySelectorAll('[role=option] mark')].map(m => m.textContent)").await;
        let marks = marks.as_array().unwrap();
        assert!(!marks.is_empty() && marks.iter().all(|mark| *mark == "Jervis"), "{marks:?}");
        let look = page.eval("(s => [s.textDecorationLine, Number(s.fontWeight) > 600])(getComputedStyle(root.querySelector('mark')))").await;
        assert_eq!(look, json!(["underline", true]));
        let found = page.eval("root.querySelector('.search-box [role=status]').textContent").await;
        assert!(found.as_str().unwrap().ends_with(" found"), "{found}");
        assert_eq!(
            page.eval(&format!("[{INPUT}.ariaExpanded, {INPUT}.getAttribute('aria-activedescendant')]"))
                .await,
            json!(["true", "found-0"])
        );
        // Map and timeline keep what matches meanwhile.
        page.wait_for("root.querySelectorAll('.lane:not([hidden])').length > 0").await;
        page.screenshot("search").await;
    });
}

#[test]
fn keys_go_through_the_list_open_what_is_found_and_leave_nothing_filtered() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        // The slash is the reader's way in from anywhere within the atlas.
        page.eval("root.querySelector('.playhead').focus()").await;
        page.press('/').await;
        page.wait_for(&format!("{INPUT} && root.activeElement === {INPUT}")).await;
        type_text(page, "japan").await;
        page.wait_for(OPEN).await;
        let selected = format!("{OPTIONS}.findIndex(o => o.ariaSelected === 'true')");
        assert_eq!(page.eval(&selected).await, 0);
        page.press(Key::Down).await;
        page.wait_for(&format!("{selected} === 1")).await;
        page.press(Key::Up).await;
        page.press(Key::Up).await;
        page.wait_for(&format!("{selected} === {OPTIONS}.length - 1")).await;
        page.press(Key::Down).await;
        page.wait_for(&format!("{selected} === 0")).await;
        assert_eq!(
            page.eval(&format!("root.activeElement === {INPUT}")).await,
            true,
            "the focus stays in the field"
        );
        page.press(Key::Enter).await;
        page.wait_for("atlas.selected === 'JPN'").await;
        page.wait_for("root.activeElement === root.querySelector('.panel')").await;
        assert_eq!(page.eval(&format!("[atlas.getState().query, {INPUT}]")).await, json!(["", null]));
    });
}

#[test]
fn escape_closes_and_gives_the_focus_back() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        open(page).await;
        type_text(page, "canada").await;
        page.press(Key::Escape).await;
        page.wait_for(&format!("!{INPUT} && atlas.getState().query === ''")).await;
        page.wait_for("root.activeElement?.dataset.do === 'search'").await;
        assert_eq!(page.eval("atlas.selected").await, "JPN", "Escape closes one thing at a time");
    });
}

#[test]
fn a_result_is_opened_by_mouse() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        open(page).await;
        type_text(page, "jervis").await;
        let at = page.wait_for(&format!(
            "(b => b && [b.x + b.width / 2, b.y + b.height / 2])({OPTIONS}.find(o => o.closest('[role=group]')?.ariaLabel !== 'x' && o.textContent.startsWith('Jervis'))?.getBoundingClientRect())"
        )).await;
        page.click([at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]).await;
        page.wait_for("atlas.selected !== null").await;
        page.wait_for("root.querySelector('.panel').innerText.includes('Jervis Bay')").await;
        assert_eq!(page.eval("atlas.getState().query").await, "");
    });
}

#[test]
fn accents_and_typos_do_not_matter() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        open(page).await;
        for query in ["jápan", "JAPAN", "jpaan", "ｊａｐａｎ"] {
            page.eval(&format!("(i => {{ i.value = ''; i.dispatchEvent(new Event('input', {{ bubbles: true }})); i.value = {}; i.dispatchEvent(new Event('input', {{ bubbles: true }})); }})({INPUT})", json!(query))).await;
            page.wait_for(&format!("{OPTIONS}[0]?.textContent.startsWith('Japan')")).await;
        }
    });
}

#[test]
fn nothing_found_tells_what_to_loosen() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        open(page).await;
        type_text(page, "japan xyzzy").await;
        page.wait_for(
            "root.querySelector('.search-none')?.innerText.includes('Nothing found for “japan xyzzy”.')",
        )
        .await;
        page.screenshot("search-nothing").await;
        page.eval("[...root.querySelectorAll('.search-none button')].find(b => b.textContent.startsWith('Without “xyzzy”')).click()").await;
        page.wait_for(&format!("{INPUT}.value === 'japan' && {OPEN} && root.activeElement === {INPUT}"))
            .await;
        type_text_after(page, "japan", " zz").await;
        page.eval("[...root.querySelectorAll('.search-none button')].find(b => b.textContent.startsWith('Show all')).click()").await;
        page.wait_for("atlas.getState().query === ''").await;
    });
}

async fn type_text_after(page: &Page, before: &str, text: &str) {
    for letter in text.chars() {
        page.press(letter).await;
    }
    page.wait_for(&format!("atlas.getState().query === {}", json!(format!("{before}{text}")))).await;
}

#[test]
fn what_is_typed_stays_as_a_filter_where_the_reader_wants_it() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&permalink=replace", async |page| {
        open(page).await;
        type_text(page, "canada").await;
        // The last line of the list keeps it.
        page.press(Key::Up).await;
        page.press(Key::Enter).await;
        page.wait_for(&format!("!{INPUT} && atlas.getState().query === 'canada'")).await;
        let chip =
            "[...root.querySelectorAll('.filter-chip')].find(b => b.ariaLabel === 'Remove filter: “canada”')";
        page.wait_for(chip).await;
        page.wait_for("location.hash.includes('query=canada')").await;
        let color =
            "(name => [...root.querySelectorAll('.lane')].find(l => l.textContent === name).style.color)";
        page.wait_for(&format!(
            "{color}('Canada') === 'var(--atlas-ink)' && {color}('Fiji') === 'var(--atlas-ink-3)'"
        ))
        .await;
        page.eval(&format!("{chip}.focus()")).await;
        page.press(' ').await;
        page.wait_for("atlas.getState().query === '' && !root.querySelector('.filter-chip')").await;
        page.wait_for("root.activeElement?.dataset.do === 'filter'").await;
    });
}

#[test]
fn a_page_may_search_and_so_may_a_permalink() {
    visit(&View::wide(), "/embed.html?date=2024-04-08#query=canada", async |page| {
        page.wait_for(READY).await;
        page.wait_for("root.querySelector('.filter-chip')?.textContent.includes('canada')").await;
        page.eval("atlas.setState({ query: 'jervis' })").await;
        page.wait_for("root.querySelector('.filter-chip')?.textContent.includes('jervis')").await;
        let next = page.eval("(atlas.flush(), root.querySelector('.filter-count').textContent)").await;
        assert!(next.as_str().unwrap().contains(" of "), "{next}");
        page.eval("atlas.setState({ query: '' })").await;
        page.wait_for("!root.querySelector('.filter-chip')").await;
    });
}

#[test]
fn on_a_phone_the_field_opens_under_the_title_in_readable_letters() {
    visit(&View { width: 360, ..View::phone() }, "/embed.html?date=2024-04-08", async |page| {
        open(page).await;
        assert_eq!(page.eval(&format!("getComputedStyle({INPUT}).fontSize")).await, "16px");
        type_text(page, "jervis").await;
        page.wait_for(OPEN).await;
        let least =
            page.eval(&format!("Math.min(...{OPTIONS}.map(o => o.getBoundingClientRect().height))")).await;
        assert!(least.as_f64().unwrap() >= 44.0, "{least}");
        assert_eq!(page.eval("document.documentElement.scrollWidth").await, 360);
        page.screenshot("search-phone").await;
    });
}

#[test]
fn what_is_still_typed_is_not_in_the_address_and_what_is_kept_is() {
    visit(&View::wide(), "/index.html", async |page| {
        open(page).await;
        type_text(page, "jervis").await;
        page.eval("atlas.goTo('2023-03-13')").await;
        page.wait_for("location.hash.includes('date=2023-03-13')").await;
        assert_eq!(page.eval("location.hash.includes('query')").await, false);
        page.eval("root.querySelector('.map').focus()").await;
        page.wait_for("location.hash.includes('query=jervis')").await;
    });
}

#[test]
fn on_a_phone_the_field_is_where_the_reader_looks() {
    visit(&View::phone(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.tools').scrollIntoView()").await;
        page.eval("(b => (b.focus(), b.click()))(root.querySelector('.tools [data-do=search]'))").await;
        page.wait_for(&format!(
            "(i => i && (b => b.top >= 0 && b.bottom <= innerHeight)(i.getBoundingClientRect()))({INPUT})"
        ))
        .await;
    });
}
