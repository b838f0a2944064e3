//! A page of records that are kept as JSON: filtered, sorted, and stable under writes.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ValueFilter;
use super::cursor::{from_hexadecimal, to_hexadecimal};
use crate::http::{ApiError, has_member, whole};

/// A list request that was read and found good.
#[derive(Clone, Debug)]
pub(crate) struct ValueRequest {
    filter: ValueFilter,
    sort: Vec<(String, bool)>,
    after: Option<Place>,
    offset: usize,
    limit: usize,
    include_total_count: bool,
}

/// What a record is sorted by, in an order over all types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Key {
    Nothing,
    Truth(bool),
    /// Bits of the number, turned so that they sort as it does.
    Number(u64),
    Text(String),
}

/// The place of a record in an order: its keys, then its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    keys: Vec<Key>,
    id: String,
}

/// What a cursor holds: the order it belongs to, and the place of the record given last.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ValueCursor {
    sort: Vec<(String, bool)>,
    after: Place,
}

impl ValueRequest {
    /// Reads the body of a list request over records of a schema.
    pub(crate) fn read(schema: &str, filter: ValueFilter, body: &Value) -> Result<Self, ApiError> {
        let null = Value::Null;
        let member = |name: &str| body.get(name).unwrap_or(&null);
        let mut sort = Vec::new();
        for (place, one) in member("sort").as_array().into_iter().flatten().enumerate() {
            let field = one["field"].as_str().unwrap_or_default();
            if !has_member(schema, field) {
                return Err(ApiError::issue(
                    &format!("sort.{place}.field"),
                    "Unknown field",
                ));
            }
            sort.push((field.to_owned(), one["direction"] == "desc"));
        }
        if sort.is_empty() {
            sort.push(("createdAt".to_owned(), false));
        }
        Ok(Self {
            after: read_cursor(member("cursor").as_str(), &sort)?,
            filter,
            sort,
            offset: whole(member("offset")).unwrap_or(0),
            limit: whole(member("limit")).unwrap_or(20),
            include_total_count: member("includeTotalCount") == &Value::Bool(true),
        })
    }

    /// A request for a plain list by time of creation, by the `cursor` and `limit` of a query.
    pub(crate) fn of_query(cursor: Option<&str>, limit: Option<&str>) -> Result<Self, ApiError> {
        let sort = vec![("createdAt".to_owned(), false)];
        Ok(Self {
            filter: ValueFilter::default(),
            after: read_cursor(cursor, &sort)?,
            sort,
            offset: 0,
            limit: limit.and_then(|text| text.parse().ok()).unwrap_or(20),
            include_total_count: false,
        })
    }

    /// The page as it is answered.
    pub(crate) fn page<'a>(&self, records: impl Iterator<Item = &'a Value>) -> Value {
        let mut found: Vec<(Place, &Value)> = records
            .filter(|record| self.filter.passes(record))
            .map(|record| (self.place(record), record))
            .collect();
        let total = found.len();
        found.sort_by(|one, other| self.compare(&one.0, &other.0));
        if let Some(after) = &self.after {
            found.retain(|(place, _)| self.compare(place, after) == Ordering::Greater);
        }
        let mut found = found.into_iter().skip(self.offset);
        let page: Vec<(Place, &Value)> = found.by_ref().take(self.limit).collect();
        let next = if found.next().is_some() {
            page.last().map(|(place, _)| self.cursor(place.clone()))
        } else {
            None
        };
        let data: Vec<&Value> = page.iter().map(|(_, record)| *record).collect();
        let mut pagination = json!({"hasMore": next.is_some(), "nextCursor": next});
        if self.include_total_count {
            pagination["totalCount"] = total.into();
        }
        json!({"data": data, "pagination": pagination})
    }

    fn place(&self, record: &Value) -> Place {
        Place {
            keys: self
                .sort
                .iter()
                .map(|(field, _)| Key::of(&record[field]))
                .collect(),
            id: record["id"].as_str().unwrap_or_default().to_owned(),
        }
    }

    fn compare(&self, one: &Place, other: &Place) -> Ordering {
        let keys = one.keys.iter().zip(&other.keys).zip(&self.sort);
        keys.map(|((one, other), (_, descending))| {
            let order = one.cmp(other);
            if *descending { order.reverse() } else { order }
        })
        .find(|order| order.is_ne())
        .unwrap_or_else(|| one.id.cmp(&other.id))
    }

    fn cursor(&self, after: Place) -> String {
        to_hexadecimal(&ValueCursor {
            sort: self.sort.clone(),
            after,
        })
    }
}

impl Key {
    fn of(value: &Value) -> Self {
        match value {
            Value::Bool(truth) => Self::Truth(*truth),
            Value::Number(number) => {
                let bits = number.as_f64().unwrap_or_default().to_bits();
                let sign = 1 << 63;
                Self::Number(if bits & sign == 0 { bits | sign } else { !bits })
            }
            Value::String(text) => Self::Text(text.clone()),
            _ => Self::Nothing,
        }
    }
}

fn read_cursor(text: Option<&str>, sort: &[(String, bool)]) -> Result<Option<Place>, ApiError> {
    let Some(text) = text else { return Ok(None) };
    let cursor: ValueCursor =
        from_hexadecimal(text).ok_or_else(|| ApiError::issue("cursor", "Invalid cursor"))?;
    if cursor.sort == sort && cursor.after.keys.len() == sort.len() {
        Ok(Some(cursor.after))
    } else {
        Err(ApiError::issue(
            "cursor",
            "The cursor belongs to another sort",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_as_numbers_and_pages_go_on() {
        let records: Vec<Value> = [3.5, -2.0, 10.0, -7.0, 0.0]
            .iter()
            .enumerate()
            .map(|(place, amount)| json!({"id": place.to_string(), "amount": amount, "createdAt": "x"}))
            .collect();
        let mut body = json!({"sort": [{"field": "amount", "direction": "desc"}], "limit": 2, "includeTotalCount": true});
        let mut amounts = Vec::new();
        loop {
            let request = ValueRequest::read("Transaction", ValueFilter::default(), &body).unwrap();
            let page = request.page(records.iter());
            assert_eq!(page["pagination"]["totalCount"], 5);
            amounts.extend(
                page["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|one| one["amount"].as_f64().unwrap()),
            );
            if page["pagination"]["hasMore"] == false {
                break;
            }
            body["cursor"] = page["pagination"]["nextCursor"].clone();
        }
        assert_eq!(amounts, [10.0, 3.5, 0.0, -2.0, -7.0]);
    }
}
