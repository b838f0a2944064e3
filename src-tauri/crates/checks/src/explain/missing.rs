//! What the file lacks, from the table of required fields.

use mx::Language;

use super::Explanation;
use crate::{Finding, RulePack, completeness};

/// None when the code is not one of the table.
pub(super) fn explain(
    finding: &Finding,
    pack: &RulePack,
    language: Language,
) -> Option<Explanation> {
    let norm = finding.expected.as_deref();
    let (label, norm) = match pack.required.row_of(&finding.code, norm) {
        Some(row) if finding.code != "MISSING_ADDRESS" => (
            row.label(language).to_owned(),
            norm.map_or_else(|| row.norm(), str::to_owned),
        ),
        row if finding.code == "MISSING_ADDRESS" => (
            language.pick("Domicilio", "Address").to_owned(),
            norm.map_or_else(
                || row.map(completeness::Row::norm).unwrap_or_default(),
                str::to_owned,
            ),
        ),
        _ => return None,
    };
    let field = &finding.field;
    Some(match language {
        Language::Es => Explanation {
            title: format!("Falta: {label}"),
            what: format!("No se ve «{label}» en el expediente. Lugar: {field}."),
            expected: format!("{label}, según {norm}."),
            why: "El expediente de identificación debe estar completo antes del acto, desde el umbral de identificación; si el cliente no da el dato, el acto no debe hacerse.".to_owned(),
            basis: format!("{} · {norm}", completeness::RULE),
            next_step: "Pida el dato o el documento al cliente y regístrelo en su lugar.".to_owned(),
        },
        Language::En => Explanation {
            title: format!("Missing: {label}"),
            what: format!("“{label}” is not seen in the file. Place: {field}."),
            expected: format!("{label}, by {norm}."),
            why: "The identification file must be complete before the act, from the identification limit on; if the client does not give the data, the act must not be done.".to_owned(),
            basis: format!("{} · {norm}", completeness::RULE),
            next_step: "Ask the client for the data or document and record it in its place.".to_owned(),
        },
    })
}
