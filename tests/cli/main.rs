//! The program as users meet it: run as a process, judged by its output and exit status.
//!
//! Every personal number in these tests is synthetic.
#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub)]

mod bad_input;
mod check;
mod completions;
mod config;
mod every_kind;
mod harness;
mod leaks;
mod marks;
mod readme;
mod report;
