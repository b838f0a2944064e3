//! The crate through its public face: files written, read back, cancelled, repeated.

// A test fails by panicking; its helpers too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod household;
mod household_sample;
mod samples;
mod tables;
mod workbook;
