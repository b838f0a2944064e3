//! The login manager, on the system bus: it tells when the session is locked and when the computer goes to sleep.

use std::sync::Arc;

use desk::Desk;
use futures::StreamExt;
use zbus::{
    Connection, Proxy,
    zvariant::{OwnedFd, OwnedObjectPath},
};

use super::close_vault;

const NAME: &str = "org.freedesktop.login1";

/// Closes the vault each time the session is locked, until the bus goes.
pub(super) async fn follow_session(bus: Connection, desk: Arc<Desk>) {
    let Ok(session) = session(&bus).await else {
        return;
    };
    let Ok(mut told) = session.receive_signal("Lock").await else {
        return;
    };
    while told.next().await.is_some() {
        close_vault(&desk).await;
    }
}

/// Closes the vault each time before the computer sleeps, until the bus goes. The computer waits for it: while it is
/// awake, its sleep is held back, and let go once the vault is closed.
pub(super) async fn follow_sleep(bus: Connection, desk: Arc<Desk>) {
    let Ok(manager) = manager(&bus).await else {
        return;
    };
    let Ok(mut told) = manager.receive_signal("PrepareForSleep").await else {
        return;
    };
    let mut delay = hold_back(&manager).await;
    while let Some(signal) = told.next().await {
        match signal.body().deserialize() {
            Ok(true) => {
                close_vault(&desk).await;
                drop(delay.take());
            }
            Ok(false) => delay = hold_back(&manager).await,
            Err(_) => {}
        }
    }
}

/// Whether the login manager knows a session of this program.
pub(super) async fn has_session(bus: &Connection) -> bool {
    session(bus).await.is_ok()
}

/// Whether there is a login manager.
pub(super) async fn is_there(bus: &Connection) -> bool {
    match manager(bus).await {
        Ok(manager) => manager
            .get_property::<bool>("PreparingForSleep")
            .await
            .is_ok(),
        Err(_) => false,
    }
}

/// Sleep waits while what this gives is held, a few seconds at most.
async fn hold_back(manager: &Proxy<'_>) -> Option<OwnedFd> {
    manager
        .call(
            "Inhibit",
            &("sleep", "Vínculo", "Closes the vault", "delay"),
        )
        .await
        .ok()
}

async fn manager(bus: &Connection) -> zbus::Result<Proxy<'static>> {
    Proxy::new(
        bus,
        NAME,
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
    )
    .await
}

/// The session this program runs in, else the one its user sees.
async fn session(bus: &Connection) -> zbus::Result<Proxy<'static>> {
    let path: OwnedObjectPath = manager(bus).await?.call("GetSession", &("auto",)).await?;
    Proxy::new(bus, NAME, path, "org.freedesktop.login1.Session").await
}
