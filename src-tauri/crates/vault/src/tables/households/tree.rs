//! One household, followed downward over (parent, position), breadth first.

use std::collections::{HashMap, HashSet, VecDeque};

use artu::models::ClientType;
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row};

use super::{Defect, Household, HouseholdDefect, HouseholdsRead, Member, MemberParent, summary};
use crate::{
    column::{At, Digest, Id},
    error::Result,
    identity::ClientId,
    store::Session,
    tables::{
        Listed,
        clients::{ClientQuery, ClientRow, ClientsRead},
        findings::Severity,
        links::{self, Link},
        pulls::PullsRead,
    },
};

/// Who and which links make up a household: the number of its anchor, its members breadth first, the links among them.
struct Shape {
    number: i64,
    members: Vec<Member>,
    links: Vec<Link>,
}

/// A household with what its shape alone tells, without what is summed up over it.
pub(super) struct Tree {
    pub(super) number: i64,
    pub(super) members: Vec<Member>,
    pub(super) links: Vec<Link>,
    pub(super) defects: Vec<HouseholdDefect>,
    /// When the oldest member that is not gone was seen.
    pub(super) seen_at: Timestamp,
    pub(super) links_digest: Digest,
}

const MEMBER: &str = "c.number, c.id, c.name, c.kind, c.is_primary, c.complete, c.rfc, c.curp, c.updated_at, c.seen_at, \
    c.gone_since, c.digest, c.worst";

/// A client that is stored, with its number.
type Stored = (i64, Member);

/// Reads [`MEMBER`] from a row, `from` being its first column. `None` when the client is not stored.
fn member(row: &Row<'_>, from: usize) -> rusqlite::Result<Option<Stored>> {
    let Some(number) = row.get::<_, Option<i64>>(from)? else {
        return Ok(None);
    };
    let member = Member {
        id: row.get::<_, Id>(from + 1)?.into(),
        name: row.get(from + 2)?,
        kind: ClientType::from(row.get_ref(from + 3)?.as_str()?),
        stored: true,
        is_primary: row.get(from + 4)?,
        depth: 0,
        parents: Vec::new(),
        complete: row.get(from + 5)?,
        rfc: row.get(from + 6)?,
        curp: row.get(from + 7)?,
        updated_at: Some(row.get::<_, At>(from + 8)?.0),
        as_of: Some(row.get::<_, At>(from + 9)?.0),
        gone_since: row.get::<_, Option<At>>(from + 10)?.map(|at| at.0),
        digest: Some(row.get(from + 11)?),
        worst: row
            .get::<_, Option<i64>>(from + 12)?
            .map(Severity::from_rank),
    };
    Ok(Some((number, member)))
}

/// The links of the parent with a number, in the order of its record, each with the client it leads to when that is stored.
fn children(session: &Session, parent: i64) -> Result<Vec<(Link, Option<Stored>)>> {
    let children = session
        .connection
        .prepare_cached(&format!(
            "SELECT {}, {MEMBER} FROM links l CROSS JOIN clients p ON p.number = l.parent LEFT JOIN clients c ON c.id = l.child \
             WHERE l.parent = ?1 ORDER BY l.position",
            links::COLUMNS
        ))?
        .query_map([parent], |row| Ok((links::link(row)?, member(row, 7)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(children)
}

/// The shape of the household of an anchor; `None` when the client is not stored or not primary.
fn shape(session: &Session, anchor: Id) -> Result<Option<Shape>> {
    let found = session
        .connection
        .prepare_cached(&format!(
            "SELECT {MEMBER} FROM clients c WHERE c.id = ?1 AND c.is_primary = 1"
        ))?
        .query_row([anchor], |row| member(row, 0))
        .optional()?
        .flatten();
    let Some((number, anchor)) = found else {
        return Ok(None);
    };
    let (members, links) = lay_out(session, number, anchor)?;
    Ok(Some(Shape {
        number,
        members,
        links,
    }))
}

/// The household of an anchor; `None` when the client is not stored or not primary.
pub(super) fn tree(session: &Session, anchor: Id) -> Result<Option<Tree>> {
    let Some(shape) = shape(session, anchor)? else {
        return Ok(None);
    };
    let Shape {
        number,
        members,
        links,
    } = shape;
    let seen_at = members
        .iter()
        .filter(|member| member.gone_since.is_none())
        .filter_map(|member| member.as_of)
        .min()
        .or_else(|| members.first().and_then(|anchor| anchor.as_of))
        .unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(Some(Tree {
        number,
        defects: defects(&members, &links),
        links_digest: links_digest(&links),
        seen_at,
        members,
        links,
    }))
}

/// Members breadth first from the anchor, each with every parent it has among them.
fn lay_out(session: &Session, number: i64, anchor: Member) -> Result<(Vec<Member>, Vec<Link>)> {
    let mut places = HashMap::from([(anchor.id, 0)]);
    let mut members = vec![anchor];
    let mut links = Vec::new();
    let mut queue = VecDeque::from([(number, 0)]);
    while let Some((number, place)) = queue.pop_front() {
        let (parent, depth) = (members[place].id, members[place].depth + 1);
        for (link, stored) in children(session, number)? {
            let place = *places.entry(link.child).or_insert_with(|| {
                let place = members.len();
                let member = match stored {
                    Some((number, member)) => {
                        if !member.is_primary {
                            queue.push_back((number, place));
                        }
                        member
                    }
                    None => not_stored(&link),
                };
                members.push(Member { depth, ..member });
                place
            });
            members[place].parents.push(MemberParent {
                parent,
                relationship: link.relationship.clone(),
            });
            links.push(link);
        }
    }
    Ok((members, links))
}

fn not_stored(link: &Link) -> Member {
    Member {
        id: link.child,
        name: link.child_name.clone(),
        kind: link.child_kind.clone(),
        stored: false,
        is_primary: false,
        depth: 0,
        parents: Vec::new(),
        complete: false,
        rfc: None,
        curp: None,
        updated_at: None,
        as_of: None,
        gone_since: None,
        digest: None,
        worst: None,
    }
}

fn defects(members: &[Member], links: &[Link]) -> Vec<HouseholdDefect> {
    let on_cycles = on_cycles(links);
    let links_itself: HashSet<ClientId> = links
        .iter()
        .filter(|link| link.parent == link.child)
        .map(|link| link.child)
        .collect();
    let has_several_parents = |member: &Member| {
        let parents: HashSet<ClientId> = member
            .parents
            .iter()
            .map(|parent| parent.parent)
            .filter(|parent| *parent != member.id)
            .collect();
        parents.len() > 1
    };
    let collect = |code: Defect, fits: &dyn Fn(usize, &Member) -> bool| {
        let clients: Vec<ClientId> = members
            .iter()
            .enumerate()
            .filter(|(place, member)| fits(*place, member))
            .map(|(_, member)| member.id)
            .collect();
        (!clients.is_empty()).then_some(HouseholdDefect { code, clients })
    };
    [
        collect(Defect::MissingMember, &|_, member| !member.stored),
        collect(Defect::GoneMember, &|_, member| member.gone_since.is_some()),
        collect(Defect::SeveralParents, &|_, member| {
            has_several_parents(member)
        }),
        collect(Defect::Cycle, &|_, member| on_cycles.contains(&member.id)),
        collect(Defect::SelfLink, &|_, member| {
            links_itself.contains(&member.id)
        }),
        collect(Defect::SeveralPrimaries, &|place, member| {
            place > 0 && member.is_primary
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Clients on a cycle of two or more, or between two cycles: what is left when clients without a parent or without a child are
/// taken away again and again. Each link is looked at twice, however long a chain is.
fn on_cycles(links: &[Link]) -> HashSet<ClientId> {
    let arrows: HashSet<(ClientId, ClientId)> = links
        .iter()
        .filter(|link| link.parent != link.child)
        .map(|link| (link.parent, link.child))
        .collect();
    let downward = peeled(&arrows);
    let upward = peeled(
        &downward
            .into_iter()
            .map(|(parent, child)| (child, parent))
            .collect(),
    );
    upward.into_iter().map(|(_, parent)| parent).collect()
}

/// The arrows that are left when those from a client to which none leads are taken away again and again.
fn peeled(arrows: &HashSet<(ClientId, ClientId)>) -> HashSet<(ClientId, ClientId)> {
    let mut leading_to: HashMap<ClientId, usize> = HashMap::new();
    let mut from: HashMap<ClientId, Vec<ClientId>> = HashMap::new();
    for (start, end) in arrows {
        *leading_to.entry(*end).or_default() += 1;
        from.entry(*start).or_default().push(*end);
    }
    let mut bare: Vec<ClientId> = from
        .keys()
        .filter(|start| !leading_to.contains_key(start))
        .copied()
        .collect();
    while let Some(start) = bare.pop() {
        for end in from.remove(&start).unwrap_or_default() {
            let left = leading_to.entry(end).or_default();
            *left -= 1;
            if *left == 0 {
                bare.push(end);
            }
        }
    }
    from.into_iter()
        .flat_map(|(start, ends)| ends.into_iter().map(move |end| (start, end)))
        .collect()
}

/// The digest of links whatever their order: their ids, ends and relationships.
fn links_digest(links: &[Link]) -> Digest {
    let mut described: Vec<String> = links
        .iter()
        .map(|link| {
            format!(
                "{} {} {} {}\n",
                link.id, link.parent, link.child, link.relationship
            )
        })
        .collect();
    described.sort_unstable();
    Digest::of(described.concat().as_bytes())
}

/// The stored members of a household, the anchor first.
pub(crate) fn member_ids(session: &Session, anchor: Id) -> Result<Vec<Id>> {
    let shape = shape(session, anchor)?;
    Ok(shape.map_or_else(
        || vec![anchor],
        |shape| {
            shape
                .members
                .iter()
                .filter(|member| member.stored)
                .map(|member| member.id.into())
                .collect()
        },
    ))
}

/// The anchors whose household shows a client: itself when it is primary, and every primary client from which links lead to it
/// through clients that are not primary.
pub(super) fn anchors_of(session: &Session, client: Id) -> Result<Vec<Id>> {
    let anchors = session
        .connection
        .prepare_cached(
            "WITH RECURSIVE up(id, is_anchor) AS (\
               SELECT id, 0 FROM clients WHERE id = ?1 \
               UNION \
               SELECT p.id, p.is_primary FROM up u CROSS JOIN links l ON l.child = u.id \
                 CROSS JOIN clients p ON p.number = l.parent WHERE u.is_anchor = 0) \
             SELECT id FROM clients WHERE id = ?1 AND is_primary = 1 \
             UNION SELECT id FROM up WHERE is_anchor = 1",
        )?
        .query_map([client], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(anchors)
}

impl HouseholdsRead<'_> {
    /// The household of an anchor; `None` when the client is not stored or not primary.
    pub fn household(self, anchor: ClientId) -> Result<Option<Household>> {
        let Some(mut tree) = tree(self.session, anchor.into())? else {
            return Ok(None);
        };
        let confirmed = PullsRead {
            session: self.session,
        }
        .confirmed_at()?;
        let later = |seen_at: Timestamp| confirmed.map_or(seen_at, |at| at.max(seen_at));
        for member in tree
            .members
            .iter_mut()
            .filter(|member| member.gone_since.is_none())
        {
            member.as_of = member.as_of.map(later);
        }
        let sums = summary::sums(self.session, &tree)?;
        Ok(Some(Household {
            id: anchor,
            as_of: later(tree.seen_at),
            members: tree.members,
            links: tree.links,
            defects: tree.defects,
            findings: sums.findings,
            review: sums.review,
            links_digest: tree.links_digest,
        }))
    }

    /// The members of a household and the links among them, without what is summed up over it; `None` when the client is not
    /// stored or not primary.
    pub fn shape(self, anchor: ClientId) -> Result<Option<(Vec<Member>, Vec<Link>)>> {
        let shape = shape(self.session, anchor.into())?;
        Ok(shape.map(|shape| (shape.members, shape.links)))
    }

    /// The anchors whose household shows a client, itself among them when it is primary.
    pub fn households_of(self, client: ClientId) -> Result<Vec<ClientId>> {
        let anchors = anchors_of(self.session, client.into())?;
        Ok(anchors.into_iter().map(Into::into).collect())
    }

    /// Clients that are not primary and that no link reaches, by name; those that are gone are left out.
    pub fn orphans(self, offset: u64, limit: u64) -> Result<Listed<ClientRow>> {
        ClientsRead {
            session: self.session,
        }
        .list(&ClientQuery {
            orphan: Some(true),
            gone: Some(false),
            offset,
            limit,
            ..ClientQuery::default()
        })
    }
}
