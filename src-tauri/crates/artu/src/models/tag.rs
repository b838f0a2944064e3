//! Tags on a client.

use serde::{Deserialize, Serialize};

use super::{OpenMap, TagId};

/// A tag as it hangs on a client (S).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TagRef {
    /// Id of the tag.
    pub id: TagId,
    /// Name of the tag.
    pub name: String,
    /// Colour as `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(TagRef, id);
