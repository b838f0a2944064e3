//! What an environment holds beside its clients: tags, transactions, alerts and their items.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::write::merge;
use super::{World, sample};
use crate::clock::format_instant;
use crate::effect;
use crate::http::ApiError;

/// The organisation's id, the same in every sandbox.
pub(crate) const ORGANIZATION: &str = "5a0d0b0e-7a51-4c1e-8b7e-0a6f3d2c1b10";

/// Records as JSON, in the order of creation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Register {
    pub(crate) tags: Vec<Value>,
    pub(crate) transactions: Vec<Value>,
    pub(crate) alerts: Vec<Value>,
    pub(crate) items: Vec<Value>,
    /// Evidence, each with the transaction that it belongs to.
    pub(crate) evidence: Vec<(Uuid, Value)>,
    /// Clients of the other environment that were copied here, and what they became.
    pub(super) copies: HashMap<Uuid, Uuid>,
}

impl World {
    /// The register, to read.
    pub(crate) fn register(&self) -> &Register {
        &self.register
    }

    /// The register, to change.
    pub(super) fn register_mut(&mut self) -> &mut Register {
        effect::note();
        Arc::make_mut(&mut self.register)
    }

    /// Adds a tag: 409 when its name is taken.
    pub(crate) fn add_tag(
        &mut self,
        input: &Map<String, Value>,
        now: i64,
    ) -> Result<Value, ApiError> {
        if self
            .register()
            .tags
            .iter()
            .any(|tag| Some(&tag["name"]) == input.get("name"))
        {
            return Err(ApiError::new(409, "A tag with this name is there already"));
        }
        let member = |name: &str| input.get(name).cloned().unwrap_or(Value::Null);
        let tag = json!({
            "id": self.fresh_id(),
            "name": member("name"),
            "color": member("color"),
            "description": member("description"),
            "createdAt": format_instant(now),
            "updatedAt": format_instant(now),
        });
        self.register_mut().tags.push(tag.clone());
        Ok(tag)
    }

    /// An alert.
    pub(crate) fn alert(&self, id: Uuid) -> Result<&Value, ApiError> {
        find(&self.register().alerts, id).ok_or_else(|| ApiError::not_found("Alert"))
    }

    /// The alert with an external id.
    pub(crate) fn alert_by_external_id(&self, text: &str) -> Option<&Value> {
        self.register()
            .alerts
            .iter()
            .find(|alert| alert["externalId"] == text)
    }

    /// Adds an alert: 409 when its external id is taken.
    pub(crate) fn add_alert(
        &mut self,
        input: &Map<String, Value>,
        now: i64,
    ) -> Result<Value, ApiError> {
        self.claim_alert(input, None)?;
        let mut alert = json!({
            "id": self.fresh_id(),
            "organizationId": ORGANIZATION,
            "status": "new",
            "scope": "MX:AV",
            "itemCount": 0,
            "name": null,
            "description": null,
            "externalId": null,
            "metadata": {},
            "scopeData": null,
            "filedAt": null,
            "filedReportId": null,
            "createdByWorkflowId": null,
            "tags": [],
            "createdAt": format_instant(now),
            "updatedAt": format_instant(now),
        });
        write_alert(&mut alert, input);
        self.register_mut().alerts.push(alert.clone());
        Ok(alert)
    }

    /// Changes an alert and gives it as it was and as it is; nothing moves when it ends as it was.
    pub(crate) fn update_alert(
        &mut self,
        id: Uuid,
        input: &Map<String, Value>,
        now: i64,
    ) -> Result<(Value, Value), ApiError> {
        let before = self.alert(id)?.clone();
        self.claim_alert(input, Some(id))?;
        let mut after = before.clone();
        write_alert(&mut after, input);
        if after != before {
            after["updatedAt"] = format_instant(now).into();
            self.put_alert(&after);
        }
        Ok((before, after))
    }

    fn put_alert(&mut self, alert: &Value) {
        for one in &mut self.register_mut().alerts {
            if one["id"] == alert["id"] {
                one.clone_from(alert);
            }
        }
    }

    fn claim_alert(
        &self,
        input: &Map<String, Value>,
        except: Option<Uuid>,
    ) -> Result<(), ApiError> {
        let Some(text) = input.get("externalId").and_then(Value::as_str) else {
            return Ok(());
        };
        let holder = self
            .alert_by_external_id(text)
            .and_then(|alert| alert["id"].as_str());
        if holder.is_some_and(|id| except.is_none_or(|one| one.to_string() != id)) {
            return Err(ApiError::new(
                409,
                "An alert with this externalId is there already",
            ));
        }
        Ok(())
    }

    /// Adds a transaction or a client to an alert: 404 for what is not there, 409 for a transaction that it
    /// holds already, 400 for neither.
    pub(crate) fn add_item(
        &mut self,
        alert: Uuid,
        input: &Map<String, Value>,
        now: i64,
    ) -> Result<Value, ApiError> {
        let mut changed = self.alert(alert)?.clone();
        let id_of = |name: &str| {
            input
                .get(name)
                .and_then(Value::as_str)
                .and_then(|text| Uuid::try_parse(text).ok())
        };
        let (transaction, client) = (id_of("transactionId"), id_of("clientId"));
        if transaction.is_none() && client.is_none() {
            return Err(ApiError::issue(
                "transactionId",
                "Expected a transaction or a client",
            ));
        }
        if let Some(client) = client {
            self.find(client)?;
        }
        let transaction = match transaction {
            Some(id) => Some(self.alert_transaction(alert, id, now)?),
            None => None,
        };
        let time = format_instant(now);
        let id = self.fresh_id();
        let item = sample::item(self, id, alert, transaction.as_ref(), client, input, &time);
        changed["itemCount"] = (changed["itemCount"].as_u64().unwrap_or(0) + 1).into();
        changed["updatedAt"] = time.into();
        self.put_alert(&changed);
        self.register_mut().items.push(item.clone());
        Ok(item)
    }

    /// Marks a transaction as alerted.
    fn alert_transaction(&mut self, alert: Uuid, id: Uuid, now: i64) -> Result<Value, ApiError> {
        let missing = || ApiError::not_found("Transaction");
        find(&self.register().transactions, id).ok_or_else(missing)?;
        let (alert, text) = (alert.to_string(), id.to_string());
        let twice = |item: &Value| item["alertId"] == alert && item["transactionId"] == text;
        if self.register().items.iter().any(twice) {
            return Err(ApiError::new(
                409,
                "The alert holds this transaction already",
            ));
        }
        let transactions = &mut self.register_mut().transactions;
        let one = transactions
            .iter_mut()
            .find(|one| one["id"] == text)
            .ok_or_else(missing)?;
        one["isAlerted"] = true.into();
        one["alertedAt"] = format_instant(now).into();
        one["updatedAt"] = format_instant(now).into();
        Ok(one.clone())
    }

    /// The items of an alert.
    pub(crate) fn items_of(&self, alert: Uuid) -> Result<Vec<&Value>, ApiError> {
        self.alert(alert)?;
        let alert = alert.to_string();
        Ok(self
            .register()
            .items
            .iter()
            .filter(|item| item["alertId"] == alert)
            .collect())
    }

    /// The transactions of an alert.
    pub(crate) fn transactions_of(&self, alert: Uuid) -> Result<Vec<&Value>, ApiError> {
        let items = self.items_of(alert)?;
        let ids: HashSet<&str> = items
            .iter()
            .filter_map(|item| item["transactionId"].as_str())
            .collect();
        let held = |one: &&Value| one["id"].as_str().is_some_and(|id| ids.contains(id));
        Ok(self.register().transactions.iter().filter(held).collect())
    }

    /// The evidence of a transaction.
    pub(crate) fn evidence_of(&self, transaction: Uuid) -> Result<Vec<&Value>, ApiError> {
        find(&self.register().transactions, transaction)
            .ok_or_else(|| ApiError::not_found("Transaction"))?;
        let evidence = self.register().evidence.iter();
        let of_it = evidence.filter(|(owner, _)| *owner == transaction);
        Ok(of_it.map(|(_, one)| one).collect())
    }

    /// The clients of an alert: those of its items and those of its transactions.
    pub(crate) fn clients_of(&self, alert: Uuid) -> Result<HashSet<Uuid>, ApiError> {
        let direct = self
            .items_of(alert)?
            .into_iter()
            .map(|item| &item["clientId"]);
        let related = self.transactions_of(alert)?;
        let related = related
            .iter()
            .filter_map(|one| one["relatedClientIds"].as_array())
            .flatten();
        let ids = direct.chain(related).filter_map(Value::as_str);
        Ok(ids.filter_map(|text| Uuid::try_parse(text).ok()).collect())
    }

    /// The transaction whose metadata holds a value under a key: 404 without one, 409 when there are several.
    pub(crate) fn transaction_by_metadata(
        &self,
        key: &str,
        value: &str,
    ) -> Result<&Value, ApiError> {
        let all = &self.register().transactions;
        let mut found = all
            .iter()
            .filter(|one| super::lookup::holds(one.get("metadata"), key, value));
        match (found.next(), found.next()) {
            (None, _) => Err(ApiError::not_found("Transaction")),
            (Some(one), None) => Ok(one),
            (Some(_), Some(_)) => Err(ApiError::new(
                409,
                "Several transactions hold this metadata",
            )),
        }
    }

    /// The tags that clients carried at the start and those that were made since.
    pub(crate) fn tags(&self) -> &[Value] {
        &self.register().tags
    }
}

fn find(records: &[Value], id: Uuid) -> Option<&Value> {
    let id = id.to_string();
    records.iter().find(|one| one["id"] == id)
}

fn write_alert(alert: &mut Value, input: &Map<String, Value>) {
    const WRITABLE: [&str; 6] = [
        "externalId",
        "name",
        "description",
        "metadata",
        "scope",
        "scopeData",
    ];
    for (name, value) in input
        .iter()
        .filter(|(name, _)| WRITABLE.contains(&name.as_str()))
    {
        if matches!(name.as_str(), "metadata" | "scopeData") {
            merge(&mut alert[name], value);
        } else {
            alert[name] = value.clone();
        }
    }
}
