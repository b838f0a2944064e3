//! What the window is told without asking.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CheckProgress, PullStatus, SendReport};

/// What a closing vault cuts short.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CutShort {
    /// Whether a pull ran. It ends at its next page; what was committed stays.
    pub pull: bool,
}

/// A part of the data that may be stale on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Clients, links, households and their findings.
    Clients,
    /// Operations.
    Operations,
    /// Reviews.
    Reviews,
    /// Profile, lock, language, connection.
    Session,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Clients,
        Self::Operations,
        Self::Reviews,
        Self::Session,
    ];
}

/// An event. The name it travels under is its variant in snake case.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "snake_case", tag = "event", content = "payload")]
pub enum Event {
    /// The pull moved.
    Pull(PullStatus),
    /// A check of everything or a rehearsal of a rule pack moved; nothing once it ended.
    Checking(Option<CheckProgress>),
    /// Data changed; what shows it should ask again.
    Changed(Topic),
    /// A pull was followed by sending what waited, or by settling what was unknown: what became of those that are no
    /// longer open.
    Sent(SendReport),
    /// The vault closes: nothing of it may stay on screen. Told before the closing, which may wait for the disk.
    Locked(CutShort),
}
