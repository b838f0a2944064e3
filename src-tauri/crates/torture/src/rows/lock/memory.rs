//! The memory of a program after it locked: one of its own, which pulls, looks at everything an analyst looks at, and locks.
//!
//! Neither the vault's key nor the passphrase is found. What the database and the decompressor gave back before the lock cannot be
//! overwritten from here: of clients some text stays, which must be little beside what stood there before, and of the API key
//! fewer copies than before. The remark tells how many.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use desk::contract::{
    ClientQuery, ExportFormat, ExportRequest, ExportSubject, HouseholdQuery, PullRequest,
    SearchRequest, Slice, UnlockRequest,
};
use secrecy::{ExposeSecret as _, SecretString};
use vault::KeyFile;

use crate::{
    holdings,
    office::{ES, Office, PASSPHRASE, TEST, patience},
    pool::Case,
    trouble::{Outcome, Trouble, ensure, fail},
};

const CLIENTS: usize = 120;
/// What the child tells once it has all of it open, and once it locked.
const OPEN: &str = "abierta";
const LOCKED: &str = "cerrada";
/// Bytes that two looks share, so that nothing hides between them.
const OVERLAP: usize = 128;
/// Bytes that a text is first looked up by.
const BEGINNING: usize = 8;
const LOOK: usize = 1 << 20;
/// Of the clients' text that stands there while the vault is open, no more than one such part may stay.
const MOST_LEFT: usize = 4;

/// Cases in which no memory could be looked at.
static LEFT_OUT: AtomicU64 = AtomicU64::new(0);
/// What was found of each kind before and after, over all cases.
static FOUND: Mutex<BTreeMap<&str, (usize, usize)>> = Mutex::new(BTreeMap::new());

pub(super) async fn case(case: &Case) -> Outcome {
    let office = Office::open(CLIENTS, case.seed, patience()).await?;
    let ids = office.control.client_ids(TEST);
    let mut clients = Vec::new();
    for (number, id) in ids.into_iter().enumerate() {
        let name = format!(
            "Marcadora{number:03}{:08x}",
            case.seed.wrapping_mul(2_654_435_761)
        );
        office.control.rename(TEST, id, &name)?;
        clients.push(name.into_bytes());
        let client = office.control.client(TEST, id).unwrap_or_default();
        let rfc = client["scopeData"]["MX"]["rfc"].as_str();
        clients.extend(rfc.map(|rfc| rfc.as_bytes().to_vec()));
    }
    office.pull(false).await?;
    office.desk.lock();
    let file = holdings::vault_file(office.folder.path())?;
    let keys = KeyFile::load(file.parent().unwrap_or(&file))?;
    let key = keys
        .open_with_passphrase(&SecretString::from(PASSPHRASE))?
        .to_hex();
    let key = key.expose_secret().to_owned();
    let wanted = Wanted::new(vec![
        ("the key", vec![bytes_of(&key)?, key.into_bytes()]),
        ("the passphrase", vec![PASSPHRASE.into()]),
        ("the API key", vec![sandbox::FULL_KEY.into()]),
        ("clients", clients),
    ]);
    let folder = office.folder.path().to_owned();
    let Some((open, locked)) =
        tokio::task::spawn_blocking(move || look(&folder, &wanted)).await??
    else {
        LEFT_OUT.fetch_add(1, Ordering::Relaxed);
        return Ok(());
    };
    {
        let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
        for ((kind, open), (_, locked)) in open.iter().zip(&locked) {
            let sum = found.entry(kind).or_default();
            sum.0 += open;
            sum.1 += locked;
        }
    }
    // A look that finds nothing while all is open would find nothing afterwards either.
    ensure(
        open.iter()
            .any(|(kind, found)| *kind == "clients" && *found > 0),
        || "the look finds nothing while the vault is open".into(),
    )?;
    let too_many = |((kind, open), (_, locked)): &(
        &(&'static str, usize),
        &(&'static str, usize),
    )| match *kind {
        "clients" => MOST_LEFT * locked > *open,
        "the API key" => locked >= open,
        _ => *locked > 0,
    };
    let left: Vec<_> = open.iter().zip(&locked).filter(too_many).collect();
    ensure(left.is_empty(), || {
        format!("open and after the lock: {left:?}")
    })
}

/// What was found before and after locking.
pub(super) fn remark() -> String {
    let found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    let each = found
        .iter()
        .map(|(kind, (open, locked))| format!("{kind} {open} times open, {locked} locked"));
    let remark = format!("in memory: {}", each.collect::<Vec<_>>().join("; "));
    match LEFT_OUT.load(Ordering::Relaxed) {
        0 => remark,
        left => {
            format!("{remark}; {left} cases left out, because no other process is looked into here")
        }
    }
}

fn bytes_of(hex: &str) -> Outcome<Vec<u8>> {
    (0..hex.len() / 2)
        .map(|at| Ok(u8::from_str_radix(&hex[2 * at..2 * at + 2], 16)?))
        .collect()
}

/// What is looked for.
struct Wanted {
    kinds: Vec<&'static str>,
    /// The texts with the places of their kinds, by their first bytes.
    texts: HashMap<[u8; BEGINNING], Vec<(usize, Vec<u8>)>>,
    /// Whether any text begins with these two bytes: most of a memory is passed over by that.
    pairs: Vec<bool>,
}

impl Wanted {
    /// Texts by kind, each of at least eight bytes.
    fn new(by_kind: Vec<(&'static str, Vec<Vec<u8>>)>) -> Self {
        let mut wanted = Self {
            kinds: Vec::new(),
            texts: HashMap::new(),
            pairs: vec![false; 1 << 16],
        };
        for (place, (kind, texts)) in by_kind.into_iter().enumerate() {
            wanted.kinds.push(kind);
            for text in texts {
                let Some(beginning) = text.first_chunk::<BEGINNING>().copied() else {
                    continue;
                };
                wanted.pairs[pair(beginning[0], beginning[1])] = true;
                wanted
                    .texts
                    .entry(beginning)
                    .or_default()
                    .push((place, text));
            }
        }
        wanted
    }

    /// Counts what stands in bytes.
    fn count(&self, bytes: &[u8], found: &mut Found) {
        for (at, window) in bytes.windows(BEGINNING).enumerate() {
            if !self.pairs[pair(window[0], window[1])] {
                continue;
            }
            for (place, text) in self.texts.get(window).into_iter().flatten() {
                found[*place].1 += usize::from(bytes[at..].starts_with(text));
            }
        }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

type Found = Vec<(&'static str, usize)>;

/// Starts the child and looks at its memory twice; nothing where the system does not let it.
fn look(folder: &Path, wanted: &Wanted) -> Outcome<Option<(Found, Found)>> {
    if !cfg!(target_os = "linux") {
        return Ok(None);
    }
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--hold")
        .arg(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let looked = look_at(&mut child, wanted);
    // It ends by itself when nothing more comes; one that failed may not.
    let _ = child.kill();
    child.wait()?;
    looked
}

fn look_at(child: &mut Child, wanted: &Wanted) -> Outcome<Option<(Found, Found)>> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return fail("no pipes");
    };
    let mut lines = BufReader::new(output).lines();
    let mut told = |wanted: &str| match lines.next() {
        Some(Ok(line)) if line == wanted => Ok(()),
        other => Err(Trouble(format!("{other:?} where {wanted} was due"))),
    };
    input.write_all(&[u8::try_from(PASSPHRASE.len())?])?;
    input.write_all(PASSPHRASE.as_bytes())?;
    told(OPEN)?;
    if File::open(format!("/proc/{}/mem", child.id())).is_err() {
        return Ok(None);
    }
    let open = memory(child.id(), wanted)?;
    input.write_all(b"\n")?;
    told(LOCKED)?;
    Ok(Some((open, memory(child.id(), wanted)?)))
}

/// How often each kind stands in the writable memory of a process.
fn memory(process: u32, wanted: &Wanted) -> Outcome<Found> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps"))?;
    let mut memory = File::open(format!("/proc/{process}/mem"))?;
    let mut found: Found = wanted.kinds.iter().map(|kind| (*kind, 0)).collect();
    let mut bytes = vec![0; LOOK];
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (Some(range), Some(rights)) = (words.next(), words.next()) else {
            continue;
        };
        let Some((from, to)) = range.split_once('-') else {
            continue;
        };
        if !rights.starts_with("rw") {
            continue;
        }
        let (mut from, to) = (u64::from_str_radix(from, 16)?, u64::from_str_radix(to, 16)?);
        while from < to {
            let length = usize::try_from((to - from).min(LOOK as u64))?;
            memory.seek(SeekFrom::Start(from))?;
            // Some ranges cannot be read, as guards.
            if memory.read_exact(&mut bytes[..length]).is_err() {
                break;
            }
            wanted.count(&bytes[..length], &mut found);
            let next = length
                - if from + (length as u64) < to {
                    OVERLAP
                } else {
                    0
                };
            from += next as u64;
        }
    }
    Ok(found)
}

/// Opens the vault of a data folder with the passphrase that comes on standard input after its length, pulls, looks at everything,
/// tells so, locks at the next byte, tells so, and ends when no more comes.
///
/// # Errors
/// When any of that fails.
pub(crate) async fn hold(folder: &Path) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // Past the buffer that standard input has, in which the passphrase would stay.
    let mut input = File::open("/dev/stdin")?;
    let mut length = [0];
    input.read_exact(&mut length)?;
    let mut passphrase = vec![0; usize::from(length[0])];
    input.read_exact(&mut passphrase)?;
    let passphrase = SecretString::from(String::from_utf8(passphrase)?);
    let desk = holdings::closed(folder)?;
    desk.unlock(&UnlockRequest::Passphrase(passphrase))?;
    {
        let session = desk.session()?;
        desk::pull::run(&session, PullRequest { sweep: true }, ES).await?;
        look_around(&session)?;
    }
    tell(OPEN)?;
    input.read_exact(&mut length)?;
    desk.lock();
    tell(LOCKED)?;
    io::copy(&mut input, &mut io::sink())?;
    Ok(())
}

fn look_around(session: &desk::Session) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let all = ClientQuery {
        slice: Slice {
            offset: 0,
            limit: 1_000,
        },
        ..ClientQuery::default()
    };
    for client in desk::client::list(session, &all)?.data {
        desk::client::page(session, client.client_id, ES)?;
    }
    for household in desk::household::list(session, &HouseholdQuery::default())?.data {
        desk::household::page(session, household.id, ES)?;
    }
    let request = SearchRequest {
        text: "Marcadora".into(),
        limit: 20,
    };
    desk::search::search(session, &request)?;
    let folder = tempfile::tempdir()?;
    let request = ExportRequest::of_all(ExportSubject::Clients, ExportFormat::Xlsx);
    desk::export::write(session, &request, &folder.path().join("x"), ES, &mut |_| {
        true
    })?;
    Ok(())
}

fn tell(what: &str) -> io::Result<()> {
    let mut output = io::stdout();
    writeln!(output, "{what}")?;
    output.flush()
}
