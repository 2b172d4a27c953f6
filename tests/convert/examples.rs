//! What becomes what, by example: beside each document stands the dataset that it makes.
//!
//! `UPDATE_EXAMPLES=1 cargo test --test convert` writes them anew; look at what has changed.

use std::fs;
use std::path::{Path, PathBuf};

use aukus_atlas::convert::{Form, Options, read};
use aukus_atlas::json::write_pretty;

use crate::converted;

const EXAMPLES: [(&str, Form); 4] = [
    ("tests/convert/documents/voyage.json", Form::TimelineJs),
    ("tests/convert/documents/observatories.csv", Form::TimelineJs),
    ("tests/convert/documents/quakes.geojson", Form::GeoJson),
    ("www/gallery/guide.csv", Form::Csv),
];

#[test]
fn documents_become_what_the_examples_show() {
    for (path, form) in EXAMPLES {
        let (_, tree, _) = converted(&text(path), form);
        let written = write_pretty(&(&tree).into());
        let example = example(path);
        if std::env::var_os("UPDATE_EXAMPLES").is_some() {
            fs::write(&example, &written).expect("the example can be written");
        }
        let shown = fs::read_to_string(&example).unwrap_or_default();
        assert_eq!(written, shown, "{path} becomes something else than {}", example.display());
    }
}

#[test]
fn what_they_become_is_a_dataset_like_any_other_and_stays_as_it_is() {
    for (path, form) in EXAMPLES {
        let (_, _, outcome) = converted(&text(path), form);
        let written = write_pretty(&outcome.dataset.expect("it was right"));
        let again = read(&written, None, &Options::default());
        assert_eq!((again.form, again.errors.len(), again.warnings.len()), (Form::Dataset, 0, 0), "{path}");
        assert_eq!(again.dataset.map(|dataset| write_pretty(&dataset)), Some(written), "{path}");
    }
}

#[test]
fn the_same_text_gives_the_same_ids_and_a_row_more_changes_no_others() {
    let table = text("www/gallery/guide.csv");
    let ids = |text: &str| {
        let (dataset, _, _) = converted(text, Form::Csv);
        let actors = dataset.document.actors.into_iter().map(|actor| actor.id.0);
        actors.chain(dataset.document.events.into_iter().map(|event| event.id.0)).collect::<Vec<_>>()
    };
    let before = ids(&table);
    assert_eq!(before, ids(&table));
    let more = table.replacen(
        "2019-03,Norway",
        "2018-01-01,Denmark,Others,observer,,3,A letter,,,,,,\n2019-03,Norway",
        1,
    );
    let after = ids(&more);
    assert!(before.iter().all(|id| after.contains(id)), "{before:?} and {after:?}");
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the document is there")
}

fn example(path: &str) -> PathBuf {
    let stem = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/convert/documents/{stem}.converted.json"))
}
