//! What the element's class asks of a widget, verb by verb.

use wasm_bindgen::prelude::*;

use super::events::Reason;
use super::inner::Inner;
use super::json::{from_js, readable_from_js, to_js};
use super::load::Load;
use super::locale::{BrowserHost, Tongue};
use super::map;
use super::painting::Dirty;
use super::refusal::{read_dataset, refusal};
use super::widget::{COUNTRIES, Widget};
use crate::atlas::{
    Action, Keyword, Selection, State, day_from_text, merge_json, pairs_from_state, state_from_pairs,
    state_to_json,
};
use crate::json::{Value, object};

impl Widget {
    /// Moves what is in motion to this time, and draws what must be drawn.
    pub(super) fn frame(&self, now_ms: f64, last_frame_ms: f64) {
        self.shared.with(|inner| {
            inner.note_frame(last_frame_ms);
            inner.frame(now_ms);
        });
    }

    /// Takes another dataset; date, selection and focus stay as far as it knows them. The camera stays where
    /// the story goes on: where most actors are in both. `is_own` where the page has given it.
    pub(super) fn set_dataset(&self, dataset: &JsValue, is_own: bool) -> Result<(), JsValue> {
        let dataset = read_dataset(dataset)?;
        self.shared.with(|inner| {
            inner.host.set_row_title(None);
            inner.load = None;
            inner.has_own_data = is_own;
            inner.take_dataset(dataset, None);
            inner.measure();
            inner.settle();
        });
        Ok(())
    }

    /// Begins with rows: a page's arrays for the dataset that is shown, or a file in its place.
    pub(super) fn begin_rows(&self, what: &JsValue) {
        self.shared.with(|inner| inner.load = Some(Load::begin(inner, what)));
    }

    /// The next piece of the table.
    pub(super) fn feed_rows(&self, bytes: &JsValue) {
        let Some(bytes) = bytes.dyn_ref::<js_sys::Uint8Array>() else { return };
        self.shared.with(|inner| {
            if let Some(load) = &mut inner.load {
                load.feed(bytes);
            }
        });
    }

    /// Works on with the rows, about so many of them, after the end of the table where there was one; gives
    /// how far it has come.
    pub(super) fn advance_rows(&self, budget: f64) -> Result<JsValue, JsValue> {
        let mut done = Ok(1.0);
        self.shared.with(|inner| {
            let Some(mut load) = inner.load.take() else { return };
            let advanced = load.end().and_then(|()| load.advance(inner, budget as usize));
            done = advanced.map(|(share, rest)| {
                inner.load = rest;
                share
            });
        });
        done.map(Into::into).map_err(refusal)
    }

    /// Draws the next part of what must be drawn; whether another is left.
    pub(super) fn draw_part(&self) -> bool {
        let mut is_more = false;
        self.shared.with(|inner| is_more = inner.draw_part());
        is_more
    }

    /// Makes ready for a reader: of a map that stands, drawn once more, all that another day takes is kept.
    pub(super) fn prepare(&self) {
        self.shared.with(|inner| {
            let is_unready = inner.map.painter.as_ref().is_some_and(|painter| painter.is_unready());
            if is_unready && !inner.is_map_moving() && !inner.gestures.is_under_way() {
                inner.map.makes_ready = true;
                inner.dirty.map = true;
            }
        });
    }

    /// Takes the reader's language and the words in it.
    pub(super) fn set_language(&self, tongue: Tongue) {
        self.shared.with(|inner| {
            let title = inner.host.take_row_title();
            inner.host = BrowserHost::new(tongue);
            inner.host.set_row_title(title);
            inner.forget_found();
            inner.name_anew();
            inner.take_theme();
            inner.dirty = Dirty::ALL;
        });
    }

    /// Whether the reader can act, or sees a picture.
    pub(super) fn set_interactive(&self, is_interactive: bool) {
        self.shared.with(|inner| {
            if inner.is_interactive == is_interactive {
                return;
            }
            inner.is_interactive = is_interactive;
            inner.still_buttons();
            inner.dirty = Dirty::ALL;
        });
    }

    /// The room or the colours may have changed.
    pub(super) fn refresh(&self, with_theme: bool) {
        self.shared.with(|inner| {
            if with_theme {
                inner.take_theme();
            }
            inner.measure();
        });
    }

    /// The whole state; where it is to be kept for another widget, what that one finds by itself is left to it.
    pub(super) fn get_state(&self, is_to_be_kept: bool) -> JsValue {
        self.shared.read(|inner| {
            let mut state = state_to_json(&inner.state, &inner.dataset);
            if let (true, Value::Object(map)) = (is_to_be_kept, &mut state) {
                for (key, value) in map {
                    match key.as_str() {
                        "camera" if inner.has_opening_camera => {
                            let projection = inner.state.camera.projection.word();
                            *value = object([("projection", projection.into())]);
                        }
                        "range" if inner.state.range.is_none() => *value = Value::Null,
                        "date" if inner.follows_data() => *value = Value::Null,
                        "playing" => *value = Value::Null,
                        _ => {}
                    }
                }
            }
            to_js(&state)
        })
    }

    /// Sets the keys that `partial` has, without motion; `is_authored` where an attribute says so.
    pub(super) fn set_state(&self, partial: &JsValue, is_authored: bool) {
        let partial = readable_from_js(partial);
        self.shared.with(|inner| {
            let mut next = inner.state.clone();
            merge_json(&mut next, &partial, &inner.dataset);
            let camera = partial.get("camera");
            let is_projection =
                matches!(camera, Some(Value::Object(camera)) if camera.iter().all(|(key, _)| key == "projection"));
            let has_camera = camera.is_some();
            let is_opening_camera =
                camera == Some(&Value::Null) || (is_projection && inner.has_opening_camera);
            if is_opening_camera && inner.size.map_width_px > 0.0 {
                next.camera = inner.opening_camera(next.camera.projection);
            }
            if next.tour.is_some()
                && next.tour != inner.state.tour
                && !has_camera
                && inner.size.map_width_px > 0.0
            {
                next.camera = inner.camera_for_step(&next);
            }
            if let (true, Some(date)) = (is_authored, partial.get("date")) {
                inner.is_day_authored = *date != Value::Null;
            }
            inner.apply(next, Reason::Api, false);
            inner.has_opening_camera |= is_opening_camera;
        });
    }

    /// Takes the state of now as the one the element opens with: what `reset` goes back to, and what a
    /// permalink leaves out. `is_own` where the page has given the data.
    pub(super) fn mark_opening(&self, is_own: bool) {
        self.shared.with(|inner| {
            inner.has_own_data = is_own;
            inner.opening = inner.state.clone();
            inner.has_opening_camera = inner.motion.camera.zoom == 1.0;
            inner.has_opening_folds &= inner.state.folded.is_empty();
        });
    }

    /// The pairs of the permalink, `[[key, value], …]`.
    pub(super) fn pairs(&self) -> JsValue {
        self.shared.read(|inner| {
            let pairs = pairs_from_state(&inner.state, &inner.opening, &inner.dataset).into_iter();
            // What is still being typed is nothing to come back to.
            let pairs = pairs.filter(|(key, _)| !(inner.is_searching() && *key == "query"));
            let pairs = pairs.map(|(key, value)| Value::Array(vec![key.into(), value.into()]));
            to_js(&Value::Array(pairs.collect()))
        })
    }

    /// Whether any of these pairs is a permalink's: a page's fragment may be an anchor of its own.
    pub(super) fn knows_pairs(&self, pairs: &JsValue) -> bool {
        pairs_from_js(pairs).iter().any(|(key, _)| crate::atlas::is_permalink_key(key))
    }

    /// Takes the state that the pairs of a permalink tell.
    pub(super) fn open_pairs(&self, pairs: &JsValue) {
        let pairs = pairs_from_js(pairs);
        self.shared.with(|inner| {
            let mut pairs = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            let next = state_from_pairs(&mut pairs, &inner.opening, &inner.dataset);
            let next = State { lang: inner.state.lang.clone(), theme: inner.state.theme, ..next };
            inner.apply(next, Reason::Api, false);
        });
    }

    /// Shows a day.
    pub(super) fn go_to(&self, day: &str) {
        if let Some(day) = day_from_text(day) {
            self.shared.ask(Action::GoTo(day), Reason::Api);
        }
    }

    /// Back to how the dataset opens.
    pub(super) fn reset(&self) {
        self.shared.with(|inner| {
            let next =
                State { lang: inner.state.lang.clone(), theme: inner.state.theme, ..inner.opening.clone() };
            inner.apply(next, Reason::Api, false);
            inner.history.clear();
            inner.touring = Default::default();
            inner.has_opening_camera = true;
            inner.has_opening_folds = true;
        });
    }

    /// Where a place falls on the map, in CSS pixels from its top left; null beyond the horizon.
    pub(super) fn project(&self, lon_deg: f64, lat_deg: f64) -> JsValue {
        self.shared.read(|inner| {
            let at = map::view(inner).project(lon_deg, lat_deg);
            let is_number = at.x_px.is_finite() && at.y_px.is_finite();
            pair((at.is_visible && is_number).then_some((at.x_px, at.y_px)))
        })
    }

    /// The place at a position of the map.
    pub(super) fn unproject(&self, x: f64, y: f64) -> JsValue {
        self.shared.read(|inner| pair(map::view(inner).unproject(x, y)))
    }

    /// What the number of [`pick`](Widget::pick) stands for: `{country, actor, event}`.
    pub(super) fn picked(&self, number: f64) -> JsValue {
        let (country, target) = ((number % COUNTRIES) as usize, (number / COUNTRIES) as usize);
        self.shared.read(|inner| {
            let country = country.checked_sub(1).and_then(|index| inner.world().countries().get(index));
            let country = country.map(|it| it.code_in_source().to_owned()).filter(|code| !code.is_empty());
            let (actor, event) = match target {
                0 => (None, None),
                odd if odd % 2 == 1 => (Some(inner.id_of(Selection::Actor(odd / 2))), None),
                even => (None, Some(inner.id_of(Selection::Event(even / 2 - 1)))),
            };
            let found = vec![("country", country.into()), ("actor", actor.into()), ("event", event.into())];
            to_js(&object(found))
        })
    }

    /// Brings canvas and page up to date at once; a running motion ends at its goal.
    pub(super) fn flush(&self) {
        self.shared.with(|inner| {
            inner.measure();
            inner.settle();
        });
    }

    /// The figure as an SVG document.
    pub(super) fn to_svg(&self) -> String {
        self.shared.read(Inner::picture)
    }

    /// Whether this zoom and screen show more than the base part of the world has.
    pub(super) fn wants_detail(&self) -> bool {
        self.shared.read(|inner| inner.map.detail_world.is_none() && inner.wants_detail())
    }

    /// Draws with the detail part, once the engine has it.
    pub(super) fn take_detail(&self) {
        let detail = self.shared.detail.borrow().clone();
        self.shared.with(|inner| {
            inner.map.detail_world = detail;
            inner.renew_geometry();
        });
    }

    /// Takes the inside out of the element.
    ///
    /// A listener of the page may ask for it in the midst of a call, so it changes nothing.
    pub(super) fn destroy(&self) {
        if let Ok(inner) = self.shared.inner.try_borrow() {
            inner.frame.section.remove();
        }
    }
}

/// A pair of numbers to the last bit, or null.
fn pair(numbers: Option<(f64, f64)>) -> JsValue {
    numbers.map_or(JsValue::NULL, |(x, y)| js_sys::Array::of2(&x.into(), &y.into()).into())
}

/// The pairs of a fragment, `[[key, value], …]`; what is no pair of texts is left out.
fn pairs_from_js(pairs: &JsValue) -> Vec<(String, String)> {
    let Ok(Value::Array(pairs)) = from_js(pairs) else { return Vec::new() };
    let text = |pair: &Value, at: usize| pair.as_array()?.get(at)?.as_str().map(str::to_owned);
    pairs.iter().filter_map(|pair| Some((text(pair, 0)?, text(pair, 1)?))).collect()
}
