//! The dataset as it is written down: schema 1.
//!
//! Each record is declared once; the declaration makes the type, its reader with all errors and,
//! for the command line, its JSON Schema.

use super::edtf::Edtf;
use super::leaf::{AreaId, Code, Id, Nullable, Schema, Url};
use super::read::{Read, Reader, open_record, read_key};
use super::text::Text;
use crate::json::Value;

macro_rules! record {
    ($(#[$meta:meta])* $name:ident {
        required { $( $(#[$required_meta:meta])* $required:ident : $required_type:ty, )* }
        optional { $( $(#[$optional_meta:meta])* $optional:ident : $optional_type:ty, )* }
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "cli", derive(serde::Serialize, schemars::JsonSchema), schemars(deny_unknown_fields))]
        pub struct $name {
            $( $(#[$required_meta])* pub $required: $required_type, )*
            $( $(#[$optional_meta])*
               #[cfg_attr(feature = "cli", serde(skip_serializing_if = "Read::is_absent"), schemars(default))]
               pub $optional: $optional_type, )*
        }

        impl Read for $name {
            fn read(value: &Value, reader: &mut Reader) -> Self {
                const KEYS: &[&str] = &[$( stringify!($required), )* $( stringify!($optional), )*];
                let map = open_record(value, KEYS, reader);
                $name {
                    $( $required: read_key(map, stringify!($required), false, reader), )*
                    $( $optional: read_key(map, stringify!($optional), true, reader), )*
                }
            }
        }
    };
}

macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "cli", derive(serde::Serialize, schemars::JsonSchema))]
        pub enum $name {
            $( $(#[$variant_meta])* #[cfg_attr(feature = "cli", serde(rename = $word))] $variant, )*
        }

        impl $name {
            /// Every choice.
            pub const ALL: &[$name] = &[$( $name::$variant, )*];

            /// The word that the dataset uses.
            pub fn word(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }
        }

        impl Read for $name {
            fn read(value: &Value, reader: &mut Reader) -> Self {
                Self::ALL[super::leaf::read_word(value, &[$( $word, )*], reader)]
            }
        }
    };
}

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

record! {
    /// A country or body that has a status.
    Actor {
        required {
            /// Its id, unique over actors and events.
            id: Id,
            /// The id of its group of lanes.
            group: Id,
        }
        optional {
            /// ISO 3166-1 alpha-3 code of the country it is drawn as.
            code: Option<Code>,
            /// Its name; by default the browser's own name of the country.
            label: Option<Text>,
            /// A shorter name for narrow places.
            short: Option<Text>,
            /// Where its marker stands.
            place: Option<Place>,
            /// Who it is, in a sentence.
            summary: Option<Text>,
        }
    }
}

record! {
    /// A place on the earth.
    Place {
        required {
            /// Its name.
            name: Text,
            /// Longitude in degrees, -180 to 180.
            #[cfg_attr(feature = "cli", schemars(example = 139.69))]
            #[cfg_attr(feature = "cli", schemars(range(min = -180, max = 180)))]
            lon: f64,
            /// Latitude in degrees, -90 to 90.
            #[cfg_attr(feature = "cli", schemars(example = 35.69))]
            #[cfg_attr(feature = "cli", schemars(range(min = -90, max = 90)))]
            lat: f64,
        }
        optional {}
    }
}

record! {
    /// What a statement rests on.
    Source {
        required {
            /// Its id.
            id: Id,
            /// Its title.
            title: Text,
            /// Who published it.
            publisher: Text,
            /// What kind of publisher that is.
            tier: Tier,
        }
        optional {
            /// When it was published.
            date: Option<Edtf>,
            /// Where it can be read.
            url: Option<Url>,
            /// Whether the publisher is controlled by a state.
            state_media: Option<bool>,
            /// A lasting copy.
            archive: Option<Url>,
            /// When it was last read.
            accessed: Option<Edtf>,
            /// What else must be known of it.
            note: Option<Text>,
        }
    }
}

choice! {
    /// The kinds of publisher.
    Tier {
        /// A government or an authority.
        Official = "official",
        /// A news agency.
        Agency = "agency",
        /// A newspaper, a magazine, a broadcaster.
        Press = "press",
        /// A research institute.
        Research = "research",
        /// A work of reference.
        Reference = "reference",
        /// A re-post, a translation or a summary of somebody else's report.
        Secondary = "secondary",
    }
}

record! {
    /// What happened.
    Event {
        required {
            /// Its id, unique over actors and events.
            id: Id,
            /// When.
            date: Edtf,
            /// Its title.
            title: Text,
            /// What happened, in a few sentences.
            summary: Text,
            /// What kind of event it is, in a word.
            #[cfg_attr(feature = "cli", schemars(example = &"statement"))]
            kind: String,
            /// The actors it is about.
            actors: Vec<Id>,
            /// The sources it rests on.
            sources: Vec<Id>,
        }
        optional {
            /// The tracks it is about.
            tracks: Vec<Id>,
            /// The areas it is about.
            areas: Vec<Id>,
            /// Where.
            places: Vec<Place>,
            /// What it changed.
            changes: Vec<Change>,
            /// What was said.
            claims: Vec<Claim>,
            /// Where sources contradict each other.
            disputes: Vec<Dispute>,
        }
    }
}

record! {
    /// A change of one actor's status.
    Change {
        required {
            /// The actor.
            actor: Id,
            /// The status it takes; null empties the slot of `scale`.
            status: Nullable<Id>,
        }
        optional {
            /// The scale that `status: null` empties.
            scale: Option<Id>,
            /// The track in which it takes it; all tracks where left out.
            track: Option<Id>,
            /// Why, in a sentence.
            note: Option<Text>,
            /// How well it is attested.
            verification: Option<Verification>,
            /// The sources it rests on.
            sources: Vec<Id>,
        }
    }
}

choice! {
    /// How well a change is attested.
    Verification {
        /// In full.
        Full = "full",
        /// In part: the note says how.
        Partly = "partly",
    }
}

record! {
    /// A statement inside an event.
    Claim {
        required {
            /// What is said, in our words.
            text: Text,
            /// Who says it.
            by: Text,
            /// On what footing.
            footing: Footing,
            /// The source that has it.
            source: Id,
        }
        optional {
            /// A short exact quotation.
            quote: Option<Text>,
            /// Where in the source it stands.
            locator: Option<Text>,
        }
    }
}

choice! {
    /// On what footing a claim stands.
    Footing {
        /// A government's own word.
        Official = "official",
        /// A named person's word.
        Named = "named",
        /// The word of somebody unnamed.
        Anonymous = "anonymous",
        /// A publication's own report.
        Reported = "reported",
    }
}

record! {
    /// A contradiction between sources.
    Dispute {
        required {
            /// What they disagree on.
            text: Text,
            /// The sources.
            sources: Vec<Id>,
        }
        optional {}
    }
}

record! {
    /// A span of time shown behind the lanes.
    Era {
        required {
            /// From when to when.
            date: Edtf,
            /// Its name.
            label: Text,
        }
        optional {}
    }
}

record! {
    /// A guided sequence of views.
    Tour {
        required {
            /// Its id.
            id: Id,
            /// Its title.
            title: Text,
            /// Its steps.
            steps: Vec<TourStep>,
        }
        optional {}
    }
}

record! {
    /// One view of a tour.
    TourStep {
        required {
            /// What the reader is told.
            text: Text,
        }
        optional {
            /// The event that is chosen.
            event: Option<Id>,
            /// The actor that is chosen.
            actor: Option<Id>,
            /// The as-of date.
            date: Option<Edtf>,
            /// The camera.
            camera: Option<TourCamera>,
        }
    }
}

record! {
    /// The camera of a tour's step; what is left out stays as it is.
    TourCamera {
        required {}
        optional {
            /// The projection.
            projection: Option<ProjectionName>,
            /// Longitude of the centre in degrees.
            lon: Option<f64>,
            /// Latitude of the centre in degrees.
            lat: Option<f64>,
            /// Zoom; 1 shows the whole world.
            zoom: Option<f64>,
        }
    }
}

choice! {
    /// The projections by name.
    ProjectionName {
        /// The globe: orthographic.
        Globe = "globe",
        /// The flat map: Equal Earth.
        Flat = "flat",
    }
}

record! {
    /// How units of the world's geometry are drawn, where the dataset departs from the base map.
    Worldview {
        required {
            /// The units.
            units: Vec<WorldviewUnit>,
        }
        optional {
            /// What the reader is told about it.
            note: Option<Text>,
        }
    }
}

record! {
    /// How one unit of the world's geometry is drawn.
    WorldviewUnit {
        required {
            /// Its code in the base map.
            unit: Code,
        }
        optional {
            /// The country that it is drawn with.
            with: Option<Code>,
            /// How its border is drawn.
            border: Option<BorderStyle>,
        }
    }
}

choice! {
    /// How a border is drawn.
    BorderStyle {
        /// As any other.
        Solid = "solid",
        /// As a disputed one.
        Dashed = "dashed",
    }
}
