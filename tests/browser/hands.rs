//! What hands do: drag, wheel, keys, buttons, fingers.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::{Page, visit};
use crate::view::View;

const READY: &str = "atlas.getState?.()";

async fn center_of(page: &Page, selector: &str) -> [f64; 2] {
    let at = page
        .eval(&format!(
            "(() => {{ const e = root.querySelector('{selector}'); e.scrollIntoView({{ block: 'center' }});
               const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        ))
        .await;
    [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]
}

#[test]
fn the_playhead_is_a_slider_that_keys_move_by_day_and_by_event() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let role = page
            .eval("(e => [e.getAttribute('role'), e.tabIndex, e.ariaLabel])(root.querySelector('.playhead'))")
            .await;
        assert_eq!(role, json!(["slider", 0, "Day shown"]));
        page.eval("root.querySelector('.playhead').focus()").await;
        page.press(Key::Right).await;
        page.wait_for("atlas.date === '2024-04-09'").await;
        page.wait_for(
            "root.querySelector('.playhead').ariaValueText.startsWith('On 9 April 2024: 3 members')",
        )
        .await;
        page.press(Key::Left).await;
        page.press(Key::Left).await;
        page.wait_for("atlas.date === '2024-04-07'").await;
        page.press_with(&[Key::Shift.into()], Key::Right).await;
        page.wait_for("atlas.date === '2024-04-08'").await;
        page.press(Key::Home).await;
        page.wait_for("atlas.date === '2021-09-15'").await;
        page.press(Key::End).await;
        page.wait_for("atlas.date === '2026-06-04'").await;
        assert_eq!(page.eval("root.activeElement === root.querySelector('.playhead')").await, true);
    });
}

#[test]
fn a_lane_under_the_pointer_stands_out_and_so_does_its_country() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        // The lane of China: where it is, the ground behind it at its end, and the map about its country.
        page.eval(
            "void (window.lane = () => [...root.querySelectorAll('.lane')].find((lane) => lane.textContent === 'China'),
               window.ground = () => {
                 lane().scrollIntoView({ block: 'center' });
                 const canvas = root.querySelector('.lanes canvas'), box = canvas.getBoundingClientRect(), of = lane().getBoundingClientRect();
                 const scale = canvas.width / box.width;
                 const at = [(box.width - 4) * scale, (of.y + of.height / 2 - box.y) * scale];
                 return canvas.getContext('2d').getImageData(...at, 1, 1).data.slice(0, 3).join();
               },
               window.drawn = () => root.querySelector('.map canvas').toDataURL())",
        )
        .await;
        let before = page.eval("[ground(), drawn()]").await;
        let [x, y] = center_of(page, ".lanes").await;
        let row_y = page.eval("(b => b.y + b.height / 2)(lane().getBoundingClientRect())").await;
        page.hover([x, row_y.as_f64().unwrap_or(y)]).await;
        page.wait_for(&format!("ground() !== {}", before[0])).await;
        page.wait_for(&format!("drawn() !== {}", before[1])).await;
        assert_ne!(page.eval("getComputedStyle(root.querySelector('.lanes')).cursor").await, "pointer");
    });
}

#[test]
fn dragging_the_playhead_moves_the_day() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let [x, y] = center_of(page, ".playhead").await;
        page.drag([x, y], [x - 120.0, y]).await;
        page.wait_for("atlas.date < '2023-12-01' && atlas.date > '2022-01-01'").await;
        assert_eq!(page.eval("atlas.selected").await, "JPN", "a drag chooses nothing");
        // Of what lies beyond the data nothing is known.
        let [x, y] = center_of(page, ".playhead").await;
        page.drag([x, y], [x + 500.0, y]).await;
        page.wait_for("atlas.date === '2026-06-04'").await;
    });
}

#[test]
fn the_map_pans_zooms_and_turns() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let [x, y] = center_of(page, ".map").await;
        // The place under the pointer goes with it.
        let place = page.eval(&format!("(b => atlas.unproject([{x} - b.x, {y} - b.y]))(root.querySelector('.map').getBoundingClientRect())")).await;
        page.drag([x, y], [x - 150.0, y]).await;
        page.wait_for("atlas.getState().camera.lon !== 152").await;
        page.wait_for(&format!(
            "(b => Math.abs(atlas.project({place})[0] + b.x - {}) < 2)(root.querySelector('.map').getBoundingClientRect())",
            x - 150.0
        ))
        .await;
        page.eval("root.querySelector('[data-do=zoom-in]').click()").await;
        page.wait_for("atlas.getState().camera.zoom > 1.5").await;
        page.eval("root.querySelector('[data-do=\"projection:globe\"]').click()").await;
        page.wait_for("atlas.projection === 'globe'").await;
        let before = page.eval("atlas.getState().camera.lon").await;
        page.drag([x, y], [x + 80.0, y + 20.0]).await;
        page.wait_for(&format!("atlas.getState().camera.lon !== {before}")).await;
        page.eval("root.querySelector('[data-do=reset-map]').click()").await;
        page.wait_for("atlas.getState().camera.zoom === 1 && atlas.getState().camera.lon === 152").await;
        page.screenshot("globe").await;
    });
}

#[test]
fn the_wheel_is_the_pages_unless_ctrl_is_held() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("void atlas.addEventListener('atlas-gesture', e => window.gesture = e.detail.gesture)")
            .await;
        let at = center_of(page, ".map").await;
        let before = page.eval("scrollY").await.as_f64().unwrap();
        page.wheel(at, [0, 120]).await;
        page.wait_for(&format!("scrollY > {before}")).await;
        page.wait_for("window.gesture === 'wheel'").await;
        assert_eq!(page.eval("atlas.getState().camera.zoom").await, 1);
        let at = center_of(page, ".map").await;
        let event = format!(
            "(e => {{ root.querySelector('.map').dispatchEvent(e); return e.defaultPrevented; }})(new WheelEvent('wheel',
               {{ deltaY: -120, ctrlKey: true, clientX: {}, clientY: {}, bubbles: true, composed: true, cancelable: true }}))",
            at[0], at[1]
        );
        assert_eq!(page.eval(&event).await, true);
        page.wait_for("atlas.getState().camera.zoom > 1.2").await;
    });
}

#[test]
fn a_status_in_the_legend_filters_map_and_lanes() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let counts = page
            .eval("[...root.querySelectorAll('.cell')].map(c => +c.querySelector('b').textContent)")
            .await;
        assert_eq!(counts.as_array().unwrap().iter().filter_map(|n| n.as_u64()).sum::<u64>(), 17);
        page.eval("root.querySelector('[data-do=\"status:member\"]').click()").await;
        page.wait_for("root.querySelector('[data-do=\"status:member\"]').ariaPressed === 'true'").await;
        assert_eq!(page.eval("atlas.getState().statuses").await, json!(["member"]));
        page.eval("root.querySelector('[data-do=clear]').click()").await;
        page.wait_for("atlas.getState().statuses.length === 0").await;
    });
}

#[test]
fn the_track_changes_what_is_told() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=\"track:pillar-1\"]').click()").await;
        page.wait_for("atlas.track === 'pillar-1'").await;
        page.wait_for("[...root.querySelectorAll('.lane')].find(l => l.textContent === 'Canada').ariaLabel === 'Canada: Outside'").await;
    });
}

#[test]
fn a_crowd_of_events_comes_apart_and_the_whole_comes_back() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let whole = page.eval("atlas.getState().range").await;
        assert_eq!(page.eval("root.querySelector('[data-do=fit-time]').hidden").await, true);
        let number = "[...root.querySelectorAll('.lanes .label')].find(l => /^[0-9]{2}$/.test(l.textContent) && l.classList.contains('middle'))";
        let at = page
            .eval(&format!(
                "(b => [b.x + b.width / 2, b.y + b.height / 2])({number}.getBoundingClientRect())"
            ))
            .await;
        page.click([at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]).await;
        page.wait_for("!root.querySelector('[data-do=fit-time]').hidden").await;
        assert_eq!(page.eval("atlas.getState().range.end < '2022-12-31'").await, true);
        page.eval("root.querySelector('[data-do=fit-time]').click()").await;
        page.wait_for("root.querySelector('[data-do=fit-time]').hidden").await;
        assert_eq!(page.eval("atlas.getState().range").await, whole);
    });
}

#[test]
fn time_runs_and_stops() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=play]').click()").await;
        page.wait_for("atlas.date > '2024-05-01'").await;
        page.eval("root.querySelector('[data-do=pause]').click()").await;
        page.wait_for("atlas.getState().playing === null").await;
        page.eval("root.querySelector('[data-do=previous]').click()").await;
        page.wait_for("root.querySelector('[data-do=play]')").await;
    });
}

#[test]
fn where_motion_is_unwanted_a_choice_does_not_fly() {
    visit(&View { reduced_motion: true, ..View::wide() }, "/embed.html?projection=globe", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.setState({ camera: { lon: -60, lat: 0, zoom: 3 } })").await;
        page.eval("atlas.select('JPN')").await;
        let at = page.eval("atlas.project([139.69, 35.69])").await;
        assert!(at.is_array(), "Tokyo is in view at once");
    });
}

#[test]
fn a_tap_chooses_and_a_finger_drags_the_playhead() {
    visit(&View::phone(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let at = page.eval("(atlas.flush(), atlas.project([134, -25]))").await;
        page.click_in("root.querySelector('.map')", at).await;
        page.wait_for("atlas.selected === 'AUS'").await;
        let [x, y] = center_of(page, ".playhead").await;
        page.drag([x, y], [x - 60.0, y]).await;
        page.wait_for("atlas.date < '2024-01-01'").await;
    });
}

#[test]
fn escape_and_the_cross_close_what_is_chosen() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.playhead').focus()").await;
        page.press(Key::Escape).await;
        page.wait_for("atlas.selected === null").await;
        page.eval("root.querySelector('[data-do=\"select:CHN\"]').click()").await;
        page.wait_for("root.querySelector('.panel h3').textContent === 'China'").await;
        page.eval("root.querySelector('[data-do=close]').click()").await;
        page.wait_for("atlas.selected === null").await;
    });
}

#[test]
fn what_is_drawn_bit_by_bit_is_the_picture_that_is_drawn_at_once() {
    const PIXELS: &str = "(c => Array.from(c.getContext('2d').getImageData(0, 0, c.width, c.height).data))(root.querySelector('.map canvas'))";
    for path in ["/embed.html", "/embed.html?projection=globe"] {
        visit(&View { reduced_motion: true, ..View::wide() }, path, async |page| {
            page.wait_for("atlas.getState?.()").await;
            page.eval("return atlas.ready.then(() => root.querySelector('section').focus())").await;
            let states = [
                "{ date: '2023-03-13' }",
                "{ date: '2024-04-08', selected: 'JPN' }",
                "{ selected: 'CHN' }",
                "{ selected: 'statement-2024' }",
                "{ selected: null, statuses: ['member', 'critic'] }",
                "{ statuses: [], date: '2021-09-15' }",
                "{ date: '2025-07-16' }",
            ];
            for state in states {
                page.eval(&format!("return (atlas.setState({state}), atlas.flush(), 0)")).await;
                // Other colours and back: nothing is kept, and all is drawn at once, names where they were.
                let differing = page
                    .eval(&format!(
                        "return (async () => {{
                           const bit = {PIXELS};
                           for (const theme of ['dark', 'light']) {{ atlas.setState({{ theme }}); atlas.flush(); }}
                           const whole = {PIXELS};
                           let count = 0;
                           for (let i = 0; i < bit.length; i++) count += Math.abs(bit[i] - whole[i]) > 24;
                           return [bit.length, whole.length, count];
                         }})()"
                    ))
                    .await;
                let number = |at: usize| differing[at].as_u64().unwrap();
                assert_eq!(number(0), number(1));
                assert!(number(2) * 500 < number(0), "{path} {state}: {} of {} values", number(2), number(0));
            }
        });
    }
}
