//! The program at work: what an analyst does in an hour, over and over.

use std::{
    io::{BufRead as _, Write as _},
    path::Path,
    sync::Arc,
};

use desk::{
    Clock, Desk, Session,
    contract::{
        ClientQuery, Code, ExportFormat, ExportRequest, ExportSubject, HouseholdQuery, Language,
        OperationIntent, OperationOrder, PromoteIntent, PullRequest, ReviewRequest, SearchRequest,
        UnlockRequest, Verdict,
    },
};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::{
    holdings,
    office::{ES, PASSPHRASE, StandingClock},
    resources,
    trouble::{Outcome, ensure, fail},
};

/// Between two updates.
const MINUTES: i64 = 5;
const ROUNDS: i64 = 60 / MINUTES;
/// Of each look, in a round.
const LOOKS: usize = 10;
const FORMATS: [ExportFormat; 3] = [ExportFormat::Csv, ExportFormat::Xlsx, ExportFormat::Json];

/// What an hour came to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Hour {
    /// Calls of the desk.
    pub(crate) calls: u64,
    /// Those that failed, each with a reason that a person can be told.
    pub(crate) told: u64,
    /// Memory at its end, in MiB, once the vault is locked.
    pub(crate) resident: Option<u64>,
    /// What is open then.
    pub(crate) handles: Option<usize>,
}

/// Works for an hour in the vault of a data folder for each line of standard input, and prints what came of it; ends with the input.
///
/// # Errors
/// When standard input or output fails.
pub(crate) async fn work(folder: &Path) -> std::io::Result<()> {
    let mut analyst = match Analyst::new(folder) {
        Ok(analyst) => analyst,
        Err(trouble) => return Err(std::io::Error::other(trouble.0)),
    };
    for line in std::io::stdin().lock().lines() {
        line?;
        let hour = analyst.hour().await.map_err(|trouble| trouble.0);
        let mut output = std::io::stdout();
        serde_json::to_writer(&mut output, &hour)?;
        writeln!(output)?;
        output.flush()?;
    }
    Ok(())
}

struct Analyst {
    desk: Desk,
    clock: Arc<StandingClock>,
    exports: TempDir,
    random: ChaCha8Rng,
    calls: u64,
    told: u64,
}

impl Analyst {
    fn new(folder: &Path) -> Outcome<Self> {
        let clock = StandingClock::new();
        Ok(Self {
            desk: holdings::closed_at(folder, Arc::clone(&clock) as Arc<dyn Clock>)?,
            clock,
            exports: tempfile::tempdir()?,
            random: ChaCha8Rng::seed_from_u64(1),
            calls: 0,
            told: 0,
        })
    }

    async fn hour(&mut self) -> Outcome<Hour> {
        (self.calls, self.told) = (0, 0);
        for round in 0..ROUNDS {
            let secret = UnlockRequest::Passphrase(SecretString::from(PASSPHRASE));
            self.desk.unlock(&secret)?;
            let session = self.desk.session()?;
            self.update(&session, round == 0).await?;
            self.look(&session)?;
            self.promote(&session).await?;
            self.export(&session)?;
            drop(session);
            self.desk.lock();
            self.clock.advance(MINUTES);
        }
        Ok(Hour {
            calls: self.calls,
            told: self.told,
            resident: resources::resident(),
            handles: resources::handles(),
        })
    }

    /// What came of a call that needs the server: a failure must be told, in both languages, as one of the server or the network.
    fn take<T>(&mut self, outcome: Result<T, desk::Error>) -> Outcome {
        self.calls += 1;
        let Err(error) = outcome else {
            return Ok(());
        };
        for language in [ES, Language::En] {
            let told = error.to_app(language);
            let of_the_server = matches!(
                told.code,
                Code::Offline
                    | Code::RateLimited
                    | Code::Server
                    | Code::Protocol
                    | Code::Refused
                    | Code::Unauthorised
                    | Code::Forbidden
                    | Code::Conflict
                    | Code::Unknown
            );
            ensure(of_the_server && !told.message.is_empty(), || {
                format!("failed without a fitting reason: {error:?}")
            })?;
        }
        self.told += 1;
        Ok(())
    }

    async fn update(&mut self, session: &Arc<Session>, sweep: bool) -> Outcome {
        let pulled = desk::operate::pull_and_send(session, PullRequest { sweep }, ES).await;
        self.take(pulled)
    }

    /// What is read here needs no server, so none of it may fail.
    fn look(&mut self, session: &Session) -> Outcome {
        let clients = desk::client::list(session, &ClientQuery::default())?.data;
        let households = desk::household::list(session, &HouseholdQuery::default())?.data;
        for _ in 0..LOOKS {
            if clients.is_empty() || households.is_empty() {
                // Nothing came before the first faults.
                break;
            }
            let client = &clients[self.random.random_range(0..clients.len())];
            desk::client::page(session, client.client_id, ES)?;
            let typed = client.name.split_whitespace().next().unwrap_or_default();
            let request = SearchRequest {
                text: typed.to_owned(),
                limit: 20,
            };
            let found = desk::search::search(session, &request)?;
            ensure(found.total > 0, || {
                "a name that is held is not found".into()
            })?;
            let household = &households[self.random.random_range(0..households.len())];
            desk::household::page(session, household.id, ES)?;
            self.calls += 3;
        }
        if let Some(household) = households.first() {
            let review = ReviewRequest {
                household_id: household.id,
                verdict: Verdict::NeedsInfo,
                note: "Falta un comprobante".into(),
            };
            desk::review::record(session, &review)?;
            self.calls += 1;
        }
        Ok(())
    }

    async fn promote(&mut self, session: &Session) -> Outcome {
        let members = ClientQuery {
            primary: Some(false),
            ..ClientQuery::default()
        };
        let members = desk::client::list(session, &members)?.data;
        if members.is_empty() {
            return Ok(());
        }
        let member = &members[self.random.random_range(0..members.len())];
        let order = OperationOrder {
            intent: OperationIntent::Promote(PromoteIntent {
                client_id: member.client_id,
            }),
            reason: "Lo pide el expediente".into(),
            queue: self.random.random_bool(0.5),
            confirmed: false,
        };
        let promoted = desk::operate::operate(session, &order, ES).await;
        self.take(promoted)
    }

    fn export(&mut self, session: &Session) -> Outcome {
        let request = ExportRequest::of_all(
            ExportSubject::Clients,
            FORMATS[self.random.random_range(0..FORMATS.len())],
        );
        let target = self.exports.path().join("clientes");
        let written = desk::export::write(session, &request, &target, ES, &mut |_| true)?;
        self.calls += 1;
        if std::fs::metadata(&target)?.len() != written.bytes {
            return fail("an export is not as long as it says");
        }
        for entry in std::fs::read_dir(self.exports.path())? {
            std::fs::remove_file(entry?.path())?;
        }
        Ok(())
    }
}
