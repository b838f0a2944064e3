//! What the table says of one operation, and the macro that writes the table.

use std::fmt;

use super::path;
use super::table::OperationName;
use super::verb::{Operation, Verb};

/// What an operation stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Certain: the reference page of the promotion of a client shows it (S).
    Certain,
    /// Another public page of the reference or the guides (D).
    Documented,
    /// Written nowhere; concluded from its neighbours (I).
    Inferred,
}

impl Mark {
    /// The letter of the mark: `S`, `D` or `I`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "S",
            Self::Documented => "D",
            Self::Inferred => "I",
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether an operation may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Changes nothing: repeated while the fault is transient.
    Read,
    /// Changes something: sent once.
    Write,
}

/// One row of the table: an operation as the contract has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationRow {
    /// The name.
    pub name: OperationName,
    /// The name as text: the contract's `operationId`.
    pub id: &'static str,
    /// What it does, in English.
    pub doc: &'static str,
    /// What it stands on.
    pub mark: Mark,
    /// The method.
    pub method: Verb,
    /// The path, with its places in braces.
    pub path: &'static str,
    /// Whether it may be repeated; a list is a read although it is a POST.
    pub effect: Effect,
    /// The permission that a key needs, without the environment, as `clients:update`; `None` where it is not known.
    pub permission: Option<&'static str>,
}

impl OperationRow {
    /// Method and path, as an operation of its own.
    pub fn operation(&self) -> Operation {
        Operation::new(self.method, self.path)
    }

    /// The names of the places in the path, in their order.
    pub fn places(&self) -> impl Iterator<Item = &'static str> + use<> {
        path::places(self.path)
    }
}

/// Writes the enum of names and the rows.
macro_rules! operation_table {
    (@permission) => { None };
    (@permission $permission:literal) => { Some($permission) };
    ($(
        $(#[doc = $doc:literal])+
        $name:ident = $id:literal, $mark:ident, $effect:ident, $method:ident $path:literal $(, $permission:literal)?;
    )+) => {
        /// Every operation of the table, named as in the contract.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
        )]
        pub enum OperationName {
            $(
                $(#[doc = $doc])+
                #[doc = concat!("\n\n`", $id, "`")]
                #[serde(rename = $id)]
                $name,
            )+
        }

        impl OperationName {
            /// Every name, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
        }

        static ROWS: [OperationRow; OperationName::ALL.len()] = [
            $(OperationRow {
                name: OperationName::$name,
                id: $id,
                doc: concat!($($doc),+).trim_ascii(),
                mark: Mark::$mark,
                method: Verb::$method,
                path: $path,
                effect: Effect::$effect,
                permission: operation_table!(@permission $($permission)?),
            },)+
        ];
    };
}

pub(super) use operation_table;
