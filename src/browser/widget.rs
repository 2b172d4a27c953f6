//! What the element's JavaScript class holds: one widget per dataset shown.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use super::canvas::CanvasPainter;
use super::engine::Engine;
use super::events::Reason;
use super::frame::Frame;
use super::inner::{Dirty, Inner, Media, Shown, Size};
use super::json::{from_js, to_js};
use super::labels::LabelLayer;
use super::locale::BrowserHost;
use super::map;
use super::shared::Shared;
use crate::atlas::{
    Action, State, day_from_text, merge_json, object, pairs_from_state, state_from_pairs, state_to_json,
};
use crate::dataset::{Dataset, Problem};
use crate::scene::{FigureInput, MapGeometry, Messages, Scene, figure_svg};

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
        dataset: JsValue,
        language: &str,
        messages: JsValue,
        emit: Function,
    ) -> Result<Widget, JsValue> {
        let dataset = read_dataset(dataset)?;
        let host = BrowserHost::new(language, read_messages(messages));
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
            flight: None,
            glide: None,
            last_tick_ms: None,
            last_notice_ms: f64::MIN,
            hovered: None,
            expanded: Default::default(),
            palette: crate::scene::Palette::light(),
            ground_color: String::new(),
            stillness: Media::new("(prefers-reduced-motion: reduce)"),
            coarseness: Media::new("(pointer: coarse)"),
            size: Size::default(),
            shown: Shown { head: true, legend: true, panel: true },
            map_scene: Scene::default(),
            geometry: MapGeometry::default(),
            label_memory: Default::default(),
            lanes: None,
            timeline: None,
            lane_buttons: Vec::new(),
            group_buttons: Vec::new(),
            dirty: Dirty::ALL,
            outbox: Vec::new(),
            gestures: Default::default(),
            is_interactive: true,
            is_sheet_open: false,
            next_focus: None.into(),
            play_reason: Reason::User,
            day_debt: 0.0,
            has_opening_camera: true,
        };
        inner.renew_geometry();
        let shared = Shared { inner: RefCell::new(inner), detail: engine.detail.clone(), emit };
        Ok(Widget { shared: Rc::new(shared) })
    }

    /// Moves what is in motion to this time, and draws what must be drawn.
    pub fn frame(&self, now_ms: f64) {
        self.shared.with(|inner| inner.frame(now_ms));
    }

    /// Takes another dataset; date, selection and camera stay as far as it knows them.
    #[wasm_bindgen(js_name = setDataset)]
    pub fn set_dataset(&self, dataset: JsValue) -> Result<(), JsValue> {
        let dataset = read_dataset(dataset)?;
        self.shared.with(|inner| {
            let updated = inner.dataset.updated();
            inner.dataset = dataset;
            if inner.opening.date == updated {
                inner.opening.date = inner.dataset.updated();
            }
            inner.opening.retain_known(&inner.dataset);
            let mut next = inner.state.clone();
            next.retain_known(&inner.dataset);
            inner.apply(next, Reason::Api, false);
            inner.lane_buttons.clear();
            inner.map_scene = Scene::default();
            inner.timeline = None;
            inner.lanes = None;
            inner.hovered = None;
            inner.dirty = Dirty::ALL;
            inner.renew_geometry();
        });
        Ok(())
    }

    /// Takes the reader's language and the messages in it.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(&self, language: &str, messages: JsValue) {
        self.shared.with(|inner| {
            inner.host = BrowserHost::new(language, read_messages(messages));
            inner.take_theme();
            inner.dirty = Dirty::ALL;
        });
    }

    /// Whether the reader can act, or sees a picture.
    #[wasm_bindgen(js_name = setInteractive)]
    pub fn set_interactive(&self, is_interactive: bool) {
        self.shared.with(|inner| {
            inner.is_interactive = is_interactive;
            inner.dirty.fixed = true;
        });
    }

    /// The room or the colours may have changed.
    pub fn refresh(&self, with_theme: bool) {
        self.shared.with(|inner| {
            if with_theme {
                inner.take_theme();
            }
            if inner.measure() {
                inner.dirty.fixed = true;
            }
        });
    }

    /// The whole state.
    #[wasm_bindgen(js_name = getState)]
    pub fn get_state(&self) -> JsValue {
        self.shared.read(|inner| to_js(&state_to_json(&inner.state, &inner.dataset)))
    }

    /// Sets the keys that `partial` has, without motion.
    #[wasm_bindgen(js_name = setState)]
    pub fn set_state(&self, partial: JsValue) {
        let Ok(partial) = from_js(&partial) else { return };
        self.shared.with(|inner| {
            let mut next = inner.state.clone();
            merge_json(&mut next, &partial, &inner.dataset);
            inner.apply(next, Reason::Api, false);
        });
    }

    /// Takes the state of now as the one the element opens with: what `reset` goes back to, and what a
    /// permalink leaves out.
    #[wasm_bindgen(js_name = markOpening)]
    pub fn mark_opening(&self) {
        self.shared.with(|inner| {
            inner.opening = inner.state.clone();
            inner.has_opening_camera = inner.camera.zoom == 1.0;
        });
    }

    /// The pairs of the permalink, `[[key, value], …]`.
    pub fn pairs(&self) -> JsValue {
        self.shared.read(|inner| {
            let pairs = pairs_from_state(&inner.state, &inner.opening, &inner.dataset).into_iter();
            to_js(&pairs.map(|(key, value)| Value::Array(vec![key.into(), value.into()])).collect())
        })
    }

    /// Whether any of these pairs is a permalink's: a page's fragment may be an anchor of its own.
    #[wasm_bindgen(js_name = knowsPairs)]
    pub fn knows_pairs(&self, pairs: JsValue) -> bool {
        pairs_from_js(&pairs).iter().any(|(key, _)| crate::atlas::is_permalink_key(key))
    }

    /// Takes the state that the pairs of a permalink tell.
    #[wasm_bindgen(js_name = openPairs)]
    pub fn open_pairs(&self, pairs: JsValue) {
        let pairs = pairs_from_js(&pairs);
        self.shared.with(|inner| {
            let mut pairs = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            let next = state_from_pairs(&mut pairs, &inner.opening, &inner.dataset);
            let next = State { lang: inner.state.lang.clone(), theme: inner.state.theme, ..next };
            inner.apply(next, Reason::Api, false);
        });
    }

    /// Chooses an actor or an event, or nothing; the page may refuse.
    pub fn select(&self, id: Option<String>) {
        self.shared.ask(Action::Select(id), Reason::Api);
    }

    /// Shows a day.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, day: &str) {
        if let Some(day) = day_from_text(day) {
            self.shared.ask(Action::GoTo(day), Reason::Api);
        }
    }

    /// Lets time run.
    pub fn play(&self) {
        self.shared.ask(Action::Play, Reason::Api);
    }

    /// Stops it.
    pub fn pause(&self) {
        self.shared.ask(Action::Pause, Reason::Api);
    }

    /// Back to how the dataset opens.
    pub fn reset(&self) {
        self.shared.with(|inner| {
            let next =
                State { lang: inner.state.lang.clone(), theme: inner.state.theme, ..inner.opening.clone() };
            inner.apply(next, Reason::Api, false);
            inner.has_opening_camera = true;
        });
    }

    /// Where a place falls on the map, in CSS pixels from its top left; null beyond the horizon.
    pub fn project(&self, lon_deg: f64, lat_deg: f64) -> Option<Vec<f64>> {
        self.shared.read(|inner| {
            let at = map::view(inner).project(lon_deg, lat_deg);
            let is_number = at.x_px.is_finite() && at.y_px.is_finite();
            (at.is_visible && is_number).then(|| vec![at.x_px, at.y_px])
        })
    }

    /// The place at a position of the map.
    pub fn unproject(&self, x: f64, y: f64) -> Option<Vec<f64>> {
        self.shared
            .read(|inner| map::view(inner).unproject(x, y).map(|(lon_deg, lat_deg)| vec![lon_deg, lat_deg]))
    }

    /// What lies at a position of the map: `{country, actor, event}`; null outside it.
    pub fn pick(&self, x: f64, y: f64) -> JsValue {
        self.shared.read(|inner| {
            let Some(picked) = map::pick(inner, x, y, false) else { return JsValue::NULL };
            let country = picked.country.and_then(|index| inner.world().country(index));
            let country = country.map(|country| country.code.clone()).filter(|code| !code.is_empty());
            let id = picked.target.map(|target| inner.id_of(target));
            let is_event = matches!(picked.target, Some(crate::atlas::Selection::Event(_)));
            let (actor, event) = if is_event { (None, id) } else { (id, None) };
            to_js(&object(vec![
                ("country", country.into()),
                ("actor", actor.into()),
                ("event", event.into()),
            ]))
        })
    }

    /// Brings canvas and page up to date at once; a running motion ends at its goal.
    pub fn flush(&self) {
        self.shared.with(|inner| {
            inner.measure();
            inner.settle();
        });
    }

    /// The figure as an SVG document.
    #[wasm_bindgen(js_name = toSVG)]
    pub fn to_svg(&self) -> String {
        self.shared.read(|inner| {
            figure_svg(&FigureInput {
                dataset: &inner.dataset,
                world: inner.world(),
                state: &inner.state,
                width_px: inner.size.map_width_px.max(320.0) + 32.0,
                height_px: None,
                palette: &inner.palette,
                host: &inner.host,
            })
        })
    }

    /// Whether this zoom and screen show more than the base part of the world has.
    #[wasm_bindgen(js_name = wantsDetail)]
    pub fn wants_detail(&self) -> bool {
        self.shared.read(|inner| inner.detail_world.is_none() && inner.wants_detail())
    }

    /// Draws with the detail part, once the engine has it.
    #[wasm_bindgen(js_name = takeDetail)]
    pub fn take_detail(&self) {
        let detail = self.shared.detail.borrow().clone();
        self.shared.with(|inner| {
            inner.detail_world = detail;
            inner.renew_geometry();
        });
    }

    /// Takes the inside out of the element.
    ///
    /// A listener of the page may ask for it in the midst of a call, so it changes nothing.
    pub fn destroy(&self) {
        if let Ok(inner) = self.shared.inner.try_borrow() {
            inner.frame.section.remove();
        }
    }
}

/// The pairs of a fragment, `[[key, value], …]`; what is no pair of texts is left out.
fn pairs_from_js(pairs: &JsValue) -> Vec<(String, String)> {
    let Ok(Value::Array(pairs)) = from_js(pairs) else { return Vec::new() };
    let text = |pair: &Value, at: usize| pair.get(at).and_then(Value::as_str).map(str::to_owned);
    pairs.iter().filter_map(|pair| Some((text(pair, 0)?, text(pair, 1)?))).collect()
}

fn read_messages(messages: JsValue) -> Messages {
    let Ok(Value::Object(map)) = from_js(&messages) else { return Messages::default() };
    let text = |(key, value): (String, Value)| match value {
        Value::String(text) => Some((key, text)),
        _ => None,
    };
    Messages(map.into_iter().filter_map(text).collect())
}

/// The detail of `atlas-error`.
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
    let errors = errors.into_iter().map(error).collect();
    to_js(&object(vec![("code", code.into()), ("message", message.into()), ("errors", errors)]))
}

/// A dataset from JavaScript's plain objects.
fn read_dataset(value: JsValue) -> Result<Dataset, JsValue> {
    let refuse = |errors: Vec<Problem>| {
        let first = errors.first().map(ToString::to_string).unwrap_or_default();
        failure("dataset", &first, errors)
    };
    let tree = from_js(&value).map_err(|found| {
        refuse(vec![Problem {
            path: String::new(),
            found: found.into(),
            expected: "a dataset as plain objects".into(),
            hint: None,
        }])
    })?;
    Dataset::read(&tree).map_err(refuse)
}
