//! What analysts decide about findings.

use artu::models::{Client, ClientId, Record};
use desk::{
    Clock as _,
    contract::{
        Code, DecideRequest, Decided, DispositionKind, FindingChoice, FindingName, FindingQuery,
        FindingView, Language, Slice,
    },
    finding,
};
use vault::ClientWrite;

use crate::support::Office;

const ES: Language = Language::Es;

fn list(office: &Office, query: FindingQuery) -> Vec<FindingView> {
    let slice = Slice {
        offset: 0,
        limit: 500,
    };
    let query = FindingQuery { slice, ..query };
    finding::list(&office.session(), &query, ES).unwrap().data
}

fn decided(office: &Office, decided: Decided) -> Vec<FindingView> {
    list(
        office,
        FindingQuery {
            decided: Some(decided),
            ..FindingQuery::default()
        },
    )
}

fn about(findings: &[&FindingView], kind: DispositionKind, reason: &str) -> DecideRequest {
    DecideRequest {
        choice: FindingChoice::Name {
            findings: findings
                .iter()
                .map(|found| FindingName::from(*found))
                .collect(),
        },
        kind,
        reason: reason.into(),
    }
}

fn wrong_digit(office: &Office) -> FindingView {
    let query = FindingQuery {
        code: Some("RFC_CHECK_DIGIT".into()),
        ..FindingQuery::default()
    };
    list(office, query).remove(0)
}

/// Stores the client with another RFC, as a pull would.
fn give_rfc(office: &Office, client: ClientId, rfc: &str) {
    let session = office.session();
    let stored = session.vault().read(|view| view.clients().get(client));
    let mut record: serde_json::Value =
        serde_json::from_str(&stored.unwrap().unwrap().raw).unwrap();
    record["scopeData"]["MX"]["rfc"] = rfc.into();
    let record = Record::<Client>::parse(&record.to_string()).unwrap();
    let write = ClientWrite::new(record, office.clock.now());
    session
        .vault()
        .write(|tx| tx.pull().upsert_clients(&[write], None))
        .unwrap();
    finding::check_some(&session, &[client]).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_settled_leaves_the_open_list_and_every_sum_and_can_be_taken_back() {
    let office = Office::filled(300).await;
    let session = office.session();
    let found = wrong_digit(&office);
    let open = office.status().findings;
    for kind in [DispositionKind::Accepted, DispositionKind::FalseAlarm] {
        let request = about(&[&found], kind, " constancia vista ");
        assert_eq!(finding::decide(&session, &request).unwrap().findings, 1);
        let now = office.status().findings;
        assert_eq!((now.warn, now.error), (open.warn - 1, open.error));
        let listed = decided(&office, Decided::Open);
        assert!(listed.iter().all(|row| row.disposition.is_none()));
        assert_eq!(listed.len() as u64, now.error + now.warn + now.info);
        let settled = match kind {
            DispositionKind::Accepted => Decided::Accepted,
            _ => Decided::FalseAlarm,
        };
        let settled = decided(&office, settled);
        let disposition = settled[0].disposition.as_ref().unwrap();
        assert_eq!(settled.len(), 1);
        assert_eq!(
            (
                disposition.kind,
                disposition.reason.as_str(),
                disposition.lapsed
            ),
            (kind, "constancia vista", false)
        );
        assert_eq!(disposition.analyst, session.analyst());
    }
    let request = about(&[&found], DispositionKind::Reopened, "otra revisión");
    finding::decide(&session, &request).unwrap();
    let now = office.status().findings;
    assert_eq!((now.warn, now.error), (open.warn, open.error));
    assert!(wrong_digit(&office).disposition.is_none());
    office.assert_journal_holds();
    let entered = office.journal();
    let entered = entered
        .iter()
        .filter(|action| *action == "findings.decided");
    assert_eq!(entered.count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_mended_stays_open() {
    let office = Office::filled(300).await;
    let found = wrong_digit(&office);
    let open = decided(&office, Decided::Open).len();
    let request = about(&[&found], DispositionKind::ToFix, "se pidió la constancia");
    finding::decide(&office.session(), &request).unwrap();
    assert_eq!(decided(&office, Decided::Open).len(), open);
    assert_eq!(decided(&office, Decided::Undecided).len(), open - 1);
    assert_eq!(decided(&office, Decided::ToFix).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_outlives_pulls_and_checks_and_lapses_with_the_value() {
    let mut office = Office::filled(300).await;
    let found = wrong_digit(&office);
    let value = found.value.clone().unwrap();
    let request = about(&[&found], DispositionKind::Accepted, "constancia vista");
    finding::decide(&office.session(), &request).unwrap();
    finding::check_all(&office.session(), |_, _| true).unwrap();
    office.sweep().await.unwrap();
    office.reopen();
    assert_eq!(decided(&office, Decided::Accepted).len(), 1);
    // Another wrong digit is another finding: what was decided is shown, and counts no more.
    let digit = if value.ends_with('1') { "2" } else { "1" };
    let other = format!("{}{digit}", &value[..value.len() - 1]);
    give_rfc(&office, found.client_id, &other);
    assert!(decided(&office, Decided::Accepted).is_empty());
    let of_client = FindingQuery {
        client_id: Some(found.client_id),
        code: Some("RFC_CHECK_DIGIT".into()),
        decided: Some(Decided::Open),
        ..FindingQuery::default()
    };
    let listed = list(&office, of_client);
    assert!(listed[0].disposition.as_ref().unwrap().lapsed);
    // The value that was decided about comes back, and with it the decision.
    give_rfc(&office, found.client_id, &value);
    let accepted = decided(&office, Decided::Accepted);
    assert_eq!(accepted.len(), 1);
    assert!(!accepted[0].disposition.as_ref().unwrap().lapsed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_decided_about_as_it_was_shown_or_not_at_all() {
    let office = Office::filled(300).await;
    let session = office.session();
    let counts = |decided| {
        let query = FindingQuery {
            decided,
            ..FindingQuery::default()
        };
        finding::count(&session, &query, ES).unwrap()
    };
    let most = counts(None).remove(0);
    assert!(most.count > 1);
    let query = FindingQuery {
        code: Some(most.code.clone()),
        decided: Some(Decided::Open),
        ..FindingQuery::default()
    };
    let request = |total| DecideRequest {
        choice: FindingChoice::List {
            query: query.clone(),
            total,
        },
        kind: DispositionKind::Accepted,
        reason: "criterio de la oficina".into(),
    };
    let moved = finding::decide(&session, &request(most.count - 1)).unwrap_err();
    assert_eq!(moved.code(), Code::Conflict);
    assert!(decided(&office, Decided::Accepted).is_empty());
    let kept = finding::decide(&session, &request(most.count)).unwrap();
    assert_eq!(kept.findings, most.count);
    let open = counts(Some(Decided::Open));
    assert!(open.iter().all(|row| row.code != most.code));
    let accepted = counts(Some(Decided::Accepted));
    assert_eq!((accepted.len(), accepted[0].count), (1, most.count));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_without_a_reason_or_about_what_is_not_there_is_refused() {
    let office = Office::filled(300).await;
    let session = office.session();
    let found = wrong_digit(&office);
    let nothing = about(&[&found], DispositionKind::Accepted, "  ");
    let refused = finding::decide(&session, &nothing).unwrap_err();
    assert_eq!(refused.code(), Code::Usage);
    let other = FindingView {
        value: Some("XXXX010101XX0".into()),
        ..found.clone()
    };
    // One of the two is there: neither is decided about.
    let request = about(&[&found, &other], DispositionKind::Accepted, "visto");
    let refused = finding::decide(&session, &request).unwrap_err();
    assert_eq!(refused.code(), Code::Conflict);
    assert!(decided(&office, Decided::Accepted).is_empty());
    assert!(!office.journal().contains(&"findings.decided".to_owned()));
}
