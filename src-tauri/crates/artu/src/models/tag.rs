//! Tags: on a client, and by themselves.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{OpenMap, TagId, wire};

/// A tag as it hangs on a client or an alert (S).
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

/// A tag of the organisation (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// Id of the tag.
    pub id: TagId,
    /// Name of the tag.
    pub name: String,
    /// Colour as `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// What the tag is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When the record was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// When the record was last changed.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<Timestamp>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Tag, id);

/// What is sent to make a tag (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TagCreate {
    /// Name, 1 to 100 characters.
    pub name: String,
    /// Colour as `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// What the tag is for, at most 500 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

discreet_debug!(TagCreate);

impl TagCreate {
    /// A tag with a name and nothing else.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            color: None,
            description: None,
        }
    }
}
