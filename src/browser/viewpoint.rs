//! Where the camera stands: as the map opens, and for what is chosen.

use super::inner::Inner;
use crate::atlas::{Camera, Selection, State};
use crate::world::Projection;

impl Inner {
    /// How the map opens in a projection.
    pub fn opening_camera(&self, projection: Projection) -> Camera {
        Camera::opening(&self.dataset, &self.map.base_world, projection, self.size.map_width_px)
    }

    /// As long as nobody has moved the camera, a state's follows the width and the dataset.
    pub fn set_opening_camera(&mut self, state: &mut State) {
        if self.has_opening_camera && self.size.map_width_px > 0.0 {
            self.opening.camera = self.opening_camera(self.opening.camera.projection);
            state.camera = self.opening_camera(state.camera.projection);
        }
    }

    /// Where an actor is: its place, and where its country's name stands.
    pub fn actor_places(&self, actor: usize) -> impl Iterator<Item = (f64, f64)> + use<> {
        let written = &self.dataset.document.actors[actor];
        let place = written.place.as_ref().map(|place| (place.lon, place.lat));
        let code = written.code.as_ref().and_then(|code| self.world().country_by_code(code));
        let label = code.and_then(|index| self.world().country(index)).map(|c| c.label_lon_lat_deg);
        [place, label].into_iter().flatten()
    }

    /// Where the camera must be for what is chosen to be wholly in view; unchanged where it is already.
    pub fn camera_for_choice(&self, next: &State) -> Camera {
        let (width_px, height_px) = (self.size.map_width_px, self.size.map_height_px);
        let document = &self.dataset.document;
        let points: Vec<(f64, f64)> = match next.selection(&self.dataset) {
            Some(Selection::Actor(actor)) => self.actor_places(actor).collect(),
            Some(Selection::Event(event)) => {
                let places = document.events[event].places.iter().map(|place| (place.lon, place.lat));
                let actors = self.dataset.links[event].actors.iter();
                let homes = actors.filter_map(|&a| document.actors[a].place.as_ref()).map(|p| (p.lon, p.lat));
                places.chain(homes).collect()
            }
            None => return next.camera,
        };
        let camera = next.camera;
        let has_room = width_px > 0.0 && height_px > 0.0;
        if points.is_empty() || !has_room || camera.shows_all(&points, 12.0, width_px, height_px) {
            return camera;
        }
        let fitted = camera.fitted(&points, camera.zoom.max(1.0), width_px, height_px);
        // Where nearly the whole world is needed it is shown as it opens: on another meridian nobody
        // would find their way.
        let Camera { lon_deg, .. } = self.opening_camera(Projection::Flat);
        let whole = Camera { lon_deg, ..Camera::default() }.clamped(width_px, height_px);
        let is_whole = fitted.zoom < 1.2 && fitted.projection == whole.projection;
        if is_whole && whole.shows_all(&points, 0.0, width_px, height_px) { whole } else { fitted }
    }

    /// Whether this zoom and screen show more than the base part of the world has.
    pub fn wants_detail(&self) -> bool {
        let view = self.motion.camera.view(self.size.map_width_px, self.size.map_height_px);
        !self.map.base_world.is_fine_enough(&view.for_screen(self.size.pixel_ratio))
    }
}
