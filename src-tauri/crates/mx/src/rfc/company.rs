//! The three letters of a company (rule MX-009). The rule is of low confidence: no check uses it.

use jiff::civil::Date;

use crate::text;

/// Words that are left out of a registered name, after full stops were dropped.
const SMALL_WORDS: [&str; 34] = [
    "SA",
    "SAB",
    "SAPI",
    "SC",
    "SCL",
    "AC",
    "SAS",
    "SRL",
    "RL",
    "CV",
    "DE",
    "DEL",
    "LA",
    "LAS",
    "EL",
    "LOS",
    "Y",
    "E",
    "EN",
    "CON",
    "PARA",
    "POR",
    "AL",
    "A",
    "CIA",
    "SOCIEDAD",
    "COMPAÑIA",
    "SOC",
    "THE",
    "OF",
    "AND",
    "COMPANY",
    "CO",
    "MI",
];

/// Legal forms as they look when written with full stops.
const SPELLED_FORMS: [&str; 8] = [
    "S DE RL", "S EN C", "S EN NC", "S A", "C V", "R L", "A C", "S C",
];

/// The first nine characters of the key of a company: three letters and the date.
pub fn derive(name: &str, date: Date) -> String {
    let words = significant_words(name);
    let take = |word: usize, count: usize| {
        words
            .get(word)
            .into_iter()
            .flat_map(|text| text.chars())
            .take(count)
            .collect::<String>()
    };
    let letters = match words.len() {
        0 => String::new(),
        1 => take(0, 3),
        2 => take(0, 1) + &take(1, 2),
        _ => take(0, 1) + &take(1, 1) + &take(2, 1),
    };
    format!("{letters:X<3}") + &text::short_date(date)
}

fn significant_words(name: &str) -> Vec<String> {
    let plain = text::fold(name).replace('.', "").replace(',', " ");
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut folded = format!(" {spaced} ");
    for form in SPELLED_FORMS {
        folded = folded.replace(&format!(" {form} "), " ");
    }
    let words: Vec<String> = folded.split_whitespace().filter_map(spell).collect();
    let kept: Vec<String> = words
        .iter()
        .filter(|word| !SMALL_WORDS.contains(&word.as_str()))
        .cloned()
        .collect();
    if kept.is_empty() { words } else { kept }
}

/// A word with only the letters of the key; a number becomes the word that names it.
fn spell(word: &str) -> Option<String> {
    let word = match word.parse::<u32>() {
        Ok(number) => number_word(number).to_owned(),
        Err(_) => word
            .chars()
            .filter(|c| c.is_ascii_uppercase() || matches!(c, '&' | 'Ñ'))
            .collect(),
    };
    (!word.is_empty()).then_some(word)
}

/// First word of a number in Spanish; only its first letters are ever used.
fn number_word(number: u32) -> &'static str {
    const UNITS: [&str; 16] = [
        "CERO", "UNO", "DOS", "TRES", "CUATRO", "CINCO", "SEIS", "SIETE", "OCHO", "NUEVE", "DIEZ",
        "ONCE", "DOCE", "TRECE", "CATORCE", "QUINCE",
    ];
    const TENS: [&str; 10] = [
        "",
        "DIECI",
        "VEINTI",
        "TREINTA",
        "CUARENTA",
        "CINCUENTA",
        "SESENTA",
        "SETENTA",
        "OCHENTA",
        "NOVENTA",
    ];
    const HUNDREDS: [&str; 10] = [
        "",
        "CIENTO",
        "DOSCIENTOS",
        "TRESCIENTOS",
        "CUATROCIENTOS",
        "QUINIENTOS",
        "SEISCIENTOS",
        "SETECIENTOS",
        "OCHOCIENTOS",
        "NOVECIENTOS",
    ];
    let of = |words: &'static [&'static str], place: u32| {
        usize::try_from(place)
            .ok()
            .and_then(|place| words.get(place))
            .copied()
            .unwrap_or("MIL")
    };
    match number {
        0..=15 => of(&UNITS, number),
        20 => "VEINTE",
        16..=99 => of(&TENS, number / 10),
        100..=999 => of(&HUNDREDS, number / 100),
        1000..=1999 => "MIL",
        2000..=999_999 => number_word(number / 1000),
        _ => "MILLON",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_two_one_words_and_numbers() {
        let day = jiff::civil::date(2001, 3, 9);
        for (name, expected) in [
            ("Ferrelunda Zambonte Quirosa, S.A. de C.V.", "FZQ010309"),
            ("Comercial Zambonte, S. de R.L. de C.V.", "CZA010309"),
            ("Zambonte S.A.P.I. de C.V.", "ZAM010309"),
            ("La 20 de Noviembre, A.C.", "VNO010309"),
            ("Ño S.A.", "ÑOX010309"),
            ("", "XXX010309"),
        ] {
            assert_eq!(derive(name, day), expected, "{name}");
        }
    }
}
