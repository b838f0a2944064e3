//! Generation of the TypeScript side of the contract.

use std::path::Path;

use ts_rs::{Config, ExportError, TS};

use super::{AppError, Event, commands::Commands};

/// Writes a declaration file for every type of the contract into `folder`.
///
/// # Errors
/// When a file cannot be written.
pub fn generate(folder: &Path) -> Result<(), ExportError> {
    let config = Config::new().with_large_int("number").with_out_dir(folder);
    Commands::export_all(&config)?;
    Event::export_all(&config)?;
    AppError::export_all(&config)
}
