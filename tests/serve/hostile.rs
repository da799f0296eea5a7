//! Documents that kill their reader cost their own request at most. What begins with
//! `%PDF-mischief:` is known to programs with debug assertions only.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::Server;

const FATAL: [(&str, &str); 3] = [("memory", "too-large"), ("stack", "damaged"), ("abort", "damaged")];

fn deadly(way: &str) -> Vec<u8> {
    format!("%PDF-mischief:{way}\n").into_bytes()
}

#[test]
fn a_document_that_kills_its_reader_is_unread_and_the_next_is_read() {
    let server = Server::start(&["--workers", "1"]);
    for (way, reason) in FATAL {
        let answer =
            server.form("/v1/check", &[("坏.pdf", &deadly(way)), ("好.txt", "发现问题立既整改。".as_bytes())], None);
        assert_eq!(answer.status, 200, "{way} {answer:?}");
        let value = answer.value();
        assert_eq!(value["verdict"], "warn", "{value}");
        let text = value.to_string();
        assert!(text.contains(reason) && text.contains("立即"), "{way}: {text}");
    }
    let unmasked = server.form("/v1/mask", &[("坏.pdf", &deadly("abort"))], None);
    assert_eq!(unmasked.problem(), "unprocessable");
}

#[test]
fn a_document_in_a_loop_frees_its_place() {
    let server = Server::start(&["--workers", "1", "--timeout", "3"]);
    // The first text loads what all others need, which can take long on a busy machine.
    let text = json!({ "text": "发现问题立既整改。" });
    (0..10).find(|_| server.json("/v1/check", &text).status == 200).unwrap();
    for _ in 0..2 {
        let begun = Instant::now();
        let answer = server.form("/v1/check", &[("圈.pdf", &deadly("loop"))], None);
        assert_eq!((answer.status, answer.problem().as_str()), (504, "timeout"));
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        // The one place there is must be free again. Each request waits five seconds for it, which a busy
        // machine may need to end the worker and start another.
        let mut answers = (0..4).map(|_| server.json("/v1/check", &text));
        let next = answers.find(|answer| answer.status != 503);
        assert_eq!(next.map(|answer| answer.status), Some(200));
        assert_eq!(server.ask("GET", "/healthz", &[], b"").status, 200);
    }
}
