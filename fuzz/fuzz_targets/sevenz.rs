//! Any bytes as a 7z archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.7z", bytes));
