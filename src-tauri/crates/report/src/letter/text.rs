//! The letter as plain text, in lines short enough for an e-mail.

use std::path::Path;

use super::{Item, Letter};
use crate::catalogue::catalogue;
use crate::{Environment, ReportError, Written, draft};

/// Longest line, in characters. A single word that is longer stays whole, so that it can be copied.
pub const COLUMNS: usize = 74;

/// The letter as text, with `\n` between lines and at the end.
pub fn render(letter: &Letter) -> String {
    let mut page = Page::default();
    if letter.environment == Environment::Test {
        page.paragraph(catalogue(letter.language).test_band);
        page.gap();
    }
    page.paragraph(&letter.sender);
    page.gap();
    page.paragraph(&letter.title);
    page.paragraph(&letter.subject);
    for text in &letter.opening {
        page.gap();
        page.paragraph(text);
    }
    for part in &letter.parts {
        if let Some(heading) = &part.heading {
            page.gap();
            page.heading(heading);
        }
        for list in &part.lists {
            page.gap();
            page.paragraph(&format!("{}:", list.heading));
            for item in &list.items {
                page.item(item);
            }
        }
    }
    page.gap();
    page.paragraph("--");
    for text in &letter.foot {
        page.paragraph(text);
    }
    page.0
}

/// Writes the letter to `target` as text in UTF-8; the rows counted are the items.
pub fn write(letter: &Letter, target: &Path) -> Result<Written, ReportError> {
    let text = render(letter);
    Ok(draft::write_whole(target, text.as_bytes(), letter.items())?)
}

/// The lines so far, each with its end.
#[derive(Default)]
struct Page(String);

impl Page {
    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn paragraph(&mut self, text: &str) {
        self.lines("", "", text);
    }

    /// A line with another under it.
    fn heading(&mut self, text: &str) {
        self.paragraph(text);
        let last = self.0.lines().last().unwrap_or_default();
        let rule = "-".repeat(last.chars().count());
        self.paragraph(&rule);
    }

    fn item(&mut self, item: &Item) {
        let remark = item.remark.as_deref().unwrap_or_default();
        let colon = if remark.is_empty() { "" } else { ":" };
        self.lines(
            "- ",
            "  ",
            &format!("{} ({}){colon} {remark}", item.label, item.kind),
        );
        if let Some(norm) = &item.norm {
            self.lines("  ", "  ", &format!("[{norm}]"));
        }
    }

    /// Words in lines: the first begins with `first`, the others with `rest`.
    fn lines(&mut self, first: &str, rest: &str, text: &str) {
        let mut line = first.to_owned();
        let mut is_empty = true;
        let text = plain(text);
        for word in text.split_whitespace() {
            let width = line.chars().count() + usize::from(!is_empty) + word.chars().count();
            if !is_empty && width > COLUMNS {
                self.line(&line);
                rest.clone_into(&mut line);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.line(&line);
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }
}

/// Text of data without what could break a line, hide or turn other text around.
fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => None,
            other if other.is_control() => Some(' '),
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str) -> String {
        let mut page = Page::default();
        page.lines("- ", "  ", text);
        page.0
    }

    #[test]
    fn what_could_turn_text_around_is_left_out() {
        assert_eq!(
            lines("una\r\nlínea\u{202e} y\u{0}otra"),
            "- una línea y otra\n"
        );
        assert_eq!(lines(""), "-\n");
    }

    #[test]
    fn a_heading_is_underlined_as_far_as_its_last_line() {
        let mut page = Page::default();
        page.heading("Íñigo Güereña");
        assert_eq!(page.0, "Íñigo Güereña\n-------------\n");
    }

    proptest! {
        #[test]
        fn lines_are_short_and_lose_no_word(words in prop::collection::vec("[a-zñáéíóú,.]{1,30}", 1..60)) {
            let text = words.join(" ");
            let broken = lines(&text);
            for line in broken.lines() {
                prop_assert!(line.chars().count() <= COLUMNS);
            }
            let back: Vec<&str> = broken.split_whitespace().skip(1).collect();
            prop_assert_eq!(back, words);
        }
    }
}
