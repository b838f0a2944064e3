//! Reading: a handle per table over one connection.

use super::Session;
use crate::tables::{
    clients::ClientsRead, dispositions::DispositionsRead, findings::FindingsRead,
    households::HouseholdsRead, journal::JournalRead, links::LinksRead, notes::NotesRead,
    operations::OperationsRead, pulls::PullsRead, quarantine::QuarantineRead,
    rehearsed_findings::RehearsedFindingsRead, reviews::ReviewsRead, revisions::RevisionsRead,
    rule_packs::RulePacksRead, saved_views::SavedViewsRead, search::SearchRead,
    settings::SettingsRead, shared_values::SharedValuesRead,
};

/// The read handles of all tables, inside one transaction.
#[derive(Clone, Copy)]
pub struct View<'a> {
    session: &'a Session,
}

macro_rules! reads {
    ($($(#[$meta:meta])* $name:ident -> $handle:ident;)+) => {
        impl<'a> View<'a> {
            pub(super) fn new(session: &'a Session) -> Self {
                Self { session }
            }

            $($(#[$meta])*
            pub fn $name(self) -> $handle<'a> {
                $handle { session: self.session }
            })+
        }
    };
}

reads! {
    /// The clients.
    clients -> ClientsRead;
    /// The links between clients.
    links -> LinksRead;
    /// The households, derived from clients and links.
    households -> HouseholdsRead;
    /// The earlier versions of clients.
    revisions -> RevisionsRead;
    /// Search over clients.
    search -> SearchRead;
    /// The records that did not fit.
    quarantine -> QuarantineRead;
    /// The pulls.
    pulls -> PullsRead;
    /// The operations.
    operations -> OperationsRead;
    /// The findings.
    findings -> FindingsRead;
    /// What the analyst decided about findings.
    dispositions -> DispositionsRead;
    /// The reviews of households.
    reviews -> ReviewsRead;
    /// The notes on clients.
    notes -> NotesRead;
    /// The rule packs that were adopted.
    rule_packs -> RulePacksRead;
    /// What another rule pack would change.
    rehearsed_findings -> RehearsedFindingsRead;
    /// The saved views.
    saved_views -> SavedViewsRead;
    /// What clients may share with others.
    shared_values -> SharedValuesRead;
    /// The journal.
    journal -> JournalRead;
    /// The settings.
    settings -> SettingsRead;
}
