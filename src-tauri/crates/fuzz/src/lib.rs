//! What must hold of every input: one function per target, which takes any bytes and panics where something does not hold.
//!
//! libFuzzer hands them what it makes (`engine/`, a workspace of its own, run by `cargo xtask fuzz`); the test of this crate
//! hands them the committed seeds, so that a broken target is seen on every run. Nothing may depend on it but `engine/`.

// Where something does not hold, the way to say so is to panic.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used
)]

mod answers;
mod cursor;
mod identifiers;
mod search;
mod tables;
mod typed;

pub use answers::{client_record, error_body, filter_request, page};
pub use cursor::cursor;
pub use identifiers::mx_identifiers;
pub use search::search_query;
pub use tables::{csv_writer, xlsx_writer};
pub use typed::settings;

/// A target: its name, which is also that of its folder of seeds, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 10] = [
    ("client_record", client_record),
    ("csv_writer", csv_writer),
    ("cursor", cursor),
    ("error_body", error_body),
    ("filter_request", filter_request),
    ("mx_identifiers", mx_identifiers),
    ("page", page),
    ("search_query", search_query),
    ("settings", settings),
    ("xlsx_writer", xlsx_writer),
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::panic::catch_unwind;
    use std::path::Path;

    use super::TARGETS;

    #[test]
    fn every_seed_passes_its_target() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        for (name, target) in TARGETS {
            let mut files: Vec<_> = fs::read_dir(seeds.join(name))
                .unwrap_or_else(|error| panic!("seeds of {name}: {error}"))
                .map(|entry| entry.unwrap().path())
                .collect();
            files.sort();
            assert!(!files.is_empty(), "{name} has no seed");
            for file in files {
                let bytes = fs::read(&file).unwrap();
                let outcome = catch_unwind(|| target(&bytes));
                assert!(outcome.is_ok(), "{} fails its target", file.display());
            }
        }
    }

    #[test]
    fn the_engine_has_a_program_for_every_target() {
        let manifest = include_str!("../engine/Cargo.toml");
        for (name, _) in TARGETS {
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        }
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
    }
}
