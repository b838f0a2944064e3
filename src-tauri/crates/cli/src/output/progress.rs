//! The progress of a pull: one line on standard error, when that is a terminal.

use std::io::{self, IsTerminal, Write};

use desk::contract::{Language, PullStatus, PullStep};

use crate::words::pick;

/// One line that is written over.
pub(crate) struct Progress {
    language: Language,
    seen: bool,
    shown: bool,
}

impl Progress {
    /// A line on standard error, or nothing when that is no terminal.
    pub(crate) fn new(language: Language) -> Self {
        Self {
            language,
            seen: io::stderr().is_terminal(),
            shown: false,
        }
    }

    /// Shows where the pull stands.
    pub(crate) fn show(&mut self, status: &PullStatus) {
        let PullStatus::Pulling {
            step,
            done,
            total,
            rate,
            ..
        } = status
        else {
            return;
        };
        if !self.seen {
            return;
        }
        let of = total.map(|total| format!(" / {total}")).unwrap_or_default();
        let what = match step {
            PullStep::Reading => pick(self.language, "Trayendo clientes", "Pulling clients"),
            PullStep::Checking => pick(self.language, "Revisando clientes", "Checking clients"),
        };
        let text = format!("{what}: {done}{of} ({rate:.0}/s)");
        self.shown = write!(io::stderr().lock(), "\r{text}   ").is_ok();
    }

    /// Leaves the line.
    pub(crate) fn end(&self) {
        if self.shown {
            let _ = writeln!(io::stderr().lock());
        }
    }
}
