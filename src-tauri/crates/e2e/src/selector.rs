//! Selectors: CSS in which `@name` stands for the element with that test id.

/// The CSS for a selector: `@member-row .name` becomes `[data-testid="member-row"] .name`.
pub(crate) fn css(short: &str) -> String {
    let mut text = String::new();
    let mut rest = short;
    while let Some(at) = rest.find('@') {
        let (before, after) = rest.split_at(at);
        let name = &after[1..];
        let end = name
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')
            .unwrap_or(name.len());
        text.extend([before, "[data-testid=\"", &name[..end], "\"]"]);
        rest = &name[end..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::css;

    #[test]
    fn test_ids_are_spelled_out_and_the_rest_is_left() {
        assert_eq!(
            css("@member-row[data-client-id=\"7\"] @member-roles, h1"),
            "[data-testid=\"member-row\"][data-client-id=\"7\"] [data-testid=\"member-roles\"], h1"
        );
        assert_eq!(css("main > p"), "main > p");
    }
}
