//! The table of required fields.

use std::collections::HashMap;
use std::sync::LazyLock;

use artu::models::RelationshipType;
use jiff::civil::Date;
use mx::{Language, Severity};
use serde::Deserialize;

/// The lists that single scopes have, by the scope.
pub(super) const OF_SCOPES: [(&str, &str); 2] = [
    ("MX:AV:AVI", "scope_AVI"),
    ("MX:CNBV:TRANSMISOR", "scope_TRANSMISOR"),
];

/// One item of one list.
#[derive(Debug, Deserialize)]
pub(crate) struct Row {
    pub(crate) profile: String,
    pub(crate) item: String,
    pub(crate) kind: String,
    label_en: String,
    label_es: String,
    pub(crate) client_path: String,
    requirement: String,
    pub(crate) severity: Severity,
    basis: String,
    pub(super) from_date: Date,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("../../tables/required-fields.csv").as_bytes())
        .into_deserialize()
        .filter_map(Result::ok)
        .collect()
});

static BY_PROFILE: LazyLock<HashMap<&str, Vec<&Row>>> = LazyLock::new(|| {
    let mut profiles: HashMap<&str, Vec<&Row>> = HashMap::new();
    for row in checkable() {
        profiles.entry(&row.profile).or_default().push(row);
    }
    profiles
});

/// Rows that can be looked at: they have a place in the client, are no link, and do not depend
/// on something that the record does not tell.
fn checkable() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(|row| {
        let known = matches!(
            row.requirement.as_str(),
            "required" | "if_any" | "if_business_relationship"
        );
        let about_type = row.item == "isIndividual";
        let notice = row.profile.starts_with("notice_");
        known && !about_type && !notice && row.kind != "link" && !row.client_path.is_empty()
    })
}

/// The checkable rows of a list, in the order of the table.
pub(super) fn rows(profile: &str) -> impl Iterator<Item = &'static Row> {
    BY_PROFILE.get(profile).into_iter().flatten().copied()
}

/// The rows of a list that ask every client for a link, in the order of the table.
pub(super) fn links(profile: &str) -> impl Iterator<Item = &'static Row> {
    ROWS.iter()
        .filter(move |row| row.profile == profile && row.kind == "link" && row.is_required())
}

/// Every code that a missing item can give, each once.
pub(crate) fn codes() -> Vec<String> {
    let mut codes: Vec<String> = checkable().map(Row::code).collect();
    codes.push("MISSING_ADDRESS".to_owned());
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The rows of the lists that single scopes have, each with its scope.
pub(crate) fn rows_of_scopes() -> impl Iterator<Item = (&'static str, &'static Row)> {
    OF_SCOPES
        .into_iter()
        .flat_map(|(scope, list)| rows(list).map(move |row| (scope, row)))
}

/// The row of a code; of several, the one that this norm names, or else the first.
pub(crate) fn row_of(code: &str, norm: Option<&str>) -> Option<&'static Row> {
    let of_code = || checkable().filter(|row| row.code() == code);
    of_code()
        .find(|row| norm == Some(row.norm().as_str()))
        .or_else(|| of_code().next())
}

/// The row of an item in a list, those that cannot be looked at included.
pub(crate) fn row_of_list(list: &str, item: &str) -> Option<&'static Row> {
    ROWS.iter()
        .find(|row| row.profile == list && row.item == item)
}

/// Every row of the lists whose names begin like this.
#[cfg(test)]
pub(crate) fn rows_of_lists(prefix: &str) -> impl Iterator<Item = &'static Row> {
    ROWS.iter()
        .filter(move |row| row.profile.starts_with(prefix))
}

impl Row {
    /// `MISSING_` and the item in upper snake case.
    pub(crate) fn code(&self) -> String {
        let mut code = "MISSING_".to_owned();
        for c in self.item.chars() {
            if c.is_ascii_uppercase() && !code.ends_with('_') {
                code.push('_');
            }
            code.push(if c == '.' {
                '_'
            } else {
                c.to_ascii_uppercase()
            });
        }
        code
    }

    pub(crate) fn label(&'static self, language: Language) -> &'static str {
        language.pick(&self.label_es, &self.label_en)
    }

    /// The norm and the day from which it applies.
    pub(crate) fn norm(&self) -> String {
        format!("{} ({})", self.basis, self.from_date)
    }

    /// The norm alone.
    pub(super) fn basis(&'static self) -> &'static str {
        &self.basis
    }

    /// What the client that a link is asked of leads to, of a row that asks for one.
    pub(super) fn relationship(&self) -> Option<RelationshipType> {
        let named = self.client_path.strip_prefix("linkedClients[")?;
        named.strip_suffix(']')?.parse().ok()
    }

    pub(crate) fn is_required(&self) -> bool {
        self.requirement == "required"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(ROWS.len(), 112);
    }

    #[test]
    fn every_link_that_is_asked_for_names_its_relationship() {
        for profile in ["company", "company_foreign", "trust"] {
            let asked: Vec<_> = links(profile).map(Row::relationship).collect();
            let expected = [
                Some(RelationshipType::LegalRepresentative),
                Some(RelationshipType::ControllingBeneficiary),
            ];
            assert_eq!(asked, expected, "{profile}");
        }
        assert_eq!(links("individual").count(), 0);
    }

    #[test]
    fn items_become_codes() {
        let codes = codes();
        for code in [
            "MISSING_RFC",
            "MISSING_CURP",
            "MISSING_BIRTH_DATE",
            "MISSING_ADDRESS_POSTAL_CODE",
            "MISSING_DOC_IDENTITY",
            "MISSING_RFC_OR_CURP",
        ] {
            assert!(codes.iter().any(|known| known == code), "{code}");
        }
    }

    #[test]
    fn items_that_may_be_absent_are_errors_only_for_the_rfc_of_a_company() {
        let errors: Vec<(&str, &str)> = checkable()
            .filter(|row| !row.is_required() && row.severity == Severity::Error)
            .map(|row| (row.profile.as_str(), row.item.as_str()))
            .collect();
        assert_eq!(errors, [("company", "rfc")]);
    }
}
