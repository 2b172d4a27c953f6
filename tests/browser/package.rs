//! The npm package, packed and used.

use std::process::Command;

use serde_json::json;

use crate::consumers::{Consumers, consumers, run};
use crate::page::visit;
use crate::view::View;

/// Packs, checks and builds; once.
fn checked() -> Option<&'static Consumers> {
    static CHECKED: std::sync::OnceLock<Result<(), String>> = std::sync::OnceLock::new();
    let consumers = consumers()?;
    let check =
        || run(Command::new("node").arg("consumer/check.mjs").current_dir(&consumers.folder)).map(drop);
    if let Err(error) = CHECKED.get_or_init(check) {
        panic!("{error}");
    }
    Some(consumers)
}

fn works(page: &str) {
    let Some(consumers) = checked() else { return };
    visit(&View::wide(), &format!("{}/{page}", consumers.base), async |page| {
        page.pardon(&consumers.base);
        page.wait_for("atlas.getState?.()").await;
        page.wait_for("root.querySelector('.panel h3')?.textContent === 'Japan'").await;
        // Its files came from where the bundler, or the package, has put them.
        let wasm = page
            .eval("performance.getEntriesByType('resource').filter(r => r.name.endsWith('.wasm')).length")
            .await;
        assert_eq!(wasm, json!(2));
    });
}

#[test]
fn the_package_is_as_publint_attw_and_typescript_want_it() {
    checked();
}

#[test]
fn a_page_that_vite_has_built_shows_the_atlas() {
    works("built/vite/index.html");
}

#[test]
fn a_page_without_a_bundler_shows_the_atlas() {
    works("consumer/plain/index.html");
}
