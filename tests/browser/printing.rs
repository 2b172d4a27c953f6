//! On paper, and as a picture that takes no hand.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::chromium::cdp;
use crate::page::{Page, visit_in_chromium};
use crate::view::View;

const READY: &str = "atlas.getState?.()";
/// How wide a sheet of A4 is between its margins, in CSS pixels.
const SHEET_PX: u32 = 718;

/// Shows the page as it would be printed.
async fn as_on_paper(page: &Page) {
    page.wait_for(READY).await;
    page.eval("dispatchEvent(new Event('beforeprint'))").await;
    cdp(&page.client, "Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    page.wait_for("matchMedia('print').matches && root.querySelector('.paper')").await;
}

#[test]
fn a_sheet_has_map_lanes_actors_what_is_chosen_events_and_sources_and_no_controls() {
    let view = View { width: SHEET_PX, height: 1000, dark: true, ..View::wide() };
    visit_in_chromium(
        "a page is shown as on paper by Chromium's protocol",
        &view,
        "/embed.html?lang=en-GB&date=2024-04-08&selected=JPN",
        async |page| {
            as_on_paper(page).await;
            let shown = "[...root.querySelectorAll('button, .canvas, .zoom, select, input')].filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.legend') && !e.closest('.paper')).map(e => e.className)";
            assert_eq!(page.eval(shown).await, json!([]), "no controls");
            assert_eq!(page.eval("root.querySelectorAll('.paper figure svg').length").await, 2);
            let text = page.eval("root.querySelector('.paper').innerText").await;
            let text = text.as_str().unwrap();
            for part in [
                "Actor\tStatus\tSince\tLatest change\tSources",
                "Considered",
                "8 Apr 2024",
                "Events",
                "AUKUS announced by Australia",
                "Before that",
            ] {
                assert!(text.contains(part), "{part} is not in {text}");
            }
            assert!(!text.contains("more source") && !text.contains("Show all"), "all lists are opened");
            // Every number stands for a source with its address, and each source is told once.
            let numbers = page.eval("[...new Set([...root.querySelectorAll('.paper sup')].map(s => +s.textContent))].sort((a, b) => a - b)").await;
            let count = page.eval("root.querySelectorAll('.numbered li').length").await;
            assert_eq!(numbers, json!((1..=count.as_u64().unwrap()).collect::<Vec<_>>()));
            assert_eq!(page.eval("[...root.querySelectorAll('.numbered li')].filter(li => !/https?:/.test(li.textContent)).length").await, 0);
            // Light, whatever the screen: ink on paper.
            assert_eq!(
                page.eval("getComputedStyle(root.querySelector('.atlas')).color").await,
                "rgb(26, 29, 33)"
            );
            assert_eq!(
                page.eval("root.querySelector('.paper svg path[fill=\"rgb(20, 48, 92)\"]') !== null").await,
                true
            );
            let cut = "[...root.querySelectorAll('.atlas *')].filter(e => e.getClientRects().length && !e.closest('svg') && !e.closest('.unseen') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className)";
            assert_eq!(page.eval(cut).await, json!([]), "nothing is cut");
            page.screenshot("paper").await;
            cdp(&page.client, "Emulation.setEmulatedMedia", json!({ "media": "" })).await;
            page.eval("dispatchEvent(new Event('afterprint'))").await;
            page.wait_for("!root.querySelector('.paper') && root.querySelector('.map canvas').width > 0")
                .await;
        },
    );
}

#[test]
fn printing_makes_the_sheet_before_and_takes_it_away_after() {
    visit_in_chromium(
        "a page is printed by Chromium's protocol",
        &View::wide(),
        "/embed.html?lang=en-GB&date=2024-04-08",
        async |page| {
            page.wait_for(READY).await;
            // The page's own listeners come after the element's.
            page.eval(
                "void ['beforeprint', 'afterprint'].forEach((name) =>
                   addEventListener(name, () => (window[name] = root.querySelectorAll('.paper figure svg').length)))",
            )
            .await;
            let pdf =
                cdp(&page.client, "Page.printToPDF", json!({ "paperWidth": 8.27, "paperHeight": 11.69 }))
                    .await;
            let pdf = BASE64_STANDARD.decode(pdf["data"].as_str().unwrap()).unwrap();
            let text = String::from_utf8_lossy(&pdf);
            let pages = text.matches("/Type /Page\n").count();
            assert!((2..12).contains(&pages), "{pages} pages");
            // Whatever is drawn is lines and areas, hatches too.
            assert_eq!(text.matches("/Subtype /Image").count(), 0);
            page.wait_for("window.afterprint !== undefined").await;
            assert_eq!(page.eval("[window.beforeprint, window.afterprint]").await, json!([2, 0]));
        },
    );
}

#[test]
fn a_picture_is_read_out_as_one_and_stops_no_focus_but_at_links() {
    visit_in_chromium(
        "what a screen reader is told is read by Chromium's protocol",
        &View::wide(),
        "/embed.html?lang=en-GB&date=2024-04-08&selected=JPN&interactive=false",
        async |page| {
            page.wait_for(READY).await;
            let tree = cdp(&page.client, "Accessibility.getFullAXTree", json!({})).await;
            let nodes = tree["nodes"].as_array().unwrap();
            let names: Vec<&str> = nodes
                .iter()
                .filter(|node| node["role"]["value"] == "image" && node["ignored"] == false)
                .filter_map(|node| node["name"]["value"].as_str())
                .collect();
            assert!(names.iter().any(|name| name.starts_with("On 8 April 2024: 3 members")), "{names:?}");
            // It goes on telling what it shows, and fetches nothing for a reader who cannot act.
            page.eval("(atlas.goTo('2021-09-16'), atlas.flush())").await;
            assert_eq!(
                page.eval(
                    "root.querySelector('[role=img][aria-label]').getAttribute('aria-label').slice(0, 20)"
                )
                .await,
                "On 16 September 2021:"[..20]
            );
            page.eval("(atlas.goTo('2024-04-08'), atlas.flush())").await;
            let buttons =
                nodes.iter().filter(|node| node["role"]["value"] == "button" && node["ignored"] == false);
            assert_eq!(buttons.count(), 0);
            // By the keyboard, all round.
            let mut stops = Vec::new();
            for _ in 0..40 {
                page.press(fantoccini::key::Key::Tab).await;
                stops.push(page.eval("root.activeElement?.localName ?? null").await);
            }
            assert!(stops.iter().any(|stop| stop == "a"), "{stops:?}");
            assert!(stops.iter().all(|stop| stop.is_null() || stop == "a"), "{stops:?}");
            assert_eq!(page.eval("root.querySelector('.panel h3').checkVisibility()").await, true);
            page.screenshot("still").await;
            // And back again.
            page.eval("void (atlas.interactive = true)").await;
            page.wait_for("root.querySelector('.tools [data-do=share]')?.checkVisibility()").await;
            page.eval("root.querySelector('[data-do=\"select:CAN\"]').click()").await;
            page.wait_for("atlas.selected === 'CAN'").await;
        },
    );
}
