//! The rows of the matrix and how many cases each has.

use std::time::Duration;

use clap::ValueEnum;

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub(crate) enum Row {
    /// Programs killed at work.
    R1,
    /// Power cuts: what was not confirmed is lost or torn.
    R2,
    /// Writes whose answer is lost.
    R3,
    /// Queues of writes with trouble in the middle.
    R4,
    /// The network and the server's moods.
    R5,
    /// Lists that repeat, loop, shrink, grow or lie.
    R6,
    /// Answers in forms that the contract does not allow.
    R7,
    /// No room, no permission, no file.
    R9,
    /// Damaged files.
    R10,
    /// Two programs on one profile.
    R11,
    /// A clock that is wrong, and days that are odd.
    R12,
    /// Files of earlier and later forms.
    R13,
    /// What is written, searched for what must not be.
    R14,
    /// What opens a vault, wrong, lost or half changed.
    R15,
    /// What is left once the vault is locked.
    R16,
    /// Who may see the key.
    R19,
    /// Test and live apart.
    R20,
    /// The journal tampered with.
    R21,
    /// What is forgotten leaves nothing behind.
    R22,
    /// A day of an office.
    R25,
    /// The faults that other programs were measured with, through the command line's binary.
    Peers,
    /// Thousands of mixed calls of one client while faults fall.
    Soak,
}

impl Row {
    /// Every row.
    pub(crate) const ALL: [Self; 22] = [
        Self::R1,
        Self::R2,
        Self::R3,
        Self::R4,
        Self::R5,
        Self::R6,
        Self::R7,
        Self::R9,
        Self::R10,
        Self::R11,
        Self::R12,
        Self::R13,
        Self::R14,
        Self::R15,
        Self::R16,
        Self::R19,
        Self::R20,
        Self::R21,
        Self::R22,
        Self::R25,
        Self::Peers,
        Self::Soak,
    ];

    /// Its name on the command line and in the report.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::R1 => "R1",
            Self::R2 => "R2",
            Self::R3 => "R3",
            Self::R4 => "R4",
            Self::R5 => "R5",
            Self::R6 => "R6",
            Self::R7 => "R7",
            Self::R9 => "R9",
            Self::R10 => "R10",
            Self::R11 => "R11",
            Self::R12 => "R12",
            Self::R13 => "R13",
            Self::R14 => "R14",
            Self::R15 => "R15",
            Self::R16 => "R16",
            Self::R19 => "R19",
            Self::R20 => "R20",
            Self::R21 => "R21",
            Self::R22 => "R22",
            Self::R25 => "R25",
            Self::Peers => "peers",
            Self::Soak => "soak",
        }
    }

    /// What it is about.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::R1 => "crash",
            Self::R2 => "power",
            Self::R3 => "lost answers",
            Self::R4 => "queue",
            Self::R5 => "network",
            Self::R6 => "listing",
            Self::R7 => "payload",
            Self::R9 => "disk",
            Self::R10 => "corruption",
            Self::R11 => "two at once",
            Self::R12 => "clock",
            Self::R13 => "migration",
            Self::R14 => "secrets at rest",
            Self::R15 => "keys",
            Self::R16 => "lock",
            Self::R19 => "TLS and host",
            Self::R20 => "environments",
            Self::R21 => "journal",
            Self::R22 => "purge",
            Self::R25 => "a day",
            Self::Peers => "through the binary",
            Self::Soak => "mixed calls",
        }
    }

    /// How many cases.
    pub(crate) const fn count(self, full: bool) -> u64 {
        let (submission, release) = match self {
            Self::R1 => (140, 7_000),
            // Five torn states each, forty before a release.
            Self::R2 => (40, 125),
            Self::R9 => (80, 800),
            // Four damages each.
            Self::R10 => (50, 2_500),
            Self::R3 => (50, 1_000),
            Self::R4 => (30, 300),
            Self::R5 | Self::R7 => (60, 600),
            Self::R6 => (18, 180),
            Self::R11 => (20, 200),
            Self::R12 => (20, 100),
            Self::R15 | Self::R16 => (12, 120),
            Self::R14 => (1, 20),
            Self::R13 => {
                let (submission, release) = crate::rows::migration::EACH;
                let forms = crate::earlier::FORMS.len() as u64;
                (submission * forms, release * forms)
            }
            Self::R19 => (12, 12),
            Self::R20 => (10, 100),
            Self::R21 => (60, 1_000),
            Self::R22 => (6, 60),
            // Two hours of it, and all of them before a release.
            Self::R25 => (1, 1),
            Self::Peers => (crate::peers::COUNT, crate::peers::COUNT),
            Self::Soak => (1, 4),
        };
        if full { release } else { submission }
    }

    /// After how long a case counts as never ending.
    pub(crate) const fn longest(self) -> Duration {
        match self {
            Self::R25 => Duration::from_hours(1),
            _ => Duration::from_mins(6),
        }
    }

    /// What there is to say of all its cases together, once they ran.
    pub(crate) fn remark(self) -> Option<String> {
        match self {
            Self::R1 => Some(crate::rows::crash::remark()),
            Self::R2 => Some(crate::rows::power::remark()),
            Self::R9 => Some(crate::rows::disk::remark()),
            Self::R10 => Some(crate::rows::corruption::remark()),
            Self::R13 => crate::rows::migration::remark(),
            Self::R16 => Some(crate::rows::lock::remark()),
            _ => None,
        }
    }
}
