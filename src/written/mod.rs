//! Texts that people write: JSON and comma-separated values, read with where each part stands, so that
//! whatever is wrong can be shown in its line.

mod cells;
mod csv;
mod json;
mod lines;

pub use cells::{Cells, Separators, Token};
pub use csv::{Cell, Row, Table, read_table};
pub use json::{Parsed, Place, Slip, parse};
pub use lines::{Excerpt, Lines};

/// A stretch of a text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it has ended.
    pub end: usize,
}
