//! Showing what the rules found.

use artu::models::ClientId;
use checks::RulePack;
use vault::{FindingRow, View};

use super::age::first_of_last;
use crate::{
    Clock, Error, Session,
    contract::{
        DispositionView, FindingCodeCount, FindingQuery, FindingView, Language, Page,
        RelatedClient, Severity,
    },
    correction, rules,
    words::language_of,
};

/// Most findings of one household that its page shows.
const MOST: u64 = 1_000;

/// Findings, the worst first.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(
    session: &Session,
    query: &FindingQuery,
    language: Language,
) -> Result<Page<FindingView>, Error> {
    let pack = rules::in_force(session)?.pack;
    let asked = vault::FindingQuery {
        offset: query.slice.offset,
        limit: query.slice.limit(),
        ..filters(query, &pack, session.clock())
    };
    session.vault().read(|view| {
        let listed = view.findings().list(&asked)?;
        let counts = view.findings().counts(None)?;
        Ok(Page {
            data: views(view, listed.rows, &pack, language)?,
            total: listed.total,
            all: counts.error + counts.warn + counts.info,
        })
    })
}

/// The findings at some places, in their order.
pub(crate) fn at(
    session: &Session,
    places: &[i64],
    language: Language,
) -> Result<Vec<FindingView>, Error> {
    session.vault().read(|view| {
        let pack = rules::in_force_in(session, view)?.pack;
        views(view, view.findings().rows_at(places)?, &pack, language)
    })
}

/// The vault's form of a query, without its slice. Days are those of the clock.
pub(crate) fn filters(
    query: &FindingQuery,
    pack: &RulePack,
    clock: &dyn Clock,
) -> vault::FindingQuery {
    let kinds = |scope: &String| {
        checks::kinds_of(scope, pack)
            .into_iter()
            .map(|kind| vault::FindingKind {
                code: kind.code,
                field: kind.field,
            })
            .collect()
    };
    let begin = |days: u16| {
        let day = first_of_last(days, clock.today());
        let begins = day
            .to_zoned_datetime(clock.zone())
            .ok()?
            .start_of_day()
            .ok()?;
        Some(begins.timestamp())
    };
    vault::FindingQuery {
        severity: query.severity.map(Into::into),
        code: query.code.clone(),
        kinds: query.scope.as_ref().map(kinds),
        client_id: query.client_id,
        household_id: query.household_id,
        found_from: query.last_days.and_then(begin),
        found_until: query.before_days.and_then(begin),
        decided: query.decided.map(Into::into),
        ..vault::FindingQuery::default()
    }
}

/// How often each code occurs among the findings of a list, whatever code it asks for, the most frequent first.
///
/// # Errors
/// When the vault cannot be read.
pub fn count(
    session: &Session,
    query: &FindingQuery,
    language: Language,
) -> Result<Vec<FindingCodeCount>, Error> {
    let pack = rules::in_force(session)?.pack;
    let asked = vault::FindingQuery {
        code: None,
        ..filters(query, &pack, session.clock())
    };
    let counts = session
        .vault()
        .read(|view| view.findings().counts_by_code(&asked))?;
    Ok(counts
        .into_iter()
        .map(|(code, severity, count)| FindingCodeCount {
            title: checks::title(&code, &pack, language_of(language)),
            code,
            severity: severity.into(),
            count,
        })
        .collect())
}

/// Findings of a household and its members, the worst first.
pub(crate) fn of_household(
    view: View<'_>,
    id: ClientId,
    pack: &RulePack,
    language: Language,
) -> Result<Vec<FindingView>, Error> {
    let query = vault::FindingQuery {
        household_id: Some(id),
        limit: MOST,
        ..vault::FindingQuery::default()
    };
    views(view, view.findings().list(&query)?.rows, pack, language)
}

/// Findings of a client, the worst first.
pub(crate) fn of_client(
    view: View<'_>,
    id: ClientId,
    pack: &RulePack,
    language: Language,
) -> Result<Vec<FindingView>, Error> {
    let query = vault::FindingQuery {
        client_id: Some(id),
        limit: MOST,
        ..vault::FindingQuery::default()
    };
    views(view, view.findings().list(&query)?.rows, pack, language)
}

/// Findings as they are shown, in their order.
pub(crate) fn views(
    view: View<'_>,
    rows: Vec<FindingRow>,
    pack: &RulePack,
    language: Language,
) -> Result<Vec<FindingView>, Error> {
    rows.into_iter()
        .filter_map(|row| row.client_id.map(|client| (client, row)))
        .map(|(client, row)| {
            let name = name_of(view, client)?.unwrap_or_default();
            let disposition = disposition(view, client, &row)?;
            let related = related(view, &row.related)?;
            Ok(FindingView {
                related,
                disposition,
                ..explained(client, name, row, pack, language)
            })
        })
        .collect()
}

fn name_of(view: View<'_>, client: ClientId) -> Result<Option<String>, Error> {
    Ok(view.clients().row(client)?.map(|row| row.name))
}

fn related(view: View<'_>, clients: &[ClientId]) -> Result<Vec<RelatedClient>, Error> {
    clients
        .iter()
        .map(|id| {
            Ok(RelatedClient {
                client_id: *id,
                name: name_of(view, *id)?,
            })
        })
        .collect()
}

/// What was decided last about a finding, also about an earlier value under it; nothing when that was taken back.
fn disposition(
    view: View<'_>,
    client: ClientId,
    row: &FindingRow,
) -> Result<Option<DispositionView>, Error> {
    let decisions = view.dispositions().of_client(client)?;
    let last = decisions
        .into_iter()
        .rfind(|decision| decision.is_about(row));
    Ok(last
        .filter(|decision| decision.kind != vault::DispositionKind::Reopened)
        .map(|decision| DispositionView {
            kind: decision.kind.into(),
            lapsed: !decision.is_of_value(row),
            reason: decision.reason,
            analyst: decision.analyst,
            at: decision.at,
        }))
}

fn explained(
    client: ClientId,
    name: String,
    row: FindingRow,
    pack: &RulePack,
    language: Language,
) -> FindingView {
    let finding = checks::Finding {
        rule: checks::codes::rule(&row.code),
        code: row.code,
        severity: Severity::from(row.severity).into(),
        client_id: client,
        household_id: row.household_id,
        field: row.field.unwrap_or_default(),
        value: row.value,
        positions: row.positions.iter().map(|at| *at as usize).collect(),
        expected: row.expected,
        related: row.related,
    };
    let told = checks::explain(&finding, pack, language_of(language));
    FindingView {
        client_id: client,
        client_name: name,
        household_id: finding.household_id,
        severity: row.severity.into(),
        message: told.title,
        what: told.what,
        expected: told.expected,
        why: told.why,
        basis: told.basis,
        next_step: told.next_step,
        correction: correction::places(&finding.code, &finding.field, language),
        code: finding.code,
        field: finding.field,
        value: finding.value,
        positions: finding.positions,
        pack: row.pack,
        found_at: row.found_at,
        related: Vec::new(),
        disposition: None,
    }
}
