//! What holds for every request: guards first, then the route, then the count and the log.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::Setup;
use super::gate::{Budget, Gate};
use super::guard::Guard;
use super::http::{Request, Response, Served, Sizes};
use super::metrics::Metrics;
use super::problem::{Kind, Problem};
use super::route::{self, Route};
use crate::Engine;

/// The longest request line and headers, in bytes.
const HEAD: usize = 16 * 1024;

/// The longest target of a request line, in bytes.
const TARGET: usize = 2 * 1024;

/// A line of the access log. It holds nothing that a caller wrote but the method, if it is a known one.
#[derive(Clone, Debug, PartialEq)]
pub struct Access<'a> {
    /// `GET`, `POST`, or `-`.
    pub method: &'a str,
    /// The route, or `-` when none was found.
    pub route: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// Bytes of the request's body.
    pub received: usize,
    /// Bytes of the answer's body.
    pub sent: usize,
    /// From the whole request to its answer.
    pub took: Duration,
}

/// A server's state.
pub(super) struct Service {
    pub(super) setup: Setup,
    pub(super) gate: Arc<Gate>,
    pub(super) metrics: Metrics,
    engine: RwLock<Engine>,
    guard: Guard,
    budget: Arc<Budget>,
}

impl Service {
    pub(super) fn new(setup: Setup) -> Self {
        Service {
            gate: Arc::new(Gate::new(setup.workers, setup.queue, setup.work)),
            metrics: Metrics::default(),
            engine: RwLock::new(setup.engine.clone()),
            guard: Guard::new(setup.hosts.clone(), setup.token.clone()),
            budget: Arc::new(Budget::new(setup.memory.max(setup.body))),
            setup,
        }
    }

    /// The engine as of now. Cloning it is cheap.
    pub(super) fn engine(&self) -> Engine {
        self.engine.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Works with another engine from now on.
    pub(super) fn set_engine(&self, engine: Engine) {
        *self.engine.write().unwrap_or_else(PoisonError::into_inner) = engine;
    }

    /// The route of a request.
    ///
    /// # Errors
    /// The refusal when there is none.
    fn route(&self, request: &Request) -> Result<&'static Route, Problem> {
        let at: Vec<_> = route::at(&request.path, self.setup.desk.is_some()).collect();
        let method = if request.method == "HEAD" { "GET" } else { &request.method };
        match at.iter().find(|route| route.method == method) {
            Some(route) => Ok(route),
            None if at.is_empty() => Err(Kind::NotFound.problem()),
            None => {
                let methods: Vec<_> = at.iter().map(|route| route.method).collect();
                Err(Kind::Method.problem().allowing(methods.join(", ")))
            }
        }
    }

    fn tell(&self, request: Option<&Request>, response: &Response, took: Duration) {
        let known = |method: &str| ["GET", "POST", "HEAD"].iter().find(|known| **known == method).copied();
        let route = request.and_then(|request| self.route(request).ok()).map_or("-", |route| route.path);
        let received = request.map_or(0, |request| request.body.len());
        self.metrics.request(route, response.status, received, took);
        (self.setup.log)(&Access {
            method: request.and_then(|request| known(&request.method)).unwrap_or("-"),
            route,
            status: response.status,
            received,
            sent: response.body.len(),
            took,
        });
    }
}

impl Served for Service {
    fn sizes(&self) -> Sizes {
        Sizes { head: HEAD, target: TARGET, body: self.setup.body }
    }

    fn admit(&self, request: &Request) -> Result<(), Problem> {
        self.guard.site(request)?;
        let route = self.route(request)?;
        if !route.open {
            self.guard.token(request)?;
        }
        if request.header("content-encoding").is_some_and(|coding| !coding.eq_ignore_ascii_case("identity")) {
            return Err(Kind::MediaType.because("不接受压缩的请求体", "compressed bodies are not accepted"));
        }
        route.takes(&request.media_type())
    }

    fn room(&self, bytes: u64) -> Result<Box<dyn Send>, Problem> {
        self.budget.hold(bytes)
    }

    fn answer(&self, request: &Request) -> Response {
        let started = Instant::now();
        let answered = self.route(request).and_then(|route| (route.answer)(self, request));
        let response = answered.unwrap_or_else(|problem| {
            self.metrics.problem(problem.kind.id());
            problem.response(request.wants_english())
        });
        self.tell(Some(request), &response, started.elapsed());
        response
    }

    fn refused(&self, request: Option<&Request>, problem: &Problem) -> Response {
        self.metrics.problem(problem.kind.id());
        let response = problem.response(request.is_some_and(Request::wants_english));
        self.tell(request, &response, Duration::ZERO);
        response
    }
}
