//! The desk: profiles, the open session, the language, and the events that leave it.

use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use artu::models::Environment;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::broadcast;
use vault::{DerivationCost, KEY_FILE_NAME, KeyFile, Vault, VaultKey};

use crate::{
    Clock, DataFolder, Error, Keychain, Profile, Session, Usage, connection,
    contract::{
        AppState, ConnectionSettings, CutShort, Event, Language, NewProfileRequest, NewProfileView,
        Phase, ProfileView, Protection, Topic, UnlockRequest,
    },
    journal::{self, Action},
    keys::{self, Found, Opened},
    lock::{self, FolderLock},
    session::Opening,
    status,
};

/// Fewest characters of a passphrase.
pub(crate) const PASSPHRASE_LENGTH: usize = 10;
/// Most characters of a profile's name.
const NAME_LENGTH: usize = 60;
/// Events kept for a listener that lags.
const EVENTS_KEPT: usize = 256;

/// Everything an analyst has on this computer. One in each process.
pub struct Desk {
    pub(crate) folder: DataFolder,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) keychain: Arc<dyn Keychain>,
    pub(crate) derivation: DerivationCost,
    window: bool,
    language: Mutex<Language>,
    sample: Mutex<Option<Profile>>,
    /// Id of the profile this process works with, whatever another one chooses meanwhile.
    chosen: Mutex<Option<String>>,
    session: Arc<RwLock<Option<Arc<Session>>>>,
    events: broadcast::Sender<Event>,
}

impl Desk {
    /// A desk over a data folder. No vault is opened.
    pub fn new(folder: DataFolder, clock: Arc<dyn Clock>, keychain: Arc<dyn Keychain>) -> Self {
        let language = folder.language().unwrap_or_default();
        Self {
            folder,
            clock,
            keychain,
            derivation: DerivationCost::default(),
            window: false,
            language: Mutex::new(language),
            sample: Mutex::default(),
            chosen: Mutex::default(),
            session: Arc::default(),
            events: broadcast::channel(EVENTS_KEPT).0,
        }
    }

    /// The same for a window: only one may have a vault open.
    #[must_use]
    pub fn for_window(mut self) -> Self {
        self.window = true;
        self
    }

    /// The same with another cost of deriving keys from passphrases, for tests that open many vaults.
    #[must_use]
    pub fn with_derivation_cost(mut self, cost: DerivationCost) -> Self {
        self.derivation = cost;
        self
    }

    /// Listens to what changes.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// The data folder.
    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }

    /// The language in force.
    pub fn language(&self) -> Language {
        *held(&self.language)
    }

    /// Changes the language and remembers it.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_language(&self, language: Language) -> Result<(), Error> {
        self.folder.set_language(language)?;
        *held(&self.language) = language;
        // Findings, titles and labels are made in the language: what shows them asks again.
        for topic in Topic::ALL {
            self.announce(Event::Changed(topic));
        }
        Ok(())
    }

    /// The profile in use: the sample while it is explored, else the one this process works with, at first the one
    /// chosen last.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn profile(&self) -> Result<Option<Profile>, Error> {
        if let Some(sample) = held(&self.sample).clone() {
            return Ok(Some(sample));
        }
        let mut chosen = held(&self.chosen);
        let profiles = self.folder.profiles()?;
        let kept = profiles
            .into_iter()
            .find(|profile| Some(&profile.id) == chosen.as_ref());
        let profile = match kept {
            Some(profile) => Some(profile),
            None => self.folder.current()?,
        };
        *chosen = profile.as_ref().map(|profile| profile.id.clone());
        Ok(profile)
    }

    /// The open session.
    ///
    /// # Errors
    /// [`Error::NoProfile`] or [`Error::Locked`].
    pub fn session(&self) -> Result<Arc<Session>, Error> {
        let open = self
            .session
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        match open {
            Some(session) => Ok(session),
            None if self.profile()?.is_none() => Err(Error::NoProfile),
            None => Err(Error::Locked),
        }
    }

    /// What the window needs to draw its frame.
    ///
    /// # Errors
    /// When the register or the open vault cannot be read.
    pub fn app_state(&self) -> Result<AppState, Error> {
        let current = self.profile()?;
        let open = self.session().ok();
        let in_use = current.as_ref().map(|profile| profile.id.clone());
        let view = |profile: &Profile| profile_view(profile, in_use.as_deref());
        Ok(AppState {
            version: env!("CARGO_PKG_VERSION").into(),
            language: self.language(),
            phase: match (&current, &open) {
                (None, _) => Phase::Setup,
                (Some(_), None) => Phase::Locked,
                (Some(_), Some(_)) => Phase::Open,
            },
            open_elsewhere: open.is_none()
                && current.as_ref().is_some_and(|profile| {
                    lock::is_held(&self.folder.vault_folder(profile), lock::WINDOW)
                }),
            profiles: self.folder.profiles()?.iter().map(view).collect(),
            current: current.as_ref().map(view),
            keychain: self.keychain.available(),
            status: open.map(|session| status::status(&session)).transpose()?,
        })
    }

    /// Makes a profile with its vault, keeps the key as asked, and opens it.
    ///
    /// # Errors
    /// When a value is wrong, the name is taken, or the vault or key cannot be kept. Then nothing is left behind.
    #[expect(clippy::needless_pass_by_value, reason = "the secrets in it end here")]
    pub fn create_profile(&self, request: NewProfileRequest) -> Result<NewProfileView, Error> {
        let profile = new_profile(&request)?;
        if self
            .folder
            .profiles()?
            .iter()
            .any(|known| known.name.to_lowercase() == profile.name.to_lowercase())
        {
            return Err(Error::ProfileExists);
        }
        let made = self.make_vault(&profile, &request).and_then(|made| {
            self.folder.add(profile.clone())?;
            Ok(made)
        });
        let (opened, recovery_code) = match made {
            Ok(made) => made,
            Err(error) => {
                // What was half made holds nothing of anybody.
                let _ = fs::remove_dir_all(self.folder.vault_folder(&profile));
                let _ = self.keychain.remove(&profile.id);
                return Err(error);
            }
        };
        self.lock();
        *held(&self.sample) = None;
        *held(&self.chosen) = Some(profile.id.clone());
        self.begin(&profile, |_| Ok(opened))?;
        Ok(NewProfileView {
            profile: profile_view(&profile, Some(&profile.id)),
            recovery_code,
        })
    }

    /// Opens a profile on a server of sample data, with a vault that ends with the session.
    ///
    /// # Errors
    /// When the vault cannot be made.
    pub fn open_sample(&self, url: &str, api_key: &SecretString) -> Result<(), Error> {
        let profile = Profile {
            name: "Muestra".into(),
            id: "sample".into(),
            url: url.into(),
            environment: Environment::Test,
            protection: Protection::Session,
        };
        self.lock();
        let folder = self.folder.vault_folder(&profile);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let key = VaultKey::random();
        let vault = self.fill_vault(&profile, &key, api_key, "Analista")?;
        *held(&self.sample) = Some(profile.clone());
        self.begin(&profile, |_| Ok(Opened { vault, key }))
    }

    /// Chooses the profile to use; its vault stays closed.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn use_profile(&self, name: &str) -> Result<(), Error> {
        let profile = self.folder.choose(name)?;
        self.lock();
        *held(&self.chosen) = Some(profile.id);
        *held(&self.sample) = None;
        Ok(())
    }

    /// Removes a profile with everything it holds, its key in the keychain included.
    ///
    /// # Errors
    /// When there is none of that name or its files cannot be removed.
    pub fn remove_profile(&self, name: &str) -> Result<(), Error> {
        let in_use = self
            .profile()?
            .is_some_and(|profile| profile.name.to_lowercase() == name.trim().to_lowercase());
        if in_use {
            self.lock();
        }
        let known = self.folder.profile_named(name)?;
        // A window or command that still has it open would go on with files that nobody finds again.
        match FolderLock::take(&self.folder.vault_folder(&known), lock::VAULT) {
            Ok(_) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
        let profile = self.folder.remove(name)?;
        if profile.protection == Protection::Keychain {
            // Without its vault the key opens nothing.
            let _ = self.keychain.remove(&profile.id);
        }
        Ok(())
    }

    /// Opens the vault of the profile in use.
    ///
    /// # Errors
    /// When the secret does not open it, or another window holds it.
    pub fn unlock(&self, request: &UnlockRequest) -> Result<(), Error> {
        let profile = self.profile()?.ok_or(Error::NoProfile)?;
        if self.session().is_ok() {
            return Ok(());
        }
        let found = self.find_keys(&profile, request)?;
        self.open(&profile, &found)
    }

    /// Closes the vault and forgets its key.
    pub fn lock(&self) {
        let open = self
            .session
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(session) = open {
            self.announce(Event::Locked(CutShort {
                pull: session.is_pulling(),
            }));
            session.close();
            self.announce(Event::Changed(Topic::Session));
        }
    }

    pub(crate) fn open(&self, profile: &Profile, found: &Found) -> Result<(), Error> {
        self.begin(profile, |folder| keys::open_vault(folder, found))
    }

    /// Begins a session over the vault that `open` gives once nobody else may touch its folder.
    fn begin(
        &self,
        profile: &Profile,
        open: impl FnOnce(&Path) -> Result<Opened, Error>,
    ) -> Result<(), Error> {
        let folder = self.folder.vault_folder(profile);
        let window = self
            .window
            .then(|| FolderLock::take(&folder, lock::WINDOW))
            .transpose()?;
        if vault::swap_is_pending(&folder)? {
            let _alone = FolderLock::take(&folder, lock::VAULT)?;
            vault::finish_swap(&folder)?;
        }
        let gate = FolderLock::share(&folder, lock::VAULT)?;
        let opened = open(&folder)?;
        if profile.protection != Protection::Session {
            self.settle_keys(profile, &opened.key)?;
        }
        let session = Session::open(Opening {
            profile: profile.clone(),
            folder,
            vault: opened.vault,
            gate,
            clock: Arc::clone(&self.clock),
            events: self.events.clone(),
            window,
        })?;
        session.enter_unlocking()?;
        let session = Arc::new(session);
        if self.window {
            keys::watch(&session, &self.session, self.events.clone());
        }
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = Some(session);
        self.announce(Event::Changed(Topic::Session));
        Ok(())
    }

    /// Makes the vault and keeps its key; gives it and the recovery code for the person. It stays open: from the first vault
    /// that is closed on, everything is wiped as it is freed, and a first pull takes half as long again.
    fn make_vault(
        &self,
        profile: &Profile,
        request: &NewProfileRequest,
    ) -> Result<(Opened, String), Error> {
        let folder = self.folder.vault_folder(profile);
        let key = VaultKey::random();
        let vault = self.fill_vault(profile, &key, &request.key, request.analyst.trim())?;
        vault.write(|tx| connection::settings::keep(tx, &settings_of(request)))?;
        vault.make_whole()?;
        let mut file = KeyFile::default();
        let code = file.new_recovery_code(&key, self.derivation)?;
        match (profile.protection, &request.passphrase) {
            (Protection::Passphrase, Some(passphrase)) => {
                file.set_passphrase(&key, passphrase, self.derivation)?;
            }
            _ => self.keychain.set(&profile.id, &key.to_hex())?,
        }
        file.save(&folder)?;
        debug_assert!(folder.join(KEY_FILE_NAME).exists());
        let code = code.shown().expose_secret().to_owned();
        Ok((Opened { vault, key }, code))
    }

    fn fill_vault(
        &self,
        profile: &Profile,
        key: &VaultKey,
        api_key: &SecretString,
        analyst: &str,
    ) -> Result<Vault, Error> {
        let vault = Vault::create(&self.folder.vault_folder(profile), key)?;
        vault.write(|tx| {
            tx.settings().set_api_key(api_key)?;
            tx.settings().set_analyst(analyst)?;
            journal::append(
                tx,
                self.clock.now(),
                analyst,
                Action::VaultCreated,
                &[],
                &(),
            )
        })?;
        Ok(vault)
    }

    fn announce(&self, event: Event) {
        // Nobody listening is no fault.
        let _ = self.events.send(event);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.lock();
    }
}

fn new_profile(request: &NewProfileRequest) -> Result<Profile, Error> {
    let name = request.name.trim();
    if name.is_empty() || name.chars().count() > NAME_LENGTH {
        return Err(Error::Usage(Usage::ProfileName));
    }
    match (request.protection, &request.passphrase) {
        (Protection::Session, _) => return Err(Error::Usage(Usage::Protection)),
        (Protection::Passphrase, passphrase) => {
            let long = passphrase.as_ref().is_some_and(|passphrase| {
                passphrase.expose_secret().chars().count() >= PASSPHRASE_LENGTH
            });
            if !long {
                return Err(Error::Usage(Usage::ShortPassphrase));
            }
        }
        (Protection::Keychain, _) => {}
    }
    connection::settings::client(
        &request.url,
        request.environment,
        request.key.clone(),
        &settings_of(request),
    )
    .map_err(|error| match error {
        Error::Artu(_) => Error::Usage(Usage::Url),
        other => other,
    })?;
    Ok(Profile {
        name: name.into(),
        id: uuid::Uuid::new_v4().to_string(),
        url: request.url.trim().into(),
        environment: request.environment,
        protection: request.protection,
    })
}

fn settings_of(request: &NewProfileRequest) -> ConnectionSettings {
    connection::settings::first(&request.network, &request.operations)
}

fn profile_view(profile: &Profile, in_use: Option<&str>) -> ProfileView {
    ProfileView {
        name: profile.name.clone(),
        url: profile.url.clone(),
        environment: profile.environment,
        protection: profile.protection,
        current: in_use == Some(&profile.id),
    }
}

/// The content of a mutex; a panic elsewhere leaves nothing half done in any of these.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
