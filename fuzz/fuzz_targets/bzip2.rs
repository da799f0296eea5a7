//! Any bytes as a compressed file (bz2).
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.bz2", bytes));
