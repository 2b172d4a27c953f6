//! What of the browser module is fetched once a reader comes near.

use std::cell::RefCell;
use std::collections::BTreeSet;

/// The functions with which the later part begins, and which of them a module has.
#[derive(Default)]
pub struct Beginnings {
    met: RefCell<BTreeSet<&'static str>>,
}

impl Beginnings {
    /// Whether the later part begins with a function of this name; what only such functions need goes
    /// with them. A function of the first part may call one of these: where the later part has not been
    /// sent for by then, the call waits for it, so that these lists can cost time but break nothing.
    pub fn has(&self, name: &str) -> bool {
        // A function of the standard library for a type of ours may share its code with another type's.
        let of = name.trim_start_matches(['<', '&']).trim_start_matches("mut ").trim_start_matches("dyn ");
        let is_generic = ["alloc::", "core::", "["].iter().any(|start| of.starts_with(start));
        let part = PARTS_OF_NAMES.iter().find(|part| !is_generic && name.contains(**part));
        let known = EXPORTS.iter().chain(&FUNCTIONS).find(|known| **known == name).or(part);
        self.met.borrow_mut().extend(known);
        known.is_some()
    }

    /// What has been asked for by no name so far: renamed, or compiled into its callers, it is in the first part.
    pub fn missing(&self) -> Vec<&'static str> {
        let all = EXPORTS.iter().chain(&FUNCTIONS).chain(&PARTS_OF_NAMES).copied();
        all.filter(|known| !self.met.borrow().contains(known)).collect()
    }
}

/// What the element's class calls.
const EXPORTS: [&str; 3] = ["widget_callLater", "widget_hear", "widget_pick"];

/// What the first picture needs only in rare cases; the element sends for the later part where it
/// opens with one of them.
const FUNCTIONS: [&str; 38] = [
    // Of what is chosen.
    "<aukus_atlas::atlas::camera::Camera>::fitted",
    "<aukus_atlas::atlas::camera::Camera>::shows_all",
    "aukus_atlas::browser::panel_actor::actor",
    "aukus_atlas::browser::panel_event::event",
    "aukus_atlas::scene::arcs::arc",
    "aukus_atlas::scene::strip::draw_own_events",
    "<aukus_atlas::browser::inner::Inner>::camera_for_choice",
    "<aukus_atlas::browser::inner::Inner>::camera_for_step",
    "<aukus_atlas::scene::map_geometry::MapGeometry>::coarse",
    // What follows a first picture while the camera stands, and is told of it.
    "<aukus_atlas::scene::still_map::StillMap>::record_again",
    "<aukus_atlas::browser::inner::Inner>::announce",
    "<aukus_atlas::browser::inner::Inner>::announce_step",
    "<aukus_atlas::browser::inner::Inner>::hold_still",
    "<aukus_atlas::browser::inner::Inner>::keep_under_sheet",
    "<aukus_atlas::browser::inner::Inner>::stand_beside_row",
    "<aukus_atlas::browser::inner::Inner>::focus_action",
    "aukus_atlas::atlas::steps::neighbour_kept",
    // A zoomed axis.
    "aukus_atlas::browser::overview::place",
    "aukus_atlas::scene::overview::draw_overview",
    // What is filtered and looked for.
    "<aukus_atlas::atlas::filter::Filter>::failing",
    "<aukus_atlas::atlas::filter::Filter>::resolve",
    "<aukus_atlas::browser::inner::Inner>::look_for_query",
    "aukus_atlas::browser::filters::announce",
    "aukus_atlas::browser::filters::fill",
    // What the reader opens.
    "aukus_atlas::browser::head::all_sources",
    "aukus_atlas::browser::head::grouping",
    "aukus_atlas::browser::list::switch",
    "aukus_atlas::browser::list::paint",
    "aukus_atlas::browser::table::fill",
    "aukus_atlas::browser::time_menu::fill",
    // What moves by itself.
    "<aukus_atlas::browser::inner::Inner>::fly_on",
    "<aukus_atlas::browser::inner::Inner>::glide_on",
    "<aukus_atlas::browser::inner::Inner>::let_time_run",
    // What is wrong with a dataset.
    "aukus_atlas::dataset::leaf::unknown_word",
    "aukus_atlas::dataset::read::unknown_key",
    "aukus_atlas::browser::refusal::failure",
    "aukus_atlas::browser::refusal::refusal",
    // A graticule is the globe's.
    "<aukus_atlas::world::view::View>::graticule",
];

/// The same, wherever a name has one of these in it.
const PARTS_OF_NAMES: [&str; 38] = [
    // Tables.
    "::host::Host>::collated",
    // The globe.
    "aukus_atlas::world::horizon::",
    "aukus_atlas::world::morph::",
    // Flights, and what a hand does to the camera.
    "aukus_atlas::atlas::flight::",
    "aukus_atlas::atlas::camera::Camera>::dragged",
    "aukus_atlas::atlas::camera::Camera>::holding",
    "aukus_atlas::atlas::camera::Camera>::meridian_at",
    "aukus_atlas::atlas::camera::Camera>::on_disc",
    // Labels beside a globe.
    "aukus_atlas::scene::map_labels::beside::points_on_disc",
    // Rows beside a document, paper, permalinks, what a choice of filters would leave.
    "aukus_atlas::atlas::facets::Facets>::",
    "aukus_atlas::atlas::permalink::",
    "aukus_atlas::browser::facet_panel::",
    "aukus_atlas::dataset::csv::",
    "aukus_atlas::dataset::json_pieces::",
    "aukus_atlas::dataset::plain_event::",
    // More events and changes than can be told apart.
    "aukus_atlas::bits::",
    "aukus_atlas::dataset::changes::",
    "aukus_atlas::dataset::fold::Fold>::standing_by_changes",
    "aukus_atlas::dataset::fold::ChangeWalk",
    "aukus_atlas::scene::bands::draw_changes",
    "aukus_atlas::scene::density::density_path",
    // Search.
    "aukus_atlas::dataset::search::",
    // Tours.
    "aukus_atlas::atlas::tour::",
    "aukus_atlas::browser::panel_tour::",
    // What is told while time runs.
    "::say_changes",
    "aukus_atlas::atlas::moved::",
    // What is wrong with a dataset.
    "aukus_atlas::dataset::check::tell_doubles",
    "aukus_atlas::world::decode::DecodeError",
    "::dataset::read::Problem",
    "::dataset::read::Reader>::note",
    "::dataset::read::Reader>::path",
    "aukus_atlas::dataset::read::describe",
    "aukus_atlas::dataset::read::did_you_mean",
    "aukus_atlas::dataset::read::quote",
    "strsim::",
    // Angles beyond a million turns.
    "rem_pio2_large",
    // Linked, but never called: nothing here is a closure for JavaScript, nor awaits anything.
    "wasm_bindgen::convert::closures::",
    "js_sys::futures::",
];
