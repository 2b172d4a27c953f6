#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aukus_atlas_fuzz::world(bytes));
