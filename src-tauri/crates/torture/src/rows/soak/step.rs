//! One intended write and what it will do, said before it is sent.

use artu::Write;
use uuid::Uuid;

use super::belief::Facts;

/// A write.
pub(super) struct Step {
    /// Its name in a report.
    pub what: &'static str,
    /// What goes out, once.
    pub write: Write,
    /// Everything it will do; all of it or nothing. Nothing where the server must refuse it, or has it so already.
    pub expected: Vec<Expected>,
}

/// What a write does to one client.
pub(super) enum Expected {
    /// It is removed.
    Gone(Uuid),
    /// Its facts change.
    Changed {
        client: Uuid,
        removes: Vec<String>,
        adds: Vec<String>,
    },
    /// It comes into being, with an id that only the server knows.
    Made(Made),
    /// Nobody gets this external id.
    NotMade(String),
}

/// A client that comes into being.
pub(super) struct Made {
    /// The organisation's id, by which it is found.
    pub external_id: String,
    /// What will be known of it.
    pub facts: Facts,
    /// The parent that will link it, and as what.
    pub parent: Option<(Uuid, &'static str)>,
}

impl Step {
    pub(super) const fn new(what: &'static str, write: Write, expected: Vec<Expected>) -> Self {
        Self {
            what,
            write,
            expected,
        }
    }
}

impl Expected {
    /// One client changes.
    pub(super) fn changed(client: Uuid, removes: Vec<String>, adds: Vec<String>) -> Vec<Self> {
        vec![Self::Changed {
            client,
            removes,
            adds,
        }]
    }

    /// One client is as it was.
    pub(super) fn unchanged(client: Uuid) -> Vec<Self> {
        Self::changed(client, Vec::new(), Vec::new())
    }
}
