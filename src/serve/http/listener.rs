//! Accepting connections, and stopping without losing a request.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::connection::{self, Served};
use super::{Patience, THREADS};
use crate::serve::problem::Kind;

/// A bound socket.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
}

/// Stops a [`Listener`] from any thread.
#[derive(Clone, Debug)]
pub struct StopHandle {
    stopped: Arc<AtomicBool>,
    address: SocketAddr,
}

impl StopHandle {
    /// No connection is accepted from now on; requests under way are answered.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // The accepting thread sleeps in the system until somebody knocks.
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
        }
        let _ = TcpStream::connect_timeout(&address, Duration::from_secs(1));
    }
}

impl Listener {
    /// Binds a socket; port 0 lets the system choose one.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let socket = TcpListener::bind(address)?;
        let address = socket.local_addr()?;
        Ok(Listener { socket, address, stopped: Arc::default() })
    }

    /// The address with the port that was given.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What stops it.
    pub fn stop_handle(&self) -> StopHandle {
        StopHandle { stopped: Arc::clone(&self.stopped), address: self.address }
    }

    /// Serves until stopped, then waits for what is under way. True when all of it was answered.
    pub(in crate::serve) fn run(&self, patience: &Patience, served: &Arc<impl Served>) -> bool {
        let crowd = Arc::new(Crowd::default());
        let stopped = || self.stopped.load(Ordering::SeqCst);
        while !stopped() {
            match self.socket.accept() {
                Ok(_) if stopped() => break,
                Ok((stream, _)) => self.take(stream, patience, served, &crowd),
                // Out of file descriptors, as a rule: others will end soon.
                Err(_) => thread::sleep(Duration::from_millis(20)),
            }
        }
        crowd.wait_until_empty(patience.grace)
    }

    fn take(&self, stream: TcpStream, patience: &Patience, served: &Arc<impl Served>, crowd: &Arc<Crowd>) {
        let Some(place) = Crowd::enter(crowd, patience.connections) else { return turn_away(stream, served.as_ref()) };
        let (patience, served, stopped) = (patience.clone(), Arc::clone(served), Arc::clone(&self.stopped));
        let work = move || {
            let _place = place;
            connection::serve(stream, &patience, served.as_ref(), &|| stopped.load(Ordering::SeqCst));
        };
        // A thread that cannot be made drops the connection with the closure.
        let _ = thread::Builder::new().name(format!("{THREADS}connection")).spawn(work);
    }
}

fn turn_away(mut stream: TcpStream, served: &dyn Served) {
    let mut bytes = Vec::new();
    let response = served.refused(None, &Kind::Busy.problem());
    let _ = response.write(&mut bytes, true, false);
    let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
    let _ = stream.write_all(&bytes);
}

/// Counts connections.
#[derive(Debug, Default)]
struct Crowd {
    count: Mutex<usize>,
    left: Condvar,
}

/// One connection in the crowd.
struct Place(Arc<Crowd>);

impl Crowd {
    fn enter(crowd: &Arc<Crowd>, most: usize) -> Option<Place> {
        let mut count = crowd.count.lock().unwrap_or_else(PoisonError::into_inner);
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place(Arc::clone(crowd)))
    }

    fn wait_until_empty(&self, grace: Duration) -> bool {
        let end = Instant::now() + grace;
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        while *count > 0 {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            count = self.left.wait_timeout(count, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.count.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.left.notify_all();
    }
}
