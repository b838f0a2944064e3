//! The faults that other programs were measured with, each through the real binary, and the same for promotions.
//!
//! Each ends complete and equal, or stops with a status, a message and a way on: the next run completes.

pub(crate) mod program;
mod promotes;
mod pulls;

use desk::contract::ConnectionSettings;
use sandbox::FaultKind;

use crate::{
    office::{NewProfile, Office, PASSPHRASE, TEST},
    pool::Case,
    trouble::{Outcome, fail},
};
use program::Program;

/// Faults of pulls and of promotions.
pub(crate) const COUNT: u64 = pulls::COUNT + promotes::COUNT;

pub(crate) async fn case(case: Case) -> Outcome<String> {
    let number = usize::try_from(case.number).unwrap_or_default();
    let (name, outcome) = if case.number < pulls::COUNT {
        (pulls::name(number), pulls::case(&case, number).await)
    } else {
        let number = number - usize::try_from(pulls::COUNT).unwrap_or_default();
        (promotes::name(number), promotes::case(&case, number).await)
    };
    match outcome {
        Ok(told) => Ok(format!("  {name:44} {told}")),
        Err(trouble) => fail(format!("{name}: {}", trouble.0)),
    }
}

/// An office whose profile the binary opens, and the binary. The profile is as patient as a test can be.
async fn office(clients: usize, seed: u64) -> Outcome<(Office, Program)> {
    let office = Office::bare(clients, 0, seed).await?;
    office.add(NewProfile {
        name: "Oficina",
        url: office.sandbox.base_url(),
        environment: TEST,
        key: sandbox::FULL_KEY,
        patience: ConnectionSettings {
            answer_milliseconds: 1_500,
            request_milliseconds: 4_000,
            first_delay_milliseconds: 20,
            longest_delay_milliseconds: 400,
            ..ConnectionSettings::default()
        },
    })?;
    office.desk.lock();
    let program = Program::find(office.folder.path())?.with("VINCULO_PASSPHRASE", PASSPHRASE);
    Ok((office, program))
}

/// The slow body of the measured peers.
const SLOW: FaultKind = FaultKind::Trickle {
    bytes: 10,
    every_milliseconds: 500,
};
