//! Writes on tags.

use super::super::limits::{TAG, check_colour};
use super::super::path::Places;
use super::super::table::OperationName as Name;
use super::{Write, to_json};
use crate::error::Error;
use crate::models::TagCreate;

impl Write {
    /// `tags.create`: make a tag.
    pub fn create_tag(tag: &TagCreate) -> Result<Self, Error> {
        let tag = to_json(tag)?;
        check_colour(&tag)?;
        Self::plain(Name::TagsCreate, Places::none(), &tag, TAG)
    }
}
