//! What differs between the tables of two packs.

use std::collections::{BTreeMap, BTreeSet};

use checks::{PackHead, RulePack};
use vault::{AdoptedPack, View};

use super::in_force;
use crate::{
    Error,
    contract::{Language, TableDifference},
    text,
};

/// The tables of the offered pack that differ from those of the pack in force, by name.
pub(super) fn tables(
    view: View<'_>,
    in_force: &RulePack,
    offered: &BTreeMap<String, String>,
    language: Language,
) -> Result<Vec<TableDifference>, Error> {
    let present = tables_of(view, in_force)?;
    let names: BTreeSet<&String> = present.keys().chain(offered.keys()).collect();
    let differences = names.into_iter().map(|name| {
        let lines = |tables: &BTreeMap<String, String>| -> BTreeSet<String> {
            let text = tables.get(name).map(String::as_str).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        };
        let (before, after) = (lines(&present), lines(offered));
        TableDifference {
            table: name.clone(),
            title: text::rule_table(name, language).into(),
            added: after.difference(&before).cloned().collect(),
            removed: before.difference(&after).cloned().collect(),
        }
    });
    Ok(differences
        .filter(|table| !table.added.is_empty() || !table.removed.is_empty())
        .collect())
}

/// The text of each table of a pack.
pub(super) fn tables_of(
    view: View<'_>,
    pack: &RulePack,
) -> Result<BTreeMap<String, String>, Error> {
    let packs = view.rule_packs().list()?;
    let adopted = packs.iter().find(|adopted| is_of(adopted, pack.head()));
    let read = match adopted {
        Some(adopted) if pack.head() != RulePack::embedded().head() => {
            in_force::read(view, adopted)?
        }
        _ => None,
    };
    let embedded = || {
        let files = checks::embedded_files();
        files
            .map(|(name, text)| (name.into(), text.into()))
            .collect()
    };
    Ok(read.map_or_else(embedded, |read| read.tables))
}

/// Whether an adopted pack has the name and version of a head.
pub(super) fn is_of(adopted: &AdoptedPack, head: &PackHead) -> bool {
    (&adopted.name, &adopted.version) == (&head.name, &head.version)
}
