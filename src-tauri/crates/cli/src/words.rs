//! Words of the terminal in both languages.

use desk::contract::Language;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::failure::{Failure, Problem};

/// The text of the language in force.
pub(crate) fn pick<T>(language: Language, spanish: T, english: T) -> T {
    match language {
        Language::Es => spanish,
        Language::En => english,
    }
}

/// The value a word of the contract stands for.
pub(crate) fn read<T: DeserializeOwned>(word: &str) -> Result<T, Failure> {
    serde_json::from_value(Value::from(word)).map_err(|_| Problem::Word.into())
}

/// The word of the contract for a value.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A value as people call it; what is unknown stays as it came.
pub(crate) fn say(value: &impl Serialize, language: Language) -> String {
    let word = word(value);
    let known = WORDS.iter().find(|(known, ..)| *known == word);
    known.map_or(word, |(_, spanish, english)| {
        pick(language, *spanish, *english).to_owned()
    })
}

/// Yes or no.
pub(crate) fn yes_no(yes: bool, language: Language) -> &'static str {
    if yes {
        pick(language, "sí", "yes")
    } else {
        "no"
    }
}

/// Words of the contract, in Spanish and English.
const WORDS: &[(&str, &str, &str)] = &[
    ("individual", "persona física", "individual"),
    ("company", "persona moral", "company"),
    ("trust", "fideicomiso", "trust"),
    (
        "legal_representative",
        "representante legal",
        "legal representative",
    ),
    (
        "controlling_beneficiary",
        "beneficiario controlador",
        "controlling beneficiary",
    ),
    ("error", "error", "error"),
    ("warn", "advertencia", "warning"),
    ("info", "nota", "note"),
    ("cleared", "sin observaciones", "cleared"),
    ("needs_info", "falta información", "needs information"),
    ("escalated", "escalado", "escalated"),
    ("unsure", "sin decidir", "unsure"),
    ("rehearsed", "ensayada, no enviada", "rehearsed, not sent"),
    ("waiting", "en espera", "waiting"),
    ("sending", "enviándose", "sending"),
    ("proven", "comprobada", "proven"),
    ("already_done", "ya estaba hecha", "already done"),
    ("refused", "rechazada", "refused"),
    ("conflict", "en conflicto", "in conflict"),
    ("unknown", "desconocida", "unknown"),
    ("not_done", "no se llevó a cabo", "not carried out"),
    ("cancelled", "cancelada", "cancelled"),
    ("promote", "promover", "promote"),
    ("link", "vincular", "link"),
    ("unlink", "desvincular", "unlink"),
    ("replace_links", "reemplazar vínculos", "replace links"),
    ("create_related", "crear vinculado", "create related"),
    ("update", "modificar", "update"),
    ("first", "primera", "first"),
    ("delta", "cambios", "delta"),
    ("sweep", "completa", "sweep"),
    ("joined", "se incorporó", "joined"),
    ("left", "salió", "left"),
    ("changed", "cambió", "changed"),
    ("gone", "ya no está en el servidor", "gone from the server"),
    ("links", "cambiaron sus vínculos", "links changed"),
    ("fillable", "se puede llenar", "can be filled"),
    ("absent", "falta", "missing"),
    ("does_not_fit", "no cabe", "does not fit"),
    ("not_visible", "no visible aquí", "not visible here"),
    ("in_force", "vigente", "in force"),
    ("later", "aún no rige", "not yet"),
    ("superseded", "sustituido", "superseded"),
    (
        "unreadable",
        "este programa no lo puede leer",
        "this program cannot read it",
    ),
    ("appears", "aparece", "appears"),
    ("disappears", "desaparece", "disappears"),
    ("heavier", "más grave", "graver"),
    ("lighter", "menos grave", "less grave"),
];

#[cfg(test)]
mod tests {
    use desk::contract::{OperationState, Severity, Verdict};

    use super::*;

    #[test]
    fn a_word_is_said_in_the_language_asked_for_and_an_unknown_one_as_it_came() {
        assert_eq!(
            say(&OperationState::AlreadyDone, Language::Es),
            "ya estaba hecha"
        );
        assert_eq!(say(&Severity::Warn, Language::En), "warning");
        assert_eq!(say(&"guarantor", Language::Es), "guarantor");
    }

    #[test]
    fn a_word_reads_as_the_value_it_stands_for() {
        assert_eq!(read::<Verdict>("needs_info").unwrap(), Verdict::NeedsInfo);
        assert!(read::<Verdict>("NeedsInfo").is_err());
    }
}
