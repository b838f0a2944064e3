//! What the offered pack would change in this portfolio.

use std::sync::Arc;

use checks::RulePack;
use vault::View;

use super::{InForce, in_force_in, offer};
use crate::{
    Error, Session,
    contract::{
        FindingChange, HouseholdName, Language, OfferedPackRequest, Page, RehearsedCode,
        RehearsedFinding, RehearsedQuery, RuleRehearsal,
    },
    finding, household,
    words::language_of,
};

/// Runs the rules over everything twice, with the pack in force and with the one that is offered, and keeps what differs until the next
/// rehearsal. No finding is touched. Both are measured on the day of the offered pack, or today when that is past. `go_on` is asked
/// between steps, with the clients looked at and all there are.
///
/// # Errors
/// When another pack is offered or none, the vault cannot be read or written, and [`Error::Cancelled`] when it shall not go on.
pub fn rehearse(
    session: &Session,
    request: &OfferedPackRequest,
    language: Language,
    go_on: impl FnMut(u64, u64) -> bool,
) -> Result<RuleRehearsal, Error> {
    let InForce { pack, today } = super::in_force(session)?;
    let offered = offer::named(session, &request.sha256)?;
    let other = &offered.file.content.pack;
    let day = today.max(other.head().from);
    let on_the_day = |pack: &Arc<RulePack>| InForce {
        pack: Arc::clone(pack),
        today: day,
    };
    let clients = finding::rehearse(session, &on_the_day(&pack), &on_the_day(other), go_on)?;
    session.vault().read(|view| {
        Ok(RuleRehearsal {
            pack: other.label().into(),
            compared_with: pack.label().into(),
            day,
            clients,
            clients_concerned: view.rehearsed_findings().clients()?,
            codes: codes(view, &[other, &pack], language)?,
        })
    })
}

fn codes(
    view: View<'_>,
    packs: &[&RulePack; 2],
    language: Language,
) -> Result<Vec<RehearsedCode>, Error> {
    let mut codes: Vec<RehearsedCode> = Vec::new();
    for counted in view.rehearsed_findings().counts()? {
        let at = codes.iter().position(|code| code.code == counted.code);
        let at = at.unwrap_or_else(|| {
            codes.push(RehearsedCode {
                title: title(&counted.code, packs, language),
                code: counted.code,
                appears: 0,
                disappears: 0,
                heavier: 0,
                lighter: 0,
            });
            codes.len() - 1
        });
        if let Some(code) = codes.get_mut(at) {
            *match counted.change.into() {
                FindingChange::Appears => &mut code.appears,
                FindingChange::Disappears => &mut code.disappears,
                FindingChange::Heavier => &mut code.heavier,
                FindingChange::Lighter => &mut code.lighter,
            } += counted.count;
        }
    }
    Ok(codes)
}

/// What a code means, by the first pack that has it.
fn title(code: &str, packs: &[&RulePack; 2], language: Language) -> String {
    let mut titles = packs
        .iter()
        .map(|pack| checks::title(code, pack, language_of(language)));
    let known = titles.find(|title| title != code);
    known.unwrap_or_else(|| code.to_owned())
}

/// The findings that the last rehearsal found to change.
///
/// # Errors
/// When the vault cannot be read.
pub fn rehearsed(
    session: &Session,
    query: &RehearsedQuery,
    language: Language,
) -> Result<Page<RehearsedFinding>, Error> {
    let asked = vault::RehearsedQuery {
        code: query.code.clone(),
        change: query.change.map(Into::into),
        offset: query.slice.offset,
        limit: query.slice.limit(),
    };
    session.vault().read(|view| {
        let pack = in_force_in(session, view)?.pack;
        let listed = view.rehearsed_findings().list(&asked)?;
        let all = view.rehearsed_findings().counts()?;
        let all = all.iter().map(|counted| counted.count).sum();
        let offered = session.offered_rules();
        let other = offered.as_ref().map_or(&pack, |it| &it.file.content.pack);
        let data = listed.rows.into_iter().map(|row| {
            let client = view.clients().row(row.client_id)?;
            Ok(RehearsedFinding {
                client_id: row.client_id,
                client_name: client.map(|client| client.name).unwrap_or_default(),
                household: household_of(view, &row)?,
                title: title(&row.code, &[other, &pack], language),
                code: row.code,
                change: row.change.into(),
                severity: row.severity.into(),
                field: row.field,
            })
        });
        Ok(Page {
            data: data.collect::<Result<_, Error>>()?,
            total: listed.total,
            all,
        })
    })
}

fn household_of(
    view: View<'_>,
    row: &vault::RehearsedFinding,
) -> Result<Option<HouseholdName>, Error> {
    let Some(anchor) = row.household_id else {
        return Ok(household::names_of(view, row.client_id)?.into_iter().next());
    };
    let anchor_row = view.clients().row(anchor)?;
    Ok(anchor_row.map(|row| HouseholdName {
        id: anchor,
        name: row.name,
    }))
}
