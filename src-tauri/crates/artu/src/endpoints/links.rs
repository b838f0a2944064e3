//! Calls on links.

use super::pages::List;
use super::{Artu, pages};
use crate::error::Error;
use crate::models::{
    Client, ClientId, LinkId, LinkRequest, LinkedClient, OpenMap, Page, RawRecord, Record,
    RelationshipType, ReplaceLinksRequest,
};
use crate::operations::{OperationName, Places, Write};

/// The calls on links; made by [`Artu::links`].
#[derive(Debug, Clone, Copy)]
pub struct Links<'a> {
    pub(super) artu: &'a Artu,
}

impl Links<'_> {
    /// The links of a parent, of one type or of any (D): `GET /clients/{parentClientId}/links`.
    ///
    /// A bare list. Each record decodes to [`LinkedClient`].
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, parent: ClientId) -> Result<(), artu::Error> {
    /// let list = artu.links().list(parent, None).await?;
    /// # Ok(()) }
    /// ```
    pub async fn list(
        &self,
        parent: ClientId,
        relationship: Option<&RelationshipType>,
    ) -> Result<Page<RawRecord>, Error> {
        let mut request = OpenMap::new();
        if let Some(relationship) = relationship {
            request.insert("relationshipType".to_owned(), relationship.as_str().into());
        }
        let places = Places::one("parentClientId", parent);
        let list = List::new(OperationName::ClientsLinksList, places, &request)?;
        pages::whole(self.artu, &list).await
    }

    /// One link (D): `GET /client-links/{id}`.
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, id: LinkId) -> Result<(), artu::Error> {
    /// let record = artu.links().get(id).await?;
    /// # Ok(()) }
    /// ```
    pub async fn get(&self, id: LinkId) -> Result<Record<LinkedClient>, Error> {
        self.artu
            .read_record(OperationName::ClientsLinksRetrieve, &Places::one("id", id))
            .await
    }

    /// Links an existing client as a child (D): `POST /clients/{parentClientId}/links`. Sent once.
    ///
    /// The answer is taken to be the parent (I).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, parent: ClientId, child: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::{LinkRequest, RelationshipType};
    ///
    /// let request = LinkRequest::new(child, RelationshipType::LegalRepresentative);
    /// let record = artu.links().add(parent, &request).await?;
    /// # Ok(()) }
    /// ```
    pub async fn add(
        &self,
        parent: ClientId,
        request: &LinkRequest,
    ) -> Result<Record<Client>, Error> {
        self.artu.write_record(&Write::link(parent, request)?).await
    }

    /// Replaces every link of a parent (D): `PUT /clients/{parentClientId}/links`. Sent once.
    ///
    /// Links not listed are dropped. The answer is taken to be the parent (I).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, parent: ClientId, request: ReplaceLinksRequest) -> Result<(), artu::Error> {
    /// let record = artu.links().replace(parent, &request).await?;
    /// # Ok(()) }
    /// ```
    pub async fn replace(
        &self,
        parent: ClientId,
        request: &ReplaceLinksRequest,
    ) -> Result<Record<Client>, Error> {
        self.artu
            .write_record(&Write::replace_links(parent, request)?)
            .await
    }

    /// Removes the link of one type, or the links of any, between two clients (D):
    /// `DELETE /clients/{parentClientId}/links/{childClientId}`. Sent once.
    ///
    /// The relationship goes into the body (I). The answer is taken to be the parent (I).
    ///
    /// ```no_run
    /// # use artu::{Artu, models::*};
    /// # async fn example(artu: Artu, parent: ClientId, child: ClientId) -> Result<(), artu::Error> {
    /// use artu::models::RelationshipType;
    ///
    /// let record = artu.links().remove(parent, child, Some(&RelationshipType::LegalRepresentative)).await?;
    /// # Ok(()) }
    /// ```
    pub async fn remove(
        &self,
        parent: ClientId,
        child: ClientId,
        relationship: Option<&RelationshipType>,
    ) -> Result<Record<Client>, Error> {
        self.artu
            .write_record(&Write::unlink(parent, child, relationship)?)
            .await
    }
}
