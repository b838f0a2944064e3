//! Reading clients and households, and running the rules over them.

use std::collections::{HashMap, HashSet};

use artu::models::{Client, ClientId, Record};
use checks::Rules;
use jiff::{Timestamp, tz::TimeZone};
use vault::{Digest, FindingOwner, FindingRow, Holding, Transaction, View};

use super::beside;
use crate::{Error, contract::Severity, rules::InForce, words::severity_of};

/// A look at some clients and households, as they stand in one view of the vault.
pub(super) struct Look<'a> {
    view: View<'a>,
    in_force: InForce,
    now: Timestamp,
    /// A client that is looked at in the place of the stored one.
    other: Option<Client>,
    looked: Looked,
}

/// What the rules found.
#[derive(Default)]
pub(super) struct Looked {
    /// For each client and household that was looked at.
    found: Vec<(FindingOwner, Vec<FindingRow>)>,
    /// The place and digest of each record that was read.
    read: HashMap<i64, Digest>,
    /// Clients that were not there.
    absent: HashSet<ClientId>,
    /// The number of the last review of each household, if it has one.
    reviews: HashMap<ClientId, Option<i64>>,
    /// What the clients that were looked at by themselves hold, where that is gathered.
    holdings: Option<Vec<Holding>>,
    /// Clients of which only that was gathered.
    gathered: Vec<ClientId>,
}

impl<'a> Look<'a> {
    pub(super) fn new(view: View<'a>, in_force: &InForce, now: Timestamp) -> Self {
        Self {
            view,
            in_force: in_force.clone(),
            now,
            other: None,
            looked: Looked::default(),
        }
    }

    /// The same, gathering what the clients hold.
    pub(super) fn gathering(mut self) -> Self {
        self.looked.holdings = Some(Vec::new());
        self
    }

    /// The same with another version of one client in the place of the stored one.
    pub(super) fn with(mut self, other: Client) -> Self {
        self.other = Some(other);
        self
    }

    /// Looks at a client by itself, or at a household without looking at its members by themselves.
    pub(super) fn at(&mut self, owner: FindingOwner) -> Result<(), Error> {
        match owner {
            FindingOwner::Client(id) => self.client(id),
            FindingOwner::Household(anchor) => self.household(anchor, |_| false),
            FindingOwner::Beside(id) => self.beside(id),
        }
    }

    /// The view it looks into.
    pub(super) fn view(&self) -> View<'a> {
        self.view
    }

    /// Looks at a client by itself.
    pub(super) fn client(&mut self, id: ClientId) -> Result<(), Error> {
        if let Some((place, client)) = self.read(id)? {
            self.judge(place, &client)
        } else {
            self.keep_found(FindingOwner::Client(id), &[]);
            Ok(())
        }
    }

    /// Looks at a household, and by themselves at those of its members of whose place `takes` says so.
    pub(super) fn household(
        &mut self,
        anchor: ClientId,
        mut takes: impl FnMut(i64) -> bool,
    ) -> Result<(), Error> {
        let owner = FindingOwner::Household(anchor);
        let Some((members, links)) = self.view.households().shape(anchor)? else {
            self.keep_found(owner, &[]);
            return Ok(());
        };
        let mut clients = Vec::with_capacity(members.len());
        for member in members {
            let Some((place, client)) = self.read(member.id)? else {
                continue;
            };
            if takes(place) {
                self.judge(place, &client)?;
            }
            clients.push((member, client));
        }
        let review = self.view.reviews().latest(anchor)?;
        let number = review.as_ref().map(|review| review.number);
        self.looked.reviews.insert(anchor, number);
        // A day more or less by the zone is nothing in a year.
        let reviewed = review.map(|review| TimeZone::UTC.to_datetime(review.at).date());
        let found = facts_of(anchor, &clients, links)
            .map(|facts| checks::Household { reviewed, ..facts })
            .map(|household| checks::check_household(&household, self.rules()));
        self.keep_found(owner, &found.unwrap_or_default());
        Ok(())
    }

    /// Gathers what a client holds, without judging it.
    pub(super) fn gather(&mut self, id: ClientId) -> Result<(), Error> {
        if let Some((place, client)) = self.read(id)? {
            self.hold(place, &client)?;
        }
        self.looked.gathered.push(id);
        Ok(())
    }

    /// The same of those members of a household of whose place `takes` says so.
    pub(super) fn gather_household(
        &mut self,
        anchor: ClientId,
        mut takes: impl FnMut(i64) -> bool,
    ) -> Result<(), Error> {
        let shape = self.view.households().shape(anchor)?;
        for member in shape.into_iter().flat_map(|(members, _)| members) {
            if let Some((place, client)) = self.read(member.id)?
                && takes(place)
            {
                self.hold(place, &client)?;
                self.looked.gathered.push(member.id);
            }
        }
        Ok(())
    }

    /// Notes what a client holds, where that is gathered.
    fn hold(&mut self, place: i64, client: &Client) -> Result<(), Error> {
        if let Some(holdings) = &mut self.looked.holdings {
            for digest in beside::digests(client, &self.in_force.pack) {
                holdings.push(Holding::new(digest, place)?);
            }
        }
        Ok(())
    }

    /// The rules it looks with.
    pub(super) fn rules(&self) -> Rules<'_> {
        self.in_force.rules()
    }

    pub(super) fn end(self) -> Looked {
        self.looked
    }

    /// The place and the record of a client; nothing when it is not stored or is gone, since nothing is found on those.
    pub(super) fn read(&mut self, id: ClientId) -> Result<Option<(i64, Client)>, Error> {
        let Some(stored) = self.view.clients().record(id)? else {
            self.looked.absent.insert(id);
            return Ok(None);
        };
        self.looked.read.insert(stored.place, stored.digest);
        if let Some(other) = self.other.as_ref().filter(|other| other.id == id) {
            return Ok(Some((stored.place, other.clone())));
        }
        let record = Record::<Client>::parse(&stored.raw).ok();
        Ok(record.map(|record| (stored.place, record.value)))
    }

    /// Runs the rules of a client over it, and notes what it holds where that is gathered.
    fn judge(&mut self, place: i64, client: &Client) -> Result<(), Error> {
        self.hold(place, client)?;
        let found = checks::check_client(client, self.rules());
        self.keep_found(FindingOwner::Client(client.id), &found);
        Ok(())
    }

    pub(super) fn keep_found(&mut self, owner: FindingOwner, found: &[checks::Finding]) {
        self.looked
            .found
            .push((owner, rows(found, self.in_force.pack.label(), self.now)));
    }
}

impl Looked {
    /// All that was found.
    pub(super) fn into_rows(self) -> Vec<FindingRow> {
        self.found.into_iter().flat_map(|(_, rows)| rows).collect()
    }

    /// How many clients were looked at by themselves.
    pub(super) fn clients(&self) -> u64 {
        let owners = self.found.iter().map(|(owner, _)| owner);
        let judged = owners.filter(|owner| matches!(owner, FindingOwner::Client(_)));
        (judged.count() + self.gathered.len()) as u64
    }

    /// Keeps what was found. When a record changed since it was read, or a household was reviewed, everything is looked at again first:
    /// whoever did that has looked at it in between. Gives what was gathered.
    pub(super) fn keep(
        self,
        in_force: &InForce,
        now: Timestamp,
        tx: &Transaction<'_>,
    ) -> Result<Vec<Holding>, Error> {
        let looked = if self.stands(tx.view())? {
            self
        } else {
            self.again(in_force, now, tx.view())?
        };
        for (owner, rows) in &looked.found {
            tx.findings().replace(*owner, rows)?;
        }
        Ok(looked.holdings.unwrap_or_default())
    }

    /// Whether every record and review is as it was read. A digest tells the client too, should another have its place.
    fn stands(&self, view: View<'_>) -> Result<bool, Error> {
        for (place, digest) in &self.read {
            if view.clients().digest_at(*place)? != Some(*digest) {
                return Ok(false);
            }
        }
        for id in &self.absent {
            if view.clients().is_present(*id)? {
                return Ok(false);
            }
        }
        for (anchor, number) in &self.reviews {
            if view.reviews().latest_number(*anchor)? != *number {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The same look in another view.
    fn again(&self, in_force: &InForce, now: Timestamp, view: View<'_>) -> Result<Self, Error> {
        let mut look = Look::new(view, in_force, now);
        if self.holdings.is_some() {
            look = look.gathering();
        }
        for (owner, _) in &self.found {
            look.at(*owner)?;
        }
        for id in &self.gathered {
            look.gather(*id)?;
        }
        Ok(look.end())
    }
}

/// A household as the rules take it, without its review; nothing without its anchor: the first left would be another client.
pub(crate) fn facts_of(
    anchor: ClientId,
    members: &[(vault::Member, Client)],
    links: Vec<vault::Link>,
) -> Option<checks::Household<'_>> {
    let (_, root) = members.first().filter(|(member, _)| member.id == anchor)?;
    Some(checks::Household {
        anchor: root,
        members: members
            .iter()
            .map(|(member, client)| checks::Member {
                client,
                depth: member.depth as usize,
                parents: member
                    .parents
                    .iter()
                    .map(|link| (link.parent, link.relationship.clone()))
                    .collect(),
            })
            .collect(),
        links: links
            .into_iter()
            .map(|link| checks::Link {
                parent: link.parent,
                child: link.child,
                relationship: link.relationship,
            })
            .collect(),
        reviewed: None,
    })
}

fn rows(found: &[checks::Finding], pack: &str, at: Timestamp) -> Vec<FindingRow> {
    found
        .iter()
        .map(|finding| FindingRow {
            code: finding.code.clone(),
            severity: Severity::into(severity_of(finding.severity)),
            rule: finding.rule.into(),
            client_id: Some(finding.client_id),
            household_id: finding.household_id,
            field: Some(finding.field.clone()),
            value: finding.value.clone(),
            positions: finding
                .positions
                .iter()
                .filter_map(|at| u32::try_from(*at).ok())
                .collect(),
            expected: finding.expected.clone(),
            related: finding.related.clone(),
            pack: pack.into(),
            found_at: at,
            disposition: None,
        })
        .collect()
}
