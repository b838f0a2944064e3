//! Calls on documents.

use futures::Stream;

use super::pages::List;
use super::{Artu, outcome, pages};
use crate::error::Error;
use crate::models::{
    BatchResult, ClientId, ConfirmUpload, Document, DocumentCreate, DocumentCreated, DocumentId,
    ListRequest, Page, RawRecord, Record, RejectDocument, Upsert,
};
use crate::operations::{OperationName, Places, Write};

/// The calls on documents; made by [`Artu::documents`].
#[derive(Debug, Clone, Copy)]
pub struct Documents<'a> {
    pub(super) artu: &'a Artu,
}

impl Documents<'_> {
    /// One page of the documents of a client (D): `GET /clients/{clientId}/documents`.
    ///
    /// Of the request, only cursor and limit are documented. Each record decodes to [`Document`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.documents().list(client, &ListRequest::new().limit(50)).await?;
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
                OperationName::DocumentsListForClient,
                Places::one("clientId", client),
                request,
            )?,
        )
        .await
    }

    /// Every page of the documents of a client, with the guards of [`Clients::pages`](super::Clients::pages) (D):
    /// `GET /clients/{clientId}/documents`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.documents().pages(client, ListRequest::new()));
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
                OperationName::DocumentsListForClient,
                Places::one("clientId", client),
                request,
            ),
        )
    }

    /// One document (I): `GET /documents/{id}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: DocumentId) -> Result<(), artu::Error> {
    /// let record = artu.documents().get(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn get(&self, id: DocumentId) -> Result<Record<Document>, Error> {
        self.artu
            .read_record(OperationName::DocumentsRetrieve, &Places::one("id", id))
            .await
    }

    /// Makes the record of a document; its file goes to the address in the answer (D): `POST /documents`. Sent
    /// once.
    ///
    /// The form of the answer is documented for evidence (I); a bare document is taken too.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::DocumentCreate;
    ///
    /// let document = DocumentCreate::new(client, "proof_of_address");
    /// let made = artu.documents().create(&document).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create(&self, document: &DocumentCreate) -> Result<DocumentCreated, Error> {
        self.artu
            .write(&Write::create_document(document)?, outcome::parts)
            .await
    }

    /// Makes or changes the document with an id of the organisation (D): `PUT /documents/external/{externalId}`.
    /// Sent once.
    ///
    /// The answer says whether the record was made, changed or as asked for already.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, document: DocumentCreate) -> Result<(), artu::Error> {
    /// let result = artu.documents().upsert("crm-1042-ine", &document).await?;
    /// # Ok(()) }
    /// ```
    pub async fn upsert(
        &self,
        external_id: &str,
        document: &DocumentCreate,
    ) -> Result<Upsert<Document>, Error> {
        self.artu
            .write(
                &Write::upsert_document(external_id, document)?,
                outcome::parts,
            )
            .await
    }

    /// Makes or changes many documents by the ids of the organisation (D): `PUT /documents/batch/external`. Sent
    /// once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, documents: &[DocumentCreate]) -> Result<(), artu::Error> {
    /// let result = artu.documents().upsert_many(documents, true).await?;
    /// # Ok(()) }
    /// ```
    pub async fn upsert_many(
        &self,
        documents: &[DocumentCreate],
        atomic: bool,
    ) -> Result<BatchResult<Document>, Error> {
        self.artu
            .write(&Write::upsert_documents(documents, atomic)?, outcome::parts)
            .await
    }

    /// Says that the file of a document has been sent (I): `POST /documents/{id}/confirm-upload`. Sent once.
    ///
    /// The path is a guess from the guides: look before it is used.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: DocumentId) -> Result<(), artu::Error> {
    /// use artu::models::ConfirmUpload;
    ///
    /// let file = ConfirmUpload {
    ///     filename: "comprobante.pdf".into(),
    ///     content_type: "application/pdf".into(),
    ///     size: 48_213,
    /// };
    /// let record = artu.documents().confirm_upload(id, &file).await?;
    /// # Ok(()) }
    /// ```
    pub async fn confirm_upload(
        &self,
        id: DocumentId,
        file: &ConfirmUpload,
    ) -> Result<Record<Document>, Error> {
        self.artu
            .write_record(&Write::confirm_document_upload(id, file)?)
            .await
    }

    /// Hands a document in for review (I): `POST /documents/{id}/submit`. Sent once.
    ///
    /// The path is a guess from the guides: look before it is used.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: DocumentId) -> Result<(), artu::Error> {
    /// let record = artu.documents().submit(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn submit(&self, id: DocumentId) -> Result<Record<Document>, Error> {
        self.artu.write_record(&Write::submit_document(id)).await
    }

    /// Accepts a document after review (I): `POST /documents/{id}/verify`. Sent once.
    ///
    /// The path is a guess from the guides: look before it is used.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: DocumentId) -> Result<(), artu::Error> {
    /// let record = artu.documents().verify(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn verify(&self, id: DocumentId) -> Result<Record<Document>, Error> {
        self.artu.write_record(&Write::verify_document(id)).await
    }

    /// Refuses a document after review (I): `POST /documents/{id}/reject`. Sent once.
    ///
    /// The path is a guess from the guides: look before it is used.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: DocumentId, request: RejectDocument) -> Result<(), artu::Error> {
    /// let record = artu.documents().reject(id, &request).await?;
    /// # Ok(()) }
    /// ```
    pub async fn reject(
        &self,
        id: DocumentId,
        request: &RejectDocument,
    ) -> Result<Record<Document>, Error> {
        self.artu
            .write_record(&Write::reject_document(id, request)?)
            .await
    }
}
