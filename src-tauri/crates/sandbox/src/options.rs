//! What a sandbox is started with.

use std::path::PathBuf;

use crate::TimeSource;

/// Settings of a sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Loopback port; 0 takes a free one.
    pub port: u16,
    /// Clients of the test environment.
    pub clients: usize,
    /// Clients of the live environment.
    pub live_clients: usize,
    /// Seed of the population and of new ids.
    pub seed: u64,
    /// A file of [`crate::PopulationFile`] to start from; its counts and its seed go before those above.
    /// It must not change while the sandbox runs.
    pub population: Option<PathBuf>,
    /// Milliseconds every API request waits before it is handled.
    pub latency_ms: u64,
    /// Where the server takes its time from.
    pub time: TimeSource,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            clients: 2_000,
            live_clients: 200,
            seed: 1,
            population: None,
            latency_ms: 0,
            time: TimeSource::Real,
        }
    }
}
