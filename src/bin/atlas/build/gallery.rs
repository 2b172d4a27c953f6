//! What pages are made of beyond their own text.
//!
//! A page of `www/gallery/` without a doctype is put into `www/gallery/layout.html`: its lines to the first
//! empty one belong to the head, the rest to the body. In any page:
//!
//! | comment | becomes |
//! |---|---|
//! | `<!-- atlas:example -->` … `<!-- atlas:end -->` | what stands between, live, and then as a snippet |
//! | `<!-- atlas:fallback DATASET [DAY] [ID] -->` | the fallback of that view, with its pictures |
//! | `<!-- atlas:fallback-inside DATASET [DAY] [ID] -->` | the same with its picture in the page itself |
//! | `<!-- atlas:json-ld DATASET -->` | what search engines read of it, for the head |
//! | `<!-- atlas:reference attributes -->` | a table of what the element offers |

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use aukus_atlas::scene::svg::escape;

use super::fallbacks::Fallbacks;
use super::reference::Reference;
use crate::project;

/// The file that pages are put into.
pub const LAYOUT: &str = "gallery/layout.html";

const HEAD: &str = "__ATLAS_PAGE:head__";
const BODY: &str = "__ATLAS_PAGE:body__";
const EXAMPLE: &str = "<!-- atlas:example -->";
const END: &str = "<!-- atlas:end -->";

/// Makes pages whole.
pub struct Pages {
    layout: String,
    /// The tables, by what they are of.
    tables: BTreeMap<&'static str, String>,
    pub fallbacks: Fallbacks,
}

impl Pages {
    pub fn new() -> Result<Pages> {
        let www = project::www();
        let tables = tables(&Reference::read()?, &project::read_text(&www.join("atlas.css"))?)?;
        Ok(Pages { layout: project::read_text(&www.join(LAYOUT))?, tables, fallbacks: Fallbacks::new()? })
    }

    /// The page as it is served; `name` is its path in the folder.
    pub fn page(&mut self, name: &str, text: &str) -> Result<String> {
        let is_part =
            name.starts_with("gallery/") && !text.trim_start().to_lowercase().starts_with("<!doctype");
        let whole = if is_part {
            let (head, body) = text.split_once("\n\n").context("a page's head ends with an empty line")?;
            self.layout.replacen(HEAD, head.trim(), 1).replacen(BODY, body.trim(), 1)
        } else {
            text.to_owned()
        };
        let with_examples = examples(&whole)?;
        let base = "../".repeat(name.matches('/').count());
        self.comments(&with_examples, &base)
    }

    /// Replaces the comments that stand for something.
    fn comments(&mut self, text: &str, base: &str) -> Result<String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("<!-- atlas:") {
            out.push_str(before);
            let (comment, after) = after.split_once(" -->").context("a comment `atlas:` has no end")?;
            let mut words = comment.split_whitespace();
            match words.next() {
                Some("fallback-inside") => out += &self.fallbacks.html_inside(&words.collect::<Vec<_>>())?,
                Some("fallback") => out += &self.fallbacks.html(&words.collect::<Vec<_>>(), base)?,
                Some("json-ld") => out += &self.fallbacks.json_ld(words.next().unwrap_or_default())?,
                Some("reference") => {
                    let of = words.next().unwrap_or_default();
                    out += self.tables.get(of).with_context(|| format!("there is no table of `{of}`"))?;
                }
                _ => bail!("`<!-- atlas:{comment} -->` stands for nothing"),
            }
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// Shows each example as it works and as it is written.
fn examples(text: &str) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(EXAMPLE) {
        let (example, after) = after.split_once(END).context("an example has no end")?;
        let example = unindented(example);
        let shown = example
            .split("<!-- atlas:")
            .enumerate()
            .map(|(at, part)| match (at, part.split_once(" -->")) {
                (0, _) | (_, None) => part.to_owned(),
                (_, Some((_, rest))) => format!("… what `atlas render --html` wrote …{rest}"),
            })
            .collect::<String>();
        out.push_str(before);
        out += &format!(
            "<div class=\"example\">\n{example}\n</div>\n<pre tabindex=\"0\"><code>{}</code></pre>",
            escape_lines(&shown)
        );
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Markup as text; unlike in a picture its lines stay lines.
fn escape_lines(text: &str) -> String {
    text.lines().map(|line| escape(line).replace("&quot;", "\"")).collect::<Vec<_>>().join("\n")
}

fn unindented(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines().map(|line| &line[indent..]).collect::<Vec<_>>().join("\n")
}

/// The tables of the reference.
fn tables(reference: &Reference, style: &str) -> Result<BTreeMap<&'static str, String>> {
    let code =
        |text: &str| if text.is_empty() { String::new() } else { format!("<code>{}</code>", escape(text)) };
    let described = |text: &str| words_with_code(text);
    let attributes = reference
        .attributes
        .iter()
        .map(|a| vec![code(&a.name), code(&a.kind), code(&a.default), described(&a.description)]);
    let fields = reference
        .properties
        .iter()
        .map(|p| (p, ""))
        .chain(reference.statics.iter().map(|p| (p, "AukusAtlas.")));
    let properties = fields.map(|(p, owner)| {
        let kind = if p.is_readonly { format!("{} (read only)", code(&p.kind)) } else { code(&p.kind) };
        vec![code(&format!("{owner}{}", p.name)), kind, described(&p.description)]
    });
    let methods = reference.methods.iter().map(|m| vec![code(&m.signature()), described(&m.description)]);
    let events = reference.events.iter().map(|e| {
        let kind = code(&e.detail) + if e.is_cancelable { ", cancelable" } else { "" };
        vec![code(&e.name), kind, described(&e.description)]
    });
    let named = |d: &super::reference::Described| {
        let name = if d.name.is_empty() { "(default)" } else { &d.name };
        vec![code(name), described(&d.description)]
    };
    let custom = reference.custom_properties(style)?;
    let custom = custom.iter().map(|p| vec![code(&p.name), code(&p.default), described(&p.description)]);
    Ok(BTreeMap::from([
        ("attributes", table(&["Attribute", "Type", "Default", "What it does"], attributes)),
        ("properties", table(&["Property", "Type", "What it is"], properties)),
        ("methods", table(&["Method", "What it does"], methods)),
        ("events", table(&["Event", "Detail", "When"], events)),
        ("slots", table(&["Slot", "What it is for"], reference.slots.iter().map(named))),
        ("parts", table(&["Part", "What it is"], reference.parts.iter().map(named))),
        ("custom-properties", table(&["Custom property", "Default", "What it is"], custom)),
    ]))
}

fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let head: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    let row = |cells: Vec<String>| {
        let cells = cells.iter().enumerate().map(|(at, cell)| match at {
            0 => format!("<th scope=\"row\">{cell}</th>"),
            _ => format!("<td data-head=\"{}\">{cell}</td>", heads.get(at).unwrap_or(&"")),
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    format!(
        "<table class=\"reference\">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{}</tbody>\n</table>",
        rows.map(row).collect::<String>()
    )
}

/// A description in which code stands between backticks.
fn words_with_code(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        1 => format!("<code>{}</code>", escape(part)),
        _ => escape(part),
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_shown_live_and_as_written() {
        let page = "<h1>X</h1>\n<!-- atlas:example -->\n  <b>\n    \"a\" & b\n  </b>\n<!-- atlas:end -->\n";
        assert_eq!(
            examples(page).unwrap(),
            "<h1>X</h1>\n<div class=\"example\">\n<b>\n  \"a\" & b\n</b>\n</div>\n\
             <pre tabindex=\"0\"><code>&lt;b&gt;\n  \"a\" &amp; b\n&lt;/b&gt;</code></pre>\n"
        );
        assert!(examples("<!-- atlas:example -->").is_err());
    }

    #[test]
    fn descriptions_are_text_with_code_in_it() {
        assert_eq!(words_with_code("a < `b>`."), "a &lt; <code>b&gt;</code>.");
    }
}
