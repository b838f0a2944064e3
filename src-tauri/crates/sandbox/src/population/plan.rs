//! Which clusters a population consists of, before any of them is made.

use super::defect::Defect;
use super::random::Draw;

/// What a cluster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The fixed household of a person.
    ShowcasePerson,
    /// The fixed household of a company, and that of one of its representatives.
    ShowcaseCompany,
    /// The fixed household of a trust.
    ShowcaseTrust,
    /// A person and others.
    Family,
    /// A minor and others.
    Minor,
    /// A company with representatives and controlling beneficiaries.
    Company,
    /// A trust with its parties.
    Trust,
    /// One client of a type that the contract does not name.
    Partnership,
}

/// A cluster to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Job {
    /// Number of the cluster.
    pub(super) cluster: usize,
    /// Number of its first client.
    pub(super) serial: usize,
    /// Clients that will be there.
    pub(super) size: usize,
    pub(super) shape: Shape,
    pub(super) defect: Option<Defect>,
}

/// Clients of the three fixed households.
const SHOWCASE: [(Shape, usize); 3] = [
    (Shape::ShowcasePerson, 6),
    (Shape::ShowcaseCompany, 14),
    (Shape::ShowcaseTrust, 6),
];

/// Every fourth cluster carries a defect.
const DEFECT_EVERY: usize = 4;

/// The clusters of a population of so many clients.
pub(super) fn plan(seed: u64, clients: usize) -> Vec<Job> {
    let mut draw = Draw::new(seed, usize::MAX, 0);
    let mut jobs: Vec<Job> = Vec::new();
    let (mut serial, mut left, mut defects) = (0, clients, Defect::ALL.iter().cycle());
    while left > 0 {
        let cluster = jobs.len();
        let showcase = SHOWCASE.get(cluster).filter(|(_, size)| *size <= left);
        let (shape, size, defect) = if let Some((shape, size)) = showcase {
            (*shape, *size, None)
        } else if cluster % DEFECT_EVERY == 3 {
            let defect = defects.next().copied();
            let (shape, size) = defect.map_or((Shape::Family, 1), |one| shape_for(one, &mut draw));
            (shape, size, defect)
        } else {
            let (shape, size) = clean_shape(&mut draw, cluster);
            (shape, size, None)
        };
        let fits = size <= left;
        let job = if fits {
            Job {
                cluster,
                serial,
                size,
                shape,
                defect,
            }
        } else {
            Job {
                cluster,
                serial,
                size: left,
                shape: Shape::Family,
                defect: None,
            }
        };
        // A missing client takes a number without being there.
        let extra = usize::from(job.defect == Some(Defect::LinkToMissingClient));
        serial += job.size + extra;
        left -= job.size;
        jobs.push(job);
    }
    jobs
}

fn clean_shape(draw: &mut Draw, cluster: usize) -> (Shape, usize) {
    if cluster % 200 == 98 {
        return (Shape::Partnership, 1);
    }
    match draw.number(1, 100) {
        1..=55 => (Shape::Family, draw.number(1, 7) as usize),
        56..=60 => (Shape::Minor, draw.number(2, 4) as usize),
        61..=92 => (Shape::Company, draw.number(2, 12) as usize),
        _ => (Shape::Trust, draw.number(4, 8) as usize),
    }
}

fn shape_for(defect: Defect, draw: &mut Draw) -> (Shape, usize) {
    match defect {
        Defect::Orphan => (Shape::Family, 1),
        Defect::CompanyWithoutRepresentative | Defect::CompanyWithoutControllingBeneficiary => {
            (Shape::Company, draw.number(3, 6) as usize)
        }
        Defect::MinorWithoutRepresentative => (Shape::Minor, draw.number(2, 4) as usize),
        _ => (Shape::Family, draw.number(4, 7) as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_holds_as_many_clients_as_asked() {
        for clients in [0, 1, 5, 6, 25, 200, 2_000] {
            assert_eq!(
                plan(3, clients).iter().map(|job| job.size).sum::<usize>(),
                clients
            );
        }
    }

    #[test]
    fn two_thousand_clients_carry_every_defect() {
        let jobs = plan(1, 2_000);
        for defect in Defect::ALL {
            assert!(
                jobs.iter().filter(|job| job.defect == Some(defect)).count() >= 2,
                "{defect:?}"
            );
        }
    }
}
