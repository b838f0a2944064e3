//! The words of the letter that asks for what is missing. It goes to someone outside: plain words, no code, no reproach.

use artu::models::DocumentCategory;
use checks::Renewal;
use jiff::{ZonedDateTime, civil::Date};

use super::pick;
use crate::{
    contract::{Language, MissingKind},
    missing::Way,
};

/// What the letter is about.
pub(crate) fn missing_title(language: Language) -> &'static str {
    pick(
        language,
        "Información y documentos por entregar",
        "Information and documents to be supplied",
    )
}

/// A client and everyone linked to it.
pub(crate) fn and_linked(name: &str, language: Language) -> String {
    let (spanish, english) = ("y personas vinculadas", "and linked persons");
    format!("{name} {}", pick(language, spanish, english))
}

/// What stands before the items.
pub(crate) fn missing_opening(as_of: Date, language: Language) -> String {
    let day = long_day(as_of, language);
    pick(
        language,
        format!(
            "Para integrar el expediente de identificación se pide lo siguiente. Lo que se haya entregado después del {day} no hace falta enviarlo otra vez."
        ),
        format!(
            "The following is asked for to put the identification file together. Whatever was delivered after {day} need not be sent again."
        ),
    )
}

/// That nothing is asked for, which says no more than that.
pub(crate) fn nothing_missing(day: Date, with_if_any: bool, language: Language) -> Vec<String> {
    let day = long_day(day, language);
    let mut told = pick(
        language,
        format!("Al {day}, las listas que se revisaron no piden nada más."),
        format!("As of {day}, the lists that were checked ask for nothing more."),
    );
    if !with_if_any {
        told.push_str(pick(
            language,
            " No se incluye lo que sólo se pide si existe.",
            " What is asked for only if there is one is left out.",
        ));
    }
    let no_more = pick(
        language,
        "Esto no hace constar que el expediente esté completo.",
        "This does not certify that the file is complete.",
    );
    vec![told, no_more.into()]
}

/// The heading of the items that are asked for in a way.
pub(crate) fn way(way: Way, language: Language) -> &'static str {
    let (spanish, english) = match way {
        Way::Asked => ("Por entregar", "To be supplied"),
        Way::ToReplace => ("Por reemplazar", "To be replaced"),
        Way::ToConfirm => (
            "Por confirmar; si ya se entregó, hacer caso omiso",
            "To be confirmed; if already delivered, please ignore",
        ),
        Way::IfAny => (
            "Sólo si existe o corresponde",
            "Only if there is one or it applies",
        ),
        Way::Later => ("Más adelante", "Later on"),
    };
    pick(language, spanish, english)
}

/// What kind of thing an item is, or several are.
pub(crate) fn missing_kind(kind: MissingKind, several: bool, language: Language) -> &'static str {
    let (spanish, english) = match kind {
        MissingKind::Datum if several => ("datos", "information"),
        MissingKind::Datum => ("dato", "information"),
        MissingKind::Document => ("documento", "document"),
        MissingKind::Declaration => ("declaración firmada", "signed declaration"),
        MissingKind::Link => ("persona vinculada", "linked person"),
    };
    pick(language, spanish, english)
}

/// A document that no list asks for, by what it proves.
pub(crate) fn document(category: Option<&DocumentCategory>, language: Language) -> &'static str {
    let (spanish, english) = match category {
        Some(DocumentCategory::Identity) => ("Identificación", "Identity document"),
        Some(DocumentCategory::Tax) => ("Documento fiscal", "Tax document"),
        Some(DocumentCategory::Address) => ("Comprobante de domicilio", "Proof of address"),
        Some(DocumentCategory::Incorporation) => {
            ("Documento de constitución", "Document of constitution")
        }
        Some(DocumentCategory::Financial) => ("Documento financiero", "Financial document"),
        Some(DocumentCategory::Consent) => ("Declaración firmada", "Signed statement"),
        Some(DocumentCategory::Other(_)) | None => {
            ("Documento complementario", "Supporting document")
        }
    };
    pick(language, spanish, english)
}

/// Why another document is asked for.
pub(crate) fn renewal(why: Renewal, language: Language) -> String {
    match why {
        Renewal::Rejected => pick(
            language,
            "lo recibido no pudo utilizarse; enviarlo de nuevo".into(),
            "what was received could not be used; please send it anew".into(),
        ),
        Renewal::Expired(day) => {
            let day = long_day(day, language);
            pick(
                language,
                format!("lo recibido venció el {day}; enviar uno vigente"),
                format!("what was received expired on {day}; please send one in force"),
            )
        }
        Renewal::ExpiredAndServes(day) => {
            let day = long_day(day, language);
            pick(
                language,
                format!("lo recibido venció el {day}; si ya se renovó, enviar el nuevo"),
                format!(
                    "what was received expired on {day}; if it was renewed, please send the new one"
                ),
            )
        }
        Renewal::Ends(day) => {
            let day = long_day(day, language);
            pick(
                language,
                format!("lo recibido vence el {day}; enviar el nuevo cuando se tenga"),
                format!(
                    "what was received expires on {day}; please send the new one once there is one"
                ),
            )
        }
    }
}

/// From when something is asked.
pub(crate) fn due_from(day: Date, demanded: bool, language: Language) -> String {
    let day = long_day(day, language);
    match (language, demanded) {
        (Language::Es, true) => format!("a partir del {day}"),
        (Language::Es, false) => format!("a partir del {day}, sólo si existe"),
        (Language::En, true) => format!("from {day} on"),
        (Language::En, false) => format!("from {day} on, only if there is one"),
    }
}

/// That what may have been delivered is not insisted on.
pub(crate) fn unless_delivered(language: Language) -> &'static str {
    pick(
        language,
        "si ya se entregó, hacer caso omiso",
        "if already delivered, please ignore",
    )
}

/// A norm, with the day since which it asks.
pub(crate) fn norm(basis: &str, since: Option<Date>, language: Language) -> String {
    let Some(since) = since else {
        return basis.into();
    };
    let day = long_day(since, language);
    pick(
        language,
        format!("{basis}, desde el {day}"),
        format!("{basis}, since {day}"),
    )
}

/// As of when the letter is and what it rests on.
pub(crate) fn missing_foot(
    as_of: &ZonedDateTime,
    zone: &str,
    (day, pack): (Date, &str),
    norms: bool,
    language: Language,
) -> Vec<String> {
    let time = as_of.strftime("%H:%M");
    let as_of = long_day(as_of.date(), language);
    let day = long_day(day, language);
    let mut lines = vec![
        pick(
            language,
            format!("Datos al {as_of}, {time} ({zone})."),
            format!("Data as of {as_of}, {time} ({zone})."),
        ),
        pick(
            language,
            format!("Listas en vigor el {day}; reglas {pack}."),
            format!("Lists in force on {day}; rules {pack}."),
        ),
    ];
    if norms {
        lines.push(
            pick(
                language,
                "RCG: Reglas de Carácter General de la LFPIORPI.",
                "RCG: general rules (Reglas de Carácter General) of the LFPIORPI.",
            )
            .into(),
        );
    }
    lines
}

const MONTHS: [(&str, &str); 12] = [
    ("enero", "January"),
    ("febrero", "February"),
    ("marzo", "March"),
    ("abril", "April"),
    ("mayo", "May"),
    ("junio", "June"),
    ("julio", "July"),
    ("agosto", "August"),
    ("septiembre", "September"),
    ("octubre", "October"),
    ("noviembre", "November"),
    ("diciembre", "December"),
];

/// A day that nobody reads as another: `1 de septiembre de 2013`, `1 September 2013`.
fn long_day(day: Date, language: Language) -> String {
    let month = usize::from(day.month().unsigned_abs()) - 1;
    let (spanish, english) = MONTHS.get(month).copied().unwrap_or_default();
    let (number, year) = (day.day(), day.year());
    pick(
        language,
        format!("{number} de {spanish} de {year}"),
        format!("{number} {english} {year}"),
    )
}
