//! The nightly sweep as users meet it: run as a process on an archive that changes.
//!
//! Every person and every number in these tests is made up.
#![cfg(feature = "sweep")]
#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub)]

mod archive;
mod nights;
mod notices;
mod safety;
mod site;
mod states;
