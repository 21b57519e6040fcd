//! What every command that reads articles takes: how to read them, and which configuration is in force for them.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Common, InputFormat, ListFormat};
use crate::config::{self, Config};
use crate::error::Result;
use crate::pipeline::Engine;
use crate::read::ReadOptions;

/// Reading and configuration.
#[derive(Debug, Clone, Default, Args)]
pub struct Intake {
    /// Configuration file; otherwise gainsay.yaml is looked for upward from the first article
    #[arg(long, value_name = "FILE", env = "GAINSAY_CONFIG")]
    pub config: Option<PathBuf>,
    /// Read no configuration and no ledger
    #[arg(long)]
    pub isolated: bool,
    /// Name that standard input is read under: its ending tells the form, its folder the configuration and sources.yaml
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<String>,
    /// Largest file that is read (500K, 64M, 1G)
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_bytes: Option<u64>,
}

/// Words, rules and configuration, loaded for these articles.
pub struct Loaded {
    /// Words and rules. They are there to the end of the program: taking them apart would be a twelfth of a short run.
    pub engine: &'static mut Engine,
    /// Configuration in force.
    pub config: Config,
    /// How to read.
    pub options: ReadOptions,
}

impl Intake {
    /// The configuration in force for these paths.
    pub fn config(&self, paths: &[PathBuf]) -> Result<Config> {
        if self.isolated {
            return Ok(Config::default());
        }
        let named = paths.iter().find(|p| p.as_os_str() != "-").map(PathBuf::as_path);
        let piped = self.stdin_filename.as_deref().filter(|_| paths.iter().any(|p| p.as_os_str() == "-")).map(Path::new);
        let start = named.or(piped).unwrap_or(Path::new("."));
        match self.config.clone().or_else(|| config::discover(start)) {
            Some(p) => Config::read(&p),
            None => Ok(Config::default()),
        }
    }

    /// Loads words and rules as the configuration and the command line have them; the command line goes first.
    pub fn load(&self, paths: &[PathBuf], common: &Common) -> Result<Loaded> {
        let config = self.config(paths)?;
        let mut common = common.clone();
        common.rules.extend(config.rule_folders());
        common.lang = common.lang.or_else(|| config.file.languages.articles.clone());
        let mut engine = common.engine()?;
        config.prepare(&mut engine)?;
        config.outputs()?;
        let options = ReadOptions { max_bytes: self.max_bytes.unwrap_or(0), stdin_filename: self.stdin_filename.clone(), ..common.read_options() };
        Ok(Loaded { engine: Box::leak(Box::new(engine)), config, options })
    }
}

/// Arguments of the commands that list what was read.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Articles, folders of articles, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Full)]
    pub output_format: ListFormat,
    /// Form of the input
    #[arg(long, value_enum, default_value_t = InputFormat::Auto)]
    pub input_format: InputFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub intake: Intake,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// A number of bytes: `500000`, `500K`, `64M`, `64 MiB`, `1G`. The letters stand for powers of 1024.
fn size(text: &str) -> std::result::Result<u64, String> {
    let lower = text.trim().to_ascii_lowercase();
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = lower.split_at(digits);
    let power = match unit.trim_start() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 1,
        "m" | "mb" | "mib" => 2,
        "g" | "gb" | "gib" => 3,
        _ => return Err("a size is a number of bytes, or one with K, M or G: 500K, 64M".to_owned()),
    };
    let bytes = number.parse::<u64>().ok().and_then(|n| n.checked_mul(1 << (10 * power))).filter(|n| *n > 0 && *n < u64::MAX);
    bytes.ok_or_else(|| "a size is a whole number above 0, with K, M or G where it is large: 500K, 64M".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (t, n) in [("500", 500), ("2K", 2048), ("64M", 64 << 20), ("64 MiB", 64 << 20), ("1gb", 1 << 30)] {
            assert_eq!(size(t), Ok(n), "{t}");
        }
        for t in ["", "0", "-1", "K", "1.5M", "3T", "99999999999G"] {
            assert!(size(t).is_err(), "{t}");
        }
    }
}
