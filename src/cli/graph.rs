//! `gainsay graph`.
use crate::error::Result;
/// Arguments.
#[derive(Debug, clap::Args)]
pub struct GraphArgs {}
/// Runs the command.
pub fn run(_: &GraphArgs) -> Result<u8> {
    Ok(0)
}
