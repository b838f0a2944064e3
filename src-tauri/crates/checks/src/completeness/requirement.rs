//! What the lists ask of a client, item by item, and whether its file holds it.

use artu::models::{AddressId, Client, ClientType, RelationshipType};
use jiff::civil::Date;
use mx::{Language, Severity};

use super::{
    Row, is_foreign, is_mexican,
    presence::{self, Presence},
    table,
};
use crate::RulePack;

/// Why a file is asked of a client; each part has lists of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is served itself: the lists of its type and of its scopes.
    Served,
    /// It represents a company or trust.
    Representative,
    /// It controls a client.
    Controller,
}

/// What kind of thing an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A datum of the record.
    Datum,
    /// A document.
    Document,
    /// A signed declaration.
    Declaration,
    /// A person that a link leads to.
    Link,
}

/// One item that a list asks of a client.
#[derive(Clone, Debug)]
pub struct Requirement<'p> {
    row: &'p Row,
    /// The address that was looked at.
    address: Option<AddressId>,
    /// Whether it is there.
    pub presence: Presence,
    /// How grave its absence is.
    pub severity: Severity,
}

impl<'p> Requirement<'p> {
    /// Name of the item, as in `address.postalCode`.
    pub fn item(&self) -> &'p str {
        &self.row.item
    }

    /// Where any client has it, as in `addresses[].postalCode`; with the name it tells items of several lists apart.
    pub fn path(&self) -> &'p str {
        &self.row.client_path
    }

    /// Path in this client where it belongs, as in `scopeData.MX.rfc` or `addresses[<id>].postalCode`.
    pub fn place(&self) -> String {
        presence::place(self.row, self.address)
    }

    /// What the item is called.
    pub fn label(&self, language: Language) -> &'p str {
        self.row.label(language)
    }

    /// What kind of thing it is.
    pub fn kind(&self) -> ItemKind {
        match self.row.kind.as_str() {
            "document" => ItemKind::Document,
            "declaration" => ItemKind::Declaration,
            "link" => ItemKind::Link,
            _ => ItemKind::Datum,
        }
    }

    /// Category of the documents among which it is looked for first; none of an item that is no document.
    pub fn document_category(&self) -> Option<&'p str> {
        let is_document = matches!(self.kind(), ItemKind::Document | ItemKind::Declaration);
        let named = self.path().strip_prefix("documents[category=")?;
        named.split([']', '|']).next().filter(|_| is_document)
    }

    /// Code of the finding on its absence.
    pub fn code(&self) -> String {
        self.row.code()
    }

    /// The norm that asks for it, with the day from which it does.
    pub fn norm(&self) -> String {
        self.row.norm()
    }

    /// The norm that asks for it, without a day.
    pub fn basis(&self) -> &'p str {
        self.row.basis()
    }

    /// The day from which it is asked.
    pub fn from(&self) -> Date {
        self.row.from_date
    }

    /// Whether it is asked on a day.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.row.from_date <= day
    }

    /// Whether every client must have it; else only those who have such a thing at all.
    pub fn is_required(&self) -> bool {
        self.row.is_required()
    }

    /// Whether a file without it is incomplete: every client must have it, or this one has it for sure, as a Mexican company its RFC
    /// (rule MX-057).
    pub fn is_demanded(&self) -> bool {
        self.is_required() || self.severity == Severity::Error
    }

    pub(super) fn is_of_address(&self) -> bool {
        self.path().starts_with("addresses[]")
    }

    fn is_same_item(&self, other: &Self) -> bool {
        (self.item(), self.path()) == (other.item(), other.path())
    }
}

/// What is asked of a client for the parts it plays, in the order of the lists, each item once. Nothing of one that is served and has
/// no Mexican scope. Items that are not asked yet are among it; see [`Requirement::is_in_force`].
pub fn requirements<'p>(
    client: &Client,
    parts: &[Part],
    pack: &'p RulePack,
) -> Vec<Requirement<'p>> {
    let mut asked: Vec<Requirement<'_>> = Vec::new();
    for list in parts.iter().flat_map(|part| lists(client, *part)) {
        // A list has each item once.
        let by_other_lists = asked.len();
        for requirement in of_list(client, list, pack) {
            let mut known = asked.iter().take(by_other_lists);
            if !known.any(|known| known.is_same_item(&requirement)) {
                asked.push(requirement);
            }
        }
    }
    asked
}

/// What the lists ask of the links of a client that is served itself. `presence` tells whether there is a link of a relationship.
pub(crate) fn links<'p>(
    client: &Client,
    pack: &'p RulePack,
    presence: impl Fn(&RelationshipType) -> Presence,
) -> Vec<Requirement<'p>> {
    lists(client, Part::Served)
        .into_iter()
        .flat_map(|list| pack.required.links(list))
        .map(|row| Requirement {
            row,
            address: None,
            presence: row
                .relationship()
                .map_or(Presence::Unknown, |relationship| presence(&relationship)),
            severity: row.severity,
        })
        .collect()
}

fn lists(client: &Client, part: Part) -> Vec<&'static str> {
    match part {
        Part::Representative => vec!["representative"],
        Part::Controller => vec!["controller"],
        Part::Served if !is_mexican(client) => Vec::new(),
        Part::Served => {
            let has = |wanted: &str| client.scopes.iter().any(|scope| scope.as_str() == wanted);
            of_type(client)
                .into_iter()
                .chain(
                    table::OF_SCOPES
                        .into_iter()
                        .filter(|(scope, _)| has(scope))
                        .map(|(_, list)| list),
                )
                .collect()
        }
    }
}

fn of_type(client: &Client) -> Option<&'static str> {
    match client.kind {
        ClientType::Individual => Some("individual"),
        ClientType::Company if is_foreign(client) => Some("company_foreign"),
        ClientType::Company => Some("company"),
        ClientType::Trust => Some("trust"),
        ClientType::Other(_) => None,
    }
}

fn of_list<'p>(client: &Client, list: &str, pack: &'p RulePack) -> Vec<Requirement<'p>> {
    let address = presence::address(client);
    pack.required
        .rows(list)
        .map(|row| Requirement {
            row,
            address: address.map(|address| address.id),
            presence: presence::of(client, row, address, pack),
            severity: severity(client, row),
        })
        .collect()
}

/// On foreign individuals the absence of the Mexican keys is information.
fn severity(client: &Client, row: &Row) -> Severity {
    let is_key = matches!(row.item.as_str(), "rfc" | "curp");
    if is_key && client.kind == ClientType::Individual && is_foreign(client) {
        Severity::Info
    } else {
        row.severity
    }
}
