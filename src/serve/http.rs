//! HTTP/1.1 for a server that few clients call and none may hurt.
//!
//! Synchronous, a thread for each connection. What it refuses to do is the point: a head or a body
//! that is too long, comes too slowly, or can be understood in two ways ends the connection.
//! No TLS, no compression, no pipelining beyond what a buffer holds: a proxy in front does that.

use std::time::Duration;

mod body;
mod connection;
mod head;
mod listener;
mod request;
mod response;
mod wire;

pub(super) use connection::Served;
pub use listener::{Listener, StopHandle};
pub(super) use request::{Request, Sizes};
pub(super) use response::Response;

/// Names of the server's threads begin so; their panics are answered with 500 and told nowhere else.
pub const THREADS: &str = "serve-";

/// How much and how long one connection may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Connections at a time; more are told to come back.
    pub connections: usize,
    /// From the first byte of a request to the end of its head.
    pub head: Duration,
    /// From the end of the head to the end of the body.
    pub body: Duration,
    /// Between two requests.
    pub idle: Duration,
    /// For the client to take the answer.
    pub write: Duration,
    /// After a stop, for requests under way.
    pub grace: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            connections: 64,
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            idle: Duration::from_secs(15),
            write: Duration::from_secs(30),
            grace: Duration::from_secs(10),
        }
    }
}
