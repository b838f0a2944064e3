//! How long ago a household was reviewed (rule MX-047).

use jiff::ToSpan as _;
use mx::Severity;

use super::Household;
use crate::{Finding, Rules, codes, completeness};

/// Where the finding points: what the analyst writes is no member of the client.
const PLACE: &str = "review";

/// A file is checked at least once a year. Of one that was never reviewed here nothing is said: it may have been elsewhere.
pub(super) fn check(household: &Household<'_>, rules: Rules<'_>) -> Option<Finding> {
    let reviewed = household.reviewed?;
    let months = rules.pack.measures.months_between_reviews;
    // Beyond the calendar nothing is due.
    let due = reviewed.checked_add(months.months()).ok()?;
    let anchor = household.anchor;
    let is_old = due < rules.today && completeness::is_mexican(anchor);
    is_old.then(|| {
        Finding::new(
            codes::REVIEW_OLD,
            Severity::Warn,
            anchor.id,
            PLACE.to_owned(),
        )
        .value(reviewed.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RulePack, household::test_support};
    use jiff::civil::{Date, date};
    use serde_json::json;

    fn is_found(reviewed: Option<Date>, today: Date, scope: &str) -> bool {
        let clients = [test_support::client(1, json!({"scopes": [scope]}))];
        let household = Household {
            reviewed,
            ..test_support::household(&clients, Vec::new())
        };
        let found = check(&household, RulePack::embedded().on(today));
        found.is_some_and(|it| it.code == codes::REVIEW_OLD && it.rule == "MX-047")
    }

    #[test]
    fn a_review_is_old_after_twelve_months() {
        let last = Some(date(2026, 2, 28));
        assert!(!is_found(last, date(2027, 2, 28), "MX"));
        assert!(is_found(last, date(2027, 3, 1), "MX"));
        assert!(is_found(last, date(2027, 3, 1), "MX:AV:VEH"));
        assert!(!is_found(last, date(2027, 3, 1), "base"));
        assert!(!is_found(None, date(2036, 3, 1), "MX"));
        assert!(!is_found(Some(Date::MAX), Date::MAX, "MX"));
    }
}
