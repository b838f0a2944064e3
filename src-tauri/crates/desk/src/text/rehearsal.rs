//! What a promotion is announced with. Nothing about the primary is assumed: what is known, what is expected and what
//! nobody can know are told apart.

use super::pick;
use crate::contract::Language;

/// That the id becomes primary: the one thing the reference promises.
pub(crate) fn known_becomes_primary(name: &str, language: Language) -> String {
    pick(
        language,
        format!("Artu recibirá la orden de marcar a {name} como cliente primario."),
        format!("Artu will be asked to mark {name} as a primary client."),
    )
}

/// That nothing else is in the request.
pub(crate) fn known_request_has_no_body(language: Language) -> String {
    pick(
        language,
        "La petición lleva sólo el identificador: no modifica nombres, documentos ni datos fiscales.",
        "The request carries the id alone: it changes no name, document or tax data.",
    )
    .into()
}

/// That the request goes out once.
pub(crate) fn known_sent_once(language: Language) -> String {
    pick(
        language,
        "Se envía una sola vez y después se lee de vuelta. Si la respuesta se pierde, no se reenvía: se aclara con una lectura.",
        "It is sent once and then read back. If the answer is lost it is not sent again: a read settles it.",
    )
    .into()
}

/// That links should stay.
pub(crate) fn expected_links_stay(links: usize, language: Language) -> String {
    pick(
        language,
        match links {
            0 => "No hay vínculos conocidos que puedan cambiar.".into(),
            1 => "Se espera que su vínculo siga igual.".into(),
            n => format!("Se espera que sus {n} vínculos sigan igual."),
        },
        match links {
            0 => "No known link could change.".into(),
            1 => "Its link is expected to stay as it is.".into(),
            n => format!("Its {n} links are expected to stay as they are."),
        },
    )
}

/// That other primaries should stay primary.
pub(crate) fn expected_others_stay(language: Language) -> String {
    pick(
        language,
        "Se espera que los demás miembros no cambien: dos primarios en un mismo grupo son información, no un error.",
        "The other members are expected not to change: two primaries in one household are information, not an error.",
    )
    .into()
}

/// That a household of its own appears.
pub(crate) fn expected_own_household(name: &str, members: usize, language: Language) -> String {
    match (language, members) {
        (Language::Es, 1) => {
            format!("Aparecerá un grupo encabezado por {name}, por ahora sin vinculados.")
        }
        (Language::Es, _) => {
            format!("Aparecerá un grupo encabezado por {name}, con {members} miembros.")
        }
        (Language::En, 1) => {
            format!("A household headed by {name} will appear, with nobody linked so far.")
        }
        (Language::En, _) => {
            format!("A household headed by {name} will appear, with {members} members.")
        }
    }
}

/// What nobody here can know.
pub(crate) fn unknown_effects(language: Language) -> Vec<String> {
    pick(
        language,
        [
            "Si Artu revisa requisitos (RFC, documentos) antes de aceptar.",
            "Si la promoción dispara evaluaciones de riesgo, alertas o flujos de trabajo.",
            "Si el primario anterior conserva su marca: se comprobará al leer de vuelta.",
            "Cómo deshacerla: Artu no documenta una operación inversa.",
        ],
        [
            "Whether Artu checks requirements (RFC, documents) before it accepts.",
            "Whether the promotion starts risk runs, alerts or workflows.",
            "Whether the former primary keeps its mark: it will be looked at on reading back.",
            "How to undo it: Artu documents no inverse.",
        ],
    )
    .map(String::from)
    .to_vec()
}

/// That the client has open errors.
pub(crate) fn warning_errors(errors: u64, language: Language) -> String {
    match (language, errors) {
        (Language::Es, 1) => "Tiene un error sin resolver.".into(),
        (Language::Es, _) => format!("Tiene {errors} errores sin resolver."),
        (Language::En, 1) => "It has one open error.".into(),
        (Language::En, _) => format!("It has {errors} open errors."),
    }
}

/// That an identifier is missing.
pub(crate) fn warning_no_identifier(what: &str, language: Language) -> String {
    pick(
        language,
        format!("No tiene {what} en su expediente."),
        format!("It has no {what} on file."),
    )
}

/// That the server no longer has the client.
pub(crate) fn warning_gone(language: Language) -> String {
    pick(
        language,
        "El servidor ya no tenía a este cliente en la última lectura completa.",
        "The server no longer had this client at the last complete sweep.",
    )
    .into()
}

/// Heading of the line that compares the mark.
pub(crate) fn proof_primary(name: &str, language: Language) -> String {
    pick(
        language,
        format!("{name}: primario"),
        format!("{name}: primary"),
    )
}

/// Heading of the line that compares a member of the record.
pub(crate) fn proof_member(name: &str, member: &str, language: Language) -> String {
    pick(
        language,
        format!("{name}: campo {member}"),
        format!("{name}: member {member}"),
    )
}

/// Heading of the line that compares links.
pub(crate) fn proof_links(name: &str, language: Language) -> String {
    pick(
        language,
        format!("{name}: vínculos"),
        format!("{name}: links"),
    )
}

/// Heading of the line that says that nothing else moved.
pub(crate) fn proof_rest(name: &str, language: Language) -> String {
    pick(
        language,
        format!("{name}: los demás datos"),
        format!("{name}: everything else"),
    )
}

/// Yes or no.
pub(crate) fn yes_no(value: bool, language: Language) -> &'static str {
    match (value, language) {
        (true, Language::Es) => "sí",
        (true, Language::En) => "yes",
        (false, _) => "no",
    }
}

/// That a value did not change.
pub(crate) fn unchanged(language: Language) -> &'static str {
    pick(language, "sin cambio", "unchanged")
}

/// That a value changed.
pub(crate) fn changed(language: Language) -> &'static str {
    pick(language, "cambió", "changed")
}
