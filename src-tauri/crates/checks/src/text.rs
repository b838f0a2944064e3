//! Texts as two ways to write them are compared.

/// The words of a folded text ([`mx::fold`]) without signs.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty())
}

/// Whether two texts have the same words.
pub(crate) fn have_same_words(one: &str, other: &str) -> bool {
    words(&mx::fold(one)).eq(words(&mx::fold(other)))
}

/// Whether two names can be those of one person: every word of one is in the other.
pub(crate) fn is_name_of_one(one: &str, other: &str) -> bool {
    let (one, other) = (mx::fold(one), mx::fold(other));
    let [one, other]: [Vec<&str>; 2] = [&one, &other].map(|name| words(name).collect());
    let holds = |all: &[&str], some: &[&str]| some.iter().all(|word| all.contains(word));
    holds(&one, &other) || holds(&other, &one)
}
