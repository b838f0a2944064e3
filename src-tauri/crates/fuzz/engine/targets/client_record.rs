//! Hands what libFuzzer makes to [`fuzz::client_record`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::client_record(bytes));
