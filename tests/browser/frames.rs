//! `embed.html` in frames of pages on another host, with the libraries by which those resize them.

use serde_json::json;

use crate::consumers::consumers;
use crate::page::{Page, visit};
use crate::stand::stand;
use crate::view::View;

/// Opens a page of another host around the frame.
fn around(dialect: &str, test: impl AsyncFn(&Page)) {
    let Some(consumers) = consumers() else { return };
    let frame = format!("{}/embed.html?date=2024-04-08%26selected=JPN", stand().base).replace(':', "%3A");
    let path = format!("{}/frames/parent.html?dialect={dialect}&frame={frame}", consumers.base);
    visit(&View::wide(), &path, async |page| {
        page.pardon(&consumers.base);
        test(page).await;
    });
}

const OWN: &str = "told.findLast(data => data?.type === 'aukus-atlas:height')?.height";

fn resizes(dialect: &str) {
    around(dialect, async |page| {
        // The widget is there and as high as it will be.
        page.wait_for(&format!("{OWN} > 700")).await;
        page.wait_for(&format!(
            "Math.abs(document.querySelector('iframe').getBoundingClientRect().height - {OWN}) < 6"
        ))
        .await;
        // Before there is anything no height is told, which would make the page jump.
        let heights = "told.filter(data => data?.type === 'aukus-atlas:height').map(data => data.height)";
        assert_eq!(page.eval(&format!("Math.min(...{heights}) > 0")).await, true);
        // Narrower is higher, and that is told too.
        page.eval(&format!(
            "void (window.wide = {OWN}, document.querySelector('iframe').style.setProperty('width', '340px'))"
        ))
        .await;
        page.wait_for(&format!("{OWN} !== wide")).await;
        page.wait_for(&format!(
            "Math.abs(document.querySelector('iframe').getBoundingClientRect().height - {OWN}) < 6"
        ))
        .await;
    });
}

#[test]
fn a_parent_of_our_own_hears_the_height() {
    resizes("own");
}

/// A scroll bar takes width, which changes the height, with which the scroll bar goes.
#[test]
fn a_frame_comes_to_rest_at_any_width() {
    around("own", async |page| {
        page.wait_for(&format!("{OWN} > 700")).await;
        for width in [560, 572, 580, 604, 628, 660, 700] {
            page.eval(&format!(
                "void document.querySelector('iframe').style.setProperty('width', '{width}px')"
            ))
            .await;
            page.wait_for(&format!(
                "Math.abs(document.querySelector('iframe').getBoundingClientRect().height - {OWN}) < 6"
            ))
            .await;
            let told_later = page
                .eval(
                    "return (async () => {
                       const frames = async (n) => { while (n--) await new Promise(requestAnimationFrame); };
                       await frames(60);
                       const before = told.length;
                       await frames(60);
                       return told.length - before;
                     })()",
                )
                .await;
            assert_eq!(told_later, 0, "{width} px wide");
        }
    });
}

#[test]
fn a_parent_of_datawrappers_hears_the_height() {
    resizes("datawrapper");
    resizes("datawrapper-old");
}

#[test]
fn a_parent_with_pym_hears_the_height() {
    resizes("pym");
}

#[test]
fn a_parent_with_iframe_resizer_hears_the_height() {
    resizes("resizer");
}

#[test]
fn nothing_is_taken_from_messages_but_a_plain_id_of_the_parents() {
    around("stranger", async |page| {
        let resizer = "told.filter(data => typeof data === 'string' && data.startsWith('[iFrameSizer]'))";
        page.wait_for(&format!("{resizer}.length")).await;
        page.wait_for(&format!("{OWN} > 700")).await;
        let ids =
            page.eval(&format!("[...new Set({resizer}.map(data => data.slice(13).split(':')[0]))]")).await;
        assert_eq!(ids, json!(["good-id_1"]));
        let first = page.eval(&format!("{resizer}[0].split(':').slice(2).join()")).await;
        assert!(first.as_str().unwrap().ends_with(",init"), "{first}");
    });
}

#[test]
fn a_query_gives_attributes_and_what_else_it_has_is_ignored() {
    let path = "/embed.html?date=2023-03-13&projection=globe&onclick=alert(1)&theme=dark&view=nonsense&lang=%00#selected=KOR";
    visit(&View::wide(), path, async |page| {
        page.wait_for("atlas.getState?.()").await;
        assert_eq!(
            page.eval("[atlas.date, atlas.projection, atlas.selected, atlas.getState().view, atlas.hasAttribute('onclick')]").await,
            json!(["2023-03-13", "globe", "KOR", "both", false])
        );
        assert_eq!(page.eval("getComputedStyle(document.documentElement).colorScheme").await, "dark");
        // The page has one main heading, named as what it shows.
        page.wait_for("document.title.startsWith('AUKUS:')").await;
        assert_eq!(
            page.eval("[document.querySelectorAll('h1').length, document.querySelector('h1').textContent === document.title]").await,
            json!([1, true])
        );
    });
}

#[test]
fn a_link_is_found_to_be_embeddable() {
    visit(&View::wide(), "/embed.html", async |page| {
        let answer = page
            .eval(
                "return (async () => {
                   const link = document.querySelector('link[type=\"application/json+oembed\"]');
                   const answer = await (await fetch(link.href)).json();
                   const card = await createImageBitmap(await (await fetch(answer.thumbnail_url)).blob());
                   return [answer.version, answer.type, answer.html.includes('embed.html'),
                     card.width === answer.thumbnail_width, card.height === answer.thumbnail_height];
                 })()",
            )
            .await;
        assert_eq!(answer, json!(["1.0", "rich", true, true, true]));
    });
}
