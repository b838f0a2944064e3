//! How a key is shown: grouped for the eye, and cut into its named parts.

use serde::{Deserialize, Serialize};

/// Kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Key of a taxpayer.
    Rfc,
    /// Key of a person in the population register.
    Curp,
    /// Key of a bank account.
    Clabe,
}

/// A named part of a key: characters from `start` up to, not including, `end`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// First character, counted from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// Name of the part in Spanish.
    pub label_es: String,
    /// Name of the part in English.
    pub label_en: String,
}

type Part = (usize, &'static str, &'static str);

const DATE: Part = (6, "fecha (AAMMDD)", "date (YYMMDD)");
const RFC_TAIL: [Part; 2] = [
    (2, "homoclave", "homoclave"),
    (1, "dígito verificador", "check digit"),
];
const CURP: [Part; 7] = [
    (4, "letras del nombre", "letters of the name"),
    DATE,
    (1, "sexo", "sex"),
    (2, "entidad de nacimiento", "state of birth"),
    (3, "consonantes internas", "inner consonants"),
    (1, "diferenciador y siglo", "differentiator and century"),
    (1, "dígito verificador", "check digit"),
];
const CLABE: [Part; 4] = [
    (3, "institución", "institution"),
    (3, "plaza", "plaza"),
    (11, "cuenta", "account"),
    (1, "dígito de control", "control digit"),
];

/// The parts of a normalised key by its length; none when the length is that of no key.
pub fn segments(kind: Kind, normalized: &str) -> Vec<Segment> {
    let length = normalized.chars().count();
    let parts = match (kind, length) {
        (Kind::Rfc, 9 | 10 | 12 | 13) => rfc_parts(length),
        (Kind::Curp, 18) => CURP.to_vec(),
        (Kind::Clabe, 18) => CLABE.to_vec(),
        _ => Vec::new(),
    };
    let mut start = 0;
    parts
        .into_iter()
        .map(|(width, spanish, english)| {
            let segment = Segment {
                start,
                end: start + width,
                label_es: spanish.to_owned(),
                label_en: english.to_owned(),
            };
            start = segment.end;
            segment
        })
        .collect()
}

fn rfc_parts(length: usize) -> Vec<Part> {
    let letters = if matches!(length, 9 | 12) {
        (3, "letras de la denominación", "letters of the name")
    } else {
        (4, "letras del nombre", "letters of the name")
    };
    let mut parts = vec![letters, DATE];
    if length > 10 {
        parts.extend(RFC_TAIL);
    }
    parts
}

/// The key in groups, as in `LUJS 980117 N6A`; unchanged when its length is that of no key.
pub fn group(kind: Kind, value: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    let widths: &[usize] = match (kind, chars.len()) {
        (Kind::Rfc, 13) => &[4, 6, 3],
        (Kind::Rfc, 12) => &[3, 6, 3],
        (Kind::Rfc, 10) => &[4, 6],
        (Kind::Rfc, 9) => &[3, 6],
        (Kind::Curp, 18) => &[4, 6, 1, 2, 3, 2],
        (Kind::Clabe, 18) => &[3, 3, 11, 1],
        _ => return value.to_owned(),
    };
    let mut rest = chars.as_slice();
    let mut groups = Vec::with_capacity(widths.len());
    for width in widths {
        let (head, tail) = rest.split_at(*width);
        groups.push(head.iter().collect::<String>());
        rest = tail;
    }
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_grouped_for_the_eye() {
        for (kind, value, grouped) in [
            (Kind::Rfc, "LUJS980117N6A", "LUJS 980117 N6A"),
            (Kind::Rfc, "ÑNU6203041V1", "ÑNU 620304 1V1"),
            (Kind::Rfc, "XOBQ450808", "XOBQ 450808"),
            (Kind::Curp, "LUJS980117HTCNRB12", "LUJS 980117 H TC NRB 12"),
            (Kind::Clabe, "012180012345678901", "012 180 01234567890 1"),
            (Kind::Clabe, "0121", "0121"),
        ] {
            assert_eq!(group(kind, value), grouped);
        }
    }

    #[test]
    fn parts_cover_the_whole_key() {
        for (kind, value, count) in [
            (Kind::Rfc, "LUJS980117N6A", 4),
            (Kind::Rfc, "HJN190329", 2),
            (Kind::Curp, "LUJS980117HTCNRB12", 7),
            (Kind::Clabe, "012180012345678901", 4),
        ] {
            let parts = segments(kind, value);
            assert_eq!(parts.len(), count);
            assert_eq!(parts[0].start, 0);
            assert_eq!(parts[count - 1].end, value.chars().count());
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
        assert!(segments(Kind::Curp, "LUJS").is_empty());
    }
}
