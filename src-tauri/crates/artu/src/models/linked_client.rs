//! A link from a parent client to a child client.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClientSummary, LinkId, OpenMap, RelationshipType, wire};

/// One link, seen from its parent (S, D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkedClient {
    /// Id of the link.
    pub id: LinkId,
    /// What the child is to the parent.
    pub relationship_type: RelationshipType,
    /// The child, in short form.
    pub client: ClientSummary,
    /// When the link was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// When the link was last changed.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<Timestamp>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(LinkedClient, id, relationship_type, client);
