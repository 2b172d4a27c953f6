//! What the panel tells, and where it leads.

use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";

#[test]
fn an_actor_tells_where_it_stands_on_the_last_day_as_well() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let standing = page.eval("root.querySelector('.panel .standing b').textContent").await;
        assert_eq!(standing, "Considered");
        let latest = page.eval("root.querySelector('.panel .latest').textContent").await;
        assert_eq!(latest, "On 4 June 2026: Takes part");
        page.eval("root.querySelector('.latest .link').click()").await;
        page.wait_for("atlas.date === '2026-06-04' && !root.querySelector('.latest')").await;
        assert_eq!(page.eval("root.querySelector('.panel .standing b').textContent").await, "Takes part");
    });
}

#[test]
fn the_track_of_an_event_keeps_what_is_like_it_and_lets_go_again() {
    visit(&View::wide(), "/embed.html?selected=eight-areas", async |page| {
        page.wait_for(READY).await;
        let track = "root.querySelector('.above .keeps[data-do^=\"track:\"]')";
        assert_eq!(page.eval(&format!("{track}.ariaPressed")).await, "false");
        page.eval(&format!("{track}.click()")).await;
        page.wait_for(&format!("atlas.track === 'pillar-2' && {track}.ariaPressed === 'true'")).await;
        page.eval(&format!("{track}.click()")).await;
        page.wait_for(&format!("atlas.track === null && {track}.ariaPressed === 'false'")).await;
    });
}

#[test]
fn every_footing_has_its_sign_and_its_word_and_sources_open_safely() {
    visit(&View::wide(), "/embed.html?selected=joint-statement-2024", async |page| {
        page.wait_for(READY).await;
        let claims = page
            .eval("[...root.querySelectorAll('.claim .by')].map(by => [by.querySelector('.footing').className, by.querySelector('b').textContent])")
            .await;
        for claim in claims.as_array().unwrap() {
            let word = claim[1].as_str().unwrap().to_lowercase();
            assert_eq!(claim[0], format!("footing {word}"));
        }
        let links = "[...root.querySelectorAll('.panel a')]";
        assert!(page.eval(&format!("{links}.length")).await.as_u64().unwrap() > 4);
        let unsafe_links =
            format!("{links}.filter(a => a.target !== '_blank' || !a.rel.includes('noopener')).length");
        assert_eq!(page.eval(&unsafe_links).await, 0);
        // The rest of the sources of a line comes at its end.
        page.eval("root.querySelector('.rest')?.click()").await;
        page.wait_for("root.querySelector('.panel h3')").await;
    });
}

#[test]
fn the_map_tells_the_change_that_the_chosen_event_made() {
    visit(&View::wide(), "/embed.html?selected=joint-statement-2024", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.flush()").await;
        let labels = page.eval("[...root.querySelectorAll('.map .label')].map(l => l.textContent)").await;
        assert!(labels.as_array().unwrap().contains(&json!("mooted → considered")), "{labels}");
    });
}

#[test]
fn what_came_later_has_a_heading_of_its_own_and_folds_again() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let headings = "[...root.querySelectorAll('.panel h4')].map(h => h.firstChild.textContent)";
        let button = "root.querySelector('[data-do=\"more:later\"]')";
        page.wait_for(button).await;
        page.eval(&format!("({button}.focus(), {button}.click())")).await;
        page.wait_for(&format!("{button}.ariaExpanded === 'true'")).await;
        let shown = page.eval(headings).await;
        assert_eq!(shown[0], "After that", "{shown}");
        assert_eq!(shown[1], "Before that", "{shown}");
        // Whoever has opened it can go on from there, or fold it again.
        assert_eq!(page.eval(&format!("root.activeElement === {button}")).await, true);
        page.eval(&format!("{button}.click()")).await;
        page.wait_for(&format!("{button}.ariaExpanded === 'false'")).await;
        assert_eq!(page.eval(headings).await[0], "Before that");
    });
}
