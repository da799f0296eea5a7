//! The addresses: each is a value in [`ROUTES`], and adding one is a line there and one in
//! `openapi.json`, which a test compares.

use super::http::{Request, Response};
use super::problem::{Kind, Problem};
use super::service::Service;
use super::{api, page};

/// An address and a method.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// Media types that a body may have; empty where none is expected.
    pub(super) media: &'static [&'static str],
    /// True when no token is asked for: nothing there depends on a document.
    pub(super) open: bool,
    /// True for what only the editors' page needs.
    pub(super) page: bool,
    /// Answers.
    pub(super) answer: fn(&Service, &Request) -> Result<Response, Problem>,
}

const JSON: &[&str] = &["application/json"];
const FORM: &[&str] = &["multipart/form-data"];
const DOCUMENTS: &[&str] = &["application/json", "multipart/form-data"];

/// A route of the interface with documents in its body.
const fn post(path: &'static str, answer: fn(&Service, &Request) -> Result<Response, Problem>) -> Route {
    Route { method: "POST", path, media: DOCUMENTS, open: false, page: false, answer }
}

const fn get(path: &'static str, answer: fn(&Service, &Request) -> Result<Response, Problem>) -> Route {
    Route { method: "GET", path, media: &[], open: false, page: false, answer }
}

/// Every address but the files of the page.
pub(super) static ROUTES: &[Route] = &[
    post("/v1/check", api::check::answer),
    post("/v1/mask", api::mask::mask),
    post("/v1/correct", api::mask::correct),
    get("/v1/rules", api::rules::answer),
    Route { open: true, ..get("/healthz", api::status::health) },
    Route { open: true, ..get("/openapi.json", api::status::openapi) },
    get("/metrics", api::status::metrics),
    Route { media: FORM, page: true, ..post("/ui/report", api::report::answer) },
    Route { media: JSON, page: true, ..post("/ui/words", api::words::answer) },
    Route { page: true, ..get("/ui/about", api::words::about) },
];

/// The files of the page share one route; see [`page::FILES`].
static FILE: Route = Route { open: true, page: true, ..get("/ui/*", page::answer) };

/// The routes of a path, one for each method.
pub(super) fn at(path: &str, with_page: bool) -> impl Iterator<Item = &'static Route> {
    let file = page::file(path).map(|_| &FILE);
    let fitting = ROUTES.iter().filter(move |route| route.path == path).chain(file);
    fitting.filter(move |route| with_page || !route.page).collect::<Vec<_>>().into_iter()
}

impl Route {
    /// Looks at the media type of a body.
    ///
    /// # Errors
    /// The refusal.
    pub(super) fn takes(&self, media: &str) -> Result<(), Problem> {
        if self.media.is_empty() || self.media.contains(&media) {
            return Ok(());
        }
        let known = self.media.join("、");
        Err(Kind::MediaType.because(format!("可用 {known}"), format!("accepted: {known}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_names_every_route_and_no_other() {
        let description: serde_json::Value = serde_json::from_str(api::status::OPENAPI).unwrap();
        let paths = description["paths"].as_object().unwrap();
        let described = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys().filter(|key| ["get", "post"].contains(&key.as_str()));
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        });
        let mut described: Vec<_> = described.collect();
        let mut routes: Vec<_> =
            ROUTES.iter().filter(|route| !route.page).map(|route| format!("{} {}", route.method, route.path)).collect();
        described.sort();
        routes.sort();
        assert_eq!(described, routes);
    }

    #[test]
    fn the_page_is_served_only_with_the_page() {
        assert_eq!(at("/", false).count(), 0);
        assert_eq!(at("/", true).count(), 1);
        assert_eq!(at("/ui/report", false).count(), 0);
        assert_eq!(at("/v1/check", false).count(), 1);
    }
}
