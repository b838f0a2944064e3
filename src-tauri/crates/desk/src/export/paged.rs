//! Rows of a long list, read some at a time so that memory stays flat.

use report::Cell;

use crate::Error;

/// Items read at once.
const AT_ONCE: usize = 500;

/// An iterator over the rows that `read` makes of the items at some places, one stretch after the other.
pub(super) struct Paged<F> {
    places: Vec<i64>,
    next: usize,
    read: F,
    ready: std::vec::IntoIter<Vec<Cell>>,
}

impl<F: FnMut(&[i64]) -> Result<Vec<Vec<Cell>>, Error>> Paged<F> {
    /// `read` gives the rows of the items at the places it is given, in their order.
    pub(super) fn new(places: Vec<i64>, read: F) -> Self {
        Self {
            places,
            next: 0,
            read,
            ready: Vec::new().into_iter(),
        }
    }
}

impl<F: FnMut(&[i64]) -> Result<Vec<Vec<Cell>>, Error>> Iterator for Paged<F> {
    type Item = Result<Vec<Cell>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.ready.next() {
                return Some(Ok(row));
            }
            let rest = self
                .places
                .get(self.next..)
                .filter(|rest| !rest.is_empty())?;
            let stretch = &rest[..rest.len().min(AT_ONCE)];
            self.next += stretch.len();
            match (self.read)(stretch) {
                Ok(rows) => self.ready = rows.into_iter(),
                Err(error) => {
                    self.next = self.places.len();
                    return Some(Err(error));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_comes_once_over_the_borders_of_stretches() {
        let total = i64::try_from(AT_ONCE * 2 + 3).unwrap();
        // An item makes as many rows as it likes: every third none, the others two.
        let rows: Vec<_> = Paged::new((0..total).collect(), |places| {
            Ok(places
                .iter()
                .filter(|place| *place % 3 != 0)
                .flat_map(|place| [vec![Cell::Integer(*place)], vec![Cell::Integer(-place)]])
                .collect())
        })
        .map(|row| row.unwrap())
        .collect();
        let expected: Vec<_> = (0..total)
            .filter(|place| place % 3 != 0)
            .flat_map(|place| [vec![Cell::Integer(place)], vec![Cell::Integer(-place)]])
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_failure_ends_the_rows() {
        let mut rows = Paged::new(vec![1], |_| Err(Error::NotFound));
        assert!(rows.next().unwrap().is_err());
        assert!(rows.next().is_none());
    }
}
