//! Any bytes as a TAR archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.tar", bytes));
