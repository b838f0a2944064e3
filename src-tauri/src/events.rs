//! Passes the events of the use cases to the window.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{Event, Topic},
};
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::error::RecvError;

use crate::{bell::Bell, clipboard};

/// Forwards every event until the program ends.
pub(crate) fn forward(app: AppHandle, desk: &Arc<Desk>) {
    let mut events = desk.subscribe();
    let desk = Arc::clone(desk);
    tauri::async_runtime::spawn(async move {
        let mut bell = Bell::hang(&app, &desk);
        loop {
            let sent = match events.recv().await {
                Ok(Event::Pull(status)) => app.emit("pull", status),
                Ok(Event::Checking(progress)) => app.emit("checking", progress),
                Ok(Event::Sent(report)) => app.emit("sent", report),
                Ok(Event::Changed(topic)) => {
                    if topic == Topic::Session {
                        // The old bell comes down before a new one goes up in its place.
                        drop(bell.take());
                        bell = Bell::hang(&app, &desk);
                    }
                    app.emit("changed", topic)
                }
                Ok(Event::Locked(cut)) => {
                    let sent = app.emit("locked", cut);
                    clipboard::clear_own(&app);
                    sent
                }
                // The window asks again after the next event; a lost one only delays it. What was sent the list of operations shows too.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            };
            if sent.is_err() {
                return;
            }
        }
    });
}
