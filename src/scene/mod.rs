//! What is to be drawn: display list, map view, timeline view, labels, theme, SVG painter.
//!
//! A [`Scene`] is a pure function of dataset, state and size. Two painters read it: Canvas2D in the
//! browser, SVG anywhere.

mod arcs;
mod axis;
mod bands;
mod column;
mod dates;
mod density;
mod display;
mod edge_tags;
mod eras;
mod facts;
mod figure;
mod figure_notes;
mod host;
mod map;
mod map_geometry;
mod map_labels;
mod marks;
mod messages;
mod overview;
mod path;
mod pick;
mod recording;
mod ruled;
pub mod share;
mod still_map;
mod strip;
pub mod svg;
pub mod tables;
mod theme;
mod tile;
mod timeline;
mod timeline_builder;
mod timeline_layout;
mod titles;
mod typed_day;
pub mod words;

pub use axis::OVERHANG_PX;
pub use column::Listed;
pub use display::*;
pub use facts::event_title;
pub use figure::{FigureInput, figure_picture_svg, figure_svg, lanes_svg, map_height_px, map_svg, sign_svg};
#[cfg(not(target_arch = "wasm32"))]
pub use host::NativeHost;
pub use host::{DateStyle, Host, edtf_words};
pub use map::{MapInput, map_scene};
pub use map_geometry::{MapGeometry, Part};
pub use map_labels::LabelMemory;
pub use messages::{Grammar, Messages};
pub use overview::Overview;
pub use path::{Bounds, Path, Subpath};
pub use pick::TimelineHit;
pub use recording::{Layer, Recording, tile_numbers};
pub use still_map::StillMap;
pub use theme::{Palette, all_colors, edge, is_pattern, lane_fill, map_fill, property_name};
pub use timeline::{Timeline, TimelineInput, TimelineScene, timeline_scene};
pub use timeline_builder::TimelineBuilder;
pub use typed_day::typed_day;
