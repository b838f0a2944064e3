//! Calls on links.

use super::{Artu, decode};
use crate::error::Error;
use crate::models::{
    Client, ClientId, LinkId, LinkRequest, LinkedClient, Page, RawRecord, Record, RelationshipType,
    ReplaceLinksRequest,
};
use crate::operations::Write;

/// The calls on links; made by [`Artu::links`].
#[derive(Debug, Clone, Copy)]
pub struct Links<'a> {
    pub(super) artu: &'a Artu,
}

impl Links<'_> {
    /// The links of a parent (D): `GET /clients/{parent}/links`, a bare list. Each decodes to a [`LinkedClient`].
    pub async fn list(&self, parent: ClientId) -> Result<Page<RawRecord>, Error> {
        let target = self.artu.operations().links_of(parent);
        decode::list(&self.artu.read(target, None).await?, self.artu.operations())
    }

    /// One link (D): `GET /client-links/{id}`.
    pub async fn get(&self, id: LinkId) -> Result<Record<LinkedClient>, Error> {
        let target = self.artu.operations().one_link(id);
        decode::record(&self.artu.read(target, None).await?)
    }

    /// Links an existing client as a child (D): `POST /clients/{parent}/links`. Sent once.
    /// The answer is taken to be the parent (I).
    pub async fn add(
        &self,
        parent: ClientId,
        request: &LinkRequest,
    ) -> Result<Record<Client>, Error> {
        let write = Write::Link {
            parent,
            request: request.clone(),
        };
        self.artu.write_client(&write).await
    }

    /// Replaces every link of a parent (D): `PUT /clients/{parent}/links`. Links not listed are dropped. Sent once.
    /// The answer is taken to be the parent (I).
    pub async fn replace(
        &self,
        parent: ClientId,
        request: &ReplaceLinksRequest,
    ) -> Result<Record<Client>, Error> {
        let write = Write::ReplaceLinks {
            parent,
            request: request.clone(),
        };
        self.artu.write_client(&write).await
    }

    /// Removes a link (D): `DELETE /clients/{parent}/links/{child}` with the relationship in the body (I). Sent once.
    /// The answer is taken to be the parent (I).
    pub async fn remove(
        &self,
        parent: ClientId,
        child: ClientId,
        relationship: Option<RelationshipType>,
    ) -> Result<Record<Client>, Error> {
        let write = Write::Unlink {
            parent,
            child,
            relationship,
        };
        self.artu.write_client(&write).await
    }
}
