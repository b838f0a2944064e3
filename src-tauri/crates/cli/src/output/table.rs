//! Aligned columns for a terminal.

use std::fmt::{self, Write};

/// Space between columns.
const GAP: usize = 2;

/// Rows under headings.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these headings.
    pub(crate) fn new<const N: usize>(headings: [&str; N]) -> Self {
        Self {
            rows: vec![headings.map(str::to_uppercase).to_vec()],
        }
    }

    /// Adds a row.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.map(|cell| clean(&cell)).to_vec());
    }

    /// The table and under it what it holds of how many.
    pub(crate) fn with_total(&self, total: u64) -> String {
        format!("{self}\n{} / {total}", self.rows.len() - 1)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let wide = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
        };
        let widths: Vec<usize> = (0..columns)
            .map(|column| wide(column).unwrap_or(0))
            .collect();
        for row in &self.rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                write!(line, "{cell:<width$}", width = width + GAP)?;
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Text of the server made harmless for a terminal: no line breaks, no control codes.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_control() || is_bidi(letter) {
                ' '
            } else {
                letter
            }
        })
        .collect()
}

/// Marks that turn the reading direction and can make one text look like another.
fn is_bidi(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_letters_not_bytes() {
        let mut table = Table::new(["nombre", "tipo"]);
        table.row(["Íñigo".into(), "a".into()]);
        table.row(["Sebastián".into(), "b".into()]);
        assert_eq!(
            table.to_string(),
            "NOMBRE     TIPO\nÍñigo      a\nSebastián  b\n"
        );
    }

    #[test]
    fn a_name_cannot_send_codes_to_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\nc\u{202e}d"), "a [2Jb c d");
    }
}
