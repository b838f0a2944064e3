//! A finding in words, in both languages.

mod client_texts;
mod document_texts;
mod household_texts;
mod keys;
mod missing;
mod portfolio_texts;

use artu::models::ClientId;
use mx::{Language, Severity};
use serde::{Deserialize, Serialize};

use crate::{Finding, RulePack, completeness};

/// A finding explained to an analyst, in one language.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// One short line.
    pub title: String,
    /// What was found, with the place and what was read.
    pub what: String,
    /// What was expected, and how it is known.
    pub expected: String,
    /// Why it matters and how sure the rule is.
    pub why: String,
    /// Rule and source.
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

/// The texts of one code: Spanish first, English second.
struct Text {
    code: &'static str,
    source: &'static str,
    title: [&'static str; 2],
    what: [&'static str; 2],
    expected: [&'static str; 2],
    why: [&'static str; 2],
    next: [&'static str; 2],
}

fn of(language: Language, texts: [&'static str; 2]) -> &'static str {
    language.pick(texts[0], texts[1])
}

/// Explains a finding. A code of another pack is explained by its name alone.
pub fn explain(finding: &Finding, pack: &RulePack, language: Language) -> Explanation {
    if let Ok(code) = finding.code.parse() {
        return keys::explain(finding, code, language);
    }
    if finding.code.starts_with(completeness::MISSING)
        && let Some(explanation) = missing::explain(finding, pack, language)
    {
        return explanation;
    }
    let texts = [
        client_texts::TEXTS,
        document_texts::TEXTS,
        household_texts::TEXTS,
        portfolio_texts::TEXTS,
    ];
    let known = texts.into_iter().flatten();
    match known.into_iter().find(|text| text.code == finding.code) {
        Some(text) => own(finding, text, language),
        None => unknown(finding, language),
    }
}

/// The short line of a code, whatever the client.
pub fn title(code: &str, pack: &RulePack, language: Language) -> String {
    let nobody = ClientId(uuid::Uuid::nil());
    let finding = Finding::new(code, Severity::Info, nobody, "");
    explain(&finding, pack, language).title
}

fn own(finding: &Finding, text: &Text, language: Language) -> Explanation {
    let mut what = of(language, text.what).to_owned();
    let read = finding.value.as_ref().map(|value| {
        let verb = language.pick("Se lee", "It reads");
        format!(" {verb} «{value}».")
    });
    what.extend(read);
    what.extend(others(finding.related.len(), language));
    let mut expected = of(language, text.expected).to_owned();
    let value = finding
        .expected
        .as_ref()
        .map(|value| format!(" («{value}»)"));
    expected.extend(value);
    Explanation {
        title: of(language, text.title).to_owned(),
        what,
        expected,
        why: of(language, text.why).to_owned(),
        basis: format!("{} · {}", crate::codes::rule(&finding.code), text.source),
        next_step: of(language, text.next).to_owned(),
    }
}

fn others(count: usize, language: Language) -> Option<String> {
    match (language, count) {
        (_, 0) => None,
        (Language::Es, 1) => Some(" Hay otro cliente implicado.".to_owned()),
        (Language::Es, _) => Some(format!(" Hay otros {count} clientes implicados.")),
        (Language::En, 1) => Some(" Another client is concerned.".to_owned()),
        (Language::En, _) => Some(format!(" {count} other clients are concerned.")),
    }
}

fn unknown(finding: &Finding, language: Language) -> Explanation {
    let text = |spanish: &str, english: &str| language.pick(spanish, english).to_owned();
    Explanation {
        title: finding.code.clone(),
        what: text(
            "Hallazgo de otro paquete de reglas.",
            "A finding of another rule pack.",
        ),
        expected: text("No se conoce aquí.", "Not known here."),
        why: text("No se conoce aquí.", "Not known here."),
        basis: finding.rule.to_owned(),
        next_step: text(
            "Vuelva a revisar con el paquete actual.",
            "Check again with the present pack.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{codes, samples};

    fn explain(finding: &Finding, language: Language) -> Explanation {
        super::explain(finding, RulePack::embedded(), language)
    }

    fn finding(code: &str) -> Finding {
        Finding::new(
            code,
            Severity::Warn,
            samples::id(1).parse().unwrap(),
            "scopeData.MX.rfc",
        )
    }

    #[test]
    fn every_code_is_explained_in_both_languages_without_a_verdict() {
        for (code, rule) in &codes::all(RulePack::embedded()) {
            for language in [Language::Es, Language::En] {
                let explanation = explain(&finding(code), language);
                for text in [
                    &explanation.title,
                    &explanation.what,
                    &explanation.expected,
                    &explanation.why,
                    &explanation.basis,
                    &explanation.next_step,
                ] {
                    assert!(!text.trim().is_empty(), "{code} {language:?}");
                    let lower = text.to_lowercase();
                    for word in ["válid", "valid", "cumple"] {
                        assert!(!lower.contains(word), "{code} {language:?}: {text}");
                    }
                }
                assert_ne!(&explanation.title, code, "{code} has no texts");
                assert!(explanation.basis.starts_with(*rule), "{code}");
            }
            assert_eq!(
                title(code, RulePack::embedded(), Language::Es),
                explain(&finding(code), Language::Es).title
            );
            let [spanish, english] =
                [Language::Es, Language::En].map(|language| explain(&finding(code), language));
            assert_ne!(spanish.next_step, english.next_step, "{code}");
        }
    }

    #[test]
    fn what_was_read_and_expected_is_told() {
        let explanation = explain(
            &finding(codes::POSTAL_CODE_STATE_MISMATCH)
                .value("44100")
                .expected("Nuevo León"),
            Language::Es,
        );
        assert!(explanation.what.contains("«44100»"));
        assert!(explanation.expected.contains("«Nuevo León»"));
        let mut digit = finding("RFC_CHECK_DIGIT")
            .value("ZAHK581213MU1")
            .expected("6");
        digit.positions = vec![12];
        let explanation = explain(&digit, Language::Es);
        assert!(
            explanation
                .what
                .contains("Posición 13: se lee «1», se calcula «6».")
        );
        assert_eq!(
            explanation.title,
            "RFC: el dígito verificador no coincide con el calculado"
        );
    }

    #[test]
    fn a_code_of_another_pack_is_survived() {
        let explanation = explain(&finding("FUTURE_CODE"), Language::En);
        assert_eq!(explanation.title, "FUTURE_CODE");
    }
}
