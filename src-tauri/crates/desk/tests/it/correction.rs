//! Correcting a client where a finding points: what the rules would say, what is sent, and what it does to everything else.

use artu::models::{Client, ClientId, Record};
use desk::{
    Clock as _, Error, Usage,
    contract::{
        Code, CorrectRequest, CorrectionRequest, CorrectionTrial, Event, FindingQuery, FindingView,
        OperationIntent, OperationResult, OperationState as State, Topic, UpdateIntent,
    },
    correction, finding,
};
use sandbox::{Defect, Environment, FULL_KEY, Fault, FaultKind};
use serde_json::{Value, json};
use vault::ClientWrite;

use crate::{
    operations::{ANCHOR, operate, writes},
    support::{ES, Office, TEST},
};

const RFC: &str = "scopeData.MX.rfc";
const CURP: &str = "scopeData.MX.curp";

/// The first client with a planted defect.
fn planted(office: &Office, defect: Defect) -> ClientId {
    let all = office.control.planted(office.environment);
    let found = all.iter().find(|one| one.defect == defect);
    found.unwrap().client_ids[0].into()
}

/// An office whose client with the wrong digit has members that nobody here knows.
async fn office_with_unknown_members() -> (Office, ClientId) {
    let office = Office::new(120).await;
    let client = planted(&office, Defect::RfcCheckDigit);
    let more = json!({
        "novedad": [1, {"a": null}],
        "metadata": {"clave": "7"},
        "scopeData": {
            "MX": {"nuevo": {"a": [1, null, "x"], "b": 1.5}, "actividadVulnerable": {"INM": {"folio": "9"}}},
            "XX": {"otra": true},
        },
    });
    let members = more.as_object().unwrap();
    office.control.update(TEST, client.0, members).unwrap();
    office.pull().await.unwrap();
    office.pass(10);
    office.control.clear_requests();
    (office, client)
}

fn on_server(office: &Office, client: ClientId) -> Value {
    office.control.client(office.environment, client.0).unwrap()
}

/// The record as the vault has it.
fn stored(office: &Office, client: ClientId) -> Value {
    let stored = office
        .session()
        .vault()
        .read(|view| view.clients().get(client));
    serde_json::from_str(&stored.unwrap().unwrap().raw).unwrap()
}

fn rfc_of(office: &Office, client: ClientId) -> String {
    let record = on_server(office, client);
    record["scopeData"]["MX"]["rfc"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn wish(client_id: ClientId, field: &str, value: &str) -> CorrectionRequest {
    CorrectionRequest {
        client_id,
        field: field.into(),
        value: value.into(),
    }
}

fn trial(office: &Office, client: ClientId, field: &str, value: &str) -> CorrectionTrial {
    correction::try_out(&office.session(), &wish(client, field, value), ES).unwrap()
}

async fn correct(
    office: &Office,
    client_id: ClientId,
    (field, value): (&str, &str),
    queue: bool,
) -> Result<OperationResult, Error> {
    let request = CorrectRequest {
        client_id,
        field: field.into(),
        value: value.into(),
        reason: "Constancia a la vista".into(),
        queue,
        confirmed: false,
    };
    correction::correct(&office.session(), &request, ES).await
}

fn findings_of(office: &Office, client: ClientId) -> Vec<FindingView> {
    let query = FindingQuery {
        client_id: Some(client),
        slice: desk::contract::Slice {
            offset: 0,
            limit: 1_000,
        },
        ..FindingQuery::default()
    };
    finding::list(&office.session(), &query, ES).unwrap().data
}

fn codes(findings: &[FindingView]) -> Vec<&str> {
    findings.iter().map(|found| found.code.as_str()).collect()
}

/// The RFC with the digit that the rules compute: the only one with which the finding goes and none comes.
fn right_rfc(office: &Office, client: ClientId) -> String {
    let rfc = rfc_of(office, client);
    let stem = &rfc[..rfc.len() - 1];
    let right: Vec<String> = "0123456789A"
        .chars()
        .map(|digit| format!("{stem}{digit}"))
        .filter(|rfc| {
            codes(&trial(office, client, RFC, rfc).disappears).contains(&"RFC_CHECK_DIGIT")
        })
        .collect();
    let [right] = &right[..] else {
        panic!("one digit is right: {right:?}");
    };
    right.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_is_corrected_proven_and_gone_and_nothing_else_changes() {
    let (office, client) = office_with_unknown_members().await;
    let found = findings_of(&office, client);
    let wrong = found.iter().find(|one| one.code == "RFC_CHECK_DIGIT");
    let places = &wrong.unwrap().correction;
    assert_eq!(
        (places.fields[0].field.as_str(), &places.elsewhere),
        (RFC, &None)
    );
    let right = right_rfc(&office, client);
    assert_eq!(office.control.total_requests(), 0, "a trial asks no server");

    let rehearsed =
        correction::rehearse(&office.session(), &wish(client, RFC, &right), ES).unwrap();
    assert_eq!(rehearsed.state, State::Rehearsed);
    let rehearsal = rehearsed.rehearsal;
    let before = on_server(&office, client);
    let mut after = before.clone();
    after["scopeData"]["MX"]["rfc"] = right.clone().into();
    assert_eq!(rehearsal.request.method, "PATCH");
    assert_eq!(
        rehearsal.request.body,
        Some(json!({"data": {"scopeData": after["scopeData"]}})),
        "what is beside the value goes along as it is"
    );
    let [change] = &rehearsal.member_changes.unwrap()[..] else {
        panic!("one member changes");
    };
    assert_eq!(change.field, RFC);
    assert_eq!(
        change.before.as_deref(),
        before["scopeData"]["MX"]["rfc"].as_str()
    );
    assert_eq!(change.after.as_ref(), Some(&right));

    let mut events = office.desk.subscribe();
    // Written as one writes it: spaces and small letters are dropped.
    let typed = format!(" {} {}", right[..4].to_lowercase(), &right[4..]);
    let result = correct(&office, client, (RFC, &typed), false)
        .await
        .unwrap();
    assert_eq!(result.state, State::Proven, "{result:?}");
    let proof = result.proof.unwrap();
    assert!(proof.same, "{:?}", proof.rows);
    assert!(proof.rows.iter().any(|row| row.read_back == right));
    assert!(
        proof
            .rows
            .iter()
            .any(|row| row.what.ends_with("lo demás de scopeData"))
    );

    let mut read = on_server(&office, client);
    read["updatedAt"] = before["updatedAt"].clone();
    assert_eq!(read, after);
    assert_eq!(
        writes(&office),
        [("PATCH".to_owned(), format!("/clients/{client}"))]
    );
    assert_eq!(stored(&office, client), on_server(&office, client));
    assert!(!codes(&findings_of(&office, client)).contains(&"RFC_CHECK_DIGIT"));
    let mut told = false;
    while let Ok(event) = events.try_recv() {
        told |= matches!(event, Event::Changed(Topic::Clients));
    }
    assert!(told, "lists hear of it");
    assert_eq!(
        office.steps(),
        ["operation.recorded", "operation.sent", "operation.proven"]
    );
    office.assert_sound();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_corrections_of_one_object_follow_each_other() {
    let (office, client) = office_with_unknown_members().await;
    let right = right_rfc(&office, client);
    let mut wanted = on_server(&office, client);
    let curp = "XEXX010101HNEXXXA4";
    for (field, value) in [(RFC, right.as_str()), (CURP, curp)] {
        let queued = correct(&office, client, (field, value), true)
            .await
            .unwrap();
        assert_eq!(queued.state, State::Waiting);
    }
    let report = desk::operate::send_waiting(&office.session(), ES)
        .await
        .unwrap();
    for result in &report.results {
        assert_eq!(result.state, State::Proven, "{result:?}");
        assert!(result.proof.as_ref().unwrap().same);
    }
    assert_eq!(report.results.len(), 2);
    // The second was rehearsed on the record before the first, and does not take it back.
    wanted["scopeData"]["MX"]["rfc"] = right.into();
    wanted["scopeData"]["MX"]["curp"] = curp.into();
    let mut read = on_server(&office, client);
    wanted["updatedAt"] = Value::Null;
    read["updatedAt"] = Value::Null;
    assert_eq!(read, wanted);
    office.assert_sound();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_that_is_withdrawn_does_not_go_along_with_the_next() {
    let (office, client) = office_with_unknown_members().await;
    let rfc = rfc_of(&office, client);
    let first = correct(&office, client, (RFC, &right_rfc(&office, client)), true).await;
    correct(&office, client, (CURP, "XEXX010101HNEXXXA4"), true)
        .await
        .unwrap();
    let first = first.unwrap().operation_id.unwrap();
    desk::operate::cancel(&office.session(), &first, ES).unwrap();
    let report = desk::operate::send_waiting(&office.session(), ES)
        .await
        .unwrap();
    assert_eq!(report.results[0].state, State::Proven);
    assert_eq!(rfc_of(&office, client), rfc);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_refuses_is_told_with_its_place() {
    let (office, client) = office_with_unknown_members().await;
    let right = right_rfc(&office, client);
    let before = on_server(&office, client);
    let issues = [
        ("data.scopeData.MX.rfc", "Not on the list"),
        ("data.scopes", "Too few"),
    ];
    let issues = issues.map(|(path, what)| (path.to_owned(), what.to_owned()));
    office.control.push_fault(
        Fault::next(FaultKind::Issues {
            issues: issues.into(),
        })
        .on("PATCH", "/clients/"),
    );
    let result = correct(&office, client, (RFC, &right), false)
        .await
        .unwrap();
    assert_eq!(result.state, State::Refused);
    let problem = result.problem.unwrap();
    assert_eq!(problem.code, Code::Refused);
    assert_eq!(
        problem.details.unwrap()["issues"],
        json!([
            {"path": "data.scopeData.MX.rfc", "message": "Not on the list"},
            {"path": "data.scopes", "message": "Too few"},
        ])
    );
    assert_eq!(on_server(&office, client), before);
    assert!(codes(&findings_of(&office, client)).contains(&"RFC_CHECK_DIGIT"));
    // It is final; the same is decided anew.
    let again = correct(&office, client, (RFC, &right), false)
        .await
        .unwrap();
    assert_eq!(again.state, State::Proven);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_itself_checks_is_told_in_the_same_way() {
    let office = Office::filled(26).await;
    let intent = OperationIntent::Update(UpdateIntent {
        client_id: office.member(),
        changes: json!({"type": "company"}).as_object().unwrap().clone(),
    });
    let result = operate(&office, &intent, false).await.unwrap();
    assert_eq!(result.state, State::Refused);
    let details = result.problem.unwrap().details.unwrap();
    assert_eq!(details["issues"][0]["path"], "data.type");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_rule_keeps_a_value_from_being_sent_and_only_its_form_does() {
    let (office, client) = office_with_unknown_members().await;
    let told = trial(&office, client, RFC, "x-1");
    assert_eq!(told.value.as_deref(), Some("X1"));
    assert!(told.problem.is_none());
    assert!(
        codes(&told.appears).contains(&"RFC_LENGTH"),
        "{:?}",
        codes(&told.appears)
    );
    let result = correct(&office, client, (RFC, "x-1"), false).await.unwrap();
    assert_eq!(result.state, State::Proven);
    assert!(codes(&findings_of(&office, client)).contains(&"RFC_LENGTH"));

    office.control.clear_requests();
    for (field, value, usage) in [
        ("birthDate", "17/01/1998", Usage::NotADate),
        ("nationalities", "México", Usage::NotCountries),
        ("name", " ", Usage::ValueRequired),
        ("email", "a@b.mx", Usage::NotCorrectable),
        ("bankAccounts[1].clabe", "1", Usage::NotCorrectable),
    ] {
        let rehearsed = correction::rehearse(&office.session(), &wish(client, field, value), ES);
        let same = |error: &Error| matches!(error, Error::Usage(one) if *one == usage);
        assert!(rehearsed.is_err_and(|error| same(&error)), "{field}");
        let sent = correct(&office, client, (field, value), false).await;
        assert!(sent.is_err_and(|error| same(&error)), "{field}");
    }
    let told = trial(&office, client, "birthDate", "17/01/1998");
    assert!(told.problem.unwrap().contains("fecha"));
    assert!(told.value.is_none() && told.appears.is_empty() && told.disappears.is_empty());
    let request = CorrectRequest {
        client_id: client,
        field: RFC.into(),
        value: "A".into(),
        reason: " ".into(),
        queue: false,
        confirmed: false,
    };
    let without = correction::correct(&office.session(), &request, ES).await;
    assert!(matches!(without, Err(Error::Usage(Usage::Reason))));
    assert_eq!(office.control.total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_of_the_present_value_says_that_nothing_changes() {
    let office = Office::filled(120).await;
    let client = planted(&office, Defect::RfcCheckDigit);
    let rfc = rfc_of(&office, client);
    let told = trial(&office, client, RFC, &rfc);
    assert!(!told.changed);
    assert_eq!(told.present.as_ref(), Some(&rfc));
    assert!(told.appears.is_empty() && told.disappears.is_empty());
    assert!(codes(&told.stays).contains(&"RFC_CHECK_DIGIT"));
    let marks = |one: Option<desk::contract::IdentifierView>| one.unwrap().marks.len();
    assert_eq!(marks(told.present_identifier), marks(told.identifier));
    let rehearsed = correction::rehearse(&office.session(), &wish(client, RFC, &rfc), ES);
    assert_eq!(rehearsed.unwrap().state, State::AlreadyDone);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_looks_at_the_household_too() {
    let office = Office::new(26).await;
    let (anchor, client) = (office.named(ANCHOR), office.member());
    let rfc = rfc_of(&office, anchor);
    office.control.set_rfc(TEST, client.0, Some(&rfc)).unwrap();
    office.pull().await.unwrap();
    let shared = |office: &Office| {
        let all = office.findings();
        all.into_iter()
            .any(|(_, household, code)| household == Some(anchor) && code == "SHARED_RFC")
    };
    assert!(shared(&office));
    let similar = format!("{}000", &rfc[..rfc.len() - 3]);
    let told = trial(&office, client, RFC, &similar);
    assert!(codes(&told.disappears).contains(&"SHARED_RFC"));
    assert!(codes(&told.appears).contains(&"SIMILAR_RFC"));
    assert!(shared(&office), "nothing is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_update_changes_says_where_else_to_correct_it() {
    let office = Office::new(26).await;
    let client = office.member();
    let clabe = |record: &Value| {
        record["bankAccounts"][0]["clabe"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    office.pull().await.unwrap();
    // The control digit of the account, as a pull would bring another one.
    let mut record = stored(&office, client);
    let right = clabe(&record);
    let other = if right.ends_with('0') { '1' } else { '0' };
    record["bankAccounts"][0]["clabe"] = format!("{}{other}", &right[..right.len() - 1]).into();
    let session = office.session();
    let record = Record::<Client>::parse(&record.to_string()).unwrap();
    let write = ClientWrite::new(record, office.clock.now());
    session
        .vault()
        .write(|tx| tx.pull().upsert_clients(&[write], None))
        .unwrap();
    finding::check_some(&session, &[client]).unwrap();
    let found = findings_of(&office, client);
    let wrong = found.iter().find(|one| one.code == "CLABE_CHECK_DIGIT");
    let places = &wrong.unwrap().correction;
    assert!(places.fields.is_empty());
    assert!(
        places
            .elsewhere
            .as_ref()
            .unwrap()
            .contains("cuentas bancarias")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_moved_shows_base_mine_and_theirs_at_the_member() {
    let (office, client) = office_with_unknown_members().await;
    let (rfc, right) = (rfc_of(&office, client), right_rfc(&office, client));
    correct(&office, client, (RFC, &right), true).await.unwrap();
    office.pass(1);
    office
        .control
        .set_rfc(TEST, client.0, Some("XAXX010101000"))
        .unwrap();
    let report = desk::operate::send_waiting(&office.session(), ES)
        .await
        .unwrap();
    let result = &report.results[0];
    assert_eq!(result.state, State::Conflict);
    let [row] = &result.conflict[..] else {
        panic!("{:?}", result.conflict);
    };
    assert_eq!((row.field.as_str(), row.label.as_str()), (RFC, "RFC"));
    assert_eq!(
        (&row.base, &row.mine, row.theirs.as_str()),
        (&rfc, &right, "XAXX010101000")
    );
    assert!(writes(&office).is_empty());
    // Decided anew on what is there now.
    let again = correct(&office, client, (RFC, &right), false)
        .await
        .unwrap();
    assert_eq!(again.state, State::Proven);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moved_beside_the_value_shows_in_the_proof() {
    let (office, client) = office_with_unknown_members().await;
    let right = right_rfc(&office, client);
    let on_patch = |kind| Fault::next(kind).on("PATCH", "/clients/");
    office.control.push_fault(on_patch(FaultKind::Latency {
        milliseconds: 1_000,
    }));
    office
        .control
        .push_fault(on_patch(FaultKind::AnswerWithoutEffect));
    let path = format!("/clients/{client}");
    let meanwhile = json!({"scopeData": {"MX": {"rfc": right, "curp": "XEXX010101HNEXXXA4"}}});
    let (result, ()) = tokio::join!(correct(&office, client, (RFC, &right), false), async {
        office
            .control
            .wait_for_requests(Some("GET"), &path, 1)
            .await;
        let members = meanwhile.as_object().unwrap();
        office.control.update(TEST, client.0, members).unwrap();
    });
    let result = result.unwrap();
    assert_eq!(result.state, State::Proven);
    let proof = result.proof.unwrap();
    assert!(!proof.same);
    let differs: Vec<_> = proof.rows.iter().filter(|row| !row.same).collect();
    assert_eq!(differs.len(), 1, "{:?}", proof.rows);
    assert!(differs[0].what.ends_with("lo demás de scopeData"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_server_it_waits_and_goes_out_later() {
    let (mut office, client) = office_with_unknown_members().await;
    let right = right_rfc(&office, client);
    office.sandbox.offline().await;
    let result = correct(&office, client, (RFC, &right), false)
        .await
        .unwrap();
    assert_eq!(result.state, State::Waiting);
    assert_eq!(result.problem.unwrap().code, Code::Offline);
    office.sandbox.online().await.unwrap();
    let report = desk::operate::send_waiting(&office.session(), ES)
        .await
        .unwrap();
    assert_eq!(report.results[0].state, State::Proven);
    assert_eq!(rfc_of(&office, client), right);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_birth_date_takes_the_age_with_it() {
    let office = Office::filled(26).await;
    let client = office.member();
    let result = correct(&office, client, ("birthDate", "1990-02-03"), false)
        .await
        .unwrap();
    assert_eq!(result.state, State::Proven);
    assert!(result.proof.as_ref().unwrap().same, "{:?}", result.proof);
    assert_eq!(on_server(&office, client)["birthDate"], "1990-02-03");
}

#[tokio::test(flavor = "multi_thread")]
async fn live_asks_once_more_for_a_correction() {
    let office = Office::with(26, Environment::Live, FULL_KEY).await;
    office.pull().await.unwrap();
    let client = office.member();
    let error = correct(&office, client, ("lastName", "Ibáñez"), false).await;
    assert!(matches!(error, Err(Error::Usage(Usage::Confirmation))));
    assert!(writes(&office).is_empty());
}
