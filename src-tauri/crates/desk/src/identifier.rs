//! RFC, CURP and CLABE as they are shown: grouped, cut into parts, every remark explained.

use artu::models::Client;
use checks::{RulePack, Rules};
use mx::NamePart;

use crate::{
    contract::{
        DerivationView, IdentifierKind, IdentifierView, Language, LetterView, MarkView, SegmentView,
    },
    text,
    words::{language_of, severity_of},
};

/// Every identifier a client carries.
pub(crate) fn views(client: &Client, rules: Rules<'_>, language: Language) -> Vec<IdentifierView> {
    checks::identifiers(client, rules)
        .iter()
        .map(|identifier| view(identifier, rules.pack, language))
        .collect()
}

fn view(identifier: &checks::Identifier, pack: &RulePack, language: Language) -> IdentifierView {
    let kind = kind_of(identifier.kind);
    let value = &identifier.assessment.normalized;
    let marks: Vec<MarkView> = identifier
        .assessment
        .marks
        .iter()
        .map(|mark| mark_view(mark, identifier, language))
        .collect();
    let worst = marks.iter().max_by_key(|mark| mark.severity);
    IdentifierView {
        kind,
        field: identifier.field.clone(),
        value: value.clone(),
        grouped: mx::group(identifier.kind, value),
        severity: worst.map(|mark| mark.severity),
        summary: worst.map_or_else(
            || text::well_formed(kind, language).into(),
            |mark| checks::title(&mark.code, pack, language_of(language)),
        ),
        segments: mx::segments(identifier.kind, value)
            .into_iter()
            .map(|segment| SegmentView {
                start: segment.start,
                end: segment.end,
                label: match language {
                    Language::Es => segment.label_es,
                    Language::En => segment.label_en,
                },
            })
            .collect(),
        marks,
        derivation: identifier
            .derivation
            .as_ref()
            .map(|derivation| derivation_view(derivation, language)),
    }
}

fn derivation_view(derivation: &mx::Derivation, language: Language) -> DerivationView {
    let parts = [
        (NamePart::GivenName, Some(&derivation.given)),
        (NamePart::FirstSurname, Some(&derivation.first)),
        (NamePart::SecondSurname, derivation.second.as_ref()),
    ];
    let reading: Vec<String> = parts
        .into_iter()
        .filter_map(|(part, name)| {
            let name = name.filter(|name| !name.is_empty())?;
            Some(format!("{} «{name}»", part.label(language_of(language))))
        })
        .collect();
    DerivationView {
        reading: reading.join(" · "),
        guessed: derivation.is_split_guessed,
        letters: derivation
            .letters
            .iter()
            .map(|letter| LetterView {
                place: letter.at,
                read: letter.read.into(),
                derived: letter.derived.into(),
                agrees: letter.agrees,
                origin: text::letter_origin(letter, language),
            })
            .collect(),
    }
}

fn mark_view(mark: &mx::Mark, identifier: &checks::Identifier, language: Language) -> MarkView {
    let told = mx::explain(
        mark,
        identifier.kind,
        &identifier.assessment.normalized,
        language_of(language),
    );
    MarkView {
        code: mark.code.as_str().into(),
        severity: severity_of(mark.severity),
        positions: mark.positions.clone(),
        what: told.what,
        expected: told.expected,
        certainty: told.certainty,
        basis: told.basis,
        next_step: told.next_step,
    }
}

fn kind_of(kind: mx::Kind) -> IdentifierKind {
    match kind {
        mx::Kind::Rfc => IdentifierKind::Rfc,
        mx::Kind::Curp => IdentifierKind::Curp,
        mx::Kind::Clabe => IdentifierKind::Clabe,
    }
}
