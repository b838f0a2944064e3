//! The letter that asks for what is missing.

use desk::{
    contract::{MissingFileRequest, MissingRequest},
    missing,
};

use super::{Answer, export, id};
use crate::{arguments::Missing, context::Context, exit::Exit, words::read};

pub(super) fn run(context: &Context, typed: &Missing) -> Answer {
    let missing = MissingRequest {
        household_id: id(&typed.household)?,
        member_id: typed.member.as_deref().map(id).transpose()?,
        language: context.language,
        if_any: !typed.demanded_only,
        norms: !typed.without_norms,
    };
    let format = read(&typed.format)?;
    let session = context.session()?;
    match &typed.out {
        Some(out) => {
            let request = MissingFileRequest { missing, format };
            let written = missing::write(&session, &request, out)?;
            context
                .output
                .show(&written, |written| export::told(written, context.language))?;
        }
        None => context
            .output
            .show(&missing::list(&session, &missing)?, |view| {
                view.text.clone()
            })?,
    }
    Ok(Exit::Done)
}
