//! Calls on clients.

use futures::Stream;

use super::{Artu, decode, pages};
use crate::error::Error;
use crate::models::{
    Client, ClientId, ListClients, OpenMap, Page, RawRecord, Record, RelatedRequest, RelatedResult,
};
use crate::operations::Write;

/// The calls on clients; made by [`Artu::clients`].
#[derive(Debug, Clone, Copy)]
pub struct Clients<'a> {
    pub(super) artu: &'a Artu,
}

impl Clients<'_> {
    /// One page of clients (I): `POST /clients/list`.
    pub async fn list(&self, request: &ListClients) -> Result<Page<RawRecord>, Error> {
        pages::one(self.artu, request).await
    }

    /// Every page from the request on, following cursors until the server says there is no more (I).
    ///
    /// A cursor that comes twice, a missing cursor, or an empty page while more is announced ends the stream with
    /// [`Error::Protocol`]: it never runs for ever. Each page has its own budget of tries.
    pub fn pages(
        &self,
        request: ListClients,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(self.artu.clone(), request)
    }

    /// One client (I): `GET /clients/{id}`.
    pub async fn get(&self, id: ClientId) -> Result<Record<Client>, Error> {
        let target = self.artu.operations().one_client(id);
        decode::record(&self.artu.read(target, None).await?)
    }

    /// Makes a client primary (S): `POST /clients/{id}/promote` without a body. Sent once.
    pub async fn promote(&self, id: ClientId) -> Result<Record<Client>, Error> {
        self.artu.write_client(&Write::Promote { client: id }).await
    }

    /// Changes members of a client (I): `PATCH /clients/{id}` with `{data}`. Sent once.
    pub async fn update(&self, id: ClientId, changes: &OpenMap) -> Result<Record<Client>, Error> {
        let write = Write::Update {
            client: id,
            changes: changes.clone(),
        };
        self.artu.write_client(&write).await
    }

    /// Makes a non-primary client and links it as a child (D): `POST /clients/{parent}/related`. Sent once.
    pub async fn create_related(
        &self,
        parent: ClientId,
        request: &RelatedRequest,
    ) -> Result<RelatedResult, Error> {
        let write = Write::CreateRelated {
            parent,
            request: Box::new(request.clone()),
        };
        let answer = self.artu.write(&write).await?;
        decode::related(&answer).map_err(Error::after_write)
    }
}
