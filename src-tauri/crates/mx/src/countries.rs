//! Countries by two letters (rule MX-034).

use serde::Deserialize;

use crate::Tables;

/// A country or territory.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Country {
    /// Two letters of ISO 3166-1, or those in use for what that does not name.
    pub code: String,
    /// The two letters of the notice's catalogue.
    pub notice: String,
}

/// A country by its code, in capitals or not. None for what is no code, names included.
pub fn find<'t>(tables: &'t Tables, code: &str) -> Option<&'t Country> {
    tables.countries.get(&capitals(code))
}

/// A country by the letters that the notice has for it.
pub fn of_notice<'t>(tables: &'t Tables, letters: &str) -> Option<&'t Country> {
    let letters = capitals(letters);
    let mut countries = tables.countries.values();
    countries.find(|country| country.notice == letters)
}

fn capitals(code: &str) -> String {
    code.trim().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_their_letters() {
        let tables = Tables::embedded();
        assert_eq!(tables.countries.len(), 250);
        let notice = |code| find(tables, code).map(|country| country.notice.as_str());
        assert_eq!(notice(" mx "), Some("MX"));
        assert_eq!((notice("GB"), notice("GR")), (Some("UK"), Some("EL")));
        for none in ["UK", "EL", "ZZ", "MEX", "México", ""] {
            assert_eq!(notice(none), None, "{none}");
        }
        let code = |letters| of_notice(tables, letters).map(|country| country.code.as_str());
        assert_eq!(
            (code("uk"), code("EL"), code("GB")),
            (Some("GB"), Some("GR"), None)
        );
    }
}
