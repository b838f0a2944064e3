//! The file of a rule pack: its head and tables as one text, signed.
//!
//! The signature is over the very text of the content, so that nothing has to be written the same way twice. It is Ed25519, over
//! [`DOMAIN`] and the content.

use std::{collections::BTreeMap, sync::Arc};

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::{Engine as _, prelude::BASE64_STANDARD as BASE64};
use checks::{PackHead, RulePack};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vault::Digest;

use super::PackFault;

/// What the signed text begins with, so that no other signature of the key can be taken for one of a pack.
const DOMAIN: &[u8] = b"vinculo rule pack 1\n";
/// The form of the file.
const FORMAT: &str = "vinculo-rule-pack-1";
/// Largest file that is read, in bytes.
pub(super) const LARGEST: u64 = 8 * 1024 * 1024;
/// Most characters of a name or version.
const LONGEST: usize = 40;

/// The public key that a pack is signed with.
pub(super) type Signer = [u8; 32];

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    format: String,
    /// The content as a text, since that is what is signed.
    content: String,
    public_key: String,
    signature: String,
}

/// What is signed.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Signed {
    name: String,
    version: String,
    effective_from: Date,
    tables: BTreeMap<String, String>,
}

/// A pack with the text that it was read from.
pub(super) struct Content {
    /// The text of each table by its name.
    pub(super) tables: BTreeMap<String, String>,
    /// The pack.
    pub(super) pack: Arc<RulePack>,
}

/// A pack that was read from its file, its signature checked.
pub(super) struct PackFile {
    /// The digest of the file.
    pub(super) digest: Digest,
    /// Who signed it.
    pub(super) signer: Signer,
    /// What was signed.
    pub(super) content: Content,
}

/// Reads a file. Whether the signer is one to trust is another question.
pub(super) fn read(text: &str) -> Result<PackFile, PackFault> {
    let envelope = envelope(text)?;
    let signer: Signer = bytes(&envelope.public_key)?;
    let signature: [u8; 64] = bytes(&envelope.signature)?;
    UnparsedPublicKey::new(&ED25519, signer)
        .verify(&to_sign(&envelope.content), &signature)
        .map_err(|_| PackFault::Signature)?;
    Ok(PackFile {
        digest: Digest::of(text.as_bytes()),
        signer,
        content: parse(&envelope.content)?,
    })
}

/// Reads the content of a file whose signature was checked when it was adopted.
pub(super) fn content(text: &str) -> Result<Content, PackFault> {
    parse(&envelope(text)?.content)
}

fn envelope(text: &str) -> Result<Envelope, PackFault> {
    let envelope: Envelope = serde_json::from_str(text).map_err(|_| PackFault::NotAPack)?;
    if envelope.format == FORMAT {
        Ok(envelope)
    } else {
        Err(PackFault::NotAPack)
    }
}

fn parse(content: &str) -> Result<Content, PackFault> {
    let signed: Signed = serde_json::from_str(content).map_err(|_| PackFault::NotAPack)?;
    let head = PackHead {
        name: signed.name,
        version: signed.version,
        from: signed.effective_from,
    };
    if !is_word(&head.name) || !is_word(&head.version) {
        return Err(PackFault::NotAPack);
    }
    let tables = signed.tables;
    // A name is a place in the folder that somebody has the tables written into.
    let is_known = |name: &String| checks::embedded_files().any(|(known, _)| known == name);
    if !tables.keys().all(is_known) {
        return Err(PackFault::NotAPack);
    }
    let pack = RulePack::read(head, |name| tables.get(name).map(String::as_str))?;
    Ok(Content {
        tables,
        pack: Arc::new(pack),
    })
}

/// The bytes of a text in base 64, when they are so many.
fn bytes<const LENGTH: usize>(text: &str) -> Result<[u8; LENGTH], PackFault> {
    let bytes = BASE64.decode(text).ok();
    let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or(PackFault::Signature)
}

/// Writes the file of a pack. Its tables must be those that [`RulePack::read`] takes.
pub(super) fn write(
    head: &PackHead,
    tables: BTreeMap<String, String>,
    key: &Ed25519KeyPair,
) -> Result<String, PackFault> {
    if !is_word(&head.name) || !is_word(&head.version) {
        return Err(PackFault::Name);
    }
    RulePack::read(head.clone(), |name| tables.get(name).map(String::as_str))?;
    let content = serde_json::to_string(&Signed {
        name: head.name.clone(),
        version: head.version.clone(),
        effective_from: head.from,
        tables,
    });
    let content = content.map_err(|_| PackFault::NotAPack)?;
    let envelope = Envelope {
        format: FORMAT.to_owned(),
        public_key: BASE64.encode(key.public_key()),
        signature: BASE64.encode(key.sign(&to_sign(&content))),
        content,
    };
    serde_json::to_string_pretty(&envelope).map_err(|_| PackFault::NotAPack)
}

/// What a person compares to tell a key: its first 32 hexadecimal digits in groups of four.
pub(super) fn fingerprint(signer: &Signer) -> String {
    let (groups, _) = signer[..16].as_chunks::<2>();
    let groups = groups
        .iter()
        .map(|[one, two]| format!("{one:02X}{two:02X}"));
    groups.collect::<Vec<_>>().join(" ")
}

fn to_sign(content: &str) -> Vec<u8> {
    [DOMAIN, content.as_bytes()].concat()
}

/// A name or version stands in findings, reports and file names: letters, digits, `-`, `.` and `_`.
fn is_word(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    !text.is_empty() && text.len() <= LONGEST && text.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_table_that_no_program_asks_for_is_refused() {
        let tables = checks::embedded_files().map(|(name, text)| (name.into(), text.into()));
        let mut tables: BTreeMap<String, String> = tables.collect();
        let head = PackHead {
            name: "oficina".into(),
            version: "1".into(),
            from: date(2026, 12, 1),
        };
        assert!(read(&write(&head, tables.clone(), &key()).unwrap()).is_ok());
        tables.insert("../../other".into(), "name\n".into());
        let text = write(&head, tables, &key()).unwrap();
        assert_eq!(read(&text).err(), Some(PackFault::NotAPack));
    }

    fn key() -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap()
    }

    fn tables() -> BTreeMap<String, String> {
        let files = checks::embedded_files();
        files
            .map(|(name, text)| (name.into(), text.into()))
            .collect()
    }

    fn file() -> String {
        let head = PackHead {
            name: "mx".into(),
            version: "2027-02-01".into(),
            from: date(2027, 2, 1),
        };
        write(&head, tables(), &key()).unwrap()
    }

    #[test]
    fn what_was_written_is_read() {
        let read = read(&file()).ok().unwrap();
        assert_eq!(read.content.pack.label(), "mx 2027-02-01");
        assert_eq!(read.content.pack.head().from, date(2027, 2, 1));
        assert_eq!(read.content.tables, tables());
        assert_eq!(read.signer, key().public_key().as_ref());
        let fingerprint = fingerprint(&read.signer);
        assert_eq!(fingerprint.len(), 39, "{fingerprint}");
    }

    #[test]
    fn what_was_not_signed_is_refused() {
        let other = |from: &str, to: &str| {
            let text = file();
            assert!(text.contains(from), "{from}");
            read(&text.replacen(from, to, 1)).err()
        };
        assert_eq!(other("117.31", "117.32"), Some(PackFault::Signature));
        assert_eq!(
            other("2027-02-01", "2027-02-02"),
            Some(PackFault::Signature)
        );
        assert_eq!(
            other("\"publicKey\": \"", "\"publicKey\": \"0"),
            Some(PackFault::Signature)
        );
        assert_eq!(
            other(FORMAT, "vinculo-rule-pack-2"),
            Some(PackFault::NotAPack)
        );
        assert_eq!(read("{}").err(), Some(PackFault::NotAPack));
    }

    #[test]
    fn names_that_could_not_stand_in_a_report_are_refused() {
        for version in ["", "a b", "../x", "ñ", &"1".repeat(41)] {
            let head = PackHead {
                name: "mx".into(),
                version: version.to_owned(),
                from: date(2027, 2, 1),
            };
            assert_eq!(
                write(&head, tables(), &key()),
                Err(PackFault::Name),
                "{version}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_never_read_as_another_pack(at in any::<prop::sample::Index>(), by in any::<u8>()) {
            let whole = file();
            let mut bytes = whole.clone().into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = by;
            if let Ok(text) = String::from_utf8(bytes)
                && let Ok(read) = read(&text)
            {
                // White space of the envelope is not signed.
                prop_assert_eq!(read.content.tables, tables());
                prop_assert_eq!(read.content.pack.label(), "mx 2027-02-01");
            }
        }
    }
}
