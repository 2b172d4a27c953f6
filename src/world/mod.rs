//! The earth: packed topology, projections, clipping, hit test.
//!
//! [`World::decode`] reads a packed file once; a [`View`] says how the earth is looked at; the
//! drawing methods of both write paths in pixels into a [`PathSink`], clipped at the globe's
//! horizon or the flat map's cut. [`World::country_at`] answers what lies under a point.
//!
//! ```no_run
//! use aukus_atlas::world::{Clipper, PathSink, Projection, View, World};
//!
//! # fn draw(bytes: &[u8], sink: &mut dyn PathSink) -> Result<(), aukus_atlas::world::DecodeError> {
//! let world = World::decode(bytes)?;
//! let view = View::new(Projection::Globe, 135.0, -25.0, 240.0, 640.0, 480.0);
//! let mut clipper = Clipper::new();
//! if let Some(australia) = world.country_by_code("AUS") {
//!     world.fill_country(&view, australia, &mut clipper, sink);
//! }
//! if let Some((lon_deg, lat_deg)) = view.unproject(320.0, 240.0) {
//!     assert_eq!(world.country_at(lon_deg, lat_deg), world.country_by_code("AUS"));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The parts: [`codec`] and `decode` (the file), `topology` (the world in memory), [`projection`] (the
//! formulas), `sphere` (arithmetic), `view` (the camera), `clip` and `line`, with the two
//! boundaries `horizon` and `cut`, `draw` and
//! `graticule` (what is drawn), `extent` (how large it is), `hit` (what is under a point).

mod bounds;
mod boxed;
mod clip;
pub mod codec;
mod cut;
mod decode;
mod detail;
mod draw;
mod encode;
mod extent;
mod graticule;
mod hit;
mod horizon;
mod land;
mod line;
mod morph;
pub mod projection;
mod sphere;
mod topology;
mod view;

pub use clip::{Clipper, PathSink};
pub use decode::DecodeError;
pub use extent::{Extent, LonLatBox};
pub use topology::{Country, CountryIndex, World};
pub use view::{Projected, Projection, View};
