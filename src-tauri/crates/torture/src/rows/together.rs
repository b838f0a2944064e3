//! R11: two programs on one profile: commands beside commands, commands beside a holder of the open vault, senders of one queue,
//! a change of key beside a holder, and the locks of a program that was killed.
//!
//! One that cannot do its work meanwhile says `in_use` and ends with 1, or leaves its operation waiting and ends with 5; all else
//! waits its turn. No review, operation or entry is lost, no write reaches the server twice, and a lock ends with its program.

use std::{sync::Arc, time::Duration};

use desk::contract::{PullRequest, ReviewRequest, Verdict};
use futures::future::join_all;
use rand::RngExt as _;
use sandbox::{Fault, FaultKind};
use uuid::Uuid;

use super::{
    crash::{
        done,
        kill::{Moment, kill},
        program, pulls, sends,
    },
    wish::{KINDS, Wishes},
};
use crate::{
    holdings,
    office::{ES, LIST, Office, TEST, patience},
    peers::program::{Program, Run},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const CLIENTS: usize = 60;
/// How long a holder's pull waits for a page that never comes, in milliseconds, before it asks again.
const HELD_UP: u32 = 3_000;

pub(crate) async fn case(mut case: Case) -> Outcome {
    let (what, outcome) = match case.number % 5 {
        0 => ("commands", commands(&mut case).await),
        1 => ("senders", senders(&mut case).await),
        2 => ("beside a pull", beside_a_pull(&case).await),
        3 => ("another key", another_key(&case).await),
        _ => ("after a kill", after_a_kill(&mut case).await),
    };
    outcome.or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

/// Pulls, reviews, operations and an export, all started at once.
async fn commands(case: &mut Case) -> Outcome {
    let office = pulls::office(case.seed).await?;
    let program = program(office.folder.path())?;
    done(&program, &["pull", "--json"]).await?;
    office.control.advance(600_000);
    let ids = office.control.client_ids(TEST);
    for turn in 0..10 {
        let id = ids[case.random.random_range(0..ids.len())];
        office
            .control
            .rename(TEST, id, &format!("Cambiada {turn}"))?;
    }
    let (household, members) = (anchor(&office)?, office.members(2)?);
    let folder = tempfile::tempdir()?;
    let target = folder.path().join("informe.csv");
    let target = target.to_string_lossy();
    let export = [
        "export", "clients", "--format", "csv", "--out", &target, "--json",
    ];
    let pulling: [&[&str]; 2] = [&["pull", "--json"], &["pull", "--sweep", "--json"]];
    let (pulled, reviewed, queued, exported) = tokio::join!(
        join_all(pulling.iter().map(|pull| program.run(pull))),
        join_all((0..3).map(|number| review(&program, household, number))),
        join_all(members.iter().map(|id| queue(&program, *id))),
        program.run(&export),
    );
    let mut complete = 0;
    for run in pulled {
        complete += usize::from(ensure_done_or_aside(&run?)?);
    }
    ensure(complete > 0, || "no pull came through".into())?;
    for run in reviewed {
        ensure_status(&run?, 0)?;
    }
    for run in queued {
        ensure_status(&run?, 0)?;
    }
    ensure_status(&exported?, 0)?;
    done(&program, &["pull", "--sweep", "--json"]).await?;
    office.unlock()?;
    ensure_reviews(&office, household, 3)?;
    ensure_all(&office, 2)
}

/// Several send the same queue, one settles, one pulls.
async fn senders(case: &mut Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let mut wishes = Wishes::of(&office, &mut case.random);
    let queue = (0..4)
        .map(|turn| wishes.draw((case.number + turn) % KINDS))
        .collect::<Outcome<Vec<_>>>()?;
    for wish in &queue {
        office.operate(&wish.intent, true).await?;
        office.pass(1);
    }
    office.desk.lock();
    let slow = FaultKind::Latency { milliseconds: 10 };
    office.control.push_fault(Fault::always(slow));
    office.control.clear_requests();
    let program = program(office.folder.path())?;
    let runs: [&[&str]; 5] = [
        &["operations", "send", "--json"],
        &["operations", "send", "--json"],
        &["operations", "settle", "--json"],
        &["pull", "--json"],
        &["operations", "send", "--json"],
    ];
    for run in join_all(runs.iter().map(|run| program.run(run))).await {
        ensure_done_or_aside(&run?)?;
    }
    sends::ensure_at_most_once(&office, &queue)?;
    office.control.clear_faults();
    done(&program, &["operations", "settle"]).await?;
    done(&program, &["operations", "send"]).await?;
    office.unlock()?;
    sends::ensure_ends(&office, &queue)?;
    sends::ensure_at_most_once(&office, &queue)?;
    holdings::ensure_sound(&*office.session()?)?;
    office.ensure_recovers().await
}

/// A holder of the open vault pulls, and its pull is held up; commands do what they can.
async fn beside_a_pull(case: &Case) -> Outcome {
    let settings = desk::contract::ConnectionSettings {
        answer_milliseconds: HELD_UP,
        ..patience()
    };
    let office = Office::filled(CLIENTS, case.seed, settings).await?;
    let (household, members) = (anchor(&office)?, office.members(2)?);
    let hang = Fault::always(FaultKind::Hang).after(2);
    let small = Fault::always(FaultKind::PageCap { most: 10 });
    for fault in [hang, small] {
        office.control.push_fault(fault.on("POST", LIST));
    }
    let session = office.session()?;
    let holder = {
        let session = Arc::clone(&session);
        tokio::spawn(
            async move { desk::pull::run(&session, PullRequest { sweep: true }, ES).await },
        )
    };
    office
        .control
        .wait_for_requests(Some("POST"), LIST, 3)
        .await;
    let program = program(office.folder.path())?;
    let now = promote(members[0]);
    let now: Vec<&str> = now.iter().map(String::as_str).collect();
    let (pulled, promoted, queued, reviewed) = tokio::join!(
        program.run(&["pull", "--json"]),
        program.run(&now),
        queue(&program, members[1]),
        join_all((0..2).map(|number| review(&program, household, number))),
    );
    let sent = program.run(&["operations", "send", "--json"]).await?;
    let meanwhile = !holder.is_finished();
    office.control.clear_faults();
    let report = holder.await??;
    ensure(report.complete, || format!("{report:?}"))?;
    ensure(meanwhile, || {
        "the pull did not last as long as the commands".into()
    })?;
    for run in [&pulled?, &sent] {
        ensure(!ensure_done_or_aside(run)?, || {
            "two programs worked with the server at once".into()
        })?;
    }
    for (run, status) in [(&promoted?, 5), (&queued?, 0)] {
        ensure_status(run, status)?;
        ensure(run.json()["state"] == "waiting", || run.out.clone())?;
    }
    for run in reviewed {
        ensure_status(&run?, 0)?;
    }
    let effects = office.control.count_effects(Some("POST"), "/clients/");
    ensure(effects == 0, || format!("{effects} writes went out"))?;
    ensure_reviews(&office, household, 2)?;
    done(&program, &["operations", "send", "--json"]).await?;
    for id in members {
        let path = format!("/clients/{id}/promote");
        let sent = office.control.count_requests(Some("POST"), &path);
        ensure(sent == 1 && office.is_primary(id), || {
            format!("sent {sent} times")
        })?;
    }
    office.pull(true).await?;
    ensure_all(&office, 2)
}

/// The vault is not put under another key, nor replaced, while a holder has it open; the holder goes on.
async fn another_key(case: &Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let household = anchor(&office)?;
    let program = program(office.folder.path())?;
    let folder = tempfile::tempdir()?;
    let backup = folder.path().join("respaldo");
    let backup = backup.to_string_lossy();
    done(&program, &["vault", "backup", &backup, "--json"]).await?;
    let session = office.session()?;
    let write = |number: u32| {
        let request = ReviewRequest {
            household_id: household.into(),
            verdict: Verdict::Cleared,
            note: note(number),
        };
        desk::review::record(&session, &request).map(drop)
    };
    write(0)?;
    let act: &[&str] = if (case.number / 5).is_multiple_of(2) {
        &["vault", "rekey", "--json"]
    } else {
        &["vault", "restore", &backup, "--json"]
    };
    let (refused, reviewed) = tokio::join!(program.run(act), review(&program, household, 1));
    ensure(!ensure_done_or_aside(&refused?)?, || {
        "done under a holder of the vault".into()
    })?;
    ensure_done_or_aside(&reviewed?)?;
    write(2)?;
    holdings::ensure_sound(&session)?;
    drop(session);
    office.desk.lock();
    office.unlock()?;
    let kept = reviews(&office, household)?;
    ensure(kept.contains(&note(0)) && kept.contains(&note(2)), || {
        format!("{kept:?}")
    })?;
    office.desk.lock();
    done(&program, act).await?;
    office.unlock()?;
    holdings::ensure_sound(&*office.session()?)?;
    office.ensure_equal()
}

/// A program is killed while it holds locks: the next one takes them at once.
async fn after_a_kill(case: &mut Case) -> Outcome {
    let office = pulls::office(case.seed).await?;
    let program = program(office.folder.path())?;
    let moment = Moment::Requests(office.control.clone(), case.random.random_range(2..10));
    let after = Duration::from_micros(case.random.random_range(0..3_000));
    kill(&program, &["pull", "--json"], moment, after).await?;
    let household = {
        let run = done(&program, &["pull", "--json"]).await?;
        ensure(run.json()["complete"] == true, || run.out.clone())?;
        anchor(&office)?
    };
    let members = office.members(1)?;
    ensure_status(&queue(&program, members[0]).await?, 0)?;
    let slow = FaultKind::Latency { milliseconds: 20 };
    office.control.push_fault(Fault::always(slow));
    office.control.clear_requests();
    let moment = Moment::Requests(office.control.clone(), 1);
    kill(&program, &["operations", "send"], moment, after).await?;
    office.control.clear_faults();
    let (settled, reviewed) = tokio::join!(
        program.run(&["operations", "settle", "--json"]),
        review(&program, household, 0)
    );
    ensure_status(&settled?, 0)?;
    ensure_status(&reviewed?, 0)?;
    done(&program, &["operations", "send", "--json"]).await?;
    let path = format!("/clients/{}/promote", members[0]);
    let sent = office.control.count_requests(Some("POST"), &path);
    ensure(sent <= 1, || format!("sent {sent} times"))?;
    done(&program, &["pull", "--sweep", "--json"]).await?;
    office.unlock()?;
    ensure_reviews(&office, household, 1)?;
    ensure_all(&office, 1)
}

fn note(number: u32) -> String {
    format!("Nota {number}")
}

async fn review(program: &Program, household: Uuid, number: u32) -> Outcome<Run> {
    let (household, note) = (household.to_string(), note(number));
    let review = [
        "review",
        &household,
        "--verdict",
        "cleared",
        "--note",
        &note,
        "--json",
    ];
    program.run(&review).await
}

fn promote(id: Uuid) -> Vec<String> {
    let id = id.to_string();
    ["promote", &id, "--reason", "Se atiende sola", "--json"]
        .map(str::to_owned)
        .to_vec()
}

async fn queue(program: &Program, id: Uuid) -> Outcome<Run> {
    let mut queue = promote(id);
    queue.push("--queue".into());
    let queue: Vec<&str> = queue.iter().map(String::as_str).collect();
    program.run(&queue).await
}

fn anchor(office: &Office) -> Outcome<Uuid> {
    let ids = office.control.client_ids(TEST);
    match ids.into_iter().find(|id| office.is_primary(*id)) {
        Some(anchor) => Ok(anchor),
        None => fail("the population has no primary client"),
    }
}

fn ensure_status(run: &Run, status: i32) -> Outcome {
    ensure(run.status == status, || {
        format!(
            "status {} where {status} was due: {}{}",
            run.status, run.out, run.err
        )
    })
}

/// It was done, which this gives, or it stepped aside and said so.
fn ensure_done_or_aside(run: &Run) -> Outcome<bool> {
    let told = run.told();
    let aside = run.status == 1 && told.as_ref().is_some_and(|told| told["code"] == "in_use");
    ensure(run.status == 0 || aside, || {
        format!("status {}: {}{}", run.status, run.out, run.err)
    })?;
    Ok(run.status == 0)
}

fn reviews(office: &Office, household: Uuid) -> Outcome<Vec<String>> {
    let session = office.session()?;
    let history = session
        .vault()
        .read(|view| view.reviews().history(household.into()))?;
    Ok(history.into_iter().map(|review| review.note).collect())
}

/// So many reviews are there, each once.
fn ensure_reviews(office: &Office, household: Uuid, wanted: u32) -> Outcome {
    let mut kept = reviews(office, household)?;
    kept.sort_unstable();
    let wanted: Vec<_> = (0..wanted).map(note).collect();
    ensure(kept == wanted, || format!("reviews: {kept:?}"))
}

/// The vault is sound, holds what the server has, and so many operations.
fn ensure_all(office: &Office, operations: usize) -> Outcome {
    holdings::ensure_sound(&*office.session()?)?;
    let kept = office.operations()?.len();
    ensure(kept == operations, || {
        format!("{kept} operations of {operations}")
    })?;
    office.ensure_equal()
}
