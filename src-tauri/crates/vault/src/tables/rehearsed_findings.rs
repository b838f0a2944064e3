//! What another rule pack would change among the findings: written by a rehearsal, in the place of the one before. Derived, never work.

use rusqlite::{Row, params};

use super::{Listed, findings::Severity, words};
use crate::{
    column::{Id, signed, unsigned},
    error::Result,
    identity::ClientId,
    store::Session,
};

words! {
    /// How a finding would change.
    FindingChange {
        /// It would be there.
        Appears = "appears",
        /// It would be there no more.
        Disappears = "disappears",
        /// It would be graver.
        Heavier = "heavier",
        /// It would be less grave.
        Lighter = "lighter",
    }
}

/// A finding that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RehearsedFinding {
    /// What is found.
    pub code: String,
    /// How it would change.
    pub change: FindingChange,
    /// How grave it would be; of one that disappears, how grave it is.
    pub severity: Severity,
    /// The client concerned.
    pub client_id: ClientId,
    /// Anchor of the household, for a finding that only the household shows.
    pub household_id: Option<ClientId>,
    /// Path in the client model.
    pub field: String,
}

/// How many findings of a code would change in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RehearsedCount {
    /// The code.
    pub code: String,
    /// The way.
    pub change: FindingChange,
    /// How many.
    pub count: u64,
}

/// Which rehearsed findings to list.
#[derive(Debug, Clone, Default)]
pub struct RehearsedQuery {
    /// Only those of this code.
    pub code: Option<String>,
    /// Only those that change in this way.
    pub change: Option<FindingChange>,
    /// Rows to leave out at the beginning.
    pub offset: u64,
    /// Rows to give at most.
    pub limit: u64,
}

const WHERE: &str = "WHERE (?1 IS NULL OR code = ?1) AND (?2 IS NULL OR change = ?2)";

fn finding(row: &Row<'_>) -> rusqlite::Result<RehearsedFinding> {
    Ok(RehearsedFinding {
        code: row.get(0)?,
        change: row.get(1)?,
        severity: Severity::from_rank(row.get(2)?),
        client_id: row.get::<_, Id>(3)?.into(),
        household_id: row.get::<_, Option<Id>>(4)?.map(Into::into),
        field: row.get(5)?,
    })
}

/// Reads what a rehearsal found.
#[derive(Clone, Copy)]
pub struct RehearsedFindingsRead<'a> {
    pub(crate) session: &'a Session,
}

impl RehearsedFindingsRead<'_> {
    /// How often each code changes in which way, the most frequent first.
    pub fn counts(self) -> Result<Vec<RehearsedCount>> {
        let counts = self
            .session
            .connection
            .prepare_cached(
                "SELECT code, change, count(*) AS times FROM rehearsed_findings \
                 GROUP BY code, change ORDER BY times DESC, code, change",
            )?
            .query_map([], |row| {
                Ok(RehearsedCount {
                    code: row.get(0)?,
                    change: row.get(1)?,
                    count: unsigned(row.get(2)?),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(counts)
    }

    /// How many clients have a finding that changes.
    pub fn clients(self) -> Result<u64> {
        let count = self
            .session
            .connection
            .prepare_cached("SELECT count(DISTINCT client_id) FROM rehearsed_findings")?
            .query_row([], |row| row.get(0))?;
        Ok(unsigned(count))
    }

    /// The findings that change, in the order in which they were found.
    pub fn list(self, query: &RehearsedQuery) -> Result<Listed<RehearsedFinding>> {
        let connection = &self.session.connection;
        let rows = connection
            .prepare_cached(&format!(
                "SELECT code, change, severity, client_id, household_id, field FROM rehearsed_findings \
                 {WHERE} ORDER BY id LIMIT ?3 OFFSET ?4"
            ))?
            .query_map(
                params![
                    query.code,
                    query.change,
                    signed(query.limit),
                    signed(query.offset)
                ],
                finding,
            )?
            .collect::<rusqlite::Result<_>>()?;
        let total = connection
            .prepare_cached(&format!("SELECT count(*) FROM rehearsed_findings {WHERE}"))?
            .query_row(params![query.code, query.change], |row| row.get(0))?;
        Ok(Listed {
            rows,
            total: unsigned(total),
        })
    }
}

/// Writes what a rehearsal found.
#[derive(Clone, Copy)]
pub struct RehearsedFindingsWrite<'a> {
    pub(crate) session: &'a Session,
}

impl RehearsedFindingsWrite<'_> {
    /// Begins anew.
    pub fn clear(self) -> Result<()> {
        self.session
            .connection
            .prepare_cached("DELETE FROM rehearsed_findings")?
            .execute([])?;
        Ok(())
    }

    /// Adds findings.
    pub fn keep(self, findings: &[RehearsedFinding]) -> Result<()> {
        let mut statement = self.session.connection.prepare_cached(
            "INSERT INTO rehearsed_findings (code, change, severity, client_id, household_id, field) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for finding in findings {
            statement.execute(params![
                finding.code,
                finding.change,
                finding.severity.rank(),
                Id::from(finding.client_id),
                finding.household_id.map(Id::from),
                finding.field
            ])?;
        }
        Ok(())
    }
}
