//! The editors' page: plain files, embedded, that load nothing from anywhere else.

use super::http::{Request, Response};
use super::problem::{Kind, Problem};
use super::service::Service;

pub(super) mod record;

/// What the page may do: run its own modules and ask its own server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// A file of the page.
struct File {
    path: &'static str,
    media: &'static str,
    text: &'static str,
}

/// The files of the page.
#[rustfmt::skip]
static FILES: &[File] = &[
    File { path: "/", media: HTML, text: include_str!("../../web/index.html") },
    File { path: "/ui/page.css", media: CSS, text: include_str!("../../web/page.css") },
    File { path: "/ui/icon.svg", media: "image/svg+xml", text: include_str!("../../web/icon.svg") },
    File { path: "/ui/app.js", media: JS, text: include_str!("../../web/app.js") },
    File { path: "/ui/server.js", media: JS, text: include_str!("../../web/server.js") },
    File { path: "/ui/state.js", media: JS, text: include_str!("../../web/state.js") },
    File { path: "/ui/text.js", media: JS, text: include_str!("../../web/text.js") },
    File { path: "/ui/list.js", media: JS, text: include_str!("../../web/list.js") },
    File { path: "/ui/dom.js", media: JS, text: include_str!("../../web/dom.js") },
    File { path: "/ui/words.js", media: JS, text: include_str!("../../web/words.js") },
];

/// The file at a path, if there is one.
pub(super) fn file(path: &str) -> Option<&'static str> {
    FILES.iter().find(|file| file.path == path).map(|file| file.text)
}

pub(super) fn answer(_service: &Service, request: &Request) -> Result<Response, Problem> {
    let file = FILES.iter().find(|file| file.path == request.path).ok_or_else(|| Kind::NotFound.problem())?;
    Ok(Response::new(200, file.media, file.text.as_bytes()).with("Content-Security-Policy", POLICY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_asks_nothing_of_other_sites_and_writes_no_markup() {
        for file in FILES {
            for word in
                ["https://", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "@import"]
            {
                assert!(!file.text.contains(word), "{} has {word}", file.path);
            }
            let addresses = file.text.matches("http://").count();
            let names = file.text.matches("http://www.w3.org/").count();
            assert_eq!(addresses, names, "{}", file.path);
        }
    }
}
