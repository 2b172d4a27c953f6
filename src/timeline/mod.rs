//! The time axis: scale, ticks, stacking of marks, rows of lanes.
//!
//! Times are days since 1970-01-01 as numbers with a fraction; the module knows nothing of what
//! stands on the axis.

mod axis;
mod cells;
mod events;
mod lanes;
mod marks;
mod scale;
mod spans;
mod step;

pub use crate::bits::BitRank;
pub use axis::{Axis, AxisLabel, AxisWords, LabelWidths, Tick, TickRank, axis};
pub use cells::Cells;
pub use events::{EventRow, Events, EventsBuilder};
pub use lanes::{LaneMetrics, LaneRow, LaneRows, Row, RowGroup, lay_out_lanes};
pub use marks::{Crowd, DensityColumn, MarkAt, MarkStyle, Marks, Picked, SpanAt, lay_out_marks, pick_mark};
pub use scale::TimeScale;
pub use spans::{Extent, MOST_ROWS, SpanOnRow, Spans};
pub use step::{Step, Unit};
