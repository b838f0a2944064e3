//! Saved views: the filters of a list under a name of the analyst's own.
//!
//! They are the analyst's work: a pull leaves them alone and every backup has them. Like notes they are not entered into the journal,
//! since they judge nothing and give nothing away. What a view names may be gone by the time it is opened; it opens all the same and finds
//! nothing of it.

use serde::Deserialize;
use serde_json::{Value, json};
use vault::{Transaction, View};

use crate::{
    Error, Session, Usage,
    contract::{
        HouseholdName, RenameViewRequest, SaveViewRequest, SavedView, Slice, ViewFilters,
        ViewRequest,
    },
};

/// Most characters of a name.
const LONGEST: usize = 60;

/// The views that were saved, by name. One of a form that this program does not know is left out, and left alone.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(session: &Session) -> Result<Vec<SavedView>, Error> {
    session.vault().read(all)
}

/// Saves the filters of a list under a name.
///
/// # Errors
/// When the name is empty or too long, another view has it that is not to give way or is of another screen, or the vault cannot be
/// written. Then nothing is changed.
pub fn save(session: &Session, request: &SaveViewRequest) -> Result<Vec<SavedView>, Error> {
    let name = named(&request.name)?;
    let Stored { screen, query } = stored(&request.filters)?;
    session.vault().write(|tx| {
        let other = taken(tx, name)?;
        if let Some(other) = other.filter(|other| !request.replace || *other != screen) {
            return Err(Error::ViewExists { screen: other });
        }
        tx.saved_views().save(&vault::SavedView {
            name: name.to_owned(),
            screen,
            query: query.to_string(),
            saved_at: session.now(),
        })?;
        all(tx.view())
    })
}

/// Gives a saved view another name.
///
/// # Errors
/// When there is no such view, the new name is empty, too long or taken, or the vault cannot be written. Then nothing is changed.
pub fn rename(session: &Session, request: &RenameViewRequest) -> Result<Vec<SavedView>, Error> {
    let to = named(&request.to)?;
    session.vault().write(|tx| {
        if to != request.name
            && let Some(screen) = taken(tx, to)?
        {
            return Err(Error::ViewExists { screen });
        }
        if !tx.saved_views().rename(&request.name, to)? {
            return Err(Error::NotFound);
        }
        all(tx.view())
    })
}

/// Removes a saved view; one that is not there is removed already.
///
/// # Errors
/// When the vault cannot be written.
pub fn remove(session: &Session, request: &ViewRequest) -> Result<Vec<SavedView>, Error> {
    session.vault().write(|tx| {
        tx.saved_views().remove(&request.name)?;
        all(tx.view())
    })
}

fn named(typed: &str) -> Result<&str, Error> {
    let name = typed.trim();
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Error::Usage(Usage::ViewName));
    }
    Ok(name)
}

/// The screen of the view that has a name.
fn taken(tx: &Transaction<'_>, name: &str) -> Result<Option<String>, Error> {
    let views = tx.view().saved_views().list()?;
    let other = views.into_iter().find(|view| view.name == name);
    Ok(other.map(|view| view.screen))
}

fn all(view: View<'_>) -> Result<Vec<SavedView>, Error> {
    let mut views = Vec::new();
    for kept in view.saved_views().list()? {
        let Ok(query) = serde_json::from_str::<Value>(&kept.query) else {
            continue;
        };
        let whole = json!({ "screen": kept.screen, "query": query });
        let Ok(filters) = serde_json::from_value::<ViewFilters>(whole) else {
            continue;
        };
        views.push(SavedView {
            household: household(view, &filters)?,
            name: kept.name,
            filters,
            saved_at: kept.saved_at,
        });
    }
    Ok(views)
}

/// The household that a view names, as it is called now.
fn household(view: View<'_>, filters: &ViewFilters) -> Result<Option<HouseholdName>, Error> {
    let ViewFilters::Findings(query) = filters else {
        return Ok(None);
    };
    let Some(id) = query.household_id else {
        return Ok(None);
    };
    let anchor = view.clients().row(id)?;
    Ok(anchor.map(|row| HouseholdName { id, name: row.name }))
}

/// Filters as the vault keeps them.
#[derive(Deserialize)]
struct Stored {
    screen: String,
    query: Value,
}

fn stored(filters: &ViewFilters) -> Result<Stored, Error> {
    let mut filters = filters.clone();
    // Where one stood in the list is no part of the view.
    match &mut filters {
        ViewFilters::Clients(query) => query.slice = Slice::default(),
        ViewFilters::Households(query) => query.slice = Slice::default(),
        ViewFilters::Findings(query) => query.slice = Slice::default(),
    }
    Ok(serde_json::from_value(serde_json::to_value(filters)?)?)
}
