//! A page of the client list.

use std::ops::Bound::{Excluded, Unbounded};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ClientFilter, Cursor, Position, Record, Slot, World};
use crate::http::{ApiError, whole};

/// What a list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Order {
    /// Order of creation, the default.
    Created,
    /// Order of the last change.
    Updated,
    Id,
    Type,
    Name,
    LastName,
    /// A member that is text.
    Text(TextMember),
    Age,
    Primary,
}

/// Members that a list can be sorted by as text; empty where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TextMember {
    BirthDate,
    Email,
    ExternalId,
    MiddleName,
    Phone,
}

impl TextMember {
    const fn name(self) -> &'static str {
        match self {
            Self::BirthDate => "birthDate",
            Self::Email => "email",
            Self::ExternalId => "externalId",
            Self::MiddleName => "middleName",
            Self::Phone => "phone",
        }
    }
}

impl Order {
    fn parse(field: &str) -> Option<Self> {
        Some(match field {
            "createdAt" => Self::Created,
            "updatedAt" => Self::Updated,
            "id" => Self::Id,
            "type" => Self::Type,
            "name" => Self::Name,
            "lastName" => Self::LastName,
            "birthDate" => Self::Text(TextMember::BirthDate),
            "email" => Self::Text(TextMember::Email),
            "externalId" => Self::Text(TextMember::ExternalId),
            "middleName" => Self::Text(TextMember::MiddleName),
            "phone" => Self::Text(TextMember::Phone),
            "age" => Self::Age,
            "isPrimary" => Self::Primary,
            _ => return None,
        })
    }
}

/// A list request that was read and found good.
#[derive(Clone, Debug)]
pub(crate) struct ListRequest {
    pub(crate) filter: ClientFilter,
    pub(crate) order: Order,
    pub(crate) descending: bool,
    pub(crate) cursor: Option<Cursor>,
    pub(crate) offset: usize,
    pub(crate) limit: usize,
    pub(crate) include_total_count: bool,
}

/// A page: slots, where it goes on, how many there are in all if asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) slots: Vec<Slot>,
    /// The place of the last client given; none when nothing follows.
    pub(crate) next: Option<Position>,
    pub(crate) total: Option<usize>,
}

impl ListRequest {
    /// Reads the body of `POST /clients/list`; an empty body is a request for the first page. Of several
    /// sorts the first counts; what is equal by it follows in the order of creation.
    pub(crate) fn read(body: &Value) -> Result<Self, ApiError> {
        let null = Value::Null;
        let member = |name: &str| body.get(name).unwrap_or(&null);
        let (order, descending) = read_sort(member("sort"))?;
        let cursor = match member("cursor") {
            Value::Null => None,
            value => {
                let cursor = value.as_str().and_then(Cursor::decode);
                Some(cursor.ok_or_else(|| ApiError::issue("cursor", "Invalid cursor"))?)
            }
        };
        if cursor
            .as_ref()
            .is_some_and(|one| one.order != order || one.descending != descending)
        {
            return Err(ApiError::issue(
                "cursor",
                "The cursor belongs to another sort",
            ));
        }
        Ok(Self {
            filter: ClientFilter::read(member("filter"))?,
            order,
            descending,
            cursor,
            offset: whole(member("offset")).unwrap_or(0),
            limit: whole(member("limit")).unwrap_or(20),
            include_total_count: member("includeTotalCount") == &Value::Bool(true),
        })
    }

    /// Number of times the list was started over on the way to this page.
    pub(crate) fn lap(&self) -> u32 {
        self.cursor.as_ref().map_or(0, |cursor| cursor.lap)
    }

    /// A cursor of this list to a place.
    pub(crate) const fn cursor_to(&self, after: Option<Position>, lap: u32) -> Cursor {
        Cursor {
            order: self.order,
            descending: self.descending,
            after,
            lap,
        }
    }
}

fn read_sort(value: &Value) -> Result<(Order, bool), ApiError> {
    let Some(first) = value.as_array().and_then(|sorts| sorts.first()) else {
        return Ok((Order::Created, false));
    };
    let field = first["field"].as_str().and_then(Order::parse);
    let field = field.ok_or_else(|| ApiError::issue("sort.0.field", "Unknown field"))?;
    Ok((field, first["direction"] == "desc"))
}

impl World {
    /// The page that a request asks for.
    pub(crate) fn list(&self, request: &ListRequest) -> Page {
        let after = request
            .cursor
            .as_ref()
            .and_then(|cursor| cursor.after.as_ref());
        let mut slots: Vec<Slot> = self
            .ordered(request, after)
            .filter(|slot| request.filter.passes(self.record(*slot)))
            .skip(request.offset)
            .take(request.limit + 1)
            .collect();
        let more = slots.len() > request.limit;
        slots.truncate(request.limit);
        let next = slots
            .last()
            .filter(|_| more)
            .map(|slot| self.position(request.order, *slot));
        let total = request
            .include_total_count
            .then(|| self.count(&request.filter));
        Page { slots, next, total }
    }

    fn count(&self, filter: &ClientFilter) -> usize {
        if filter.is_open() {
            return self.present();
        }
        self.records
            .iter()
            .filter(|record| !record.gone && filter.passes(record))
            .count()
    }

    fn position(&self, order: Order, slot: Slot) -> Position {
        let record = self.record(slot);
        let text = match order {
            Order::Created | Order::Updated | Order::Age | Order::Primary => String::new(),
            Order::Id => record.id.to_string(),
            Order::Type => record.kind.to_string(),
            Order::Name => record.sort_names().0,
            Order::LastName => record.sort_names().1,
            Order::Text(member) => text_of(record, member),
        };
        let time = match order {
            Order::Updated => record.updated_at,
            Order::Primary => i64::from(record.is_primary),
            Order::Age => record
                .members()
                .get("age")
                .and_then(Value::as_i64)
                .unwrap_or(-1),
            _ => 0,
        };
        Position { time, text, slot }
    }

    /// Slots of the clients that are there, in the order asked for, after the place.
    fn ordered<'a>(
        &'a self,
        request: &ListRequest,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = Slot> + 'a> {
        match (request.order, request.descending) {
            (Order::Created, false) => {
                self.by_creation(after.map_or(0, |one| one.slot + 1), self.records.len())
            }
            (Order::Created, true) => {
                let end = after.map_or(self.records.len(), |one| one.slot.min(self.records.len()));
                Box::new((0..end).rev().filter(|slot| !self.record(*slot).gone))
            }
            (Order::Updated, false) => {
                let start = match (after, request.filter.updated_from()) {
                    (Some(one), _) => Excluded((one.time, one.slot)),
                    (None, Some(from)) => Excluded((from.saturating_sub(1), Slot::MAX)),
                    (None, None) => Unbounded,
                };
                Box::new(
                    self.by_update
                        .range((start, Unbounded))
                        .map(|(_, slot)| *slot),
                )
            }
            (Order::Updated, true) => {
                let end = after.map_or(Unbounded, |one| Excluded((one.time, one.slot)));
                Box::new(
                    self.by_update
                        .range((Unbounded, end))
                        .rev()
                        .map(|(_, slot)| *slot),
                )
            }
            (order, descending) => self.by_text(order, descending, after),
        }
    }

    fn by_creation(&self, from: Slot, to: Slot) -> Box<dyn Iterator<Item = Slot> + '_> {
        Box::new((from.min(to)..to).filter(|slot| !self.record(*slot).gone))
    }

    fn by_text(
        &self,
        order: Order,
        descending: bool,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = Slot> + '_> {
        let mut all: Vec<Position> = self
            .by_creation(0, self.records.len())
            .map(|slot| self.position(order, slot))
            .collect();
        all.sort_unstable();
        if descending {
            all.reverse();
        }
        if let Some(place) = after {
            all.retain(|one| if descending { one < place } else { one > place });
        }
        Box::new(all.into_iter().map(|one| one.slot))
    }
}

fn text_of(record: &Record, member: TextMember) -> String {
    let text = record.members().remove(member.name());
    text.and_then(|one| one.as_str().map(str::to_owned))
        .unwrap_or_default()
}
