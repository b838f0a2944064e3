//! R20: keys of the one environment used in the other, the environment switched while a pull runs, writes in live.
//!
//! No record and no write ever crosses: each vault holds clients of its own environment alone, and after a switch no
//! request asks for the other.

use std::sync::Arc;

use artu::models::ClientId;
use desk::contract::{Code, Language, PromoteRequest, PullRequest};
use rand::RngExt as _;
use sandbox::{Environment, FULL_KEY, Fault, FaultKind, TEST_ONLY_KEY};

use crate::{
    office::{ES, LIST, NewProfile, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const LIVE: Environment = Environment::Live;
const CLIENTS: usize = 450;

pub(crate) async fn case(mut case: Case) -> Outcome {
    let office = Office::bare(CLIENTS, CLIENTS, case.seed).await?;
    match case.number % 5 {
        0 => wrong_key(&office).await,
        1 | 2 => switched(&office, &mut case, (TEST, LIVE)).await,
        3 => switched(&office, &mut case, (LIVE, TEST)).await,
        _ => writes(&office).await,
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

/// A key of test does nothing in live, and leaves nothing behind.
async fn wrong_key(office: &Office) -> Outcome {
    profile(office, LIVE, TEST_ONLY_KEY)?;
    let Err(error) = office.pull(false).await else {
        return fail("a key of test read live");
    };
    ensure(
        matches!(error.code(), Code::Unauthorised | Code::Forbidden),
        || format!("{error:?}"),
    )?;
    let held = desk::status::status(&*office.session()?)?.clients;
    ensure(held == 0, || format!("{held} clients came"))?;
    profile(office, TEST, TEST_ONLY_KEY)?;
    office.pull(false).await?;
    ensure_apart(office, TEST)
}

/// The environment is switched while the other's pull runs.
async fn switched(
    office: &Office,
    case: &mut Case,
    (from, to): (Environment, Environment),
) -> Outcome {
    profile(office, to, FULL_KEY)?;
    profile(office, from, FULL_KEY)?;
    let pages = case.random.random_range(1..=3);
    let slow = FaultKind::Latency { milliseconds: 30 };
    office
        .control
        .push_fault(Fault::always(slow).on("POST", LIST));
    let session = office.session()?;
    let running = {
        let session = Arc::clone(&session);
        tokio::spawn(async move {
            desk::pull::run(&session, PullRequest { sweep: false }, ES)
                .await
                .is_ok()
        })
    };
    office
        .control
        .wait_for_requests(Some("POST"), LIST, pages)
        .await;
    office.desk.use_profile(to.as_str())?;
    office.unlock()?;
    office.pull(false).await?;
    running.await?;
    drop(session);
    ensure_apart(office, to)?;
    ensure_log_apart(office, (from, to))?;
    office.desk.use_profile(from.as_str())?;
    office.unlock()?;
    ensure_apart(office, from)?;
    office.pass(10);
    office.pull(false).await?;
    ensure_apart(office, from)
}

/// Each client of the open vault is one of its environment.
fn ensure_apart(office: &Office, environment: Environment) -> Outcome {
    let own = office.control.client_ids(environment);
    let listed = office.session()?.vault().read(|view| {
        view.clients().list(&vault::ClientQuery {
            limit: u64::MAX,
            ..vault::ClientQuery::default()
        })
    })?;
    let strange = listed
        .rows
        .iter()
        .filter(|row| !own.contains(&row.id.0))
        .count();
    ensure(strange == 0, || {
        format!("{strange} clients of elsewhere in {}", environment.as_str())
    })
}

/// Each request carried the environment of a profile, and a page of the first is at most one behind the switch.
fn ensure_log_apart(office: &Office, (from, to): (Environment, Environment)) -> Outcome {
    let log = office.control.requests(None, "");
    let switch = log.iter().position(|one| one.environment == Some(to));
    let late = log
        .iter()
        .skip(switch.unwrap_or(log.len()))
        .filter(|one| one.environment == Some(from))
        .count();
    ensure(late <= 1, || {
        format!("{late} requests for {} after the switch", from.as_str())
    })?;
    ensure(log.iter().all(|one| one.environment.is_some()), || {
        "a request named no environment".into()
    })
}

/// In live a write needs a confirmation; it then goes to live alone.
async fn writes(office: &Office) -> Outcome {
    profile(office, LIVE, FULL_KEY)?;
    office.pull(false).await?;
    let member = office.control.client_ids(LIVE).into_iter().find(|id| {
        office
            .control
            .client(LIVE, *id)
            .is_some_and(|client| client["isPrimary"] == false)
    });
    let Some(member) = member else {
        return fail("the population has no member");
    };
    let mut request = PromoteRequest {
        client_id: ClientId::from(member),
        reason: "Pasa a ser atendida por sí misma".into(),
        queue: false,
        confirmed: false,
    };
    let session = office.session()?;
    let unconfirmed = desk::operate::promote(&session, &request, Language::Es).await;
    ensure(
        unconfirmed.is_err_and(|error| error.code() == Code::Usage),
        || "a write in live went without a confirmation".into(),
    )?;
    ensure(promotes(office).is_empty(), || "a write was sent".into())?;
    request.confirmed = true;
    desk::operate::promote(&session, &request, Language::Es).await?;
    ensure(promotes(office) == [Some(LIVE)], || {
        format!("writes went to {:?}", promotes(office))
    })
}

fn promotes(office: &Office) -> Vec<Option<Environment>> {
    let log = office.control.requests(Some("POST"), "/clients/");
    log.iter()
        .filter(|one| one.path.ends_with("/promote"))
        .map(|one| one.environment)
        .collect()
}
