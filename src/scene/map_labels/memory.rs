//! Where labels stood: while the camera moves a label keeps the kind of place it has found.

use crate::scene::map::MapInput;
use crate::world::View;

/// Where labels stood when they were last placed anew.
#[derive(Default)]
pub struct LabelMemory {
    view: Option<View>,
    /// Whether the map was moving when they were seen last.
    was_moving: bool,
    spots: Vec<(usize, Remembered)>,
    /// The generation of the last geometry, and which labels, of which size, have room in it where they stood.
    generation: u32,
    rooms: Vec<(usize, (f64, f64), bool)>,
}

/// The kind of place that an actor's label has found.
#[derive(Clone, Copy)]
pub(super) enum Remembered {
    /// At a place of the earth.
    Inside {
        lon_deg: f64,
        lat_deg: f64,
    },
    /// Beside its shape, as one of the directions and reaches that there are.
    Beside {
        direction: usize,
        reach: usize,
    },
    Nowhere,
}

/// Beyond this change of scale, or this share of the map's width, labels are placed anew.
const MOST_SCALING: f64 = 1.25;
const MOST_SHIFT: f64 = 0.2;

impl LabelMemory {
    /// Forgets where labels stood once the camera has left the neighbourhood, or the map has come to rest. From day to day
    /// they stay: to place all of them takes longer than everything else that another day changes.
    pub(super) fn visit(&mut self, input: &MapInput) {
        let (view, generation) = (input.view, input.geometry.generation());
        let has_come_to_rest = self.was_moving && !input.is_moving;
        self.was_moving = input.is_moving;
        let is_near = self.view.is_some_and(|last| {
            let scaling = view.radius_px() / last.radius_px();
            let (lon_deg, lat_deg) = last.center_lon_lat_deg();
            let (width_px, height_px) = view.size_px();
            let center = view.project(lon_deg, lat_deg);
            let shift_px = (center.x_px - width_px / 2.0).hypot(center.y_px - height_px / 2.0);
            view.projection() == last.projection()
                && view.size_px() == last.size_px()
                && (1.0 / MOST_SCALING..=MOST_SCALING).contains(&scaling)
                && center.is_visible
                && shift_px <= MOST_SHIFT * width_px
        });
        if !is_near || has_come_to_rest {
            self.view = Some(view);
            self.spots.clear();
        }
        if std::mem::replace(&mut self.generation, generation) != generation {
            self.rooms.clear();
        }
    }

    pub(super) fn of(&self, actor: usize) -> Option<Remembered> {
        self.spots.iter().find(|(of, _)| *of == actor).map(|(_, remembered)| *remembered)
    }

    pub(super) fn remember(&mut self, actor: usize, remembered: Remembered) {
        self.spots.retain(|(of, _)| *of != actor);
        self.spots.push((actor, remembered));
    }

    /// Whether a label has room where it stood; asked once, as long as the camera stands.
    pub(super) fn room(&mut self, actor: usize, size: (f64, f64), has_room: impl FnOnce() -> bool) -> bool {
        let known = self.rooms.iter().find(|(of, of_size, _)| *of == actor && *of_size == size);
        if let Some((.., has_room)) = known {
            return *has_room;
        }
        let has_room = has_room();
        self.rooms.push((actor, size, has_room));
        has_room
    }
}
