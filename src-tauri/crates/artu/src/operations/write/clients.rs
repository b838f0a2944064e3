//! Writes on clients.

use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::Write;
use crate::error::Error;
use crate::models::{
    ClientCreate, ClientId, ClientSyncRequest, ClientUpdate, MigrateRequest, RelatedRequest,
};

impl Write {
    /// `clients.promote`: make a client primary.
    pub fn promote(client: ClientId) -> Self {
        Self::bare(Name::ClientsPromote, Places::one("id", client))
    }

    /// `clients.create`: make a client.
    pub fn create_client(client: &ClientCreate) -> Result<Self, Error> {
        Self::plain(Name::ClientsCreate, Places::none(), client)
    }

    /// `clients.update`: change members of a client.
    pub fn update_client(client: ClientId, changes: &ClientUpdate) -> Result<Self, Error> {
        let places = Places::one("id", client);
        Self::changes(Name::ClientsUpdate, places, changes)
    }

    /// `clients.delete`: delete a client.
    pub fn delete_client(client: ClientId) -> Self {
        Self::bare(Name::ClientsDelete, Places::one("id", client))
    }

    /// `clients.upsertByExternalId`: make or change the client with an id of the organisation.
    pub fn upsert_client(external_id: &str, client: &ClientCreate) -> Result<Self, Error> {
        Self::upsert(Name::ClientsUpsertByExternalId, external_id, client)
    }

    /// `clients.createMany`: make 1 to 250 clients.
    pub fn create_clients(clients: &[ClientCreate], atomic: bool) -> Result<Self, Error> {
        Self::batch(Name::ClientsCreateMany, clients, atomic)
    }

    /// `clients.updateMany`: change 1 to 250 clients.
    pub fn update_clients(
        changes: &[(ClientId, ClientUpdate)],
        atomic: bool,
    ) -> Result<Self, Error> {
        Self::batch_of_changes(Name::ClientsUpdateMany, changes, atomic)
    }

    /// `clients.sync`: bring a client and its child records to a given state.
    pub fn sync_client(request: &ClientSyncRequest) -> Result<Self, Error> {
        Self::plain(Name::ClientsSync, Places::none(), request)
    }

    /// `clients.createRelated`: make a client that is not primary and link it to a parent.
    pub fn create_related(parent: ClientId, request: &RelatedRequest) -> Result<Self, Error> {
        let places = Places::one("parentClientId", parent);
        Self::plain(Name::ClientsCreateRelated, places, request)
    }

    /// `clients.migrate`: copy a client into the other environment.
    pub fn migrate_client(client: ClientId, request: &MigrateRequest) -> Result<Self, Error> {
        let places = Places::one("id", client);
        Self::plain(Name::ClientsMigrate, places, request)
    }
}
