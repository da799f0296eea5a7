//! Whom a run tells, and what.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::Value;

use super::site::Site;

/// Made up.
const LEAK: &str = "林小满，身份证号：46010619900101101X，已受理。\n";

#[test]
fn metrics_are_written_for_prometheus() {
    let site = Site::new();
    site.write(0, "甲.txt", LEAK);
    site.sweep(&["--prometheus", "www/shenjiao.prom"]);
    let text = fs::read_to_string(site.path("www/shenjiao.prom")).unwrap();
    for line in
        ["shenjiao_sweep_findings_open{severity=\"serious\"} 1", "shenjiao_sweep_run 1", "shenjiao_sweep_complete 1"]
    {
        assert!(text.lines().any(|other| other == line), "{line}: {text}");
    }
    let again = site.sweep(&["--prometheus", "www/shenjiao.prom"]);
    assert!(again.stderr.contains("共 1 个文件"), "a run reads its own metrics: {}", again.stderr);
}

#[cfg(unix)]
#[test]
fn a_command_is_run_on_new_findings_only() {
    let site = Site::new();
    site.write(0, "甲.txt", LEAK);
    let command = ["--on-new", "cat > told-$SHENJIAO_RUN-$SHENJIAO_NEW-$SHENJIAO_SERIOUS.json"];
    site.sweep(&command);
    let told: Value = serde_json::from_slice(&fs::read(site.path("told-1-1-1.json")).unwrap()).unwrap();
    assert_eq!((&told["findings"][0]["rule"], &told["new"]), (&"PII001".into(), &1.into()));
    assert!(!told.to_string().contains("19900101"));
    site.sweep(&command);
    assert!(!site.path("told-2-0-0.json").exists());
}

#[cfg(unix)]
#[test]
fn what_could_not_be_told_is_told_the_next_time() {
    let site = Site::new();
    site.write(0, "甲.txt", LEAK);
    let failed = site.sweep(&["--on-new", "false"]);
    assert_eq!(failed.code, Some(2));
    assert!(failed.stderr.contains("下次巡查时"), "{}", failed.stderr);
    site.sweep(&["--on-new", "cat > told-$SHENJIAO_NEW.json"]);
    assert!(site.path("told-1.json").exists());
}

#[test]
fn a_hook_on_the_web_gets_masked_json() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !request.ends_with(b"}") {
            let read = stream.read(&mut buffer).unwrap();
            request.extend_from_slice(&buffer[..read]);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        String::from_utf8(request).unwrap()
    });
    let site = Site::new();
    site.write(0, "甲.txt", LEAK);
    assert_eq!(site.sweep(&["--webhook", &address]).code, Some(1));
    let request = server.join().unwrap();
    assert!(request.starts_with("POST /hook HTTP/1.1\r\n") && request.contains("\"PII001\""), "{request}");
    assert!(!request.contains("19900101"));
    let refused = site.sweep(&["--webhook", "https://example.invalid/"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("curl"), "{}", refused.stderr);
}
