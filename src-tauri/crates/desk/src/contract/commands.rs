//! The list of commands, and what each takes and gives.

use ts_rs::TS;

use super::{
    AdoptPackRequest, AppState, BackupRequest, BackupView, ChangePassphraseRequest,
    ChangeProtectionRequest, ChangesView, ClientQuery, ClientRequest, ClientRow, ClientView,
    ComputerView, ConnectionReport, ConnectionRequest, ConnectionSettings, ConnectionSettingsView,
    CorrectRequest, CorrectionRequest, CorrectionTrial, DecideRequest, DecidedView, ExportRequest,
    ExportView, FindingCodeCount, FindingQuery, FindingView, ForgetRequest, ForgottenView,
    HouseholdQuery, HouseholdRequest, HouseholdRow, HouseholdView, JournalCheck, JournalRow,
    LanguageRequest, MatrixView, MissingCopyRequest, MissingFileRequest, MissingRequest,
    MissingView, NewProfileRequest, NewProfileView, NoticeRequest, NoticeView, OfferedPack,
    OfferedPackRequest, OperationQuery, OperationRequest, OperationResult, OperationView, Page,
    ProfileRequest, PromoteRequest, PullRequest, QuarantineRow, RebuildRequest, RecoveryCodeView,
    RehearsedFinding, RehearsedQuery, RekeyRequest, RenameViewRequest, RenewRecoveryCodeRequest,
    RestoreRequest, RestoreView, RetentionRequest, RetentionView, ReviewRequest, ReviewState,
    RuleRehearsal, RulesView, SaveViewRequest, SavedView, SearchHit, SearchRequest, SendReport,
    Slice, UnlockRequest, VaultCheck, VaultFilesView, VaultKeysView, ViewRequest,
};

/// What a command takes and what it gives. Never built: it only describes the command to the TypeScript side.
#[derive(TS)]
#[expect(dead_code, reason = "described, never built")]
pub(super) struct Call<Request, View> {
    /// What it takes.
    request: Request,
    /// What it gives.
    view: View,
}

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident($request:ty) -> $view:ty;)*) => {
        /// Every command the window may call.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Every command by name, for the TypeScript side.
        #[derive(TS)]
        #[expect(dead_code, reason = "described, never built")]
        pub(super) struct Commands {
            $($(#[doc = $doc])* $name: Call<$request, $view>,)*
        }
    };
}

// The list stands apart so that the build script of the window can read the same names.
include!("commands.in");
