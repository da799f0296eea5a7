//! Any bytes as a compound file of an old office program.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.doc", bytes));
