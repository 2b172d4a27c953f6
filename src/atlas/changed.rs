//! In what two states differ.

use super::state::State;

/// The keys of the state in which two states differ.
pub fn changed_keys(before: &State, after: &State) -> Vec<&'static str> {
    let mut keys = Vec::new();
    let mut note = |differs: bool, key: &'static str| {
        if differs {
            keys.push(key);
        }
    };
    note(before.date != after.date, "date");
    note(before.selected != after.selected, "selected");
    note(before.track != after.track, "track");
    note(before.areas != after.areas, "areas");
    note(before.kinds != after.kinds, "kinds");
    note(before.footings != after.footings, "footings");
    note(before.statuses != after.statuses, "statuses");
    note(before.actors != after.actors, "actors");
    note(before.folded != after.folded, "folded");
    note(before.lanes != after.lanes, "lanes");
    note(before.query != after.query, "query");
    note(before.view != after.view, "view");
    note(before.table != after.table, "table");
    note(before.is_list != after.is_list, "list");
    note(before.camera != after.camera, "camera");
    note(before.range != after.range, "range");
    note(before.tour != after.tour, "tour");
    note(before.playing != after.playing, "playing");
    note(before.lang != after.lang, "lang");
    note(before.theme != after.theme, "theme");
    keys
}
