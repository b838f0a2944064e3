//! The tables that the rules read: data that change without the program, each with its days or its codes.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Code, Language, Mark, Severity, clabe, code, countries, limits, states, uma};

/// A table as it is embedded: its name, as in `uma.csv`, and its text.
pub type File = (&'static str, &'static str);

/// The tables of this crate as they are embedded.
pub const FILES: [File; 9] = [
    ("banks.csv", include_str!("../tables/banks.csv")),
    ("codes.csv", include_str!("../tables/codes.csv")),
    ("countries.csv", include_str!("../tables/countries.csv")),
    (
        "generic-keys.csv",
        include_str!("../tables/generic-keys.csv"),
    ),
    (
        "inconvenient-words.csv",
        include_str!("../tables/inconvenient-words.csv"),
    ),
    ("plazas.csv", include_str!("../tables/plazas.csv")),
    ("states.csv", include_str!("../tables/states.csv")),
    ("thresholds.csv", include_str!("../tables/thresholds.csv")),
    ("uma.csv", include_str!("../tables/uma.csv")),
];

/// What the rules read beside the key itself: severities, catalogues, words, limits.
///
/// Those that the program carries are [`Tables::embedded`]; [`Tables::read`] takes others in their place.
pub struct Tables {
    codes: Vec<code::Row>,
    pub(crate) uma: Vec<uma::Uma>,
    pub(crate) limits: Vec<limits::Row>,
    pub(crate) states: states::States,
    pub(crate) countries: HashMap<String, countries::Country>,
    pub(crate) banks: HashMap<String, clabe::Bank>,
    /// Several towns share a plaza code; the first one of the table names it.
    pub(crate) plazas: HashMap<String, String>,
    words: HashMap<Key, HashSet<String>>,
    generic: Vec<GenericKey>,
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tables").finish_non_exhaustive()
    }
}

/// Why tables cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFault {
    /// The table, as in `uma.csv`.
    pub table: String,
    /// The line that cannot be read, counted from 1; none when the table as a whole is at fault.
    pub line: Option<u64>,
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}: line {line} cannot be read", self.table),
            None => write!(f, "{}: missing, empty or incomplete", self.table),
        }
    }
}

impl std::error::Error for TableFault {}

/// A key that word lists and generic keys belong to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Key {
    Rfc,
    Curp,
}

#[derive(Deserialize)]
struct Word {
    key: Key,
    word: String,
}

#[derive(Deserialize)]
struct Plaza {
    code: String,
    name: String,
}

/// A key that identifies nobody (MX-010, MX-021).
#[derive(Deserialize)]
struct GenericKey {
    key: Key,
    value: String,
    holder: GenericHolder,
}

/// Who uses a generic key.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GenericHolder {
    Anyone,
    Foreigner,
}

static EMBEDDED: LazyLock<Tables> = LazyLock::new(|| {
    let read = Tables::read(|name| FILES.iter().find(|file| file.0 == name).map(|file| file.1));
    // The tests read the same text.
    read.unwrap_or_else(|fault| unreachable!("{fault}"))
});

impl Tables {
    /// The tables that the program carries.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads tables; `text` gives that of each name of [`FILES`], in CSV with a header line.
    ///
    /// # Errors
    /// The first table that is missing, empty, lacks a code of [`Code::ALL`] or has a line that cannot be read.
    pub fn read<'t>(text: impl Fn(&str) -> Option<&'t str>) -> Result<Self, TableFault> {
        let text = |name: &'static str| Source::new(name, text(name).unwrap_or_default());
        let plazas = text("plazas.csv").rows::<Plaza>()?.into_iter().rev();
        let mut words: HashMap<Key, HashSet<String>> = HashMap::new();
        for Word { key, word } in text("inconvenient-words.csv").rows()? {
            words.entry(key).or_default().insert(word);
        }
        Ok(Self {
            codes: code::rows(&text("codes.csv"))?,
            uma: text("uma.csv").rows()?,
            limits: limits::read(&text("thresholds.csv"))?,
            states: states::States::new(text("states.csv").rows()?),
            countries: by_key(
                text("countries.csv").rows()?,
                |country: &countries::Country| country.code.clone(),
            ),
            banks: by_key(text("banks.csv").rows()?, |bank: &clabe::Bank| {
                bank.code.clone()
            }),
            plazas: plazas.map(|plaza| (plaza.code, plaza.name)).collect(),
            words,
            generic: text("generic-keys.csv").rows()?,
        })
    }

    fn code(&self, code: Code) -> Option<&code::Row> {
        self.codes.get(code as usize)
    }

    /// Severity of a code when its context says nothing else.
    pub fn severity(&self, code: Code) -> Severity {
        self.code(code).map_or(Severity::Error, |row| row.severity)
    }

    /// A mark with a code, as grave as the table says.
    pub(crate) fn mark(&self, code: Code) -> Mark {
        Mark::new(code, self.severity(code))
    }

    /// The short meaning of a code.
    pub fn meaning(&self, code: Code, language: Language) -> &str {
        self.code(code).map_or("", |row| row.meaning(language))
    }

    /// Whether the authority masks a letter of these four, since they spell a word.
    pub(crate) fn is_inconvenient(&self, key: Key, word: &str) -> bool {
        self.words
            .get(&key)
            .is_some_and(|words| words.contains(word))
    }

    /// Who uses a key, when it is a generic one.
    pub(crate) fn generic(&self, key: Key, value: &str) -> Option<GenericHolder> {
        let mut generic = self.generic.iter();
        generic
            .find(|known| known.key == key && known.value == value)
            .map(|known| known.holder)
    }
}

/// One table, still to be read: CSV with a header line.
pub struct Source<'t> {
    name: &'static str,
    text: &'t str,
}

impl<'t> Source<'t> {
    /// A table with its name, as in `uma.csv`.
    pub fn new(name: &'static str, text: &'t str) -> Self {
        Self { name, text }
    }

    /// The rows, one record of type `T` each.
    ///
    /// # Errors
    /// When there is none, or a line cannot be read.
    pub fn rows<T: DeserializeOwned>(&self) -> Result<Vec<T>, TableFault> {
        let mut reader = csv::Reader::from_reader(self.text.as_bytes());
        let rows: Result<Vec<T>, csv::Error> = reader.deserialize().collect();
        let rows = rows.map_err(|error| TableFault {
            line: error.position().map(csv::Position::line),
            ..self.fault()
        })?;
        if rows.is_empty() {
            return Err(self.fault());
        }
        Ok(rows)
    }

    /// That the table as a whole is at fault.
    pub fn fault(&self) -> TableFault {
        TableFault {
            table: self.name.to_owned(),
            line: None,
        }
    }
}

/// The rows by their key.
pub(crate) fn by_key<T>(rows: Vec<T>, key: impl Fn(&T) -> String) -> HashMap<String, T> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_with(table: &str, text: Option<&str>) -> Result<Tables, TableFault> {
        Tables::read(|name| match FILES.iter().find(|file| file.0 == name) {
            Some(_) if name == table => text,
            file => file.map(|file| file.1),
        })
    }

    #[test]
    fn other_tables_give_other_marks() {
        let codes = FILES[1]
            .1
            .replace("RFC_CHECK_DIGIT,warn", "RFC_CHECK_DIGIT,error");
        let tables = read_with("codes.csv", Some(&codes)).unwrap();
        let with = |tables| {
            let context = crate::rfc::Context {
                tables,
                ..crate::rfc::Context::default()
            };
            crate::rfc::check(Some("KUDW680405AI4"), &context).severity()
        };
        assert_eq!(with(Tables::embedded()), Some(Severity::Warn));
        assert_eq!(with(&tables), Some(Severity::Error));
    }

    #[test]
    fn a_table_that_cannot_be_read_is_named_with_its_line() {
        let fault = |table: &str, text: Option<&str>| {
            let fault = read_with(table, text).unwrap_err();
            (fault.table, fault.line)
        };
        for (table, _) in FILES {
            assert_eq!(fault(table, None), (table.to_owned(), None));
        }
        for daily in ["mucho", "", "0", "1,1"] {
            let uma = format!("daily,valid_from,valid_to\n{daily},2026-02-01,2027-01-31\n");
            let found = fault("uma.csv", Some(&uma));
            assert_eq!(found, ("uma.csv".to_owned(), Some(2)), "{daily}");
        }
        let uma = "daily,valid_from,valid_to\n117.31,2026-02-01,2027-01-31\n1,2,3\n";
        assert_eq!(fault("uma.csv", Some(uma)), ("uma.csv".to_owned(), Some(3)));
        let codes = "code,severity,meaning_en,meaning_es\nEMPTY,info,a,b\n";
        assert_eq!(
            fault("codes.csv", Some(codes)),
            ("codes.csv".to_owned(), None)
        );
    }

    #[test]
    fn the_lists_of_words_are_whole() {
        let words = &Tables::embedded().words;
        assert_eq!((words[&Key::Rfc].len(), words[&Key::Curp].len()), (41, 81));
        assert_eq!(Tables::embedded().generic.len(), 8);
    }
}
