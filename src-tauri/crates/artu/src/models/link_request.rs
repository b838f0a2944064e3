//! Bodies that change the links of a parent.

use serde::{Deserialize, Serialize};

use super::{ClientId, OpenMap, RelationshipType};

/// Adds one link (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkRequest {
    /// The client that becomes the child.
    pub child_client_id: ClientId,
    /// What the child is to the parent.
    pub relationship_type: RelationshipType,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
}

discreet_debug!(LinkRequest, child_client_id, relationship_type);

impl LinkRequest {
    /// A link without metadata.
    pub fn new(child_client_id: ClientId, relationship_type: RelationshipType) -> Self {
        Self {
            child_client_id,
            relationship_type,
            metadata: None,
        }
    }
}

/// Replaces every link of a parent (D). Links that are not listed are dropped by the server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceLinksRequest {
    /// All links that the parent shall have.
    pub linked_clients: Vec<ReplacementLink>,
}

/// One link of a [`ReplaceLinksRequest`].
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplacementLink {
    /// The child.
    pub client_id: ClientId,
    /// What the child is to the parent.
    pub relationship_type: RelationshipType,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
}

discreet_debug!(ReplacementLink, client_id, relationship_type);

/// Removes the link of one type between parent and child (the body is D, its member I).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnlinkRequest {
    /// Which of the links between the two; all of them, presumably, when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationship_type: Option<RelationshipType>,
}
