//! The recovery code: what an analyst writes down at set-up and types in when all else is lost.

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// Crockford's base 32: no I, L, O or U.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 8;
const GROUP: usize = 5;
const LENGTH: usize = GROUPS * GROUP;

/// Eight groups of five characters of Crockford's base 32. The first 39 carry 195 random bits; the last is a check
/// character over GF(32), which finds every single wrong character and every swap of two neighbours.
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// A new code from the system's random numbers.
    pub fn random() -> Self {
        let mut bytes = Zeroizing::new([0_u8; LENGTH - 1]);
        super::fill(&mut bytes[..]);
        let mut values = Zeroizing::new(Vec::with_capacity(LENGTH));
        values.extend(bytes.iter().map(|byte| byte & 31));
        let check = check_of(&values);
        values.push(check);
        let symbols = values.iter().map(|value| symbol(*value)).collect();
        Self(Zeroizing::new(symbols))
    }

    /// The code as it was typed: case, blanks and hyphens do not matter, O is 0, I and L are 1.
    pub fn parse(typed: &SecretString) -> Result<Self> {
        let values = typed
            .expose_secret()
            .chars()
            .filter(|character| !character.is_whitespace() && !matches!(character, '-' | '–' | '—'))
            .map(value_of)
            .collect::<Option<Vec<u8>>>()
            .map(Zeroizing::new)
            .ok_or(Error::MistypedRecoveryCode)?;
        let (check, payload) = values.split_last().ok_or(Error::MistypedRecoveryCode)?;
        if values.len() != LENGTH || check_of(payload) != *check {
            return Err(Error::MistypedRecoveryCode);
        }
        let symbols = values.iter().map(|value| symbol(*value)).collect();
        Ok(Self(Zeroizing::new(symbols)))
    }

    /// The code for the eye and the printer: groups with hyphens between them.
    pub fn shown(&self) -> SecretString {
        let mut text = String::with_capacity(LENGTH + GROUPS);
        for (position, character) in self.0.chars().enumerate() {
            if position > 0 && position % GROUP == 0 {
                text.push('-');
            }
            text.push(character);
        }
        SecretString::from(text)
    }

    pub(super) fn secret(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

fn symbol(value: u8) -> char {
    char::from(SYMBOLS[usize::from(value & 31)])
}

fn value_of(character: char) -> Option<u8> {
    let wanted = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let position = SYMBOLS
        .iter()
        .position(|known| char::from(*known) == wanted)?;
    u8::try_from(position).ok()
}

/// Σ valueᵢ·αⁱ over GF(32) with x⁵ + x² + 1, α its root.
fn check_of(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| times_alpha(sum ^ value))
}

fn times_alpha(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 {
        shifted
    } else {
        (shifted ^ 0b10_0101) & 31
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = RecoveryCode::random();
        let shown = code.shown();
        let typed = shown
            .expose_secret()
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        let again = RecoveryCode::parse(&SecretString::from(typed)).unwrap();
        assert_eq!(code.0, again.0);
        assert_eq!(shown.expose_secret().len(), 47);
    }

    #[test]
    fn every_wrong_character_and_every_swap_is_found() {
        let code = RecoveryCode::random();
        let plain: Vec<char> = code.0.chars().collect();
        for position in 0..LENGTH {
            for wrong in SYMBOLS.map(char::from) {
                let mut typed = plain.clone();
                typed[position] = wrong;
                let same = typed == plain;
                let typed = SecretString::from(typed.into_iter().collect::<String>());
                assert_eq!(RecoveryCode::parse(&typed).is_ok(), same);
            }
        }
        for position in 1..LENGTH {
            let mut typed = plain.clone();
            typed.swap(position - 1, position);
            let same = typed == plain;
            let typed = SecretString::from(typed.into_iter().collect::<String>());
            assert_eq!(RecoveryCode::parse(&typed).is_ok(), same);
        }
    }

    #[test]
    fn other_lengths_and_letters_are_refused() {
        for typed in ["", "0", "UUUUU", &"0".repeat(41)] {
            let parsed = RecoveryCode::parse(&SecretString::from(typed));
            assert!(matches!(parsed, Err(Error::MistypedRecoveryCode)));
        }
    }
}
