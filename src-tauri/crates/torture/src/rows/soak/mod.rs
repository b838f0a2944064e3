//! Soak: thousands of mixed calls with a fault on 30 of 100 requests, reads and writes alike.
//!
//! The client is a bare one without a vault. It keeps its own view of every client ([`belief`]), says before each write what
//! it will do ([`step`]), sends it once, and learns what became of it from reads alone ([`settle`]). At the end the faults
//! stop: every client is read, and the view is the server's world byte by byte. The server's log shows no write that came
//! more often than it was meant, and an effect for each that the client counts as done ([`ledger`]).
//!
//! A new call is an arm in [`reads`], [`writes`] or [`children`].

mod belief;
mod children;
mod ledger;
mod reads;
mod settle;
mod step;
mod writes;

use std::time::{Duration, Instant};

use artu::{Artu, RetryPolicy, Timeouts};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use sandbox::{
    Control, FULL_KEY, FaultKind, Options, RandomFaults, RetryAfter, Sandbox, TimeSource,
};
use secrecy::SecretString;

use self::{belief::Beliefs, ledger::Ledger};
use super::status;
use crate::{
    office::TEST,
    pool::Case,
    resources,
    trouble::{Outcome, ensure, fail},
};

/// Calls of a case; the reads that settle a write come on top.
const CALLS: u64 = 10_000;
/// Clients at the start; their number stays about the same.
const CLIENTS: usize = 60;
/// Of a hundred requests, those that meet a fault.
const PERCENT: u8 = 30;
/// Of each sort of fault in a draw, beside one that hangs.
const OF_EACH: usize = 40;
/// What the process may grow by after a quarter of the calls, in MiB: the log and the audit log of the server, which live
/// in it too, take about half of that.
const GROWTH: u64 = 64;

/// A client under way.
struct Soak {
    artu: Artu,
    control: Control,
    random: ChaCha8Rng,
    beliefs: Beliefs,
    ledger: Ledger,
    /// The number of the next mark; no two things that a run makes bear the same one.
    next: u64,
    count: Count,
}

/// What happened, for the report.
#[derive(Default)]
struct Count {
    reads: u64,
    unread: u64,
    done: u64,
    not_done: u64,
    unknown: u64,
}

pub(crate) async fn case(case: Case) -> Outcome<String> {
    let begun = Instant::now();
    let sandbox = Sandbox::start(Options {
        clients: CLIENTS,
        live_clients: 0,
        seed: case.seed,
        time: TimeSource::Manual,
        ..Options::default()
    })
    .await?;
    let mut soak = Soak {
        artu: client(&sandbox.base_url())?,
        control: sandbox.control(),
        random: case.random,
        beliefs: Beliefs::default(),
        ledger: Ledger::default(),
        next: 0,
        count: Count::default(),
    };
    soak.learn().await?;
    let plan = RandomFaults::percent(case.seed, PERCENT, faults());
    soak.control.set_random_faults(Some(plan));
    let early = soak.run().await?;
    soak.control.clear_faults();
    soak.ensure_busy()?;
    soak.ensure_equal().await?;
    soak.ledger.ensure_kept(&soak.control)?;
    let late = resources::resident();
    if let (Some(early), Some(late)) = (early, late) {
        ensure(late <= early + GROWTH, || {
            format!("memory grew from {early} to {late} MiB")
        })?;
    }
    Ok(soak.report(begun.elapsed(), early, late))
}

/// A client that is quick to give up and quick to try again, with no limit of its own on how often it asks.
fn client(base: &str) -> Result<Artu, artu::Error> {
    Artu::builder(base)
        .environment(TEST)
        .key(SecretString::from(FULL_KEY))
        .requests_per_second(1_000_000)
        .burst(1_000_000)
        .retry(RetryPolicy {
            tries: 4,
            base_delay: Duration::from_millis(1),
            longest_delay: Duration::from_millis(8),
            reserve: 1_000_000,
        })
        .timeouts(Timeouts {
            connect: Duration::from_millis(100),
            first_byte: Duration::from_millis(300),
            ..Timeouts::default()
        })
        .build()
}

/// Every way in which a request can fail, and one that hangs among many. A false 404 is not among them: it says that a client is
/// gone, and nothing but the truth tells it from a true one.
pub(super) fn faults() -> Vec<FaultKind> {
    let each = [
        status(429, None),
        status(429, Some(RetryAfter::Seconds(0))),
        status(429, Some(RetryAfter::Seconds(30))),
        status(429, Some(RetryAfter::Garbage)),
        status(401, None),
        status(403, None),
        status(409, None),
        status(422, None),
        status(500, None),
        status(502, None),
        status(503, Some(RetryAfter::Date(0))),
        status(504, None),
        FaultKind::Reset,
        FaultKind::CutBody,
        FaultKind::BadJson,
        FaultKind::HtmlPage { status: 200 },
        FaultKind::HtmlPage { status: 503 },
        FaultKind::EffectWithoutAnswer,
        FaultKind::AnswerWithoutEffect,
        FaultKind::Latency { milliseconds: 5 },
        FaultKind::Trickle {
            bytes: 2_048,
            every_milliseconds: 1,
        },
        FaultKind::RepeatedPage,
        FaultKind::LoopingCursor,
        FaultKind::ShortRecords,
    ];
    let mut kinds: Vec<_> = std::iter::repeat_n(each, OF_EACH).flatten().collect();
    kinds.push(FaultKind::Hang);
    kinds
}

impl Soak {
    /// Makes the calls and gives the memory in use after a quarter of them.
    async fn run(&mut self) -> Outcome<Option<u64>> {
        let mut early = None;
        for call in 0..CALLS {
            let made = if self.random.random_bool(0.55) {
                self.read().await
            } else {
                self.write().await
            };
            if let Err(trouble) = made {
                return fail(format!("call {call}: {}", trouble.0));
            }
            if call == CALLS / 4 {
                early = resources::resident();
            }
        }
        Ok(early)
    }

    /// A number that this run has not used.
    fn mark(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// The run was what it says: about the share of requests met a fault, and most reads and many writes came through.
    fn ensure_busy(&self) -> Outcome {
        let log = self.control.requests(None, "");
        let met = log.iter().filter(|one| one.fault.is_some()).count();
        let percent = met * 100 / log.len().max(1);
        let share = usize::from(PERCENT);
        ensure((share - 5..=share + 5).contains(&percent), || {
            format!("{percent} % of {} requests met a fault", log.len())
        })?;
        let Count {
            reads,
            unread,
            done,
            ..
        } = self.count;
        ensure((reads - unread) * 2 > CALLS * 55 / 100, || {
            format!("{} of {reads} reads answered", reads - unread)
        })?;
        ensure(done * 10 > CALLS, || format!("{done} writes done"))
    }

    fn report(&self, took: Duration, early: Option<u64>, late: Option<u64>) -> String {
        let Count {
            reads,
            unread,
            done,
            not_done,
            unknown,
        } = self.count;
        let requests = self.control.total_requests();
        let megabytes = |memory: Option<u64>| memory.map_or("?".into(), |some| some.to_string());
        format!(
            "  {reads} reads ({unread} not answered), {} writes ({done} done, {not_done} not, {unknown} settled by reads), \
             {requests} requests, {} clients, {} to {} MiB, {} s",
            done + not_done,
            self.beliefs.len(),
            megabytes(early),
            megabytes(late),
            took.as_secs(),
        )
    }
}
