//! Every schema of the contract against the Rust type that reads or writes it: nothing is lost, whatever the contract
//! allows to be there, absent, `null`, unknown or oddly written.

mod check;
mod compare;
mod contract;
pub(crate) mod strategy;

use std::collections::BTreeSet;

use artu::models::{
    Address, AddressInput, AddressScopeData, AddressScopeDataInput, AddressSyncItem, AddressType,
    AddressUpdate, Alert, AlertInput, AlertItem, AlertItemInput, AlertStatus, AuditLog,
    BankAccount, BankAccountInput, BankAccountSyncItem, BankAccountUpdate, BatchFailure, Client,
    ClientCreate, ClientFilter, ClientId, ClientSummary, ClientSyncRequest, ClientType,
    ClientUpdate, ConfirmUpload, ContactMethod, ContactMethodInput, ContactMethodSyncItem,
    ContactMethodType, ContactMethodUpdate, DateFilter, Document, DocumentCategory,
    DocumentContentType, DocumentCreate, EligibleCheck, Employment, Environment, Evidence,
    IdFilter, IdentityCheckSummary, IdentityRun, IdentityRunDetail, LinkRequest, LinkedClient,
    ListClients, ListRequest, MetadataFilter, MigrateInclude, MigratePreview, MigrateRequest,
    MigrateResult, NumberFilter, OpenMap, Pagination, RejectDocument, RelatedRequest,
    RelationshipType, ReplaceLinksRequest, RiskAssessmentFilter, RiskAssessments, Scope, ScopeData,
    ScopeDataInput, Sort, StringFilter, Tag, TagCreate, TagRef, TenantDetails, Transaction,
    UnlinkRequest, Upload, UpsertAction, ValidationErrorItem,
};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use check::{
    Check, added_items, answer, batch, created_document, page, related, request, sync, update,
    upsert,
};
use strategy::Side;

/// Schemas of resources that the client does not reach.
const OUT_OF_SCOPE: [&str; 9] = [
    "EvidenceInput",
    "ProductInput",
    "WorkflowInput",
    "Workflow",
    "WorkflowTrigger",
    "WorkflowRun",
    "SignableTemplate",
    "CustomReferenceSource",
    // Transactions are read only.
    "TransactionInput",
];

/// Schemas that no type of the models reads: an error is read by the transport, and tested with it.
const READ_ELSEWHERE: [&str; 1] = ["Error"];

/// Bodies and answers that the contract has at their operations only.
mod inline {
    pub(super) const CONFIRM_UPLOAD: &str = "/paths/~1documents~1{id}~1confirm-upload/post\
        /requestBody/content/application~1json/schema";
    pub(super) const REJECT: &str =
        "/paths/~1documents~1{id}~1reject/post/requestBody/content/application~1json/schema";
    pub(super) const UNLINK: &str = "/paths/~1clients~1{parentClientId}~1links~1{childClientId}/delete\
        /requestBody/content/application~1json/schema";
    pub(super) const ALERT_ITEMS_ADDED: &str = "/paths/~1alerts~1{alertId}~1items~1batch/post\
        /responses/200/content/application~1json/schema";
    pub(super) const DOCUMENT_CREATED: &str =
        "/paths/~1documents/post/responses/200/content/application~1json/schema";
}

/// The table of schemas and checks, and one test for each schema.
macro_rules! every_schema {
    ($($test:ident: $schema:expr => [$($check:expr),+];)+) => {
        /// The checks of every schema in scope.
        fn table() -> Vec<(&'static str, Vec<Check>)> {
            vec![$(($schema, vec![$($check),+]),)+]
        }

        $(#[test]
        fn $test() {
            for check in [$($check),+] {
                hold($schema, &check);
            }
        })+
    };
}

every_schema! {
    metadata_or_null: "MetadataOrNull" => [answer::<Option<OpenMap>>()];
    environment: "Environment" => [answer::<Environment>(), request::<Environment>()];
    scope: "Scope" => [answer::<Scope>(), request::<Scope>()];
    client_type: "ClientType" => [answer::<ClientType>(), request::<ClientType>()];
    relationship_type: "RelationshipType" => [answer::<RelationshipType>(), request::<RelationshipType>()];
    employment: "Employment" => [answer::<Employment>()];
    client_scope_data: "ClientScopeData" => [
        answer::<ScopeData>(), request::<ScopeDataInput>(), update::<ScopeDataInput>()
    ];
    client_summary: "ClientSummary" => [answer::<ClientSummary>()];
    client: "Client" => [answer::<Client>()];
    client_create: "ClientCreate" => [request::<ClientCreate>()];
    client_update: "ClientUpdate" => [request::<ClientUpdate>(), update::<ClientUpdate>()];
    linked_client: "LinkedClient" => [answer::<LinkedClient>()];
    risk_assessments: "RiskAssessments" => [answer::<Option<RiskAssessments>>()];
    tag_ref: "TagRef" => [answer::<TagRef>()];
    tag: "Tag" => [answer::<Tag>()];
    tag_create: "TagCreate" => [request::<TagCreate>()];
    address_type: "AddressType" => [answer::<AddressType>(), request::<AddressType>()];
    address_scope_data: "AddressScopeData" => [
        answer::<AddressScopeData>(), request::<AddressScopeDataInput>(), update::<AddressScopeDataInput>()
    ];
    address: "Address" => [answer::<Address>()];
    address_input: "AddressInput" => [request::<AddressInput>(), update::<AddressUpdate>()];
    address_sync_item: "AddressSyncItem" => [request::<AddressSyncItem>()];
    contact_method_type: "ContactMethodType" => [answer::<ContactMethodType>(), request::<ContactMethodType>()];
    contact_method: "ContactMethod" => [answer::<ContactMethod>()];
    contact_method_input: "ContactMethodInput" => [
        request::<ContactMethodInput>(), update::<ContactMethodUpdate>()
    ];
    contact_method_sync_item: "ContactMethodSyncItem" => [request::<ContactMethodSyncItem>()];
    bank_account_type: "BankAccountType" => [answer::<String>(), request::<String>()];
    bank_account: "BankAccount" => [answer::<BankAccount>()];
    bank_account_input: "BankAccountInput" => [request::<BankAccountInput>(), update::<BankAccountUpdate>()];
    bank_account_sync_item: "BankAccountSyncItem" => [request::<BankAccountSyncItem>()];
    document_status: "DocumentStatus" => [answer::<String>()];
    document_category: "DocumentCategory" => [answer::<DocumentCategory>(), request::<DocumentCategory>()];
    document_content_type: "DocumentContentType" => [request::<DocumentContentType>()];
    document: "Document" => [answer::<Document>()];
    document_create: "DocumentCreate" => [request::<DocumentCreate>()];
    upload: "Upload" => [answer::<Upload>()];
    pagination: "Pagination" => [answer::<Pagination>()];
    upsert_action: "UpsertAction" => [answer::<UpsertAction>()];
    id_filter: "IdFilter" => [request::<IdFilter<ClientId>>()];
    string_filter: "StringFilter" => [request::<StringFilter>()];
    date_filter: "DateFilter" => [request::<DateFilter>()];
    number_filter: "NumberFilter" => [request::<NumberFilter>()];
    risk_assessment_filter: "RiskAssessmentFilter" => [request::<RiskAssessmentFilter>()];
    metadata_filter: "MetadataFilter" => [request::<MetadataFilter>()];
    client_filter: "ClientFilter" => [request::<ClientFilter>()];
    sort: "Sort" => [request::<Sort>()];
    list_clients_request: "ListClientsRequest" => [request::<ListClients>()];
    list_request: "ListRequest" => [request::<ListRequest>()];
    client_page: "ClientPage" => [page::<Client>()];
    address_page: "AddressPage" => [page::<Address>()];
    contact_method_page: "ContactMethodPage" => [page::<ContactMethod>()];
    bank_account_page: "BankAccountPage" => [page::<BankAccount>()];
    document_page: "DocumentPage" => [page::<Document>()];
    alert_page: "AlertPage" => [page::<Alert>()];
    alert_item_page: "AlertItemPage" => [page::<AlertItem>()];
    transaction_page: "TransactionPage" => [page::<Transaction>()];
    audit_log_page: "AuditLogPage" => [page::<AuditLog>()];
    batch_failure: "BatchFailure" => [answer::<BatchFailure>()];
    client_batch_result: "ClientBatchResult" => [batch::<Client>()];
    generic_batch_result: "GenericBatchResult" => [batch::<OpenMap>()];
    client_upsert: "ClientUpsert" => [upsert::<Client>()];
    contact_method_upsert: "ContactMethodUpsert" => [upsert::<ContactMethod>()];
    bank_account_upsert: "BankAccountUpsert" => [upsert::<BankAccount>()];
    document_upsert: "DocumentUpsert" => [upsert::<Document>()];
    generic_upsert: "GenericUpsert" => [upsert::<OpenMap>()];
    address_sync: "AddressSync" => [sync::<Address>()];
    contact_method_sync: "ContactMethodSync" => [sync::<ContactMethod>()];
    bank_account_sync: "BankAccountSync" => [sync::<BankAccount>()];
    migrate_include: "MigrateInclude" => [request::<MigrateInclude>()];
    migrate_request: "MigrateRequest" => [request::<MigrateRequest>()];
    migrate_result: "MigrateResult" => [answer::<MigrateResult>()];
    migrate_preview: "MigratePreview" => [answer::<MigratePreview>()];
    link_request: "LinkRequest" => [request::<LinkRequest>()];
    replace_links_request: "ReplaceLinksRequest" => [request::<ReplaceLinksRequest>()];
    related_request: "RelatedRequest" => [request::<RelatedRequest>()];
    related_result: "RelatedResult" => [related::<Client>()];
    client_sync_request: "ClientSyncRequest" => [request::<ClientSyncRequest>()];
    alert_status: "AlertStatus" => [answer::<AlertStatus>()];
    alert: "Alert" => [answer::<Alert>()];
    alert_input: "AlertInput" => [request::<AlertInput>(), update::<AlertInput>()];
    validation_error_item: "ValidationErrorItem" => [answer::<ValidationErrorItem>()];
    alert_item: "AlertItem" => [answer::<AlertItem>()];
    alert_item_input: "AlertItemInput" => [request::<AlertItemInput>()];
    evidence: "Evidence" => [answer::<Evidence>()];
    evidence_page: "EvidencePage" => [page::<Evidence>()];
    transaction: "Transaction" => [answer::<Transaction>()];
    identity_check_summary: "IdentityCheckSummary" => [answer::<IdentityCheckSummary>()];
    identity_run: "IdentityRun" => [answer::<IdentityRun>()];
    identity_run_detail: "IdentityRunDetail" => [answer::<IdentityRunDetail>()];
    eligible_check: "EligibleCheck" => [answer::<EligibleCheck>()];
    audit_log: "AuditLog" => [answer::<AuditLog>()];
    tenant_details: "TenantDetails" => [answer::<TenantDetails>()];
    confirm_upload: inline::CONFIRM_UPLOAD => [request::<ConfirmUpload>()];
    reject_document: inline::REJECT => [request::<RejectDocument>()];
    unlink_request: inline::UNLINK => [request::<UnlinkRequest>()];
    document_created: inline::DOCUMENT_CREATED => [created_document()];
    alert_items_added: inline::ALERT_ITEMS_ADDED => [added_items()];
}

/// Members that a schema names and a value lacks, as places.
pub(crate) fn members_lacking(value: &Value, schema: &str) -> Vec<String> {
    let mut lacks = Vec::new();
    contract::lacking(value, contract::schema(schema), schema, &mut lacks);
    lacks
}

/// Lets a check hold for values of its schema.
fn hold(schema: &str, check: &Check) {
    let mut runner = TestRunner::new(Config {
        cases: 64,
        failure_persistence: None,
        ..Config::default()
    });
    let values = strategy::of_name(schema, check.side);
    if let Err(fault) = runner.run(&values, |value| (check.holds)(&value)) {
        panic!("{schema} as {:?}: {fault}", check.side);
    }
}

#[test]
fn every_schema_of_the_contract_has_its_check() {
    let checked = table().into_iter().map(|(schema, _)| schema);
    let checked = checked.filter(|schema| !schema.starts_with('/'));
    let named: Vec<&str> = checked.chain(OUT_OF_SCOPE).chain(READ_ELSEWHERE).collect();
    let once: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(once.len(), named.len(), "a schema is named twice");
    let contract: BTreeSet<&str> = contract::schemas().keys().map(String::as_str).collect();
    assert_eq!(once, contract);
}

#[test]
fn every_member_of_the_contract_has_a_typed_place() {
    // No type of a member reads this; what reads it is an open place.
    let nothing = json!([[[0]]]);
    let mut runner = TestRunner::deterministic();
    let mut seen = 0;
    for (name, checks) in table() {
        for check in checks {
            let Some(accepts) = check.accepts else {
                continue;
            };
            let tree = strategy::of_name(name, check.side).new_tree(&mut runner);
            let value = tree.unwrap().current();
            assert!(accepts(&value), "{name}");
            for (member, schema) in contract::members(contract::schema(name)).0 {
                // A child record stays with its client, so no update names it.
                let owner = check.side == Side::Update && member == "clientId";
                if owner || is_open(schema) {
                    continue;
                }
                let mut value = value.clone();
                value[member] = nothing.clone();
                assert!(!accepts(&value), "{member} of {name} has no type");
                seen += 1;
            }
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn debug_shows_no_personal_data() {
    let mut runner = TestRunner::deterministic();
    let mut told = 0;
    for (name, checks) in table() {
        for check in checks {
            let Some(debug) = check.debug else { continue };
            for _ in 0..12 {
                let tree = strategy::of_name(name, check.side).new_tree(&mut runner);
                let mut value = tree.unwrap().current();
                // A bare open object is no record.
                if !value.is_object() || name == "MetadataOrNull" {
                    continue;
                }
                make_personal(&mut value);
                if let Some(text) = debug(&value) {
                    assert!(!text.contains(PERSONAL), "{name}: {text}");
                    told += 1;
                }
            }
        }
    }
    assert!(told > 700, "{told}");
}

/// Stands for personal data.
const PERSONAL: &str = "5550001112";

/// Members that hold an id, a word of the API or a place in a record, and may be shown.
const SHOWN: [&str; 20] = [
    "action",
    "category",
    "check",
    "checkId",
    "code",
    "contentType",
    "direction",
    "field",
    "missingFields",
    "operation",
    "path",
    "providerId",
    "relationshipType",
    "resource",
    "scope",
    "scopes",
    "status",
    "type",
    "resourceId",
    "sdkField",
];

/// Puts personal data wherever a text can be personal, and into a member that no type names.
fn make_personal(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                if !SHOWN.contains(&name.as_str()) && !compare::COUNTS.contains(&name.as_str()) {
                    make_personal(member);
                }
            }
            members.insert("xNote".to_owned(), PERSONAL.into());
        }
        Value::Array(items) => items.iter_mut().for_each(make_personal),
        Value::String(text) if text.parse::<uuid::Uuid>().is_ok() => {}
        Value::String(text) if text.parse::<jiff::civil::Date>().is_ok() => {}
        Value::String(text) if text.parse::<jiff::Timestamp>().is_ok() => {}
        Value::String(text) => PERSONAL.clone_into(text),
        _ => {}
    }
}

/// Whether the contract says nothing of the form of a member, or only that it is open.
fn is_open(schema: &Value) -> bool {
    contract::reference(schema) == Some("RiskAssessments")
        || ["$ref", "type", "anyOf", "enum"]
            .iter()
            .all(|word| schema.get(word).is_none())
}
