//! Any bytes as a ZIP archive, and as every kind of package.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.zip", bytes));
