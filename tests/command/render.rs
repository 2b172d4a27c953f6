//! Pictures, cards and fallbacks of a day.

use std::fs;

use crate::{atlas, file, own};

/// Where a picture is to go.
fn output(name: &str) -> (std::path::PathBuf, String) {
    let path = file(name, "");
    let text = path.display().to_string();
    (path, text)
}

#[test]
fn a_day_becomes_a_drawing() {
    let (path, name) = output("day.svg");
    let ran = atlas(
        &["render", "--date", "2024-04-08", "--select", "JPN", "-o", &name],
        &own("www/data/aukus.json"),
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let drawing = fs::read_to_string(path).unwrap();
    assert!(
        drawing.starts_with("<svg") && drawing.contains("On 8 April 2024: 3 members"),
        "{}",
        &drawing[..400]
    );
    assert!(drawing.contains("Considered"), "what is chosen is told");
}

#[test]
fn a_card_is_as_large_as_was_asked_for() {
    let (path, name) = output("card.png");
    let ran = atlas(
        &["render", "--date", "1999-03-24", "--size", "1200x630", "-o", &name],
        &own("www/data/nato.json"),
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let bytes = fs::read(path).unwrap();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((&bytes[1..4], number(16), number(20)), (&b"PNG"[..], 1200, 630));
}

#[test]
fn a_fallback_is_text_with_its_events_and_sources() {
    let (path, name) = output("day.html");
    let ran = atlas(&["render", "--date", "2020-02-01", "--html", "-o", &name], &own("www/data/eu.json"));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = fs::read_to_string(path).unwrap();
    for part in
        ["<figure", "27 members", "<time datetime=\"2020-01-31\">", "href=\"https://", "application/ld+json"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("<time datetime=\"2020-12-31\">"), "later events are not of the day");
}

#[test]
fn a_wrong_dataset_is_not_drawn() {
    let (path, name) = output("wrong.svg");
    let ran =
        atlas(&["render", "--date", "2024-04-08", "-o", &name], &file("wrong.json", "{ \"schema\": 1 }"));
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.is_empty() && ran.err.contains("wrong.json:1:1: "), "{} {}", ran.out, ran.err);
    assert_eq!(fs::read_to_string(path).unwrap(), "");
    let ran = atlas(&["render", "--date", "tomorrow", "-o", &name], &own("www/data/aukus.json"));
    assert_eq!(ran.code, Some(2), "{}", ran.err);
}
