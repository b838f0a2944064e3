//! The table of operations that people type and profiles keep.

use artu::{Operation, OperationName, Operations, Verb};

const VERBS: [Verb; 5] = [Verb::Get, Verb::Post, Verb::Put, Verb::Patch, Verb::Delete];

/// A typed table is refused, or written and read again without loss; every path in it stays below the address of the server.
/// The same bytes are a path too, for the operation and method that the first two choose.
pub fn settings(bytes: &[u8]) {
    if let Ok(table) = serde_json::from_slice::<Operations>(bytes) {
        reads_back(&table);
        for (name, operation) in table.replaced() {
            assert!(*operation != name.row().operation(), "nothing differs");
            stays_below(&operation.path);
        }
        let wrappers = table.wrappers();
        assert!(!wrappers.page_data.trim().is_empty());
    }
    let [name, verb, path @ ..] = bytes else {
        return;
    };
    let Ok(path) = std::str::from_utf8(path) else {
        return;
    };
    let name = OperationName::ALL[usize::from(*name) % OperationName::ALL.len()];
    let typed = Operation::new(VERBS[usize::from(*verb) % VERBS.len()], path);
    let mut table = Operations::default();
    match table.set(name, typed.clone()) {
        Ok(()) => {
            assert!(table.get(name) == typed);
            stays_below(path);
            reads_back(&table);
            table
                .set(name, name.row().operation())
                .expect("what the contract has is taken");
            assert!(table == Operations::default(), "it is not taken back");
        }
        Err(fault) => {
            assert!(!fault.to_string().is_empty());
            assert!(table == Operations::default(), "a refusal changed it");
        }
    }
}

fn reads_back(table: &Operations) {
    let written = serde_json::to_string(table).expect("it can be written");
    let again: Operations = serde_json::from_str(&written).expect("what was written is read");
    assert!(again == *table, "it reads back differently");
}

/// A reader of addresses takes the path for what it is: it neither leaves the base nor becomes a query.
fn stays_below(path: &str) {
    let mut address = url::Url::parse("https://api.example.test/base").expect("an address");
    let filled = path.replace(['{', '}'], "");
    address.set_path(&format!("/base{filled}"));
    assert_eq!(address.path(), format!("/base{filled}"));
    assert!(address.query().is_none() && address.fragment().is_none());
}
