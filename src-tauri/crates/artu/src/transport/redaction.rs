//! Cutting the key out of what a server says: it may repeat what it was sent, in other writings too.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use secrecy::zeroize::Zeroizing;

/// The text without the key: plain, percent-encoded, in hexadecimal or in base64, alone or with something around it.
pub(super) fn without_key(text: &str, key: &str) -> String {
    let key = key.trim();
    if key.is_empty() {
        return text.to_owned();
    }
    let text = writings(key).iter().fold(text.to_owned(), |text, writing| {
        text.replace(writing.as_str(), "…")
    });
    inside_base64(key)
        .iter()
        .fold(text, |text, core| without_words(&text, core))
}

/// What is in the base64 of any text that holds the key: the letters that it alone decides, for each of the three ways in
/// which it can fall on groups of three bytes. A key that decides only few is not looked for.
fn inside_base64(key: &str) -> Vec<Zeroizing<String>> {
    const FEWEST: usize = 8;
    let mut cores = Vec::new();
    for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
        for before in 0..3 {
            let bytes = Zeroizing::new([&[0; 2][..before], key.as_bytes()].concat());
            let whole = Zeroizing::new(engine.encode(&*bytes));
            let start = (8 * before).div_ceil(6);
            let end = 8 * bytes.len() / 6;
            if let Some(core) = whole.get(start..end).filter(|core| core.len() >= FEWEST) {
                cores.push(Zeroizing::new(core.to_owned()));
            }
        }
    }
    cores
}

/// The text without the words of base64 that hold the core.
fn without_words(text: &str, core: &str) -> String {
    let inside = |letter: char| letter.is_ascii_alphanumeric() || "+/-_=".contains(letter);
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(core) {
        let (before, word) = rest.split_at(at);
        left.push_str(before.trim_end_matches(inside));
        left.push('…');
        rest = word.trim_start_matches(inside);
    }
    left + rest
}

/// The writings of the key, the longer before those they contain.
fn writings(key: &str) -> Vec<Zeroizing<String>> {
    let mut hex = String::with_capacity(2 * key.len());
    let mut escaped = String::with_capacity(3 * key.len());
    for byte in key.bytes() {
        let _ = write!(hex, "{byte:02x}");
        let _ = write!(escaped, "%{byte:02X}");
    }
    let form: String = url::form_urlencoded::byte_serialize(key.as_bytes()).collect();
    let mut all = vec![
        escaped.to_lowercase(),
        escaped,
        form.replace('+', "%20"),
        lower_escapes(&form),
        form,
        hex.to_uppercase(),
        hex,
        key.to_owned(),
    ];
    for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
        all.push(engine.encode(format!("Bearer {key}")));
        all.push(engine.encode(key));
    }
    all.into_iter().map(Zeroizing::new).collect()
}

/// `%2F` as `%2f`, the rest as it is.
fn lower_escapes(text: &str) -> String {
    let mut rest = 0_u8;
    text.chars()
        .map(|letter| {
            if letter == '%' {
                rest = 2;
                return letter;
            }
            let inside = rest > 0;
            rest = rest.saturating_sub(1);
            if inside {
                letter.to_ascii_lowercase()
            } else {
                letter
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    use super::without_key;

    #[test]
    fn the_key_is_cut_out_of_the_base64_of_a_longer_text() {
        for key in ["synthetic/Key+7?", "syntheticletters"] {
            for around in ["", "a", "ab", "abc", "Authorization: Bearer "] {
                let long = format!("{around}{key}{around}");
                for writing in [STANDARD.encode(&long), URL_SAFE_NO_PAD.encode(&long)] {
                    let left = without_key(&format!("a {writing} b"), key);
                    assert!(left.starts_with("a …") && left.ends_with(" b"), "{left}");
                    assert!(!left.contains(&writing[8..16]), "{left}");
                }
            }
        }
    }

    #[test]
    fn every_writing_of_the_key_is_cut_out() {
        let key = "synthetic/Key+7?";
        let said = [
            "synthetic/Key+7?",
            "synthetic%2FKey%2B7%3F",
            "synthetic%2fKey%2b7%3f",
            "c3ludGhldGljL0tleSs3Pw==",
            "c3ludGhldGljL0tleSs3Pw",
            "73796e7468657469632f4b65792b373f",
            "73796E7468657469632F4B65792B373F",
        ];
        for writing in said {
            let left = without_key(&format!("a {writing} b"), key);
            assert!(left.starts_with("a …") && left.ends_with(" b"), "{left}");
            assert!(left.len() < 12, "{left}");
        }
        assert_eq!(without_key("nothing here", key), "nothing here");
        assert_eq!(without_key("as it is", " "), "as it is");
    }
}
