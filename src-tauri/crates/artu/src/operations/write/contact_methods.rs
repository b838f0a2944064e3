//! Writes on contact methods.

use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::Write;
use crate::error::Error;
use crate::models::{
    ClientId, ContactMethodId, ContactMethodInput, ContactMethodSyncItem, ContactMethodUpdate,
};

impl Write {
    /// `contactMethods.create`: make a contact method.
    pub fn create_contact_method(method: &ContactMethodInput) -> Result<Self, Error> {
        let places = Places::none();
        Self::plain(Name::ContactMethodsCreate, places, method)
    }

    /// `contactMethods.update`: change members of a contact method.
    pub fn update_contact_method(
        method: ContactMethodId,
        changes: &ContactMethodUpdate,
    ) -> Result<Self, Error> {
        let places = Places::one("id", method);
        Self::changes(Name::ContactMethodsUpdate, places, changes)
    }

    /// `contactMethods.delete`: delete a contact method.
    pub fn delete_contact_method(method: ContactMethodId) -> Self {
        Self::bare(Name::ContactMethodsDelete, Places::one("id", method))
    }

    /// `contactMethods.sync`: bring the contact methods of a client to a given state; up to 250 items.
    pub fn sync_contact_methods(
        client: ClientId,
        items: &[ContactMethodSyncItem],
        replace: bool,
    ) -> Result<Self, Error> {
        let name = Name::ContactMethodsSync;
        Self::sync(name, client, items, replace)
    }

    /// `contactMethods.upsertByExternalId`: make or change the contact method with an id of the organisation.
    pub fn upsert_contact_method(
        external_id: &str,
        method: &ContactMethodInput,
    ) -> Result<Self, Error> {
        let name = Name::ContactMethodsUpsertByExternalId;
        Self::upsert(name, external_id, method)
    }

    /// `contactMethods.upsertManyByExternalId`: make or change 1 to 250 contact methods by the ids of the organisation.
    pub fn upsert_contact_methods(
        methods: &[ContactMethodInput],
        atomic: bool,
    ) -> Result<Self, Error> {
        let name = Name::ContactMethodsUpsertManyByExternalId;
        Self::batch(name, methods, atomic)
    }
}
