//! Rows about limits, sums and deadlines.

use jiff::civil::Date;
use serde_json::Value;

use super::read::{Fault, Read, date_of, fault, object, text_of};
use super::{Outcome, VectorRow};
use crate::Tables;
use crate::amount::Amount;
use crate::limits::{self, Operation, Unmeasured};

pub(super) fn threshold(row: &VectorRow) -> Read<Outcome> {
    let operation = Operation {
        date: date(member(row, "date")?, "input.date")?,
        amount: amount(member(row, "amount")?, "input.amount")?,
    };
    let fee = match member(row, "fee")? {
        None | Some(Value::Null) => None,
        fee => Some(amount(fee, "input.fee")?),
    };
    let duty =
        limits::duty(Tables::embedded(), activity(row)?, operation, fee).map_err(unmeasured)?;
    Ok(Outcome::Threshold {
        uma_daily: duty.uma_daily.to_owned(),
        identification: duty.identification,
        notice: duty.notice,
    })
}

pub(super) fn accumulation(row: &VectorRow) -> Read<Outcome> {
    let Some(Value::Array(items)) = member(row, "operations")? else {
        return fault("input.operations", "not a list");
    };
    let mut operations = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let place = format!("input.operations[{at}]");
        let Value::Array(pair) = item else {
            return fault(&place, "not a list of date and amount");
        };
        operations.push(Operation {
            date: date(pair.first(), &format!("{place}[0]"))?,
            amount: amount(pair.get(1), &format!("{place}[1]"))?,
        });
    }
    limits::notice_due(Tables::embedded(), activity(row)?, &operations)
        .map(|notice_on| Outcome::Accumulation { notice_on })
        .map_err(unmeasured)
}

pub(super) fn deadline(row: &VectorRow) -> Read<Outcome> {
    let place = "input.operation_date";
    let day = date(member(row, "operation_date")?, place)?;
    match limits::deadline(day) {
        Some(deadline) => Ok(Outcome::Deadline {
            nominal: deadline.nominal,
            effective_weekends_only: deadline.effective_weekends_only,
        }),
        None => fault(place, "at the end of the calendar"),
    }
}

fn member<'a>(row: &'a VectorRow, name: &str) -> Read<Option<&'a Value>> {
    Ok(object(Some(&row.input), "input")?.and_then(|input| input.get(name)))
}

fn activity(row: &VectorRow) -> Read<&str> {
    match text_of(member(row, "activity")?, "input.activity")? {
        Some(activity) => Ok(activity),
        None => fault("input.activity", "missing"),
    }
}

fn date(value: Option<&Value>, place: &str) -> Read<Date> {
    match date_of(value, place)? {
        Some(date) => Ok(date),
        None => fault(place, "missing"),
    }
}

fn amount(value: Option<&Value>, place: &str) -> Read<Amount> {
    match text_of(value, place)?.map(str::parse) {
        Some(Ok(amount)) => Ok(amount),
        Some(Err(_)) => fault(place, "not a decimal amount"),
        None => fault(place, "missing"),
    }
}

fn unmeasured(why: Unmeasured) -> Fault {
    let place = match why {
        Unmeasured::UnknownActivity | Unmeasured::NoLimit => "input.activity",
        Unmeasured::NoUma => "input",
    };
    Fault {
        place: place.to_owned(),
        problem: why.reason(),
    }
}
