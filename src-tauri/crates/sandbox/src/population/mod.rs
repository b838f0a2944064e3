//! The clients of an environment, made from a seed: the same seed gives the same bytes, whatever the machine.
//!
//! Fixed households come first, then families, minors, companies and trusts drawn at random. Every
//! fourth household carries a planted defect; the others are clean. Identifiers are derived by the
//! published rules from invented names and describe nobody.

mod body;
mod cluster;
mod defect;
mod documents;
mod draft;
mod file;
mod make;
mod places;
mod plan;
mod plant;
mod random;
mod words;

/// Names of the fixed households.
pub mod showcase;

use jiff::Timestamp;

use crate::world::{Record, World};

pub use defect::{Defect, Planted};
pub use file::{PopulationFile, PopulationFileError};

pub(crate) use file::open;

/// What a population is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PopulationOptions {
    /// Clients that will be there.
    pub clients: usize,
    /// Seed of every draw.
    pub seed: u64,
}

/// A population that no server holds yet.
#[derive(Debug)]
pub struct Population {
    records: Vec<Record>,
    planted: Vec<Planted>,
}

/// The instant the population is dated by: nothing in it is later.
pub fn base_instant() -> Timestamp {
    Timestamp::constant(1_795_176_000, 0)
}

impl Population {
    /// Makes the population, on as many threads as the machine has.
    pub fn generate(options: PopulationOptions) -> Self {
        let (records, planted) = make::make(options);
        Self { records, planted }
    }

    /// A population of records that were made before.
    pub(crate) const fn of(records: Vec<Record>, planted: Vec<Planted>) -> Self {
        Self { records, planted }
    }

    /// The planted defects, in the order of the clients.
    pub fn planted(&self) -> &[Planted] {
        &self.planted
    }

    /// Every client that is there as the API would answer it, in the order of creation.
    pub fn documents(&self) -> Vec<String> {
        let world = World::new(self.records.clone(), 0);
        let there = self.records.iter().filter(|record| !record.gone);
        there
            .map(|record| {
                let mut text = String::new();
                world.render(record, &mut text);
                text
            })
            .collect()
    }

    /// Hands the clients to a server.
    pub(crate) fn into_world(self, seed: u64) -> World {
        World::new(self.records, seed)
    }
}
