//! The table of required fields.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use artu::models::RelationshipType;
use jiff::civil::Date;
use mx::tables::{Source, TableFault};
use mx::{Language, Severity};
use serde::Deserialize;

use super::MISSING;

/// The table as it is embedded.
pub(crate) const EMBEDDED: &str = include_str!("../../tables/required-fields.csv");

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
    requirement: Asked,
    pub(crate) severity: Severity,
    basis: String,
    pub(super) from_date: Date,
}

/// When a file must hold an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Asked {
    Required,
    IfAny,
    IfBusinessRelationship,
    IfIdLacksAddressOrDiffers,
    IfRepresented,
    IfResidentAbroad,
    NotRequired,
    Optional,
}

/// The lists that are asked for and the places that can be looked at, by the table that the program carries. What another table names beside
/// them would never be missed.
struct Known {
    profiles: HashSet<String>,
    paths: HashSet<String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let embedded = Source::new("required-fields.csv", EMBEDDED);
    // The tests read the same text.
    let rows: Vec<Row> = embedded.rows().unwrap_or_default();
    Known {
        profiles: rows.iter().map(|row| row.profile.clone()).collect(),
        paths: rows.into_iter().map(|row| row.client_path).collect(),
    }
});

impl Known {
    fn has(&self, row: &Row) -> bool {
        self.profiles.contains(&row.profile) && self.paths.contains(&row.client_path)
    }
}

/// The lists of what files must hold.
pub(crate) struct RequiredData {
    rows: Vec<Row>,
    /// The places of the checkable rows of each list.
    by_profile: HashMap<String, Vec<usize>>,
}

impl RequiredData {
    pub(crate) fn read(table: &Source<'_>) -> Result<Self, TableFault> {
        let rows: Vec<Row> = table.rows()?;
        if let Some(at) = rows.iter().position(|row| !KNOWN.has(row)) {
            // The header is the first line.
            let line = Some(at as u64 + 2);
            return Err(TableFault {
                line,
                ..table.fault()
            });
        }
        let mut by_profile: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, row) in rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.is_checkable())
        {
            by_profile
                .entry(row.profile.clone())
                .or_default()
                .push(place);
        }
        Ok(Self { rows, by_profile })
    }

    /// The checkable rows of a list, in the order of the table.
    pub(super) fn rows(&self, profile: &str) -> impl Iterator<Item = &Row> {
        let places = self.by_profile.get(profile).into_iter().flatten();
        places.filter_map(|place| self.rows.get(*place))
    }

    /// The rows of a list that ask every client for a link, in the order of the table.
    pub(super) fn links(&self, profile: &'static str) -> impl Iterator<Item = &Row> {
        self.rows
            .iter()
            .filter(move |row| row.profile == profile && row.kind == "link" && row.is_required())
    }

    fn checkable(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.is_checkable())
    }

    /// Every code that a missing item can give, each once.
    pub(crate) fn codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.checkable().map(Row::code).collect();
        codes.push("MISSING_ADDRESS".to_owned());
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// The rows of the lists that single scopes have, each with its scope.
    pub(crate) fn rows_of_scopes(&self) -> impl Iterator<Item = (&'static str, &Row)> {
        OF_SCOPES
            .into_iter()
            .flat_map(|(scope, list)| self.rows(list).map(move |row| (scope, row)))
    }

    /// The row of a code; of several, the one that this norm names, or else the first.
    pub(crate) fn row_of(&self, code: &str, norm: Option<&str>) -> Option<&Row> {
        let of_code = || self.checkable().filter(|row| row.code() == code);
        of_code()
            .find(|row| norm == Some(row.norm().as_str()))
            .or_else(|| of_code().next())
    }

    /// The row of an item in a list, those that cannot be looked at included.
    pub(crate) fn row_of_list(&self, list: &str, item: &str) -> Option<&Row> {
        self.rows
            .iter()
            .find(|row| row.profile == list && row.item == item)
    }

    /// Every row of the lists whose names begin like this.
    #[cfg(test)]
    pub(crate) fn rows_of_lists(&self, prefix: &str) -> impl Iterator<Item = &Row> {
        self.rows
            .iter()
            .filter(move |row| row.profile.starts_with(prefix))
    }
}

impl Row {
    /// Whether it can be looked at: it has a place in the client, is no link, and does not depend on something that the record does not
    /// tell.
    fn is_checkable(&self) -> bool {
        let known = matches!(
            self.requirement,
            Asked::Required | Asked::IfAny | Asked::IfBusinessRelationship
        );
        let about_type = self.item == "isIndividual";
        let notice = self.profile.starts_with("notice_");
        known && !about_type && !notice && self.kind != "link" && !self.client_path.is_empty()
    }

    /// `MISSING_` and the item in upper snake case.
    pub(crate) fn code(&self) -> String {
        let mut code = MISSING.to_owned();
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

    pub(crate) fn label(&self, language: Language) -> &str {
        language.pick(self.label_es.as_str(), self.label_en.as_str())
    }

    /// The norm and the day from which it applies.
    pub(crate) fn norm(&self) -> String {
        format!("{} ({})", self.basis, self.from_date)
    }

    /// The norm alone.
    pub(super) fn basis(&self) -> &str {
        &self.basis
    }

    /// What the client that a link is asked of leads to, of a row that asks for one.
    pub(super) fn relationship(&self) -> Option<RelationshipType> {
        let named = self.client_path.strip_prefix("linkedClients[")?;
        named.strip_suffix(']')?.parse().ok()
    }

    pub(crate) fn is_required(&self) -> bool {
        self.requirement == Asked::Required
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RulePack;

    fn required() -> &'static RequiredData {
        &RulePack::embedded().required
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(required().rows.len(), 112);
    }

    #[test]
    fn every_link_that_is_asked_for_names_its_relationship() {
        for profile in ["company", "company_foreign", "trust"] {
            let asked: Vec<_> = required().links(profile).map(Row::relationship).collect();
            let expected = [
                Some(RelationshipType::LegalRepresentative),
                Some(RelationshipType::ControllingBeneficiary),
            ];
            assert_eq!(asked, expected, "{profile}");
        }
        assert_eq!(required().links("individual").count(), 0);
    }

    #[test]
    fn items_become_codes() {
        let codes = required().codes();
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
    fn a_table_that_asks_for_what_cannot_be_looked_at_is_refused() {
        for (from, to) in [
            (",birthDate,required", ",birthDay,required"),
            ("individual,birthDate", "individuals,birthDate"),
            (",birthDate,required", ",birthDate,requierd"),
        ] {
            let line = EMBEDDED.lines().position(|line| line.contains(from));
            let text = EMBEDDED.replacen(from, to, 1);
            let read = RequiredData::read(&Source::new("required-fields.csv", &text));
            let line = line.map(|at| at as u64 + 1);
            assert!(line.is_some(), "{from}");
            assert_eq!(read.err().and_then(|fault| fault.line), line, "{to}");
        }
    }

    #[test]
    fn items_that_may_be_absent_are_errors_only_for_the_rfc_of_a_company() {
        let errors: Vec<(&str, &str)> = required()
            .checkable()
            .filter(|row| !row.is_required() && row.severity == Severity::Error)
            .map(|row| (row.profile.as_str(), row.item.as_str()))
            .collect();
        assert_eq!(errors, [("company", "rfc")]);
    }
}
