//! `ATLAS_QUICK=1`: a build for whoever is changing the code, made in a tenth of the time.
//!
//! It does what the other does, and is some three times as large: nothing is optimised for size, and
//! copies are compressed as quickly as they can be. Never what ships.

/// Whether the build is to be quick.
pub fn is_asked_for() -> bool {
    std::env::var_os("ATLAS_QUICK").is_some_and(|value| value == "1")
}

/// The profile of the browser module.
pub fn profile() -> &'static str {
    if is_asked_for() { "quick" } else { "wasm" }
}
