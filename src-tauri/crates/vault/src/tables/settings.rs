//! The settings of a profile, the API key among them: it lies in the encrypted file and nowhere else.

use rusqlite::{OptionalExtension as _, params};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use crate::{
    column::{from_json, to_json},
    error::Result,
    store::Session,
};

const API_KEY: &str = "api_key";
const LANGUAGE: &str = "language";
const ANALYST: &str = "analyst";
const AUTO_LOCK_MINUTES: &str = "auto_lock_minutes";

/// Reads settings.
#[derive(Clone, Copy)]
pub struct SettingsRead<'a> {
    pub(crate) session: &'a Session,
}

impl SettingsRead<'_> {
    /// The key for the Artu API.
    pub fn api_key(self) -> Result<Option<SecretString>> {
        let text = self.text(API_KEY)?.map(Zeroizing::new);
        Ok(text.map(|text| SecretString::from(text.as_str())))
    }

    /// The language of the screens, as a BCP 47 tag.
    pub fn language(self) -> Result<Option<String>> {
        self.get(LANGUAGE)
    }

    /// The name that the analyst's work is signed with.
    pub fn analyst(self) -> Result<Option<String>> {
        self.get(ANALYST)
    }

    /// Minutes without use after which the vault locks; 0 for never.
    pub fn auto_lock_minutes(self) -> Result<Option<u32>> {
        self.get(AUTO_LOCK_MINUTES)
    }

    /// Any other setting, kept as JSON under its name.
    pub fn get<T: DeserializeOwned>(self, name: &str) -> Result<Option<T>> {
        self.text(name)?
            .map(|text| from_json(&text, "a setting"))
            .transpose()
    }

    fn text(self, name: &str) -> Result<Option<String>> {
        let value = self
            .session
            .connection
            .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        Ok(value)
    }
}

/// Writes settings.
#[derive(Clone, Copy)]
pub struct SettingsWrite<'a> {
    pub(crate) session: &'a Session,
}

impl SettingsWrite<'_> {
    /// Keeps the key for the Artu API.
    pub fn set_api_key(self, key: &SecretString) -> Result<()> {
        self.put(API_KEY, key.expose_secret())
    }

    /// Forgets the key for the Artu API.
    pub fn forget_api_key(self) -> Result<()> {
        self.remove(API_KEY)
    }

    /// Sets the language of the screens, as a BCP 47 tag.
    pub fn set_language(self, language: &str) -> Result<()> {
        self.set(LANGUAGE, language)
    }

    /// Sets the name that the analyst's work is signed with.
    pub fn set_analyst(self, analyst: &str) -> Result<()> {
        self.set(ANALYST, analyst)
    }

    /// Sets the minutes without use after which the vault locks; 0 for never.
    pub fn set_auto_lock_minutes(self, minutes: u32) -> Result<()> {
        self.set(AUTO_LOCK_MINUTES, &minutes)
    }

    /// Sets any other setting, kept as JSON under its name.
    pub fn set<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Result<()> {
        self.put(name, &to_json(value, "the setting")?)
    }

    /// Removes a setting.
    pub fn remove(self, name: &str) -> Result<()> {
        self.session
            .connection
            .prepare_cached("DELETE FROM settings WHERE name = ?1")?
            .execute([name])?;
        Ok(())
    }

    fn put(self, name: &str, text: &str) -> Result<()> {
        self.session
            .connection
            .prepare_cached(
                "INSERT INTO settings (name, value) VALUES (?1, ?2) \
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )?
            .execute(params![name, text])?;
        Ok(())
    }
}
