//! What must hold for whatever is handed to the parts that read what others wrote. Fuzz targets and the
//! tests of `tests/hostile` call the same functions.
//!
//! ```sh
//! cargo +nightly fuzz run dataset      # or edtf, world, permalink, csv, changes, timelinejs, geojson
//! ```
//!
//! Corpora are in `fuzz/corpus/`, what has been run in `fuzz/README.md`.

use std::sync::LazyLock;

use aukus_atlas::atlas::{
    Filter, Selection, State, day_from_text, pairs_from_state, state_from_pairs, state_to_json,
};
use aukus_atlas::convert::{Form, Options, read};
use aukus_atlas::dataset::{CsvReader, Dataset, Day, Edtf};
use aukus_atlas::scene::Path;
use aukus_atlas::world::{Clipper, CountryIndex, Projection, View, World};

/// A small dataset with one of everything that a state can name.
static SMALL: LazyLock<Dataset> = LazyLock::new(|| {
    let text = include_str!("corpus/dataset/small.json");
    Dataset::from_json(text).expect("the corpus has a right dataset")
});

/// A dataset is refused with a list of what is wrong, or it can be folded, filtered and told.
pub fn dataset(text: &str) {
    let dataset = match Dataset::from_json(text) {
        Ok(dataset) => dataset,
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a word");
            assert!(problems.iter().all(|problem| !problem.expected.is_empty()), "{problems:?}");
            return;
        }
    };
    let state = State::opening(&dataset);
    let days = [Day::MIN, state.date, Day::MAX];
    let document = &dataset.document;
    for actor in 0..document.actors.len() {
        for day in days {
            let shown = dataset.fold.standing(actor, day, None).shown;
            assert!(shown.is_none_or(|status| status < document.statuses.len()));
        }
    }
    let filter = Filter::new(&state, &dataset);
    (0..document.actors.len()).for_each(|actor| {
        filter.actor(actor);
    });
    for (at, (event, links)) in document.events.iter().zip(&dataset.links).enumerate() {
        assert!(links.first_day.is_none_or(|first| links.last_day.is_none_or(|last| first <= last)));
        assert!(filter.event(at), "nothing is filtered in the state that a dataset opens with");
        let chosen = State { selected: Some(event.id.to_string()), ..state.clone() };
        assert!(matches!(chosen.selection(&dataset), Some(Selection::Event(_))));
    }
    let range = state.time_range(&dataset);
    assert!(range.start_day < range.end_day, "{range:?}");
    state_to_json(&state, &dataset);
}

/// A date that is read covers at least a day and is written as it was read.
pub fn edtf(text: &str) {
    let day = day_from_text(text);
    let Ok(date) = Edtf::parse(text) else {
        assert_eq!(day, None, "a day is a date");
        return;
    };
    assert!(date.first_day() <= date.last_day(), "{text}");
    assert!(Day::MIN <= date.first_day() && date.last_day() <= Day::MAX, "{text}");
    assert_eq!(date.to_string(), text);
    assert_eq!(Edtf::parse(&date.to_string()).as_ref(), Ok(&date));
    for point in [date.start(), date.end()].into_iter().flatten() {
        assert!(point.first <= point.last, "{text}");
        let (year, month, number) = point.first.to_ymd();
        assert_eq!(Day::from_ymd(year, month, number), Some(point.first), "{text}");
    }
}

/// A world file is refused, or draws only finite points and names only countries it has. The first two
/// bytes tell how long the base part is; the rest is a detail part.
pub fn world(bytes: &[u8]) {
    let Some((length, rest)) = bytes.split_first_chunk::<2>() else { return };
    let (base, detail) = rest.split_at(usize::from(u16::from_le_bytes(*length)).min(rest.len()));
    let Ok(base) = World::decode(base) else { return };
    look_at(&base);
    if let Ok(refined) = base.refine(detail) {
        look_at(&refined);
    }
}

fn look_at(world: &World) {
    let mut clipper = Clipper::new();
    for projection in [Projection::Flat, Projection::Globe] {
        let view = View::new(projection, 20.0, 10.0, 300.0, 640.0, 320.0);
        let mut path = Path::default();
        world.fill_land(&view, &mut clipper, &mut path);
        world.stroke_borders(&view, &mut path);
        for country in 0..world.countries().len().min(300) {
            world.fill_country(&view, CountryIndex(country as u16), &mut clipper, &mut path);
        }
        assert!(path.bounds().is_none_or(|bounds| bounds.iter().all(|side| side.is_finite())));
    }
    for (lon_deg, lat_deg) in [(0.0, 0.0), (-180.0, 90.0), (179.999, -90.0), (725.0, 12.0)] {
        let found = world.country_at(lon_deg, lat_deg);
        assert!(found.is_none_or(|country| world.country(country).is_some()));
    }
}

/// Any fragment gives a state whose numbers are finite and within bounds; written as a fragment and read
/// again, that state gives the same fragment.
pub fn permalink(fragment: &str) {
    let dataset = &*SMALL;
    let opening = State::opening(dataset);
    let read = |text: &str| {
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        let mut pairs = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        state_from_pairs(&mut pairs, &opening, dataset)
    };
    let write = |state: &State| {
        let pairs = pairs_from_state(state, &opening, dataset);
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    };
    let state = read(fragment);
    let camera = state.camera;
    assert!(
        [camera.lon_deg, camera.lat_deg, camera.zoom].iter().all(|number| number.is_finite()),
        "{camera:?}"
    );
    assert!(camera.zoom > 0.0 && camera.lat_deg.abs() <= 90.0, "{camera:?}");
    let range = state.time_range(dataset);
    assert!(range.start_day < range.end_day, "{range:?}");
    assert!(state.selected.is_none() || state.selection(dataset).is_some());
    let told = write(&state);
    assert_eq!(write(&read(&told)), told, "of {fragment:?}");
}

/// A file of events gives the same however it is cut into pieces; the first byte tells how it is cut.
pub fn csv(bytes: &[u8]) {
    let Some((&cut, text)) = bytes.split_first() else { return };
    let read = |piece: usize| {
        let mut reader = CsvReader::default();
        for piece in text.chunks(piece.max(1)) {
            reader.feed(piece);
        }
        let columns = reader.finish().map_err(|problems| {
            assert!(!problems.is_empty(), "refused without a word");
            problems.iter().map(ToString::to_string).collect::<Vec<_>>()
        })?;
        let rows = columns.len();
        assert!([columns.actors.len(), columns.statuses.len()].iter().all(|&len| len == 0 || len == rows));
        Ok::<_, Vec<String>>((columns.days, columns.actors, columns.statuses, columns.titles))
    };
    assert_eq!(read(usize::from(cut)), read(text.len()));
}

/// A table of changes becomes a dataset or is refused.
pub fn changes(text: &str) {
    converted(text, Form::Csv);
}

/// So does a TimelineJS document, or a table of slides.
pub fn timelinejs(text: &str) {
    converted(text, Form::TimelineJs);
}

/// And so do GeoJSON features.
pub fn geojson(text: &str) {
    converted(text, Form::GeoJson);
}

/// Either there is a dataset, which passes, or errors; each finding is at a place of the text.
fn converted(text: &str, form: Form) {
    for form in [Some(form), None] {
        let outcome = read(text, form, &Options::default());
        assert_eq!(outcome.dataset.is_some(), outcome.errors.is_empty(), "{form:?}");
        for finding in outcome.errors.iter().chain(&outcome.warnings) {
            assert!(text.get(finding.span.start.min(text.len())..).is_some(), "{finding:?}");
        }
        if let Some(dataset) = outcome.dataset {
            assert!(Dataset::read(dataset).is_ok(), "{form:?}");
        }
    }
}
