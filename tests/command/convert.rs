//! `atlas convert`.

use std::fs;

use crate::{atlas, file, own};

#[test]
fn what_is_converted_passes_check_as_it_is() {
    let files = [
        ("www/gallery/guide.csv", "csv"),
        ("tests/convert/documents/voyage.json", "timelinejs"),
        ("tests/convert/documents/observatories.csv", "timelinejs"),
        ("tests/convert/documents/quakes.geojson", "geojson"),
    ];
    for (path, from) in files {
        let ran = atlas(&["convert", "--from", from], &own(path));
        assert_eq!(ran.code, Some(0), "{path}: {}", ran.err);
        let written = file("converted.json", &ran.out);
        let checked = atlas(&["check"], &written);
        assert_eq!((checked.code, checked.out.as_str()), (Some(0), ""), "{path}");
        let guessed = atlas(&["convert"], &own(path));
        assert_eq!(guessed.out, ran.out, "without --from it is what it looks like");
    }
}

#[test]
fn the_dataset_goes_to_a_file_where_one_is_named() {
    let target = file("to.json", "");
    let name = target.display().to_string();
    let ran = atlas(
        &["convert", "-o", &name, "--title", "Pact", "--language", "fr"],
        &own("www/gallery/guide.csv"),
    );
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    let written = fs::read_to_string(target).expect("it has been written");
    assert!(
        written.starts_with("{\n  \"schema\": 1,\n  \"title\": \"Pact\",\n  \"language\": \"fr\","),
        "{written}"
    );
}

#[test]
fn a_wrong_file_ends_with_1_and_writes_no_dataset() {
    let target = file("not-written.json", "before");
    let name = target.display().to_string();
    let wrong = file("wrong-dates.csv", "date,title\nsoon,A\n");
    let ran = atlas(&["convert", "--from", "csv", "-o", &name], &wrong);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("wrong-dates.csv:2:1: line 2, date: found \"soon\""), "{}", ran.err);
    assert_eq!(fs::read_to_string(target).ok().as_deref(), Some("before"));
}

#[test]
fn guesses_are_warnings_on_standard_error() {
    let table = file("guesses.csv", "date,title,photo\n4/8/2024 14:30,A,x.jpg\n");
    let ran = atlas(&["convert", "--dates", "month-first"], &table);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("\"2024-04-08T14:30:00Z\""), "{}", ran.out);
    assert!(
        ran.err.contains("guesses.csv:1:12: warning: line 1: found a column \"photo\", which is not read"),
        "{}",
        ran.err
    );
}

#[test]
fn misuse_ends_with_2() {
    let ran = atlas(&["convert", "--from", "pdf"], &own("www/gallery/guide.csv"));
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    let ran = atlas(&["convert", "--language", "not a tag"], &own("www/gallery/guide.csv"));
    assert_eq!(ran.code, Some(2));
}

#[test]
fn a_table_of_old_windows_is_read_and_that_is_told() {
    let path = file("old.csv", b"date;actor;status;title\r\n2024-04-08;Japan;member;\x84\xd6l\x93 \x80\r\n");
    let ran = atlas(&["convert"], &path);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("„Öl“ €"), "{}", ran.out);
    assert!(ran.err.contains("old.csv: not UTF-8, in line 2; read as Windows-1252"), "{}", ran.err);
    let ran = atlas(&["convert"], &file("book.xlsx", b"PK\x03\x04\x00\xff"));
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("is no text"), "{}", ran.err);
}
