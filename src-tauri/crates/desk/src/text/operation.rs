//! What is said of an operation that does not go on.

use super::{operation_kind, pick};
use crate::contract::{Language, OperationKind, OperationState};

/// That an operation waits for the one before it on the same clients.
pub(crate) fn waits_for(
    kind: OperationKind,
    name: &str,
    state: OperationState,
    language: Language,
) -> String {
    let kind = operation_kind(kind, language);
    let state = super::operation_state(state, language);
    pick(
        language,
        format!(
            "No se ha enviado: espera a que se decida la operación anterior sobre los mismos clientes ({kind}: {name}; {state})."
        ),
        format!(
            "It was not sent: it waits until the operation before it on the same clients is decided ({kind}: {name}; {state})."
        ),
    )
}

/// That a read could not tell what became of an operation.
pub(crate) fn undecided(language: Language) -> &'static str {
    pick(
        language,
        "Se leyó el servidor y no basta para saber si se llevó a cabo. No se reenvía. Revise los vínculos y el expediente; si hace falta, registre otra operación.",
        "The server was read, and that is not enough to tell whether it was carried out. It is not sent again. Look at the links and the file; record another operation if one is needed.",
    )
}
