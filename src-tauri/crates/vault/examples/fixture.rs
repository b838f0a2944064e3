//! Writes a small vault of the newest form into the folder given as the only argument: what a later version must still open.
//! Its file is kept as `tests/fixtures/schema-N.db`, and the key is no secret.

#![expect(clippy::unwrap_used, reason = "a tool of a developer")]

use std::{env, path::PathBuf};

use artu::models::{ClientId, Record};
use jiff::Timestamp;
use secrecy::SecretString;
use uuid::Uuid;
use vault::{ClientWrite, NewEntry, NewOperation, NewReview, SeenClient, Vault, VaultKey, Verdict};

fn main() {
    let folder = PathBuf::from(env::args_os().nth(1).unwrap());
    let key = VaultKey::from_hex(&SecretString::from("0123456789abcdef".repeat(4))).unwrap();
    let vault = Vault::create(&folder, &key).unwrap();
    let at = Timestamp::from_second(1_760_000_000).unwrap();
    let id = |number: u128| ClientId::from(Uuid::from_u128(number));
    for version in ["uno", "dos"] {
        let writes: Vec<_> = (1..=20)
            .map(|number| {
                let links = match number {
                    1 => format!(
                        r#"[{{"id":"{}","relationshipType":"legal_representative","client":{{"id":"{}","type":"individual","name":"hija"}}}}]"#,
                        Uuid::from_u128(900),
                        id(2)
                    ),
                    _ => "[]".into(),
                };
                let text = format!(
                    r#"{{"id":"{}","type":"individual","name":"Ñandú {number} {version}","scopes":["MX"],"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-02T00:00:00Z","isPrimary":{},"addresses":[],"contactMethods":[],"bankAccounts":[],"documents":[],"linkedClients":{links},"unheardOf":1e2}}"#,
                    id(number),
                    number % 2 == 1,
                );
                ClientWrite::new(Record::parse(&text).unwrap(), at)
            })
            .collect();
        vault
            .pull_store()
            .write(|writer| writer.upsert_clients(&writes, None))
            .unwrap();
    }
    vault
        .write(|tx| {
            tx.settings()
                .set_api_key(&SecretString::from("sk_test_of_nobody"))?;
            tx.settings().set_analyst("ana")?;
            tx.notes().add(id(1), "una nota", "ana", at)?;
            tx.reviews().add(&NewReview {
                household: id(1),
                verdict: Verdict::Cleared,
                note: "en orden".into(),
                analyst: "ana".into(),
                at,
                seen: Vec::<SeenClient>::new(),
                links_digest: vault::Digest([7; 32]),
                pack: "mx 2026-11-23".into(),
            })?;
            for number in 1..=40_u128 {
                tx.operations().record(&NewOperation {
                    id: Uuid::from_u128(number),
                    kind: "promote".into(),
                    client_id: Some(id(2)),
                    request: "{}".into(),
                    rehearsal: "{}".into(),
                    base: None,
                    reason: "motivo".into(),
                    analyst: "ana".into(),
                    created_at: at,
                })?;
                tx.journal().append(&NewEntry {
                    at,
                    analyst: "ana".into(),
                    action: "operation.recorded".into(),
                    subjects: vec![Uuid::from_u128(number).to_string()],
                    payload: "{}".into(),
                })?;
            }
            Ok::<_, vault::Error>(())
        })
        .unwrap();
    vault.close();
}
