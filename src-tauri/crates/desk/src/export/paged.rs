//! Rows of a long list, read page by page so that memory stays flat.

use report::Cell;

use crate::Error;

/// Rows read at once.
const PAGE: u64 = 500;

/// An iterator over the rows that `page(offset, limit)` gives, until it gives none.
pub(super) struct Paged<F> {
    page: F,
    offset: u64,
    ready: std::vec::IntoIter<Vec<Cell>>,
    ended: bool,
}

impl<F: FnMut(u64, u64) -> Result<(u64, Vec<Vec<Cell>>), Error>> Paged<F> {
    /// `page` gives how many items it read and the rows they make.
    pub(super) fn new(page: F) -> Self {
        Self {
            page,
            offset: 0,
            ready: Vec::new().into_iter(),
            ended: false,
        }
    }
}

impl<F: FnMut(u64, u64) -> Result<(u64, Vec<Vec<Cell>>), Error>> Iterator for Paged<F> {
    type Item = Result<Vec<Cell>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.ready.next() {
                return Some(Ok(row));
            }
            if self.ended {
                return None;
            }
            match (self.page)(self.offset, PAGE) {
                Ok((items, rows)) => {
                    self.offset += items;
                    self.ended = items < PAGE;
                    self.ready = rows.into_iter();
                }
                Err(error) => {
                    self.ended = true;
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
    fn every_row_comes_once_over_page_borders() {
        let total = PAGE * 2 + 3;
        let rows: Vec<_> = Paged::new(|offset, limit| {
            let items: Vec<u64> = (offset..total.min(offset + limit)).collect();
            Ok((
                items.len() as u64,
                items
                    .iter()
                    .map(|item| vec![Cell::Integer(i64::try_from(*item).unwrap())])
                    .collect(),
            ))
        })
        .map(|row| row.unwrap())
        .collect();
        assert_eq!(rows.len() as u64, total);
        assert!(
            rows.iter()
                .enumerate()
                .all(|(at, row)| row == &[Cell::Integer(i64::try_from(at).unwrap())])
        );
    }

    #[test]
    fn a_failure_ends_the_rows() {
        let mut rows = Paged::new(|_, _| Err(Error::NotFound));
        assert!(rows.next().unwrap().is_err());
        assert!(rows.next().is_none());
    }
}
