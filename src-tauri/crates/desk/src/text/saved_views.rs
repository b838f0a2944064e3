//! What is said of saved views.

use super::pick;
use crate::contract::Language;

/// The name of a view is taken by one of a screen.
pub(crate) fn view_exists(screen: &str, language: Language) -> String {
    let (spanish, english) = match screen {
        "clients" => ("Clientes", "Clients"),
        "households" => ("Clientes y vinculados", "Households"),
        "findings" => ("Hallazgos", "Findings"),
        _ => ("otra pantalla", "another screen"),
    };
    pick(
        language,
        format!(
            "Ya hay una vista con ese nombre en {spanish}. No se ha cambiado nada. Elija otro nombre."
        ),
        format!(
            "A view of that name exists in {english}. Nothing was changed. Choose another name."
        ),
    )
}
