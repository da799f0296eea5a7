//! What is refused, with which status, and that a refusal is always a problem document.

use std::io::Write;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Answer, Server, TOKEN};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const BODY: &[u8] = b"{\"text\":\"x\"}";

#[test]
fn callers_from_elsewhere_are_refused() {
    let server = Server::start(&["--host", "cms.example.internal:8686"]);
    let port = server.address.port();
    let own = format!("http://127.0.0.1:{port}");
    for (headers, status) in [
        (vec![JSON], 200),
        (vec![JSON, ("Host", "cms.example.internal:8686")], 200),
        (vec![JSON, ("Origin", own.as_str()), ("Sec-Fetch-Site", "same-origin")], 200),
        (vec![JSON, ("Host", "evil.example")], 421),
        (vec![JSON, ("Host", "127.0.0.1")], 421),
        (vec![JSON, ("Host", "cms.example.internal")], 421),
        (vec![JSON, ("Origin", "http://evil.example")], 403),
        (vec![JSON, ("Origin", "null")], 403),
        (vec![JSON, ("Sec-Fetch-Site", "cross-site")], 403),
        (vec![JSON, ("Authorization", "")], 401),
        (vec![JSON, ("Authorization", "Bearer wrong-token-for-tests-x")], 401),
        (vec![("Content-Type", "text/plain")], 415),
        (vec![("Content-Type", "application/x-www-form-urlencoded")], 415),
        (vec![], 415),
        (vec![JSON, ("Content-Encoding", "gzip")], 415),
    ] {
        let answer = server.ask("POST", "/v1/check", &headers, BODY);
        assert_eq!(answer.status, status, "{headers:?} {answer:?}");
        if status != 200 {
            answer.problem();
        }
        assert_eq!(answer.header("Access-Control-Allow-Origin"), None);
        assert_eq!(answer.header("X-Content-Type-Options").as_deref(), Some("nosniff"));
    }
}

#[test]
fn addresses_and_methods_are_exact() {
    let server = Server::start(&[]);
    assert_eq!(server.ask("GET", "/v1/chek", &[], b"").problem(), "not-found");
    assert_eq!(server.ask("GET", "/", &[], b"").problem(), "not-found");
    let method = server.ask("GET", "/v1/check", &[], b"");
    assert_eq!((method.status, method.header("Allow").as_deref()), (405, Some("POST")));
    assert_eq!(server.ask("OPTIONS", "/v1/check", &[("Origin", "http://evil.example")], b"").status, 403);
    assert_eq!(server.ask("OPTIONS", "/v1/check", &[], b"").status, 405);
}

#[test]
fn broken_requests_are_told_apart() {
    let server = Server::start(&["--max-body", "1KB"]);
    let host =
        format!("Host: {}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n", server.address);
    let post = |headers: &str, body: &str| format!("POST /v1/check HTTP/1.1\r\n{host}{headers}\r\n{body}");
    for (bytes, status) in [
        ("nonsense\r\n\r\n".to_owned(), 400),
        ("GET /healthz HTTP/1.1\r\n\r\n".to_owned(), 400),
        (format!("GET /healthz HTTP/1.1\r\n{host}{host}\r\n"), 400),
        (format!("GET http://evil.example/ HTTP/1.1\r\n{host}\r\n"), 400),
        (format!("GET /healthz HTTP/3.0\r\n{host}\r\n"), 505),
        (format!("GET /{} HTTP/1.1\r\n{host}\r\n", "a".repeat(3000)), 414),
        (format!("GET /healthz HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(20_000)), 431),
        (format!("GET /healthz HTTP/1.1\r\n{host}{}\r\n", "A: b\r\n".repeat(100)), 431),
        (post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", ""), 400),
        (post("Content-Length: 5\r\nContent-Length: 6\r\n", ""), 400),
        (post("Content-Length: -5\r\n", ""), 400),
        (post("Transfer-Encoding: gzip\r\n", ""), 501),
        (post("Transfer-Encoding: chunked\r\n", "zz\r\n"), 400),
        (post("Content-Length: 2000\r\n", ""), 413),
        (post("Content-Length: 99999999999999999999\r\n", ""), 400),
        (post("Transfer-Encoding: chunked\r\n", "800\r\n"), 413),
        (post("Content-Length: 12\r\nExpect: tea\r\n", ""), 417),
    ] {
        let answer = server.raw(bytes.as_bytes());
        assert_eq!(answer.status, status, "{} {answer:?}", &bytes[..bytes.len().min(300)]);
        answer.problem();
        assert_eq!(answer.header("Connection").as_deref(), Some("close"));
    }
}

#[test]
fn chunks_and_expectations_are_understood() {
    let server = Server::start(&[]);
    let head = format!(
        "POST /v1/check HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n",
        server.address
    );
    let chunked = format!(
        "{head}Transfer-Encoding: chunked\r\n\r\n6;x=y\r\n{{\"text\r\n6\r\n\":\"x\"}}\r\n0\r\nTrailer: 1\r\n\r\n"
    );
    assert_eq!(server.raw(chunked.as_bytes()).status, 200);
    let mut stream = server.connect();
    stream.write_all(format!("{head}Content-Length: 12\r\nExpect: 100-continue\r\n\r\n").as_bytes()).unwrap();
    let mut early = [0; 25];
    std::io::Read::read_exact(&mut stream, &mut early).unwrap();
    assert_eq!(&early, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(BODY).unwrap();
    assert_eq!(Answer::read(&mut stream).unwrap().status, 200);
}

#[test]
fn a_body_that_is_too_large_is_refused_before_it_is_sent() {
    let server = Server::start(&["--max-body", "1MB"]);
    let body = vec![b' '; 8 << 20];
    let started = Instant::now();
    let mut stream = server.connect();
    let head = format!(
        "POST /v1/check HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        server.address,
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // What does not fit into the system's buffers is never taken.
    let _ = stream.write_all(&body);
    if let Some(answer) = Answer::read(&mut stream) {
        assert_eq!(answer.status, 413);
    }
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(server.json("/v1/check", &json!({ "text": "x" })).status, 200);
}

#[test]
fn slow_clients_are_shown_the_door_and_hold_up_nobody() {
    let server = Server::start(&["--body-timeout", "1", "--workers", "1"]);
    let head = format!(
        "POST /v1/check HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n",
        server.address
    );
    let mut slow: Vec<_> = (0..8).map(|_| server.connect()).collect();
    for stream in &mut slow {
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(b"{").unwrap();
    }
    assert_eq!(server.json("/v1/check", &json!({ "text": "x" })).status, 200);
    let started = Instant::now();
    for stream in &mut slow {
        let answer = Answer::read(stream).unwrap();
        assert_eq!((answer.status, answer.problem().as_str()), (408, "slow"));
    }
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn too_many_connections_and_too_much_memory_are_busy() {
    let server = Server::start(&["--connections", "2", "--max-body", "1MB", "--max-memory", "1MB"]);
    let head = format!(
        "POST /v1/check HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n",
        server.address
    );
    let mut first = server.connect();
    first.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let second = server.raw(head.as_bytes());
    assert_eq!((second.status, second.header("Retry-After").as_deref()), (503, Some("1")));
    // Whoever gets a place is left waiting for a request; one of the next is turned away at once.
    let mut waiting = Vec::new();
    let turned_away = (0..4).find_map(|_| {
        let mut stream = server.connect();
        stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
        let answer = Answer::read(&mut stream);
        waiting.push(stream);
        answer
    });
    assert_eq!(turned_away.map(|answer| answer.problem()).as_deref(), Some("busy"));
}

#[test]
fn the_log_holds_no_text() {
    let server = Server::start(&[]);
    let number = "46010619900101101X";
    server.json("/v1/check", &json!({ "text": format!("身份证号：{number}"), "name": format!("{number}.txt") }));
    server.ask("GET", &format!("/{number}?q={number}"), &[("X-Number", number)], b"");
    server.raw(format!("{number} /{number} HTTP/1.1\r\n\r\n").as_bytes());
    while server.said().lines().filter(|line| line.starts_with('{')).count() < 3 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let said = server.said();
    assert!(said.contains("\"route\":\"/v1/check\"") && said.contains("\"status\":404"), "{said}");
    assert!(!said.contains(&number[..8]), "{said}");
}
