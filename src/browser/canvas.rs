//! Paints a scene on a canvas.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

use crate::dataset::Tone;
use crate::scene::svg::{Tile, TileMark};
use crate::scene::{Color, Fill, Outline, Palette, Path, Scene, Shape, Verb, is_pattern};

/// Tiles are drawn this much larger than they are shown, so that none has a width between pixels.
const TILE_SCALE: f64 = 8.0;

/// A canvas and what is kept for painting on it.
pub struct CanvasPainter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    patterns: Vec<(Tone, bool, CanvasPattern)>,
    size: (u32, u32),
}

impl CanvasPainter {
    /// A painter on a canvas, or `None` where the browser gives no context.
    pub fn new(canvas: HtmlCanvasElement) -> Option<CanvasPainter> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(CanvasPainter { canvas, context, patterns: Vec::new(), size: (0, 0) })
    }

    /// Forgets what was made with the colours of before.
    pub fn forget_colors(&mut self) {
        self.patterns.clear();
    }

    /// Paints a scene, and nothing else, at the screen's own resolution.
    pub fn paint(&mut self, scene: &Scene, palette: &Palette, pixel_ratio: f64) {
        let (width, height) = (scene.width_px.max(1.0), scene.height_px.max(1.0));
        let size = ((width * pixel_ratio).round() as u32, (height * pixel_ratio).round() as u32);
        if self.size != size {
            self.size = size;
            self.canvas.set_width(size.0);
            self.canvas.set_height(size.1);
            super::dom::style(&self.canvas, "width", &super::dom::px(width));
            super::dom::style(&self.canvas, "height", &super::dom::px(height));
        }
        let context = &self.context;
        let _ = context.set_transform(pixel_ratio, 0.0, 0.0, pixel_ratio, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, width, height);
        context.set_line_join("round");
        for shape in &scene.shapes {
            self.shape(shape, palette);
        }
        self.context.set_global_alpha(1.0);
    }

    fn shape(&mut self, shape: &Shape, palette: &Palette) {
        self.context.begin_path();
        let left_right = match &shape.outline {
            Outline::Path(path) => {
                self.path(path);
                (0.0, 0.0)
            }
            Outline::Rect { x, y, width, height, radius } => {
                let [x, y, width, height, radius] = [*x, *y, *width, *height, *radius].map(f64::from);
                if radius > 0.0 {
                    let _ = self.context.round_rect_with_f64(x, y, width, height, radius);
                } else {
                    self.context.rect(x, y, width, height);
                }
                (x, x + width)
            }
            Outline::Circle { x, y, radius } => {
                let [x, y, radius] = [*x, *y, *radius].map(f64::from);
                let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
                (x - radius, x + radius)
            }
            Outline::Circles { centers, radius } => {
                for center in centers.chunks_exact(2) {
                    let [x, y, radius] = [center[0], center[1], *radius].map(f64::from);
                    // Without this a line would lead from one circle to the next.
                    self.context.move_to(x + radius, y);
                    let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
                }
                (0.0, 0.0)
            }
        };
        self.context.set_global_alpha(f64::from(shape.opacity));
        if let Some(fill) = shape.fill {
            self.set_fill(fill, palette, left_right);
            self.context.fill();
        }
        if let Some(stroke) = shape.stroke {
            self.context.set_stroke_style_str(palette.value(stroke.color));
            self.context.set_line_width(f64::from(stroke.width_px));
            let dashes = if stroke.is_dashed { Array::of2(&3.into(), &2.into()) } else { Array::new() };
            let _ = self.context.set_line_dash(&dashes);
            self.context.stroke();
        }
    }

    fn path(&self, path: &Path) {
        let mut points = path.points.chunks_exact(2);
        for verb in &path.verbs {
            match (verb, points.next_if_needed(*verb)) {
                (Verb::Move, Some([x, y])) => self.context.move_to(x, y),
                (Verb::Line, Some([x, y])) => self.context.line_to(x, y),
                _ => self.context.close_path(),
            }
        }
    }

    fn set_fill(&mut self, fill: Fill, palette: &Palette, (left, right): (f64, f64)) {
        match fill {
            Fill::Solid(color) => self.context.set_fill_style_str(palette.value(color)),
            Fill::MapPattern(tone) | Fill::LanePattern(tone) if !is_pattern(tone) => {
                self.context.set_fill_style_str(palette.value(Color::Fill(tone)));
            }
            Fill::MapPattern(tone) => self.set_pattern(tone, true, palette),
            Fill::LanePattern(tone) => self.set_pattern(tone, false, palette),
            Fill::FadeIn(color) | Fill::FadeOut(color) => {
                let is_in = matches!(fill, Fill::FadeIn(_));
                let (from, to) = if is_in { (left, right) } else { (right, left) };
                let gradient = self.context.create_linear_gradient(from, 0.0, to, 0.0);
                let _ = gradient.add_color_stop(0.0, "transparent");
                let _ = gradient.add_color_stop(1.0, palette.value(color));
                self.context.set_fill_style_canvas_gradient(&gradient);
            }
        }
    }

    fn set_pattern(&mut self, tone: Tone, is_map: bool, palette: &Palette) {
        let place = |painter: &CanvasPainter| {
            painter.patterns.iter().position(|(of, map, _)| (*of, *map) == (tone, is_map))
        };
        if place(self).is_none()
            && let Some(pattern) = self.make_pattern(tone, is_map, palette)
        {
            self.patterns.push((tone, is_map, pattern));
        }
        match place(self).map(|at| &self.patterns[at].2) {
            Some(pattern) => self.context.set_fill_style_canvas_pattern(pattern),
            None => self.context.set_fill_style_str(palette.value(Color::Fill(tone))),
        }
    }

    fn make_pattern(&self, tone: Tone, is_map: bool, palette: &Palette) -> Option<CanvasPattern> {
        let tile = Tile::of(tone, is_map);
        let canvas: HtmlCanvasElement = super::dom::el("canvas").0.dyn_into().ok()?;
        canvas.set_width((tile.width * TILE_SCALE).round() as u32);
        canvas.set_height((tile.height * TILE_SCALE).round() as u32);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let _ = context.scale(TILE_SCALE, TILE_SCALE);
        context.set_fill_style_str(palette.value(Color::Fill(tone)));
        context.fill_rect(0.0, 0.0, tile.width, tile.height);
        context.set_fill_style_str(palette.value(Color::Line(tone)));
        match tile.mark {
            TileMark::Bar { x, y, width, height } => context.fill_rect(x, y, width, height),
            TileMark::Dot { x, y, radius } => {
                context.begin_path();
                let _ = context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
                context.fill();
            }
        }
        let pattern = self.context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()??;
        let matrix = js_sys::Object::new();
        let turn = f64::from(tile.turn_deg).to_radians();
        let scale = 1.0 / TILE_SCALE;
        let entries = [("a", turn.cos()), ("b", turn.sin()), ("c", -turn.sin()), ("d", turn.cos())];
        for (key, value) in entries {
            Reflect::set(&matrix, &key.into(), &JsValue::from_f64(value * scale)).ok()?;
        }
        // web-sys types the argument as the SVGMatrix of old; browsers take any DOMMatrix2DInit.
        pattern.set_transform(matrix.unchecked_ref());
        Some(pattern)
    }
}

trait NextIfNeeded {
    fn next_if_needed(&mut self, verb: Verb) -> Option<[f64; 2]>;
}

impl NextIfNeeded for std::slice::ChunksExact<'_, f32> {
    fn next_if_needed(&mut self, verb: Verb) -> Option<[f64; 2]> {
        if verb == Verb::Close {
            return None;
        }
        self.next().map(|point| [f64::from(point[0]), f64::from(point[1])])
    }
}
