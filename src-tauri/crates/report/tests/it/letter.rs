//! Letters: their text, what their pages show, their PDF.

use std::fs;

use report::letter::{Item, Letter, List, Part, document::document, text};
use report::{Environment, Language, pdf};

use crate::samples::{extracted, moment, names};

fn item(label: &str, kind: &str, remark: Option<&str>, norm: Option<&str>) -> Item {
    Item {
        label: label.to_owned(),
        kind: kind.to_owned(),
        remark: remark.map(ToOwned::to_owned),
        norm: norm.map(ToOwned::to_owned),
    }
}

/// A letter about a company and a person, in Spanish.
fn sample() -> Letter {
    Letter {
        language: Language::Es,
        environment: Environment::Test,
        sender: "Financiera del Valle, S.A. de C.V., SOFOM, E.N.R.".to_owned(),
        title: "Información y documentos por entregar".to_owned(),
        subject: "Aceros del Norte, S.A. de C.V., y personas vinculadas".to_owned(),
        opening: vec![
            "Para completar el expediente de identificación se pide lo siguiente. Lo que ya se haya enviado no hace falta enviarlo otra vez.".to_owned(),
        ],
        parts: vec![
            Part {
                heading: Some("Aceros del Norte, S.A. de C.V. (cliente)".to_owned()),
                lists: vec![
                    List {
                        heading: "Por entregar".to_owned(),
                        items: vec![
                            item("Comprobante de domicilio", "documento", None, Some("RCG Anexo 4, desde el 1 de septiembre de 2013")),
                            item(
                                "Domicilio: calle o vialidad, número exterior, colonia o urbanización, código postal, país",
                                "datos",
                                None,
                                None,
                            ),
                        ],
                    },
                    List {
                        heading: "Por reemplazar".to_owned(),
                        items: vec![item(
                            "Identificación oficial con fotografía",
                            "documento",
                            Some("la que se tiene venció el 3 de mayo de 2022; enviar la vigente"),
                            Some("RCG Anexo 4"),
                        )],
                    },
                ],
            },
            Part {
                heading: Some("Íñigo Güereña Ávila".to_owned()),
                lists: vec![List {
                    heading: "Más adelante".to_owned(),
                    items: vec![item("Fecha de nacimiento", "dato", Some("a partir del 30 de noviembre de 2026"), None)],
                }],
            },
        ],
        foot: vec![
            "Datos al 23 de noviembre de 2026, 12:04 (America/Mexico_City).".to_owned(),
            "Reglas mx 2026-11-23.".to_owned(),
        ],
        as_of: moment("2026-11-23T18:04:05Z"),
        application_version: "0.1.0".to_owned(),
    }
}

#[test]
fn what_it_shows() {
    let letter = sample();
    insta::assert_snapshot!("letter_text", text::render(&letter));
    insta::assert_json_snapshot!("letter_document", document(&letter));
}

#[test]
fn the_files_are_the_same_twice_and_say_what_they_must() {
    let letter = sample();
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("carta.txt");
    let laid_out = folder.path().join("carta.pdf");
    let written = text::write(&letter, &plain).unwrap();
    assert_eq!(fs::read_to_string(&plain).unwrap(), text::render(&letter));
    assert_eq!(written.rows, 4);
    let written = pdf::write_letter(&letter, &laid_out).unwrap();
    let bytes = fs::read(&laid_out).unwrap();
    assert_eq!((written.rows, written.bytes), (4, bytes.len() as u64));
    assert_eq!(bytes, pdf::render_letter(&letter).unwrap());
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(names(folder.path()), ["carta.pdf", "carta.txt"]);
    if let Ok(kept) = std::env::var("REPORT_SAMPLES") {
        fs::write(format!("{kept}/letter.pdf"), &bytes).unwrap();
    }
    if let Some(text) = extracted(&bytes) {
        for expected in [
            "TEST — DATOS DE PRUEBA",
            "Comprobante de domicilio",
            "venció el 3 de mayo de 2022",
            "Íñigo Güereña Ávila",
            "America/Mexico_City",
            "Página 1 de 1",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
    }
}

#[test]
fn a_letter_on_live_data_carries_no_mark() {
    let mut letter = sample();
    letter.environment = Environment::Live;
    let plain = text::render(&letter);
    assert!(plain.starts_with("Financiera del Valle"));
    assert!(!plain.contains("LIVE"));
    if let Some(text) = extracted(&pdf::render_letter(&letter).unwrap()) {
        assert!(!text.contains("LIVE") && !text.contains("TEST"));
    }
}

#[test]
fn hostile_and_long_text_is_laid_out_and_never_read_as_markup() {
    let mut letter = sample();
    letter.subject = "#panic(\"x\") $x^2$ *a*\n\u{202e}龍".to_owned();
    letter.parts[0].heading = Some("x".repeat(400));
    letter.parts[0].lists[0].items = (0..200)
        .map(|number| {
            item(
                &format!("#include \"/etc/passwd\" {number}"),
                "<d>",
                Some("@e"),
                Some("\\"),
            )
        })
        .collect();
    letter.parts[1].lists.clear();
    letter.opening.clear();
    let bytes = pdf::render_letter(&letter).unwrap();
    if let Some(text) = extracted(&bytes) {
        assert!(text.contains("#panic(\"x\") $x^2$ *a*"));
        assert!(text.contains("#include \"/etc/passwd\" 199"));
    }
}
