//! R14: secrets at rest. The command line's own binary sets a profile up, pulls, notes, operates, exports, backs up, changes the key,
//! logs, fails, is killed and ends, with marker names, RFCs, a note, a reason, the API key, the passphrase and the recovery codes.
//!
//! None of them stands in any file of the data folder, the configuration, the temporary folder, the cache or the folder it runs
//! in, in no usual form, nor in what it logs. While it runs, none stands on its command line, and of the secrets only the passphrase
//! in its environment, where the caller put it. What it exports is meant to hold data and is left out.

mod forms;

use std::{
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use sandbox::{Fault, FaultKind};
use tokio::{io::AsyncWriteExt as _, process::Command};
use uuid::Uuid;

use crate::{
    office::{LIST, Office, PASSPHRASE, TEST},
    peers::program::Program,
    pool::Case,
    trouble::{Outcome, Trouble, ensure, fail},
};
use forms::Forms;

const CLIENTS: usize = 240;
const MARKED: usize = 50;
const NOTE: &str = "Nota marcada del expediente azulejo";
const REASON: &str = "Motivo marcado del colibrí esmeralda";
const OTHER: &str = "otra frase marcada 31";
/// Folders of one home: where the program may write, and where it writes what it is asked for.
const DATA: &str = "datos";
const OUT: &str = "salida";
const PLACES: [(&str, &str); 7] = [
    ("HOME", "casa"),
    ("XDG_CONFIG_HOME", "configuracion"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_DATA_HOME", "local"),
    ("XDG_STATE_HOME", "estado"),
    ("XDG_RUNTIME_DIR", "ejecucion"),
    ("TMPDIR", "temporal"),
];
/// After how long a run counts as never ending.
const LONGEST: Duration = Duration::from_mins(2);

pub(crate) async fn case(case: Case) -> Outcome {
    let office = Office::bare(CLIENTS, 0, case.seed).await?;
    let home = tempfile::tempdir()?;
    for place in PLACES.iter().map(|(_, place)| *place).chain([DATA, OUT]) {
        std::fs::create_dir(home.path().join(place))?;
    }
    let mut sweep = Sweep {
        program: Program::find(&home.path().join(DATA))?,
        home: home.path().to_owned(),
        passphrase: PASSPHRASE,
        secrets: Forms::default(),
        shown: Forms::default(),
    };
    let ids = plant(&office, &mut sweep, case.seed)?;
    sweep.set_up(&office).await?;
    sweep.work(&office, &ids).await?;
    sweep.killed(&office).await?;
    sweep.change_keys().await?;
    sweep.look()
}

/// Gives clients names that stand nowhere else, and takes note of these and of their RFCs.
fn plant(office: &Office, sweep: &mut Sweep, seed: u64) -> Outcome<Vec<Uuid>> {
    let ids: Vec<_> = office
        .control
        .client_ids(TEST)
        .into_iter()
        .take(MARKED)
        .collect();
    for (number, id) in ids.iter().enumerate() {
        let name = format!(
            "Marcadora{number:02}{:08x}",
            seed.wrapping_mul(2_654_435_761) & 0xffff_ffff
        );
        office.control.rename(TEST, *id, &name)?;
        sweep.shown.add("a name", &name);
        let client = office.control.client(TEST, *id).unwrap_or_default();
        if let Some(rfc) = client["scopeData"]["MX"]["rfc"].as_str() {
            sweep.shown.add("an RFC", rfc);
        }
    }
    sweep.shown.add("the note", NOTE);
    sweep.shown.add("the reason", REASON);
    for (name, secret) in [
        ("the API key", sandbox::FULL_KEY),
        ("the passphrase", PASSPHRASE),
        ("the other passphrase", OTHER),
    ] {
        sweep.secrets.add(name, secret);
    }
    Ok(ids)
}

/// One sweep.
struct Sweep {
    program: Program,
    home: PathBuf,
    passphrase: &'static str,
    /// What is shown to nobody.
    secrets: Forms,
    /// What is shown to who asks for it.
    shown: Forms,
}

impl Sweep {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program.command(arguments);
        command
            .current_dir(self.home.join(PLACES[0].1))
            .env("VINCULO_PASSPHRASE", self.passphrase)
            .env("VINCULO_NEW_PASSPHRASE", OTHER)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for (name, place) in PLACES {
            command.env(name, self.home.join(place));
        }
        command
    }

    /// Runs a command with a line on standard input; what it logs holds nothing.
    async fn run(&self, arguments: &[&str], input: &str) -> Outcome<Output> {
        let mut child = self.command(arguments).spawn()?;
        if let Some(mut pipe) = child.stdin.take() {
            pipe.write_all(input.as_bytes()).await?;
        }
        let output = tokio::time::timeout(LONGEST, child.wait_with_output())
            .await
            .map_err(|_| Trouble(format!("{} did not end", arguments[0])))??;
        self.ensure_clean(&format!("the log of {}", arguments[0]), &output.stderr)?;
        let secret = self.secrets.find(&output.stdout);
        ensure(secret.is_none(), || {
            format!("{} prints {secret:?}", arguments[0])
        })?;
        Ok(output)
    }

    /// The same, ending with one of these statuses.
    async fn done(&self, arguments: &[&str], statuses: &[i32]) -> Outcome<Output> {
        let output = self.run(arguments, "").await?;
        let status = output.status.code().unwrap_or(-1);
        ensure(statuses.contains(&status), || {
            let told = String::from_utf8_lossy(&output.stderr);
            format!("{}: status {status}, {told}", arguments.join(" "))
        })?;
        Ok(output)
    }

    fn ensure_clean(&self, place: &str, bytes: &[u8]) -> Outcome {
        let found = self.secrets.find(bytes).or_else(|| self.shown.find(bytes));
        match found {
            Some(found) => fail(format!("{place} holds {found}")),
            None => Ok(()),
        }
    }

    fn out(&self, name: &str) -> String {
        self.home
            .join(OUT)
            .join(name)
            .to_string_lossy()
            .into_owned()
    }

    async fn set_up(&mut self, office: &Office) -> Outcome {
        let url = office.sandbox.base_url();
        let add = [
            "profile",
            "add",
            "Oficina",
            "--url",
            &url,
            "--environment",
            "test",
            "--verbose",
            "--json",
        ];
        let made = self.run(&add, &format!("{}\n", sandbox::FULL_KEY)).await?;
        self.note_code(&made)?;
        self.look()
    }

    /// Takes note of the recovery code that a command made.
    fn note_code(&mut self, made: &Output) -> Outcome {
        let told: serde_json::Value = serde_json::from_slice(&made.stdout)?;
        let Some(code) = told["recoveryCode"].as_str() else {
            return fail("no recovery code");
        };
        self.secrets.add("a recovery code", code);
        self.secrets.add("a recovery code", &code.replace('-', ""));
        Ok(())
    }

    async fn work(&self, office: &Office, ids: &[Uuid]) -> Outcome {
        let odd = FaultKind::UndecodableRecord { index: 9 };
        office.control.push_fault(Fault::next(odd).on("POST", LIST));
        self.done(&["pull", "--verbose", "--json"], &[0, 7]).await?;
        self.look()?;
        let find = |primary: bool| {
            let found = ids.iter().find(|id| office.is_primary(**id) == primary);
            found
                .map(Uuid::to_string)
                .ok_or_else(|| Trouble("nobody to act on".into()))
        };
        let (household, member) = (find(true)?, find(false)?);
        let files = [
            "clientes.csv",
            "clientes.xlsx",
            "hogar.pdf",
            "operaciones.json",
            "respaldo",
            "obra",
            "bitacora",
        ]
        .map(|name| self.out(name));
        let commands: [&[&str]; 19] = [
            &["client", &member, "--revisions", "--verbose"],
            &["household", &household],
            &["search", "Marcad", "--verbose"],
            &[
                "review",
                &household,
                "--verdict",
                "needs_info",
                "--note",
                NOTE,
                "--verbose",
            ],
            &["changes", &household],
            &["promote", &member, "--reason", REASON, "--verbose"],
            &["operations", "list"],
            &["check"],
            &["status"],
            &["quarantine"],
            &["doctor"],
            &["journal", "list"],
            &["journal", "export", "--out", &files[6]],
            &[
                "export",
                "clients",
                "--format",
                "csv",
                "--out",
                &files[0],
                "--verbose",
            ],
            &["export", "clients", "--format", "xlsx", "--out", &files[1]],
            &[
                "export",
                "household",
                &household,
                "--format",
                "pdf",
                "--out",
                &files[2],
            ],
            &[
                "export",
                "operations",
                "--format",
                "json",
                "--out",
                &files[3],
            ],
            &["vault", "backup", &files[4]],
            &["vault", "backup", &files[5], "--work"],
        ];
        for command in commands {
            // Looking for trouble finds some: an expired document, a record that was set aside.
            self.done(command, &[0, 1, 7]).await?;
        }
        ensure(office.is_primary(member.parse()?), || {
            "the operation was not carried out".into()
        })?;
        for backup in &files[4..6] {
            self.ensure_clean("a backup", &std::fs::read(backup)?)?;
        }
        for wrong in ["household", "client"] {
            self.done(&[wrong, &Uuid::nil().to_string(), "--verbose"], &[1])
                .await?;
        }
        self.look()
    }

    /// While it runs, and after it was killed with its log and its temporary files there.
    async fn killed(&self, office: &Office) -> Outcome {
        office.control.advance(600_000);
        let hang = Fault::always(FaultKind::Hang).on("POST", LIST);
        office.control.push_fault(hang.after(1));
        office.control.clear_requests();
        let mut child = self.command(&["pull", "--sweep", "--verbose"]).spawn()?;
        office
            .control
            .wait_for_requests(Some("POST"), LIST, 2)
            .await;
        if let (Some(process), true) = (child.id(), cfg!(target_os = "linux")) {
            let line = std::fs::read(format!("/proc/{process}/cmdline"))?;
            self.ensure_clean("the command line", &line)?;
            let given = std::fs::read(format!("/proc/{process}/environ"))?;
            let others = given.split(|byte| *byte == 0).filter(|variable| {
                let ours = [&b"VINCULO_PASSPHRASE="[..], b"VINCULO_NEW_PASSPHRASE="];
                !ours.iter().any(|name| variable.starts_with(name))
            });
            for variable in others {
                self.ensure_clean("the environment", variable)?;
            }
        }
        self.look()?;
        child.start_kill()?;
        let output = tokio::time::timeout(LONGEST, child.wait_with_output())
            .await
            .map_err(|_| Trouble("a killed program did not end".into()))??;
        self.ensure_clean("the log of a killed pull", &output.stderr)?;
        office.control.clear_faults();
        self.look()?;
        self.done(&["pull", "--sweep", "--verbose"], &[0])
            .await
            .map(drop)
    }

    async fn change_keys(&mut self) -> Outcome {
        for command in ["recovery-code", "rekey"] {
            let made = self
                .done(&["vault", command, "--verbose", "--json"], &[0])
                .await?;
            self.note_code(&made)?;
            // With the new key comes the new passphrase.
            if command == "rekey" {
                self.done(&["status", "--verbose"], &[3]).await?;
                self.passphrase = OTHER;
            }
        }
        self.done(&["vault", "passphrase", "--verbose"], &[0])
            .await?;
        let backup = self.out("respaldo");
        self.done(&["vault", "lock"], &[0]).await?;
        self.done(&["vault", "restore", &backup, "--verbose"], &[3])
            .await?;
        self.done(&["vault", "check", "--verbose"], &[0])
            .await
            .map(drop)
    }

    /// Looks into every file but those that were asked for.
    fn look(&self) -> Outcome {
        let mut files = Vec::new();
        for place in PLACES.iter().map(|(_, place)| *place).chain([DATA]) {
            list(&self.home.join(place), &mut files)?;
        }
        ensure(!files.is_empty(), || "there is no file".into())?;
        for file in files {
            let name = file.to_string_lossy();
            self.ensure_clean(&name, &std::fs::read(&file)?)?;
            self.ensure_clean("the name of a file", name.as_bytes())?;
        }
        Ok(())
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
