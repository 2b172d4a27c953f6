//! Going from mark to mark of the map by keys: countries in the order of their lanes, then the day's
//! events at their places.

use super::inner::Inner;
use super::map;
use crate::atlas::{Action, Direction, Filter, Selection, update};
use crate::scene::words;

use super::events::Reason;

/// How near the edge of the map what is gone to may stand.
const EDGE_PX: f64 = 24.0;

impl Inner {
    /// Goes to the next mark, or the one before; after the last comes the first.
    pub fn move_cursor(&mut self, direction: Direction) {
        let stops = self.cursor_stops();
        if stops.is_empty() {
            return;
        }
        let at = self.map.cursor.and_then(|cursor| stops.iter().position(|(stop, _)| *stop == cursor));
        let last = stops.len() - 1;
        let to = match (direction, at) {
            (Direction::Next, None) => 0,
            (Direction::Next, Some(at)) => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            (Direction::Previous, None | Some(0)) => last,
            (Direction::Previous, Some(at)) => at - 1,
        };
        let (stop, place) = stops[to];
        self.map.cursor = Some(stop);
        self.hovered = Some(stop);
        self.dirty.map = true;
        self.bring_into_view(place);
        let (width_px, height_px) = (self.size.map_width_px, self.size.map_height_px);
        let at = self.state.camera.view(width_px, height_px).project(place.0, place.1);
        map::show_tip(self, Some((at.x_px, at.y_px)));
        self.say_cursor(stop, to, stops.len());
    }

    /// Leaves the marks; whether there was one.
    pub fn drop_cursor(&mut self) -> bool {
        let had = self.map.cursor.take().is_some();
        if had {
            self.hovered = None;
            self.dirty.map = true;
            map::show_tip(self, None);
        }
        had
    }

    /// What the cursor is at, as an action that chooses it.
    pub fn choose_at_cursor(&self) -> Option<Action> {
        Some(Action::Select(Some(self.id_of(self.map.cursor?))))
    }

    /// The marks and their places, longitude and latitude in degrees.
    fn cursor_stops(&self) -> Vec<(Selection, (f64, f64))> {
        let document = &self.dataset.document;
        let filter = Filter::new(&self.state, &self.dataset);
        let mut stops = Vec::new();
        for group in &document.groups {
            for (actor, written) in document.actors.iter().enumerate() {
                if written.group == group.id && filter.actor(actor) {
                    let place = self.actor_places(actor).next();
                    stops.extend(place.map(|place| (Selection::Actor(actor), place)));
                }
            }
        }
        let events = self.map.scene.marks.iter().flat_map(|mark| &mark.targets);
        for target in events {
            let Selection::Event(event) = *target else { continue };
            let is_new = !stops.iter().any(|(stop, _)| stop == target);
            if let (true, Some(place)) = (is_new, document.events[event].places.first()) {
                stops.push((*target, (place.lon, place.lat)));
            }
        }
        stops
    }

    fn bring_into_view(&mut self, place: (f64, f64)) {
        let (width_px, height_px) = (self.size.map_width_px, self.size.map_height_px);
        let camera = self.state.camera;
        if !camera.shows_all(&[place], EDGE_PX, width_px, height_px) {
            let camera = camera.fitted(&[place], camera.zoom, width_px, height_px);
            let next = update(&self.state, Action::MoveCamera(camera), &self.dataset);
            self.apply(next, Reason::User, true);
        }
    }

    fn say_cursor(&self, stop: Selection, at: usize, count: usize) {
        let (dataset, host) = (&self.dataset, &self.host);
        let name = match stop {
            Selection::Actor(actor) => {
                let status = words::standing_name(actor, &self.state, dataset, host);
                let name = words::actor_name(dataset, actor, host);
                host_fill(self, "told.one", &[("name", &name), ("status", &status)])
            }
            Selection::Event(event) => {
                words::text(&dataset.document.events[event].title, dataset, host).text.to_owned()
            }
        };
        let (n, all) = ((at + 1).to_string(), count.to_string());
        let text = host_fill(self, "map.cursor", &[("name", &name), ("n", &n), ("all", &all)]);
        super::dom::set_text(&self.frame.live, &text);
    }
}

fn host_fill(inner: &Inner, key: &str, pairs: &[(&str, &str)]) -> String {
    inner.host_messages().fill(key, pairs)
}
