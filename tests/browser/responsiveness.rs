//! How soon what a hand does is painted on a slow machine: a measurement, asked for by name, not a test of
//! time. `benches/responsiveness.md` says how it is run and what came out.

use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions};
use fantoccini::key::Key;
use serde_json::json;

use crate::chromium::cdp;
use crate::page::{Page, visit_in_chromium};
use crate::view::View;

/// How many times slower the processor is made.
const SLOWER: u32 = 4;

/// Notes events (to the frame that shows what they did) and long tasks from now on.
const WATCH: &str = "return void (() => {
    window.seen = { events: [], tasks: [] };
    const note = (list, pick) => new PerformanceObserver(entries => { for (const entry of entries.getEntries()) list.push(pick(entry)); });
    note(seen.events, e => [e.name, Math.round(e.duration), Math.round(e.processingEnd - e.processingStart)]).observe({ type: 'event', durationThreshold: 16 });
    note(seen.tasks, e => Math.round(e.duration)).observe({ type: 'longtask' });
  })()";

/// What was seen since the last asking: the longest event, the longest work of a listener, the longest task.
const SEEN: &str = "return new Promise(done => setTimeout(() => {
    const { events, tasks } = seen;
    const told = [events.length, Math.max(0, ...events.map(e => e[1])), Math.max(0, ...events.map(e => e[2])), tasks.length, Math.max(0, ...tasks)];
    events.length = tasks.length = 0;
    done(told);
  }, 600))";

async fn center(page: &Page, selector: &str) -> [f64; 2] {
    let at = page
        .eval(&format!(
            "(() => {{ const e = root.querySelector('{selector}'); e.scrollIntoView({{ block: 'center' }});
               const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        ))
        .await;
    [at[0].as_f64().unwrap_or(0.0), at[1].as_f64().unwrap_or(0.0)]
}

/// A drag in steps, one a frame.
async fn drag(page: &Page, is_touch: bool, from: [f64; 2], by: [f64; 2]) {
    const STEPS: u32 = 40;
    let step = |at: u32, ms| PointerAction::MoveTo {
        duration: Some(Duration::from_millis(ms)),
        x: from[0] + by[0] * f64::from(at) / f64::from(STEPS),
        y: from[1] + by[1] * f64::from(at) / f64::from(STEPS),
    };
    let mut steps = vec![step(0, 0), PointerAction::Down { button: MOUSE_BUTTON_LEFT }];
    steps.extend((1..=STEPS).map(|at| step(at, 16)));
    steps.push(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    let done = if is_touch {
        page.client
            .perform_actions(steps.into_iter().fold(TouchActions::new("finger".into()), InputSource::then))
            .await
    } else {
        page.client
            .perform_actions(steps.into_iter().fold(MouseActions::new("mouse".into()), InputSource::then))
            .await
    };
    done.expect("the browser takes input");
}

async fn tell(page: &Page, screen: &str, what: &str) {
    let seen = page.eval(SEEN).await;
    let number = |at: usize| seen[at].as_u64().unwrap_or(0);
    eprintln!(
        "| {screen} | {what} | {} | {} | {} | {} | {} |",
        number(0),
        number(1),
        number(2),
        number(3),
        number(4)
    );
}

#[test]
#[ignore = "a measurement: see benches/responsiveness.md"]
fn responsiveness_on_a_slow_machine() {
    eprintln!(
        "| screen | what | events | longest to its paint, ms | longest listener, ms | tasks over 50 ms | longest, ms |"
    );
    eprintln!("|---|---|---:|---:|---:|---:|---:|");
    for (screen, view) in [("wide", View::wide()), ("phone", View::phone())] {
        visit_in_chromium(
            "a processor is made slow by Chromium's protocol",
            &view,
            "/embed.html?date=2024-04-08&selected=JPN",
            async |page| {
                page.wait_for("atlas.getState?.()").await;
                page.eval("return atlas.ready").await;
                cdp(&page.client, "Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await;
                page.eval(WATCH).await;
                page.eval(SEEN).await;
                for place in ["[134, -25]", "[105, 35]", "[-100, 60]"] {
                    center(page, ".map").await;
                    let at = page.eval(&format!("atlas.project({place})")).await;
                    if at.is_array() {
                        page.click_in("root.querySelector('.map')", at).await;
                        page.eval("return new Promise(done => setTimeout(done, 700))").await;
                    }
                }
                tell(page, screen, "taps on countries").await;
                page.eval("void root.querySelector('.playhead').focus()").await;
                for key in [Key::Left, Key::Left, Key::Right, Key::PageDown, Key::PageUp, Key::Right] {
                    page.press(key).await;
                }
                tell(page, screen, "keys on the playhead").await;
                let from = center(page, ".playhead").await;
                drag(page, view.touch, from, [-120.0, 0.0]).await;
                tell(page, screen, "dragging the playhead").await;
                if !view.touch {
                    let from = center(page, ".map").await;
                    drag(page, false, from, [-160.0, 40.0]).await;
                    tell(page, screen, "dragging the map").await;
                }
                page.eval("void root.querySelector('.map').focus()").await;
                for key in [Key::Left, Key::Up, Key::Right, Key::Down] {
                    page.press(key).await;
                }
                page.press('+').await;
                tell(page, screen, "keys on the map").await;
                for at in [0, 1] {
                    page.eval(&format!("void root.querySelectorAll('.cell:not(.zero)')[{at}].scrollIntoView({{ block: 'center' }})")).await;
                    let at = page.eval(&format!("(b => [b.x + b.width / 2, b.y + b.height / 2])(root.querySelectorAll('.cell:not(.zero)')[{at}].getBoundingClientRect())")).await;
                    page.click([at[0].as_f64().unwrap_or(0.0), at[1].as_f64().unwrap_or(0.0)]).await;
                }
                tell(page, screen, "taps in the legend").await;
            },
        );
    }
}
