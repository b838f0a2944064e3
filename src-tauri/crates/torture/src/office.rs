//! An office for a case: a sandbox, a data folder, a clock that stands until it is moved, and a desk over them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use desk::{
    Clock, DataFolder, Desk, NoKeychain, Session, connection,
    contract::{
        Code, ConnectionSettings, Language, NetworkSettings, NewProfileRequest, OperationIntent,
        OperationOrder, OperationQuery, OperationResult, OperationView, Protection, PullReport,
        PullRequest, UnlockRequest,
    },
};
use jiff::{Timestamp, ToSpan as _, ZonedDateTime, tz::TimeZone};
use sandbox::{Control, Environment, Options, Sandbox, TimeSource, base_instant};
use secrecy::SecretString;
use tempfile::TempDir;
use uuid::Uuid;
use vault::DerivationCost;

use crate::trouble::{Outcome, ensure, fail};

pub(crate) const ES: Language = Language::Es;
pub(crate) const TEST: Environment = Environment::Test;
pub(crate) const LIST: &str = "/clients/list";
pub(crate) const PASSPHRASE: &str = "quetzal verde 27 sombreros";

/// As patient as a case can be.
pub(crate) fn patience() -> ConnectionSettings {
    ConnectionSettings {
        connect_milliseconds: 5_000,
        answer_milliseconds: 5_000,
        request_milliseconds: 20_000,
        first_delay_milliseconds: 4,
        longest_delay_milliseconds: 1_500,
        ..ConnectionSettings::default()
    }
}

/// For servers that never answer, or hardly.
pub(crate) fn impatient() -> ConnectionSettings {
    ConnectionSettings {
        answer_milliseconds: 400,
        request_milliseconds: 2_000,
        ..patience()
    }
}

/// A clock that stands until it is moved.
pub(crate) struct StandingClock(Mutex<(Timestamp, TimeZone)>);

impl StandingClock {
    /// A clock an hour after the sandbox's first.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new((base_instant() + 1.hour(), TimeZone::UTC))))
    }

    /// Lets minutes pass.
    pub(crate) fn advance(&self, minutes: i64) {
        self.held().0 += minutes.minutes();
    }

    fn held(&self) -> MutexGuard<'_, (Timestamp, TimeZone)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        self.held().0
    }

    fn zone(&self) -> TimeZone {
        self.held().1.clone()
    }
}

/// Which profile an office makes.
pub(crate) struct NewProfile<'a> {
    pub name: &'a str,
    pub url: String,
    pub environment: Environment,
    pub key: &'a str,
    pub patience: ConnectionSettings,
}

/// Everything one case needs.
pub(crate) struct Office {
    pub sandbox: Sandbox,
    pub control: Control,
    pub folder: TempDir,
    pub desk: Desk,
    clock: Arc<StandingClock>,
}

impl Office {
    /// A server with so many clients in test and in live, and a desk without profiles.
    pub(crate) async fn bare(clients: usize, live_clients: usize, seed: u64) -> Outcome<Self> {
        let sandbox = Sandbox::start(Options {
            clients,
            live_clients,
            seed,
            time: TimeSource::Manual,
            ..Options::default()
        })
        .await?;
        let folder = tempfile::tempdir()?;
        let clock = StandingClock::new();
        let desk = Desk::new(
            DataFolder::open(folder.path())?,
            Arc::clone(&clock) as Arc<dyn Clock>,
            Arc::new(NoKeychain),
        )
        .with_derivation_cost(DerivationCost::least());
        Ok(Self {
            control: sandbox.control(),
            sandbox,
            folder,
            desk,
            clock,
        })
    }

    /// The same with a profile in test, open and empty.
    pub(crate) async fn open(
        clients: usize,
        seed: u64,
        patience: ConnectionSettings,
    ) -> Outcome<Self> {
        let office = Self::bare(clients, 0, seed).await?;
        office.add(NewProfile {
            name: "Oficina",
            url: office.sandbox.base_url(),
            environment: TEST,
            key: sandbox::FULL_KEY,
            patience,
        })?;
        Ok(office)
    }

    /// The same after a first pull, with an empty request log.
    pub(crate) async fn filled(
        clients: usize,
        seed: u64,
        patience: ConnectionSettings,
    ) -> Outcome<Self> {
        let office = Self::open(clients, seed, patience).await?;
        office.pull(false).await?;
        office.pass(10);
        office.control.clear_requests();
        Ok(office)
    }

    /// Makes a profile and opens it.
    pub(crate) fn add(&self, new: NewProfile<'_>) -> Outcome {
        self.desk.create_profile(NewProfileRequest {
            name: new.name.into(),
            url: new.url,
            environment: new.environment,
            key: SecretString::from(new.key),
            protection: Protection::Passphrase,
            passphrase: Some(SecretString::from(PASSPHRASE)),
            analyst: "Ana Lista".into(),
            network: NetworkSettings::default(),
            operations: serde_json::Value::Null,
        })?;
        connection::change(&*self.desk.session()?, &new.patience)?;
        Ok(())
    }

    /// Opens the vault of the profile in use.
    pub(crate) fn unlock(&self) -> Outcome {
        let passphrase = SecretString::from(PASSPHRASE);
        Ok(self.desk.unlock(&UnlockRequest::Passphrase(passphrase))?)
    }

    pub(crate) fn session(&self) -> Outcome<Arc<Session>> {
        Ok(self.desk.session()?)
    }

    pub(crate) async fn pull(&self, sweep: bool) -> Result<PullReport, desk::Error> {
        desk::pull::run(&self.desk.session()?, PullRequest { sweep }, ES).await
    }

    /// Lets minutes pass here and on the server.
    pub(crate) fn pass(&self, minutes: i64) {
        self.clock.advance(minutes);
        self.control.advance(minutes * 60_000);
    }

    /// Moves the clock here, and not the server's, forward or back.
    pub(crate) fn set_clock_on(&self, minutes: i64) {
        self.clock.advance(minutes);
    }

    /// The same by seconds.
    pub(crate) fn set_clock_on_seconds(&self, seconds: i64) {
        self.clock.held().0 += seconds.seconds();
    }

    /// The clock here.
    pub(crate) fn clock(&self) -> Arc<StandingClock> {
        Arc::clone(&self.clock)
    }

    /// Sets the clock here to an instant in a zone.
    pub(crate) fn set_clock(&self, now: &ZonedDateTime) {
        *self.clock.held() = (now.timestamp(), now.time_zone().clone());
    }

    /// A failure of a pull must be one that a person can be told, and that a later pull gets over.
    pub(crate) fn ensure_told(error: &desk::Error) -> Outcome {
        let told = error.to_app(ES);
        let fine = matches!(
            told.code,
            Code::Offline | Code::RateLimited | Code::Server | Code::Protocol | Code::Refused
        );
        ensure(fine && !told.message.is_empty(), || {
            format!("stopped without a fitting reason: {error:?}")
        })
    }

    /// Without faults, pulling ends complete and equal to the server.
    pub(crate) async fn ensure_recovers(&self) -> Outcome {
        self.control.clear_faults();
        self.pass(10);
        let report = self.pull(true).await?;
        ensure(report.complete, || {
            format!("the pull after the faults is not complete: {report:?}")
        })?;
        self.ensure_equal()?;
        let quarantined = desk::status::status(&*self.session()?)?.quarantined;
        ensure(quarantined == 0, || {
            format!("{quarantined} records stay set aside")
        })
    }

    /// The vault holds what the server has, client by client.
    pub(crate) fn ensure_equal(&self) -> Outcome {
        let unlike = self.unlike()?;
        ensure(unlike.is_empty(), || {
            format!("{} clients differ from the server's", unlike.len())
        })?;
        let held = desk::status::status(&*self.session()?)?.clients;
        let there = self.control.count_clients(TEST) as u64;
        ensure(held == there, || {
            format!("{held} clients held, {there} on the server")
        })
    }

    /// Clients of the server that the vault lacks or has otherwise.
    pub(crate) fn unlike(&self) -> Outcome<Vec<Uuid>> {
        let session = self.session()?;
        let mut unlike = Vec::new();
        for id in self.control.client_ids(TEST) {
            let stored = session.vault().read(|view| view.clients().get(id.into()))?;
            let same = match stored {
                Some(stored) => {
                    let stored: serde_json::Value = serde_json::from_str(&stored.raw)?;
                    Some(stored) == self.control.client(TEST, id)
                }
                None => false,
            };
            if !same {
                unlike.push(id);
            }
        }
        Ok(unlike)
    }

    /// Nobody is marked as gone.
    pub(crate) fn ensure_none_gone(&self) -> Outcome {
        let gone = desk::status::status(&*self.session()?)?.gone;
        ensure(gone == 0, || format!("{gone} clients taken for deleted"))
    }

    /// Clients that are no primary ones, in one order.
    pub(crate) fn members(&self, at_most: usize) -> Outcome<Vec<Uuid>> {
        let members: Vec<_> = self
            .control
            .client_ids(TEST)
            .into_iter()
            .filter(|id| !self.is_primary(*id))
            .take(at_most)
            .collect();
        if members.len() < at_most {
            return fail("the population has too few members");
        }
        Ok(members)
    }

    /// Whether the server holds the client as primary.
    pub(crate) fn is_primary(&self, id: Uuid) -> bool {
        self.control
            .client(TEST, id)
            .is_some_and(|client| client["isPrimary"] == true)
    }

    /// Carries an intent out, or only records it.
    pub(crate) async fn operate(
        &self,
        intent: &OperationIntent,
        queue: bool,
    ) -> Outcome<OperationResult> {
        let order = OperationOrder {
            intent: intent.clone(),
            reason: "Lo pide el expediente".into(),
            queue,
            confirmed: false,
        };
        Ok(desk::operate::operate(&*self.session()?, &order, ES).await?)
    }

    /// Every operation, the newest first.
    pub(crate) fn operations(&self) -> Outcome<Vec<OperationView>> {
        let query = OperationQuery::default();
        Ok(desk::operate::list(&*self.session()?, &query, ES)?.data)
    }
}
