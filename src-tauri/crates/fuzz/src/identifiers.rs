//! Mexican identifiers.

use jiff::civil::{Date, date};
use mx::{
    Assessment, Kind, Language, Tables, clabe, curp, explain, group, normalize, rfc, segments,
    states, vectors,
};

type Check = fn(&str) -> Assessment;

const TODAY: Date = date(2026, 11, 23);

/// Any text is judged, the same when it is normalised first, and every mark can be explained and lies within the key.
pub fn mx_identifiers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let once = normalize(&text);
    assert_eq!(normalize(&once), once, "normalising twice is not the same");
    let checks: [(Kind, Check); 3] = [
        (Kind::Rfc, |key| {
            rfc::check(Some(key), &rfc::Context::default())
        }),
        (Kind::Curp, |key| {
            curp::check(Some(key), &curp::Context::on(TODAY))
        }),
        (Kind::Clabe, |key| {
            clabe::check(Some(key), &clabe::Context::default())
        }),
    ];
    for (kind, check) in checks {
        let assessment = check(&text);
        assert_eq!(assessment.normalized, once);
        let again = check(&once);
        let marks = |of: &Assessment| -> Vec<_> {
            of.marks
                .iter()
                .filter(|mark| mark.code != mx::Code::Normalized)
                .cloned()
                .collect()
        };
        assert!(
            marks(&assessment) == marks(&again),
            "normalising changes the verdict"
        );
        let length = once.chars().count();
        for mark in &assessment.marks {
            assert!(
                mark.positions.iter().all(|at| *at < length),
                "a mark lies outside"
            );
            for language in [Language::Es, Language::En] {
                assert!(!explain(mark, kind, &once, language).what.is_empty());
            }
        }
        let parts = segments(kind, &once);
        assert!(
            parts.last().is_none_or(|part| part.end == length),
            "parts do not cover the key"
        );
        assert_eq!(group(kind, &once).replace(' ', ""), once.replace(' ', ""));
    }
    states::find(Tables::embedded(), &text);
    states::postal_code(Tables::embedded(), &text);
    clabe::bank_name(Tables::embedded(), &text);
    if let Some(birth) = curp::birth_date(&once) {
        assert!((1900..2100).contains(&birth.year()));
    }
    let _ = vectors::run_line(&text, TODAY);
}
