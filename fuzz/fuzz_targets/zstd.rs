//! Any bytes as a compressed file (zst).
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.zst", bytes));
