//! Profiles.

use std::{fs, io, path::Path};

use desk::contract::{
    ConnectionSettings, NetworkSettings, NewProfileRequest, NewProfileView, Page, ProfileView,
    Protection,
};

use super::Answer;
use crate::{
    arguments::Profile,
    context::Context,
    exit::Exit,
    failure::{Failure, Problem},
    output::{Table, clean, note},
    secrets,
    words::{pick, yes_no},
};

pub(super) fn run(context: &Context, act: Profile) -> Answer {
    match act {
        Profile::Add {
            name,
            url,
            environment,
            analyst,
        } => add(context, name, url, &environment, analyst)?,
        Profile::List => list(context)?,
        Profile::Use { name } => {
            context.desk.use_profile(&name)?;
            tell(context, &name, "Perfil en uso", "Profile in use")?;
        }
        Profile::Remove { name } => {
            let removed = named(context, &name)?;
            context.desk.remove_profile(&name)?;
            context.output.show(&removed, |removed| {
                let said = pick(
                    context.language,
                    "Perfil eliminado con su bóveda",
                    "Profile removed with its vault",
                );
                format!("{said}: {}", clean(&removed.name))
            })?;
        }
        Profile::Connection { file, reset } => connection(context, file.as_deref(), reset)?,
    }
    Ok(Exit::Done)
}

/// Shows the settings in force as the JSON that `--file` takes.
fn connection(context: &Context, file: Option<&Path>, reset: bool) -> Result<(), Failure> {
    let session = context.session()?;
    let wanted = match file {
        Some(file) => {
            let text = if file == Path::new("-") {
                io::read_to_string(io::stdin())?
            } else {
                fs::read_to_string(file)?
            };
            Some(serde_json::from_str(&text).map_err(|_| Problem::Settings)?)
        }
        None => reset.then(ConnectionSettings::default),
    };
    let view = match wanted {
        Some(settings) => desk::connection::change(&session, &settings)?,
        None => desk::connection::show(&session)?,
    };
    context.output.show(&view.settings, |settings| {
        serde_json::to_string_pretty(settings).unwrap_or_default()
    })?;
    Ok(())
}

fn add(
    context: &Context,
    name: String,
    url: String,
    environment: &str,
    analyst: Option<String>,
) -> Result<(), Failure> {
    let environment = environment.parse().map_err(|_| Problem::Word)?;
    let request = NewProfileRequest {
        name,
        url,
        environment,
        key: secrets::api_key()?,
        protection: Protection::Passphrase,
        passphrase: Some(secrets::passphrase()?),
        analyst: analyst.or_else(system_user).unwrap_or_default(),
        network: NetworkSettings::default(),
        operations: serde_json::Value::Null,
    };
    let made = context.desk.create_profile(request)?;
    if !context.output.is_json() {
        let keep = pick(
            context.language,
            "Código de recuperación (se muestra solo esta vez; guárdelo en un lugar seguro)",
            "Recovery code (shown this once; keep it in a safe place)",
        );
        note(&format!("{keep}: {}", made.recovery_code));
    }
    context.output.show(&made, |made: &NewProfileView| {
        let said = pick(
            context.language,
            "Perfil creado y en uso",
            "Profile made and in use",
        );
        format!(
            "{said}: {} ({})",
            clean(&made.profile.name),
            made.profile.environment
        )
    })?;
    Ok(())
}

/// The name of the person at this computer, as the system knows it.
fn system_user() -> Option<String> {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .filter(|name| !name.is_empty())
}

fn list(context: &Context) -> Result<(), Failure> {
    let data = context.desk.app_state()?.profiles;
    let total = data.len() as u64;
    context.output.show(
        &Page {
            data,
            total,
            all: total,
        },
        |page| {
            let headings = pick(
                context.language,
                ["en uso", "nombre", "entorno", "dirección"],
                ["in use", "name", "environment", "address"],
            );
            let mut table = Table::new(headings);
            for profile in &page.data {
                let in_use = yes_no(profile.current, context.language);
                table.row([
                    in_use.into(),
                    profile.name.clone(),
                    profile.environment.to_string(),
                    profile.url.clone(),
                ]);
            }
            table.with_total(page.total)
        },
    )?;
    Ok(())
}

fn tell(context: &Context, name: &str, spanish: &str, english: &str) -> Result<(), Failure> {
    let profile = named(context, name)?;
    context.output.show(&profile, |profile| {
        format!(
            "{}: {} ({})",
            pick(context.language, spanish, english),
            clean(&profile.name),
            profile.environment
        )
    })?;
    Ok(())
}

fn named(context: &Context, name: &str) -> Result<ProfileView, Failure> {
    let wanted = name.trim().to_lowercase();
    let profiles = context.desk.app_state()?.profiles;
    let found = profiles
        .into_iter()
        .find(|profile| profile.name.to_lowercase() == wanted);
    found.ok_or_else(|| desk::Error::NoProfile.into())
}
