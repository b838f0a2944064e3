//! The commands of the window, a few lines each: take the request, call the use case, return the view.

mod correction;
mod dialog;
mod export;
mod findings;
mod forgetting;
mod missing;
mod operations;
mod pull;
mod reading;
mod review;
mod rules;
mod saved_views;
mod session;
mod vault;

pub(crate) use vault::ChosenBackup;

use std::sync::Arc;

use desk::{
    Desk, Error, Session,
    contract::{AppError, Language},
};
use tauri::{Wry, ipc::Invoke};

/// What every command gives.
pub(crate) type Answer<T> = Result<T, AppError>;

/// The handler of every command of the contract.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        session::app_state,
        session::set_language,
        session::test_connection,
        session::create_profile,
        session::explore_sample,
        session::use_profile,
        session::unlock,
        session::lock,
        session::computer,
        session::show_other_window,
        vault::vault_keys,
        vault::vault_files,
        vault::revision_retention,
        vault::set_revision_retention,
        vault::change_passphrase,
        vault::change_protection,
        vault::renew_recovery_code,
        vault::confirm_recovery_code,
        vault::rekey_vault,
        vault::back_up_vault,
        vault::restore_vault,
        vault::rebuild_vault,
        vault::check_vault,
        session::connection_settings,
        session::set_connection_settings,
        pull::start_pull,
        pull::cancel_pull,
        reading::list_households,
        reading::household,
        reading::household_matrix,
        missing::missing_items,
        missing::enter_copied_missing_items,
        missing::export_missing_items,
        reading::list_clients,
        reading::client,
        reading::notice_readiness,
        forgetting::forget_client,
        reading::search,
        findings::list_findings,
        findings::count_findings,
        findings::decide_findings,
        reading::list_quarantine,
        reading::list_journal,
        reading::verify_journal,
        operations::rehearse_promotion,
        operations::promote,
        correction::try_correction,
        correction::rehearse_correction,
        correction::correct,
        operations::list_operations,
        operations::operation,
        operations::send_operations,
        operations::cancel_operation,
        operations::settle_operations,
        review::review_household,
        review::household_changes,
        saved_views::saved_views,
        saved_views::save_view,
        saved_views::rename_view,
        saved_views::remove_view,
        rules::rule_packs,
        rules::offer_rule_pack,
        rules::rehearse_rule_pack,
        rules::list_rehearsed_findings,
        rules::adopt_rule_pack,
        rules::check_everything,
        rules::cancel_check,
        export::export_file,
    ]
}

/// Runs a use case that reads or writes the vault, off the threads that wait for the network.
async fn with_session<T: Send + 'static>(
    desk: &Arc<Desk>,
    work: impl FnOnce(&Session, Language) -> Result<T, Error> + Send + 'static,
) -> Answer<T> {
    off_thread(desk, move |desk, language| {
        work(&*desk.session()?, language)
    })
    .await
}

/// Runs a use case that may take its time on the disk or in the keychain.
async fn off_thread<T: Send + 'static>(
    desk: &Arc<Desk>,
    work: impl FnOnce(&Arc<Desk>, Language) -> Result<T, Error> + Send + 'static,
) -> Answer<T> {
    let language = desk.language();
    let desk = Arc::clone(desk);
    let done = tauri::async_runtime::spawn_blocking(move || work(&desk, language)).await;
    done.unwrap_or(Err(Error::Interrupted))
        .map_err(|error| error.to_app(language))
}
