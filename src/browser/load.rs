//! Events by the hundred thousand on their way in: checked, ordered, folded and indexed in slices, while
//! what was shown before stays.

use js_sys::{Array, Float32Array, Float64Array, Function, Uint8Array, Uint16Array};
use wasm_bindgen::{JsCast, JsValue};

use super::events::Reason;
use super::inner::Inner;
use super::js;
use super::json::from_js;
use super::painting::Dirty;
use crate::atlas::changed_keys;
use crate::dataset::{Columns, ColumnsLoad, CsvReader, Dataset, JsonReader, Problem};
use crate::scene::{Scene, Timeline, TimelineBuilder};

/// Rows on their way into a dataset.
pub struct Load {
    dataset: Dataset,
    stage: Stage,
    /// Whether it stands for itself, and is not for the dataset that is shown.
    is_whole: bool,
    /// Whether the page has given it.
    is_own: bool,
    title: Option<Function>,
    /// How long the file will be, as far as is known, and how much of it has been read.
    bytes: f64,
    fed_bytes: f64,
}

/// Room is made at once for a file of at most so many bytes, whatever it says of itself.
const MOST_ROOM_BYTES: f64 = 268_435_456.0;

enum Stage {
    /// Reads a table as it comes in, under a title.
    Reading(Box<CsvReader>, String),
    /// Reads a dataset as JSON as it comes in.
    ReadingJson(Box<JsonReader>),
    Loading(Box<ColumnsLoad>),
    /// The dataset is whole.
    Loaded,
    Indexing(Box<TimelineBuilder>),
    /// A step of it is under way.
    Between,
}

impl Load {
    /// Begins with the `arrays` of a page, which belong to the dataset that is shown; or with a file that stands for
    /// itself and of which the pieces are still to come: a table where it has a `title`, else JSON.
    pub fn begin(inner: &Inner, what: &JsValue) -> Load {
        let dataset = inner.dataset.without_rows();
        let arrays = js::get(what, "arrays");
        let is_own = js::get(what, "isGiven").is_truthy();
        if arrays.is_object() {
            let title = js::get(&arrays, "title").dyn_into().ok();
            let load = ColumnsLoad::new(columns_from_js(&arrays), &dataset.document);
            let stage = Stage::Loading(Box::new(load));
            return Load { dataset, stage, is_whole: false, is_own, title, bytes: 0.0, fed_bytes: 0.0 };
        }
        let bytes = js::get(what, "bytes").as_f64().unwrap_or(0.0);
        let stage = match js::get(what, "title").as_string() {
            Some(title) => Stage::Reading(Box::default(), title),
            None => Stage::ReadingJson(Box::default()),
        };
        Load { dataset, stage, is_whole: true, is_own, title: None, bytes, fed_bytes: 0.0 }
    }

    /// Reads on in a file.
    pub fn feed(&mut self, bytes: &Uint8Array) {
        let is_first = self.fed_bytes == 0.0;
        self.fed_bytes += f64::from(bytes.length());
        let to_come = self.bytes - self.fed_bytes;
        // The first piece tells about how many rows the others have.
        let times =
            (is_first && to_come > 0.0 && to_come < MOST_ROOM_BYTES).then(|| 1.02 * to_come / self.fed_bytes);
        match &mut self.stage {
            Stage::Reading(reader, _) => {
                reader.feed(&bytes.to_vec());
                times.into_iter().for_each(|times| reader.make_room(times));
            }
            Stage::ReadingJson(reader) => {
                reader.feed(&bytes.to_vec());
                times.into_iter().for_each(|times| reader.make_room(times));
            }
            _ => {}
        }
    }

    /// Ends the file.
    pub fn end(&mut self) -> Result<(), Vec<Problem>> {
        match std::mem::replace(&mut self.stage, Stage::Between) {
            Stage::Reading(mut reader, title) => {
                reader.end();
                let updated = reader.last_day().unwrap_or_else(|| self.dataset.updated());
                self.dataset = Dataset::read(reader.names().dataset(&title, updated))?;
                let columns = reader.finish()?;
                self.stage = Stage::Loading(Box::new(ColumnsLoad::new(columns, &self.dataset.document)));
            }
            Stage::ReadingJson(reader) => {
                let text = reader.document().map_err(|problem| vec![problem])?;
                let tree = js_sys::JSON::parse(&text).map_err(|error| vec![slip(&error)])?;
                let tree = from_js(&tree).unwrap_or(crate::json::Value::Null);
                self.dataset = Dataset::read(tree).map_err(|problems| {
                    problems.into_iter().map(|problem| reader.numbered(problem)).collect::<Vec<_>>()
                })?;
                let columns = reader.finish(&self.dataset.document)?;
                self.stage = Stage::Loading(Box::new(ColumnsLoad::new(columns, &self.dataset.document)));
            }
            stage => self.stage = stage,
        }
        Ok(())
    }

    /// Works on for about so many rows; gives how far it has come, 0 to 1. At 1 all is taken over, to be drawn part by part.
    pub fn advance(mut self, inner: &mut Inner, budget: usize) -> Result<(f64, Option<Load>), Vec<Problem>> {
        match std::mem::replace(&mut self.stage, Stage::Between) {
            Stage::Loading(mut load) => {
                if load.advance(&self.dataset.document, budget) {
                    self.dataset.finish_columns(*load)?;
                    self.stage = Stage::Loaded;
                    return Ok((0.5, Some(self)));
                }
                let share = load.progress() * 0.5;
                self.stage = Stage::Loading(load);
                Ok((share, Some(self)))
            }
            Stage::Loaded => {
                let builder = TimelineBuilder::new(&self.dataset, &inner.host);
                self.stage = Stage::Indexing(Box::new(builder));
                Ok((0.5, Some(self)))
            }
            Stage::Indexing(mut builder) => {
                if builder.advance(&self.dataset, budget) {
                    let timeline = builder.finish();
                    inner.host.set_row_title(self.title);
                    inner.has_own_data = self.is_own;
                    match self.is_whole {
                        true => inner.take_dataset(self.dataset, Some(timeline)),
                        false => inner.take_rows(self.dataset, timeline),
                    }
                    // All at once would hold the page up.
                    inner.is_drawn_in_parts = true;
                    return Ok((1.0, None));
                }
                let share = 0.5 + 0.49 * builder.progress(&self.dataset);
                self.stage = Stage::Indexing(builder);
                Ok((share, Some(self)))
            }
            stage => {
                self.stage = stage;
                Ok((0.0, Some(self)))
            }
        }
    }
}

/// What the browser says of a text that is no JSON.
fn slip(error: &JsValue) -> Problem {
    let message = js::get(error, "message").as_string();
    let found = format!("a slip in the JSON: {}", message.unwrap_or_default());
    Problem { path: String::new(), found, expected: "JSON".into(), hint: None }
}

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

/// What `rows.js` has made of a page's arrays: typed ones, each of the numbers that its column takes.
fn columns_from_js(arrays: &JsValue) -> Columns {
    let get = |key: &str| js::get(arrays, key);
    let days = get("time").dyn_ref::<Float64Array>().map(Float64Array::to_vec);
    let mut days = days.unwrap_or_default();
    days.iter_mut().for_each(|time| *time /= DAY_MS);
    let spans = get("span").dyn_ref::<Float32Array>().map(Float32Array::to_vec);
    let mut spans = spans.unwrap_or_default();
    spans.iter_mut().for_each(|span| *span /= DAY_MS as f32);
    let actor = get("actor");
    let actors = match actor.dyn_ref::<Uint8Array>() {
        Some(bytes) => widened(&bytes.to_vec()),
        None => actor.dyn_ref::<Uint16Array>().map(Uint16Array::to_vec).unwrap_or_default(),
    };
    let bytes = |key: &str| get(key).dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
    let kinds = get("kinds").dyn_ref::<Array>().map(Array::to_vec).unwrap_or_default();
    let kind_names = kinds.iter().filter_map(JsValue::as_string).collect();
    Columns {
        days: days.into(),
        spans,
        actors,
        statuses: bytes("status"),
        kinds: bytes("kind"),
        kind_names,
        ..Columns::default()
    }
}

/// In an array of bytes 255 says that there is none, as 65535 does in a wider one.
fn widened(bytes: &[u8]) -> Vec<u16> {
    let wide = |&byte: &u8| if byte == u8::MAX { Columns::NO_ACTOR } else { u16::from(byte) };
    bytes.iter().map(wide).collect()
}

impl Inner {
    /// Takes another dataset, with its timeline where that is made. Date, selection and camera stay as far as it knows
    /// them; a day that nobody has chosen, the last, is the last again. It is still to be drawn.
    pub fn take_dataset(&mut self, dataset: Dataset, timeline: Option<Timeline>) {
        let (updated, follows_data) = (self.dataset.updated(), self.follows_data());
        let range = self.state.time_range(&self.dataset);
        let before = std::mem::replace(&mut self.dataset, dataset).document;
        let known = before.actors.iter().filter(|actor| self.dataset.actor(&actor.id).is_some());
        let goes_on = 2 * known.count() > before.actors.len();
        let focused = self.root.active_element().and_then(|focused| focused.get_attribute("data-do"));
        if self.opening.date == updated {
            self.opening.date = self.dataset.updated();
        }
        self.opening.retain_known(&self.dataset);
        let mut next = self.state.clone();
        next.retain_known(&self.dataset);
        if follows_data {
            next.date = self.dataset.updated();
        }
        let (has_opening_camera, has_opening_folds) = (self.has_opening_camera, self.has_opening_folds);
        if !goes_on {
            self.set_opening_camera(&mut next);
            self.set_opening_folds(&mut next);
        }
        let mut changed = changed_keys(&self.state, &next);
        // An axis that nobody has moved is as long as the dataset.
        if next.range.is_none() && next.time_range(&self.dataset) != range && !changed.contains(&"range") {
            changed.push("range");
        }
        self.apply_changed(next, &changed, Reason::Api, false);
        (self.has_opening_camera, self.has_opening_folds) = (has_opening_camera, has_opening_folds);
        self.forget_found();
        self.lanes.lane_buttons.clear();
        self.lanes.group_buttons.clear();
        self.lanes.row_order.clear();
        self.lanes.written_rows = None;
        self.map.scene = Scene::default();
        self.lanes.scene = None;
        self.lanes.timeline = timeline;
        self.hovered = None;
        self.motion.departure = None;
        self.forget_ways();
        self.dirty = Dirty::ALL;
        self.renew_geometry();
        super::corrected::tell(self, &before.corrections);
        self.focus_when_drawn = focused;
    }

    /// Whether nobody has chosen the day that is shown: it is the data's last.
    pub fn follows_data(&self) -> bool {
        let updated = self.dataset.updated();
        !self.is_day_authored && self.state.date == updated && self.opening.date == updated
    }

    /// Takes rows for the dataset that is shown, and the timeline of both.
    fn take_rows(&mut self, dataset: Dataset, timeline: Timeline) {
        let range = self.state.time_range(&self.dataset);
        self.dataset = dataset;
        if self.state.time_range(&self.dataset) != range {
            self.apply_changed(self.state.clone(), &["range"], Reason::Api, false);
        }
        self.forget_found();
        self.lanes.timeline = Some(timeline);
        self.hovered = None;
        self.dirty = Dirty { map: true, lanes: true, words: true, ..Dirty::default() };
    }
}
