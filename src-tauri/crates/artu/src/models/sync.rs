//! Answers of writes that bring a list in line.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{
    Address, AddressId, BankAccount, BankAccountId, ContactMethod, ContactMethodId, OpenMap, Record,
};

/// A record of a list that can be brought in line, known by an id of its own type.
pub trait Listed {
    /// Type of the id.
    type Id: Clone + fmt::Debug + serde::de::DeserializeOwned + Serialize;
}

impl Listed for Address {
    type Id = AddressId;
}

impl Listed for ContactMethod {
    type Id = ContactMethodId;
}

impl Listed for BankAccount {
    type Id = BankAccountId;
}

/// What became of a list that was brought in line (D). Serialises as it came.
#[derive(Clone)]
pub struct SyncResult<T: Listed> {
    /// The records that were made.
    pub created: Vec<Record<T>>,
    /// The records that were changed.
    pub updated: Vec<Record<T>>,
    /// Ids of the records that were deleted.
    pub deleted: Vec<T::Id>,
    /// Members not named here.
    pub unknown: OpenMap,
}

impl<T: Listed> Serialize for SyncResult<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(
            serializer,
            "created": &self.created,
            "updated": &self.updated,
            "deleted": &self.deleted,
            .. &self.unknown
        )
    }
}

impl<T: Listed + fmt::Debug> fmt::Debug for SyncResult<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncResult")
            .field("created", &self.created)
            .field("updated", &self.updated)
            .field("deleted", &self.deleted)
            .finish_non_exhaustive()
    }
}
