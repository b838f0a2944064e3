//! The household report: its texts, its PDF, hostile and long data.

use std::fs;

use report::household::IdentifierState;
use report::household::document::document;
use report::{Environment, Language, pdf};

use crate::household_sample::{ANCHOR_ID, identifier, link, member, sample};
use crate::samples::{extracted, names};

fn pages(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let count = text
        .split("/Type/Pages")
        .nth(1)
        .or_else(|| text.split("/Type /Pages").nth(1));
    let count = count.and_then(|rest| rest.split("/Count ").nth(1)).unwrap();
    count
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap()
}

#[test]
fn document_texts() {
    for (name, language) in [("document_es", Language::Es), ("document_en", Language::En)] {
        insta::assert_json_snapshot!(name, document(&sample(language)));
    }
}

#[test]
fn the_pdf_is_the_same_twice_and_says_what_it_must() {
    for language in [Language::Es, Language::En] {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("informe.pdf");
        let report = sample(language);
        let written = pdf::write(&report, &target).unwrap();
        let bytes = fs::read(&target).unwrap();
        assert_eq!(names(folder.path()), ["informe.pdf"]);
        assert_eq!((written.rows, written.bytes), (5, bytes.len() as u64));
        assert_eq!(bytes, pdf::render(&report).unwrap());
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let pages = pages(&bytes);
        assert!(pages >= 2);
        if let Ok(kept) = std::env::var("REPORT_SAMPLES") {
            fs::write(format!("{kept}/{}.pdf", language.tag()), &bytes).unwrap();
        }
        let Some(text) = extracted(&bytes) else {
            continue;
        };
        for expected in [
            "Íñigo Güereña Ávila",
            "María José Ñúñez",
            "9f3a07bc9f3a07bc",
            "America/Mexico_City",
            ANCHOR_ID,
        ] {
            assert!(text.contains(expected), "{expected}");
        }
        let (band, page) = match language {
            Language::Es => (
                "TEST — DATOS DE PRUEBA",
                format!("Página {pages} de {pages}"),
            ),
            Language::En => ("TEST — TEST DATA", format!("Page {pages} of {pages}")),
        };
        assert_eq!(text.matches(band).count(), pages);
        assert!(text.contains(&page));
        assert!(!text.contains('\u{200b}'));
    }
}

#[test]
fn live_data_never_carries_the_test_band() {
    let mut report = sample(Language::Es);
    report.environment = Environment::Live;
    let bytes = pdf::render(&report).unwrap();
    if let Some(text) = extracted(&bytes) {
        assert!(text.contains("LIVE") && !text.contains("TEST"));
    }
}

#[test]
fn hostile_text_is_printed_and_never_read_as_markup() {
    let hostile = [
        "#panic(\"x\") $x^2$ *a* _b_ `c` <d> @e = f \\ // g",
        "#include \"/etc/passwd\" #image(\"x.png\")",
        "\u{202e}evil\u{0}\u{7}\u{200b}",
        "龍 😀 עברית العربية e\u{301}\u{301}\u{327}\u{20dd}",
        &"x".repeat(1_000),
        "una\nlínea\r\nmás",
        "",
        " ",
    ];
    let mut report = sample(Language::Es);
    for (number, text) in hostile.iter().enumerate() {
        let mut added = member(
            100 + number,
            text,
            text,
            u32::try_from(number).unwrap(),
            &[(text, text)],
        );
        added.rfc = Some((*text).to_owned());
        added.state = (*text).to_owned();
        report.members.push(added);
        report.links.push(link(text, text, text));
        report
            .identifiers
            .push(identifier(text, text, text, IdentifierState::Finding, text));
    }
    report.anchor.name = hostile[0].to_owned();
    report.organisation = hostile[3].to_owned();
    if let Some(review) = &mut report.review {
        review.note = hostile.join("\n");
    }
    let bytes = pdf::render(&report).unwrap();
    if let Ok(kept) = std::env::var("REPORT_SAMPLES") {
        fs::write(format!("{kept}/hostile.pdf"), &bytes).unwrap();
    }
    if let Some(text) = extracted(&bytes) {
        assert!(text.contains("#panic(\"x\") $x^2$ *a* _b_ `c` <d> @e = f \\ // g"));
        assert!(text.contains("[U+202E]evil[U+0000]"));
    }
}

#[test]
fn an_almost_empty_household_still_makes_a_report() {
    let mut report = sample(Language::Es);
    report.members.truncate(1);
    report.links.clear();
    report.identifiers.clear();
    report.contacts.clear();
    report.findings.clear();
    report.defects.clear();
    report.review = None;
    report.revisions.clear();
    assert!(pages(&pdf::render(&report).unwrap()) >= 1);
}

#[test]
fn a_household_of_four_hundred_is_laid_out_whole() {
    let mut report = sample(Language::Es);
    for number in 6..=400 {
        let name = format!("Miembro Sintético {number}");
        report.members.push(member(
            number,
            &name,
            "Persona física",
            1 + u32::try_from(number % 9).unwrap(),
            &[("Fideicomiso 1024", "Beneficiario controlador")],
        ));
        report
            .links
            .push(link("Fideicomiso 1024", &name, "Beneficiario controlador"));
        report.identifiers.push(identifier(
            &name,
            "RFC",
            "LUJS 980117 N6A",
            IdentifierState::WellFormed,
            "",
        ));
    }
    let bytes = pdf::render(&report).unwrap();
    if let Ok(kept) = std::env::var("REPORT_SAMPLES") {
        fs::write(format!("{kept}/long.pdf"), &bytes).unwrap();
    }
    if let Some(text) = extracted(&bytes) {
        assert!(text.contains("Sintético 400") && text.contains("Sintético 6"));
    }
    assert!(pages(&bytes) > 20);
}
