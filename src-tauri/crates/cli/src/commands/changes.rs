//! What changed since the last review.

use desk::{
    contract::{ChangesView, Language},
    review,
};

use super::{Answer, id};
use crate::{
    context::Context,
    exit::Exit,
    output::{Text, clean},
    words::{pick, say},
};

pub(super) fn run(context: &Context, household: &str) -> Answer {
    let household = id(household)?;
    let session = context.session()?;
    let changes = review::changes(&session, household, context.language)?;
    context
        .output
        .show(&changes, |changes| text(changes, context.language))?;
    Ok(Exit::Done)
}

fn text(changes: &ChangesView, language: Language) -> String {
    let Some(review) = &changes.review else {
        return pick(
            language,
            "Todavía no hay ninguna revisión.",
            "There is no review yet.",
        )
        .into();
    };
    let last = pick(language, "Última revisión", "Last review");
    let mut text = Text::new(format!(
        "{last}: {} — {} ({})",
        say(&review.verdict, language),
        clean(&review.analyst),
        review.at
    ));
    if changes.data.is_empty() {
        text.line(pick(
            language,
            "Nada cambió desde entonces.",
            "Nothing changed since then.",
        ));
    }
    for change in &changes.data {
        text.line(&format!(
            "{}: {}",
            clean(&change.client_name),
            say(&change.kind, language)
        ));
        for field in &change.fields {
            let shown = |value: &Option<String>| value.as_deref().map_or_else(|| "—".into(), clean);
            text.line(&format!(
                "  {}: {} → {}",
                clean(&field.label),
                shown(&field.before),
                shown(&field.after)
            ));
        }
    }
    text.done()
}
