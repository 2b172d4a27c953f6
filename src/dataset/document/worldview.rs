//! How units of the world's geometry are drawn.

use super::declare::{choice, record};
use crate::dataset::leaf::Code;
use crate::dataset::text::Text;

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
