//! The store over real encrypted files.

// The lint spares functions marked as tests only, not what they share.
#![allow(clippy::unwrap_used)]

mod analyst;
mod backup;
mod clients;
mod decisions;
mod earlier;
mod encryption;
mod finding_lists;
mod forget;
mod households;
mod journal;
mod load;
mod rule_packs;
mod search;
mod shared_values;
mod support;
