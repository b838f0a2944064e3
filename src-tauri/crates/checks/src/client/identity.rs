//! What a client says about itself, in the form that the keys are compared with.

use artu::models::{Client, ClientType};
use mx::Names;

/// Names of an individual. None when they do not suffice to derive letters.
///
/// `name` may hold the given names or the full name although `lastName` is there too.
pub(crate) fn names(client: &Client) -> Option<Names> {
    if client.kind != ClientType::Individual {
        return None;
    }
    let words: Vec<&str> = client.name.split_whitespace().collect();
    let middle = client.middle_name.as_deref().unwrap_or_default().trim();
    let last: Vec<&str> = client
        .last_name
        .as_deref()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    if last.is_empty() {
        return (words.len() > 1).then(|| Names::full(client.name.trim()));
    }
    let surnames_at = place_of(&words, &last).filter(|at| *at > 0);
    let (given, surnames) = match surnames_at {
        Some(at) => (words[..at].join(" "), words[at..].join(" ")),
        None => (words.join(" "), last.join(" ")),
    };
    let given = if middle.is_empty() || mx::fold(&given).contains(&mx::fold(middle)) {
        given
    } else {
        format!("{given} {middle}")
    };
    (!given.is_empty()).then(|| Names::joined(&given, &surnames))
}

/// Where the words of `part` begin in `words`, without regard to accents and case.
fn place_of(words: &[&str], part: &[&str]) -> Option<usize> {
    words.windows(part.len()).position(|window| {
        window
            .iter()
            .zip(part)
            .all(|(a, b)| mx::fold(a) == mx::fold(b))
    })
}

/// `MX` for a Mexican, else the first nationality; none when none is known.
pub(crate) fn nationality(client: &Client) -> Option<&str> {
    let known = || client.nationalities.iter().map(|code| code.trim());
    known()
        .find(|code| code.eq_ignore_ascii_case("MX"))
        .or_else(|| known().find(|code| !code.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::json;

    #[test]
    fn names_are_read_as_far_as_they_are_there() {
        for (members, expected) in [
            (
                json!({"name": "Wendalio", "lastName": "Kunderal Dornegua"}),
                Some(Names::joined("Wendalio", "Kunderal Dornegua")),
            ),
            (
                json!({"name": "Wendalio KUNDERAL Dornegua", "lastName": "Kunderal"}),
                Some(Names::joined("Wendalio", "KUNDERAL Dornegua")),
            ),
            (
                json!({"name": "José", "middleName": "Wendalio", "lastName": "Kunderal"}),
                Some(Names::joined("José Wendalio", "Kunderal")),
            ),
            (
                json!({"name": "Wendalio Kunderal", "lastName": null}),
                Some(Names::full("Wendalio Kunderal")),
            ),
            (json!({"name": "Wendalio", "lastName": ""}), None),
            (
                json!({"type": "company", "name": "Kunderal Dornegua"}),
                None,
            ),
        ] {
            assert!(names(&samples::individual(members)) == expected);
        }
    }
}
