//! An office for a test: a sandbox, a data folder, a clock that stands until it is moved, and a desk over them.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex},
};

use artu::models::ClientId;
use desk::{
    Clock, DataFolder, Desk, Error, Keychain, KeychainError, NoKeychain, Session,
    contract::{
        ClientQuery, Event, Language, NewProfileRequest, OperationResult, OperationState,
        PromoteRequest, Protection, PullReport, PullRequest, PullStatus, Slice, Status,
        UnlockRequest,
    },
};
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use sandbox::{Control, Environment, FULL_KEY, Options, Sandbox, TimeSource, base_instant};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::sync::broadcast;
use uuid::Uuid;
use vault::DerivationCost;

pub(crate) const ES: Language = Language::Es;
pub(crate) const TEST: Environment = Environment::Test;
pub(crate) const PASSPHRASE: &str = "quetzal verde 27 sombreros";
pub(crate) const ANALYST: &str = "Ana Lista";
pub(crate) const PROFILE: &str = "Oficina";
pub(crate) const LIST: &str = "/clients/list";
pub(crate) const TENANT: &str = "/tenant-details";

/// A clock that stands until it is moved.
pub(crate) struct TestClock(Mutex<Timestamp>);

impl TestClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(base_instant() + 1.hour())))
    }

    pub(crate) fn advance_minutes(&self, minutes: i64) {
        let mut now = self.0.lock().unwrap();
        *now += minutes.minutes();
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

/// A keychain that lasts as long as the test.
#[derive(Default)]
pub(crate) struct MemoryKeychain(pub(crate) Mutex<HashMap<String, SecretString>>);

impl Keychain for MemoryKeychain {
    fn available(&self) -> bool {
        true
    }

    fn get(&self, name: &str) -> Result<SecretString, KeychainError> {
        let kept = self.0.lock().unwrap();
        kept.get(name).cloned().ok_or(KeychainError::Missing)
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<(), KeychainError> {
        let mut kept = self.0.lock().unwrap();
        kept.insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        let mut kept = self.0.lock().unwrap();
        kept.remove(name).map(drop).ok_or(KeychainError::Missing)
    }
}

/// A desk over a folder, without a keychain.
pub(crate) fn desk_over(root: &Path, clock: &Arc<TestClock>) -> Desk {
    desk_with(root, clock, Arc::new(NoKeychain))
}

/// A desk over a folder.
pub(crate) fn desk_with(root: &Path, clock: &Arc<TestClock>, keychain: Arc<dyn Keychain>) -> Desk {
    let folder = DataFolder::open(root).unwrap();
    Desk::new(folder, Arc::clone(clock) as Arc<dyn Clock>, keychain)
        .with_derivation_cost(DerivationCost::least())
}

/// A request for a profile kept by the passphrase.
pub(crate) fn profile(url: &str, environment: Environment, key: &str) -> NewProfileRequest {
    NewProfileRequest {
        name: PROFILE.into(),
        url: url.into(),
        environment,
        key: SecretString::from(key),
        protection: Protection::Passphrase,
        passphrase: Some(SecretString::from(PASSPHRASE)),
        analyst: ANALYST.into(),
        network: desk::contract::NetworkSettings::default(),
        operations: serde_json::Value::Null,
    }
}

pub(crate) fn passphrase() -> UnlockRequest {
    UnlockRequest::Passphrase(SecretString::from(PASSPHRASE))
}

/// Everything one test needs.
pub(crate) struct Office {
    pub(crate) sandbox: Sandbox,
    pub(crate) control: Control,
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) desk: Desk,
    pub(crate) recovery_code: String,
    pub(crate) environment: Environment,
}

impl Office {
    /// An office in the test environment with so many clients on the server and an empty vault.
    pub(crate) async fn new(clients: usize) -> Self {
        Self::with(clients, TEST, FULL_KEY).await
    }

    pub(crate) async fn with(clients: usize, environment: Environment, key: &str) -> Self {
        let live = environment == Environment::Live;
        let sandbox = Sandbox::start(Options {
            clients: if live { 0 } else { clients },
            live_clients: if live { clients } else { 0 },
            seed: 7,
            time: TimeSource::Manual,
            ..Options::default()
        })
        .await
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let clock = TestClock::new();
        let desk = desk_over(folder.path(), &clock);
        let made = desk
            .create_profile(profile(&sandbox.base_url(), environment, key))
            .unwrap();
        Self {
            control: sandbox.control(),
            sandbox,
            folder,
            clock,
            desk,
            recovery_code: made.recovery_code,
            environment,
        }
    }

    /// The same with everything pulled and the request log empty.
    pub(crate) async fn filled(clients: usize) -> Self {
        let office = Self::new(clients).await;
        office.pull().await.unwrap();
        office.pass(10);
        office.control.clear_requests();
        office
    }

    pub(crate) fn session(&self) -> Arc<Session> {
        self.desk.session().unwrap()
    }

    pub(crate) async fn pull(&self) -> Result<PullReport, Error> {
        desk::pull::run(&self.session(), PullRequest { sweep: false }, ES).await
    }

    pub(crate) async fn sweep(&self) -> Result<PullReport, Error> {
        desk::pull::run(&self.session(), PullRequest { sweep: true }, ES).await
    }

    /// Lets minutes pass here and on the server.
    pub(crate) fn pass(&self, minutes: i64) {
        self.clock.advance_minutes(minutes);
        self.control.advance(minutes * 60_000);
    }

    pub(crate) fn status(&self) -> Status {
        desk::status::status(&self.session()).unwrap()
    }

    /// Ends the program and starts it again.
    pub(crate) fn reopen(&mut self) {
        self.desk.lock();
        self.desk = desk_over(self.folder.path(), &self.clock);
        self.desk.unlock(&passphrase()).unwrap();
    }

    /// The id of the client of that name.
    pub(crate) fn named(&self, name: &str) -> ClientId {
        self.control.clients_named(self.environment, name)[0].into()
    }

    /// A stored member that is not primary and has a parent.
    pub(crate) fn member(&self) -> ClientId {
        self.named("Renata Ibáñez Corona")
    }

    pub(crate) async fn promote(&self, client: ClientId) -> Result<OperationResult, Error> {
        self.promote_as(client, false).await
    }

    pub(crate) async fn promote_as(
        &self,
        client: ClientId,
        queue: bool,
    ) -> Result<OperationResult, Error> {
        let request = PromoteRequest {
            client_id: client,
            reason: "Pasa a ser atendida por sí misma".into(),
            queue,
            confirmed: false,
        };
        desk::operate::promote(&self.session(), &request, ES).await
    }

    /// Pulls and sends what waits; gives what is told of the operations.
    pub(crate) async fn pull_and_send(&self) -> Vec<OperationState> {
        let mut events = self.desk.subscribe();
        let request = PullRequest::default();
        desk::operate::pull_and_send(&self.session(), request, ES)
            .await
            .unwrap();
        let mut told = Vec::new();
        while let Ok(event) = events.try_recv() {
            if let Event::Sent(report) = event {
                told.extend(report.results.iter().map(|result| result.state));
            }
        }
        told
    }

    /// How many promotions the server received.
    pub(crate) fn promotes(&self) -> usize {
        let all = self.control.requests(None, "/clients/");
        all.iter()
            .filter(|one| one.path.ends_with("/promote"))
            .count()
    }

    /// Whether the server holds the client as primary.
    pub(crate) fn is_primary(&self, client: ClientId) -> bool {
        let client = self.control.client(self.environment, client.0).unwrap();
        client["isPrimary"] == true
    }

    /// The state of the only operation.
    pub(crate) fn operation_state(&self) -> OperationState {
        let page = desk::operate::list(&self.session(), &everything(), ES).unwrap();
        assert_eq!(page.total, 1);
        page.data[0].state
    }

    /// The words of the journal, the oldest first.
    pub(crate) fn journal(&self) -> Vec<String> {
        let slice = Slice {
            offset: 0,
            limit: 1_000,
        };
        let page = desk::journal::list(&self.session(), slice, ES).unwrap();
        page.data.into_iter().rev().map(|row| row.action).collect()
    }

    /// The words that speak of operations.
    pub(crate) fn steps(&self) -> Vec<String> {
        let mut words = self.journal();
        words.retain(|word| word.starts_with("operation."));
        words
    }

    pub(crate) fn assert_journal_holds(&self) {
        let check = desk::journal::verify(&self.session(), ES).unwrap();
        assert!(check.ok, "{:?}", check.problem);
    }

    /// The vault holds together and each page authenticates.
    pub(crate) fn assert_sound(&self) {
        let check = self.session().vault().check(true).unwrap();
        assert!(check.pages_authentic);
        assert_eq!(check.structure_sound, Some(true));
        self.assert_journal_holds();
    }

    /// Asserts that the vault holds what the server has, client by client.
    pub(crate) fn assert_equal_to_server(&self) {
        let session = self.session();
        let ids = self.control.client_ids(self.environment);
        assert_eq!(self.status().clients, ids.len() as u64);
        for id in ids {
            let stored = session
                .vault()
                .read(|view| view.clients().get(id.into()))
                .unwrap()
                .unwrap();
            let stored: serde_json::Value = serde_json::from_str(&stored.raw).unwrap();
            assert_eq!(Some(stored), self.control.client(self.environment, id));
        }
    }

    /// The digest of every client's row, in one order.
    pub(crate) fn rows(&self) -> Vec<(ClientId, String, Timestamp)> {
        self.session()
            .vault()
            .read(|view| {
                let listed = view.clients().list(&vault::ClientQuery {
                    limit: u64::MAX,
                    ..vault::ClientQuery::default()
                })?;
                Ok::<_, vault::Error>(
                    listed
                        .rows
                        .into_iter()
                        .map(|row| (row.id, row.digest.to_hex(), row.seen_at))
                        .collect(),
                )
            })
            .unwrap()
    }

    /// Every finding as client, household and code, in one order.
    pub(crate) fn findings(&self) -> Vec<(ClientId, Option<ClientId>, String)> {
        let mut all = Vec::new();
        loop {
            let query = desk::contract::FindingQuery {
                slice: Slice {
                    offset: all.len() as u64,
                    limit: 1_000,
                },
                ..desk::contract::FindingQuery::default()
            };
            let page = desk::finding::list(&self.session(), &query, ES).unwrap();
            if page.data.is_empty() {
                break;
            }
            all.extend(
                page.data
                    .into_iter()
                    .map(|found| (found.client_id, found.household_id, found.code)),
            );
        }
        all.sort();
        all
    }

    /// The anchor of a household with errors.
    pub(crate) fn faulty_household(&self) -> ClientId {
        let query = desk::contract::HouseholdQuery {
            worst: Some(desk::contract::Severity::Error),
            ..desk::contract::HouseholdQuery::default()
        };
        desk::household::list(&self.session(), &query).unwrap().data[0].id
    }

    /// The stored name of a client.
    pub(crate) fn stored_name(&self, id: impl Into<ClientId>) -> String {
        let id = id.into();
        let row = self.session().vault().read(|view| view.clients().row(id));
        row.unwrap().unwrap().name
    }
}

/// Every operation.
pub(crate) fn everything() -> desk::contract::OperationQuery {
    desk::contract::OperationQuery::default()
}

/// Every client that is gone.
pub(crate) fn gone() -> ClientQuery {
    ClientQuery {
        gone: true,
        ..ClientQuery::default()
    }
}

/// Waits until a running pull has stored at least so many clients.
pub(crate) async fn stored(events: &mut broadcast::Receiver<Event>, at_least: u64) {
    loop {
        match events.recv().await {
            Ok(Event::Pull(PullStatus::Pulling { done, .. })) if done >= at_least => return,
            Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => panic!("the desk is gone"),
        }
    }
}

pub(crate) fn some_uuid() -> Uuid {
    Uuid::from_u128(0x0bad_cafe)
}
