//! The bell of an open window: another process that finds the vault in use rings it, and the window comes to the front.

use std::path::PathBuf;

use desk::{Desk, Profile};

/// Where the bell of the window that shows a profile hangs: a socket that only this person reaches.
fn place(desk: &Desk, profile: &Profile) -> PathBuf {
    match std::env::var_os("XDG_RUNTIME_DIR") {
        // The path of a socket has room for a hundred characters; a data folder may be longer.
        Some(folder) => PathBuf::from(folder).join(format!("vinculo-{}.bell", profile.id)),
        None => desk.folder().vault_folder(profile).join("bell"),
    }
}

#[cfg(unix)]
mod hung {
    use std::{fs, path::PathBuf, time::Duration};

    use desk::Desk;
    use tauri::{AppHandle, Manager, UserAttentionType, async_runtime::JoinHandle};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{UnixListener, UnixStream},
        time::timeout,
    };

    use super::place;

    /// What is answered once the window is in front.
    const SHOWN: u8 = 1;
    /// How long a window may take to come to the front.
    const PATIENCE: Duration = Duration::from_secs(3);

    /// A bell that can be rung. It goes with the value.
    pub(crate) struct Bell {
        place: PathBuf,
        listening: JoinHandle<()>,
    }

    impl Bell {
        /// Hangs the bell of the open vault. Nothing when no vault is open or no bell can be hung: then another process
        /// only says that the vault is in use.
        pub(crate) fn hang(app: &AppHandle, desk: &Desk) -> Option<Self> {
            let place = place(desk, desk.session().ok()?.profile());
            // This process holds the vault, so what hangs there is of one that ended without taking it down.
            let _ = fs::remove_file(&place);
            let listener = std::os::unix::net::UnixListener::bind(&place).ok()?;
            listener.set_nonblocking(true).ok()?;
            let app = app.clone();
            let listening = tauri::async_runtime::spawn(async move {
                let Ok(listener) = UnixListener::from_std(listener) else {
                    return;
                };
                while let Ok((mut caller, _)) = listener.accept().await {
                    if show(&app).is_ok() {
                        // A caller that left has seen enough.
                        let _ = caller.write_all(&[SHOWN]).await;
                    }
                }
            });
            Some(Self { place, listening })
        }
    }

    impl Drop for Bell {
        fn drop(&mut self) {
            self.listening.abort();
            let _ = fs::remove_file(&self.place);
        }
    }

    /// Rings the bell of the profile in use; tells whether its window came to the front.
    pub(crate) async fn ring(desk: &Desk) -> bool {
        let Ok(Some(profile)) = desk.profile() else {
            return false;
        };
        let place = place(desk, &profile);
        let answer = timeout(PATIENCE, async {
            UnixStream::connect(place).await?.read_u8().await
        });
        matches!(answer.await, Ok(Ok(SHOWN)))
    }

    /// Brings the window to the front. Where the desktop does not let a program do so, it is marked in the task bar.
    fn show(app: &AppHandle) -> tauri::Result<()> {
        for window in app.webview_windows().values() {
            window.unminimize()?;
            window.show()?;
            window.set_focus()?;
            window.request_user_attention(Some(UserAttentionType::Informational))?;
        }
        Ok(())
    }
}

/// Where no bell is known to this program.
#[cfg(not(unix))]
mod hung {
    use desk::Desk;
    use tauri::AppHandle;

    /// No bell.
    pub(crate) struct Bell;

    impl Bell {
        /// Hangs nothing.
        pub(crate) fn hang(_: &AppHandle, _: &Desk) -> Option<Self> {
            None
        }
    }

    /// Nobody answers.
    pub(crate) async fn ring(_: &Desk) -> bool {
        false
    }
}

pub(crate) use hung::{Bell, ring};
