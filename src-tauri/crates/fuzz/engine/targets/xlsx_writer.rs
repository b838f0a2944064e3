//! Hands what libFuzzer makes to [`fuzz::xlsx_writer`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::xlsx_writer(bytes));
