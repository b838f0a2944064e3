//! Alerts, the drafts of reports to the authority, and their items.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::Call;
use super::clients::id_and_data;
use super::write::{Write, batch, write};
use super::{Answer, ApiError, json_value, list, transactions};
use crate::world::{Form, ListRequest, ValueFilter, ValueRequest};

const FORMS: [(&str, Form); 9] = [
    ("id", Form::Text),
    ("status", Form::Text),
    ("scope", Form::Text),
    ("name", Form::Text),
    ("externalId", Form::Text),
    ("itemCount", Form::Number),
    ("filedAt", Form::Time),
    ("createdAt", Form::Time),
    ("updatedAt", Form::Time),
];

const ITEM_FORMS: [(&str, Form); 6] = [
    ("id", Form::Text),
    ("alertId", Form::Text),
    ("clientId", Form::Text),
    ("transactionId", Form::Text),
    ("createdAt", Form::Time),
    ("updatedAt", Form::Time),
];

/// `POST /alerts/list`.
pub(super) fn list_all(call: &Call) -> Answer {
    let filter = ValueFilter::read(
        &FORMS,
        &["name", "description", "externalId"],
        call.member("filter"),
    )?;
    let request = ValueRequest::read("Alert", filter, &call.body)?;
    Ok(json_value(
        &request.page(call.world().register().alerts.iter()),
    ))
}

/// `GET /alerts/{id}`.
pub(super) fn retrieve(call: &Call) -> Answer {
    Ok(json_value(call.world().alert(call.id("id")?)?))
}

/// `POST /alerts/batch`.
pub(super) fn create_many(call: &Call) -> Answer {
    Ok(json_value(&batch(call, create_one)?))
}

/// `PATCH /alerts/batch`.
pub(super) fn update_many(call: &Call) -> Answer {
    let done = batch(call, |write, item| {
        let (id, data) = id_and_data(item)?;
        update_one(write, id, data).map(|(_, after)| after)
    })?;
    Ok(json_value(&done))
}

/// `PUT /alerts/external/{externalId}`.
pub(super) fn upsert(call: &Call) -> Answer {
    let mut input = call.object("")?.clone();
    input.insert("externalId".to_owned(), call.path("externalId").into());
    Ok(json_value(&write(call, |write| upsert_one(write, &input))?))
}

/// `PUT /alerts/batch/external`: every item names its external id.
pub(super) fn upsert_many(call: &Call) -> Answer {
    Ok(json_value(&batch(call, upsert_one)?))
}

/// `POST /alerts/{alertId}/items/list`.
pub(super) fn list_items(call: &Call) -> Answer {
    let request = item_request(call)?;
    let world = call.world();
    let items = world.items_of(call.id("alertId")?)?;
    Ok(json_value(&request.page(items.into_iter())))
}

/// `POST /alert-items/list`: the items of all alerts.
pub(super) fn list_all_items(call: &Call) -> Answer {
    let request = item_request(call)?;
    Ok(json_value(
        &request.page(call.world().register().items.iter()),
    ))
}

/// `POST /alerts/{alertId}/items/batch`: all or none.
pub(super) fn add_items(call: &Call) -> Answer {
    let alert = call.id("alertId")?;
    let added = write(call, |write| {
        write.world.alert(alert)?;
        let mut added = Vec::new();
        for (index, item) in call.items("items").iter().enumerate() {
            let input = item.as_object().cloned().unwrap_or_default();
            let now = write.now();
            let item = write.world.add_item(alert, &input, now);
            let item = item.map_err(|error| error.within(&format!("items.{index}")))?;
            write.created("alert-item", item.as_object().unwrap_or(&Map::new()));
            added.push(item);
        }
        Ok(added)
    })?;
    Ok(json_value(&json!({"added": added.len(), "items": added})))
}

/// `POST /alerts/{alertId}/transactions`.
pub(super) fn list_transactions(call: &Call) -> Answer {
    let request = transactions::request(call)?;
    let world = call.world();
    let transactions = world.transactions_of(call.id("alertId")?)?;
    Ok(json_value(&request.page(transactions.into_iter())))
}

/// `POST /alerts/{alertId}/clients`: those of its items, and those of its transactions.
pub(super) fn list_clients(call: &Call) -> Answer {
    let mut request = ListRequest::read(&call.body)?;
    let world = call.world();
    request
        .filter
        .restrict(world.clients_of(call.id("alertId")?)?);
    Ok(list::page(&world, &request))
}

fn item_request(call: &Call) -> Result<ValueRequest, ApiError> {
    let filter = ValueFilter::read(&ITEM_FORMS, &["transactionId", "id"], call.member("filter"))?;
    ValueRequest::read("AlertItem", filter, &call.body)
}

fn create_one(write: &mut Write<'_>, input: &Map<String, Value>) -> Result<Value, ApiError> {
    let now = write.now();
    let alert = write.world.add_alert(input, now)?;
    write.created("alert", alert.as_object().unwrap_or(&Map::new()));
    Ok(alert)
}

fn update_one(
    write: &mut Write<'_>,
    id: Uuid,
    input: &Map<String, Value>,
) -> Result<(Value, Value), ApiError> {
    let now = write.now();
    let (before, after) = write.world.update_alert(id, input, now)?;
    if let (Some(before), Some(after)) = (before.as_object(), after.as_object()) {
        write.updated("alert", before, after);
    }
    Ok((before, after))
}

fn upsert_one(write: &mut Write<'_>, input: &Map<String, Value>) -> Result<Value, ApiError> {
    let external = input.get("externalId").and_then(Value::as_str);
    let external = external.ok_or_else(|| ApiError::issue("externalId", "Required"))?;
    let there = write
        .world
        .alert_by_external_id(external)
        .and_then(|alert| alert["id"].as_str());
    let Some(id) = there.and_then(|text| Uuid::try_parse(text).ok()) else {
        return Ok(json!({"data": create_one(write, input)?, "action": "created"}));
    };
    let (before, after) = update_one(write, id, input)?;
    let action = if after == before {
        "skipped"
    } else {
        "updated"
    };
    Ok(json!({"data": after, "action": action}))
}
