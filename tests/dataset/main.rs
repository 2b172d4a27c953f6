//! The dataset module against independent truth: a slow twin of the fold, a JSON Schema validator,
//! and the built-in dataset itself.

mod built_in;
mod columns;
mod errors;
mod fold;
mod json_pieces;
mod schema;
mod search;
