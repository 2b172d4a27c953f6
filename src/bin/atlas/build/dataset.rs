//! A built-in dataset as it is sent: the same statements in fewer bytes.
//!
//! Ids of sources are the dataset's own affair (nobody links to them) and stand in many places, so they
//! become a letter or two; sources come last and with their keys in the order that compresses best. It
//! stays a dataset of schema 1 that says the same.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use aukus_atlas::dataset::Dataset;
use serde_json::{Map, Value};

use super::names::short_name;

/// What is alike stands side by side: dates with titles, publishers with tiers.
const SOURCE_KEYS: [&str; 8] = ["id", "date", "title", "url", "state_media", "note", "publisher", "tier"];

/// Packs the text of a dataset.
pub fn pack(text: &str) -> Result<String> {
    let mut root: Map<String, Value> = serde_json::from_str(text).context("this is no JSON record")?;
    let Some(Value::Array(sources)) = root.shift_remove("sources") else { bail!("the sources are missing") };
    let mut short = BTreeMap::new();
    let mut packed = Vec::new();
    for (at, source) in sources.into_iter().enumerate() {
        let Value::Object(mut source) = source else { bail!("source {at} is no record") };
        let id = source.get("id").and_then(Value::as_str).context("a source has no id")?.to_owned();
        source["id"] = short_name(at).into();
        short.insert(id, short_name(at));
        let mut ordered = Map::new();
        for key in SOURCE_KEYS {
            ordered.extend(source.shift_remove_entry(key));
        }
        ordered.extend(source);
        packed.push(Value::Object(ordered));
    }
    for value in root.values_mut() {
        rename(value, &short)?;
    }
    root.insert("sources".into(), packed.into());
    let packed = Value::Object(root).to_string();
    match Dataset::from_json(&packed) {
        Ok(_) => Ok(packed),
        Err(problems) => bail!("{}", problems.first().map(ToString::to_string).unwrap_or_default()),
    }
}

/// Renames what `source` and `sources` refer to.
fn rename(value: &mut Value, short: &BTreeMap<String, String>) -> Result<()> {
    let new = |id: &Value| {
        let id = id.as_str().context("the id of a source is no text")?;
        short.get(id).map(|new| Value::from(new.as_str())).with_context(|| format!("no source is `{id}`"))
    };
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("source", id) => *id = new(id)?,
                    ("sources", Value::Array(ids)) => {
                        for id in ids {
                            *id = new(id)?;
                        }
                    }
                    (_, value) => rename(value, short)?,
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                rename(item, short)?;
            }
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn what_is_packed_says_the_same() {
        let text = project::read_text(&project::www().join("data/aukus.json")).unwrap();
        let packed = pack(&text).unwrap();
        assert!(packed.len() < text.len());
        let read = |text| Dataset::from_json(text).unwrap();
        let (written, packed) = (read(&text), read(&packed));
        assert_eq!(written.links, packed.links);
        for actor in 0..written.document.actors.len() {
            assert_eq!(written.fold.history(actor), packed.fold.history(actor));
        }
        for (written, packed) in written.document.sources.iter().zip(&packed.document.sources) {
            assert_eq!(
                (&written.title, &written.url, &written.note),
                (&packed.title, &packed.url, &packed.note)
            );
        }
        for (a, b) in written.document.events.iter().zip(&packed.document.events) {
            assert_eq!((&a.id, &a.title, a.claims.len()), (&b.id, &b.title, b.claims.len()));
            for (a, b) in a.claims.iter().zip(&b.claims) {
                assert_eq!(written.source(&a.source), packed.source(&b.source));
            }
        }
    }
}
