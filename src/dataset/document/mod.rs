//! The dataset as it is written down: schema 1. `declare.rs` says how its records are declared, and a file
//! each holds what belongs together.

mod actor;
mod declare;
mod event;
mod kind;
mod source;
mod tour;
mod worldview;

pub use actor::{Actor, Place};
pub use event::{Change, Claim, Dispute, Event, Footing, Verification};
pub use kind::{Area, Group, Scale, Status, Tone, Track};
pub use source::{Source, Tier};
pub use tour::{Era, ProjectionName, Tour, TourCamera, TourStep};
pub use worldview::{BorderStyle, Worldview, WorldviewUnit};

use crate::dataset::edtf::Edtf;
use crate::dataset::leaf::{Id, Schema};
use crate::dataset::text::Text;
use declare::record;

record! {
    /// A whole dataset.
    Document {
        required {
            /// The version of this format: 1.
            schema: Schema,
            /// What the atlas is about, as its heading.
            title: Text,
            /// BCP 47 tag of the language of all plain texts.
            #[cfg_attr(feature = "cli", schemars(example = &"en"))]
            language: String,
            /// To when the data reaches.
            updated: Edtf,
            /// The families of statuses: ordered ones, and reactions.
            scales: Vec<Scale>,
            /// Where an actor can stand; within a scale the strongest first.
            statuses: Vec<Status>,
            /// The groups of the timeline's lanes.
            groups: Vec<Group>,
            /// The strands of the arrangement in which a status may differ.
            tracks: Vec<Track>,
            /// The countries and bodies that have a status.
            actors: Vec<Actor>,
            /// What the statements rest on.
            sources: Vec<Source>,
            /// What happened.
            events: Vec<Event>,
        }
        optional {
            /// What the atlas is about, in a sentence or two.
            summary: Option<Text>,
            /// The version of the data, for those who pin one.
            #[cfg_attr(feature = "cli", schemars(example = &"2026.06.1"))]
            version: Option<String>,
            /// What the reader must be told at the foot.
            notice: Option<Text>,
            /// What was wrong before and has been put right.
            corrections: Vec<Correction>,
            /// Spans of time shown behind the lanes.
            eras: Vec<Era>,
            /// Guided sequences of views.
            tours: Vec<Tour>,
            /// How units of the world's geometry are drawn.
            worldview: Option<Worldview>,
        }
    }
}

record! {
    /// A correction, told to the reader.
    Correction {
        required {
            /// When it was made.
            date: Edtf,
            /// What was wrong and what is right.
            text: Text,
        }
        optional {
            /// The events that it concerns.
            events: Vec<Id>,
        }
    }
}
