//! What the element's JavaScript class holds: one widget per dataset shown.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use super::engine::Engine;
use super::events::Reason;
use super::inner::Inner;
use super::locale::{BrowserHost, Tongue};
use super::map;
use super::refusal::read_dataset;
use super::shared::Shared;
use crate::atlas::{Action, Selection};

/// More than a world has countries.
pub(super) const COUNTRIES: f64 = 1024.0;

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
        let inner = Inner::new(engine, element, root, dataset, BrowserHost::new(tongue));
        let shared = Shared { inner: RefCell::new(inner), detail: engine.detail.clone(), emit };
        Ok(Widget { shared: Rc::new(shared) })
    }

    /// What the element's class asks of the first part of the module: the methods below, in the order
    /// of `CALLS` in `www/engine.js`. One way in is a tenth of the code of twenty.
    pub fn call(&self, verb: u8, value: &JsValue, x: f64, y: f64) -> JsValue {
        match verb {
            0 => self.destroy(),
            1 => self.flush(),
            2 => self.frame(x, y),
            3 => return self.get_state(x != 0.0),
            4 => self.go_to(&value.as_string().unwrap_or_default()),
            5 => self.mark_opening(x != 0.0),
            6 => self.shared.ask(Action::Pause, Reason::Api),
            7 => self.shared.ask(Action::Play, Reason::Api),
            8 => return self.project(x, y),
            9 => self.refresh(x != 0.0),
            10 => self.reset(),
            11 => self.shared.ask(Action::Select(value.as_string().filter(|id| !id.is_empty())), Reason::Api),
            12 => self.set_interactive(x != 0.0),
            13 => self.set_state(value, x != 0.0),
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
            4 => self.set_dataset(value, x != 0.0)?,
            5 => self.set_language(value.clone().unchecked_into()),
            6 => return Ok(self.to_svg().into()),
            7 => self.begin_rows(value),
            8 => self.feed_rows(value),
            9 => return self.advance_rows(x),
            // What was begun is given up.
            10 => self.shared.with(|inner| inner.load = None),
            11 => return Ok(self.draw_part().into()),
            12 => self.prepare(),
            _ => self.shared.told(value),
        }
        Ok(JsValue::NULL)
    }

    /// What lies at a position of the map, as one number, since names take longer to tell than to find:
    /// the country's place among the world's, from 1, or 0; plus 1,024 times 1 + 2 · the actor's place, or
    /// 2 + 2 · the event's. -1 outside the map.
    pub fn pick(&self, x: f64, y: f64) -> f64 {
        let number = |inner: &Inner| {
            let Some(picked) = map::pick(inner, x, y, inner.coarseness.matches()) else { return -1.0 };
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
