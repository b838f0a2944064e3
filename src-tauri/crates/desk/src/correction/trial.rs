//! What the rules would say of a value in the place of the client's.

use artu::models::{Client, Record};
use checks::Rules;
use serde_json::{Map, Value};

use super::field::Field;
use crate::{
    Error, Session, Usage,
    contract::{CorrectionRequest, CorrectionTrial, IdentifierView, Language},
    finding::{self, Difference},
    identifier, nested, rules, text,
};

/// Runs the rules over the client with the value in it, by itself and in its households, and tells what differs from the client as it
/// is stored. Nothing is stored or sent.
///
/// # Errors
/// When the member cannot be corrected or the client is not in the vault.
pub fn try_out(
    session: &Session,
    request: &CorrectionRequest,
    language: Language,
) -> Result<CorrectionTrial, Error> {
    let field = Field::at(&request.field).ok_or(Error::Usage(Usage::NotCorrectable))?;
    let in_force = rules::in_force(session)?;
    let (pack, rules) = (&in_force.pack, in_force.rules());
    session.vault().read(|view| {
        let stored = view
            .clients()
            .get(request.client_id)?
            .ok_or(Error::NotFound)?;
        let members: Map<String, Value> = serde_json::from_str(&stored.raw)?;
        let present = field.stored(&members).cloned();
        let told = |client: &Client| told(client, field, (rules, language));
        let trial = CorrectionTrial {
            field: field.path.into(),
            label: text::field_label_on(&stored.row.kind, field.path, language),
            form: field.form,
            present: field.written(&members),
            present_identifier: Record::<Client>::parse(&stored.raw)
                .ok()
                .and_then(|record| told(&record.value)),
            value: None,
            identifier: None,
            problem: None,
            changed: false,
            appears: Vec::new(),
            disappears: Vec::new(),
            stays: Vec::new(),
        };
        let (wished, changed) = match changed(field, &members, &request.value) {
            Ok(changed) => changed,
            Err(usage) => {
                return Ok(CorrectionTrial {
                    problem: Some(text::usage(usage, language).into()),
                    changed: true,
                    ..trial
                });
            }
        };
        let identifier = told(&changed);
        let Difference {
            appears,
            disappears,
            stays,
        } = finding::difference(session, view, changed)?;
        let shown = |rows| finding::views(view, rows, pack, language);
        let on_field = |row: &vault::FindingRow| {
            let path = row.field.as_deref().unwrap_or_default();
            path.split(';').any(|path| path.trim() == field.path)
        };
        Ok(CorrectionTrial {
            value: wished.as_ref().map(|value| field.text_of(value)),
            identifier,
            changed: wished != present,
            appears: shown(appears)?,
            disappears: shown(disappears)?,
            stays: shown(stays.into_iter().filter(on_field).collect())?,
            ..trial
        })
    })
}

/// The value, and the client with it.
fn changed(
    field: &Field,
    members: &Map<String, Value>,
    text: &str,
) -> Result<(Option<Value>, Client), Usage> {
    let value = field.value(text)?;
    let changes = field.changes(members, value.clone())?;
    let raw = Value::Object(nested::put_all(members, &changes)).to_string();
    let record = Record::<Client>::parse(&raw).map_err(|_| Usage::NotCorrectable)?;
    Ok((Some(value).filter(|value| !value.is_null()), record.value))
}

/// The identifier that stands at the member.
fn told(
    client: &Client,
    field: &Field,
    (rules, language): (Rules<'_>, Language),
) -> Option<IdentifierView> {
    let mut all = identifier::views(client, rules, language);
    let place = all.iter().position(|one| one.field == field.path)?;
    Some(all.swap_remove(place))
}
