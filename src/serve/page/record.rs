//! The record of a check on one page: who, when, with which rules, how many. No text of any
//! document and no number stands in it.

use std::fmt::Write as _;

use crate::engine::Outcome;
use crate::judge::excerpt::mask_digits;
use crate::report::Lang;
use crate::rule::Severity;
use crate::serve::scan::Checked;

/// Digits from which a run in a file's name may be a number of a person.
const NUMBER: usize = 6;

/// Who checked when with what.
pub(in crate::serve) struct Record<'a> {
    pub(in crate::serve) by: &'a str,
    pub(in crate::serve) at: &'a str,
    pub(in crate::serve) version: &'a str,
    pub(in crate::serve) rules: usize,
    pub(in crate::serve) lang: Lang,
}

const STYLE: &str = "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:15px/1.7 \"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif;color:#1f2328}\
    table{width:100%;border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #8c959f;padding:.35rem .6rem;text-align:left;vertical-align:top}\
    td.n{text-align:right}h1{font-size:1.4rem}.sign{margin-top:3rem;display:flex;gap:3rem}.sign span{flex:1;border-top:1px solid #8c959f;padding-top:.3rem}";

/// The page.
pub(in crate::serve) fn page(record: &Record<'_>, checked: &Checked) -> String {
    let say = |zh: &'static str, en: &'static str| record.lang.pick(zh, en);
    let title = say("审校记录", "Record of a check");
    let mut out = format!(
        "<!doctype html>\n<html lang={}>\n<meta charset=utf-8>\n<meta name=viewport content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n<table>\n",
        say("zh-CN", "en")
    );
    let summary = &checked.summary;
    let mut row = |head: &str, value: String| {
        let _ = writeln!(out, "<tr><th>{head}<td>{}", escape(&value));
    };
    let by = if record.by.is_empty() { "　".to_owned() } else { mask_digits(record.by, NUMBER) };
    row(say("检查人", "checked by"), by);
    row(say("时间", "time"), record.at.to_owned());
    row(
        say("程序和规则", "program and rules"),
        format!("{} · {} {}", record.version, record.rules, say("条规则", "rules")),
    );
    row(say("文件", "files"), summary.files.to_string());
    row(say("文档", "documents"), summary.documents.to_string());
    for level in Severity::ALL {
        row(record.lang.severity(level), summary.at(level).to_string());
    }
    row(say("经人确认保留", "accepted by the editor"), summary.accepted.to_string());
    row(say("核对后无误", "looked at and innocent"), summary.cleared.to_string());
    row(say("未能检查", "not checked"), summary.unread().to_string());
    out.push_str("</table>\n");
    documents(&mut out, record, checked);
    if summary.unread() > 0 {
        let warning = say("未能检查的内容不代表没有问题。", "What was not checked is not clean.");
        let _ = writeln!(out, "<p><strong>{warning}</strong>");
    }
    let (one, two) = (say("检查人签字", "signature"), say("审核人签字", "second signature"));
    let _ = writeln!(out, "<div class=sign><span>{one}</span><span>{two}</span></div>\n</html>");
    out
}

fn documents(out: &mut String, record: &Record<'_>, checked: &Checked) {
    let heads = record.lang.pick("文件<th>格式<th>问题<th>已确认", "file<th>format<th>findings<th>accepted");
    let _ = writeln!(out, "<table><tr><th>{heads}");
    for outcome in checked.inputs.iter().flat_map(|input| &input.outcomes) {
        match outcome {
            Outcome::Scanned(scanned) => {
                let reported = scanned.findings.iter().filter(|finding| finding.is_reported()).count();
                let accepted = scanned.findings.iter().filter(|finding| finding.verdict.name() == "accepted").count();
                let name = escape(&mask_digits(&scanned.origin.to_string(), NUMBER));
                let _ =
                    writeln!(out, "<tr><td>{name}<td>{}<td class=n>{reported}<td class=n>{accepted}", scanned.format);
            }
            Outcome::Skipped(skip) => {
                let name = escape(&mask_digits(&skip.origin.to_string(), NUMBER));
                let _ = writeln!(out, "<tr><td>{name}<td colspan=3>{}", record.lang.skip(skip.reason));
            }
        }
    }
    out.push_str("</table>\n");
}

fn escape(text: &str) -> String {
    html_escape::encode_text(text).into_owned()
}
