//! Any bytes as XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shenjiao_fuzz::read("a.xml", bytes));
