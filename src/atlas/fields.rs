//! The state as plain JSON: what hosts read and set.

use crate::dataset::{Dataset, Day, Edtf};
use crate::json::{Map, Value, get, object};
use crate::world::Projection;

use super::camera::Camera;
use super::keyword::Keyword;
use super::listed::Listed;
use super::state::{LaneView, Playing, State, TimeRange, TourPosition};
use super::table::{TableChoice, TableKind};

/// Which lanes there are: `only_selected` as a word, by its number.
const ONLY: [&str; 2] = ["all", "selected"];

/// The state with all its keys.
pub fn state_to_json(state: &State, dataset: &Dataset) -> Value {
    let range = state.time_range(dataset);
    let list = |ids: &[String]| Value::Array(ids.iter().map(|id| id.as_str().into()).collect());
    let camera = object(vec![
        ("projection", state.camera.projection.word().into()),
        ("lon", rounded(state.camera.lon_deg).into()),
        ("lat", rounded(state.camera.lat_deg).into()),
        ("zoom", rounded(state.camera.zoom).into()),
    ]);
    let lanes = object(vec![
        ("order", state.lanes.order.word().into()),
        ("only", ONLY[usize::from(state.lanes.only_selected)].into()),
    ]);
    let table =
        object(vec![("rows", state.table.kind.word().into()), ("sort", state.table.order_word().into())]);
    let range =
        object(vec![("start", time_text(range.start_day).into()), ("end", time_text(range.end_day).into())]);
    let playing = |playing: Playing| {
        let stops = playing.stops.then(|| ("stops", true.into()));
        object([("speed", playing.speed.into())].into_iter().chain(stops))
    };
    let tour = |tour: &TourPosition| object(vec![("id", tour.id.clone().into()), ("step", tour.step.into())]);
    object(vec![
        ("date", state.date.to_string().into()),
        ("selected", state.selected.clone().into()),
        ("track", state.track.clone().into()),
        ("areas", list(&state.areas)),
        ("kinds", list(&state.kinds)),
        ("footings", list(&state.footings)),
        ("statuses", list(&state.statuses)),
        ("actors", list(&state.actors)),
        ("folded", list(&state.folded)),
        ("lanes", lanes),
        ("query", state.query.clone().into()),
        ("view", state.view.word().into()),
        ("table", table),
        ("list", state.is_list.into()),
        ("camera", camera),
        ("range", range),
        ("tour", state.tour.as_ref().map_or(Value::Null, tour)),
        ("playing", state.playing.map_or(Value::Null, playing)),
        ("lang", state.lang.clone().into()),
        ("theme", state.theme.word().into()),
    ])
}

/// Sets the keys that `partial` has and the state knows; everything else is left as it is, and
/// nothing is an error.
pub fn merge_json(state: &mut State, partial: &Value, dataset: &Dataset) {
    let Value::Object(map) = partial else { return };
    // A tour's step sets other keys, which the partial state may set otherwise.
    match get(map, "tour") {
        Some(Value::Null) => state.tour = None,
        Some(Value::Object(tour)) if get(tour, "id").and_then(Value::as_str) == Some("") => state.tour = None,
        Some(Value::Object(tour)) => {
            let position =
                tour_from_json(tour, dataset).filter(|position| state.tour.as_ref() != Some(position));
            if let Some(position) = position {
                super::tour::set_tour(state, Some(position), dataset);
            }
        }
        _ => {}
    }
    if get(map, "date") == Some(&Value::Null) {
        state.date = dataset.updated();
    }
    if let Some(day) = get(map, "date").and_then(Value::as_str).and_then(day_from_text) {
        state.date = day;
    }
    if let Some(value) = get(map, "selected") {
        let knows = |id: &str| dataset.actor(id).is_some() || dataset.event(id).is_some();
        merge_id(&mut state.selected, value, knows);
    }
    if let Some(value) = get(map, "track") {
        merge_id(&mut state.track, value, |id| dataset.track(id).is_some());
    }
    for listed in Listed::ALL {
        let known = |id: &&str| listed.is_known(id, dataset);
        let list = listed.of_mut(state);
        match get(map, listed.key()) {
            Some(Value::Null) => list.clear(),
            Some(Value::Array(items)) => {
                *list = items.iter().filter_map(Value::as_str).filter(known).map(str::to_owned).collect();
            }
            _ => {}
        }
    }
    match get(map, "query") {
        Some(Value::Null) => super::action::set_query(state, ""),
        Some(Value::String(query)) => super::action::set_query(state, query),
        _ => {}
    }
    merge_choice(&mut state.view, get(map, "view"));
    match get(map, "table") {
        Some(Value::Null) => state.table = TableChoice::default(),
        Some(Value::Object(table)) => merge_table(&mut state.table, table),
        _ => {}
    }
    match get(map, "list") {
        Some(Value::Null) => state.is_list = false,
        // A permalink has texts only.
        Some(Value::String(text)) => state.is_list = text == "true",
        Some(value) => state.is_list = value.as_bool().unwrap_or(state.is_list),
        None => {}
    }
    merge_choice(&mut state.theme, get(map, "theme"));
    match get(map, "lanes") {
        Some(Value::Null) => state.lanes = LaneView::default(),
        Some(Value::Object(lanes)) => merge_lanes(&mut state.lanes, lanes),
        _ => {}
    }
    match get(map, "camera") {
        Some(Value::Null) => state.camera = State::opening(dataset).camera,
        Some(Value::Object(camera)) => merge_camera(&mut state.camera, camera),
        _ => {}
    }
    match get(map, "range") {
        Some(Value::Null) => state.range = None,
        Some(Value::Object(range)) => merge_range(state, range, dataset),
        _ => {}
    }
    match get(map, "playing") {
        Some(Value::Null) => state.playing = None,
        Some(Value::Object(playing)) => {
            let speed = get(playing, "speed").and_then(Value::as_f64).filter(|speed| speed.is_finite());
            let stops = get(playing, "stops").and_then(Value::as_bool).unwrap_or(false);
            state.playing = Some(Playing { speed: speed.unwrap_or(1.0).clamp(0.1, 16.0), stops });
        }
        _ => {}
    }
    match get(map, "lang") {
        Some(Value::Null) => state.lang = None,
        Some(Value::String(lang)) => state.lang = Some(lang.clone()).filter(|lang| !lang.is_empty()),
        _ => {}
    }
}

/// The first day of a date as a host or a permalink writes it.
pub fn day_from_text(text: &str) -> Option<Day> {
    let day = Day::parse(text).or_else(|| Edtf::parse(text).ok().map(|edtf| edtf.first_day()))?;
    (day != Day::MIN).then_some(day)
}

fn merge_id(slot: &mut Option<String>, value: &Value, knows: impl Fn(&str) -> bool) {
    match value {
        Value::Null => *slot = None,
        Value::String(id) if id.is_empty() => *slot = None,
        Value::String(id) if knows(id) => *slot = Some(id.clone()),
        _ => {}
    }
}

/// Takes one of a few values; null is the first of them.
fn merge_choice<T: Keyword>(slot: &mut T, value: Option<&Value>) {
    let chosen = value.and_then(|value| match value {
        Value::Null => T::WORDS.first().map(|(first, _)| *first),
        value => T::from_word(value.as_str()?),
    });
    *slot = chosen.unwrap_or(*slot);
}

fn merge_lanes(lanes: &mut LaneView, map: &Map) {
    merge_choice(&mut lanes.order, get(map, "order"));
    let only = match get(map, "only") {
        Some(Value::Null) => Some(0),
        value => value.and_then(Value::as_str).and_then(|word| ONLY.iter().position(|known| *known == word)),
    };
    lanes.only_selected = only.map_or(lanes.only_selected, |at| at == 1);
}

fn merge_camera(camera: &mut Camera, map: &Map) {
    let number = |key: &str| get(map, key).and_then(Value::as_f64).filter(|n| n.is_finite());
    if let Some(projection) = get(map, "projection").and_then(Value::as_str).and_then(Projection::from_word) {
        camera.projection = projection;
    }
    camera.lon_deg = number("lon").unwrap_or(camera.lon_deg);
    camera.lat_deg = number("lat").unwrap_or(camera.lat_deg);
    camera.zoom = number("zoom").unwrap_or(camera.zoom);
    *camera = camera.bounded();
}

fn merge_table(table: &mut TableChoice, map: &Map) {
    let word = |key: &str| get(map, key).and_then(Value::as_str);
    if let Some(kind) = word("rows").and_then(TableKind::from_word) {
        table.show(kind);
    }
    match get(map, "sort") {
        Some(Value::Null) => table.sorting = None,
        _ => word("sort").into_iter().for_each(|order| table.order_by_word(order)),
    }
}

fn merge_range(state: &mut State, map: &Map, dataset: &Dataset) {
    let date = |key: &str| get(map, key).and_then(Value::as_str).and_then(|text| Edtf::parse(text).ok());
    let now = state.time_range(dataset);
    let start_day = date("start").and_then(|date| time_from_edtf(&date)).unwrap_or(now.start_day);
    let end_day = date("end").and_then(|date| end_from_edtf(&date)).unwrap_or(now.end_day);
    if start_day < end_day && (start_day, end_day) != (now.start_day, now.end_day) {
        state.range = Some(TimeRange { start_day, end_day });
    }
}

fn tour_from_json(map: &Map, dataset: &Dataset) -> Option<TourPosition> {
    let id = get(map, "id").and_then(Value::as_str)?;
    let tour = dataset.document.tours.iter().find(|tour| *tour.id == *id)?;
    let step = get(map, "step").and_then(Value::as_f64).unwrap_or(0.0) as usize;
    Some(TourPosition { id: id.to_owned(), step: step.min(tour.steps.len().saturating_sub(1)) })
}

/// A time on the axis as EDTF: a day, or to the second within a day.
fn time_text(day: f64) -> String {
    let second = ((day - day.floor()) * 86_400.0).round() as u32;
    let whole = Day::containing(day);
    match second {
        0 => whole.to_string(),
        86_400.. => whole.plus(1).to_string(),
        _ => format!("{whole}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60),
    }
}

/// The beginning of what a date covers.
fn time_from_edtf(date: &Edtf) -> Option<f64> {
    let start = date.start()?;
    Some(f64::from(start.first.0) + f64::from(start.second_of_day.unwrap_or(0)) / 86_400.0)
}

/// Where an axis ends that reaches to a date: at the beginning of a day, as `time_text` writes it, but behind all of
/// a month or a year.
fn end_from_edtf(date: &Edtf) -> Option<f64> {
    let end = date.end()?;
    if end.first == end.last { time_from_edtf(date) } else { Some(f64::from(end.last.0) + 1.0) }
}

/// Rounded to four decimals: ten metres on the ground, and short in a permalink.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}
