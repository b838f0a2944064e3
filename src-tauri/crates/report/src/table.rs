//! The model of a table: columns, cells, and what it is about.

use std::fmt;

use jiff::{Timestamp, civil::Date};

use crate::About;

/// A table to be exported. Its rows are given apart, as a stream.
#[derive(Clone, Debug)]
pub struct Table {
    /// Title for people, such as "Clientes".
    pub title: String,
    /// The columns, in order. Keys are unique.
    pub columns: Vec<Column>,
    /// What the table is about: as of when, of whom, with which filters.
    pub about: About,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name for machines, such as `clientId`: the CSV header and the JSON member.
    pub key: String,
    /// Name for people: the XLSX header.
    pub label: String,
    /// What the column holds.
    pub kind: Kind,
}

impl Column {
    /// A column from its three parts.
    pub fn new(key: impl Into<String>, label: impl Into<String>, kind: Kind) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            kind,
        }
    }
}

/// What a column holds. A cell may still be text where its value could not be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// RFC, CURP, CLABE, telephone, postal code, uuid: digits that are never a number.
    Identifier,
    /// A calendar date without a time or zone.
    Date,
    /// A moment.
    DateTime,
    /// A whole number.
    Integer,
    /// Yes or no.
    Flag,
}

impl Kind {
    /// The name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Identifier => "identifier",
            Self::Date => "date",
            Self::DateTime => "dateTime",
            Self::Integer => "integer",
            Self::Flag => "flag",
        }
    }
}

/// One value. `Debug` tells the kind and never the value.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// Free text.
    Text(String),
    /// An identifier, written as text whatever it looks like.
    Identifier(String),
    /// A calendar date.
    Date(Date),
    /// A moment: RFC 3339 UTC in CSV and JSON, local time of the report's zone in XLSX.
    DateTime(Timestamp),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// No value.
    Empty,
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(..)",
            Self::Identifier(_) => "Identifier(..)",
            Self::Date(_) => "Date(..)",
            Self::DateTime(_) => "DateTime(..)",
            Self::Integer(_) => "Integer(..)",
            Self::Flag(_) => "Flag(..)",
            Self::Empty => "Empty",
        })
    }
}

impl Cell {
    /// Text where there is some, else [`Cell::Empty`].
    pub fn text(value: Option<impl Into<String>>) -> Self {
        value.map_or(Self::Empty, |value| Self::Text(value.into()))
    }

    /// An identifier where there is one, else [`Cell::Empty`].
    pub fn identifier(value: Option<impl Into<String>>) -> Self {
        value.map_or(Self::Empty, |value| Self::Identifier(value.into()))
    }

    /// A date where there is one, else [`Cell::Empty`].
    pub fn date(value: Option<Date>) -> Self {
        value.map_or(Self::Empty, Self::Date)
    }

    /// A moment where there is one, else [`Cell::Empty`].
    pub fn date_time(value: Option<Timestamp>) -> Self {
        value.map_or(Self::Empty, Self::DateTime)
    }
}
