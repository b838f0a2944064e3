//! Profiles and vaults: making, opening, locking, removing.

use std::{fs, path::Path, sync::Arc};

use desk::{
    Desk, Error, Keychain, KeychainError, NoKeychain, Usage,
    contract::{
        Code, ConnectionOutcome, ConnectionRequest, CutShort, Event, Language, NewProfileRequest,
        Phase, Protection, Topic, UnlockRequest,
    },
};
use sandbox::{Environment, FULL_KEY, READ_ONLY_KEY, TEST_ONLY_KEY};
use secrecy::SecretString;

use crate::support::{
    ES, MemoryKeychain, Office, PROFILE, TEST, TestClock, desk_over, desk_with, passphrase, profile,
};

const NOWHERE: &str = "http://127.0.0.1:9";

fn is_empty(root: &Path) -> bool {
    let profiles = root.join("profiles");
    !profiles.exists() || fs::read_dir(profiles).unwrap().next().is_none()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_opens_nothing_and_harms_nothing() {
    let office = Office::filled(26).await;
    office.desk.lock();
    assert!(matches!(office.desk.session(), Err(Error::Locked)));
    for wrong in [
        UnlockRequest::Passphrase(SecretString::from("quetzal verde 28 sombreros")),
        UnlockRequest::Passphrase(SecretString::from("")),
        UnlockRequest::RecoveryCode(SecretString::from("no es un código")),
        UnlockRequest::RecoveryCode(vault::RecoveryCode::random().shown()),
    ] {
        let error = office.desk.unlock(&wrong).unwrap_err();
        assert_eq!(error.code(), Code::WrongKey);
        assert_eq!(office.desk.app_state().unwrap().phase, Phase::Locked);
    }
    let error = office.desk.unlock(&UnlockRequest::Keychain).unwrap_err();
    assert_eq!(error.code(), Code::KeychainUnavailable);
    office.desk.unlock(&passphrase()).unwrap();
    assert_eq!(office.status().clients, 26);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_recovery_code_opens_however_it_is_typed() {
    let office = Office::new(6).await;
    let code = office.recovery_code.clone();
    for typed in [code.clone(), code.to_lowercase(), format!(" {code} ")] {
        office.desk.lock();
        office
            .desk
            .unlock(&UnlockRequest::RecoveryCode(SecretString::from(typed)))
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_and_closing_a_window_stand_in_the_journal() {
    let mut office = Office::new(6).await;
    office.desk.lock();
    let window = || desk_over(office.folder.path(), &office.clock).for_window();
    let (first, second) = (window(), window());
    first.unlock(&passphrase()).unwrap();
    first.lock();
    second.unlock(&passphrase()).unwrap();
    office.desk = second;
    assert_eq!(
        office.journal(),
        [
            "vault.created",
            "vault.unlocked",
            "vault.locked",
            "vault.unlocked"
        ]
    );
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_reading_stands_for_the_next_minutes_and_for_none_before_it() {
    let office = Office::filled(26).await;
    let client = office.member();
    let entered = |minutes: i64| {
        office.clock.advance_minutes(minutes);
        desk::client::page(&office.session(), client, ES).unwrap();
        let journal = office.journal();
        journal
            .iter()
            .filter(|action| *action == "client.read")
            .count()
    };
    // What is shown anew all day long is read again each quarter of an hour.
    assert_eq!(
        [0, 10, 10, 10, 10, -2 * 60].map(entered),
        [1, 1, 2, 2, 3, 4]
    );
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_household_shows_more_than_the_file_of_its_anchor() {
    let office = Office::filled(26).await;
    let anchor = office.named("Sebastián Luna Juárez");
    desk::client::page(&office.session(), anchor, ES).unwrap();
    desk::household::page(&office.session(), anchor, ES).unwrap();
    let journal = office.journal();
    for read in ["client.read", "household.read"] {
        assert!(journal.contains(&read.to_owned()), "{read}: {journal:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closing_vault_is_told_before_what_it_waits_for() {
    let office = Office::new(6).await;
    let mut events = office.desk.subscribe();
    office.desk.lock();
    let told: Vec<Event> = std::iter::from_fn(|| events.try_recv().ok()).collect();
    assert!(
        matches!(
            told[..],
            [
                Event::Locked(CutShort { pull: false }),
                Event::Changed(Topic::Session)
            ]
        ),
        "{told:?}"
    );
    // What is closed already is not told again.
    office.desk.lock();
    assert!(events.try_recv().is_err());
}

#[test]
fn each_window_keeps_to_its_profile_and_knows_which_vault_another_has_open() {
    let root = tempfile::tempdir().unwrap();
    let clock = TestClock::new();
    let window = || desk_over(root.path(), &clock).for_window();
    let name = |desk: &Desk| desk.app_state().unwrap().current.unwrap().name;
    let first = window();
    first
        .create_profile(NewProfileRequest {
            name: "Una".into(),
            ..profile(NOWHERE, TEST, FULL_KEY)
        })
        .unwrap();
    let second = window();
    assert!(second.app_state().unwrap().open_elsewhere);
    assert!(!first.app_state().unwrap().open_elsewhere);
    second
        .create_profile(NewProfileRequest {
            name: "Otra".into(),
            ..profile(NOWHERE, TEST, FULL_KEY)
        })
        .unwrap();
    assert_eq!([name(&first), name(&second)], ["Una", "Otra"]);
    first.lock();
    assert_eq!(name(&first), "Una");
    assert!(!first.app_state().unwrap().open_elsewhere);
    first.unlock(&passphrase()).unwrap();
    assert_eq!(first.session().unwrap().profile().name, "Una");
    // The next program begins with what was chosen last.
    assert_eq!(name(&window()), "Otra");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_of_a_vault_are_known_while_it_is_closed() {
    let office = Office::new(6).await;
    office.desk.lock();
    let files = office.desk.vault_files().unwrap();
    assert!(files.bytes > 4096);
    assert!(files.work_kept_at.is_some(), "closing keeps the work");
}

#[test]
fn a_key_in_the_keychain_opens_until_it_is_lost() {
    let root = tempfile::tempdir().unwrap();
    let clock = TestClock::new();
    let keychain = Arc::new(MemoryKeychain::default());
    let desk = desk_with(
        root.path(),
        &clock,
        Arc::clone(&keychain) as Arc<dyn Keychain>,
    );
    desk.create_profile(NewProfileRequest {
        protection: Protection::Keychain,
        passphrase: None,
        ..profile(NOWHERE, TEST, FULL_KEY)
    })
    .unwrap();
    assert!(desk.app_state().unwrap().keychain);
    desk.lock();
    desk.unlock(&UnlockRequest::Keychain).unwrap();
    desk.lock();
    keychain.0.lock().unwrap().clear();
    let error = desk.unlock(&UnlockRequest::Keychain).unwrap_err();
    assert!(matches!(error, Error::Keychain(KeychainError::Missing)));
    assert_eq!(error.code(), Code::WrongKey);
    // There is no silent new vault and no plain one.
    assert!(desk.session().is_err());
}

#[test]
fn removing_a_profile_takes_its_key_out_of_the_keychain() {
    let root = tempfile::tempdir().unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    let desk = desk_with(
        root.path(),
        &TestClock::new(),
        Arc::clone(&keychain) as Arc<dyn Keychain>,
    );
    desk.create_profile(NewProfileRequest {
        protection: Protection::Keychain,
        passphrase: None,
        ..profile(NOWHERE, TEST, FULL_KEY)
    })
    .unwrap();
    assert_eq!(keychain.0.lock().unwrap().len(), 1);
    desk.remove_profile(" oficina ").unwrap();
    assert!(keychain.0.lock().unwrap().is_empty());
    assert!(is_empty(root.path()));
    assert!(matches!(desk.session(), Err(Error::NoProfile)));
    assert_eq!(desk.app_state().unwrap().phase, Phase::Setup);
    assert!(matches!(
        desk.remove_profile(PROFILE),
        Err(Error::NoProfile)
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_window_steps_aside() {
    let office = Office::new(6).await;
    office.desk.lock();
    let window = || desk_over(office.folder.path(), &office.clock).for_window();
    let (first, second) = (window(), window());
    first.unlock(&passphrase()).unwrap();
    let error = second.unlock(&passphrase()).unwrap_err();
    assert_eq!(error.code(), Code::InUse);
    // A command may read beside the window.
    desk_over(office.folder.path(), &office.clock)
        .unlock(&passphrase())
        .unwrap();
    first.lock();
    second.unlock(&passphrase()).unwrap();
}

#[test]
fn a_profile_with_a_wrong_value_leaves_nothing_behind() {
    let root = tempfile::tempdir().unwrap();
    let desk = desk_over(root.path(), &TestClock::new());
    let good = || profile(NOWHERE, TEST, FULL_KEY);
    let long = "x".repeat(61);
    let wrong = [
        (
            NewProfileRequest {
                name: "  ".into(),
                ..good()
            },
            Usage::ProfileName,
        ),
        (
            NewProfileRequest {
                name: long,
                ..good()
            },
            Usage::ProfileName,
        ),
        (
            NewProfileRequest {
                passphrase: Some(SecretString::from("corta")),
                ..good()
            },
            Usage::ShortPassphrase,
        ),
        (
            NewProfileRequest {
                passphrase: None,
                ..good()
            },
            Usage::ShortPassphrase,
        ),
        (
            NewProfileRequest {
                protection: Protection::Session,
                ..good()
            },
            Usage::Protection,
        ),
        (
            NewProfileRequest {
                url: "artu".into(),
                ..good()
            },
            Usage::Url,
        ),
        (
            NewProfileRequest {
                url: "http://example.test".into(),
                ..good()
            },
            Usage::Url,
        ),
        (
            NewProfileRequest {
                key: SecretString::from(" "),
                ..good()
            },
            Usage::Url,
        ),
    ];
    for (request, usage) in wrong {
        let found = desk.create_profile(request).map(|_| ()).unwrap_err();
        assert!(
            matches!(found, Error::Usage(one) if one == usage),
            "{found:?}"
        );
    }
    let error = desk
        .create_profile(NewProfileRequest {
            protection: Protection::Keychain,
            ..good()
        })
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.code(), Code::KeychainUnavailable);
    assert!(is_empty(root.path()));
    assert!(desk.folder().profiles().unwrap().is_empty());
}

#[test]
fn a_profile_that_cannot_be_registered_leaves_nothing_behind() {
    let root = tempfile::tempdir().unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    let desk = desk_with(
        root.path(),
        &TestClock::new(),
        Arc::clone(&keychain) as Arc<dyn Keychain>,
    );
    // Where the register is written before it takes its place, nothing can be written.
    fs::create_dir(root.path().join("profiles.json.new")).unwrap();
    let made = desk.create_profile(NewProfileRequest {
        protection: Protection::Keychain,
        passphrase: None,
        ..profile(NOWHERE, TEST, FULL_KEY)
    });
    assert!(made.is_err());
    assert!(is_empty(root.path()));
    assert!(keychain.0.lock().unwrap().is_empty());
}

#[test]
fn a_name_is_taken_once() {
    let root = tempfile::tempdir().unwrap();
    let desk = desk_over(root.path(), &TestClock::new());
    desk.create_profile(profile(NOWHERE, TEST, FULL_KEY))
        .unwrap();
    let again = NewProfileRequest {
        name: " OFICINA ".into(),
        ..profile(NOWHERE, Environment::Live, FULL_KEY)
    };
    assert!(matches!(
        desk.create_profile(again),
        Err(Error::ProfileExists)
    ));
    assert_eq!(
        fs::read_dir(root.path().join("profiles")).unwrap().count(),
        1
    );
    assert!(desk.session().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_profiles_never_share_a_vault() {
    let office = Office::filled(26).await;
    let live = NewProfileRequest {
        name: "En vivo".into(),
        ..profile(&office.sandbox.base_url(), Environment::Live, FULL_KEY)
    };
    office.desk.create_profile(live).unwrap();
    assert_eq!(office.status().clients, 0);
    assert_eq!(office.status().environment, Environment::Live);
    office.desk.use_profile(PROFILE).unwrap();
    assert!(matches!(office.desk.session(), Err(Error::Locked)));
    office.desk.unlock(&passphrase()).unwrap();
    assert_eq!(office.status().clients, 26);
    office.desk.remove_profile(PROFILE).unwrap();
    let state = office.desk.app_state().unwrap();
    assert_eq!(state.profiles.len(), 1);
    assert_eq!(state.profiles[0].name, "En vivo");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_is_explored_without_a_profile() {
    let office = Office::new(26).await;
    let root = tempfile::tempdir().unwrap();
    let desk = desk_over(root.path(), &office.clock);
    let key = || SecretString::from(FULL_KEY);
    desk.open_sample(&office.sandbox.base_url(), &key())
        .unwrap();
    let state = desk.app_state().unwrap();
    assert_eq!(state.phase, Phase::Open);
    assert!(state.profiles.is_empty());
    assert_eq!(state.current.unwrap().protection, Protection::Session);
    let session = desk.session().unwrap();
    let request = desk::contract::PullRequest::default();
    let report = desk::pull::run(&session, request, ES).await.unwrap();
    assert_eq!(report.clients, 26);
    drop(session);
    // Opened again it starts afresh.
    desk.open_sample(&office.sandbox.base_url(), &key())
        .unwrap();
    let status = desk::status::status(&desk.session().unwrap()).unwrap();
    assert_eq!(status.clients, 0);
}

#[test]
fn the_language_is_remembered() {
    let root = tempfile::tempdir().unwrap();
    let clock = TestClock::new();
    let desk = desk_over(root.path(), &clock);
    assert_eq!(desk.language(), Language::Es);
    let mut events = desk.subscribe();
    desk.set_language(Language::En).unwrap();
    let told = std::iter::from_fn(|| events.try_recv().ok());
    assert_eq!(
        told.count(),
        Topic::ALL.len(),
        "all that is shown is asked for again"
    );
    drop(desk);
    let again = desk_with(root.path(), &clock, Arc::new(NoKeychain));
    assert_eq!(again.language(), Language::En);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_test_says_what_is_wrong() {
    let mut office = Office::new(26).await;
    let try_with = |url: String, environment, key: &str| ConnectionRequest {
        url,
        environment,
        key: SecretString::from(key),
        network: desk::contract::NetworkSettings::default(),
        operations: serde_json::Value::Null,
    };
    let url = office.sandbox.base_url();
    let cases = [
        (TEST, FULL_KEY, ConnectionOutcome::Ready),
        (TEST, READ_ONLY_KEY, ConnectionOutcome::Ready),
        (TEST, "artu_sandbox_nobody", ConnectionOutcome::WrongKey),
        (
            Environment::Live,
            TEST_ONLY_KEY,
            ConnectionOutcome::WrongEnvironment,
        ),
    ];
    for (environment, key, outcome) in cases {
        let report = desk::connection::test(&try_with(url.clone(), environment, key), ES)
            .await
            .unwrap();
        assert_eq!(report.outcome, outcome);
        if outcome == ConnectionOutcome::Ready {
            assert_eq!(report.clients, Some(26));
            assert!(report.organisation.is_some());
            assert!(report.scopes.contains(&"MX:AV".to_owned()));
        }
    }
    let sent = office.control.requests(None, "/");
    assert!(
        sent.iter()
            .all(|one| one.method == "GET" || one.path == "/clients/list")
    );
    office.sandbox.offline().await;
    let report = desk::connection::test(&try_with(url, TEST, FULL_KEY), ES).await;
    assert_eq!(report.unwrap().outcome, ConnectionOutcome::Unreachable);
}
