//! What can go wrong when a sandbox starts.

/// Why a sandbox could not start or come back.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The loopback port could not be opened.
    #[error("the loopback port {port} could not be opened")]
    Bind {
        /// The port asked for; 0 means any.
        port: u16,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The thread that makes the population failed.
    #[error("the population could not be made")]
    Population(#[source] tokio::task::JoinError),
    /// The file of the population could not be opened.
    #[error(transparent)]
    PopulationFile(#[from] crate::PopulationFileError),
}
