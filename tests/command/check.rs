//! `atlas check`.

use crate::{SMALL, atlas, file, own};

#[test]
fn a_good_dataset_ends_with_0_and_says_nothing_on_standard_output() {
    let ran = atlas(&["check"], &file("good.json", SMALL));
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    for built_in in ["www/data/aukus.json", "www/data/nato.json", "www/data/eu.json"] {
        let ran = atlas(&["check", "--sourced"], &own(built_in));
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{built_in}: {}", ran.err);
    }
}

#[test]
fn errors_go_to_standard_output_with_their_line_and_a_mark_and_end_with_1() {
    let path = file(
        "wrong.json",
        SMALL.replace("\"actors\": [\"JPN\"]", "\"actors\": [\"JPM\"]").replace("\"2024-04\"", "\"2024-13\""),
    );
    let ran = atlas(&["check"], &path);
    assert_eq!(ran.code, Some(1));
    let name = path.display();
    let expected = format!(
        "{name}:8:30: events[0].date: found \"2024-13\"; expected a date like \"2024-04-08\", \"2024-04\" or \"2023/2025\"\n  \
         |\n\
         8 |     {{ \"id\": \"joins\", \"date\": \"2024-13\", \"title\": \"Japan joins\", \"summary\": \"\",…\n  \
         |                              ^^^^^^^^^ the month must be 01 to 12\n\n\
         {name}:9:18: events[0].actors[0]: found \"JPM\"; expected the id of an actor\n  \
         |\n\
         9 |       \"actors\": [\"JPM\"], \"sources\": [],\n  \
         |                  ^^^^^ did you mean \"JPN\"?\n\n"
    );
    assert_eq!(ran.out, expected);
    assert_eq!(ran.err, format!("{name}: 2 to mend\n"));
}

#[test]
fn a_slip_of_the_pen_is_told_as_what_it_is() {
    let table = [
        (
            SMALL.replace("\"language\": \"en\", ", "\"language\": \"en\" "),
            "2:52: dataset: found \"updated\"; expected \",\" or \"}\"",
            "is a comma missing before this?",
        ),
        (
            SMALL.replace("\"member\" }] }", "\"member\" }], }"),
            "10:58: events[0]: found a comma before \"}\"; expected a comma only between two",
            "remove this comma",
        ),
        (
            SMALL.replace("\"title\": \"A pact\"", "\"title\": \"A pact\", \"title\": \"B\""),
            "2:35: title: found a key that stands twice; expected each key once; line 2 has it already",
            "^^^^^^^",
        ),
        (
            SMALL.replace("\"group\": \"all\"", "\"group\": \"all\", \"colour\": \"red\""),
            "6:45: actors[0].colour: found an unknown key; expected one of the keys id, group",
            "^^^^^^^^",
        ),
        (
            SMALL.replace("\"kind\": \"accession\",", ""),
            "8:5: events[0].kind: found nothing; expected the key \"kind\"",
            "^",
        ),
        (String::new(), "1:1: dataset: found the end of the text; expected a value", "^"),
    ];
    for (at, (text, first, marked)) in table.iter().enumerate() {
        let path = file(&format!("slip-{at}.json"), text);
        let ran = atlas(&["check"], &path);
        assert_eq!(ran.code, Some(1), "{first}");
        assert!(ran.out.starts_with(&format!("{}:{first}", path.display())), "{first}\n{}", ran.out);
        assert!(ran.out.contains(marked), "{marked}\n{}", ran.out);
    }
}

#[test]
fn sources_are_a_rule_only_where_they_are_asked_for() {
    let path = file("unsourced.json", SMALL);
    let ran = atlas(&["check", "--sourced"], &path);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.contains(":9:37: events[0].sources: found none; expected at least one source\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains(":10:19: events[0].changes[0].sources: found none"), "{}", ran.out);
}

#[test]
fn a_table_of_changes_is_checked_too() {
    let ran = atlas(&["check"], &own("www/gallery/guide.csv"));
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    let path = file("wrong.csv", "date,actor,status\n2024-04-31,Japan,member\n");
    let ran = atlas(&["check"], &path);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.contains("wrong.csv:2:1: line 2, date: found \"2024-04-31\"; expected a date like"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("2 | 2024-04-31,Japan,member\n  | ^^^^^^^^^^ that month has no such day"),
        "{}",
        ran.out
    );
}

#[test]
fn misuse_and_what_cannot_be_read_end_with_2() {
    let missing = atlas(&["check"], &own("no-such-file.json"));
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""));
    assert!(missing.err.contains("cannot read"), "{}", missing.err);
    let misused = atlas(&["check", "--nonsense"], &own("www/data/aukus.json"));
    assert_eq!((misused.code, misused.out.as_str()), (Some(2), ""));
    let latin = atlas(&["check"], &file("latin.json", b"{\n\"title\": \"Caf\xe9\"}\n"));
    assert_eq!((latin.code, latin.out.as_str()), (Some(2), ""));
    assert!(latin.err.contains("is not UTF-8, in line 2"), "{}", latin.err);
}
