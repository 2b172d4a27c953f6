//! Paints scenes on a canvas: writes down what is new, and has it replayed in one call.

use js_sys::{Array, Float32Array};
use wasm_bindgen::prelude::*;

use super::colors::has_forced_colors;
use crate::scene::{Color, Layer, MapGeometry, Palette, Recording, Scene, Shape, StillMap, tile_numbers};

#[wasm_bindgen]
extern "C" {
    /// The class of `www/painter.js`.
    pub type Painter;
    #[wasm_bindgen(method, js_name = setColors)]
    fn set_colors(this: &Painter, colors: Array, tiles: Float32Array, is_opaque: bool);
    #[wasm_bindgen(method)]
    fn resize(this: &Painter, width_px: f64, height_px: f64, pixel_ratio: f64);
    #[wasm_bindgen(method)]
    fn paint(this: &Painter, numbers: &[f32]);
}

/// A canvas, and what it shows.
pub struct CanvasPainter {
    painter: Painter,
    recording: Recording,
    size: (f64, f64, f64),
    still: StillMap,
    /// How many shapes, from the bottom, the base layer holds for `paint`.
    base_shapes: usize,
}

/// Fewer shapes than this are as quickly drawn as copied.
const WORTH_KEEPING: usize = 12;

impl CanvasPainter {
    /// A painter with its JavaScript half.
    pub fn new(painter: Painter) -> CanvasPainter {
        CanvasPainter {
            painter,
            recording: Recording::default(),
            size: (0.0, 0.0, 0.0),
            still: StillMap::default(),
            base_shapes: 0,
        }
    }

    /// Takes the theme's colours; `ground` are those that the whole drawing lies on.
    pub fn set_colors(&mut self, palette: &Palette, ground: &[Color]) {
        // How browsers write a translucent colour.
        let lets_through = |value: &str| value.starts_with("rgba") || value.contains('/');
        let is_opaque = !ground.iter().any(|color| lets_through(palette.value(*color)));
        let colors = palette.values().iter().map(|value| JsValue::from_str(value)).collect();
        self.painter.set_colors(
            colors,
            Float32Array::from(&tile_numbers(has_forced_colors())[..]),
            is_opaque,
        );
        self.size = (0.0, 0.0, 0.0);
    }

    /// Paints a scene, and nothing else, at the screen's own resolution. What is at the bottom and the
    /// same as in the scene painted `before` is copied.
    pub fn paint(&mut self, scene: &Scene, before: &[Shape], pixel_ratio: f64) {
        let shapes = &scene.shapes;
        let before = if self.begin(scene, pixel_ratio) { &[] } else { before };
        let (width_px, height_px, _) = self.size;
        let same = shapes.iter().zip(before).take_while(|(new, old)| new == old).count();
        if same < self.base_shapes || self.base_shapes == 0 {
            self.base_shapes = if same >= WORTH_KEEPING { same } else { 0 };
            if self.base_shapes > 0 {
                self.recording.onto(Layer::Base, width_px, height_px);
                self.recording.shapes(&shapes[..same], &[], false);
            }
        }
        if self.base_shapes > 0 {
            let whole = [0.0, 0.0, width_px as f32, height_px as f32];
            self.recording.copy(Layer::Base, Layer::Screen, whole);
        } else {
            self.recording.onto(Layer::Screen, width_px, height_px);
        }
        self.recording.shapes(&shapes[self.base_shapes..], &[], false);
        self.painter.paint(self.recording.numbers());
    }

    /// Whether a map has something to make ready while its camera stands.
    pub fn is_unready(&self) -> bool {
        self.still.is_unready()
    }

    /// Paints a map. While the generation of its geometry stays, only what is new is drawn; `makes_ready` for that.
    pub fn paint_map(&mut self, scene: &Scene, geometry: &MapGeometry, makes_ready: bool, pixel_ratio: f64) {
        if self.begin(scene, pixel_ratio) {
            self.still.forget();
        }
        if self.still.record(scene, geometry, makes_ready, &mut self.recording) {
            self.painter.paint(self.recording.numbers());
        }
    }

    /// Begins a recording. Gives whether nothing drawn before can be kept.
    fn begin(&mut self, scene: &Scene, pixel_ratio: f64) -> bool {
        self.recording.clear();
        let (width_px, height_px) = (scene.width_px.max(1.0), scene.height_px.max(1.0));
        let size = (width_px, height_px, pixel_ratio);
        if self.size == size {
            return false;
        }
        self.size = size;
        self.painter.resize(width_px, height_px, pixel_ratio);
        self.base_shapes = 0;
        true
    }
}
