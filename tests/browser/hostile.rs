//! What others can put into a dataset, an address, an attribute, a message or a style sheet, so as to
//! reach the page, the reader or the atlas.

use serde_json::Value;

use crate::page::Page;

mod data;
mod page;

const READY: &str = "atlas.getState?.()";

async fn is_inert(page: &Page) {
    assert_eq!(page.eval("window.ran ?? null").await, Value::Null, "something ran");
}
