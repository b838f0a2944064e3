//! Writes on bank accounts.

use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::Write;
use crate::error::Error;
use crate::models::{
    BankAccountId, BankAccountInput, BankAccountSyncItem, BankAccountUpdate, ClientId,
};

impl Write {
    /// `bankAccounts.create`: make a bank account.
    pub fn create_bank_account(account: &BankAccountInput) -> Result<Self, Error> {
        let places = Places::none();
        Self::plain(Name::BankAccountsCreate, places, account)
    }

    /// `bankAccounts.update`: change members of a bank account.
    pub fn update_bank_account(
        account: BankAccountId,
        changes: &BankAccountUpdate,
    ) -> Result<Self, Error> {
        let places = Places::one("id", account);
        Self::changes(Name::BankAccountsUpdate, places, changes)
    }

    /// `bankAccounts.delete`: delete a bank account.
    pub fn delete_bank_account(account: BankAccountId) -> Self {
        Self::bare(Name::BankAccountsDelete, Places::one("id", account))
    }

    /// `bankAccounts.sync`: bring the bank accounts of a client to a given state; up to 250 items.
    pub fn sync_bank_accounts(
        client: ClientId,
        items: &[BankAccountSyncItem],
        replace: bool,
    ) -> Result<Self, Error> {
        let name = Name::BankAccountsSync;
        Self::sync(name, client, items, replace)
    }

    /// `bankAccounts.createMany`: make 1 to 250 bank accounts.
    pub fn create_bank_accounts(
        accounts: &[BankAccountInput],
        atomic: bool,
    ) -> Result<Self, Error> {
        let name = Name::BankAccountsCreateMany;
        Self::batch(name, accounts, atomic)
    }

    /// `bankAccounts.upsertByExternalId`: make or change the bank account with an id of the organisation.
    pub fn upsert_bank_account(
        external_id: &str,
        account: &BankAccountInput,
    ) -> Result<Self, Error> {
        let name = Name::BankAccountsUpsertByExternalId;
        Self::upsert(name, external_id, account)
    }
}
