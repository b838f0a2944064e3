//! The journeys, each one story from the first screen on.

mod connection;
mod export;
mod first_run;
mod households;
mod offline;
mod promotion;
mod review;
mod sample;
