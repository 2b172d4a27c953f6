//! What is opened and closed leaves the page where it is, and the focus where the reader was.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";
/// Presses as a pointer does: a click that a key has made says so by its detail.
const PRESS: &str = "const press = (what) => root.querySelector(what).dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail: 1 }));";

#[test]
fn closing_leaves_the_page_where_it_is_and_gives_the_focus_back() {
    visit(&View::phone(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.lane').focus({ preventScroll: true })").await;
        page.eval(&format!("return (() => {{ {PRESS} press('.lane'); }})()")).await;
        page.wait_for("root.querySelector('.panel .close')").await;
        page.eval("scrollTo(0, 120)").await;
        page.eval(&format!(
            "return (() => {{ {PRESS} root.querySelector('.panel .close').focus({{ preventScroll: true }}); press('.panel .close'); }})()"
        ))
        .await;
        page.wait_for("atlas.selected === null && (atlas.flush(), root.activeElement?.matches('.lane'))")
            .await;
        assert_eq!(page.eval("scrollY").await, 120);
    });
}

#[test]
fn back_and_forward_keep_their_places() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("(atlas.select('CAN'), atlas.select('IND'), atlas.flush())").await;
        let places = "JSON.stringify([...root.querySelectorAll('.panel .way')].map(way => [way.dataset.do, way.getBoundingClientRect().x]))";
        let before = page.eval(places).await;
        assert_eq!(page.eval("root.querySelector('[data-do=forward]').ariaDisabled").await, "true");
        page.eval("root.querySelector('[data-do=back]').click()").await;
        page.wait_for("atlas.selected === 'CAN' && (atlas.flush(), true)").await;
        assert_eq!(page.eval(places).await, before);
        // One that leads nowhere does nothing.
        page.eval("(root.querySelector('[data-do=back]').click(), root.querySelector('[data-do=back]').click(), atlas.flush())").await;
        assert_eq!(
            page.eval("[atlas.selected, root.querySelector('[data-do=back]').ariaDisabled]").await,
            json!([null, "true"])
        );
    });
}

#[test]
fn escape_ends_what_runs_before_it_closes_what_is_chosen() {
    visit(&View::wide(), "/embed.html?date=2022-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        page.eval("(root.querySelector('.playhead').focus(), atlas.play())").await;
        page.press(Key::Escape).await;
        page.wait_for("atlas.getState().playing === null").await;
        assert_eq!(page.eval("atlas.selected").await, "JPN");
        page.press(Key::Escape).await;
        page.wait_for("atlas.selected === null").await;
    });
}

#[test]
fn what_opens_at_the_foot_is_scrolled_to_and_closes_first() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('.legend .ours').focus()").await;
        page.eval(&format!("return (() => {{ {PRESS} press('.legend .ours'); }})()")).await;
        page.wait_for("root.activeElement?.matches('.foot .opened')").await;
        page.wait_for("(({ top, bottom }) => top < innerHeight && bottom > 0)(root.querySelector('.foot .opened').getBoundingClientRect())").await;
        page.press(Key::Escape).await;
        page.wait_for("!root.querySelector('.foot .opened')").await;
        assert_eq!(
            page.eval("[atlas.selected, root.activeElement.dataset.do]").await,
            json!(["JPN", "explain"])
        );
    });
}

#[test]
fn a_pressed_tool_is_readable_under_the_pointer() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let at = "(b => [b.x + b.width / 2, b.y + b.height / 2])(root.querySelector('.tools [data-do=table]').getBoundingClientRect())";
        let to = page.eval(at).await;
        page.click([to[0].as_f64().unwrap(), to[1].as_f64().unwrap()]).await;
        page.wait_for("atlas.view === 'table' && root.querySelector('.tools [data-do=table]').matches('[aria-pressed=true]:hover')").await;
        page.wait_for("(({ backgroundColor, color }) => backgroundColor === 'rgb(26, 29, 33)' && color === 'rgb(255, 255, 255)')(getComputedStyle(root.querySelector('.tools [data-do=table]')))").await;
    });
}

#[test]
fn on_a_phone_the_table_is_shown_from_its_beginning() {
    visit(&View::phone(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("(root.querySelector('.tools').scrollIntoView(), root.querySelector('.tools [data-do=table]').click())").await;
        page.wait_for("atlas.view === 'table' && (({ top }) => top >= -1 && top < innerHeight / 2)(root.querySelector('.tablebar')?.getBoundingClientRect() ?? { top: -9 })").await;
    });
}
