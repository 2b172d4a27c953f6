//! Looking for something in a dataset: in any script, without regard to case and accents, forgiving a
//! typo.
//!
//! ```
//! # #[cfg(not(target_arch = "wasm32"))] {
//! # use aukus_atlas::dataset::{Dataset, search::{Folding, Index, Item, Names, marks}};
//! # let text = std::fs::read_to_string("www/data/aukus.json").unwrap();
//! # let dataset = Dataset::from_json(&text).unwrap();
//! let names = Names {
//!     language: "en",
//!     actor: &|actor| dataset.document.actors[actor].id.to_string(),
//!     row_title: &|_| None,
//! };
//! let index = Index::new(&dataset, &names, Folding::native());
//! let answer = index.find("JAPÃN", &dataset);
//! assert_eq!(answer.hits[0].item, Item::Actor(dataset.actor("JPN").unwrap()));
//! assert_eq!(marks(&answer.tokens, "What Japan said", index.folding()), [5..10]);
//! # }
//! ```

mod fold;
mod found;
mod index;
mod mark;
mod near;
mod passages;
mod token;

pub use fold::{Folding, is_separator, is_unspaced};
pub use found::Found;
pub use index::{Answer, Hit, Index, worth};
pub use mark::{excerpt, has_all, marks};
pub use near::distance;
pub use passages::{Group, Item, NamedPlace, Names, Passage, Role, passages};
pub use token::{Quality, Token, tokens};
