//! Names of exported files: no accents, spaces or personal data, and the date of the data.

use jiff::{Timestamp, tz::TimeZone};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name such as `clientes_financiera-del-valle_2026-11-23.xlsx`.
///
/// `kind` says what the file holds, `profile` whose it is (the organisation, never a client);
/// the date is that of `as_of` in `zone`.
pub fn file_name(
    kind: &str,
    profile: &str,
    as_of: Timestamp,
    zone: &TimeZone,
    extension: &str,
) -> String {
    let date = as_of.to_zoned_datetime(zone.clone()).date();
    format!(
        "{}_{}_{date}.{}",
        slug(kind),
        slug(profile),
        slug(extension)
    )
}

/// Lower-case ASCII letters and digits with single hyphens between, at most 48; `x` for nothing.
pub fn slug(text: &str) -> String {
    const LONGEST: usize = 48;
    let mut slug = String::new();
    for character in text
        .nfkd()
        .filter(|character| !is_combining_mark(*character))
    {
        if slug.len() == LONGEST {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "x".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_and_spaces_go() {
        let as_of = "2026-11-24T03:00:00Z".parse().unwrap();
        let zone = TimeZone::posix("CST6").unwrap();
        assert_eq!(
            file_name("Clientes", "Ñandú & Cía., S.A.", as_of, &zone, "csv"),
            "clientes_nandu-cia-s-a_2026-11-23.csv"
        );
    }

    #[test]
    fn paths_cannot_be_smuggled() {
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("…"), "x");
    }

    proptest! {
        #[test]
        fn a_slug_is_plain_and_short(text in ".{0,80}") {
            let slug = slug(&text);
            prop_assert!(!slug.is_empty() && slug.len() <= 48);
            prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        }
    }
}
