//! The time axis: scale, ticks, lanes.
