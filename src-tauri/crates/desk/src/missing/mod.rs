//! What is missing in the files of a household, as a letter to the client: to look at, to copy, and as a file.
//!
//! The letter goes to someone outside. It names what is asked for in the words of the lists and says nothing of findings, severity, risk
//! or identifiers. Handing it over is entered into the journal with the digest of its bytes.

mod items;
mod letter;

pub(crate) use items::Way;

use std::path::Path;

use checks::Rules;
use jiff::{Timestamp, civil::Date};
use report::letter::Letter;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use vault::View;

use crate::{
    Error, Session,
    contract::{
        ExportView, MissingCopyRequest, MissingFileRequest, MissingFormat, MissingMember,
        MissingRequest, MissingView,
    },
    export, finding,
    journal::{self, Action},
    matrix, rules, text,
};

/// What is missing, and the letter as text. Reading it is entered into the journal as reading the household is.
///
/// # Errors
/// When there is no such household, the member is not in it or gone from Artu, or the vault cannot be read.
pub fn list(session: &Session, request: &MissingRequest) -> Result<MissingView, Error> {
    let view = view(session, request)?;
    session.enter_reading(Action::HouseholdRead, request.household_id)?;
    Ok(view)
}

/// Enters into the journal that the text of a letter was copied.
///
/// # Errors
/// When the text is no longer the one that was copied, as after a pull, or the vault cannot be read or written.
pub fn copied(session: &Session, request: &MissingCopyRequest) -> Result<(), Error> {
    let view = view(session, &request.missing)?;
    if view.sha256 != request.sha256 {
        return Err(Error::ListMoved);
    }
    let payload = json!({
        "subject": "missing",
        "format": MissingFormat::Text,
        "language": view.language,
        "rows": view.total,
        "bytes": view.text.len(),
        "sha256": view.sha256,
    });
    journal::enter(
        session,
        Action::Copied,
        &subjects(&request.missing),
        &payload,
    )
}

/// The name proposed for the file of a letter. It names no client.
///
/// # Errors
/// When the vault cannot be read.
pub fn file_name(session: &Session, request: &MissingFileRequest) -> Result<String, Error> {
    let extension = match request.format {
        MissingFormat::Text => "txt",
        MissingFormat::Pdf => "pdf",
    };
    Ok(report::file_name::file_name(
        text::missing_title(request.missing.language),
        &session.profile().name,
        export::as_of(session)?,
        &session.clock().zone(),
        extension,
    ))
}

/// Writes the letter and enters it into the journal.
///
/// # Errors
/// When there is no such household or member, the vault cannot be read, or the file cannot be written. Then nothing is left under the
/// name of the file.
pub fn write(
    session: &Session,
    request: &MissingFileRequest,
    target: &Path,
) -> Result<ExportView, Error> {
    let missing = gather(session, &request.missing)?;
    let letter = letter(session, &request.missing, &missing)?;
    let written = match request.format {
        MissingFormat::Text => report::letter::text::write(&letter, target)?,
        MissingFormat::Pdf => report::pdf::write_letter(&letter, target)?,
    };
    let what = json!({
        "subject": "missing",
        "format": request.format,
        "language": request.missing.language,
    });
    let subjects = subjects(&request.missing);
    export::enter(session, &subjects, &what, target, written)
}

/// What is missing, and as of when.
struct Missing {
    /// Name of whom the letter is about.
    subject: String,
    /// Whether others than the one named are in it.
    is_of_several: bool,
    members: Vec<MissingMember>,
    day: Date,
    /// Rule pack that the lists come from.
    pack: String,
    as_of: Timestamp,
}

fn view(session: &Session, request: &MissingRequest) -> Result<MissingView, Error> {
    let missing = gather(session, request)?;
    let text = report::letter::text::render(&letter(session, request, &missing)?);
    Ok(MissingView {
        household_id: request.household_id,
        member_id: request.member_id,
        language: request.language,
        total: missing
            .members
            .iter()
            .map(|member| member.items.len() as u64)
            .sum(),
        members: missing.members,
        day: missing.day,
        pack: missing.pack,
        as_of: missing.as_of,
        sha256: vault::Digest(Sha256::digest(text.as_bytes()).into()).to_hex(),
        text,
    })
}

fn letter(session: &Session, request: &MissingRequest, missing: &Missing) -> Result<Letter, Error> {
    let sender = letter::Sender::of(session)?;
    Ok(letter::letter(sender, request, missing))
}

fn gather(session: &Session, request: &MissingRequest) -> Result<Missing, Error> {
    let in_force = rules::in_force(session)?;
    let rules = in_force.rules();
    session.vault().read(|view| read(view, request, rules))
}

fn read(view: View<'_>, request: &MissingRequest, rules: Rules<'_>) -> Result<Missing, Error> {
    let id = request.household_id;
    let household = view.households().household(id)?.ok_or(Error::NotFound)?;
    let chosen = request.member_id.unwrap_or(id);
    let mut here = household.members.iter().filter(|member| is_here(member));
    let named = here.find(|member| member.id == chosen);
    let named = named.ok_or(Error::NotFound)?;
    let subject = named.name.clone();
    let of_member = named.as_of.filter(|_| request.member_id.is_some());
    let as_of = of_member.unwrap_or(household.as_of);
    let is_of_several = request.member_id.is_none() && household.members.len() > 1;
    let members = matrix::records(view, household.members)?;
    let facts = finding::facts_of(id, &members, household.links).ok_or(Error::NotFound)?;
    let members = members
        .iter()
        .filter(|(member, _)| is_here(member))
        .filter(|(member, _)| request.member_id.is_none_or(|only| only == member.id))
        .map(|(member, client)| {
            let parts = checks::parts_of(&facts, client);
            let asked = [
                checks::requirements(client, &parts, rules.pack),
                checks::link_requirements(&facts, client, rules.pack),
            ]
            .concat();
            MissingMember {
                client_id: member.id,
                name: member.name.clone(),
                parts: parts
                    .iter()
                    .map(|part| text::part(*part, request.language).into())
                    .collect(),
                items: items::items(&asked, client, rules, request),
            }
        })
        .filter(|member| !member.items.is_empty())
        .collect();
    Ok(Missing {
        subject,
        is_of_several,
        members,
        day: rules.today,
        pack: rules.pack.label().into(),
        as_of,
    })
}

/// Of a client that is not stored nothing is known, and of one that is gone from Artu nothing is asked.
fn is_here(member: &vault::Member) -> bool {
    member.stored && member.gone_since.is_none()
}

fn subjects(request: &MissingRequest) -> Vec<String> {
    let household = Some(request.household_id);
    [household, request.member_id]
        .into_iter()
        .flatten()
        .map(|id| id.to_string())
        .collect()
}
