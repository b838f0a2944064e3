//! Paths with places: reading, checking and filling them.

use std::collections::BTreeMap;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::error::PathFault;
use crate::error::Error;

/// Everything but the characters that mean nothing anywhere in an address (RFC 3986, 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The name of the place that a whole part of a path is.
fn place(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// The names of the places of a path, in their order.
pub(super) fn places(path: &str) -> impl Iterator<Item = &str> + use<'_> {
    path.split('/').filter_map(place)
}

/// Looks that a path is one and has the places of the standard path, each once.
pub(super) fn check(path: &str, standard: &'static str) -> Result<(), PathFault> {
    let Some(rest) = path.strip_prefix('/') else {
        return Err(PathFault::NoSlash);
    };
    if path.contains(['?', '#']) {
        return Err(PathFault::QueryOrFragment);
    }
    let known = |c: char| c.is_ascii_alphanumeric() || "/{}-._~!$&'()*+,;=:@".contains(c);
    if let Some(character) = path.chars().find(|c| !known(*c)) {
        return Err(PathFault::Character { character });
    }
    // A slash at the end is a matter of taste of the server.
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    if rest.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(PathFault::Segment);
    }
    let foreign = rest
        .split('/')
        .filter(|part| part.contains(['{', '}']))
        .find(|part| !place(part).is_some_and(|name| places(standard).any(|own| own == name)));
    if let Some(part) = foreign {
        return Err(PathFault::ForeignPlace {
            text: part.to_owned(),
        });
    }
    for own in places(standard) {
        match places(path).filter(|name| *name == own).count() {
            0 => return Err(PathFault::MissingPlace { place: own }),
            1 => {}
            _ => return Err(PathFault::RepeatedPlace { place: own }),
        }
    }
    Ok(())
}

/// What stands in the places of a path. `Debug` shows ids; any other text could be personal.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Places(BTreeMap<String, String>);

impl Places {
    /// No places.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// One place.
    pub(crate) fn one(name: &str, value: impl fmt::Display) -> Self {
        Self::none().and(name, value)
    }

    /// Adds a place.
    pub(crate) fn and(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.0.insert(name.to_owned(), value.to_string());
        self
    }

    /// The path with every place filled by one percent-encoded segment.
    pub(super) fn fill(&self, path: &str) -> Result<String, Error> {
        let mut filled = String::with_capacity(path.len() + 64);
        for part in path.split('/').skip(1) {
            filled.push('/');
            match place(part) {
                Some(name) => filled.extend(utf8_percent_encode(self.value(name)?, ENCODED)),
                None => filled.push_str(part),
            }
        }
        Ok(filled)
    }

    /// The value of a place. A value of dots alone cannot be written: address readers take `%2E%2E` for `..` too.
    fn value(&self, name: &str) -> Result<&str, Error> {
        let reason = match self.0.get(name).map(String::as_str) {
            None => "a place of the path has no value",
            Some("") => "a value of the path is empty",
            Some("." | "..") => "a value of the path is `.` or `..`, which an address cannot hold",
            Some(value) => return Ok(value),
        };
        Err(Error::Request { reason })
    }
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.0.iter().map(|(name, value)| {
                let shown = match uuid::Uuid::parse_str(value) {
                    Ok(_) => value.as_str(),
                    Err(_) => "…",
                };
                (name, shown)
            }))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PathFault, Places, check};

    #[test]
    fn a_path_is_taken_or_refused_for_what_is_wrong_with_it() {
        let standard = "/clients/{parentClientId}/links/{childClientId}";
        for good in [
            standard,
            "/v2/links/{childClientId}/of/{parentClientId}/",
            "/links:remove/{parentClientId}/{childClientId}",
        ] {
            assert_eq!(check(good, standard), Ok(()), "{good}");
        }
        let both = "{parentClientId}/{childClientId}";
        let foreign = |text: &str| PathFault::ForeignPlace {
            text: text.to_owned(),
        };
        for (bad, fault) in [
            (both.to_owned(), PathFault::NoSlash),
            (format!("/{both}?x=1"), PathFault::QueryOrFragment),
            (format!("/{both}#x"), PathFault::QueryOrFragment),
            (
                format!("/a b/{both}"),
                PathFault::Character { character: ' ' },
            ),
            (
                format!("/%2e/{both}"),
                PathFault::Character { character: '%' },
            ),
            (
                format!("/\\/{both}"),
                PathFault::Character { character: '\\' },
            ),
            (format!("//{both}"), PathFault::Segment),
            (format!("/../{both}"), PathFault::Segment),
            (format!("/{both}//"), PathFault::Segment),
            (format!("/{both}/{{id}}"), foreign("{id}")),
            (
                format!("/{both}/x{{childClientId}}"),
                foreign("x{childClientId}"),
            ),
            (format!("/{both}/{{}}"), foreign("{}")),
            (
                "/{parentClientId}".to_owned(),
                PathFault::MissingPlace {
                    place: "childClientId",
                },
            ),
            (
                format!("/{both}/{{childClientId}}"),
                PathFault::RepeatedPlace {
                    place: "childClientId",
                },
            ),
        ] {
            assert_eq!(check(&bad, standard), Err(fault), "{bad}");
        }
    }

    #[test]
    fn values_that_no_address_can_hold_are_refused() {
        for bad in ["", ".", ".."] {
            assert!(
                Places::one("id", bad).fill("/clients/{id}").is_err(),
                "{bad}"
            );
        }
        assert!(Places::none().fill("/clients/{id}").is_err());
        let odd = Places::one("id", "a/b?c%2e..#é ");
        assert_eq!(
            odd.fill("/clients/{id}/promote").unwrap(),
            "/clients/a%2Fb%3Fc%252e..%23%C3%A9%20/promote"
        );
    }

    #[test]
    fn debug_shows_ids_and_no_other_text() {
        let id = "11111111-1111-4111-8111-111111111111";
        let text = format!(
            "{:?}",
            Places::one("id", id).and("externalId", "GALJ850101")
        );
        assert!(text.contains(id) && !text.contains("GALJ"), "{text}");
    }

    proptest! {
        #[test]
        fn a_value_never_leaves_its_segment(value in "\\PC{1,12}|[./%?#\\\\a2eE ]{1,8}|(\\.|%2e|%2E){1,3}") {
            let path = "/clients/metadata/{key}/{value}";
            let Ok(filled) = Places::one("key", "k").and("value", &value).fill(path) else {
                prop_assert!(value == "." || value == "..");
                return Ok(());
            };
            let mut url = url::Url::parse("https://api.example.test/base").unwrap();
            url.set_path(&format!("/base{filled}"));
            prop_assert_eq!(url.path(), format!("/base{filled}"));
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 5);
            prop_assert_eq!(&segments[..4], &["base", "clients", "metadata", "k"]);
            let read = percent_encoding::percent_decode_str(segments[4]).decode_utf8().unwrap();
            prop_assert_eq!(read, value);
            prop_assert!(url.query().is_none() && url.fragment().is_none());
        }
    }
}
