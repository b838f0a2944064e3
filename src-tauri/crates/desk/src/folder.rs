//! The data folder: which profiles there are, and where each keeps its vault. Nothing here is secret.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use artu::models::Environment;
use serde::{Deserialize, Serialize};

use crate::{
    Error,
    contract::{Language, Protection},
};

/// One profile as it is kept in the register.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The name the analyst gave.
    pub name: String,
    /// Its folder below the data folder, and its name in the keychain.
    pub id: String,
    /// Address of the server.
    pub url: String,
    /// `test` or `live`.
    pub environment: Environment,
    /// How the vault's key is kept.
    pub protection: Protection,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Register {
    current: Option<String>,
    language: Language,
    profiles: Vec<Profile>,
}

/// The data folder of one person on this computer.
#[derive(Debug, Clone)]
pub struct DataFolder {
    root: PathBuf,
}

impl DataFolder {
    /// A data folder at `root`, made when it is missing.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(root: &Path) -> Result<Self, Error> {
        fs::create_dir_all(root)?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// Every profile, in the order they were made.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn profiles(&self) -> Result<Vec<Profile>, Error> {
        Ok(self.register()?.profiles)
    }

    /// The profile in use.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn current(&self) -> Result<Option<Profile>, Error> {
        let register = self.register()?;
        let current = register.current;
        Ok(register
            .profiles
            .into_iter()
            .find(|profile| Some(&profile.id) == current.as_ref()))
    }

    /// The profile of that name.
    ///
    /// # Errors
    /// When there is none or the register cannot be read.
    pub(crate) fn profile_named(&self, name: &str) -> Result<Profile, Error> {
        self.profiles()?
            .into_iter()
            .find(|profile| same_name(&profile.name, name))
            .ok_or(Error::NoProfile)
    }

    /// The language last chosen.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn language(&self) -> Result<Language, Error> {
        Ok(self.register()?.language)
    }

    /// Remembers a language.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_language(&self, language: Language) -> Result<(), Error> {
        self.change(|register| {
            register.language = language;
            Ok(())
        })
    }

    /// Where the vault of `profile` lies.
    pub fn vault_folder(&self, profile: &Profile) -> PathBuf {
        self.root.join("profiles").join(&profile.id)
    }

    /// Adds a profile and makes it the one in use.
    ///
    /// # Errors
    /// When the name is taken or the register cannot be written.
    pub fn add(&self, profile: Profile) -> Result<(), Error> {
        self.change(|register| {
            if register
                .profiles
                .iter()
                .any(|known| same_name(&known.name, &profile.name))
            {
                return Err(Error::ProfileExists);
            }
            register.current = Some(profile.id.clone());
            register.profiles.push(profile);
            Ok(())
        })
    }

    /// Makes the profile of that name the one in use.
    ///
    /// # Errors
    /// When there is none of that name or the register cannot be written.
    pub fn choose(&self, name: &str) -> Result<Profile, Error> {
        let mut chosen = None;
        self.change(|register| {
            let profile = register
                .profiles
                .iter()
                .find(|profile| same_name(&profile.name, name))
                .ok_or(Error::NoProfile)?
                .clone();
            register.current = Some(profile.id.clone());
            chosen = Some(profile);
            Ok(())
        })?;
        chosen.ok_or(Error::NoProfile)
    }

    /// Notes another way in which the key of a profile is kept.
    ///
    /// # Errors
    /// When there is no such profile or the register cannot be written.
    pub(crate) fn protect(&self, id: &str, protection: Protection) -> Result<(), Error> {
        self.change(|register| {
            let profile = register
                .profiles
                .iter_mut()
                .find(|profile| profile.id == id)
                .ok_or(Error::NoProfile)?;
            profile.protection = protection;
            Ok(())
        })
    }

    /// Removes the profile of that name with its whole folder.
    ///
    /// # Errors
    /// When there is none of that name or the files cannot be removed.
    pub fn remove(&self, name: &str) -> Result<Profile, Error> {
        let profile = self.profile_named(name)?;
        match fs::remove_dir_all(self.vault_folder(&profile)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        self.change(|register| {
            register.profiles.retain(|known| known.id != profile.id);
            if register.current.as_ref() == Some(&profile.id) {
                register.current = register.profiles.first().map(|first| first.id.clone());
            }
            Ok(())
        })?;
        Ok(profile)
    }

    fn register_file(&self) -> PathBuf {
        self.root.join("profiles.json")
    }

    fn register(&self) -> Result<Register, Error> {
        match fs::read(self.register_file()) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| Error::DamagedRegister),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Register::default()),
            Err(error) => Err(error.into()),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Register) -> Result<(), Error>) -> Result<(), Error> {
        let mut register = self.register()?;
        change(&mut register)?;
        let text = serde_json::to_vec_pretty(&register).map_err(|_| Error::DamagedRegister)?;
        let temporary = self.root.join("profiles.json.new");
        fs::write(&temporary, text)?;
        Ok(fs::rename(temporary, self.register_file())?)
    }
}

fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str) -> Profile {
        Profile {
            name: name.into(),
            id: name.to_lowercase(),
            url: "http://127.0.0.1:1".into(),
            environment: Environment::Test,
            protection: Protection::Passphrase,
        }
    }

    #[test]
    fn the_last_profile_added_is_in_use_until_another_is_chosen() {
        let root = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(root.path()).unwrap();
        folder.add(profile("Uno")).unwrap();
        folder.add(profile("Dos")).unwrap();
        assert_eq!(folder.current().unwrap().unwrap().name, "Dos");
        folder.choose("UNO").unwrap();
        assert_eq!(folder.current().unwrap().unwrap().name, "Uno");
        folder.remove("uno").unwrap();
        assert_eq!(folder.current().unwrap().unwrap().name, "Dos");
    }

    #[test]
    fn a_name_is_taken_once_whatever_its_case() {
        let root = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(root.path()).unwrap();
        folder.add(profile("Uno")).unwrap();
        assert!(matches!(
            folder.add(profile("uno ")),
            Err(Error::ProfileExists)
        ));
    }

    #[test]
    fn a_damaged_register_is_told_and_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(root.path()).unwrap();
        fs::write(root.path().join("profiles.json"), "{").unwrap();
        assert!(matches!(folder.profiles(), Err(Error::DamagedRegister)));
        assert!(matches!(
            folder.add(profile("Uno")),
            Err(Error::DamagedRegister)
        ));
        assert_eq!(
            fs::read_to_string(root.path().join("profiles.json")).unwrap(),
            "{"
        );
    }
}
