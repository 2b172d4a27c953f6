//! Whatever is handed in, nothing panics and what must hold holds: each fuzz target's twin, over its corpus,
//! over cuts and changes of that, and over text of no sense.

use std::path::PathBuf;

use aukus_atlas_fuzz as targets;
use proptest::prelude::*;
use proptest::sample::Index;

#[path = "../../fuzz/lib.rs"]
mod aukus_atlas_fuzz;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files = std::fs::read_dir(folder).expect("each target has a corpus");
    files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

/// What a slip of a hand or a bad line makes of a file.
#[derive(Clone, Debug)]
enum Harm {
    Cut(Index),
    Flip(Index, u8),
    Double(Index, Index),
    Drop(Index, Index),
    Insert(Index, String),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<Index>;
    // What is likely to mean something to a reader of JSON, dates, addresses, tables.
    let words = prop_oneof![
        "[-0-9T:~?%/.]{1,12}",
        Just("null".to_owned()),
        Just("1e999".to_owned()),
        Just("\"".to_owned()),
        Just(",".to_owned()),
        Just("{}".to_owned()),
        Just("[[[[[[[[".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        "\\PC{0,8}",
    ];
    prop_oneof![
        at().prop_map(Harm::Cut),
        (at(), any::<u8>()).prop_map(|(at, byte)| Harm::Flip(at, byte)),
        (at(), at()).prop_map(|(from, to)| Harm::Double(from, to)),
        (at(), at()).prop_map(|(from, to)| Harm::Drop(from, to)),
        (at(), words).prop_map(|(at, word)| Harm::Insert(at, word)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let place = |index: &Index| index.index(bytes.len() + 1);
        let ordered = |a: &Index, b: &Index| (place(a).min(place(b)), place(a).max(place(b)));
        match harm {
            Harm::Cut(at) => bytes.truncate(place(at)),
            Harm::Flip(at, byte) => {
                let at = place(at);
                if let Some(there) = bytes.get_mut(at) {
                    *there ^= byte;
                }
            }
            Harm::Double(a, b) => {
                let (from, to) = ordered(a, b);
                let piece = bytes[from..to].to_vec();
                bytes.splice(to..to, piece);
            }
            Harm::Drop(a, b) => {
                let (from, to) = ordered(a, b);
                bytes.drain(from..to);
            }
            Harm::Insert(at, word) => {
                let at = place(at);
                bytes.splice(at..at, word.bytes());
            }
        }
    }
    bytes
}

/// Files of a corpus, harmed up to four times.
fn harmed_files(target: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let file = prop::sample::select(corpus(target));
    (file, prop::collection::vec(harm(), 0..5)).prop_map(|(file, harms)| harmed(file, &harms))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn each_corpus_passes_as_it_is() {
    let run = |target: &str, run: fn(&[u8])| corpus(target).iter().for_each(|file| run(file));
    run("dataset", |file| targets::dataset(&text(file)));
    run("edtf", |file| targets::edtf(&text(file)));
    run("permalink", |file| targets::permalink(&text(file)));
    run("world", targets::world);
    run("csv", targets::csv);
    run("changes", |file| targets::changes(&text(file)));
    run("timelinejs", |file| targets::timelinejs(&text(file)));
    run("geojson", |file| targets::geojson(&text(file)));
}

proptest! {
    #[test]
    fn a_harmed_dataset_is_refused_or_shown(file in harmed_files("dataset")) {
        targets::dataset(&text(&file));
    }

    #[test]
    fn a_harmed_date_is_refused_or_covers_days(file in harmed_files("edtf")) {
        targets::edtf(&text(&file));
    }

    #[test]
    fn any_text_is_refused_as_a_date_or_covers_days(text in "\\PC{0,24}") {
        targets::edtf(&text);
    }

    #[test]
    fn any_fragment_is_a_state(file in harmed_files("permalink"), noise in "\\PC{0,40}") {
        targets::permalink(&text(&file));
        targets::permalink(&noise);
    }

    #[test]
    fn a_harmed_world_is_refused_or_drawn(file in harmed_files("world")) {
        targets::world(&file);
    }

    #[test]
    fn a_harmed_table_is_refused_or_read_the_same_in_any_pieces(file in harmed_files("csv")) {
        targets::csv(&file);
    }

    #[test]
    fn a_harmed_table_of_changes_becomes_a_dataset_or_is_refused(file in harmed_files("changes")) {
        targets::changes(&text(&file));
    }

    #[test]
    fn harmed_slides_become_a_dataset_or_are_refused(file in harmed_files("timelinejs")) {
        targets::timelinejs(&text(&file));
    }

    #[test]
    fn harmed_features_become_a_dataset_or_are_refused(file in harmed_files("geojson")) {
        targets::geojson(&text(&file));
    }
}
