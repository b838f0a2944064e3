//! The encrypted store of one profile: the copy of the organisation's clients and the analyst's own work, in one `SQLite` file.
//!
//! What it is: [`Vault`] over `vault.db`, encrypted page by page with `SQLCipher` (the write-ahead log too; nothing temporary touches
//! the disk). One writer, several readers, each reading in one transaction. All calls block; an asynchronous caller runs them on a
//! thread of their own. Times are given in; the store reads no clock and keeps microseconds.
//!
//! What it is not: it talks to no network, judges no record, and knows neither the screens nor the keychain. It depends on `artu`
//! for the models only. Only `desk` may depend on it.
//!
//! # Keys
//!
//! The key of a file is 32 random bytes ([`VaultKey`]), given to `SQLCipher` raw. It lies in the operating system's keychain
//! ([`VaultKey::to_hex`]), or wrapped in a key file beside the vault ([`KeyFile`]) under a passphrase and under a recovery code:
//! Argon2id over the secret, XChaCha20-Poly1305 over the key. A wrong or missing key is [`Error::WrongKey`]; opening never makes a
//! file, and creating never overwrites one. [`Vault::close`] forgets the key.
//!
//! # Reading and writing
//!
//! [`Vault::read`] hands out a [`View`], a read handle per table over one snapshot. [`Vault::write`] hands out a [`Transaction`]; all
//! of it is kept or nothing. A pull gets a [`PullStore`] instead: its [`PullWriter`] reaches clients, links, revisions, search,
//! quarantine and pulls, and by its type nothing of the analyst's work.
//!
//! # Forgetting
//!
//! [`Transaction::forgetting`] removes every row about a client that is gone, and [`Vault::scrub`] what deleting leaves behind.
//!
//! # Derived tables
//!
//! The search index, whether a link reaches a client, the worst finding of a client and the sums over households come from other
//! tables and can be built again. They follow in the transaction that changes their source; during a load
//! ([`PullStore::begin_bulk`]) some wait until it ends.

mod backup;
mod column;
mod disk;
mod error;
mod forget;
mod identity;
mod keys;
mod migrations;
mod store;
pub mod tables;

pub use backup::{
    Backup, BackupCounts, BackupKind, BackupLabel, Prepared, RestoreSource, WORK_FILE_NAME,
    Written, finish_swap, prepare, swap_is_pending,
};
pub use column::Digest;
pub use error::{Error, Holds, Result};
pub use forget::{Forgetting, Forgotten};
pub use keys::{
    DerivationCost, KEY_FILE_NAME, KeyFile, KeyId, RecoveryCode, RecoveryCodeStanding, Secret,
    VaultKey,
};
pub use store::{
    Check, PullStore, PullWriter, RecordCompressor, Transaction, VAULT_FILE_NAME, Vault, View,
};
pub use tables::{
    Listed,
    clients::{
        ClientCounts, ClientQuery, ClientRow, ClientSort, ClientWrite, Outcome, StoredClient,
        StoredRecord, Which,
    },
    dispositions::{Disposition, DispositionKind},
    finding_list::{Decided, FindingKind, FindingQuery},
    findings::{FindingCounts, FindingOwner, FindingRow, Severity},
    households::{
        Defect, Household, HouseholdDefect, HouseholdQuery, HouseholdRow, HouseholdSort, Member,
        MemberParent, ReviewFilter, ReviewState,
    },
    journal::{Entry, Head, NewEntry, Problem, Verification},
    links::{Groups, Link},
    notes::Note,
    operations::{NewOperation, Operation, OperationBase, OperationQuery, OperationState},
    pulls::{NewPull, Pull, PullCounts, PullEnd, PullId, PullKind, PullProgress},
    quarantine::{Quarantined, SetAside},
    rehearsed_findings::{FindingChange, RehearsedCount, RehearsedFinding, RehearsedQuery},
    reviews::{NewReview, Review, SeenClient, Verdict},
    revisions::{FullRevision, Revision, RevisionsRoom, VersionMark},
    rule_packs::AdoptedPack,
    saved_views::SavedView,
    search::{Field, SearchHit, SearchResult},
    shared_values::{Holding, ValueDigest},
};
