//! Hands what libFuzzer makes to [`fuzz::error_body`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::error_body(bytes));
