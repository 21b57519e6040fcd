//! `gainsay eval`.
use crate::error::Result;
/// Arguments.
#[derive(Debug, clap::Args)]
pub struct EvalArgs {}
/// Runs the command.
pub fn run(_: &EvalArgs) -> Result<u8> {
    Ok(0)
}
