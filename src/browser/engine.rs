//! What all widgets of a page share: the earth, read once.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

use super::widget::failure;
use crate::world::{DecodeError, World};

/// What all widgets of a page share: the earth.
#[wasm_bindgen]
pub struct Engine {
    pub(super) world: Rc<World>,
    pub(super) detail: Rc<RefCell<Option<Rc<World>>>>,
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
        let world = World::decode(&world.to_vec()).map_err(unreadable)?;
        Ok(Engine { world: Rc::new(world), detail: Rc::default() })
    }

    /// Takes the detail part of the world, for all widgets.
    #[wasm_bindgen(js_name = addDetail)]
    pub fn add_detail(&self, world: Uint8Array) -> Result<(), JsValue> {
        let detail = self.world.refine(&world.to_vec()).map_err(unreadable)?;
        *self.detail.borrow_mut() = Some(Rc::new(detail));
        Ok(())
    }

    /// Whether the detail part is there.
    #[wasm_bindgen(getter, js_name = hasDetail)]
    pub fn has_detail(&self) -> bool {
        self.detail.borrow().is_some()
    }
}

fn unreadable(error: DecodeError) -> JsValue {
    failure("world", &error.to_string(), Vec::new())
}
