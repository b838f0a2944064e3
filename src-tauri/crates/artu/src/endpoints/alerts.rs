//! Calls on alerts: the drafts of what is told to the authority.

use futures::Stream;

use super::pages::List;
use super::{Artu, outcome, pages};
use crate::error::Error;
use crate::models::{
    Alert, AlertId, AlertInput, AlertItemInput, AlertItemsAdded, BatchResult, ListClients,
    ListRequest, Page, RawRecord, Record, Upsert,
};
use crate::operations::{OperationName, Places, Write};

/// The calls on alerts; made by [`Artu::alerts`].
#[derive(Debug, Clone, Copy)]
pub struct Alerts<'a> {
    pub(super) artu: &'a Artu,
}

impl Alerts<'_> {
    /// One page of the alerts (D): `POST /alerts/list`.
    ///
    /// Each record decodes to [`Alert`](crate::models::Alert).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.alerts().list(&ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(&self, request: &ListRequest) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(OperationName::AlertsList, Places::none(), request)?,
        )
        .await
    }

    /// Every page of the alerts, with the guards of [`Clients::pages`](super::Clients::pages) (D):
    /// `POST /alerts/list`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.alerts().pages(ListRequest::new()));
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} records", page.data.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn pages(
        &self,
        request: ListRequest,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(
            self.artu.clone(),
            List::new(OperationName::AlertsList, Places::none(), request),
        )
    }

    /// One alert (I): `GET /alerts/{id}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: AlertId) -> Result<(), artu::Error> {
    /// let record = artu.alerts().get(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn get(&self, id: AlertId) -> Result<Record<Alert>, Error> {
        self.artu
            .read_record(OperationName::AlertsRetrieve, &Places::one("id", id))
            .await
    }

    /// Makes many alerts (D): `POST /alerts/batch`. Sent once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alerts: &[AlertInput]) -> Result<(), artu::Error> {
    /// let result = artu.alerts().create_many(alerts, true).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create_many(
        &self,
        alerts: &[AlertInput],
        atomic: bool,
    ) -> Result<BatchResult<Alert>, Error> {
        self.artu
            .write(&Write::create_alerts(alerts, atomic)?, outcome::parts)
            .await
    }

    /// Changes many alerts (D): `PATCH /alerts/batch`. Sent once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, changes: &[(AlertId, AlertInput)]) -> Result<(), artu::Error> {
    /// let result = artu.alerts().update_many(changes, true).await?;
    /// # Ok(()) }
    /// ```
    pub async fn update_many(
        &self,
        changes: &[(AlertId, AlertInput)],
        atomic: bool,
    ) -> Result<BatchResult<Alert>, Error> {
        self.artu
            .write(&Write::update_alerts(changes, atomic)?, outcome::parts)
            .await
    }

    /// Makes or changes the alert with an id of the organisation (D): `PUT /alerts/external/{externalId}`. Sent
    /// once.
    ///
    /// The answer says whether the record was made, changed or as asked for already.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alert: AlertInput) -> Result<(), artu::Error> {
    /// let result = artu.alerts().upsert("aviso-2026-01", &alert).await?;
    /// # Ok(()) }
    /// ```
    pub async fn upsert(
        &self,
        external_id: &str,
        alert: &AlertInput,
    ) -> Result<Upsert<Alert>, Error> {
        self.artu
            .write(&Write::upsert_alert(external_id, alert)?, outcome::parts)
            .await
    }

    /// Makes or changes many alerts by the ids of the organisation (D): `PUT /alerts/batch/external`. Sent once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alerts: &[AlertInput]) -> Result<(), artu::Error> {
    /// let result = artu.alerts().upsert_many(alerts, true).await?;
    /// # Ok(()) }
    /// ```
    pub async fn upsert_many(
        &self,
        alerts: &[AlertInput],
        atomic: bool,
    ) -> Result<BatchResult<Alert>, Error> {
        self.artu
            .write(&Write::upsert_alerts(alerts, atomic)?, outcome::parts)
            .await
    }

    /// Adds items to an alert (D): `POST /alerts/{alertId}/items/batch`. Sent once.
    ///
    /// One item or more; no greatest number is documented.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alert: AlertId, items: &[AlertItemInput]) -> Result<(), artu::Error> {
    /// let added = artu.alerts().add_items(alert, items).await?;
    /// # Ok(()) }
    /// ```
    pub async fn add_items(
        &self,
        alert: AlertId,
        items: &[AlertItemInput],
    ) -> Result<AlertItemsAdded, Error> {
        self.artu
            .write(&Write::add_alert_items(alert, items)?, outcome::parts)
            .await
    }

    /// One page of the items of an alert (D): `POST /alerts/{alertId}/items/list`.
    ///
    /// Each record decodes to [`AlertItem`](crate::models::AlertItem).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alert: AlertId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.alerts().list_items(alert, &ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list_items(
        &self,
        alert: AlertId,
        request: &ListRequest,
    ) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(
                OperationName::AlertsItemsList,
                Places::one("alertId", alert),
                request,
            )?,
        )
        .await
    }

    /// Every page of the items of an alert, with the guards of [`Clients::pages`](super::Clients::pages) (D):
    /// `POST /alerts/{alertId}/items/list`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alert: AlertId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.alerts().item_pages(alert, ListRequest::new()));
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} records", page.data.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn item_pages(
        &self,
        alert: AlertId,
        request: ListRequest,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(
            self.artu.clone(),
            List::new(
                OperationName::AlertsItemsList,
                Places::one("alertId", alert),
                request,
            ),
        )
    }

    /// One page of the transactions of an alert (D): `POST /alerts/{alertId}/transactions`.
    ///
    /// Each record decodes to [`Transaction`](crate::models::Transaction).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alert: AlertId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.alerts().list_transactions(alert, &ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list_transactions(
        &self,
        alert: AlertId,
        request: &ListRequest,
    ) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(
                OperationName::AlertsListTransactions,
                Places::one("alertId", alert),
                request,
            )?,
        )
        .await
    }

    /// Every page of the transactions of an alert, with the guards of [`Clients::pages`](super::Clients::pages)
    /// (D): `POST /alerts/{alertId}/transactions`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alert: AlertId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.alerts().transaction_pages(alert, ListRequest::new()));
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} records", page.data.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn transaction_pages(
        &self,
        alert: AlertId,
        request: ListRequest,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(
            self.artu.clone(),
            List::new(
                OperationName::AlertsListTransactions,
                Places::one("alertId", alert),
                request,
            ),
        )
    }

    /// One page of the clients that an alert speaks of, itself or through its transactions (D):
    /// `POST /alerts/{alertId}/clients`.
    ///
    /// Each record decodes to [`Client`](crate::models::Client).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alert: AlertId) -> Result<(), artu::Error> {
    /// use artu::models::ListClients;
    ///
    /// let page = artu.alerts().list_clients(alert, &ListClients::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list_clients(
        &self,
        alert: AlertId,
        request: &ListClients,
    ) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(
                OperationName::AlertsListClients,
                Places::one("alertId", alert),
                request,
            )?,
        )
        .await
    }

    /// Every page of the clients that an alert speaks of, itself or through its transactions, with the guards of
    /// [`Clients::pages`](super::Clients::pages) (D): `POST /alerts/{alertId}/clients`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, alert: AlertId) -> Result<(), artu::Error> {
    /// use artu::models::ListClients;
    ///
    /// let mut pages = std::pin::pin!(artu.alerts().client_pages(alert, ListClients::new()));
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} records", page.data.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn client_pages(
        &self,
        alert: AlertId,
        request: ListClients,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(
            self.artu.clone(),
            List::new(
                OperationName::AlertsListClients,
                Places::one("alertId", alert),
                request,
            ),
        )
    }
}
