//! The table of operations against the contract file.

use std::collections::BTreeSet;

use artu::{Effect, OperationName};

use crate::calls::cases;
use crate::contract_file::operations;

/// Operations of the contract that the client does not have.
fn out_of_scope(id: &str) -> bool {
    let resource = id.split('.').next().unwrap();
    matches!(
        resource,
        "evidence"
            | "products"
            | "workflows"
            | "workflowTemplates"
            | "signableTemplates"
            | "customReferenceData"
    ) || (resource == "transactions"
        && !matches!(
            id,
            "transactions.list" | "transactions.retrieveByMetadata" | "transactions.listEvidence"
        ))
}

#[test]
fn the_table_is_the_contract() {
    let contract = operations();
    assert_eq!(contract.len(), 101);
    let wanted: BTreeSet<&str> = contract
        .keys()
        .map(String::as_str)
        .filter(|id| !out_of_scope(id))
        .collect();
    let table: BTreeSet<&str> = OperationName::ALL
        .iter()
        .map(|name| name.as_str())
        .collect();
    assert_eq!(table, wanted);

    for name in OperationName::ALL {
        let row = name.row();
        let contracted = &contract[row.id];
        assert_eq!(row.method.as_str(), contracted.method, "{name}");
        assert_eq!(row.path, contracted.path, "{name}");
        assert_eq!(row.mark.as_str(), contracted.mark, "{name}");
        let permission = contracted.permission.as_deref().map(|text| {
            let word = text.split(' ').next().unwrap();
            word.strip_prefix("{env}:").unwrap()
        });
        assert_eq!(row.permission, permission, "{name}");
        if contracted.method != "POST" {
            assert_eq!(
                row.effect == Effect::Read,
                contracted.method == "GET",
                "{name}"
            );
        }
    }
}

#[test]
fn every_operation_has_its_call_and_every_write_its_constructor() {
    let called: Vec<OperationName> = cases().iter().map(|case| case.operation).collect();
    let once: BTreeSet<OperationName> = called.iter().copied().collect();
    assert_eq!(called.len(), once.len());
    assert_eq!(once, OperationName::ALL.iter().copied().collect());
    for case in cases() {
        let row = case.operation.row();
        match case.write() {
            Some(write) => {
                assert_eq!(write.operation(), case.operation);
                assert_eq!(row.effect, Effect::Write, "{}", row.id);
            }
            None => assert_eq!(row.effect, Effect::Read, "{}", row.id),
        }
    }
}
