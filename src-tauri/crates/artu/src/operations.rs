//! The table of operations: method and path of each call, in one replaceable place, and the writes that can be shown
//! before they are sent.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::error::Error;
use crate::models::{
    ClientId, Environment, LinkRequest, OpenMap, RelatedRequest, RelationshipType,
    ReplaceLinksRequest, UnlinkRequest,
};

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Verb {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        })
    }
}

/// Method and path of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// The method.
    pub method: Verb,
    /// The path below the base address, with `{id}`, `{parent}` or `{child}` where ids go.
    pub path: String,
}

impl Operation {
    /// An operation.
    pub fn new(method: Verb, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
        }
    }

    fn fill(&self, ids: &[(&str, &dyn fmt::Display)]) -> String {
        ids.iter().fold(self.path.clone(), |path, (name, id)| {
            path.replace(&format!("{{{name}}}"), &id.to_string())
        })
    }
}

/// Every operation of the client with its mark. The default is the documented or assumed form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Operations {
    /// Details of the organisation (D).
    pub tenant_details: Operation,
    /// List of clients (I). With method GET the body goes into the query.
    pub list_clients: Operation,
    /// One client (I).
    pub retrieve_client: Operation,
    /// Change of one client (I).
    pub update_client: Operation,
    /// Member that wraps the changes of an update (I); `None` for no wrapper.
    pub update_wrapper: Option<String>,
    /// Promotion of one client (S).
    pub promote_client: Operation,
    /// Links of a parent (D).
    pub list_links: Operation,
    /// New link of a parent (D).
    pub add_link: Operation,
    /// Replacement of all links of a parent (D).
    pub replace_links: Operation,
    /// Removal of a link (D).
    pub remove_link: Operation,
    /// One link (D).
    pub retrieve_link: Operation,
    /// New non-primary client with its link (D).
    pub create_related: Operation,
    /// Member of a page that holds its records (D).
    pub page_data: String,
    /// Member of a page that says where it stands (D).
    pub page_pagination: String,
}

impl Default for Operations {
    fn default() -> Self {
        use Verb::{Delete, Get, Patch, Post, Put};
        Self {
            tenant_details: Operation::new(Get, "/tenant-details"),
            list_clients: Operation::new(Post, "/clients/list"),
            retrieve_client: Operation::new(Get, "/clients/{id}"),
            update_client: Operation::new(Patch, "/clients/{id}"),
            update_wrapper: Some("data".to_owned()),
            promote_client: Operation::new(Post, "/clients/{id}/promote"),
            list_links: Operation::new(Get, "/clients/{parent}/links"),
            add_link: Operation::new(Post, "/clients/{parent}/links"),
            replace_links: Operation::new(Put, "/clients/{parent}/links"),
            remove_link: Operation::new(Delete, "/clients/{parent}/links/{child}"),
            retrieve_link: Operation::new(Get, "/client-links/{id}"),
            create_related: Operation::new(Post, "/clients/{parent}/related"),
            page_data: "data".to_owned(),
            page_pagination: "pagination".to_owned(),
        }
    }
}

impl Operations {
    /// Looks that every path starts with a slash and has its places for ids.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let all: [(&Operation, &[&str]); 11] = [
            (&self.tenant_details, &[]),
            (&self.list_clients, &[]),
            (&self.retrieve_client, &["{id}"]),
            (&self.update_client, &["{id}"]),
            (&self.promote_client, &["{id}"]),
            (&self.list_links, &["{parent}"]),
            (&self.add_link, &["{parent}"]),
            (&self.replace_links, &["{parent}"]),
            (&self.remove_link, &["{parent}", "{child}"]),
            (&self.retrieve_link, &["{id}"]),
            (&self.create_related, &["{parent}"]),
        ];
        let sound = all.iter().all(|(operation, places)| {
            operation.path.starts_with('/')
                && !operation.path.contains(['?', '#'])
                && operation.path.matches('{').count() == places.len()
                && places.iter().all(|place| operation.path.contains(place))
        });
        if sound {
            Ok(())
        } else {
            Err(Error::Request {
                reason: "a path of the operations table is malformed",
            })
        }
    }

    pub(crate) fn one_client(&self, id: ClientId) -> (Verb, String) {
        let operation = &self.retrieve_client;
        (operation.method, operation.fill(&[("id", &id)]))
    }

    pub(crate) fn links_of(&self, parent: ClientId) -> (Verb, String) {
        let operation = &self.list_links;
        (operation.method, operation.fill(&[("parent", &parent)]))
    }

    pub(crate) fn one_link(&self, id: crate::models::LinkId) -> (Verb, String) {
        let operation = &self.retrieve_link;
        (operation.method, operation.fill(&[("id", &id)]))
    }

    /// The request of a write, as it will be sent.
    pub(crate) fn request(&self, write: &Write) -> Result<(Verb, String, Option<Value>), Error> {
        let parts = match write {
            Write::Promote { client } => (&self.promote_client, vec![("id", client)], None),
            Write::Link { parent, request } => (
                &self.add_link,
                vec![("parent", parent)],
                Some(to_json(request)?),
            ),
            Write::ReplaceLinks { parent, request } => (
                &self.replace_links,
                vec![("parent", parent)],
                Some(to_json(request)?),
            ),
            Write::Unlink {
                parent,
                child,
                relationship,
            } => {
                let body = to_json(&UnlinkRequest {
                    relationship_type: relationship.clone(),
                })?;
                (
                    &self.remove_link,
                    vec![("parent", parent), ("child", child)],
                    Some(body),
                )
            }
            Write::CreateRelated { parent, request } => (
                &self.create_related,
                vec![("parent", parent)],
                Some(to_json(request)?),
            ),
            Write::Update { client, changes } => {
                let body = match &self.update_wrapper {
                    Some(wrapper) => json!({ wrapper.as_str(): changes }),
                    None => Value::Object(changes.clone()),
                };
                (&self.update_client, vec![("id", client)], Some(body))
            }
        };
        let (operation, ids, body) = parts;
        let ids: Vec<(&str, &dyn fmt::Display)> = ids
            .iter()
            .map(|(name, id)| (*name, *id as &dyn fmt::Display))
            .collect();
        Ok((operation.method, operation.fill(&ids), body))
    }
}

fn to_json<T: Serialize>(value: &T) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|_| Error::Request {
        reason: "the body cannot be written as JSON",
    })
}

/// One intended write. `Debug` shows ids and types, never the data.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "write", rename_all = "snake_case")]
pub enum Write {
    /// Make a client primary.
    Promote {
        /// The client.
        client: ClientId,
    },
    /// Add a link.
    Link {
        /// The parent.
        parent: ClientId,
        /// The link.
        request: LinkRequest,
    },
    /// Replace all links of a parent; those not listed are dropped.
    ReplaceLinks {
        /// The parent.
        parent: ClientId,
        /// The links.
        request: ReplaceLinksRequest,
    },
    /// Remove a link.
    Unlink {
        /// The parent.
        parent: ClientId,
        /// The child.
        child: ClientId,
        /// Which of the links between the two.
        relationship: Option<RelationshipType>,
    },
    /// Make a non-primary client and its link.
    CreateRelated {
        /// The parent.
        parent: ClientId,
        /// The child and the link.
        request: Box<RelatedRequest>,
    },
    /// Change a client.
    Update {
        /// The client.
        client: ClientId,
        /// The members to change, as they stand on the wire.
        changes: OpenMap,
    },
}

/// The exact request of a write, to be shown before it is sent. The key is not part of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestPreview {
    /// The method.
    pub method: Verb,
    /// The path below the base address.
    pub path: String,
    /// The environment that is named in the header.
    pub environment: Environment,
    /// The JSON body; `None` for no body at all.
    pub body: Option<Value>,
}

impl fmt::Debug for RequestPreview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestPreview")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, client) = match self {
            Self::Promote { client } => ("Promote", client),
            Self::Link { parent, .. } => ("Link", parent),
            Self::ReplaceLinks { parent, .. } => ("ReplaceLinks", parent),
            Self::Unlink { parent, .. } => ("Unlink", parent),
            Self::CreateRelated { parent, .. } => ("CreateRelated", parent),
            Self::Update { client, .. } => ("Update", client),
        };
        f.debug_tuple(name).field(client).finish_non_exhaustive()
    }
}
