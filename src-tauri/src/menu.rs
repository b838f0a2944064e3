//! The native menu.

use desk::contract::Language;
use tauri::{
    AppHandle,
    menu::{MenuBuilder, SubmenuBuilder},
};

/// Sets the menu in `language`.
pub(crate) fn set(app: &AppHandle, language: Language) -> tauri::Result<()> {
    let (file, edit, window) = match language {
        Language::Es => ("Archivo", "Edición", "Ventana"),
        Language::En => ("File", "Edit", "Window"),
    };
    let file = SubmenuBuilder::new(app, file)
        .close_window()
        .quit()
        .build()?;
    let edit = SubmenuBuilder::new(app, edit)
        .undo()
        .redo()
        .separator()
        .cut()
        .copy()
        .paste()
        .select_all()
        .build()?;
    let window = SubmenuBuilder::new(app, window)
        .minimize()
        .fullscreen()
        .build()?;
    app.set_menu(
        MenuBuilder::new(app)
            .items(&[&file, &edit, &window])
            .build()?,
    )?;
    Ok(())
}
