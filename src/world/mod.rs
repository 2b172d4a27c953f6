//! The earth: packed topology, projections, clipping, hit test.
