//! Filters: the choices with their counts, the chips, and what steps back.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::{Page, visit};
use crate::view::View;

const READY: &str = "atlas.getState?.()";
const CHIPS: &str = "[...root.querySelectorAll('.filter-chip')].map(c => c.textContent)";
const COUNT: &str = "root.querySelector('.filter-count')?.textContent";

/// A choice by its role and name.
fn choice(name: &str) -> String {
    format!(
        "[...root.querySelectorAll('.facets label')].find(l => l.children[1].textContent === {})?.querySelector('input')",
        json!(name)
    )
}

async fn count_of(page: &Page, name: &str) -> u64 {
    let count = page
        .eval(&format!("Number({}.parentElement.querySelector('.facet-count').textContent)", choice(name)))
        .await;
    count.as_u64().unwrap()
}

async fn open(page: &Page) {
    page.wait_for(READY).await;
    page.eval("root.querySelector('[data-do=filter]').click()").await;
    page.wait_for("root.querySelector('.facets:not([hidden]) input')").await;
    page.wait_for("root.querySelector('[data-do=filter]').ariaExpanded === 'true'").await;
}

#[test]
fn each_choice_leaves_as_many_events_as_it_says() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        open(page).await;
        page.screenshot("filters").await;
        for (name, chip, key, value) in [
            ("Undersea", "Undersea", "areas", "undersea"),
            ("Treaty", "Treaty", "kinds", "treaty"),
            ("Anonymous", "Anonymous", "footings", "anonymous"),
            ("Canada", "Canada", "actors", "CAN"),
        ] {
            let says = count_of(page, name).await;
            page.eval(&format!("{}.click()", choice(name))).await;
            page.wait_for(&format!("atlas.getState().{key}.join() === '{value}'")).await;
            page.wait_for(&format!("{COUNT} === '{says} of 114 events'")).await;
            page.wait_for(&format!(
                "root.querySelector('[aria-live]').textContent === '{says} of 114 events'"
            ))
            .await;
            assert_eq!(page.eval(CHIPS).await, json!([chip]));
            assert_eq!(page.eval(&format!("{}.checked", choice(name))).await, true);
            page.eval("root.querySelector('.filter-chip').click()").await;
            page.wait_for(&format!(
                "atlas.getState().{key}.length === 0 && !root.querySelector('.filter-chip')"
            ))
            .await;
        }
    });
}

#[test]
fn counts_follow_the_other_filters_and_the_track_narrows_the_areas() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        open(page).await;
        let before = count_of(page, "Treaty").await;
        page.eval(&format!("{}.click()", choice("Japan"))).await;
        page.wait_for(&format!(
            "Number({}.parentElement.querySelector('.facet-count').textContent) < {before}",
            choice("Treaty")
        ))
        .await;
        assert_eq!(
            page.eval(&format!("{}.closest('label').classList.contains('zero')", choice("Treaty"))).await,
            count_of(page, "Treaty").await == 0
        );
        page.eval(&format!("{}.click()", choice("Submarines"))).await;
        page.wait_for("atlas.getState().areas.length === 1").await;
        page.eval(&format!("{}.click()", choice("Pillar II"))).await;
        page.wait_for("atlas.track === 'pillar-2' && atlas.getState().areas.length === 0").await;
        page.wait_for(&format!("!{}", choice("Submarines"))).await;
        page.wait_for(&choice("Quantum")).await;
        // The focus stays where the reader is.
        page.eval(&format!("{}.focus()", choice("Quantum"))).await;
        page.press(' ').await;
        page.wait_for(&format!(
            "atlas.getState().areas.join() === 'quantum' && root.activeElement === {}",
            choice("Quantum")
        ))
        .await;
        page.press(Key::Escape).await;
        page.wait_for("root.querySelector('.facets').hidden && root.activeElement?.dataset.do === 'filter'")
            .await;
        assert_eq!(page.eval("atlas.getState().areas").await, json!(["quantum"]));
        page.eval(
            "[...root.querySelectorAll('.filters button')].find(b => b.textContent === 'Clear').click()",
        )
        .await;
        page.wait_for("!root.querySelector('.filter-chip') && atlas.track === null").await;
    });
}

#[test]
fn what_is_filtered_out_steps_back_on_map_lanes_legend_and_panel() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let land = json!([226, 224, 219]);
        page.eval("atlas.setState({ camera: { lon: 134, lat: -25, zoom: 4 } })").await;
        let australia = "(() => { atlas.flush();
            const canvas = root.querySelector('.map canvas'), at = atlas.project([134, -24]);
            const pixel = canvas.getContext('2d').getImageData(at[0] * devicePixelRatio, at[1] * devicePixelRatio, 1, 1);
            return [...pixel.data].slice(0, 3); })()";
        assert_ne!(page.eval(australia).await, land);
        let members =
            "[...root.querySelectorAll('.cell')].find(c => c.textContent.endsWith('Member')).textContent";
        assert_eq!(page.eval(members).await, "3 Member");
        page.eval("atlas.setState({ actors: ['JPN'], kinds: ['exercise'] })").await;
        page.wait_for("root.querySelector('.filter-chip')").await;
        assert_eq!(page.eval(australia).await, land);
        // The numbers are the day's, as in the sentence above.
        page.wait_for("[...root.querySelectorAll('.cell.other')].some(c => c.textContent === '3 Member')")
            .await;
        let color =
            "(name => [...root.querySelectorAll('.lane')].find(l => l.textContent === name).style.color)";
        page.wait_for(&format!(
            "{color}('Japan') === 'var(--atlas-ink)' && {color}('Australia') === 'var(--atlas-ink-3)'"
        ))
        .await;
        page.wait_for("[...root.querySelectorAll('.panel h4')].some(h => /[0-9]+ of [0-9]+, filtered/.test(h.textContent))").await;
        let chips = page.eval(CHIPS).await;
        assert_eq!(chips, json!(["Exercise", "Japan"]));
        page.screenshot("filtered").await;
    });
}

#[test]
fn where_nothing_passes_the_filter_in_the_way_is_named() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.setState({ areas: ['quantum'], kinds: ['election'] })").await;
        page.wait_for(&format!("{COUNT} === '0 of 114 events'")).await;
        let text = page.eval("root.querySelector('.filter-none').innerText").await;
        assert!(
            text.as_str().unwrap().starts_with("No event passes these filters. Without “Areas”: 5 events"),
            "{text}"
        );
        page.eval("root.querySelector('.filter-none button').click()").await;
        page.wait_for(&format!("{COUNT} === '5 of 114 events' && !root.querySelector('.filter-none')")).await;
        assert_eq!(page.eval("atlas.getState().areas").await, json!([]));
    });
}

#[test]
fn a_filtered_state_travels_in_a_permalink_and_in_set_state() {
    let link = "/embed.html?date=2024-04-08&permalink=replace#kinds=treaty&kinds=test&actors=AUS&statuses=member&footings=official&areas=submarines&track=pillar-1";
    visit(&View::wide(), link, async |page| {
        page.wait_for(READY).await;
        page.wait_for("root.querySelectorAll('.filter-chip').length === 6").await;
        let state = page
            .eval("(s => [s.kinds, s.actors, s.statuses, s.footings, s.areas, s.track])(atlas.getState())")
            .await;
        assert_eq!(
            state,
            json!([["treaty", "test"], ["AUS"], ["member"], ["official"], ["submarines"], "pillar-1"])
        );
        // What the dataset does not know filters nothing.
        page.eval("atlas.setState({ kinds: ['treaty', 'nonsense'], actors: ['XXX'], footings: [], statuses: [], areas: [], track: null })").await;
        page.wait_for("root.querySelectorAll('.filter-chip').length === 1").await;
        page.wait_for("location.hash === '#kinds=treaty'").await;
    });
}

#[test]
fn on_a_phone_the_choices_open_over_the_map_and_can_be_hit() {
    visit(&View { width: 360, ..View::phone() }, "/embed.html?date=2024-04-08", async |page| {
        open(page).await;
        let sizes = page
            .eval("[...root.querySelectorAll('.facet')].map(l => l.getBoundingClientRect().height)")
            .await;
        assert!(sizes.as_array().unwrap().iter().all(|size| size.as_f64().unwrap() >= 44.0), "{sizes}");
        page.eval(&format!("{}.click()", choice("Undersea"))).await;
        page.wait_for("root.querySelector('.filter-chip')").await;
        assert_eq!(page.eval("document.documentElement.scrollWidth").await, 360);
        let room = page
            .eval("(({ top, bottom }) => [top, bottom, innerHeight])(root.querySelector('.facets').getBoundingClientRect())")
            .await;
        assert!(
            room[0].as_f64() > Some(0.0) && room[1].as_f64() <= room[2].as_f64(),
            "all within the window: {room}"
        );
        page.eval("root.querySelector('.facets').scrollTo(0, 500)").await;
        let close = "root.querySelector('.facets .close').getBoundingClientRect()";
        assert_eq!(
            page.eval(&format!(
                "(({{ x, y }}) => root.elementFromPoint(x + 8, y + 8).closest('.close') !== null)({close})"
            ))
            .await,
            true,
            "its button to close stays in reach"
        );
        let is_first = "root.querySelector('.facets').compareDocumentPosition(root.querySelector('.map')) & Node.DOCUMENT_POSITION_FOLLOWING";
        assert_ne!(page.eval(is_first).await, 0, "a keyboard meets them before the map");
        page.screenshot("filters-phone").await;
    });
}

#[test]
fn table_and_timeline_alone_keep_the_filters() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&view=table&selected=JPN", async |page| {
        page.wait_for(READY).await;
        for view in ["table", "timeline"] {
            page.eval(&format!("atlas.setState({{ view: '{view}' }})")).await;
            page.wait_for(
                "(atlas.flush(), root.querySelector('[data-do=filter]').getClientRects().length > 0)",
            )
            .await;
            let below = page
                .eval(&format!(
                    "root.querySelector('[part={view}]').getBoundingClientRect().top >= root.querySelector('.viewbar').getBoundingClientRect().bottom - 1"
                ))
                .await;
            assert_eq!(below, true, "{view}");
            assert_eq!(page.eval("root.querySelector('.projections').getClientRects().length").await, 0);
        }
    });
}

#[test]
fn the_choices_follow_their_button_and_close_where_the_reader_goes_elsewhere() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        open(page).await;
        let is_open = "root.querySelector('.facets:not([hidden])')";
        page.wait_for(is_open).await;
        page.eval("root.querySelector('.filter').focus()").await;
        page.press(Key::Tab).await;
        page.wait_for("root.activeElement?.closest('.facets')").await;
        page.eval("root.querySelector('.map').focus()").await;
        page.wait_for(&format!("!{is_open}")).await;
        page.eval("root.querySelector('.filter').click()").await;
        page.wait_for(is_open).await;
        // Whatever has the focus, the first Escape is for what lies over the rest.
        page.press(Key::Escape).await;
        page.wait_for(&format!("!{is_open}")).await;
        assert_eq!(page.eval("atlas.selected").await, "JPN");
    });
}
