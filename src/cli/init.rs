//! `gainsay init`.

use std::path::PathBuf;

use clap::Args;

use crate::error::{Problem, Result};

/// Arguments.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to write gainsay.yaml into
    #[arg(default_value = ".", value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

/// The file that is written.
pub const TEMPLATE: &str = include_str!("../../templates/gainsay.yaml");

/// Runs the command.
pub fn run(args: &InitArgs) -> Result<u8> {
    let path = args.folder.join(crate::config::FILES[0]);
    if path.exists() && !args.force {
        return Err(Box::new(Problem::in_file(&path, "is already there").help("--force writes over it")));
    }
    std::fs::write(&path, TEMPLATE).map_err(|e| Problem::in_file(&path, format_args!("cannot be written: {e}")).help("check the folder and its permissions"))?;
    eprintln!("{} written", path.display());
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::TEMPLATE;

    /// Every key of the template, taken out of its comment, is a key of the configuration.
    #[test]
    fn the_template_is_sound() {
        let bare: String = TEMPLATE
            .lines()
            .map(|l| {
                l.strip_prefix("# ")
                    .filter(|l| {
                        l.starts_with(' ') || l.split(':').next().is_some_and(|k| k.chars().all(|c| c.is_ascii_lowercase() || c == '_') && l.contains(':') && !l.ends_with('.'))
                    })
                    .unwrap_or("")
            })
            .map(|l| format!("{l}\n"))
            .collect();
        let c: crate::config::ConfigFile = crate::yaml::from_str("template", &bare).unwrap();
        assert_eq!(c.sources.len(), 1);
        assert!(!c.severities.is_empty() && !c.tolerances.is_empty() && !c.output.is_empty());
    }
}
