//! Calls on the items of every alert.

use futures::Stream;

use super::pages::List;
use super::{Artu, pages};
use crate::error::Error;
use crate::models::{ListRequest, Page, RawRecord};
use crate::operations::{OperationName, Places};

/// The calls on the items of every alert; made by [`Artu::alert_items`].
#[derive(Debug, Clone, Copy)]
pub struct AlertItems<'a> {
    pub(super) artu: &'a Artu,
}

impl AlertItems<'_> {
    /// One page of the items of every alert (D): `POST /alert-items/list`.
    ///
    /// Each record decodes to [`AlertItem`](crate::models::AlertItem).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.alert_items().list(&ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(&self, request: &ListRequest) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(OperationName::AlertItemsList, Places::none(), request)?,
        )
        .await
    }

    /// Every page of the items of every alert, with the guards of [`Clients::pages`](super::Clients::pages) (D):
    /// `POST /alert-items/list`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.alert_items().pages(ListRequest::new()));
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
            List::new(OperationName::AlertItemsList, Places::none(), request),
        )
    }
}
