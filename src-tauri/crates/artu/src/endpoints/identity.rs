//! Calls on identity checks. All are reads, although each is a POST.

use serde_json::json;

use super::pages::List;
use super::{Artu, decode, pages};
use crate::error::Error;
use crate::models::{
    ClientId, IdentityRunDetail, IdentityRunId, ListRequest, OpenMap, Page, RawRecord, Record,
};
use crate::operations::{OperationName, Places};

/// The calls on identity checks; made by [`Artu::identity`].
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    pub(super) artu: &'a Artu,
}

impl Identity<'_> {
    /// Which checks a client can go through, and what each lacks (D): `POST /identity/eligible-checks`.
    ///
    /// A bare list. Each record decodes to [`EligibleCheck`](crate::models::EligibleCheck).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// let list = artu.identity().eligible_checks(client).await?;
    /// # Ok(()) }
    /// ```
    pub async fn eligible_checks(&self, client: ClientId) -> Result<Page<RawRecord>, Error> {
        pages::whole(
            self.artu,
            &List::new(
                OperationName::IdentityEligibleChecks,
                Places::none(),
                OpenMap::new(),
            )?
            .and("clientId", client.to_string()),
        )
        .await
    }

    /// The identity runs of a client, newest first (D): `POST /identity/list`.
    ///
    /// A bare list. Of the request, only limit and offset are documented. Each record decodes to
    /// [`IdentityRun`](crate::models::IdentityRun).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let list = artu.identity().list(client, &ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(
        &self,
        client: ClientId,
        request: &ListRequest,
    ) -> Result<Page<RawRecord>, Error> {
        pages::whole(
            self.artu,
            &List::new(OperationName::IdentityList, Places::none(), request)?
                .and("clientId", client.to_string()),
        )
        .await
    }

    /// The outcome of each check of a client (D): `POST /identity/list-summary`.
    ///
    /// A bare list. Each record decodes to [`IdentityCheckSummary`](crate::models::IdentityCheckSummary).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// let list = artu.identity().list_summary(client).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list_summary(&self, client: ClientId) -> Result<Page<RawRecord>, Error> {
        pages::whole(
            self.artu,
            &List::new(
                OperationName::IdentityListSummary,
                Places::none(),
                OpenMap::new(),
            )?
            .and("clientId", client.to_string()),
        )
        .await
    }

    /// One run with the result of each check (D): `POST /identity/run-detail`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, run: IdentityRunId) -> Result<(), artu::Error> {
    /// let record = artu.identity().run_detail(run).await?;
    /// # Ok(()) }
    /// ```
    pub async fn run_detail(&self, run: IdentityRunId) -> Result<Record<IdentityRunDetail>, Error> {
        let request = json!({ "runId": run });
        let places = Places::none();
        let answer = self
            .artu
            .read(OperationName::IdentityRunDetail, &places, Some(request))
            .await?;
        decode::record(&answer)
    }
}
