//! Starting, keeping connections, and stopping.

use std::io::Write;
use std::process::Command;
use std::time::Duration;

use serde_json::json;

use crate::harness::{Answer, Server, TOKEN};

#[test]
fn one_connection_serves_many_requests() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let request =
        format!("GET /v1/rules HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n", server.address);
    for _ in 0..3 {
        stream.write_all(request.as_bytes()).unwrap();
        assert_eq!(Answer::read(&mut stream).unwrap().header("Connection").as_deref(), Some("keep-alive"));
    }
    stream.write_all(request.replace("GET", "HEAD").as_bytes()).unwrap();
    let mut head = Vec::new();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let _ = std::io::Read::read_to_end(&mut stream, &mut head);
    let head = String::from_utf8(head).unwrap();
    assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"), "{head}");
}

#[cfg(unix)]
#[test]
fn a_stop_lets_the_request_under_way_finish() {
    let mut server = Server::start(&[]);
    let body = json!({ "text": "发现问题立既整改。" }).to_string();
    let head = format!(
        "POST /v1/check HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        server.address,
        body.len()
    );
    let _idle = server.connect();
    let mut stream = server.connect();
    stream.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    server.terminate();
    std::thread::sleep(Duration::from_millis(300));
    assert!(std::net::TcpStream::connect(server.address).is_err() || server.said().contains("停止"));
    stream.write_all(body.as_bytes()).unwrap();
    assert_eq!(Answer::read(&mut stream).unwrap().status, 200);
    assert_eq!(server.wait(), Some(0), "{}", server.said());
}

#[test]
fn starting_fails_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let short = folder.path().join("short");
    std::fs::write(&short, "short\n").unwrap();
    let busy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port().to_string();
    for (arguments, wanted) in [
        (&["--bind", "0.0.0.0"][..], "--token-file"),
        (&["--token-file", "absent"], "absent"),
        (&["--token-file", short.to_str().unwrap()], "至少 16 个字符"),
        (&["--port", &port], "端口已被占用"),
        (&["--max-body", "many"], "字节数"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
        let output = command.arg("serve").args(arguments).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(wanted), "{arguments:?}: {said}");
    }
}
