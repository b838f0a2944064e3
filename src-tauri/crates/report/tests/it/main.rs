//! The crate through its public face: files written, read back, cancelled, repeated.

// A test fails by panicking; its helpers too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "pdf")]
mod household;
#[cfg(feature = "pdf")]
mod household_sample;
#[cfg(feature = "pdf")]
mod letter;
mod samples;
mod tables;
mod workbook;
