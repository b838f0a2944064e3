//! Writes on tags.

use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::Write;
use crate::error::Error;
use crate::models::TagCreate;

impl Write {
    /// `tags.create`: make a tag.
    pub fn create_tag(tag: &TagCreate) -> Result<Self, Error> {
        Self::plain(Name::TagsCreate, Places::none(), tag)
    }
}
