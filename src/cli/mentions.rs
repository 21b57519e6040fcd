//! `gainsay mentions`.
use crate::error::Result;
/// Arguments.
#[derive(Debug, clap::Args)]
pub struct MentionsArgs {}
/// Runs the command.
pub fn run(_: &MentionsArgs) -> Result<u8> {
    Ok(0)
}
