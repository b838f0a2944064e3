//! Search over names and identifiers.

use crate::{
    Error, Session,
    contract::{Page, SearchHit, SearchRequest},
    household,
    words::field_word,
};

/// Most hits of one search.
const MOST: u32 = 200;

/// Clients found by names in any order or by part of an identifier, the likeliest first.
///
/// # Errors
/// When the vault cannot be read.
pub fn search(session: &Session, request: &SearchRequest) -> Result<Page<SearchHit>, Error> {
    session.vault().read(|view| {
        let found = view
            .search()
            .search(&request.text, request.limit.clamp(1, MOST).into())?;
        let data = found
            .hits
            .into_iter()
            .map(|hit| {
                let row = view.clients().row(hit.client_id)?.ok_or(Error::NotFound)?;
                let household_names = household::names_of(view, hit.client_id)?;
                Ok(SearchHit {
                    client_id: row.id,
                    name: row.name,
                    kind: row.kind,
                    is_primary: row.is_primary,
                    matched: hit
                        .matched
                        .iter()
                        .map(|field| field_word(*field).to_owned())
                        .collect(),
                    households: household_names
                        .iter()
                        .map(|household| household.id)
                        .collect(),
                    household_names,
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok(Page {
            data,
            total: found.total,
            all: found.total,
        })
    })
}
