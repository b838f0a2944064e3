//! The client: the main record.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Address, BankAccount, ClientId, ClientType, ContactMethod, Document, Employment, LinkedClient,
    OpenMap, RiskAssessments, Scope, ScopeData, TagRef, wire,
};

/// A client (S). A child list that is `None` was not sent and says nothing: a short record. An empty list was sent and is empty.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// Id of the client.
    pub id: ClientId,
    /// What the client is; `type` on the wire.
    #[serde(rename = "type")]
    pub kind: ClientType,
    /// Full name, or the given name where `last_name` is there too.
    pub name: String,
    /// Scopes, one or more.
    pub scopes: Vec<Scope>,
    /// When the record was made.
    #[serde(deserialize_with = "wire::time")]
    pub created_at: Timestamp,
    /// When the record was last changed.
    #[serde(deserialize_with = "wire::time")]
    pub updated_at: Timestamp,
    /// Whether the organisation serves this client itself.
    pub is_primary: bool,
    /// Country codes. The wire has a list, one text or null; all read as a list.
    #[serde(
        default,
        deserialize_with = "wire::text_list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub nationalities: Vec<String>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Date of birth, a plain date that no time zone shifts.
    #[serde(
        default,
        deserialize_with = "wire::optional_date",
        skip_serializing_if = "Option::is_none"
    )]
    pub birth_date: Option<Date>,
    /// Middle name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// Last name or names.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_name: Option<String>,
    /// Employment at the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employment: Option<Employment>,
    /// Data that belongs to a legal regime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<ScopeData>,
    /// Primary e-mail, read only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Primary phone, read only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Age in whole years, worked out by the server.
    #[serde(
        default,
        deserialize_with = "wire::optional_whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub age: Option<i64>,
    /// Addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<Address>>,
    /// E-mails, phones and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_methods: Option<Vec<ContactMethod>>,
    /// Bank accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_accounts: Option<Vec<BankAccount>>,
    /// Documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<Document>>,
    /// Links of which this client is the parent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked_clients: Option<Vec<LinkedClient>>,
    /// Risk assessments, of unknown shape.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_assessments: Option<RiskAssessments>,
    /// Tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<TagRef>>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Client, id, kind, is_primary, updated_at);

impl Client {
    /// Whether a child list is missing, so that the record must be read singly to be whole.
    pub fn is_short(&self) -> bool {
        self.addresses.is_none()
            || self.contact_methods.is_none()
            || self.bank_accounts.is_none()
            || self.documents.is_none()
            || self.linked_clients.is_none()
    }

    /// Name for people: given, middle and last name in this order, as far as they are there.
    pub fn full_name(&self) -> String {
        super::client_summary::join_names(
            &self.name,
            self.middle_name.as_deref(),
            self.last_name.as_deref(),
        )
    }

    /// Mexican scope data.
    pub fn mx(&self) -> Option<&super::MxScopeData> {
        self.scope_data.as_ref()?.mx.as_ref()
    }
}
