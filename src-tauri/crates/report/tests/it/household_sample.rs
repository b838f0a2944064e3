//! A synthetic household with a bit of everything.

use report::household::{
    Anchor, Contact, Defect, Disposition, Finding, HouseholdReport, IdentifierRow, IdentifierState,
    Link, Member, Parent, Review, RevisionSeen, Severity,
};
use report::{Environment, Language};

use crate::samples::{moment, zone};

pub(crate) const ANCHOR_ID: &str = "0190f3a2-5b1c-7cde-8a44-2f6b1e9d0001";
const ANCHOR: &str = "Aceros del Norte, S.A. de C.V.";
const PERSON: &str = "Sebastián Luna Juárez";
const OWNER: &str = "Íñigo Güereña Ávila";
const TRUST: &str = "Fideicomiso 1024";
const GONE: &str = "María José Ñúñez";

/// The household of a company with people and a trust, in `language`.
pub(crate) fn sample(language: Language) -> HouseholdReport {
    HouseholdReport {
        language,
        organisation: "Financiera del Valle, S.A. de C.V., SOFOM, E.N.R.".to_owned(),
        environment: Environment::Test,
        as_of: moment("2026-11-23T18:04:05Z"),
        generated_at: moment("2026-11-23T18:10:00Z"),
        analyst: "Analista de prueba".to_owned(),
        zone: zone(),
        zone_name: "America/Mexico_City".to_owned(),
        anchor: Anchor {
            name: ANCHOR.to_owned(),
            client_type: word(language, "Persona moral", "Company"),
            client_id: ANCHOR_ID.to_owned(),
        },
        members: members(language),
        links: links(language),
        identifiers: identifiers(language),
        contacts: vec![Contact {
            member: ANCHOR.to_owned(),
            addresses: vec!["Av. Constitución 1520, Centro, 64000 Monterrey, N.L.".to_owned()],
            accounts: vec!["012 180 01234567890 1".to_owned()],
        }],
        findings: findings(language),
        defects: vec![Defect {
            code: "shared_identifier".to_owned(),
            title: word(
                language,
                "Dos miembros comparten un RFC",
                "Two members share an RFC",
            ),
            clients: vec![PERSON.to_owned(), GONE.to_owned()],
        }],
        review: Some(review(language)),
        revisions: revisions(),
        journal_head: "9f3a07bc".repeat(8),
        journal_entries: 1_284,
        rule_pack: "mx 2026.11".to_owned(),
        application_version: "0.1.0".to_owned(),
    }
}

/// The one of two texts that is in `language`.
fn word(language: Language, spanish: &str, english: &str) -> String {
    match language {
        Language::Es => spanish.to_owned(),
        Language::En => english.to_owned(),
    }
}

pub(crate) fn member(
    number: usize,
    name: &str,
    client_type: &str,
    depth: u32,
    parents: &[(&str, &str)],
) -> Member {
    Member {
        client_id: format!("0190f3a2-5b1c-7cde-8a44-2f6b1e9d{number:04}"),
        name: name.to_owned(),
        client_type: client_type.to_owned(),
        is_primary: depth == 0,
        depth,
        parents: parents
            .iter()
            .map(|(name, relationship)| Parent {
                name: (*name).to_owned(),
                relationship: (*relationship).to_owned(),
            })
            .collect(),
        rfc: Some("LUJS 980117 N6A".to_owned()),
        curp: Some("LUJS 980117 H TC NRB 12".to_owned()),
        state: "Vigente".to_owned(),
    }
}

fn members(language: Language) -> Vec<Member> {
    let person = word(language, "Persona física", "Individual");
    let representative = word(language, "Representante legal", "Legal representative");
    let beneficiary = word(
        language,
        "Beneficiario controlador",
        "Controlling beneficiary",
    );
    let company = word(language, "Persona moral", "Company");
    let trust = word(language, "Fideicomiso", "Trust");
    let mut anchor = member(1, ANCHOR, &company, 0, &[]);
    anchor.rfc = Some("ANO 120305 AB1".to_owned());
    anchor.curp = None;
    let mut owner = member(3, OWNER, &person, 1, &[(ANCHOR, &beneficiary)]);
    owner.is_primary = true;
    let above = [
        (TRUST, beneficiary.as_str()),
        (ANCHOR, representative.as_str()),
    ];
    let mut gone = member(5, GONE, &person, 2, &above);
    gone.state = word(
        language,
        "Ya no aparece desde 03/11/2026",
        "Gone since 03/11/2026",
    );
    vec![
        anchor,
        member(2, PERSON, &person, 1, &[(ANCHOR, &representative)]),
        owner,
        member(4, TRUST, &trust, 1, &[(ANCHOR, "custom_relationship_type")]),
        gone,
    ]
}

pub(crate) fn link(parent: &str, child: &str, relationship: &str) -> Link {
    Link {
        parent: parent.to_owned(),
        child: child.to_owned(),
        relationship: relationship.to_owned(),
    }
}

fn links(language: Language) -> Vec<Link> {
    let beneficiary = word(
        language,
        "Beneficiario controlador",
        "Controlling beneficiary",
    );
    vec![
        link(
            ANCHOR,
            PERSON,
            &word(language, "Representante legal", "Legal representative"),
        ),
        link(ANCHOR, OWNER, &beneficiary),
        link(TRUST, GONE, &beneficiary),
    ]
}

pub(crate) fn identifier(
    member: &str,
    name: &str,
    value: &str,
    state: IdentifierState,
    note: &str,
) -> IdentifierRow {
    IdentifierRow {
        member: member.to_owned(),
        identifier: name.to_owned(),
        value: value.to_owned(),
        state,
        note: note.to_owned(),
    }
}

fn identifiers(language: Language) -> Vec<IdentifierRow> {
    let digit = word(
        language,
        "El dígito verificador es 2 y se esperaba 7 (posición 18)",
        "The check digit is 2 where 7 was expected (position 18)",
    );
    let place = word(language, "Plaza desconocida", "Unknown place");
    vec![
        identifier(
            ANCHOR,
            "RFC",
            "ANO 120305 AB1",
            IdentifierState::WellFormed,
            "",
        ),
        identifier(
            PERSON,
            "CURP",
            "LUJS 980117 H TC NRB 12",
            IdentifierState::Finding,
            &digit,
        ),
        identifier(
            ANCHOR,
            "CLABE",
            "012 180 01234567890 1",
            IdentifierState::Unknown,
            &place,
        ),
    ]
}

fn findings(language: Language) -> Vec<Finding> {
    let text = |spanish, english| word(language, spanish, english);
    vec![
        Finding {
            field: Some("CURP".to_owned()),
            value: Some("LUJS 980117 H TC NRB 12".to_owned()),
            expected: Some(text(
                "Dígito 7 en la posición 18, calculado con los 17 anteriores",
                "Digit 7 at position 18, computed from the 17 before",
            )),
            basis: Some(text(
                "Instructivo normativo para la asignación de la CURP, anexo 1",
                "Instructions for the assignment of the CURP, annex 1",
            )),
            next_step: Some(text(
                "Cotejar con la constancia de la CURP del cliente",
                "Compare with the client's CURP certificate",
            )),
            disposition: Some(Disposition {
                decision: text("por corregir", "to fix"),
                reason: text("se pidió la constancia", "the certificate was asked for"),
                analyst: "Analista de prueba".into(),
                at: "2026-11-20T16:30:00Z".parse().unwrap(),
            }),
            ..bare_finding(
                Severity::Error,
                "curp.check_digit",
                &text(
                    "El dígito verificador de la CURP no concuerda",
                    "The check digit of the CURP does not agree",
                ),
            )
        },
        Finding {
            field: Some(text("Comprobante de domicilio", "Proof of address")),
            value: Some("05/03/2026".to_owned()),
            next_step: Some(text(
                "Pedir un comprobante reciente",
                "Ask for a recent proof",
            )),
            ..bare_finding(
                Severity::Warn,
                "address.proof_age",
                &text(
                    "El comprobante de domicilio tiene más de tres meses",
                    "The proof of address is older than three months",
                ),
            )
        },
        bare_finding(
            Severity::Info,
            "household.two_primaries",
            &text(
                "Hay dos clientes principales",
                "There are two primary clients",
            ),
        ),
    ]
}

/// A finding without its optional parts.
fn bare_finding(severity: Severity, code: &str, title: &str) -> Finding {
    Finding {
        severity,
        code: code.to_owned(),
        title: title.to_owned(),
        client: PERSON.to_owned(),
        field: None,
        value: None,
        expected: None,
        basis: None,
        next_step: None,
        disposition: None,
    }
}

fn review(language: Language) -> Review {
    Review {
        verdict: word(language, "Falta información", "Needs information"),
        note: word(
            language,
            "Se pidió el acta constitutiva.\n\nLa respuesta se espera antes del 30 de noviembre.",
            "The deed of incorporation was requested.\n\nThe answer is due before 30 November.",
        ),
        analyst: "Analista de prueba".to_owned(),
        at: moment("2026-11-20T16:30:00Z"),
        changed_since: vec![format!(
            "{PERSON}: {}",
            word(language, "teléfono", "telephone")
        )],
    }
}

fn revisions() -> Vec<RevisionSeen> {
    let names = [ANCHOR, PERSON, OWNER, TRUST, GONE];
    let seen = |(number, name): (usize, &&str)| RevisionSeen {
        client: (*name).to_owned(),
        seen_at: moment("2026-11-23T18:00:00Z"),
        updated_at: (number != 3).then(|| moment("2026-10-02T09:15:00Z")),
        digest: format!("{number:02x}c4").repeat(16),
    };
    names.iter().enumerate().map(seen).collect()
}
