//! A local server that keeps the Artu contract, with data, scenarios and faults on demand.
//!
//! It is a real HTTP server on loopback with a data model of its own: two environments, keys with
//! permissions, a seeded population of households with planted defects, paging that is stable under
//! writes, a log of what was received, and every way an answer can go wrong. The demo, the tests and
//! the journeys through the real window use it.
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
pub use keys::{ApiKey, FULL_KEY, Keys, READ_ONLY_KEY, TEST_ONLY_KEY};
pub use options::Options;
pub use population::{
    Defect, Planted, Population, PopulationFile, PopulationFileError, PopulationOptions,
    base_instant, showcase,
};
pub use requests::Received;
pub use sandbox::Sandbox;
