//! AUKUS Atlas: an embeddable map and timeline of who stood where, on any day, and who says so.
//!
//! The crate is a pure core with a thin shell around it:
//!
//! - [`json`]: JSON trees, which datasets are read from and states written to.
//! - [`written`]: JSON and CSV texts, with where each part of them stands.
//! - [`dataset`]: what is known. Events carry changes of status; the status of every actor on any
//!   day is the fold of all changes up to that day.
//! - [`convert`]: a text in any of the forms that people have, to a dataset, or everything that is wrong
//!   with it at its line.
//! - [`world`]: the earth. Packed topology, projections, clipping, hit test.
//! - [`timeline`]: the time axis. Scale, ticks, lanes.
//! - [`atlas`]: what the user is looking at. State, actions, `update`, permalink.
//! - [`scene`]: what is to be drawn, as a display list, and its SVG painter.
//! - `browser`: the custom element's inside; compiled for wasm32 only.
//!
//! ```
//! use aukus_atlas::dataset::{Dataset, Day};
//!
//! let text = r#"{
//!     "schema": 1, "title": "A pact", "language": "en", "updated": "2024-04-30",
//!     "scales": [{ "id": "nearness", "label": "Nearness", "ordered": true }],
//!     "statuses": [{ "id": "member", "label": "Member", "scale": "nearness", "tone": "ramp-1" }],
//!     "groups": [{ "id": "all", "label": "All" }], "tracks": [], "sources": [],
//!     "actors": [{ "id": "JPN", "group": "all", "code": "JPN" }],
//!     "events": [{ "id": "joins", "date": "2024-04-08", "title": "Japan joins", "summary": "",
//!                  "kind": "accession", "actors": ["JPN"], "sources": [],
//!                  "changes": [{ "actor": "JPN", "status": "member" }] }]
//! }"#;
//! let dataset = Dataset::from_json(text).unwrap();
//! let japan = dataset.actor("JPN").unwrap();
//! let status_on = |day| dataset.fold.standing(japan, Day::parse(day).unwrap(), None).shown;
//! assert_eq!(status_on("2024-04-07"), None);
//! assert_eq!(status_on("2024-04-08"), dataset.status("member"));
//! ```
//!
//! Dependencies point one way: `dataset`, `world` and `timeline` know nothing of each other,
//! `atlas` knows them, `scene` knows `atlas`, and only `browser` knows the DOM.

#![deny(missing_docs, unsafe_code)]

pub mod atlas;
mod bits;
pub mod convert;
pub mod dataset;
mod decimal;
pub mod json;
mod order;
mod places;
pub mod scene;
pub mod timeline;
pub mod world;
pub mod written;

#[cfg(target_arch = "wasm32")]
mod browser;
