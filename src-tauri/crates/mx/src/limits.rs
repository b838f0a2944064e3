//! Limits of the vulnerable activities, and when a notice is due (rules MX-037 to MX-040, MX-044).

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Deserializer, de};

use crate::amount::Amount;
use crate::tables::{Source, TableFault};
use crate::{Tables, uma};

/// Months after its first operation in which operations are added up.
const WINDOW: i32 = 6;

/// The limits of one activity in one period.
#[derive(Deserialize)]
pub(crate) struct Row {
    code: String,
    #[serde(deserialize_with = "limit")]
    identification_uma: Option<Amount>,
    #[serde(deserialize_with = "limit")]
    notice_uma: Option<Amount>,
    identification_op: Comparison,
    notice_op: Comparison,
    basis: String,
    valid_from: Date,
    valid_to: Option<Date>,
}

/// A limit in UMA; none where the table has a word in its place, or nothing.
fn limit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Amount>, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "" | "ALWAYS" => Ok(None),
        number => number.parse().map(Some).map_err(de::Error::custom),
    }
}

/// Reads the table of the limits.
///
/// # Errors
/// When a line cannot be read, or has no limit where an amount is held against one.
pub(crate) fn read(table: &Source<'_>) -> Result<Vec<Row>, TableFault> {
    let rows: Vec<Row> = table.rows()?;
    if rows.iter().all(Row::is_whole) {
        Ok(rows)
    } else {
        Err(table.fault())
    }
}

impl Row {
    /// Whether there is a limit wherever an amount is held against one.
    fn is_whole(&self) -> bool {
        let has = |comparison, limit: Option<Amount>| {
            let measured = matches!(comparison, Comparison::Reaches | Comparison::Exceeds);
            !measured || limit.is_some()
        };
        has(self.identification_op, self.identification_uma) && has(self.notice_op, self.notice_uma)
    }
}

/// How an amount is held against a limit.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
enum Comparison {
    #[serde(rename = ">=")]
    Reaches,
    #[serde(rename = ">")]
    Exceeds,
    /// From the first peso.
    #[serde(rename = "always")]
    Always,
    /// The law gives no limit.
    #[serde(rename = "none")]
    None,
}

/// Why an amount cannot be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmeasured {
    /// No activity with this code has a row for the day.
    UnknownActivity,
    /// The law gives no limit for the activity.
    NoLimit,
    /// The table of the UMA does not reach the day.
    NoUma,
}

impl Unmeasured {
    /// The reason in one line.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::UnknownActivity => "no limit of this activity on that day",
            Self::NoLimit => "the law gives no limit for this activity",
            Self::NoUma => "the table of the UMA does not reach that day",
        }
    }
}

impl std::fmt::Display for Unmeasured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.reason())
    }
}

impl std::error::Error for Unmeasured {}

/// What one operation calls for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty<'t> {
    /// Daily UMA that was used, in pesos.
    pub uma_daily: &'t str,
    /// Whether the client must be identified.
    pub identification: bool,
    /// Whether a notice is due.
    pub notice: bool,
}

/// One operation: its day, and its value without taxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The day that counts for the activity.
    pub date: Date,
    /// Value in pesos without taxes and contributions.
    pub amount: Amount,
}

/// The limits of an activity on a day.
struct Limits<'t> {
    row: &'t Row,
    uma: &'t uma::Uma,
}

impl<'t> Limits<'t> {
    fn on(tables: &'t Tables, activity: &str, day: Date) -> Result<Self, Unmeasured> {
        let row = tables
            .limits
            .iter()
            .find(|row| {
                row.code == activity
                    && row.valid_from <= day
                    && row.valid_to.is_none_or(|last| day <= last)
            })
            .ok_or(Unmeasured::UnknownActivity)?;
        if row.notice_op == Comparison::None {
            return Err(Unmeasured::NoLimit);
        }
        let uma = uma::on(tables, day).ok_or(Unmeasured::NoUma)?;
        Ok(Self { row, uma })
    }

    fn reaches(&self, amount: Amount, comparison: Comparison, limit: Option<Amount>) -> bool {
        let limit = || limit.map(|limit| limit.times(self.uma.value()));
        match comparison {
            Comparison::Always => true,
            Comparison::None => false,
            Comparison::Reaches => limit().is_some_and(|limit| amount >= limit),
            Comparison::Exceeds => limit().is_some_and(|limit| amount > limit),
        }
    }

    fn identification(&self, amount: Amount) -> bool {
        self.reaches(
            amount,
            self.row.identification_op,
            self.row.identification_uma,
        )
    }

    fn notice(&self, amount: Amount) -> bool {
        self.reaches(amount, self.row.notice_op, self.row.notice_uma)
    }

    /// Whether operations under this row are added up.
    fn accumulates(&self) -> bool {
        let code = self.row.code.as_str();
        let each_by_itself = ["TPP", "TDR", "SPR", "FEP-A-b", "FEP-A-e", "AVI-FEE"];
        !each_by_itself.contains(&code) && !code.starts_with("FEP-B") && !code.starts_with("ADU")
    }

    fn is_monthly(&self) -> bool {
        self.row.basis.starts_with("monthly")
    }
}

/// What one operation of an activity calls for. For ARI and TSC the amount is that of the
/// calendar month. The fee, where the activity has a limit for it, can call for a notice by itself.
pub fn duty<'t>(
    tables: &'t Tables,
    activity: &str,
    operation: Operation,
    fee: Option<Amount>,
) -> Result<Duty<'t>, Unmeasured> {
    let limits = Limits::on(tables, activity, operation.date)?;
    let by_fee = fee.is_some_and(|fee| {
        Limits::on(tables, &format!("{activity}-FEE"), operation.date)
            .is_ok_and(|limits| limits.notice(fee))
    });
    Ok(Duty {
        uma_daily: &limits.uma.daily,
        identification: limits.identification(operation.amount),
        notice: limits.notice(operation.amount) || by_fee,
    })
}

/// What has been added up so far.
struct Window {
    start: Date,
    /// Operations, or whole months, that count.
    counted: Amount,
    /// The month in progress, for activities that go by the month.
    month: Option<(i16, i8, Amount)>,
}

/// Day of the first operation with which a notice is due, of the operations of one client in
/// one activity; none when no notice is due.
///
/// Only operations that reach the identification limit are added, for six months from the first
/// of them; then the sum starts again.
pub fn notice_due(
    tables: &Tables,
    activity: &str,
    operations: &[Operation],
) -> Result<Option<Date>, Unmeasured> {
    let mut ordered = operations.to_vec();
    ordered.sort_by_key(|operation| operation.date);
    let mut window: Option<Window> = None;
    for operation in ordered {
        let limits = Limits::on(tables, activity, operation.date)?;
        if !limits.accumulates() {
            if limits.notice(operation.amount) {
                return Ok(Some(operation.date));
            }
            continue;
        }
        let open = window
            .take()
            .filter(|window| operation.date <= window.start.saturating_add(WINDOW.months()));
        let mut current = open.unwrap_or(Window {
            start: operation.date,
            counted: Amount::default(),
            month: None,
        });
        let total = current.add(tables, &limits, operation);
        if total.is_some_and(|total| limits.notice(total)) {
            return Ok(Some(operation.date));
        }
        window = (total.is_some() || current.month.is_some()).then_some(current);
    }
    Ok(None)
}

impl Window {
    /// Adds an operation; the sum with it, or none when nothing counts yet.
    fn add(
        &mut self,
        tables: &Tables,
        limits: &Limits<'_>,
        operation: Operation,
    ) -> Option<Amount> {
        if !limits.is_monthly() {
            if limits.identification(operation.amount) {
                self.counted = self.counted + operation.amount;
            }
            return (self.counted > Amount::default()).then_some(self.counted);
        }
        let (year, month) = (operation.date.year(), operation.date.month());
        let spent = match self.month {
            Some((of_year, of_month, spent)) if (of_year, of_month) == (year, month) => spent,
            Some((of_year, of_month, spent)) => {
                self.close(tables, (of_year, of_month, spent), limits);
                Amount::default()
            }
            None => Amount::default(),
        } + operation.amount;
        self.month = Some((year, month, spent));
        let counts = limits.identification(spent);
        let total = if counts {
            self.counted + spent
        } else {
            self.counted
        };
        (total > Amount::default()).then_some(total)
    }

    /// Counts a month that is over, by the limits of its own last day.
    fn close(
        &mut self,
        tables: &Tables,
        (year, month, spent): (i16, i8, Amount),
        now: &Limits<'_>,
    ) {
        let last_day = Date::new(year, month, 1).map(Date::last_of_month).ok();
        let own = last_day.and_then(|day| Limits::on(tables, &now.row.code, day).ok());
        if own.as_ref().unwrap_or(now).identification(spent) {
            self.counted = self.counted + spent;
        }
    }
}

/// Last days for the notice of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The 17th of the month after the operation.
    pub nominal: Date,
    /// The same, moved past Saturdays and Sundays; public holidays are not considered.
    pub effective_weekends_only: Date,
}

/// The deadline of the notice of an operation of this day. None at the end of the calendar.
pub fn deadline(operation: Date) -> Option<Deadline> {
    let nominal = operation
        .first_of_month()
        .checked_add(1.month())
        .and_then(|first| first.checked_add(16.days()))
        .ok()?;
    let moved = match nominal.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    Some(Deadline {
        nominal,
        effective_weekends_only: nominal.checked_add(moved.days()).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn operations(list: &[(Date, &str)]) -> Vec<Operation> {
        list.iter()
            .map(|(date, amount)| Operation {
                date: *date,
                amount: amount.parse().unwrap(),
            })
            .collect()
    }

    #[test]
    fn the_table_is_whole() {
        let lines = include_str!("../tables/thresholds.csv").lines().count();
        assert_eq!(Tables::embedded().limits.len(), lines - 1);
    }

    #[test]
    fn limits_change_on_the_day_of_the_reform() {
        let duty_on = |date| {
            let amount = "25000".parse().unwrap();
            duty(Tables::embedded(), "AVI", Operation { date, amount }, None).unwrap()
        };
        assert!(!duty_on(date(2025, 7, 16)).notice);
        assert!(duty_on(date(2025, 7, 17)).notice);
    }

    #[test]
    fn what_cannot_be_measured_says_why() {
        let duty_of = |activity, date| {
            let amount = Amount::default();
            duty(
                Tables::embedded(),
                activity,
                Operation { date, amount },
                None,
            )
        };
        let day = date(2026, 3, 1);
        assert_eq!(duty_of("???", day), Err(Unmeasured::UnknownActivity));
        assert_eq!(duty_of("FES", day), Err(Unmeasured::NoLimit));
        assert_eq!(duty_of("VEH", date(2027, 3, 1)), Err(Unmeasured::NoUma));
    }

    #[test]
    fn six_months_to_the_day_still_count() {
        let due = |last| {
            notice_due(
                Tables::embedded(),
                "VEH",
                &operations(&[(date(2026, 2, 15), "376565.10"), (last, "376565.10")]),
            )
            .unwrap()
        };
        assert_eq!(due(date(2026, 8, 15)), Some(date(2026, 8, 15)));
        assert_eq!(due(date(2026, 8, 16)), None);
    }

    #[test]
    fn small_operations_neither_count_nor_open_the_window() {
        let list = operations(&[
            (date(2026, 2, 15), "100.00"),
            (date(2026, 5, 1), "376565.10"),
            (date(2026, 10, 1), "376565.10"),
        ]);
        assert_eq!(
            notice_due(Tables::embedded(), "VEH", &list).unwrap(),
            Some(date(2026, 10, 1))
        );
    }

    #[test]
    fn the_rent_of_a_month_is_one_act() {
        let list = operations(&[
            (date(2026, 3, 1), "188282.55"),
            (date(2026, 3, 20), "0.01"),
            (date(2026, 4, 1), "100000.00"),
            (date(2026, 4, 2), "100000.00"),
        ]);
        assert_eq!(
            notice_due(Tables::embedded(), "ARI", &list).unwrap(),
            Some(date(2026, 4, 2))
        );
        let list = operations(&[
            (date(2026, 3, 1), "188282.55"),
            (date(2026, 4, 1), "188282.55"),
            (date(2026, 5, 1), "188282.55"),
        ]);
        assert_eq!(notice_due(Tables::embedded(), "ARI", &list).unwrap(), None);
    }

    #[test]
    fn stored_value_is_not_added_up() {
        let list = operations(&[
            (date(2026, 3, 1), "75000.00"),
            (date(2026, 3, 2), "75000.00"),
        ]);
        assert_eq!(notice_due(Tables::embedded(), "TDR", &list).unwrap(), None);
    }

    #[test]
    fn the_seventeenth_moves_past_the_weekend() {
        let deadline = deadline(date(2026, 4, 30)).unwrap();
        assert_eq!(deadline.nominal, date(2026, 5, 17));
        assert_eq!(deadline.effective_weekends_only, date(2026, 5, 18));
    }
}
