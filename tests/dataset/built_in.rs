//! The built-in dataset, read as its readers will.

use aukus_atlas::dataset::{Dataset, Day, unsourced};

fn aukus() -> Dataset {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/data/aukus.json");
    let text = std::fs::read_to_string(path).unwrap();
    Dataset::from_json(&text).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn status(dataset: &Dataset, actor: &str, day: &str) -> Option<String> {
    let actor = dataset.actor(actor).unwrap_or_else(|| panic!("no actor {actor}"));
    let shown = dataset.fold.standing(actor, Day::parse(day).unwrap(), None).shown?;
    Some(dataset.document.statuses[shown].id.to_string())
}

#[test]
fn everything_has_a_source() {
    let told: Vec<String> = unsourced(&aukus().document).iter().map(ToString::to_string).collect();
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn the_nine_actors_of_the_article_and_eight_others_are_there() {
    let dataset = aukus();
    for id in ["AUS", "GBR", "USA", "JPN", "CAN", "NZL", "KOR", "IND", "CHN"] {
        assert!(dataset.actor(id).is_some(), "{id}");
    }
    assert_eq!(dataset.document.actors.len(), 17);
}

#[test]
fn the_three_founders_are_members_from_the_first_day() {
    let dataset = aukus();
    for id in ["AUS", "GBR", "USA"] {
        assert_eq!(status(&dataset, id, "2021-09-14"), None, "{id}");
        assert_eq!(status(&dataset, id, "2021-09-15").as_deref(), Some("member"), "{id}");
        assert_eq!(status(&dataset, id, "2026-06-01").as_deref(), Some("member"), "{id}");
    }
}

#[test]
fn japan_goes_from_supportive_to_considered_on_8_april_2024() {
    let dataset = aukus();
    assert_eq!(status(&dataset, "JPN", "2022-06-01").as_deref(), Some("supportive"));
    assert_eq!(status(&dataset, "JPN", "2024-04-07").as_deref(), Some("mooted"));
    assert_eq!(status(&dataset, "JPN", "2024-04-08").as_deref(), Some("considered"));
}

#[test]
fn india_is_mooted_by_media_only_between_march_and_september_2024() {
    let dataset = aukus();
    assert_eq!(status(&dataset, "IND", "2024-03-18").as_deref(), Some("outside"));
    assert_eq!(status(&dataset, "IND", "2024-03-19").as_deref(), Some("mooted"));
    assert_eq!(status(&dataset, "IND", "2024-09-16").as_deref(), Some("mooted"));
    assert_eq!(status(&dataset, "IND", "2024-09-17").as_deref(), Some("outside"));
}

#[test]
fn all_claims_of_the_article_are_told_with_a_source() {
    let dataset = aukus();
    let claims = dataset.document.events.iter().flat_map(|event| &event.claims).count();
    assert!(claims >= 21, "{claims}");
}

#[test]
fn quotations_are_short() {
    for event in &aukus().document.events {
        for claim in &event.claims {
            let Some(quote) = &claim.quote else { continue };
            let words = quote.find("en", "en").text.split_whitespace().count();
            assert!(words <= 15, "{}: {words} words", &*event.id);
        }
    }
}
