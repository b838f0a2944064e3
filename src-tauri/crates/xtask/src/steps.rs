//! A sequence of named steps, each timed, with one table at the end.

use std::time::{Duration, Instant};

use crate::failure::Failure;

/// The steps taken so far.
#[derive(Default)]
pub(crate) struct Steps {
    taken: Vec<Step>,
}

struct Step {
    name: String,
    time: Duration,
    outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
}

impl Steps {
    /// Takes one step; a failure is the caller's to pass on, which ends the sequence.
    pub(crate) fn take<T>(
        &mut self,
        name: &str,
        step: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        println!("\n== {name}");
        let start = Instant::now();
        let result = step();
        let outcome = match result {
            Ok(_) => Outcome::Passed,
            Err(_) => Outcome::Failed,
        };
        self.taken.push(Step {
            name: name.to_owned(),
            time: start.elapsed(),
            outcome,
        });
        result
    }

    /// The table: one line per step with its seconds and outcome, and the sum.
    pub(crate) fn table(&self) -> String {
        let width = self
            .taken
            .iter()
            .map(|step| step.name.chars().count())
            .max()
            .unwrap_or(0)
            .max("total".len());
        let mut lines: Vec<String> = self
            .taken
            .iter()
            .map(|step| {
                let outcome = match step.outcome {
                    Outcome::Passed => "passed",
                    Outcome::Failed => "FAILED",
                };
                format!(
                    "{:width$}  {:>8.1} s  {outcome}",
                    step.name,
                    step.time.as_secs_f64()
                )
            })
            .collect();
        let total: Duration = self.taken.iter().map(|step| step.time).sum();
        lines.push(format!(
            "{:width$}  {:>8.1} s",
            "total",
            total.as_secs_f64()
        ));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_shows_what_passed_and_what_failed() {
        let mut steps = Steps::default();
        steps.take("first", || Ok(())).expect("passes");
        let failure = steps.take("second", || {
            Err::<(), _>(Failure::Machine("no such thing".to_owned()))
        });
        assert!(failure.is_err());
        let table = steps.table();
        let outcomes: Vec<_> = table
            .lines()
            .filter_map(|line| line.split_whitespace().nth(3))
            .collect();
        assert_eq!(outcomes, ["passed", "FAILED"]);
    }
}
