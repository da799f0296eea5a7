//! The editors' page and what only it may ask.

use serde_json::json;

use crate::harness::{Answer, Server};

/// Synthetic.
const NUMBER: &str = "46010619900101101X";

/// The page's server and the token in the address that it showed.
fn ui() -> (Server, String) {
    let server = Server::run(&["ui", "--no-open", "--isolated"], tempfile::tempdir().unwrap());
    let said = server.said();
    let token = said.split('#').nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    (server, format!("Bearer {token}"))
}

fn ask(server: &Server, token: &str, path: &str, body: &serde_json::Value) -> Answer {
    let headers = [("Authorization", token), ("Content-Type", "application/json")];
    server.ask("POST", path, &headers, body.to_string().as_bytes())
}

#[test]
fn the_page_is_whole_and_may_load_nothing_from_elsewhere() {
    let (server, _) = ui();
    let page = server.ask("GET", "/", &[("Authorization", "")], b"");
    assert_eq!(page.status, 200);
    let policy = page.header("Content-Security-Policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe") && !policy.contains('*'),
        "{policy}"
    );
    let html = String::from_utf8(page.body).unwrap();
    let mut waiting: Vec<String> = html.split('"').filter(|part| part.starts_with("/ui/")).map(str::to_owned).collect();
    let mut seen = Vec::new();
    while let Some(path) = waiting.pop() {
        let file = server.ask("GET", &path, &[("Authorization", "")], b"");
        assert_eq!(file.status, 200, "{path}");
        let text = String::from_utf8(file.body).unwrap();
        let imports = text.split("from \"./").skip(1).map(|rest| format!("/ui/{}", rest.split('"').next().unwrap()));
        waiting.extend(imports.filter(|import| !seen.contains(import)));
        seen.push(path);
    }
    assert!(seen.len() >= 8, "{seen:?}");
}

#[test]
fn the_token_of_the_address_is_asked_for() {
    let (server, token) = ui();
    assert_eq!(ask(&server, "Bearer x", "/v1/check", &json!({ "text": "x" })).status, 401);
    assert_eq!(ask(&server, &token, "/v1/check", &json!({ "text": "x" })).status, 200);
    let (_, other) = ui();
    assert_ne!(token, other);
    let link = server.ask("GET", "/", &[("Sec-Fetch-Site", "cross-site")], b"");
    assert_eq!(link.status, 403);
}

#[test]
fn an_added_word_is_kept_with_reason_and_date_and_found_at_once() {
    let (server, token) = ui();
    let check = || ask(&server, &token, "/v1/check", &json!({ "text": "欢迎来到云岭景区。" })).value();
    assert_eq!(check()["verdict"], "pass");
    let word = json!({ "wrong": "云岭景区", "right": "云岭风景区", "reason": "局办公室规定", "by": "某编辑" });
    let added = ask(&server, &token, "/ui/words", &word);
    assert_eq!(added.status, 200, "{added:?}");
    let file = added.value()["dictionary"].as_str().unwrap().to_owned();
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.contains("局办公室规定") && kept.contains("某编辑") && kept.contains("202"), "{kept}");
    let found = check();
    assert_eq!(found["documents"][0]["findings"][0]["suggestion"], "云岭风景区", "{found}");
    for refused in [json!({ "wrong": "", "reason": "x" }), json!({ "wrong": "云岭景区", "reason": "再加一次" })]
    {
        assert_eq!(ask(&server, &token, "/ui/words", &refused).problem(), "unprocessable");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), kept);
}

#[test]
fn reports_and_the_record_hold_no_number() {
    let (server, token) = ui();
    let text = format!("申请人身份证号：{NUMBER}，发现问题立既整改。");
    let report = |kind: &str| {
        let options = json!({ "kind": kind, "by": "某编辑", "accepted": [{ "input": 0, "document": 0, "index": 1, "reason": "原文如此" }] });
        let body = format!(
            "--l\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n{options}\r\n--l\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{NUMBER}.txt\"\r\n\r\n{text}\r\n--l--\r\n"
        );
        let headers = [("Authorization", token.as_str()), ("Content-Type", "multipart/form-data; boundary=l")];
        server.ask("POST", "/ui/report", &headers, body.as_bytes())
    };
    for kind in ["xlsx", "html", "csv", "record"] {
        let answer = report(kind);
        assert_eq!(answer.status, 200, "{kind}");
        let text = String::from_utf8_lossy(&answer.body);
        assert!(!text.contains("19900101") && !text.contains(NUMBER), "{kind}");
    }
    let record = String::from_utf8(report("record").body).unwrap();
    assert!(record.contains("某编辑") && record.contains("<tr><th>经人确认保留<td>1"), "{record}");
    assert_eq!(report("docx").problem(), "unprocessable");
}
