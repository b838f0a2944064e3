//! Calls on bank accounts.

use futures::Stream;

use super::pages::List;
use super::{Artu, outcome, pages};
use crate::error::Error;
use crate::models::{
    BankAccount, BankAccountId, BankAccountInput, BankAccountSyncItem, BankAccountUpdate,
    BatchResult, ClientId, ListRequest, Page, RawRecord, Record, SyncResult, Upsert,
};
use crate::operations::{OperationName, Places, Write};

/// The calls on bank accounts; made by [`Artu::bank_accounts`].
#[derive(Debug, Clone, Copy)]
pub struct BankAccounts<'a> {
    pub(super) artu: &'a Artu,
}

impl BankAccounts<'_> {
    /// One page of the bank accounts of a client (D): `GET /clients/{clientId}/bank-accounts`.
    ///
    /// Of the request, only cursor and limit are documented. Each record decodes to [`BankAccount`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let page = artu.bank_accounts().list(client, &ListRequest::new().limit(50)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(
        &self,
        client: ClientId,
        request: &ListRequest,
    ) -> Result<Page<RawRecord>, Error> {
        pages::one(
            self.artu,
            &List::new(
                OperationName::BankAccountsListForClient,
                Places::one("clientId", client),
                request,
            )?,
        )
        .await
    }

    /// Every page of the bank accounts of a client, with the guards of [`Clients::pages`](super::Clients::pages)
    /// (D): `GET /clients/{clientId}/bank-accounts`.
    ///
    /// ```no_run
    /// # use futures::TryStreamExt as _;
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::ListRequest;
    ///
    /// let mut pages = std::pin::pin!(artu.bank_accounts().pages(client, ListRequest::new()));
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} records", page.data.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn pages(
        &self,
        client: ClientId,
        request: ListRequest,
    ) -> impl Stream<Item = Result<Page<RawRecord>, Error>> + Send + 'static + use<> {
        pages::all(
            self.artu.clone(),
            List::new(
                OperationName::BankAccountsListForClient,
                Places::one("clientId", client),
                request,
            ),
        )
    }

    /// Makes a bank account (I): `POST /bank-accounts`. Sent once.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::BankAccountInput;
    ///
    /// let account = BankAccountInput::new(client, "0000000000", "Banco Ejemplo", "MX", "MXN");
    /// let record = artu.bank_accounts().create(&account).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create(&self, account: &BankAccountInput) -> Result<Record<BankAccount>, Error> {
        self.artu
            .write_record(&Write::create_bank_account(account)?)
            .await
    }

    /// One bank account (I): `GET /bank-accounts/{id}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: BankAccountId) -> Result<(), artu::Error> {
    /// let record = artu.bank_accounts().get(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn get(&self, id: BankAccountId) -> Result<Record<BankAccount>, Error> {
        self.artu
            .read_record(OperationName::BankAccountsRetrieve, &Places::one("id", id))
            .await
    }

    /// Changes members of a bank account (D): `PATCH /bank-accounts/{id}`. Sent once.
    ///
    /// What stays unnamed stays as it is; whether `null` clears is not documented.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: BankAccountId, changes: BankAccountUpdate) -> Result<(), artu::Error> {
    /// let record = artu.bank_accounts().update(id, &changes).await?;
    /// # Ok(()) }
    /// ```
    pub async fn update(
        &self,
        id: BankAccountId,
        changes: &BankAccountUpdate,
    ) -> Result<Record<BankAccount>, Error> {
        self.artu
            .write_record(&Write::update_bank_account(id, changes)?)
            .await
    }

    /// Deletes a bank account (I): `DELETE /bank-accounts/{id}`. Sent once.
    ///
    /// The form of the answer is not documented: any is taken. What goes with the record is not documented either.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: BankAccountId) -> Result<(), artu::Error> {
    /// artu.bank_accounts().delete(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn delete(&self, id: BankAccountId) -> Result<(), Error> {
        self.artu
            .write(&Write::delete_bank_account(id), outcome::anything)
            .await
            .map(drop)
    }

    /// Brings the bank accounts of a client to a given state (D): `POST /clients/{clientId}/bank-accounts/sync`.
    /// Sent once.
    ///
    /// Up to 250 items: with an id they change a record, without one they make it, with `_delete` they remove it.
    /// Whether `replace` removes what is not listed is inferred from its name (I).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, client: ClientId, items: &[BankAccountSyncItem]) -> Result<(), artu::Error> {
    /// let result = artu.bank_accounts().sync(client, items, false).await?;
    /// # Ok(()) }
    /// ```
    pub async fn sync(
        &self,
        client: ClientId,
        items: &[BankAccountSyncItem],
        replace: bool,
    ) -> Result<SyncResult<BankAccount>, Error> {
        self.artu
            .write(
                &Write::sync_bank_accounts(client, items, replace)?,
                outcome::parts,
            )
            .await
    }

    /// Makes many bank accounts (D): `POST /bank-accounts/batch`. Sent once.
    ///
    /// 1 to 250 records. Atomic is all or nothing; otherwise each record succeeds or fails for itself.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, accounts: &[BankAccountInput]) -> Result<(), artu::Error> {
    /// let result = artu.bank_accounts().create_many(accounts, true).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create_many(
        &self,
        accounts: &[BankAccountInput],
        atomic: bool,
    ) -> Result<BatchResult<BankAccount>, Error> {
        self.artu
            .write(
                &Write::create_bank_accounts(accounts, atomic)?,
                outcome::parts,
            )
            .await
    }

    /// Makes or changes the bank account with an id of the organisation (D):
    /// `PUT /bank-accounts/external/{externalId}`. Sent once.
    ///
    /// The answer says whether the record was made, changed or as asked for already.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, account: BankAccountInput) -> Result<(), artu::Error> {
    /// let result = artu.bank_accounts().upsert("crm-1042-bank", &account).await?;
    /// # Ok(()) }
    /// ```
    pub async fn upsert(
        &self,
        external_id: &str,
        account: &BankAccountInput,
    ) -> Result<Upsert<BankAccount>, Error> {
        self.artu
            .write(
                &Write::upsert_bank_account(external_id, account)?,
                outcome::parts,
            )
            .await
    }
}
