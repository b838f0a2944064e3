//! The tables of the notice: its nodes, and the forms that their values take.

use mx::Language;
use mx::tables::{Source as Table, TableFault};
use serde::Deserialize;

use super::form::Form;
use crate::completeness::{RequiredData, Row};

/// The part of the notice that a node belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeGroup {
    /// The client itself.
    Person,
    /// Its address.
    Address,
    /// Its phone and e-mail.
    Phone,
    /// Who represents it.
    Representative,
    /// What only this activity asks.
    Activity,
}

/// When a node is there at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum When {
    Individual,
    Company,
    Trust,
    /// The address is in Mexico, or says no country.
    Domestic,
    /// The address is in another country.
    Foreign,
    Any,
}

/// Whether the notice must have a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Need {
    Required,
    Optional,
    /// Its block may be left out; once something of it is there, this must be there too.
    WithBlock,
}

/// Where the value of a node is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Source {
    Given,
    Paternal,
    Maternal,
    Name,
    TrusteeName,
    BirthDate,
    IncorporationDate,
    Rfc,
    Curp,
    RfcCurpOrBirth,
    Nationality,
    Activity,
    BusinessLine,
    TrustId,
    DocumentKind,
    DocumentNumber,
    Street,
    Exterior,
    Interior,
    Neighborhood,
    PostalCode,
    Country,
    State,
    City,
    AddressLine,
    PhoneCountry,
    Phone,
    Email,
    UserName,
    Account,
    Clabe,
    Currency,
    TransmitterAccount,
    EntityKey,
}

/// One node of the notice.
#[derive(Debug, Deserialize)]
pub(super) struct NodeRow {
    pub(super) group: NodeGroup,
    pub(super) when: When,
    activities: String,
    pub(super) node: String,
    label_es: String,
    label_en: String,
    #[serde(rename = "requirement")]
    pub(super) need: Need,
    pub(super) source: Source,
    pub(super) form: String,
    pub(super) list: String,
    pub(super) item: String,
}

impl NodeRow {
    pub(super) fn label(&self, language: Language) -> &str {
        language.pick(self.label_es.as_str(), self.label_en.as_str())
    }

    /// The row of the table of required data that asks for it.
    pub(super) fn asked_by<'p>(&self, required: &'p RequiredData) -> Option<&'p Row> {
        required.row_of_list(&self.list, &self.item)
    }
}

/// The nodes of the notices and the forms of their values.
pub(crate) struct NoticeTables {
    nodes: Vec<NodeRow>,
    forms: Vec<Form>,
}

fn names(list: &str, activity: &str) -> bool {
    list.split(' ').any(|known| known == activity)
}

impl NoticeTables {
    pub(crate) fn read(nodes: &Table<'_>, forms: &Table<'_>) -> Result<Self, TableFault> {
        Ok(Self {
            nodes: nodes.rows()?,
            forms: forms.rows()?,
        })
    }

    /// The nodes of the notice of an activity, in the order of the table; none for one that is not in it.
    pub(super) fn nodes(&self, activity: &str) -> impl Iterator<Item = &NodeRow> {
        self.nodes
            .iter()
            .filter(move |row| names(&row.activities, activity))
    }

    /// The form of that name in the notice of an activity.
    pub(super) fn form(&self, name: &str, activity: &str) -> Option<&Form> {
        self.forms
            .iter()
            .find(|form| form.name == name && names(&form.activities, activity))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::RulePack;

    /// Every activity of the table.
    pub(crate) const ACTIVITIES: [&str; 9] = [
        "ARI",
        "AVI",
        "INM",
        "JYS",
        "MJR",
        "MPC",
        "TSC",
        "VEH",
        "TRANSMISOR",
    ];

    #[test]
    fn the_tables_are_whole() {
        let tables = &RulePack::embedded().notice;
        assert_eq!((tables.nodes.len(), tables.forms.len()), (65, 54));
        for activity in ACTIVITIES {
            let mut known = Vec::new();
            for row in tables.nodes(activity) {
                assert!(
                    tables.form(&row.form, activity).is_some(),
                    "{activity} {row:?}"
                );
                let node = (row.when, row.node.as_str());
                assert!(!known.contains(&node), "{activity} {row:?}");
                known.push(node);
            }
            assert!(known.len() > 6, "{activity}");
        }
        assert_eq!(tables.nodes("DON").count(), 0);
    }

    #[test]
    fn the_nodes_are_those_of_the_table_of_required_data() {
        let RulePack {
            notice, required, ..
        } = &**RulePack::embedded();
        let mut count = 0;
        for prefix in ["notice_", "scope_"] {
            for asked in required.rows_of_lists(prefix) {
                let of_row = notice
                    .nodes
                    .iter()
                    .filter(|node| node.list == asked.profile && node.item == asked.item);
                let needs: Vec<bool> = of_row.map(|node| node.need != Need::Optional).collect();
                let name = format!("{} {}", asked.profile, asked.item);
                assert!(!needs.is_empty(), "{name}");
                // A representative has nodes that may be left out besides.
                assert!(needs.contains(&asked.is_required()), "{name}");
                assert!(asked.is_required() || !needs.contains(&true), "{name}");
                count += 1;
            }
        }
        assert_eq!(count, 22);
        for node in notice.nodes.iter().filter(|node| !node.list.is_empty()) {
            assert!(node.asked_by(required).is_some(), "{node:?}");
        }
    }
}
