//! The client library speaks of itself alone, so that it can be published as it is.

use std::fs;

use cargo_metadata::Metadata;

use super::files;
use crate::failure::Failure;

/// The crate that could be published.
const ALONE: &str = "artu";
/// Words of the rest of the project.
const WORDS: [&str; 5] = ["vinculo", "vínculo", "household", "vault", "desk"];

/// The lines of that crate, its tests and its papers, that have a word of the project.
pub(super) fn words(metadata: &Metadata) -> Result<Vec<String>, Failure> {
    let mut broken = Vec::new();
    for package in metadata.workspace_packages() {
        let Some(folder) = package.manifest_path.parent() else {
            continue;
        };
        if package.name.as_str() != ALONE {
            continue;
        }
        for file in files(folder.as_std_path())? {
            let bytes =
                fs::read(&file).map_err(Failure::io(format!("reading {}", file.display())))?;
            let text = String::from_utf8_lossy(&bytes);
            broken.extend(lines_with_words(&text).into_iter().map(|(line, word)| {
                format!(
                    "{}:{line} has `{word}`: {ALONE} speaks of itself alone",
                    file.display()
                )
            }));
        }
    }
    Ok(broken)
}

/// The line numbers, from 1, and the words found there.
fn lines_with_words(text: &str) -> Vec<(usize, &'static str)> {
    text.lines()
        .enumerate()
        .flat_map(|(index, line)| {
            let line = line.to_lowercase();
            WORDS
                .iter()
                .filter(move |word| line.contains(**word))
                .map(move |word| (index + 1, *word))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_whatever_case_it_stands() {
        let text = "A client of the API.\nFor Vínculo and its VAULT.\n";
        assert_eq!(lines_with_words(text), [(2, "vínculo"), (2, "vault")]);
    }
}
