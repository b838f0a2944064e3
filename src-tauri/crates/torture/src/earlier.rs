//! Vaults that earlier versions wrote, as profiles that the binary opens.

use std::{fs, path::Path};

use artu::models::Environment;
use desk::{DataFolder, Profile, contract::Protection};
use secrecy::SecretString;
use vault::{DerivationCost, KeyFile, VAULT_FILE_NAME, VaultKey};

use crate::{
    office::PASSPHRASE,
    trouble::{Outcome, Trouble, ensure},
};

/// The files the vault keeps of each form, the oldest first.
pub(crate) const FORMS: [&[u8]; 4] = [
    include_bytes!("../../vault/tests/fixtures/schema-1.db"),
    include_bytes!("../../vault/tests/fixtures/schema-2.db"),
    include_bytes!("../../vault/tests/fixtures/schema-3.db"),
    include_bytes!("../../vault/tests/fixtures/schema-4.db"),
];
/// Where they lie.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vault/tests/fixtures");
/// The folder of the profile.
const ID: &str = "anterior";

/// Lays one of them into a data folder, as the vault of the only profile, under [`PASSPHRASE`].
pub(crate) fn lay(folder: &Path, form: usize, url: &str) -> Outcome {
    let profile = Profile {
        name: "Oficina".into(),
        id: ID.into(),
        url: url.into(),
        environment: Environment::Test,
        protection: Protection::Passphrase,
    };
    let data = DataFolder::open(folder)?;
    let place = data.vault_folder(&profile);
    fs::create_dir_all(&place)?;
    fs::write(place.join(VAULT_FILE_NAME), FORMS[form])?;
    let mut keys = KeyFile::default();
    let passphrase = SecretString::from(PASSPHRASE);
    keys.set_passphrase(&key()?, &passphrase, DerivationCost::least())?;
    keys.save(&place)?;
    Ok(data.add(profile)?)
}

/// The key of every one of them, which is no secret.
pub(crate) fn key() -> Outcome<VaultKey> {
    let text = SecretString::from("0123456789abcdef".repeat(4));
    VaultKey::from_hex(&text).ok_or_else(|| Trouble("no key".into()))
}

/// The vault keeps no file of a form that is not tried here.
pub(crate) fn ensure_all_are_known() -> Outcome {
    let kept = fs::read_dir(FIXTURES)?.count();
    ensure(kept == FORMS.len(), || {
        format!("{kept} forms are kept, {} are tried", FORMS.len())
    })
}
