//! Vaults that earlier versions wrote: opened by this one with the same content, and with the work kept apart before.
//!
//! A fixture is made once by the example `fixture` of the version that first writes a form, and never again.

use std::{fmt::Write as _, fs, path::Path};

use secrecy::SecretString;
use vault::{Digest, OperationQuery, VAULT_FILE_NAME, Vault, VaultKey};

use crate::support::id;

/// The content of every fixture.
const CONTENT: &str = "d4d542c648d0941a9e37d22a93695b7d45bbe27254e88ba3fcccea70177ee0aa";

fn key() -> VaultKey {
    VaultKey::from_hex(&SecretString::from("0123456789abcdef".repeat(4))).unwrap()
}

/// The digest of what a caller reads: clients with their versions and links, operations, notes, reviews, the journal.
fn content(vault: &Vault) -> String {
    let text = vault
        .read(|view| {
            let mut text = String::new();
            for number in 1..=20 {
                let stored = view.clients().get(id(number))?.unwrap();
                text.push_str(&stored.raw);
                for revision in view.revisions().list(id(number))? {
                    let (updated_at, seen_at) = (revision.updated_at, revision.seen_at);
                    let _ = write!(text, "{updated_at} {seen_at} {:?}", revision.changed);
                }
                for link in view.links().children_of(id(number))? {
                    let _ = write!(text, "{} {}", link.child, link.relationship);
                }
            }
            let all = OperationQuery {
                limit: 1_000,
                ..OperationQuery::default()
            };
            let mut operations = view.operations().list(&all)?.rows;
            operations.sort_by_key(|operation| operation.id);
            for operation in operations {
                let (id, state) = (operation.id, operation.state.as_str());
                let _ = write!(text, "{id} {state} {}", operation.reason);
            }
            for note in view.notes().of(id(1))? {
                text.push_str(&note.text);
            }
            for review in view.reviews().history(id(1))? {
                let _ = write!(text, "{} {}", review.verdict.as_str(), review.note);
            }
            text.push_str(&view.settings().analyst()?.unwrap_or_default());
            text.push_str(&view.journal().head()?.hash.to_hex());
            Ok::<_, vault::Error>(text)
        })
        .unwrap();
    Digest::of(text.as_bytes()).to_hex()
}

#[test]
fn every_earlier_form_opens_with_the_same_content() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut opened = 0;
    for entry in fs::read_dir(fixtures).unwrap() {
        let fixture = entry.unwrap().path();
        let folder = tempfile::tempdir().unwrap();
        fs::copy(&fixture, folder.path().join(VAULT_FILE_NAME)).unwrap();
        let name = fixture.display();
        for _ in 0..2 {
            let vault = Vault::open(folder.path(), &key()).unwrap();
            assert_eq!(content(&vault), CONTENT, "{name}");
            let check = vault.check(true).unwrap();
            assert!(
                check.pages_authentic && check.structure_sound == Some(true),
                "{name}"
            );
            let journal = vault.read(|view| view.journal().verify(None)).unwrap();
            assert_eq!((journal.problem, journal.entries), (None, 40), "{name}");
            vault.close();
        }
        opened += 1;
    }
    assert!(opened > 0);
}
