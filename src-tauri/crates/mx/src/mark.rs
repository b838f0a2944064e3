//! What a check returns: the value as it was read, and the marks on it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Code, Tables, text};

/// How grave a code is. The severity of a record is that of its worst code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Most likely wrong, or a person must explain it.
    Warn,
    /// The value cannot be one issued by the authority, or an obligation is plainly open.
    Error,
}

impl Severity {
    /// The severity as it is written in files: `info`, `warn` or `error`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }

    /// As [`Severity::as_str`], and `ok` when there is none.
    pub fn or_ok(severity: Option<Self>) -> &'static str {
        severity.map_or("ok", Self::as_str)
    }
}

/// One thing noticed about a key.
///
/// Its debug form leaves out what was read and expected: both can be personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What was noticed.
    pub code: Code,
    /// How grave it is here; a context can change the severity of the code.
    pub severity: Severity,
    /// Characters concerned, counted from 0 in the normalised value; none when it is the whole.
    pub positions: Vec<usize>,
    /// What was computed, declared or allowed, when one text says it.
    pub expected: Option<String>,
    /// What was read instead.
    pub found: Option<String>,
}

impl Mark {
    pub(crate) fn new(code: Code, severity: Severity) -> Self {
        Self {
            code,
            severity,
            positions: Vec::new(),
            expected: None,
            found: None,
        }
    }

    pub(crate) fn at(mut self, positions: impl IntoIterator<Item = usize>) -> Self {
        self.positions = positions.into_iter().collect();
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    pub(crate) fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mark")
            .field("code", &self.code)
            .field("severity", &self.severity)
            .field("positions", &self.positions)
            .finish_non_exhaustive()
    }
}

/// The outcome of one check: no marks means well formed, never more than that.
///
/// Its debug form leaves the value out: it is personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The value after the text handling of rule MX-001; empty when nothing was given.
    pub normalized: String,
    /// The marks, in the order in which the checks are made.
    pub marks: Vec<Mark>,
}

impl Assessment {
    /// Normalises the input and sets the marks of rule MX-001.
    pub(crate) fn begin(input: Option<&str>, tables: &Tables) -> Self {
        let raw = input.unwrap_or_default();
        let normalized = text::normalize(raw);
        let mut assessment = Self {
            marks: Vec::new(),
            normalized,
        };
        if assessment.normalized.is_empty() {
            assessment.push(tables.mark(Code::Empty));
        } else if assessment.normalized != raw {
            assessment.push(tables.mark(Code::Normalized));
        }
        assessment
    }

    pub(crate) fn push(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    pub(crate) fn stop(mut self, mark: Mark) -> Self {
        debug_assert!(mark.code.stops());
        self.marks.push(mark);
        self
    }

    /// The worst severity of its marks; none when there is no mark.
    pub fn severity(&self) -> Option<Severity> {
        self.marks.iter().map(|mark| mark.severity).max()
    }

    /// The codes of its marks, in their order.
    pub fn codes(&self) -> Vec<Code> {
        self.marks.iter().map(|mark| mark.code).collect()
    }

    /// Whether the code is among its marks.
    pub fn has(&self, code: Code) -> bool {
        self.marks.iter().any(|mark| mark.code == code)
    }

    /// Whether the parts of the key can be told apart: something was given and no mark
    /// ended the check.
    pub fn is_readable(&self) -> bool {
        !self
            .marks
            .iter()
            .any(|mark| mark.code == Code::Empty || mark.code.stops())
    }
}

impl fmt::Debug for Assessment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assessment")
            .field("marks", &self.marks)
            .finish_non_exhaustive()
    }
}
