//! How the reader wants the timeline, beside what the state tells.

use crate::atlas::{Happening, Playing};

/// What is opened over the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opened {
    #[default]
    Nothing,
    /// The options.
    Options,
    /// The field for a day.
    Day,
}

/// How the reader wants the timeline: kept for as long as the element shows its dataset.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeView {
    /// How time runs once it does.
    pub playing: Playing,
    /// What the buttons for next and previous stop at.
    pub happening: Happening,
    /// What is opened over the timeline.
    pub opened: Opened,
    /// Whether that must be filled anew.
    pub is_stale: bool,
}
