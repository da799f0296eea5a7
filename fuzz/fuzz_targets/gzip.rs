//! Any bytes as a compressed file (gz).
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.gz", bytes));
