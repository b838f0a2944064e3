//! A running sandbox.

use std::sync::Arc;

use crate::clock::Clock;
use crate::http::router;
use crate::population::{self, Planted, Population, PopulationFile};
use crate::server::Server;
use crate::shared::Shared;
use crate::world::{TextFile, World};
use crate::{Control, Keys, Options, SandboxError};

/// The clients a sandbox starts with, test first.
#[derive(Debug)]
pub(crate) struct Start {
    pub(crate) worlds: [World; 2],
    pub(crate) planted: [Vec<Planted>; 2],
    /// Where texts are read from, if not all are in memory.
    pub(crate) texts: Option<Arc<TextFile>>,
}

impl Start {
    fn make(options: &Options) -> Result<Self, SandboxError> {
        if let Some(path) = &options.population {
            let opened = population::open(path)?;
            return Ok(Self::of(opened.populations, opened.seed, Some(opened.file)));
        }
        let wanted = PopulationFile {
            clients: options.clients,
            live_clients: options.live_clients,
            seed: options.seed,
        };
        let populations = wanted.populations().map(Population::generate);
        Ok(Self::of(populations, options.seed, None))
    }

    fn of(populations: [Population; 2], seed: u64, texts: Option<Arc<TextFile>>) -> Self {
        let planted = [0, 1].map(|one| populations[one].planted().to_vec());
        let [test, live] = populations;
        Self {
            worlds: [test.into_world(seed), live.into_world(seed.wrapping_add(1))],
            planted,
            texts,
        }
    }
}

/// A local server that keeps the Artu contract. Dropping it ends it.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    port: u16,
    server: Option<Server>,
}

impl Sandbox {
    /// Makes the populations, or opens their file, and opens the port.
    ///
    /// # Errors
    /// [`SandboxError::Bind`] when the port is taken; [`SandboxError::Population`] when the thread that
    /// makes the clients failed; [`SandboxError::PopulationFile`] when their file is not there or not whole.
    pub async fn start(options: Options) -> Result<Self, SandboxError> {
        let clock = Clock::new(options.time, population::base_instant());
        let (port, latency) = (options.port, options.latency_ms);
        let made = tokio::task::spawn_blocking(move || Start::make(&options));
        let start = made.await.map_err(SandboxError::Population)??;
        let shared = Arc::new(Shared::new(clock, latency, start));
        let server = Server::start(port, router(Arc::clone(&shared))).await?;
        Ok(Self {
            shared,
            port: server.address().port(),
            server: Some(server),
        })
    }

    /// Address to give to a client of the API, such as `http://127.0.0.1:40123`.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The loopback port, kept while offline.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The secrets of the default keys.
    pub fn keys(&self) -> Keys {
        Keys::default()
    }

    /// A handle to change clients, play faults and read the request log.
    pub fn control(&self) -> Control {
        Control::new(Arc::clone(&self.shared))
    }

    /// Whether the port is open.
    pub const fn is_online(&self) -> bool {
        self.server.is_some()
    }

    /// Closes the port and every connection; the state stays.
    pub async fn offline(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    /// Opens the same port again with the same state.
    ///
    /// # Errors
    /// [`SandboxError::Bind`] when somebody else took the port meanwhile.
    pub async fn online(&mut self) -> Result<(), SandboxError> {
        if self.server.is_none() {
            self.server = Some(Server::start(self.port, router(Arc::clone(&self.shared))).await?);
        }
        Ok(())
    }

    /// Ends the sandbox and returns when its port is closed.
    pub async fn stop(mut self) {
        self.offline().await;
    }
}
