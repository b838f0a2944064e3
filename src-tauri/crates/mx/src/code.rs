//! The codes of the checks, with severity and meaning from `tables/codes.csv`.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{Language, Severity, table};

macro_rules! codes {
    ($($variant:ident, $text:literal, $rule:literal;)*) => {
        /// What a check noticed. Each code belongs to one rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`, rule ", $rule, ".")] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the rules.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it is written in files and tables.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The rule that raises it, as in `MX-006`.
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$variant => $rule,)* }
            }
        }
    };
}

codes! {
    Empty, "EMPTY", "MX-001";
    Normalized, "NORMALIZED", "MX-001";
    RfcGeneric, "RFC_GENERIC", "MX-010";
    RfcCharset, "RFC_CHARSET", "MX-002";
    RfcLength, "RFC_LENGTH", "MX-002";
    RfcFormat, "RFC_FORMAT", "MX-002";
    RfcNoHomoclave, "RFC_NO_HOMOCLAVE", "MX-003";
    RfcDate, "RFC_DATE", "MX-004";
    RfcBadWord, "RFC_BAD_WORD", "MX-005";
    RfcHomoclaveUnusual, "RFC_HOMOCLAVE_UNUSUAL", "MX-007";
    RfcCheckDigit, "RFC_CHECK_DIGIT", "MX-006";
    RfcTypeMismatch, "RFC_TYPE_MISMATCH", "MX-011";
    RfcDateMismatch, "RFC_DATE_MISMATCH", "MX-012";
    RfcNameMismatch, "RFC_NAME_MISMATCH", "MX-008";
    CurpGeneric, "CURP_GENERIC", "MX-021";
    CurpCharset, "CURP_CHARSET", "MX-014";
    CurpLength, "CURP_LENGTH", "MX-014";
    CurpFormat, "CURP_FORMAT", "MX-014";
    CurpVowel, "CURP_VOWEL", "MX-015";
    CurpSex, "CURP_SEX", "MX-015";
    CurpState, "CURP_STATE", "MX-016";
    CurpConsonant, "CURP_CONSONANT", "MX-015";
    CurpBadWord, "CURP_BAD_WORD", "MX-019";
    CurpDate, "CURP_DATE", "MX-017";
    CurpFuture, "CURP_FUTURE", "MX-017";
    CurpAge, "CURP_AGE", "MX-017";
    CurpCheckDigit, "CURP_CHECK_DIGIT", "MX-020";
    CurpNotApplicable, "CURP_NOT_APPLICABLE", "MX-014";
    CurpDateMismatch, "CURP_DATE_MISMATCH", "MX-022";
    CurpSexMismatch, "CURP_SEX_MISMATCH", "MX-022";
    CurpStateMismatch, "CURP_STATE_MISMATCH", "MX-022";
    CurpNameMismatch, "CURP_NAME_MISMATCH", "MX-018";
    RfcCurpDateMismatch, "RFC_CURP_DATE_MISMATCH", "MX-023";
    RfcCurpLettersDiffer, "RFC_CURP_LETTERS_DIFFER", "MX-024";
    RfcCurpDiffExplained, "RFC_CURP_DIFF_EXPLAINED", "MX-024";
    ClabeFormat, "CLABE_FORMAT", "MX-026";
    ClabeLength, "CLABE_LENGTH", "MX-026";
    ClabePlaceholder, "CLABE_PLACEHOLDER", "MX-027";
    ClabeBankUnknown, "CLABE_BANK_UNKNOWN", "MX-028";
    ClabeBankRetired, "CLABE_BANK_RETIRED", "MX-028";
    ClabePlazaUnknown, "CLABE_PLAZA_UNKNOWN", "MX-029";
    ClabeCheckDigit, "CLABE_CHECK_DIGIT", "MX-027";
    ClabeBankMismatch, "CLABE_BANK_MISMATCH", "MX-030";
    ClabePlazaMismatch, "CLABE_PLAZA_MISMATCH", "MX-030";
}

#[derive(Deserialize)]
struct Row {
    code: String,
    severity: Severity,
    effect: String,
    meaning_en: String,
    meaning_es: String,
}

static TABLE: LazyLock<HashMap<String, Row>> = LazyLock::new(|| {
    table::by_key(
        table::rows(include_str!("../tables/codes.csv")),
        |row: &Row| row.code.clone(),
    )
});

impl Code {
    fn row(self) -> Option<&'static Row> {
        TABLE.get(self.as_str())
    }

    /// Severity of the code when its context says nothing else.
    pub fn severity(self) -> Severity {
        self.row().map_or(Severity::Error, |row| row.severity)
    }

    /// Whether the code ends the check of its key.
    pub fn stops(self) -> bool {
        self.row().is_some_and(|row| row.effect == "stop")
    }

    /// The short meaning of the code.
    pub fn meaning(self, language: Language) -> &'static str {
        self.row().map_or("", |row| {
            language.pick(row.meaning_es.as_str(), row.meaning_en.as_str())
        })
    }
}

/// The text is not a code of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl std::fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a code of the Mexican rules")
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or(UnknownCode)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_and_the_codes_are_the_same_set() {
        assert_eq!(TABLE.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(TABLE.contains_key(code.as_str()), "{code} is in no row");
            assert!(!code.meaning(Language::Es).is_empty());
            assert!(!code.meaning(Language::En).is_empty());
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert_eq!(
                serde_json::to_value(code).unwrap(),
                serde_json::Value::from(code.as_str())
            );
        }
    }
}
