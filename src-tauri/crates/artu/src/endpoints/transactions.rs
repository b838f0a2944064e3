//! Calls on transactions; reads alone.

use futures::Stream;

use super::pages::List;
use super::{Artu, pages};
use crate::error::Error;
use crate::models::{ListRequest, Page, RawRecord, Record, Transaction, TransactionId};
use crate::operations::{OperationName, Places};

/// The calls on transactions; made by [`Artu::transactions`].
#[derive(Debug, Clone, Copy)]
pub struct Transactions<'a> {
    pub(super) artu: &'a Artu,
}

impl Transactions<'_> {
    /// One page of the transactions (I): `POST /transactions/list`.
    ///
    /// Each record decodes to [`Transaction`](crate::models::Transaction).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.transactions().list(&ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(&self, request: &ListRequest) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(OperationName::TransactionsList, Places::none(), request)?,
        )
        .await
    }

    /// Every page of the transactions, with the guards of [`Clients::pages`](super::Clients::pages) (I):
    /// `POST /transactions/list`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.transactions().pages(ListRequest::new()));
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
            List::new(OperationName::TransactionsList, Places::none(), request),
        )
    }

    /// The transaction with a value under a key of its metadata (D): `GET /transactions/metadata/{key}/{value}`.
    ///
    /// What comes when several have it is not documented.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// let record = artu.transactions().get_by_metadata("folio", "1042").await?;
    /// # Ok(()) }
    /// ```
    pub async fn get_by_metadata(
        &self,
        key: &str,
        value: &str,
    ) -> Result<Record<Transaction>, Error> {
        self.artu
            .read_record(
                OperationName::TransactionsRetrieveByMetadata,
                &Places::one("key", key).and("value", value),
            )
            .await
    }

    /// One page of the evidence of a transaction (D): `POST /transactions/{transactionId}/evidence/list`.
    ///
    /// Each record decodes to [`Evidence`](crate::models::Evidence).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, transaction: TransactionId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let request = ListRequest::new().limit(50);
    /// let page = artu.transactions().list_evidence(transaction, &request).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list_evidence(
        &self,
        transaction: TransactionId,
        request: &ListRequest,
    ) -> Result<Page<RawRecord>, Error> {
        pages::one(self.artu, &evidence_of(transaction, request.clone())?).await
    }

    /// Every page of the evidence of a transaction, with the guards of [`Clients::pages`](super::Clients::pages) (D):
    /// `POST /transactions/{transactionId}/evidence/list`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, transaction: TransactionId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages =
    ///     std::pin::pin!(artu.transactions().evidence_pages(transaction, ListRequest::new()));
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} records", page.data.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn evidence_pages(
        &self,
        transaction: TransactionId,
        request: ListRequest,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(self.artu.clone(), evidence_of(transaction, request))
    }
}

fn evidence_of(transaction: TransactionId, request: ListRequest) -> Result<List, Error> {
    List::new(
        OperationName::TransactionsListEvidence,
        Places::one("transactionId", transaction),
        request,
    )
}
