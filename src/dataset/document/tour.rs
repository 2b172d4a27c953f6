//! Eras of the axis, and tours.

use super::declare::{choice, record};
use crate::dataset::edtf::Edtf;
use crate::dataset::leaf::Id;
use crate::dataset::text::Text;

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
