//! The built-in datasets, read as their readers will.

use aukus_atlas::dataset::{Dataset, Day, unsourced};

fn aukus() -> Dataset {
    built_in("aukus")
}

fn built_in(name: &str) -> Dataset {
    let path = format!("{}/www/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
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
    for name in ["aukus", "nato", "eu"] {
        let told: Vec<String> = unsourced(&built_in(name).document).iter().map(ToString::to_string).collect();
        assert_eq!(told, Vec::<String>::new(), "{name}");
    }
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
    for name in ["aukus", "nato", "eu"] {
        for event in &built_in(name).document.events {
            for claim in &event.claims {
                let Some(quote) = &claim.quote else { continue };
                let words = quote.find("en", "en").text.split_whitespace().count();
                assert!(words <= 15, "{}: {words} words", &*event.id);
            }
        }
    }
}

/// How many actors have one of these statuses on a day.
fn count(dataset: &Dataset, statuses: &[&str], day: &str) -> usize {
    let ids = dataset.document.actors.iter().map(|actor| status(dataset, &actor.id, day));
    ids.flatten().filter(|id| statuses.contains(&id.as_str())).count()
}

#[test]
fn nato_has_as_many_members_as_it_had() {
    let nato = built_in("nato");
    let known = [
        ("1949-04-04", 0),
        ("1949-08-23", 0),
        ("1949-08-24", 12),
        ("1952-02-17", 12),
        ("1952-02-18", 14),
        ("1955-05-06", 15),
        ("1982-05-30", 16),
        ("1990-10-03", 16),
        ("1999-03-12", 19),
        ("2004-03-29", 26),
        ("2009-04-01", 28),
        ("2017-06-05", 29),
        ("2020-03-27", 30),
        ("2023-04-04", 31),
        ("2024-03-06", 31),
        ("2024-03-07", 32),
        ("2024-12-31", 32),
    ];
    for (day, members) in known {
        assert_eq!(count(&nato, &["member", "outside-command"], day), members, "{day}");
    }
}

#[test]
fn france_greece_and_spain_are_members_outside_the_command_while_they_were() {
    let nato = built_in("nato");
    for (id, before, first, last, back) in [
        ("FRA", "1966-06-30", "1966-07-01", "2009-04-03", "2009-04-04"),
        ("GRC", "1974-08-13", "1974-08-14", "1980-10-19", "1980-10-20"),
    ] {
        assert_eq!(status(&nato, id, before).as_deref(), Some("member"), "{id}");
        assert_eq!(status(&nato, id, first).as_deref(), Some("outside-command"), "{id}");
        assert_eq!(status(&nato, id, last).as_deref(), Some("outside-command"), "{id}");
        assert_eq!(status(&nato, id, back).as_deref(), Some("member"), "{id}");
    }
    assert_eq!(status(&nato, "ESP", "1982-05-29"), None);
    assert_eq!(status(&nato, "ESP", "1998-12-31").as_deref(), Some("outside-command"));
    assert_eq!(status(&nato, "ESP", "1999-01-01").as_deref(), Some("member"));
}

#[test]
fn the_european_union_has_as_many_members_as_it_had() {
    let union = built_in("eu");
    let known = [
        ("1952-07-22", 0),
        ("1952-07-23", 6),
        ("1972-12-31", 6),
        ("1973-01-01", 9),
        ("1981-01-01", 10),
        ("1985-02-01", 10),
        ("1986-01-01", 12),
        ("1995-01-01", 15),
        ("2004-04-30", 15),
        ("2004-05-01", 25),
        ("2007-01-01", 27),
        ("2013-07-01", 28),
        ("2020-01-30", 28),
        ("2020-02-01", 27),
        ("2020-12-31", 27),
    ];
    for (day, members) in known {
        assert_eq!(count(&union, &["member", "leaving"], day), members, "{day}");
    }
}

#[test]
fn those_who_left_the_union_are_told_apart_from_those_who_never_came_in() {
    let union = built_in("eu");
    assert_eq!(status(&union, "DZA", "1962-06-30").as_deref(), Some("part"));
    assert_eq!(status(&union, "DZA", "1962-07-05").as_deref(), Some("left"));
    assert_eq!(status(&union, "GRL", "1985-01-31").as_deref(), Some("part"));
    assert_eq!(status(&union, "GRL", "1985-02-01").as_deref(), Some("left"));
    assert_eq!(status(&union, "GBR", "2017-03-28").as_deref(), Some("member"));
    assert_eq!(status(&union, "GBR", "2017-03-29").as_deref(), Some("leaving"));
    assert_eq!(status(&union, "GBR", "2020-12-31").as_deref(), Some("left"));
    assert_eq!(status(&union, "MAR", "2020-12-31").as_deref(), Some("refused"));
    assert_eq!(status(&union, "NOR", "2020-12-31").as_deref(), Some("declined"));
}

#[test]
fn a_refusal_ends_where_talks_begin() {
    let union = built_in("eu");
    assert_eq!(status(&union, "GBR", "1963-02-01").as_deref(), Some("refused"));
    assert_eq!(status(&union, "GBR", "1967-06-01").as_deref(), Some("applied"));
    assert_eq!(status(&union, "GBR", "1968-01-01").as_deref(), Some("refused"));
    assert_eq!(status(&union, "GBR", "1970-06-30").as_deref(), Some("negotiating"));
    let gbr = union.actor("GBR").unwrap();
    let standing = union.fold.standing(gbr, Day::parse("1980-01-01").unwrap(), None);
    assert_eq!(standing.unordered, None, "nothing is told of it beside its membership");
}

#[test]
fn an_application_may_rest_and_be_taken_up_again() {
    let union = built_in("eu");
    for (day, known) in [
        ("1996-10-31", "applied"),
        ("1997-06-01", "declined"),
        ("1998-09-13", "declined"),
        ("1998-09-14", "applied"),
        ("1999-12-10", "candidate"),
        ("2004-05-01", "member"),
    ] {
        assert_eq!(status(&union, "MLT", day).as_deref(), Some(known), "{day}");
    }
}

#[test]
fn every_tour_leads_to_events_within_the_data() {
    for name in ["aukus", "nato", "eu"] {
        let dataset = built_in(name);
        for tour in &dataset.document.tours {
            assert!((8..=12).contains(&tour.steps.len()), "{name}: {} steps", tour.steps.len());
            for step in &tour.steps {
                let date = step.date.as_ref().unwrap_or_else(|| panic!("{name}: a step without a date"));
                assert!(date.first_day() <= dataset.updated(), "{name}: {date:?}");
                assert!(step.camera.is_some(), "{name}: a step without a camera");
            }
        }
    }
}
