//! The command line of 审校. See [`cli`].

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
