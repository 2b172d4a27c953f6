//! Makes elements of a drawing's SVG text, one by one: a page's policy may allow no other way.

use super::dom::{El, svg};

/// The elements of a document as our own painter writes it: tags with quoted attributes, and text.
pub fn elements(document: &str) -> Option<El> {
    let mut open: Vec<El> = Vec::new();
    let mut rest = document;
    while let Some(start) = rest.find('<') {
        let (text, after) = rest.split_at(start);
        let end = after.find('>')?;
        let (tag, after) = (&after[1..end], &after[end + 1..]);
        rest = after;
        let text = text.trim();
        if let Some(element) = open.last().filter(|_| !text.is_empty()) {
            element.0.set_text_content(Some(&unescaped(text)));
        }
        let done = match tag.strip_suffix('/') {
            _ if tag.starts_with('/') => open.pop()?,
            Some(tag) => element(tag),
            None => {
                open.push(element(tag));
                continue;
            }
        };
        match open.pop() {
            Some(parent) => open.push(parent.child(done)),
            None => return Some(done),
        }
    }
    None
}

fn element(tag: &str) -> El {
    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut pieces = attributes.split('"');
    let mut element = svg(name);
    while let (Some(name), Some(value)) = (pieces.next(), pieces.next()) {
        let name = name.trim().trim_end_matches('=');
        if name != "xmlns" {
            element = element.attr(name, &unescaped(value));
        }
    }
    element
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
