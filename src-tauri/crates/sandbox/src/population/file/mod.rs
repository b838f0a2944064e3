//! A population in a file, so that a server of a million clients starts in seconds and keeps only
//! what it looks things up by in memory.
//!
//! The form, version 1. Numbers are little-endian; offsets count bytes from the start of the file.
//!
//! ```text
//! header        8   "VINPOBL\n"
//!               4   version, u32
//!               8   seed, u64
//!              88   section of the test environment
//!              88   section of the live environment
//!              32   SHA-256 of the header up to here
//! section       8   clients that are there, u64
//!               8   records, deleted ones included, u64
//!               8   offset of the texts, u64
//!               8   offset of the index, u64
//!               8   length of the index, u64
//!               8   offset of the planted defects, u64
//!               8   length of the planted defects, u64
//!              32   SHA-256 of the index, then the planted defects
//! texts             of every record in the order of creation: core, rest, search, in UTF-8
//! index             of every record in the order of creation:
//!              16   id
//!               8   created, milliseconds since the epoch, i64
//!               8   updated, milliseconds since the epoch, i64
//!               1   1 when primary, plus 2 when deleted
//!              12   lengths of core, rest and search, u32 each; they follow those of the record before
//!               1+  type: its length, then its bytes
//!               4   number of links, u32, then of every link:
//!              32   id, id of the child
//!              16   created, updated, i64 each
//!               1+  relationship type: its length, then its bytes
//!               1+  metadata: its length (0 when there is none), then its bytes
//! planted           the planted defects as JSON
//! ```
//!
//! The same counts and the same seed give the same bytes.

mod read;
mod write;

use std::path::{Path, PathBuf};

use super::PopulationOptions;

pub(crate) use read::open;

/// First bytes of a population file.
const MAGIC: [u8; 8] = *b"VINPOBL\n";
/// The version written and read.
const VERSION: u32 = 1;
/// Length of the header.
const HEADER: usize = 8 + 4 + 8 + 2 * SECTION + 32;
/// Length of a section's entry in the header.
const SECTION: usize = 7 * 8 + 32;
/// Flag of a primary client.
const PRIMARY: u8 = 1;
/// Flag of a deleted client.
const GONE: u8 = 2;

/// Why a population file was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum PopulationFileError {
    /// The disk refused.
    #[error("the population file {} could not be read or written", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// It is not a population file of this version, or it was changed or cut.
    #[error("{} is no whole population file of version {VERSION}: {what}", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl PopulationFileError {
    fn disk(path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |source| Self::Disk {
            path: path.to_owned(),
            source,
        }
    }
}

/// What a population file is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PopulationFile {
    /// Clients of the test environment.
    pub clients: usize,
    /// Clients of the live environment.
    pub live_clients: usize,
    /// Seed of both, the live environment's one further.
    pub seed: u64,
}

impl PopulationFile {
    /// Makes both populations and writes them, with few clients in memory at a time. The file has its
    /// name only when it is whole; one that was there is replaced.
    ///
    /// # Errors
    /// [`PopulationFileError::Disk`] when a file beside or at the path could not be written.
    pub fn generate(self, path: &Path) -> Result<(), PopulationFileError> {
        write::write(self, path)
    }

    /// What each environment is made from, test first.
    pub(crate) const fn populations(self) -> [PopulationOptions; 2] {
        [
            PopulationOptions {
                clients: self.clients,
                seed: self.seed,
            },
            PopulationOptions {
                clients: self.live_clients,
                seed: self.seed.wrapping_add(1),
            },
        ]
    }
}

/// One environment's entry in the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Section {
    clients: u64,
    records: u64,
    texts: u64,
    index: u64,
    index_length: u64,
    planted: u64,
    planted_length: u64,
    digest: [u8; 32],
}

impl Section {
    fn encode(&self, out: &mut Vec<u8>) {
        for number in [
            self.clients,
            self.records,
            self.texts,
            self.index,
            self.index_length,
            self.planted,
            self.planted_length,
        ] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(&self.digest);
    }
}
