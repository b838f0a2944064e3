//! `POST /clients/sync`: a client and its child records in one call.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::Call;
use super::children::sync_list;
use super::clients::{create_one, update_one};
use super::write::{Write, client, write};
use super::{Answer, ApiError, json_value};
use crate::world::ChildKind;

/// The child records that the call takes.
const KINDS: [ChildKind; 3] = [
    ChildKind::Address,
    ChildKind::ContactMethod,
    ChildKind::BankAccount,
];

/// Changes the client with `clientId`, or the one with the external id of `client`, else makes one; then brings the
/// lists that were given in line.
pub(super) fn sync(call: &Call) -> Answer {
    let done = write(call, |write| {
        let (id, action) = sync_client(call, write)?;
        let mut answer = Map::new();
        for kind in KINDS {
            if let Some(items) = call.member(kind.list()).as_array() {
                let synced = sync_list(write, kind, id, items, false, kind.list())?;
                answer.insert(kind.list().to_owned(), synced);
            }
        }
        answer.insert("client".to_owned(), client(write.world, id)?.into());
        answer.insert("action".to_owned(), action.into());
        Ok(answer)
    })?;
    Ok(json_value(&done.into()))
}

fn sync_client(call: &Call, write: &mut Write<'_>) -> Result<(Uuid, &'static str), ApiError> {
    let input = call.member("client").as_object();
    let named = call
        .member("clientId")
        .as_str()
        .and_then(|text| Uuid::try_parse(text).ok());
    let external = input
        .and_then(|input| input.get("externalId"))
        .and_then(Value::as_str);
    let found = named.or_else(|| external.and_then(|text| write.world.by_external_id(None, text)));
    let Some(id) = found else {
        let input =
            input.ok_or_else(|| ApiError::issue("clientId", "Expected a client or its id"))?;
        let made = json!(create_one(write, input, "client", true)?);
        let id = made["id"]
            .as_str()
            .and_then(|text| Uuid::try_parse(text).ok());
        return Ok((id.unwrap_or_default(), "created"));
    };
    let slot = write.world.find(id)?;
    match input {
        Some(input) if write.world.would_change(slot, input) => {
            update_one(write, id, input, "client")?;
            Ok((id, "updated"))
        }
        _ => Ok((id, "skipped")),
    }
}
