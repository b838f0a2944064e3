//! Makes the clusters of a plan on several threads and puts them in order.

use std::collections::HashSet;
use std::num::NonZero;
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

/// A cluster that was written out.
struct Made {
    records: Vec<Record>,
    planted: Vec<Planted>,
    /// Keys that no other cluster may have.
    keys: Vec<String>,
}

/// The records in the order of creation, and the planted defects.
pub(super) fn make(options: PopulationOptions) -> (Vec<Record>, Vec<Planted>) {
    let jobs = plan(options.seed, options.clients);
    let total = jobs.last().map_or(0, |job| job.serial + job.size);
    let timeline = Timeline::new(base_instant().as_millisecond(), total);
    let maker = Maker {
        seed: options.seed,
        timeline,
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let parts: Vec<&[Job]> = jobs.chunks(jobs.len().div_ceil(threads).max(1)).collect();
    let made: Vec<Vec<Made>> = thread::scope(|scope| {
        let handles: Vec<_> = parts
            .iter()
            .map(|part| scope.spawn(|| part.iter().map(|job| maker.make(job, 0)).collect()))
            .collect();
        // A thread that failed leaves its clusters to be made again here.
        let join = |(handle, part): (thread::ScopedJoinHandle<'_, Vec<Made>>, &&[Job])| {
            handle
                .join()
                .unwrap_or_else(|_| part.iter().map(|job| maker.make(job, 0)).collect())
        };
        handles.into_iter().zip(&parts).map(join).collect()
    });
    gather(&maker, &jobs, made.into_iter().flatten())
}

/// Puts clusters together in order; one whose keys are taken is drawn again.
fn gather(
    maker: &Maker,
    jobs: &[Job],
    made: impl Iterator<Item = Made>,
) -> (Vec<Record>, Vec<Planted>) {
    /// Attempts after which a clash is left as it is; the chance of that is beyond reach.
    const ATTEMPTS: u64 = 60;
    let mut taken: HashSet<String> = HashSet::new();
    let (mut records, mut planted) = (Vec::new(), Vec::new());
    for (job, first) in jobs.iter().zip(made) {
        let mut cluster = first;
        let mut salt = 0;
        while salt < ATTEMPTS && cluster.keys.iter().any(|key| taken.contains(key)) {
            salt += 1;
            cluster = maker.make(job, salt);
        }
        taken.extend(cluster.keys);
        records.extend(cluster.records);
        planted.extend(cluster.planted);
    }
    (records, planted)
}

/// What every cluster is made with.
struct Maker {
    seed: u64,
    timeline: Timeline,
}

impl Maker {
    fn make(&self, job: &Job, salt: u64) -> Made {
        let cluster = Cluster::make(self.seed, job, salt);
        let id_of = |place: &usize| cluster.drafts[*place].id;
        let planted = cluster
            .planted
            .iter()
            .map(|(defect, places)| Planted {
                defect: *defect,
                client_ids: places.iter().map(id_of).collect(),
            })
            .collect();
        let keys = cluster.drafts.iter().filter_map(Draft::clash_key).collect();
        let mut draw = Draw::new(self.seed, job.cluster, 63 - salt % 2);
        let records = (0..cluster.drafts.len())
            .map(|place| self.record(&cluster, place, &mut draw))
            .collect();
        Made {
            records,
            planted,
            keys,
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
