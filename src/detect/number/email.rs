//! Mailboxes of persons in lists. Mail of offices is public.

use super::clearing;
use super::mobile;
use super::person;
use super::scene::{Context, Scene};
use super::telephone::{self, Owner};
use super::topic::Topics;
use crate::document::BlockKind;
use crate::finding::{Match, Verdict};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};

/// A private mailbox in a list of persons.
pub(super) static RULE: Rule = Rule {
    id: "PII015",
    name: "email",
    category: Category::Privacy,
    severity: Severity::Advice,
    basis: Basis::Law,
    summary: Bilingual { zh: "人员名单中的个人邮箱", en: "private mailbox in a list of persons" },
    explain: Bilingual {
        zh: "查找与身份证号、性别、住址等个人信息同处一行或一表的个人邮箱（QQ、163、126 等公共邮箱服务）。单位邮箱、联系方式中的邮箱属于公开信息，予以排除。",
        en: "Finds mailboxes of public mail services that stand in a list of persons with other personal data. Mail of offices and contacts is cleared.",
    },
    citations: &["《中华人民共和国个人信息保护法》第四条"],
    examples: Examples {
        // Synthetic.
        hit: &["王某，性别：女，身份证号460106199001011239，邮箱：nobody0000@qq.com"],
        miss: &["联系人：王主任，邮箱：nobody0000@qq.com", "邮箱：office@example.gov.cn", "关注我们 @某某发布"],
    },
};

/// Services where everybody has a mailbox.
const PUBLIC_SERVICES: &[&str] = &[
    "qq.com",
    "163.com",
    "126.com",
    "gmail.com",
    "sina.com",
    "sina.cn",
    "hotmail.com",
    "outlook.com",
    "foxmail.com",
    "139.com",
    "189.cn",
    "sohu.com",
    "aliyun.com",
    "yeah.net",
    "icloud.com",
    "vip.qq.com",
    "live.com",
    "wo.cn",
    "tom.com",
    "21cn.com",
    "vip.163.com",
    "yahoo.com",
    "msn.com",
    "hotmail.cn",
    "msn.cn",
    "vip.126.com",
    "188.com",
    "vip.188.com",
    "163.net",
    "263.net",
    "vip.sina.com",
    "sina.com.cn",
    "sogou.com",
    "88.com",
    "111.com",
    "email.cn",
    "petalmail.com",
    "yahoo.cn",
    "yahoo.com.cn",
    "ymail.com",
    "aol.com",
    "me.com",
    "mac.com",
    "proton.me",
    "protonmail.com",
    "gmx.com",
    "mail.com",
    "zoho.com",
    "189.com",
    "wo.com.cn",
    "eyou.com",
    "chinaren.com",
    "3126.com",
];

/// Finds mailboxes of public services.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Match>) {
    let mut mobiles: Option<Vec<usize>> = None;
    for at in memchr::memchr_iter(b'@', scene.text.as_bytes()) {
        let Some(span) = mailbox(scene.text, at).filter(|span| is_public(&scene.text[span.range()])) else { continue };
        let mobiles = mobiles.get_or_insert_with(|| private_mobiles(out));
        let found = examine(scene, span, mobiles);
        out.push(found);
    }
}

/// Where the mobiles begin that are somebody's own.
fn private_mobiles(out: &[Match]) -> Vec<usize> {
    let own = out.iter().filter(|found| found.rule == &mobile::RULE && found.verdict == Verdict::Report);
    let mut starts: Vec<usize> = own.map(|found| found.span.start()).collect();
    starts.sort_unstable();
    starts
}

fn is_public(mailbox: &str) -> bool {
    mailbox.split_once('@').is_some_and(|(_, domain)| PUBLIC_SERVICES.contains(&&*domain.to_ascii_lowercase()))
}

/// A mailbox belongs to whom a telephone in its place would belong to, and to the owner of one on its line.
fn examine(scene: &Scene<'_>, span: Span<Text>, mobiles: &[usize]) -> Match {
    let (local, domain) = scene.text[span.range()].split_once('@').unwrap_or_default();
    let context = scene.context(span, 0);
    let mut found = Match::new(&RULE, span);
    found.confidence = Confidence::Medium;
    found.masked = Some(format!("{}***@{domain}", local.get(..1).unwrap_or("")));
    found.suggestion = found.masked.clone();
    let line = telephone::line(scene.text, span);
    let beside = || {
        let near = with_neighbours(scene.text, line);
        let first = mobiles.partition_point(|&start| start < near.start());
        mobiles.get(first).is_some_and(|&start| start < near.end())
    };
    match telephone::owner(scene, &context, span) {
        _ if beside_id(scene, &context, span) => found.with("owner:id-beside"),
        Owner::Person(by) => found.with(by),
        _ if is_called_own(&context) || is_of_sender(&scene.text[line.start()..span.start()]) => {
            found.with("owner:label")
        }
        Owner::Unknown if scene.is_form_of_person(line) || beside() => found.with("owner:personal-data-near"),
        _ => found.cleared(clearing::contact("电子邮箱")),
    }
}

/// A line with those before and behind it, where these are short as fields are: `TEL:…` above `EMAIL:…`.
fn with_neighbours(text: &str, line: Span<Text>) -> Span<Text> {
    const LONGEST: usize = 90;
    let field = |line: &str| line.len() <= LONGEST && line.contains([':', '：']);
    let above = text[..line.start()].strip_suffix('\n').map_or("", |text| text.rsplit('\n').next().unwrap_or(""));
    let below = text[line.end()..].strip_prefix('\n').map_or("", |text| text.split('\n').next().unwrap_or(""));
    let start = if field(above) { line.start() - 1 - above.len() } else { line.start() };
    let end = if field(below) { line.end() + below.len() } else { line.end() };
    Span::new(start, end)
}

/// From: "某某某" <…>: the mailbox of whoever wrote the mail, where that is somebody by name.
fn is_of_sender(before: &str) -> bool {
    let name = ["From:", "Reply-To:", "发件人：", "发件人:"].iter().find_map(|label| before.strip_prefix(label));
    name.is_some_and(|name| person::is_name(name.trim_matches(|char: char| !char.is_alphabetic())))
}

/// 个人邮箱, in a list or a form.
fn is_called_own(context: &Context<'_>) -> bool {
    const OWN: &[&str] = &["个人", "本人", "私人"];
    let own = |label: &str| OWN.iter().any(|word| label.starts_with(word));
    context.cell().is_some() && context.header_text.is_some_and(own)
}

/// True in the row or the record of an ID, where a mailbox is that person's.
fn beside_id(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> bool {
    let in_record = context.block.is_some_and(|block| matches!(block.kind, BlockKind::Cell(_) | BlockKind::Field));
    let contact = context.says(Topics::CONTACT.and(Topics::OFFICE));
    in_record && !contact && scene.has_id_beside(context, span)
}

/// The mailbox around the `@` at byte `at`, in ASCII.
fn mailbox(text: &str, at: usize) -> Option<Span<Text>> {
    let bytes = text.as_bytes();
    let local = bytes[..at].iter().rev().take(64).take_while(|byte| is_local(**byte)).count();
    let domain = bytes[at + 1..]
        .iter()
        .take(64)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        .count();
    let domain = text[at + 1..at + 1 + domain].trim_end_matches(['.', '-']).len();
    (local > 0 && domain > 3).then(|| Span::new(at - local, at + 1 + domain))
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+')
}
