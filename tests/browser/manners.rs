//! Fingers and the wheel: what the page keeps, what the map takes, and that the reader is told how.

use fantoccini::actions::{InputSource, PointerAction, TouchActions};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::chromium::cdp;
use crate::page::{Page, visit, visit_in_chromium};
use crate::view::View;

const READY: &str = "atlas.getState?.()";
const TELL: &str =
    "void (window.told = [], document.addEventListener('atlas-gesture', e => told.push(e.detail.gesture)))";
const HINT: &str = "root.querySelector('.hint')?.textContent";

/// The middle of a part, in the viewport.
async fn middle(page: &Page, selector: &str) -> [f64; 2] {
    let at = page
        .eval(&format!(
            "(() => {{ const e = root.querySelector('{selector}'); e.scrollIntoView({{ block: 'center' }});
               const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        ))
        .await;
    [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]
}

/// Fingers as the browser itself takes them, scrolling with them what is not held back: each from a point
/// to another, all at once.
async fn fingers(page: &Page, paths: &[([f64; 2], [f64; 2])]) {
    const STEPS: u32 = 10;
    let points = |share: f64| -> Value {
        let between = |from: f64, to: f64| from + (to - from) * share;
        paths
            .iter()
            .enumerate()
            .map(|(id, (from, to))| json!({ "id": id, "x": between(from[0], to[0]), "y": between(from[1], to[1]) }))
            .collect()
    };
    let send = async |kind: &str, touch_points: Value| {
        cdp(&page.client, "Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": touch_points }))
            .await;
    };
    send("touchStart", points(0.0)).await;
    for step in 1..=STEPS {
        send("touchMove", points(f64::from(step) / f64::from(STEPS))).await;
    }
    send("touchEnd", json!([])).await;
}

#[test]
fn one_finger_scrolls_the_page_over_the_map_and_the_reader_is_told_how_to_move_it() {
    for projection in ["flat", "globe"] {
        visit_in_chromium(
            "fingers that scroll are in Chromium's protocol only",
            &View::phone(),
            &format!("/embed.html?date=2024-04-08&projection={projection}"),
            async |page| {
                page.wait_for(READY).await;
                page.eval(TELL).await;
                let [x, y] = middle(page, ".map").await;
                let before = page.eval("[atlas.getState().camera, scrollY]").await;
                fingers(page, &[([x, y + 60.0], [x, y - 60.0])]).await;
                page.wait_for(&format!("scrollY > {}", before[1])).await;
                page.wait_for(&format!(
                    "told[0] === 'touch' && {HINT} === 'Use two fingers to move the map'"
                ))
                .await;
                let [x, y] = middle(page, ".map").await;
                fingers(page, &[([x - 60.0, y], [x + 60.0, y])]).await;
                assert_eq!(page.eval("atlas.getState().camera").await, before[0], "{projection}");
            },
        );
    }
}

#[test]
fn two_fingers_move_the_map_and_bring_it_nearer() {
    for projection in ["flat", "globe"] {
        visit_in_chromium(
            "fingers that scroll are in Chromium's protocol only",
            &View::phone(),
            &format!("/embed.html?date=2024-04-08&projection={projection}"),
            async |page| {
                page.wait_for(READY).await;
                // The part of the module that knows fingers comes with the first of them.
                page.eval("void root.querySelector('.map').focus()").await;
                page.wait_for("root.querySelector('.panel h3') && performance.getEntriesByType('resource').some(r => r.name.includes('-later-') && r.responseEnd > 0)").await;
                let [x, y] = middle(page, ".map").await;
                let before = page.eval("atlas.getState().camera").await;
                fingers(page, &[([x - 30.0, y], [x - 80.0, y]), ([x + 30.0, y], [x + 80.0, y])]).await;
                page.wait_for(&format!("atlas.getState().camera.zoom > {} * 1.8", before["zoom"])).await;
                let lon = page.eval("atlas.getState().camera.lon").await;
                fingers(page, &[([x - 40.0, y], [x + 20.0, y]), ([x + 40.0, y], [x + 100.0, y])]).await;
                page.wait_for(&format!("Math.abs(atlas.getState().camera.lon - {lon}) > 1")).await;
                assert_eq!(page.eval(HINT).await, Value::Null);
            },
        );
    }
}

#[test]
fn the_wheel_zooms_after_a_click_into_the_map_until_the_pointer_leaves_it() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval(TELL).await;
        let at = middle(page, ".map").await;
        page.wheel(at, [0, -120]).await;
        page.wait_for(&format!("told[0] === 'wheel' && {HINT} === 'Hold Ctrl to zoom'")).await;
        assert_eq!(page.eval("atlas.getState().camera.zoom").await, 1);
        let at = middle(page, ".map").await;
        page.click(at).await;
        let before = page.eval("scrollY").await;
        page.wheel(at, [0, -240]).await;
        page.wait_for("atlas.getState().camera.zoom > 1.3").await;
        assert_eq!(page.eval("scrollY").await, before);
        // All of the map is in view again: the page scrolls on.
        page.wheel(at, [0, 900]).await;
        page.wait_for("atlas.getState().camera.zoom === 1").await;
        page.wheel(at, [0, 120]).await;
        page.wait_for(&format!("scrollY > {before}")).await;
        // Escape gives the wheel back, and so does leaving. Elsewhere, so that no two clicks are one double click.
        let [x, y] = middle(page, ".map").await;
        let at = [x + 60.0, y];
        page.click(at).await;
        page.press(Key::Escape).await;
        page.wheel(at, [0, -120]).await;
        page.eval("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        assert_eq!(page.eval("atlas.getState().camera.zoom").await, 1);
        // Elsewhere, so that the two clicks are not one double click.
        let [x, y] = middle(page, ".map").await;
        page.click([x - 90.0, y]).await;
        let outside = middle(page, ".sentence").await;
        page.hover(outside).await;
        let at = middle(page, ".map").await;
        page.wheel(at, [0, -120]).await;
        page.eval("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        assert_eq!(page.eval("atlas.getState().camera.zoom").await, 1);
    });
}

#[test]
fn within_a_frame_the_wheel_is_the_outer_pages() {
    visit(&View::wide(), "/gallery/below-the-fold.html", async |page| {
        // A frame of our own page, in a page that may have frames.
        page.goto("/index.html").await;
        page.wait_for(READY).await;
        page.eval("return new Promise(done => { const frame = document.createElement('iframe'); frame.src = 'embed.html?date=2024-04-08'; frame.width = '900'; frame.height = '3600'; frame.id = 'framed'; frame.onload = () => done(); document.body.prepend(frame); })").await;
        page.wait_for(
            "document.querySelector('#framed').contentDocument.querySelector('aukus-atlas')?.getState?.()",
        )
        .await;
        page.eval("scrollTo(0, 0)").await;
        let at = page.eval("(() => { const f = document.querySelector('#framed'), m = f.contentDocument.querySelector('aukus-atlas').shadowRoot.querySelector('.map').getBoundingClientRect(), b = f.getBoundingClientRect(); return [b.x + m.x + m.width / 2, b.y + m.y + m.height / 2]; })()").await;
        page.wheel([at[0].as_f64().unwrap(), at[1].as_f64().unwrap()], [0, 120]).await;
        page.wait_for("scrollY > 50").await;
    });
}

#[test]
fn the_sheet_is_swiped_up_and_down_and_away() {
    visit(&View::phone(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let swipe = async |from: f64, by: f64| {
            let at = page
                .eval(&format!(
                    "(b => [b.x + 120, b.y + {from}])(root.querySelector('.panel').getBoundingClientRect())"
                ))
                .await;
            let [x, y] = [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()];
            let finger = TouchActions::new("finger".into())
                .then(PointerAction::MoveTo { duration: None, x, y })
                .then(PointerAction::Down { button: 0 })
                .then(PointerAction::MoveTo {
                    duration: Some(std::time::Duration::from_millis(120)),
                    x,
                    y: y + by,
                })
                .then(PointerAction::Up { button: 0 });
            page.client.perform_actions(finger).await.unwrap();
        };
        swipe(30.0, -80.0).await;
        page.wait_for("root.querySelector('section').dataset.sheet === 'open'").await;
        swipe(30.0, 80.0).await;
        page.wait_for("root.querySelector('section').dataset.sheet === undefined").await;
        assert_eq!(page.eval("atlas.selected").await, "JPN");
        // A sheet at rest is not much higher than a swipe is long.
        swipe(12.0, 30.0).await;
        page.wait_for("atlas.selected === null").await;
    });
}

#[test]
fn a_sheet_stays_open_for_what_is_chosen_in_it_and_the_map_returns_when_it_is_closed() {
    visit(&View { reduced_motion: true, ..View::phone() }, "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let camera = "JSON.stringify(atlas.getState().camera)";
        let before = page.eval(camera).await;
        page.eval("atlas.select('joint-statement-2024')").await;
        page.wait_for("root.querySelector('.panel [data-do=sheet]')").await;
        assert_ne!(page.eval(camera).await, before, "it flies out to all who take part");
        page.eval("root.querySelector('.panel [data-do=sheet]').click()").await;
        page.wait_for("root.querySelector('section').dataset.sheet === 'open'").await;
        page.eval("root.querySelector('.panel [data-do=\"select:JPN\"]').click()").await;
        page.wait_for("atlas.selected === 'JPN'").await;
        page.wait_for("root.querySelector('.panel h3').textContent === 'Japan'").await;
        assert_eq!(page.eval("root.querySelector('section').dataset.sheet").await, "open");
        page.eval("root.querySelector('.panel [data-do=close]').click()").await;
        page.wait_for("atlas.selected === null").await;
        assert_eq!(page.eval(camera).await, before);
    });
}
