//! Which fault meets which request.

use serde::{Deserialize, Serialize};

use super::random::Draws;
use super::{FaultKind, RandomFaults, Target};
use crate::Environment;

/// A fault for the next requests that match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// What happens.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// Only this method; any when none.
    #[serde(default)]
    pub method: Option<String>,
    /// Only paths that start with this; any when empty.
    #[serde(default)]
    pub path_prefix: String,
    /// Only paths that end with this; any when empty.
    #[serde(default)]
    pub path_suffix: String,
    /// Only requests for this environment; any when none.
    #[serde(default)]
    pub environment: Option<Environment>,
    /// Matching requests to let pass first.
    #[serde(default)]
    pub skip: u32,
    /// Matching requests to play it on; for ever when none.
    #[serde(default)]
    pub times: Option<u32>,
}

impl Fault {
    /// The fault on the next request, whatever it is.
    pub const fn next(kind: FaultKind) -> Self {
        Self {
            kind,
            method: None,
            path_prefix: String::new(),
            path_suffix: String::new(),
            environment: None,
            skip: 0,
            times: Some(1),
        }
    }

    /// The fault on every request until it is cleared.
    pub fn always(kind: FaultKind) -> Self {
        Self {
            times: None,
            ..Self::next(kind)
        }
    }

    /// Only on this method and on paths with this start.
    #[must_use]
    pub fn on(mut self, method: &str, path_prefix: &str) -> Self {
        self.method = Some(method.to_owned());
        path_prefix.clone_into(&mut self.path_prefix);
        self
    }

    /// Only on paths with this end, such as `/promote`.
    #[must_use]
    pub fn ending(mut self, path_suffix: &str) -> Self {
        path_suffix.clone_into(&mut self.path_suffix);
        self
    }

    /// Only on requests for this environment.
    #[must_use]
    pub const fn in_environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Lets this many matching requests pass first.
    #[must_use]
    pub const fn after(mut self, skip: u32) -> Self {
        self.skip = skip;
        self
    }

    /// Plays it on this many matching requests.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    fn matches(&self, method: &str, path: &str, environment: Option<Environment>) -> bool {
        self.method
            .as_deref()
            .is_none_or(|one| one.eq_ignore_ascii_case(method))
            && path.starts_with(&self.path_prefix)
            && path.ends_with(&self.path_suffix)
            && (self.environment.is_none() || self.environment == environment)
    }
}

/// What to play on one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Played {
    /// Milliseconds to wait first.
    pub(crate) latency: u64,
    /// The fault itself, if any.
    pub(crate) kind: Option<FaultKind>,
}

impl Played {
    /// One fault, whatever waits.
    pub(crate) fn only(kind: &FaultKind) -> Self {
        let mut played = Self::default();
        played.add(kind);
        played
    }

    fn add(&mut self, kind: &FaultKind) {
        match kind {
            FaultKind::Latency { milliseconds } => self.latency += milliseconds,
            other => self.kind = Some(other.clone()),
        }
    }

    /// Name for the request log.
    pub(crate) fn name(&self) -> Option<&'static str> {
        self.kind.as_ref().map_or_else(
            || (self.latency > 0).then_some("latency"),
            |kind| Some(kind.name()),
        )
    }
}

/// All faults that wait for a request.
#[derive(Debug, Default)]
pub(crate) struct Script {
    faults: Vec<Fault>,
    random: Option<Box<Draws>>,
}

impl Script {
    /// Adds a fault behind the waiting ones.
    pub(crate) fn push(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Sets or ends the random faults.
    pub(crate) fn set_random(&mut self, random: Option<RandomFaults>) {
        self.random = random.map(|plan| Box::new(Draws::new(plan)));
    }

    /// Forgets every fault.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The faults that still wait.
    pub(crate) fn waiting(&self) -> &[Fault] {
        &self.faults
    }

    /// Takes what this request meets: every latency that matches and the first other fault.
    pub(crate) fn take(
        &mut self,
        method: &str,
        path: &str,
        environment: Option<Environment>,
    ) -> Played {
        let mut played = Played::default();
        for fault in &mut self.faults {
            let latency = matches!(fault.kind, FaultKind::Latency { .. });
            if !fault.matches(method, path, environment) || (!latency && played.kind.is_some()) {
                continue;
            }
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            if let Some(times) = &mut fault.times {
                if *times == 0 {
                    continue;
                }
                *times -= 1;
            }
            played.add(&fault.kind);
        }
        self.faults.retain(|fault| fault.times != Some(0));
        if played.kind.is_none()
            && let Some(draws) = &mut self.random
            && let Some(kind) = draws.next(Target::of(method, path), path)
        {
            played.add(kind);
        }
        played
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RetryAfter;

    #[test]
    fn a_scripted_fault_meets_only_what_matches_and_as_often_as_asked() {
        let mut script = Script::default();
        script.push(
            Fault::next(FaultKind::Reset)
                .on("POST", "/clients/")
                .ending("/promote")
                .after(1)
                .times(2),
        );
        assert!(
            script
                .take("GET", "/clients/1/promote", None)
                .kind
                .is_none()
        );
        assert!(script.take("POST", "/clients/list", None).kind.is_none());
        let met: Vec<bool> = (0..4)
            .map(|_| {
                script
                    .take("POST", "/clients/1/promote", None)
                    .kind
                    .is_some()
            })
            .collect();
        assert_eq!(met, [false, true, true, false]);
        assert!(script.waiting().is_empty());
    }

    #[test]
    fn latency_goes_together_with_another_fault() {
        let mut script = Script::default();
        script.push(Fault::next(FaultKind::Latency { milliseconds: 5 }));
        script.push(Fault::next(FaultKind::BadJson));
        script.push(Fault::next(FaultKind::Reset));
        let played = script.take("GET", "/", None);
        assert_eq!((played.latency, played.kind), (5, Some(FaultKind::BadJson)));
        assert_eq!(script.take("GET", "/", None).kind, Some(FaultKind::Reset));
    }

    #[test]
    fn random_faults_repeat_with_their_seed() {
        let draw = |seed| {
            let mut script = Script::default();
            let kinds = vec![FaultKind::Reset, FaultKind::BadJson];
            script.set_random(Some(RandomFaults {
                seed,
                rate: 0.5,
                kinds,
                path_prefix: String::new(),
            }));
            (0..64)
                .map(|_| script.take("GET", "/", None).name())
                .collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn a_fault_reads_from_one_flat_json_object() {
        let fault: Fault = serde_json::from_str(
            r#"{"kind":"status","status":429,"retryAfter":{"seconds":2},"method":"GET","pathPrefix":"/clients","times":3}"#,
        )
        .unwrap();
        let kind = FaultKind::Status {
            status: 429,
            retry_after: Some(RetryAfter::Seconds(2)),
        };
        assert_eq!(fault, Fault::next(kind).on("GET", "/clients").times(3));
    }
}
