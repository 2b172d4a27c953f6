//! What the element's JavaScript class holds: one engine per page, one widget per dataset shown.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Uint8Array};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use web_sys::{
    AddEventListenerOptions, Event, HtmlElement, KeyboardEvent, PointerEvent, ShadowRoot, WheelEvent,
};

use super::canvas::CanvasPainter;
use super::events::Reason;
use super::frame::Frame;
use super::inner::{Dirty, Inner, Size};
use super::input::{Asked, around};
use super::json::{from_js, to_js};
use super::locale::BrowserHost;
use super::map;
use crate::atlas::{Action, State, merge_json, object, pairs_from_state, state_from_pairs, state_to_json};
use crate::dataset::{Dataset, Day, Edtf, Problem};
use crate::scene::{FigureInput, Messages, Scene, figure_svg, words};
use crate::world::World;

/// What all widgets of a page share: the earth.
#[wasm_bindgen]
pub struct Engine {
    world: Rc<World>,
    detail: Rc<RefCell<Option<Rc<World>>>>,
}

#[wasm_bindgen]
impl Engine {
    /// Reads the base part of the world. `on_panic` is told the message of a panic before the
    /// module is lost.
    #[wasm_bindgen(constructor)]
    pub fn new(world: Uint8Array, on_panic: Function) -> Result<Engine, JsValue> {
        std::panic::set_hook(Box::new(move |info| {
            let _ = on_panic.call1(&JsValue::NULL, &info.to_string().into());
        }));
        let world = decode(&world)?;
        Ok(Engine { world: Rc::new(world), detail: Rc::default() })
    }

    /// Takes the detail part of the world, for all widgets.
    #[wasm_bindgen(js_name = addDetail)]
    pub fn add_detail(&self, world: Uint8Array) -> Result<(), JsValue> {
        *self.detail.borrow_mut() = Some(Rc::new(decode(&world)?));
        Ok(())
    }

    /// Whether the detail part is there.
    #[wasm_bindgen(getter, js_name = hasDetail)]
    pub fn has_detail(&self) -> bool {
        self.detail.borrow().is_some()
    }
}

fn decode(bytes: &Uint8Array) -> Result<World, JsValue> {
    World::decode(&bytes.to_vec()).map_err(|error| failure("world", &error.to_string(), Vec::new()))
}

/// The detail of `atlas-error`.
fn failure(code: &str, message: &str, errors: Vec<Problem>) -> JsValue {
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

type FrameCallback = Closure<dyn FnMut(f64)>;
type Listener = (web_sys::EventTarget, &'static str, Closure<dyn FnMut(Event)>);

/// One element's inside.
#[wasm_bindgen]
pub struct Widget {
    shared: Rc<Shared>,
    listeners: RefCell<Vec<Listener>>,
}

struct Shared {
    inner: RefCell<Inner>,
    detail: Rc<RefCell<Option<Rc<World>>>>,
    /// Told an event's name, its detail and whether it can be refused; gives whether it was not.
    emit: Function,
    frame: RefCell<Option<FrameCallback>>,
    frame_handle: Cell<Option<i32>>,
    is_gone: Cell<bool>,
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
        let painter = |canvas: &web_sys::Element| canvas.clone().dyn_into().ok().and_then(CanvasPainter::new);
        let opening = State::opening(&dataset);
        let inner = Inner {
            map_painter: painter(&frame.map_canvas),
            lanes_painter: painter(&frame.lanes_canvas),
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
            last_tick_ms: None,
            last_notice_ms: f64::MIN,
            hovered: None,
            expanded: Default::default(),
            palette: crate::scene::Palette::light(),
            ground_color: String::new(),
            size: Size::default(),
            map_scene: Scene::default(),
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
        let shared = Rc::new(Shared {
            inner: RefCell::new(inner),
            detail: engine.detail.clone(),
            emit,
            frame: RefCell::new(None),
            frame_handle: Cell::new(None),
            is_gone: Cell::new(false),
        });
        let weak = Rc::downgrade(&shared);
        *shared.frame.borrow_mut() = Some(Closure::new(move |now_ms: f64| {
            if let Some(shared) = weak.upgrade() {
                shared.frame_handle.set(None);
                shared.with(|inner| inner.frame(now_ms));
            }
        }));
        let widget = Widget { shared, listeners: RefCell::default() };
        widget.listen();
        Ok(widget)
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
            inner.hovered = None;
            inner.dirty = Dirty::ALL;
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
        let parsed = Day::parse(day).or_else(|| Edtf::parse(day).ok().map(|edtf| edtf.first_day()));
        if let Some(day) = parsed.filter(|day| *day != Day::MIN) {
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
    #[wasm_bindgen(getter, js_name = wantsDetail)]
    pub fn wants_detail(&self) -> bool {
        self.shared.read(|inner| inner.detail_world.is_none() && inner.wants_detail())
    }

    /// Draws with the detail part, once the engine has it.
    #[wasm_bindgen(js_name = takeDetail)]
    pub fn take_detail(&self) {
        let detail = self.shared.detail.borrow().clone();
        self.shared.with(|inner| {
            inner.detail_world = detail;
            inner.dirty.map = true;
        });
    }

    /// Ends everything that runs and takes the inside out of the element.
    ///
    /// A listener of the page may ask for it in the midst of a call, so it borrows nothing for itself.
    pub fn destroy(&self) {
        self.shared.is_gone.set(true);
        for (target, name, closure) in self.listeners.borrow().iter() {
            let _ = target.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
        if let (Some(handle), Some(window)) = (self.shared.frame_handle.take(), web_sys::window()) {
            let _ = window.cancel_animation_frame(handle);
        }
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

impl Shared {
    /// Reads the model. Where it is being changed at this moment (a listener of the page's was called
    /// from within) there is nothing to be told.
    fn read<T: Default>(&self, read: impl FnOnce(&Inner) -> T) -> T {
        self.inner.try_borrow().map_or_else(|_| T::default(), |inner| read(&inner))
    }

    /// Changes the model, then tells the page and asks for a frame where one is wanted. A call that
    /// comes back while the model is being changed (from an element's own event) is let pass.
    fn with(&self, change: impl FnOnce(&mut Inner)) {
        let Ok(mut inner) = self.inner.try_borrow_mut() else { return };
        change(&mut inner);
        drop(inner);
        self.follow_up();
    }

    // Out of line: `with` is compiled anew for each of its callers.
    #[inline(never)]
    fn follow_up(&self) {
        let (outbox, focus) = match self.inner.try_borrow_mut() {
            Ok(mut inner) => (std::mem::take(&mut inner.outbox), inner.next_focus.take()),
            Err(_) => return,
        };
        if let Some(element) = focus {
            let _ = element.focus();
        }
        for outgoing in outbox {
            self.tell(outgoing.name, &outgoing.detail, false);
        }
        let wants_frame =
            !self.is_gone.get() && self.inner.try_borrow().is_ok_and(|inner| inner.wants_frame());
        if wants_frame && self.frame_handle.get().is_none() {
            let frame = self.frame.borrow();
            if let (Some(closure), Some(window)) = (frame.as_ref(), web_sys::window()) {
                self.frame_handle.set(window.request_animation_frame(closure.as_ref().unchecked_ref()).ok());
            }
        }
    }

    /// Tells the page of an event; gives whether it did not refuse it.
    fn tell(&self, name: &str, detail: &Value, is_cancelable: bool) -> bool {
        let told = self.emit.call3(&JsValue::NULL, &name.into(), &to_js(detail), &is_cancelable.into());
        told.ok().and_then(|answer| answer.as_bool()).unwrap_or(true)
    }

    /// Takes an action; a choice only if the page does not refuse it.
    fn ask(&self, action: Action, reason: Reason) {
        if let Action::Select(id) = &action {
            let (is_known, is_same) = self.read(|inner| {
                let known =
                    |id: &String| inner.dataset.actor(id).is_some() || inner.dataset.event(id).is_some();
                (id.as_ref().is_none_or(known), *id == inner.state.selected)
            });
            if !is_known {
                return;
            }
            let kind = self.read(|inner| match id {
                Some(id) if inner.dataset.event(id).is_some() => Some("event"),
                Some(_) => Some("actor"),
                None => None,
            });
            let detail = object(vec![
                ("id", id.clone().into()),
                ("type", kind.into()),
                ("reason", reason.word().into()),
            ]);
            if !is_same && !self.tell("atlas-select", &detail, true) {
                return;
            }
        }
        self.with(|inner| {
            let before = (inner.state.selected.clone(), inner.state.date);
            inner.act(action, reason);
            if before != (inner.state.selected.clone(), inner.state.date) && inner.state.playing.is_none() {
                inner.announce();
            }
        });
    }
}

impl Inner {
    /// Tells a screen reader what has just changed, and no more.
    fn announce(&self) {
        // The playhead's own value text says it already.
        if self.root.active_element().is_some_and(|active| active == self.frame.playhead) {
            return;
        }
        let chosen = self.state.selection(&self.dataset).map(|selection| match selection {
            crate::atlas::Selection::Actor(actor) => words::actor_name(&self.dataset, actor, &self.host),
            crate::atlas::Selection::Event(event) => {
                words::text(&self.dataset.document.events[event].title, &self.dataset, &self.host)
                    .text
                    .to_owned()
            }
        });
        let sentence = words::plain_sentence(&self.state, &self.dataset, &self.host);
        let text = match chosen {
            Some(name) => format!("{name}. {sentence}"),
            None => sentence,
        };
        super::dom::set_text(&self.frame.live, &text);
    }

    fn wants_detail(&self) -> bool {
        // The base part is drawn for about this many device pixels of radius.
        const BASE_RADIUS_PX: f64 = 420.0;
        let radius_px = self.camera.radius_px(self.size.map_width_px, self.size.map_height_px);
        radius_px * self.size.pixel_ratio > BASE_RADIUS_PX
    }
}

impl Widget {
    fn listen(&self) {
        let root: web_sys::EventTarget = self.shared.inner.borrow().root.clone().into();

        let weak = Rc::downgrade(&self.shared);
        self.on(&root, "click", move |event| {
            let Some(shared) = weak.upgrade() else { return };
            let asked = shared.inner.try_borrow_mut().ok().and_then(|mut inner| inner.click(&event));
            shared.answer(asked);
        });
        let weak = Rc::downgrade(&self.shared);
        self.on(&root, "keydown", move |event| {
            let Some(shared) = weak.upgrade() else { return };
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            let asked = shared.inner.try_borrow_mut().ok().and_then(|mut inner| inner.key(key));
            if asked.is_some() {
                event.prevent_default();
            }
            shared.answer(asked);
        });
        let weak = Rc::downgrade(&self.shared);
        // Not on the shadow root: Chromium then takes the element for one that listens to no wheel,
        // and scrolls without asking it.
        let section: web_sys::EventTarget = self.shared.inner.borrow().frame.section.clone().into();
        self.on(&section, "wheel", move |event| {
            let Some(shared) = weak.upgrade() else { return };
            let Some(wheel) = event.dyn_ref::<WheelEvent>() else { return };
            let taken = shared.inner.try_borrow_mut().is_ok_and(|mut inner| inner.wheel(wheel));
            if taken {
                event.prevent_default();
            }
            shared.with(|_| {});
        });
        let weak = Rc::downgrade(&self.shared);
        // The ground's colour is given a transition of no length: its end tells of a change by the page.
        self.on(&section, "transitionend", move |event| {
            let Some(shared) = weak.upgrade() else { return };
            if event.target() == event.current_target() {
                shared.with(|inner| {
                    inner.measure();
                });
            }
        });
        for name in ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"] {
            let weak = Rc::downgrade(&self.shared);
            // Leaving is told to the element that is left only.
            let target = if name == "pointerleave" { &section } else { &root };
            self.on(target, name, move |event| {
                let Some(shared) = weak.upgrade() else { return };
                if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
                    shared.pointer(name, pointer);
                }
            });
        }
    }

    fn on(&self, target: &web_sys::EventTarget, name: &'static str, handle: impl FnMut(Event) + 'static) {
        let closure: Closure<dyn FnMut(Event)> = Closure::new(handle);
        let options = AddEventListenerOptions::new();
        // A wheel that zooms must not scroll as well.
        options.set_passive(false);
        let function = closure.as_ref().unchecked_ref();
        let _ =
            target.add_event_listener_with_callback_and_add_event_listener_options(name, function, &options);
        self.listeners.borrow_mut().push((target.clone(), name, closure));
    }
}

impl Shared {
    fn answer(&self, asked: Option<Asked>) {
        match asked {
            Some(Asked::Action(action)) => self.ask(action, Reason::User),
            Some(Asked::Done) => self.with(|_| {}),
            None => {}
        }
    }

    fn pointer(&self, name: &str, event: &PointerEvent) {
        let zone_element = around(event, "data-zone");
        let zone = zone_element.as_ref().and_then(|zone| zone.get_attribute("data-zone"));
        let mut asked = None;
        self.with(|inner| match name {
            "pointerdown" => {
                let on_button = around(event, "data-do").is_some();
                let is_first_button = event.button() == 0;
                match zone.as_deref() {
                    Some("map") if is_first_button && !on_button => inner.press_map(event),
                    Some("lanes") if is_first_button && !on_button => inner.press_lanes(event, false),
                    Some("playhead") if is_first_button => inner.press_lanes(event, true),
                    _ => {}
                }
            }
            "pointermove" => {
                if inner.move_pointer(event) {
                    // From here on the pointer is ours, wherever it goes.
                    if let Some(zone) = &zone_element {
                        let _ = zone.set_pointer_capture(event.pointer_id());
                    }
                }
                inner.hover(event, zone.as_deref());
            }
            "pointerup" => asked = inner.release_pointer(event),
            "pointerleave" => inner.hover(event, None),
            _ => inner.cancel_pointer(event),
        });
        if let Some(action) = asked {
            self.ask(action, Reason::User);
        }
    }
}
