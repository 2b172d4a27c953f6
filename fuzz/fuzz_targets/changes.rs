#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| aukus_atlas_fuzz::changes(text));
