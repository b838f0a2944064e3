//! The links: parent → child with a relationship, as the parent's record gives them, in its order.

mod groups;

pub use groups::Groups;

use artu::models::{Client, ClientType, LinkedClient, RelationshipType};
use rusqlite::{Row, params};

use crate::{
    column::{Id, signed, to_json, unsigned},
    error::Result,
    identity::{ClientId, LinkId},
    store::Session,
};

/// One link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// The parent.
    pub parent: ClientId,
    /// The child.
    pub child: ClientId,
    /// What the child is, as the parent's record says.
    pub child_kind: ClientType,
    /// The name of the child, as the parent's record says; the child itself may not be stored.
    pub child_name: String,
    /// What the child is to the parent.
    pub relationship: RelationshipType,
    /// Free data of the organisation, as JSON.
    pub metadata: Option<String>,
}

pub(crate) const COLUMNS: &str =
    "l.id, p.id, l.child, l.child_kind, l.child_name, l.relationship, l.metadata";

/// Reads [`COLUMNS`] from a row.
pub(crate) fn link(row: &Row<'_>) -> rusqlite::Result<Link> {
    Ok(Link {
        id: row.get::<_, Id>(0)?.0.into(),
        parent: row.get::<_, Id>(1)?.into(),
        child: row.get::<_, Id>(2)?.into(),
        child_kind: row.get_ref(3)?.as_str()?.into(),
        child_name: row.get(4)?,
        relationship: row.get_ref(5)?.as_str()?.into(),
        metadata: row.get(6)?,
    })
}

/// Reads links.
#[derive(Clone, Copy)]
pub struct LinksRead<'a> {
    pub(crate) session: &'a Session,
}

impl LinksRead<'_> {
    /// The links in which a client is the child. Artu has no such list; it comes from the parents' records.
    pub fn parents_of(self, child: ClientId) -> Result<Vec<Link>> {
        self.list(
            "FROM links l JOIN clients p ON p.number = l.parent WHERE l.child = ?1 ORDER BY l.parent, l.position",
            child,
        )
    }

    /// The links in which a client is the parent, in the order of its record.
    pub fn children_of(self, parent: ClientId) -> Result<Vec<Link>> {
        self.list(
            "FROM clients p JOIN links l ON l.parent = p.number WHERE p.id = ?1 ORDER BY l.position",
            parent,
        )
    }

    /// The clients that are the child of at least so many links.
    pub fn children_of_several(self, least: u64) -> Result<Vec<ClientId>> {
        let children = self
            .session
            .connection
            .prepare_cached("SELECT child FROM links GROUP BY child HAVING count(*) >= ?1")?
            .query_map([signed(least)], |row| Ok(row.get::<_, Id>(0)?.into()))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(children)
    }

    /// How many links there are.
    pub fn count(self) -> Result<u64> {
        let count: i64 =
            self.session
                .connection
                .query_row("SELECT count(*) FROM links", [], |row| row.get(0))?;
        Ok(unsigned(count))
    }

    /// The groups of clients that links connect, whatever their direction. Takes 4 bytes of memory for each client.
    pub fn groups(self) -> Result<Groups> {
        groups::groups(self.session)
    }

    fn list(self, from: &str, id: ClientId) -> Result<Vec<Link>> {
        let links = self
            .session
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} {from}"))?
            .query_map([Id::from(id)], link)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(links)
    }
}

/// Replaces the links of a parent with those of its record. Nothing is written when they are the same.
/// Gives the children that came or went.
pub(crate) fn replace(
    session: &Session,
    number: i64,
    parent: ClientId,
    wanted: &[Link],
    is_new: bool,
) -> Result<Vec<Id>> {
    let before = if is_new {
        Vec::new()
    } else {
        LinksRead { session }.children_of(parent)?
    };
    if before == wanted {
        return Ok(Vec::new());
    }
    if !before.is_empty() {
        session
            .connection
            .prepare_cached("DELETE FROM links WHERE parent = ?1")?
            .execute([number])?;
    }
    for (position, link) in (0_i64..).zip(wanted) {
        session
            .connection
            .prepare_cached(
                "INSERT INTO links (parent, position, id, child, child_kind, child_name, relationship, metadata) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                number,
                position,
                Id(link.id.into()),
                Id::from(link.child),
                link.child_kind.as_str(),
                link.child_name,
                link.relationship.as_str(),
                link.metadata
            ])?;
    }
    let is_in = |links: &[Link], child| links.iter().any(|link: &Link| link.child == child);
    let gone = before.iter().filter(|link| !is_in(wanted, link.child));
    let came = wanted.iter().filter(|link| !is_in(&before, link.child));
    Ok(gone.chain(came).map(|link| link.child.into()).collect())
}

/// The links that a record gives, when it has the list.
pub(crate) fn given_by(client: &Client) -> Result<Option<Vec<Link>>> {
    let link = |linked| link_of(client.id, linked);
    let given = client.linked_clients.as_ref();
    given
        .map(|linked| linked.iter().map(link).collect())
        .transpose()
}

fn link_of(parent: ClientId, linked: &LinkedClient) -> Result<Link> {
    Ok(Link {
        id: linked.id,
        parent,
        child: linked.client.id,
        child_kind: linked.client.kind.clone(),
        child_name: linked.client.full_name(),
        relationship: linked.relationship_type.clone(),
        metadata: linked
            .metadata
            .as_ref()
            .map(|metadata| to_json(metadata, "the metadata of a link"))
            .transpose()?,
    })
}
