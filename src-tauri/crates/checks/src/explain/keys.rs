//! Findings on the Mexican keys, through the explanations of `mx`.

use mx::{Code, Kind, Language, Mark};

use super::{Explanation, of};
use crate::Finding;

pub(super) fn explain(finding: &Finding, code: Code, language: Language) -> Explanation {
    let kind = kind(code, &finding.field);
    let value = finding.value.as_deref().unwrap_or_default();
    let mark = Mark {
        code,
        severity: finding.severity,
        positions: finding.positions.clone(),
        expected: finding.expected.clone(),
        found: found(code, value),
    };
    let explained = mx::explain(&mark, kind, value, language);
    Explanation {
        title: title(&explained.what, kind),
        what: explained.what,
        expected: explained.expected,
        why: format!("{} {}", of(language, why(kind)), explained.certainty),
        basis: explained.basis,
        next_step: explained.next_step,
    }
}

/// The first sentence, with the name of the key where the sentence leaves it out.
fn title(what: &str, kind: Kind) -> String {
    let first = what.split_once(". ").map_or(what, |(first, _)| first);
    let first = first.trim_end_matches('.');
    let name = match kind {
        Kind::Rfc => "RFC",
        Kind::Curp => "CURP",
        Kind::Clabe => "CLABE",
    };
    if first.contains(name) {
        return first.to_owned();
    }
    let mut letters = first.chars();
    let lower: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .collect();
    format!("{name}: {lower}{}", letters.as_str())
}

fn kind(code: Code, field: &str) -> Kind {
    match code.as_str() {
        text if text.starts_with("RFC") => Kind::Rfc,
        text if text.starts_with("CURP") => Kind::Curp,
        text if text.starts_with("CLABE") => Kind::Clabe,
        _ if field.ends_with("curp") => Kind::Curp,
        _ if field.ends_with("clabe") => Kind::Clabe,
        _ => Kind::Rfc,
    }
}

fn why(kind: Kind) -> [&'static str; 2] {
    match kind {
        Kind::Rfc => [
            "El RFC identifica al cliente en los avisos al SAT; mal escrito, el aviso se rechaza o señala a otra persona.",
            "The RFC identifies the client in notices to the tax authority; mistyped, the notice is refused or points at somebody else.",
        ],
        Kind::Curp => [
            "La CURP identifica a la persona ante RENAPO; mal escrita, puede señalar a otra persona.",
            "The CURP identifies the person in the population register; mistyped, it can point at somebody else.",
        ],
        Kind::Clabe => [
            "La CLABE dice a qué cuenta va el dinero; mal escrita, el pago se devuelve o llega a otra cuenta.",
            "The CLABE tells which account the money goes to; mistyped, the payment returns or reaches another account.",
        ],
    }
}

/// What was read, where it is not the characters at the positions.
fn found(code: Code, value: &str) -> Option<String> {
    let part = |from: usize, to: usize| -> Option<String> {
        let chars: Vec<char> = value.chars().collect();
        chars.get(from..to).map(|part| part.iter().collect())
    };
    match code {
        Code::RfcLength | Code::CurpLength | Code::ClabeLength if !value.is_empty() => {
            Some(value.chars().count().to_string())
        }
        Code::RfcNameMismatch | Code::RfcCurpLettersDiffer | Code::RfcCurpDiffExplained => {
            part(0, 4)
        }
        Code::CurpNameMismatch => Some(format!("{} {}", part(0, 4)?, part(13, 16)?)),
        Code::CurpDateMismatch | Code::CurpFuture | Code::CurpAge => {
            mx::curp::birth_date(value).map(|date| date.to_string())
        }
        _ => None,
    }
}
