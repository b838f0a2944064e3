//! A client and its child records in one write.

use serde::{Deserialize, Serialize};

use super::{
    AddressSyncItem, BankAccountSyncItem, ClientCreate, ClientId, ContactMethodSyncItem, OpenMap,
};

/// Writes a client and the lists that hang on it (D, cut after `contactMethods`). A list that is absent is left alone.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientSyncRequest {
    /// The client; a new one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// The client's own members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientCreate>,
    /// Addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<AddressSyncItem>>,
    /// E-mails, phones and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_methods: Option<Vec<ContactMethodSyncItem>>,
    /// Bank accounts (I).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_accounts: Option<Vec<BankAccountSyncItem>>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ClientSyncRequest, client_id);
