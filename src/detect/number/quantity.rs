//! Tables of quantities: yearbooks, accounts, readings of stations. Eleven digits among them are no telephone.

use super::person;
use super::scene::{Context, Scene, floor};
use super::telephone;
use super::topic::Topics;
use crate::document::{Block, CellAt};
use crate::span::{Span, Text};

/// Names of quantities, and of stations that measure them.
const QUANTITIES: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "人口",
    "产值",
    "产量",
    "总值",
    "增加值",
    "总额",
    "余额",
    "收入",
    "支出",
    "投资",
    "面积",
    "销售",
    "存款",
    "贷款",
    "税收",
    "预算",
    "决算",
    "金额",
    "资产",
    "负债",
    "利润",
    "成本",
    "发电量",
    "用电量",
    "供水量",
    "用水量",
    "货运",
    "客运",
    "周转量",
    "万元",
    "千元",
    "亿元",
    "（元）",
    "(元)",
    "吨",
    "公斤",
    "千瓦时",
    "立方米",
    "平方米",
    "公顷",
    "万人",
    "水位",
    "流量",
    "雨量",
    "降水",
    "蓄水",
    "库容",
    "水情",
    "站码",
    "站号",
    "测站",
    "站点编码",
    "读数",
];

/// What says of a list that its numbers are measured by stations.
const STATIONS: &[&str] = &["站码", "测站", "站号", "水位", "流量", "雨量", "降水", "库容", "蓄水"];

/// Ends of the words that open a row of a table of regions or years.
const REGIONS: &[char] = &['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡', '年', '月', '国'];

/// Bytes before a line in which the table's heading or unit stands.
const HEADING: usize = 2000;

/// Most digits of a quantity; longer numbers name persons, accounts or bodies.
const MOST_DIGITS: usize = 14;

/// Cells of a column that are looked at.
const SAMPLE: usize = 40;

/// True when what stands beside the number, in its row or column, are quantities. Asked for numbers that nothing calls
/// a telephone.
pub(super) fn is_among(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> bool {
    // 累计水量, 字节数: no telephone ends so.
    let counts = |header: &str| header.ends_with(['量', '额', '值', '数', '率']);
    if context.header_text.is_some_and(|header| names_quantity(header) || counts(header)) {
        return true;
    }
    match context.block.and_then(|block| Some((block, block.cell()?))) {
        Some((block, at)) => is_whole(scene, block) && (is_row(scene, at) || is_column(scene, at)),
        None => is_line(scene, span),
    }
}

fn names_quantity(words: &str) -> bool {
    QUANTITIES.iter().any(|name| words.contains(name))
}

/// What a cell or a word between blanks holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Words,
    /// Eleven digits that might be a mobile.
    MobileLike,
    /// A decimal, a number with thousands marks, or one of four and more digits.
    Quantity,
    /// A short number: of an item, of years.
    Small,
    /// More digits than a quantity has.
    Long,
}

fn value(text: &str) -> Value {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let signed = text.strip_prefix('-').is_some_and(|rest| value(rest) == Value::Quantity);
    match digits {
        _ if signed => Value::Quantity,
        0 => Value::Words,
        _ if !plain || text.matches('.').count() > 1 => Value::Words,
        11 if digits == text.len() && text.starts_with('1') && text.as_bytes()[1] >= b'3' => Value::MobileLike,
        _ if digits > MOST_DIGITS => Value::Long,
        _ if digits < text.len() || digits >= 4 => Value::Quantity,
        _ => Value::Small,
    }
}

/// True for a cell that holds its number and nothing else.
fn is_whole(scene: &Scene<'_>, block: &Block) -> bool {
    value(scene.document.slice(block.span)) == Value::MobileLike
}

fn is_row(scene: &Scene<'_>, at: CellAt) -> bool {
    is_row_of_quantities(scene.document.row(at.table, at.row).map(|cell| scene.document.slice(cell.span).trim()))
}

/// Nothing but numbers, behind the name of a quantity, of a region or a year, or behind none.
fn is_row_of_quantities<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    let (mut numbers, mut sure, mut decimals, mut others) = (0, 0, 0, 0);
    let (mut named, mut region) = (false, false);
    for cell in cells.filter(|cell| !cell.is_empty() && !is_blank(cell)) {
        match value(cell) {
            Value::Long => return false,
            Value::Words if numbers > 0 && !is_unit(cell) => return false,
            Value::Words => {
                others += 1;
                named |= names_quantity(cell);
                region |= cell.ends_with(REGIONS) && !cell.contains('某');
            }
            Value::MobileLike => numbers += 1,
            Value::Quantity => {
                (numbers, sure) = (numbers + 1, sure + 1);
                decimals += usize::from(cell.contains('.'));
            }
            Value::Small => numbers += 1,
        }
    }
    named && numbers >= 2 || region && decimals > 0 || (region || others == 0) && sure >= 2
}

/// A dash or a dot where there is no figure.
fn is_blank(cell: &str) -> bool {
    cell.chars().all(|char| matches!(char, '-' | '—' | '…' | '.' | '/' | '·' | '－'))
}

fn is_unit(cell: &str) -> bool {
    matches!(cell, "元" | "万元" | "亿元" | "吨" | "人" | "万人" | "亩" | "公顷" | "户" | "个" | "%" | "千瓦时")
}

/// A column of numbers of which fewer than half look like mobiles, in a row that names nobody.
fn is_column(scene: &Scene<'_>, at: CellAt) -> bool {
    let cells = scene.document.column(at.table, at.column).take(SAMPLE);
    let values: Vec<_> =
        cells.map(|cell| scene.document.slice(cell.span).trim()).filter(|text| !text.is_empty()).map(value).collect();
    let count = |wanted| values.iter().filter(|value| **value == wanted).count();
    let quantities = count(Value::Quantity);
    quantities >= 2 && quantities > count(Value::MobileLike) && count(Value::Long) == 0 && !names_somebody(scene, at)
}

fn names_somebody(scene: &Scene<'_>, at: CellAt) -> bool {
    let mut cells = scene.document.row(at.table, at.row).map(|cell| scene.document.slice(cell.span).trim());
    cells.any(|cell| person::is_name(cell) || cell.contains(['某', '*']))
}

/// A line of figures in text that lines them up with blanks.
fn is_line(scene: &Scene<'_>, span: Span<Text>) -> bool {
    let text = scene.text;
    let line = telephone::line(text, span);
    let words = || text[line.range()].split([' ', '\t', '　', '\u{a0}']).filter(|word| !word.is_empty());
    if !words().any(|word| word == &text[span.range()]) {
        return false;
    }
    if is_row_of_quantities(words()) {
        return true;
    }
    let values: Vec<_> = words().filter(|word| !is_blank(word)).map(value).collect();
    let count = |wanted| values.iter().filter(|value| **value == wanted).count();
    let numbers = values.len() - count(Value::Words);
    if numbers < 2 || count(Value::Long) > 0 {
        return false;
    }
    let above = &text[floor(text, line.start().saturating_sub(HEADING))..line.start()];
    let telephones = telephone::topics_of(above).any(Topics::PHONE.and(Topics::ID));
    let stations = STATIONS.iter().filter(|word| above.contains(**word)).count();
    let by_stations = stations >= 2 && count(Value::Quantity) + count(Value::Small) > 0;
    !telephones && (by_stations || values.iter().skip(2).all(|value| *value != Value::Words) && states_unit(above))
}

/// 单位：万元, as the heading of a table of figures says.
fn states_unit(above: &str) -> bool {
    const UNITS: &[&str] =
        &["万", "元", "亿", "千", "百", "吨", "人", "亩", "公", "户", "立方", "平方", "%", "头", "米"];
    let said = above
        .match_indices("单位")
        .map(|(at, word)| above[at + word.len()..].trim_start_matches(['：', ':', ' ', '　']));
    said.into_iter().any(|unit| UNITS.iter().any(|known| unit.starts_with(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str) -> bool {
        is_row_of_quantities(line.split_whitespace())
    }

    #[test]
    fn rows_of_figures_are_told_from_rows_of_persons() {
        for line in [
            "合计 13812345678 15012345678",
            "甲县 13812345678 1024.5 88.12",
            "2019年 13812345678 20480 1,024",
            "粮食产量 吨 13812345678 45678",
        ] {
            assert!(row(line), "{line}");
        }
        for line in [
            "王某某 13800001234 85.5 78.25",
            "1 13800001234 460106199001011239",
            "13800001234 13800001235",
            "1 王小明 女 13800001234",
        ] {
            assert!(!row(line), "{line}");
        }
    }
}
