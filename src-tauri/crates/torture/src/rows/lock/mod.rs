//! R16: the vault locked on demand from another program, as when nobody is there or the computer sleeps, within a pull and within
//! an export; the wrong secret ten times; and the memory of a program after it locked.
//!
//! Once it is locked nothing is read through what was open, nothing half written has its final name, and the vault opens again
//! with all it had. Each wrong secret after the third waits longer, over restarts too, and the right one waits as long. What is
//! left in memory is neither the vault's key nor the passphrase, and little of the clients.

pub(crate) mod memory;

use std::{
    path::Path,
    sync::{Arc, mpsc},
    time::Duration,
};

use desk::{
    Clock, Desk, Session,
    contract::{
        ClientQuery, Code, Event, ExportFormat, ExportRequest, ExportSubject, Phase, PullRequest,
        UnlockRequest,
    },
};
use rand::RngExt as _;
use sandbox::{Fault, FaultKind};
use secrecy::SecretString;
use vault::RecoveryCode;

use super::crash::{done, program};
use crate::{
    holdings,
    office::{ES, LIST, Office, PASSPHRASE, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const CLIENTS: usize = 200;

pub(crate) async fn case(mut case: Case) -> Outcome {
    let (what, outcome) = match case.number % 6 {
        0 => ("on demand", on_demand(&case).await),
        1 => ("in use", in_use(&mut case).await),
        2 => ("within a pull", within_a_pull(&mut case).await),
        3 => ("within an export", within_an_export(&mut case).await),
        4 => ("ten wrong", ten_wrong(&case).await),
        _ => ("memory", memory::case(&case).await),
    };
    outcome.or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

/// What memory was looked at.
pub(crate) fn remark() -> String {
    memory::remark()
}

/// Nothing is read through a session that was open.
fn ensure_closed(session: &Session) -> Outcome {
    let read = session.vault().read(|view| view.clients().counts());
    ensure(matches!(read, Err(vault::Error::Closed)), || {
        "the vault still reads".into()
    })?;
    let written = session
        .vault()
        .write(|tx| tx.settings().set_analyst("Otra"));
    ensure(matches!(written, Err(vault::Error::Closed)), || {
        "the vault still writes".into()
    })?;
    let listed = desk::client::list(session, &ClientQuery::default());
    ensure(
        listed.is_err_and(|error| error.code() == Code::Locked),
        || "a list is still read".into(),
    )
}

fn ensure_locked(desk: &Desk, session: &Session) -> Outcome {
    ensure(desk.app_state()?.phase == Phase::Locked, || {
        "not locked".into()
    })?;
    ensure(desk.session().is_err(), || "a session is open".into())?;
    ensure_closed(session)
}

fn ensure_opens(office: &Office) -> Outcome {
    office.unlock()?;
    holdings::ensure_sound(&*office.session()?)?;
    office.ensure_equal()
}

/// A window, asked by the command line.
async fn on_demand(case: &Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    office.desk.lock();
    let window = holdings::closed(office.folder.path())?.for_window();
    window.unlock(&phrase(PASSPHRASE))?;
    let session = window.session()?;
    let mut events = window.subscribe();
    let asked = done(
        &program(office.folder.path())?,
        &["vault", "lock", "--json"],
    )
    .await?;
    ensure(asked.json()["window"] == "locked", || asked.out.clone())?;
    while !matches!(events.recv().await?, Event::Locked(_)) {}
    ensure_locked(&window, &session)?;
    ensure_opens(&office)
}

/// While others read and write: each of them ends, by what it wanted or by being locked out.
async fn in_use(case: &mut Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let session = office.session()?;
    let members = office.members(8)?;
    let (begun, wait) = mpsc::channel();
    let readers: Vec<_> = members
        .into_iter()
        .map(|id| {
            let (session, begun) = (Arc::clone(&session), begun.clone());
            tokio::task::spawn_blocking(move || {
                loop {
                    let read = desk::client::page(&session, id.into(), ES);
                    // Whoever waits for all of them to begin is gone by the second time.
                    let _ = begun.send(());
                    if let Err(error) = read {
                        return error.code();
                    }
                }
            })
        })
        .collect();
    for _ in 0..readers.len() {
        wait.recv_timeout(Duration::from_secs(30))?;
    }
    let after = Duration::from_micros(case.random.random_range(0..20_000));
    tokio::task::spawn_blocking(move || std::thread::sleep(after)).await?;
    office.desk.lock();
    for reader in readers {
        let code = reader.await?;
        ensure(code == Code::Locked, || {
            format!("a reader ended with {code:?}")
        })?;
    }
    ensure_locked(&office.desk, &session)?;
    ensure_opens(&office)
}

async fn within_a_pull(case: &mut Case) -> Outcome {
    let office = Office::open(CLIENTS, case.seed, patience()).await?;
    for fault in [
        FaultKind::Latency { milliseconds: 3 },
        FaultKind::PageCap { most: 10 },
    ] {
        office
            .control
            .push_fault(Fault::always(fault).on("POST", LIST));
    }
    let session = office.session()?;
    let pull = {
        let session = Arc::clone(&session);
        tokio::spawn(
            async move { desk::pull::run(&session, PullRequest { sweep: false }, ES).await },
        )
    };
    let request = case.random.random_range(1..8);
    office
        .control
        .wait_for_requests(Some("POST"), LIST, request)
        .await;
    let mut events = office.desk.subscribe();
    office.desk.lock();
    ensure_locked(&office.desk, &session)?;
    loop {
        if let Event::Locked(cut) = events.recv().await? {
            ensure(cut.pull || pull.is_finished(), || {
                "nobody was told of the pull".into()
            })?;
            break;
        }
    }
    let ended = pull.await?;
    ensure(
        ended
            .as_ref()
            .is_err_and(|error| matches!(error.code(), Code::Cancelled | Code::Locked)),
        || format!("the pull ended with {ended:?}"),
    )?;
    office.control.clear_faults();
    office.unlock()?;
    office.pull(false).await?;
    office.desk.lock();
    ensure_opens(&office)
}

async fn within_an_export(case: &mut Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let folder = tempfile::tempdir()?;
    let formats = [ExportFormat::Csv, ExportFormat::Xlsx, ExportFormat::Json];
    let target = folder.path().join("informe");
    let request = ExportRequest::of_all(
        ExportSubject::Clients,
        formats[case.random.random_range(0..formats.len())],
    );
    let session = office.session()?;
    let rows = case.random.random_range(0..CLIENTS as u64);
    let written = tokio::task::block_in_place(|| {
        desk::export::write(&session, &request, &target, ES, &mut |written| {
            if written >= rows {
                office.desk.lock();
            }
            true
        })
    });
    office.desk.lock();
    ensure_locked(&office.desk, &session)?;
    let left = names(folder.path())?;
    match written {
        // A table for spreadsheets has a page about it beside it.
        Ok(view) => ensure(
            std::fs::metadata(&target)?.len() == view.bytes
                && left.iter().all(|name| !name.contains(".part")),
            || format!("not whole: {left:?}"),
        )?,
        Err(error) => ensure(error.code() == Code::Locked && left.is_empty(), || {
            format!("{error:?}, left behind: {left:?}")
        })?,
    }
    ensure_opens(&office)
}

fn names(folder: &Path) -> Outcome<Vec<String>> {
    std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}

fn phrase(text: &str) -> UnlockRequest {
    UnlockRequest::Passphrase(SecretString::from(text))
}

/// Ten wrong secrets, each tried as soon as it may be, by a program that was started anew.
async fn ten_wrong(case: &Case) -> Outcome {
    let office = Office::filled(40, case.seed, patience()).await?;
    office.desk.lock();
    let mut waits = Vec::new();
    for turn in 0..10_u32 {
        let desk = holdings::closed_at(office.folder.path(), office.clock() as Arc<dyn Clock>)?;
        let wrong = if (turn + u32::try_from(case.number / 6 % 2)?).is_multiple_of(2) {
            phrase("una frase equivocada")
        } else {
            UnlockRequest::RecoveryCode(RecoveryCode::random().shown())
        };
        let mut waited = 0;
        let error = loop {
            match desk.unlock(&wrong) {
                Ok(()) => return fail("a wrong secret opened"),
                Err(error) if error.code() == Code::TooManyTries => {
                    let right = desk.unlock(&phrase(PASSPHRASE));
                    ensure(
                        right.is_err_and(|error| error.code() == Code::TooManyTries),
                        || "the right one did not wait".into(),
                    )?;
                    ensure(waited < 7_200, || "the wait has no end".into())?;
                    waited += 1;
                    office.set_clock_on_seconds(1);
                }
                Err(error) => break error,
            }
        };
        ensure(error.code() == Code::WrongKey, || format!("{error:?}"))?;
        waits.push(waited);
    }
    let grows = waits.windows(2).all(|two| two[0] <= two[1]);
    ensure(grows && waits[4] > 0 && waits[9] > waits[5], || {
        format!("waited {waits:?} seconds")
    })?;
    office.set_clock_on(60);
    ensure_opens(&office)
}
