//! Making a non-primary client and its link in one call.

use serde::{Deserialize, Serialize, Serializer};

use super::{Client, ClientCreate, OpenMap, Record, RelationshipType};

/// Makes a client that is not primary and links it as a child (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RelatedRequest {
    /// The client to make.
    pub child: ClientCreate,
    /// What the child is to the parent.
    pub relationship_type: RelationshipType,
    /// Free data of the organisation, kept on the link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
}

discreet_debug!(RelatedRequest, relationship_type);

/// The answer: the new client and whatever else the server says (D, cut after `child`). Serialises as it came.
#[derive(Clone)]
pub struct RelatedResult {
    /// The client that was made.
    pub child: Record<Client>,
    /// Members not named here, the link among them.
    pub unknown: OpenMap,
}

discreet_debug!(RelatedResult, child);

impl Serialize for RelatedResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "child": &self.child, .. &self.unknown)
    }
}
