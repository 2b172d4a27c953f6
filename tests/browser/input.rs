//! The stand itself: a reader's hands arrive in the page as a reader's.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::visit;
use crate::view::View;

/// Writes down what arrives, as words in an array.
const LISTEN: &str = "return void (() => {
  window.heard = [];
  for (const type of ['click', 'wheel', 'keydown', 'pointermove', 'pointerdown', 'pointerup']) {
    addEventListener(type, e => heard.push(
      [type, e.pointerType, e.key, e.shiftKey && 'shift', e.isTrusted && 'trusted',
       e.clientX | 0, e.deltaY | 0].filter(Boolean).join(' ')), { passive: true });
  }
})()";

#[test]
fn a_mouse_and_keys() {
    visit(&View::wide(), "/index.html", async |page| {
        page.eval(LISTEN).await;
        page.hover([30.0, 40.0]).await;
        page.drag([100.0, 100.0], [200.0, 100.0]).await;
        page.wheel([50.0, 60.0], [0, 70]).await;
        page.press(Key::Right).await;
        page.press_with(&[Key::Shift.into()], 'A').await;
        for expected in [
            "pointermove mouse trusted 30",
            "pointerdown mouse trusted 100",
            "pointerup mouse trusted 200",
            "wheel trusted 50 70",
            "keydown ArrowRight trusted",
            "keydown A shift trusted",
        ] {
            page.wait_for(&format!("heard.includes('{expected}')"))
                .await;
        }
    });
}

#[test]
fn a_finger() {
    visit(
        &View {
            dark: true,
            ..View::phone()
        },
        "/index.html",
        async |page| {
            page.eval(LISTEN).await;
            page.click_in("document.body", json!([20, 10])).await;
            page.wait_for("heard.some(word => word.startsWith('pointerdown touch trusted'))")
                .await;
            page.wait_for("heard.some(word => word.startsWith('click'))")
                .await;
            assert_eq!(
                page.eval("matchMedia('(prefers-color-scheme: dark)').matches")
                    .await,
                true
            );
            assert_eq!(
                page.eval("[devicePixelRatio, navigator.language]").await,
                json!([3, "en-GB"])
            );
        },
    );
}
