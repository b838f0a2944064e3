//! The server with sample data that runs inside the program.

use sandbox::{Options, Sandbox, SandboxError};
use tokio::sync::Mutex;

/// The sample server, once it was asked for.
#[derive(Default)]
pub(crate) struct Sample {
    server: Mutex<Option<Sandbox>>,
}

impl Sample {
    /// Address and key of the sample server, started when it does not run yet.
    ///
    /// # Errors
    /// When no port can be opened.
    pub(crate) async fn start(&self) -> Result<(String, String), SandboxError> {
        let mut server = self.server.lock().await;
        let running = match server.take() {
            Some(running) => running,
            None => Sandbox::start(Options::default()).await?,
        };
        let address = (running.base_url(), sandbox::FULL_KEY.to_owned());
        *server = Some(running);
        Ok(address)
    }
}
