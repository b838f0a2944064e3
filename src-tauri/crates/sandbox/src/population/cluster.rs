//! A cluster: clients that are linked among themselves and, a few aside, with nobody else.

use jiff::civil::date;

use super::defect::Defect;
use super::draft::{Draft, Nature, TODAY};
use super::plan::{Job, Shape};
use super::plant::plant;
use super::random::Draw;
use super::showcase;
use super::words::{PLACES_OF_TRADE, SURNAMES};

/// Drafts, their links, and the defects planted in them.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    pub(super) drafts: Vec<Draft>,
    pub(super) links: Vec<DraftLink>,
    /// Defects with places in `drafts`.
    pub(super) planted: Vec<(Defect, Vec<usize>)>,
}

/// A link between two places of the drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DraftLink {
    pub(super) parent: usize,
    pub(super) child: usize,
    pub(super) relationship_type: &'static str,
    /// Percentage held, of a controlling beneficiary.
    pub(super) percentage: Option<u32>,
}

/// Relations in the household of a person.
const FAMILY: [&str; 4] = [
    "family_member",
    "guarantor",
    "authorized_signatory",
    "beneficiary",
];

impl Cluster {
    /// The cluster of a job; the salt tells apart attempts.
    pub(super) fn make(seed: u64, job: &Job, salt: u64) -> Self {
        let mut draw = Draw::new(seed, job.cluster, salt);
        let mut cluster = Self::default();
        match job.shape {
            Shape::ShowcasePerson => showcase::person(&mut cluster, &mut draw, job.serial),
            Shape::ShowcaseCompany => showcase::company(&mut cluster, &mut draw, job.serial),
            Shape::ShowcaseTrust => showcase::trust(&mut cluster, &mut draw, job.serial),
            Shape::Family => cluster.family(&mut draw, job, 19),
            Shape::Minor => cluster.minor(&mut draw, job),
            Shape::Company => cluster.company(&mut draw, job),
            Shape::Trust => cluster.trust(&mut draw, job),
            Shape::Partnership => cluster.partnership(&mut draw, job),
        }
        if let Some(defect) = job.defect {
            plant(&mut cluster, defect, &mut draw);
        }
        cluster
    }

    /// Adds a draft and gives its place.
    pub(super) fn add(&mut self, draft: Draft) -> usize {
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Adds a link without a percentage.
    pub(super) fn link(&mut self, parent: usize, child: usize, relationship_type: &'static str) {
        self.links.push(DraftLink {
            parent,
            child,
            relationship_type,
            percentage: None,
        });
    }

    /// Links the controlling beneficiaries of a parent; together they hold everything.
    pub(super) fn link_controllers(&mut self, parent: usize, children: &[usize]) {
        let count = u32::try_from(children.len()).unwrap_or(1).max(1);
        let each = 100 / count;
        for (order, child) in children.iter().enumerate() {
            let percentage = if order == 0 {
                100 - each * (count - 1)
            } else {
                each
            };
            self.links.push(DraftLink {
                parent,
                child: *child,
                relationship_type: "controlling_beneficiary",
                percentage: Some(percentage),
            });
        }
    }

    fn add_person(&mut self, draw: &mut Draw, job: &Job) -> usize {
        let draft = Draft::person(draw, job.serial + self.drafts.len(), 19, 84);
        self.add(draft)
    }

    fn family(&mut self, draw: &mut Draw, job: &Job, least_age: i32) {
        let anchor = self.add(Draft::person(draw, job.serial, least_age, 84));
        self.drafts[anchor].is_primary = true;
        while self.drafts.len() < job.size {
            let member = self.add_person(draw, job);
            self.link(anchor, member, FAMILY[(member - 1) % FAMILY.len()]);
        }
    }

    fn minor(&mut self, draw: &mut Draw, job: &Job) {
        let anchor = self.add(Draft::person(draw, job.serial, 3, 16));
        self.drafts[anchor].is_primary = true;
        while self.drafts.len() < job.size {
            let member = self.add_person(draw, job);
            self.link(
                anchor,
                member,
                if member <= 2 {
                    "legal_representative"
                } else {
                    "beneficiary"
                },
            );
        }
    }

    fn company(&mut self, draw: &mut Draw, job: &Job) {
        let anchor = self.add(Draft::company(draw, job.serial));
        self.drafts[anchor].is_primary = true;
        let nested = if job.size >= 9 { 3 } else { 0 };
        let people: Vec<usize> = (1..job.size - nested)
            .map(|_| self.add_person(draw, job))
            .collect();
        let representatives = if people.len() >= 5 { 2 } else { 1 };
        for member in &people[..representatives] {
            self.link(anchor, *member, "legal_representative");
        }
        let controllers = if people.len() == 1 {
            &people[..]
        } else {
            &people[representatives..people.len().min(representatives + 4)]
        };
        self.link_controllers(anchor, controllers);
        for member in people.iter().skip(representatives + 4) {
            self.link(anchor, *member, "authorized_signatory");
        }
        if nested > 0 {
            self.nested_company(draw, job, anchor);
        }
    }

    fn nested_company(&mut self, draw: &mut Draw, job: &Job, anchor: usize) {
        let company = Draft::company(draw, job.serial + self.drafts.len());
        let company = self.add(company);
        self.link(anchor, company, "shareholder");
        let representative = self.add_person(draw, job);
        self.link(company, representative, "legal_representative");
        let controller = self.add_person(draw, job);
        self.link_controllers(company, &[controller]);
    }

    fn trust(&mut self, draw: &mut Draw, job: &Job) {
        let anchor = self.add(Draft::trust(draw, job.serial));
        self.drafts[anchor].is_primary = true;
        let people: Vec<usize> = (1..job.size).map(|_| self.add_person(draw, job)).collect();
        self.link(anchor, people[0], "legal_representative");
        self.link(anchor, people[1], "settlor");
        for member in &people[2..] {
            self.link(anchor, *member, "trust_beneficiary");
        }
        self.link_controllers(anchor, &people[1..]);
    }

    fn partnership(&mut self, draw: &mut Draw, job: &Job) {
        let name = format!(
            "{} y {} {}",
            draw.pick(SURNAMES),
            draw.pick(SURNAMES),
            draw.pick(PLACES_OF_TRADE)
        );
        let born = draw.day_before(TODAY, 2, 30).max(date(1990, 1, 1));
        let anchor = self.add(Draft::new(
            draw,
            job.serial,
            Nature::Partnership { name },
            born,
        ));
        self.drafts[anchor].is_primary = true;
    }
}
