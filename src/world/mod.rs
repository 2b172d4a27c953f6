//! The earth: packed topology, projections, clipping, hit test.

pub mod codec;
pub mod projection;
mod view;

pub use view::{Projected, Projection, View};
