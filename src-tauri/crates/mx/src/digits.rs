//! Weighted sums behind the check characters.

/// Values of the RFC alphabet: the place in this text.
const RFC_ALPHABET: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
/// Values of the CURP alphabet: Ñ keeps its place though it never occurs.
const CURP_ALPHABET: &str = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

fn value(alphabet: &str, c: char) -> Option<u32> {
    let place = alphabet.chars().position(|known| known == c)?;
    u32::try_from(place).ok()
}

/// Check character of an RFC without its last one: 11 or 12 characters (MX-006).
pub(crate) fn rfc(body: &[char]) -> Option<char> {
    if !(11..=12).contains(&body.len()) {
        return None;
    }
    let padding = std::iter::repeat_n(' ', 12 - body.len());
    let mut sum = 0;
    for (c, weight) in padding.chain(body.iter().copied()).zip((2..=13).rev()) {
        sum += value(RFC_ALPHABET, c)? * weight;
    }
    match sum % 11 {
        0 => Some('0'),
        1 => Some('A'),
        rest => char::from_digit(11 - rest, 10),
    }
}

/// Check digit of the first 17 characters of a CURP (MX-020).
pub(crate) fn curp(body: &[char]) -> Option<char> {
    if body.len() != 17 {
        return None;
    }
    let mut sum = 0;
    for (c, weight) in body.iter().zip((2..=18).rev()) {
        sum += value(CURP_ALPHABET, *c)? * weight;
    }
    char::from_digit((10 - sum % 10) % 10, 10)
}

/// Control digit of the first 17 digits of a CLABE (MX-027).
pub(crate) fn clabe(body: &[char]) -> Option<char> {
    if body.len() != 17 || !body.iter().all(char::is_ascii_digit) {
        return None;
    }
    let sum: u32 = body
        .iter()
        .filter_map(|c| c.to_digit(10))
        .zip([3, 7, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight % 10)
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10)
}

/// Value of a character of the RFC, for the tests of its blind spots.
#[cfg(test)]
pub(crate) fn rfc_value(c: char) -> Option<u32> {
    value(RFC_ALPHABET, c)
}

/// Value of a character of the CURP, for the tests of its blind spots.
#[cfg(test)]
pub(crate) fn curp_value(c: char) -> Option<u32> {
    value(CURP_ALPHABET, c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn worked_examples_of_the_rules() {
        assert_eq!(rfc(&chars("KUDW680405AI")), Some('9'));
        assert_eq!(curp(&chars("NIXO910417MJCRMR9")), Some('4'));
        assert_eq!(clabe(&chars("07258000061499679")), Some('9'));
    }

    #[test]
    fn foreign_characters_and_lengths_have_no_digit() {
        assert_eq!(rfc(&chars("KUDW680405")), None);
        assert_eq!(rfc(&chars("kUDW680405AI")), None);
        assert_eq!(curp(&chars("NIXO910417MJCRMR")), None);
        assert_eq!(clabe(&chars("0725800006149967X")), None);
    }
}
