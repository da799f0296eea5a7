//! Any bytes as a compressed file (xz).
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.xz", bytes));
