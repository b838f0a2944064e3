//! Makes the clusters of a plan on several threads and gives them out in order.

use std::collections::HashSet;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use uuid::Uuid;

use super::body::{Timeline, members};
use super::cluster::Cluster;
use super::defect::Planted;
use super::draft::Draft;
use super::plan::{Job, plan};
use super::random::Draw;
use super::{PopulationOptions, base_instant};
use crate::world::{Head, Link, Record};

/// Clusters that a thread makes before it hands them over.
const BATCH: usize = 64;
/// Batches that wait for their turn, of every thread.
const WAITING: usize = 2;

/// A cluster that was written out.
pub(super) struct Made {
    pub(super) records: Vec<Record>,
    pub(super) planted: Vec<Planted>,
    /// Digests of the keys that no other cluster may have.
    keys: Vec<u64>,
}

/// The records in the order of creation, and the planted defects.
pub(super) fn make(options: PopulationOptions) -> (Vec<Record>, Vec<Planted>) {
    let (mut records, mut planted) = (Vec::new(), Vec::new());
    let Ok(()) = stream(options, |made| {
        records.extend(made.records);
        planted.extend(made.planted);
        Ok::<(), Infallible>(())
    });
    (records, planted)
}

/// Gives the clusters out in the order of creation, with few of them in memory at a time. It ends at
/// the first error of whoever takes them.
pub(super) fn stream<E>(
    options: PopulationOptions,
    take: impl FnMut(Made) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = plan(options.seed, options.clients);
    let total = jobs.last().map_or(0, |job| job.serial + job.size);
    let maker = Maker {
        seed: options.seed,
        timeline: Timeline::new(base_instant().as_millisecond(), total),
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let batches: Vec<Receiver<Vec<Made>>> = (0..threads)
            .map(|thread| {
                let (sender, receiver) = sync_channel(WAITING);
                let own = jobs.chunks(BATCH).skip(thread).step_by(threads);
                let maker = &maker;
                scope.spawn(move || maker.serve(own, &sender));
                receiver
            })
            .collect();
        let mut gate = Gate {
            maker: &maker,
            taken: HashSet::with_capacity(options.clients),
            take,
        };
        for (number, part) in jobs.chunks(BATCH).enumerate() {
            let received = batches[number % threads].recv();
            // What a thread that failed left is made here.
            let made = received.unwrap_or_else(|_| maker.batch(part));
            for (job, first) in part.iter().zip(made) {
                gate.pass(job, first)?;
            }
        }
        Ok(())
    })
}

/// Lets clusters out in order; one whose keys are taken is drawn again.
struct Gate<'a, T> {
    maker: &'a Maker,
    taken: HashSet<u64>,
    take: T,
}

impl<T> Gate<'_, T> {
    fn pass<E>(&mut self, job: &Job, first: Made) -> Result<(), E>
    where
        T: FnMut(Made) -> Result<(), E>,
    {
        /// Attempts after which a clash is left as it is; the chance of that is beyond reach.
        const ATTEMPTS: u64 = 60;
        let mut cluster = first;
        let mut salt = 0;
        while salt < ATTEMPTS && cluster.keys.iter().any(|key| self.taken.contains(key)) {
            salt += 1;
            let drawn = Cluster::make(self.maker.seed, job, salt);
            // The last attempt is kept as it is; others are written out only when they fit.
            let clashes = keys(&drawn).any(|key| self.taken.contains(&key));
            if !clashes || salt == ATTEMPTS {
                cluster = self.maker.write(&drawn, job, salt);
            }
        }
        self.taken.extend(&cluster.keys);
        (self.take)(cluster)
    }
}

/// Digests of the keys of a cluster that no other one may have.
fn keys(cluster: &Cluster) -> impl Iterator<Item = u64> {
    cluster
        .drafts
        .iter()
        .filter_map(Draft::clash_key)
        .map(|key| {
            let mut digest = DefaultHasher::new();
            key.hash(&mut digest);
            digest.finish()
        })
}

/// What every cluster is made with.
struct Maker {
    seed: u64,
    timeline: Timeline,
}

impl Maker {
    /// Makes batches until there are no more or nobody takes them.
    fn serve<'a>(&self, parts: impl Iterator<Item = &'a [Job]>, sender: &SyncSender<Vec<Made>>) {
        for part in parts {
            if sender.send(self.batch(part)).is_err() {
                return;
            }
        }
    }

    fn batch(&self, jobs: &[Job]) -> Vec<Made> {
        let made = |job: &Job| self.write(&Cluster::make(self.seed, job, 0), job, 0);
        jobs.iter().map(made).collect()
    }

    fn write(&self, cluster: &Cluster, job: &Job, salt: u64) -> Made {
        let id_of = |place: &usize| cluster.drafts[*place].id;
        let planted = cluster
            .planted
            .iter()
            .map(|(defect, places)| Planted {
                defect: *defect,
                client_ids: places.iter().map(id_of).collect(),
            })
            .collect();
        let mut draw = Draw::new(self.seed, job.cluster, 63 - salt % 2);
        let records = (0..cluster.drafts.len())
            .map(|place| self.record(cluster, place, &mut draw))
            .collect();
        Made {
            records,
            planted,
            keys: keys(cluster).collect(),
        }
    }

    fn record(&self, cluster: &Cluster, place: usize, draw: &mut Draw) -> Record {
        let draft = &cluster.drafts[place];
        let times = self.timeline.of(draft.serial, draw);
        let head = Head {
            id: draft.id,
            created_at: times.created,
            updated_at: times.updated,
            is_primary: draft.is_primary,
        };
        let mut links = Vec::new();
        for link in cluster.links.iter().filter(|link| link.parent == place) {
            let child: Uuid = cluster.drafts[link.child].id;
            let metadata = link
                .percentage
                .map(|share| format!(r#"{{"percentage":{share}}}"#).into_boxed_str());
            links.push(Link {
                id: draw.id(),
                child,
                relationship_type: link.relationship_type.into(),
                metadata,
                created_at: times.created,
                updated_at: times.updated,
            });
        }
        let mut record = Record::new(head, &members(draft, times, draw), links);
        record.gone = draft.gone;
        record
    }
}
