//! Rule packs: the tables that the rules read, with a name, a version and a day of effect.

use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, date};
use mx::Tables;
use mx::tables::{File, Source, TableFault};

use crate::{
    completeness::{self, RequiredData},
    measures::Measures,
    notice::NoticeTables,
};

/// The tables of this crate as they are embedded.
const FILES: [File; 4] = [
    ("measures.csv", include_str!("../tables/measures.csv")),
    (
        "notice-forms.csv",
        include_str!("../tables/notice-forms.csv"),
    ),
    (
        "notice-nodes.csv",
        include_str!("../tables/notice-nodes.csv"),
    ),
    ("required-fields.csv", completeness::EMBEDDED),
];

/// What names a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackHead {
    /// Whose rules, as in `mx`.
    pub name: String,
    /// Version, as in `2026-11-23`; of two packs with one day of effect the greater version counts.
    pub version: String,
    /// The first day on which it counts.
    pub from: Date,
}

impl PackHead {
    /// Name and version, as findings and reports carry them.
    pub fn label(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// A pack of rules: the tables that decide what is asked, how grave it is and by what it is measured. The functions over them are part
/// of the program.
pub struct RulePack {
    head: PackHead,
    label: String,
    pub(crate) tables: Tables,
    pub(crate) required: RequiredData,
    pub(crate) notice: NoticeTables,
    pub(crate) measures: Measures,
}

impl std::fmt::Debug for RulePack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RulePack")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

static EMBEDDED: LazyLock<Arc<RulePack>> = LazyLock::new(|| {
    let head = PackHead {
        name: "mx".to_owned(),
        version: "2026-11-23".to_owned(),
        from: date(2026, 11, 23),
    };
    let of = |name: &str| embedded_files().find(|file| file.0 == name);
    let read = RulePack::read(head, |name| of(name).map(|file| file.1));
    // The tests read the same text.
    Arc::new(read.unwrap_or_else(|fault| unreachable!("{fault}")))
});

/// The tables of the pack that the program carries, by name.
pub fn embedded_files() -> impl Iterator<Item = File> {
    mx::tables::FILES.into_iter().chain(FILES)
}

impl RulePack {
    /// The pack that the program carries.
    pub fn embedded() -> &'static Arc<Self> {
        &EMBEDDED
    }

    /// Reads a pack; `text` gives each table that [`embedded_files`] names.
    ///
    /// # Errors
    /// The first table that is missing, empty, incomplete or has a line that cannot be read.
    pub fn read<'t>(
        head: PackHead,
        text: impl Fn(&str) -> Option<&'t str>,
    ) -> Result<Self, TableFault> {
        let table = |name: &'static str| Source::new(name, text(name).unwrap_or_default());
        Ok(Self {
            label: head.label(),
            head,
            tables: Tables::read(&text)?,
            required: RequiredData::read(&table("required-fields.csv"))?,
            notice: NoticeTables::read(&table("notice-nodes.csv"), &table("notice-forms.csv"))?,
            measures: Measures::read(&table("measures.csv"))?,
        })
    }

    /// Its name, version and day of effect.
    pub fn head(&self) -> &PackHead {
        &self.head
    }

    /// Name and version, as findings and reports carry them.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// From how many companies on one person stands for many.
    pub fn companies_of_one_person(&self) -> usize {
        self.measures.companies_of_one_person
    }

    /// The rules of this pack on a day.
    pub fn on(&self, today: Date) -> Rules<'_> {
        Rules { pack: self, today }
    }
}

/// The rules of a pack on a day.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'p> {
    /// The pack.
    pub pack: &'p RulePack,
    /// The day of the check.
    pub today: Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check_client, samples};
    use serde_json::json;

    fn head() -> PackHead {
        PackHead {
            version: "2027-03-01".to_owned(),
            ..RulePack::embedded().head().clone()
        }
    }

    #[test]
    fn another_pack_asks_for_other_things() {
        let client = samples::individual(json!({"scopes": ["MX"], "birthDate": null}));
        let lacks_date = |rules| {
            let found = check_client(&client, rules);
            found
                .iter()
                .any(|finding| finding.code == "MISSING_BIRTH_DATE")
        };
        let lists = include_str!("../tables/required-fields.csv");
        let fewer: Vec<&str> = lists
            .lines()
            .filter(|line| !line.contains("birthDate"))
            .collect();
        let fewer = fewer.join("\n");
        let pack = RulePack::read(head(), |name| {
            let mut files = embedded_files();
            let file = files.find(|file| file.0 == name)?;
            Some(if name == "required-fields.csv" {
                &*fewer
            } else {
                file.1
            })
        })
        .unwrap();
        let today = samples::rules().today;
        assert!(lacks_date(RulePack::embedded().on(today)));
        assert!(!lacks_date(pack.on(today)));
        assert_eq!(pack.label(), "mx 2027-03-01");
    }

    #[test]
    fn a_pack_is_whole_or_none() {
        for (missing, _) in embedded_files() {
            let read = RulePack::read(head(), |name| {
                let mut files = embedded_files().filter(|file| file.0 != missing);
                files.find(|file| file.0 == name).map(|file| file.1)
            });
            assert_eq!(read.unwrap_err().table, missing);
        }
    }
}
