//! The codes of findings that are not codes of the Mexican keys, with their rules.
//!
//! Beside these there are the codes of `mx::Code` and `MISSING_…`, one for each item of the
//! table of required fields.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{RulePack, completeness, defects};

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident, $rule:literal;)*) => {
        $($(#[$meta])* pub const $name: &str = stringify!($name);)*

        /// Code and rule of each.
        const RULES: &[(&str, &str)] = &[$(($name, $rule),)*];
    };
}

codes! {
    /// A postal code that is not five digits.
    POSTAL_CODE_FORMAT, "MX-031";
    /// A postal code whose first two digits no state uses.
    POSTAL_CODE_UNUSED, "MX-031";
    /// A postal code of another state than the one given.
    POSTAL_CODE_STATE_MISMATCH, "MX-031";
    /// A state that is in no list.
    STATE_UNKNOWN, "MX-032";
    /// A country's code that names none.
    COUNTRY_UNKNOWN, "MX-034";
    /// A Mexican phone number that is not ten digits.
    PHONE_FORMAT, "MX-033";
    /// A phone number of repeated or running digits.
    PHONE_FILLER, "MX-033";
    /// An e-mail address that does not have the form of one.
    EMAIL_FORMAT, "MX-033";
    /// A CLABE on an account of another country.
    CLABE_COUNTRY, "MX-030";
    /// A CLABE on an account in another currency than MXN or USD.
    CLABE_CURRENCY, "MX-030";
    /// A card number where an account belongs.
    CARD_NUMBER, "MX-030";
    /// Activity data without the scope of the activity.
    ACTIVITY_WITHOUT_SCOPE, "MX-036";
    /// A document past its day.
    DOCUMENT_EXPIRED, "MX-058";
    /// A document whose day is near.
    DOCUMENT_EXPIRES_SOON, "MX-058";
    /// A document that was rejected, and so counts as absent.
    DOCUMENT_REJECTED, "MX-058";
    /// A document that is not uploaded or not reviewed yet.
    DOCUMENT_PENDING, "MX-058";
    /// A CURP on the voter card that is another than the client's.
    CARD_CURP_DIFFERS, "MX-025";
    /// A name on the voter card that cannot be the client's.
    CARD_NAME_DIFFERS, "MX-025";
    /// A birth date on the voter card that is another than the client's.
    CARD_DATE_DIFFERS, "MX-025";
    /// An address on the voter card that is none of the client's.
    CARD_ADDRESS_DIFFERS, "MX-025";
    /// A proof of identity that is no longer accepted, or will not be.
    DOCUMENT_NO_IDENTITY, "MX-058";
    /// A proof of address that was older than three months when the file was made.
    PROOF_OF_ADDRESS_OLD, "MX-058";
    /// A trust with a single link.
    TRUST_WITH_ONE_LINK, "MX-050";
    /// A company or trust without a legal representative.
    COMPANY_WITHOUT_REPRESENTATIVE, "MX-055";
    /// A controlling beneficiary that is a company or a trust.
    CONTROLLER_NOT_A_PERSON, "MX-049";
    /// A review that is more than a year old.
    REVIEW_OLD, "MX-047";
    /// A person under 18 without a representative.
    MINOR_WITHOUT_REPRESENTATIVE, "MX-067";
    /// The same RFC on two clients.
    SHARED_RFC, "MX-060";
    /// The same CURP on two clients.
    SHARED_CURP, "MX-060";
    /// The same RFC but for the homoclave on two clients.
    SIMILAR_RFC, "MX-060";
    /// The same CURP but for the last two characters on two clients.
    SIMILAR_CURP, "MX-060";
    /// The same name and date on two clients whose keys do not tell them apart or together.
    POSSIBLE_DUPLICATE, "MX-060";
    /// The same CLABE on clients of different households.
    SHARED_CLABE, "MX-061";
    /// The same phone number on clients of three households.
    SHARED_PHONE, "MX-062";
    /// The same e-mail address on clients of three households.
    SHARED_EMAIL, "MX-062";
    /// The same address on clients of three households.
    SHARED_ADDRESS, "MX-062";
    /// An account, phone number, e-mail or postal address that so many clients have that it tells of no tie between two of them.
    SHARED_BY_MANY, "MX-062";
    /// One representative of many companies.
    REPRESENTS_MANY, "MX-063";
    /// One controlling beneficiary of many companies.
    CONTROLS_MANY, "MX-063";
    /// Companies at one address with different controlling beneficiaries.
    COMPANIES_AT_ONE_ADDRESS, "MX-063";
}

/// Rules of the structure codes.
const STRUCTURE: [(&str, &str); 8] = [
    (defects::ORPHAN, "MX-067"),
    (defects::CYCLE, "MX-063"),
    (defects::SEVERAL_PARENTS, "MX-063"),
    (defects::NO_REPRESENTATIVE, "MX-055"),
    (defects::NO_CONTROLLING_BENEFICIARY, "MX-049"),
    (defects::MISSING_MEMBER, "MX-067"),
    (defects::SELF_LINK, "MX-067"),
    (defects::SEVERAL_PRIMARIES, "MX-067"),
];

/// Codes that no pack adds to, with their rules.
fn fixed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let keys = mx::Code::ALL.iter();
    keys.map(|code| (code.as_str(), code.rule()))
        .chain(RULES.iter().chain(&STRUCTURE).copied())
}

static BY_CODE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| fixed().collect());

/// Every code that a finding of a pack can have, each once, with its rule.
pub fn all(pack: &RulePack) -> Vec<(String, &'static str)> {
    let missing = pack.required.codes().into_iter();
    fixed()
        .map(|(code, rule)| (code.to_owned(), rule))
        .chain(missing.map(|code| (code, completeness::RULE)))
        .collect()
}

/// The rule of a code; empty when no rule of this program gives it.
pub fn rule(code: &str) -> &'static str {
    let missing = || code.starts_with(completeness::MISSING);
    let own = BY_CODE.get(code).copied();
    own.or_else(|| missing().then_some(completeness::RULE))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_there_once_and_has_a_rule() {
        let all = all(RulePack::embedded());
        let mut codes: Vec<&str> = all.iter().map(|(code, _)| code.as_str()).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(all.iter().all(|(_, rule)| rule.starts_with("MX-0")));
        assert!(all.iter().all(|(code, of)| rule(code) == *of));
        assert_eq!(rule("RFC_CHECK_DIGIT"), "MX-006");
        assert_eq!(rule("MISSING_BIRTH_DATE"), "MX-055");
        assert_eq!(rule("???"), "");
    }
}
