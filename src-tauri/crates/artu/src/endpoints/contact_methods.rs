//! Calls on contact methods.

use futures::Stream;

use super::pages::List;
use super::{Artu, outcome, pages};
use crate::error::Error;
use crate::models::{
    BatchResult, ClientId, ContactMethod, ContactMethodId, ContactMethodInput,
    ContactMethodSyncItem, ContactMethodType, ContactMethodUpdate, ListRequest, Page, RawRecord,
    Record, SyncResult, Upsert,
};
use crate::operations::{OperationName, Places, Write};

/// The calls on contact methods; made by [`Artu::contact_methods`].
#[derive(Debug, Clone, Copy)]
pub struct ContactMethods<'a> {
    pub(super) artu: &'a Artu,
}

impl ContactMethods<'_> {
    /// One page of the contact methods of a client (I): `GET /clients/{clientId}/contact-methods`.
    ///
    /// Of the request, only cursor and limit are documented. Each record decodes to [`ContactMethod`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.contact_methods().list(client, &ListRequest::new().limit(50)).await?;
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
                OperationName::ContactMethodsListForClient,
                Places::one("clientId", client),
                request,
            )?,
        )
        .await
    }

    /// Every page of the contact methods of a client, with the guards of [`Clients::pages`](super::Clients::pages)
    /// (I): `GET /clients/{clientId}/contact-methods`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.contact_methods().pages(client, ListRequest::new()));
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
                OperationName::ContactMethodsListForClient,
                Places::one("clientId", client),
                request,
            ),
        )
    }

    /// Makes a contact method (I): `POST /contact-methods`. Sent once.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::{ContactMethodInput, ContactMethodType};
    ///
    /// let method = ContactMethodInput::new(client, ContactMethodType::Email, "hola@ejemplo.test");
    /// let record = artu.contact_methods().create(&method).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create(
        &self,
        method: &ContactMethodInput,
    ) -> Result<Record<ContactMethod>, Error> {
        self.artu
            .write_record(&Write::create_contact_method(method)?)
            .await
    }

    /// One contact method (I): `GET /contact-methods/{id}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ContactMethodId) -> Result<(), artu::Error> {
    /// let record = artu.contact_methods().get(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn get(&self, id: ContactMethodId) -> Result<Record<ContactMethod>, Error> {
        self.artu
            .read_record(
                OperationName::ContactMethodsRetrieve,
                &Places::one("id", id),
            )
            .await
    }

    /// Changes members of a contact method (I): `PATCH /contact-methods/{id}`. Sent once.
    ///
    /// What stays unnamed stays as it is; whether `null` clears is not documented.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ContactMethodId, changes: ContactMethodUpdate) -> Result<(), artu::Error> {
    /// let record = artu.contact_methods().update(id, &changes).await?;
    /// # Ok(()) }
    /// ```
    pub async fn update(
        &self,
        id: ContactMethodId,
        changes: &ContactMethodUpdate,
    ) -> Result<Record<ContactMethod>, Error> {
        self.artu
            .write_record(&Write::update_contact_method(id, changes)?)
            .await
    }

    /// Deletes a contact method (I): `DELETE /contact-methods/{id}`. Sent once.
    ///
    /// The form of the answer is not documented: any is taken. What goes with the record is not documented either.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: ContactMethodId) -> Result<(), artu::Error> {
    /// artu.contact_methods().delete(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn delete(&self, id: ContactMethodId) -> Result<(), Error> {
        self.artu
            .write(&Write::delete_contact_method(id), outcome::anything)
            .await
            .map(drop)
    }

    /// Brings the contact methods of a client to a given state (D):
    /// `POST /clients/{clientId}/contact-methods/sync`. Sent once.
    ///
    /// Up to 250 items: with an id they change a record, without one they make it, with `_delete` they remove it.
    /// Whether `replace` removes what is not listed is inferred from its name (I).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId, items: &[ContactMethodSyncItem]) -> Result<(), artu::Error> {
    /// let result = artu.contact_methods().sync(client, items, false).await?;
    /// # Ok(()) }
    /// ```
    pub async fn sync(
        &self,
        client: ClientId,
        items: &[ContactMethodSyncItem],
        replace: bool,
    ) -> Result<SyncResult<ContactMethod>, Error> {
        self.artu
            .write(
                &Write::sync_contact_methods(client, items, replace)?,
                outcome::parts,
            )
            .await
    }

    /// The primary contact method of a client for one type; nothing where there is none (D):
    /// `GET /clients/{clientId}/contact-methods/primary/{type}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ContactMethodType;
    ///
    /// let record = artu.contact_methods().primary(client, &ContactMethodType::Email).await?;
    /// # Ok(()) }
    /// ```
    pub async fn primary(
        &self,
        client: ClientId,
        kind: &ContactMethodType,
    ) -> Result<Option<Record<ContactMethod>>, Error> {
        let places = Places::one("clientId", client).and("type", kind);
        let answer = self
            .artu
            .read(OperationName::ContactMethodsPrimary, &places, None)
            .await?;
        outcome::optional(&answer)
    }

    /// Makes or changes the contact method with an id of the organisation (D):
    /// `PUT /contact-methods/external/{externalId}`. Sent once.
    ///
    /// The answer says whether the record was made, changed or as asked for already.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, method: ContactMethodInput) -> Result<(), artu::Error> {
    /// let result = artu.contact_methods().upsert("crm-1042-mail", &method).await?;
    /// # Ok(()) }
    /// ```
    pub async fn upsert(
        &self,
        external_id: &str,
        method: &ContactMethodInput,
    ) -> Result<Upsert<ContactMethod>, Error> {
        self.artu
            .write(
                &Write::upsert_contact_method(external_id, method)?,
                outcome::parts,
            )
            .await
    }

    /// Makes or changes many contact methods by the ids of the organisation (D):
    /// `PUT /contact-methods/batch/external`. Sent once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, methods: &[ContactMethodInput]) -> Result<(), artu::Error> {
    /// let result = artu.contact_methods().upsert_many(methods, true).await?;
    /// # Ok(()) }
    /// ```
    pub async fn upsert_many(
        &self,
        methods: &[ContactMethodInput],
        atomic: bool,
    ) -> Result<BatchResult<ContactMethod>, Error> {
        self.artu
            .write(
                &Write::upsert_contact_methods(methods, atomic)?,
                outcome::parts,
            )
            .await
    }
}
