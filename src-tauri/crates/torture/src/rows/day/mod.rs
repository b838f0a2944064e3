//! R25: a day of an office in minutes. Each hour the server changes, and one request of twenty meets a fault; a program of its own
//! ([`analyst`]) pulls, searches, looks at households, promotes, reviews, exports, locks and opens again.
//!
//! From the end of the first hour on its memory stays within a tenth and no file or connection is left open; what fails on the
//! way is told, and only what a server can cause fails. At the end, without faults, the vault holds what the server has, no
//! promotion had its effect twice, and none is left unknown.

pub(crate) mod analyst;

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Lines, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use desk::contract::OperationState;
use rand::RngExt as _;
use sandbox::RandomFaults;

use self::analyst::Hour;
use super::soak;
use crate::{
    holdings,
    office::{ES, Office, TEST, impatient},
    pool::Case,
    trouble::{Outcome, Trouble, ensure, fail},
};

const CLIENTS: usize = 600;
/// Hours of a day, and of the short day that every submission has.
const HOURS: u64 = 24;
const FEW_HOURS: u64 = 2;
/// Of a hundred requests, those that meet a fault.
const PERCENT: u8 = 5;
/// Clients that change on the server in an hour.
const CHANGES: usize = 30;
/// By how much memory may grow after the first hour, in tenths of what it was then, and beside it for what moves anyway, in MiB.
const GROWTH: u64 = 1;
const MOVES: u64 = 16;
/// Connections that may be closing when the handles are counted.
const CLOSING: usize = 4;

pub(crate) async fn case(mut case: Case) -> Outcome<String> {
    let office = Office::open(CLIENTS, case.seed, impatient()).await?;
    office.desk.lock();
    let mut analyst = Analyst::start(office.folder.path())?;
    let mut effects = BTreeMap::new();
    let mut hours = Vec::new();
    let count = if case.full { HOURS } else { FEW_HOURS };
    for hour in 0..count {
        change(&office, &mut case, hour)?;
        let seed = case.seed.wrapping_add(hour);
        let faults = RandomFaults::percent(seed, PERCENT, soak::faults());
        office.control.set_random_faults(Some(faults));
        hours.push(tokio::task::block_in_place(|| analyst.hour())?);
        for one in office.control.requests(Some("POST"), "/clients/") {
            if one.effect && one.path.ends_with("/promote") {
                *effects.entry(one.path).or_insert(0) += 1;
            }
        }
        office.control.clear_requests();
        office.pass(60);
    }
    analyst.end()?;
    ensure_flat(&hours)?;
    office.control.clear_faults();
    office.unlock()?;
    office.ensure_recovers().await?;
    desk::operate::settle(&*office.session()?, ES).await?;
    ensure_promoted_once(&office, &effects)?;
    holdings::ensure_sound(&*office.session()?)?;
    Ok(report(&hours, &effects))
}

/// Some clients change, and one comes.
fn change(office: &Office, case: &mut Case, hour: u64) -> Outcome {
    let ids = office.control.client_ids(TEST);
    for number in 0..CHANGES {
        let id = ids[case.random.random_range(0..ids.len())];
        let name = format!("Cambiada {hour} {number}");
        office.control.rename(TEST, id, &name)?;
    }
    let members = serde_json::json!({"type": "individual", "name": format!("Nueva {hour}"), "scopes": ["MX"]});
    if let serde_json::Value::Object(members) = members {
        office
            .control
            .create(TEST, &members, hour.is_multiple_of(2));
    }
    Ok(())
}

fn ensure_flat(hours: &[Hour]) -> Outcome {
    let Some((first, last)) = hours.first().zip(hours.last()) else {
        return fail("the day had no hour");
    };
    if let (Some(before), Some(after)) = (first.resident, last.resident) {
        ensure(after <= before + before * GROWTH / 10 + MOVES, || {
            let resident: Vec<_> = hours.iter().filter_map(|hour| hour.resident).collect();
            format!("memory grew from {before} to {after} MiB: {resident:?}")
        })?;
    }
    if let (Some(before), Some(after)) = (first.handles, last.handles) {
        ensure(after <= before + CLOSING, || {
            format!("{before} handles after the first hour, {after} at the end")
        })?;
    }
    Ok(())
}

/// No promotion took effect twice, each that is told as carried out was, and none is left open.
fn ensure_promoted_once(office: &Office, effects: &BTreeMap<String, u32>) -> Outcome {
    let twice: Vec<_> = effects.iter().filter(|(_, count)| **count > 1).collect();
    ensure(twice.is_empty(), || format!("carried out twice: {twice:?}"))?;
    for operation in office.operations()? {
        ensure(
            !matches!(
                operation.state,
                OperationState::Unknown | OperationState::Sending
            ),
            || format!("{} is left {:?}", operation.operation_id, operation.state),
        )?;
        let proven = operation.state == OperationState::Proven;
        ensure(
            !proven || office.is_primary(operation.client_id.into()),
            || format!("{} is proven, and not so", operation.operation_id),
        )?;
    }
    Ok(())
}

fn report(hours: &[Hour], effects: &BTreeMap<String, u32>) -> String {
    let told: u64 = hours.iter().map(|hour| hour.told).sum();
    let calls: u64 = hours.iter().map(|hour| hour.calls).sum();
    let resident: Vec<_> = hours.iter().filter_map(|hour| hour.resident).collect();
    let handles: Vec<_> = hours.iter().filter_map(|hour| hour.handles).collect();
    format!(
        "  {} hours, {calls} calls of the desk, {told} failures told, {} promotions; MiB {resident:?}, handles {handles:?}",
        hours.len(),
        effects.len(),
    )
}

/// The program at work, which does an hour for each line that it is given.
struct Analyst {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Analyst {
    fn start(folder: &Path) -> Outcome<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--work")
            .arg(folder)
            // Of what is free, glibc keeps some apart for each thread, more after hours in which threads came and went: up to 30 MiB
            // that nothing holds. With one arena what grows is what is held.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return fail("no pipes");
        };
        Ok(Self {
            child,
            input,
            output: BufReader::new(output).lines(),
        })
    }

    fn hour(&mut self) -> Outcome<Hour> {
        writeln!(self.input)?;
        let line = self.output.next();
        let line = line.ok_or_else(|| Trouble("the analyst is gone".into()))??;
        serde_json::from_str::<Result<Hour, String>>(&line)?.map_err(Trouble)
    }

    fn end(self) -> Outcome {
        let Self {
            mut child, input, ..
        } = self;
        drop(input);
        let status = child.wait()?;
        ensure(status.success(), || {
            format!("the analyst ended with {status}")
        })
    }
}
