//! A running sandbox.

use std::sync::Arc;

use crate::clock::Clock;
use crate::http::router;
use crate::population::{self, Population, PopulationOptions};
use crate::server::Server;
use crate::shared::Shared;
use crate::{Control, Keys, Options, SandboxError};

/// A local server that keeps the Artu contract. Dropping it ends it.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    port: u16,
    server: Option<Server>,
}

impl Sandbox {
    /// Makes the populations and opens the port.
    ///
    /// # Errors
    /// [`SandboxError::Bind`] when the port is taken; [`SandboxError::Population`] when the thread that
    /// makes the clients failed.
    pub async fn start(options: Options) -> Result<Self, SandboxError> {
        let sizes = [
            (options.clients, options.seed),
            (options.live_clients, options.seed.wrapping_add(1)),
        ];
        let made = tokio::task::spawn_blocking(move || {
            sizes.map(|(clients, seed)| Population::generate(PopulationOptions { clients, seed }))
        });
        let [test, live] = made.await.map_err(SandboxError::Population)?;
        let clock = Clock::new(options.time, population::base_instant());
        let planted = [test.planted().to_vec(), live.planted().to_vec()];
        let worlds = [
            test.into_world(options.seed),
            live.into_world(options.seed.wrapping_add(1)),
        ];
        let shared = Arc::new(Shared::new(clock, options.latency_ms, worlds, planted));
        let server = Server::start(options.port, router(Arc::clone(&shared))).await?;
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
