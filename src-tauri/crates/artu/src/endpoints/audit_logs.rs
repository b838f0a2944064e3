//! Calls on the audit log.

use futures::Stream;

use super::pages::List;
use super::{Artu, pages};
use crate::error::Error;
use crate::models::{AuditLog, AuditLogId, ListRequest, Page, RawRecord, Record};
use crate::operations::{OperationName, Places};

/// The calls on the audit log; made by [`Artu::audit_logs`].
#[derive(Debug, Clone, Copy)]
pub struct AuditLogs<'a> {
    pub(super) artu: &'a Artu,
}

impl AuditLogs<'_> {
    /// One page of the audit log (D): `GET /audit-logs`.
    ///
    /// Of the request, only filter, cursor and limit are documented; the filter goes into the query in brackets
    /// (I). Each record decodes to [`AuditLog`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.audit_logs().list(&ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(&self, request: &ListRequest) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(OperationName::AuditLogsList, Places::none(), request)?,
        )
        .await
    }

    /// Every page of the audit log, with the guards of [`Clients::pages`](super::Clients::pages) (D):
    /// `GET /audit-logs`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.audit_logs().pages(ListRequest::new()));
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
            List::new(OperationName::AuditLogsList, Places::none(), request),
        )
    }

    /// One entry (D): `GET /audit-logs/{id}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: AuditLogId) -> Result<(), artu::Error> {
    /// let record = artu.audit_logs().get(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn get(&self, id: AuditLogId) -> Result<Record<AuditLog>, Error> {
        self.artu
            .read_record(OperationName::AuditLogsRetrieve, &Places::one("id", id))
            .await
    }
}
