//! `gainsay rule`.
use crate::error::Result;
/// Arguments.
#[derive(Debug, clap::Args)]
pub struct RuleArgs {}
/// Runs the command.
pub fn run(_: &RuleArgs) -> Result<u8> {
    Ok(0)
}
