//! The clients: the record as Artu gave it, and the columns that lists and filters need.

mod facts;
mod incoming;
mod read;
mod write;

pub use incoming::ClientWrite;
pub use read::ClientsRead;
pub(crate) use write::{ClientsWrite, settle_linked};

use artu::models::ClientType;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::findings::Severity;
use crate::{column::Digest, identity::ClientId};

/// What storing a record came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The client was not known.
    Added,
    /// The record differs from what was stored, or the client was gone and is back.
    Changed,
    /// Nothing was written.
    Same,
}

/// A client as it is stored, with its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredClient {
    /// What lists show of it.
    pub row: ClientRow,
    /// The record as Artu gave it.
    pub raw: String,
}

/// What lists show of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// Its id.
    pub id: ClientId,
    /// What it is.
    pub kind: ClientType,
    /// The name for people.
    pub name: String,
    /// Whether the organisation serves it itself.
    pub is_primary: bool,
    /// Whether the record has all its child lists; a short one is to be read singly.
    pub complete: bool,
    /// The RFC as the record has it.
    pub rfc: Option<String>,
    /// The CURP as the record has it.
    pub curp: Option<String>,
    /// The organisation's own id.
    pub external_id: Option<String>,
    /// Artu's time of the record.
    pub updated_at: Timestamp,
    /// When this version was first seen.
    pub seen_at: Timestamp,
    /// As of when this stands: when it was seen, or a later complete pull that found it unchanged.
    pub as_of: Timestamp,
    /// Since when Artu no longer gives it.
    pub gone_since: Option<Timestamp>,
    /// The digest of the record.
    pub digest: Digest,
    /// The worst of its findings.
    pub worst: Option<Severity>,
    /// Whether it is not primary and no link reaches it.
    pub orphan: bool,
}

/// What a list of clients is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ClientSort {
    /// The name, without accents and case.
    #[default]
    Name,
    /// Artu's time of the record.
    Updated,
    /// When this version was seen.
    Seen,
    /// The worst finding.
    Worst,
}

/// Which clients to list.
#[derive(Debug, Clone, Default)]
pub struct ClientQuery {
    /// Only those that a search for this text finds.
    pub text: Option<String>,
    /// Only of this type.
    pub kind: Option<ClientType>,
    /// Only primary ones, or only others.
    pub primary: Option<bool>,
    /// Only those that are gone, or only others.
    pub gone: Option<bool>,
    /// Only orphans, or only others.
    pub orphan: Option<bool>,
    /// Only with this worst finding.
    pub worst: Option<Severity>,
    /// The order.
    pub sort: ClientSort,
    /// The order turned round.
    pub descending: bool,
    /// Rows to skip.
    pub offset: u64,
    /// Most rows to give.
    pub limit: u64,
}

/// Which clients to walk over; those that are gone are among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// The anchors of households: those that are primary.
    Anchors,
}

/// The record of a client that is not gone, as rules read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its place in a walk over clients.
    pub place: i64,
    /// The digest of the record.
    pub digest: Digest,
    /// The record as Artu gave it.
    pub raw: String,
}

/// How many clients there are of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClientCounts {
    /// All that are stored, gone ones included.
    pub clients: u64,
    /// Primary ones that are not gone.
    pub primary: u64,
    /// Orphans that are not gone.
    pub orphans: u64,
    /// Those that Artu no longer gives.
    pub gone: u64,
    /// Those whose record is short.
    pub short: u64,
}
