//! The table as one client uses it: the contract's operations, and what replaces them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::OperationsError;
use super::path;
use super::row::Effect;
use super::stored::Stored;
use super::table::OperationName;
use super::verb::{Operation, Verb};
use super::wrappers::Wrappers;

/// Method and path of every operation. Starts as the contract has them; single operations can be replaced.
///
/// Serialises as what differs from the contract and nothing else:
///
/// ```
/// let text = r#"{"operations": {"clients.list": {"method": "GET", "path": "/v2/clients"}}, "wrappers": {"update": null}}"#;
/// let operations: artu::Operations = serde_json::from_str(text)?;
/// assert_eq!(operations.get(artu::OperationName::ClientsList).path, "/v2/clients");
/// assert_eq!(serde_json::to_string(&artu::Operations::default())?, "{}");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Operations {
    replaced: BTreeMap<OperationName, Operation>,
    wrappers: Wrappers,
}

impl Operations {
    /// Method and path of an operation.
    pub fn get(&self, name: OperationName) -> Operation {
        match self.replaced.get(&name) {
            Some(operation) => operation.clone(),
            None => name.row().operation(),
        }
    }

    /// The operations that differ from the contract.
    pub fn replaced(&self) -> impl Iterator<Item = (OperationName, &Operation)> {
        self.replaced
            .iter()
            .map(|(name, operation)| (*name, operation))
    }

    /// The names of wrapping members.
    pub fn wrappers(&self) -> &Wrappers {
        &self.wrappers
    }

    /// Replaces one operation; the same as the contract's takes the replacement back.
    pub fn set(
        &mut self,
        name: OperationName,
        operation: Operation,
    ) -> Result<(), OperationsError> {
        let row = name.row();
        path::check(&operation.path, row.path).map_err(|fault| OperationsError::Path {
            operation: name,
            fault,
        })?;
        let allowed = match row.effect {
            Effect::Read => matches!(operation.method, Verb::Get | Verb::Post),
            Effect::Write => operation.method != Verb::Get,
        };
        if !allowed {
            return Err(OperationsError::Method {
                operation: name,
                method: operation.method,
            });
        }
        if operation == row.operation() {
            self.replaced.remove(&name);
        } else {
            self.replaced.insert(name, operation);
        }
        Ok(())
    }

    /// Replaces the names of wrapping members.
    pub fn set_wrappers(&mut self, wrappers: Wrappers) -> Result<(), OperationsError> {
        wrappers.check()?;
        self.wrappers = wrappers;
        Ok(())
    }

    /// The same with one operation replaced.
    pub fn with(
        mut self,
        name: OperationName,
        method: Verb,
        path: impl Into<String>,
    ) -> Result<Self, OperationsError> {
        self.set(name, Operation::new(method, path))?;
        Ok(self)
    }

    /// The same with other names of wrapping members.
    pub fn with_wrappers(mut self, wrappers: Wrappers) -> Result<Self, OperationsError> {
        self.set_wrappers(wrappers)?;
        Ok(self)
    }
}
