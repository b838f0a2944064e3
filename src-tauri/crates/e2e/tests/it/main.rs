//! The journeys, each one story from the first screen on.

mod connection;
mod correction;
mod decisions;
mod export;
mod first_run;
mod forgetting;
mod households;
mod locking;
mod offline;
mod promotion;
mod review;
mod rules;
mod sample;
mod search;
mod two_windows;
mod vault;
