//! The marks by which a report is known again, so that a later scan leaves it alone.
//!
//! A report in the scanned folder is no publication: reading it would report every finding once
//! more. What carries no mark (CSV, SARIF, JUnit and the like are other programs' formats) is
//! known by the way it begins.

use memchr::memmem;

/// The comment of a zip package that is a report.
const PACKAGE: &[u8] = b"shenjiao-report";

/// How every page begins that is a report.
pub(super) const HTML_HEAD: &str = "<!DOCTYPE html>\n<!-- shenjiao-report -->\n<html lang=zh-CN>\n<head>\n<meta charset=utf-8>\n\
    <meta name=viewport content=\"width=device-width, initial-scale=1\">\n\
    <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">";

/// What reports begin with.
const BEGINNINGS: &[&str] = &[
    "<!DOCTYPE html>\n<!-- shenjiao-report -->",
    "\u{feff}文件,包内文件,位置,级别,类别,规则,规则名称,",
    "\u{feff}file,member,place,level,category,rule,name,",
    "{\"type\":\"finding\",\"path\":",
    "{\"type\":\"skipped\",\"path\":",
    "{\"type\":\"summary\",\"files\":",
    "{\"findings\":[\n{\"type\":\"finding\"",
    "{\"findings\":[],\n\"skipped\":",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"shenjiao\"",
    "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
     \"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[\n",
];

/// A zip package with the mark in its comment: the last field of the file, empty until then.
pub(super) fn mark_package(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.ends_with(&[0, 0]) {
        bytes.truncate(bytes.len() - 2);
        bytes.extend((PACKAGE.len() as u16).to_le_bytes());
        bytes.extend(PACKAGE);
    }
    bytes
}

/// True for the bytes of a file that this program wrote as a report.
pub fn is_own_report(bytes: &[u8]) -> bool {
    let begins = BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning.as_bytes()));
    begins || bytes.ends_with(PACKAGE) || is_gitlab(bytes) || is_text(bytes)
}

fn is_gitlab(bytes: &[u8]) -> bool {
    let mut head = bytes.get(..bytes.len().min(2000)).unwrap_or_default().split(|&byte| byte == b'"');
    bytes.starts_with(b"[\n{\"description\":\"") && head.any(|word| word == b"check_name")
}

/// A report to be read ends with what was counted.
fn is_text(bytes: &[u8]) -> bool {
    const TAIL: usize = 2000;
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let tail = tail.strip_suffix(b"\n").unwrap_or(tail);
    let mut lines = tail.rsplit(|&byte| byte == b'\n').take(7);
    lines.any(|line| {
        let holds = |words: &str| memmem::find(line, words.as_bytes()).is_some();
        let chinese = line.starts_with("检查 ".as_bytes()) && holds(" 个文件（") && holds(" 秒）：");
        chinese || (holds(" files checked (") && holds(" s): "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{KINDS, Options, Summary, annex::ANNEXES};

    #[test]
    fn every_report_that_is_a_file_is_known_again() {
        for kind in KINDS.iter().chain(ANNEXES).filter(|kind| !kind.endings.is_empty() && kind.id != "gitlab") {
            let mut bytes = Vec::new();
            (kind.open)(Options::default()).finish(&Summary::default(), &mut bytes).unwrap();
            assert!(is_own_report(&bytes), "{}", kind.id);
        }
    }

    #[test]
    fn what_a_site_publishes_is_no_report() {
        for text in [
            "",
            "<!DOCTYPE html>\n<html>",
            "{\"type\":\"finding\"}",
            "检查 3 个文件柜：合格。",
            "[\n{\"description\":\"x\"}]",
        ] {
            assert!(!is_own_report(text.as_bytes()), "{text}");
        }
    }
}
