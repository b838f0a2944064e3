//! Writes on links.

use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::Write;
use crate::error::Error;
use crate::models::{ClientId, LinkRequest, RelationshipType, ReplaceLinksRequest, UnlinkRequest};

impl Write {
    /// `clients.links.add`: link an existing client to a parent.
    pub fn link(parent: ClientId, request: &LinkRequest) -> Result<Self, Error> {
        let places = Places::one("parentClientId", parent);
        Self::plain(Name::ClientsLinksAdd, places, request)
    }

    /// `clients.links.replace`: replace every link of a parent; those not listed are dropped.
    pub fn replace_links(parent: ClientId, request: &ReplaceLinksRequest) -> Result<Self, Error> {
        let places = Places::one("parentClientId", parent);
        Self::plain(Name::ClientsLinksReplace, places, request)
    }

    /// `clients.links.remove`: remove the link of one type, or the links of any, between a parent and a child.
    pub fn unlink(
        parent: ClientId,
        child: ClientId,
        relationship: Option<&RelationshipType>,
    ) -> Result<Self, Error> {
        let places = Places::one("parentClientId", parent).and("childClientId", child);
        let request = UnlinkRequest {
            relationship_type: relationship.cloned(),
        };
        Self::plain(Name::ClientsLinksRemove, places, &request)
    }
}
