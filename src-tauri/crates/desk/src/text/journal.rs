//! Names of the journal's actions.

use super::pick;
use crate::{
    contract::{JournalProblem, Language},
    journal::Action,
};

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
        Action::FindingsDecided => ("Hallazgos decididos", "Findings decided"),
        Action::Exported => ("Archivo exportado", "File exported"),
        Action::Copied => ("Texto copiado", "Text copied"),
        Action::PassphraseChanged => ("Frase cambiada", "Passphrase changed"),
        Action::RecoveryCodeRenewed => ("Código de recuperación nuevo", "New recovery code"),
        Action::ProtectionChanged => (
            "Forma de guardar la clave cambiada",
            "Way to keep the key changed",
        ),
        Action::Rekeyed => ("Clave de la bóveda cambiada", "Vault put under a new key"),
        Action::BackedUp => ("Respaldo escrito", "Backup written"),
        Action::Restored => ("Respaldo restaurado", "Backup restored"),
        Action::Rebuilt => ("Bóveda rehecha", "Vault rebuilt"),
        Action::ConnectionChanged => (
            "Ajustes de conexión cambiados",
            "Connection settings changed",
        ),
        Action::ClientForgotten => ("Cliente olvidado", "Client forgotten"),
        Action::RetentionChanged => (
            "Conservación de versiones cambiada",
            "Retention of versions changed",
        ),
        Action::RevisionsDropped => (
            "Versiones anteriores eliminadas",
            "Earlier versions dropped",
        ),
        Action::RulesAdopted => ("Paquete de reglas adoptado", "Rule pack adopted"),
        Action::RulesSigned => ("Paquete de reglas firmado", "Rule pack signed"),
    };
    pick(language, spanish, english)
}

/// What is wrong with the journal and where.
pub(crate) fn journal_problem(
    problem: JournalProblem,
    place: Option<u64>,
    language: Language,
) -> String {
    let seq = place.unwrap_or_default();
    let (spanish, english) = match problem {
        JournalProblem::Edited => (
            format!("El asiento {seq} fue modificado."),
            format!("Entry {seq} was edited."),
        ),
        JournalProblem::PayloadEdited => (
            format!("El contenido del asiento {seq} fue modificado."),
            format!("The content of entry {seq} was edited."),
        ),
        JournalProblem::Removed => (
            format!("Falta el asiento {seq}."),
            format!("Entry {seq} is missing."),
        ),
        JournalProblem::Inserted => (
            format!("El asiento {seq} fue intercalado: no se asentó ahí."),
            format!("Entry {seq} was put in: it was not entered there."),
        ),
        JournalProblem::Reordered => (
            format!("Los asientos cambiaron de orden a partir del {seq}."),
            format!("Entries changed places from {seq} on."),
        ),
        JournalProblem::Cut => (
            format!("Faltan los últimos asientos, desde el {seq}."),
            format!("The last entries are missing, from {seq} on."),
        ),
        JournalProblem::Rewritten => (
            format!("La cadena se escribió de nuevo: el asiento {seq} no es el que se conocía."),
            format!("The chain was written anew: entry {seq} is not the one that was known."),
        ),
        JournalProblem::RolledBack => (
            format!("La bóveda es una copia anterior: le faltan los asientos desde el {seq}, que ya se conocían."),
            format!("The vault is an earlier copy: it lacks the entries from {seq} on, which were known."),
        ),
        JournalProblem::AnchorLost => (
            "El último sello que se guarda junto a la bóveda ya no está o no es de ella: no se puede saber si es una copia anterior.".into(),
            "The head that is kept beside the vault is gone or is none of it: whether it is an earlier copy cannot be told.".into(),
        ),
    };
    pick(language, spanish, english)
}
