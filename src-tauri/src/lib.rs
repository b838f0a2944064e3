//! The shell: the only code that knows Tauri. It opens the window, lends the system's keychain and file dialog to the
//! use cases of `desk`, and passes commands in and events out. It decides nothing.

mod bell;
mod clipboard;
mod commands;
mod computer;
mod events;
mod keychain;
mod menu;
mod sample;
mod window;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use desk::{DataFolder, Desk, SystemClock};
use tauri::{Manager, RunEvent};

use crate::{computer::Computer, keychain::SystemKeychain, sample::Sample};

/// Opens the window and stays until it is closed.
#[expect(
    clippy::print_stderr,
    reason = "without a window there is nowhere else to say it"
)]
pub fn run() -> ExitCode {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(Sample::default())
        .manage(commands::ChosenBackup::default())
        .invoke_handler(commands::handler())
        .setup(|app| {
            let folder = DataFolder::open(&data_folder(app.handle())?)?;
            let desk = Arc::new(
                Desk::new(folder, Arc::new(SystemClock), Arc::new(SystemKeychain)).for_window(),
            );
            unlock_for_tests(&desk)?;
            app.manage(Arc::clone(&desk));
            events::forward(app.handle().clone(), &desk);
            app.manage(Computer::follow(&desk));
            menu::set(app.handle(), desk.language())?;
            window::open(app.handle(), &desk)?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                // Closed, the vault is journalled as closed and its key forgotten.
                if matches!(event, RunEvent::Exit) {
                    app.state::<Arc<Desk>>().lock();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder named by `VINCULO_DATA_DIR`, else the place the system has for data of programs.
fn data_folder(app: &tauri::AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os("VINCULO_DATA_DIR") {
        Some(folder) => Ok(folder.into()),
        None => app.path().app_data_dir(),
    }
}

/// In debug builds the passphrase may come from `VINCULO_PASSPHRASE`, for screenshots and journeys.
fn unlock_for_tests(desk: &Desk) -> Result<(), desk::Error> {
    match std::env::var("VINCULO_PASSPHRASE") {
        Ok(passphrase) if cfg!(debug_assertions) && desk.profile()?.is_some() => desk.unlock(
            &desk::contract::UnlockRequest::Passphrase(passphrase.into()),
        ),
        _ => Ok(()),
    }
}
