//! Passes the events of the use cases to the window.

use std::sync::Arc;

use desk::{Desk, contract::Event};
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::error::RecvError;

/// Forwards every event until the program ends.
pub(crate) fn forward(app: AppHandle, desk: &Arc<Desk>) {
    let mut events = desk.subscribe();
    tauri::async_runtime::spawn(async move {
        loop {
            let sent = match events.recv().await {
                Ok(Event::Pull(status)) => app.emit("pull", status),
                Ok(Event::Changed(topic)) => app.emit("changed", topic),
                // The window asks again after the next event; a lost one only delays it.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            };
            if sent.is_err() {
                return;
            }
        }
    });
}
