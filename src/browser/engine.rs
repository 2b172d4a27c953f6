//! What all widgets of a page share: the earth, read once.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::canvas::CanvasPainter;
use super::refusal::failure;
use crate::world::{DecodeError, World};

/// What all widgets of a page share: the earth.
#[wasm_bindgen]
pub struct Engine {
    pub(super) world: Rc<World>,
    pub(super) detail: Rc<RefCell<Option<Rc<World>>>>,
    /// Makes the painter of a canvas; null where it gives no context.
    make_painter: Function,
}

impl Engine {
    /// The painter of a canvas; `None` where it gives no context.
    pub(super) fn painter(&self, canvas: &Element) -> Option<CanvasPainter> {
        let painter = self.make_painter.call1(&JsValue::NULL, canvas).ok()?;
        (!painter.is_null()).then(|| CanvasPainter::new(painter.unchecked_into()))
    }
}

#[wasm_bindgen]
impl Engine {
    /// Reads the base part of the world. `make_painter` gives the painter of a canvas.
    #[wasm_bindgen(constructor)]
    pub fn new(world: Uint8Array, make_painter: Function) -> Result<Engine, JsValue> {
        let world = World::decode(&world.to_vec()).map_err(unreadable)?;
        Ok(Engine { world: Rc::new(world), detail: Rc::default(), make_painter })
    }

    /// Takes the detail part of the world, for all widgets.
    #[wasm_bindgen(js_name = addDetail)]
    pub fn add_detail(&self, world: Uint8Array) -> Result<(), JsValue> {
        let detail = self.world.refine(&world.to_vec()).map_err(unreadable)?;
        *self.detail.borrow_mut() = Some(Rc::new(detail));
        Ok(())
    }
}

fn unreadable(error: DecodeError) -> JsValue {
    failure("world", &error.to_string(), Vec::new())
}
