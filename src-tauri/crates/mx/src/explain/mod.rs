//! A mark in words: what it is, what was expected, how sure the rule is, where it comes from
//! and what to do next.

mod clabe_texts;
mod curp_texts;
mod rfc_texts;

use serde::{Deserialize, Serialize};

use crate::{Code, Kind, Language, Mark, Tables};

/// A mark explained to an analyst, in one language.
///
/// It never says that a key is registered or in force: only the authority can tell.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What was noticed, with the characters concerned by position, counted from 1.
    pub what: String,
    /// What was expected, and how it is computed.
    pub expected: String,
    /// How sure the rule is.
    pub certainty: String,
    /// Rule and source, as in `MX-006 · SAT`.
    pub basis: String,
    /// What to do next.
    pub next_step: String,
}

impl std::fmt::Debug for Explanation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Explanation")
            .field("basis", &self.basis)
            .finish_non_exhaustive()
    }
}

/// How much stands behind a rule.
#[derive(Clone, Copy)]
enum Certainty {
    /// The norm was read, or three independent programs agree.
    High,
    /// One good secondary source, or two programs.
    Medium,
    /// A convention of analysts; no norm says it.
    Practice,
}

/// Where the expected value of a mark comes from.
#[derive(Clone, Copy)]
enum Origin {
    Allowed,
    Computed,
    Declared,
    OtherKey,
}

/// The texts of one code: Spanish first, English second.
struct Text {
    code: Code,
    source: &'static str,
    certainty: Certainty,
    origin: Origin,
    what: [&'static str; 2],
    expected: [&'static str; 2],
    next: [&'static str; 2],
}

fn text(code: Code) -> Option<&'static Text> {
    [rfc_texts::TEXTS, curp_texts::TEXTS, clabe_texts::TEXTS]
        .into_iter()
        .flatten()
        .find(|text| text.code == code)
}

impl Language {
    fn of(self, texts: [&'static str; 2]) -> &'static str {
        self.pick(texts[0], texts[1])
    }
}

/// Explains a mark on a key of this kind, whose normalised value is given.
pub fn explain(mark: &Mark, kind: Kind, normalized: &str, language: Language) -> Explanation {
    let name = match kind {
        Kind::Rfc => "RFC",
        Kind::Curp => "CURP",
        Kind::Clabe => "CLABE",
    };
    let Some(text) = text(mark.code) else {
        return Explanation {
            what: Tables::embedded().meaning(mark.code, language).to_owned(),
            expected: String::new(),
            certainty: String::new(),
            basis: mark.code.rule().to_owned(),
            next_step: String::new(),
        };
    };
    let mut what = language.of(text.what).replace("{key}", name);
    if let Some(place) = place(mark, text.origin, normalized, language) {
        what.push(' ');
        what.push_str(&place);
    }
    Explanation {
        what,
        expected: language.of(text.expected).replace("{key}", name),
        certainty: certainty(text.certainty, language).to_owned(),
        basis: format!("{} · {}", mark.code.rule(), text.source),
        next_step: language.of(text.next).replace("{key}", name),
    }
}

fn certainty(certainty: Certainty, language: Language) -> &'static str {
    language.of(match certainty {
        Certainty::High => [
            "Alta: la norma lo dice, o tres programas independientes coinciden.",
            "High: the norm says so, or three independent programs agree.",
        ],
        Certainty::Medium => [
            "Media: una buena fuente secundaria o dos programas coinciden; puede haber excepciones.",
            "Medium: one good secondary source, or two programs agree; there may be exceptions.",
        ],
        Certainty::Practice => [
            "Práctica de análisis: ninguna norma leída lo exige; la severidad es una propuesta.",
            "Analyst practice: no norm that was read demands it; the severity is a proposal.",
        ],
    })
}

/// `Posición 12: se lee «4», se calcula «9».`
fn place(mark: &Mark, origin: Origin, normalized: &str, language: Language) -> Option<String> {
    let chars: Vec<char> = normalized.chars().collect();
    let read = mark.found.clone().or_else(|| {
        let read: String = mark
            .positions
            .iter()
            .filter_map(|at| chars.get(*at))
            .collect();
        (!read.is_empty()).then_some(read)
    });
    let mut parts = Vec::new();
    if let Some(read) = read {
        let reads = language.pick("se lee", "it reads");
        parts.push(format!("{reads} {}", quoted(&read)));
    }
    if let Some(expected) = &mark.expected {
        let verb = language.of(match origin {
            Origin::Allowed => ["se espera", "expected"],
            Origin::Computed => ["se calcula", "computed"],
            Origin::Declared => ["se declaró", "declared"],
            Origin::OtherKey => ["la CURP lleva", "the CURP carries"],
        });
        parts.push(format!("{verb} {}", quoted(expected)));
    }
    let reading = parts.join(", ");
    match (positions(&mark.positions, language), reading.is_empty()) {
        (None, true) => None,
        (None, false) => Some(capital(&reading) + "."),
        (Some(places), true) => Some(places + "."),
        (Some(places), false) => Some(format!("{places}: {reading}.")),
    }
}

/// The text in quotes, with the code points of characters that look like others.
fn quoted(text: &str) -> String {
    let strange: Vec<String> = text
        .chars()
        .filter(|c| !c.is_ascii() && *c != 'Ñ')
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect();
    if strange.is_empty() {
        format!("«{text}»")
    } else {
        format!("«{text}» ({})", strange.join(", "))
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(chars)
        .collect()
}

/// Positions counted from 1, runs of neighbours joined: `Posiciones 5–10 y 17`.
fn positions(positions: &[usize], language: Language) -> Option<String> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in positions {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *at => *last = *at,
            _ => runs.push((*at, *at)),
        }
    }
    let labels: Vec<String> = runs
        .iter()
        .map(|(first, last)| {
            if first == last {
                format!("{}", first + 1)
            } else {
                format!("{}–{}", first + 1, last + 1)
            }
        })
        .collect();
    let noun = match positions.len() {
        0 => return None,
        1 => ["Posición", "Position"],
        _ => ["Posiciones", "Positions"],
    };
    Some(format!("{} {}", language.of(noun), labels.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rfc;

    fn is_no_verdict(text: &str) -> bool {
        let lower = text.to_lowercase();
        !["válid", "valid", "cumple"]
            .iter()
            .any(|word| lower.contains(word))
    }

    #[test]
    fn every_code_is_explained_once_in_both_languages() {
        for code in Code::ALL {
            let count = [rfc_texts::TEXTS, curp_texts::TEXTS, clabe_texts::TEXTS]
                .into_iter()
                .flatten()
                .filter(|text| text.code == *code)
                .count();
            assert_eq!(count, 1, "{code}");
            for language in [Language::Es, Language::En] {
                let explanation = explain(&Tables::embedded().mark(*code), Kind::Rfc, "", language);
                for text in [
                    &explanation.what,
                    &explanation.expected,
                    &explanation.certainty,
                    &explanation.basis,
                    &explanation.next_step,
                ] {
                    assert!(!text.is_empty(), "{code}");
                    assert!(is_no_verdict(text), "{code}: {text}");
                }
            }
        }
    }

    #[test]
    fn the_character_is_pointed_at() {
        let assessment = rfc::check(Some("KUDW680405AI4"), &rfc::Context::default());
        let explained = |language| {
            explain(
                &assessment.marks[0],
                Kind::Rfc,
                &assessment.normalized,
                language,
            )
        };
        let spanish = explained(Language::Es);
        assert!(
            spanish
                .what
                .ends_with("Posición 13: se lee «4», se calcula «9»."),
            "{}",
            spanish.what
        );
        assert_eq!(spanish.basis, "MX-006 · SAT");
        assert!(
            explained(Language::En)
                .what
                .ends_with("Position 13: it reads «4», computed «9».")
        );
    }

    #[test]
    fn look_alikes_show_their_code_point() {
        let assessment = rfc::check(Some("АUDQ520121LP0"), &rfc::Context::default());
        let explanation = explain(
            &assessment.marks[0],
            Kind::Rfc,
            &assessment.normalized,
            Language::Es,
        );
        assert!(explanation.what.contains("U+0410"), "{}", explanation.what);
    }

    #[test]
    fn runs_of_positions_are_joined() {
        assert_eq!(
            positions(&[4, 5, 6, 16], Language::Es).unwrap(),
            "Posiciones 5–7, 17"
        );
        assert_eq!(positions(&[], Language::En), None);
    }
}
