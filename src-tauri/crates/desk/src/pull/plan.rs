//! What a pull has to do, decided from what is known. Pure.

use jiff::{SignedDuration, Timestamp};

use crate::contract::PullKind;

/// How far a delta reaches back before the marker of the pull before, against clocks and slow transactions.
pub(super) const OVERLAP: SignedDuration = SignedDuration::from_mins(5);
/// After how long a cursor is no longer trusted.
const CURSOR_LIFE: SignedDuration = SignedDuration::from_mins(30);
/// After how long a delta is not enough, because it cannot see what is gone.
const SWEEP_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// What is known before a pull.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Server time from which the last complete pull was good.
    pub marker: Option<Timestamp>,
    /// When the last complete first pull or sweep began.
    pub swept_at: Option<Timestamp>,
    /// The pull that was cut off, if the last one was.
    pub unfinished: Option<Unfinished>,
}

/// A pull that was cut off.
#[derive(Debug, Clone)]
pub(super) struct Unfinished {
    pub kind: PullKind,
    pub started_at: Timestamp,
    pub rest: Rest,
}

/// What a pull that was cut off had left to read.
#[derive(Debug, Clone)]
pub(super) enum Rest {
    /// What comes from this cursor on.
    From(String),
    /// Nothing: it had read the last page, of a list whose count says whether that was all.
    Nothing,
    /// Nobody can tell.
    Unknown,
}

impl Rest {
    /// Of a pull as the vault has it.
    pub(super) fn of(pull: &vault::Pull) -> Self {
        match (&pull.cursor, pull.expected) {
            (Some(cursor), _) => Self::From(cursor.clone()),
            (None, Some(_)) if pull.counts.pages > 0 => Self::Nothing,
            (None, _) => Self::Unknown,
        }
    }
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plan {
    /// Go on with the pull that was cut off, where it was.
    Resume(PullKind),
    /// Read everything.
    All(PullKind),
    /// Read what changed since this time.
    Since(Timestamp),
}

impl Plan {
    /// What it brings.
    pub(super) const fn kind(&self) -> PullKind {
        match self {
            Self::Resume(kind) | Self::All(kind) => *kind,
            Self::Since(_) => PullKind::Delta,
        }
    }
}

/// Decides.
pub(super) fn plan(known: &Known, sweep_asked: bool, now: Timestamp) -> Plan {
    if let Some(cut) = &known.unfinished {
        let fresh = now.duration_since(cut.started_at).abs() < CURSOR_LIFE;
        if fresh && !matches!(cut.rest, Rest::Unknown) && cut.kind != PullKind::Delta {
            return Plan::Resume(cut.kind);
        }
    }
    let Some(marker) = known.marker else {
        return Plan::All(PullKind::First);
    };
    let stale = known
        .swept_at
        .is_none_or(|at| now.duration_since(at).abs() > SWEEP_EVERY);
    if sweep_asked || stale {
        Plan::All(PullKind::Sweep)
    } else {
        Plan::Since(marker - OVERLAP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn known(marker: &str) -> Known {
        Known {
            marker: Some(at(marker)),
            swept_at: Some(at(marker)),
            unfinished: None,
        }
    }

    #[test]
    fn an_empty_vault_is_filled() {
        assert_eq!(
            plan(&Known::default(), false, at("2026-11-23T10:00:00Z")),
            Plan::All(PullKind::First)
        );
    }

    #[test]
    fn a_delta_reaches_back_over_the_marker() {
        let plan = plan(
            &known("2026-11-23T09:00:00Z"),
            false,
            at("2026-11-23T10:00:00Z"),
        );
        assert_eq!(plan, Plan::Since(at("2026-11-23T08:55:00Z")));
    }

    #[test]
    fn a_sweep_comes_when_asked_or_once_a_day() {
        let asked = plan(
            &known("2026-11-23T09:00:00Z"),
            true,
            at("2026-11-23T10:00:00Z"),
        );
        assert_eq!(asked, Plan::All(PullKind::Sweep));
        let stale = plan(
            &known("2026-11-21T09:00:00Z"),
            false,
            at("2026-11-23T10:00:00Z"),
        );
        assert_eq!(stale, Plan::All(PullKind::Sweep));
    }

    #[test]
    fn a_first_pull_cut_off_goes_on_while_its_cursor_can_live() {
        let cut = |started: &str| Known {
            unfinished: Some(Unfinished {
                kind: PullKind::First,
                started_at: at(started),
                rest: Rest::From("c".into()),
            }),
            ..Known::default()
        };
        let now = at("2026-11-23T10:00:00Z");
        assert_eq!(
            plan(&cut("2026-11-23T09:50:00Z"), false, now),
            Plan::Resume(PullKind::First)
        );
        assert_eq!(
            plan(&cut("2026-11-23T08:00:00Z"), false, now),
            Plan::All(PullKind::First)
        );
    }

    #[test]
    fn a_clock_set_back_does_not_keep_a_cursor_alive_for_ever() {
        let cut = Known {
            unfinished: Some(Unfinished {
                kind: PullKind::Sweep,
                started_at: at("2036-11-23T09:50:00Z"),
                rest: Rest::From("c".into()),
            }),
            ..known("2026-11-23T09:00:00Z")
        };
        let plan = plan(&cut, false, at("2026-11-23T10:00:00Z"));
        assert_eq!(plan, Plan::Since(at("2026-11-23T08:55:00Z")));
    }
}
