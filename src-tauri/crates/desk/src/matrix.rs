//! What is asked of the file of each member of a household, and whether it is there.

use artu::models::{Client, ClientId, Record};
use checks::{Part, Presence, Requirement, Rules};
use jiff::civil::Date;
use vault::View;

use crate::{
    Error, Session,
    contract::{Held, Language, MatrixCell, MatrixColumn, MatrixRow, MatrixView},
    finding, rules, text,
    words::{language_of, severity_of},
};

/// The members of a household and what is asked of them.
///
/// # Errors
/// When there is no such household or the vault cannot be read.
pub fn of_household(
    session: &Session,
    id: ClientId,
    language: Language,
) -> Result<MatrixView, Error> {
    let in_force = rules::in_force(session)?;
    let rules = in_force.rules();
    session.vault().read(|view| read(view, id, rules, language))
}

fn read(
    view: View<'_>,
    id: ClientId,
    rules: Rules<'_>,
    language: Language,
) -> Result<MatrixView, Error> {
    let household = view.households().household(id)?.ok_or(Error::NotFound)?;
    let members = records(view, household.members)?;
    let facts = finding::facts_of(id, &members, household.links).ok_or(Error::NotFound)?;
    let asked: Vec<_> = members
        .iter()
        .map(|(member, client)| {
            let parts = checks::parts_of(&facts, client);
            of_member(client, member, &parts, rules, language)
        })
        .collect();
    Ok(MatrixView {
        household_id: id,
        rows: rows(&asked, rules.today, language),
        columns: asked.into_iter().map(|(column, _)| column).collect(),
        pack: rules.pack.label().into(),
        as_of: household.as_of,
    })
}

/// The members that are stored, with their records.
pub(crate) fn records(
    view: View<'_>,
    members: Vec<vault::Member>,
) -> Result<Vec<(vault::Member, Client)>, Error> {
    let mut known = Vec::with_capacity(members.len());
    for member in members {
        let stored = view.clients().get(member.id)?;
        let record = stored.and_then(|stored| Record::<Client>::parse(&stored.raw).ok());
        if let Some(record) = record {
            known.push((member, record.value));
        }
    }
    Ok(known)
}

fn of_member<'p>(
    client: &Client,
    member: &vault::Member,
    parts: &[Part],
    rules: Rules<'p>,
    language: Language,
) -> (MatrixColumn, Vec<Requirement<'p>>) {
    let asked = checks::requirements(client, parts, rules.pack);
    let by_now = asked.iter().filter(|item| item.is_in_force(rules.today));
    let present = by_now
        .clone()
        .filter(|item| item.presence == Presence::Present);
    let column = MatrixColumn {
        client_id: member.id,
        name: member.name.clone(),
        kind: member.kind.clone(),
        parts: if asked.is_empty() {
            Vec::new()
        } else {
            parts
                .iter()
                .map(|part| text::part(*part, language).into())
                .collect()
        },
        asked: by_now.count() as u64,
        present: present.count() as u64,
    };
    (column, asked)
}

/// The items in the order in which they are first asked.
fn rows(
    asked: &[(MatrixColumn, Vec<Requirement<'_>>)],
    today: Date,
    language: Language,
) -> Vec<MatrixRow> {
    let mut rows: Vec<MatrixRow> = Vec::new();
    for (place, (_, requirements)) in asked.iter().enumerate() {
        for requirement in requirements {
            let at = rows.iter().position(|row| {
                (row.item.as_str(), row.path.as_str()) == (requirement.item(), requirement.path())
            });
            let at = at.unwrap_or_else(|| {
                rows.push(MatrixRow {
                    item: requirement.item().into(),
                    path: requirement.path().into(),
                    label: requirement.label(language_of(language)).into(),
                    cells: vec![None; asked.len()],
                });
                rows.len() - 1
            });
            if let Some(cell) = rows.get_mut(at).and_then(|row| row.cells.get_mut(place)) {
                *cell = Some(cell_of(requirement, today));
            }
        }
    }
    rows
}

fn cell_of(requirement: &Requirement<'_>, today: Date) -> MatrixCell {
    MatrixCell {
        held: match requirement.presence {
            Presence::Present => Held::Present,
            Presence::Unknown => Held::NotVisible,
            Presence::Absent if requirement.is_in_force(today) => Held::Absent,
            Presence::Absent => Held::AbsentUntilLater,
        },
        severity: severity_of(requirement.severity),
        required: requirement.is_required(),
        place: requirement.place(),
        norm: requirement.norm(),
        from: requirement.from(),
    }
}
