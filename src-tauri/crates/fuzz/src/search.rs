//! Search in a vault.

use artu::models::Record;
use jiff::Timestamp;
use serde_json::json;
use tempfile::TempDir;
use vault::{ClientWrite, Vault, VaultKey};

/// Names in which fragments are looked for: accents, marks that are left out, and other alphabets.
const NAMES: [&str; 6] = [
    "José María Núñez Güemes",
    "María de la O",
    "Aceros del Norte, S.A. de C.V.",
    "Ｆｕｌｌｗｉｄｔｈ ﬁn \"comillas\" AND OR NOT NEAR",
    "Жанна O'Connor-Østergård",
    "株式会社 例 1234 5678",
];

thread_local! {
    static VAULT: (TempDir, Vault) = small_vault();
}

fn small_vault() -> (TempDir, Vault) {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = Vault::create(folder.path(), &VaultKey::random()).expect("a vault");
    let writes: Vec<ClientWrite> = NAMES
        .iter()
        .enumerate()
        .map(|(number, name)| {
            let client = json!({
                "id": id(number), "type": "individual", "name": name, "scopes": ["MX"],
                "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-02T00:00:00Z", "isPrimary": true,
            });
            ClientWrite::new(
                Record::parse(&client.to_string()).expect("a client"),
                Timestamp::UNIX_EPOCH,
            )
        })
        .collect();
    vault
        .pull_store()
        .write(|writer| writer.upsert_clients(&writes, None))
        .expect("written");
    (folder, vault)
}

fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// The index takes whatever is typed, and finds a client by any fragment of its name. Two bytes choose the fragment, which is
/// looked for together with nothing else; the rest is typed as it is.
pub fn search_query(bytes: &[u8]) {
    let (choice, typed) = bytes.split_at(bytes.len().min(2));
    VAULT.with(|(_, vault)| {
        let search = |typed: &str| {
            vault
                .read(|view| view.search().search(typed, 100))
                .expect("the index takes any text")
        };
        let found = search(&String::from_utf8_lossy(typed));
        assert_eq!(found.total, found.hits.len() as u64);
        assert!(found.total <= NAMES.len() as u64);
        let &[from, length] = choice else { return };
        let number = usize::from(from) % NAMES.len();
        let name: Vec<char> = NAMES[number].chars().collect();
        let from = usize::from(from) % name.len();
        // Shorter fragments are found at the beginning of words only.
        let length = 3 + usize::from(length) % 8;
        let fragment: String = name.iter().skip(from).take(length).collect();
        if fragment
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            < length
        {
            return;
        }
        let wanted = id(number);
        assert!(
            search(&fragment)
                .hits
                .iter()
                .any(|hit| hit.client_id.to_string() == wanted),
            "{fragment:?} is not found in {:?}",
            NAMES[number]
        );
    });
}
