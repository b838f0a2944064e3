//! A local server that keeps the Artu contract, with data, scenarios and faults on demand.
//!
//! It is a real HTTP server on loopback with a data model of its own: two environments, keys with
//! permissions, a seeded population of households with planted defects, paging that is stable under
//! writes, a log of what was received, and every way an answer can go wrong. The demo, the tests and
//! the journeys through the real window use it.
//!
//! A population of up to a million clients is written once by `sandbox generate --clients N --live-clients M
//! --seed S --out FILE` and served by `sandbox --population FILE` ([`PopulationFile`], [`Options::population`]).
//! Measured on a release build, on two cores that others kept busy, so that the start is slower
//! than on a free machine (a million clients need 0.7 s of processor time to start):
//!
//! | clients | file | generate, processor time and memory | start | memory at the start | after reading all |
//! |---|---|---|---|---|---|
//! | 10,000 | 43 MB | 0.5 s, 14 MB | 0.04 s | 9 MB | 13 MB |
//! | 100,000 | 425 MB | 4.7 s, 21 MB | 0.3 s | 36 MB | 41 MB |
//! | 1,000,000 | 4,246 MB | 52 s, 50 MB | 2.6 s | 321 MB | 326 MB |
//!
//! One processor second of the server gives some 220,000 clients in pages of 200 by creation, 180,000 by
//! update. At a million clients a search by text takes about 1 s a page and an order by name about 4 s.
//!
//! It is not a copy of the service: where the reference is silent it does what the contract file
//! infers, and says so at the place. No data in it describes a real person.
//!
//! Only the command line, the end-to-end tests, developer tasks and tests of other crates may depend on
//! it; nothing in the product knows that it is a sandbox.

mod clock;
mod control;
mod effect;
mod environment;
mod error;
mod fault;
mod http;
mod keys;
mod options;
mod population;
mod requests;
mod sandbox;
mod server;
mod shared;
mod world;

pub use artu::models::Environment;
pub use clock::TimeSource;
pub use control::{Control, ControlError};
pub use error::SandboxError;
pub use fault::{Fault, FaultKind, PayloadForm, RandomFaults, RetryAfter};
pub use keys::{ApiKey, FULL_KEY, Keys, LIVE_ONLY_KEY, READ_ONLY_KEY, TEST_ONLY_KEY};
pub use options::Options;
pub use population::{
    Defect, Planted, Population, PopulationFile, PopulationFileError, PopulationOptions,
    base_instant, showcase,
};
pub use requests::Received;
pub use sandbox::Sandbox;
