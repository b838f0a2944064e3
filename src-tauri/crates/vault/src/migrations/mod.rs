//! The forms the file has had, as data: a list in order, none edited after a release.

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    error::{Error, Result},
    store::indexes,
};

/// `application_id` of a vault: "VNCL" as four bytes.
pub(crate) const APPLICATION_ID: i64 = 0x564e_434c;

struct Migration {
    /// `user_version` after this step.
    version: i64,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: include_str!("001_first.sql"),
}];

/// The newest form this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// Refuses what is not a vault and what a newer program wrote.
pub(crate) fn recognise(connection: &Connection) -> Result<i64> {
    let application: i64 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(Error::NotAVault);
    }
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = newest();
    if found > known {
        return Err(Error::NewerFile { found, known });
    }
    Ok(found)
}

/// Brings a new or older file to the form `version`, each step in a transaction of its own. Processes that race are
/// kept apart by the immediate transaction: the second finds the work done.
pub(crate) fn migrate(connection: &mut Connection, version: i64) -> Result<()> {
    for migration in MIGRATIONS.iter().take_while(|step| step.version <= version) {
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found: i64 = step.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found >= migration.version {
            continue;
        }
        step.execute_batch(migration.sql)?;
        if migration.version == 1 {
            step.pragma_update(None, "application_id", APPLICATION_ID)?;
            indexes::create(&step)?;
        }
        step.pragma_update(None, "user_version", migration.version)?;
        step.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_without_gaps() {
        for (position, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(migration.version, i64::try_from(position).unwrap() + 1);
        }
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, newest()).unwrap();
        let count = |connection: &Connection| -> i64 {
            connection
                .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
                .unwrap()
        };
        let before = count(&connection);
        migrate(&mut connection, newest()).unwrap();
        assert_eq!(count(&connection), before);
        assert_eq!(recognise(&connection).unwrap(), newest());
    }
}
