//! Where what a finding speaks of is corrected.

use super::field::Field;
use crate::{
    contract::{CorrectableField, CorrectionPlaces, Language},
    text,
};

/// What keys are compared with: when they disagree, either may be wrong.
const NAMES: [&str; 3] = ["name", "middleName", "lastName"];
const BIRTH: [&str; 1] = ["birthDate"];
const KEYS: [&str; 2] = ["scopeData.MX.rfc", "scopeData.MX.curp"];

/// Members that a finding of this code compares with the one it points at.
fn compared(code: &str) -> &'static [&'static str] {
    match code {
        "RFC_NAME_MISMATCH" | "CURP_NAME_MISMATCH" => &NAMES,
        "RFC_DATE_MISMATCH" | "CURP_DATE_MISMATCH" => &BIRTH,
        "RFC_CURP_DATE_MISMATCH" | "RFC_CURP_LETTERS_DIFFER" | "RFC_CURP_DIFF_EXPLAINED" => &KEYS,
        _ => &[],
    }
}

/// Where what a finding of this code, at this path or these, is corrected.
pub(crate) fn places(code: &str, path: &str, language: Language) -> CorrectionPlaces {
    let mut fields: Vec<&Field> = Vec::new();
    let pointed = path.split(';').map(str::trim);
    let found: Vec<&Field> = pointed.filter_map(Field::at).collect();
    // What it is compared with is offered beside it, never without it.
    let beside = compared(code).iter().filter(|_| !found.is_empty());
    for field in found
        .iter()
        .copied()
        .chain(beside.filter_map(|path| Field::at(path)))
    {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    CorrectionPlaces {
        elsewhere: fields
            .is_empty()
            .then(|| text::corrected_elsewhere(path, language)),
        fields: fields
            .into_iter()
            .map(|field| CorrectableField {
                field: field.path.into(),
                label: text::field_label(field.path, language),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: &str, path: &str) -> (Vec<String>, bool) {
        let places = places(code, path, Language::Es);
        let fields = places.fields.into_iter().map(|field| field.field).collect();
        (fields, places.elsewhere.is_some())
    }

    #[test]
    fn a_finding_is_corrected_where_it_points_or_says_where_else() {
        for (code, path, fields) in [
            (
                "RFC_CHECK_DIGIT",
                "scopeData.MX.rfc",
                vec!["scopeData.MX.rfc"],
            ),
            (
                "MISSING_RFC_OR_CURP",
                "scopeData.MX.rfc; scopeData.MX.curp",
                vec!["scopeData.MX.rfc", "scopeData.MX.curp"],
            ),
            (
                "CURP_DATE_MISMATCH",
                "scopeData.MX.curp",
                vec!["scopeData.MX.curp", "birthDate"],
            ),
            (
                "RFC_CURP_DATE_MISMATCH",
                "scopeData.MX.rfc",
                vec!["scopeData.MX.rfc", "scopeData.MX.curp"],
            ),
            ("CLABE_CHECK_DIGIT", "bankAccounts[1].clabe", vec![]),
            ("POSTAL_CODE_FORMAT", "addresses[1].postalCode", vec![]),
            ("ORPHAN", "linkedClients", vec![]),
            ("EMAIL_FORMAT", "email", vec![]),
        ] {
            let (told, elsewhere) = told(code, path);
            assert_eq!(told, fields, "{code}");
            assert_eq!(elsewhere, fields.is_empty(), "{code}");
        }
    }

    #[test]
    fn every_place_elsewhere_is_told_in_both_languages() {
        let paths = [
            "addresses[1].state",
            "addresses",
            "bankAccounts[1].clabe",
            "contactMethods[1].value",
            "phone",
            "documents[1].status",
            "linkedClients",
            "isPrimary",
            "scopeData.MX.actividadVulnerable.VEH",
        ];
        for path in paths {
            let spanish = text::corrected_elsewhere(path, Language::Es);
            let english = text::corrected_elsewhere(path, Language::En);
            assert!(!spanish.is_empty() && spanish != english, "{path}");
        }
    }
}
