//! Rule packs: made, offered, rehearsed, adopted and counted, with the tables of this program changed.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use artu::models::ClientId;
use desk::{
    Clock as _, Error, Session,
    contract::{
        AdoptPackRequest, Code, Event, FindingChange, FindingQuery, OfferedPack,
        OfferedPackRequest, PackState, RehearsedFinding, RehearsedQuery, RuleRehearsal, RulesView,
        Severity, SignPackRequest, Slice,
    },
    finding,
    rules::{self, PackFault},
};
use jiff::{ToSpan as _, civil::Date};

use crate::support::{ES, Office, desk_over, passphrase};

/// A finding as it is told apart from others, with its severity.
type Told = (ClientId, Option<ClientId>, String, String, Severity);

/// An office on a day on which the pack of the program counts already.
async fn office(clients: usize) -> Office {
    let office = Office::filled(clients).await;
    office.pass(7 * 24 * 60);
    office.pull().await.unwrap();
    office
}

fn tables(office: &Office) -> PathBuf {
    let folder = office.folder.path().join("tablas");
    if !folder.exists() {
        rules::write_tables(&office.session(), &folder).unwrap();
    }
    folder
}

/// Changes one table among those that the next pack is made of.
fn edit(office: &Office, table: &str, change: impl Fn(&str) -> Option<String>) {
    let path = tables(office).join(table);
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<String> = text.lines().filter_map(change).collect();
    assert_ne!(lines.join("\n"), text.trim_end(), "nothing was changed");
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

/// A wrong check digit of an RFC weighs more, nobody asks for interior numbers, and everybody needs a business.
fn edit_some(office: &Office) {
    edit(office, "codes.csv", |line| {
        Some(line.replace("RFC_CHECK_DIGIT,warn", "RFC_CHECK_DIGIT,error"))
    });
    edit(office, "required-fields.csv", |line| match line {
        line if line.contains(",address.interior,") => None,
        line if line.starts_with("individual,names.given,") => Some(format!(
            "{line}\nindividual,business,field,Business,Giro,scopeData.MX.giroMercantil,required,warn,Manual de la oficina,2020-01-01,"
        )),
        line => Some(line.to_owned()),
    });
}

fn today(office: &Office) -> Date {
    office.clock.today()
}

fn sign(office: &Office, version: &str, from: Date) -> PathBuf {
    let request = SignPackRequest {
        name: "oficina".into(),
        version: version.into(),
        from,
    };
    let target = office.folder.path().join(format!("{version}.json"));
    rules::sign(&office.session(), &request, &tables(office), &target).unwrap();
    target
}

fn offer(session: &Session, file: &Path) -> OfferedPack {
    rules::offer(session, rules::read_file(file).unwrap(), ES).unwrap()
}

fn rehearse(office: &Office, offered: &OfferedPack) -> RuleRehearsal {
    let request = OfferedPackRequest {
        sha256: offered.sha256.clone(),
    };
    rules::rehearse(&office.session(), &request, ES, |_, _| true).unwrap()
}

fn adopt(session: &Session, offered: &OfferedPack, trusts: bool) -> Result<RulesView, Error> {
    let request = AdoptPackRequest {
        sha256: offered.sha256.clone(),
        reason: "Acuerdo del comité".into(),
        trust_signer: trusts,
    };
    rules::adopt(session, &request)
}

fn rehearsed(office: &Office, query: &RehearsedQuery) -> Vec<RehearsedFinding> {
    let mut all = Vec::new();
    loop {
        let query = RehearsedQuery {
            slice: Slice {
                offset: all.len() as u64,
                limit: 100,
            },
            ..query.clone()
        };
        let page = rules::rehearsed(&office.session(), &query, ES).unwrap();
        if page.data.is_empty() {
            assert_eq!(page.total, all.len() as u64);
            return all;
        }
        all.extend(page.data);
    }
}

fn found(office: &Office) -> Vec<Told> {
    let session = office.session();
    let query = vault::FindingQuery {
        limit: 100_000,
        ..vault::FindingQuery::default()
    };
    let listed = session
        .vault()
        .read(|view| view.findings().list(&query))
        .unwrap();
    let told = listed.rows.into_iter().map(|row| {
        let field = row.field.unwrap_or_default();
        let client = row.client_id.unwrap();
        (
            client,
            row.household_id,
            row.code,
            field,
            row.severity.into(),
        )
    });
    let mut told: Vec<_> = told.collect();
    told.sort();
    told
}

/// What the findings of before become by what a rehearsal kept.
fn expected(office: &Office, before: Vec<Told>) -> Vec<Told> {
    let query = vault::RehearsedQuery {
        limit: 100_000,
        ..vault::RehearsedQuery::default()
    };
    let session = office.session();
    let kept = session
        .vault()
        .read(|view| view.rehearsed_findings().list(&query))
        .unwrap();
    let mut all = before;
    for change in kept.rows {
        let place = (
            change.client_id,
            change.household_id,
            change.code,
            change.field,
        );
        let severity = Severity::from(change.severity);
        let at = all
            .iter()
            .position(|told| (told.0, told.1, told.2.clone(), told.3.clone()) == place);
        match (change.change.into(), at) {
            (FindingChange::Appears, None) => {
                all.push((place.0, place.1, place.2, place.3, severity));
            }
            (FindingChange::Disappears, Some(at)) => {
                assert_eq!(all.remove(at).4, severity);
            }
            (FindingChange::Heavier, Some(at)) => {
                assert!(all[at].4 < severity);
                all[at].4 = severity;
            }
            (FindingChange::Lighter, Some(at)) => {
                assert!(all[at].4 > severity);
                all[at].4 = severity;
            }
            (change, at) => panic!("{change:?} at {at:?}: {place:?}"),
        }
    }
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_tells_exactly_what_adoption_changes() {
    let office = office(400).await;
    edit_some(&office);
    let file = sign(&office, "1", today(&office));
    let offered = offer(&office.session(), &file);
    let tables: Vec<&str> = offered.tables.iter().map(|it| &*it.table).collect();
    assert_eq!(tables, ["codes.csv", "required-fields.csv"]);
    assert_eq!(offered.compared_with, "mx 2026-11-23");
    assert_eq!((offered.is_due, offered.signer_known), (true, true));
    assert_eq!(offered.problem, None);

    let before = found(&office);
    let rehearsal = rehearse(&office, &offered);
    assert_eq!(found(&office), before, "a rehearsal touches no finding");
    assert_eq!((&*rehearsal.pack, rehearsal.clients), ("oficina 1", 400));
    let changes = rehearsed(&office, &RehearsedQuery::default());
    let of = |code: &str| {
        let code = rehearsal.codes.iter().find(|it| it.code == code).unwrap();
        (code.appears, code.disappears, code.heavier, code.lighter)
    };
    let wrong = before.iter().filter(|told| told.2 == "RFC_CHECK_DIGIT");
    assert_eq!(of("RFC_CHECK_DIGIT"), (0, 0, wrong.count() as u64, 0));
    assert!(of("MISSING_BUSINESS").0 > 40);
    assert!(of("MISSING_ADDRESS_INTERIOR").1 > 0);
    let counted = rehearsal
        .codes
        .iter()
        .map(|it| it.appears + it.disappears + it.heavier + it.lighter);
    assert_eq!(counted.sum::<u64>(), changes.len() as u64);
    let clients: BTreeSet<_> = changes.iter().map(|it| it.client_id).collect();
    assert_eq!(rehearsal.clients_concerned, clients.len() as u64);
    let heavier = RehearsedQuery {
        code: Some("RFC_CHECK_DIGIT".into()),
        change: Some(FindingChange::Heavier),
        ..RehearsedQuery::default()
    };
    assert_eq!(
        rehearsed(&office, &heavier).len() as u64,
        of("RFC_CHECK_DIGIT").2
    );

    adopt(&office.session(), &offered, false).unwrap();
    finding::check_all(&office.session(), |_, _| true).unwrap();
    let after = found(&office);
    assert_ne!(after, before);
    assert_eq!(expected(&office, before), after);
    office.assert_sound();
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_keep_their_age_and_name_the_pack_they_were_made_with() {
    let office = office(60).await;
    let of = |office: &Office| {
        let page = finding::list(&office.session(), &FindingQuery::default(), ES).unwrap();
        let told = page
            .data
            .into_iter()
            .map(|it| ((it.client_id, it.code.clone()), it));
        told.collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = of(&office);
    edit(&office, "codes.csv", |line| {
        Some(line.replace("RFC_CHECK_DIGIT,warn", "RFC_CHECK_DIGIT,info"))
    });
    let file = sign(&office, "1", today(&office));
    adopt(&office.session(), &offer(&office.session(), &file), false).unwrap();
    office.pass(20);
    // The next pull checks everything anew, whatever changed at the server.
    office.pull().await.unwrap();
    let after = of(&office);
    assert!(after.values().all(|it| it.pack == "oficina 1"));
    assert!(before.values().all(|it| it.pack == "mx 2026-11-23"));
    for (name, it) in &after {
        if name.1 != "RFC_CHECK_DIGIT" {
            assert_eq!(it.found_at, before[name].found_at, "{name:?}");
        }
    }
    let view = rules::list(&office.session()).unwrap();
    assert_eq!(view.checked_with.as_deref(), Some("oficina 1"));
}

fn states(view: &RulesView) -> Vec<(String, PackState)> {
    let told =
        |it: &desk::contract::RulePackView| (format!("{} {}", it.name, it.version), it.state);
    view.packs.iter().map(told).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_counts_from_its_day_and_the_latest_day_wins() {
    let office = office(26).await;
    let session = office.session();
    let now = today(&office);
    edit_some(&office);
    let next = sign(&office, "2", now.checked_add(2.days()).unwrap());
    let view = adopt(&session, &offer(&session, &next), false).unwrap();
    let (embedded, next) = ("mx 2026-11-23".to_owned(), "oficina 2".to_owned());
    assert_eq!(
        states(&view),
        [
            (embedded.clone(), PackState::InForce),
            (next.clone(), PackState::Later)
        ]
    );
    office.clock.advance_minutes(2 * 24 * 60);
    assert_eq!(
        states(&rules::list(&session).unwrap()),
        [
            (next.clone(), PackState::InForce),
            (embedded.clone(), PackState::Superseded)
        ]
    );
    // One with an earlier day that is adopted later would not take the place of a later one.
    let older = offer(&session, &sign(&office, "3", now));
    assert_eq!(fault(adopt(&session, &older, false)), PackFault::Surpassed);
    let view = rules::list(&session).unwrap();
    assert_eq!(view.packs.len(), 2);
    let adoption = view.packs[0].adoption.as_ref().unwrap();
    assert_eq!(
        (&*adoption.reason, adoption.is_own),
        ("Acuerdo del comité", true)
    );
    assert_eq!(view.own_key.as_ref(), Some(&adoption.signer));
    // A clock that is set back takes the rules of that day.
    office.clock.advance_minutes(-2 * 24 * 60);
    let view = rules::list(&session).unwrap();
    assert_eq!(states(&view)[0], (embedded, PackState::InForce));
}

fn fault(result: Result<impl Sized, Error>) -> PackFault {
    match result.err() {
        Some(Error::Rules(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_confirmed_once_and_known_from_then_on() {
    let maker = office(26).await;
    let (first, second) = (
        sign(&maker, "1", today(&maker)),
        sign(&maker, "2", today(&maker)),
    );
    let office = office(26).await;
    let session = office.session();
    let offered = offer(&session, &first);
    assert!(!offered.signer_known);
    let refused = adopt(&session, &offered, false);
    assert_eq!(fault(refused), PackFault::UnknownSigner);
    assert_eq!(rules::list(&session).unwrap().packs.len(), 1);
    adopt(&session, &offered, true).unwrap();
    let offered = offer(&session, &second);
    assert!(offered.signer_known);
    assert_eq!(
        offered.signer,
        rules::list(&maker.session()).unwrap().own_key.unwrap()
    );
    adopt(&session, &offered, false).unwrap();
    let entered = office.journal();
    let adoptions = entered.iter().filter(|it| *it == "rules.adopted").count();
    assert_eq!(adoptions, 2);
    assert!(maker.journal().contains(&"rules.signed".to_owned()));
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_adopted_twice_or_unread_or_without_a_reason() {
    let office = office(26).await;
    let session = office.session();
    let file = sign(&office, "1", today(&office));
    let offered = offer(&session, &file);
    let no_reason = AdoptPackRequest {
        sha256: offered.sha256.clone(),
        reason: " ".into(),
        trust_signer: false,
    };
    let refused = rules::adopt(&session, &no_reason).unwrap_err();
    assert_eq!(refused.code(), Code::Usage);
    adopt(&session, &offered, false).unwrap();
    assert_eq!(
        fault(adopt(&session, &offered, false)),
        PackFault::NotOffered
    );
    let again = offer(&session, &file);
    assert!(again.problem.is_some());
    assert_eq!(fault(adopt(&session, &again, false)), PackFault::Adopted);
    edit_some(&office);
    fs::remove_file(&file).unwrap();
    let other = offer(&session, &sign(&office, "1", today(&office)));
    assert_eq!(
        fault(adopt(&session, &other, false)),
        PackFault::VersionTaken
    );
    let before_the_program = sign(&office, "2", Date::constant(2020, 1, 1));
    let before_the_other = sign(&office, "0", today(&office));
    for file in [before_the_program, before_the_other] {
        let offered = offer(&session, &file);
        assert!(offered.problem.is_some());
        let refused = fault(adopt(&session, &offered, false));
        assert_eq!(refused, PackFault::Surpassed);
    }
    let later = offer(&session, &sign(&office, "01", today(&office) + 1.day()));
    assert_eq!(later.problem, None);
    assert_eq!(rules::list(&session).unwrap().packs.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_none_is_told_and_nothing_is_written() {
    let office = office(26).await;
    let file = sign(&office, "1", today(&office));
    let text = fs::read_to_string(&file).unwrap();
    let read = |text: &[u8]| {
        let path = office.folder.path().join("otro.json");
        fs::write(&path, text).unwrap();
        fault(rules::read_file(&path))
    };
    assert_eq!(read(b"%PDF-1.7"), PackFault::NotAPack);
    assert_eq!(read(&[0xff; 40]), PackFault::NotAPack);
    assert_eq!(read(&vec![b' '; 9 << 20]), PackFault::NotAPack);
    let changed = text.replacen("117.31", "999.99", 1);
    assert_ne!(changed, text);
    assert_eq!(read(changed.as_bytes()), PackFault::Signature);
    let request = SignPackRequest {
        name: "oficina".into(),
        version: "2".into(),
        from: today(&office),
    };
    // What is there is not overwritten.
    let over = rules::sign(&office.session(), &request, &tables(&office), &file);
    assert_eq!(fault(over), PackFault::Taken);
    edit(&office, "uma.csv", |line| {
        Some(line.replace("2026,117.31", "2026,mucho"))
    });
    let target = office.folder.path().join("2.json");
    let signed = rules::sign(&office.session(), &request, &tables(&office), &target);
    assert!(matches!(fault(signed), PackFault::Table(_)));
    assert!(!target.exists());
    let none = rules::read_file(&office.folder.path().join("no.json"));
    assert_eq!(fault(none), PackFault::NoFile);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_can_be_cancelled_and_begun_anew() {
    let office = office(300).await;
    edit_some(&office);
    let offered = offer(&office.session(), &sign(&office, "1", today(&office)));
    let request = OfferedPackRequest {
        sha256: offered.sha256.clone(),
    };
    let stopped = rules::rehearse(&office.session(), &request, ES, |_, _| false);
    assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
    let (first, second) = (rehearse(&office, &offered), rehearse(&office, &offered));
    assert_eq!(first.codes, second.codes);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adopted_pack_is_there_after_the_vault_was_opened_again() {
    let mut office = office(26).await;
    edit_some(&office);
    let file = sign(&office, "1", today(&office));
    adopt(&office.session(), &offer(&office.session(), &file), false).unwrap();
    office.reopen();
    let view = rules::list(&office.session()).unwrap();
    assert_eq!(states(&view)[0], ("oficina 1".into(), PackState::InForce));
    // A command beside the window sees what the window adopted, and the other way round.
    let other = desk_over(office.folder.path(), &office.clock);
    other.unlock(&passphrase()).unwrap();
    let other = other.session().unwrap();
    adopt(
        &other,
        &offer(&other, &sign(&office, "2", today(&office))),
        false,
    )
    .unwrap();
    let view = rules::list(&office.session()).unwrap();
    assert_eq!(states(&view)[0], ("oficina 2".into(), PackState::InForce));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_of_the_pack_in_force_are_written_where_nothing_is() {
    let office = office(26).await;
    edit_some(&office);
    let file = sign(&office, "1", today(&office));
    adopt(&office.session(), &offer(&office.session(), &file), false).unwrap();
    let folder = office.folder.path().join("otra");
    rules::write_tables(&office.session(), &folder).unwrap();
    let written = fs::read_to_string(folder.join("codes.csv")).unwrap();
    assert!(written.contains("RFC_CHECK_DIGIT,error"));
    let again = rules::write_tables(&office.session(), &folder);
    assert_eq!(fault(again), PackFault::Taken);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_at_a_time_runs_the_rules_over_everything_and_can_be_stopped() {
    let office = office(300).await;
    let session = office.session();
    let mut events = office.desk.subscribe();
    let turn = session.begin_check().unwrap();
    assert_eq!(session.begin_check().err().unwrap().code(), Code::InUse);
    let stopped = finding::check_all(&session, |done, total| {
        session.cancel_check();
        turn.go_on(done, total)
    });
    assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
    drop(turn);
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let Event::Checking(progress) = event {
            told.push(progress.map(|it| it.total));
        }
    }
    assert_eq!(told, [Some(300), None]);
    let turn = session.begin_check().unwrap();
    finding::check_all(&session, |done, total| turn.go_on(done, total)).unwrap();
}
