//! The toolbar.

use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";
const SHOWN: &str = "[...root.querySelectorAll('.tools button')].filter(b => b.getClientRects().length)";

#[test]
fn the_toolbar_stands_beside_the_title_and_at_the_foot_of_a_phone() {
    for (view, is_in_head, has_globe) in [
        (View::wide(), true, false),
        (View { width: 640, ..View::wide() }, true, false),
        (View::phone(), false, true),
    ] {
        visit(&view, "/embed.html?date=2024-04-08", async |page| {
            page.wait_for(READY).await;
            let place = "root.querySelector('header').contains(root.querySelector('.tools'))";
            assert_eq!(page.eval(place).await, is_in_head);
            let names = page.eval(&format!("{SHOWN}.map(b => b.textContent)")).await;
            assert_eq!(names[0] == "Globe", has_globe, "{names}");
            for name in ["Tour", "Table"] {
                assert!(names.as_array().unwrap().contains(&json!(name)), "{names}");
            }
            let width = page.eval("document.documentElement.scrollWidth").await;
            assert_eq!(width, view.width, "nothing reaches beyond the page");
        });
    }
}

#[test]
fn the_table_is_a_switch_that_keeps_the_focus() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let table = "root.querySelector('.tools [data-do=table]')";
        page.eval(&format!("{table}.focus()")).await;
        page.press(' ').await;
        page.wait_for(&format!("atlas.view === 'table' && {table}.ariaPressed === 'true'")).await;
        assert_eq!(page.eval(&format!("root.activeElement === {table}")).await, true);
        page.press(' ').await;
        page.wait_for(&format!("atlas.view === 'both' && {table}.ariaPressed === 'false'")).await;
    });
}

#[test]
fn without_a_tour_no_tool_offers_one() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.wait_for("root.querySelector('.tools [data-do=tour]')").await;
        page.eval(
            "fetch('data/aukus.json').then(r => r.json()).then(d => atlas.setData({ ...d, tours: [] }))",
        )
        .await;
        page.wait_for("!root.querySelector('.tools [data-do=tour]')").await;
    });
}
