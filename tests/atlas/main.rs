//! What a reader looks at, natively: filters and their counts, search.

mod facets;
mod samples;
