//! 公民身份号码: eighteen digits with region, birth date and check character.

use std::collections::HashMap;

use super::identity::Identity;
use super::look::{self, Look};
use super::region::Region;
use super::scene::{Filled, Scene};
use super::topic::Topics;
use crate::document::{Block, CellAt};
use crate::finding::{Match, Verdict};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

/// An ID number in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII001",
    name: "citizen-id",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的公民身份号码", en: "citizen ID number in the clear" },
    explain: Bilingual {
        zh: "查找 18 位公民身份号码：出生日期和校验码成立，行政区划代码按历年代码表核对；不论用全角、汉字数字书写，还是中间夹有空格、连字符、不可见字符或换行。\
             行政区划代码查不到只降低把握，不会放过；出生年份不作限制。标签或表头表明是订单号、合同编号等其他号码的，予以排除并说明理由。\
             公开完整号码足以冒用身份，应按惯例隐去出生日期部分后再发布；同一行已写明出生日期的，要隐去更多位。",
        en: "Finds 18-digit citizen ID numbers whose birth date and check character hold, in every writing. \
             An unknown region lowers the confidence and never clears. A label or header that names another number clears it.",
    },
    citations: &["GB 11643-1999《公民身份号码》", "《中华人民共和国个人信息保护法》第二十八条"],
    examples: Examples {
        // Synthetic numbers: the sequence digits are those of nobody in particular, the check is computed.
        hit: &[
            "王某，身份证号：460106199001011239，住本市。",
            "４６０１０６１９９００１０１１２３９",
            "证件号码 460106 19900101 1239 已登记",
        ],
        miss: &["身份证号：460106********1239", "订单号：460106199001011239", "身份证号码不得公开。"],
    },
};

/// Takes back what a header cleared where it stands above nothing but IDs beside names: no other number passes the check
/// in every row.
pub(super) fn restore_columns(scene: &Scene<'_>, out: &mut [Match]) {
    let mut columns: HashMap<(u32, u32), Vec<usize>> = HashMap::new();
    for (index, found) in out.iter().enumerate().filter(|(_, found)| found.rule == &RULE) {
        let at = scene.document.block_at(found.span.start()).and_then(Block::cell);
        if let (Some(at), Verdict::Cleared { .. }) = (at, &found.verdict) {
            columns.entry((at.table, at.column)).or_default().push(index);
        }
    }
    for ((table, column), cleared) in columns {
        let cells = || scene.document.column(table, column).filter(|cell| cell.cell().is_some_and(|at| !at.header));
        let filled = cells().filter(|cell| !scene.document.slice(cell.span).trim().is_empty()).count();
        let named = || cells().filter_map(Block::cell).next().is_some_and(|at| lists_names(scene, at));
        if cleared.len() >= FEWEST && cleared.len() * 5 >= filled * 4 && named() {
            cleared.into_iter().for_each(|index| restore(scene, &mut out[index]));
        }
    }
}

fn restore(scene: &Scene<'_>, found: &mut Match) {
    scene.note_id(found.span);
    found.verdict = Verdict::Report;
    found.suggestion = Some("（身份证号略）".to_owned());
    found.evidence.push("column".into());
}

fn lists_names(scene: &Scene<'_>, at: CellAt) -> bool {
    scene.document.row(at.table, at.row).filter_map(Block::cell).any(|at| scene.is_column_of(at, Filled::Names))
}

/// IDs in a column from which on its header is not believed.
const FEWEST: usize = 4;

/// Finds ID numbers of the provinces; those of 港澳台 residents and foreigners are other kinds.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    for reading in look.readings(18) {
        let Some(identity) = look::eighteen(&reading).map(|values| Identity::read(&values)) else { continue };
        if !identity.holds() || identity.province > 80 || !look.stands_free(&reading) {
            continue;
        }
        let labelled = look.context(&reading).says(Topics::ID.and(Topics::PAPER));
        let whole = || identity.region() == Region::County && look.fills_cell(&reading);
        if look::is_believable(&reading, &identity, labelled) || whole() {
            let found = look::id_match(look, &RULE, &reading, &identity, Topics::ID.and(Topics::PAPER));
            // An order number that could be an ID makes no telephone beside it anybody's own.
            if found.verdict == Verdict::Report {
                look.scene.note_id(reading.span());
            }
            out.push(found);
        }
    }
}
