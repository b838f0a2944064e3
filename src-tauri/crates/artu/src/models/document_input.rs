//! Documents as they are sent, and the place where their file goes.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};

use super::{ClientId, DecodeError, Document, DocumentCategory, OpenMap, Record, Scope, wire};

open_enum! {
    /// MIME type of a file that a document takes (D).
    DocumentContentType {
        /// JPEG image.
        Jpeg = "image/jpeg",
        /// PNG image.
        Png = "image/png",
        /// WebP image.
        Webp = "image/webp",
        /// PDF.
        Pdf = "application/pdf",
    }
}

/// What is sent to make a document (D). The file itself follows: see [`Upload`].
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentCreate {
    /// The client it belongs to.
    pub client_id: ClientId,
    /// Scope it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Type of document, open text of at least one character; `type` on the wire.
    #[serde(rename = "type")]
    pub kind: String,
    /// MIME type of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<DocumentContentType>,
    /// What it proves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<DocumentCategory>,
    /// Last day on which it holds.
    #[serde(
        default,
        deserialize_with = "wire::optional_date",
        skip_serializing_if = "Option::is_none"
    )]
    pub expires_at: Option<Date>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// What stands in it, by type of document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(DocumentCreate, client_id, category);

impl DocumentCreate {
    /// A document of a client, with what every one has.
    pub fn new(client_id: ClientId, kind: impl Into<String>) -> Self {
        Self {
            client_id,
            scope: None,
            kind: kind.into(),
            content_type: None,
            category: None,
            expires_at: None,
            external_id: None,
            metadata: None,
            fields: None,
            unknown: OpenMap::new(),
        }
    }
}

/// Where to put a file (D, from the like call of evidence): `PUT` it there with its content type. The address is a secret while it holds.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    /// The address, signed beforehand.
    pub url: String,
    /// Until when the address holds.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub expires_at: Option<Timestamp>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Upload, expires_at);

/// The answer to the making of a document (I, from the like call of evidence). Serialises as it came.
#[derive(Clone)]
pub struct DocumentCreated {
    /// The document that was made.
    pub document: Record<Document>,
    /// Where its file goes, where the server says it.
    pub upload: Option<Record<Upload>>,
    /// Members not named here.
    pub unknown: OpenMap,
    /// `upload`, where it was not of its form; it is kept in `unknown`.
    pub malformed: Vec<DecodeError>,
    /// Whether the document stood alone, with nothing around it.
    pub(crate) is_bare: bool,
}

discreet_debug!(DocumentCreated, document, upload, malformed);

impl Serialize for DocumentCreated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_bare {
            return self.document.serialize(serializer);
        }
        if let Some(upload) = &self.upload {
            return write_members!(
                serializer,
                "document": &self.document,
                "upload": upload,
                .. &self.unknown
            );
        }
        write_members!(serializer, "document": &self.document, .. &self.unknown)
    }
}

/// Says that the file of a document is in its place (I).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmUpload {
    /// Name of the file.
    pub filename: String,
    /// MIME type of the file.
    pub content_type: String,
    /// Size of the file in bytes.
    pub size: u64,
}

discreet_debug!(ConfirmUpload, content_type, size);

/// Says why a document is rejected (I).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RejectDocument {
    /// Why, for people.
    pub reason: String,
}

discreet_debug!(RejectDocument);
