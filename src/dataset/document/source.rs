//! Sources, and who publishes them.

use super::declare::{choice, record};
use crate::dataset::edtf::Edtf;
use crate::dataset::leaf::{Id, Url};
use crate::dataset::text::Text;

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
