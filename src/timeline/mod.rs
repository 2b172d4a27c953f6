//! The time axis: scale, ticks, stacking of marks, rows of lanes.
//!
//! Times are days since 1970-01-01 as numbers with a fraction; the module knows nothing of what
//! stands on the axis.

mod lanes;
mod scale;
mod stack;
mod ticks;

pub use lanes::{LaneMetrics, LaneRow, LaneRows, Row, RowGroup, lay_out_lanes};
pub use scale::TimeScale;
pub use stack::{Span, Stack, Stacked, stack};
pub use ticks::{Tick, TickKind, ticks};
