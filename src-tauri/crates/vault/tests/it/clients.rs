//! Records, revisions, what is gone, the quarantine and pulls.

use serde_json::json;
use vault::{
    ClientCounts, ClientQuery, ClientSort, NewPull, Outcome, PullCounts, PullEnd, PullKind,
    PullProgress, SetAside,
};

use crate::support::{Fresh, client, id, time, with, writes};

#[test]
fn a_record_comes_back_byte_for_byte() {
    let fresh = Fresh::new();
    let record = client(1, "Ñuño", true, &[]);
    assert_eq!(fresh.put(std::slice::from_ref(&record)), [Outcome::Added]);
    let stored = fresh
        .vault
        .read(|view| view.clients().get(id(1)))
        .unwrap()
        .unwrap();
    assert_eq!(stored.raw, record.to_string());
    assert_eq!((stored.row.seen_at, stored.row.complete), (time(0), true));
}

#[test]
fn a_trained_dictionary_reads_everything_back() {
    let fresh = Fresh::new();
    let page: Vec<_> = (1..=300)
        .map(|number| {
            client(
                number,
                &format!("Cliente número {number}"),
                true,
                &[number + 1],
            )
        })
        .collect();
    fresh.put(&page[..150]);
    fresh.put(&page[150..]);
    let fresh = fresh.reopened();
    for (number, record) in (1..).zip(&page) {
        let stored = fresh
            .vault
            .read(|view| view.clients().get(id(number)))
            .unwrap()
            .unwrap();
        assert_eq!(stored.raw, record.to_string());
    }
    let mut scanned = 0;
    fresh
        .vault
        .read(|view| {
            view.clients().scan(0, 1_000, |stored| {
                assert_eq!(stored.raw, page[scanned].to_string());
                scanned += 1;
                Ok(())
            })
        })
        .unwrap();
    assert_eq!(scanned, page.len());
}

#[test]
fn the_same_record_writes_no_row() {
    let fresh = Fresh::new();
    let page: Vec<_> = (1..50)
        .map(|number| client(number, "Igual", true, &[number + 100]))
        .collect();
    fresh.put(&page);
    fresh.vault.close();
    let fresh = fresh.reopened();
    let rows = || {
        let beside = crate::encryption::beside(&fresh);
        let count: i64 = beside
            .query_row("SELECT total_changes()", [], |row| row.get(0))
            .unwrap();
        let version: i64 = beside
            .query_row("PRAGMA data_version", [], |row| row.get(0))
            .unwrap();
        (count, version)
    };
    let before = rows();
    let outcomes = fresh.put_at(&page, 60);
    assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Same));
    assert_eq!(rows(), before);
    let stored = fresh
        .vault
        .read(|view| view.clients().row(id(1)))
        .unwrap()
        .unwrap();
    assert_eq!(stored.seen_at, time(0));
    assert!(
        fresh
            .vault
            .read(|view| view.revisions().list(id(1)))
            .unwrap()
            .len()
            == 1
    );
}

#[test]
fn every_version_is_kept() {
    let fresh = Fresh::new();
    let first = client(1, "Uno", true, &[]);
    let second = with(first.clone(), "name", json!("Dos"));
    let third = with(
        with(second.clone(), "externalId", json!("X-1")),
        "updatedAt",
        json!("2026-02-01T00:00:00Z"),
    );
    for (minute, record) in [(0, &first), (10, &second), (20, &third)] {
        fresh.put_at(std::slice::from_ref(record), minute);
    }
    let versions = fresh
        .vault
        .read(|view| view.revisions().list(id(1)))
        .unwrap();
    let changed: Vec<_> = versions
        .iter()
        .map(|version| version.changed.clone())
        .collect();
    assert_eq!(
        changed,
        [
            vec!["externalId".to_owned(), "updatedAt".to_owned()],
            vec!["name".to_owned()],
            vec![]
        ]
    );
    for (minute, record) in [(0, &first), (9, &first), (10, &second), (25, &third)] {
        let found = fresh
            .vault
            .read(|view| view.revisions().at(id(1), time(minute)))
            .unwrap()
            .unwrap();
        assert_eq!(found.raw, record.to_string());
        let digest = found.revision.digest;
        let again = fresh
            .vault
            .read(|view| view.revisions().by_digest(id(1), digest))
            .unwrap()
            .unwrap();
        assert_eq!(again.raw, record.to_string());
    }
    assert!(
        fresh
            .vault
            .read(|view| view.revisions().at(id(1), time(-1)))
            .unwrap()
            .is_none()
    );
    let between = fresh
        .vault
        .read(|view| view.revisions().between(time(10), time(20), 10))
        .unwrap();
    assert_eq!(between.len(), 1);
}

#[test]
fn versions_replaced_long_ago_go_in_steps_and_what_stood_later_is_still_read() {
    let fresh = Fresh::new();
    let version = |number: u32| {
        with(
            client(1, "Uno", true, &[]),
            "name",
            json!(format!("Uno {number}")),
        )
    };
    for number in 0..5 {
        fresh.put_at(&[version(number)], i64::from(number) * 10);
    }
    let room = || fresh.vault.read(|view| view.revisions().room()).unwrap();
    let before = room();
    assert_eq!((before.count, before.oldest), (4, Some(time(10))));
    let drop_some = |limit| {
        let dropped = |writer: vault::PullWriter<'_>| writer.drop_revisions(time(30), limit);
        fresh.vault.pull_store().write(dropped).unwrap()
    };
    assert_eq!([drop_some(2), drop_some(2), drop_some(2)], [2, 1, 0]);
    let after = room();
    assert_eq!((after.count, after.oldest), (1, Some(time(40))));
    assert!(0 < after.bytes && after.bytes < before.bytes);
    let name_at = |minute| {
        let found = fresh
            .vault
            .read(|view| view.revisions().at(id(1), time(minute)))
            .unwrap();
        found.map(|found| {
            serde_json::from_str::<serde_json::Value>(&found.raw).unwrap()["name"].clone()
        })
    };
    assert_eq!(name_at(29), None);
    assert_eq!(name_at(30), Some(json!("Uno 3")));
    assert_eq!(name_at(45), Some(json!("Uno 4")));
}

#[test]
fn a_short_record_never_replaces_a_complete_one() {
    let fresh = Fresh::new();
    let complete = client(1, "Entera", true, &[2]);
    let mut short = complete.clone();
    short.as_object_mut().unwrap().remove("documents");
    short.as_object_mut().unwrap().remove("linkedClients");
    assert_eq!(fresh.put(std::slice::from_ref(&short)), [Outcome::Added]);
    assert_eq!(
        fresh.vault.read(|view| view.clients().short(10)).unwrap(),
        [id(1)]
    );
    assert_eq!(
        fresh.put(std::slice::from_ref(&complete)),
        [Outcome::Changed]
    );
    assert_eq!(fresh.put(&[short]), [Outcome::Same]);
    let (stored, links, versions) = fresh
        .vault
        .read(|view| {
            Ok::<_, vault::Error>((
                view.clients().get(id(1))?.unwrap(),
                view.links().children_of(id(1))?,
                view.revisions().list(id(1))?,
            ))
        })
        .unwrap();
    assert_eq!(stored.raw, complete.to_string());
    assert_eq!((links.len(), versions.len()), (1, 1));
}

#[test]
fn a_sweep_marks_what_it_did_not_see_and_a_return_clears_it() {
    let fresh = Fresh::new();
    let page: Vec<_> = (1..=3)
        .map(|number| client(number, "Quien", true, &[]))
        .collect();
    fresh.put(&page);
    let store = fresh.vault.pull_store();
    let sweep = NewPull {
        kind: PullKind::Sweep,
        started_at: time(100),
        since: None,
    };
    let pull = store.write(|writer| writer.start(&sweep)).unwrap();
    let seen = writes(&page[..1], 101);
    store
        .write(|writer| writer.upsert_clients(&seen, Some(pull)))
        .unwrap();
    let broken = SetAside {
        client_id: Some(id(2)),
        reason: "type",
        place: "$.name",
        raw: "{\"id\":2}",
        seen_at: time(101),
        pull: Some(pull),
    };
    store.write(|writer| writer.set_aside(&broken)).unwrap();
    assert_eq!(
        store.write(|writer| writer.unseen(pull, 10)).unwrap(),
        [id(3)]
    );
    assert_eq!(
        store
            .write(|writer| writer.mark_gone(pull, time(102)))
            .unwrap(),
        1
    );
    let end = PullEnd {
        finished_at: time(103),
        complete: true,
        marker: Some("m".into()),
        counts: PullCounts::default(),
    };
    store.write(|writer| writer.finish(pull, &end)).unwrap();

    let rows = fresh
        .vault
        .read(|view| {
            view.clients().list(&ClientQuery {
                limit: 10,
                ..ClientQuery::default()
            })
        })
        .unwrap()
        .rows;
    let states: Vec<_> = rows.iter().map(|row| (row.gone_since, row.as_of)).collect();
    assert_eq!(
        states,
        [
            (None, time(100)),
            (None, time(100)),
            (Some(time(102)), time(0))
        ]
    );
    let counts = fresh.vault.read(|view| view.clients().counts()).unwrap();
    let expected = ClientCounts {
        clients: 3,
        primary: 2,
        orphans: 0,
        gone: 1,
        short: 0,
    };
    assert_eq!(counts, expected);
    assert_eq!(fresh.put_at(&page[2..], 200), [Outcome::Changed]);
    assert_eq!(
        fresh
            .vault
            .read(|view| view.clients().counts())
            .unwrap()
            .gone,
        0
    );
}

#[test]
fn a_record_that_fits_again_leaves_the_quarantine() {
    let fresh = Fresh::new();
    let store = fresh.vault.pull_store();
    let aside = |client_id, raw| {
        let record = SetAside {
            client_id,
            reason: "missing member",
            place: "$.type",
            raw,
            seen_at: time(1),
            pull: None,
        };
        store.write(|writer| writer.set_aside(&record)).unwrap();
    };
    aside(Some(id(1)), "{\"a\":1}");
    aside(Some(id(1)), "{\"a\":2}");
    aside(None, "???");
    aside(None, "???");
    let listed = fresh
        .vault
        .read(|view| view.quarantine().list(0, 10))
        .unwrap();
    assert_eq!(listed.total, 2);
    let known = listed
        .rows
        .iter()
        .find(|row| row.client_id.is_some())
        .unwrap();
    let raw = fresh
        .vault
        .read(|view| view.quarantine().raw(known.number))
        .unwrap();
    assert_eq!(raw.as_deref(), Some("{\"a\":2}"));
    fresh.put(&[client(1, "Bien", true, &[])]);
    assert_eq!(
        fresh.vault.read(|view| view.quarantine().count()).unwrap(),
        1
    );
}

#[test]
fn a_pull_that_was_cut_off_is_resumed_from_its_last_page() {
    let fresh = Fresh::new();
    let store = fresh.vault.pull_store();
    let new = NewPull {
        kind: PullKind::First,
        started_at: time(0),
        since: None,
    };
    let pull = store.write(|writer| writer.start(&new)).unwrap();
    let progress = PullProgress {
        cursor: Some("abc".into()),
        offset: 200,
        expected: Some(1_000),
        marker: Some("2026-11-23T10:00:00Z".into()),
        counts: PullCounts {
            pages: 1,
            clients: 200,
            added: 200,
            requests: 1,
            ..PullCounts::default()
        },
    };
    store
        .write(|writer| writer.progress(pull, &progress))
        .unwrap();
    let failed: Result<(), vault::Error> = store.write(|writer| {
        writer.progress(
            pull,
            &PullProgress {
                offset: 400,
                ..progress.clone()
            },
        )?;
        Err(vault::Error::Busy)
    });
    assert!(failed.is_err());
    let fresh = fresh.reopened();
    let found = fresh
        .vault
        .read(|view| view.pulls().unfinished())
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.id, found.offset, found.cursor.as_deref()),
        (pull, 200, Some("abc"))
    );
    assert_eq!(found.counts, progress.counts);
    assert!(
        fresh
            .vault
            .read(|view| view.pulls().last_complete())
            .unwrap()
            .is_none()
    );
}

#[test]
fn lists_filter_sort_and_page() {
    let fresh = Fresh::new();
    let mut page: Vec<_> = ["Zoé", "Álvaro", "beto", "Ñandú"]
        .iter()
        .zip(1..)
        .map(|(name, number)| client(number, name, number != 4, &[]))
        .collect();
    page[1]["type"] = json!("company");
    fresh.put(&page);
    let names = |query: ClientQuery| -> (Vec<String>, u64) {
        let listed = fresh
            .vault
            .read(|view| view.clients().list(&query))
            .unwrap();
        (
            listed.rows.into_iter().map(|row| row.name).collect(),
            listed.total,
        )
    };
    let all = ClientQuery {
        limit: 10,
        ..ClientQuery::default()
    };
    assert_eq!(names(all.clone()).0, ["Álvaro", "beto", "Ñandú", "Zoé"]);
    let paged = ClientQuery {
        descending: true,
        offset: 1,
        limit: 2,
        ..all.clone()
    };
    assert_eq!(names(paged), (vec!["Ñandú".into(), "beto".into()], 4));
    let companies = ClientQuery {
        kind: Some("company".into()),
        ..all.clone()
    };
    assert_eq!(names(companies).0, ["Álvaro"]);
    let orphans = ClientQuery {
        orphan: Some(true),
        ..all.clone()
    };
    assert_eq!(names(orphans), (vec!["Ñandú".into()], 1));
    let found = ClientQuery {
        text: Some("alv".into()),
        sort: ClientSort::Updated,
        ..all
    };
    assert_eq!(names(found).0, ["Álvaro"]);
}

#[test]
fn a_record_worked_out_before_is_stored_as_one_that_was_not() {
    let page: Vec<_> = (1..=150)
        .map(|number| client(number, &format!("Cliente {number}"), true, &[number + 1]))
        .collect();
    let fewer_links = client(1, "Otro nombre", false, &[9]);
    let later = [fewer_links, client(200, "Nuevo", true, &[1, 1])];
    let plain = Fresh::new();
    let worked_out = Fresh::new();
    for fresh in [&plain, &worked_out] {
        fresh.put(&page);
    }
    let expected = plain.put_at(&later, 5);
    let store = worked_out.vault.pull_store();
    let mut compressor = store.compressor().unwrap().unwrap();
    let writes: Vec<_> = writes(&later, 5)
        .into_iter()
        .map(|write| write.worked_out(&mut compressor).unwrap())
        .collect();
    let outcomes = store
        .write(|writer| writer.upsert_clients(&writes, None))
        .unwrap();
    assert_eq!(outcomes, [(id(1), expected[0]), (id(200), expected[1])]);
    let kept = |fresh: &Fresh, number| {
        fresh
            .vault
            .read(|view| {
                Ok::<_, vault::Error>((
                    view.clients().get(id(number))?,
                    view.revisions().list(id(number))?,
                    view.links().children_of(id(number))?,
                    view.search().search("nuevo", 10)?.total,
                ))
            })
            .unwrap()
    };
    for number in [1, 2, 9, 200] {
        assert_eq!(kept(&worked_out, number), kept(&plain, number));
    }
}
