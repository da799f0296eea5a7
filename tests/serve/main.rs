//! The HTTP interface and the editors' page, through real sockets: what is answered, and what is
//! refused. All numbers are synthetic.
#![cfg(all(feature = "serve", feature = "cli"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod check;
mod clients;
mod guards;
mod harness;
#[cfg(all(unix, debug_assertions, feature = "pdf"))]
mod hostile;
mod life;
mod mask;
mod office;
mod page;
mod watch;
