//! RFC and CURP as they tell whether two clients may be one person (rule MX-060).

use artu::models::Client;

use crate::{RulePack, codes};

/// A key of one kind, and what its repetition is called.
#[derive(Clone, Copy)]
pub(crate) struct PersonKey {
    pub(crate) field: &'static str,
    pub(crate) same: &'static str,
    pub(crate) similar: &'static str,
    /// Characters at the end that may differ: homoclave and check digit, or differentiator and check digit.
    tail: usize,
    read: fn(&Client, &RulePack) -> Option<String>,
}

pub(crate) const RFC: PersonKey = PersonKey {
    field: "scopeData.MX.rfc",
    same: codes::SHARED_RFC,
    similar: codes::SIMILAR_RFC,
    tail: 3,
    read: rfc,
};

pub(crate) const CURP: PersonKey = PersonKey {
    field: "scopeData.MX.curp",
    same: codes::SHARED_CURP,
    similar: codes::SIMILAR_CURP,
    tail: 2,
    read: curp,
};

impl PersonKey {
    /// The key of a client as the checks read it; nothing when it is generic or not whole.
    pub(crate) fn of(&self, client: &Client, pack: &RulePack) -> Option<String> {
        (self.read)(client, pack)
    }

    /// The part of a key that follows from the person alone.
    pub(crate) fn stem<'a>(&self, key: &'a str) -> &'a str {
        let end = key.char_indices().rev().nth(self.tail - 1);
        end.map_or("", |(at, _)| &key[..at])
    }
}

/// Whether two clients have the same RFC or the same CURP.
pub(crate) fn have_one_key(one: &Client, other: &Client, pack: &RulePack) -> bool {
    [RFC, CURP].iter().any(|key| {
        key.of(one, pack)
            .is_some_and(|of_one| key.of(other, pack) == Some(of_one))
    })
}

fn rfc(client: &Client, pack: &RulePack) -> Option<String> {
    let key = mx::normalize(client.mx()?.rfc.as_deref()?);
    let whole = matches!(key.chars().count(), 12 | 13);
    (whole && !mx::rfc::is_generic(&pack.tables, &key)).then_some(key)
}

fn curp(client: &Client, pack: &RulePack) -> Option<String> {
    let key = mx::normalize(client.mx()?.curp.as_deref()?);
    let whole = key.chars().count() == 18;
    (whole && !mx::curp::is_generic(&pack.tables, &key)).then_some(key)
}
