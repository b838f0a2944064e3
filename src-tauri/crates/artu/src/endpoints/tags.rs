//! Calls on tags.

use super::pages::List;
use super::{Artu, pages};
use crate::error::Error;
use crate::models::{OpenMap, Page, RawRecord, Record, Tag, TagCreate};
use crate::operations::{OperationName, Places, Write};

/// The calls on tags; made by [`Artu::tags`].
#[derive(Debug, Clone, Copy)]
pub struct Tags<'a> {
    pub(super) artu: &'a Artu,
}

impl Tags<'_> {
    /// The tags of the organisation, as a bare list or one page (I): `GET /tags`.
    ///
    /// Each record decodes to [`Tag`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// let list = artu.tags().list().await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(&self) -> Result<Page<RawRecord>, Error> {
        pages::whole(
            self.artu,
            &List::new(OperationName::TagsList, Places::none(), OpenMap::new())?,
        )
        .await
    }

    /// Makes a tag (D): `POST /tags`. Sent once.
    ///
    /// The name has 1 to 100 characters, the description up to 500, and the colour is of the form `#rrggbb`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu) -> Result<(), artu::Error> {
    /// use artu::models::TagCreate;
    ///
    /// let record = artu.tags().create(&TagCreate::new("Revisión anual")).await?;
    /// # Ok(()) }
    /// ```
    pub async fn create(&self, tag: &TagCreate) -> Result<Record<Tag>, Error> {
        self.artu.write_record(&Write::create_tag(tag)?).await
    }
}
