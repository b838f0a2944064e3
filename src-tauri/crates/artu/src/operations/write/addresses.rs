//! Writes on addresses.

use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::Write;
use crate::error::Error;
use crate::models::{AddressId, AddressInput, AddressSyncItem, AddressUpdate, ClientId};

impl Write {
    /// `addresses.create`: make an address.
    pub fn create_address(address: &AddressInput) -> Result<Self, Error> {
        Self::plain(Name::AddressesCreate, Places::none(), address)
    }

    /// `addresses.update`: change members of an address.
    pub fn update_address(address: AddressId, changes: &AddressUpdate) -> Result<Self, Error> {
        let places = Places::one("id", address);
        Self::changes(Name::AddressesUpdate, places, changes)
    }

    /// `addresses.delete`: delete an address.
    pub fn delete_address(address: AddressId) -> Self {
        Self::bare(Name::AddressesDelete, Places::one("id", address))
    }

    /// `addresses.sync`: bring the addresses of a client to a given state; up to 250 items.
    pub fn sync_addresses(
        client: ClientId,
        items: &[AddressSyncItem],
        replace: bool,
    ) -> Result<Self, Error> {
        Self::sync(Name::AddressesSync, client, items, replace)
    }

    /// `addresses.updateMany`: change 1 to 250 addresses.
    pub fn update_addresses(
        changes: &[(AddressId, AddressUpdate)],
        atomic: bool,
    ) -> Result<Self, Error> {
        Self::batch_of_changes(Name::AddressesUpdateMany, changes, atomic)
    }
}
