//! What of a notice to the authority the files hold, node by node, in the form that the notice wants (rules MX-034, MX-035, MX-059,
//! MX-068). The notice itself is made elsewhere.

mod form;
mod holder;
mod table;

use artu::models::{Client, ClientId, ClientType};
use mx::Language;
use serde::Deserialize;

use crate::RulePack;
use crate::client::{is_blank, is_mexico};
use crate::completeness::Row;
use form::{Fitted, Form};
use holder::{Found, Held, Holder};
pub use table::NodeGroup;
pub(crate) use table::NoticeTables;
use table::{Need, NodeRow, Source, When};

/// The rule behind the nodes.
const RULE: &str = "MX-059";

/// How well a form is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The text of the norm was read.
    High,
    /// One good secondary source.
    Medium,
    /// A weak source, or a part of it is assumed.
    Low,
}

/// What a value is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A–Z and Ñ.
    Letters,
    /// A–Z, Ñ and digits.
    Text,
    /// A–Z and digits.
    Code,
    /// Digits.
    Digits,
    /// Digits, the first not 0.
    Number,
    /// `YYYYMMDD`.
    Date,
    /// RFC of an individual.
    RfcIndividual,
    /// The same, with a date that exists.
    RfcIndividualDated,
    /// RFC of a company or trust.
    RfcCompany,
    /// The same, with a date that exists.
    RfcCompanyDated,
    /// CURP.
    Curp,
    /// The same, with a date that exists.
    CurpDated,
    /// CURP with a digit in place 17, as those born up to 1999 have it.
    #[serde(rename = "curp_before_2000")]
    CurpBefore2000,
    /// Two letters of the catalogue of countries.
    Country,
    /// E-mail address in upper case.
    Email,
}

/// What is changed in a value so that it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Accents are dropped.
    Accents,
    /// Signs that are not accepted are dropped.
    Signs,
    /// The prefix of the country is left out of a phone number: the notice has it apart.
    Prefix,
    /// Small letters of an identifier become capitals.
    Case,
    /// The catalogue writes the country otherwise than ISO 3166-1.
    Country,
}

/// What is not known for sure of a value that can be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// Where one part of the name ends was chosen by the letters of the CURP or RFC.
    NamesByKeys,
    /// Where one part of the name ends was chosen by the words alone.
    NamesByWords,
    /// The name of a trust client may be that of the trust and not of the trustee.
    TrusteeName,
    /// The record has no member for the date of incorporation; the birth date is taken for it.
    IncorporationDate,
    /// The value stands in a member that the contract of the API does not name.
    UndocumentedMember,
    /// The number says no country; ten digits are read as Mexican.
    NationalNumber,
}

/// Why a value cannot go into the notice as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It has another length than those that are accepted.
    Length {
        /// Its length in characters, after all that could be dropped.
        length: usize,
        /// Lengths that are accepted, as in `1-50` or `10 12`.
        lengths: String,
    },
    /// It has letters or digits that are not in the alphabet; these.
    Characters(String),
    /// Nothing of it is in the alphabet.
    NothingLeft,
    /// It does not have the pattern.
    Malformed,
    /// The key is one that identifies nobody.
    Generic,
    /// The CURP has a letter in place 17, as those born from 2000 on, and the schema takes a digit only.
    CurpCentury,
    /// The CURP has a sex that the schema does not take.
    CurpSex,
    /// A card number stands there; it is not repeated.
    CardNumber,
    /// The representative is no natural person.
    NotAPerson,
}

/// Why nothing can be said about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// The record has no member for it.
    NoField,
    /// The record came without this part.
    ShortRecord,
    /// The linked client is not stored.
    NoRecord,
    /// The notice wants a number of the authority's catalogue, and the record holds words.
    CatalogueNumber,
    /// The number belongs to another country, and which one is not known here.
    PhoneCountry,
}

/// What can be said about a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It can be filled.
    Fillable {
        /// The value as the notice wants it.
        value: String,
        /// What was changed to get there.
        changes: Vec<Change>,
        /// What is not known for sure of it.
        guess: Option<Guess>,
    },
    /// The file does not hold it.
    Absent,
    /// The file holds something that does not fit.
    DoesNotFit(Misfit),
    /// The record does not show it.
    NotVisible(Unseen),
}

/// One node of the notice.
#[derive(Clone, Debug)]
pub struct Node<'p> {
    pack: &'p RulePack,
    row: &'p NodeRow,
    form: &'p Form,
    /// The client whose file was looked at; the parent when there is no representative at all.
    pub client_id: ClientId,
    /// Path in that client where the value belongs, as in `addresses[<id>].street`.
    pub place: String,
    /// What the file holds for it, as it is written there.
    pub held: Option<String>,
    /// Whether the notice of this client must have it.
    pub is_required: bool,
    /// What can be said.
    pub outcome: Outcome,
}

impl<'p> Node<'p> {
    /// Path of the node in the notice, as in `persona_fisica/nombre`.
    pub fn path(&self) -> &'p str {
        &self.row.node
    }

    /// The part of the notice it belongs to.
    pub fn group(&self) -> NodeGroup {
        self.row.group
    }

    /// What it is called.
    pub fn label(&self, language: Language) -> &'p str {
        self.row.label(language)
    }

    /// The norm that asks for it, with the day from which it does; the rule alone where the tables of required data do not name it.
    pub fn norm(&self) -> String {
        let asked_by = self.row.asked_by(&self.pack.required).map(Row::norm);
        asked_by.map_or_else(|| RULE.to_owned(), |norm| format!("{RULE} · {norm}"))
    }

    /// What the value is made of.
    pub fn shape(&self) -> Shape {
        self.form.shape
    }

    /// The signs that are accepted beside letters and digits, a space among them.
    pub fn signs(&self) -> &'p str {
        &self.form.signs
    }

    /// Lengths that are accepted, in characters, as in `1-50` or `10 12`.
    pub fn lengths(&self) -> &'p str {
        &self.form.lengths
    }

    /// How well the form is known.
    pub fn confidence(&self) -> Confidence {
        self.form.confidence
    }

    /// Where the form is known from.
    pub fn source(&self) -> &'p str {
        &self.form.source
    }

    /// Whether it can be filled.
    pub fn is_fillable(&self) -> bool {
        matches!(self.outcome, Outcome::Fillable { .. })
    }
}

/// A client that represents another, or is the delegate of a trust.
#[derive(Clone, Copy, Debug)]
pub struct Representative<'a> {
    /// Its id.
    pub id: ClientId,
    /// Its record; none when it is not stored.
    pub client: Option<&'a Client>,
}

/// What of the notice of one activity the files hold.
#[derive(Clone, Debug)]
pub struct Notice<'p> {
    /// The nodes, in the order of the table; none when the table does not have the activity or the type of client.
    pub nodes: Vec<Node<'p>>,
    /// The representative whose file was looked at.
    pub representative: Option<ClientId>,
}

/// How many nodes are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Nodes that the notice must have.
    pub required: usize,
    /// Of those, the ones that can be filled.
    pub fillable: usize,
    /// Of those, the ones that are absent.
    pub absent: usize,
    /// Of those, the ones that do not fit.
    pub misfits: usize,
    /// Of those, the ones that cannot be seen.
    pub not_visible: usize,
}

impl Notice<'_> {
    /// How many of the nodes that the notice must have are in which state.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for node in self.nodes.iter().filter(|node| node.is_required) {
            summary.required += 1;
            *match node.outcome {
                Outcome::Fillable { .. } => &mut summary.fillable,
                Outcome::Absent => &mut summary.absent,
                Outcome::DoesNotFit(_) => &mut summary.misfits,
                Outcome::NotVisible(_) => &mut summary.not_visible,
            } += 1;
        }
        summary
    }
}

/// The activities that a client's scopes name, each once: the three letters of a vulnerable activity, or `TRANSMISOR`.
pub fn activities(client: &Client) -> Vec<&str> {
    let mut activities: Vec<&str> = Vec::new();
    for scope in &client.scopes {
        let named = match scope.as_str() {
            "MX:CNBV:TRANSMISOR" => Some("TRANSMISOR"),
            _ => scope.vulnerable_activity(),
        };
        activities.extend(named.filter(|named| !activities.contains(named)));
    }
    activities
}

/// What of the notice of an activity the file of a client holds, with that of its representative or delegate: the first of those given
/// that is a natural person, or else the first. `representatives` is none when the links are not known.
pub fn readiness<'p>(
    client: &Client,
    representatives: Option<&[Representative<'_>]>,
    activity: &str,
    pack: &'p RulePack,
) -> Notice<'p> {
    let tables = &pack.notice;
    let holder = Holder::new(client, pack);
    let chosen = representatives.and_then(choose);
    let of_representative = chosen
        .and_then(|chosen| chosen.client)
        .filter(|client| client.kind == ClientType::Individual)
        .map(|client| Holder::new(client, pack));
    let nodes: Vec<Node<'_>> = tables
        .nodes(activity)
        .filter(|row| is_there(row.when, client, &holder))
        .filter_map(|row| {
            let form = tables.form(&row.form, activity)?;
            let (client_id, found) = match (row.group, &of_representative) {
                (NodeGroup::Representative, None) => {
                    unrepresented(client, representatives.is_some(), chosen)
                }
                (NodeGroup::Representative, Some(holder)) => (holder.id(), holder.find(row.source)),
                _ => (client.id, holder.find(row.source)),
            };
            let (form, found) = match row.source {
                Source::RfcCurpOrBirth => any_of(&holder, activity, pack).unwrap_or((form, found)),
                _ => (form, found),
            };
            Some(node(pack, row, form, client_id, found))
        })
        .collect();
    Notice {
        nodes: with_needs(nodes, holder.address().is_some()),
        representative: chosen.map(|chosen| chosen.id),
    }
}

fn choose<'a>(representatives: &[Representative<'a>]) -> Option<Representative<'a>> {
    let is_person = |representative: &&Representative<'_>| {
        let client = representative.client;
        client.is_some_and(|client| client.kind == ClientType::Individual)
    };
    let person = representatives.iter().find(is_person);
    person.or(representatives.first()).copied()
}

fn is_there(when: When, client: &Client, holder: &Holder<'_>) -> bool {
    let abroad = || {
        let country = holder
            .address()
            .and_then(|address| address.country.as_deref());
        !is_blank(country) && !country.is_some_and(is_mexico)
    };
    match when {
        When::Individual => client.kind == ClientType::Individual,
        When::Company => client.kind == ClientType::Company,
        When::Trust => client.kind == ClientType::Trust,
        When::Domestic => is_known(&client.kind) && !abroad(),
        When::Foreign => is_known(&client.kind) && abroad(),
        When::Any => is_known(&client.kind),
    }
}

fn is_known(kind: &ClientType) -> bool {
    !matches!(kind, ClientType::Other(_))
}

/// What is found where no natural person represents: nobody does, it is not known, the record is not stored, or a company does.
fn unrepresented(
    client: &Client,
    links_are_known: bool,
    chosen: Option<Representative<'_>>,
) -> (ClientId, Found) {
    let (id, place, held) = match chosen {
        Some(Representative {
            id,
            client: Some(_),
        }) => (id, "type", Held::Misfit(Misfit::NotAPerson)),
        Some(Representative { id, client: None }) => (id, "", Held::Unseen(Unseen::NoRecord)),
        None if links_are_known => (
            client.id,
            "linkedClients[legal_representative]",
            Held::Nothing,
        ),
        None => (
            client.id,
            "linkedClients[legal_representative]",
            Held::Unseen(Unseen::ShortRecord),
        ),
    };
    (
        id,
        Found {
            place: place.to_owned(),
            held,
        },
    )
}

/// The first of RFC, CURP and birth date that can be filled, or else the first that is there.
fn any_of<'p>(
    holder: &Holder<'_>,
    activity: &str,
    pack: &'p RulePack,
) -> Option<(&'p Form, Found)> {
    let rfc = if holder.is_person() {
        "rfc_individual"
    } else {
        "rfc_company"
    };
    let candidates = [
        (Source::Rfc, rfc),
        (Source::Curp, "curp"),
        (Source::BirthDate, "date"),
    ];
    let mut there: Vec<(&'p Form, Found)> = candidates
        .into_iter()
        .filter_map(|(source, form)| Some((pack.notice.form(form, activity)?, holder.find(source))))
        .filter(|(_, found)| matches!(found.held, Held::Text(..)))
        .collect();
    let fits = |(form, found): &(&'p Form, Found)| match &found.held {
        Held::Text(text, _) => form.fit(text, pack).is_ok(),
        _ => false,
    };
    let place = there.iter().position(fits).unwrap_or_default();
    (place < there.len()).then(|| there.swap_remove(place))
}

/// The node with its outcome; whether it is required is told once all are known.
fn node<'p>(
    pack: &'p RulePack,
    row: &'p NodeRow,
    form: &'p Form,
    client_id: ClientId,
    found: Found,
) -> Node<'p> {
    let (held, outcome) = match found.held {
        Held::Nothing => (None, Outcome::Absent),
        Held::Unseen(unseen) => (None, Outcome::NotVisible(unseen)),
        Held::Misfit(misfit) => (None, Outcome::DoesNotFit(misfit)),
        Held::Text(text, guess) => {
            let outcome = judged(row.source, (form, pack), &text, guess);
            // That a number is Mexican is read from it; the file does not hold the two letters.
            let is_read = row.source == Source::PhoneCountry;
            ((!is_read).then_some(text), outcome)
        }
    };
    Node {
        pack,
        row,
        form,
        client_id,
        place: found.place,
        held,
        is_required: row.need == Need::Required,
        outcome,
    }
}

fn judged(
    source: Source,
    (form, pack): (&Form, &RulePack),
    text: &str,
    guess: Option<Guess>,
) -> Outcome {
    let is_of_a_catalogue = matches!(
        source,
        Source::Activity | Source::BusinessLine | Source::DocumentKind | Source::Currency
    );
    if is_of_a_catalogue && !text.trim().bytes().all(|byte| byte.is_ascii_digit()) {
        return Outcome::NotVisible(Unseen::CatalogueNumber);
    }
    let number = (source == Source::Phone).then(|| holder::phone_number(text));
    match form.fit(number.as_deref().unwrap_or(text), pack) {
        Ok(Fitted { value, mut changes }) => {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            if number.is_some() && value.len() < digits {
                changes.push(Change::Prefix);
            }
            Outcome::Fillable {
                value,
                changes,
                guess,
            }
        }
        Err(misfit) => Outcome::DoesNotFit(misfit),
    }
}

/// A node that goes with its block is required once the file holds an address, or anything by which the client is reached.
fn with_needs(mut nodes: Vec<Node<'_>>, has_address: bool) -> Vec<Node<'_>> {
    let mut of_phone = nodes.iter().filter(|node| node.group() == NodeGroup::Phone);
    let has_phone = of_phone.any(|node| node.held.is_some());
    for node in &mut nodes {
        let is_given = match node.group() {
            NodeGroup::Address => has_address,
            NodeGroup::Phone => has_phone,
            _ => false,
        };
        node.is_required |= is_given && node.row.need == Need::WithBlock;
    }
    nodes
}

#[cfg(test)]
mod tests;
