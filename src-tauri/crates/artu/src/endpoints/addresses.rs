//! Calls on addresses.

use futures::Stream;
use serde_json::json;

use super::pages::List;
use super::{Artu, outcome, pages};
use crate::error::Error;
use crate::models::{
    Address, AddressId, AddressInput, AddressSyncItem, AddressType, AddressUpdate, BatchResult,
    ClientId, ListRequest, Page, RawRecord, Record, SyncResult,
};
use crate::operations::{OperationName, Places, Write};

/// The calls on addresses; made by [`Artu::addresses`].
#[derive(Debug, Clone, Copy)]
pub struct Addresses<'a> {
    pub(super) artu: &'a Artu,
}

impl Addresses<'_> {
    /// One page of the addresses of a client (D): `GET /clients/{clientId}/addresses`.
    ///
    /// Of the request, only cursor and limit are documented. Each record decodes to [`Address`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.addresses().list(client, &ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(
        &self,
        client: ClientId,
        request: &ListRequest,
    ) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(
                OperationName::AddressesListForClient,
                Places::one("clientId", client),
                request,
            )?,
        )
        .await
    }

    /// Every page of the addresses of a client, with the guards of [`Clients::pages`](super::Clients::pages) (D):
    /// `GET /clients/{clientId}/addresses`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.addresses().pages(client, ListRequest::new()));
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} records", page.data.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn pages(
        &self,
        client: ClientId,
        request: ListRequest,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(
            self.artu.clone(),
            List::new(
                OperationName::AddressesListForClient,
                Places::one("clientId", client),
                request,
            ),
        )
    }

    /// Makes an address (I): `POST /addresses`. Sent once.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::AddressInput;
    ///
    /// let address = AddressInput::new(client, "Calle Uno", "Puebla", "Puebla", "72000");
    /// let record = artu.addresses().create(&address).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create(&self, address: &AddressInput) -> Result<Record<Address>, Error> {
        self.artu
            .write_record(&Write::create_address(address)?)
            .await
    }

    /// One address (I): `GET /addresses/{id}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: AddressId) -> Result<(), artu::Error> {
    /// let record = artu.addresses().get(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn get(&self, id: AddressId) -> Result<Record<Address>, Error> {
        self.artu
            .read_record(OperationName::AddressesRetrieve, &Places::one("id", id))
            .await
    }

    /// Changes members of an address (I): `PATCH /addresses/{id}`. Sent once.
    ///
    /// What stays unnamed stays as it is; whether `null` clears is not documented.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: AddressId, changes: AddressUpdate) -> Result<(), artu::Error> {
    /// let record = artu.addresses().update(id, &changes).await?;
    /// # Ok(()) }
    /// ```
    pub async fn update(
        &self,
        id: AddressId,
        changes: &AddressUpdate,
    ) -> Result<Record<Address>, Error> {
        self.artu
            .write_record(&Write::update_address(id, changes)?)
            .await
    }

    /// Deletes an address (I): `DELETE /addresses/{id}`. Sent once.
    ///
    /// The form of the answer is not documented: any is taken. What goes with the record is not documented either.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: AddressId) -> Result<(), artu::Error> {
    /// artu.addresses().delete(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn delete(&self, id: AddressId) -> Result<(), Error> {
        self.artu
            .write(&Write::delete_address(id), outcome::anything)
            .await
            .map(drop)
    }

    /// Brings the addresses of a client to a given state (D): `POST /clients/{clientId}/addresses/sync`. Sent once.
    ///
    /// Up to 250 items: with an id they change a record, without one they make it, with `_delete` they remove it.
    /// Whether `replace` removes what is not listed is inferred from its name (I).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId, items: &[AddressSyncItem]) -> Result<(), artu::Error> {
    /// let result = artu.addresses().sync(client, items, false).await?;
    /// # Ok(()) }
    /// ```
    pub async fn sync(
        &self,
        client: ClientId,
        items: &[AddressSyncItem],
        replace: bool,
    ) -> Result<SyncResult<Address>, Error> {
        self.artu
            .write(
                &Write::sync_addresses(client, items, replace)?,
                outcome::parts,
            )
            .await
    }

    /// The primary address of a client, of one type or of any; nothing where there is none (D):
    /// `GET /clients/{clientId}/addresses/primary`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// let record = artu.addresses().primary(client, None).await?;
    /// # Ok(()) }
    /// ```
    pub async fn primary(
        &self,
        client: ClientId,
        kind: Option<&AddressType>,
    ) -> Result<Option<Record<Address>>, Error> {
        let places = Places::one("clientId", client);
        let answer = self
            .artu
            .read(
                OperationName::AddressesPrimary,
                &places,
                kind.map(|kind| json!({ "type": kind })),
            )
            .await?;
        outcome::optional(&answer)
    }

    /// Changes many addresses (D): `PATCH /addresses/batch`. Sent once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, changes: &[(AddressId, AddressUpdate)]) -> Result<(), artu::Error> {
    /// let result = artu.addresses().update_many(changes, true).await?;
    /// # Ok(()) }
    /// ```
    pub async fn update_many(
        &self,
        changes: &[(AddressId, AddressUpdate)],
        atomic: bool,
    ) -> Result<BatchResult<Address>, Error> {
        self.artu
            .write(&Write::update_addresses(changes, atomic)?, outcome::parts)
            .await
    }
}
