//! The states of Mexico and the postal codes that belong to them (rules MX-016, MX-031, MX-032).

use std::collections::HashMap;

use serde::Deserialize;

use crate::{Tables, text};

/// A state, or the entry `NE` of the CURP for births abroad.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct State {
    /// Two letters of the CURP.
    pub curp_code: String,
    /// Two digits of INEGI; empty for births abroad.
    pub inegi: String,
    /// Official name.
    pub name: String,
    /// ISO 3166-2 code; empty for births abroad.
    pub iso_3166_2: String,
    cp_prefixes: String,
}

/// Names in use beside the official ones, folded, with the letters of the CURP.
const ALIASES: [(&str, &str); 12] = [
    ("CDMX", "DF"),
    ("DISTRITO FEDERAL", "DF"),
    ("MEXICO DF", "DF"),
    ("MEXICO", "MC"),
    ("ESTADO DE MEXICO", "MC"),
    ("EDO DE MEXICO", "MC"),
    ("EDO MEX", "MC"),
    ("EDOMEX", "MC"),
    ("COAHUILA", "CL"),
    ("MICHOACAN", "MN"),
    ("VERACRUZ", "VZ"),
    ("QUERETARO DE ARTEAGA", "QT"),
];

/// The states, with every way to write them.
pub(crate) struct States {
    all: Vec<State>,
    /// Every way to write a state, as [`form`] gives it, with its place among all.
    forms: HashMap<String, usize>,
}

impl States {
    pub(crate) fn new(all: Vec<State>) -> Self {
        let mut forms = HashMap::new();
        for (place, state) in all.iter().enumerate() {
            let short = state.iso_3166_2.trim_start_matches("MX-");
            let aliases = ALIASES
                .iter()
                .filter(|(_, code)| *code == state.curp_code)
                .map(|(alias, _)| *alias);
            for written in [
                state.curp_code.as_str(),
                &state.name,
                &state.iso_3166_2,
                short,
            ]
            .into_iter()
            .chain(aliases)
            .filter(|written| !written.is_empty())
            {
                forms.insert(form(written), place);
            }
        }
        Self { all, forms }
    }
}

impl State {
    /// Whether the first two digits of a postal code belong to this state.
    fn has_prefix(&self, prefix: u8) -> bool {
        let mut bounds = self
            .cp_prefixes
            .split('-')
            .map_while(|bound| bound.parse::<u8>().ok());
        match (bounds.next(), bounds.next()) {
            (Some(only), None) => prefix == only,
            (Some(first), Some(last)) => (first..=last).contains(&prefix),
            (None, _) => false,
        }
    }
}

/// Every entry of the table: the 32 states and `NE`.
pub fn all(tables: &Tables) -> &[State] {
    &tables.states.all
}

/// The entry with these two letters of the CURP.
pub fn by_curp_code<'t>(tables: &'t Tables, code: &str) -> Option<&'t State> {
    all(tables).iter().find(|state| state.curp_code == code)
}

/// The state of a text as people write it: official or short name, ISO 3166-2 with or without
/// `MX-`, or letters of the CURP; accents, case and full stops do not matter.
/// "México" is the State of Mexico.
pub fn find<'t>(tables: &'t Tables, written: &str) -> Option<&'t State> {
    let place = tables.states.forms.get(&form(written))?;
    all(tables).get(*place)
}

/// A written state without accents, case, full stops and brackets.
fn form(written: &str) -> String {
    let plain = written.replace('.', "").replace(['(', ')', ','], " ");
    text::words(&text::fold(&plain))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a postal code tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostalCode<'t> {
    /// It is not five digits.
    Malformed,
    /// No state uses its first two digits.
    UnusedPrefix,
    /// Its first two digits belong to this state.
    Of(&'t State),
}

/// Reads a postal code by its form and prefix. The list of settlements is not part of this.
pub fn postal_code<'t>(tables: &'t Tables, code: &str) -> PostalCode<'t> {
    if code.len() != 5 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return PostalCode::Malformed;
    }
    let prefix = code.get(..2).and_then(|digits| digits.parse().ok());
    prefix
        .and_then(|prefix| all(tables).iter().find(|state| state.has_prefix(prefix)))
        .map_or(PostalCode::UnusedPrefix, PostalCode::Of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> &'static [State] {
        super::all(Tables::embedded())
    }

    fn by_curp_code(code: &str) -> Option<&'static State> {
        super::by_curp_code(Tables::embedded(), code)
    }

    fn find(written: &str) -> Option<&'static State> {
        super::find(Tables::embedded(), written)
    }

    fn postal_code(code: &str) -> PostalCode<'static> {
        super::postal_code(Tables::embedded(), code)
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(all().len(), 33);
        assert_eq!(by_curp_code("NE").unwrap().inegi, "");
        assert!(by_curp_code("CX").is_none());
    }

    #[test]
    fn states_are_found_as_people_write_them() {
        for (written, code) in [
            ("Nuevo Leon", "NL"),
            ("nuevo león", "NL"),
            ("MX-JAL", "JC"),
            ("JAL", "JC"),
            ("México", "MC"),
            ("Edo. de México", "MC"),
            ("México (Estado de México)", "MC"),
            ("Distrito Federal", "DF"),
            ("CDMX", "DF"),
            ("D.F.", "DF"),
            ("Ciudad de México", "DF"),
            ("Michoacán", "MN"),
            ("ts", "TS"),
        ] {
            assert_eq!(
                find(written).map(|state| state.curp_code.as_str()),
                Some(code),
                "{written}"
            );
        }
        let forms: usize = all()
            .iter()
            .map(|state| {
                assert_eq!(find(&state.name), Some(state));
                assert_eq!(find(&state.curp_code), Some(state));
                if state.iso_3166_2.is_empty() { 2 } else { 4 }
            })
            .sum();
        assert!(Tables::embedded().states.forms.len() <= forms + ALIASES.len());
        assert_eq!(find("California"), None);
        assert_eq!(find(" "), None);
    }

    #[test]
    fn postal_codes_tell_their_state() {
        for (code, state) in [
            ("01000", "DF"),
            ("16999", "DF"),
            ("62000", "MS"),
            ("99999", "ZS"),
        ] {
            assert_eq!(
                postal_code(code),
                PostalCode::Of(by_curp_code(state).unwrap()),
                "{code}"
            );
        }
        assert_eq!(postal_code("00100"), PostalCode::UnusedPrefix);
        assert_eq!(postal_code("18000"), PostalCode::UnusedPrefix);
        for code in ["1000", "010000", "01 00", "O1000", "１1000", ""] {
            assert_eq!(postal_code(code), PostalCode::Malformed, "{code}");
        }
    }
}
