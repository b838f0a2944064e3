//! Groups of linked clients, found over the whole vault at once.

use rusqlite::Rows;

use crate::{
    column::{Id, signed, unsigned},
    error::{Error, Result},
    store::Session,
};

/// What links make of the clients, whatever their direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Groups {
    /// How many groups of two clients or more there are. Clients that are not stored are left out.
    pub count: u64,
    /// How many clients the largest has; 0 when there is none.
    pub largest: u64,
}

/// Both sides come in the order of their ids, each from an index that holds all that is read, and are merged: no id is looked up.
pub(super) fn groups(session: &Session) -> Result<Groups> {
    let connection = &session.connection;
    let last: Option<i64> = connection
        .prepare_cached("SELECT max(number) FROM clients")?
        .query_row([], |row| row.get(0))?;
    let mut sets = Sets::of(usize_of(last.unwrap_or(0))?)?;
    let mut clients = connection.prepare_cached("SELECT id, number FROM clients ORDER BY id")?;
    let mut links = connection.prepare_cached("SELECT child, parent FROM links ORDER BY child")?;
    let (mut clients, mut links) = (clients.query([])?, links.query([])?);
    let (mut client, mut link) = (next(&mut clients)?, next(&mut links)?);
    while let (Some((id, number)), Some((child, parent))) = (client, link) {
        match child.cmp(&id) {
            std::cmp::Ordering::Less => link = next(&mut links)?,
            std::cmp::Ordering::Greater => client = next(&mut clients)?,
            std::cmp::Ordering::Equal => {
                sets.join(number, parent);
                link = next(&mut links)?;
            }
        }
    }
    Ok(sets.groups())
}

fn next(rows: &mut Rows<'_>) -> Result<Option<(Id, usize)>> {
    match rows.next()? {
        Some(row) => Ok(Some((row.get(0)?, usize_of(row.get(1)?)?))),
        None => Ok(None),
    }
}

fn usize_of(number: i64) -> Result<usize> {
    usize::try_from(unsigned(number)).map_err(|_| Error::Corrupt {
        what: "the number of a client",
    })
}

/// Disjoint sets of numbers. A place holds the number above, or at the top the size of its set, as a negative.
struct Sets {
    above: Vec<i32>,
}

impl Sets {
    /// Every number up to the last by itself.
    fn of(last: usize) -> Result<Self> {
        i32::try_from(last).map_err(|_| Error::Corrupt {
            what: "the number of a client",
        })?;
        Ok(Self {
            above: vec![-1; last + 1],
        })
    }

    fn top(&mut self, mut at: usize) -> usize {
        while let Ok(above) = usize::try_from(self.above[at]) {
            if let Ok(further) = usize::try_from(self.above[above]) {
                self.above[at] = self.above[above];
                at = further;
            } else {
                return above;
            }
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (mut large, mut small) = (self.top(one), self.top(other));
        if large == small {
            return;
        }
        if self.above[large] > self.above[small] {
            std::mem::swap(&mut large, &mut small);
        }
        self.above[large] += self.above[small];
        // The constructor made sure that every number fits.
        self.above[small] = i32::try_from(signed(large as u64)).unwrap_or(i32::MAX);
    }

    fn groups(&self) -> Groups {
        let sizes = self.above.iter().filter(|size| **size < -1);
        let largest = sizes.clone().min().map_or(0, |size| size.unsigned_abs());
        Groups {
            count: sizes.count() as u64,
            largest: u64::from(largest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by painting every client of a group until nothing changes.
    fn painted(last: usize, pairs: &[(usize, usize)]) -> Groups {
        let mut paint: Vec<usize> = (0..=last).collect();
        loop {
            let before = paint.clone();
            for (one, other) in pairs {
                let lower = paint[*one].min(paint[*other]);
                (paint[*one], paint[*other]) = (lower, lower);
            }
            if paint == before {
                break;
            }
        }
        let size = |of: usize| paint.iter().filter(|paint| **paint == of).count() as u64;
        let sizes: Vec<u64> = (0..=last).map(size).filter(|size| *size > 1).collect();
        Groups {
            count: sizes.len() as u64,
            largest: sizes.into_iter().max().unwrap_or(0),
        }
    }

    proptest! {
        #[test]
        fn sets_are_what_painting_finds(
            pairs in prop::collection::vec((0_usize..40, 0_usize..40), 0..60)
        ) {
            let mut sets = Sets::of(40).unwrap();
            for (one, other) in &pairs {
                sets.join(*one, *other);
            }
            prop_assert_eq!(sets.groups(), painted(40, &pairs));
        }
    }
}
