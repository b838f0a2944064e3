//! Comparing what was announced with what was read back.

use artu::models::{Client, Record};
use vault::{Digest, Operation};

use super::{
    act::{Act, yes_no_row},
    members::{differing, fingerprint, members},
    reading::{Links, Reading},
    stored::{self, Moved},
};
use crate::{
    Error, Session,
    contract::{Language, OperationIntent, PromoteIntent, ProofRow, ProofView},
    text,
};

/// What was read back beside what was announced.
pub(super) fn compare(
    session: &Session,
    operation: &Operation,
    intent: &OperationIntent,
    (before, after): (&Reading, &Reading),
    language: Language,
) -> Result<ProofView, Error> {
    let act = intent.act();
    let rehearsal = stored::rehearsal(operation)?;
    let mut rows = Vec::new();
    let client = act.client();
    if let (Some(was), Some(is)) = (before.client(client), after.client(client)) {
        rows.push(primary_row(intent, was, is, language));
        rows.extend(links_row(act, before, after, (is, language)));
        rows.extend(rest_rows(act, was, is, language)?);
    }
    rows.extend(
        session
            .vault()
            .read(|view| act.proof(view, before, after, (&rehearsal, language)))?,
    );
    Ok(ProofView {
        read_at: session.now(),
        same: rows.iter().all(|row| row.same),
        rows,
    })
}

/// From which state to which the client went, when it went as announced and no further.
pub(super) fn moved(
    intent: &OperationIntent,
    proof: &ProofView,
    (before, after): (&Reading, &Reading),
) -> Result<Option<Moved>, Error> {
    let client = intent.act().client();
    match (before.client(client), after.client(client)) {
        (Some(was), Some(is)) if proof.same => Ok(Some(Moved {
            before: fingerprint(was.raw_text())?,
            after: Digest::of(is.raw_text().as_bytes()),
        })),
        _ => Ok(None),
    }
}

fn primary_row(
    intent: &OperationIntent,
    was: &Record<Client>,
    is: &Record<Client>,
    language: Language,
) -> ProofRow {
    let promoted = matches!(intent, OperationIntent::Promote(PromoteIntent { .. }));
    yes_no_row(
        text::proof_primary(&is.value.full_name(), language),
        promoted || was.value.is_primary,
        is.value.is_primary,
        language,
    )
}

fn links_row(
    act: &dyn Act,
    before: &Reading,
    after: &Reading,
    (is, language): (&Record<Client>, Language),
) -> Option<ProofRow> {
    let read = after.links.as_ref().map(Links::set)?;
    let announced = act.links_after(&before.links.as_ref()?.set(), &read);
    Some(ProofRow {
        what: text::proof_links(&is.value.full_name(), language),
        announced: announced.len().to_string(),
        read_back: read.len().to_string(),
        same: announced == read,
    })
}

/// One line for each member that moved without being announced, or one that says that none did.
fn rest_rows(
    act: &dyn Act,
    was: &Record<Client>,
    is: &Record<Client>,
    language: Language,
) -> Result<Vec<ProofRow>, Error> {
    let name = is.value.full_name();
    let announced = act.moves();
    let moved: Vec<String> = differing(&members(was.raw_text())?, &members(is.raw_text())?)
        .into_iter()
        .filter(|member| member != "updatedAt" && !announced.contains(&member.as_str()))
        .collect();
    if moved.is_empty() {
        return Ok(vec![unmoved_row(
            text::proof_rest(&name, language),
            true,
            language,
        )]);
    }
    Ok(moved
        .iter()
        .map(|member| unmoved_row(text::proof_member(&name, member, language), false, language))
        .collect())
}

/// A line on what was not to move.
pub(super) fn unmoved_row(what: String, same: bool, language: Language) -> ProofRow {
    let read_back = if same {
        text::unchanged(language)
    } else {
        text::changed(language)
    };
    ProofRow {
        what,
        announced: text::unchanged(language).into(),
        read_back: read_back.into(),
        same,
    }
}
