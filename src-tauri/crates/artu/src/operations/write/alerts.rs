//! Writes on alerts.

use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::Write;
use crate::error::Error;
use crate::models::{AlertId, AlertInput, AlertItemInput, OpenMap};

impl Write {
    /// `alerts.createMany`: make 1 to 250 alerts.
    pub fn create_alerts(alerts: &[AlertInput], atomic: bool) -> Result<Self, Error> {
        Self::batch(Name::AlertsCreateMany, alerts, atomic)
    }

    /// `alerts.updateMany`: change 1 to 250 alerts.
    pub fn update_alerts(changes: &[(AlertId, AlertInput)], atomic: bool) -> Result<Self, Error> {
        Self::batch_of_changes(Name::AlertsUpdateMany, changes, atomic)
    }

    /// `alerts.upsertByExternalId`: make or change the alert with an id of the organisation.
    pub fn upsert_alert(external_id: &str, alert: &AlertInput) -> Result<Self, Error> {
        Self::upsert(Name::AlertsUpsertByExternalId, external_id, alert)
    }

    /// `alerts.upsertManyByExternalId`: make or change 1 to 250 alerts by the ids of the organisation.
    pub fn upsert_alerts(alerts: &[AlertInput], atomic: bool) -> Result<Self, Error> {
        Self::batch(Name::AlertsUpsertManyByExternalId, alerts, atomic)
    }

    /// `alerts.items.addMany`: add items to an alert; at least one, and no greatest number is documented.
    pub fn add_alert_items(alert: AlertId, items: &[AlertItemInput]) -> Result<Self, Error> {
        let places = Places::one("alertId", alert);
        Self::items(Name::AlertsItemsAddMany, places, items, OpenMap::new())
    }
}
