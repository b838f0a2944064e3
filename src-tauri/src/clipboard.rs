//! The clipboard, as far as it holds what this program put there.

use tauri::AppHandle;

/// Empties the clipboard when this program still owns what is on it. What other programs put there is left alone.
#[cfg(target_os = "linux")]
pub(crate) fn clear_own(app: &AppHandle) {
    use gtk::gdk;

    // A window that is going down takes what it put on the clipboard with it.
    let _ = app.run_on_main_thread(|| {
        for selection in [gdk::SELECTION_CLIPBOARD, gdk::SELECTION_PRIMARY] {
            if gdk::selection_owner_get(&selection).is_some() {
                gtk::Clipboard::get(&selection).clear();
            }
        }
    });
}

/// Elsewhere the owner of the clipboard is not asked for, and what may be another program's is left alone.
#[cfg(not(target_os = "linux"))]
pub(crate) fn clear_own(_: &AppHandle) {}
