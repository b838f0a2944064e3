//! Calls on clients.

use futures::Stream;

use super::pages::List;
use super::{Artu, decode, outcome, pages};
use crate::error::Error;
use crate::models::{
    BatchResult, Client, ClientCreate, ClientId, ClientSyncRequest, ClientUpdate, ListClients,
    MigratePreview, MigrateRequest, MigrateResult, Page, RawRecord, Record, RelatedRequest,
    RelatedResult, Upsert,
};
use crate::operations::{OperationName, Places, Write, to_json};

/// The calls on clients; made by [`Artu::clients`].
#[derive(Debug, Clone, Copy)]
pub struct Clients<'a> {
    pub(super) artu: &'a Artu,
}

impl Clients<'_> {
    /// One page of clients (I): `POST /clients/list`.
    ///
    /// Each record decodes to [`Client`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListClients;
    ///
    /// let page = artu.clients().list(&ListClients::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(&self, request: &ListClients) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(OperationName::ClientsList, Places::none(), request)?,
        )
        .await
    }

    /// Every page from the request on, following cursors until the server says there is no more (I):
    /// `POST /clients/list`.
    ///
    /// A cursor that comes twice, a missing cursor, or an empty page while more is announced ends the stream with
    /// [`Error::Protocol`]: it never runs for ever. Each page is tried as any read is: what
    /// is left of the client's store of repeats (see [`RetryPolicy`](crate::RetryPolicy)) is shared by all of them.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::ListClients;
    ///
    /// let mut pages = std::pin::pin!(artu.clients().pages(ListClients::new().limit(200)));
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} records", page.data.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn pages(
        &self,
        request: ListClients,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(
            self.artu.clone(),
            List::new(OperationName::ClientsList, Places::none(), request),
        )
    }

    /// One client (I): `GET /clients/{id}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ClientId) -> Result<(), artu::Error> {
    /// let record = artu.clients().get(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn get(&self, id: ClientId) -> Result<Record<Client>, Error> {
        self.artu
            .read_record(OperationName::ClientsRetrieve, &Places::one("id", id))
            .await
    }

    /// One client as it came (I): `GET /clients/{id}`, not decoded, for a caller that keeps a record that does not fit.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ClientId) -> Result<(), artu::Error> {
    /// let raw = artu.clients().get_raw(id).await?;
    /// let kept = raw.text().to_owned();
    /// if let Err(fault) = raw.decode::<Client>() {
    ///     println!("{fault}: {} bytes are kept", kept.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub async fn get_raw(&self, id: ClientId) -> Result<RawRecord, Error> {
        let answer = self
            .artu
            .read(OperationName::ClientsRetrieve, &Places::one("id", id), None)
            .await?;
        Ok(decode::item(&answer))
    }

    /// The client with an id of the organisation (I): `GET /clients/external/{externalId}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// let record = artu.clients().get_by_external_id("crm-1042").await?;
    /// # Ok(()) }
    /// ```
    pub async fn get_by_external_id(&self, external_id: &str) -> Result<Record<Client>, Error> {
        self.artu
            .read_record(
                OperationName::ClientsRetrieveByExternalId,
                &Places::one("externalId", external_id),
            )
            .await
    }

    /// The client with a value under a key of its metadata (D): `GET /clients/metadata/{key}/{value}`.
    ///
    /// What comes when several have it is not documented.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// let record = artu.clients().get_by_metadata("crmId", "1042").await?;
    /// # Ok(()) }
    /// ```
    pub async fn get_by_metadata(&self, key: &str, value: &str) -> Result<Record<Client>, Error> {
        self.artu
            .read_record(
                OperationName::ClientsRetrieveByMetadata,
                &Places::one("key", key).and("value", value),
            )
            .await
    }

    /// Makes a client (D): `POST /clients`. Sent once.
    ///
    /// It becomes primary (I): a client that is not is made by [`Clients::create_related`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::{ClientCreate, ClientType, Scope};
    ///
    /// let client = ClientCreate::new(ClientType::Company, "Ejemplo SA de CV", vec![Scope::from("MX")]);
    /// let record = artu.clients().create(&client).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create(&self, client: &ClientCreate) -> Result<Record<Client>, Error> {
        self.artu.write_record(&Write::create_client(client)?).await
    }

    /// Changes members of a client (I): `PATCH /clients/{id}`. Sent once.
    ///
    /// What stays unnamed stays as it is; whether `null` clears is not documented.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ClientUpdate;
    ///
    /// let changes = ClientUpdate {
    ///     name: "Ejemplo SA de CV".into(),
    ///     ..ClientUpdate::default()
    /// };
    /// let record = artu.clients().update(id, &changes).await?;
    /// # Ok(()) }
    /// ```
    pub async fn update(
        &self,
        id: ClientId,
        changes: &ClientUpdate,
    ) -> Result<Record<Client>, Error> {
        self.artu
            .write_record(&Write::update_client(id, changes)?)
            .await
    }

    /// Deletes a client (I): `DELETE /clients/{id}`. Sent once.
    ///
    /// The form of the answer is not documented: any is taken. What goes with the record is not documented either.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ClientId) -> Result<(), artu::Error> {
    /// artu.clients().delete(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn delete(&self, id: ClientId) -> Result<(), Error> {
        self.artu
            .write(&Write::delete_client(id), outcome::anything)
            .await
            .map(drop)
    }

    /// Makes or changes the client with an id of the organisation (I): `PUT /clients/external/{externalId}`. Sent
    /// once.
    ///
    /// The answer says whether the record was made, changed or as asked for already.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientCreate) -> Result<(), artu::Error> {
    /// let result = artu.clients().upsert("crm-1042", &client).await?;
    /// # Ok(()) }
    /// ```
    pub async fn upsert(
        &self,
        external_id: &str,
        client: &ClientCreate,
    ) -> Result<Upsert<Client>, Error> {
        self.artu
            .write(&Write::upsert_client(external_id, client)?, outcome::parts)
            .await
    }

    /// Makes many clients (D): `POST /clients/batch`. Sent once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself. The greatest
    /// number is documented on sibling calls (I).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, clients: &[ClientCreate]) -> Result<(), artu::Error> {
    /// let result = artu.clients().create_many(clients, true).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create_many(
        &self,
        clients: &[ClientCreate],
        atomic: bool,
    ) -> Result<BatchResult<Client>, Error> {
        self.artu
            .write(&Write::create_clients(clients, atomic)?, outcome::parts)
            .await
    }

    /// Changes many clients (I): `PATCH /clients/batch`. Sent once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, changes: &[(ClientId, ClientUpdate)]) -> Result<(), artu::Error> {
    /// let result = artu.clients().update_many(changes, false).await?;
    /// # Ok(()) }
    /// ```
    pub async fn update_many(
        &self,
        changes: &[(ClientId, ClientUpdate)],
        atomic: bool,
    ) -> Result<BatchResult<Client>, Error> {
        self.artu
            .write(&Write::update_clients(changes, atomic)?, outcome::parts)
            .await
    }

    /// Brings a client and its child records to a given state (D): `POST /clients/sync`. Sent once.
    ///
    /// The form of the answer is not documented: it comes verbatim.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, request: ClientSyncRequest) -> Result<(), artu::Error> {
    /// let answer = artu.clients().sync(&request).await?;
    /// # Ok(()) }
    /// ```
    pub async fn sync(&self, request: &ClientSyncRequest) -> Result<Option<RawRecord>, Error> {
        self.artu
            .write(&Write::sync_client(request)?, outcome::anything)
            .await
    }

    /// Makes a client primary (S): `POST /clients/{id}/promote`, without a body. Sent once.
    ///
    /// What it does to a client that is primary already is not documented.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ClientId) -> Result<(), artu::Error> {
    /// let record = artu.clients().promote(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn promote(&self, id: ClientId) -> Result<Record<Client>, Error> {
        self.artu.write_record(&Write::promote(id)).await
    }

    /// Makes a client that is not primary and links it as a child (D): `POST /clients/{parentClientId}/related`.
    /// Sent once.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, parent: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::{ClientCreate, ClientType, RelatedRequest, RelationshipType, Scope};
    ///
    /// let request = RelatedRequest {
    ///     child: ClientCreate::new(ClientType::Individual, "Ejemplo", vec![Scope::from("MX")]),
    ///     relationship_type: RelationshipType::LegalRepresentative,
    ///     metadata: None,
    /// };
    /// let made = artu.clients().create_related(parent, &request).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create_related(
        &self,
        parent: ClientId,
        request: &RelatedRequest,
    ) -> Result<RelatedResult, Error> {
        self.artu
            .write(&Write::create_related(parent, request)?, outcome::parts)
            .await
    }

    /// Copies a client into the other environment (D): `POST /clients/{id}/migrate`. Sent once.
    ///
    /// The environment of this client is the source. The form of the answer is documented for a transaction (I).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::{Environment, MigrateRequest};
    ///
    /// let request = MigrateRequest::new(Environment::Live);
    /// let record = artu.clients().migrate(id, &request).await?;
    /// # Ok(()) }
    /// ```
    pub async fn migrate(
        &self,
        id: ClientId,
        request: &MigrateRequest,
    ) -> Result<Record<MigrateResult>, Error> {
        self.artu
            .write_record(&Write::migrate_client(id, request)?)
            .await
    }

    /// Says what [`Clients::migrate`] would do (D): `POST /clients/{id}/migrate/preview`.
    ///
    /// Taken to change nothing (I), so that it is repeated like any read.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::{Environment, MigrateRequest};
    ///
    /// let request = MigrateRequest::new(Environment::Live);
    /// let record = artu.clients().preview_migration(id, &request).await?;
    /// # Ok(()) }
    /// ```
    pub async fn preview_migration(
        &self,
        id: ClientId,
        request: &MigrateRequest,
    ) -> Result<Record<MigratePreview>, Error> {
        let request = to_json(request)?;
        let places = Places::one("id", id);
        let answer = self
            .artu
            .read(OperationName::ClientsMigratePreview, &places, Some(request))
            .await?;
        decode::record(&answer)
    }
}
