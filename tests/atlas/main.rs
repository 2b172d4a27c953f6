//! What a reader looks at, natively: filters and their counts, search, the state as a host sets it.

mod facets;
mod fields;
mod samples;
