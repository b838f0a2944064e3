//! R13: files of every earlier form, with a full outbox: opened by this program, killed while it does, and without room; the outbox
//! of a vault of today after a version goes by; and a file of a later form before this program.
//!
//! Each row of each table says afterwards what it said before, digest by digest. A file that a newer program wrote is refused by
//! every command and stays as it is, byte by byte.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use desk::contract::OperationState;
use rand::RngExt as _;
use rusqlite::{Connection, types::ValueRef};
use secrecy::{ExposeSecret as _, SecretString};
use vault::{Digest, KeyFile, VAULT_FILE_NAME};

use super::{
    crash::{done, forms, program},
    disk::volume::{Volume, taken},
    wish::{KINDS, Wishes},
};
use crate::{
    earlier, holdings,
    office::{Office, PASSPHRASE, patience},
    pool::Case,
    trouble::{Outcome, Trouble, ensure, fail},
    work::Work,
};

/// Cases of each form in every submission, and before a release.
pub(crate) const EACH: (u64, u64) = (5, 50);
/// The tables of what a caller reads and of the work.
const TABLES: [&str; 11] = [
    "clients",
    "links",
    "revisions",
    "operations",
    "dispositions",
    "reviews",
    "notes",
    "saved_views",
    "settings",
    "journal",
    "dictionaries",
];

/// Cases that need a file system of their own where none may be mounted.
static LEFT_OUT: AtomicU64 = AtomicU64::new(0);

/// What could not be tried.
pub(crate) fn remark() -> Option<String> {
    let left = LEFT_OUT.load(Ordering::Relaxed);
    (left > 0).then(|| format!("{left} cases left out, because nothing may be mounted here"))
}

pub(crate) async fn case(mut case: Case) -> Outcome {
    earlier::ensure_all_are_known()?;
    let form = usize::try_from(case.number)? % earlier::FORMS.len();
    let turn = case.number / earlier::FORMS.len() as u64;
    let (what, outcome) = match turn % 5 {
        0 => ("opened", opened(form).await),
        1 => ("outbox", outbox(&mut case).await),
        2 => ("newer", newer(&mut case, form).await),
        3 => ("killed", forms::opened(&mut case).await),
        _ => ("without room", without_room(&mut case, form).await),
    };
    outcome.or_else(|trouble| fail(format!("{what}, form {}: {}", form + 1, trouble.0)))
}

/// Digests of rows by table, of the columns that a table had at first.
type Rows = BTreeMap<String, (Vec<String>, Vec<String>)>;

fn connect(file: &Path) -> Outcome<Connection> {
    let folder = file.parent().unwrap_or(file);
    let key = KeyFile::load(folder)?.open_with_passphrase(&SecretString::from(PASSPHRASE))?;
    let connection = Connection::open(file)?;
    let key = key.to_hex();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", key.expose_secret()))?;
    Ok(connection)
}

/// Every row of every table; of the columns of `before` where it is given.
fn rows(file: &Path, before: Option<&Rows>) -> Outcome<Rows> {
    let connection = connect(file)?;
    let mut all = Rows::new();
    for table in TABLES {
        let columns = match before {
            Some(before) => before.get(table).map(|(columns, _)| columns.clone()),
            None => columns(&connection, table)?,
        };
        let Some(columns) = columns else { continue };
        let sql = format!("SELECT {} FROM {table}", columns.join(", "));
        let mut statement = connection.prepare(&sql)?;
        let mut found = statement.query([])?;
        let mut digests = Vec::new();
        while let Some(row) = found.next()? {
            let mut bytes = Vec::new();
            for column in 0..columns.len() {
                match row.get_ref(column)? {
                    ValueRef::Blob(value) | ValueRef::Text(value) => {
                        bytes.extend_from_slice(value);
                    }
                    other => bytes.extend_from_slice(format!("{other:?}").as_bytes()),
                }
                bytes.push(0);
            }
            digests.push(Digest::of(&bytes).to_hex());
        }
        digests.sort_unstable();
        all.insert(table.to_owned(), (columns, digests));
    }
    Ok(all)
}

/// The columns of a table; nothing when a form does not have it.
fn columns(connection: &Connection, table: &str) -> Outcome<Option<Vec<String>>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    let names = names.collect::<Result<Vec<String>, _>>()?;
    Ok((!names.is_empty()).then_some(names))
}

fn ensure_same(before: &Rows, after: &Rows) -> Outcome {
    for (table, (_, rows)) in before {
        let now = after.get(table).map(|(_, rows)| rows);
        ensure(now == Some(rows), || {
            format!("rows of {table} are not what they were")
        })?;
    }
    Ok(())
}

/// A file of a form in a data folder of its own, with its rows before anything opened it.
struct Laid {
    folder: tempfile::TempDir,
    file: PathBuf,
    before: Rows,
}

impl Laid {
    fn new(form: usize) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        earlier::lay(folder.path(), form, "http://127.0.0.1:9")?;
        let file = holdings::vault_file(folder.path())?;
        // Read in a copy: reading alone may write a log beside the file.
        let copy = tempfile::tempdir()?;
        holdings::copy(folder.path(), copy.path())?;
        let before = rows(&holdings::vault_file(copy.path())?, None)?;
        let operations = before.get("operations").map_or(0, |(_, rows)| rows.len());
        ensure(operations > 0, || "the outbox is empty".into())?;
        Ok(Self {
            folder,
            file,
            before,
        })
    }
}

async fn opened(form: usize) -> Outcome {
    let laid = Laid::new(form)?;
    let program = program(laid.folder.path())?;
    for _ in 0..2 {
        done(&program, &["status", "--json"]).await?;
        ensure_same(&laid.before, &rows(&laid.file, Some(&laid.before))?)?;
    }
    let desk = holdings::open(laid.folder.path())?;
    holdings::ensure_sound_alone(&*desk.session()?)
}

/// A vault of today whose outbox is full: after it was closed and opened again the queue goes out as it was.
async fn outbox(case: &mut Case) -> Outcome {
    let clients = if case.full { 10_000 } else { 600 };
    let office = Office::filled(clients, case.seed, patience()).await?;
    let queue = {
        let mut wishes = Wishes::of(&office, &mut case.random);
        (0..12)
            .map(|turn| wishes.draw(turn % KINDS))
            .collect::<Outcome<Vec<_>>>()?
    };
    for wish in &queue {
        office.operate(&wish.intent, true).await?;
        office.pass(1);
    }
    let work = Work::of(&*office.session()?)?;
    office.desk.lock();
    let file = holdings::vault_file(office.folder.path())?;
    let before = rows(&file, None)?;
    office.unlock()?;
    work.ensure_same_rows(&Work::of(&*office.session()?)?)?;
    office.desk.lock();
    ensure_same(&before, &rows(&file, Some(&before))?)?;
    office.unlock()?;
    let sent = desk::operate::send_waiting(&*office.session()?, crate::office::ES).await?;
    let proven = sent
        .results
        .iter()
        .filter(|one| one.state == OperationState::Proven);
    ensure(proven.count() == queue.len(), || {
        format!("{:?}", sent.results)
    })?;
    for wish in &queue {
        ensure(wish.holds(&office.control), || format!("{:?}", wish.intent))?;
    }
    Ok(())
}

/// A form that this program does not know: it writes the one after those that are kept.
async fn newer(case: &mut Case, form: usize) -> Outcome {
    let laid = Laid::new(form)?;
    let version = case.random.random_range(earlier::FORMS.len() + 2..1_000);
    let connection = connect(&laid.file)?;
    connection.execute_batch(&format!(
        "PRAGMA user_version = {version}; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;"
    ))?;
    drop(connection);
    let place = laid
        .file
        .parent()
        .ok_or_else(|| Trouble("no folder".into()))?;
    let held = std::fs::read(&laid.file)?;
    let out = tempfile::tempdir()?;
    let out = out.path().join("x").to_string_lossy().into_owned();
    let program = program(laid.folder.path())?;
    let commands: [&[&str]; 6] = [
        &["status", "--json"],
        &["pull", "--json"],
        &["operations", "send", "--json"],
        &["vault", "rekey", "--json"],
        &["vault", "backup", &out, "--json"],
        &[
            "export", "clients", "--format", "csv", "--out", &out, "--json",
        ],
    ];
    for command in commands {
        let run = program.run(command).await?;
        let told = run.told().unwrap_or_default();
        ensure(run.status == 1 && told["code"] == "newer_vault", || {
            format!("{}: status {}, {}", command.join(" "), run.status, run.err)
        })?;
        ensure(std::fs::read(&laid.file)? == held, || {
            format!("{} changed the file", command.join(" "))
        })?;
    }
    ensure(!Path::new(&out).exists(), || "something was written".into())?;
    for entry in std::fs::read_dir(place)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let strange = name.starts_with(VAULT_FILE_NAME) && name != VAULT_FILE_NAME;
        ensure(!strange, || format!("{name} was made beside it"))?;
    }
    Ok(())
}

/// Opened where there is room for so many pages more; then there is room.
async fn without_room(case: &mut Case, form: usize) -> Outcome {
    let laid = Laid::new(form)?;
    let room = case.random.random_range(0..64) * 4096;
    let Some(volume) = Volume::mount(taken(laid.folder.path())? + room)? else {
        LEFT_OUT.fetch_add(1, Ordering::Relaxed);
        return Ok(());
    };
    holdings::copy(laid.folder.path(), volume.path())?;
    let tight = program(volume.path())?;
    let run = tight.run(&["status", "--json"]).await?;
    let told = run.told().unwrap_or_default();
    ensure(run.status == 0 || told["code"] == "disk_full", || {
        format!("status {}: {}", run.status, run.err)
    })?;
    volume.resize(64 << 20)?;
    done(&tight, &["status", "--json"]).await?;
    let file = holdings::vault_file(volume.path())?;
    ensure_same(&laid.before, &rows(&file, Some(&laid.before))?)
}
