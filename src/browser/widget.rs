//! What the element's JavaScript class holds: one widget per dataset shown.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use super::canvas::CanvasPainter;
use super::dom::Kept;
use super::engine::Engine;
use super::events::Reason;
use super::frame::Frame;
use super::inner::{Dirty, Inner, Media, Shown, Size};
use super::json::{from_js, to_js};
use super::labels::LabelLayer;
use super::load::Load;
use super::locale::{BrowserHost, Tongue};
use super::map;
use super::shared::Shared;
use crate::atlas::{
    Action, Selection, State, day_from_text, merge_json, object, pairs_from_state, state_from_pairs,
    state_to_json,
};
use crate::dataset::{Dataset, Problem};
use crate::json::Value;
use crate::scene::{Host, MapGeometry, Scene};

/// One element's inside.
#[wasm_bindgen]
pub struct Widget {
    pub(super) shared: Rc<Shared>,
}

#[wasm_bindgen]
impl Widget {
    /// Builds the inside of an element from a dataset (a plain object). Fails with the detail of
    /// `atlas-error`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        engine: &Engine,
        element: HtmlElement,
        root: ShadowRoot,
        dataset: &JsValue,
        tongue: Tongue,
        emit: Function,
    ) -> Result<Widget, JsValue> {
        let dataset = read_dataset(dataset)?;
        let host = BrowserHost::new(tongue);
        let frame = Frame::build(&root, &dataset, &host);
        let painter = |canvas: &web_sys::Element| {
            let painter = engine.make_painter.call1(&JsValue::NULL, canvas).ok()?;
            (!painter.is_null()).then(|| CanvasPainter::new(painter.unchecked_into()))
        };
        let opening = State::opening(&dataset);
        let mut inner = Inner {
            map_painter: painter(&frame.map_canvas),
            lanes_painter: painter(&frame.lanes_canvas),
            map_labels: LabelLayer::new(frame.map_labels.clone()),
            lanes_labels: LabelLayer::new(frame.lanes_labels.clone()),
            lanes_names: LabelLayer::new(frame.lanes_names.clone()),
            section: Kept::new(frame.section.clone()),
            fit: Kept::new(frame.fit.clone()),
            lanes_box: Kept::new(frame.lanes.clone()),
            playhead: Kept::new(frame.playhead.clone()),
            overview: None,
            list_switch: Kept::new(frame.list_switch.clone()),
            root,
            element,
            host,
            base_world: engine.world.clone(),
            detail_world: None,
            state: opening.clone(),
            camera: opening.camera,
            opening,
            dataset,
            frame,
            seen: None.into(),
            flight: None,
            glide: None,
            last_tick_ms: None,
            last_notice_ms: f64::MIN,
            is_map_entered: false,
            sheet_press: None,
            text_scale: 1.0,
            hovered: None,
            expanded: Default::default(),
            table: Default::default(),
            share: None,
            copied: None,
            palette: crate::scene::Palette::light(),
            ground_color: String::new(),
            stillness: Media::new("(prefers-reduced-motion: reduce)"),
            coarseness: Media::new("(pointer: coarse)"),
            size: Size::default(),
            lanes_most_px: None,
            excess_left_px: 0.0,
            shown: Shown { head: true, legend: true, panel: true },
            map_scene: Scene::default(),
            geometry: MapGeometry::default(),
            label_memory: Default::default(),
            lanes: None,
            timeline: None,
            lane_buttons: Vec::new(),
            group_buttons: Vec::new(),
            row_order: Vec::new(),
            written_rows: None,
            are_lane_words_stale: true,
            is_listed: false,
            load: None,
            time: Default::default(),
            dirty: Dirty::ALL,
            outbox: Vec::new(),
            gestures: Default::default(),
            search: Default::default(),
            is_filter_open: false,
            filled_filters: Default::default(),
            is_interactive: true,
            is_sheet_open: false,
            next_focus: None.into(),
            play_reason: Reason::User,
            day_debt: 0.0,
            touring: Default::default(),
            told: Default::default(),
            history: Default::default(),
            map_cursor: None,
            panel_focus: None,
            has_opening_camera: true,
            has_opening_folds: true,
        };
        inner.renew_geometry();
        let shared = Shared { inner: RefCell::new(inner), detail: engine.detail.clone(), emit };
        Ok(Widget { shared: Rc::new(shared) })
    }

    /// What the element's class asks of the first part of the module: the methods below, in the order
    /// of `CALLS` in `www/engine.js`. One way in is a tenth of the code of twenty.
    pub fn call(&self, verb: u8, value: &JsValue, x: f64, y: f64) -> JsValue {
        match verb {
            0 => self.destroy(),
            1 => self.flush(),
            2 => self.frame(x),
            3 => return self.get_state(),
            4 => self.go_to(&value.as_string().unwrap_or_default()),
            5 => self.mark_opening(),
            6 => self.shared.ask(Action::Pause, Reason::Api),
            7 => self.shared.ask(Action::Play, Reason::Api),
            8 => return self.project(x, y),
            9 => self.refresh(x != 0.0),
            10 => self.reset(),
            11 => self.shared.ask(Action::Select(value.as_string().filter(|id| !id.is_empty())), Reason::Api),
            12 => self.set_interactive(x != 0.0),
            13 => self.set_state(value),
            14 => self.take_detail(),
            15 => return self.unproject(x, y),
            _ => return self.wants_detail().into(),
        }
        JsValue::NULL
    }

    /// What it asks of the later part, in the order of `LATER_CALLS`.
    #[wasm_bindgen(js_name = callLater)]
    pub fn call_later(&self, verb: u8, value: &JsValue, x: f64) -> Result<JsValue, JsValue> {
        match verb {
            0 => return Ok(self.knows_pairs(value).into()),
            1 => self.open_pairs(value),
            2 => return Ok(self.pairs()),
            3 => return Ok(self.picked(x)),
            4 => self.set_dataset(value)?,
            5 => self.set_language(value.clone().unchecked_into()),
            6 => return Ok(self.to_svg().into()),
            7 => self.begin_rows(value),
            8 => self.feed_rows(value),
            9 => return self.advance_rows(x),
            // What was begun is given up.
            10 => self.shared.with(|inner| inner.load = None),
            _ => self.shared.told(value),
        }
        Ok(JsValue::NULL)
    }

    /// What lies at a position of the map, as one number, since names take longer to tell than to find:
    /// the country's place among the world's, from 1; and a thousand and twenty-four times 1 + 2 · the
    /// actor's place, or 2 + 2 · the event's. -1 outside the map.
    pub fn pick(&self, x: f64, y: f64) -> f64 {
        let number = |inner: &Inner| {
            let Some(picked) = map::pick(inner, x, y, false) else { return -1.0 };
            let country = picked.country.map_or(0.0, |index| f64::from(index.0) + 1.0);
            let target = match picked.target {
                None => 0,
                Some(Selection::Actor(actor)) => 1 + 2 * actor,
                Some(Selection::Event(event)) => 2 + 2 * event,
            };
            country + COUNTRIES * target as f64
        };
        self.shared.read(|inner| Some(number(inner))).unwrap_or(-1.0)
    }
}

/// More than a world has countries.
const COUNTRIES: f64 = 1024.0;

impl Widget {
    /// Moves what is in motion to this time, and draws what must be drawn.
    fn frame(&self, now_ms: f64) {
        self.shared.with(|inner| inner.frame(now_ms));
    }

    /// Takes another dataset; date, selection and focus stay as far as it knows them. The camera stays where
    /// the story goes on: where most actors are in both.
    fn set_dataset(&self, dataset: &JsValue) -> Result<(), JsValue> {
        let dataset = read_dataset(dataset)?;
        self.shared.with(|inner| {
            inner.host.set_row_title(None);
            inner.take_dataset(dataset, None);
        });
        Ok(())
    }

    /// Begins with rows: a page's arrays for the dataset that is shown, or a table of a title.
    fn begin_rows(&self, arrays: &JsValue) {
        self.shared.with(|inner| inner.load = Some(Load::begin(inner, arrays)));
    }

    /// The next piece of the table.
    fn feed_rows(&self, bytes: &JsValue) {
        let Some(bytes) = bytes.dyn_ref::<js_sys::Uint8Array>() else { return };
        self.shared.with(|inner| {
            if let Some(load) = &mut inner.load {
                load.feed(bytes);
            }
        });
    }

    /// Works on with the rows, about so many of them, after the end of the table where there was one; gives
    /// how far it has come.
    fn advance_rows(&self, budget: f64) -> Result<JsValue, JsValue> {
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

    /// Takes the reader's language and the words in it.
    fn set_language(&self, tongue: Tongue) {
        self.shared.with(|inner| {
            inner.host = BrowserHost::new(tongue);
            inner.frame.named.speak(inner.host.messages());
            inner.forget_found();
            inner.take_theme();
            inner.dirty = Dirty::ALL;
        });
    }

    /// Whether the reader can act, or sees a picture.
    fn set_interactive(&self, is_interactive: bool) {
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
    fn refresh(&self, with_theme: bool) {
        self.shared.with(|inner| {
            if with_theme {
                inner.take_theme();
            }
            inner.measure();
        });
    }

    /// The whole state.
    fn get_state(&self) -> JsValue {
        self.shared.read(|inner| to_js(&state_to_json(&inner.state, &inner.dataset)))
    }

    /// Sets the keys that `partial` has, without motion.
    fn set_state(&self, partial: &JsValue) {
        let Ok(partial) = from_js(partial) else { return };
        self.shared.with(|inner| {
            let mut next = inner.state.clone();
            merge_json(&mut next, &partial, &inner.dataset);
            let has_camera = partial.get("camera").is_some();
            if next.tour.is_some()
                && next.tour != inner.state.tour
                && !has_camera
                && inner.size.map_width_px > 0.0
            {
                next.camera = inner.camera_for_step(&next);
            }
            inner.apply(next, Reason::Api, false);
        });
    }

    /// Takes the state of now as the one the element opens with: what `reset` goes back to, and what a
    /// permalink leaves out.
    fn mark_opening(&self) {
        self.shared.with(|inner| {
            inner.opening = inner.state.clone();
            inner.has_opening_camera = inner.camera.zoom == 1.0;
            inner.has_opening_folds &= inner.state.folded.is_empty();
        });
    }

    /// The pairs of the permalink, `[[key, value], …]`.
    fn pairs(&self) -> JsValue {
        self.shared.read(|inner| {
            let pairs = pairs_from_state(&inner.state, &inner.opening, &inner.dataset).into_iter();
            let pairs = pairs.map(|(key, value)| Value::Array(vec![key.into(), value.into()]));
            to_js(&Value::Array(pairs.collect()))
        })
    }

    /// Whether any of these pairs is a permalink's: a page's fragment may be an anchor of its own.
    fn knows_pairs(&self, pairs: &JsValue) -> bool {
        pairs_from_js(pairs).iter().any(|(key, _)| crate::atlas::is_permalink_key(key))
    }

    /// Takes the state that the pairs of a permalink tell.
    fn open_pairs(&self, pairs: &JsValue) {
        let pairs = pairs_from_js(pairs);
        self.shared.with(|inner| {
            let mut pairs = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            let next = state_from_pairs(&mut pairs, &inner.opening, &inner.dataset);
            let next = State { lang: inner.state.lang.clone(), theme: inner.state.theme, ..next };
            inner.apply(next, Reason::Api, false);
        });
    }

    /// Shows a day.
    fn go_to(&self, day: &str) {
        if let Some(day) = day_from_text(day) {
            self.shared.ask(Action::GoTo(day), Reason::Api);
        }
    }

    /// Back to how the dataset opens.
    fn reset(&self) {
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
    fn project(&self, lon_deg: f64, lat_deg: f64) -> JsValue {
        self.shared.read(|inner| {
            let at = map::view(inner).project(lon_deg, lat_deg);
            let is_number = at.x_px.is_finite() && at.y_px.is_finite();
            pair((at.is_visible && is_number).then_some((at.x_px, at.y_px)))
        })
    }

    /// The place at a position of the map.
    fn unproject(&self, x: f64, y: f64) -> JsValue {
        self.shared.read(|inner| pair(map::view(inner).unproject(x, y)))
    }

    /// What the number of [`pick`](Widget::pick) stands for: `{country, actor, event}`.
    fn picked(&self, number: f64) -> JsValue {
        let (country, target) = ((number % COUNTRIES) as usize, (number / COUNTRIES) as usize);
        self.shared.read(|inner| {
            let country = country.checked_sub(1).and_then(|index| inner.world().countries().get(index));
            let country = country.map(|country| country.code.clone()).filter(|code| !code.is_empty());
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
    fn flush(&self) {
        self.shared.with(|inner| {
            inner.measure();
            inner.settle();
        });
    }

    /// The figure as an SVG document.
    fn to_svg(&self) -> String {
        self.shared.read(Inner::picture)
    }

    /// Whether this zoom and screen show more than the base part of the world has.
    fn wants_detail(&self) -> bool {
        self.shared.read(|inner| inner.detail_world.is_none() && inner.wants_detail())
    }

    /// Draws with the detail part, once the engine has it.
    fn take_detail(&self) {
        let detail = self.shared.detail.borrow().clone();
        self.shared.with(|inner| {
            inner.detail_world = detail;
            inner.renew_geometry();
        });
    }

    /// Takes the inside out of the element.
    ///
    /// A listener of the page may ask for it in the midst of a call, so it changes nothing.
    fn destroy(&self) {
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

/// The detail of `atlas-error`.
#[inline(never)]
pub(super) fn failure(code: &str, message: &str, errors: Vec<Problem>) -> JsValue {
    let error = |problem: Problem| {
        let mut pairs = vec![
            ("path", problem.path.into()),
            ("found", problem.found.into()),
            ("expected", problem.expected.into()),
        ];
        pairs.extend(problem.hint.map(|hint| ("hint", hint.into())));
        object(pairs)
    };
    let errors = Value::Array(errors.into_iter().map(error).collect());
    to_js(&object(vec![("code", code.into()), ("message", message.into()), ("errors", errors)]))
}

fn read_dataset(value: &JsValue) -> Result<Dataset, JsValue> {
    match from_js(value) {
        Ok(tree) => Dataset::read(tree).map_err(refusal),
        Err(found) => Err(refusal(vec![Problem {
            path: String::new(),
            found: found.into(),
            expected: "a dataset as plain objects".into(),
            hint: None,
        }])),
    }
}

#[inline(never)]
fn refusal(errors: Vec<Problem>) -> JsValue {
    let first = errors.first().map(ToString::to_string).unwrap_or_default();
    failure("dataset", &first, errors)
}
