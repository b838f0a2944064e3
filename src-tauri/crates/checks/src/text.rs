//! Texts as two ways to write them are compared.

/// The words of a text without accents and signs.
pub(crate) fn words(text: &str) -> Vec<String> {
    mx::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether two names can be those of one person: every word of one is in the other.
pub(crate) fn is_name_of_one(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let holds = |all: &[String], some: &[String]| some.iter().all(|word| all.contains(word));
    holds(&one, &other) || holds(&other, &one)
}
