//! Every operation that is served: its id in the contract, the permission it asks for, its handler.
//!
//! The reference names permissions on clients, transactions and alerts. Child records, links and identity checks fall under
//! the client they belong to, and a change of one is an update of the client; tags and the audit log are named after
//! themselves.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use axum::{Extension, Router};
use serde_json::Value;

use super::call::Call;
use super::caller::Caller;
use super::contract::{Shape, served};
use super::{
    Answer, alerts, audit, children, clients, documents, identity, links, list, migrate, sync,
    tags, tenant, transactions,
};
use crate::shared::Shared;
use crate::world::ChildKind::{Address, BankAccount, ContactMethod, Document};

/// One operation.
#[derive(Clone, Copy, Debug)]
struct Operation {
    id: &'static str,
    /// Resource and operation; an empty resource asks for no permission of its own.
    permission: (&'static str, &'static str),
    run: fn(&Call) -> Answer,
}

const fn operation(
    id: &'static str,
    permission: (&'static str, &'static str),
    run: fn(&Call) -> Answer,
) -> Operation {
    Operation {
        id,
        permission,
        run,
    }
}

const OPERATIONS: [Operation; 77] = [
    operation("clients.create", ("clients", "create"), clients::create),
    operation("clients.list", ("clients", "read"), list::list),
    operation("clients.retrieve", ("clients", "read"), clients::retrieve),
    operation("clients.update", ("clients", "update"), clients::update),
    operation("clients.delete", ("clients", "delete"), clients::delete),
    operation(
        "clients.retrieveByExternalId",
        ("clients", "read"),
        clients::retrieve_by_external_id,
    ),
    operation(
        "clients.upsertByExternalId",
        ("clients", "update"),
        clients::upsert,
    ),
    operation(
        "clients.retrieveByMetadata",
        ("clients", "read"),
        clients::retrieve_by_metadata,
    ),
    operation(
        "clients.createMany",
        ("clients", "create"),
        clients::create_many,
    ),
    operation(
        "clients.updateMany",
        ("clients", "update"),
        clients::update_many,
    ),
    operation("clients.sync", ("clients", "update"), sync::sync),
    operation("clients.links.list", ("clients", "read"), links::list),
    operation("clients.links.add", ("clients", "update"), links::add),
    operation(
        "clients.links.replace",
        ("clients", "update"),
        links::replace,
    ),
    operation("clients.links.remove", ("clients", "update"), links::remove),
    operation(
        "clients.links.retrieve",
        ("clients", "read"),
        links::retrieve,
    ),
    operation(
        "clients.createRelated",
        ("clients", "create"),
        links::create_related,
    ),
    operation("clients.promote", ("clients", "update"), clients::promote),
    operation("clients.migrate", ("clients", "read"), migrate::migrate),
    operation(
        "clients.migratePreview",
        ("clients", "read"),
        migrate::preview,
    ),
    operation("addresses.listForClient", ("clients", "read"), |call| {
        children::list(call, Address)
    }),
    operation("addresses.create", ("clients", "update"), |call| {
        children::create(call, Address)
    }),
    operation("addresses.retrieve", ("clients", "read"), |call| {
        children::retrieve(call, Address)
    }),
    operation("addresses.update", ("clients", "update"), |call| {
        children::update(call, Address)
    }),
    operation("addresses.delete", ("clients", "update"), |call| {
        children::delete(call, Address)
    }),
    operation("addresses.sync", ("clients", "update"), |call| {
        children::sync(call, Address)
    }),
    operation("addresses.primary", ("clients", "read"), |call| {
        children::primary(call, Address, call.query("type"))
    }),
    operation("addresses.updateMany", ("clients", "update"), |call| {
        children::update_many(call, Address)
    }),
    operation(
        "contactMethods.listForClient",
        ("clients", "read"),
        |call| children::list(call, ContactMethod),
    ),
    operation("contactMethods.create", ("clients", "update"), |call| {
        children::create(call, ContactMethod)
    }),
    operation("contactMethods.retrieve", ("clients", "read"), |call| {
        children::retrieve(call, ContactMethod)
    }),
    operation("contactMethods.update", ("clients", "update"), |call| {
        children::update(call, ContactMethod)
    }),
    operation("contactMethods.delete", ("clients", "update"), |call| {
        children::delete(call, ContactMethod)
    }),
    operation("contactMethods.sync", ("clients", "update"), |call| {
        children::sync(call, ContactMethod)
    }),
    operation("contactMethods.primary", ("clients", "read"), |call| {
        children::primary(call, ContactMethod, Some(call.path("type")))
    }),
    operation(
        "contactMethods.upsertByExternalId",
        ("clients", "update"),
        |call| children::upsert(call, ContactMethod),
    ),
    operation(
        "contactMethods.upsertManyByExternalId",
        ("clients", "update"),
        |call| children::upsert_many(call, ContactMethod),
    ),
    operation("bankAccounts.listForClient", ("clients", "read"), |call| {
        children::list(call, BankAccount)
    }),
    operation("bankAccounts.create", ("clients", "update"), |call| {
        children::create(call, BankAccount)
    }),
    operation("bankAccounts.retrieve", ("clients", "read"), |call| {
        children::retrieve(call, BankAccount)
    }),
    operation("bankAccounts.update", ("clients", "update"), |call| {
        children::update(call, BankAccount)
    }),
    operation("bankAccounts.delete", ("clients", "update"), |call| {
        children::delete(call, BankAccount)
    }),
    operation("bankAccounts.sync", ("clients", "update"), |call| {
        children::sync(call, BankAccount)
    }),
    operation("bankAccounts.createMany", ("clients", "update"), |call| {
        children::create_many(call, BankAccount)
    }),
    operation(
        "bankAccounts.upsertByExternalId",
        ("clients", "update"),
        |call| children::upsert(call, BankAccount),
    ),
    operation("documents.listForClient", ("clients", "read"), |call| {
        children::list(call, Document)
    }),
    operation("documents.create", ("clients", "update"), documents::create),
    operation("documents.retrieve", ("clients", "read"), |call| {
        children::retrieve(call, Document)
    }),
    operation(
        "documents.upsertByExternalId",
        ("clients", "update"),
        |call| children::upsert(call, Document),
    ),
    operation(
        "documents.upsertManyByExternalId",
        ("clients", "update"),
        |call| children::upsert_many(call, Document),
    ),
    operation(
        "documents.confirm-upload",
        ("clients", "update"),
        documents::confirm_upload,
    ),
    operation("documents.submit", ("clients", "update"), documents::submit),
    operation("documents.verify", ("clients", "update"), documents::verify),
    operation("documents.reject", ("clients", "update"), documents::reject),
    operation("tags.create", ("tags", "create"), tags::create),
    operation("tags.list", ("tags", "read"), tags::list),
    operation("alerts.list", ("alerts", "read"), alerts::list_all),
    operation("alerts.retrieve", ("alerts", "read"), alerts::retrieve),
    operation(
        "alerts.createMany",
        ("alerts", "create"),
        alerts::create_many,
    ),
    operation(
        "alerts.updateMany",
        ("alerts", "update"),
        alerts::update_many,
    ),
    operation(
        "alerts.upsertByExternalId",
        ("alerts", "update"),
        alerts::upsert,
    ),
    operation(
        "alerts.upsertManyByExternalId",
        ("alerts", "update"),
        alerts::upsert_many,
    ),
    operation("alerts.items.list", ("alerts", "read"), alerts::list_items),
    operation(
        "alerts.items.addMany",
        ("alerts", "update"),
        alerts::add_items,
    ),
    operation(
        "alerts.listTransactions",
        ("alerts", "read"),
        alerts::list_transactions,
    ),
    operation(
        "alerts.listClients",
        ("alerts", "read"),
        alerts::list_clients,
    ),
    operation(
        "alertItems.list",
        ("alerts", "read"),
        alerts::list_all_items,
    ),
    operation(
        "transactions.list",
        ("transactions", "read"),
        transactions::list,
    ),
    operation(
        "transactions.retrieveByMetadata",
        ("transactions", "read"),
        transactions::retrieve_by_metadata,
    ),
    operation(
        "transactions.listEvidence",
        ("transactions", "read"),
        transactions::list_evidence,
    ),
    operation(
        "identity.eligibleChecks",
        ("clients", "read"),
        identity::eligible_checks,
    ),
    operation("identity.list", ("clients", "read"), identity::list),
    operation(
        "identity.listSummary",
        ("clients", "read"),
        identity::list_summary,
    ),
    operation(
        "identity.runDetail",
        ("clients", "read"),
        identity::run_detail,
    ),
    operation("auditLogs.list", ("audit-logs", "read"), audit::list),
    operation(
        "auditLogs.retrieve",
        ("audit-logs", "read"),
        audit::retrieve,
    ),
    operation("tenantDetails.retrieve", ("", ""), tenant::retrieve),
];

/// The routes of all operations.
pub(super) fn routes() -> Router<Arc<Shared>> {
    let mut router = Router::new();
    for operation in OPERATIONS {
        let Some(shape) = Shape::of(operation.id) else {
            continue;
        };
        let Ok(method) = MethodFilter::try_from(shape.method()) else {
            continue;
        };
        let handler =
            move |State(shared): State<Arc<Shared>>,
                  Extension(caller): Extension<Caller>,
                  request: Request| answer(operation, shape, shared, caller, request);
        router = router.route(shape.path, on(method, handler));
    }
    router
}

/// The contract with the operations that are served.
pub(super) fn contract() -> Value {
    served(&OPERATIONS.map(|operation| operation.id))
}

async fn answer(
    operation: Operation,
    shape: Shape,
    shared: Arc<Shared>,
    caller: Caller,
    request: Request,
) -> Response {
    let (resource, act) = operation.permission;
    if !resource.is_empty()
        && let Err(error) = caller.require(resource, act)
    {
        return error.into_response();
    }
    match Call::read(shape, shared, caller, request).await {
        Ok(call) => (operation.run)(&call).into_response(),
        Err(error) => error.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_in_the_contract() {
        for operation in OPERATIONS {
            assert!(Shape::of(operation.id).is_some(), "{}", operation.id);
        }
    }
}
