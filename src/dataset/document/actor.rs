//! Who has a status, and places.

use super::declare::record;
use crate::dataset::leaf::{Code, Id};
use crate::dataset::text::Text;

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
