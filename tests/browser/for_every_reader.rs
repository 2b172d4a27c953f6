//! What a reader is told, in words and by where things stand: on which day what changed, by whom it is said, what a finger
//! means, and what stays where it is meanwhile.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";
const LIVE: &str = "root.querySelector('[aria-live=polite].unseen').textContent";
const FOCUSED: &str = "root.activeElement?.className";

/// A dataset of two actors, with what an author may write who does not know when something began.
const WITHOUT_BEGINNING: &str = "const dataset = { schema: 1, title: 'Old', language: 'en', updated: '2024-06-01',
   scales: [{ id: 'near', label: 'Nearness', ordered: true }],
   statuses: [{ id: 'in', label: 'In', scale: 'near', tone: 'ramp-1' }, { id: 'out', label: 'Out', scale: 'near', tone: 'ramp-8' }],
   groups: [{ id: 'all', label: 'All' }], tracks: [], sources: [],
   actors: [{ id: 'JPN', group: 'all', code: 'JPN' }, { id: 'AUS', group: 'all', code: 'AUS' }],
   events: [
     { id: 'always', date: '../2024', title: 'Always', summary: '', kind: 'report', actors: ['JPN'], sources: [],
       changes: [{ actor: 'JPN', status: 'in' }] },
     { id: 'later', date: '2023-05-01', title: 'Later', summary: '', kind: 'report', actors: ['AUS'], sources: [],
       changes: [{ actor: 'AUS', status: 'in' }] } ],
   tours: [{ id: 'old', title: 'Old', steps: [{ text: 'Before', date: '../2023' }, { text: 'After', date: '2024' }] }] };";

#[test]
fn what_has_no_known_beginning_can_be_chosen_listed_and_toured() {
    visit(&View::wide(), "/embed.html?lang=en-GB", async |page| {
        page.wait_for(READY).await;
        page.eval(&format!("return (async () => {{ {WITHOUT_BEGINNING} await atlas.setData(dataset) }})()"))
            .await;
        page.eval("(atlas.select('JPN'), atlas.flush())").await;
        page.wait_for("root.querySelector('.panel .standing')?.textContent.trim() === 'In'").await;
        page.eval("atlas.setState({ view: 'table', selected: null })").await;
        let row = "[...(root.querySelector('.table tr[data-row=JPN]')?.querySelectorAll('td') ?? [])].map((td) => td.textContent.trim())";
        page.wait_for(&format!("{row}[0] === 'In' && {row}[1] === ''")).await;
        page.eval("atlas.setState({ view: 'both', tour: { id: 'old', step: 0 } })").await;
        page.wait_for("atlas.date === '2023-12-31' && root.querySelector('.steps-bar')").await;
        assert_eq!(page.eval("root.querySelector('.error')").await, json!(null));
    });
}

#[test]
fn a_step_to_the_next_event_tells_what_happened_and_the_end_says_so() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2024-04-07", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.transport [data-do=next]').focus()").await;
        page.press(Key::Enter).await;
        page.wait_for("atlas.date === '2024-04-08'").await;
        page.wait_for(&format!("{LIVE}.startsWith('8 April 2024. ')")).await;
        let told = page.eval(LIVE).await;
        let told = told.as_str().unwrap();
        assert!(told.contains("Japan: Considered"), "{told}");
        let titles = page.eval("return fetch('data/aukus.json').then((r) => r.json()).then((d) => d.events.filter((e) => e.date === '2024-04-08').map((e) => e.title.en ?? e.title))").await;
        let is_told = |title: &serde_json::Value| told.contains(title.as_str().unwrap());
        assert!(titles.as_array().unwrap().iter().any(is_told), "{told}: {titles}");
        page.eval("atlas.goTo('2021-09-01')").await;
        page.eval("root.querySelector('.transport [data-do=previous]').click()").await;
        page.wait_for(&format!("{LIVE} === 'No earlier event'")).await;
    });
}

#[test]
fn while_time_runs_each_change_is_told_under_its_own_day() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2025-06-20", async |page| {
        page.wait_for(READY).await;
        page.eval(&format!(
            "void (window.said = [], new MutationObserver(() => said.push({LIVE})).observe(root.querySelector('[aria-live=polite].unseen'), {{ childList: true, characterData: true, subtree: true }}),
               atlas.setState({{ playing: {{ speed: 4 }} }}))"
        ))
        .await;
        page.wait_for("said.some((text) => text.includes('Japan: Takes part'))").await;
        let told = page.eval("said.find((text) => text.includes('Japan: Takes part'))").await;
        assert!(told.as_str().unwrap().contains("16 July 2025. Japan: Takes part"), "{told}");
        page.eval("atlas.pause()").await;
    });
}

#[test]
fn what_an_actor_also_is_counts_from_where_that_began_and_every_statement_has_its_day() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2026-06-04&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let also = page.eval("root.querySelector('.standing.also').textContent").await;
        assert!(also.as_str().unwrap().ends_with("since 17 September 2021"), "{also}");
        let undated = "[...root.querySelectorAll('.panel .claim')].filter((claim) => !claim.querySelector('.on time')).length";
        assert_eq!(page.eval(undated).await, 0);
        // The way from a claim leads to its event.
        page.eval("root.querySelector('.panel .claim .on').click()").await;
        page.wait_for("atlas.selected !== 'JPN' && root.querySelector('.panel .when')").await;
        page.eval("atlas.setState({ selected: 'CHN', date: '2026-06-04' })").await;
        page.wait_for("root.querySelector('.panel .said-on time')?.textContent === '21 October 2025'").await;
    });
}

#[test]
fn a_finger_beside_a_country_or_on_its_name_means_that_country() {
    let view = View { dpr: 2.0, ..View::phone() };
    visit(&view, "/embed.html?lang=en-GB&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("(root.querySelector('.map').scrollIntoView({ block: 'center' }), atlas.flush())").await;
        let beside = page.eval("(([x, y]) => [x + 9, y + 6])(atlas.project([140.8, 35.7]))").await;
        assert_eq!(page.eval(&format!("atlas.pick({beside}).country")).await, json!(null));
        page.click_in("root.querySelector('.map')", beside.clone()).await;
        page.wait_for("atlas.selected === 'JPN'").await;
        // `pick` says what a tap chooses.
        assert_eq!(page.eval(&format!("atlas.pick({beside}).actor")).await, "JPN");
        page.eval("(atlas.select(null), atlas.flush())").await;
        let name = "((label, map) => [(label.left + label.right) / 2 - map.left, (label.top + label.bottom) / 2 - map.top])([...root.querySelectorAll('.map .label')].find((l) => l.textContent === 'Fiji').getBoundingClientRect(), root.querySelector('.map').getBoundingClientRect())";
        let name = page.eval(name).await;
        page.click_in("root.querySelector('.map')", name).await;
        page.wait_for("atlas.selected === 'FJI'").await;
    });
}

#[test]
fn lanes_stay_where_they_are_while_a_finger_drags_the_day() {
    visit(&View { dpr: 2.0, ..View::phone() }, "/embed.html?lang=en-GB&date=2026-06-04", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "void (document.documentElement.style.overflowAnchor = 'none', window.tops = [], window.held = false,
               new MutationObserver(() => { window.held ||= root.querySelector('.legend').style.minHeight !== ''; }).observe(root.querySelector('.legend'), { attributes: true }),
               atlas.addEventListener('atlas-change', () => requestAnimationFrame(() => tops.push(root.querySelector('.lanes').getBoundingClientRect().top))))",
        )
        .await;
        // The first drag fetches what the second is drawn with.
        for (by, until) in [(-30.0, "2026-03-01"), (-110.0, "2024-10-01")] {
            page.eval(
                "void (root.querySelector('.playhead').scrollIntoView({ block: 'center' }), tops.splice(0))",
            )
            .await;
            let at = page.eval("(b => [b.x + b.width / 2, b.y + b.height / 2])(root.querySelector('.playhead').getBoundingClientRect())").await;
            let (x, y) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
            page.drag([x, y], [x + by, y]).await;
            page.wait_for(&format!("atlas.date < '{until}'")).await;
        }
        // Rows come where there were none before; none goes while the finger is down.
        let back = "tops.slice(0, -1).some((top, at) => at && top < tops[at - 1] - 0.5)";
        assert_eq!(page.eval(back).await, false, "{}", page.eval("tops").await);
        page.wait_for("root.querySelector('.legend').style.minHeight === ''").await;
        // So they do while time runs.
        page.eval(
            "return (window.held = false, atlas.setState({ date: '2023-01-01', playing: { speed: 1 } }), 0)",
        )
        .await;
        page.wait_for("window.held").await;
        page.eval("atlas.pause()").await;
        page.wait_for("root.querySelector('.legend').style.minHeight === ''").await;
    });
}

#[test]
fn under_an_open_sheet_nothing_takes_the_focus_and_escape_lowers_it_first() {
    visit(
        &View { dpr: 2.0, ..View::phone() },
        "/embed.html?lang=en-GB&date=2024-04-08&selected=JPN",
        async |page| {
            page.wait_for(READY).await;
            page.eval("root.querySelector('.panel [data-do=sheet]').click()").await;
            page.wait_for("root.querySelector('section').dataset.sheet === 'open'").await;
            let reachable = "[...root.querySelectorAll('button, a, [tabindex=\"0\"]')].filter((e) => e.getClientRects().length && !e.closest('[inert], .panel')).length";
            assert_eq!(page.eval(reachable).await, 0);
            page.eval("root.querySelector('.panel [data-do=sheet]').focus()").await;
            page.press(Key::Escape).await;
            page.wait_for(
                "root.querySelector('section').dataset.sheet === undefined && !root.querySelector('[inert]')",
            )
            .await;
            assert_eq!(page.eval("atlas.selected").await, "JPN");
            page.press(Key::Escape).await;
            page.wait_for("atlas.selected === null").await;
        },
    );
}

#[test]
fn a_tours_buttons_are_in_view_on_the_smallest_phone() {
    let view = View { width: 320, height: 568, dpr: 2.0, ..View::phone() };
    visit(&view, "/embed.html?lang=en-GB&tour=article", async |page| {
        page.wait_for(READY).await;
        for step in 0..12 {
            page.eval(&format!(
                "(atlas.setState({{ tour: {{ id: 'article', step: {step} }} }}), atlas.flush())"
            ))
            .await;
            let cut = "(b => [b.top >= 0, b.bottom <= innerHeight])(root.querySelector('.tour-buttons .primary').getBoundingClientRect())";
            assert_eq!(page.eval(cut).await, json!([true, true]), "step {step}");
        }
    });
}

#[test]
fn each_step_of_the_tour_names_its_sources() {
    visit(&View::wide(), "/embed.html?lang=en-GB&tour=article", async |page| {
        page.wait_for(READY).await;
        for step in 0..12 {
            page.eval(&format!(
                "(atlas.setState({{ tour: {{ id: 'article', step: {step} }} }}), atlas.flush())"
            ))
            .await;
            let links = "root.querySelectorAll('.panel .source a[href^=https]').length > 0";
            assert_eq!(page.eval(links).await, true, "step {step}");
        }
    });
}

#[test]
fn a_hint_is_seen_by_those_who_want_no_motion() {
    let view = View { reduced_motion: true, ..View::wide() };
    visit(&view, "/index.html", async |page| {
        page.wait_for(READY).await;
        let map = page.eval("(e => { e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })(root.querySelector('.map'))").await;
        page.wheel([map[0].as_f64().unwrap(), map[1].as_f64().unwrap()], [0, -120]).await;
        page.wait_for("root.querySelector('.hint') && getComputedStyle(root.querySelector('.hint')).visibility === 'visible'").await;
    });
}

#[test]
fn beside_a_table_the_panel_begins_in_view_of_its_row_and_does_not_scroll_by_itself() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2026-06-04&view=table", async |page| {
        page.wait_for(READY).await;
        page.eval("(row => (row.scrollIntoView({ block: 'end' }), row.querySelector('th button').click()))(root.querySelector('tr[data-row=CHN]'))").await;
        page.wait_for("root.querySelector('.panel .name')?.textContent === 'China'").await;
        let tops = "['.panel', 'tr[data-row=CHN]'].map((one) => root.querySelector(one).getBoundingClientRect().top)";
        page.wait_for(&format!(
            "(([panel, row]) => panel > -1 && panel <= row && row - panel < 481)({tops})"
        ))
        .await;
        assert_eq!(
            page.eval("(p => p.scrollHeight - p.clientHeight)(root.querySelector('.panel'))").await,
            0
        );
    });
}

#[test]
fn the_focus_stays_with_whoever_closes_what_is_at_the_foot_or_shows_the_whole_axis() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.foot [data-do=all-sources]').focus()").await;
        page.press(Key::Enter).await;
        page.wait_for(&format!("{FOCUSED} === 'opened'")).await;
        assert_eq!(page.eval("root.querySelector('.foot [data-do=all-sources]').ariaExpanded").await, "true");
        page.press(Key::Escape).await;
        page.wait_for(
            "root.activeElement?.dataset.do === 'all-sources' && !root.querySelector('.foot .opened')",
        )
        .await;
        page.eval("atlas.setState({ range: { start: '2024-01', end: '2024-12' } })").await;
        page.wait_for("!root.querySelector('[data-do=fit-time]').hidden").await;
        page.eval("root.querySelector('[data-do=fit-time]').focus()").await;
        page.press(Key::Enter).await;
        page.wait_for(&format!("{FOCUSED} === 'playhead'")).await;
        page.eval("root.querySelector('[data-do=time-options]').focus()").await;
        page.press(Key::Enter).await;
        page.wait_for("root.activeElement?.dataset.do === 'speed:1'").await;
        page.press(Key::Right).await;
        page.wait_for("root.activeElement?.dataset.do === 'speed:2'").await;
    });
}

#[test]
fn a_numbered_mark_counts_what_the_filters_keep() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2026-06-04", async |page| {
        page.wait_for(READY).await;
        let numbers = "[...root.querySelectorAll('.lanes .labels .label')].map((l) => l.textContent).filter((t) => /^[0-9]{1,3}$/.test(t)).map(Number)";
        let before = page.eval(&format!("Math.max(...{numbers})")).await.as_f64().unwrap();
        page.eval("(atlas.setState({ footings: ['anonymous'] }), atlas.flush())").await;
        let after = page.eval(&format!("Math.max(0, ...{numbers})")).await.as_f64().unwrap();
        assert!(before >= 10.0 && after < before, "{before} {after}");
    });
}

#[test]
fn a_sentence_of_one_track_names_it() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=\"track:pillar-1\"]').click()").await;
        page.wait_for("root.querySelector('.sentence').textContent.startsWith('Pillar I · On 8 April 2024')")
            .await;
        page.wait_for(&format!("{LIVE}.includes('Pillar I · On 8 April 2024')")).await;
    });
}

#[test]
fn in_arabic_the_arrows_of_a_row_point_where_it_goes() {
    visit(&View::wide(), "/embed.html?lang=ar&tour=article", async |page| {
        page.wait_for(READY).await;
        let scale = |selector: &str| format!("getComputedStyle(root.querySelector('{selector}')).scale");
        page.wait_for(&format!("{} === '-1 1'", scale(".tour-buttons .icon"))).await;
        page.eval("atlas.setState({ tour: null, view: 'table' })").await;
        page.wait_for(&format!("root.querySelector('.as-of') && {} === '-1 1'", scale(".as-of .icon"))).await;
        // A description in another language is no title of a button.
        assert_eq!(
            page.eval("root.querySelectorAll('.legend button[title]:not([title=\"\"])').length").await,
            0
        );
    });
}
