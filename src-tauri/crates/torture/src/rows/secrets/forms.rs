//! The forms in which a text may stand in a file, and a search for many of them at once.

use std::collections::HashMap;

/// Bytes that a form is first looked up by.
const BEGINNING: usize = 8;
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Texts that must not be found, in every form.
#[derive(Default)]
pub(super) struct Forms {
    by_beginning: HashMap<[u8; BEGINNING], Vec<(Vec<u8>, String)>>,
}

impl Forms {
    /// Adds a text of at least eight bytes under a name.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
        let hex = |digits: &[u8; 16]| -> Vec<u8> {
            let pairs = text.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
            pairs.map(|half| digits[usize::from(half)]).collect()
        };
        let mut forms = vec![
            ("plain", text.as_bytes().to_vec()),
            ("UTF-16 LE", wide(u16::to_le_bytes)),
            ("UTF-16 BE", wide(u16::to_be_bytes)),
            ("hexadecimal", hex(b"0123456789abcdef")),
            ("hexadecimal", hex(b"0123456789ABCDEF")),
        ];
        forms.extend((0..3).map(|shift| ("base 64", base64(text.as_bytes(), shift))));
        for (form, bytes) in forms {
            if let Some(beginning) = bytes.first_chunk::<BEGINNING>() {
                let known = self.by_beginning.entry(*beginning).or_default();
                known.push((bytes, format!("{name} ({form})")));
            }
        }
    }

    /// Names what stands in the bytes, the first there is.
    pub(super) fn find(&self, bytes: &[u8]) -> Option<&str> {
        bytes
            .windows(BEGINNING)
            .enumerate()
            .find_map(|(at, window)| {
                let known = self.by_beginning.get(window)?;
                let found = known.iter().find(|(form, _)| bytes[at..].starts_with(form));
                found.map(|(_, name)| name.as_str())
            })
    }
}

/// What stands in base 64 wherever the text begins so many bytes after a group of three, without the digits it shares.
fn base64(text: &[u8], shift: usize) -> Vec<u8> {
    let shifted: Vec<u8> = std::iter::repeat_n(0, shift)
        .chain(text.iter().copied())
        .collect();
    let (groups, _) = shifted.as_chunks::<3>();
    let digits = groups.iter().flat_map(|[one, two, three]| {
        let all = u32::from_be_bytes([0, *one, *two, *three]);
        [18, 12, 6, 0].map(|place| DIGITS[(all >> place) as usize & 63])
    });
    digits.skip((8 * shift).div_ceil(6)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_and_nothing_else_is() {
        let mut forms = Forms::default();
        forms.add("palabra", "quetzal verde");
        let wide: Vec<u8> = "un quetzal verde"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            b"un quetzal verde".as_slice(),
            &wide,
            b"x717565747a616c207665726465x",
            // "quetzal verde", "a quetzal verde" and "el quetzal verde" in base 64.
            b"cXVldHphbCB2ZXJkZQ==",
            b"YSBxdWV0emFsIHZlcmRl",
            b"ZWwgcXVldHphbCB2ZXJkZQ==",
        ] {
            assert!(forms.find(bytes).is_some(), "{bytes:?}");
        }
        assert_eq!(forms.find(b"un quetzal verd"), None);
    }
}
