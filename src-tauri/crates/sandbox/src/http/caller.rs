//! Who asks, and for which environment.

use super::ApiError;
use crate::fault::FaultKind;
use crate::{ApiKey, Environment};

/// A request that passed the gate.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) environment: Environment,
    pub(super) key: ApiKey,
    /// The fault that the handler itself has to play.
    pub(super) fault: Option<FaultKind>,
}

impl Caller {
    /// 403 with the permission's name unless the key holds it.
    pub(super) fn require(&self, resource: &str, operation: &str) -> Result<(), ApiError> {
        self.require_in(self.environment, resource, operation)
    }

    /// As [`Self::require`], for an environment other than the one asked for.
    pub(super) fn require_in(
        &self,
        environment: Environment,
        resource: &str,
        operation: &str,
    ) -> Result<(), ApiError> {
        let permission = format!("{}:{resource}:{operation}", environment.as_str());
        if self.key.may(&permission) {
            Ok(())
        } else {
            Err(ApiError::lacks(&permission))
        }
    }

    /// Whether this fault is to be played.
    pub(super) fn plays(&self, fault: &FaultKind) -> bool {
        self.fault.as_ref() == Some(fault)
    }
}
