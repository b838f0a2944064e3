//! Hands what libFuzzer makes to [`fuzz::csv_writer`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::csv_writer(bytes));
