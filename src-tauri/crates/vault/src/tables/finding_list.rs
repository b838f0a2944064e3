//! Lists of findings: which fit a query, in which order, and how many.
//!
//! A list begins with the worst and goes on by code, as an index does. What asks for severity, code and what was decided alone is
//! counted in indexes, code by code, and a page is read in the groups it falls into: nothing is sorted, and a far page costs no more than
//! passing over its own group. What else can be asked stands in the rows: those of a household are few and found by their owner; an age
//! costs one pass over all of them, for a page as for the counts.

use std::{cmp::Reverse, collections::BTreeMap};

use jiff::Timestamp;
use rusqlite::{params_from_iter, types::Value};
use uuid::Uuid;

use super::{
    Listed,
    dispositions::DispositionKind,
    findings::{FindingCounts, FindingRow, FindingsRead, ORDER, Severity},
    households, places,
};
use crate::{
    column::{signed, unsigned},
    error::Result,
    identity::ClientId,
};

/// Which findings to list, by what was decided about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// What is not settled: not decided, or to be mended.
    Open,
    /// Of which nothing was decided.
    Not,
    /// Of which this was decided.
    As(DispositionKind),
}

impl Decided {
    /// The condition of the findings it takes.
    pub(super) fn taken(self) -> &'static str {
        match self {
            Self::Open => "(disposition IS NULL OR disposition NOT IN ('accepted', 'false_alarm'))",
            Self::Not => "disposition IS NULL",
            Self::As(DispositionKind::Accepted) => "disposition = 'accepted'",
            Self::As(DispositionKind::FalseAlarm) => "disposition = 'false_alarm'",
            Self::As(DispositionKind::ToFix) => "disposition = 'to_fix'",
            // A finding that was reopened is one of which nothing was decided.
            Self::As(DispositionKind::Reopened) => "0",
        }
    }

    /// The condition of those it does not take, where they are few.
    fn left_out(self) -> Option<&'static str> {
        match self {
            Self::Open => Some("disposition IN ('accepted', 'false_alarm')"),
            Self::Not => Some("disposition IS NOT NULL"),
            Self::As(_) => None,
        }
    }
}

/// Findings of one kind: those with a code, at one field or anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingKind {
    /// The code.
    pub code: String,
    /// The field, when only those at this one are meant.
    pub field: Option<String>,
}

/// Which findings to list.
#[derive(Debug, Clone, Default)]
pub struct FindingQuery {
    /// Only of this severity.
    pub severity: Option<Severity>,
    /// Only with this code.
    pub code: Option<String>,
    /// Only of one of these kinds.
    pub kinds: Option<Vec<FindingKind>>,
    /// Only about this client.
    pub client_id: Option<ClientId>,
    /// Only about this household and its members, by its anchor.
    pub household_id: Option<ClientId>,
    /// Only those found at this time or later.
    pub found_from: Option<Timestamp>,
    /// Only those found before this time.
    pub found_until: Option<Timestamp>,
    /// Only those decided so.
    pub decided: Option<Decided>,
    /// Rows to skip.
    pub offset: u64,
    /// Most rows to give.
    pub limit: u64,
}

impl FindingQuery {
    /// Whether indexes tell which findings fit, but for fields of some kinds.
    fn is_indexed(&self) -> bool {
        self.client_id.is_none()
            && self.household_id.is_none()
            && self.found_from.is_none()
            && self.found_until.is_none()
    }

    /// The fields at which findings with a code are of the kinds asked for; `None` when they are everywhere.
    fn fields_of(&self, code: &str) -> Option<Vec<&str>> {
        let kinds = self.kinds.as_ref()?;
        let of_code = kinds.iter().filter(|kind| kind.code == code);
        of_code.map(|kind| kind.field.as_deref()).collect()
    }
}

/// How many findings there are of each severity and code, in the order of lists.
type Groups = BTreeMap<(Reverse<i64>, String), u64>;

/// A condition with the values of its parameters.
struct Condition {
    sql: String,
    values: Vec<Value>,
}

impl Condition {
    fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            values: Vec::new(),
        }
    }

    /// And this as well.
    fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.extend(values);
    }
}

fn text(text: &str) -> Value {
    Value::from(text.to_owned())
}

fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

impl FindingsRead<'_> {
    /// The findings that fit the query: the worst first, then by code.
    pub fn list(self, query: &FindingQuery) -> Result<Listed<FindingRow>> {
        let (places, total) = if query.is_indexed() {
            let groups = self.groups(query)?;
            let places = self.places_in(&groups, query)?;
            (places, groups.values().sum())
        } else {
            let all = self.places(query)?;
            let total = all.len() as u64;
            let offset = usize::try_from(query.offset).unwrap_or(usize::MAX);
            let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
            (all.into_iter().skip(offset).take(limit).collect(), total)
        };
        Ok(Listed {
            rows: self.rows_at(&places)?,
            total,
        })
    }

    /// The places of all findings that fit the query, in the order of the list. Takes 8 bytes of memory for each.
    pub fn places(self, query: &FindingQuery) -> Result<Vec<i64>> {
        let (hint, condition) = self.rows_that_fit(query)?;
        let sql = format!(
            "SELECT id FROM findings {hint} WHERE {} {ORDER}",
            condition.sql
        );
        places::places(self.session, &sql, params_from_iter(&condition.values))
    }

    /// How many findings there are of each severity.
    pub fn counts(self, decided: Option<Decided>) -> Result<FindingCounts> {
        let query = FindingQuery {
            decided,
            ..FindingQuery::default()
        };
        let mut counts = FindingCounts::default();
        for ((Reverse(rank), _), count) in self.groups(&query)? {
            counts.add(Severity::from_rank(rank), count);
        }
        Ok(counts)
    }

    /// How many of the findings that fit the query each code has, the most frequent first.
    pub fn counts_by_code(self, query: &FindingQuery) -> Result<Vec<(String, Severity, u64)>> {
        let mut counts: Vec<_> = self
            .groups(query)?
            .into_iter()
            .map(|((Reverse(rank), code), count)| (code, Severity::from_rank(rank), count))
            .collect();
        counts.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| one.0.cmp(&other.0)));
        Ok(counts)
    }

    /// How many findings that fit the query there are in each group; none that is empty.
    fn groups(self, query: &FindingQuery) -> Result<Groups> {
        if query.is_indexed() {
            return self.groups_of_indexes(query);
        }
        let (hint, condition) = self.rows_that_fit(query)?;
        self.grouped(hint, &condition)
    }

    fn grouped(self, hint: &str, condition: &Condition) -> Result<Groups> {
        let sql = format!(
            "SELECT severity, code, count(*) FROM findings {hint} WHERE {} GROUP BY severity, code",
            condition.sql
        );
        let groups = self
            .session
            .connection
            .prepare_cached(&sql)?
            .query_map(params_from_iter(&condition.values), |row| {
                Ok(((Reverse(row.get(0)?), row.get(1)?), unsigned(row.get(2)?)))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(groups)
    }

    /// Few findings are decided: an index of their own counts them, and another the whole.
    fn groups_of_indexes(self, query: &FindingQuery) -> Result<Groups> {
        // An index leads to a code within a severity only.
        let severities: &[Option<Severity>] = match (query.severity, &query.code) {
            (None, Some(_)) => &[
                Some(Severity::Error),
                Some(Severity::Warn),
                Some(Severity::Info),
            ],
            (severity, _) => &[severity],
        };
        let among = |decided: Option<&str>| -> Result<Groups> {
            let hint = match decided {
                None => "INDEXED BY findings_by_severity",
                Some(_) => "INDEXED BY findings_decided",
            };
            let mut groups = Groups::new();
            for severity in severities {
                let mut condition = Condition::new(decided.unwrap_or("1"));
                if let Some(severity) = severity {
                    condition.and("severity = ?", [severity.rank().into()]);
                }
                if let Some(code) = &query.code {
                    condition.and("code = ?", [text(code)]);
                }
                groups.extend(self.grouped(hint, &condition)?);
            }
            Ok(groups)
        };
        let mut groups = match query.decided {
            None => among(None)?,
            Some(Decided::As(DispositionKind::Reopened)) => Groups::new(),
            Some(decided) => match decided.left_out() {
                None => among(Some(decided.taken()))?,
                Some(left_out) => {
                    let mut whole = among(None)?;
                    for (group, count) in among(Some(left_out))? {
                        whole.entry(group).and_modify(|all| *all -= count);
                    }
                    whole
                }
            },
        };
        for (group, count) in &mut groups {
            match query.fields_of(&group.1) {
                None => {}
                Some(fields) if fields.is_empty() => *count = 0,
                Some(fields) => *count = self.count_at(group, &fields, query.decided)?,
            }
        }
        groups.retain(|_, count| *count > 0);
        Ok(groups)
    }

    /// How many findings of a group that were decided so are at some fields.
    fn count_at(
        self,
        group: &(Reverse<i64>, String),
        fields: &[&str],
        decided: Option<Decided>,
    ) -> Result<u64> {
        let (hint, condition) = within(group, Some(fields), decided);
        let sql = format!(
            "SELECT count(*) FROM findings {hint} WHERE {}",
            condition.sql
        );
        let count = self
            .session
            .connection
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&condition.values), |row| row.get(0))?;
        Ok(unsigned(count))
    }

    /// The places of a page, taken from the groups it falls into.
    fn places_in(self, groups: &Groups, query: &FindingQuery) -> Result<Vec<i64>> {
        let (mut offset, mut limit) = (query.offset, query.limit);
        let mut page = Vec::new();
        for (group, count) in groups {
            if limit == 0 {
                break;
            }
            if offset >= *count {
                offset -= count;
                continue;
            }
            let fields = query.fields_of(&group.1);
            let (hint, mut condition) = within(group, fields.as_deref(), query.decided);
            condition
                .values
                .extend([signed(limit), signed(offset)].map(Value::from));
            let sql = format!(
                "SELECT id FROM findings {hint} WHERE {} ORDER BY id LIMIT ? OFFSET ?",
                condition.sql
            );
            let found = places::places(self.session, &sql, params_from_iter(&condition.values))?;
            limit -= found.len() as u64;
            offset = 0;
            page.extend(found);
        }
        Ok(page)
    }

    /// How to come by the rows that fit a query, and the whole of its condition. A list that no index orders is not read by one that
    /// does: that would fetch the rows from all over the file.
    fn rows_that_fit(self, query: &FindingQuery) -> Result<(&'static str, Condition)> {
        let hint = if query.household_id.is_some() {
            "INDEXED BY findings_by_owner"
        } else if query.client_id.is_some() || query.is_indexed() {
            ""
        } else {
            "NOT INDEXED"
        };
        let mut condition = Condition::new(query.decided.map_or("1", Decided::taken));
        let blob = |id: Uuid| Value::from(id.as_bytes().to_vec());
        if let Some(id) = query.household_id {
            let members = households::member_ids(self.session, id.into())?;
            // What the rules of households found is kept under the anchor: that of members that are anchors too is not of this one.
            condition.and(
                &format!(
                    "owner IN ({}, ?) AND (owner_kind <> 1 OR owner = ?)",
                    marks(members.len())
                ),
                members
                    .into_iter()
                    .map(|member| blob(member.0))
                    .chain([blob(id.into()), blob(id.into())]),
            );
        }
        if let Some(id) = query.client_id {
            condition.and(
                "(owner = ? AND owner_kind IN (0, 2) OR client_id = ? AND owner_kind = 1)",
                [blob(id.into()), blob(id.into())],
            );
        }
        if let Some(severity) = query.severity {
            condition.and("severity = ?", [severity.rank().into()]);
        }
        if let Some(code) = &query.code {
            condition.and("code = ?", [text(code)]);
        }
        if let Some(kinds) = &query.kinds {
            let mut any = vec!["0".to_owned()];
            let mut values = Vec::new();
            for kind in kinds {
                any.push(match kind.field {
                    Some(_) => "code = ? AND field = ?".to_owned(),
                    None => "code = ?".to_owned(),
                });
                values.push(text(&kind.code));
                values.extend(kind.field.as_deref().map(text));
            }
            condition.and(&format!("({})", any.join(" OR ")), values);
        }
        if let Some(from) = query.found_from {
            condition.and("found_at >= ?", [from.as_microsecond().into()]);
        }
        if let Some(until) = query.found_until {
            condition.and("found_at < ?", [until.as_microsecond().into()]);
        }
        Ok((hint, condition))
    }
}

/// The findings of one group that were decided so, at some fields or anywhere: the index that has them in their order, and the condition.
fn within(
    (Reverse(rank), code): &(Reverse<i64>, String),
    fields: Option<&[&str]>,
    decided: Option<Decided>,
) -> (&'static str, Condition) {
    let mut condition = Condition::new("severity = ?");
    condition.values.push((*rank).into());
    condition.and("code = ?", [text(code)]);
    let hint = match decided {
        Some(decided) => match decided.left_out() {
            None => {
                condition.and(decided.taken(), []);
                "INDEXED BY findings_decided"
            }
            Some(left_out) => {
                condition.and(
                    &format!(
                        "id NOT IN (SELECT id FROM findings INDEXED BY findings_decided \
                         WHERE {left_out} AND severity = ? AND code = ?)"
                    ),
                    [(*rank).into(), text(code)],
                );
                "INDEXED BY findings_by_severity"
            }
        },
        None => "INDEXED BY findings_by_severity",
    };
    if let Some(fields) = fields {
        condition.and(
            &format!("field IN ({})", marks(fields.len())),
            fields.iter().map(|field| text(field)),
        );
    }
    (hint, condition)
}
