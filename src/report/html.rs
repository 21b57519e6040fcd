//! x
use std::io::{self, Write};
use super::ReportInput;
/// x
pub fn write(_input: &ReportInput<'_>, _out: &mut dyn Write) -> io::Result<()> { Ok(()) }
