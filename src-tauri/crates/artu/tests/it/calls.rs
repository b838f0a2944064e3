//! Every call of the client, made with a request and answered with an answer as the contract shapes them.

use artu::models::{AlertId, ClientId, ContactMethodType, RelationshipType};
use artu::{Artu, Error, OperationName, Write};
use futures::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::contract_file::{Contracted, operations, sample, schema};
use crate::id;

/// An id of the organisation that holds whatever could lead out of its segment.
pub(crate) const EXTERNAL: &str = "../x/%2e%2e?a=b#c ñ";

type Send = fn(Artu, Value) -> BoxFuture<'static, Result<Value, Error>>;
type Make = fn(Value) -> Result<Write, Error>;

/// One operation as it is called.
pub(crate) struct Case {
    pub(crate) operation: OperationName,
    pub(crate) contracted: Contracted,
    /// What is sent; `Null` for no body.
    pub(crate) request: Value,
    pub(crate) answer: Value,
    pub(crate) query: Option<&'static str>,
    pub(crate) call: Send,
    /// The same as a write.
    pub(crate) write: Option<Make>,
}

impl Case {
    fn new(operation: OperationName, call: Send, write: Option<Make>) -> Self {
        let contracted = operations().remove(operation.as_str()).unwrap();
        let sampled = |schema: &Option<Value>| schema.as_ref().map_or(Value::Null, sample);
        let mut request = sampled(&contracted.request);
        if contracted.path.contains("{externalId}")
            && let Value::Object(members) = &mut request
        {
            // It stands in the path.
            members.remove("externalId");
        }
        Self {
            operation,
            request,
            answer: answer(operation, &contracted),
            contracted,
            query: None,
            call,
            write,
        }
    }

    fn query(mut self, query: &'static str) -> Self {
        self.query = Some(query);
        self
    }

    /// The path that the contract wants, its segments not encoded.
    pub(crate) fn segments(&self) -> Vec<String> {
        let fill = |segment: &str| match segment {
            "{externalId}" | "{value}" => EXTERNAL.to_owned(),
            "{key}" => "crm/id".to_owned(),
            "{type}" => "email".to_owned(),
            place if place.starts_with('{') => crate::ID.to_owned(),
            fixed => fixed.to_owned(),
        };
        self.contracted.path.split('/').map(fill).collect()
    }

    pub(crate) async fn run(&self, artu: &Artu) -> Result<(), Error> {
        self.ask(artu).await.map(drop)
    }

    /// What was understood of the answer, as JSON.
    pub(crate) async fn ask(&self, artu: &Artu) -> Result<Value, Error> {
        (self.call)(artu.clone(), self.request.clone()).await
    }

    /// The write of this operation; `None` for a read.
    pub(crate) fn write(&self) -> Option<Write> {
        self.write.map(|make| make(self.request.clone()).unwrap())
    }
}

/// An answer of the contract; where the contract leaves the record of a batch open, the record of the resource.
fn answer(operation: OperationName, contracted: &Contracted) -> Value {
    let Some(form) = &contracted.answer else {
        return Value::Null;
    };
    let (resource, _) = operation.as_str().split_once('.').unwrap();
    let record = match resource {
        "addresses" => "Address",
        "contactMethods" => "ContactMethod",
        "bankAccounts" => "BankAccount",
        "documents" => "Document",
        "alerts" => "Alert",
        _ => return sample(form),
    };
    let record = || sample(schema(record));
    match form["$ref"].as_str() {
        Some(name) if name.ends_with("/GenericBatchResult") => {
            json!({"atomic": true, "data": [record()]})
        }
        Some(name) if name.ends_with("/GenericUpsert") => {
            json!({"data": record(), "action": "created"})
        }
        _ => sample(form),
    }
}

/// A body of the contract as the type that makes it.
fn of<T: DeserializeOwned>(body: &Value) -> T {
    serde_json::from_value(body.clone()).unwrap()
}

/// The items of a batch of changes.
fn changes<I: DeserializeOwned, T: DeserializeOwned>(body: &Value) -> Vec<(I, T)> {
    let item = |item: &Value| (of(&item["id"]), of(&item["data"]));
    body["items"].as_array().unwrap().iter().map(item).collect()
}

fn one<T: std::str::FromStr<Err = artu::models::MalformedId>>() -> T {
    crate::ID.parse().unwrap()
}

macro_rules! read {
    ($operation:ident, |$artu:ident, $body:ident| $call:expr) => {
        Case::new(
            OperationName::$operation,
            |$artu, $body| {
                Box::pin(async move {
                    let _ = &$body;
                    $call
                        .await
                        .map(|answer| serde_json::to_value(answer).unwrap())
                })
            },
            None,
        )
    };
}

macro_rules! write {
    ($operation:ident, |$artu:ident, $body:ident| $call:expr, $write:expr) => {
        Case::new(
            OperationName::$operation,
            |$artu, $body| {
                Box::pin(async move {
                    let _ = &$body;
                    $call
                        .await
                        .map(|answer| serde_json::to_value(answer).unwrap())
                })
            },
            Some(|$body| {
                let _ = &$body;
                $write
            }),
        )
    };
}

/// Every operation once.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = clients();
    cases.extend(links());
    cases.extend(addresses());
    cases.extend(contact_methods());
    cases.extend(bank_accounts());
    cases.extend(documents());
    cases.extend(alerts());
    cases.extend(others());
    cases
}

fn clients() -> Vec<Case> {
    vec![
        read!(ClientsList, |artu, body| artu.clients().list(&of(&body))),
        read!(ClientsRetrieve, |artu, _body| artu.clients().get(id())),
        read!(ClientsRetrieveByExternalId, |artu, _body| artu
            .clients()
            .get_by_external_id(EXTERNAL)),
        read!(ClientsRetrieveByMetadata, |artu, _body| artu
            .clients()
            .get_by_metadata("crm/id", EXTERNAL)),
        read!(ClientsMigratePreview, |artu, body| artu
            .clients()
            .preview_migration(id(), &of(&body))),
        write!(
            ClientsCreate,
            |artu, body| artu.clients().create(&of(&body)),
            Write::create_client(&of(&body))
        ),
        write!(
            ClientsUpdate,
            |artu, body| artu.clients().update(id(), &of(&body["data"])),
            Write::update_client(id(), &of(&body["data"]))
        ),
        write!(
            ClientsDelete,
            |artu, _body| artu.clients().delete(id()),
            Ok(Write::delete_client(id()))
        ),
        write!(
            ClientsUpsertByExternalId,
            |artu, body| artu.clients().upsert(EXTERNAL, &of(&body)),
            Write::upsert_client(EXTERNAL, &of(&body))
        ),
        write!(
            ClientsCreateMany,
            |artu, body| artu
                .clients()
                .create_many(&of::<Vec<_>>(&body["items"]), false),
            Write::create_clients(&of::<Vec<_>>(&body["items"]), false)
        ),
        write!(
            ClientsUpdateMany,
            |artu, body| artu.clients().update_many(&changes(&body), false),
            Write::update_clients(&changes(&body), false)
        ),
        write!(
            ClientsSync,
            |artu, body| artu.clients().sync(&of(&body)),
            Write::sync_client(&of(&body))
        ),
        write!(
            ClientsPromote,
            |artu, _body| artu.clients().promote(id()),
            Ok(Write::promote(id()))
        ),
        write!(
            ClientsCreateRelated,
            |artu, body| artu.clients().create_related(id(), &of(&body)),
            Write::create_related(id(), &of(&body))
        ),
        write!(
            ClientsMigrate,
            |artu, body| artu.clients().migrate(id(), &of(&body)),
            Write::migrate_client(id(), &of(&body))
        ),
    ]
}

fn links() -> Vec<Case> {
    const KIND: RelationshipType = RelationshipType::LegalRepresentative;
    vec![
        read!(ClientsLinksList, |artu, _body| artu
            .links()
            .list(id(), Some(&KIND)))
        .query("relationshipType=legal_representative"),
        read!(ClientsLinksRetrieve, |artu, _body| artu.links().get(one())),
        write!(
            ClientsLinksAdd,
            |artu, body| artu.links().add(id(), &of(&body)),
            Write::link(id(), &of(&body))
        ),
        write!(
            ClientsLinksReplace,
            |artu, body| artu.links().replace(id(), &of(&body)),
            Write::replace_links(id(), &of(&body))
        ),
        write!(
            ClientsLinksRemove,
            |artu, _body| artu.links().remove(id(), id(), Some(&KIND)),
            Write::unlink(id(), id(), Some(&KIND))
        ),
    ]
}

fn addresses() -> Vec<Case> {
    vec![
        read!(AddressesListForClient, |artu, _body| artu
            .addresses()
            .list(id(), &of(&json!({"cursor": "c/1", "limit": 5}))))
        .query("cursor=c%2F1&limit=5"),
        read!(AddressesRetrieve, |artu, _body| artu.addresses().get(one())),
        read!(AddressesPrimary, |artu, _body| artu
            .addresses()
            .primary(id(), Some(&"home".into())))
        .query("type=home"),
        write!(
            AddressesCreate,
            |artu, body| artu.addresses().create(&of(&body)),
            Write::create_address(&of(&body))
        ),
        write!(
            AddressesUpdate,
            |artu, body| artu.addresses().update(one(), &of(&body["data"])),
            Write::update_address(one(), &of(&body["data"]))
        ),
        write!(
            AddressesDelete,
            |artu, _body| artu.addresses().delete(one()),
            Ok(Write::delete_address(one()))
        ),
        write!(
            AddressesSync,
            |artu, body| artu
                .addresses()
                .sync(id(), &of::<Vec<_>>(&body["items"]), false),
            Write::sync_addresses(id(), &of::<Vec<_>>(&body["items"]), false)
        ),
        write!(
            AddressesUpdateMany,
            |artu, body| artu.addresses().update_many(&changes(&body), false),
            Write::update_addresses(&changes(&body), false)
        ),
    ]
}

fn contact_methods() -> Vec<Case> {
    vec![
        read!(ContactMethodsListForClient, |artu, _body| artu
            .contact_methods()
            .list(id(), &of(&json!({"limit": 5}))))
        .query("limit=5"),
        read!(ContactMethodsRetrieve, |artu, _body| artu
            .contact_methods()
            .get(one())),
        read!(ContactMethodsPrimary, |artu, _body| artu
            .contact_methods()
            .primary(id(), &ContactMethodType::Email)),
        write!(
            ContactMethodsCreate,
            |artu, body| artu.contact_methods().create(&of(&body)),
            Write::create_contact_method(&of(&body))
        ),
        write!(
            ContactMethodsUpdate,
            |artu, body| artu.contact_methods().update(one(), &of(&body["data"])),
            Write::update_contact_method(one(), &of(&body["data"]))
        ),
        write!(
            ContactMethodsDelete,
            |artu, _body| artu.contact_methods().delete(one()),
            Ok(Write::delete_contact_method(one()))
        ),
        write!(
            ContactMethodsSync,
            |artu, body| artu
                .contact_methods()
                .sync(id(), &of::<Vec<_>>(&body["items"]), false),
            Write::sync_contact_methods(id(), &of::<Vec<_>>(&body["items"]), false)
        ),
        write!(
            ContactMethodsUpsertByExternalId,
            |artu, body| artu.contact_methods().upsert(EXTERNAL, &of(&body)),
            Write::upsert_contact_method(EXTERNAL, &of(&body))
        ),
        write!(
            ContactMethodsUpsertManyByExternalId,
            |artu, body| artu
                .contact_methods()
                .upsert_many(&of::<Vec<_>>(&body["items"]), false),
            Write::upsert_contact_methods(&of::<Vec<_>>(&body["items"]), false)
        ),
    ]
}

fn bank_accounts() -> Vec<Case> {
    vec![
        read!(BankAccountsListForClient, |artu, _body| artu
            .bank_accounts()
            .list(id(), &of(&json!({})))),
        read!(BankAccountsRetrieve, |artu, _body| artu
            .bank_accounts()
            .get(one())),
        write!(
            BankAccountsCreate,
            |artu, body| artu.bank_accounts().create(&of(&body)),
            Write::create_bank_account(&of(&body))
        ),
        write!(
            BankAccountsUpdate,
            |artu, body| artu.bank_accounts().update(one(), &of(&body["data"])),
            Write::update_bank_account(one(), &of(&body["data"]))
        ),
        write!(
            BankAccountsDelete,
            |artu, _body| artu.bank_accounts().delete(one()),
            Ok(Write::delete_bank_account(one()))
        ),
        write!(
            BankAccountsSync,
            |artu, body| artu
                .bank_accounts()
                .sync(id(), &of::<Vec<_>>(&body["items"]), false),
            Write::sync_bank_accounts(id(), &of::<Vec<_>>(&body["items"]), false)
        ),
        write!(
            BankAccountsCreateMany,
            |artu, body| artu
                .bank_accounts()
                .create_many(&of::<Vec<_>>(&body["items"]), false),
            Write::create_bank_accounts(&of::<Vec<_>>(&body["items"]), false)
        ),
        write!(
            BankAccountsUpsertByExternalId,
            |artu, body| artu.bank_accounts().upsert(EXTERNAL, &of(&body)),
            Write::upsert_bank_account(EXTERNAL, &of(&body))
        ),
    ]
}

fn documents() -> Vec<Case> {
    vec![
        read!(DocumentsListForClient, |artu, _body| artu
            .documents()
            .list(id(), &of(&json!({})))),
        read!(DocumentsRetrieve, |artu, _body| artu.documents().get(one())),
        write!(
            DocumentsCreate,
            |artu, body| artu.documents().create(&of(&body)),
            Write::create_document(&of(&body))
        ),
        write!(
            DocumentsUpsertByExternalId,
            |artu, body| artu.documents().upsert(EXTERNAL, &of(&body)),
            Write::upsert_document(EXTERNAL, &of(&body))
        ),
        write!(
            DocumentsUpsertManyByExternalId,
            |artu, body| artu
                .documents()
                .upsert_many(&of::<Vec<_>>(&body["items"]), false),
            Write::upsert_documents(&of::<Vec<_>>(&body["items"]), false)
        ),
        write!(
            DocumentsConfirmUpload,
            |artu, body| artu.documents().confirm_upload(one(), &of(&body)),
            Write::confirm_document_upload(one(), &of(&body))
        ),
        write!(
            DocumentsSubmit,
            |artu, _body| artu.documents().submit(one()),
            Ok(Write::submit_document(one()))
        ),
        write!(
            DocumentsVerify,
            |artu, _body| artu.documents().verify(one()),
            Ok(Write::verify_document(one()))
        ),
        write!(
            DocumentsReject,
            |artu, body| artu.documents().reject(one(), &of(&body)),
            Write::reject_document(one(), &of(&body))
        ),
    ]
}

fn alerts() -> Vec<Case> {
    vec![
        read!(AlertsList, |artu, body| artu.alerts().list(&of(&body))),
        read!(AlertsRetrieve, |artu, _body| artu.alerts().get(one())),
        read!(AlertsItemsList, |artu, body| artu
            .alerts()
            .list_items(one(), &of(&body))),
        read!(AlertsListTransactions, |artu, body| artu
            .alerts()
            .list_transactions(one(), &of(&body))),
        read!(AlertsListClients, |artu, body| artu
            .alerts()
            .list_clients(one(), &of(&body))),
        read!(AlertItemsList, |artu, body| artu
            .alert_items()
            .list(&of(&body))),
        write!(
            AlertsCreateMany,
            |artu, body| artu
                .alerts()
                .create_many(&of::<Vec<_>>(&body["items"]), false),
            Write::create_alerts(&of::<Vec<_>>(&body["items"]), false)
        ),
        write!(
            AlertsUpdateMany,
            |artu, body| artu.alerts().update_many(&changes(&body), false),
            Write::update_alerts(&changes(&body), false)
        ),
        write!(
            AlertsUpsertByExternalId,
            |artu, body| artu.alerts().upsert(EXTERNAL, &of(&body)),
            Write::upsert_alert(EXTERNAL, &of(&body))
        ),
        write!(
            AlertsUpsertManyByExternalId,
            |artu, body| artu
                .alerts()
                .upsert_many(&of::<Vec<_>>(&body["items"]), false),
            Write::upsert_alerts(&of::<Vec<_>>(&body["items"]), false)
        ),
        write!(
            AlertsItemsAddMany,
            |artu, body| artu
                .alerts()
                .add_items(one::<AlertId>(), &of::<Vec<_>>(&body["items"])),
            Write::add_alert_items(one(), &of::<Vec<_>>(&body["items"]))
        ),
    ]
}

fn others() -> Vec<Case> {
    vec![
        write!(
            TagsCreate,
            |artu, body| artu.tags().create(&of(&body)),
            Write::create_tag(&of(&body))
        ),
        read!(TagsList, |artu, _body| artu.tags().list()),
        read!(IdentityEligibleChecks, |artu, _body| artu
            .identity()
            .eligible_checks(id())),
        read!(IdentityList, |artu, body| artu.identity().list(
            one::<ClientId>(),
            &of(&json!({"limit": body["limit"], "offset": body["offset"]}))
        )),
        read!(IdentityListSummary, |artu, _body| artu
            .identity()
            .list_summary(id())),
        read!(IdentityRunDetail, |artu, _body| artu
            .identity()
            .run_detail(one())),
        read!(AuditLogsList, |artu, _body| artu.audit_logs().list(&of(
            &json!({"filter": {"resource": {"in": ["client"]}}, "limit": 5})
        )))
        .query("filter%5Bresource%5D%5Bin%5D%5B0%5D=client&limit=5"),
        read!(AuditLogsRetrieve, |artu, _body| artu
            .audit_logs()
            .get(one())),
        read!(TransactionsList, |artu, body| artu
            .transactions()
            .list(&of(&body))),
        read!(TransactionsRetrieveByMetadata, |artu, _body| artu
            .transactions()
            .get_by_metadata("crm/id", EXTERNAL)),
        read!(TransactionsListEvidence, |artu, body| artu
            .transactions()
            .list_evidence(one(), &of(&body))),
        read!(TenantDetailsRetrieve, |artu, _body| artu.tenant_details()),
    ]
}
