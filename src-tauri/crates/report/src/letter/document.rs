//! The letter as texts in order: what its pages show, before any layout.

use serde::Serialize;

use super::{Letter, Part};
use crate::Environment;
use crate::catalogue::catalogue;

/// The letter as texts. Every string is what the reader sees, or a language for the layout.
#[derive(Serialize)]
pub struct Document<'a> {
    language: &'static str,
    region: &'static str,
    /// Said on every page of test data.
    band: Option<&'static str>,
    /// `{n}` and `{total}` stand for numbers.
    page: &'static str,
    sender: &'a str,
    title: &'a str,
    subject: &'a str,
    opening: &'a [String],
    parts: &'a [Part],
    foot: &'a [String],
}

/// Arranges the letter into texts.
pub fn document(letter: &Letter) -> Document<'_> {
    let texts = catalogue(letter.language);
    let tag = letter.language.tag();
    let (language, region) = tag.split_once('-').unwrap_or((tag, ""));
    Document {
        language,
        region,
        band: (letter.environment == Environment::Test).then_some(texts.test_band),
        page: texts.page,
        sender: &letter.sender,
        title: &letter.title,
        subject: &letter.subject,
        opening: &letter.opening,
        parts: &letter.parts,
        foot: &letter.foot,
    }
}
