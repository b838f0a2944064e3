//! The names of the members that carry what was asked for.

use super::error::OperationsError;

/// Names of members that wrap changes, pages and batches. The default is the documented or assumed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrappers {
    /// Member that wraps the changes of an update (D on bank accounts, I elsewhere); `None` for no wrapper.
    pub update: Option<String>,
    /// Member of a page that holds its records (D).
    pub page_data: String,
    /// Member of a page that says where it stands (D).
    pub page_pagination: String,
    /// Member of a batch or a sync that holds its items (D).
    pub batch_items: String,
}

impl Default for Wrappers {
    fn default() -> Self {
        Self {
            update: Some("data".to_owned()),
            page_data: "data".to_owned(),
            page_pagination: "pagination".to_owned(),
            batch_items: "items".to_owned(),
        }
    }
}

impl Wrappers {
    /// Looks that every wrapper has a name.
    pub(super) fn check(&self) -> Result<(), OperationsError> {
        let names = [
            ("update", self.update.as_deref()),
            ("pageData", Some(self.page_data.as_str())),
            ("pagePagination", Some(self.page_pagination.as_str())),
            ("batchItems", Some(self.batch_items.as_str())),
        ];
        match names
            .iter()
            .find(|(_, name)| name.is_some_and(|name| name.trim().is_empty()))
        {
            Some((wrapper, _)) => Err(OperationsError::EmptyWrapper { wrapper }),
            None => Ok(()),
        }
    }
}
