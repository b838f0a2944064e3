//! The findings of the rules, as the last check left them. Derived: a check replaces those of its client or household.

use jiff::Timestamp;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::{
    dispositions::{self, Disposition, DispositionKind},
    finding_list::Decided,
    households, places,
};
use crate::{
    column::{At, Id, from_json, to_json, unsigned},
    error::Result,
    identity::ClientId,
    store::Session,
};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Should be looked at.
    Warn,
    /// Must be mended.
    Error,
}

impl Severity {
    /// The number in columns: 0 info, 1 warn, 2 error.
    pub fn rank(self) -> i64 {
        match self {
            Self::Info => 0,
            Self::Warn => 1,
            Self::Error => 2,
        }
    }

    pub(crate) fn from_rank(rank: i64) -> Self {
        match rank {
            2.. => Self::Error,
            1 => Self::Warn,
            _ => Self::Info,
        }
    }
}

/// How many findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCounts {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warn: u64,
    /// Information.
    pub info: u64,
}

impl FindingCounts {
    pub(crate) fn add(&mut self, severity: Severity, count: u64) {
        match severity {
            Severity::Error => self.error += count,
            Severity::Warn => self.warn += count,
            Severity::Info => self.info += count,
        }
    }

    /// The worst severity there is.
    pub fn worst(&self) -> Option<Severity> {
        [
            (self.error, Severity::Error),
            (self.warn, Severity::Warn),
            (self.info, Severity::Info),
        ]
        .into_iter()
        .find(|(count, _)| *count > 0)
        .map(|(_, severity)| severity)
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRow {
    /// The code, stable over versions.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The rule that made it.
    pub rule: String,
    /// The client it is about.
    pub client_id: Option<ClientId>,
    /// The household it is about, by its anchor.
    pub household_id: Option<ClientId>,
    /// The field, as a JSON path in the record.
    pub field: Option<String>,
    /// The value found.
    pub value: Option<String>,
    /// The places of the wrong characters in the value, from 0.
    pub positions: Vec<u32>,
    /// What was expected.
    pub expected: Option<String>,
    /// Other clients it has to do with.
    pub related: Vec<ClientId>,
    /// The rule pack with its version.
    pub pack: String,
    /// When the check ran.
    pub found_at: Timestamp,
    /// What the analyst decided about it as it stands. Storing leaves it aside: it comes from the decisions.
    pub disposition: Option<DispositionKind>,
}

/// Whose findings are replaced together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingOwner {
    /// What the rules of a client found.
    Client(ClientId),
    /// What the rules of a household found, by its anchor.
    Household(ClientId),
    /// What the rules found about a client beside those of other households.
    Beside(ClientId),
}

impl FindingOwner {
    fn parts(self) -> (i64, Id) {
        match self {
            Self::Client(id) => (0, id.into()),
            Self::Household(id) => (1, id.into()),
            Self::Beside(id) => (2, id.into()),
        }
    }
}

/// Of what the findings of an id are summed up. An anchor is a client and a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SumOf {
    /// The client, alone and beside others.
    Client,
    /// The household.
    Household,
}

impl SumOf {
    /// The condition of the findings of both kinds of owner.
    fn condition(self) -> &'static str {
        match self {
            Self::Client => "owner = ?1 AND owner_kind IN (0, 2)",
            Self::Household => "owner = ?1 AND owner_kind = 1",
        }
    }
}

impl From<FindingOwner> for SumOf {
    fn from(owner: FindingOwner) -> Self {
        match owner {
            FindingOwner::Client(_) | FindingOwner::Beside(_) => Self::Client,
            FindingOwner::Household(_) => Self::Household,
        }
    }
}

const COLUMNS: &str = "code, severity, rule, client_id, household_id, field, value, positions, expected, related, pack, found_at, disposition";
/// The worst first, then by code.
pub(super) const ORDER: &str = "ORDER BY severity DESC, code, id";

fn finding(row: &Row<'_>) -> rusqlite::Result<(FindingRow, String, String)> {
    Ok((
        FindingRow {
            code: row.get(0)?,
            severity: Severity::from_rank(row.get(1)?),
            rule: row.get(2)?,
            client_id: row.get::<_, Option<Id>>(3)?.map(Into::into),
            household_id: row.get::<_, Option<Id>>(4)?.map(Into::into),
            field: row.get(5)?,
            value: row.get(6)?,
            positions: Vec::new(),
            expected: row.get(8)?,
            related: Vec::new(),
            pack: row.get(10)?,
            found_at: row.get::<_, At>(11)?.0,
            disposition: row.get(12)?,
        },
        row.get(7)?,
        row.get(9)?,
    ))
}

/// Reads findings.
#[derive(Clone, Copy)]
pub struct FindingsRead<'a> {
    pub(crate) session: &'a Session,
}

impl FindingsRead<'_> {
    /// The findings at these places, in their order, without those that are there no more.
    pub fn rows_at(self, places: &[i64]) -> Result<Vec<FindingRow>> {
        let sql = format!("SELECT {COLUMNS} FROM findings WHERE id = ?1");
        let rows = places::at(self.session, &sql, places, finding)?;
        rows.into_iter().map(complete).collect()
    }

    /// The findings of a client or household, the worst first.
    pub fn of(self, owner: FindingOwner) -> Result<Vec<FindingRow>> {
        let (kind, id) = owner.parts();
        self.session
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM findings WHERE owner = ?1 AND owner_kind = ?2 {ORDER}"
            ))?
            .query_map(params![id, kind], finding)?
            .map(|row| complete(row?))
            .collect()
    }

    /// How many findings of each severity a client or household has, without those that are settled. Those of a client are the same
    /// whether it is asked for alone or beside others: the sum of both.
    pub fn counts_of(self, owner: FindingOwner) -> Result<FindingCounts> {
        let (_, id) = owner.parts();
        let mut counts = FindingCounts::default();
        for (_, severity, count) in open_of(self.session, owner.into(), id)? {
            counts.add(severity, count);
        }
        Ok(counts)
    }

    /// The clients of which something was found beside others.
    pub fn found_beside(self) -> Result<Vec<ClientId>> {
        let owners = self
            .session
            .connection
            .prepare_cached("SELECT DISTINCT owner FROM findings WHERE owner_kind = 2")?
            .query_map([], |row| Ok(row.get::<_, Id>(0)?.into()))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(owners)
    }
}

/// Codes, severities and counts of what is not settled of a client or household.
pub(crate) fn open_of(
    session: &Session,
    sum: SumOf,
    owner: Id,
) -> Result<Vec<(String, Severity, u64)>> {
    let (of_owner, open) = (sum.condition(), Decided::Open.taken());
    let counts = session
        .connection
        .prepare_cached(&format!(
            "SELECT code, severity, count(*) FROM findings WHERE {of_owner} AND {open} GROUP BY code, severity"
        ))?
        .query_map([owner], |row| {
            Ok((
                row.get(0)?,
                Severity::from_rank(row.get(1)?),
                unsigned(row.get(2)?),
            ))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(counts)
}

/// Has every finding of which a decision speaks bear it, and brings the sums up to date.
pub(super) fn bear(
    session: &Session,
    decision: &Disposition,
    borne: Option<DispositionKind>,
) -> Result<()> {
    let owners = [
        decision.client_id.map(FindingOwner::Client),
        decision.client_id.map(FindingOwner::Beside),
        decision.household_id.map(FindingOwner::Household),
    ];
    for owner in owners.into_iter().flatten() {
        let (kind, id) = owner.parts();
        let connection = &session.connection;
        let found = connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS}, id FROM findings WHERE owner = ?1 AND owner_kind = ?2 AND code = ?3"
            ))?
            .query_map(params![id, kind, decision.code], |row| {
                Ok((finding(row)?.0, row.get::<_, i64>(13)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for (row, number) in found {
            if decision.is_about(&row) && decision.is_of_value(&row) {
                connection
                    .prepare_cached("UPDATE findings SET disposition = ?2 WHERE id = ?1")?
                    .execute(params![number, borne])?;
            }
        }
        keep_worst(session, owner)?;
    }
    Ok(())
}

/// Brings up to date what is summed up over the findings of an owner.
fn keep_worst(session: &Session, owner: FindingOwner) -> Result<()> {
    let (_, id) = owner.parts();
    if SumOf::from(owner) == SumOf::Client {
        let counts = FindingsRead { session }.counts_of(owner)?;
        session
            .connection
            .prepare_cached("UPDATE clients SET worst = ?2 WHERE id = ?1 AND worst IS NOT ?2")?
            .execute(params![id, counts.worst().map(Severity::rank)])?;
    }
    households::mark_stale(session, id)
}

fn complete((row, positions, related): (FindingRow, String, String)) -> Result<FindingRow> {
    let what = "a finding";
    Ok(FindingRow {
        positions: from_json(&positions, what)?,
        related: from_json(&related, what)?,
        ..row
    })
}

/// Writes findings.
#[derive(Clone, Copy)]
pub struct FindingsWrite<'a> {
    pub(crate) session: &'a Session,
}

impl FindingsWrite<'_> {
    /// Replaces the findings of an owner. One that says the same as one before, by whatever pack, keeps the time of that.
    pub fn replace(self, owner: FindingOwner, rows: &[FindingRow]) -> Result<()> {
        let connection = &self.session.connection;
        let (kind, id) = owner.parts();
        let before = FindingsRead {
            session: self.session,
        }
        .of(owner)?;
        if same(&before, rows) {
            return Ok(());
        }
        connection
            .prepare_cached("DELETE FROM findings WHERE owner = ?1 AND owner_kind = ?2")?
            .execute(params![id, kind])?;
        let borne = dispositions::borne_by(self.session, rows)?;
        for (row, disposition) in rows.iter().zip(borne) {
            let known = before.iter().find(|kept| says_the_same(kept, row));
            let found_at = known.map_or(row.found_at, |kept| kept.found_at);
            connection
                .prepare_cached(&format!(
                    "INSERT INTO findings ({COLUMNS}, owner_kind, owner) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
                ))?
                .execute(params![
                    row.code,
                    row.severity.rank(),
                    row.rule,
                    row.client_id.map(Id::from),
                    row.household_id.map(Id::from),
                    row.field,
                    row.value,
                    to_json(&row.positions, "the positions of a finding")?,
                    row.expected,
                    to_json(&row.related, "the relations of a finding")?,
                    row.pack,
                    At(found_at),
                    disposition,
                    kind,
                    id
                ])?;
        }
        keep_worst(self.session, owner)
    }
}

/// Whether two sets of findings say the same by the same packs, whatever their order and time and what was decided about them.
fn same(before: &[FindingRow], after: &[FindingRow]) -> bool {
    before.len() == after.len()
        && after.iter().all(|row| {
            before
                .iter()
                .any(|kept| kept.pack == row.pack && says_the_same(kept, row))
        })
}

/// Whether a finding says what another does, whatever its pack, its time and what was decided about it.
fn says_the_same(kept: &FindingRow, row: &FindingRow) -> bool {
    let kept = FindingRow {
        pack: row.pack.clone(),
        found_at: row.found_at,
        disposition: row.disposition,
        ..kept.clone()
    };
    kept == *row
}
