//! What happened: events, the changes they carry, what is claimed and disputed.

use super::Place;
use super::declare::{choice, record};
use crate::dataset::edtf::Edtf;
use crate::dataset::leaf::{Id, Nullable};
use crate::dataset::text::Text;

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

impl Event {
    /// Every source that the event, its changes, claims or disputes name; some of them twice.
    pub fn source_ids(&self) -> impl Iterator<Item = &Id> {
        let changes = self.changes.iter().flat_map(|change| &change.sources);
        let claims = self.claims.iter().map(|claim| &claim.source);
        let disputes = self.disputes.iter().flat_map(|dispute| &dispute.sources);
        self.sources.iter().chain(changes).chain(claims).chain(disputes)
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
