//! The list of households, over the kept sums.

use artu::models::ClientType;
use jiff::Timestamp;
use rusqlite::{Row, params_from_iter, types::Value};

use super::{
    HouseholdQuery, HouseholdRow, HouseholdSort, HouseholdsRead, ReviewFilter, ReviewState,
};
use crate::{
    column::{At, Id, from_json, signed, unsigned},
    error::Result,
    tables::{
        Listed,
        findings::{FindingCounts, Severity},
        places,
        pulls::PullsRead,
        search,
    },
};

const COLUMNS: &str = "c.id, c.name, c.kind, s.members, s.worst, s.errors, s.warnings, s.infos, s.review, s.verdict, \
    s.reviewed_at, s.seen_at, c.gone_since, s.defects";

fn household_row(
    row: &Row<'_>,
    confirmed: Option<Timestamp>,
) -> rusqlite::Result<(HouseholdRow, String)> {
    let count = |column: usize| row.get::<_, i64>(column).map(unsigned);
    let seen_at = row.get::<_, At>(11)?.0;
    let review: ReviewFilter = row.get(8)?;
    Ok((
        HouseholdRow {
            id: row.get::<_, Id>(0)?.into(),
            name: row.get(1)?,
            kind: ClientType::from(row.get_ref(2)?.as_str()?),
            members: count(3)?,
            worst: row.get::<_, Option<i64>>(4)?.map(Severity::from_rank),
            findings: FindingCounts {
                error: count(5)?,
                warn: count(6)?,
                info: count(7)?,
            },
            defects: Vec::new(),
            review: ReviewState {
                verdict: row.get(9)?,
                at: row.get::<_, Option<At>>(10)?.map(|at| at.0),
                outdated: review == ReviewFilter::Outdated,
            },
            as_of: confirmed.map_or(seen_at, |at| at.max(seen_at)),
            gone_since: row.get::<_, Option<At>>(12)?.map(|at| at.0),
        },
        row.get(13)?,
    ))
}

/// The anchors of the households that show a client of `found`: up from each hit, and on through clients that are not primary.
fn showing(found: &str) -> String {
    format!(
        "WITH RECURSIVE up(number, is_primary, goes_on) AS (\
           SELECT number, is_primary, 1 FROM clients WHERE number IN ({found}) \
           UNION \
           SELECT p.number, p.is_primary, p.is_primary = 0 FROM up u CROSS JOIN clients m ON m.number = u.number \
             CROSS JOIN links l ON l.child = m.id CROSS JOIN clients p ON p.number = l.parent WHERE u.goes_on = 1) \
         SELECT number FROM up WHERE is_primary = 1"
    )
}

impl HouseholdsRead<'_> {
    /// The households that fit the query. The total counts all of them.
    pub fn list(self, query: &HouseholdQuery) -> Result<Listed<HouseholdRow>> {
        let (conditions, mut values) = self.conditions(query)?;
        let connection = &self.session.connection;
        let with_clients = if query.gone.is_some() || query.kind.is_some() {
            "JOIN clients c ON c.number = s.number"
        } else {
            ""
        };
        let total: i64 = connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM household_summary s {with_clients} WHERE {conditions}"
            ))?
            .query_row(params_from_iter(&values), |row| row.get(0))?;
        values.push(Value::from(signed(query.limit)));
        values.push(Value::from(signed(query.offset)));
        let confirmed = self.confirmed()?;
        // During a load names have no index: the order is that of arrival.
        let in_bulk = self.session.in_bulk()?;
        let rows = connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} {} WHERE c.is_primary = 1 AND {conditions} {} LIMIT ? OFFSET ?",
                from(query, in_bulk),
                order(query, in_bulk)
            ))?
            .query_map(params_from_iter(&values), |row| {
                household_row(row, confirmed)
            })?
            .map(|row| with_defects(row?))
            .collect::<Result<_>>()?;
        Ok(Listed {
            rows,
            total: unsigned(total),
        })
    }

    /// The places of all households that fit the query, in its order. Takes 8 bytes of memory for each.
    pub fn places(self, query: &HouseholdQuery) -> Result<Vec<i64>> {
        let (conditions, values) = self.conditions(query)?;
        let in_bulk = self.session.in_bulk()?;
        let sql = format!(
            "SELECT c.number {} WHERE c.is_primary = 1 AND {conditions} {}",
            from(query, in_bulk),
            order(query, in_bulk)
        );
        places::places(self.session, &sql, params_from_iter(&values))
    }

    /// The households at these places, in their order, without those that are there no more.
    pub fn rows_at(self, places: &[i64]) -> Result<Vec<HouseholdRow>> {
        let confirmed = self.confirmed()?;
        let sql = format!(
            "SELECT {COLUMNS} FROM household_summary s JOIN clients c ON c.number = s.number WHERE s.number = ?1"
        );
        let rows = places::at(self.session, &sql, places, |row| {
            household_row(row, confirmed)
        })?;
        rows.into_iter().map(with_defects).collect()
    }

    fn confirmed(self) -> Result<Option<Timestamp>> {
        PullsRead {
            session: self.session,
        }
        .confirmed_at()
    }

    fn conditions(self, query: &HouseholdQuery) -> Result<(String, Vec<Value>)> {
        let mut conditions = vec!["1".to_owned()];
        let mut values = Vec::new();
        if let Some(text) = query.text.as_deref().filter(|text| !text.trim().is_empty()) {
            let found = search::matching(self.session, text)?;
            conditions.push(format!("s.number IN ({})", showing(&found.sql)));
            values.extend(found.values);
        }
        if let Some(code) = &query.defect {
            conditions
                .push("s.number IN (SELECT number FROM household_codes WHERE code = ?)".to_owned());
            values.push(Value::from(code.clone()));
        }
        if let Some(worst) = query.worst {
            conditions.push("s.worst = ?".to_owned());
            values.push(Value::from(worst.rank()));
        }
        if let Some(kind) = &query.kind {
            conditions.push("c.kind = ?".to_owned());
            values.push(Value::from(kind.to_string()));
        }
        if let Some(review) = query.review {
            conditions.push("s.review = ?".to_owned());
            values.push(Value::from(review.as_str().to_owned()));
        }
        if let Some(gone) = query.gone {
            conditions.push(format!(
                "c.gone_since IS {}NULL",
                if gone { "NOT " } else { "" }
            ));
        }
        Ok((conditions.join(" AND "), values))
    }

    /// How many households there are, those with a gone anchor included.
    pub fn count(self) -> Result<u64> {
        let count: i64 = self
            .session
            .connection
            .prepare_cached("SELECT count(*) FROM household_summary")?
            .query_row([], |row| row.get(0))?;
        Ok(unsigned(count))
    }
}

fn with_defects((row, defects): (HouseholdRow, String)) -> Result<HouseholdRow> {
    Ok(HouseholdRow {
        defects: from_json(&defects, "the defects of a household")?,
        ..row
    })
}

/// By name without a narrow filter, the index over names gives the order; else the sums come first.
fn from(query: &HouseholdQuery, in_bulk: bool) -> &'static str {
    let narrow = query.text.is_some() || query.defect.is_some();
    if query.sort == HouseholdSort::Name && !narrow && !in_bulk {
        "FROM clients c CROSS JOIN household_summary s ON s.number = c.number"
    } else {
        "FROM household_summary s CROSS JOIN clients c ON c.number = s.number"
    }
}

fn order(query: &HouseholdQuery, in_bulk: bool) -> String {
    let direction = if query.descending { "DESC" } else { "ASC" };
    let column = match query.sort {
        HouseholdSort::Name if in_bulk => return format!("ORDER BY s.number {direction}"),
        HouseholdSort::Name => "",
        HouseholdSort::Members => "s.members",
        HouseholdSort::Worst => "coalesce(s.worst, -1)",
        HouseholdSort::AsOf => "s.seen_at",
        HouseholdSort::Review => "s.review",
    };
    if column.is_empty() {
        format!("ORDER BY c.folded_name {direction}, c.number {direction}")
    } else {
        format!("ORDER BY {column} {direction}, c.folded_name, c.number")
    }
}
