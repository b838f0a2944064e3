//! R22: one client forgotten, one profile, or all of them; then every page of every file is looked through, free ones and the log
//! included, for anything the client was known by.
//!
//! Nothing is found but the id in entries of the journal, which keeps the fact.

use std::{
    fs,
    path::{Path, PathBuf},
};

use artu::models::ClientId;
use desk::contract::{ForgetRequest, OperationIntent, PromoteIntent, ReviewRequest, Verdict};
use rand::RngExt as _;
use rusqlite::Connection;
use sandbox::FULL_KEY;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value, json};
use uuid::Uuid;
use vault::{KeyFile, VAULT_FILE_NAME, WORK_FILE_NAME};

use crate::{
    holdings,
    office::{ES, NewProfile, Office, PASSPHRASE, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure},
};

const CLIENTS: usize = 140;
/// Bytes of a compressed record that are looked for.
const END: usize = 24;
/// The name of the profile beside the first.
const SECOND: &str = "Segunda";

pub(crate) async fn case(mut case: Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let planted = Planted::plant(&office, &mut case).await?;
    match case.number % 3 {
        0 => one_client(&office, &planted),
        1 => one_profile(&office, &planted).await,
        _ => everything(&office, &planted).await,
    }
}

/// What one client is known by, each of it nobody else's.
struct Planted {
    id: Uuid,
    values: Vec<String>,
    /// Ends of its records and earlier versions as they lie compressed in the file.
    compressed: Vec<Vec<u8>>,
}

impl Planted {
    /// Gives a member of the server values of its own, lets every table take note of it, and removes it from the server.
    async fn plant(office: &Office, case: &mut Case) -> Outcome<Self> {
        let members = office.members(12)?;
        let id = members[case.random.random_range(0..members.len())];
        let mark = case.random.random_range(10_000_000..99_999_999_u64);
        let (name, before) = (
            format!("Plantada Zuñiga{mark}"),
            format!("Antes Ochoa{mark}"),
        );
        let (rfc, curp) = (
            format!("PLZX{}QW9", mark % 1_000_000),
            format!("PLZX{}MDFRRN09", mark % 1_000_000),
        );
        let (mail, phone) = (format!("p{mark}@plantada.example"), format!("+52 55{mark}"));
        office.control.rename(TEST, id, &before)?;
        office.pull(false).await?;
        office.pass(10);
        office.control.rename(TEST, id, &name)?;
        office.control.update(
            TEST,
            id,
            &members_of(&json!({
                "externalId": format!("EXP-{mark}"),
                "scopeData": {"MX": {"rfc": rfc, "curp": curp}},
                "notes": format!("{mail} {phone}"),
            })),
        )?;
        office.pull(false).await?;
        work_on(office, id, &name, &mail).await?;
        let links = office
            .session()?
            .vault()
            .read(|view| view.links().parents_of(id.into()))?;
        for link in links {
            office.control.remove_link(TEST, link.parent.0, id, None)?;
        }
        office.control.delete(TEST, id)?;
        office.pass(10);
        office.pull(true).await?;
        let folded = format!("zuniga{mark}");
        Ok(Self {
            id,
            values: vec![
                name,
                folded,
                before,
                rfc,
                curp,
                mail,
                phone,
                format!("EXP-{mark}"),
            ],
            compressed: compressed(office, id)?,
        })
    }

    /// Fails unless no file of the folder holds a trace; entries of the journal keep the id.
    fn ensure_gone(&self, office: &Office) -> Outcome {
        let session = office.session()?;
        let id = self.id.to_string();
        let listed = session
            .vault()
            .read(|view| view.journal().list(0, 10_000))?;
        let of = |entry: &&vault::Entry| entry.subjects.contains(&id);
        let kept = listed.rows.iter().filter(of).count();
        ensure(kept > 0, || "the journal does not keep the fact".into())?;
        for file in files(office.folder.path())? {
            let Some(pages) = pages(&file)? else { continue };
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            for value in &self.values {
                let wide: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
                let found = count(&pages, value.as_bytes()) + count(&pages, &wide);
                ensure(found == 0, || format!("{found} times {value} in {name}"))?;
            }
            let packed = self
                .compressed
                .iter()
                .filter(|end| count(&pages, end) > 0)
                .count();
            ensure(packed == 0, || {
                format!("{packed} compressed records in {name}")
            })?;
            ensure(count(&pages, self.id.as_bytes()) == 0, || {
                format!("the id as bytes in {name}")
            })?;
            let found = count(&pages, id.as_bytes());
            ensure(found == kept, || {
                format!("the id {found} times in {name}, {kept} entries")
            })?;
        }
        Ok(())
    }

    /// No record that is left and no dictionary names it either.
    fn ensure_unnamed(&self, office: &Office) -> Outcome {
        let named = |text: &str| {
            text.contains(&self.id.to_string())
                || self.values.iter().any(|value| text.contains(value))
        };
        office.session()?.vault().read(|view| {
            let mut ids = Vec::new();
            let mut odd = 0;
            view.clients().scan(0, u64::MAX, |client| {
                odd += u64::from(named(&client.raw));
                ids.push(client.row.id);
                Ok(())
            })?;
            for id in ids {
                for version in view.revisions().list(id)? {
                    let full = view.revisions().by_digest(id, version.digest)?;
                    odd += u64::from(full.is_some_and(|full| named(&full.raw)));
                }
            }
            ensure(odd == 0, || format!("{odd} records of others name it"))
        })
    }

    /// Fails unless the client left traces in the pages of the vault: else there would be nothing to look for.
    fn ensure_there(&self, office: &Office) -> Outcome {
        let file = holdings::vault_file(office.folder.path())?;
        let pages = pages(&file)?.unwrap_or_default();
        let lost: Vec<_> = self.values[..2]
            .iter()
            .filter(|value| count(&pages, value.as_bytes()) == 0)
            .collect();
        ensure(lost.is_empty(), || format!("{lost:?} were never there"))?;
        let there = self.compressed.iter().any(|end| count(&pages, end) > 0);
        ensure(there, || "its records were never there".into())
    }
}

/// The ends of a client's records as they lie in the file.
fn compressed(office: &Office, id: Uuid) -> Outcome<Vec<Vec<u8>>> {
    let connection = connect(&holdings::vault_file(office.folder.path())?)?;
    let mut statement = connection.prepare(
        "SELECT r.raw FROM client_records r JOIN clients c ON c.number = r.number WHERE c.id = ?1 \
         UNION ALL SELECT r.raw FROM revisions r JOIN clients c ON c.number = r.number WHERE c.id = ?1",
    )?;
    let mut rows = statement.query([id.as_bytes().as_slice()])?;
    let mut ends = Vec::new();
    while let Some(row) = rows.next()? {
        let raw: Vec<u8> = row.get(0)?;
        ends.push(raw[raw.len().saturating_sub(END)..].to_vec());
    }
    ensure(ends.len() > 1, || "there is no earlier version".into())?;
    Ok(ends)
}

/// A review that names it, an operation on it that ends, a reading.
async fn work_on(office: &Office, id: Uuid, name: &str, mail: &str) -> Outcome {
    let session = office.session()?;
    let intent = OperationIntent::Promote(PromoteIntent {
        client_id: id.into(),
    });
    let done = office.operate(&intent, true).await?;
    if let Some(operation) = done.operation_id {
        desk::operate::cancel(&session, &operation, ES)?;
    }
    let page = desk::client::page(&session, id.into(), ES)?;
    if let Some(household_id) = page.households.first().copied() {
        let request = ReviewRequest {
            household_id,
            verdict: Verdict::NeedsInfo,
            note: format!("Pedir a {name}, {mail}"),
        };
        desk::review::record(&session, &request)?;
    }
    session.vault().write(|tx| {
        tx.notes()
            .add(id.into(), &format!("Nota de {name}"), "Ana", session.now())
    })?;
    session.vault().save_work()?;
    Ok(())
}

fn one_client(office: &Office, planted: &Planted) -> Outcome {
    planted.ensure_there(office)?;
    let session = office.session()?;
    let request = ForgetRequest {
        client_id: ClientId::from(planted.id),
        confirmed: true,
    };
    let forgotten = desk::forget::client(&session, request)?;
    ensure(forgotten.wiped, || format!("{forgotten:?}"))?;
    for file in files(office.folder.path())? {
        let is_log = file.to_string_lossy().ends_with("-wal");
        let empty = fs::metadata(&file)?.len() == 0;
        ensure(!is_log || empty, || "the log is not empty".into())?;
    }
    holdings::ensure_sound(&session)?;
    planted.ensure_gone(office)?;
    planted.ensure_unnamed(office)?;
    office.desk.lock();
    office.unlock()?;
    planted.ensure_gone(office)
}

async fn one_profile(office: &Office, planted: &Planted) -> Outcome {
    planted.ensure_there(office)?;
    second(office).await?;
    office.desk.remove_profile("Oficina")?;
    ensure(folders(office)?.len() == 1, || {
        "the folder of the profile stays".into()
    })?;
    ensure_no_name(office, "Oficina")?;
    office.desk.use_profile(SECOND)?;
    office.unlock()?;
    holdings::ensure_sound(&*office.session()?)
}

async fn everything(office: &Office, planted: &Planted) -> Outcome {
    planted.ensure_there(office)?;
    second(office).await?;
    for profile in office.desk.folder().profiles()? {
        office.desk.remove_profile(&profile.name)?;
    }
    ensure(folders(office)?.is_empty(), || {
        "a folder of a profile stays".into()
    })?;
    ensure_no_name(office, "Oficina")?;
    ensure_no_name(office, SECOND)
}

/// Another profile beside the first.
async fn second(office: &Office) -> Outcome {
    office.add(NewProfile {
        name: SECOND,
        url: office.sandbox.base_url(),
        environment: TEST,
        key: FULL_KEY,
        patience: patience(),
    })?;
    office.pull(false).await?;
    Ok(())
}

fn ensure_no_name(office: &Office, name: &str) -> Outcome {
    let register = fs::read_to_string(office.folder.path().join("profiles.json"))?;
    ensure(!register.contains(name), || {
        format!("the register names {name}")
    })
}

fn folders(office: &Office) -> Outcome<Vec<PathBuf>> {
    let profiles = fs::read_dir(office.folder.path().join("profiles"))?;
    Ok(profiles.flatten().map(|entry| entry.path()).collect())
}

/// Every file of the only profile.
fn files(root: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for profile in fs::read_dir(root.join("profiles"))?.flatten() {
        files.extend(
            fs::read_dir(profile.path())?
                .flatten()
                .map(|entry| entry.path()),
        );
    }
    Ok(files)
}

/// Every page of an encrypted database as the database reads it, free ones included. Nothing for what is no database.
fn pages(file: &Path) -> Outcome<Option<Vec<u8>>> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    if name != VAULT_FILE_NAME && name != WORK_FILE_NAME {
        return Ok(None);
    }
    Ok(Some(connect(file)?.serialize(rusqlite::MAIN_DB)?.to_vec()))
}

fn connect(file: &Path) -> Outcome<Connection> {
    let folder = file.parent().unwrap_or(file);
    let key = KeyFile::load(folder)?.open_with_passphrase(&SecretString::from(PASSPHRASE))?;
    let connection = Connection::open(file)?;
    let hex = key.to_hex();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", hex.expose_secret()))?;
    Ok(connection)
}

fn count(pages: &[u8], needle: &[u8]) -> usize {
    pages
        .windows(needle.len())
        .filter(|part| *part == needle)
        .count()
}

fn members_of(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}
