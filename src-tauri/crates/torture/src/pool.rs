//! Runs the cases of a row, a few at once.

use std::ops::Range;

use futures::{StreamExt as _, stream};
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use crate::{
    peers,
    row::Row,
    rows,
    trouble::{Outcome, fail},
};

/// Cases under way at once: each waits for its server most of the time, and holds a vault and a population.
const AT_ONCE: usize = 4;

/// One case of a row.
pub(crate) struct Case {
    /// Its number in the row, from 0.
    pub number: u64,
    /// Its seed.
    pub seed: u64,
    /// Where its choices come from.
    pub random: ChaCha8Rng,
    /// Whether it may be as large as before a release.
    pub full: bool,
}

/// What came of a row.
pub(crate) struct Tally {
    /// Cases that passed.
    pub passed: usize,
    /// Cases that did not.
    pub failed: usize,
}

/// Runs cases of a row.
pub(crate) async fn run(row: Row, cases: Range<u64>, seed: u64, full: bool) -> Tally {
    let outcomes: Vec<_> = stream::iter(cases)
        .map(|number| async move {
            let seed = seed.wrapping_add(number);
            let case = Case {
                number,
                seed,
                random: ChaCha8Rng::seed_from_u64(seed),
                full,
            };
            // In a task of its own, so that one that never yields stops neither the clock nor the others.
            let mut running = tokio::spawn(one(row, case));
            let outcome = match tokio::time::timeout(row.longest(), &mut running).await {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(_)) => fail("the case panicked"),
                Err(_) => {
                    running.abort();
                    fail("the case did not end")
                }
            };
            tell(row, (number, seed, full), &outcome);
            outcome
        })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let passed = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    Tally {
        passed,
        failed: outcomes.len() - passed,
    }
}

/// Tells at once what a case has to tell, so that a run that is cut off has told it.
fn tell(row: Row, (number, seed, full): (u64, u64, bool), outcome: &Outcome<Option<String>>) {
    match outcome {
        Ok(None) => {}
        Ok(Some(note)) => println!("{note}"),
        Err(trouble) => println!(
            "{} case {number} seed {seed}: {}\n  again: cargo xtask torture --row {} --seed {} --case {number}{}",
            row.name(),
            trouble.0,
            row.name(),
            seed.wrapping_sub(number),
            if full { " --full" } else { "" },
        ),
    }
}

async fn one(row: Row, case: Case) -> Outcome<Option<String>> {
    match row {
        Row::R1 => rows::crash::case(case).await?,
        Row::R2 => rows::power::case(case).await?,
        Row::R3 => rows::outbox::case(case).await?,
        Row::R4 => rows::queue::case(case).await?,
        Row::R5 => rows::network::case(case).await?,
        Row::R6 => rows::listing::case(case).await?,
        Row::R7 => rows::payload::case(case).await?,
        Row::R9 => rows::disk::case(case).await?,
        Row::R10 => rows::corruption::case(case).await?,
        Row::R11 => rows::together::case(case).await?,
        Row::R12 => rows::clock::case(case).await?,
        Row::R13 => rows::migration::case(case).await?,
        Row::R14 => rows::secrets::case(case).await?,
        Row::R15 => rows::keys::case(case).await?,
        Row::R16 => rows::lock::case(case).await?,
        Row::R19 => rows::tls::case(case).await?,
        Row::R20 => rows::environments::case(case).await?,
        Row::R21 => rows::journal::case(case).await?,
        Row::R22 => rows::purge::case(case).await?,
        Row::R25 => return rows::day::case(case).await.map(Some),
        Row::Soak => return rows::soak::case(case).await.map(Some),
        Row::Peers => return peers::case(case).await.map(Some),
    }
    Ok(None)
}
