//! Days and numbers that rules measure by, and that change with norms or practice.

use std::collections::HashMap;

use jiff::civil::Date;
use mx::tables::{Source, TableFault};
use serde::Deserialize;

/// What the rules measure by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measures {
    /// A document this many days before its last one is announced.
    pub(crate) announced_days: i32,
    /// From how many companies on their representative or controller is a hub (rule MX-063).
    pub(crate) companies_of_one_person: usize,
    /// Years that an identity document may be expired (rule MX-058).
    pub(crate) expired_identity_years: i32,
    /// From how many holders on a phone number, e-mail or postal address is a sign when they are not linked (rule MX-062).
    pub(crate) holders_of_a_contact: usize,
    /// Months after which a review is old (rule MX-047).
    pub(crate) months_between_reviews: i32,
    /// From this day on a professional card identifies nobody (rule MX-058).
    pub(crate) no_professional_card_from: Date,
    /// Months that a proof of address may be old on the day of the file (rule MX-058).
    pub(crate) proof_of_address_months: i32,
}

/// Largest number of a measure.
const MOST: u16 = 1_000;

#[derive(Deserialize)]
struct Row {
    name: String,
    value: String,
}

impl Measures {
    pub(crate) fn read(table: &Source<'_>) -> Result<Self, TableFault> {
        let rows = table.rows::<Row>()?.into_iter();
        let values: HashMap<String, String> = rows.map(|row| (row.name, row.value)).collect();
        Ok(Self {
            announced_days: number(table, &values, "announced_days")?.into(),
            companies_of_one_person: number(table, &values, "companies_of_one_person")?.into(),
            expired_identity_years: number(table, &values, "expired_identity_years")?.into(),
            holders_of_a_contact: number(table, &values, "holders_of_a_contact")?.into(),
            months_between_reviews: number(table, &values, "months_between_reviews")?.into(),
            no_professional_card_from: value(table, &values, "no_professional_card_from")?,
            proof_of_address_months: number(table, &values, "proof_of_address_months")?.into(),
        })
    }
}

/// A count of days, months, years or clients; one beyond [`MOST`] is a slip of the pen, and dates do not reach as far.
fn number(
    table: &Source<'_>,
    values: &HashMap<String, String>,
    name: &str,
) -> Result<u16, TableFault> {
    let number = value(table, values, name)?;
    if number > MOST {
        return Err(table.fault());
    }
    Ok(number)
}

fn value<T: std::str::FromStr>(
    table: &Source<'_>,
    values: &HashMap<String, String>,
    name: &str,
) -> Result<T, TableFault> {
    let text = values.get(name).ok_or_else(|| table.fault())?;
    text.parse().map_err(|_| table.fault())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_must_be_there_and_be_read() {
        let whole = include_str!("../tables/measures.csv");
        let read = |text: &str| Measures::read(&Source::new("measures.csv", text));
        assert_eq!(read(whole).unwrap().announced_days, 30);
        for line in whole.lines().skip(1) {
            assert!(
                read(&whole.replace(line, "other,1,none")).is_err(),
                "{line}"
            );
        }
        for wrong in ["soon", "-1", "19999"] {
            let changed = whole.replace("announced_days,30", &format!("announced_days,{wrong}"));
            assert!(read(&changed).is_err(), "{wrong}");
        }
    }
}
