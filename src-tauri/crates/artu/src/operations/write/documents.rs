//! Writes on documents.

use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::Write;
use crate::error::Error;
use crate::models::{ConfirmUpload, DocumentCreate, DocumentId, RejectDocument};

impl Write {
    /// `documents.create`: make the record of a document.
    pub fn create_document(document: &DocumentCreate) -> Result<Self, Error> {
        Self::plain(Name::DocumentsCreate, Places::none(), document)
    }

    /// `documents.upsertByExternalId`: make or change the document with an id of the organisation.
    pub fn upsert_document(external_id: &str, document: &DocumentCreate) -> Result<Self, Error> {
        let name = Name::DocumentsUpsertByExternalId;
        Self::upsert(name, external_id, document)
    }

    /// `documents.upsertManyByExternalId`: make or change 1 to 250 documents by the ids of the organisation.
    pub fn upsert_documents(documents: &[DocumentCreate], atomic: bool) -> Result<Self, Error> {
        let name = Name::DocumentsUpsertManyByExternalId;
        Self::batch(name, documents, atomic)
    }

    /// `documents.confirm-upload`: say that the file of a document has been sent.
    pub fn confirm_document_upload(
        document: DocumentId,
        file: &ConfirmUpload,
    ) -> Result<Self, Error> {
        let places = Places::one("id", document);
        Self::plain(Name::DocumentsConfirmUpload, places, file)
    }

    /// `documents.submit`: hand a document in for review.
    pub fn submit_document(document: DocumentId) -> Self {
        Self::bare(Name::DocumentsSubmit, Places::one("id", document))
    }

    /// `documents.verify`: accept a document after review.
    pub fn verify_document(document: DocumentId) -> Self {
        Self::bare(Name::DocumentsVerify, Places::one("id", document))
    }

    /// `documents.reject`: refuse a document after review.
    pub fn reject_document(document: DocumentId, request: &RejectDocument) -> Result<Self, Error> {
        let places = Places::one("id", document);
        Self::plain(Name::DocumentsReject, places, request)
    }
}
