//! The arguments as they are typed. Their descriptions are the English help; [`crate::help`] holds the Spanish.

use std::{num::ParseIntError, path::PathBuf, str::FromStr};

use clap::{ArgAction, Args, Parser, Subcommand};

/// Clients and linked clients of an organisation, from the command line
#[derive(Parser)]
#[command(
    name = "vinculo-cli",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Args)]
pub(crate) struct Global {
    /// Folder of profiles and vaults
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "VINCULO_DATA_DIR",
        hide_env_values = true
    )]
    pub data_dir: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of texts
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = ["es", "en"])]
    pub language: Option<String>,
    /// Tell on standard error what happens, without personal data
    #[arg(long, global = true)]
    pub verbose: bool,
    /// Print help
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Print the version
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Add, list, choose or remove profiles
    #[command(subcommand)]
    Profile(Profile),
    /// Bring the server's changes
    Pull {
        /// Read everything again and find what is gone
        #[arg(long)]
        sweep: bool,
    },
    /// Say what the vault holds and what waits
    Status,
    /// Find clients by names in any order or part of an identifier
    Search {
        /// Words to look for
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Rows to print at most
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..), value_name = "N")]
        limit: u32,
    },
    /// Show a client, or forget one
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Client {
        #[command(subcommand)]
        act: Option<ClientAct>,
        /// Id of the client
        #[arg(required = true)]
        id: Option<String>,
        /// Show its earlier versions as well
        #[arg(long)]
        revisions: bool,
    },
    /// Show what of the notice to the authority a client's files hold
    Notice {
        /// Id of the client
        id: String,
        /// Activity, as in VEH; the first of the client's when none is given
        #[arg(long, value_name = "ACTIVITY")]
        activity: Option<String>,
    },
    /// List households
    Households(Households),
    /// Show a household
    Household {
        /// Id of the household: that of its anchor
        id: String,
    },
    /// List non-primary clients that no link reaches
    Orphans,
    /// Run the rules and list their findings
    Check {
        /// Ids of clients; every client when none is given
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        /// Every client
        #[arg(long, conflicts_with = "ids")]
        all: bool,
        /// Only findings of this weight
        #[arg(long, value_parser = ["error", "warn", "info"], value_name = "SEVERITY")]
        severity: Option<String>,
    },
    /// Promote a client to primary
    Promote(Promote),
    /// Link a client to a parent
    Link(Link),
    /// Remove the link between a parent and a client
    Unlink(Unlink),
    /// Make a non-primary client and link it to a parent
    Related(Related),
    /// Act on all links of a parent at once
    #[command(subcommand)]
    Links(Links),
    /// List, send, cancel or settle operations; list when nothing is said
    Operations {
        #[command(subcommand)]
        act: Option<Operations>,
    },
    /// Record a verdict on a household
    Review {
        /// Id of the household: that of its anchor
        household: String,
        /// The verdict
        #[arg(long, value_parser = ["cleared", "needs_info", "escalated", "unsure"], value_name = "VERDICT")]
        verdict: String,
        /// What the verdict rests on
        #[arg(long, allow_hyphen_values = true, value_name = "TEXT")]
        note: String,
    },
    /// Show what changed in a household since its last review
    Changes {
        /// Id of the household: that of its anchor
        household: String,
    },
    /// Write a file for people or programs
    Export {
        /// What to write
        #[arg(value_parser = ["clients", "households", "members", "links", "findings", "operations", "household"], value_name = "SUBJECT")]
        subject: String,
        /// Id of the household, when one household is written
        id: Option<String>,
        /// Form of the file; pdf is for one household
        #[arg(long, value_parser = ["csv", "xlsx", "json", "pdf"], value_name = "FORMAT")]
        format: String,
        /// File to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        filters: FindingFilters,
    },
    /// Write the letter that asks a client for what is missing in its file
    Missing(Missing),
    /// List, read, rehearse, adopt or make rule packs; list when nothing is said
    Rules {
        #[command(subcommand)]
        act: Option<Rules>,
    },
    /// List or verify the journal, or print its head; list when nothing is said
    Journal {
        #[command(subcommand)]
        act: Option<Journal>,
    },
    /// Change the keys of the vault, back it up, restore it, check it, or lock the window
    #[command(subcommand)]
    Vault(Vault),
    /// List records that were set aside
    Quarantine,
    /// Look at folder, vault, journal, server, key and clock
    Doctor,
    /// Check Mexican identifiers
    #[command(subcommand)]
    Mx(Mx),
}

#[derive(Subcommand)]
pub(crate) enum Profile {
    /// Add a profile and its vault; the API key comes from standard input or `VINCULO_API_KEY`
    Add {
        /// Name of the profile
        name: String,
        /// Address of the server
        #[arg(long, value_name = "URL")]
        url: String,
        /// Environment of the organisation
        #[arg(long, value_parser = ["test", "live"], value_name = "ENVIRONMENT")]
        environment: String,
        /// Name of the analyst in the journal; that of the system's user when none is given
        #[arg(
            long,
            env = "VINCULO_ANALYST",
            hide_env_values = true,
            value_name = "NAME"
        )]
        analyst: Option<String>,
    },
    /// List profiles
    List,
    /// Choose the profile to use
    Use {
        /// Name of the profile
        name: String,
    },
    /// Remove a profile with everything its vault holds
    Remove {
        /// Name of the profile
        name: String,
    },
    /// Show or change how the profile in use speaks with its server; the settings are JSON, what is left out takes its default
    Connection {
        /// File with the settings to take from now on, `-` for standard input
        #[arg(long, value_name = "FILE", conflicts_with = "reset")]
        file: Option<PathBuf>,
        /// Bring the initial settings back
        #[arg(long)]
        reset: bool,
    },
}

#[derive(Args)]
pub(crate) struct Households {
    /// Text in a name or identifier of any member
    #[arg(long, allow_hyphen_values = true, value_name = "TEXT")]
    pub query: Option<String>,
    /// Only those with this defect of structure
    #[arg(long, value_name = "CODE")]
    pub defect: Option<String>,
    /// Only those in this state of review
    #[arg(long, value_parser = ["none", "outdated", "cleared", "needs_info", "escalated", "unsure"], value_name = "STATE")]
    pub review: Option<String>,
    /// Rows to print at most
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..), value_name = "N")]
    pub limit: u64,
    /// Rows to pass over
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub offset: u64,
}

#[derive(Args)]
pub(crate) struct Missing {
    /// Id of the household: that of its anchor
    pub household: String,
    /// Only what is missing of this member; the letter names no other
    #[arg(long, value_name = "ID")]
    pub member: Option<String>,
    /// Leave out what is asked only of who has such a thing
    #[arg(long)]
    pub demanded_only: bool,
    /// Leave out the norms
    #[arg(long)]
    pub without_norms: bool,
    /// Form of the letter; pdf needs a file
    #[arg(long, default_value = "text", value_parser = ["text", "pdf"], value_name = "FORMAT")]
    pub format: String,
    /// File to write; the letter is printed when none is given
    #[arg(long, required_if_eq("format", "pdf"), value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What findings can be narrowed to.
#[derive(Args)]
pub(crate) struct FindingFilters {
    /// Only findings of this weight
    #[arg(long, value_parser = ["error", "warn", "info"], value_name = "SEVERITY")]
    pub severity: Option<String>,
    /// Only findings with this code
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// Only findings that the rules of this scope give: base, MX, MX:AV:AVI, …
    #[arg(long, value_name = "SCOPE")]
    pub scope: Option<String>,
    /// Only findings about a household and its members, by the id of its anchor
    #[arg(long, value_name = "ID")]
    pub household: Option<String>,
    /// Only findings of this day or later, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// Only findings of the days before this one, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    pub before: Option<String>,
    /// Only findings that were decided so
    #[arg(long, value_parser = ["open", "undecided", "to_fix", "accepted", "false_alarm"], value_name = "DECISION")]
    pub decided: Option<String>,
}

/// What every operation takes.
#[derive(Args)]
pub(crate) struct Act {
    /// Why; it stays in the journal
    #[arg(
        long,
        required_unless_present = "rehearse",
        allow_hyphen_values = true,
        value_name = "TEXT"
    )]
    pub reason: Option<String>,
    /// Only say what would happen; nothing is stored or sent
    #[arg(long, conflicts_with = "queue")]
    pub rehearse: bool,
    /// Only record it; `operations send` sends it
    #[arg(long)]
    pub queue: bool,
    /// Confirm once more that it is meant for live
    #[arg(long)]
    pub confirm_live: bool,
}

#[derive(Args)]
pub(crate) struct Promote {
    /// Id of the client
    pub id: String,
    #[command(flatten)]
    pub act: Act,
}

#[derive(Args)]
pub(crate) struct Link {
    /// Id of the parent
    pub parent: String,
    /// Id of the client that becomes its child
    pub child: String,
    /// What the child is to the parent, as Artu calls it
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: String,
    #[command(flatten)]
    pub act: Act,
}

#[derive(Args)]
pub(crate) struct Unlink {
    /// Id of the parent
    pub parent: String,
    /// Id of the linked client
    pub child: String,
    /// Only the link of this type; all links between the two when none is given
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    #[command(flatten)]
    pub act: Act,
}

#[derive(Args)]
pub(crate) struct Related {
    /// Id of the parent
    pub parent: String,
    /// What the child is to the parent, as Artu calls it
    #[arg(long = "type", value_name = "TYPE")]
    pub relationship: String,
    /// What the new client is
    #[arg(long, value_parser = ["individual", "company", "trust"], value_name = "KIND")]
    pub kind: String,
    /// Full or given name of the new client
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Its middle name
    #[arg(long, value_name = "NAME")]
    pub middle_name: Option<String>,
    /// Its last name or names
    #[arg(long, value_name = "NAME")]
    pub last_name: Option<String>,
    /// Scope of the new client; may be given more than once
    #[arg(long = "scope", required = true, value_name = "SCOPE")]
    pub scopes: Vec<String>,
    /// Id the organisation gives it; with one, a lost answer can be settled for sure
    #[arg(long, value_name = "ID")]
    pub external_id: Option<String>,
    #[command(flatten)]
    pub act: Act,
}

#[derive(Subcommand)]
pub(crate) enum ClientAct {
    /// Remove everything that this computer holds of a client that is gone from Artu; the journal keeps the fact
    Forget {
        /// Id of the client
        id: String,
        /// Say that it is to go for good
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum Links {
    /// Put other links in the place of all links of a parent; those not listed are dropped
    Replace {
        /// Id of the parent
        parent: String,
        /// JSON file with every link the parent shall have: {"linkedClients": [{clientId, relationshipType, metadata?}]}
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        act: Act,
    },
}

#[derive(Subcommand)]
pub(crate) enum Operations {
    /// List operations, the newest first
    List,
    /// Send what waits, the oldest first
    Send,
    /// Take back an operation that was not sent
    Cancel {
        /// Id of the operation
        id: String,
    },
    /// Read the server to settle operations whose answer was lost
    Settle,
}

#[derive(Subcommand)]
pub(crate) enum Journal {
    /// List entries, the newest first
    List {
        /// Rows to print at most
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..), value_name = "N")]
        limit: u64,
        /// Rows to pass over
        #[arg(long, default_value_t = 0, value_name = "N")]
        offset: u64,
    },
    /// Check the chain of every entry
    Verify,
    /// Print the hash of the last entry
    Head,
    /// Write every entry to a file, one JSON document a line, with the head at its end
    Export {
        /// File to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum Rules {
    /// List the rule packs of the vault
    List,
    /// Say who signed a rule pack and what it changes in the tables
    Read {
        /// File of the rule pack
        file: PathBuf,
    },
    /// Say which findings a rule pack would change; none is touched
    Rehearse {
        /// File of the rule pack
        file: PathBuf,
    },
    /// Adopt a rule pack, and check every client with it once its day has come
    Adopt {
        /// File of the rule pack
        file: PathBuf,
        /// Why; it stays in the journal
        #[arg(long, allow_hyphen_values = true, value_name = "TEXT")]
        reason: String,
        /// The signing key as whoever made the pack tells it; needed the first time
        #[arg(long, value_name = "KEY")]
        trust_key: Option<String>,
    },
    /// Write the tables of the pack in force into a folder, to be edited
    Tables {
        /// Folder, new or empty
        folder: PathBuf,
    },
    /// Sign the tables of a folder as a rule pack with the key of this workplace
    Sign {
        /// Folder with every table
        folder: PathBuf,
        /// Name of the pack
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Version of the pack
        #[arg(long, value_name = "VERSION")]
        pack_version: String,
        /// The first day on which it counts, YYYY-MM-DD
        #[arg(long, value_name = "DAY")]
        from: String,
        /// File to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// For how many years; nothing for ever.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keep(pub Option<u32>);

impl FromStr for Keep {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "forever" => Ok(Self(None)),
            years => years.parse().map(|years| Self(Some(years))),
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum Vault {
    /// Say what opens the vault
    Keys,
    /// Choose another passphrase: the new one comes in `VINCULO_NEW_PASSPHRASE`
    Passphrase,
    /// Make and print a new recovery code; the one before opens no more
    RecoveryCode,
    /// Encrypt the vault under a new key and print a new recovery code
    Rekey,
    /// Ask the window that has the vault open to lock it
    Lock,
    /// Write an encrypted backup that was verified by opening it
    Backup {
        /// File to write; none is overwritten
        file: PathBuf,
        /// Only the analyst's own work, without the clients and the API key
        #[arg(long)]
        work: bool,
    },
    /// Put a backup in the place of the vault; what is replaced is kept aside
    Restore {
        /// The backup
        #[arg(required_unless_present = "work", conflicts_with = "work")]
        file: Option<PathBuf>,
        /// Make a damaged vault anew from the analyst's work that is kept beside it
        #[arg(long)]
        work: bool,
        /// Take a backup of another profile or environment as well
        #[arg(long)]
        another_profile: bool,
    },
    /// Check every page, the structure and the journal
    Check,
    /// Say how long earlier versions of clients are kept and the room they take
    Revisions {
        /// Keep them so many years, from 10 on, or `forever`; older ones go after the next pull
        #[arg(long, value_name = "YEARS")]
        keep: Option<Keep>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Mx {
    /// Read NDJSON rows {id, kind, input, context?}, or a column of a CSV file, on standard input and print an outcome for each
    Check {
        /// Day of the check, YYYY-MM-DD; today when none is given
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        /// Read CSV: the name of the column with the keys
        #[arg(long, value_name = "NAME", requires = "kind")]
        column: Option<String>,
        /// What the keys of the column are: rfc, curp or clabe
        #[arg(long, value_name = "KIND", requires = "column")]
        kind: Option<String>,
    },
}
