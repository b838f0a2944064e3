//! Names of the journal's actions.

use super::pick;
use crate::{contract::Language, journal::Action};

/// The action for a person.
pub(crate) fn action(action: Action, language: Language) -> &'static str {
    let (spanish, english) = match action {
        Action::VaultCreated => ("Bóveda creada", "Vault created"),
        Action::Unlocked => ("Bóveda abierta", "Vault unlocked"),
        Action::Locked => ("Bóveda cerrada", "Vault locked"),
        Action::Pulled => ("Datos actualizados", "Data pulled"),
        Action::ClientRead => ("Expediente consultado", "Client read"),
        Action::HouseholdRead => ("Grupo consultado", "Household read"),
        Action::OperationRecorded => ("Operación registrada", "Operation recorded"),
        Action::OperationSent => ("Operación enviada", "Operation sent"),
        Action::OperationProven => ("Operación comprobada", "Operation proven"),
        Action::OperationAlreadyDone => ("Ya estaba hecho", "Already done"),
        Action::OperationRefused => ("Operación rechazada", "Operation refused"),
        Action::OperationConflict => ("Operación en conflicto", "Operation in conflict"),
        Action::OperationUnknown => ("Operación sin respuesta", "Operation without an answer"),
        Action::OperationNotDone => ("Operación no realizada", "Operation not carried out"),
        Action::OperationCancelled => ("Operación cancelada", "Operation cancelled"),
        Action::Reviewed => ("Dictamen registrado", "Review recorded"),
        Action::Exported => ("Archivo exportado", "File exported"),
        Action::ConnectionChanged => (
            "Ajustes de conexión cambiados",
            "Connection settings changed",
        ),
    };
    pick(language, spanish, english)
}

/// That an entry was edited.
pub(crate) fn journal_edited(seq: u64, language: Language) -> String {
    pick(
        language,
        format!("El asiento {seq} fue modificado."),
        format!("Entry {seq} was edited."),
    )
}

/// That what an entry speaks of was edited.
pub(crate) fn journal_payload_edited(seq: u64, language: Language) -> String {
    pick(
        language,
        format!("El contenido del asiento {seq} fue modificado."),
        format!("The content of entry {seq} was edited."),
    )
}

/// That entries are missing.
pub(crate) fn journal_missing(seq: u64, language: Language) -> String {
    pick(
        language,
        format!("Falta el asiento {seq}."),
        format!("Entry {seq} is missing."),
    )
}

/// That an entry does not follow from the one before.
pub(crate) fn journal_unchained(seq: u64, language: Language) -> String {
    pick(
        language,
        format!("El asiento {seq} no continúa al anterior: se quitaron o reordenaron asientos."),
        format!("Entry {seq} does not follow the one before: entries were removed or reordered."),
    )
}

/// That the end was cut off.
pub(crate) fn journal_cut(seq: u64, language: Language) -> String {
    pick(
        language,
        format!("La bitácora termina antes del asiento {seq}, que se conocía."),
        format!("The journal ends before entry {seq}, which was known."),
    )
}
