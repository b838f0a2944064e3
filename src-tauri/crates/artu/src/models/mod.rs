//! The records of the API, one file per record.
//!
//! Rules shared by all: member names on the wire are camelCase; an absent optional member and a `null` one read alike as
//! `None`; members that the type does not name are kept in `unknown`; enum values that are not known are kept as text.
//! `Debug` of a record shows its id and kind, never personal data.

#[macro_use]
mod macros;
mod address;
mod bank_account;
mod client;
mod client_create;
mod client_summary;
mod client_type;
mod contact_method;
mod decode_error;
mod document;
mod employment;
mod environment;
mod ids;
mod link_request;
mod linked_client;
mod list_clients;
mod page;
mod record;
mod related;
mod relationship_type;
mod risk;
mod scope;
mod scope_data;
mod tag;
mod tenant_details;
mod wire;

pub use address::{Address, AddressScopeData, AddressType, MxAddressData};
pub use bank_account::BankAccount;
pub use client::Client;
pub use client_create::ClientCreate;
pub use client_summary::ClientSummary;
pub use client_type::ClientType;
pub use contact_method::{ContactMethod, ContactMethodType};
pub use decode_error::DecodeError;
pub use document::{Document, DocumentCategory};
pub use employment::Employment;
pub use environment::{Environment, UnknownEnvironment};
pub use ids::{
    AddressId, BankAccountId, ClientId, ContactMethodId, DocumentId, LinkId, MalformedId, TagId,
    TenantId,
};
pub use link_request::{LinkRequest, ReplaceLinksRequest, ReplacementLink, UnlinkRequest};
pub use linked_client::LinkedClient;
pub use list_clients::{
    ClientFilter, IdFilter, ListClients, Sort, SortDirection, TextFilter, TimeFilter,
};
pub use page::{Page, Pagination};
pub use record::{RawRecord, Record};
pub use related::{RelatedRequest, RelatedResult};
pub use relationship_type::RelationshipType;
pub use risk::{RiskAssessments, RiskReading};
pub use scope::Scope;
pub use scope_data::{CnbvData, MxScopeData, ScopeData, TransmisorData};
pub use tag::TagRef;
pub use tenant_details::{TenantData, TenantDetails, TenantSettings};

/// An open JSON object: members by name, in the order of the wire.
pub type OpenMap = serde_json::Map<String, serde_json::Value>;
