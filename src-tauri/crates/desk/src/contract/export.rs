//! Exports as they are asked for and answered.

use artu::models::ClientId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ClientQuery, FindingQuery, HouseholdQuery, OperationQuery};

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportSubject {
    /// Clients, one a row.
    Clients,
    /// Households, one a row.
    Households,
    /// Members of households, one a row.
    Members,
    /// Links with the names of both ends.
    Links,
    /// Findings.
    Findings,
    /// Operations.
    Operations,
    /// One household, as a report for people.
    Household,
}

/// The form of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// Comma-separated, for spreadsheets.
    Csv,
    /// Workbook.
    Xlsx,
    /// For programs.
    Json,
    /// For people; households only.
    Pdf,
}

/// An export to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    /// What.
    pub subject: ExportSubject,
    /// In which form.
    pub format: ExportFormat,
    /// The household, for its report.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub household_id: Option<ClientId>,
    /// Filters of the household list, for households and members.
    #[serde(default)]
    pub households: HouseholdQuery,
    /// Filters of the client list, for clients.
    #[serde(default)]
    pub clients: ClientQuery,
    /// Filters of the finding list, for findings.
    #[serde(default)]
    pub findings: FindingQuery,
    /// Filters of the outbox, for operations.
    #[serde(default)]
    pub operations: OperationQuery,
}

impl ExportRequest {
    /// Everything there is of a subject.
    pub fn of_all(subject: ExportSubject, format: ExportFormat) -> Self {
        Self {
            subject,
            format,
            household_id: None,
            households: HouseholdQuery::default(),
            clients: ClientQuery::default(),
            findings: FindingQuery::default(),
            operations: OperationQuery::default(),
        }
    }
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportView {
    /// Where it is.
    pub file: String,
    /// Rows it holds.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}
