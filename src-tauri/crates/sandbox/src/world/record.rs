//! One stored client: the few columns the server sorts and filters by, and the rest as JSON text.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use super::{Text, Texts};

/// Members that a link shows of its child, besides id and times.
const SUMMARY: [&str; 11] = [
    "type",
    "name",
    "scopes",
    "nationalities",
    "externalId",
    "metadata",
    "birthDate",
    "middleName",
    "lastName",
    "employment",
    "scopeData",
];

/// A client as stored: an answer is put together by joining its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) id: Uuid,
    /// Milliseconds since the epoch.
    pub(crate) created_at: i64,
    /// Milliseconds since the epoch.
    pub(crate) updated_at: i64,
    pub(crate) is_primary: bool,
    /// Deleted: links to it still show it, nothing else does.
    pub(crate) gone: bool,
    /// `individual`, `company`, `trust`, or a type that is not known yet.
    pub(crate) kind: Arc<str>,
    text: Text,
    pub(crate) links: Vec<Link>,
}

/// A link from the record that holds it to a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) id: Uuid,
    pub(crate) child: Uuid,
    pub(crate) relationship_type: Arc<str>,
    /// JSON text of an object, if any.
    pub(crate) metadata: Option<Box<str>>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// Where and when a record stands, beside its members.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub(crate) id: Uuid,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) is_primary: bool,
}

impl Record {
    /// A record of the members of a client; `id`, times, `isPrimary` and `linkedClients` are told
    /// by the head and the links and must not be among them.
    pub(crate) fn new(head: Head, members: &Map<String, Value>, links: Vec<Link>) -> Self {
        let text = Text::Kept(Arc::default());
        let mut record = Self::stored(head, Arc::default(), text, links);
        record.set_members(members);
        record
    }

    /// A record of texts that were written before.
    pub(crate) const fn stored(head: Head, kind: Arc<str>, text: Text, links: Vec<Link>) -> Self {
        Self {
            id: head.id,
            created_at: head.created_at,
            updated_at: head.updated_at,
            is_primary: head.is_primary,
            gone: false,
            kind,
            text,
            links,
        }
    }

    /// The members as an object.
    pub(crate) fn members(&self) -> Map<String, Value> {
        let mut text = String::from("{");
        self.push_members(&mut text);
        text.push('}');
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Writes the members as they stand between the braces of an object.
    pub(crate) fn push_members(&self, out: &mut String) {
        self.text.read(|core, rest| {
            out.push_str(core);
            if !core.is_empty() && !rest.is_empty() {
                out.push(',');
            }
            out.push_str(rest);
        });
    }

    /// The members that a link shows too, as they stand between the braces of an object.
    pub(crate) fn core(&self) -> Cow<'_, str> {
        self.text.core()
    }

    /// Folded text that `search` looks in.
    pub(crate) fn search(&self) -> Cow<'_, str> {
        self.text.search()
    }

    /// Where its texts are.
    pub(crate) const fn text(&self) -> &Text {
        &self.text
    }

    /// Name, middle name and last name, with single spaces.
    pub(crate) fn full_name(&self) -> String {
        let names = self.names();
        let parts = [names.name, names.middle_name, names.last_name];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Name and last name, for sorting; empty where there is none.
    pub(crate) fn sort_names(&self) -> (String, String) {
        let names = self.names();
        (
            names.name.unwrap_or_default(),
            names.last_name.unwrap_or_default(),
        )
    }

    fn names(&self) -> Names {
        serde_json::from_str(&format!("{{{}}}", self.core())).unwrap_or_default()
    }

    /// Replaces all members.
    pub(crate) fn set_members(&mut self, members: &Map<String, Value>) {
        let is_core = |name: &str| SUMMARY.contains(&name);
        self.text = Text::Kept(Arc::new(Texts {
            core: fragment(members, |name| is_core(name)),
            rest: fragment(members, |name| !is_core(name)),
            search: search_text(members).into_boxed_str(),
        }));
        self.kind = members
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .into();
    }

    /// The type of the first link to the child, if there is one of this type (any when none).
    pub(crate) fn link_to(&self, child: Uuid, relationship_type: Option<&str>) -> Option<&Link> {
        self.links.iter().find(|link| {
            link.child == child
                && relationship_type.is_none_or(|one| one == link.relationship_type.as_ref())
        })
    }
}

/// The names of a client, read without building its other members.
#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Names {
    name: Option<String>,
    middle_name: Option<String>,
    last_name: Option<String>,
}

/// The chosen members as JSON text without the braces.
fn fragment(members: &Map<String, Value>, chosen: impl Fn(&str) -> bool) -> Box<str> {
    let mut text = Vec::with_capacity(1024);
    for (name, value) in members.iter().filter(|(name, _)| chosen(name)) {
        if !text.is_empty() {
            text.push(b',');
        }
        // Writing JSON values into memory does not fail.
        let _ = serde_json::to_writer(&mut text, name);
        text.push(b':');
        let _ = serde_json::to_writer(&mut text, value);
    }
    String::from_utf8(text).unwrap_or_default().into_boxed_str()
}

fn search_text(members: &Map<String, Value>) -> String {
    let top =
        ["name", "middleName", "lastName", "email", "externalId"].map(|name| members.get(name));
    let mexico = members.get("scopeData").and_then(|data| data.get("MX"));
    let keys = ["rfc", "curp"].map(|name| mexico.and_then(|data| data.get(name)));
    let words: Vec<&str> = top
        .into_iter()
        .chain(keys)
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    fold(&words.join(" "))
}

/// Lower case without accents; ñ is n.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for one in text.chars() {
        if one.is_ascii() {
            folded.push(one.to_ascii_lowercase());
        } else {
            let parts = std::iter::once(one).nfd();
            folded.extend(
                parts
                    .filter(|part| !is_combining_mark(*part))
                    .flat_map(char::to_lowercase),
            );
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_survive_storage_and_search_folds() {
        let value = json!({
            "type": "individual", "name": "Íñigo", "lastName": "Peña \"Q\"", "scopes": ["MX"],
            "scopeData": {"MX": {"rfc": "ABC"}}, "futureMember": {"a": [1, null]}, "email": "a@example.mx",
        });
        let members = value.as_object().unwrap().clone();
        let head = Head {
            id: Uuid::nil(),
            created_at: 1,
            updated_at: 2,
            is_primary: true,
        };
        let record = Record::new(head, &members, Vec::new());
        assert_eq!(Value::from(record.members()), value);
        assert_eq!(record.search(), "inigo pena \"q\" a@example.mx abc");
        assert_eq!(record.kind.as_ref(), "individual");
    }
}
