//! The `gainsay` command.

/// An eighth of what a stream costs is memory given and taken back.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    gainsay::cli::main()
}
