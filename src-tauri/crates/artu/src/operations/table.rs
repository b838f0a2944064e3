//! The operations of the contract, one row each.

use std::fmt;
use std::str::FromStr;

use super::error::OperationsError;
use super::row::{Effect, Mark, OperationRow, operation_table};
use super::verb::Verb;

operation_table! {
    /// Makes a client.
    ClientsCreate = "clients.create", Documented, Write, Post "/clients", "clients:create";
    /// Lists clients, page by page.
    ClientsList = "clients.list", Inferred, Read, Post "/clients/list", "clients:read";
    /// Gives one client.
    ClientsRetrieve = "clients.retrieve", Inferred, Read, Get "/clients/{id}", "clients:read";
    /// Changes members of a client.
    ClientsUpdate = "clients.update", Inferred, Write, Patch "/clients/{id}", "clients:update";
    /// Deletes a client; what goes with it is not documented.
    ClientsDelete = "clients.delete", Inferred, Write, Delete "/clients/{id}", "clients:delete";
    /// Gives the client that has an id of the organisation.
    ClientsRetrieveByExternalId = "clients.retrieveByExternalId", Inferred, Read, Get "/clients/external/{externalId}";
    /// Makes or changes the client that has an id of the organisation.
    ClientsUpsertByExternalId = "clients.upsertByExternalId", Inferred, Write, Put "/clients/external/{externalId}";
    /// Gives the client that has a value under a key of its metadata.
    ClientsRetrieveByMetadata = "clients.retrieveByMetadata", Documented, Read, Get "/clients/metadata/{key}/{value}";
    /// Makes up to 250 clients.
    ClientsCreateMany = "clients.createMany", Documented, Write, Post "/clients/batch";
    /// Changes up to 250 clients.
    ClientsUpdateMany = "clients.updateMany", Inferred, Write, Patch "/clients/batch";
    /// Brings a client and its child records to a given state.
    ClientsSync = "clients.sync", Documented, Write, Post "/clients/sync";
    /// Lists the links of a parent.
    ClientsLinksList = "clients.links.list", Documented, Read, Get "/clients/{parentClientId}/links";
    /// Links an existing client to a parent.
    ClientsLinksAdd = "clients.links.add", Documented, Write, Post "/clients/{parentClientId}/links";
    /// Replaces every link of a parent; those not listed are dropped.
    ClientsLinksReplace = "clients.links.replace", Documented, Write, Put "/clients/{parentClientId}/links";
    /// Removes a link between a parent and a child.
    ClientsLinksRemove = "clients.links.remove", Documented, Write, Delete "/clients/{parentClientId}/links/{childClientId}";
    /// Gives one link.
    ClientsLinksRetrieve = "clients.links.retrieve", Documented, Read, Get "/client-links/{id}";
    /// Makes a client that is not primary and links it to a parent.
    ClientsCreateRelated = "clients.createRelated", Documented, Write, Post "/clients/{parentClientId}/related";
    /// Makes a client primary.
    ClientsPromote = "clients.promote", Certain, Write, Post "/clients/{id}/promote", "clients:update";
    /// Copies a client into the other environment.
    ClientsMigrate = "clients.migrate", Documented, Write, Post "/clients/{id}/migrate";
    /// Says what copying a client into the other environment would do.
    ClientsMigratePreview = "clients.migratePreview", Documented, Read, Post "/clients/{id}/migrate/preview";
    /// Lists the addresses of a client, page by page.
    AddressesListForClient = "addresses.listForClient", Documented, Read, Get "/clients/{clientId}/addresses";
    /// Makes an address.
    AddressesCreate = "addresses.create", Inferred, Write, Post "/addresses";
    /// Gives one address.
    AddressesRetrieve = "addresses.retrieve", Inferred, Read, Get "/addresses/{id}";
    /// Changes members of an address.
    AddressesUpdate = "addresses.update", Inferred, Write, Patch "/addresses/{id}";
    /// Deletes an address.
    AddressesDelete = "addresses.delete", Inferred, Write, Delete "/addresses/{id}";
    /// Gives the primary address of a client, or nothing.
    AddressesPrimary = "addresses.primary", Documented, Read, Get "/clients/{clientId}/addresses/primary";
    /// Brings the addresses of a client to a given state.
    AddressesSync = "addresses.sync", Documented, Write, Post "/clients/{clientId}/addresses/sync";
    /// Changes up to 250 addresses.
    AddressesUpdateMany = "addresses.updateMany", Documented, Write, Patch "/addresses/batch";
    /// Lists the contact methods of a client, page by page.
    ContactMethodsListForClient = "contactMethods.listForClient", Inferred, Read, Get "/clients/{clientId}/contact-methods";
    /// Makes a contact method.
    ContactMethodsCreate = "contactMethods.create", Inferred, Write, Post "/contact-methods";
    /// Gives one contact method.
    ContactMethodsRetrieve = "contactMethods.retrieve", Inferred, Read, Get "/contact-methods/{id}";
    /// Changes members of a contact method.
    ContactMethodsUpdate = "contactMethods.update", Inferred, Write, Patch "/contact-methods/{id}";
    /// Deletes a contact method.
    ContactMethodsDelete = "contactMethods.delete", Inferred, Write, Delete "/contact-methods/{id}";
    /// Gives the primary contact method of a client for one type, or nothing.
    ContactMethodsPrimary = "contactMethods.primary", Documented, Read, Get "/clients/{clientId}/contact-methods/primary/{type}";
    /// Brings the contact methods of a client to a given state.
    ContactMethodsSync = "contactMethods.sync", Documented, Write, Post "/clients/{clientId}/contact-methods/sync";
    /// Makes or changes the contact method that has an id of the organisation.
    ContactMethodsUpsertByExternalId = "contactMethods.upsertByExternalId", Documented, Write, Put "/contact-methods/external/{externalId}";
    /// Makes or changes up to 250 contact methods by the ids of the organisation.
    ContactMethodsUpsertManyByExternalId = "contactMethods.upsertManyByExternalId", Documented, Write, Put "/contact-methods/batch/external";
    /// Lists the bank accounts of a client, page by page.
    BankAccountsListForClient = "bankAccounts.listForClient", Documented, Read, Get "/clients/{clientId}/bank-accounts";
    /// Makes a bank account.
    BankAccountsCreate = "bankAccounts.create", Inferred, Write, Post "/bank-accounts";
    /// Gives one bank account.
    BankAccountsRetrieve = "bankAccounts.retrieve", Inferred, Read, Get "/bank-accounts/{id}";
    /// Changes members of a bank account.
    BankAccountsUpdate = "bankAccounts.update", Documented, Write, Patch "/bank-accounts/{id}";
    /// Deletes a bank account.
    BankAccountsDelete = "bankAccounts.delete", Inferred, Write, Delete "/bank-accounts/{id}";
    /// Brings the bank accounts of a client to a given state.
    BankAccountsSync = "bankAccounts.sync", Documented, Write, Post "/clients/{clientId}/bank-accounts/sync";
    /// Makes up to 250 bank accounts.
    BankAccountsCreateMany = "bankAccounts.createMany", Documented, Write, Post "/bank-accounts/batch";
    /// Makes or changes the bank account that has an id of the organisation.
    BankAccountsUpsertByExternalId = "bankAccounts.upsertByExternalId", Documented, Write, Put "/bank-accounts/external/{externalId}";
    /// Lists the documents of a client, page by page.
    DocumentsListForClient = "documents.listForClient", Documented, Read, Get "/clients/{clientId}/documents";
    /// Makes the record of a document and gives the address that its file goes to.
    DocumentsCreate = "documents.create", Documented, Write, Post "/documents";
    /// Gives one document.
    DocumentsRetrieve = "documents.retrieve", Inferred, Read, Get "/documents/{id}";
    /// Makes or changes the document that has an id of the organisation.
    DocumentsUpsertByExternalId = "documents.upsertByExternalId", Documented, Write, Put "/documents/external/{externalId}";
    /// Makes or changes up to 250 documents by the ids of the organisation.
    DocumentsUpsertManyByExternalId = "documents.upsertManyByExternalId", Documented, Write, Put "/documents/batch/external";
    /// Says that the file of a document has been sent. The path is a guess.
    DocumentsConfirmUpload = "documents.confirm-upload", Inferred, Write, Post "/documents/{id}/confirm-upload";
    /// Hands a document in for review. The path is a guess.
    DocumentsSubmit = "documents.submit", Inferred, Write, Post "/documents/{id}/submit";
    /// Accepts a document after review. The path is a guess.
    DocumentsVerify = "documents.verify", Inferred, Write, Post "/documents/{id}/verify";
    /// Refuses a document after review. The path is a guess.
    DocumentsReject = "documents.reject", Inferred, Write, Post "/documents/{id}/reject";
    /// Makes a tag.
    TagsCreate = "tags.create", Documented, Write, Post "/tags";
    /// Lists the tags of the organisation.
    TagsList = "tags.list", Inferred, Read, Get "/tags";
    /// Lists alerts, page by page.
    AlertsList = "alerts.list", Documented, Read, Post "/alerts/list";
    /// Gives one alert.
    AlertsRetrieve = "alerts.retrieve", Inferred, Read, Get "/alerts/{id}";
    /// Makes up to 250 alerts.
    AlertsCreateMany = "alerts.createMany", Documented, Write, Post "/alerts/batch";
    /// Changes up to 250 alerts.
    AlertsUpdateMany = "alerts.updateMany", Documented, Write, Patch "/alerts/batch";
    /// Makes or changes the alert that has an id of the organisation.
    AlertsUpsertByExternalId = "alerts.upsertByExternalId", Documented, Write, Put "/alerts/external/{externalId}";
    /// Makes or changes up to 250 alerts by the ids of the organisation.
    AlertsUpsertManyByExternalId = "alerts.upsertManyByExternalId", Documented, Write, Put "/alerts/batch/external";
    /// Lists the items of an alert, page by page.
    AlertsItemsList = "alerts.items.list", Documented, Read, Post "/alerts/{alertId}/items/list";
    /// Adds items to an alert.
    AlertsItemsAddMany = "alerts.items.addMany", Documented, Write, Post "/alerts/{alertId}/items/batch";
    /// Lists the transactions of an alert, page by page.
    AlertsListTransactions = "alerts.listTransactions", Documented, Read, Post "/alerts/{alertId}/transactions";
    /// Lists the clients that an alert speaks of, page by page.
    AlertsListClients = "alerts.listClients", Documented, Read, Post "/alerts/{alertId}/clients";
    /// Lists the items of every alert, page by page.
    AlertItemsList = "alertItems.list", Documented, Read, Post "/alert-items/list";
    /// Lists transactions, page by page.
    TransactionsList = "transactions.list", Inferred, Read, Post "/transactions/list";
    /// Gives the transaction that has a value under a key of its metadata.
    TransactionsRetrieveByMetadata = "transactions.retrieveByMetadata", Documented, Read, Get "/transactions/metadata/{key}/{value}";
    /// Lists the evidence of a transaction, page by page.
    TransactionsListEvidence = "transactions.listEvidence", Documented, Read, Post "/transactions/{transactionId}/evidence/list";
    /// Says which identity checks a client can go through, and what each lacks.
    IdentityEligibleChecks = "identity.eligibleChecks", Documented, Read, Post "/identity/eligible-checks";
    /// Lists the identity runs of a client, newest first.
    IdentityList = "identity.list", Documented, Read, Post "/identity/list";
    /// Lists the outcome of each identity check of a client.
    IdentityListSummary = "identity.listSummary", Documented, Read, Post "/identity/list-summary";
    /// Gives one identity run with the result of each check.
    IdentityRunDetail = "identity.runDetail", Documented, Read, Post "/identity/run-detail";
    /// Lists the audit log, page by page.
    AuditLogsList = "auditLogs.list", Documented, Read, Get "/audit-logs";
    /// Gives one entry of the audit log.
    AuditLogsRetrieve = "auditLogs.retrieve", Documented, Read, Get "/audit-logs/{id}";
    /// Gives the details of the organisation.
    TenantDetailsRetrieve = "tenantDetails.retrieve", Documented, Read, Get "/tenant-details";
}

impl OperationName {
    /// What the contract says of this operation.
    pub fn row(self) -> &'static OperationRow {
        &ROWS[self as usize]
    }

    /// The name as text: the contract's `operationId`, as `clients.promote`.
    pub fn as_str(self) -> &'static str {
        self.row().id
    }
}

impl fmt::Display for OperationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for OperationName {
    type Err = OperationsError;

    fn from_str(text: &str) -> Result<Self, OperationsError> {
        ROWS.iter()
            .find(|row| row.id == text)
            .map(|row| row.name)
            .ok_or_else(|| OperationsError::UnknownOperation {
                name: text.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{OperationName, ROWS};
    use crate::operations::path;

    #[test]
    fn every_row_stands_at_its_name_and_passes_its_own_check() {
        for (name, row) in OperationName::ALL.iter().zip(&ROWS) {
            assert_eq!((row.name, name.row()), (*name, row));
            assert_eq!(row.id.parse(), Ok(*name));
            assert_eq!(serde_json::to_value(name).unwrap(), row.id);
            assert_eq!(path::check(row.path, row.path), Ok(()), "{name}");
            assert!(!row.doc.is_empty());
        }
    }
}
