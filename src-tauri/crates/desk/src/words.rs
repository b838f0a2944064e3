//! The same words in the crates below and in the contract.

use crate::contract::{
    Decided, DispositionKind, FindingChange, FindingCounts, Language, PullKind, ReviewFilter,
    ReviewState, Severity, Verdict,
};

pub(crate) fn language_of(language: Language) -> mx::Language {
    match language {
        Language::Es => mx::Language::Es,
        Language::En => mx::Language::En,
    }
}

pub(crate) fn severity_of(severity: mx::Severity) -> Severity {
    match severity {
        mx::Severity::Info => Severity::Info,
        mx::Severity::Warn => Severity::Warn,
        mx::Severity::Error => Severity::Error,
    }
}

impl From<vault::Severity> for Severity {
    fn from(severity: vault::Severity) -> Self {
        match severity {
            vault::Severity::Info => Self::Info,
            vault::Severity::Warn => Self::Warn,
            vault::Severity::Error => Self::Error,
        }
    }
}

impl From<Severity> for vault::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Info,
            Severity::Warn => Self::Warn,
            Severity::Error => Self::Error,
        }
    }
}

impl From<Severity> for mx::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Info,
            Severity::Warn => Self::Warn,
            Severity::Error => Self::Error,
        }
    }
}

impl From<vault::DispositionKind> for DispositionKind {
    fn from(kind: vault::DispositionKind) -> Self {
        match kind {
            vault::DispositionKind::Accepted => Self::Accepted,
            vault::DispositionKind::FalseAlarm => Self::FalseAlarm,
            vault::DispositionKind::ToFix => Self::ToFix,
            vault::DispositionKind::Reopened => Self::Reopened,
        }
    }
}

impl From<DispositionKind> for vault::DispositionKind {
    fn from(kind: DispositionKind) -> Self {
        match kind {
            DispositionKind::Accepted => Self::Accepted,
            DispositionKind::FalseAlarm => Self::FalseAlarm,
            DispositionKind::ToFix => Self::ToFix,
            DispositionKind::Reopened => Self::Reopened,
        }
    }
}

impl From<Decided> for vault::Decided {
    fn from(decided: Decided) -> Self {
        match decided {
            Decided::Open => Self::Open,
            Decided::Undecided => Self::Not,
            Decided::ToFix => Self::As(vault::DispositionKind::ToFix),
            Decided::Accepted => Self::As(vault::DispositionKind::Accepted),
            Decided::FalseAlarm => Self::As(vault::DispositionKind::FalseAlarm),
        }
    }
}

impl From<vault::FindingChange> for FindingChange {
    fn from(change: vault::FindingChange) -> Self {
        match change {
            vault::FindingChange::Appears => Self::Appears,
            vault::FindingChange::Disappears => Self::Disappears,
            vault::FindingChange::Heavier => Self::Heavier,
            vault::FindingChange::Lighter => Self::Lighter,
        }
    }
}

impl From<FindingChange> for vault::FindingChange {
    fn from(change: FindingChange) -> Self {
        match change {
            FindingChange::Appears => Self::Appears,
            FindingChange::Disappears => Self::Disappears,
            FindingChange::Heavier => Self::Heavier,
            FindingChange::Lighter => Self::Lighter,
        }
    }
}

impl From<vault::FindingCounts> for FindingCounts {
    fn from(counts: vault::FindingCounts) -> Self {
        Self {
            error: counts.error,
            warn: counts.warn,
            info: counts.info,
        }
    }
}

impl From<vault::PullKind> for PullKind {
    fn from(kind: vault::PullKind) -> Self {
        match kind {
            vault::PullKind::First => Self::First,
            vault::PullKind::Delta => Self::Delta,
            vault::PullKind::Sweep => Self::Sweep,
        }
    }
}

impl From<PullKind> for vault::PullKind {
    fn from(kind: PullKind) -> Self {
        match kind {
            PullKind::First => Self::First,
            PullKind::Delta => Self::Delta,
            PullKind::Sweep => Self::Sweep,
        }
    }
}

impl From<vault::Verdict> for Verdict {
    fn from(verdict: vault::Verdict) -> Self {
        match verdict {
            vault::Verdict::Cleared => Self::Cleared,
            vault::Verdict::NeedsInfo => Self::NeedsInfo,
            vault::Verdict::Escalated => Self::Escalated,
            vault::Verdict::Unsure => Self::Unsure,
        }
    }
}

impl From<Verdict> for vault::Verdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Cleared => Self::Cleared,
            Verdict::NeedsInfo => Self::NeedsInfo,
            Verdict::Escalated => Self::Escalated,
            Verdict::Unsure => Self::Unsure,
        }
    }
}

impl From<ReviewFilter> for vault::ReviewFilter {
    fn from(filter: ReviewFilter) -> Self {
        match filter {
            ReviewFilter::None => Self::None,
            ReviewFilter::Outdated => Self::Outdated,
            ReviewFilter::Cleared => Self::Cleared,
            ReviewFilter::NeedsInfo => Self::NeedsInfo,
            ReviewFilter::Escalated => Self::Escalated,
            ReviewFilter::Unsure => Self::Unsure,
        }
    }
}

/// A review as it is shown.
pub(crate) fn review_state(review: vault::Review, changed_since: bool) -> ReviewState {
    ReviewState {
        verdict: review.verdict.into(),
        note: review.note,
        analyst: review.analyst,
        at: review.at,
        changed_since,
        pack: review.pack,
    }
}

/// The report's form of a language.
pub(crate) fn report_language(language: Language) -> report::Language {
    match language {
        Language::Es => report::Language::Es,
        Language::En => report::Language::En,
    }
}

/// The name under which a field that matched a search is told.
pub(crate) fn field_word(field: vault::Field) -> &'static str {
    match field {
        vault::Field::Name => "name",
        vault::Field::Rfc => "rfc",
        vault::Field::Curp => "curp",
        vault::Field::ExternalId => "externalId",
        vault::Field::ArtuId => "id",
        vault::Field::Email => "email",
        vault::Field::Phone => "phone",
        vault::Field::Clabe => "clabe",
    }
}
