//! Hands what libFuzzer makes to [`fuzz::search_query`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::search_query(bytes));
