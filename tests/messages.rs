//! The widget's words in every language: none missing, none left in English, nothing lost of what is filled in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

type Words = BTreeMap<String, String>;
type Language = (&'static str, &'static [&'static str], fn(char) -> bool);

const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The other languages, the forms in which each counts (Unicode's CLDR; what the browser asks for is held
/// against the same files in `tests/browser/languages.rs`), and a letter of the script it is written in.
const LANGUAGES: [Language; 6] = [
    ("ar", &FORMS, |c| ('\u{600}'..='\u{6ff}').contains(&c)),
    ("fr", &["one", "other"], char::is_alphabetic),
    ("hi", &["one", "other"], |c| ('\u{900}'..='\u{97f}').contains(&c)),
    ("ja", &["other"], |c| ('\u{3040}'..='\u{30ff}').contains(&c) || is_ideograph(c)),
    ("ko", &["other"], |c| ('\u{ac00}'..='\u{d7a3}').contains(&c)),
    ("zh", &["other"], is_ideograph),
];

/// French words that are English ones too.
const SAME_IN_FRENCH: [&str; 6] = ["Citation", "Code", "Globe", "Pause", "Projection", "Sources"];

/// What is a name in every language.
const NAMES: [&str; 1] = ["iframe"];

fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn read(language: &str) -> (Vec<String>, Words) {
    let path = format!("{}/www/messages/{language}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    // One key a line, as they are written: a map would hide their order and doubles.
    let keys = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\": \""));
    let keys = keys.map(|(key, _)| key.to_owned()).collect();
    (keys, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}")))
}

/// The part of a key before the form of a count, for keys that have one.
fn counted<'a>(key: &'a str, english: &Words) -> Option<&'a str> {
    let (base, form) = key.rsplit_once('.')?;
    let is_plural = ["one", "other"].iter().all(|form| english.contains_key(&format!("{base}.{form}")));
    (FORMS.contains(&form) && is_plural).then_some(base)
}

fn filled_in(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

#[test]
fn every_language_has_the_keys_of_english_in_its_own_forms() {
    let (_, english) = read("en");
    for (language, forms, _) in LANGUAGES {
        let (_, words) = read(language);
        let expected: BTreeSet<String> = english
            .keys()
            .flat_map(|key| match counted(key, &english) {
                Some(base) => forms.iter().map(|form| format!("{base}.{form}")).collect(),
                None => vec![key.clone()],
            })
            .collect();
        let found: BTreeSet<String> = words.keys().cloned().collect();
        let missing: Vec<_> = expected.difference(&found).collect();
        let unknown: Vec<_> = found.difference(&expected).collect();
        assert!(
            missing.is_empty() && unknown.is_empty(),
            "{language}: missing {missing:?}, unknown {unknown:?}"
        );
    }
}

#[test]
fn keys_stand_in_order_and_once() {
    for language in LANGUAGES.map(|(language, ..)| language).into_iter().chain(["en"]) {
        let (keys, words) = read(language);
        let sorted: Vec<&String> = words.keys().collect();
        assert_eq!(keys.iter().collect::<Vec<_>>(), sorted, "{language}");
    }
}

#[test]
fn nothing_that_is_filled_in_is_lost() {
    let (_, english) = read("en");
    for (language, ..) in LANGUAGES {
        for (key, text) in &read(language).1 {
            let base = counted(key, &english);
            let expected = filled_in(&english[&base.map_or(key.clone(), |base| format!("{base}.other"))]);
            let mut found = filled_in(text);
            // "One event", "two events": a word may tell the number.
            if base.is_some()
                && ["zero", "one", "two"].iter().any(|form| key.ends_with(form))
                && expected.contains("n")
            {
                found.insert("n");
            }
            assert_eq!(found, expected, "{language}: {key}: {text}");
        }
    }
}

#[test]
fn nothing_is_left_in_english() {
    let (_, english) = read("en");
    for (language, _, is_own) in LANGUAGES {
        for (key, text) in &read(language).1 {
            // What is filled in is no word.
            let bare: String =
                text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
            let has_words = bare.chars().any(char::is_alphabetic) && !NAMES.contains(&bare.trim());
            let is_same = english.get(key) == Some(text) && !SAME_IN_FRENCH.contains(&text.as_str());
            assert!(!has_words || (bare.chars().any(is_own) && !is_same), "{language}: {key}: {text}");
        }
    }
}

/// What the built-in dataset is called in a language: each text with the path at which it stands.
fn names(language: &str) -> BTreeMap<String, String> {
    fn collect(value: &Value, path: &str, names: &mut BTreeMap<String, String>) {
        if let Value::String(text) = value {
            names.insert(path.to_owned(), text.clone());
        }
        for (key, value) in value.as_object().into_iter().flatten() {
            collect(value, &format!("{path}/{key}"), names);
        }
    }
    let path = format!("{}/www/texts/{language}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut names = BTreeMap::new();
    collect(&serde_json::from_str(&text).unwrap(), "", &mut names);
    names
}

#[test]
fn the_built_in_dataset_has_a_name_in_every_language_for_all_that_is_always_seen() {
    let path = format!("{}/www/data/aukus.json", env!("CARGO_MANIFEST_DIR"));
    let dataset: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut english = BTreeMap::from([("/title".to_owned(), text(&dataset["title"]))]);
    let mut expect = |list: &str, keys: &[&str], of: &Value| {
        for item in of.as_array().unwrap() {
            let id = item["id"].as_str().unwrap();
            let there = keys.iter().filter_map(|key| Some((key, item.get(*key)?)));
            english.extend(there.map(|(key, value)| (format!("{list}/{id}/{key}"), text(value))));
        }
    };
    expect("/scales", &["label", "note"], &dataset["scales"]);
    expect("/statuses", &["label", "plural"], &dataset["statuses"]);
    expect("/groups", &["label"], &dataset["groups"]);
    expect("/tracks", &["label"], &dataset["tracks"]);
    for track in dataset["tracks"].as_array().unwrap() {
        expect(&format!("/tracks/{}/areas", track["id"].as_str().unwrap()), &["label"], &track["areas"]);
    }
    let actors = dataset["actors"].as_array().unwrap().iter();
    let names_of_actors: BTreeMap<String, String> = actors
        .map(|actor| (format!("/actors/{}", actor["id"].as_str().unwrap()), text(&actor["label"])))
        .collect();
    for (language, _, is_own) in LANGUAGES {
        let names = names(language);
        let missing: Vec<&String> = english.keys().filter(|path| !names.contains_key(*path)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        for (path, name) in &names {
            // A plural that the dataset lacks is that of its label.
            let of_label = || english.get(&path.replace("/plural", "/label"));
            // Nor need a name that is short in English be so elsewhere, or the other way round.
            let of_actor = || names_of_actors.get(path.strip_suffix("/short")?);
            let written = english.get(path).or_else(of_label).or_else(of_actor);
            let written = written.unwrap_or_else(|| panic!("{language}: nothing is at {path}"));
            // A few words are the same in French.
            let is_same = name == written && !["Cyber", "Innovation"].contains(&&**written);
            let is_own_word = name.chars().any(is_own) || path.ends_with("/short");
            assert!(is_own_word && !is_same, "{language}: {path}: {name}");
        }
    }
}
