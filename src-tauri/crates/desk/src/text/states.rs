//! Words for types, relationships, states and verdicts.

use artu::models::{ClientType, RelationshipType};

use super::pick;
use crate::{
    contract::{
        ChangeKind, ConnectionOutcome, DispositionKind, IdentifierKind, Language, MemberView,
        Verdict,
    },
    words::language_of,
};

/// A type of client.
pub(crate) fn client_type(kind: &ClientType, language: Language) -> String {
    match kind {
        ClientType::Individual => pick(language, "persona física", "individual").into(),
        ClientType::Company => pick(language, "persona moral", "company").into(),
        ClientType::Trust => pick(language, "fideicomiso", "trust").into(),
        other @ ClientType::Other(_) => other.to_string(),
    }
}

/// A relationship; ones nobody named here as they come.
pub(crate) fn relationship(kind: &RelationshipType, language: Language) -> String {
    let (spanish, english) = match kind.as_str() {
        "legal_representative" => ("representante legal", "legal representative"),
        "controlling_beneficiary" => ("beneficiario controlador", "controlling beneficiary"),
        "guarantor" => ("aval", "guarantor"),
        "shareholder" => ("accionista", "shareholder"),
        "authorized_signatory" => ("firmante autorizado", "authorised signatory"),
        "family_member" => ("familiar", "family member"),
        "beneficiary" => ("beneficiario", "beneficiary"),
        "settlor" => ("fideicomitente", "settlor"),
        "trust_beneficiary" => ("fideicomisario", "trust beneficiary"),
        "committee_member" => (
            "miembro del comité técnico",
            "member of the technical committee",
        ),
        other => return other.to_owned(),
    };
    pick(language, spanish, english).into()
}

/// A verdict.
pub(crate) fn verdict(verdict: Verdict, language: Language) -> &'static str {
    let (spanish, english) = match verdict {
        Verdict::Cleared => ("sin observaciones", "cleared"),
        Verdict::NeedsInfo => ("falta información", "needs information"),
        Verdict::Escalated => ("escalado", "escalated"),
        Verdict::Unsure => ("sin decidir", "unsure"),
    };
    pick(language, spanish, english)
}

/// Why a file is asked of a client.
pub(crate) fn part(part: checks::Part, language: Language) -> &'static str {
    let (spanish, english) = match part {
        checks::Part::Served => ("cliente", "client"),
        checks::Part::Representative => ("representante legal", "legal representative"),
        checks::Part::Controller => ("beneficiario controlador", "controlling beneficiary"),
    };
    pick(language, spanish, english)
}

/// What was decided about a finding, and whether the value under it changed since.
pub(crate) fn decision(kind: DispositionKind, lapsed: bool, language: Language) -> String {
    let (spanish, english) = match kind {
        DispositionKind::Accepted => ("aceptado", "accepted"),
        DispositionKind::FalseAlarm => ("falsa alarma", "false alarm"),
        DispositionKind::ToFix => ("por corregir", "to fix"),
        DispositionKind::Reopened => ("sin decidir", "not decided"),
    };
    let decided = pick(language, spanish, english);
    if !lapsed {
        return decided.into();
    }
    let lapsed = pick(
        language,
        "ya no rige: el dato cambió después",
        "no longer in force: the data changed after it",
    );
    format!("{decided} ({lapsed})")
}

/// That an identifier has the form of one, and no more.
pub(crate) fn well_formed(kind: IdentifierKind, language: Language) -> &'static str {
    let (spanish, english) = match kind {
        IdentifierKind::Rfc => (
            "Bien formado; no confirmado con el SAT",
            "Well formed; not confirmed with the SAT",
        ),
        IdentifierKind::Curp => (
            "Bien formada; no confirmada con el RENAPO",
            "Well formed; not confirmed with RENAPO",
        ),
        IdentifierKind::Clabe => (
            "Bien formada; no confirmada con el banco",
            "Well formed; not confirmed with the bank",
        ),
    };
    pick(language, spanish, english)
}

/// Where a letter of a key comes from in the name.
pub(crate) fn letter_origin(letter: &mx::Letter, language: Language) -> String {
    let language = language_of(language);
    let pick = letter.pick.label(language);
    if letter.pick == mx::Pick::Mask {
        return pick.into();
    }
    let of = language.pick("del", "of the");
    let part = letter.part.label(language);
    if letter.word.is_empty() {
        let none = language.pick("no hay", "there is none");
        return format!("{pick} {of} {part}: {none}");
    }
    format!("{pick} {of} {part} «{}»", letter.word)
}

/// What came of a connection test.
pub(crate) fn connection(outcome: ConnectionOutcome, language: Language) -> &'static str {
    let (spanish, english) = match outcome {
        ConnectionOutcome::Ready => (
            "La clave funciona en este entorno.",
            "The key works in this environment.",
        ),
        ConnectionOutcome::WrongKey => (
            "El servidor no reconoce la clave. No se guardó nada. Cópiela de nuevo desde el panel de Artu.",
            "The server does not know the key. Nothing was stored. Copy it again from Artu's dashboard.",
        ),
        ConnectionOutcome::WrongEnvironment => (
            "La clave funciona, pero en el otro entorno. No se guardó nada. Cambie el entorno o use la clave del otro.",
            "The key works, but in the other environment. Nothing was stored. Change the environment or use the other key.",
        ),
        ConnectionOutcome::MissingPermission => (
            "El servidor reconoce la clave, pero le falta un permiso para leer clientes. Pídalo a quien administra las claves.",
            "The server knows the key, but it lacks a permission to read clients. Ask whoever manages the keys for it.",
        ),
        ConnectionOutcome::NoClientList => (
            "El servidor reconoce la clave, pero no da la lista de clientes donde se le pidió: esa ruta es deducida, no publicada. Corrija clients.list en los ajustes de conexión antes de traer los datos.",
            "The server knows the key, but gives no list of clients where it was asked for one: that path is inferred, not published. Correct clients.list in the connection settings before pulling the data.",
        ),
        ConnectionOutcome::Unreachable => (
            "Nadie responde en esa dirección. Revise la dirección, la red y el proxy.",
            "Nobody answers at that address. Check the address, the network and the proxy.",
        ),
        ConnectionOutcome::Untrusted => (
            "El certificado de esa dirección no es de confianza. No se envió la clave. Revise la dirección y la fecha del equipo; si la red de la empresa inspecciona las conexiones, agregue aquí el certificado de su autoridad.",
            "The certificate of that address is not trusted. The key was not sent. Check the address and the date of the computer; if the company's network inspects connections, add the certificate of its authority here.",
        ),
        ConnectionOutcome::NotArtu => (
            "Algo responde en esa dirección, pero no es la API de Artu. Revise la dirección.",
            "Something answers at that address, but it is not the Artu API. Check the address.",
        ),
    };
    pick(language, spanish, english)
}

/// A defect of structure in one line.
pub(crate) fn defect(defect: vault::Defect, language: Language) -> &'static str {
    let (spanish, english) = match defect {
        vault::Defect::MissingMember => (
            "Un vínculo lleva a un cliente que no está en la copia.",
            "A link leads to a client that is not in the copy.",
        ),
        vault::Defect::GoneMember => (
            "Un miembro ya no aparece en Artu.",
            "A member no longer appears in Artu.",
        ),
        vault::Defect::SeveralParents => (
            "Un miembro está vinculado por varios clientes del grupo.",
            "A member is linked by several clients of the household.",
        ),
        vault::Defect::Cycle => (
            "Los vínculos regresan a su punto de partida.",
            "Links lead back to where they came from.",
        ),
        vault::Defect::SelfLink => (
            "Un cliente está vinculado consigo mismo.",
            "A client is linked to itself.",
        ),
        vault::Defect::SeveralPrimaries => (
            "Hay otro cliente primario en el grupo; es información, no un error.",
            "There is another primary client in the household; this is information, not an error.",
        ),
    };
    pick(language, spanish, english)
}

/// Whether a member is current, gone or only named by a link.
pub(crate) fn member_state(member: &MemberView, language: Language) -> String {
    match (member.stored, member.gone_since) {
        (false, _) => pick(
            language,
            "No está en la copia".into(),
            "Not in the copy".into(),
        ),
        (true, Some(since)) => {
            let day = since.to_string();
            let day = day.get(..10).unwrap_or_default();
            pick(
                language,
                format!("Ya no aparece desde {day}"),
                format!("Gone since {day}"),
            )
        }
        (true, None) => pick(
            language,
            "Vigente en la copia".into(),
            "Current in the copy".into(),
        ),
    }
}

/// A change since a review, in one line.
pub(crate) fn change(kind: ChangeKind, name: &str, fields: usize, language: Language) -> String {
    let (spanish, english) = match kind {
        ChangeKind::Joined => (format!("{name}: se incorporó"), format!("{name}: joined")),
        ChangeKind::Left => (
            format!("{name}: salió del grupo"),
            format!("{name}: left the household"),
        ),
        ChangeKind::Changed if fields == 1 => (
            format!("{name}: cambió un dato"),
            format!("{name}: one value changed"),
        ),
        ChangeKind::Changed => (
            format!("{name}: cambiaron {fields} datos"),
            format!("{name}: {fields} values changed"),
        ),
        ChangeKind::Gone => (
            format!("{name}: ya no aparece en Artu"),
            format!("{name}: no longer in Artu"),
        ),
        ChangeKind::Links => (
            format!("{name}: cambiaron los vínculos"),
            format!("{name}: links changed"),
        ),
    };
    pick(language, spanish, english)
}

/// A word the API uses for a kind, a category or a state; one that is not known as it came.
pub(crate) fn api_word(word: &str, language: Language) -> String {
    let (spanish, english) = match word {
        "home" => ("particular", "home"),
        "business" => ("negocio", "business"),
        "mailing" => ("correspondencia", "mailing"),
        "legal" => ("legal", "legal"),
        "other" => ("otro", "other"),
        "checking" => ("cheques", "checking"),
        "savings" => ("ahorro", "savings"),
        "investment" => ("inversión", "investment"),
        "identity" => ("identificación", "identity"),
        "tax" => ("fiscal", "tax"),
        "address" => ("domicilio", "address"),
        "incorporation" => ("constitución", "incorporation"),
        "financial" => ("financiero", "financial"),
        "consent" => ("consentimiento", "consent"),
        "pending_upload" => ("sin cargar", "pending upload"),
        "verified" => ("verificado", "verified"),
        "rejected" => ("rechazado", "rejected"),
        other => return other.to_owned(),
    };
    pick(language, spanish, english).into()
}
