//! API keys and what each may do. The keys are public constants: they open nothing but this server.

/// Key that may do everything in both environments.
pub const FULL_KEY: &str = "artu_sandbox_full";
/// Key that may only read, in both environments.
pub const READ_ONLY_KEY: &str = "artu_sandbox_read_only";
/// Key that may do everything, in the test environment alone.
pub const TEST_ONLY_KEY: &str = "artu_sandbox_test_only";
/// Key that may do everything, in the live environment alone.
pub const LIVE_ONLY_KEY: &str = "artu_sandbox_live_only";

/// The secrets of the default keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Keys {
    /// [`FULL_KEY`].
    pub full: &'static str,
    /// [`READ_ONLY_KEY`].
    pub read_only: &'static str,
    /// [`TEST_ONLY_KEY`].
    pub test_only: &'static str,
    /// [`LIVE_ONLY_KEY`].
    pub live_only: &'static str,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            full: FULL_KEY,
            read_only: READ_ONLY_KEY,
            test_only: TEST_ONLY_KEY,
            live_only: LIVE_ONLY_KEY,
        }
    }
}

/// One API key: its name in the request log, its secret, its permissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Short name shown in [`crate::Received::key_id`].
    pub id: String,
    /// What follows `Bearer `.
    pub secret: String,
    /// Permissions in the form `{environment}:{resource}:{operation}`.
    pub permissions: Vec<String>,
}

impl ApiKey {
    /// A key with every listed operation on clients, alerts, transactions and tags, and reading of the audit log, in the
    /// environments.
    pub fn new(
        id: &str,
        secret: &str,
        environments: &[crate::Environment],
        operations: &[&str],
    ) -> Self {
        let mut permissions = Vec::new();
        for environment in environments {
            for resource in ["clients", "alerts", "transactions", "tags"] {
                for operation in operations {
                    permissions.push(format!("{}:{resource}:{operation}", environment.as_str()));
                }
            }
            permissions.push(format!("{}:audit-logs:read", environment.as_str()));
        }
        Self {
            id: id.to_owned(),
            secret: secret.to_owned(),
            permissions,
        }
    }

    /// Whether the key holds the permission.
    pub fn may(&self, permission: &str) -> bool {
        self.permissions.iter().any(|one| one == permission)
    }

    /// The keys every sandbox starts with.
    pub(crate) fn defaults() -> Vec<Self> {
        use artu::models::Environment::{Live, Test};
        const EVERYTHING: [&str; 4] = ["create", "read", "update", "delete"];
        vec![
            Self::new("full", FULL_KEY, &[Test, Live], &EVERYTHING),
            Self::new("readOnly", READ_ONLY_KEY, &[Test, Live], &["read"]),
            Self::new("testOnly", TEST_ONLY_KEY, &[Test], &EVERYTHING),
            Self::new("liveOnly", LIVE_ONLY_KEY, &[Live], &EVERYTHING),
        ]
    }
}
