//! The key that this workplace signs its own rule packs with. It lies in the vault and never leaves it.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair as _},
};
use vault::{Transaction, View};
use zeroize::Zeroizing;

use super::file::Signer;
use crate::Error;

/// Name of the setting that holds the key, as PKCS #8.
const KEPT_AS: &str = "signing_key";

/// The public key of this workplace, when it has one.
pub(super) fn public(view: View<'_>) -> Result<Option<Signer>, Error> {
    let kept = kept(view)?;
    kept.map(|kept| public_of(&pair(&kept)?)).transpose()
}

/// The key, made when there is none.
pub(super) fn own(tx: &Transaction<'_>) -> Result<Ed25519KeyPair, Error> {
    if let Some(kept) = kept(tx.view())? {
        return pair(&kept);
    }
    let made =
        Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| Error::Interrupted)?;
    let made = Zeroizing::new(made.as_ref().to_vec());
    tx.settings().set(KEPT_AS, &*made)?;
    pair(&made)
}

fn kept(view: View<'_>) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let kept: Option<Vec<u8>> = view.settings().get(KEPT_AS)?;
    Ok(kept.map(Zeroizing::new))
}

fn pair(kept: &[u8]) -> Result<Ed25519KeyPair, Error> {
    Ed25519KeyPair::from_pkcs8(kept).map_err(|_| Error::Rules(super::PackFault::Key))
}

fn public_of(pair: &Ed25519KeyPair) -> Result<Signer, Error> {
    let public = pair.public_key().as_ref().try_into();
    public.map_err(|_| Error::Rules(super::PackFault::Key))
}
