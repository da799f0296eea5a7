//! `POST /v1/check`, `/v1/rules`, `/healthz`, `/metrics`.

use serde_json::json;

use crate::harness::Server;

/// Synthetic.
const NUMBER: &str = "46010619900101101X";

#[test]
fn a_text_is_judged_and_every_offset_leads_to_the_number() {
    let server = Server::start(&[]);
    let text = format!("\u{1F600}关于公示的说明\r\n申请人身份证号：{NUMBER}，符合条件。");
    let answer = server.json("/v1/check", &json!({ "text": text }));
    assert_eq!(answer.status, 200, "{answer:?}");
    let value = answer.value();
    assert_eq!(value["verdict"], "block");
    let finding = &value["documents"][0]["findings"][0];
    assert_eq!((finding["rule"].as_str(), finding["where"].as_str()), (Some("PII001"), Some("第 2 行第 9 字")));
    for place in ["extracted", "submitted"] {
        let offset = |unit: &str, end: &str| finding[place][unit][end].as_u64().unwrap() as usize;
        assert_eq!(&text[offset("bytes", "start")..offset("bytes", "end")], NUMBER);
        let chars: Vec<char> = text.chars().collect();
        assert_eq!(chars[offset("chars", "start")..offset("chars", "end")].iter().collect::<String>(), NUMBER);
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(String::from_utf16(&units[offset("utf16", "start")..offset("utf16", "end")]).unwrap(), NUMBER);
    }
    assert!(!String::from_utf8(answer.body).unwrap().contains(&NUMBER[4..17]), "the answer repeats the number");
}

#[test]
fn html_is_placed_in_the_markup_that_was_sent() {
    let server = Server::start(&[]);
    for mark in ["", "\u{feff}"] {
        let html = format!("{mark}<meta charset=gbk><p>身份证号：460106<b>19900101</b>101X</p>");
        let value = server.json("/v1/check", &json!({ "text": html, "format": "html" })).value();
        let finding = &value["documents"][0]["findings"][0];
        let units: Vec<u16> = html.encode_utf16().collect();
        let at = |end: &str| finding["submitted"]["utf16"][end].as_u64().unwrap() as usize;
        let found = String::from_utf16(&units[at("start")..at("end")]).unwrap();
        assert_eq!(found, "460106<b>19900101</b>101X", "{value}");
        let bytes = |end: &str| finding["submitted"]["bytes"][end].as_u64().unwrap() as usize;
        assert_eq!(&html[bytes("start")..bytes("end")], found);
    }
}

#[test]
fn verdicts_follow_the_policy() {
    let (usual, lax) = (Server::start(&[]), Server::start(&["--block-on", "never", "--warn-on", "serious"]));
    let ask =
        |server: &Server, text: &str| server.json("/v1/check", &json!({ "text": text })).value()["verdict"].clone();
    assert_eq!(ask(&usual, "今天的会议顺利召开。"), "pass");
    assert_eq!(ask(&usual, "发现问题立既整改。"), "warn");
    assert_eq!(ask(&lax, "发现问题立既整改。"), "pass");
    assert_eq!(ask(&lax, &format!("身份证号：{NUMBER}")), "warn");
}

#[test]
fn several_files_are_checked_and_what_was_not_read_never_passes() {
    let server = Server::start(&[]);
    let files: [(&str, &[u8]); 3] = [
        ("通知.txt", "今天的会议顺利召开。".as_bytes()),
        ("名单.csv", b"\x00\x01\x02"),
        ("空.docx", b"PK\x03\x04broken"),
    ];
    let value = server.form("/v1/check", &files, None).value();
    assert_eq!(value["verdict"], "warn", "{value}");
    assert_eq!(value["summary"]["files"], 1);
    let skipped = value["skipped"].as_array().unwrap();
    assert_eq!(skipped.len(), 2, "{value}");
    assert_eq!(skipped[0]["input"], 1);
    let strict = Server::start(&["--unread", "block"]);
    assert_eq!(strict.form("/v1/check", &files[1..2], None).value()["verdict"], "block");
}

#[test]
fn options_are_honoured_and_unknown_ones_refused() {
    let server = Server::start(&[]);
    let english = server.json("/v1/check", &json!({ "text": "发现问题立既整改。", "lang": "en" })).value();
    assert!(english["documents"][0]["findings"][0]["title"].as_str().unwrap().is_ascii(), "{english}");
    let view = server
        .json("/v1/check", &json!({ "text": "# 标题\n\n<!-- 隐 -->正文", "format": "markdown", "include_text": true }));
    let view = &view.value()["documents"][0]["view"];
    assert!(view["text"].as_str().unwrap().contains("正文"), "{view}");
    assert_eq!(view["hidden"].as_array().unwrap().len(), 1, "{view}");
    for (body, id) in [
        (json!({ "text": "x", "txet": 1 }).to_string(), "bad-json"),
        (json!({ "txet": "x" }).to_string(), "bad-json"),
        (json!({ "text": "x", "lang": "fr" }).to_string(), "bad-json"),
        (json!({ "text": "x", "format": "docx" }).to_string(), "bad-json"),
        (json!(["x"]).to_string(), "bad-json"),
        ("{\"text\":\"46010619900101101X".to_owned(), "bad-json"),
    ] {
        let answer = server.ask("POST", "/v1/check", &[("Content-Type", "application/json")], body.as_bytes());
        assert_eq!((answer.status, answer.problem().as_str()), (400, id), "{body}");
        assert!(!String::from_utf8(answer.body).unwrap().contains("4601"), "a problem quotes the body");
    }
}

#[test]
fn rules_health_and_metrics_are_told() {
    let server = Server::start(&[]);
    let rules = server.ask("GET", "/v1/rules", &[], b"").value();
    assert!(rules["rules"].as_array().unwrap().iter().any(|rule| rule["id"] == "PII001"));
    let health = server.ask("GET", "/healthz", &[("Authorization", "")], b"").value();
    assert_eq!((health["status"].as_str(), &health["version"]), (Some("ok"), &rules["version"]));
    server.json("/v1/check", &json!({ "text": format!("身份证号：{NUMBER}") }));
    let metrics = String::from_utf8(server.ask("GET", "/metrics", &[], b"").body).unwrap();
    for line in [
        "shenjiao_requests_total{route=\"/v1/check\",status=\"200\"} 1",
        "shenjiao_verdicts_total{verdict=\"block\"} 1",
        "shenjiao_findings_total{severity=\"serious\"} 1",
    ] {
        assert!(metrics.lines().any(|found| found == line), "{line}\n{metrics}");
    }
}

#[test]
fn the_description_is_served_and_knows_the_fields_of_an_answer() {
    let server = Server::start(&[]);
    let description = server.ask("GET", "/openapi.json", &[("Authorization", "")], b"").value();
    let known = &description["components"]["schemas"]["Finding"]["properties"];
    let value =
        server.json("/v1/check", &json!({ "text": format!("身份证号：{NUMBER}"), "include_text": true })).value();
    for (name, _) in value["documents"][0]["findings"][0].as_object().unwrap() {
        assert!(known.get(name).is_some(), "{name} is not described");
    }
}
