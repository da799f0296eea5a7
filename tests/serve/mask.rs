//! `POST /v1/mask` and `/v1/correct`.

use serde_json::{Value, json};

use crate::harness::Server;

/// Synthetic.
const NUMBER: &str = "46010619900101101X";
const MASKED: &str = "460106********101X";

#[test]
fn a_text_comes_back_masked_and_otherwise_the_same() {
    let server = Server::start(&[]);
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}申请人身份证号：{NUMBER}。\r\n发现问题立既整改。\n");
        let value = server.json("/v1/mask", &json!({ "text": text })).value();
        assert_eq!(value["text"].as_str(), Some(&*text.replace(NUMBER, MASKED)), "{value}");
        assert_eq!((&value["found"], &value["left"]), (&json!(1), &json!(0)));
    }
}

#[test]
fn a_file_comes_back_in_its_own_encoding() {
    let server = Server::start(&[]);
    let page = |number: &str| format!("<html><meta charset=gbk><p>身份证号：{number}</p></html>");
    let (sent, wanted) = (page(NUMBER), page(MASKED));
    let (sent, wanted) = (encoding_rs::GBK.encode(&sent).0, encoding_rs::GBK.encode(&wanted).0);
    let answer = server.form("/v1/mask", &[("页 46010619900101101X.html", &sent)], None);
    assert_eq!((answer.status, answer.header("Shenjiao-Found").as_deref()), (200, Some("1")), "{answer:?}");
    assert_eq!(answer.body, wanted.as_ref());
    assert_eq!(answer.header("Content-Disposition").as_deref(), Some("attachment; filename=\"masked.html\""));
}

#[test]
fn picked_findings_alone_are_changed() {
    let server = Server::start(&[]);
    let text = format!("发现问题立既整改。\n申请人身份证号：{NUMBER}。\n按步就班地推进。\n");
    let value = server.json("/v1/check", &json!({ "text": text })).value();
    let findings = value["documents"][0]["findings"].as_array().unwrap();
    let pick = |finding: &Value| json!({ "index": finding["index"], "fingerprint": finding["fingerprint"] });
    let typo = findings.iter().find(|finding| finding["suggestion"] == "立即").unwrap();
    let corrected = server.json("/v1/correct", &json!({ "text": text, "only": [pick(typo)] })).value();
    assert_eq!(corrected["text"].as_str(), Some(&*text.replace("立既", "立即")));
    let mut own = pick(typo);
    own["text"] = json!("马上");
    let corrected = server.json("/v1/correct", &json!({ "text": text, "only": [own] })).value();
    assert_eq!(corrected["text"].as_str(), Some(&*text.replace("立既", "马上")));
    let number = findings.iter().find(|finding| finding["rule"] == "PII001").unwrap();
    let masked = server.json("/v1/mask", &json!({ "text": text, "only": [pick(number)] })).value();
    assert_eq!(masked["text"].as_str(), Some(&*text.replace(NUMBER, MASKED)));
    let stale = json!({ "text": "别的文字", "only": [pick(number)] });
    assert_eq!(server.json("/v1/mask", &stale).problem(), "unprocessable");
    assert_eq!(server.json("/v1/correct", &json!({ "text": text })).problem(), "unprocessable");
}

#[test]
fn what_cannot_be_masked_is_refused() {
    let server = Server::start(&[]);
    let pdf = server.form("/v1/mask", &[("a.pdf", b"%PDF-1.4 broken")], None);
    assert_eq!(pdf.status, 422, "{pdf:?}");
    let two: [(&str, &[u8]); 2] = [("a.txt", b"x"), ("b.txt", b"y")];
    assert_eq!(server.form("/v1/mask", &two, None).problem(), "unprocessable");
}
