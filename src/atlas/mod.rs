//! What the user is looking at: state, actions, update, camera, permalink.
//!
//! Everything the user can do is an [`Action`]; [`State`] is a small plain value; [`update`] is pure.

mod action;
mod camera;
mod changed;
mod claims;
mod facets;
mod fields;
mod filter;
mod flight;
mod history;
mod keyword;
mod listed;
mod moved;
mod opening;
mod permalink;
mod state;
mod steps;
mod table;
mod tour;

pub use action::{Action, Direction, days_per_second, update};
pub use camera::{Camera, FLAT_SOUTH_DEG, MOST_ZOOM};
pub use changed::changed_keys;
pub use claims::{claims_about, claims_by_weight};
pub use facets::{Facets, status_counts};
pub use fields::{day_from_text, merge_json, state_to_json};
pub use filter::{Facet, Failing, Filter, has_filter, is_filtered_by};
pub use flight::Flight;
pub use history::{History, Visit};
pub use keyword::Keyword;
pub use moved::{Move, moved_since};
pub use permalink::{is_permalink_key, pairs_from_state, state_from_pairs};
pub use state::{
    LaneOrder, LaneView, Playing, Selection, Shown, State, Theme, TimeRange, TourPosition, default_range,
    known_days, reacting_groups,
};
pub use steps::{Happening, nearest_day, neighbour_day, neighbour_event};
pub use table::{Column, Sorting, TableChoice, TableKind};
pub use tour::TourStop;
