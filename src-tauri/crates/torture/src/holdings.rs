//! What a vault holds of the server's data, told apart from when it was seen: equal for a pull that went undisturbed and for one
//! that was cut off and went on.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use desk::{Clock, DataFolder, Desk, NoKeychain, Session, SystemClock, contract::UnlockRequest};
use secrecy::SecretString;
use uuid::Uuid;
use vault::{DerivationCost, Digest, FindingQuery, FindingRow, HouseholdQuery, StoredClient};

use crate::{
    office::{ES, Office, PASSPHRASE, TEST},
    trouble::{Outcome, Trouble, ensure, fail},
};

/// Clients whose identifier is looked for.
const LOOKED_FOR: usize = 12;

/// Everything, by what it is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Holdings {
    clients: BTreeMap<Uuid, Vec<String>>,
    households: BTreeSet<String>,
    findings: BTreeSet<String>,
}

impl Holdings {
    /// Reads all of a vault.
    pub(crate) fn of(session: &Session) -> Outcome<Self> {
        session.vault().read(|view| {
            let mut clients = BTreeMap::new();
            view.clients().scan(0, u64::MAX, |client| {
                clients.insert(Uuid::from(client.row.id), facts(&client));
                Ok(())
            })?;
            for (id, facts) in &mut clients {
                for link in view.links().children_of((*id).into())? {
                    facts.push(format!("child {:?} {:?}", link.child, link.relationship));
                }
                for version in view.revisions().list((*id).into())? {
                    facts.push(format!("version {:?}", version.digest));
                }
            }
            let households = view.households().list(&HouseholdQuery {
                limit: u64::MAX,
                ..HouseholdQuery::default()
            })?;
            let households = households.rows.into_iter().map(|row| {
                format!(
                    "{:?} {} {:?} {:?} {:?} {}",
                    row.id,
                    row.members,
                    row.worst,
                    row.findings,
                    row.defects,
                    row.gone_since.is_some()
                )
            });
            let findings = view.findings().list(&FindingQuery {
                limit: u64::MAX,
                ..FindingQuery::default()
            })?;
            Ok(Self {
                clients,
                households: households.collect(),
                findings: findings.rows.iter().map(finding).collect(),
            })
        })
    }

    /// Each client, asked for alone, is as it was, or its reading fails.
    pub(crate) fn ensure_read_right(&self, session: &Session) -> Outcome {
        for (id, known) in &self.clients {
            let read = session
                .vault()
                .read(|view| view.clients().get((*id).into()));
            match read {
                Ok(Some(client)) => {
                    let found = facts(&client);
                    ensure(known.starts_with(&found), || {
                        format!("{id} is read without an error, and wrong: {found:?}, {known:?}")
                    })?;
                }
                Ok(None) => return fail(format!("{id} is said not to be there")),
                Err(vault::Error::Corrupt { .. } | vault::Error::WrongKey) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Nothing differs.
    pub(crate) fn ensure_same(&self, other: &Self) -> Outcome {
        let odd = self
            .clients
            .iter()
            .find(|(id, facts)| other.clients.get(id) != Some(facts));
        ensure(odd.is_none(), || {
            format!(
                "a client differs from the undisturbed run: {odd:?}, {:?}",
                odd.and_then(|(id, _)| other.clients.get(id))
            )
        })?;
        ensure(self.clients.len() == other.clients.len(), || {
            format!(
                "{} clients, {} undisturbed",
                self.clients.len(),
                other.clients.len()
            )
        })?;
        for (what, here, there) in [
            ("household", &self.households, &other.households),
            ("finding", &self.findings, &other.findings),
        ] {
            let odd: Vec<_> = here.symmetric_difference(there).take(2).collect();
            ensure(odd.is_empty(), || {
                format!("a {what} differs from the undisturbed run: {odd:?}")
            })?;
        }
        Ok(())
    }
}

fn facts(client: &StoredClient) -> Vec<String> {
    let row = &client.row;
    vec![
        format!("{:?} {:?}", Digest::of(client.raw.as_bytes()), row.digest),
        format!("{:?} {}", row.kind, row.name),
        format!("{} {} {}", row.is_primary, row.complete, row.orphan),
        format!("{:?} {:?} {:?}", row.rfc, row.curp, row.external_id),
        format!(
            "{} {:?} {}",
            row.updated_at,
            row.worst,
            row.gone_since.is_some()
        ),
    ]
}

fn finding(row: &FindingRow) -> String {
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        row.code,
        row.severity,
        row.client_id,
        row.household_id,
        row.field,
        row.value,
        row.expected,
        row.related
    )
}

/// Opens the vault in use of a data folder, beside whatever else has it open.
pub(crate) fn open(folder: &Path) -> Result<Desk, desk::Error> {
    let passphrase = SecretString::from(PASSPHRASE);
    open_with(folder, &UnlockRequest::Passphrase(passphrase))
}

/// The same with another secret.
pub(crate) fn open_with(folder: &Path, secret: &UnlockRequest) -> Result<Desk, desk::Error> {
    let desk = closed(folder)?;
    desk.unlock(secret)?;
    Ok(desk)
}

/// A desk over a data folder, whose vault is closed.
pub(crate) fn closed(folder: &Path) -> Result<Desk, desk::Error> {
    closed_at(folder, Arc::new(SystemClock))
}

/// The same by another clock.
pub(crate) fn closed_at(folder: &Path, clock: Arc<dyn Clock>) -> Result<Desk, desk::Error> {
    let desk = Desk::new(DataFolder::open(folder)?, clock, Arc::new(NoKeychain));
    Ok(desk.with_derivation_cost(DerivationCost::least()))
}

/// The file is whole, its chain of acts holds, and what a search finds is there.
pub(crate) fn ensure_sound(session: &Session) -> Outcome {
    let journal = desk::journal::verify(session, ES)?;
    ensure(journal.ok, || format!("{journal:?}"))?;
    ensure_sound_alone(session)
}

/// The same of a file that came without what is kept of its journal beside it.
pub(crate) fn ensure_sound_alone(session: &Session) -> Outcome {
    let check = session.vault().check(true)?;
    ensure(
        check.pages_authentic && check.structure_sound == Some(true),
        || format!("{check:?}"),
    )?;
    let journal = session.vault().read(|view| view.journal().verify(None))?;
    ensure(journal.problem.is_none(), || format!("{journal:?}"))?;
    session.vault().read(|view| {
        let mut known = Vec::new();
        view.clients().scan(0, LOOKED_FOR as u64, |client| {
            known.extend(client.row.rfc.map(|rfc| (client.row.id, rfc)));
            Ok(())
        })?;
        for (id, rfc) in known {
            let found = view.search().search(&rfc, LOOKED_FOR as u64)?;
            ensure(found.hits.iter().any(|hit| hit.client_id == id), || {
                format!("a search for its RFC does not find {id:?}")
            })?;
        }
        Ok(())
    })
}

/// Each client of the server is there as the server has it, and no other.
pub(crate) fn ensure_equal(session: &Session, office: &Office) -> Outcome {
    let mut held = BTreeMap::new();
    session.vault().read(|view| {
        view.clients()
            .scan(0, u64::MAX, |client| {
                if client.row.gone_since.is_none() {
                    held.insert(Uuid::from(client.row.id), client.raw);
                }
                Ok(())
            })
            .map(drop)
    })?;
    let there = office.control.client_ids(TEST);
    ensure(held.len() == there.len(), || {
        format!("{} clients held, {} on the server", held.len(), there.len())
    })?;
    for id in there {
        let record = held.get(&id).map(|raw| serde_json::from_str(raw));
        ensure(
            record.transpose()? == office.control.client(TEST, id),
            || format!("{id} differs from the server's"),
        )?;
    }
    Ok(())
}

/// The encrypted file of the only profile of a data folder.
pub(crate) fn vault_file(folder: &Path) -> Outcome<PathBuf> {
    let profiles = std::fs::read_dir(folder.join("profiles"))?;
    let profile = profiles.flatten().next();
    let profile = profile.ok_or_else(|| Trouble("there is no profile".into()))?;
    Ok(profile.path().join(vault::VAULT_FILE_NAME))
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) -> Outcome {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
