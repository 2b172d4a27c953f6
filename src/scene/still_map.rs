//! A map whose camera stands: what of its picture can be kept, and what must be drawn for the next one.
//!
//! Land and lines are drawn once and copied; each country is a picture of its own, kept for each style it has had; and nothing
//! is touched outside the box in which something differs from the picture before. Making these pictures takes as long as
//! several frames of a map that moves: they are made when the map is asked to make ready, or at its second change.

use super::display::{Outline, Scene, Shape};
use super::map_geometry::MapGeometry;
use super::path::{Bounds, Path, union};
use super::recording::{Layer, Recording, STYLES, style_number};

/// A country with a gap this wide between its pieces has two pictures.
const GAP_PX: f32 = 64.0;
/// Boxes of a country at most.
const BOXES: usize = 2;
/// The number of the picture of all lines. Those of countries follow.
const LINES: usize = 0;

/// What is kept, of which geometry.
#[derive(Debug, Default)]
pub struct StillMap {
    /// The generation of the geometry painted last.
    generation: Option<u32>,
    /// Whether its outlines, its base and its lines are kept.
    is_kept: bool,
    /// Whether it has changed since the camera came to stand.
    has_changed: bool,
    /// Of each path of the geometry, the boxes that hold it.
    boxes: Vec<Vec<Bounds>>,
    /// What was painted over the base.
    last: Vec<Shape>,
}

impl StillMap {
    /// Forgets all that was kept: size or colours have changed.
    pub fn forget(&mut self) {
        self.generation = None;
    }

    /// Whether there is something to make ready.
    pub fn is_unready(&self) -> bool {
        self.generation.is_some() && !self.is_kept
    }

    /// Records what makes the screen show a scene, and with `makes_ready` all that its next change takes. Gives
    /// whether anything must be drawn.
    pub fn record(
        &mut self,
        scene: &Scene,
        geometry: &MapGeometry,
        makes_ready: bool,
        recording: &mut Recording,
    ) -> bool {
        if self.generation == Some(geometry.generation()) {
            return self.record_again(scene, geometry, makes_ready, recording);
        }
        // The camera moves: at its next place nothing of this would be of use.
        self.generation = Some(geometry.generation());
        (self.is_kept, self.has_changed) = (false, false);
        record_whole(scene, geometry, recording)
    }

    /// The same, where the camera has not moved. Not what a first picture needs, so that it comes with the later part of the
    /// browser module: a function of its own.
    #[inline(never)]
    fn record_again(
        &mut self,
        scene: &Scene,
        geometry: &MapGeometry,
        makes_ready: bool,
        recording: &mut Recording,
    ) -> bool {
        let has_changed = std::mem::replace(&mut self.has_changed, true);
        if !(self.is_kept || has_changed || makes_ready) {
            return record_whole(scene, geometry, recording);
        }
        let parts = geometry.paths();
        let size = (scene.width_px, scene.height_px);
        let (base, above) = scene.shapes.split_at(scene.base_shapes);
        let (countries, over) = above.split_at(scene.countries);
        let (lines, over) = over.split_at(scene.lines);
        let whole = [0.0, 0.0, size.0 as f32, size.1 as f32];
        let changed = if std::mem::replace(&mut self.is_kept, true) {
            self.changed(countries, over, geometry)
        } else {
            recording.keep(parts);
            recording.forget_pictures();
            recording.onto(Layer::Base, size.0, size.1);
            recording.shapes(base, parts, true);
            if !lines.is_empty() {
                recording.picture(LINES, whole, lines, None);
            }
            self.boxes = parts.iter().map(|path| path.boxes(GAP_PX)).collect();
            Some(whole)
        };
        let Some(changed) = changed else { return false };
        self.last.clear();
        self.last.extend(countries.iter().chain(over).cloned());
        recording.copy(Layer::Base, Layer::Screen, changed);
        for country in countries {
            self.country(country, changed, recording);
        }
        for shape in over {
            if bounds(shape, geometry).is_some_and(|bounds| meet(bounds, changed)) {
                recording.shapes(std::slice::from_ref(shape), parts, true);
            }
        }
        true
    }

    fn country(&self, shape: &Shape, changed: Bounds, recording: &mut Recording) {
        let (Outline::Part(part), Some(style)) = (&shape.outline, shape.fill.and_then(style_number)) else {
            return;
        };
        let boxes = self.boxes.get(part.slot()).into_iter().flatten();
        for (at, bounds) in boxes.enumerate() {
            let bounds = widened(*bounds, shape);
            if meet(bounds, changed) {
                let number = (part.slot() * BOXES + at) * STYLES + style;
                recording.picture(number + LINES + 1, bounds, std::slice::from_ref(shape), Some(LINES));
            }
        }
    }

    /// The box in which something has changed.
    fn changed(&self, countries: &[Shape], over: &[Shape], geometry: &MapGeometry) -> Option<Bounds> {
        let (old, new) = (&self.last, countries.iter().chain(over).collect::<Vec<_>>());
        let first = old.iter().zip(&new).take_while(|(old, new)| old == *new).count();
        let (old, new) = (&old[first..], &new[first..]);
        let last = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == *new).count();
        let (old, new) = (&old[..old.len() - last], &new[..new.len() - last]);
        let mut differing: Vec<&Shape> = Vec::new();
        if old.len() == new.len() {
            for (old, new) in old.iter().zip(new).filter(|(old, new)| old != *new) {
                differing.extend([old, *new]);
            }
        } else {
            differing.extend(old);
            differing.extend(new);
        }
        differing.into_iter().filter_map(|shape| bounds(shape, geometry)).reduce(union)
    }
}

fn record_whole(scene: &Scene, geometry: &MapGeometry, recording: &mut Recording) -> bool {
    recording.onto(Layer::Screen, scene.width_px, scene.height_px);
    recording.shapes(&scene.shapes, geometry.paths(), false);
    true
}

/// The box that a shape paints, if any.
fn bounds(shape: &Shape, geometry: &MapGeometry) -> Option<Bounds> {
    let around = |x: f32, y: f32, radius: f32| [x - radius, y - radius, x + radius, y + radius];
    let bounds = match &shape.outline {
        Outline::Path(path) => Path::bounds(path)?,
        Outline::Part(part) => geometry.bounds(*part)?,
        Outline::Rect { x, y, width, height, .. } => [*x, *y, x + width, y + height],
        Outline::Rects(rects) => {
            rects.iter().map(|[x, y, width, height]| [*x, *y, x + width, y + height]).reduce(union)?
        }
        Outline::Circle { x, y, radius } => around(*x, *y, *radius),
        Outline::Circles { centers, radius } => {
            centers.chunks_exact(2).map(|center| around(center[0], center[1], *radius)).reduce(union)?
        }
    };
    Some(widened(bounds, shape))
}

/// A box with room for a shape's line, and for what is between pixels.
fn widened([left, top, right, bottom]: Bounds, shape: &Shape) -> Bounds {
    let by_px = 1.0 + shape.stroke.map_or(0.0, |stroke| stroke.width_px / 2.0);
    [left - by_px, top - by_px, right + by_px, bottom + by_px]
}

fn meet(a: Bounds, b: Bounds) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
