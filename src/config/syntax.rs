//! What TOML has to say about a file, in Chinese.

use super::Fault;

/// The first fault of the file's form.
pub(super) fn fault(text: &str, error: &toml::de::Error) -> Fault {
    Fault { line: error.span().map(|span| line(text, span.start)), message: translated(error.message()) }
}

/// The 1-based line of a byte.
pub(super) fn line(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}

/// The messages that people meet, by how they begin.
const KNOWN: &[(&str, &str)] = &[
    ("unknown field ", "不认识的键 "),
    ("missing field ", "缺少 "),
    ("invalid type: ", "值的类型不对："),
    ("invalid value: ", "值不对："),
    ("duplicate key", "键重复"),
];

/// Words inside them.
const WORDS: &[(&str, &str)] = &[
    (", expected one of ", "，可用的键有 "),
    (", there are no fields", "，这里不能有键"),
    (", expected ", "，应为 "),
    ("a sequence", "数组"),
    ("sequence", "数组"),
    ("a map", "表"),
    ("map", "表"),
    ("a string", "文字"),
    ("string ", "文字 "),
    ("integer ", "整数 "),
    ("floating point ", "小数 "),
    ("boolean ", "真假值 "),
];

fn translated(message: &str) -> String {
    let known = KNOWN.iter().find_map(|(english, chinese)| Some((chinese, message.strip_prefix(english)?)));
    let Some((chinese, rest)) = known else { return format!("不是合法的 TOML：{message}") };
    WORDS.iter().fold(format!("{chinese}{rest}"), |text, (english, chinese)| text.replace(english, chinese))
}
