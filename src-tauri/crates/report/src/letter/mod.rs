//! A letter to someone outside the organisation: what is asked for, in ready texts.
//!
//! It holds no type of the API and judges nothing. Everything is in the letter's language when it comes. [`text`] writes it plain, to be
//! pasted into an e-mail; [`crate::pdf`] lays it out. None of these types implements `Debug`, because all of them hold personal data.

pub mod document;
pub mod text;

use jiff::Timestamp;
use serde::Serialize;

use crate::{Environment, Language};

/// A letter in ready texts.
#[derive(Clone)]
pub struct Letter {
    /// Its language.
    pub language: Language,
    /// The environment of the data. That it is test data is said; live data carries no mark, which means nothing to outsiders.
    pub environment: Environment,
    /// Who writes.
    pub sender: String,
    /// What it is about, in a line.
    pub title: String,
    /// Whom it is about.
    pub subject: String,
    /// Paragraphs before what is asked for.
    pub opening: Vec<String>,
    /// What is asked for, by person.
    pub parts: Vec<Part>,
    /// Lines at the foot, as of when it is among them.
    pub foot: Vec<String>,
    /// As of when the data is.
    pub as_of: Timestamp,
    /// Version of the application.
    pub application_version: String,
}

/// What is asked of one person.
#[derive(Clone, Serialize)]
pub struct Part {
    /// Who it is; nothing when the letter is about one person alone.
    pub heading: Option<String>,
    /// The lists, each with a heading of its own.
    pub lists: Vec<List>,
}

/// Items that are asked for in the same way.
#[derive(Clone, Serialize)]
pub struct List {
    /// In which way.
    pub heading: String,
    /// The items.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Serialize)]
pub struct Item {
    /// What it is.
    pub label: String,
    /// What kind of thing it is, in a word or two.
    pub kind: String,
    /// What else is to be known of it.
    pub remark: Option<String>,
    /// The norm, in small.
    pub norm: Option<String>,
}

impl Letter {
    /// How many items are asked for.
    pub fn items(&self) -> u64 {
        let lists = self.parts.iter().flat_map(|part| &part.lists);
        lists.map(|list| list.items.len() as u64).sum()
    }
}
