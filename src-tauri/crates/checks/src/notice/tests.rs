use serde_json::{Value, json};

use super::table::tests::ACTIVITIES;
use super::*;
use crate::samples;

fn client(members: Value) -> Client {
    samples::individual(samples::merged(complete(), members))
}

/// A file in which everything is that the notice of an individual asks for and the record can hold.
fn complete() -> Value {
    json!({
        "name": "Korinda", "lastName": "Zarvembo Holventa", "scopes": ["MX:AV:AVI"],
        "birthDate": "1958-12-13", "nationalities": ["MX"],
        "scopeData": {"MX": {
            "rfc": "ZAHK581213MU6", "curp": "ZAHK581213MCLRLR51", "giroMercantil": "2810001",
            "actividadVulnerable": {"AVI": {"username": "korinda_58"}},
            "cnbv": {"TRANSMISOR": {"numeroCuenta": "0001", "claveSujetoObligado": "123456"}}
        }},
        "addresses": [{
            "id": samples::id(9), "street": "Calle Zarvembo", "city": "Saltillo",
            "state": "Coahuila", "postalCode": "25000", "country": "MX",
            "scopeData": {"MX": {"exteriorNumber": "1", "neighborhood": "Centro"}}
        }],
        "contactMethods": [
            {"id": samples::id(8), "type": "mobile", "value": "+52 844 123 4987"},
            {"id": samples::id(7), "type": "email", "value": "korinda@ejemplo.mx"}
        ],
        "bankAccounts": [{"id": samples::id(6), "accountNumber": "00123456789",
            "clabe": "072580000614996799", "currency": "MXN"}],
        "documents": [{"id": samples::id(5), "category": "identity", "type": "mx_ine",
            "fields": {"claveElector": "ZRHLKR58121305M100"}}],
        "linkedClients": []
    })
}

fn stored(client: &Client) -> Representative<'_> {
    Representative {
        id: client.id,
        client: Some(client),
    }
}

fn of(client: &Client, activity: &str) -> Notice<'static> {
    readiness(client, Some(&[]), activity, RulePack::embedded())
}

/// `path outcome` of a node, by its last name in a group.
fn told(notice: &Notice<'_>, group: NodeGroup, name: &str) -> String {
    let node = notice
        .nodes
        .iter()
        .find(|node| node.group() == group && node.path().rsplit('/').next() == Some(name))
        .unwrap_or_else(|| panic!("no node {name}"));
    match &node.outcome {
        Outcome::Fillable {
            value,
            changes,
            guess,
        } => {
            let mut words = vec![value.clone()];
            words.extend(changes.iter().map(|change| format!("{change:?}")));
            words.extend(guess.iter().map(|guess| format!("{guess:?}")));
            words.join(" | ")
        }
        Outcome::Absent => format!("absent {}", node.place),
        Outcome::DoesNotFit(misfit) => format!("{misfit:?}"),
        Outcome::NotVisible(unseen) => format!("{unseen:?} {}", node.place),
    }
}

fn person(members: Value, name: &str) -> String {
    told(&of(&client(members), "VEH"), NodeGroup::Person, name)
}

#[test]
fn an_individual_with_a_whole_file_lacks_only_what_the_record_cannot_show() {
    let notice = of(&client(json!({})), "VEH");
    let summary = notice.summary();
    assert_eq!(
        (summary.required, summary.fillable, summary.not_visible),
        (9, 8, 1),
        "the activity has no member in the record"
    );
    let of_avi = of(&client(json!({})), "AVI");
    let open: Vec<&str> = of_avi
        .nodes
        .iter()
        .filter(|node| node.is_required && !node.is_fillable())
        .map(Node::path)
        .collect();
    assert_eq!(
        open,
        [
            "persona_fisica/actividad_economica",
            "persona_fisica/documento_identificacion/tipo_identificacion",
            "datos_cuenta_plataforma/moneda_cuenta",
        ],
        "numbers of the authority's catalogues"
    );
    assert_eq!(of_avi.summary().misfits + of_avi.summary().absent, 0);
}

#[test]
fn a_split_of_names_is_never_told_as_sure() {
    for (members, given, paternal, maternal) in [
        (
            json!({}),
            "KORINDA",
            "ZARVEMBO | NamesByKeys",
            "HOLVENTA | NamesByKeys",
        ),
        (
            json!({"scopeData": null}),
            "KORINDA",
            "ZARVEMBO | NamesByWords",
            "HOLVENTA | NamesByWords",
        ),
        (
            json!({"name": "Korinda Zarvembo Holventa", "lastName": null}),
            "KORINDA | NamesByKeys",
            "ZARVEMBO | NamesByKeys",
            "HOLVENTA | NamesByKeys",
        ),
        (
            json!({"lastName": "Zarvembo"}),
            "KORINDA",
            "ZARVEMBO",
            "absent lastName",
        ),
        (
            json!({"lastName": null}),
            "KORINDA",
            "absent lastName",
            "absent lastName",
        ),
    ] {
        let notice = of(&client(members.clone()), "VEH");
        let part = |name| told(&notice, NodeGroup::Person, name);
        assert_eq!(
            [
                part("nombre"),
                part("apellido_paterno"),
                part("apellido_materno")
            ],
            [given, paternal, maternal],
            "{members}"
        );
    }
}

#[test]
fn each_kind_of_value_of_a_person() {
    let with_key = |key: &str, value: &str| json!({"scopeData": {"MX": {key: value}}});
    for (members, name, expected) in [
        (json!({}), "fecha_nacimiento", "19581213"),
        (
            json!({"birthDate": null}),
            "fecha_nacimiento",
            "absent birthDate",
        ),
        (json!({}), "rfc", "ZAHK581213MU6"),
        (with_key("rfc", "XAXX010101000"), "rfc", "Generic"),
        (json!({"scopeData": null}), "rfc", "absent scopeData.MX.rfc"),
        (
            with_key("curp", "ZAHK081213MCLRLRA1"),
            "curp",
            "CurpCentury",
        ),
        (
            json!({"nationalities": ["US", "MX"]}),
            "pais_nacionalidad",
            "MX",
        ),
        (
            json!({"nationalities": ["GB"]}),
            "pais_nacionalidad",
            "UK | Country",
        ),
        (
            json!({"nationalities": []}),
            "pais_nacionalidad",
            "absent nationalities",
        ),
        (json!({}), "actividad_economica", "NoField "),
        (
            with_key("actividadEconomica", "8130010"),
            "actividad_economica",
            "8130010 | UndocumentedMember",
        ),
        (
            json!({"metadata": {"actividadEconomica": 8_130_010}}),
            "actividad_economica",
            "8130010 | UndocumentedMember",
        ),
        (
            with_key("actividadEconomica", "comercio"),
            "actividad_economica",
            "CatalogueNumber scopeData.MX.actividadEconomica",
        ),
        (
            with_key("actividadEconomica", "813"),
            "actividad_economica",
            "Length { length: 3, lengths: \"7\" }",
        ),
    ] {
        assert_eq!(person(members.clone(), name), expected, "{members}");
    }
}

#[test]
fn an_address_is_asked_whole_once_there_is_one() {
    let address = |members: Value| {
        let base = complete()["addresses"][0].clone();
        json!({"addresses": [samples::merged(base, members)]})
    };
    let place = format!("addresses[{}]", samples::id(9));
    let told_of =
        |members: Value, name: &str| told(&of(&client(members), "VEH"), NodeGroup::Address, name);
    assert_eq!(told_of(json!({}), "calle"), "CALLE ZARVEMBO");
    assert_eq!(told_of(json!({}), "codigo_postal"), "25000");
    assert_eq!(
        told_of(address(json!({"postalCode": "5000"})), "codigo_postal"),
        "Length { length: 4, lengths: \"5\" }"
    );
    assert_eq!(
        told_of(address(json!({"street": null})), "calle"),
        format!("absent {place}.street")
    );
    let required = |members: Value| {
        let notice = of(&client(members), "VEH");
        let nodes = notice.nodes.iter();
        nodes
            .filter(|node| node.group() == NodeGroup::Address && node.is_required)
            .count()
    };
    assert_eq!(required(json!({})), 4);
    assert_eq!(required(json!({"addresses": []})), 0);
    assert_eq!(
        told_of(json!({"addresses": []}), "calle"),
        "absent addresses"
    );
    assert_eq!(
        told_of(json!({"addresses": null}), "calle"),
        "ShortRecord addresses"
    );
    let abroad = address(json!({"country": "GB", "postalCode": "SW1A 1AA", "city": "Zürich"}));
    assert_eq!(told_of(abroad.clone(), "pais"), "UK | Country");
    assert_eq!(told_of(abroad.clone(), "codigo_postal"), "SW1A1AA | Signs");
    assert_eq!(
        told_of(abroad.clone(), "ciudad_poblacion"),
        "ZURICH | Accents"
    );
    assert_eq!(required(abroad), 7);
}

#[test]
fn phones_and_mail() {
    let phone = |value: &str| json!({"contactMethods": [{"id": samples::id(8), "type": "phone", "value": value}]});
    let told_of =
        |members: Value, name: &str| told(&of(&client(members), "VEH"), NodeGroup::Phone, name);
    let place = format!("contactMethods[{}].value", samples::id(8));
    for (members, country, number) in [
        (json!({}), "MX".to_owned(), "8441234987 | Prefix".to_owned()),
        (
            phone("844-123-4987"),
            "MX | NationalNumber".to_owned(),
            "8441234987".to_owned(),
        ),
        (
            phone("+1 415 555 0100"),
            format!("PhoneCountry {place}"),
            "14155550100".to_owned(),
        ),
        (
            phone("123"),
            "MX | NationalNumber".to_owned(),
            "Length { length: 3, lengths: \"10-12\" }".to_owned(),
        ),
        (
            json!({"contactMethods": []}),
            "absent contactMethods[type=mobile|phone]".to_owned(),
            "absent contactMethods[type=mobile|phone]".to_owned(),
        ),
        (
            json!({"contactMethods": null, "phone": "8441234987"}),
            "MX | NationalNumber".to_owned(),
            "8441234987".to_owned(),
        ),
        (
            json!({"contactMethods": null}),
            "ShortRecord contactMethods".to_owned(),
            "ShortRecord contactMethods".to_owned(),
        ),
    ] {
        assert_eq!(told_of(members.clone(), "clave_pais"), country, "{members}");
        assert_eq!(
            told_of(members.clone(), "numero_telefono"),
            number,
            "{members}"
        );
    }
    assert_eq!(
        told_of(json!({}), "correo_electronico"),
        "KORINDA@EJEMPLO.MX"
    );
    // The notice of virtual assets takes phone and mail together or not at all.
    let required = |members: Value| {
        let notice = of(&client(members), "AVI");
        let nodes = notice.nodes.iter();
        nodes
            .filter(|node| node.group() == NodeGroup::Phone && node.is_required)
            .count()
    };
    assert_eq!(required(phone("8441234987")), 3);
    assert_eq!(required(json!({"contactMethods": []})), 0);
}

#[test]
fn what_virtual_assets_ask() {
    let told_of = |members: Value, name: &str| {
        let notice = of(&client(members), "AVI");
        let group = if name.ends_with("identificacion") {
            NodeGroup::Person
        } else {
            NodeGroup::Activity
        };
        told(&notice, group, name)
    };
    let account = |members: Value| {
        let base = complete()["bankAccounts"][0].clone();
        json!({"bankAccounts": [samples::merged(base, members)]})
    };
    let account_at = format!("bankAccounts[{}]", samples::id(6));
    let document_at = format!("documents[{}]", samples::id(5));
    let document = |members: Value| json!({"documents": [samples::merged(json!({"id": samples::id(5), "category": "identity"}), members)]});
    for (members, name, expected) in [
        (json!({}), "id_usuario", "KORINDA_58 | Case".to_owned()),
        (
            json!({"scopeData": null}),
            "id_usuario",
            "absent scopeData.MX.actividadVulnerable.AVI.username".to_owned(),
        ),
        (json!({}), "cuenta_relacionada", "00123456789".to_owned()),
        (
            account(json!({"accountNumber": null})),
            "cuenta_relacionada",
            "072580000614996799".to_owned(),
        ),
        (
            account(json!({"accountNumber": "4111111111111111"})),
            "cuenta_relacionada",
            "CardNumber".to_owned(),
        ),
        (
            json!({"bankAccounts": []}),
            "cuenta_relacionada",
            "absent bankAccounts".to_owned(),
        ),
        (
            json!({}),
            "clabe_interbancaria",
            "072580000614996799".to_owned(),
        ),
        (
            json!({}),
            "moneda_cuenta",
            format!("CatalogueNumber {account_at}.currency"),
        ),
        (
            json!({}),
            "tipo_identificacion",
            format!("CatalogueNumber {document_at}.type"),
        ),
        (
            json!({}),
            "numero_identificacion",
            "ZRHLKR58121305M100".to_owned(),
        ),
        (
            document(json!({"fields": {"number": "A-1"}})),
            "numero_identificacion",
            "A-1 | UndocumentedMember".to_owned(),
        ),
        (
            document(json!({})),
            "numero_identificacion",
            format!("absent {document_at}.fields"),
        ),
        (
            document(json!({"status": "rejected"})),
            "numero_identificacion",
            "absent documents[category=identity]".to_owned(),
        ),
        (
            json!({"documents": null}),
            "numero_identificacion",
            "ShortRecord documents[category=identity]".to_owned(),
        ),
    ] {
        assert_eq!(told_of(members.clone(), name), expected, "{name} {members}");
    }
    let card = account(json!({"accountNumber": "4111111111111111"}));
    let notice = of(&client(card), "AVI");
    assert!(!format!("{notice:?}").contains("4111111111111111"));
}

#[test]
fn companies_and_trusts_need_a_natural_person_that_acts_for_them() {
    let company = client(json!({"type": "company", "name": "Zarvembo, S.A. de C.V.",
        "lastName": null, "scopeData": {"MX": {"rfc": "ZAR010101AB1", "giroMercantil": "2810001"}}}));
    let trust = client(
        json!({"type": "trust", "name": "Banco Zarvembo", "lastName": null, "scopeData": null}),
    );
    let person = client(json!({"id": samples::id(2)}));
    let other = client(json!({"id": samples::id(3), "type": "company"}));
    let represented = |of: &Client, by: Option<&[Representative<'_>]>| {
        let notice = readiness(of, by, "VEH", RulePack::embedded());
        (
            told(&notice, NodeGroup::Representative, "apellido_paterno"),
            notice.representative,
        )
    };
    for parent in [&company, &trust] {
        assert_eq!(
            represented(parent, Some(&[stored(&person)])),
            ("ZARVEMBO | NamesByKeys".into(), Some(person.id))
        );
        assert_eq!(
            represented(parent, Some(&[stored(&other), stored(&person)])).1,
            Some(person.id),
            "a natural person comes first"
        );
        assert_eq!(
            represented(parent, Some(&[stored(&other)])),
            ("NotAPerson".into(), Some(other.id))
        );
        let not_stored = Representative {
            id: other.id,
            client: None,
        };
        assert_eq!(
            represented(parent, Some(&[not_stored])),
            ("NoRecord ".into(), Some(other.id))
        );
        assert_eq!(
            represented(parent, Some(&[])),
            ("absent linkedClients[legal_representative]".into(), None)
        );
        assert_eq!(
            represented(parent, None),
            (
                "ShortRecord linkedClients[legal_representative]".into(),
                None
            )
        );
    }
    let notice = readiness(
        &company,
        Some(&[stored(&person)]),
        "VEH",
        RulePack::embedded(),
    );
    let of_company = |name| told(&notice, NodeGroup::Person, name);
    assert_eq!(of_company("denominacion_razon"), "ZARVEMBO, S.A. DE C.V.");
    assert_eq!(
        of_company("fecha_constitucion"),
        "19581213 | IncorporationDate"
    );
    assert_eq!(of_company("giro_mercantil"), "2810001");
    let summary = notice.summary();
    assert_eq!(summary.required, summary.fillable);
    let notice = readiness(
        &trust,
        Some(&[stored(&person)]),
        "VEH",
        RulePack::embedded(),
    );
    let of_trust = |name| told(&notice, NodeGroup::Person, name);
    assert_eq!(
        of_trust("denominacion_razon"),
        "BANCO ZARVEMBO | TrusteeName"
    );
    assert_eq!(of_trust("identificador_fideicomiso"), "NoField ");
}

#[test]
fn a_transmitter_reports_to_the_commission_in_its_own_form() {
    let told_of =
        |members: Value, group, name: &str| told(&of(&client(members), "TRANSMISOR"), group, name);
    let activity = NodeGroup::Activity;
    assert_eq!(told_of(json!({}), activity, "numero_cuenta"), "0001");
    assert_eq!(
        told_of(json!({}), activity, "clave_sujeto_obligado"),
        "123456"
    );
    let person = NodeGroup::Person;
    for (members, expected) in [
        (json!({}), "ZAHK581213MU6"),
        (
            json!({"scopeData": {"MX": {"rfc": "XAXX010101000", "curp": "ZAHK581213MCLRLR51"}}}),
            "ZAHK581213MCLRLR51",
        ),
        (json!({"scopeData": null}), "19581213"),
        (
            json!({"scopeData": {"MX": {"rfc": "XAXX010101000"}}, "birthDate": null}),
            "Generic",
        ),
        (
            json!({"scopeData": null, "birthDate": null}),
            "absent scopeData.MX.rfc; scopeData.MX.curp; birthDate",
        ),
    ] {
        assert_eq!(told_of(members, person, "rfc_curp_o_fecha"), expected);
    }
    assert_eq!(
        told_of(json!({}), NodeGroup::Address, "domicilio"),
        "CALLE ZARVEMBO 1"
    );
}

#[test]
fn activities_are_those_of_the_scopes() {
    let scopes = json!([
        "base",
        "MX",
        "MX:AV",
        "MX:AV:AVI",
        "MX:AV:DON",
        "MX:AV:AVI",
        "MX:CNBV:TRANSMISOR"
    ]);
    let client = client(json!({"scopes": scopes}));
    assert_eq!(activities(&client), ["AVI", "DON", "TRANSMISOR"]);
    assert!(of(&client, "DON").nodes.is_empty(), "not in the table");
}

#[test]
fn a_type_that_is_not_known_has_no_nodes() {
    let unknown = client(json!({"type": "partnership"}));
    for activity in ACTIVITIES {
        assert!(of(&unknown, activity).nodes.is_empty(), "{activity}");
    }
}

#[test]
fn a_node_says_its_form_and_where_it_is_known_from() {
    let notice = of(&client(json!({})), "VEH");
    let nodes = &notice.nodes;
    let named = |name: &str| {
        nodes
            .iter()
            .find(|node| node.path().ends_with(name))
            .unwrap()
    };
    let street = named("calle");
    assert_eq!(street.lengths(), "1-100");
    assert_eq!(street.signs(), " -.,:/");
    assert_eq!(street.confidence(), Confidence::Medium);
    assert!(street.source().starts_with("S12"));
    assert_eq!(street.norm(), "MX-059 · SPPLD notice schemas (2013-09-01)");
    assert_eq!(named("numero_interior").norm(), "MX-059");
    assert_eq!(street.label(Language::Es), "Calle");
}
