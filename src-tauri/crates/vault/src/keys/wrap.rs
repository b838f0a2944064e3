//! One wrapped copy of a key: Argon2id over the secret, XChaCha20-Poly1305 over the key.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{KeyId, VaultKey};
use crate::{
    column::{hex, unhex},
    error::{Error, Result},
};

/// What deriving a key from a secret costs (Argon2id, one lane).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DerivationCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Default for DerivationCost {
    /// 64 MiB and three passes, the second recommendation of RFC 9106.
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
        }
    }
}

impl DerivationCost {
    /// The cheapest there is, for tests only.
    pub fn least() -> Self {
        Self {
            memory_kib: 8,
            passes: 1,
        }
    }

    /// More than this in a key file is an attack on the machine's memory, not a choice.
    const MOST_MEMORY_KIB: u32 = 1024 * 1024;
    const MOST_PASSES: u32 = 64;

    fn params(self) -> Result<Params> {
        let what = "the cost of derivation";
        if self.memory_kib > Self::MOST_MEMORY_KIB || self.passes > Self::MOST_PASSES {
            return Err(Error::KeyFile { what });
        }
        Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(|_| Error::KeyFile { what })
    }
}

/// Which secret opens a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Opener {
    /// What the analyst remembers.
    Passphrase,
    /// What the analyst wrote down.
    RecoveryCode,
}

impl Opener {
    fn word(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::RecoveryCode => "recoveryCode",
        }
    }
}

/// A key wrapped under one secret. All bytes are hexadecimal.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WrappedKey {
    pub(super) opener: Opener,
    /// Which key it is; copies made before this was noted do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<KeyId>,
    /// A recovery code that nobody has said yet was written down.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) unconfirmed: bool,
    derivation: String,
    cost: DerivationCost,
    salt: String,
    cipher: String,
    nonce: String,
    wrapped: String,
}

const DERIVATION: &str = "argon2id-19";
const CIPHER: &str = "xchacha20-poly1305";

impl WrappedKey {
    /// Wraps `key` so that only `secret` opens it.
    pub(super) fn wrap(
        key: &VaultKey,
        opener: Opener,
        secret: &[u8],
        cost: DerivationCost,
    ) -> Result<Self> {
        let mut salt = [0; 16];
        let mut nonce = [0; 24];
        rand::fill(&mut salt[..]);
        rand::fill(&mut nonce[..]);
        let wrapped = cipher(secret, &salt, cost)?
            .encrypt(
                &nonce.into(),
                Payload {
                    msg: key.bytes(),
                    aad: &associated(opener, cost, &salt),
                },
            )
            .map_err(|_| Error::KeyFile {
                what: "the wrapping",
            })?;
        Ok(Self {
            opener,
            key: Some(key.id()),
            unconfirmed: false,
            derivation: DERIVATION.to_owned(),
            cost,
            salt: hex(&salt),
            cipher: CIPHER.to_owned(),
            nonce: hex(&nonce),
            wrapped: hex(&wrapped),
        })
    }

    /// The key, or `None` when `secret` is not the one it was wrapped under.
    pub(super) fn unwrap(&self, secret: &[u8]) -> Result<Option<VaultKey>> {
        if self.derivation != DERIVATION || self.cipher != CIPHER {
            return Err(Error::KeyFile {
                what: "an algorithm this program does not know",
            });
        }
        let damaged = |what| Error::KeyFile { what };
        let salt = unhex(&self.salt).ok_or(damaged("the salt"))?;
        let nonce: [u8; 24] = unhex(&self.nonce)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(damaged("the nonce"))?;
        let wrapped = unhex(&self.wrapped).ok_or(damaged("the wrapped key"))?;
        let opened = cipher(secret, &salt, self.cost)?.decrypt(
            &nonce.into(),
            Payload {
                msg: &wrapped,
                aad: &associated(self.opener, self.cost, &salt),
            },
        );
        Ok(opened
            .ok()
            .map(Zeroizing::new)
            .and_then(|bytes| VaultKey::from_bytes(&bytes)))
    }
}

fn cipher(secret: &[u8], salt: &[u8], cost: DerivationCost) -> Result<XChaCha20Poly1305> {
    let mut derived = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?)
        .hash_password_into(secret, salt, &mut derived[..])
        .map_err(|_| Error::KeyFile { what: "the salt" })?;
    Ok(XChaCha20Poly1305::new((&*derived).into()))
}

/// What the seal covers besides the key, so that a copy cannot be passed off as another kind or a cheaper one.
fn associated(opener: Opener, cost: DerivationCost, salt: &[u8]) -> Vec<u8> {
    format!(
        "vinculo-key-1 {} {DERIVATION} {} {} {} {CIPHER}",
        opener.word(),
        cost.memory_kib,
        cost.passes,
        hex(salt)
    )
    .into_bytes()
}
