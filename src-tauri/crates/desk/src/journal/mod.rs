//! The journal: who did, read or exported what. Nothing here can change or remove an entry.

mod export;

pub use export::export;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;
use vault::{NewEntry, Problem, Transaction, Verification, View};

use crate::{
    Error, Session,
    contract::{JournalCheck, JournalProblem, JournalRow, Language, Page, Slice, SubjectPage},
    text,
};

macro_rules! actions {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal;)*) => {
        /// What an entry records. The words are kept in vaults and never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[doc = $doc])* $name,)* }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word kept in the journal.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

actions! {
    /// A vault was made.
    VaultCreated = "vault.created";
    /// A vault was opened.
    Unlocked = "vault.unlocked";
    /// A vault was closed.
    Locked = "vault.locked";
    /// Data were pulled.
    Pulled = "pull.finished";
    /// A client's file was read.
    ClientRead = "client.read";
    /// A household's page was read.
    HouseholdRead = "household.read";
    /// An operation was stored.
    OperationRecorded = "operation.recorded";
    /// An operation went out.
    OperationSent = "operation.sent";
    /// An operation was read back.
    OperationProven = "operation.proven";
    /// An operation had nothing to do.
    OperationAlreadyDone = "operation.already_done";
    /// The server said no.
    OperationRefused = "operation.refused";
    /// The client had moved.
    OperationConflict = "operation.conflict";
    /// The answer was lost.
    OperationUnknown = "operation.unknown";
    /// A read showed that an operation was not carried out.
    OperationNotDone = "operation.not_done";
    /// An operation was taken back.
    OperationCancelled = "operation.cancelled";
    /// A household was judged.
    Reviewed = "review.recorded";
    /// Something was decided about findings.
    FindingsDecided = "findings.decided";
    /// A file was written.
    Exported = "export.written";
    /// A text was copied.
    Copied = "export.copied";
    /// Another passphrase was chosen.
    PassphraseChanged = "vault.passphrase_changed";
    /// A new recovery code was made.
    RecoveryCodeRenewed = "vault.recovery_code_renewed";
    /// The key is kept in another way.
    ProtectionChanged = "vault.protection_changed";
    /// The vault was put under a new key.
    Rekeyed = "vault.rekeyed";
    /// A backup was written.
    BackedUp = "vault.backed_up";
    /// A backup took the place of the vault.
    Restored = "vault.restored";
    /// The vault was made anew from the analyst's work.
    Rebuilt = "vault.rebuilt";
    /// The way to speak with the server was changed.
    ConnectionChanged = "connection.changed";
    /// Everything held of a client was removed.
    ClientForgotten = "client.forgotten";
    /// Earlier versions of clients are kept for another time.
    RetentionChanged = "revisions.retention_changed";
    /// Earlier versions of clients were older than they are kept.
    RevisionsDropped = "revisions.dropped";
    /// A rule pack was adopted.
    RulesAdopted = "rules.adopted";
    /// A rule pack was signed with the key of this workplace.
    RulesSigned = "rules.signed";
}

impl Action {
    fn of(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.word() == word)
    }

    /// Whether its subject is the anchor of a household, and not that client alone.
    const fn is_about_a_household(self) -> bool {
        matches!(self, Self::HouseholdRead | Self::Reviewed | Self::Exported)
    }
}

/// Enters an act into the journal, inside the transaction of the act.
pub(crate) fn append(
    tx: &Transaction<'_>,
    at: Timestamp,
    analyst: &str,
    action: Action,
    subjects: &[String],
    payload: &impl Serialize,
) -> Result<(), Error> {
    tx.journal().append(&NewEntry {
        at,
        analyst: analyst.into(),
        action: action.word().into(),
        subjects: subjects.to_vec(),
        payload: serde_json::to_string(payload)?,
    })?;
    Ok(())
}

/// Enters an act that changes nothing else.
pub(crate) fn enter(
    session: &Session,
    action: Action,
    subjects: &[String],
    payload: &impl Serialize,
) -> Result<(), Error> {
    session.vault().write(|tx| {
        append(
            tx,
            session.now(),
            session.analyst(),
            action,
            subjects,
            payload,
        )
    })
}

/// Entries, the newest first.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(
    session: &Session,
    slice: Slice,
    language: Language,
) -> Result<Page<JournalRow>, Error> {
    session.vault().read(|view| {
        let listed = view.journal().list(slice.offset, slice.limit())?;
        let mut data = Vec::with_capacity(listed.rows.len());
        for entry in listed.rows {
            let action = Action::of(&entry.action);
            data.push(JournalRow {
                seq: entry.seq,
                at: entry.at,
                analyst: entry.analyst,
                label: action
                    .map_or(entry.action.as_str(), |known| text::action(known, language))
                    .into(),
                action: entry.action,
                page: page_of(view, action, entry.subjects.first())?,
                subjects: entry.subjects,
                hash: entry.hash.to_hex(),
            });
        }
        Ok(Page {
            data,
            total: listed.total,
            all: listed.total,
        })
    })
}

/// The page of a subject that the vault still holds.
fn page_of(
    view: View<'_>,
    action: Option<Action>,
    subject: Option<&String>,
) -> Result<Option<SubjectPage>, Error> {
    let Some(id) = subject.and_then(|id| id.parse::<Uuid>().ok()) else {
        return Ok(None);
    };
    let client = view.clients().row(id.into())?;
    Ok(client.map(|client| {
        if client.is_primary && action.is_some_and(Action::is_about_a_household) {
            SubjectPage::Household
        } else {
            SubjectPage::Client
        }
    }))
}

/// Reads the whole chain, against the head that is kept beside the vault, and says whether it holds.
///
/// # Errors
/// When the vault cannot be read.
pub fn verify(session: &Session, language: Language) -> Result<JournalCheck, Error> {
    Ok(check_of(session.vault().verify_journal(None)?, language))
}

/// What verifying found, as it is shown.
pub(crate) fn check_of(found: Verification, language: Language) -> JournalCheck {
    let told = found.problem.map(place);
    JournalCheck {
        ok: found.problem.is_none(),
        entries: found.entries,
        head: found.head.hash.to_hex(),
        problem: told.map(|(kind, place)| text::journal_problem(kind, place, language)),
        kind: told.map(|(kind, _)| kind),
        place: told.and_then(|(_, place)| place),
    }
}

/// The kind of a problem and the entry it is at.
fn place(problem: Problem) -> (JournalProblem, Option<u64>) {
    match problem {
        Problem::Edited { seq } => (JournalProblem::Edited, Some(seq)),
        Problem::PayloadEdited { seq } => (JournalProblem::PayloadEdited, Some(seq)),
        Problem::Removed { seq } => (JournalProblem::Removed, Some(seq)),
        Problem::Inserted { seq } => (JournalProblem::Inserted, Some(seq)),
        Problem::Reordered { seq } => (JournalProblem::Reordered, Some(seq)),
        Problem::Cut { seq } => (JournalProblem::Cut, Some(seq)),
        Problem::Rewritten { seq } => (JournalProblem::Rewritten, Some(seq)),
        Problem::RolledBack { seq } => (JournalProblem::RolledBack, Some(seq)),
        Problem::AnchorLost => (JournalProblem::AnchorLost, None),
    }
}

/// Hash of the last entry, hexadecimal.
///
/// # Errors
/// When the vault cannot be read.
pub fn head(session: &Session) -> Result<JournalHead, Error> {
    let head = session.vault().read(|view| view.journal().head())?;
    Ok(JournalHead {
        entries: head.seq,
        hash: head.hash.to_hex(),
    })
}

/// The end of the journal, as reports print it.
#[derive(Debug, Clone, Serialize)]
pub struct JournalHead {
    /// Entries up to here.
    pub entries: u64,
    /// Hash of the last one, hexadecimal.
    pub hash: String,
}
