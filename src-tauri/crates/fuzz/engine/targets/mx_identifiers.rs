//! Hands what libFuzzer makes to [`fuzz::mx_identifiers`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::mx_identifiers(bytes));
