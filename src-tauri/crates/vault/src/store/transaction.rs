//! Writing: a handle per table inside one transaction.

use super::{PullWriter, Session, View};
use crate::forget::Forgetting;
use crate::tables::{
    dispositions::DispositionsWrite, findings::FindingsWrite, journal::JournalWrite,
    notes::NotesWrite, operations::OperationsWrite, rehearsed_findings::RehearsedFindingsWrite,
    reviews::ReviewsWrite, rule_packs::RulePacksWrite, saved_views::SavedViewsWrite,
    settings::SettingsWrite, shared_values::SharedValuesWrite,
};

/// One write transaction. It ends when the closure given to `Vault::write` does.
pub struct Transaction<'a> {
    session: &'a Session,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(session: &'a Session) -> Self {
        Self { session }
    }

    /// The read handles, which see what this transaction wrote.
    pub fn view(&self) -> View<'a> {
        View::new(self.session)
    }

    /// What a pull may write, as for the read-back of an operation.
    pub fn pull(&self) -> PullWriter<'a> {
        PullWriter::new(self.session)
    }

    /// Writes operations.
    pub fn operations(&self) -> OperationsWrite<'a> {
        OperationsWrite {
            session: self.session,
        }
    }

    /// Writes findings.
    pub fn findings(&self) -> FindingsWrite<'a> {
        FindingsWrite {
            session: self.session,
        }
    }

    /// Writes what clients may share with others.
    pub fn shared_values(&self) -> SharedValuesWrite<'a> {
        SharedValuesWrite {
            session: self.session,
        }
    }

    /// Writes dispositions.
    pub fn dispositions(&self) -> DispositionsWrite<'a> {
        DispositionsWrite {
            session: self.session,
        }
    }

    /// Writes reviews.
    pub fn reviews(&self) -> ReviewsWrite<'a> {
        ReviewsWrite {
            session: self.session,
        }
    }

    /// Writes notes.
    pub fn notes(&self) -> NotesWrite<'a> {
        NotesWrite {
            session: self.session,
        }
    }

    /// Writes rule packs.
    pub fn rule_packs(&self) -> RulePacksWrite<'a> {
        RulePacksWrite {
            session: self.session,
        }
    }

    /// Writes what another rule pack would change.
    pub fn rehearsed_findings(&self) -> RehearsedFindingsWrite<'a> {
        RehearsedFindingsWrite {
            session: self.session,
        }
    }

    /// Writes saved views.
    pub fn saved_views(&self) -> SavedViewsWrite<'a> {
        SavedViewsWrite {
            session: self.session,
        }
    }

    /// Appends to the journal.
    pub fn journal(&self) -> JournalWrite<'a> {
        JournalWrite {
            session: self.session,
        }
    }

    /// Forgets clients for good.
    pub fn forgetting(&self) -> Forgetting<'a> {
        Forgetting {
            session: self.session,
        }
    }

    /// Writes settings.
    pub fn settings(&self) -> SettingsWrite<'a> {
        SettingsWrite {
            session: self.session,
        }
    }
}
