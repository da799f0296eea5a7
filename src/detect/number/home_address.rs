//! Where somebody lives, below 乡镇 and 街道.
//!
//! Addresses of offices, companies, projects and courts are public; only those labelled as a home
//! and those in a list of persons are looked at.

use std::sync::LazyLock;

use super::beside::parts_clauses;
use super::house::first_detail;
use super::scene::{Filled, Scene, floor};
use super::topic::Topics;
use super::{birth_date, citizen_id, label, mobile, person, telephone, weak_mask};
use crate::digit;
use crate::document::{Block, BlockKind, CellAt};
use crate::finding::{Match, Verdict};
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
            "乙方身份证号460106197605304428。甲方将位于某市朝阳街203号的门面房出租给乙方。",
            "name,addr,lng,lat\n停车场,某市中华路176号,106.30,22.53\n公厕,某市友谊路239号,106.33,22.52",
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
    "住所地",
    "居住于",
    "居住在",
    "住在",
    "现居住于",
    "现居住在",
    "暂住",
    "租住",
    "，居所",
    "、居所",
    "，住",
    "、住",
    "；住",
    "）住",
    "（住",
    "，家在",
    "我家在",
    "，住所：",
    I_AM,
    PLAIN,
    "坐落于",
    "坐落：",
    "位于",
];

/// One of these stands in each of [`OPENINGS`]: fewer words to search for.
pub(super) const ANCHORS: &[&str] = &["住", "家在", "地址", "户籍", "户口", "坐落", "位于", "居所", I_AM];

/// Openings of where something lies, which is somebody's home only where the words around say so.
const PLACES: &[&str] = &["坐落于", "坐落：", "位于"];

/// Longest address, in code points.
const LONGEST: usize = 60;

/// Bytes before a line in which an ID tells whose a property is.
const NEAR: usize = 160;

/// 我是某镇某村1组的村民: how a letter begins.
const I_AM: &str = "我是";

/// The word for any address.
const PLAIN: &str = "地址";

/// What makes a line one of an office or a company.
const OFFICIAL: Topics = Topics::OFFICE.and(Topics::CONTACT).and(Topics::ORGANISATION);

/// What is said of a company.
const COMPANY: Topics = Topics::ORGANISATION.and(Topics::ORGANISATION_CODE);

/// Finds home addresses in tables and in running text.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Match>) {
    for block in scene.document.blocks() {
        if scene.is_home_cell(block) {
            out.extend(examine(scene, block.span, "header"));
        } else if scene.is_in_home_column(block) {
            out.extend(examine(scene, block.span, "column"));
        }
    }
    of_persons(scene, out);
    for (anchor, openings) in ANCHORS.iter().zip(ANCHORED.iter()) {
        for at in scene.spots.of_word(anchor) {
            out.extend(openings_at(scene.text, at, openings).filter_map(|(end, opening)| in_text(scene, end, opening)));
        }
    }
}

/// Addresses behind labels that nobody listed, and such as stand by themselves, in the line or the record of an ID or a birth
/// date in running text: 居所：…, 某县某镇某村5组人.
fn of_persons(scene: &Scene<'_>, out: &mut Vec<Match>) {
    let tells = |found: &&Match| {
        found.rule == &citizen_id::RULE && found.verdict == Verdict::Report
            || found.rule == &weak_mask::RULE && scene.text[found.span.range()].chars().count() >= 15
            || found.rule == &birth_date::RULE
    };
    let known = spans(out, tells);
    let called = spans(out, |found| found.rule == &mobile::RULE && found.verdict == Verdict::Report);
    for clause in scene.clauses_around(&known) {
        out.extend(labelled_address(scene, clause).or_else(|| bare_address(scene, clause)));
    }
    // 收件人：某某某，138…，某镇某村1组: beside somebody's own mobile only what is a home by its words.
    let words = |clause: &str| clause.split(' ').find_map(|word| bare_address(scene, word));
    let own = |clause| bare_address(scene, clause).or_else(|| words(clause));
    out.extend(scene.clauses_of_lines(&called).into_iter().filter_map(own));
}

/// Where the findings stand that fit, in rising order.
fn spans(out: &[Match], fits: impl Fn(&&Match) -> bool) -> Vec<Span<Text>> {
    let mut spans: Vec<Span<Text>> = out.iter().filter(fits).map(|found| found.span).collect();
    spans.sort_unstable();
    spans
}

/// Words for addresses that are no homes.
const OTHER: &[&str] =
    &["单位", "办公", "经营", "项目", "学校", "公司", "企业", "注册", "案发", "事发", "地点", "现场", "店"];

/// What stands in the name of a place that has houses.
const PLACE: &[char] = &['县', '区', '市', '镇', '乡', '村', '街', '路', '道', '园', '苑', '城', '巷'];

/// An address that is all its clause says, or with 人 behind it.
fn bare_address(scene: &Scene<'_>, clause: &str) -> Option<Match> {
    /// 1-12-10-2403 has as many.
    const MOST_DIGITS: usize = 10;
    const WORDS: &[char] =
        &['于', '在', '的', '了', '被', '将', '为', '与', '由', '案', '（', '(', '）', ')', '：', ':', '！', '”'];
    let clause = clause.trim().trim_matches(['[', ']', '(', '{', '}', '\'', ':']);
    let native = clause.strip_suffix('人');
    let address = native.unwrap_or(clause);
    // Most clauses name no place.
    if !address.contains(PLACE) {
        return None;
    }
    let other = OTHER.iter().any(|word| address.contains(word));
    // 寄件地址某路1号; what stands behind 住 is found by that word.
    let address = address.find(PLAIN).map_or(address, |at| address[at + PLAIN.len()..].trim_start_matches(['：', ' ']));
    let said =
        address.replace("住宅", "").contains('住') || address.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS;
    let plain = address.starts_with(char::is_alphabetic) && !address.contains(WORDS) && !other;
    let detailed = is_detailed(address) || native.is_some() && has_detail(address);
    let start = address.as_ptr().addr() - scene.text.as_ptr().addr();
    (plain && detailed && !said).then(|| examine(scene, Span::new(start, start + address.len()), "beside"))?
}

/// `居所：某路1号`, where the label is short and none of an office.
fn labelled_address(scene: &Scene<'_>, clause: &str) -> Option<Match> {
    const LONGEST_LABEL: usize = 8;
    const OWN: &[char] = &['住', '居', '家', '户', '籍'];
    let (label, value) = clause.split_once(['：', ':', '=', '】']).filter(|(_, value)| !value.is_ascii())?;
    let (label, address) = (label.trim(), before_next_field(value.trim()));
    if !has_detail(address) || label.chars().count() > LONGEST_LABEL {
        return None;
    }
    let at = clause.as_ptr().addr() - scene.text.as_ptr().addr();
    let before = &scene.text[telephone::line(scene.text, Span::new(at, at)).start()..at];
    let topics = label::topics(label);
    let other = topics.identifies() && !topics.any(Topics::ADDRESS);
    let official = other || topics.any(OFFICIAL) || OTHER.iter().any(|word| label.contains(word));
    // 受理单位：某局，地址：…: the body's. 某公司，法定代表人：…，住所：…: the company's.
    let company = || label.contains("住所") && telephone::topics_of(before).any(COMPANY);
    let of_body = || !label.contains(OWN) && ends_in_body(before) || company();
    let start = address.as_ptr().addr() - scene.text.as_ptr().addr();
    let span = Span::new(start, start + address.len());
    (!official && !of_body()).then(|| examine(scene, span, "label"))?
}

/// True where the last clause of a text names a body, or somebody to turn to.
fn ends_in_body(before: &str) -> bool {
    let last = before.split(parts_clauses).rev().map(str::trim).find(|clause| !clause.is_empty()).unwrap_or("");
    person::is_body(last) || telephone::topics_of(last).any(Topics::OFFICE.and(Topics::CONTACT))
}

/// For each anchor the openings of which it is the first anchor, and where it stands in them.
static ANCHORED: LazyLock<Vec<Vec<(usize, &str)>>> = LazyLock::new(|| {
    let mut anchored = vec![Vec::new(); ANCHORS.len()];
    for opening in OPENINGS {
        let mut first = ANCHORS.iter().enumerate().filter_map(|(index, anchor)| Some((index, opening.find(anchor)?)));
        first.next().into_iter().for_each(|(index, at)| anchored[index].push((at, *opening)));
    }
    anchored
});

/// Those of some openings whose anchor stands at byte `at`, with the bytes behind them.
fn openings_at<'t>(
    text: &'t str,
    at: usize,
    openings: &'t [(usize, &'static str)],
) -> impl Iterator<Item = (usize, &'static str)> + 't {
    openings.iter().filter_map(move |(before, opening)| {
        let start = at.checked_sub(*before)?;
        text.get(start..)?.starts_with(opening).then_some((start + opening.len(), *opening))
    })
}

impl Scene<'_> {
    /// A cell or field whose label says home, or says address in a list of persons.
    fn is_home_cell(&self, block: &Block) -> bool {
        // Most blocks of a page are attributes, and those of pages without IDs hold nobody's home.
        let is_asked = match block.kind {
            BlockKind::Cell(_) | BlockKind::Field => true,
            BlockKind::Attribute => self.has_ids(),
            _ => false,
        };
        if !is_asked {
            return false;
        }
        let Some(label) = self.document.label(block) else { return false };
        let topics = self.topics(label);
        if !topics.any(Topics::ADDRESS) || topics.any(Topics::OFFICE) {
            return false;
        }
        match block.kind {
            BlockKind::Cell(at) if at.header => false,
            BlockKind::Cell(at) if topics.any(Topics::HOME) => {
                let table = self.table(at.table);
                table.any(Topics::NAME.and(Topics::ID))
                    || self.has_id_in_row(at)
                    || is_own(label) && (telephone::names_anyone(self, at) || self.names_somebody(at))
                    || self.has_id_beside(&self.context(block.span, 0), block.span)
            }
            BlockKind::Cell(at) => {
                let body =
                    || self.document.row(at.table, at.row).any(|cell| is_company(self.document.slice(cell.span)));
                // What has coordinates is a site: {"name": "停车场", "addr": …, "lng": …}.
                let official = Topics::ORGANISATION.and(Topics::CONTACT).and(Topics::COORDINATE);
                let table = self.table(at.table);
                self.has_id_in_row(at) && !self.names_business(at)
                    || self.is_about_somebody(at) && !body() && !table.any(official)
            }
            // <input name="addr" value="…"> in the form of somebody whose ID is in another.
            BlockKind::Attribute => is_detailed(self.document.slice(block.span)),
            BlockKind::Field => {
                topics.any(Topics::HOME) || self.has_id_beside(&self.context(block.span, 0), block.span)
            }
            _ => false,
        }
    }
}

impl Scene<'_> {
    /// True where a cell of the row is a company's name: not a school, a bank or a hospital, which persons are at.
    fn names_business(&self, at: CellAt) -> bool {
        const BUSINESSES: &[&str] = &["公司", "店", "厂", "合作社", "农场", "经营部", "事务所", "中心"];
        let mut cells = self.document.row(at.table, at.row).map(|cell| self.document.slice(cell.span).trim());
        cells.any(|text| is_company(text) && BUSINESSES.iter().any(|end| text.ends_with(end)))
    }

    /// A cell in a list of persons whose header says nothing of addresses while the column is full of them: 户籍, 位置.
    fn is_in_home_column(&self, block: &Block) -> bool {
        let BlockKind::Cell(at) = block.kind else { return false };
        if at.header || !has_detail(self.document.slice(block.span)) {
            return false;
        }
        let detailed = is_detailed(self.document.slice(block.span));
        let with_id = || {
            (detailed || self.is_column_of(at, Filled::Details))
                && self.has_id_beside(&self.context(block.span, 0), block.span)
        };
        let sure = detailed && self.is_column_of(at, Filled::Addresses);
        let label = self.document.label(block).map_or(Topics::NONE, |label| self.topics(label));
        let telling =
            Topics::OFFICE.and(Topics::ORGANISATION).and(Topics::CONTACT).and(Topics::AMOUNT).and(Topics::ADDRESS);
        let listed = || self.table(at.table).any(Topics::ID) || telephone::lists_persons(self, at);
        !label.identifies() && !label.any(telling) && !self.is_event(block) && (sure && listed() || with_id())
    }

    /// Headers of where something happens or is built.
    fn is_event(&self, block: &Block) -> bool {
        const WORDS: &[&str] = &[
            "项目", "工程", "施工", "事发", "案发", "经营", "办公", "单位", "学校", "企业", "店", "场", "考点", "内容",
            "备注",
        ];
        self.document.label(block).is_some_and(|label| WORDS.iter().any(|word| label.contains(word)))
    }
}

/// True for an address with the number of a house, a group or a room behind a place.
pub(super) fn has_detail(text: &str) -> bool {
    const SHOPS: &[&str] = &["商铺", "铺面", "门面", "大厦", "广场", "办公", "商场", "市场", "园区"];
    let text = text.trim();
    let short = (5..=LONGEST).contains(&text.chars().count());
    let shop = || SHOPS.iter().any(|word| text.contains(word));
    short && first_detail(text).is_some_and(|at| text[..at].contains(PLACE)) && !shop()
}

/// True for an address that goes into a house: a place of the administration or a street, and a number behind it.
pub(super) fn is_detailed(text: &str) -> bool {
    let text = text.trim();
    // Offices lie at a number of a street; rooms and groups of villages are homes.
    const HOMES: &[&str] = &["室", "单元", "栋", "幢", "组", "屯", "弄", "号楼", "社"];
    const SHOPS: &[&str] = &["商铺", "铺面", "门面", "大厦", "广场", "座", "层", "办公", "商场", "市场", "园区"];
    let holds = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let short = (6..=LONGEST).contains(&text.chars().count());
    // 某某花园3栋 is a building; a home has a number in it.
    let numbers = text.split(|char: char| !char.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    let inside = numbers >= 2 || holds(&["室", "组", "屯"]) || is_in_numbered_group(text);
    (short && inside && holds(HOMES) || short && is_in_village(text))
        && !holds(SHOPS)
        && first_detail(text).is_some_and(|at| text[..at].contains(PLACE))
}

/// 某村二社: a group of a village that is called so, and no 社区.
fn is_in_numbered_group(text: &str) -> bool {
    let is_number = |char: char| digit::value(char).is_some() || char == '十';
    text.match_indices('社')
        .any(|(at, group)| text[..at].ends_with(is_number) && !text[at + group.len()..].starts_with('区'))
}

/// 某村21号, 某村民委员会21号: a house of a village, and nothing else.
fn is_in_village(text: &str) -> bool {
    let number = text.strip_suffix('号').map_or("", |place| place.trim_end_matches(|char: char| char.is_ascii_digit()));
    number.len() + '号'.len_utf8() < text.len()
        && ["村", "村民委员会", "村委会", "屯", "庄"].iter().any(|end| number.ends_with(end))
}

/// True for labels of addresses where only persons live: 住所 may be a company's.
fn is_own(label: &str) -> bool {
    ["住址", "家庭", "户籍", "居住", "现住"].iter().any(|word| label.contains(word))
}

/// True for the name of a company or an office in a cell; an address that ends in 室 has digits.
fn is_company(text: &str) -> bool {
    person::is_body(text) && text.chars().count() >= 5 && !text.contains(|char: char| char.is_ascii_digit())
}

/// An address behind its opening, on a line that speaks of a person.
fn in_text(scene: &Scene<'_>, at: usize, opening: &str) -> Option<Match> {
    let rest = &scene.text[at..];
    let body = rest.trim_start_matches(|char: char| {
        char.is_whitespace() && char != '\n'
            || matches!(char, '：' | ':' | '为' | '是' | '在' | '于' | '=' | '】' | '→' | '"' | '\'')
    });
    // A label by itself has its value on the next line.
    let goes_on = body.starts_with('\n') && rest[..rest.len() - body.len()].contains(['：', ':']);
    let body = if goes_on { body.trim_start() } else { body };
    let start = at + rest.len() - body.len();
    let lies = PLACES.contains(&opening);
    let ends = |char: char| "，。；;,\n\t、）)|\"'<}".contains(char) || (lies || opening == I_AM) && char == '的';
    let address = before_next_field(&body[..body.find(ends).unwrap_or(body.len())]);
    if address.is_empty() || address.chars().count() > LONGEST || is_other_word(address) {
        return None;
    }
    let span = Span::new(start, start + address.len());
    let label = if goes_on { Span::new(at, at) } else { span };
    let before = &scene.text[telephone::line(scene.text, label).start()..at - opening.len()];
    let after_id = || scene.has_id_in(Span::new(floor(scene.text, at.saturating_sub(NEAR)), at));
    let own = match opening {
        PLAIN if goes_on => after_id() && !OTHER.iter().any(|word| before.contains(word)),
        PLAIN => is_plain_address_of_person(scene, span, before),
        I_AM => is_of_villager(&scene.text[span.end()..]),
        _ if lies => is_property_of_person(scene, span, before) && !is_of_business(&scene.text[span.end()..]),
        _ => is_home_of_person(scene, span, before, opening),
    };
    own.then(|| examine(scene, span, "label")).flatten()
}

/// 某某路1号 电话…: an address without the next field of its line.
fn before_next_field(text: &str) -> &str {
    const FIELDS: &[&str] = &["电话", "手机", "联系", "身份证", "邮编", "邮箱", "微信"];
    const GAPS: &[&str] = &["  ", "\u{3000}", "\u{2003}", "【", "｜"];
    let end = FIELDS.iter().chain(GAPS).filter_map(|word| text.find(word)).min().unwrap_or(text.len());
    text[..end].trim_end()
}

/// …的门面房: what stands behind where a shop or an office lies.
fn is_of_business(behind: &str) -> bool {
    const ROOMS: &[&str] = &["门面", "商铺", "铺面", "店面", "店铺", "厂房", "仓库", "办公", "写字楼", "摊位"];
    behind.strip_prefix('的').is_some_and(|behind| ROOMS.iter().any(|word| behind.starts_with(word)))
}

/// …的村民: what stands behind where somebody says to be from.
fn is_of_villager(behind: &str) -> bool {
    const PEOPLE: &[&str] = &["村民", "居民", "住户", "业主", "农民", "租户", "群众", "一名", "一个", "一户"];
    behind.strip_prefix('的').is_some_and(|behind| PEOPLE.iter().any(|word| behind.starts_with(word)))
}

/// True for what goes on from 住 as another word: 住院, 住房, 住建局. 住建设路, 住人民路 are addresses.
pub(super) fn is_other_word(address: &str) -> bool {
    const STREETS: &[char] = &['路', '街', '巷', '道', '村', '镇', '乡', '弄'];
    const BODIES: &[char] = &['局', '厅', '委', '部', '所', '站', '厂', '员'];
    const NEAR: usize = 8;
    if !address.starts_with(['院', '房', '宿', '宅', '户', '建', '所', '址', '证', '地', '人']) {
        return false;
    }
    let opening = &address[..address.char_indices().nth(NEAR).map_or(address.len(), |(at, _)| at)];
    let street = opening.find(STREETS).filter(|&at| at >= '建'.len_utf8() * 2);
    !address.starts_with(['建', '人', '房']) || street.is_none_or(|at| opening[..at].contains(BODIES))
}

/// 某某某，…，住…: words for homes on a line that speaks of a person, or that says nothing else.
fn is_home_of_person(scene: &Scene<'_>, span: Span<Text>, before: &str, opening: &str) -> bool {
    let bare = opening.ends_with('住') && opening.starts_with(['，', '、', '；', '）', '（']);
    let topics = telephone::topics_of(before);
    let said = topics.any(Topics::NAME.and(Topics::PERSONAL).and(Topics::BIRTH).and(Topics::ID));
    let called = || !bare && topics.any(Topics::PHONE) && !topics.any(OFFICIAL);
    let label_only = || !bare && before.chars().count() + opening.chars().count() <= 12;
    // A company has a 住所 too.
    if opening.contains("住所") && (person::holds_body(before) || topics.any(COMPANY)) {
        return false;
    }
    said || label_only()
        || called()
        || scene.has_id_in(telephone::line(scene.text, span))
        || telephone::introduces(before)
        || person::is_named_in(before) && !topics.any(OFFICIAL)
}

/// True when the text ends in somebody's name, perhaps with more in brackets behind it.
fn names_somebody(before: &str) -> bool {
    let word = person::last_word(before).trim_end_matches(['户', '家']);
    person::is_name(word) || person::ends_in_name(word)
}

/// 收件人：某某 地址：…: the word alone says nothing; a person named before it on the line does, or a form of one. Of the
/// longer words that end in it only those for homes count, and these are asked for themselves.
fn is_plain_address_of_person(scene: &Scene<'_>, span: Span<Text>, before: &str) -> bool {
    let prefix = before.trim_end_matches(char::is_whitespace);
    let own_word = prefix.is_empty() || before.ends_with(|char: char| !char.is_alphabetic());
    let letters = [
        "通讯", "通信", "邮寄", "寄送", "邮递", "送达", "联系", "详细", "收件", "收货", "用水", "用电", "用气", "房屋",
        "租住", "住", "居", "家庭",
    ]
    .iter()
    .any(|word| prefix.ends_with(word));
    // 寄送至你预留的地址：…
    let addressed = prefix.ends_with("我家")
        || prefix.ends_with('的') && prefix.chars().rev().take(8).any(|char| matches!(char, '你' | '您'));
    let topics = telephone::topics_of(before);
    let line = telephone::line(scene.text, span);
    // 举报人地址：…，举报人：….
    let words = &scene.text[line.range()];
    let whose =
        || telephone::is_person(person::last_word(prefix)) && person::is_named_in(words) && !person::holds_body(words);
    let said = || {
        (telephone::introduces(before) || scene.has_id_in(line)) && !topics.any(OFFICIAL) && !person::holds_body(before)
    };
    // 某市人民政府办公室 地址：…: the foot of a page.
    let form = || scene.is_form_of_person(line) && !person::holds_body(before);
    addressed || (own_word || letters) && (said() || form()) || whose()
}

/// 某某某（身份证号…）…坐落于…: a property is a home where an ID stands near it, or its owner is named and it is not for
/// sale.
fn is_property_of_person(scene: &Scene<'_>, span: Span<Text>, before: &str) -> bool {
    const SALE: &[&str] =
        &["拍卖", "起拍", "竞买", "出让", "招租", "转让", "挂牌", "标的", "项目", "工程", "公司", "中心"];
    let line = telephone::line(scene.text, span);
    let text = &scene.text[line.range()];
    let near = Span::new(floor(scene.text, line.start().saturating_sub(NEAR)), line.end());
    let named = || telephone::introduces(before) || names_somebody(before) || person::is_name(person::first_word(text));
    !SALE.iter().any(|word| text.contains(word)) && (scene.has_id_in(near) || named())
}

fn examine(scene: &Scene<'_>, span: Span<Text>, by: &'static str) -> Option<Match> {
    let address = &scene.text[span.range()];
    // 琼（2019）某县不动产权第…号 is the number of a certificate.
    let detail = first_detail(address).filter(|_| !address.contains("产权第"))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_part_ends_at_the_township() {
        let shown = |address: &str| address[..public_part(address)].to_owned();
        assert_eq!(shown("某市某区某街道某路1号"), "某市某区某街道");
        assert_eq!(shown("某县某镇某村2组"), "某县某镇");
        assert_eq!(shown("某市某区某路1号"), "某市某区");
    }
}
