//! The records of the API, one file per record.
//!
//! Rules shared by all: member names on the wire are camelCase; an absent optional member and a `null` one read alike as
//! `None`; members that the type does not name are kept in `unknown`; enum values that are not known are kept as text.
//! What is sent tells a member that stays as it is from one that is cleared: see [`Change`].
//!
//! Where a doc comment marks a fact, S is the page of the promotion, D another page of the public reference, and I an
//! inference that no page states.
//! `Debug` of a record shows its id and kind, never personal data.

#[macro_use]
mod macros;
mod address;
mod address_input;
mod alert;
mod alert_item;
mod amount;
mod audit_log;
mod bank_account;
mod bank_account_input;
mod batch;
mod change;
mod client;
mod client_create;
mod client_filter;
mod client_summary;
mod client_sync;
mod client_type;
mod client_update;
mod contact_method;
mod contact_method_input;
mod decode_error;
mod document;
mod document_input;
mod employment;
mod environment;
mod evidence;
mod filter;
mod identity;
mod ids;
mod link_request;
mod linked_client;
mod list_request;
mod migrate;
mod names;
mod page;
mod record;
mod related;
mod relationship_type;
mod risk;
mod scope;
mod scope_data;
mod scope_data_input;
mod sync;
mod tag;
mod tenant_details;
mod transaction;
mod upsert;
mod wire;

pub use address::{Address, AddressScopeData, AddressType, MxAddressData};
pub use address_input::{AddressInput, AddressSyncItem, AddressUpdate};
pub use alert::{Alert, AlertInput, AlertStatus};
pub use alert_item::{AlertItem, AlertItemInput, AlertItemsAdded, ValidationErrorItem};
pub use amount::Amount;
pub use audit_log::AuditLog;
pub use bank_account::BankAccount;
pub use bank_account_input::{BankAccountInput, BankAccountSyncItem, BankAccountUpdate};
pub use batch::{BatchFailure, BatchFault, BatchResult, BatchSuccess};
pub use change::Change;
pub use client::Client;
pub use client_create::ClientCreate;
pub use client_filter::{ClientFilter, ListClients};
pub use client_summary::ClientSummary;
pub use client_sync::ClientSyncRequest;
pub use client_type::ClientType;
pub use client_update::ClientUpdate;
pub use contact_method::{ContactMethod, ContactMethodType};
pub use contact_method_input::{ContactMethodInput, ContactMethodSyncItem, ContactMethodUpdate};
pub use decode_error::DecodeError;
pub(crate) use decode_error::shown_name;
pub use document::{Document, DocumentCategory};
pub use document_input::{
    ConfirmUpload, DocumentContentType, DocumentCreate, DocumentCreated, RejectDocument, Upload,
};
pub use employment::Employment;
pub use environment::{Environment, UnknownEnvironment};
pub use evidence::Evidence;
pub use filter::{
    DateFilter, IdConditions, IdFilter, Matching, MetadataFilter, NumberFilter, RangeConditions,
    RiskAssessmentFilter, StringConditions, StringFilter,
};
pub use identity::{
    CheckReason, CheckResult, EligibleCheck, IdentityCheckStatus, IdentityCheckSummary,
    IdentityRun, IdentityRunDetail,
};
pub use ids::{
    AddressId, AlertId, AlertItemId, AuditLogId, BankAccountId, ClientId, ContactMethodId,
    DocumentId, EvidenceId, IdentityRunId, LinkId, MalformedId, ProductId, ReportId, TagId,
    TenantId, TransactionId, WorkflowId,
};
pub use link_request::{LinkRequest, ReplaceLinksRequest, ReplacementLink, UnlinkRequest};
pub use linked_client::LinkedClient;
pub use list_request::{ListRequest, Sort, SortDirection};
pub use migrate::{
    MigrateBlocker, MigrateCount, MigrateInclude, MigrateItem, MigratePrecedence, MigratePreview,
    MigrateRequest, MigrateResult, MigrateTarget,
};
pub(crate) use page::Count;
pub use page::{Page, Pagination};
pub use record::{RawRecord, Record};
pub use related::{RelatedRequest, RelatedResult};
pub use relationship_type::RelationshipType;
pub use risk::{RiskAssessments, RiskReading};
pub use scope::Scope;
pub use scope_data::{CnbvData, MxScopeData, ScopeData, TransmisorData};
pub use scope_data_input::{
    AddressScopeDataInput, MxAddressDataInput, MxScopeDataInput, ScopeDataInput,
};
pub use sync::{Listed, SyncResult};
pub use tag::{Tag, TagCreate, TagRef};
pub use tenant_details::{TenantData, TenantDetails, TenantSettings};
pub use transaction::{Transaction, TransactionStatus};
pub use upsert::{Upsert, UpsertAction};

/// An open JSON object: members by name, in the order of the wire.
pub type OpenMap = serde_json::Map<String, serde_json::Value>;
