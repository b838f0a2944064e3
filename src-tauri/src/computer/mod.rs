//! The computer: when its screen locks or it goes to sleep, the vault closes.

#[cfg(target_os = "linux")]
mod logind;
#[cfg(target_os = "linux")]
mod screen_saver;

use std::sync::Arc;

use desk::{
    Desk,
    contract::{ComputerView, Protection},
};

/// What is heard of the computer this runs on.
pub(crate) struct Computer {
    #[cfg(target_os = "linux")]
    buses: Arc<tokio::sync::OnceCell<Buses>>,
}

/// The buses that could be reached; a computer may have neither.
#[cfg(target_os = "linux")]
struct Buses {
    system: Option<zbus::Connection>,
    session: Option<zbus::Connection>,
}

#[cfg(target_os = "linux")]
impl Computer {
    /// Closes the vault from now on whenever the computer tells that it is left.
    pub(crate) fn follow(desk: &Arc<Desk>) -> Self {
        let buses = Arc::new(tokio::sync::OnceCell::new());
        let computer = Self {
            buses: Arc::clone(&buses),
        };
        let desk = Arc::clone(desk);
        tauri::async_runtime::spawn(async move {
            let Buses { system, session } = buses.get_or_init(Buses::reach).await;
            if let Some(bus) = session.clone() {
                tauri::async_runtime::spawn(screen_saver::follow(bus, Arc::clone(&desk)));
            }
            if let Some(bus) = system.clone() {
                tauri::async_runtime::spawn(logind::follow_session(bus.clone(), Arc::clone(&desk)));
                tauri::async_runtime::spawn(logind::follow_sleep(bus, desk));
            }
        });
        computer
    }

    /// What this computer tells at this moment.
    pub(crate) async fn view(&self) -> ComputerView {
        let Buses { system, session } = self.buses.get_or_init(Buses::reach).await;
        let mut view = ComputerView::default();
        if let Some(bus) = session {
            view.tells_lock = screen_saver::is_there(bus).await;
        }
        if let Some(bus) = system {
            view.tells_lock |= logind::has_session(bus).await;
            view.tells_sleep = logind::is_there(bus).await;
        }
        view
    }
}

#[cfg(target_os = "linux")]
impl Buses {
    async fn reach() -> Self {
        Self {
            system: zbus::Connection::system().await.ok(),
            session: zbus::Connection::session().await.ok(),
        }
    }
}

/// Systems whose word is not listened to yet: the view says so.
#[cfg(not(target_os = "linux"))]
impl Computer {
    /// Nothing is heard here.
    pub(crate) fn follow(_: &Arc<Desk>) -> Self {
        Self {}
    }

    /// Nothing is told here.
    pub(crate) async fn view(&self) -> ComputerView {
        ComputerView::default()
    }
}

/// Closes the vault because the computer is left. The sample holds nothing of anybody and would be lost.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "nothing is heard here")
)]
async fn close_vault(desk: &Arc<Desk>) {
    let desk = Arc::clone(desk);
    // A program that is ending closes its vault by itself.
    let _ = tauri::async_runtime::spawn_blocking(move || {
        let kept = desk
            .session()
            .is_ok_and(|session| session.profile().protection != Protection::Session);
        if kept {
            desk.lock();
        }
    })
    .await;
}
