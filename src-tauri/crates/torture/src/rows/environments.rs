//! R20: keys of the one environment used in the other, the environment switched while a pull runs, writes in live and writes that
//! wait in the other environment.
//!
//! No record and no write ever crosses: each vault holds every client of its own environment and no other, a pull that the
//! switch cuts ends there, and every request names the environment of the profile in use.

use std::{collections::BTreeSet, sync::Arc};

use desk::contract::{Code, OperationOrder, OperationState, PullRequest};
use rand::RngExt as _;
use sandbox::{Environment, FULL_KEY, Fault, FaultKind, LIVE_ONLY_KEY, Received, TEST_ONLY_KEY};
use serde_json::Value;
use uuid::Uuid;

use super::wish::{KINDS, Wish, Wishes};
use crate::{
    office::{ES, LIST, NewProfile, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const LIVE: Environment = Environment::Live;
/// Clients of each environment; three pages.
const CLIENTS: usize = 450;
/// Clients of each environment where there is more to do than to read them.
const FEW: usize = 80;

pub(crate) async fn case(mut case: Case) -> Outcome {
    let ways = [(TEST, LIVE), (LIVE, TEST)];
    let way = ways[usize::from(!(case.number / 5).is_multiple_of(2))];
    match case.number % 5 {
        0 => wrong_key(&case, way).await,
        1 | 2 => switched(&mut case, way).await,
        3 => waiting(&mut case, way).await,
        _ => writes(&mut case).await,
    }
}

fn profile(office: &Office, environment: Environment, key: &str) -> Outcome {
    office.add(NewProfile {
        name: environment.as_str(),
        url: office.sandbox.base_url(),
        environment,
        key,
        patience: patience(),
    })
}

/// A key of the one environment does nothing in the other, and leaves nothing behind.
async fn wrong_key(case: &Case, (own, other): (Environment, Environment)) -> Outcome {
    let office = Office::bare(FEW, FEW, case.seed).await?;
    let key = if own == TEST {
        TEST_ONLY_KEY
    } else {
        LIVE_ONLY_KEY
    };
    profile(&office, other, key)?;
    let Err(error) = office.pull(false).await else {
        return fail(format!("a key of {} read {}", own.as_str(), other.as_str()));
    };
    ensure(
        matches!(error.code(), Code::Unauthorised | Code::Forbidden),
        || format!("{error:?}"),
    )?;
    ensure_holds(&office, &BTreeSet::new())?;
    let log = take_log(&office);
    ensure_names(&log, other)?;
    ensure(log.iter().all(|one| one.status == 403), || {
        "a wrong key was not refused".into()
    })?;
    profile(&office, own, key)?;
    let report = office.pull(false).await?;
    ensure(report.complete, || format!("not complete: {report:?}"))?;
    ensure_names(&take_log(&office), own)?;
    ensure_whole(&office, own)
}

/// The environment is switched while the other's pull waits for a page, so that nothing but the switch can end it.
async fn switched(case: &mut Case, (from, to): (Environment, Environment)) -> Outcome {
    let office = Office::bare(CLIENTS, CLIENTS, case.seed).await?;
    profile(&office, to, FULL_KEY)?;
    profile(&office, from, FULL_KEY)?;
    let pages = case.random.random_range(1..=2);
    let hang = Fault::always(FaultKind::Hang).on("POST", LIST);
    let hang = hang.in_environment(from).after(pages);
    office.control.push_fault(hang);
    let session = office.session()?;
    let running = {
        let session = Arc::clone(&session);
        tokio::spawn(
            async move { desk::pull::run(&session, PullRequest { sweep: false }, ES).await },
        )
    };
    let asked = usize::try_from(pages).unwrap_or_default() + 1;
    office
        .control
        .wait_for_requests(Some("POST"), LIST, asked)
        .await;
    office.desk.use_profile(to.as_str())?;
    let cut = running.await?;
    ensure(
        cut.as_ref()
            .is_err_and(|error| matches!(error.code(), Code::Cancelled | Code::Locked)),
        || format!("the pull of {} ended by {cut:?}", from.as_str()),
    )?;
    drop(session);
    ensure_names(&take_log(&office), from)?;
    office.unlock()?;
    let report = office.pull(false).await?;
    ensure(report.complete, || format!("not complete: {report:?}"))?;
    ensure_names(&take_log(&office), to)?;
    ensure_whole(&office, to)?;
    office.control.clear_faults();
    office.desk.use_profile(from.as_str())?;
    office.unlock()?;
    let held = held(&office)?;
    ensure(held.is_subset(&all(&office, from)), || {
        format!("clients of elsewhere in {}", from.as_str())
    })?;
    office.pass(10);
    let report = office.pull(false).await?;
    ensure(report.complete, || format!("not complete: {report:?}"))?;
    ensure_names(&take_log(&office), from)?;
    ensure_whole(&office, from)
}

/// Writes that wait in the one environment are not sent while the other one is in use.
async fn waiting(case: &mut Case, (own, other): (Environment, Environment)) -> Outcome {
    let office = Office::bare(FEW, FEW, case.seed).await?;
    profile(&office, other, FULL_KEY)?;
    office.pull(false).await?;
    profile(&office, own, FULL_KEY)?;
    office.pull(false).await?;
    let wishes = draw(&office, case, own)?;
    for wish in &wishes {
        let order = order(wish, true, true);
        desk::operate::operate(&*office.session()?, &order, ES).await?;
        office.pass(1);
    }
    let before = snapshot(&office, other);
    office.desk.use_profile(other.as_str())?;
    office.unlock()?;
    take_log(&office);
    let sent = desk::operate::send_waiting(&*office.session()?, ES).await?;
    ensure(
        sent.results.is_empty() && office.operations()?.is_empty(),
        || format!("{} operations in {}", sent.results.len(), other.as_str()),
    )?;
    ensure(take_log(&office).is_empty(), || {
        "something was asked".into()
    })?;
    office.desk.use_profile(own.as_str())?;
    office.unlock()?;
    desk::operate::send_waiting(&*office.session()?, ES).await?;
    ensure_carried_out(&office, &wishes, own)?;
    ensure(snapshot(&office, other) == before, || {
        format!("{} changed", other.as_str())
    })
}

/// In live a write of any kind needs a confirmation; it then goes to live alone.
async fn writes(case: &mut Case) -> Outcome {
    let office = Office::bare(FEW, FEW, case.seed).await?;
    profile(&office, LIVE, FULL_KEY)?;
    office.pull(false).await?;
    let wishes = draw(&office, case, LIVE)?;
    let before = snapshot(&office, TEST);
    take_log(&office);
    let session = office.session()?;
    for wish in &wishes {
        for queue in [false, true] {
            let unconfirmed =
                desk::operate::operate(&session, &order(wish, queue, false), ES).await;
            ensure(
                unconfirmed.is_err_and(|error| error.code() == Code::Usage),
                || format!("without a confirmation: {:?}", wish.intent),
            )?;
        }
    }
    ensure(take_log(&office).is_empty(), || "something was sent".into())?;
    for wish in &wishes {
        desk::operate::operate(&session, &order(wish, false, true), ES).await?;
    }
    ensure_carried_out(&office, &wishes, LIVE)?;
    ensure(snapshot(&office, TEST) == before, || "test changed".into())
}

/// One wish of every kind.
fn draw(office: &Office, case: &mut Case, environment: Environment) -> Outcome<Vec<Wish>> {
    let mut wishes = Wishes::in_environment(office, &mut case.random, environment);
    (0..KINDS).map(|kind| wishes.draw(kind)).collect()
}

fn order(wish: &Wish, queue: bool, confirmed: bool) -> OperationOrder {
    OperationOrder {
        intent: wish.intent.clone(),
        reason: "Lo pide el expediente".into(),
        queue,
        confirmed,
    }
}

/// Every wish was carried out once, and each request asked for its environment.
fn ensure_carried_out(office: &Office, wishes: &[Wish], environment: Environment) -> Outcome {
    let operations = office.operations()?;
    let proven = operations
        .iter()
        .filter(|one| one.state == OperationState::Proven);
    let (proven, wanted) = (proven.count(), wishes.len());
    ensure(proven == wanted && operations.len() == wanted, || {
        format!("{proven} proven of {wanted}")
    })?;
    for wish in wishes {
        let (effects, holds) = (wish.effects(&office.control), wish.holds(&office.control));
        ensure(effects == 1 && holds, || {
            format!("{effects} effects, held: {holds}: {:?}", wish.intent)
        })?;
    }
    ensure_names(&take_log(office), environment)
}

/// The requests since the last time, forgotten by this.
fn take_log(office: &Office) -> Vec<Received> {
    let log = office.control.requests(None, "");
    office.control.clear_requests();
    log
}

/// There are requests, and each named the environment.
fn ensure_names(log: &[Received], environment: Environment) -> Outcome {
    let others = log
        .iter()
        .filter(|one| one.environment != Some(environment))
        .count();
    ensure(others == 0 && !log.is_empty(), || {
        format!(
            "{others} of {} requests not for {}",
            log.len(),
            environment.as_str()
        )
    })
}

/// The clients of an environment.
fn all(office: &Office, environment: Environment) -> BTreeSet<Uuid> {
    office.control.client_ids(environment).into_iter().collect()
}

/// Everything that an environment has.
fn snapshot(office: &Office, environment: Environment) -> Vec<Option<Value>> {
    let ids = office.control.client_ids(environment).into_iter();
    ids.map(|id| office.control.client(environment, id))
        .collect()
}

/// The clients in the open vault.
fn held(office: &Office) -> Outcome<BTreeSet<Uuid>> {
    let listed = office.session()?.vault().read(|view| {
        view.clients().list(&vault::ClientQuery {
            limit: u64::MAX,
            ..vault::ClientQuery::default()
        })
    })?;
    Ok(listed.rows.iter().map(|row| row.id.0).collect())
}

fn ensure_whole(office: &Office, environment: Environment) -> Outcome {
    ensure_holds(office, &all(office, environment))
}

/// The open vault holds these clients and no other, and counts them so.
fn ensure_holds(office: &Office, wanted: &BTreeSet<Uuid>) -> Outcome {
    let held = held(office)?;
    ensure(held == *wanted, || {
        let strange = held.difference(wanted).count();
        format!(
            "{} clients of {}, {strange} of elsewhere",
            held.len(),
            wanted.len()
        )
    })?;
    let counted = desk::status::status(&*office.session()?)?.clients;
    ensure(counted == wanted.len() as u64, || {
        format!("{counted} clients counted of {}", wanted.len())
    })
}
