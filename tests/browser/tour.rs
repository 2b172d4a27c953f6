//! The tour, and the ways back: by keys alone, by touch alone, left and taken up again.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::{Page, visit};
use crate::view::View;

const READY: &str = "atlas.getState?.()";
const STEP: &str = "atlas.getState().tour?.step ?? null";
const ABOVE: &str = "root.querySelector('.panel .above').textContent";

async fn middle_of(page: &Page, selector: &str) -> [f64; 2] {
    let at = page
        .eval(&format!(
            "(b => [b.x + b.width / 2, b.y + b.height / 2])(root.querySelector('{selector}').getBoundingClientRect())"
        ))
        .await;
    [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]
}

#[test]
fn the_whole_tour_is_taken_by_keys_alone() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "const seen = window.seen = []; atlas.addEventListener('atlas-change', e =>
               e.detail.changed.includes('tour') && seen.push([e.detail.state.tour?.step ?? null, e.detail.reason])); return 0",
        )
        .await;
        // From the beginning of the page: the toolbar is one stop, and within it arrow keys lead on.
        page.press(Key::Tab).await;
        assert_eq!(page.eval("root.activeElement?.dataset.do").await, "search");
        page.press(Key::Right).await;
        // What moves it is on its way still, perhaps.
        page.wait_for("root.activeElement?.dataset.do === 'tour'").await;
        page.press(Key::Enter).await;
        page.wait_for(&format!("({STEP}) === 0 && root.activeElement?.dataset.do === 'tour-next'")).await;
        let count = page.eval("root.querySelectorAll('.steps .step').length").await.as_u64().unwrap();
        assert_eq!(count, 12);
        for step in 1..count {
            // By the button and by the arrow keys, in turn.
            if step % 2 == 0 {
                page.press(Key::Enter).await
            } else {
                page.press(Key::Right).await
            }
            page.wait_for(&format!("({STEP}) === {step} && {ABOVE}.endsWith('step {} of 12')", step + 1))
                .await;
            let told = page.wait_for("root.querySelector('[aria-live]').textContent").await;
            assert!(told.as_str().unwrap().starts_with(&format!("Step {} of 12: ", step + 1)), "{told}");
            let now = page.eval("root.querySelector('.step[aria-current=step] .number').textContent").await;
            assert_eq!(now, (step + 1).to_string());
            assert_eq!(page.eval("root.activeElement?.dataset.do").await, "tour-next", "the focus is kept");
        }
        assert_eq!(page.eval("root.querySelector('[data-do=tour-next]').textContent").await, "Start again");
        page.press(Key::Left).await;
        page.wait_for(&format!("({STEP}) === 10")).await;
        page.press(Key::Right).await;
        page.wait_for(&format!("({STEP}) === 11")).await;
        page.press(Key::Enter).await;
        page.wait_for(&format!("({STEP}) === 0")).await;
        page.press(Key::Escape).await;
        page.wait_for(&format!("({STEP}) === null")).await;
        let seen = page.eval("window.seen").await;
        assert!(seen.as_array().unwrap().iter().all(|one| one[1] == "tour"), "{seen}");
        assert_eq!(seen.as_array().unwrap().len(), 16);
    });
}

#[test]
fn the_whole_tour_is_taken_by_touch_alone() {
    visit(&View::phone(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.tools').scrollIntoView()").await;
        let at = middle_of(page, "[data-do=tour]").await;
        page.click(at).await;
        page.wait_for(&format!("({STEP}) === 0")).await;
        // The map comes into view above the sheet.
        page.wait_for(
            "(m => m.top >= -1 && m.top < 300)(root.querySelector('.map').getBoundingClientRect())
             && root.querySelector('.panel').getBoundingClientRect().bottom <= innerHeight + 1",
        )
        .await;
        page.screenshot("tour-phone").await;
        for step in 1..12 {
            let [x, y] = middle_of(page, ".stop").await;
            page.drag([x + 90.0, y], [x - 90.0, y + 6.0]).await;
            page.wait_for(&format!("({STEP}) === {step} && {ABOVE}.includes('step {} of')", step + 1)).await;
        }
        let [x, y] = middle_of(page, ".stop").await;
        page.drag([x - 90.0, y], [x + 90.0, y]).await;
        page.wait_for(&format!("({STEP}) === 10 && {ABOVE}.includes('step 11 of')")).await;
        // A finger that goes up and down scrolls, and leaves the step.
        page.drag([x, y], [x + 10.0, y - 60.0]).await;
        assert_eq!(page.eval(STEP).await, 10);
        let next = middle_of(page, "[data-do=tour-next]").await;
        page.click(next).await;
        // The sheet may be of another height by then.
        page.wait_for(&format!("({STEP}) === 11 && {ABOVE}.includes('step 12 of')")).await;
        let close = middle_of(page, "[data-do=tour-leave]").await;
        page.click(close).await;
        page.wait_for(&format!("({STEP}) === null")).await;
    });
}

#[test]
fn a_tour_that_was_left_goes_on_where_it_was() {
    visit(&View::wide(), "/embed.html?tour=article", async |page| {
        page.wait_for(READY).await;
        page.wait_for(&format!("({STEP}) === 0 && {ABOVE}.includes('step 1 of 12')")).await;
        page.eval("root.querySelector('[data-do=\"tour-step:4\"]').click()").await;
        page.wait_for(&format!("({STEP}) === 4")).await;
        // Another choice leaves it, and the panel is that choice's.
        page.eval("root.querySelector('[data-do=\"select:CHN\"]').click()").await;
        page.wait_for("atlas.selected === 'CHN' && atlas.tour === null").await;
        page.wait_for("root.querySelector('.panel h3').textContent === 'China'").await;
        page.wait_for("root.querySelector('.panel [data-do=tour]').textContent.includes('step 5 of 12')")
            .await;
        page.eval("root.querySelector('.panel [data-do=tour]').click()").await;
        page.wait_for(&format!("({STEP}) === 4 && atlas.selected === 'albanese-2024'")).await;
    });
}

#[test]
fn looking_about_pauses_the_tour_where_it_stands() {
    visit(&View::wide(), "/embed.html?tour=article", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=\"tour-step:2\"]').click()").await;
        page.wait_for(&format!("({STEP}) === 2 && !root.querySelector('.paused')")).await;
        page.eval("atlas.flush()").await;
        let [x, y] = middle_of(page, ".map").await;
        page.drag([x, y], [x - 160.0, y]).await;
        page.wait_for("root.querySelector('.paused')").await;
        assert_eq!(page.eval(STEP).await, 2);
        let away = page.eval("(atlas.flush(), atlas.getState().camera.lon)").await;
        page.eval("root.querySelector('.paused button').click()").await;
        page.wait_for("!root.querySelector('.paused')").await;
        assert_ne!(page.eval("atlas.getState().camera.lon").await, away);
        assert_eq!(page.eval("atlas.date").await, "2022-04-05");
        // A tap on the sea lets go of nothing.
        let sea = page.eval("(atlas.flush(), atlas.project([-150, -40]))").await;
        page.click_in("root.querySelector('.map')", sea).await;
        assert_eq!(page.eval(STEP).await, 2);
    });
}

#[test]
fn every_step_is_a_permalink() {
    visit(&View::wide(), "/embed.html?permalink=push", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=tour]').click()").await;
        page.wait_for(&format!("({STEP}) === 0")).await;
        page.wait_for("(next => next && (next.click(), true))(root.querySelector('[data-do=tour-next]'))")
            .await;
        page.wait_for("location.hash.includes('tour=article') && location.hash.includes('step=1')").await;
        let state = page.eval("(atlas.flush(), atlas.getState())").await;
        let hash = page.eval("location.hash").await;
        page.goto("/gallery/below-the-fold.html").await;
        page.goto(&format!("/embed.html?permalink=push{}", hash.as_str().unwrap())).await;
        page.wait_for(READY).await;
        page.wait_for(&format!("{ABOVE}.includes('step 2 of 12')")).await;
        let opened = page.eval("atlas.getState()").await;
        for key in ["tour", "date", "selected", "camera"] {
            assert_eq!(opened[key], state[key], "{key}");
        }
    });
}

#[test]
fn under_reduced_motion_a_step_is_there_at_once() {
    visit(&View { reduced_motion: true, ..View::wide() }, "/embed.html?tour=article", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=\"tour-step:5\"]').click()").await;
        page.wait_for("atlas.projection === 'globe'").await;
        assert!(page.eval("atlas.project([-77.04, 38.9])").await.is_array(), "Washington is in view at once");
    });
}

#[test]
fn a_step_of_the_page_is_no_readers() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval("void atlas.addEventListener('atlas-change', e => window.reason = e.detail.reason)").await;
        page.eval("atlas.setState({ tour: { id: 'article', step: 3 } })").await;
        page.wait_for("window.reason === 'api'").await;
        page.wait_for("root.querySelector('.panel h3').textContent === 'Japan'").await;
        page.eval("atlas.setState({ tour: null })").await;
        page.wait_for("atlas.tour === null").await;
    });
}

#[test]
fn the_panel_leads_back_and_on_again() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let ways = "[...root.querySelectorAll('.way:not([aria-disabled])')].map(b => b.dataset.do)";
        assert_eq!(page.eval(ways).await, json!([]));
        page.eval("root.querySelector('[data-do=\"select:JPN\"]').click()").await;
        page.wait_for("root.querySelector('.panel h3').textContent === 'Japan'").await;
        page.eval("root.querySelector('.panel .events .link').click()").await;
        page.wait_for("atlas.selected !== 'JPN'").await;
        let (event, day) = (page.eval("atlas.selected").await, page.eval("atlas.date").await);
        page.wait_for(&format!("({ways}).join() === 'back'")).await;
        page.eval("root.querySelector('[data-do=back]').focus()").await;
        page.press(Key::Enter).await;
        page.wait_for("atlas.selected === 'JPN' && root.querySelector('.panel h3').textContent === 'Japan'")
            .await;
        page.wait_for(&format!("({ways}).join() === 'back,forward'")).await;
        page.wait_for("root.activeElement?.dataset.do === 'back'").await;
        page.press(Key::Enter).await;
        page.wait_for("atlas.selected === null").await;
        page.wait_for(&format!("({ways}).join() === 'forward'")).await;
        page.eval("root.querySelector('[data-do=forward]').click()").await;
        page.wait_for("atlas.selected === 'JPN'").await;
        page.wait_for(&format!("({ways}).join() === 'back,forward'")).await;
        page.eval("root.querySelector('[data-do=forward]').click()").await;
        page.wait_for(&format!("atlas.selected === {event} && atlas.date === {day}")).await;
        // A page may refuse the way back as any choice.
        page.eval("void atlas.addEventListener('atlas-select', e => e.preventDefault())").await;
        page.eval("root.querySelector('[data-do=back]').click()").await;
        assert_eq!(page.eval("atlas.selected").await, event);
    });
}

#[test]
fn keys_go_from_country_to_country_on_the_map() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.map').focus()").await;
        page.press('n').await;
        page.wait_for("root.querySelector('.map .tip').textContent === 'AustraliaMember'").await;
        page.wait_for("root.querySelector('[aria-live]').textContent.startsWith('Australia: Member. 1 of ')")
            .await;
        for _ in 0..12 {
            page.press('n').await;
        }
        page.press('p').await;
        page.press('p').await;
        let name = page.wait_for("root.querySelector('.map .tip b').textContent").await;
        // What is gone to is in view, small or not.
        page.press(Key::Enter).await;
        page.wait_for("atlas.selected !== null").await;
        page.wait_for(&format!("root.querySelector('.panel h3').textContent === {name}")).await;
        page.press(Key::Escape).await;
        page.wait_for("root.querySelector('.map .tip').hidden").await;
        assert_ne!(
            page.eval("atlas.selected").await,
            json!(null),
            "Escape leaves the mark before the choice"
        );
        page.press(Key::Escape).await;
        page.wait_for("atlas.selected === null").await;
    });
}

#[test]
fn while_time_runs_what_changes_is_told_on_the_map_and_announced() {
    visit(&View::wide(), "/embed.html?date=2024-03-30", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "const told = window.told = []; new MutationObserver(() => told.push(root.querySelector('[aria-live]').textContent))
               .observe(root.querySelector('[aria-live]'), { childList: true, characterData: true, subtree: true }); return 0",
        )
        .await;
        page.eval("root.querySelector('[data-do=play]').click()").await;
        page.wait_for("[...root.querySelectorAll('.map .label')].some(l => l.textContent === 'considered')")
            .await;
        page.wait_for("window.told.some(text => /Japan: Considered/.test(text))").await;
        page.wait_for("atlas.date > '2024-10-01'").await;
        page.eval("root.querySelector('[data-do=pause]').click()").await;
        let told = page.eval("window.told.length").await.as_u64().unwrap();
        assert!(told <= 6, "{told} announcements in a few seconds are too many");
    });
}

#[test]
fn between_phones_and_wide_pages_a_step_rests_below_its_map() {
    visit(&View { width: 680, height: 900, ..View::wide() }, "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.tools [data-do=tour]').click()").await;
        page.wait_for("atlas.tour === 'article' && root.querySelector('[data-do=tour-next]')").await;
        let rests = page
            .eval(
                "return Array.from({ length: 12 }, (_, step) => {
                   atlas.setState({ tour: { id: 'article', step } });
                   atlas.flush();
                   const panel = root.querySelector('.panel'), { bottom } = root.querySelector('.map').getBoundingClientRect();
                   return panel.scrollWidth <= panel.clientWidth && bottom > 200 && bottom < panel.getBoundingClientRect().top;
                 })",
            )
            .await;
        assert!(rests.as_array().unwrap().iter().all(|rests| rests == true), "{rests}");
    });
}
