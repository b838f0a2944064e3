//! The one window.

use desk::Desk;
use tauri::{AppHandle, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Opens the window, titled after the profile in use.
pub(crate) fn open(app: &AppHandle, desk: &Desk) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title(title(desk))
        .inner_size(1440.0, 900.0)
        .min_inner_size(960.0, 600.0)
        .on_navigation(|address| {
            matches!(address.scheme(), "tauri" | "http" | "https") && is_own(address)
        })
        .build()?;
    Ok(())
}

/// Titles the window anew after a change of profile or language.
pub(crate) fn retitle(window: &WebviewWindow, desk: &Desk) -> tauri::Result<()> {
    window.set_title(&title(desk))
}

/// The window shows its own pages and nothing else.
fn is_own(address: &tauri::Url) -> bool {
    address.scheme() == "tauri"
        || matches!(address.host_str(), Some("tauri.localhost" | "localhost"))
}

fn title(desk: &Desk) -> String {
    match desk.profile() {
        Ok(Some(profile)) => {
            format!(
                "Vínculo — {} ({})",
                profile.name,
                profile.environment.to_string().to_uppercase()
            )
        }
        _ => "Vínculo".into(),
    }
}
