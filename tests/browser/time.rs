//! What a reader does with time: zoom and pan the axis, type a day, let it run, choose the lanes.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::{Page, visit};
use crate::view::View;

const READY: &str = "atlas.getState?.()";
/// The later part of the module, which takes the wheel, is there.
const LATER: &str =
    "performance.getEntriesByType('resource').some(r => r.name.includes('-later-') && r.responseEnd > 0)";
/// The length of the axis, in days.
const DAYS: &str = "(r => (Date.parse(r.end) - Date.parse(r.start)) / 864e5)(atlas.getState().range)";

/// The element of a role with a name; `of` within it, where there are several.
fn by_role(role: &str, name: &str) -> String {
    let tag = if role == "button" { "button, [role=button]" } else { "none" };
    format!(
        "[...root.querySelectorAll('[role=\"{role}\"], {tag}')].find(e => !e.closest('[hidden]') &&
           (e.ariaLabel ?? e.textContent.trim()) === '{name}')"
    )
}

async fn press(page: &Page, role: &str, name: &str) {
    let element = by_role(role, name);
    page.wait_for(&element).await;
    page.eval(&format!("{element}.click()")).await;
}

/// The middle of an element, brought into view.
async fn middle(page: &Page, element: &str) -> [f64; 2] {
    let at = page
        .wait_for(&format!(
            "(e => {{ if (!e) return null; e.scrollIntoView({{ block: 'center' }});
               const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})({element})"
        ))
        .await;
    [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]
}

#[test]
fn keys_and_two_clicks_zoom_the_axis_and_one_key_shows_all_of_it() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let whole = page.eval(DAYS).await.as_f64().unwrap();
        page.eval("root.querySelector('.playhead').focus()").await;
        page.press('+').await;
        page.wait_for(&format!("{DAYS} < {}", whole * 0.7)).await;
        // About the playhead: it stays where it is on the screen.
        page.press('-').await;
        page.wait_for(&format!("{DAYS} > {}", whole * 0.99)).await;
        page.press('+').await;
        page.wait_for(&by_role("slider", "Stretch of time shown")).await;
        page.press('0').await;
        page.wait_for(&format!("{DAYS} > {}", whole * 0.99)).await;
        let [x, y] = middle(page, "root.querySelector('.lanes')").await;
        // As the page gets them: a slow machine's driver would let time pass between the two.
        page.eval(&format!(
            "return void (() => {{
               const lanes = root.querySelector('.lanes');
               for (const [type, buttons] of [['pointerdown', 1], ['pointerup', 0], ['pointerdown', 1], ['pointerup', 0]])
                 lanes.dispatchEvent(new PointerEvent(type, {{ pointerId: 1, pointerType: 'mouse', buttons, clientX: {x}, clientY: {y},
                   bubbles: true, composed: true }}));
             }})()"
        ))
        .await;
        page.wait_for(&format!("{DAYS} < {}", whole * 0.6)).await;
    });
}

#[test]
fn ctrl_and_the_wheel_zoom_the_axis_about_the_pointer() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let whole = page.eval(DAYS).await.as_f64().unwrap();
        let [x, y] = middle(page, "root.querySelector('.lanes')").await;
        let wheel = format!(
            "(e => {{ root.querySelector('.lanes').dispatchEvent(e); return e.defaultPrevented; }})(new WheelEvent('wheel',
               {{ deltaY: -120, ctrlKey: true, clientX: {x}, clientY: {y}, bubbles: true, composed: true, cancelable: true }}))"
        );
        page.hover([x, y]).await;
        page.wait_for(LATER).await;
        assert_eq!(page.eval(&wheel).await, true);
        page.wait_for(&format!("{DAYS} < {}", whole * 0.8)).await;
    });
}

#[test]
fn the_overview_moves_the_stretch_by_drag_by_its_end_and_by_keys() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.setState({ range: { start: '2023-01-01', end: '2024-01-01' } })").await;
        let overview = by_role("slider", "Stretch of time shown");
        page.wait_for(&overview).await;
        assert_eq!(page.eval(&format!("{overview}.ariaValueText")).await, "1 January 2023 to 1 January 2024");
        let [_, y] = middle(page, &overview).await;
        let ends = page
            .eval(&format!(
                "[...{overview}.children].map(e => (b => b.x + b.width / 2)(e.getBoundingClientRect()))"
            ))
            .await;
        let (from, to) = (ends[0].as_f64().unwrap(), ends[1].as_f64().unwrap());
        page.drag([(from + to) / 2.0, y], [(from + to) / 2.0 + 60.0, y]).await;
        page.wait_for("atlas.getState().range.start > '2023-04'").await;
        let days = page.eval(DAYS).await.as_f64().unwrap();
        assert!((days - 365.0).abs() < 1.0, "a drag keeps the length: {days}");
        page.drag([to + 60.0, y], [to + 120.0, y]).await;
        page.wait_for(&format!("{DAYS} > 450")).await;
        page.eval(&format!("{overview}.focus()")).await;
        page.press(Key::Home).await;
        page.wait_for("atlas.getState().range.start < '2021-09-15'").await;
        let start = page.eval("atlas.getState().range.start").await;
        page.press(Key::Right).await;
        page.wait_for(&format!("atlas.getState().range.start > {start}")).await;
        // An end that is pulled beyond all there is leaves the other where it stands.
        page.eval("atlas.setState({ range: { start: '2022-06-01', end: '2023-06-01' } })").await;
        page.eval("atlas.flush()").await;
        let from = page
            .eval(&format!("(b => b.x + b.width / 2)({overview}.children[0].getBoundingClientRect())"))
            .await
            .as_f64()
            .unwrap();
        page.drag([from, y], [40.0, y]).await;
        page.wait_for("atlas.getState().range.start < '2021-09-16'").await;
        assert_eq!(page.eval("atlas.getState().range.end.slice(0, 10)").await, "2023-06-01");
        page.press('0').await;
        page.wait_for(&format!("!({overview})")).await;
    });
}

#[test]
fn a_day_is_typed_and_a_wrong_one_is_told() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.playhead').focus()").await;
        page.press(Key::Enter).await;
        page.wait_for("root.activeElement?.type === 'date'").await;
        assert_eq!(
            page.eval("(e => [e.value, e.min, e.labels[0].textContent])(root.activeElement)").await,
            json!(["2024-04-08", "2021-09-15", "Go to a day"])
        );
        page.eval("root.activeElement.value = '2030-01-01'").await;
        page.press(Key::Enter).await;
        page.wait_for("root.activeElement?.ariaInvalid === 'true' || root.activeElement?.getAttribute('aria-invalid') === 'true'").await;
        page.wait_for(
            "root.querySelector('#day-hint').textContent
               .startsWith('Beyond the data, which reaches from 15 September 2021 to ')",
        )
        .await;
        assert_eq!(page.eval("atlas.date").await, "2024-04-08");
        page.eval("root.activeElement.value = '2023-03-14'").await;
        page.press(Key::Enter).await;
        page.wait_for("atlas.date === '2023-03-14'").await;
        page.wait_for("root.activeElement === root.querySelector('.playhead')").await;
    });
}

#[test]
fn a_press_on_the_playhead_that_does_not_drag_opens_the_field_for_a_day() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let at = middle(page, "root.querySelector('.playhead')").await;
        page.click(at).await;
        page.wait_for("root.activeElement?.type === 'date'").await;
        page.press(Key::Escape).await;
        page.wait_for("root.activeElement === root.querySelector('.playhead')").await;
    });
}

#[test]
fn time_runs_at_a_chosen_speed_and_stops_at_each_change() {
    visit(&View::wide(), "/embed.html?date=2024-04-09", async |page| {
        page.wait_for(READY).await;
        press(page, "button", "Timeline options").await;
        press(page, "button", "4×").await;
        press(page, "switch", "Stop at each change").await;
        page.wait_for(&format!("{}.ariaChecked === 'true'", by_role("switch", "Stop at each change"))).await;
        let next = "atlas.getState().playing === null && atlas.date > '2024-04-09'";
        press(page, "button", "Play").await;
        page.wait_for(next).await;
        let stopped = page.eval("atlas.date").await;
        press(page, "button", "Play").await;
        page.wait_for(&format!("atlas.getState().playing === null && atlas.date > {stopped}")).await;
        let again = page.eval("atlas.date").await;
        // Both are days of changes, one right after the other.
        let changes = page
            .eval(
                "return fetch('data/aukus.json').then(r => r.json()).then(d => d.events
                   .filter(e => e.changes?.length).map(e => e.date.replace(/[?~%]/g, '').split('/')[0])
                   .map(d => d + '-01-01'.slice(d.length - 4)).filter(d => d > '2024-04-09').sort()
                   .filter((d, i, all) => d !== all[i - 1]).slice(0, 2));",
            )
            .await;
        assert_eq!(json!([stopped, again]), changes);
        page.eval("atlas.addEventListener('atlas-change', e => { if (e.detail.state.playing) window.playing = e.detail.state.playing; })").await;
        press(page, "button", "Play").await;
        page.wait_for("window.playing").await;
        assert_eq!(page.eval("window.playing").await, json!({"speed": 4, "stops": true}));
    });
}

#[test]
fn steps_go_by_change_on_request() {
    visit(&View::wide(), "/embed.html?date=2024-04-09", async |page| {
        page.wait_for(READY).await;
        press(page, "button", "Next event").await;
        let event = page.wait_for("atlas.date > '2024-04-09' && atlas.date").await;
        press(page, "button", "Previous event").await;
        press(page, "button", "Timeline options").await;
        press(page, "button", "Change").await;
        press(page, "button", "Next change").await;
        page.wait_for(&format!("atlas.date >= {event}")).await;
        press(page, "button", "Previous change").await;
        page.wait_for("atlas.date <= '2024-04-09'").await;
    });
}

#[test]
fn lanes_stand_as_on_the_day_or_only_for_what_is_chosen() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let lanes = "[...root.querySelectorAll('.lane')].filter(l => !l.hidden).map(l => l.textContent)";
        assert_eq!(page.eval(&format!("{lanes}.length")).await, 17);
        press(page, "button", "Timeline options").await;
        press(page, "button", "By status on the day").await;
        page.wait_for(&format!("{lanes}.indexOf('South Korea') > {lanes}.indexOf('New Zealand')")).await;
        // The order in which a keyboard meets them is the one in which they stand.
        let tops = "[...root.querySelectorAll('.lane')].filter(l => !l.hidden).map(l => l.getBoundingClientRect().top)";
        assert_eq!(
            page.eval(&format!("(t => t.every((y, i) => i === 0 || y > t[i - 1]))({tops})")).await,
            true
        );
        press(page, "switch", "Only the lanes of what is chosen").await;
        page.wait_for(&format!("{lanes}.join() === 'Japan'")).await;
        // The page is told, and can say so itself.
        assert_eq!(
            page.eval("atlas.getState().lanes").await,
            json!({"order": "standing", "only": "selected"})
        );
        press(page, "switch", "Only the lanes of what is chosen").await;
        page.wait_for(&format!("{lanes}.length === 17")).await;
        page.press(Key::Escape).await;
        page.wait_for(&format!("root.activeElement === {}", by_role("button", "Timeline options"))).await;
    });
}

#[test]
fn a_link_tells_how_the_lanes_stand() {
    visit(
        &View::wide(),
        "/embed.html?permalink=replace#selected=JPN&order=standing&only=selected",
        async |page| {
            page.wait_for(READY).await;
            let lanes = "[...root.querySelectorAll('.lane')].filter(l => !l.hidden).map(l => l.textContent)";
            page.wait_for(&format!("{lanes}.join() === 'Japan'")).await;
            page.eval("atlas.setState({ lanes: { only: 'all' } })").await;
            page.wait_for("location.hash.includes('order=standing') && !location.hash.includes('only')")
                .await;
            page.eval("atlas.setState({ lanes: null })").await;
            page.wait_for("!location.hash.includes('order')").await;
        },
    );
}

#[test]
fn a_height_of_the_page_s_own_presses_the_map_and_then_the_lanes() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let heights =
            "['.map', '.lanes'].map(s => Math.round(root.querySelector(s).getBoundingClientRect().height))";
        let natural = page.eval(heights).await;
        let (map, lanes) = (natural[0].as_f64().unwrap(), natural[1].as_f64().unwrap());
        let over = "root.querySelector('.lanes').getBoundingClientRect().bottom - atlas.getBoundingClientRect().bottom";
        let rest = page
            .eval(&format!(
                "root.querySelector('.lanes').getBoundingClientRect().bottom - atlas.getBoundingClientRect().top - {map} - {lanes}"
            ))
            .await
            .as_f64()
            .unwrap();
        // As much as the map can give alone, then what the lanes must give as well.
        for height in [rest + 300.0 + lanes, rest + 240.0 + lanes - 60.0] {
            page.eval(&format!("atlas.style.setProperty('height', '{height}px')")).await;
            page.wait_for(&format!("Math.abs({over}) <= 1")).await;
        }
        let pressed = page.eval(heights).await;
        assert_eq!(pressed[0], 240);
        assert!(pressed[1].as_f64().unwrap() >= 160.0, "{pressed}");
        // No lane is cut, nor stands on another.
        let boxes = "[...root.querySelectorAll('.lane:not([hidden])')].map(l => l.getBoundingClientRect())";
        assert_eq!(
            page.eval(&format!("(b => b.every((l, i) => i === 0 || l.top >= b[i - 1].bottom - 1))({boxes})"))
                .await,
            true
        );
        page.eval("atlas.style.removeProperty('height')").await;
        page.wait_for(&format!("JSON.stringify({heights}) === '{natural}'")).await;
    });
}

#[test]
fn the_playhead_snaps_to_a_change_nearby() {
    visit(&View::wide(), "/embed.html?date=2023-06-01", async |page| {
        page.wait_for(READY).await;
        // Beside the day of the joint statement by a pixel, and what a driver makes of halves.
        page.eval(
            "atlas.setState({ range: { start: '2024-01-01', end: '2024-07-01' }, date: '2024-02-01' })",
        )
        .await;
        page.eval("atlas.flush()").await;
        let [x, y] = middle(page, "root.querySelector('.playhead')").await;
        let per_day = page
            .eval("(e => parseFloat(e.style.width) / 1)(root.querySelector('.overview'))")
            .await
            .as_f64()
            .unwrap()
            / 182.0;
        let days = 67.0;
        page.drag([x, y], [x + days * per_day + 1.0, y]).await;
        page.wait_for("atlas.date === '2024-04-08'").await;
    });
}

#[test]
fn a_phone_shows_lanes_and_on_request_a_list_in_step_with_day_and_map() {
    visit(&View::phone(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        // Reactions are folded where there is little room, and unfold.
        assert_eq!(page.eval("atlas.getState().folded").await, json!(["reactions"]));
        let lanes = "[...root.querySelectorAll('.lane')].filter(l => !l.hidden).length";
        assert_eq!(page.eval(lanes).await, 8);
        press(page, "button", "Reactions").await;
        page.wait_for(&format!("{lanes} === 17")).await;
        press(page, "button", "List").await;
        let rows = "[...root.querySelectorAll('.time-list li')]";
        page.wait_for(&format!("{rows}.length === 7 && {lanes} === 0")).await;
        let on_day = format!("{rows}.filter(r => r.querySelector('[aria-current=date]')).length");
        assert!(page.eval(&on_day).await.as_u64().unwrap() > 0);
        // A tap on an event chooses it and shows its day; the list moves along.
        let at = middle(page, &format!("{rows}.at(-1).querySelector('button')")).await;
        page.click(at).await;
        page.wait_for("atlas.date > '2024-04-08' && atlas.selected").await;
        page.wait_for("root.querySelector('.time-list [aria-pressed=true]')").await;
        let date = page.eval("atlas.date").await;
        press(page, "button", "Earlier events").await;
        page.wait_for(&format!("atlas.date < {date}")).await;
        // The playhead stands upright beside it, and a finger moves it.
        assert_eq!(page.eval("root.querySelector('.playhead').ariaOrientation").await, "vertical");
        let before = page.eval("atlas.date").await;
        let [x, y] = middle(page, "root.querySelector('.playhead')").await;
        page.drag([x, y], [x, y + 60.0]).await;
        page.wait_for(&format!("atlas.date > {before}")).await;
        page.screenshot("phone-list").await;
        press(page, "button", "Lanes").await;
        page.wait_for(&format!("{rows}.length === 0 && {lanes} > 8")).await;
    });
}

#[test]
fn two_fingers_zoom_the_axis() {
    visit(&View::phone(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let whole = page.eval(DAYS).await.as_f64().unwrap();
        let [x, y] = middle(page, "root.querySelector('.lanes')").await;
        // Fingers as the page gets them: the driver has one only.
        page.eval(&format!(
            "return void (() => {{
               const lanes = root.querySelector('.lanes');
               const finger = (type, pointerId, x) => lanes.dispatchEvent(new PointerEvent(type, {{ pointerId, pointerType: 'touch',
                 buttons: type === 'pointerup' ? 0 : 1, clientX: x, clientY: {y}, bubbles: true, composed: true, isPrimary: pointerId === 7 }}));
               lanes.setPointerCapture = () => {{}};
               finger('pointerdown', 7, {x}); finger('pointerdown', 8, {x} + 40);
               for (let i = 1; i <= 10; i++) finger('pointermove', 8, {x} + 40 + i * 8);
               finger('pointerup', 7, {x}); finger('pointerup', 8, {x} + 120);
             }})()"
        ))
        .await;
        page.wait_for(&format!("{DAYS} < {}", whole * 0.5)).await;
    });
}

#[test]
fn zooming_in_at_the_limit_leaves_the_axis_where_it_is() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.playhead').focus()").await;
        for _ in 0..16 {
            page.press('+').await;
        }
        let range = "JSON.stringify(atlas.getState().range)";
        let nearest = page.eval(range).await;
        for _ in 0..6 {
            page.press('+').await;
        }
        assert_eq!(page.eval(range).await, nearest);
        page.press('-').await;
        page.wait_for(&format!("{range} !== {nearest:?}", nearest = nearest.as_str().unwrap())).await;
    });
}
