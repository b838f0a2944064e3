//! One client with every member of the contract, read member by member.

use artu::models::{
    AddressType, Client, ClientType, ContactMethodType, DocumentCategory, Record, RelationshipType,
    Scope,
};
use jiff::Timestamp;
use serde_json::{Value, json};

const CLIENT: &str = include_str!("../fixtures/client.json");

fn read() -> Client {
    let record: Record<Client> = Record::parse(CLIENT).unwrap();
    assert!(record.malformed.is_empty(), "{:?}", record.malformed);
    record.value
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn id(last: u8) -> String {
    format!("7b3c1f0e-5a52-4c0e-9d57-0c2f6a1e8b{last:02}")
}

#[test]
fn it_is_written_as_it_was_read() {
    let record: Record<Client> = Record::parse(CLIENT).unwrap();
    assert_eq!(serde_json::to_string(&record).unwrap(), CLIENT.trim());
}

#[test]
fn it_has_every_member_of_the_contract() {
    let sent: Value = serde_json::from_str(CLIENT).unwrap();
    let lacks = crate::fidelity::members_lacking(&sent, "Client");
    assert_eq!(lacks, Vec::<String>::new());
}

#[test]
fn its_own_members_are_read() {
    let client = read();
    assert_eq!(client.kind, ClientType::Individual);
    assert_eq!(client.name, "Ximena");
    let scopes: Vec<&str> = client.scopes.iter().map(Scope::as_str).collect();
    assert_eq!(scopes, ["base", "MX", "MX:AV:AVI", "MX:CNBV:TRANSMISOR"]);
    assert_eq!(client.id.to_string(), id(1));
    assert_eq!(client.created_at, time("2025-11-03T16:20:05.123Z"));
    assert_eq!(client.updated_at, time("2026-02-14T15:00:00.5Z"));
    assert!(client.is_primary);
    assert_eq!(client.nationalities, ["MX", "ES"]);
    assert_eq!(client.external_id.as_deref(), Some("expediente-000417"));
    assert_eq!(client.metadata.as_ref().unwrap()["nivel"], 2);
    assert_eq!(client.birth_date.unwrap().to_string(), "1985-01-01");
    assert_eq!(client.middle_name.as_deref(), Some("Inventada"));
    assert_eq!(client.last_name.as_deref(), Some("Prueba Ejemplo"));
    assert_eq!(client.full_name(), "Ximena Inventada Prueba Ejemplo");
    assert_eq!(client.email.as_deref(), Some("ximena@ejemplo.test"));
    assert_eq!(client.phone.as_deref(), Some("+525500000000"));
    assert_eq!(client.age, Some(41));
    assert!(!client.is_short());
    assert!(client.unknown.is_empty());

    let work = client.employment.unwrap();
    assert_eq!(work.is_employee, Some(false));
    assert_eq!(work.employee_id.as_deref(), Some("E-19"));
    assert_eq!(work.position.as_deref(), Some("Analista"));
    assert_eq!(work.department.as_deref(), Some("Riesgos"));
    assert_eq!(work.start_date.unwrap().to_string(), "2019-09-02");

    let readings = client.risk_assessments.unwrap().readings();
    assert_eq!(readings[0].name, "general");
    assert_eq!(readings[0].score, Some(42.5));
    assert_eq!(readings[0].level.as_deref(), Some("medium"));

    let tags = client.tags.unwrap();
    assert_eq!(tags[0].id.to_string(), id(8));
    assert_eq!(tags[0].name, "Revisión");
    assert_eq!(tags[0].color.as_deref(), Some("#1A2b3C"));
}

#[test]
fn its_legal_data_is_read() {
    let client = read();
    let scope_data = client.scope_data.as_ref().unwrap();
    assert_eq!(scope_data.unknown["US"], json!({"ssnLast4": null}));
    let mx = client.mx().unwrap();
    assert_eq!(mx.rfc.as_deref(), Some("PUEX850101AB8"));
    assert_eq!(mx.curp.as_deref(), Some("PUEX850101MDFRJM05"));
    assert_eq!(mx.giro_mercantil.as_deref(), Some("4111"));
    assert_eq!(mx.avi_username(), Some("ximena.prueba"));
    for code in ["ARI", "INM", "JYS", "MJR", "MPC", "TSC", "VEH"] {
        assert!(mx.activity(code).unwrap().is_empty());
    }
    let transmisor = mx.cnbv.as_ref().unwrap().transmisor.as_ref().unwrap();
    assert_eq!(transmisor.numero_cuenta.as_deref(), Some("00012345"));
    assert_eq!(transmisor.clave_sujeto_obligado.as_deref(), Some("99-9999"));
}

#[test]
fn its_addresses_and_contact_methods_are_read() {
    let client = read();
    let address = &client.addresses.as_ref().unwrap()[0];
    assert_eq!(address.id.to_string(), id(2));
    assert_eq!(address.client_id, Some(client.id));
    assert_eq!(address.scope.as_ref().unwrap().as_str(), "MX");
    assert_eq!(address.kind, Some(AddressType::Home));
    assert!(address.is_primary);
    assert_eq!(address.street.as_deref(), Some("Calle Inventada"));
    assert_eq!(address.city.as_deref(), Some("Ciudad de México"));
    assert_eq!(address.state.as_deref(), Some("CDMX"));
    assert_eq!(address.postal_code.as_deref(), Some("06000"));
    assert_eq!(address.country.as_deref(), Some("MX"));
    assert_eq!(address.external_id, None);
    assert_eq!(address.metadata.as_ref().unwrap()["visitada"], true);
    assert_eq!(address.created_at, Some(time("2025-11-03T16:20:05.123Z")));
    assert_eq!(address.updated_at, Some(time("2025-11-03T16:20:05.123Z")));
    let mx = address.scope_data.as_ref().unwrap().mx.as_ref().unwrap();
    assert_eq!(mx.exterior_number.as_deref(), Some("12-B"));
    assert_eq!(mx.interior_number.as_deref(), Some("3"));
    assert_eq!(mx.neighborhood.as_deref(), Some("Centro"));
    assert_eq!(mx.municipality.as_deref(), Some("Cuauhtémoc"));
    assert_eq!(mx.between_streets.as_deref(), Some("Primera y Segunda"));
    assert_eq!(mx.reference.as_deref(), Some("Portón verde"));
    assert_eq!(mx.cnbv.as_ref().unwrap()["TRANSMISOR"], json!({}));

    let contact = &client.contact_methods.as_ref().unwrap()[0];
    assert_eq!(contact.id.to_string(), id(3));
    assert_eq!(contact.client_id, Some(client.id));
    assert_eq!(contact.kind, ContactMethodType::Email);
    assert_eq!(contact.value, "ximena@ejemplo.test");
    assert!(contact.is_primary && contact.is_verified);
    assert_eq!(contact.label.as_deref(), Some("Personal"));
    assert_eq!(contact.external_id.as_deref(), Some("contacto-1"));
    assert_eq!(contact.metadata, None);
    assert_eq!(contact.verified_at, Some(time("2025-11-04T00:00:00Z")));
    assert_eq!(contact.created_at, Some(time("2025-11-03T16:20:05.123Z")));
    assert_eq!(contact.updated_at, Some(time("2025-11-04T00:00:00Z")));
}

#[test]
fn its_accounts_and_documents_are_read() {
    let client = read();
    let account = &client.bank_accounts.as_ref().unwrap()[0];
    assert_eq!(account.id.to_string(), id(4));
    assert_eq!(account.client_id, Some(client.id));
    assert_eq!(account.account_number.as_deref(), Some("1234567890"));
    assert_eq!(account.bank_name.as_deref(), Some("Banco Inventado"));
    assert_eq!(account.bank_code.as_deref(), Some("999"));
    assert_eq!(account.country.as_deref(), Some("MX"));
    assert_eq!(account.currency.as_deref(), Some("MXN"));
    assert_eq!(account.kind.as_deref(), Some("checking"));
    assert!(account.is_primary);
    assert_eq!(account.is_active, Some(true));
    assert_eq!(account.label.as_deref(), Some("Nómina"));
    assert_eq!(account.external_id.as_deref(), Some("cuenta-1"));
    assert!(account.metadata.as_ref().unwrap().is_empty());
    assert_eq!(account.clabe.as_deref(), Some("999180123456789016"));
    assert_eq!(account.codigo_banco.as_deref(), Some("999"));
    assert_eq!(account.codigo_plaza.as_deref(), Some("180"));
    assert_eq!(account.created_at, Some(time("2025-11-03T16:20:05.123Z")));
    assert_eq!(account.updated_at, Some(time("2025-11-03T16:20:05.123Z")));

    let document = &client.documents.as_ref().unwrap()[0];
    assert_eq!(document.id.to_string(), id(5));
    assert_eq!(document.client_id, Some(client.id));
    assert_eq!(document.kind.as_deref(), Some("voter_card"));
    assert_eq!(document.scope.as_ref().unwrap().as_str(), "MX");
    assert_eq!(document.category, Some(DocumentCategory::Identity));
    assert_eq!(document.status.as_deref(), Some("pending_upload"));
    assert_eq!(document.filename.as_deref(), Some("credencial.pdf"));
    assert_eq!(document.content_type.as_deref(), Some("application/pdf"));
    assert_eq!(document.size, Some(48_213));
    assert_eq!(document.expires_at.unwrap().to_string(), "2030-12-31");
    assert_eq!(document.verified_at, Some(time("2025-11-05T12:00:00Z")));
    assert_eq!(document.verified_by.as_deref(), Some("oficial-1"));
    assert_eq!(document.rejection_reason.as_deref(), Some("ilegible"));
    assert_eq!(document.reviewed_at, Some(time("2025-11-05T12:00:00Z")));
    assert_eq!(document.reviewed_by.as_deref(), Some("oficial-2"));
    assert_eq!(document.external_id.as_deref(), Some("documento-1"));
    assert_eq!(document.fields.as_ref().unwrap()["section"], "0001");
    assert_eq!(document.metadata.as_ref().unwrap()["caja"], 7);
    assert_eq!(document.created_at, Some(time("2025-11-03T16:20:05.123Z")));
    assert_eq!(document.updated_at, Some(time("2025-11-05T12:00:00Z")));
}

#[test]
fn its_links_are_read() {
    let client = read();
    let link = &client.linked_clients.as_ref().unwrap()[0];
    assert_eq!(link.id.to_string(), id(6));
    assert_eq!(
        link.relationship_type,
        RelationshipType::LegalRepresentative
    );
    assert_eq!(link.created_at, Some(time("2025-11-03T16:22:00Z")));
    assert_eq!(link.updated_at, Some(time("2025-11-03T16:22:00Z")));
    assert_eq!(link.metadata.as_ref().unwrap()["poder"], "general");

    let child = &link.client;
    assert_eq!(child.kind, ClientType::Individual);
    assert_eq!(child.name, "Ramiro Inventado");
    assert_eq!(child.scopes[0].as_str(), "MX");
    assert_eq!(child.id.to_string(), id(7));
    assert_eq!(child.created_at, Some(time("2025-11-03T16:21:00Z")));
    assert_eq!(child.updated_at, Some(time("2025-11-03T16:21:00Z")));
    assert_eq!(child.nationalities, ["MX"]);
    assert_eq!(child.external_id, None);
    assert!(child.metadata.as_ref().unwrap().is_empty());
    assert_eq!(child.birth_date.unwrap().to_string(), "1970-06-15");
    assert_eq!(child.middle_name, None);
    assert_eq!(child.last_name.as_deref(), Some("Muestra"));
    let work = child.employment.as_ref().unwrap();
    assert_eq!(work.is_employee, Some(true));
    assert_eq!(work.employee_id.as_deref(), Some("E-7"));
    assert_eq!(work.position.as_deref(), Some("Apoderado"));
    assert_eq!((work.department.as_ref(), work.start_date), (None, None));
    let mx = child.scope_data.as_ref().unwrap().mx.as_ref().unwrap();
    assert_eq!((mx.rfc.as_ref(), mx.curp.as_ref()), (None, None));
    assert_eq!(mx.avi_username(), None);
    let transmisor = mx.cnbv.as_ref().unwrap().transmisor.as_ref().unwrap();
    assert_eq!(transmisor.numero_cuenta, None);
    assert_eq!(transmisor.clave_sujeto_obligado, None);
}
