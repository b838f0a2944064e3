//! Hands what libFuzzer makes to [`fuzz::filter_request`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::filter_request(bytes));
