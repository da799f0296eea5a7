//! Where somebody lives, below 乡镇 and 街道.
//!
//! Addresses of offices, companies, projects and courts are public; only those labelled as a home
//! and those in a list of persons are looked at.

use super::person;
use super::scene::Scene;
use super::telephone;
use super::topic::Topics;
use crate::digit;
use crate::document::{Block, BlockKind};
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};

/// A home address in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII016",
    name: "home-address",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "详细家庭住址（应只写到乡镇、街道）", en: "home address in detail" },
    explain: Bilingual {
        zh: "查找标签或表头表明是住址、户籍地址，并写明组、号、栋、单元、室的地址。公布时只写到乡镇或街道。单位地址、办公地点、项目地点不报告。",
        en: "Finds addresses labelled as a home that go into house, unit or room. They should end at the township or sub-district.",
    },
    citations: &["《中华人民共和国个人信息保护法》第二十八条"],
    examples: Examples {
        // Synthetic addresses.
        hit: &[
            "王某，身份证号460106199001011239，住址：某某市某某区某某街道某某路0号0栋1单元101室",
            "姓名：李某，家庭住址：某县某镇某村5组12号",
        ],
        miss: &[
            "单位地址：某市某区某某路12号3楼",
            "姓名：李某，家庭住址：某县某镇",
            "项目住址采集工作完成12户",
            "某公司，住所：某市某路12号1栋101室",
        ],
    },
};

/// Words that begin a home address in running text.
const OPENINGS: &[&str] = &[
    "家庭住址",
    "家庭地址",
    "家庭详细住址",
    "现住址",
    "现居住地址",
    "现居住地",
    "居住地址",
    "居住地",
    "户籍地址",
    "户籍所在地",
    "户籍地",
    "户口所在地",
    "身份证地址",
    "身份证住址",
    "住址",
    "家住",
    "现住",
    "，住",
    PLAIN,
];

/// One of these stands in each of [`OPENINGS`]: fewer words to search for.
const ANCHORS: &[&str] = &["住", "地址", "户籍", "户口"];

/// The word for any address.
const PLAIN: &str = "地址";

/// What makes a line one of an office or a company.
const OFFICIAL: Topics = Topics::OFFICE.and(Topics::CONTACT).and(Topics::ORGANISATION);

/// Ends of the parts that are too much, each behind a number.
const DETAILS: &[&str] = &["号", "栋", "幢", "单元", "室", "组", "队", "弄", "楼", "房", "座", "社", "巷"];

/// Finds home addresses in tables and in running text.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Match>) {
    for block in scene.document.blocks().iter().filter(|block| scene.is_home_cell(block)) {
        out.extend(examine(scene, block.span, "header"));
    }
    for anchor in ANCHORS {
        for at in memchr::memmem::find_iter(scene.text.as_bytes(), anchor) {
            out.extend(openings_at(scene.text, at, anchor).filter_map(|(end, plain)| in_text(scene, end, plain)));
        }
    }
}

/// The ends of the openings whose first anchor is `anchor` and stands at byte `at`, and whether each is the plain word.
fn openings_at<'t>(text: &'t str, at: usize, anchor: &'t str) -> impl Iterator<Item = (usize, bool)> + 't {
    OPENINGS.iter().filter_map(move |opening| {
        let first = ANCHORS.iter().find(|other| opening.contains(**other));
        let start = at.checked_sub(opening.find(anchor).filter(|_| first == Some(&anchor))?)?;
        text.get(start..)?.starts_with(opening).then_some((start + opening.len(), *opening == PLAIN))
    })
}

impl Scene<'_> {
    /// A cell or field whose label says home, or says address in a list of persons.
    fn is_home_cell(&self, block: &Block) -> bool {
        let Some(label) = self.document.label(block) else { return false };
        let topics = self.topics(label);
        if !topics.any(Topics::ADDRESS) || topics.any(Topics::OFFICE) {
            return false;
        }
        match block.kind {
            BlockKind::Cell(at) if at.header => false,
            BlockKind::Cell(at) => {
                let table = self.table(at.table);
                let body =
                    || self.document.row(at.table, at.row).any(|cell| is_company(self.document.slice(cell.span)));
                let listed = || is_own(label) && telephone::names_anyone(self, at);
                (table.any(Topics::NAME.and(Topics::ID)) || listed())
                    && (topics.any(Topics::HOME) || !body())
                    && (topics.any(Topics::HOME) || !table.any(Topics::ORGANISATION.and(Topics::CONTACT)))
            }
            BlockKind::Field => topics.any(Topics::HOME),
            _ => false,
        }
    }
}

/// True for labels of addresses where only persons live: 住所 may be a company's.
fn is_own(label: &str) -> bool {
    ["住址", "家庭", "户籍", "居住", "现住"].iter().any(|word| label.contains(word))
}

/// True for the name of a company or an office in a cell.
fn is_company(text: &str) -> bool {
    person::is_body(text) && text.chars().count() >= 5
}

/// An address behind its opening, on a line that speaks of a person.
fn in_text(scene: &Scene<'_>, at: usize, plain: bool) -> Option<Match> {
    let rest = &scene.text[at..];
    let body = rest.trim_start_matches(|char: char| {
        char.is_whitespace() && char != '\n' || matches!(char, '：' | ':' | '为' | '是' | '在' | '于')
    });
    let start = at + rest.len() - body.len();
    let stop = body.find(['，', '。', '；', ';', ',', '\n', '\t', '、', '）', ')', '|']).unwrap_or(body.len());
    let address = &body[..stop];
    // 住院, 住房, 住宿 are no addresses.
    if address.starts_with(['院', '房', '宿', '宅', '户', '建', '所', '址']) {
        return None;
    }
    let span = Span::new(start, start + address.len());
    let line = telephone::line(scene.text, span);
    let text = &scene.text[line.start()..at];
    if plain {
        let before = &text[..text.len().saturating_sub(PLAIN.len())];
        return is_plain_address_of_person(before).then(|| examine(scene, span, "label")).flatten();
    }
    let before = telephone::topics_of(text);
    let said = before.any(Topics::NAME.and(Topics::PERSONAL).and(Topics::BIRTH).and(Topics::ID));
    let called = || !text.ends_with("，住") && before.any(Topics::PHONE) && !before.any(OFFICIAL);
    let person = scene.has_id_in(line) || said || called() || telephone::introduces(text);
    let label_only = text.chars().count() <= 12 && !text.ends_with("，住");
    (stop > 0 && address.chars().count() <= 60 && (person || label_only))
        .then(|| examine(scene, span, "label"))
        .flatten()
}

/// 收件人：某某 地址：…: the word alone says nothing; a person named before it on the line does. Of the longer words
/// that end in it only those for homes count, and these are asked for themselves.
fn is_plain_address_of_person(before: &str) -> bool {
    let own_word = before.ends_with(|char: char| !char.is_alphabetic());
    let topics = telephone::topics_of(before);
    own_word && !topics.any(OFFICIAL) && telephone::introduces(before) && !person::holds_body(before)
}

fn examine(scene: &Scene<'_>, span: Span<Text>, by: &'static str) -> Option<Match> {
    let address = &scene.text[span.range()];
    let detail = first_detail(address)?;
    let mut found = Match::new(&RULE, span);
    found.confidence = Confidence::Medium;
    found.evidence = vec![format!("{by}:住址").into(), "detail".into()];
    let kept = &address[..public_part(address).min(detail)];
    found.suggestion = Some(if kept.is_empty() { "（住址略）".to_owned() } else { kept.to_owned() });
    let hidden = address[kept.len()..].chars().count();
    found.masked = Some(format!("{}{}", plain(kept), "*".repeat(hidden)));
    Some(found)
}

/// The part of an address that may be shown, without its digits.
fn plain(kept: &str) -> String {
    kept.chars().map(|char| if digit::value(char).is_some() { '*' } else { char }).collect()
}

/// Length of the part up to 乡, 镇 or 街道, or up to the county where neither is named.
fn public_part(address: &str) -> usize {
    let behind = |word: &str| address.rfind(word).map(|at| at + word.len());
    let levels = [behind("街道"), address.find('镇').map(|at| at + 3), address.find('乡').map(|at| at + 3)];
    let counties = ["县", "区", "市"].iter().filter_map(|word| behind(word)).max();
    levels.into_iter().flatten().max().or(counties).unwrap_or(0)
}

/// Where the number of a house, unit or room begins: digits directly before one of the endings.
fn first_detail(address: &str) -> Option<usize> {
    let mut number = None;
    for (at, char) in address.char_indices() {
        let is_number = digit::value(char).is_some()
            || matches!(char, '十' | '百' | '-' | '－' | '甲' | '乙' | '丙')
            || char.is_ascii_uppercase();
        let ends = || DETAILS.iter().any(|detail| address[at..].starts_with(detail));
        match number {
            Some(start) if !is_number && ends() => return Some(start),
            None if is_number => number = Some(at),
            _ if !is_number => number = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_numbers_of_houses_units_and_rooms() {
        assert!(first_detail("某镇某村5组").is_some());
        assert!(first_detail("某街道某路十二号").is_some());
        assert!(first_detail("某小区3栋1单元202室").is_some());
        assert!(first_detail("某县某镇某村").is_none());
        assert!(first_detail("第三中学").is_none());
    }

    #[test]
    fn the_public_part_ends_at_the_township() {
        let shown = |address: &str| address[..public_part(address)].to_owned();
        assert_eq!(shown("某市某区某街道某路1号"), "某市某区某街道");
        assert_eq!(shown("某县某镇某村2组"), "某县某镇");
        assert_eq!(shown("某市某区某路1号"), "某市某区");
    }
}
