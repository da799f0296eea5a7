//! Copies in which only what was found differs. All numbers are synthetic.
#![allow(clippy::unwrap_used, clippy::panic)]

use shenjiao::finding::Match;
use shenjiao::format::{self, Item, Limits};
use shenjiao::judge::{Policy, judge};
use shenjiao::redact::{Refusal, masked_once};
use shenjiao::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use shenjiao::span::Span;
use shenjiao::{Document, Engine, Origin, Source};

static RULE: Rule = Rule {
    id: "TST001",
    name: "test",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "试", en: "test" },
    explain: Bilingual { zh: "试", en: "test" },
    citations: &[],
    examples: Examples { hit: &["x"], miss: &["y"] },
};

fn read(name: &str, bytes: &[u8]) -> Document {
    let mut found = None;
    format::read(Source::new(Origin::file(name), bytes), &Limits::default(), &mut |item| match item {
        Item::Document(document) => found = Some(*document),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    found.unwrap()
}

/// The copy in which `number`, as a reader sees it, is replaced by `suggestion`.
fn masked(name: &str, bytes: &[u8], number: &str, suggestion: Option<&str>) -> Vec<u8> {
    let document = read(name, bytes);
    let found = document.text().match_indices(number).map(|(at, _)| {
        let mut found = Match::new(&RULE, Span::new(at, at + number.len()));
        found.suggestion = suggestion.map(Into::into);
        found
    });
    let findings = judge(&document, found.collect(), &Policy::default());
    assert!(!findings.is_empty(), "{number} is not in {:?}", document.text());
    masked_once(&document, findings.iter(), bytes).unwrap()
}

fn masked_text(name: &str, text: &str, number: &str, suggestion: &str) -> String {
    String::from_utf8(masked(name, text.as_bytes(), number, Some(suggestion))).unwrap()
}

const NUMBER: &str = "460106199001010018";
const MASKED: &str = "460106********0018";

#[test]
fn only_the_hidden_digits_change() {
    let text = "一、张某\r\n证：460106199001010018。\r\n共 460106 户\r\n";
    assert_eq!(masked_text("a.txt", text, NUMBER, MASKED), text.replace(NUMBER, MASKED));
}

#[test]
fn separators_and_scripts_stay() {
    assert_eq!(
        masked_text("a.txt", "号 460106-19900101-0018 止", "460106-19900101-0018", MASKED),
        "号 460106-********-0018 止"
    );
    let wide = "４６０１０６１９９００１０１００１８";
    assert_eq!(masked_text("a.txt", wide, wide, MASKED), "４６０１０６********００１８");
}

#[test]
fn a_shorter_suggestion_replaces_the_rest() {
    let text = "住址：某县某镇某村3组12号，成年";
    assert_eq!(masked_text("a.txt", text, "某县某镇某村3组12号", "某县某镇"), "住址：某县某镇，成年");
    let stars = masked("a.txt", "编号 AB-12。".as_bytes(), "AB-12", None);
    assert_eq!(String::from_utf8(stars).unwrap(), "编号 **-**。");
}

#[test]
fn markup_inside_a_number_stays() {
    let page =
        "<p>证 460106<b>1990</b>&#48;1<wbr>010018</p><!-- 460106199001010018 --><i title=\"460106199001010018\">x</i>";
    let copy = masked_text("a.html", page, NUMBER, MASKED);
    assert_eq!(copy, format!("<p>证 460106<b>****</b>**<wbr>**0018</p><!-- {MASKED} --><i title=\"{MASKED}\">x</i>"));
}

#[test]
fn the_encoding_stays() {
    for encoding in [encoding_rs::GBK, encoding_rs::GB18030] {
        let (bytes, _, _) = encoding.encode("关于张某某的公示\n证件号码：460106199001010018，电话略。\n");
        let copy = masked("a.txt", &bytes, NUMBER, Some(MASKED));
        let (expected, _, _) = encoding.encode("关于张某某的公示\n证件号码：460106********0018，电话略。\n");
        assert_eq!(copy, expected.as_ref());
    }
    let utf16: Vec<u8> = "\u{feff}证件：460106199001010018\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let expected: Vec<u8> = "\u{feff}证件：460106********0018\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(masked("a.txt", &utf16, NUMBER, Some(MASKED)), expected);
}

#[test]
fn a_container_is_refused() {
    let engine = Engine::builder().build().unwrap();
    let damaged = Source::new(Origin::file("a.txt"), vec![0u8; 64]);
    let refusal = shenjiao::redact::redact(&engine, &damaged, &Limits::default()).unwrap_err();
    assert!(matches!(refusal, Refusal::Unread(_)), "{refusal}");
}
