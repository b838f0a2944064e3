//! Faults drawn at random from a seed.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::{FaultKind, Target};

/// Faults drawn at random, the same ones for the same seed and order of requests.
///
/// Reads and writes are drawn apart: how many reads go before a write changes nothing about what the
/// write meets. Kinds that make sense for some requests only are drawn for those alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "Wire")]
pub struct RandomFaults {
    /// Seed of the draw.
    pub seed: u64,
    /// Share of requests that meet a fault, 0 to 1. On the wire also as `percent`, 0 to 100.
    pub rate: f64,
    /// The faults to draw from, each as likely.
    pub kinds: Vec<FaultKind>,
    /// Only paths that start with this; any when empty.
    pub path_prefix: String,
}

impl RandomFaults {
    /// Faults of these kinds on so many of a hundred requests, whatever their path.
    pub fn percent(seed: u64, percent: u8, kinds: Vec<FaultKind>) -> Self {
        Self {
            seed,
            rate: f64::from(percent) / 100.0,
            kinds,
            path_prefix: String::new(),
        }
    }
}

/// The forms in which a plan is written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    seed: u64,
    rate: Option<f64>,
    percent: Option<f64>,
    kinds: Vec<FaultKind>,
    #[serde(default)]
    path_prefix: String,
}

impl From<Wire> for RandomFaults {
    fn from(wire: Wire) -> Self {
        let percent = wire.percent.map(|percent| percent / 100.0);
        Self {
            seed: wire.seed,
            rate: wire.rate.or(percent).unwrap_or_default(),
            kinds: wire.kinds,
            path_prefix: wire.path_prefix,
        }
    }
}

/// A plan and where its draws stand.
#[derive(Debug)]
pub(super) struct Draws {
    plan: RandomFaults,
    reads: ChaCha8Rng,
    writes: ChaCha8Rng,
}

impl Draws {
    /// The draws of a plan from the start.
    pub(super) fn new(plan: RandomFaults) -> Self {
        let reads = ChaCha8Rng::seed_from_u64(plan.seed);
        let mut writes = ChaCha8Rng::seed_from_u64(plan.seed);
        writes.set_stream(1);
        Self {
            plan,
            reads,
            writes,
        }
    }

    /// What a request meets, if anything.
    pub(super) fn next(&mut self, target: Target, path: &str) -> Option<&FaultKind> {
        if !path.starts_with(&self.plan.path_prefix) {
            return None;
        }
        let source = if target == Target::Write {
            &mut self.writes
        } else {
            &mut self.reads
        };
        let meets = source.random_bool(self.plan.rate.clamp(0.0, 1.0));
        let fitting = |kind: &&FaultKind| kind.fits(target);
        let count = self.plan.kinds.iter().filter(fitting).count();
        if !meets || count == 0 {
            return None;
        }
        let place = source.random_range(0..count);
        self.plan.kinds.iter().filter(fitting).nth(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> Vec<FaultKind> {
        vec![
            FaultKind::Reset,
            FaultKind::EffectWithoutAnswer,
            FaultKind::EmptyPages,
        ]
    }

    fn met(draws: &mut Draws, target: Target) -> Option<&'static str> {
        draws.next(target, "/clients/list").map(FaultKind::name)
    }

    #[test]
    fn reads_do_not_move_the_draws_of_writes() {
        let mut alone = Draws::new(RandomFaults::percent(5, 40, kinds()));
        let mut between = Draws::new(RandomFaults::percent(5, 40, kinds()));
        let expected: Vec<_> = (0..50).map(|_| met(&mut alone, Target::Write)).collect();
        let found: Vec<_> = (0..50)
            .map(|turn| {
                for _ in 0..turn % 3 {
                    met(&mut between, Target::Read);
                }
                met(&mut between, Target::Write)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn kinds_meet_only_the_requests_they_make_sense_for() {
        let mut draws = Draws::new(RandomFaults::percent(1, 100, kinds()));
        for (target, own) in [
            (Target::Write, "effectWithoutAnswer"),
            (Target::ClientList, "emptyPages"),
            (Target::Read, "reset"),
        ] {
            let found: std::collections::BTreeSet<_> =
                (0..60).map(|_| met(&mut draws, target)).collect();
            let expected = std::collections::BTreeSet::from([Some("reset"), Some(own)]);
            assert_eq!(found, expected, "{target:?}");
        }
    }

    #[test]
    fn a_plan_is_read_by_rate_or_by_percent() {
        let read = |text: &str| serde_json::from_str::<RandomFaults>(text).unwrap();
        let kinds = r#""kinds":[{"kind":"reset"}]"#;
        let by_rate = read(&format!(r#"{{"seed":1,"rate":0.3,{kinds}}}"#));
        assert_eq!(
            by_rate,
            read(&format!(r#"{{"seed":1,"percent":30,{kinds}}}"#))
        );
        assert_eq!(
            by_rate,
            RandomFaults::percent(1, 30, vec![FaultKind::Reset])
        );
    }
}
