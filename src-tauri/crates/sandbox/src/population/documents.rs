//! The documents of a client's file.

use jiff::ToSpan;
use serde_json::{Value, json};

use super::body::Stamp;
use super::draft::{Draft, Nature, TODAY};
use super::random::Draw;

/// The documents that a complete file holds: identity, tax and address for a person; deed, tax, address
/// and powers for anything else, with its registration where virtual assets ask for one; and the signed statement on
/// beneficial controllers.
pub(super) fn documents(
    draft: &Draft,
    address: &Value,
    stamp: &Stamp,
    draw: &mut Draw,
) -> Vec<Value> {
    let mut documents = Vec::new();
    if draft.is_person() {
        let fields = voter_card(draft, address, draw);
        let expires = Some(draft.identity_expires.to_string());
        documents.push(document(
            stamp,
            draw,
            ("mx_ine", "identity", "ine.pdf"),
            expires,
            fields,
        ));
    } else {
        let deed = json!({"instrumentNumber": draw.number(100, 99_999).to_string(), "notaryNumber": draw.number(1, 250)});
        documents.push(document(
            stamp,
            draw,
            ("mx_acta_constitutiva", "incorporation", "acta.pdf"),
            None,
            deed,
        ));
        documents.push(document(
            stamp,
            draw,
            ("mx_poder_notarial", "other", "poder.pdf"),
            None,
            Value::Null,
        ));
    }
    let tax = json!({"rfc": draft.rfc});
    documents.push(document(
        stamp,
        draw,
        ("mx_constancia_situacion_fiscal", "tax", "constancia.pdf"),
        None,
        tax,
    ));
    let issued = json!({"issuedAt": TODAY.saturating_sub(20.days()).to_string()});
    documents.push(document(
        stamp,
        draw,
        ("mx_comprobante_domicilio", "address", "domicilio.pdf"),
        None,
        issued,
    ));
    documents.push(document(
        stamp,
        draw,
        ("declaracion_beneficiario", "consent", "declaracion.pdf"),
        None,
        Value::Null,
    ));
    if !draft.is_person() && super::body::scopes(draft).contains(&"MX:AV:AVI") {
        let registration = json!({"authority": "Registro Público de Comercio", "number": draw.number(100_000, 999_999).to_string()});
        documents.push(document(
            stamp,
            draw,
            ("mx_folio_mercantil", "identity", "folio.pdf"),
            None,
            registration,
        ));
    }
    if draft.serial % 47 == 31
        && let Some(last) = documents.last_mut()
    {
        last["status"] = "under_external_review".into();
    }
    documents
}

fn document(
    stamp: &Stamp,
    draw: &mut Draw,
    (kind, category, filename): (&str, &str, &str),
    expires_at: Option<String>,
    fields: Value,
) -> Value {
    let size = draw.number(40_000, 900_000);
    let members = json!({
        "type": kind,
        "scope": "MX",
        "category": category,
        "status": "verified",
        "filename": filename,
        "contentType": "application/pdf",
        "size": size,
    });
    let mut record = stamp.child(draw, members);
    if let Some(day) = expires_at {
        record["expiresAt"] = day.into();
        record["verifiedAt"] = stamp.created().into();
        record["verifiedBy"] = "oficial".into();
    }
    if !fields.is_null() {
        record["fields"] = fields;
    }
    record
}

/// What is read from a voter card; it agrees with the client, planted defects included.
fn voter_card(draft: &Draft, address: &Value, draw: &mut Draw) -> Value {
    let Nature::Person {
        paternal,
        maternal,
        sex,
        ..
    } = &draft.nature
    else {
        return Value::Null;
    };
    let letters: String = draft
        .curp
        .iter()
        .flat_map(|curp| curp.chars().take(4))
        .collect();
    let mexico = &address["scopeData"]["MX"];
    json!({
        "authority": "INE",
        "number": format!("IDMEX{:09}", draw.number(100_000_000, 999_999_999)),
        "claveElector": format!(
            "{letters}XX{}{:02}{}{:03}",
            draft.born.strftime("%y%m%d"), draw.number(1, 32), sex.letter(), draw.number(0, 999)),
        "curp": draft.curp,
        "fullName": format!("{} {paternal} {maternal}", draft.given_names()),
        "paternalSurname": paternal,
        "maternalSurname": maternal,
        "givenNames": draft.given_names(),
        "dateOfBirth": draft.born.to_string(),
        "birthState": draft.birth_code(),
        "street": address["street"],
        "exteriorNumber": mexico["exteriorNumber"],
        "neighborhood": mexico["neighborhood"],
        "municipality": mexico["municipality"],
        "state": address["state"],
        "postalCode": address["postalCode"],
        "expirationYear": draft.identity_expires.year().to_string(),
    })
}
