//! A few transactions, their evidence, alerts and items around the first clients, the same in every run.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Record, Register, World};
use crate::clock::format_instant;

/// How many clients are looked at.
const CLIENTS: usize = 60;
/// Every so manieth client has transactions.
const STEP: usize = 3;
/// How many transactions make an alert.
const ALERTED: usize = 4;
const DAY: i64 = 24 * 3_600 * 1_000;

/// The register that an environment starts with.
pub(super) fn register(world: &World) -> Register {
    let mut register = Register::default();
    let first = world
        .records
        .iter()
        .take(CLIENTS)
        .filter(|record| !record.gone);
    for (place, record) in first.enumerate() {
        let members = record.members();
        for tag in members
            .get("tags")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            add_tag(&mut register, tag, record.created_at);
        }
        if place.is_multiple_of(STEP) {
            for number in 0..2 {
                let transaction = transaction(record, place, number);
                add_evidence(&mut register, &transaction, place);
                register.transactions.push(transaction);
            }
        }
    }
    let alerted = register.transactions.len() / 2;
    for number in 0..alerted.div_ceil(ALERTED) {
        add_alert(world, &mut register, number * ALERTED);
    }
    register
}

fn add_tag(register: &mut Register, tag: &Value, time: i64) {
    if register.tags.iter().any(|one| one["id"] == tag["id"]) {
        return;
    }
    let mut tag = tag.clone();
    tag["description"] = Value::Null;
    tag["createdAt"] = format_instant(time).into();
    tag["updatedAt"] = format_instant(time).into();
    register.tags.push(tag);
}

fn transaction(record: &Record, place: usize, number: u8) -> Value {
    let time = record.created_at + DAY * i64::from(number + 1);
    let cents = (place * 7_919 + usize::from(number) * 104_729) % 900_000;
    json!({
        "id": derived(record.id, 16 + number),
        "relatedClientIds": [record.id],
        "scopes": ["MX:AV"],
        "timestamp": format_instant(time),
        "status": "not_applicable",
        "amount": f64::from(u32::try_from(cents).unwrap_or_default()) / 100.0 + 1_000.0,
        "currency": "MXN",
        "exchangeRates": null,
        "externalId": format!("OP-{place:05}-{number}"),
        "description": null,
        "productId": null,
        "metadata": {"folio": format!("F{place:05}{number}"), "sucursal": "Centro"},
        "scopeData": null,
        "isAlerted": false,
        "alertedAt": null,
        "createdAt": format_instant(time),
        "updatedAt": format_instant(time),
    })
}

/// Between none and three pieces of evidence for a transaction.
fn add_evidence(register: &mut Register, transaction: &Value, place: usize) {
    const TYPES: [(&str, &str, &str, &str); 3] = [
        ("invoice", "verified", "factura.pdf", "application/pdf"),
        ("contract", "pending", "contrato.pdf", "application/pdf"),
        ("receipt", "rejected", "comprobante.jpg", "image/jpeg"),
    ];
    let Some(owner) = transaction["id"]
        .as_str()
        .and_then(|text| Uuid::try_parse(text).ok())
    else {
        return;
    };
    let time = &transaction["createdAt"];
    let checked = |yes: bool| if yes { time.clone() } else { Value::Null };
    let marks = 32_u8..;
    for (mark, (kind, status, filename, content_type)) in marks.zip(TYPES).take(place / STEP % 4) {
        let reason = (status == "rejected").then_some("Ilegible");
        let evidence = json!({
            "id": derived(owner, mark),
            "type": kind,
            "scope": "MX:AV",
            "category": "transaction",
            "status": status,
            "filename": filename,
            "contentType": content_type,
            "size": 18_000 + 97 * place,
            "expiresAt": null,
            "verifiedAt": checked(status == "verified"),
            "verifiedBy": null,
            "rejectionReason": reason,
            "reviewedAt": checked(status != "pending"),
            "reviewedBy": null,
            "externalId": format!("EV-{place:05}-{mark}-{}", transaction["externalId"].as_str().unwrap_or_default()),
            "fields": null,
            "metadata": {},
            "createdAt": time,
            "updatedAt": time,
        });
        register.evidence.push((owner, evidence));
    }
}

/// An alert over some of the transactions from a place on.
fn add_alert(world: &World, register: &mut Register, from: usize) {
    const STATES: [&str; 3] = ["new", "draft", "filed"];
    let to = (from + ALERTED).min(register.transactions.len());
    let Some(first) = register.transactions[from..to].first() else {
        return;
    };
    let number = from / ALERTED;
    let time = first["createdAt"].as_str().unwrap_or_default().to_owned();
    let Some(id) = first["id"]
        .as_str()
        .and_then(|text| Uuid::try_parse(text).ok())
    else {
        return;
    };
    let status = STATES[number % STATES.len()];
    let filed = if status == "filed" {
        Value::from(time.as_str())
    } else {
        Value::Null
    };
    let id = derived(id, 64);
    for transaction in &mut register.transactions[from..to] {
        transaction["isAlerted"] = true.into();
        transaction["alertedAt"] = time.as_str().into();
    }
    for transaction in &register.transactions[from..to] {
        let own = transaction["id"]
            .as_str()
            .and_then(|text| Uuid::try_parse(text).ok());
        let own = derived(own.unwrap_or_default(), 128);
        let item = item(world, own, id, Some(transaction), None, &Map::new(), &time);
        register.items.push(item);
    }
    register.alerts.push(json!({
        "id": id,
        "organizationId": super::ORGANIZATION,
        "status": status,
        "scope": "MX:AV",
        "itemCount": to - from,
        "name": format!("Aviso {}", number + 1),
        "description": null,
        "externalId": format!("AV-{:04}", number + 1),
        "metadata": {},
        "scopeData": {"MX": {"actividadVulnerable": {"mesReportado": "202610"}}},
        "filedAt": filed,
        "filedReportId": null,
        "createdByWorkflowId": null,
        "tags": [],
        "createdAt": time,
        "updatedAt": time,
    }));
}

/// An item of an alert, of the client that was named or else the first of its transaction; the client fields that block a
/// filing are told as the clients are now.
pub(super) fn item(
    world: &World,
    id: Uuid,
    alert: Uuid,
    transaction: Option<&Value>,
    client: Option<Uuid>,
    input: &Map<String, Value>,
    time: &str,
) -> Value {
    let null = Value::Null;
    let of = |name: &str| transaction.map_or(&null, |one| &one[name]).clone();
    let related = transaction.and_then(|one| one["relatedClientIds"].as_array());
    let related = related
        .into_iter()
        .flatten()
        .filter_map(|one| Uuid::try_parse(one.as_str()?).ok());
    let clients: Vec<&Record> = client
        .into_iter()
        .chain(related)
        .filter_map(|id| world.known(id))
        .collect();
    let names: Vec<String> = clients.iter().map(|record| record.full_name()).collect();
    let errors: Vec<Value> = clients
        .iter()
        .filter_map(|record| missing_rfc(record))
        .collect();
    let member = |name: &str| input.get(name).cloned().unwrap_or(Value::Null);
    json!({
        "id": id,
        "alertId": alert,
        "transactionId": of("id"),
        "clientId": clients.first().map(|record| record.id),
        "metadata": member("metadata"),
        "scopeData": member("scopeData"),
        "clientNames": names,
        "transactionAmount": of("amount"),
        "transactionCurrency": of("currency"),
        "transactionDate": of("timestamp"),
        "validationErrors": errors,
        "createdAt": time,
        "updatedAt": time,
    })
}

fn missing_rfc(record: &Record) -> Option<Value> {
    let members = Value::Object(record.members());
    members
        .pointer("/scopeData/MX/rfc")
        .is_none_or(Value::is_null)
        .then(|| {
            json!({
                "path": "scopeData.MX.rfc",
                "code": "required",
                "message": "RFC is required",
                "resourceId": record.id,
                "label": record.full_name(),
                "sdkField": "rfc",
                "parentClientId": null,
            })
        })
}

/// An id made of another one; the same mark on the result gives the first id back.
pub(super) fn derived(id: Uuid, mark: u8) -> Uuid {
    let mut bytes = *id.as_bytes();
    bytes[15] ^= mark;
    bytes[14] ^= 0x5a;
    Uuid::from_bytes(bytes)
}
