//! What the analyst decided about findings. A pull and a new check leave it alone; the last decision on a finding counts.

use std::collections::{HashMap, hash_map::Entry};

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{
    findings::{self, FindingRow},
    words,
};
use crate::{
    column::{At, Digest, Id},
    error::Result,
    identity::ClientId,
    store::Session,
};

words! {
    /// What was decided about a finding.
    DispositionKind {
        /// It stands and is accepted for the reason given.
        Accepted = "accepted",
        /// It does not stand.
        FalseAlarm = "false_alarm",
        /// It is to be mended.
        ToFix = "to_fix",
        /// What was decided before is taken back.
        Reopened = "reopened",
    }
}

impl DispositionKind {
    /// Whether nothing is left to do about a finding of which this was decided.
    pub fn settles(self) -> bool {
        matches!(self, Self::Accepted | Self::FalseAlarm)
    }

    /// What a finding bears of it: one that was taken back leaves it as if nothing had been decided.
    fn borne(self) -> Option<Self> {
        (self != Self::Reopened).then_some(self)
    }
}

/// One decision about one finding. The finding is named by what it says, since findings are made anew by each check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposition {
    /// The code of the finding.
    pub code: String,
    /// The client of the finding.
    pub client_id: Option<ClientId>,
    /// The household of the finding.
    pub household_id: Option<ClientId>,
    /// The field of the finding.
    pub field: Option<String>,
    /// The digest of the value found: another value is another finding.
    pub value: Option<Digest>,
    /// What was decided.
    pub kind: DispositionKind,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub analyst: String,
    /// When.
    pub at: Timestamp,
}

fn disposition(row: &Row<'_>) -> rusqlite::Result<Disposition> {
    Ok(Disposition {
        code: row.get(0)?,
        client_id: row.get::<_, Option<Id>>(1)?.map(Into::into),
        household_id: row.get::<_, Option<Id>>(2)?.map(Into::into),
        field: row.get(3)?,
        value: row.get(4)?,
        kind: row.get(5)?,
        reason: row.get(6)?,
        analyst: row.get(7)?,
        at: row.get::<_, At>(8)?.0,
    })
}

const COLUMNS: &str =
    "code, client_id, household_id, field, value_digest, disposition, reason, analyst, at";

/// Reads dispositions.
#[derive(Clone, Copy)]
pub struct DispositionsRead<'a> {
    pub(crate) session: &'a Session,
}

impl DispositionsRead<'_> {
    /// Every decision about findings of a client, the first first.
    pub fn of_client(self, id: ClientId) -> Result<Vec<Disposition>> {
        self.of("client_id", id)
    }

    /// Every decision about findings of a household, the first first.
    pub fn of_household(self, id: ClientId) -> Result<Vec<Disposition>> {
        self.of("household_id", id)
    }

    fn of(self, column: &str, id: ClientId) -> Result<Vec<Disposition>> {
        let found = self
            .session
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM dispositions WHERE {column} = ?1 ORDER BY id"
            ))?
            .query_map([Id::from(id)], disposition)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(found)
    }
}

impl Disposition {
    /// A decision about a finding as it stands.
    pub fn about(
        finding: &FindingRow,
        kind: DispositionKind,
        reason: &str,
        analyst: &str,
        at: Timestamp,
    ) -> Self {
        Self {
            code: finding.code.clone(),
            client_id: finding.client_id,
            household_id: finding.household_id,
            field: finding.field.clone(),
            value: digest_of(finding),
            kind,
            reason: reason.into(),
            analyst: analyst.into(),
            at,
        }
    }

    /// Whether it speaks of what a finding says, whatever the value under it.
    pub fn is_about(&self, finding: &FindingRow) -> bool {
        self.code == finding.code
            && self.client_id == finding.client_id
            && self.household_id == finding.household_id
            && self.field == finding.field
    }

    /// Whether the value of a finding is the one that was decided about.
    pub fn is_of_value(&self, finding: &FindingRow) -> bool {
        self.value == digest_of(finding)
    }
}

/// The digest by which a decision knows the value of a finding.
fn digest_of(finding: &FindingRow) -> Option<Digest> {
    let value = finding.value.as_ref()?;
    Some(Digest::of(value.as_bytes()))
}

/// What was decided last about each of some findings.
pub(super) fn borne_by(
    session: &Session,
    rows: &[FindingRow],
) -> Result<Vec<Option<DispositionKind>>> {
    let mut of_client: HashMap<Option<ClientId>, Vec<Disposition>> = HashMap::new();
    rows.iter()
        .map(|row| {
            let decided = match of_client.entry(row.client_id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(match row.client_id {
                    Some(id) => DispositionsRead { session }.of_client(id)?,
                    None => Vec::new(),
                }),
            };
            let last = decided
                .iter()
                .rfind(|decided| decided.is_about(row) && decided.is_of_value(row));
            Ok(last.and_then(|decided| decided.kind.borne()))
        })
        .collect()
}

/// Writes dispositions.
#[derive(Clone, Copy)]
pub struct DispositionsWrite<'a> {
    pub(crate) session: &'a Session,
}

impl DispositionsWrite<'_> {
    /// Adds a decision; earlier ones about the same finding stay. The finding bears it from now on.
    pub fn add(&self, disposition: &Disposition) -> Result<()> {
        self.session
            .connection
            .prepare_cached(&format!(
                "INSERT INTO dispositions ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
            ))?
            .execute(params![
                disposition.code,
                disposition.client_id.map(Id::from),
                disposition.household_id.map(Id::from),
                disposition.field,
                disposition.value,
                disposition.kind,
                disposition.reason,
                disposition.analyst,
                At(disposition.at)
            ])?;
        findings::bear(self.session, disposition, disposition.kind.borne())
    }
}
