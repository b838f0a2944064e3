//! Making a rule pack of this workplace's own: its tables as files to edit, and the signed file of what was edited.

use std::{collections::BTreeMap, fs, io::Write as _, path::Path};

use checks::PackHead;

use super::{PackFault, comparison, file, in_force_in, key};
use crate::{
    Error, Session,
    contract::{SignPackRequest, SignedPack},
    journal::{self, Action},
};

/// Writes the tables of the pack in force into a folder that is new or empty; gives their names.
///
/// # Errors
/// When the folder holds something or cannot be written, or the vault cannot be read.
pub fn write_tables(session: &Session, folder: &Path) -> Result<Vec<String>, Error> {
    let tables = session.vault().read(|view| {
        let in_force = in_force_in(session, view)?;
        comparison::tables_of(view, &in_force.pack)
    })?;
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(Error::Rules(PackFault::Taken));
    }
    for (name, text) in &tables {
        fs::write(folder.join(name), text)?;
    }
    Ok(tables.into_keys().collect())
}

/// Signs the tables of a folder as a pack, with the key of this workplace, and writes its file, which must be new.
///
/// # Errors
/// When a table is missing or cannot be read, the name or version does not serve, or a file or the vault cannot be written.
pub fn sign(
    session: &Session,
    request: &SignPackRequest,
    folder: &Path,
    target: &Path,
) -> Result<SignedPack, Error> {
    let head = PackHead {
        name: request.name.clone(),
        version: request.version.clone(),
        from: request.from,
    };
    let mut tables = BTreeMap::new();
    for (name, _) in checks::embedded_files() {
        let text = fs::read_to_string(folder.join(name)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::InvalidData => {
                let table = name.to_owned();
                Error::Rules(PackFault::Table(checks::TableFault { table, line: None }))
            }
            _ => error.into(),
        })?;
        tables.insert(name.to_owned(), text);
    }
    session.vault().write(|tx| {
        let key = key::own(tx)?;
        let text = file::write(&head, tables, &key)?;
        let read = file::read(&text)?;
        let mut written = fs::File::create_new(target).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Rules(PackFault::Taken),
            _ => error.into(),
        })?;
        written.write_all(text.as_bytes())?;
        written.sync_all()?;
        let signed = SignedPack {
            pack: head.label(),
            from: head.from,
            sha256: read.digest.to_hex(),
            signer: file::fingerprint(&read.signer),
        };
        journal::append(
            tx,
            session.now(),
            session.analyst(),
            Action::RulesSigned,
            &[],
            &signed,
        )?;
        Ok(signed)
    })
}
