//! The element in what React, Vue and Svelte render.

use std::process::Command;
use std::sync::OnceLock;

use serde_json::json;

use crate::consumers::{consumers, run};
use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas?.getState?.()";

fn in_framework(name: &str) {
    static BUILT: OnceLock<Result<String, String>> = OnceLock::new();
    let Some(consumers) = consumers() else { return };
    let build = || run(Command::new("node").arg("frameworks/build.mjs").current_dir(&consumers.folder));
    if let Err(error) = BUILT.get_or_init(build) {
        panic!("{error}");
    }
    visit(&View::wide(), &format!("{}/frameworks/page.html?of={name}", consumers.base), async |page| {
        page.pardon(&consumers.base);
        page.wait_for(READY).await;
        assert_eq!(
            page.eval("[wasUpgradedLate, atlas.date, atlas.selected, atlas.querySelector('p') !== null]")
                .await,
            json!([true, "2024-04-08", "JPN", true])
        );
        // What the reader does reaches the framework, and what that does the element.
        page.eval("(atlas.select('KOR'), 0)").await;
        page.wait_for("document.querySelector('output').textContent === 'KOR'").await;
        page.eval("(app.set({ id: 'CAN', day: '2023-03-13' }), 0)").await;
        page.wait_for("atlas.selected === 'CAN' && atlas.date === '2023-03-13'").await;
        // An object is a property; React knows that only once the element is defined.
        page.wait_for("atlas.messages?.en?.globe === 'Globus'").await;
        page.eval("(app.set({ id: null }), 0)").await;
        page.wait_for("atlas.selected === null").await;
        // It goes and comes with the framework's own condition.
        page.eval("(window.gone = atlas, app.set({ isThere: false }), 0)").await;
        page.wait_for("!atlas && gone.getState() === null").await;
        page.eval("(app.set({ isThere: true, id: 'JPN' }), 0)").await;
        page.wait_for(READY).await;
        page.wait_for("atlas.selected === 'JPN'").await;
    });
}

#[test]
fn react_renders_it() {
    in_framework("react");
}

#[test]
fn vue_renders_it() {
    in_framework("vue");
}

#[test]
fn svelte_renders_it() {
    in_framework("svelte");
}
