//! Pictures of the timeline alone: axes from hours to millennia, dates as they are known, crowds.

use aukus_atlas::atlas::{Selection, State, merge_json};
use aukus_atlas::dataset::{Columns, Dataset};
use aukus_atlas::scene::svg::SvgPainter;
use aukus_atlas::scene::{
    Color, Fill, NativeHost, Outline, Palette, Shape, Timeline, TimelineInput, TimelineScene,
};
use serde_json::{Value, json};

/// The dataset of the pictures: three scales' worth of statuses, two groups, and the events given.
fn dataset(updated: &str, events: Vec<Value>, eras: Value) -> Dataset {
    let actor = |id: &str, group: &str| json!({"id": id, "group": group, "label": id});
    let json = json!({
        "schema": 1, "title": "A pact", "language": "en", "updated": updated,
        "scales": [{"id": "nearness", "label": "Nearness", "ordered": true}, {"id": "reaction", "label": "Reaction", "ordered": false}],
        "statuses": [
            {"id": "member", "label": "Member", "scale": "nearness", "tone": "ramp-1"},
            {"id": "near", "label": "Near", "scale": "nearness", "tone": "ramp-5"},
            {"id": "outside", "label": "Outside", "scale": "nearness", "tone": "ramp-8"},
            {"id": "critic", "label": "Critic", "scale": "reaction", "tone": "hatch"},
        ],
        "groups": [{"id": "first", "label": "First"}, {"id": "second", "label": "Second"}],
        "tracks": [], "sources": [
            {"id": "gov", "title": "A", "publisher": "B", "tier": "official"},
            {"id": "news", "title": "C", "publisher": "D", "tier": "press"},
        ],
        "actors": [actor("Athens", "first"), actor("Byzantium", "first"), actor("Corinth", "second"), actor("Delos", "second")],
        "events": events, "eras": eras,
    });
    Dataset::read(&json).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn event(id: usize, date: &str, title: &str, actors: &[&str], changes: Value) -> Value {
    json!({
        "id": format!("e{id}"), "date": date, "title": title, "summary": "", "kind": "meeting", "actors": actors,
        "sources": [if id.is_multiple_of(3) { "news" } else { "gov" }], "changes": changes,
    })
}

fn picture(dataset: &Dataset, width_px: f64, state: Value, set: impl Fn(&mut Timeline)) -> Vec<u8> {
    let host = NativeHost::english();
    let mut opening = State::opening(dataset);
    merge_json(&mut opening, &(&state).into(), dataset);
    let mut timeline = Timeline::new(dataset, &host);
    set(&mut timeline);
    timeline.follow(&opening, dataset);
    let input =
        TimelineInput { dataset, state: &opening, hovered: None, width_px, is_touch: false, host: &host };
    paint(timeline.scene(&input))
}

fn paint(timeline: TimelineScene) -> Vec<u8> {
    let palette = Palette::light();
    let mut painter = SvgPainter::new(&palette, "system-ui, sans-serif");
    let TimelineScene { mut scene, lane_labels, .. } = timeline;
    let (width_px, height_px) = (scene.width_px + 24.0, scene.height_px + 24.0);
    painter.shape(&Shape::rect(0.0, 0.0, width_px, height_px, Fill::Solid(Color::Paper)), &[]);
    scene.labels.extend(lane_labels);
    let (x, width) = (timeline.playhead_label_px as f32, timeline.playhead_width_px as f32);
    let height = timeline.playhead_height_px as f32;
    let outline = Outline::Rect { x, y: 0.0, width, height, radius: 3.0 };
    scene.shapes.push(Shape::new(outline, Some(Fill::Solid(Color::Ink)), None));
    painter.scene(&scene, &[], 12.0, 12.0);
    painter.finish(width_px, height_px, "A timeline").into_bytes()
}

macro_rules! picture {
    ($name:ident, $dataset:expr, $width_px:expr, $state:tt $(, $set:expr)?) => {
        #[test]
        fn $name() {
            #[allow(unused_mut, unused_assignments)]
            let mut set: fn(&mut Timeline) = |_| {};
            $( set = $set; )?
            insta::assert_binary_snapshot!(
                concat!("timeline_", stringify!($name), ".svg"),
                picture(&$dataset, $width_px, json!($state), set)
            );
        }
    };
}

/// Dates of every kind, about one spring.
fn kinds_of_dates() -> Dataset {
    let becomes = |actor: &str, status: &str| json!([{"actor": actor, "status": status}]);
    dataset(
        "2024-08-01",
        vec![
            event(0, "2024-03", "A month", &["Athens"], becomes("Athens", "near")),
            event(1, "2024-04-08", "A day", &["Athens", "Corinth"], becomes("Athens", "member")),
            event(2, "2024-04-20~", "About a day", &["Byzantium"], becomes("Byzantium", "near")),
            event(3, "2024-05?", "Perhaps a month", &["Corinth"], becomes("Corinth", "critic")),
            event(4, "2024-05-10/2024-05-30", "From day to day", &["Delos"], becomes("Delos", "outside")),
            event(5, "2024-06-12/..", "Since a day", &["Athens", "Byzantium", "Delos"], json!([])),
            event(6, "../2024-03-20", "Until a day", &[], json!([])),
            event(7, "2024-06-01T14:30:00Z", "A time", &["Delos"], becomes("Delos", "near")),
            event(8, "2024", "A year", &[], json!([])),
        ],
        json!([{"date": "2023/2024-03", "label": "Before"}, {"date": "2024-04/2024-05", "label": "The spring"}, {"date": "2024-06/..", "label": "After"}]),
    )
}

/// Antiquity, and a far future.
fn ages() -> Dataset {
    let events = (0..60).map(|at| {
        let year: i32 = -480 + at * at / 4;
        let date = if year < 0 { format!("-{:04}-06-15", -year) } else { format!("{year:04}-06-15") };
        let names = ["Athens", "Byzantium", "Corinth", "Delos"];
        let actor = names[at as usize % 4];
        let status = ["near", "member", "outside", "critic"][at as usize / 7 % 4];
        event(at as usize, &date, "An age", &[actor], json!([{"actor": actor, "status": status}]))
    });
    dataset("0500", events.collect(), json!([]))
}

/// So many events over fourteen years, most of them in some weeks.
fn many(count: usize) -> Dataset {
    let mut seed = 1u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as f64 / (1u64 << 31) as f64
    };
    let names = ["Athens", "Byzantium", "Corinth", "Delos"];
    let events = (0..count).map(|at| {
        let day = match at % 3 {
            0 => 16_000.0 + 400.0 * random() * random(),
            1 => 14_600.0 + 5_000.0 * random(),
            _ => 18_000.0 + 60.0 * (random() + random() + random()),
        };
        let date = aukus_atlas::dataset::Day(day as i32).to_string();
        let actor = names[(random() * 4.0) as usize];
        let status = ["member", "near", "outside", "critic"][(random() * 4.0) as usize];
        let changes = if at % 400 == 0 { json!([{"actor": actor, "status": status}]) } else { json!([]) };
        event(at, &date, &format!("Meeting no. {at}"), &[actor], changes)
    });
    dataset("2024-01-01", events.collect(), json!([]))
}

picture!(dates_as_they_are_known, kinds_of_dates(), 760.0, {
    "date": "2024-06-01", "selected": "e5", "range": {"start": "2024-02-20", "end": "2024-07-10"}
});
picture!(dates_as_they_are_known_on_a_phone, kinds_of_dates(), 336.0, { "date": "2024-06-01" });
picture!(an_afternoon_in_hours, kinds_of_dates(), 640.0, {
    "date": "2024-06-01", "range": {"start": "2024-06-01", "end": "2024-06-02"}
});
picture!(ages_before_and_after_the_first_year, ages(), 760.0, { "date": "0001-01-01" });
picture!(ten_thousand_events, many(10_000), 760.0, { "date": "2019-05-01" });
picture!(ten_thousand_events_of_one_city, many(10_000), 760.0, { "date": "2019-05-01", "selected": "Corinth" });
picture!(ten_thousand_events_nearer, many(10_000), 760.0, {
    "date": "2019-05-01", "range": {"start": "2019-01-01", "end": "2020-01-01"}
});
picture!(ten_thousand_events_near, many(10_000), 760.0, {
    "date": "2019-05-01", "range": {"start": "2019-03-25", "end": "2019-05-10"}
});
picture!(ten_thousand_events_on_a_phone, many(10_000), 336.0, { "date": "2019-05-01", "folded": ["second"] });
picture!(lanes_as_they_stand_on_the_day, ages(), 640.0, {
    "date": "0100-01-01", "lanes": {"order": "standing"}
});
picture!(only_the_lanes_of_the_event, kinds_of_dates(), 640.0, {
    "date": "2024-06-12", "selected": "e5", "lanes": {"only": "selected"}
});

/// So many rows over a century and a quarter, each a change of one of six cities.
fn in_columns(count: usize) -> Dataset {
    let mut seed = 7u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / (1u64 << 31) as f64
    };
    let mut dataset = dataset("2024-12-31", Vec::new(), json!([]));
    let columns = Columns {
        days: (0..count).map(|_| -25_567.0 + 45_656.0 * random().powf(0.7)).collect::<Vec<_>>().into(),
        actors: (0..count).map(|_| (random() * 4.0) as u16).collect(),
        statuses: (0..count).map(|_| (random() * 4.0) as u8).collect(),
        kinds: vec![0; count],
        kind_names: vec!["Treaty".into()],
        ..Columns::default()
    };
    dataset.set_columns(columns).unwrap_or_else(|problems| panic!("{}", problems[0]));
    dataset
}

/// Rows of one length are drawn from the columns as they lie, those of many from columns of the timeline's own.
#[test]
fn rows_of_one_length_are_drawn_as_if_they_were_of_many() {
    for (count, each) in [(60, 2), (5_000, 3), (5_000, usize::MAX)] {
        let given = in_columns(count).columns;
        // Some are about nobody, and some change nothing.
        let actors = given.actors.iter().enumerate();
        let actors =
            actors.map(|(row, &actor)| if row % each == 7 % each { Columns::NO_ACTOR } else { actor });
        let statuses = given.statuses.iter().enumerate();
        let statuses =
            statuses.map(|(row, &status)| if row % each == 1 { Columns::NO_STATUS } else { status });
        let columns = Columns { actors: actors.collect(), statuses: statuses.collect(), ..given.clone() };
        let drawn = |columns: Columns| {
            let mut dataset = dataset("2024-12-31", Vec::new(), json!([]));
            dataset.set_columns(columns).unwrap();
            let state = json!({"date": "1990-01-01", "selected": "Athens"});
            picture(&dataset, 760.0, state, |_| {})
        };
        for length in [0.0, 1.0] {
            let even = vec![length; count];
            let mut uneven = even.clone();
            uneven[count / 2] = (length - 1e-6_f32).abs();
            let [even, uneven] = [even, uneven].map(|spans| drawn(Columns { spans, ..columns.clone() }));
            assert!(even == uneven, "{count} rows of {length} days");
            assert!(length > 0.0 || even == drawn(columns.clone()), "{count} rows without a length");
        }
    }
}

picture!(forty_rows, in_columns(40), 760.0, { "date": "1990-01-01", "selected": "Athens" });
picture!(forty_rows_near, in_columns(40), 760.0, {
    "date": "1990-01-01", "range": {"start": "1980-01-01", "end": "2000-01-01"}
});
picture!(a_million_rows, in_columns(1_000_000), 760.0, { "date": "1990-01-01", "selected": "Athens" });
picture!(a_million_rows_nearer, in_columns(1_000_000), 760.0, {
    "date": "1990-01-10", "selected": "Athens", "range": {"start": "1990-01-01", "end": "1990-01-21"}
});
picture!(a_million_rows_near, in_columns(1_000_000), 760.0, {
    "date": "1990-01-10", "range": {"start": "1990-01-10", "end": "1990-01-11"}
});

picture!(a_million_rows_in_little_height, in_columns(1_000_000), 760.0, { "date": "1990-01-01" }, |timeline| {
    timeline.most_height_px = Some(160.0);
});

picture!(a_stretch_over_the_whole, many(10_000), 760.0, {
    "date": "2019-05-01", "range": {"start": "2018-06-01", "end": "2020-01-01"}
}, |timeline| {
    timeline.has_overview = true;
});

/// A phone's list: the strip, and where each of its rows leads.
#[test]
fn upright_beside_a_list() {
    let (dataset, host) = (ages(), NativeHost::english());
    let mut state = State::opening(&dataset);
    let json = json!({"date": "0100-01-01", "selected": "Corinth"});
    merge_json(&mut state, &(&json).into(), &dataset);
    let mut timeline = Timeline::new(&dataset, &host);
    timeline.follow(&state, &dataset);
    let input = TimelineInput {
        dataset: &dataset,
        state: &state,
        hovered: None,
        width_px: 336.0,
        is_touch: true,
        host: &host,
    };
    let listed = timeline.listed(&input, 7);
    assert_eq!((listed.events.len(), listed.past, listed.has_more), (7, 4, (true, true)));
    let day = |at: usize| dataset.links[listed.events[at]].day();
    assert!((1..7).all(|at| day(at - 1) <= day(at)), "the list is in the order of time");
    assert!(day(3) <= state.date && day(4) > state.date);
    let rows: Vec<(usize, f64)> =
        listed.events.iter().enumerate().map(|(at, &event)| (event, 60.0 + 62.0 * at as f64)).collect();
    let drawn = timeline.column_scene(&input, (8.0, 500.0), &rows);
    let picture = paint(TimelineScene { playhead_label_px: -200.0, ..drawn });
    insta::assert_binary_snapshot!("timeline_upright_beside_a_list.svg", picture);
}

/// At the ends of time the list is as long as anywhere, of what there is.
#[test]
fn the_list_at_the_ends_of_time() {
    let (dataset, host) = (ages(), NativeHost::english());
    for (date, past, has_more) in [("-0600-01-01", 0, (false, true)), ("0900-01-01", 7, (true, false))] {
        let mut state = State::opening(&dataset);
        merge_json(&mut state, &(&json!({"date": date})).into(), &dataset);
        let mut timeline = Timeline::new(&dataset, &host);
        timeline.follow(&state, &dataset);
        let listed = timeline.listed(
            &TimelineInput {
                dataset: &dataset,
                state: &state,
                hovered: None,
                width_px: 336.0,
                is_touch: true,
                host: &host,
            },
            7,
        );
        assert_eq!((listed.events.len(), listed.past, listed.has_more), (7, past, has_more), "{date}");
    }
}

/// Every mark that is drawn is what a tap in its middle chooses, among dots, crowds' neighbours and
/// stretches.
#[test]
fn a_tap_on_a_mark_finds_its_event() {
    let host = NativeHost::english();
    for (dataset, width_px) in [(kinds_of_dates(), 760.0), (ages(), 640.0), (many(2_000), 760.0)] {
        let state = State::opening(&dataset);
        let mut timeline = Timeline::new(&dataset, &host);
        timeline.follow(&state, &dataset);
        let input = TimelineInput {
            dataset: &dataset,
            state: &state,
            hovered: None,
            width_px,
            is_touch: false,
            host: &host,
        };
        let drawn = timeline.scene(&input);
        assert!(drawn.scene.marks.len() > 8);
        for mark in &drawn.scene.marks {
            let hit = timeline.pick(&drawn, (mark.x, mark.y), 4.0).expect("nothing is found at a mark");
            match mark.targets[..] {
                [Selection::Event(event)] => assert_eq!((hit.event, hit.count), (event, 1)),
                _ => assert!(hit.count > 1 && hit.days.0 <= hit.days.1),
            }
        }
    }
}
