//! Who may ask. A server on a machine where somebody also browses the web is within reach of every
//! page that they open: names that point at 127.0.0.1, forms that post across sites. Each request
//! is looked at here before its body is read.

use super::http::Request;
use super::problem::{Kind, Problem};

/// The names and the token under which a server is reached.
#[derive(Clone)]
pub(super) struct Guard {
    /// `name:port` as it stands in `Host`, in lower case.
    hosts: Vec<String>,
    token: Option<String>,
}

impl Guard {
    pub(super) fn new(hosts: Vec<String>, token: Option<String>) -> Self {
        Guard { hosts: hosts.into_iter().map(|host| host.to_ascii_lowercase()).collect(), token }
    }

    /// The checks that hold for every address.
    ///
    /// # Errors
    /// The refusal.
    pub(super) fn site(&self, request: &Request) -> Result<(), Problem> {
        self.host(request)?;
        self.origin(request)?;
        fetch_site(request)
    }

    /// Exactly one `Host`, and exactly one of the known ones: a page whose name was pointed at this
    /// machine sends its own.
    fn host(&self, request: &Request) -> Result<(), Problem> {
        let mut hosts = request.all("host");
        match (hosts.next(), hosts.next()) {
            (Some(host), None) if self.knows(host) => Ok(()),
            (Some(_), None) => Err(Kind::Host.problem()),
            _ => Err(Kind::BadRequest.because("应有且只有一个 Host", "one Host header is expected")),
        }
    }

    fn knows(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| host.eq_ignore_ascii_case(known))
    }

    /// Browsers name the page that asks; programs send no origin.
    fn origin(&self, request: &Request) -> Result<(), Problem> {
        let own = |origin: &str| {
            let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            host.is_some_and(|host| self.knows(host))
        };
        if request.all("origin").all(own) { Ok(()) } else { Err(Kind::Forbidden.problem()) }
    }

    /// The token of the `Authorization` header.
    ///
    /// # Errors
    /// The refusal.
    pub(super) fn token(&self, request: &Request) -> Result<(), Problem> {
        let Some(wanted) = &self.token else { return Ok(()) };
        let mut given = request.all("authorization");
        let bearer = given.next().and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        let fits = bearer.is_some_and(|token| same(token.as_bytes(), wanted.as_bytes())) && given.next().is_none();
        if fits { Ok(()) } else { Err(Kind::Unauthorized.problem()) }
    }
}

/// Browsers say how the page that asks is related to this server.
fn fetch_site(request: &Request) -> Result<(), Problem> {
    match request.header("sec-fetch-site") {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) => Err(Kind::Forbidden.problem()),
    }
}

/// Compares without telling by its time how much agreed.
fn same(one: &[u8], other: &[u8]) -> bool {
    let differing = one.iter().zip(other).fold(0, |differing, (a, b)| differing | (a ^ b));
    one.len() == other.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &[(&str, &str)]) -> Request {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Request { headers, ..Request::default() }
    }

    fn refused(headers: &[(&str, &str)]) -> Option<Kind> {
        let guard = Guard::new(vec!["127.0.0.1:8000".to_owned()], Some("synthetic".to_owned()));
        let request = request(headers);
        guard.site(&request).and_then(|()| guard.token(&request)).err().map(|problem| problem.kind)
    }

    #[test]
    fn only_known_callers_pass() {
        let (host, token) = (("host", "127.0.0.1:8000"), ("authorization", "Bearer synthetic"));
        assert_eq!(refused(&[host, token]), None);
        assert_eq!(
            refused(&[host, token, ("origin", "http://127.0.0.1:8000"), ("sec-fetch-site", "same-origin")]),
            None
        );
        for (headers, kind) in [
            (&[token][..], Kind::BadRequest),
            (&[host, host, token], Kind::BadRequest),
            (&[("host", "evil.example:8000"), token], Kind::Host),
            (&[("host", "127.0.0.1"), token], Kind::Host),
            (&[("host", "127.0.0.1:80001"), token], Kind::Host),
            (&[host], Kind::Unauthorized),
            (&[host, ("authorization", "Bearer syntheti")], Kind::Unauthorized),
            (&[host, ("authorization", "Basic synthetic")], Kind::Unauthorized),
            (&[host, token, token], Kind::Unauthorized),
            (&[host, token, ("origin", "null")], Kind::Forbidden),
            (&[host, token, ("origin", "http://evil.example")], Kind::Forbidden),
            (&[host, token, ("sec-fetch-site", "cross-site")], Kind::Forbidden),
            (&[host, token, ("sec-fetch-site", "same-site")], Kind::Forbidden),
        ] {
            assert_eq!(refused(headers), Some(kind), "{headers:?}");
        }
    }
}
