//! The table as it is kept and typed by people: what differs from the contract.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::error::OperationsError;
use super::overrides::Operations;
use super::verb::{Operation, Verb};
use super::wrappers::Wrappers;

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Stored {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    operations: BTreeMap<String, StoredOperation>,
    #[serde(skip_serializing_if = "StoredWrappers::is_empty")]
    wrappers: StoredWrappers,
}

/// What is left out stays as in the contract.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredOperation {
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<Verb>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

#[expect(clippy::option_option, reason = "null is a choice of its own")]
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct StoredWrappers {
    /// Absent and `null` differ here: `null` means that changes stand bare.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    update: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_pagination: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    batch_items: Option<String>,
}

impl StoredWrappers {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::option_option, reason = "null is a choice of its own")]
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl Operations {
    /// Reads a table as it is kept, and says in full what is wrong with one that cannot be used.
    ///
    /// ```
    /// use artu::{Operations, OperationsError};
    /// let typed = serde_json::json!({"operations": {"clients.promote": {"path": "/promote"}}});
    /// let fault = Operations::from_json(typed).unwrap_err();
    /// assert!(matches!(fault, OperationsError::Path { .. }));
    /// ```
    pub fn from_json(table: serde_json::Value) -> Result<Self, OperationsError> {
        let stored: Stored =
            serde_json::from_value(table).map_err(|error| OperationsError::Form {
                reason: error.to_string(),
            })?;
        Self::try_from(stored)
    }
}

impl TryFrom<Stored> for Operations {
    type Error = OperationsError;

    fn try_from(stored: Stored) -> Result<Self, OperationsError> {
        let mut operations = Self::default();
        for (id, given) in stored.operations {
            let name: super::OperationName = id.parse()?;
            let standard = name.row();
            let operation = Operation {
                method: given.method.unwrap_or(standard.method),
                path: given.path.unwrap_or_else(|| standard.path.to_owned()),
            };
            operations.set(name, operation)?;
        }
        let standard = Wrappers::default();
        let given = stored.wrappers;
        operations.with_wrappers(Wrappers {
            update: given.update.unwrap_or(standard.update),
            page_data: given.page_data.unwrap_or(standard.page_data),
            page_pagination: given.page_pagination.unwrap_or(standard.page_pagination),
            batch_items: given.batch_items.unwrap_or(standard.batch_items),
        })
    }
}

impl From<Operations> for Stored {
    fn from(operations: Operations) -> Self {
        let standard = Wrappers::default();
        let own = operations.wrappers().clone();
        let differs = |own: String, standard: String| (own != standard).then_some(own);
        Self {
            operations: operations
                .replaced()
                .map(|(name, operation)| {
                    let stored = StoredOperation {
                        method: Some(operation.method),
                        path: Some(operation.path.clone()),
                    };
                    (name.as_str().to_owned(), stored)
                })
                .collect(),
            wrappers: StoredWrappers {
                update: (own.update != standard.update).then_some(own.update),
                page_data: differs(own.page_data, standard.page_data),
                page_pagination: differs(own.page_pagination, standard.page_pagination),
                batch_items: differs(own.batch_items, standard.batch_items),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::operations::{OperationName, Operations, Verb, Wrappers};

    fn fault(text: &Value) -> String {
        serde_json::from_value::<Operations>(text.clone())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn only_what_differs_is_kept_and_reads_back() {
        let bare = Wrappers {
            update: None,
            ..Wrappers::default()
        };
        let operations = Operations::default()
            .with(OperationName::ClientsList, Verb::Get, "/v2/clients")
            .and_then(|table| table.with(OperationName::TagsList, Verb::Get, "/tags"))
            .and_then(|table| table.with_wrappers(bare))
            .unwrap();
        let kept = json!({
            "operations": {"clients.list": {"method": "GET", "path": "/v2/clients"}},
            "wrappers": {"update": null},
        });
        assert_eq!(serde_json::to_value(&operations).unwrap(), kept);
        assert_eq!(
            serde_json::from_value::<Operations>(kept).unwrap(),
            operations
        );
        assert_eq!(
            serde_json::from_str::<Operations>("{}").unwrap(),
            Operations::default()
        );
    }

    #[test]
    fn what_is_left_out_stays_as_in_the_contract() {
        let text = json!({"operations": {"clients.update": {"method": "PUT"}, "clients.list": {"path": "/c"}}});
        let operations: Operations = serde_json::from_value(text).unwrap();
        let update = operations.get(OperationName::ClientsUpdate);
        assert_eq!(
            (update.method, update.path.as_str()),
            (Verb::Put, "/clients/{id}")
        );
        assert_eq!(
            operations.get(OperationName::ClientsList).method,
            Verb::Post
        );
    }

    #[test]
    fn a_fault_is_told_by_its_operation_and_reason() {
        for (text, told) in [
            (
                json!({"operations": {"clients.demote": {}}}),
                "no operation `clients.demote`",
            ),
            (
                json!({"operations": {"clients.promote": {"path": "clients/{id}"}}}),
                "clients.promote: the path must start with `/`",
            ),
            (
                json!({"operations": {"clients.promote": {"path": "/clients/promote"}}}),
                "clients.promote: the path lacks the place {id}",
            ),
            (
                json!({"operations": {"clients.promote": {"path": "/clients/{client}"}}}),
                "clients.promote: the path has `{client}`",
            ),
            (
                json!({"operations": {"clients.promote": {"path": "/clients/{id}?a=b"}}}),
                "query or a fragment",
            ),
            (
                json!({"operations": {"clients.promote": {"method": "GET"}}}),
                "clients.promote: the method cannot be GET",
            ),
            (
                json!({"operations": {"clients.list": {"method": "DELETE"}}}),
                "clients.list: the method cannot be DELETE",
            ),
            (
                json!({"operations": {"clients.promote": {"verb": "PUT"}}}),
                "unknown field `verb`",
            ),
            (
                json!({"operations": {"clients.promote": {"method": "HEAD"}}}),
                "unknown variant `HEAD`",
            ),
            (
                json!({"wrappers": {"update": " "}}),
                "the wrapper `update` is empty",
            ),
            (
                json!({"wrappers": {"batchItems": ""}}),
                "the wrapper `batchItems` is empty",
            ),
            (json!({"wrapper": {}}), "unknown field `wrapper`"),
        ] {
            let said = fault(&text);
            assert!(said.contains(told), "{said}");
        }
    }
}
