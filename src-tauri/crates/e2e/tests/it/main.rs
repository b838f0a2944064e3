//! The journeys, each one story from the first screen on.

mod connection;
mod correction;
mod decisions;
mod export;
mod first_run;
mod forgetting;
mod households;
mod letter;
mod locking;
mod notice;
mod offline;
mod promotion;
mod review;
mod rules;
mod sample;
mod saved_views;
mod search;
mod two_windows;
mod vault;
