//! The life of a cursor: out of a page, kept in the vault, into the next request.

use artu::Wrappers;
use artu::models::{ListClients, Page};
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use vault::{NewPull, PullId, PullKind, PullProgress, Vault, VaultKey};

thread_local! {
    static VAULT: (TempDir, Vault, PullId) = vault_with_a_pull();
}

fn vault_with_a_pull() -> (TempDir, Vault, PullId) {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = Vault::create(folder.path(), &VaultKey::random()).expect("a vault");
    let pull = NewPull {
        kind: PullKind::First,
        started_at: Timestamp::UNIX_EPOCH,
        since: None,
    };
    let id = vault.pull_store().write(|writer| writer.start(&pull));
    let id = id.expect("a pull begins");
    (folder, vault, id)
}

/// Whatever text a server hands out as a cursor comes back to it as it was, also after a kill in between. The input is the
/// cursor as it stands in the page: JSON, or else the bare text.
pub fn cursor(bytes: &[u8]) {
    let given = serde_json::from_slice::<Value>(bytes)
        .unwrap_or_else(|_| Value::from(String::from_utf8_lossy(bytes)));
    let page = json!({ "data": [], "pagination": { "hasMore": true, "nextCursor": given } });
    let Ok(page) = Page::parse(page.to_string().as_bytes(), &Wrappers::default()) else {
        assert!(!given.is_string(), "a text is refused as a cursor");
        return;
    };
    let cursor = page.pagination.next_cursor;
    if let Some(text) = given.as_str() {
        assert_eq!(cursor.as_deref(), Some(text));
    }
    let kept = keep(cursor.clone());
    assert_eq!(kept, cursor, "the vault gives another cursor back");
    let request = ListClients {
        cursor: kept,
        ..ListClients::new().limit(200)
    };
    let written = serde_json::to_value(&request).expect("it can be written");
    assert_eq!(
        written.get("cursor").and_then(Value::as_str),
        cursor.as_deref()
    );
}

/// The cursor as the vault has it after it was written with a page.
fn keep(cursor: Option<String>) -> Option<String> {
    VAULT.with(|(_, vault, id)| {
        let progress = PullProgress {
            cursor,
            ..PullProgress::default()
        };
        let written = vault
            .pull_store()
            .write(|writer| writer.progress(*id, &progress));
        written.expect("a page is noted");
        let pull = vault.read(|view| view.pulls().unfinished());
        pull.expect("read").expect("it goes on").cursor
    })
}
