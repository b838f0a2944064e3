//! Nothing of the organisation and no secret is on disk in plain, and none is in an error.

use std::{
    error::Error as _,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use artu::models::Environment;
use desk::{
    Error,
    contract::{
        ConnectionRequest, Language, PromoteRequest, PullRequest, ReviewRequest, UnlockRequest,
        Verdict,
    },
};
use sandbox::{FULL_KEY, Fault, FaultKind};
use secrecy::SecretString;

use crate::support::{ES, LIST, Office, PASSPHRASE, TEST, desk_over, profile, some_uuid};

const NAMES: [&str; 5] = ["Sebastián", "Ibáñez", "ibanez", "Aceros del Norte", "Renée"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Asserts that no file below the folder holds any of the texts, in UTF-8 or UTF-16.
fn assert_absent(folder: &Path, texts: &[String]) {
    let files = files(folder);
    assert!(files.iter().any(|path| path.ends_with("vault.db")));
    for path in files {
        let bytes = fs::read(&path).unwrap();
        for text in texts {
            let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
                text.encode_utf16().flat_map(order).collect()
            };
            for form in [
                text.as_bytes().to_vec(),
                wide(u16::to_le_bytes),
                wide(u16::to_be_bytes),
            ] {
                assert!(!contains(&bytes, &form), "{} holds {text}", path.display());
            }
        }
    }
}

fn marked(office: &Office) -> Vec<String> {
    let client = office
        .control
        .client(TEST, office.named("Sebastián Luna Juárez").0)
        .unwrap();
    let rfc = client["scopeData"]["MX"]["rfc"].as_str().unwrap();
    let mut texts: Vec<String> = NAMES.iter().map(|&name| name.to_owned()).collect();
    texts.extend([
        rfc.to_owned(),
        FULL_KEY.to_owned(),
        PASSPHRASE.to_owned(),
        office.recovery_code.clone(),
        office.recovery_code.replace('-', ""),
        "poder notarial".to_owned(),
        "atendida por sí misma".to_owned(),
    ]);
    texts
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_holds_a_secret_or_a_name() {
    let mut office = Office::new(300).await;
    let texts = marked(&office);
    office
        .control
        .push_fault(Fault::next(FaultKind::UndecodableRecord { index: 9 }).on("POST", LIST));
    office.pull().await.unwrap();
    let member = office.member();
    office.pass(10);
    office.control.rename(TEST, member.0, "Renée").unwrap();
    office.pull().await.unwrap();
    office.promote(member).await.unwrap();
    let household = office.named("Sebastián Luna Juárez");
    desk::review::record(
        &office.session(),
        &ReviewRequest {
            household_id: household,
            verdict: Verdict::NeedsInfo,
            note: "Falta el poder notarial".into(),
        },
    )
    .unwrap();
    desk::household::page(&office.session(), household, ES).unwrap();
    // Once with the write-ahead log there, once after it was put away.
    assert_absent(office.folder.path(), &texts);
    office.reopen();
    office.sweep().await.unwrap();
    assert_absent(office.folder.path(), &texts);
    office.desk.lock();
    assert_absent(office.folder.path(), &texts);
    // Nothing half-written is left beside the real files.
    let mut names: Vec<_> = files(office.folder.path())
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.retain(|name| !name.ends_with("lock"));
    names.sort_unstable();
    let kept = [
        "journal.head",
        "profiles.json",
        "vault.db",
        vault::KEY_FILE_NAME,
        vault::WORK_FILE_NAME,
    ];
    assert_eq!(names, kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_folder_does_not_open_by_itself() {
    let office = Office::filled(26).await;
    office.desk.lock();
    let copy = tempfile::tempdir().unwrap();
    for path in files(office.folder.path()) {
        let to = copy
            .path()
            .join(path.strip_prefix(office.folder.path()).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&path, to).unwrap();
    }
    let desk = desk_over(copy.path(), &office.clock);
    assert!(matches!(desk.session(), Err(Error::Locked)));
    assert!(desk.unlock(&UnlockRequest::Keychain).is_err());
}

/// Everything an error can say, its causes included.
fn said(error: &Error) -> String {
    let mut said = format!("{error:?} {error}");
    let mut cause = error.source();
    while let Some(one) = cause {
        let _ = write!(said, " {one:?} {one}");
        cause = one.source();
    }
    for language in [Language::Es, Language::En] {
        said.push_str(&serde_json::to_string(&error.to_app(language)).unwrap());
    }
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn no_error_holds_a_secret_or_a_name() {
    let office = Office::filled(26).await;
    let texts = marked(&office);
    let session = office.session();
    let mut errors: Vec<Error> = Vec::new();
    for kind in [
        FaultKind::Status {
            status: 401,
            retry_after: None,
        },
        FaultKind::Status {
            status: 403,
            retry_after: None,
        },
        FaultKind::Status {
            status: 422,
            retry_after: None,
        },
        FaultKind::BadJson,
        FaultKind::HtmlPage { status: 200 },
        FaultKind::Reset,
    ] {
        office
            .control
            .push_fault(Fault::always(kind).on("POST", LIST));
        let request = PullRequest { sweep: true };
        errors.push(desk::pull::run(&session, request, ES).await.unwrap_err());
        office.control.clear_faults();
    }
    let promote = PromoteRequest {
        client_id: some_uuid().into(),
        reason: "atendida por sí misma".into(),
        queue: false,
        confirmed: true,
    };
    errors.push(
        desk::operate::promote(&session, &promote, ES)
            .await
            .map(|_| ())
            .unwrap_err(),
    );
    for url in [
        "nada",
        "http://example.test",
        &format!("https://{FULL_KEY}@example.test"),
    ] {
        let request = ConnectionRequest {
            url: url.into(),
            environment: Environment::Test,
            key: SecretString::from(FULL_KEY),
            network: desk::contract::NetworkSettings::default(),
            operations: serde_json::Value::Null,
        };
        errors.push(
            desk::connection::test(&request, ES)
                .await
                .map(|_| ())
                .unwrap_err(),
        );
    }
    let again = profile("nada", TEST, FULL_KEY);
    errors.push(office.desk.create_profile(again).map(|_| ()).unwrap_err());
    office.desk.lock();
    for wrong in [
        UnlockRequest::Passphrase(SecretString::from(format!("{PASSPHRASE}!"))),
        UnlockRequest::RecoveryCode(SecretString::from(office.recovery_code[1..].to_owned())),
    ] {
        errors.push(office.desk.unlock(&wrong).unwrap_err());
    }
    errors.push(desk::status::status(&session).map(|_| ()).unwrap_err());
    assert_eq!(errors.len(), 14);
    for error in &errors {
        let said = said(error);
        for text in &texts {
            assert!(!said.contains(text), "{said}");
        }
    }
}
