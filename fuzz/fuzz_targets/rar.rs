//! Any bytes as a RAR archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.rar", bytes));
