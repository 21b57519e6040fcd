//! The `gainsay` command.

fn main() -> std::process::ExitCode {
    gainsay::cli::main()
}
