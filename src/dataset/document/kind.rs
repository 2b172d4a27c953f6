//! What an actor can be: statuses and their scales, tracks with their areas, groups of lanes.

use super::declare::{choice, record};
use crate::dataset::leaf::{AreaId, Id};
use crate::dataset::text::Text;

record! {
    /// A family of statuses.
    Scale {
        required {
            /// Its id.
            id: Id,
            /// Its name, above the legend.
            label: Text,
            /// Whether its statuses are steps of one order.
            ordered: bool,
        }
        optional {
            /// A few words beside the name.
            note: Option<Text>,
        }
    }
}

record! {
    /// Where an actor can stand.
    Status {
        required {
            /// Its id.
            id: Id,
            /// Its name.
            label: Text,
            /// The id of its scale.
            scale: Id,
            /// The theme colour or pattern it is drawn in.
            tone: Tone,
        }
        optional {
            /// The name after a count other than one ("members"); the name itself where left out.
            plural: Option<Text>,
            /// What it means.
            description: Option<Text>,
        }
    }
}

choice! {
    /// The colours and patterns of the theme.
    Tone {
        /// Darkest solid fill.
        Ramp1 = "ramp-1",
        /// Second solid fill.
        Ramp2 = "ramp-2",
        /// Third solid fill.
        Ramp3 = "ramp-3",
        /// Fourth solid fill.
        Ramp4 = "ramp-4",
        /// Fifth solid fill.
        Ramp5 = "ramp-5",
        /// Sixth solid fill.
        Ramp6 = "ramp-6",
        /// Palest fill with a dashed edge.
        Ramp7 = "ramp-7",
        /// Hollow.
        Ramp8 = "ramp-8",
        /// Diagonal hatch.
        Hatch = "hatch",
        /// Horizontal lines.
        Lines = "lines",
        /// Dots.
        Dots = "dots",
        /// Vertical lines.
        Upright = "upright",
    }
}

record! {
    /// A group of lanes.
    Group {
        required {
            /// Its id.
            id: Id,
            /// Its name.
            label: Text,
        }
        optional {}
    }
}

record! {
    /// A strand of the arrangement.
    Track {
        required {
            /// Its id.
            id: Id,
            /// Its name.
            label: Text,
        }
        optional {
            /// What it is, in a sentence.
            summary: Option<Text>,
            /// Its work streams.
            areas: Vec<Area>,
        }
    }
}

record! {
    /// A work stream of a track.
    Area {
        required {
            /// Its id.
            id: AreaId,
            /// Its name.
            label: Text,
        }
        optional {}
    }
}
