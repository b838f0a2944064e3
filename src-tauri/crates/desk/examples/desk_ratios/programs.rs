//! The programs that are measured, each a process of its own that tells what it took.

use std::{
    env,
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use artu::models::Environment;
use desk::{
    DataFolder, Desk, NoKeychain, Session, SystemClock,
    contract::{
        Language, NetworkSettings, NewProfileRequest, Protection, PullReport, PullRequest,
        UnlockRequest,
    },
};
use sandbox::FULL_KEY;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use vault::DerivationCost;

use super::{
    bare,
    figures::{memory, timed},
    open::{self, PASSPHRASE},
    queries,
};

/// Reads every page and keeps nothing.
pub(crate) const READ: &str = "read";
/// Fetches, decodes, compresses and inserts with nothing else.
pub(crate) const BARE: &str = "bare";
/// Our first pull.
pub(crate) const PULL: &str = "pull";
/// Our first pull while somebody searches.
pub(crate) const SEARCHED: &str = "searched";
/// Our second pull, over what the first left.
pub(crate) const AGAIN: &str = "again";

/// What one run took.
#[derive(Serialize, Deserialize, Default)]
pub(crate) struct Taken {
    /// Until everything is stored and searchable.
    pub(crate) seconds: f64,
    /// Until the rules have seen everything too.
    pub(crate) checked: f64,
    /// Growth of the peak of memory over what the process held before, in KiB.
    pub(crate) memory: f64,
    /// Milliseconds of searches that ran meanwhile.
    pub(crate) searches: Vec<f64>,
    /// Rows of clients that were written.
    pub(crate) written: u64,
}

/// Runs a program in a process of its own.
pub(crate) fn take(program: &str, url: &str, folder: &Path) -> Taken {
    let output = Command::new(env::current_exe().unwrap())
        .args([program, url, folder.to_str().unwrap()])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "{program} failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) async fn run(program: &str, url: &str, folder: &Path) {
    let taken = match program {
        READ => bare::read(url).await,
        BARE => bare::store(url, folder).await,
        PULL => pull(&new_desk(url, folder), false).await,
        SEARCHED => pull(&new_desk(url, folder), true).await,
        AGAIN => pull(&old_desk(folder), false).await,
        other => panic!("no program {other}"),
    };
    println!("{}", serde_json::to_string(&taken).unwrap());
}

fn desk(folder: &Path) -> Desk {
    let folder = DataFolder::open(folder).unwrap();
    Desk::new(folder, Arc::new(SystemClock), Arc::new(NoKeychain))
        .with_derivation_cost(DerivationCost::least())
}

fn new_desk(url: &str, folder: &Path) -> Desk {
    let desk = desk(folder);
    desk.create_profile(NewProfileRequest {
        name: "Medida".into(),
        url: url.into(),
        environment: Environment::Test,
        key: SecretString::from(FULL_KEY),
        protection: Protection::Passphrase,
        passphrase: Some(SecretString::from(PASSPHRASE)),
        analyst: "Medidora".into(),
        network: NetworkSettings::default(),
        operations: serde_json::Value::Null,
    })
    .unwrap();
    desk
}

pub(crate) fn old_desk(folder: &Path) -> Desk {
    let desk = desk(folder);
    desk.unlock(&UnlockRequest::Passphrase(SecretString::from(PASSPHRASE)))
        .unwrap();
    desk
}

async fn pull(desk: &Desk, searched: bool) -> Taken {
    let session = desk.session().unwrap();
    let ended = Arc::new(AtomicBool::new(false));
    let searching = searched.then(|| {
        let (session, ended) = (Arc::clone(&session), Arc::clone(&ended));
        std::thread::spawn(move || search_until(&session, &ended))
    });
    let (before, began) = (memory("VmRSS:"), Instant::now());
    let report = desk::pull::run(&session, PullRequest::default(), Language::Es)
        .await
        .unwrap();
    let checked = began.elapsed().as_secs_f64();
    let peak = memory("VmHWM:");
    ended.store(true, Ordering::Relaxed);
    let taken = Taken {
        seconds: seconds_of_last(&session),
        checked,
        memory: (peak - before).max(1.0),
        searches: searching.map_or_else(Vec::new, |thread| thread.join().unwrap()),
        written: written(&report),
    };
    drop(session);
    desk.lock();
    taken
}

fn written(report: &PullReport) -> u64 {
    assert!(report.complete, "the pull is not complete");
    report.added + report.changed
}

/// From the beginning of the last pull until all of it was stored and searchable.
fn seconds_of_last(session: &Session) -> f64 {
    let pulls = session
        .vault()
        .read(|view| view.pulls().list(0, 1))
        .unwrap();
    let last = &pulls.rows[0];
    let lasted = last.finished_at.unwrap().duration_since(last.started_at);
    lasted.as_secs_f64()
}

/// Searches as an analyst who types without pause, until the pull has ended; the first hundred clients are waited for.
fn search_until(session: &Session, ended: &AtomicBool) -> Vec<f64> {
    let held = || {
        let counts = session.vault().read(|view| view.clients().counts());
        counts.unwrap().clients
    };
    while held() < 100 && !ended.load(Ordering::Relaxed) {
        std::thread::yield_now();
    }
    let folder = session.vault().path().parent().unwrap();
    let bare = open::bare(folder, &open::key_of(folder));
    let queries = queries::mixed(&bare);
    let mut taken = Vec::new();
    while !ended.load(Ordering::Relaxed) {
        for typed in &queries {
            taken.push(timed(|| {
                let found = session
                    .vault()
                    .read(|view| view.search().search(typed, queries::HITS));
                found.unwrap()
            }));
        }
    }
    taken
}
