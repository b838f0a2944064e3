//! The codes of the checks, with severity and meaning from `tables/codes.csv`.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::tables::{Source, TableFault, by_key};
use crate::{Language, Severity};

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

/// One code in its table.
#[derive(Deserialize)]
pub(crate) struct Row {
    code: String,
    pub(crate) severity: Severity,
    meaning_en: String,
    meaning_es: String,
}

impl Row {
    pub(crate) fn meaning(&self, language: Language) -> &str {
        language.pick(self.meaning_es.as_str(), self.meaning_en.as_str())
    }
}

/// The row of each code, in the order of [`Code::ALL`]. Codes of other programs are left out.
pub(crate) fn rows(table: &Source<'_>) -> Result<Vec<Row>, TableFault> {
    let mut rows = by_key(table.rows()?, |row: &Row| row.code.clone());
    let of = |code: &Code| rows.remove(code.as_str()).ok_or_else(|| table.fault());
    Code::ALL.iter().map(of).collect()
}

impl Code {
    /// Whether the code ends the check of its key.
    pub const fn stops(self) -> bool {
        matches!(
            self,
            Self::RfcGeneric
                | Self::RfcCharset
                | Self::RfcLength
                | Self::RfcFormat
                | Self::CurpGeneric
                | Self::CurpCharset
                | Self::CurpLength
                | Self::CurpFormat
                | Self::ClabeFormat
                | Self::ClabeLength
                | Self::ClabePlaceholder
        )
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
    use crate::Tables;

    #[derive(Deserialize)]
    struct Told {
        code: String,
        effect: String,
    }

    #[test]
    fn the_table_and_the_codes_are_the_same_set() {
        let tables = Tables::embedded();
        for code in Code::ALL {
            assert!(!tables.meaning(*code, Language::Es).is_empty());
            assert!(!tables.meaning(*code, Language::En).is_empty());
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert_eq!(
                serde_json::to_value(code).unwrap(),
                serde_json::Value::from(code.as_str())
            );
        }
    }

    #[test]
    fn the_table_tells_which_codes_end_a_check() {
        let table = include_str!("../tables/codes.csv");
        let rows = csv::Reader::from_reader(table.as_bytes()).into_deserialize();
        let rows: Vec<Told> = rows.map(Result::unwrap).collect();
        assert_eq!(rows.len(), Code::ALL.len());
        for Told { code, effect } in rows {
            assert_eq!(effect == "stop", code.parse::<Code>().unwrap().stops());
        }
    }
}
