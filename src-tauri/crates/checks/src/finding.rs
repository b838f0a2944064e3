//! The finding: one result of one rule.

use std::fmt;

use artu::models::ClientId;
use mx::Severity;

use crate::codes;

/// Name of a rule of the pack, as in `MX-006`.
pub type RuleId = &'static str;

/// One result of one rule on one client, link or household.
///
/// Its debug form leaves out the value and what was expected: both can be personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// The rule behind it, as in `MX-006`.
    pub rule: RuleId,
    /// The client concerned, the first of them when there are several.
    pub client_id: ClientId,
    /// Anchor of the household, for a finding that only the household shows.
    pub household_id: Option<ClientId>,
    /// Path in the client model, as in `scopeData.MX.rfc` or `bankAccounts[<id>].clabe`.
    pub field: String,
    /// The value as it was read; none when it is absent or must not be repeated.
    pub value: Option<String>,
    /// Characters of the value that are concerned, counted from 0.
    pub positions: Vec<usize>,
    /// What was computed, declared or required.
    pub expected: Option<String>,
    /// The other clients concerned.
    pub related: Vec<ClientId>,
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finding")
            .field("code", &self.code)
            .field("severity", &self.severity)
            .field("client_id", &self.client_id)
            .field("field", &self.field)
            .finish_non_exhaustive()
    }
}

impl Finding {
    pub(crate) fn new(
        code: &str,
        severity: Severity,
        client_id: ClientId,
        field: impl Into<String>,
    ) -> Self {
        Self {
            code: code.to_owned(),
            severity,
            rule: codes::rule(code),
            client_id,
            household_id: None,
            field: field.into(),
            value: None,
            positions: Vec::new(),
            expected: None,
            related: Vec::new(),
        }
    }

    pub(crate) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    pub(crate) fn related(mut self, related: impl IntoIterator<Item = ClientId>) -> Self {
        self.related = related.into_iter().collect();
        self
    }

    pub(crate) fn in_household(mut self, anchor: ClientId) -> Self {
        self.household_id = Some(anchor);
        self
    }

    /// A mark on a key, at a field of a client.
    pub(crate) fn of_mark(
        mark: &mx::Mark,
        client_id: ClientId,
        field: &str,
        normalized: &str,
    ) -> Self {
        Self {
            positions: mark.positions.clone(),
            expected: mark.expected.clone(),
            value: Some(normalized.to_owned()),
            ..Self::new(mark.code.as_str(), mark.severity, client_id, field)
        }
    }
}
