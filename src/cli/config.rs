//! `gainsay config show|path`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::written;
use crate::config::{self, Config};
use crate::error::{Problem, Result};

/// Arguments.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// What to do
    #[command(subcommand)]
    pub action: Action,
}

/// Actions.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Show the configuration in force for an article, after checking it
    Show(WhereArgs),
    /// Show which file it comes from
    Path(WhereArgs),
    /// JSON Schema of gainsay.yaml, for text editors
    Schema,
}

/// Arguments of both.
#[derive(Debug, Args)]
pub struct WhereArgs {
    /// An article or a folder
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: PathBuf,
    /// Configuration file
    #[arg(long, value_name = "FILE", env = "GAINSAY_CONFIG")]
    pub config: Option<PathBuf>,
}

impl WhereArgs {
    fn found(&self) -> Result<PathBuf> {
        let none = || Box::new(Problem::new(format!("{}: no gainsay.yaml is in force", self.path.display())).help("`gainsay init` writes one"));
        self.config.clone().or_else(|| config::discover(&self.path)).ok_or_else(none)
    }
}

/// Runs the command.
pub fn run(args: &ConfigArgs) -> Result<u8> {
    let mut out = std::io::stdout().lock();
    match &args.action {
        Action::Schema => {
            let text = serde_json::to_string_pretty(&schemars::schema_for!(config::ConfigFile)).map_err(|e| Problem::new(e.to_string()))?;
            written(std::io::Write::write_all(&mut out, format!("{text}\n").as_bytes()))?;
        }
        Action::Path(a) => written(print(&mut out, &a.found()?))?,
        Action::Show(a) => {
            let path = a.found()?;
            let c = Config::read(&path)?;
            let mut engine = crate::pipeline::Engine::load(crate::lexicon::rule_texts(&c.rule_folders())?)?;
            c.prepare(&mut engine)?;
            c.outputs()?;
            let text = std::fs::read_to_string(&path).map_err(|e| Problem::in_file(&path, format_args!("cannot be read: {e}")))?;
            written(show(&mut out, &path, &text))?;
        }
    }
    Ok(0)
}

fn print(out: &mut dyn std::io::Write, path: &Path) -> std::io::Result<()> {
    writeln!(out, "{}", path.display())
}

fn show(out: &mut dyn std::io::Write, path: &Path, text: &str) -> std::io::Result<()> {
    writeln!(out, "# {}", path.display())?;
    for line in text.lines().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#')) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
