//! The limits that the contract sets, looked at before anything is sent.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::table::OperationName;
use crate::error::Error;

/// How long one member may be: characters of a text, items of a list, or the number itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    member: &'static str,
    least: u64,
    most: u64,
    reason: &'static str,
}

const fn limit(member: &'static str, least: u64, most: u64, reason: &'static str) -> Limit {
    Limit {
        member,
        least,
        most,
        reason,
    }
}

const fn present(member: &'static str, reason: &'static str) -> Limit {
    limit(member, 1, u64::MAX, reason)
}

const NONE: &[Limit] = &[];
const CLIENT: &[Limit] = &[
    present("name", "the name of a client is empty"),
    present("scopes", "a client has no scope"),
];
const ADDRESS: &[Limit] = &[
    present("street", "the street of an address is empty"),
    present("city", "the city of an address is empty"),
    present("state", "the state of an address is empty"),
    present("postalCode", "the postal code of an address is empty"),
];
const CONTACT_METHOD: &[Limit] = &[present("value", "the value of a contact method is empty")];
const BANK_ACCOUNT: &[Limit] = &[
    present("accountNumber", "the number of a bank account is empty"),
    present("bankName", "the bank of a bank account is empty"),
];
const DOCUMENT: &[Limit] = &[present("type", "the type of a document is empty")];
const TAG: &[Limit] = &[
    limit("name", 1, 100, "the name of a tag has 1 to 100 characters"),
    limit(
        "description",
        0,
        500,
        "the description of a tag has up to 500 characters",
    ),
];
const ALERT: &[Limit] = &[
    limit(
        "name",
        0,
        255,
        "the name of an alert has up to 255 characters",
    ),
    limit(
        "description",
        0,
        2_000,
        "the description of an alert has up to 2000 characters",
    ),
];
/// What any list is asked with.
pub(crate) const LIST: &[Limit] = &[limit("limit", 1, 200, "a page holds 1 to 200 records")];
/// What any filter holds.
pub(crate) const FILTER: &[Limit] = &[limit(
    "search",
    1,
    200,
    "a search text has 1 to 200 characters",
)];

/// Items of one batch.
const BATCH: RangeInclusive<usize> = 1..=250;

/// Items of one sync; none at all is a state like another.
const SYNC: RangeInclusive<usize> = 0..=250;

/// Looks that the members that are there keep their limits.
pub(crate) fn check(value: &Value, limits: &[Limit]) -> Result<(), Error> {
    let broken = limits.iter().find(|limit| {
        let size = match value.get(limit.member) {
            Some(Value::String(text)) => text.chars().count() as u64,
            Some(Value::Array(items)) => items.len() as u64,
            Some(Value::Number(number)) => number.as_u64().unwrap_or(u64::MAX),
            _ => return false,
        };
        !(limit.least..=limit.most).contains(&size)
    });
    match broken {
        Some(Limit { reason, .. }) => Err(Error::Request { reason }),
        None => Ok(()),
    }
}

/// Looks at the body of a write that is no batch.
pub(crate) fn check_body(operation: OperationName, body: &Value) -> Result<(), Error> {
    check_numbers(body)?;
    match operation {
        OperationName::ClientsCreateRelated => check_member(body, "child", CLIENT),
        OperationName::ClientsSync => {
            check_member(body, "client", CLIENT)?;
            for (list, limits) in [
                ("addresses", ADDRESS),
                ("contactMethods", CONTACT_METHOD),
                ("bankAccounts", BANK_ACCOUNT),
            ] {
                let items = body
                    .get(list)
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten();
                items.into_iter().try_for_each(|item| check(item, limits))?;
            }
            Ok(())
        }
        OperationName::TagsCreate => {
            check(body, TAG)?;
            check_colour(body)
        }
        _ => check(body, of_record(operation)),
    }
}

/// Looks at the items of a batch or a sync.
pub(crate) fn check_items(operation: OperationName, items: &[Value]) -> Result<(), Error> {
    let count = match operation {
        // No greatest number is documented.
        OperationName::AlertsItemsAddMany => 1..=usize::MAX,
        OperationName::AddressesSync
        | OperationName::ContactMethodsSync
        | OperationName::BankAccountsSync => SYNC,
        _ => BATCH,
    };
    check_count(items.len(), &count)?;
    let is_changes = matches!(
        operation,
        OperationName::ClientsUpdateMany
            | OperationName::AddressesUpdateMany
            | OperationName::AlertsUpdateMany
    );
    let limits = of_record(operation);
    for item in items {
        check_numbers(item)?;
        if is_changes {
            check_member(item, "data", limits)?;
        } else {
            check(item, limits)?;
        }
    }
    Ok(())
}

/// The limits of the record that a write carries.
fn of_record(operation: OperationName) -> &'static [Limit] {
    if operation == OperationName::AlertsItemsAddMany {
        return NONE;
    }
    match operation.as_str().split('.').next() {
        Some("clients") => CLIENT,
        Some("addresses") => ADDRESS,
        Some("contactMethods") => CONTACT_METHOD,
        Some("bankAccounts") => BANK_ACCOUNT,
        Some("documents") => DOCUMENT,
        Some("alerts") => ALERT,
        _ => NONE,
    }
}

fn check_member(body: &Value, name: &str, limits: &[Limit]) -> Result<(), Error> {
    body.get(name)
        .map_or(Ok(()), |member| check(member, limits))
}

/// A whole number beyond this has lost digits on its way through a binary fraction.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Looks that no whole number stands in the body that cannot be the one that was meant: one of more digits than are kept,
/// as it may stand in the organisation's own data, would change silently by being read and written back.
fn check_numbers(value: &Value) -> Result<(), Error> {
    match value {
        Value::Number(number) if number.is_f64() => match number.as_f64() {
            Some(number) if number.abs() < EXACT => Ok(()),
            _ => Err(Error::Request {
                reason: "a number has more digits than are kept; as text it keeps them",
            }),
        },
        Value::Array(items) => items.iter().try_for_each(check_numbers),
        Value::Object(members) => members.values().try_for_each(check_numbers),
        _ => Ok(()),
    }
}

/// Looks that a list has as many items as the server takes at once.
fn check_count(count: usize, allowed: &RangeInclusive<usize>) -> Result<(), Error> {
    if allowed.contains(&count) {
        Ok(())
    } else {
        Err(Error::Request {
            reason: if count == 0 {
                "there is no item to send"
            } else {
                "more than 250 items at once"
            },
        })
    }
}

/// A colour is `#` and six hexadecimal digits.
fn check_colour(tag: &Value) -> Result<(), Error> {
    let Some(Value::String(colour)) = tag.get("color") else {
        return Ok(());
    };
    let digits = colour.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        Ok(())
    } else {
        Err(Error::Request {
            reason: "the colour of a tag is not of the form #rrggbb",
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{
        ADDRESS, BATCH, CLIENT, LIST, SYNC, TAG, check, check_colour, check_count, check_numbers,
    };

    #[test]
    fn a_member_is_measured_by_its_own_kind_and_only_when_it_is_there() {
        assert!(check(&json!({"name": "ñ".repeat(100)}), TAG).is_ok());
        assert!(check(&json!({"name": "ñ".repeat(101)}), TAG).is_err());
        assert!(check(&json!({"scopes": []}), CLIENT).is_err());
        assert!(check(&json!({}), ADDRESS).is_ok());
        assert!(check(&json!({"city": null}), ADDRESS).is_ok());
        for (limit, good) in [
            (0, false),
            (1, true),
            (200, true),
            (201, false),
            (-1, false),
        ] {
            assert_eq!(
                check(&json!({"limit": limit}), LIST).is_ok(),
                good,
                "{limit}"
            );
        }
    }

    #[test]
    fn a_number_that_lost_its_digits_is_not_sent() {
        let body = |number: &str| {
            serde_json::from_str(&format!(r#"{{"metadata": {{"a": [{number}]}}}}"#)).unwrap()
        };
        for good in [
            "18446744073709551615",
            "-9223372036854775808",
            "0.1",
            "1e15",
        ] {
            assert!(check_numbers(&body(good)).is_ok(), "{good}");
        }
        for bad in ["12345678901234567890123", "1e300", "-99999999999999999999"] {
            assert!(check_numbers(&body(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn counts_and_colours() {
        assert!(check_count(0, &BATCH).is_err() && check_count(0, &SYNC).is_ok());
        assert!(check_count(250, &BATCH).is_ok() && check_count(251, &SYNC).is_err());
        assert!(check_colour(&json!({"color": "#00fFa9"})).is_ok());
        assert!(check_colour(&json!({"name": "x"})).is_ok());
        for bad in ["00ffa9", "#00ffa", "#00ffag", "", "##00ffa"] {
            assert!(check_colour(&json!({"color": bad})).is_err(), "{bad}");
        }
    }
}
