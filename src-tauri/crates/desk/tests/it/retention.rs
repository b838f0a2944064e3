//! How long earlier versions of clients are kept.

use artu::models::ClientId;
use desk::{
    Error, Usage,
    contract::{ChangeKind, RetentionRequest, RetentionView, ReviewRequest, Verdict},
    retention,
};

use crate::support::{ES, Office, TEST, passphrase};

const MINUTES_OF_A_YEAR: i64 = 365 * 24 * 60 + 6 * 60;

fn keep(office: &Office, years: Option<u32>) -> Result<RetentionView, Error> {
    retention::change(&office.session(), RetentionRequest { years })
}

fn kept(office: &Office) -> RetentionView {
    retention::show(&office.session()).unwrap()
}

fn versions(office: &Office, id: ClientId) -> usize {
    let versions = office
        .session()
        .vault()
        .read(|view| view.revisions().list(id));
    versions.unwrap().len()
}

async fn rename(office: &Office, id: ClientId, name: &str) {
    office.control.rename(TEST, id.0, name).unwrap();
    office.pull().await.unwrap();
}

fn times(office: &Office, word: &str) -> usize {
    let journal = office.journal();
    journal.iter().filter(|entry| *entry == word).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_are_kept_for_ever_unless_ten_years_or_more_are_chosen() {
    let office = Office::filled(6).await;
    assert_eq!(kept(&office).years, None);
    for years in [0, 9, 101] {
        let refused = keep(&office, Some(years));
        assert!(matches!(refused, Err(Error::Usage(Usage::Retention))));
    }
    assert_eq!(kept(&office).years, None);
    assert_eq!(keep(&office, Some(10)).unwrap().years, Some(10));
    office.desk.lock();
    office.desk.unlock(&passphrase()).unwrap();
    assert_eq!(kept(&office).years, Some(10));
    assert_eq!(keep(&office, None).unwrap().years, None);
    assert_eq!(times(&office, "revisions.retention_changed"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_older_than_they_are_kept_go_after_a_pull_and_the_journal_says_so() {
    let office = Office::filled(6).await;
    let member = office.member();
    rename(&office, member, "Renata Primera").await;
    office.pass(2 * MINUTES_OF_A_YEAR);
    rename(&office, member, "Renata Segunda").await;
    assert_eq!(versions(&office, member), 3);
    let before = kept(&office).room;
    assert!(before.revisions >= 2);
    assert!(0 < before.revision_bytes && before.revision_bytes < before.bytes);

    // Nine years later the first change is eleven years old, the second nine.
    office.pass(9 * MINUTES_OF_A_YEAR);
    rename(&office, member, "Renata Tercera").await;
    assert_eq!(versions(&office, member), 4);
    let full = keep(&office, Some(10)).unwrap().room;
    assert_eq!(versions(&office, member), 4);
    office.pull().await.unwrap();
    assert_eq!(versions(&office, member), 3);
    let after = kept(&office).room;
    let dropped = full.revisions - after.revisions;
    assert!(after.oldest > before.oldest);
    assert_eq!(times(&office, "revisions.dropped"), 1);
    let entry = office
        .session()
        .vault()
        .read(|view| view.journal().list(0, 10))
        .unwrap()
        .rows
        .into_iter()
        .find(|entry| entry.action == "revisions.dropped")
        .unwrap();
    let payload: serde_json::Value = serde_json::from_str(&entry.payload.unwrap()).unwrap();
    assert_eq!(
        (&payload["versions"], &payload["years"]),
        (&dropped.into(), &10.into())
    );
    assert!(entry.subjects.is_empty());

    office.pull().await.unwrap();
    assert_eq!(times(&office, "revisions.dropped"), 1);
    office.assert_sound();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_years_ahead_drops_nothing() {
    let office = Office::filled(6).await;
    let member = office.member();
    rename(&office, member, "Renata Primera").await;
    keep(&office, Some(10)).unwrap();
    office.clock.advance_minutes(40 * MINUTES_OF_A_YEAR);
    office.pull().await.unwrap();
    assert_eq!(versions(&office, member), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_since_a_review_is_told_when_the_version_seen_is_kept_no_more() {
    let office = Office::filled(6).await;
    let (household, member) = (office.named("Sebastián Luna Juárez"), office.member());
    let request = ReviewRequest {
        household_id: household,
        verdict: Verdict::Cleared,
        note: "Expediente completo a la vista".into(),
    };
    desk::review::record(&office.session(), &request).unwrap();
    rename(&office, member, "Renata Primera").await;
    office.pass(11 * MINUTES_OF_A_YEAR);
    rename(&office, member, "Renata Segunda").await;
    keep(&office, Some(10)).unwrap();
    office.pull().await.unwrap();
    let changes = desk::review::changes(&office.session(), household, ES).unwrap();
    let found = changes
        .data
        .iter()
        .find(|change| change.client_id == member)
        .unwrap();
    assert_eq!((found.kind, found.fields.len()), (ChangeKind::Changed, 0));
}
