//! `gainsay completions SHELL` and `gainsay man`.

use std::path::PathBuf;

use clap::{Args, CommandFactory};

use super::{Cli, written};
use crate::error::{Problem, Result};

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Folder for one page a command; the main page goes to standard output when left out
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// Writes completions.
pub fn run(args: &CompletionsArgs) -> Result<u8> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "gainsay", &mut text);
    written(std::io::Write::write_all(&mut std::io::stdout().lock(), &text))?;
    Ok(0)
}

/// Writes manual pages.
pub fn man(args: &ManArgs) -> Result<u8> {
    match &args.folder {
        Some(dir) => clap_mangen::generate_to(Cli::command(), dir).map_err(|e| Problem::in_file(dir, format_args!("cannot be written: {e}")).help("the folder must be there"))?,
        None => {
            let mut text = Vec::new();
            written(clap_mangen::Man::new(Cli::command()).render(&mut text))?;
            written(std::io::Write::write_all(&mut std::io::stdout().lock(), &text))?;
        }
    }
    Ok(0)
}
