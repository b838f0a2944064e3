//! A client that is forgotten leaves nothing behind, in no page of any file.

use serde_json::{Value, json};
use vault::{
    Disposition, DispositionKind, Error, FindingRow, Forgotten, Holds, NewEntry, NewOperation,
    NewReview, OperationState, SeenClient, SetAside, Severity, VAULT_FILE_NAME, Vault, Verdict,
    WORK_FILE_NAME,
};

use crate::support::{Fresh, client, id, link, time, with, writes};

const NAME: &str = "Xochiquétzal Plantada";
const RFC: &str = "PLAX850101AB9";
const MAIL: &str = "xochi.plantada@example.test";
const PHONE: &str = "+52 55 9876 0123";
const PLANTED: u128 = 0x0fab_1234_5678_4abc_9ef0_1234_5678_9abd;
const PARENT: u128 = 2;

fn planted(name: &str) -> Value {
    let record = with(
        client(PLANTED, name, false, &[]),
        "scopeData",
        json!({"MX": {"rfc": RFC}}),
    );
    with(
        record,
        "contactMethods",
        json!([
            {"id": "c1", "type": "email", "value": MAIL},
            {"id": "c2", "type": "phone", "value": PHONE}
        ]),
    )
}

fn parent(children: &[u128]) -> Value {
    let mut record = client(PARENT, "Aceros del Norte", true, &[]);
    let links = children.iter().map(|child| {
        let mut one = link(PARENT, *child, "legal_representative");
        if *child == PLANTED {
            one["client"]["name"] = NAME.into();
        }
        one
    });
    record["linkedClients"] = links.collect();
    record
}

/// An operation on another that names the client.
fn naming_operation() -> NewOperation {
    NewOperation {
        id: uuid::Uuid::from_u128(77),
        kind: "link".into(),
        client_id: Some(id(PARENT)),
        request: json!({"body": {"clientId": id(PLANTED)}}).to_string(),
        rehearsal: json!({"clientName": NAME, "of": id(PLANTED)}).to_string(),
        base: None,
        reason: "motivo".into(),
        analyst: "Ana".into(),
        created_at: time(4),
    }
}

fn finding(of: Option<u128>, related: &[u128]) -> FindingRow {
    FindingRow {
        code: "SHARED_RFC".into(),
        severity: Severity::Warn,
        rule: "shared".into(),
        client_id: of.map(id),
        household_id: Some(id(PARENT)),
        field: None,
        value: Some(RFC.into()),
        positions: Vec::new(),
        expected: None,
        related: related.iter().map(|number| id(*number)).collect(),
        pack: "pack".into(),
        found_at: time(4),
        disposition: None,
    }
}

/// A vault in which the client left a trace wherever one can be left, and is gone.
fn traced() -> Fresh {
    let fresh = Fresh::new();
    let others: Vec<Value> = (10..260)
        .map(|number| client(number, &format!("Otro {number}"), true, &[number + 1_000]))
        .collect();
    fresh.put_at(&others, 0);
    fresh.put_at(&[planted("Nombre De Antes"), parent(&[PLANTED, 3])], 1);
    fresh.put_at(&[planted(NAME)], 2);
    fresh.put_at(&[parent(&[3])], 3);
    let subject = id(PLANTED);
    let digest = |number| {
        let row = fresh.vault.read(|view| view.clients().row(id(number)));
        row.unwrap().unwrap().digest
    };
    let seen = |number| SeenClient {
        client_id: id(number),
        digest: digest(number),
        updated_at: time(0),
    };
    let review = |household: u128, note: &str, of: &[u128]| NewReview {
        household: id(household),
        verdict: Verdict::Cleared,
        note: note.into(),
        analyst: "Ana".into(),
        at: time(4),
        seen: of.iter().map(|number| seen(*number)).collect(),
        links_digest: vault::Digest::of(b"links"),
        pack: "mx 2026-11-23".into(),
    };
    fresh
        .vault
        .write(|tx| {
            tx.reviews().add(&review(
                PARENT,
                &format!("Ver a {NAME}"),
                &[PARENT, PLANTED],
            ))?;
            tx.reviews().add(&review(PARENT, "Sin nada", &[PARENT]))?;
            tx.notes()
                .add(subject, "Llamar por la tarde", "Ana", time(4))?;
            tx.notes()
                .add(id(PARENT), &format!("Escribir a {MAIL}"), "Ana", time(4))?;
            tx.dispositions().add(&Disposition {
                code: "RFC_DATE".into(),
                client_id: Some(subject),
                household_id: None,
                field: None,
                value: None,
                kind: DispositionKind::Accepted,
                reason: "visto".into(),
                analyst: "Ana".into(),
                at: time(4),
            })?;
            tx.saved_views().save(&vault::SavedView {
                name: "La de siempre".into(),
                screen: "clients".into(),
                query: json!({"text": RFC}).to_string(),
                saved_at: time(4),
            })?;
            tx.findings().replace(
                vault::FindingOwner::Client(subject),
                &[finding(Some(PLANTED), &[])],
            )?;
            tx.findings().replace(
                vault::FindingOwner::Household(id(PARENT)),
                &[finding(None, &[PARENT, PLANTED])],
            )?;
            tx.operations().record(&naming_operation())?;
            for (subjects, payload) in [
                (vec![subject.to_string()], json!({"note": NAME})),
                (vec![], json!({"of": [subject]})),
                (vec![id(PARENT).to_string()], json!({"note": "de otro"})),
            ] {
                tx.journal().append(&NewEntry {
                    at: time(4),
                    analyst: "Ana".into(),
                    action: "client.read".into(),
                    subjects,
                    payload: payload.to_string(),
                })?;
            }
            tx.pull().set_aside(&SetAside {
                client_id: None,
                reason: "unfit",
                place: "$",
                raw: &json!({"name": NAME, "id": 5}).to_string(),
                seen_at: time(4),
                pull: None,
            })?;
            tx.pull().mark_one_gone(subject, time(5))
        })
        .unwrap();
    fresh.vault.save_work().unwrap();
    fresh
}

fn settle(fresh: &Fresh) {
    let cancel = |tx: &vault::Transaction<'_>| {
        let of = uuid::Uuid::from_u128(77);
        tx.operations()
            .advance(of, OperationState::Cancelled, None, time(5))
    };
    fresh.vault.write(cancel).unwrap();
}

fn forget(fresh: &Fresh) -> Result<Forgotten, Error> {
    let forgotten = fresh
        .vault
        .write(|tx| tx.forgetting().client(id(PLANTED)))?;
    fresh.vault.scrub()?;
    Ok(forgotten)
}

/// Every page of a file as the database reads it, free ones and what lies in the log included.
fn pages(fresh: &Fresh, name: &str) -> Vec<u8> {
    use secrecy::ExposeSecret as _;
    let mut connection = rusqlite::Connection::open(fresh.path().join(name)).unwrap();
    let key = fresh.key.to_hex();
    connection
        .execute_batch(&format!("PRAGMA key = \"x'{}'\";", key.expose_secret()))
        .unwrap();
    connection.serialize(rusqlite::MAIN_DB).unwrap().to_vec()
}

fn count(pages: &[u8], needle: &[u8]) -> usize {
    pages
        .windows(needle.len())
        .filter(|part| *part == needle)
        .count()
}

/// Where a trace of the client is found, besides its id in entries of the journal.
fn traces(fresh: &Fresh) -> Vec<String> {
    let text = id(PLANTED).to_string();
    let mut found = Vec::new();
    for file in [VAULT_FILE_NAME, WORK_FILE_NAME] {
        let pages = pages(fresh, file);
        let folded = "xochiquetzal";
        for needle in [
            NAME,
            RFC,
            MAIL,
            PHONE,
            "Nombre De Antes",
            "5598760123",
            folded,
        ] {
            let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
            if count(&pages, needle.as_bytes()) + count(&pages, &wide) > 0 {
                found.push(format!("{needle} in {file}"));
            }
        }
        if count(&pages, id(PLANTED).0.as_bytes()) > 0 {
            found.push(format!("the id as bytes in {file}"));
        }
        let kept = fresh
            .vault
            .read(|view| view.journal().list(0, 100))
            .unwrap()
            .rows
            .iter()
            .filter(|entry| entry.subjects.contains(&text))
            .count();
        if count(&pages, text.as_bytes()) != kept {
            found.push(format!("the id as text in {file}"));
        }
    }
    found
}

#[test]
fn no_page_of_any_file_holds_a_trace_of_a_forgotten_client() {
    let fresh = traced();
    settle(&fresh);
    let before = traces(&fresh);
    assert!(before.len() > 10, "nothing was planted: {before:?}");
    let aside = fresh.path().join("vault.db.replaced-20260101T000000Z");
    std::fs::write(&aside, "an earlier vault").unwrap();
    let forgotten = forget(&fresh).unwrap();
    assert_eq!(
        forgotten,
        Forgotten {
            revisions: 1,
            named_in: 1,
            operations: 1,
            judgements: 2,
            entries: 2
        }
    );
    assert_eq!(traces(&fresh), Vec::<String>::new());
    assert!(!aside.exists());
    let log = fresh.path().join("vault.db-wal");
    assert_eq!(log.metadata().map_or(0, |log| log.len()), 0);
}

#[test]
fn what_is_about_others_stays_and_holds_together() {
    let fresh = traced();
    settle(&fresh);
    forget(&fresh).unwrap();
    let check = fresh.vault.check(true).unwrap();
    assert!(check.pages_authentic && check.structure_sound == Some(true));
    let journal = fresh.vault.verify_journal(None).unwrap();
    assert_eq!((journal.problem, journal.entries), (None, 3));
    fresh
        .vault
        .read(|view| {
            let versions = view.revisions().list(id(PARENT))?;
            assert_eq!(versions.len(), 2);
            let earlier = view.revisions().at(id(PARENT), time(2))?.unwrap().raw;
            let earlier: Value = serde_json::from_str(&earlier).unwrap();
            assert_eq!(earlier["linkedClients"].as_array().unwrap().len(), 1);
            let reviews = view.reviews().history(id(PARENT))?;
            assert_eq!(
                (reviews[0].note.as_str(), reviews[1].note.as_str()),
                ("Sin nada", "—")
            );
            assert_eq!(reviews[1].seen.len(), 1);
            assert!(view.search().search("Otro 17", 10)?.hits.len() > 1);
            assert_eq!(view.search().search("Plantada", 10)?.hits.len(), 0);
            for number in 10..260 {
                let stored = view.clients().get(id(number))?.unwrap();
                let wanted = client(number, &format!("Otro {number}"), true, &[number + 1_000]);
                assert_eq!(stored.raw, wanted.to_string());
            }
            let last = view.journal().list(0, 1)?.rows.remove(0);
            assert!(last.payload.is_some());
            Ok::<_, Error>(())
        })
        .unwrap();
    let beside = crate::encryption::beside(&fresh);
    beside
        .execute_batch("INSERT INTO search_index (search_index) VALUES ('integrity-check');")
        .unwrap();
    assert!(
        beside
            .execute_batch("UPDATE journal SET analyst = 'x';")
            .is_err(),
        "the guard of the journal is gone"
    );
}

#[test]
fn a_client_that_is_still_needed_is_not_forgotten() {
    let fresh = traced();
    let held = |fresh: &Fresh| match forget(fresh) {
        Err(Error::StillHeld(holds)) => Some(holds),
        _ => None,
    };
    assert_eq!(held(&fresh), Some(Holds::Operation));
    settle(&fresh);
    fresh.put_at(&[parent(&[PLANTED])], 6);
    assert_eq!(held(&fresh), Some(Holds::Named));
    fresh.put_at(&[parent(&[])], 7);
    fresh.put_at(&[planted("Volvió")], 8);
    assert_eq!(held(&fresh), Some(Holds::Listed));
    let unknown = fresh.vault.write(|tx| tx.forgetting().client(id(999)));
    assert!(matches!(
        unknown,
        Err(Error::Missing { what: "the client" })
    ));
    assert!(traces(&fresh).len() > 6);
}

#[test]
fn wiping_that_was_cut_off_goes_on_at_the_next_opening() {
    let fresh = traced();
    settle(&fresh);
    fresh
        .vault
        .write(|tx| tx.forgetting().client(id(PLANTED)))
        .unwrap();
    assert_ne!(traces(&fresh), Vec::<String>::new());
    let fresh = fresh.reopened();
    assert_eq!(traces(&fresh), Vec::<String>::new());
}

#[test]
fn a_dictionary_of_an_earlier_program_is_made_anew_and_everything_is_read_back() {
    let fresh = traced();
    settle(&fresh);
    let beside = crate::encryption::beside(&fresh);
    beside
        .execute_batch(
            "INSERT INTO dictionaries (codec, bytes)
               VALUES (9, CAST('{\"name\":\"Xochiquétzal Plantada\",\"rfc\":\"PLAX850101AB9\"}' AS BLOB));",
        )
        .unwrap();
    drop(beside);
    let fresh = fresh.reopened();
    let everyone: Vec<Value> = (10..260)
        .map(|number| client(number, &format!("Otra {number}"), true, &[]))
        .collect();
    let other = Vault::open(fresh.path(), &fresh.key).unwrap();
    let put = |vault: &Vault, records: &[Value], minute| {
        let writes = writes(records, minute);
        vault
            .pull_store()
            .write(|writer| writer.upsert_clients(&writes, None))
    };
    put(&other, &everyone[..1], 20).unwrap();
    forget(&fresh).unwrap();
    assert_eq!(traces(&fresh), Vec::<String>::new());
    // Another program that still has the dictionary before notices.
    put(&other, &everyone, 21).unwrap();
    fresh
        .vault
        .read(|view| {
            for (number, wanted) in (10..).zip(&everyone) {
                assert_eq!(
                    view.clients().get(id(number))?.unwrap().raw,
                    wanted.to_string()
                );
            }
            Ok::<_, Error>(())
        })
        .unwrap();
}
