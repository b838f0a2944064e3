//! What a pull may reach: the copy of Artu's data, and nothing of the analyst's own work.

use jiff::Timestamp;

use super::{RecordCompressor, Session, Transaction, Vault};
use crate::{
    error::{Error, Result},
    identity::ClientId,
    tables::{
        clients::{ClientWrite, ClientsRead, ClientsWrite, Outcome},
        pulls::{NewPull, Pull, PullEnd, PullId, PullProgress, PullsRead, PullsWrite},
        quarantine::{QuarantineWrite, SetAside},
        revisions,
    },
};

/// The store as a pull holds it. It has no way to reviews, operations, notes, settings or the journal.
#[derive(Clone)]
pub struct PullStore {
    vault: Vault,
}

impl PullStore {
    pub(super) fn new(vault: Vault) -> Self {
        Self { vault }
    }

    /// Writes in one transaction, as a page with its progress.
    pub fn write<T, E: From<Error>>(
        &self,
        act: impl FnOnce(PullWriter<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.vault
            .write_derived(|transaction: &Transaction<'_>| act(transaction.pull()))
    }

    /// What compresses records as this file keeps them; `None` until a first page has trained it.
    pub fn compressor(&self) -> Result<Option<RecordCompressor>> {
        self.vault.with_reader(Session::compressor)
    }

    /// Before the pages of a first pull: secondary indexes wait until [`Self::finish_bulk`]; the search index follows in large
    /// steps; households are summed up roughly. Each page still commits, and lists and search stay right meanwhile.
    pub fn begin_bulk(&self) -> Result<()> {
        self.vault.begin_bulk()
    }

    /// While no page has come: does a step of what waits, so that less of it is left for the end; whether it found one worth
    /// taking. With `near_end`, few pages are left to come, and secondary indexes are worth it too.
    pub fn go_on_with_bulk(&self, near_end: bool) -> Result<bool> {
        self.vault.go_on_with_bulk(near_end)
    }

    /// After the last page: builds what waited, in several transactions. Opening the vault does the same after a crash.
    /// Does nothing when no load is under way.
    pub fn finish_bulk(&self) -> Result<()> {
        self.vault.finish_bulk()
    }
}

/// Writes of a pull inside one transaction.
#[derive(Clone, Copy)]
pub struct PullWriter<'a> {
    session: &'a Session,
}

impl<'a> PullWriter<'a> {
    pub(super) fn new(session: &'a Session) -> Self {
        Self { session }
    }

    /// Reads clients.
    pub fn clients(self) -> ClientsRead<'a> {
        ClientsRead {
            session: self.session,
        }
    }

    /// Reads pulls.
    pub fn pulls(self) -> PullsRead<'a> {
        PullsRead {
            session: self.session,
        }
    }

    /// Stores a batch of records with their links, revisions and search text. Gives one outcome per record, in order.
    /// A record that is as it was is not written. A short record never replaces a complete one. A record that now fits leaves
    /// the quarantine. With `sweep`, every id is noted as seen by that sweep.
    pub fn upsert_clients(
        self,
        records: &[ClientWrite],
        sweep: Option<PullId>,
    ) -> Result<Vec<(ClientId, Outcome)>> {
        self.clients_write().upsert(records, sweep)
    }

    /// Notes that a single read at `at` found the client as it is stored.
    pub fn confirm(self, id: ClientId, at: Timestamp) -> Result<()> {
        self.clients_write().confirm(id, at)
    }

    /// How many clients that are not gone the sweep has not seen so far.
    pub fn count_unseen(self, sweep: PullId) -> Result<u64> {
        self.clients_write().count_unseen(sweep)
    }

    /// Clients that are not gone and that the sweep has not seen, at most `limit`.
    pub fn unseen(self, sweep: PullId, limit: u64) -> Result<Vec<ClientId>> {
        self.clients_write().unseen(sweep, limit)
    }

    /// Marks every client that the sweep has not seen as gone since `at`; gives how many. None is deleted.
    pub fn mark_gone(self, sweep: PullId, at: Timestamp) -> Result<u64> {
        self.clients_write().mark_unseen_gone(sweep, at)
    }

    /// Marks one client as gone, as when a single read says that it is not there.
    pub fn mark_one_gone(self, id: ClientId, at: Timestamp) -> Result<bool> {
        self.clients_write().mark_one_gone(id, at)
    }

    /// Sets a record aside that does not fit. A record whose id is known counts as seen by the sweep.
    pub fn set_aside(self, record: &SetAside<'_>) -> Result<()> {
        QuarantineWrite {
            session: self.session,
        }
        .set_aside(record)
    }

    /// Takes a record out of the quarantine by its number: the server has it no more.
    pub fn forget_aside(self, number: i64) -> Result<()> {
        QuarantineWrite {
            session: self.session,
        }
        .forget(number)
    }

    /// Drops earlier versions of clients that gave way to another at `until` or before, the oldest first, at most `limit`; gives how
    /// many.
    pub fn drop_revisions(self, until: Timestamp, limit: u64) -> Result<u64> {
        revisions::drop_replaced(self.session, until, limit)
    }

    /// Begins a pull.
    pub fn start(self, pull: &NewPull) -> Result<PullId> {
        self.pulls_write().start(pull)
    }

    /// Notes how far a pull is.
    pub fn progress(self, id: PullId, progress: &PullProgress) -> Result<()> {
        self.pulls_write().progress(id, progress)
    }

    /// Ends a pull, complete or not.
    pub fn finish(self, id: PullId, end: &PullEnd) -> Result<Pull> {
        self.pulls_write().finish(id, end)
    }

    fn clients_write(self) -> ClientsWrite<'a> {
        ClientsWrite {
            session: self.session,
        }
    }

    fn pulls_write(self) -> PullsWrite<'a> {
        PullsWrite {
            session: self.session,
        }
    }
}
