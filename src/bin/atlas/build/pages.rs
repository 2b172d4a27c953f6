//! The rest of `www/`: data with its stable, pinned or hashed names, and the pages.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::bundle::{Names, Tokens};
use super::gallery::{LAYOUT, Pages};
use super::{dataset, dist, json, minify};
use crate::project;
use crate::setup::npm_tools::Tools;

/// What a build looks at: the version of a dataset, and whether this is one.
#[derive(Deserialize)]
struct Versioned {
    version: Option<String>,
    events: Option<serde::de::IgnoredAny>,
}

/// `www/data/`: a dataset keeps its name and gets a pinned copy, geometry gets a hashed name.
pub fn data(files: &mut dist::Files, names: &mut Names) -> Result<()> {
    let folder = project::www().join("data");
    if !folder.is_dir() {
        return Ok(());
    }
    for path in project::files_under(&folder)? {
        let name = project::slashed(&path, &folder);
        match name.rsplit_once('.') {
            Some((stem, "json")) => {
                let text = project::read_text(&path)?;
                let context = || format!("www/data/{name}");
                let read: Versioned = serde_json::from_str(&text).with_context(context)?;
                let written = match read.events {
                    Some(_) => dataset::pack(&text),
                    None => json::minify(&text),
                };
                let written = written.with_context(context)?;
                if let Some(version) = read.version {
                    files.insert(format!("data/{stem}@{version}.json"), written.clone().into());
                }
                files.insert(format!("data/{name}"), written.into());
            }
            Some((stem, "bin")) => {
                let bytes = project::read(&path)?;
                let hashed = dist::hashed_name(stem, "bin", &bytes);
                names.insert(name, hashed.clone());
                files.insert(hashed, bytes);
            }
            _ => {
                files.insert(format!("data/{name}"), project::read(&path)?);
            }
        }
    }
    Ok(())
}

/// The folder of the widget's own words; English ones are inside the module.
const MESSAGES: &str = "messages/";

/// The folder of the built-in dataset's names in other languages.
const TEXTS: &str = "texts/";

/// `www/messages/`: a language is a file with a hashed name, fetched by those who read it. What the built-in dataset
/// is called in it comes along under the key `built-in`: one request for both.
pub fn messages(files: &mut dist::Files, names: &mut Names) -> Result<()> {
    let www = project::www();
    for path in project::files_under(&www.join(MESSAGES))? {
        let name = project::slashed(&path, &www);
        let Some(language) = name.strip_prefix(MESSAGES).and_then(|name| name.strip_suffix(".json")) else {
            continue;
        };
        if language == "en" {
            continue;
        }
        let mut words = record(&name)?;
        let texts = format!("{TEXTS}{language}.json");
        if www.join(&texts).exists() {
            words.insert("built-in".into(), record(&texts)?.into());
        }
        let text = serde_json::to_string(&words)?;
        let hashed = dist::hashed_name(&format!("messages-{language}"), "json", text.as_bytes());
        names.insert(name, hashed.clone());
        files.insert(hashed, text.into());
    }
    Ok(())
}

/// A JSON record of `www/`.
fn record(name: &str) -> Result<Map<String, Value>> {
    let text = project::read_text(&project::www().join(name))?;
    serde_json::from_str(&text).with_context(|| format!("www/{name}"))
}

/// Everything else under `www/` that is not inside the module already. Scripts and style sheets
/// of pages stay files of their own: their imports and links mean the same there as here.
pub fn pages(
    files: &mut dist::Files,
    inlined: &BTreeSet<String>,
    tokens: &Tokens,
    pages: &mut Pages,
    tools: &Tools,
) -> Result<()> {
    let www = project::www();
    for path in project::files_under(&www)? {
        let name = project::slashed(&path, &www);
        let is_apart = ["data/", MESSAGES, TEXTS].iter().any(|own| name.starts_with(own));
        if is_apart || name == LAYOUT || inlined.contains(&name) {
            continue;
        }
        let context = || format!("www/{name}");
        let bytes = match name.rsplit('.').next() {
            Some("js") => {
                let text = tokens.replace(&project::read_text(&path)?);
                minify::module(text, tools).with_context(context)?.into()
            }
            Some("css") => {
                let text = project::read_text(&path)?;
                minify::css(text, tools).with_context(context)?.into()
            }
            Some("html") => {
                let page = pages.page(&name, &project::read_text(&path)?).with_context(context)?;
                tokens.replace(&page).into()
            }
            _ => project::read(&path)?,
        };
        files.insert(name, bytes);
    }
    Ok(())
}
