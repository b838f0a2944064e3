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

const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("001_first.sql"),
    },
    Migration {
        version: 2,
        sql: include_str!("002_search_pages.sql"),
    },
    Migration {
        version: 3,
        sql: include_str!("003_decided_findings.sql"),
    },
    Migration {
        version: 4,
        sql: include_str!("004_shared_values.sql"),
    },
    Migration {
        version: 5,
        sql: include_str!("005_rule_packs.sql"),
    },
];

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
    run(MIGRATIONS, connection, version)
}

fn run(migrations: &[Migration], connection: &mut Connection, version: i64) -> Result<()> {
    for migration in migrations.iter().take_while(|step| step.version <= version) {
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

    /// The list with one more step that begins well and ends as `tail` does.
    fn and_then(sql: &'static str) -> Vec<Migration> {
        let known = MIGRATIONS.iter().map(|step| Migration {
            version: step.version,
            sql: step.sql,
        });
        let next = Migration {
            version: newest() + 1,
            sql,
        };
        known.chain([next]).collect()
    }

    fn filled() -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = Connection::open(folder.path().join("plain")).unwrap();
        connection
            .execute_batch("PRAGMA journal_mode = WAL;")
            .unwrap();
        migrate(&mut connection, newest()).unwrap();
        connection
            .execute_batch("INSERT INTO saved_views VALUES ('a', 'b', 'c', 1);")
            .unwrap();
        (folder, connection)
    }

    fn views(connection: &Connection) -> i64 {
        let sql = "SELECT count(*) FROM saved_views";
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_step_that_fails_half_way_leaves_the_file_in_the_form_it_had() {
        let (_folder, mut connection) = filled();
        let broken = and_then("DELETE FROM saved_views; CREATE TABLE more (x); SELECT nothing;");
        assert!(run(&broken, &mut connection, newest() + 1).is_err());
        assert_eq!(
            (views(&connection), recognise(&connection).unwrap()),
            (1, newest())
        );
        let sound = and_then("CREATE TABLE more (x);");
        run(&sound, &mut connection, newest() + 1).unwrap();
        assert_eq!(views(&connection), 1);
        // This program does not know that form, and leaves it alone.
        assert!(matches!(
            recognise(&connection),
            Err(Error::NewerFile { .. })
        ));
    }

    #[test]
    fn a_step_without_room_or_ended_by_a_kill_leaves_the_file_in_the_form_it_had() {
        let (folder, mut connection) = filled();
        connection
            .execute_batch("PRAGMA max_page_count = 1;")
            .unwrap();
        let large = and_then(
            "DELETE FROM saved_views; CREATE TABLE more AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 9000) SELECT x, zeroblob(200) FROM n;",
        );
        let full = run(&large, &mut connection, newest() + 1);
        assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
        assert_eq!(
            (views(&connection), recognise(&connection).unwrap()),
            (1, newest())
        );
        // A kill leaves the files as they are in the middle of the step.
        connection
            .execute_batch(
                "PRAGMA max_page_count = 1000000; PRAGMA cache_size = 8; BEGIN IMMEDIATE;",
            )
            .unwrap();
        connection
            .execute_batch(large[large.len() - 1].sql)
            .unwrap();
        let killed = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(folder.path())
            .unwrap()
            .map(std::result::Result::unwrap)
        {
            let name = file.file_name();
            if !name.to_string_lossy().ends_with("-shm") {
                std::fs::copy(file.path(), killed.path().join(name)).unwrap();
            }
        }
        let mut after = Connection::open(killed.path().join("plain")).unwrap();
        assert_eq!((views(&after), recognise(&after).unwrap()), (1, newest()));
        run(&large, &mut after, newest() + 1).unwrap();
    }
}
