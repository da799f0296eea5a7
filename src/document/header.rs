//! Which cells of a table name the others.
//!
//! The header of a column is what tells an ID number from an order number, and most tables on
//! government sites do not mark it. So it is recognised by content: a first row of short words
//! without long numbers, possibly under a caption, possibly in two rows. A form (姓名 | 某甲 | 性别 | 男)
//! has no header row; there each name stands to the left of its value.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::{Block, Document};
use crate::words::Endings;

mod shape;

/// How a table's columns are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    /// Row 0 names the columns.
    FirstRow,
    /// Nothing does, or every cell was given its label.
    None,
    /// To be found out from marked header cells and from the text of the first rows.
    Recognise,
    /// Every row is a record whose values carry their names as labels; the shape of all of them tells whether
    /// they are a table.
    Record,
}

/// `true` for [`Headers::FirstRow`].
impl From<bool> for Headers {
    fn from(first_row: bool) -> Self {
        if first_row { Headers::FirstRow } else { Headers::None }
    }
}

/// What was found out about a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// Rows up to `end` are captions and headers; those from `start` name the columns.
    Rows { start: u32, end: u32 },
    /// The first column names the rows, and every other column is one person or thing.
    Turned,
    /// Names stand to the left of their values.
    Fields,
    /// The same, and every other cell is a name, whatever it says.
    Pairs,
    /// Nothing is named.
    None,
}

/// Rows that are looked at.
const ROWS: u32 = 12;

/// Rows above the header that may hold a caption.
const CAPTIONS: u32 = 3;

/// Ends of words that name a property of one person or thing.
const FIELDS: &[&str] = &[
    "姓名",
    "性别",
    "民族",
    "年龄",
    "生日",
    "日期",
    "年月",
    "时间",
    "籍贯",
    "学历",
    "学位",
    "专业",
    "职务",
    "职称",
    "职业",
    "电话",
    "手机",
    "手机号",
    "号码",
    "证号",
    "账号",
    "帐号",
    "卡号",
    "学号",
    "工号",
    "联系方式",
    "地址",
    "住址",
    "住所",
    "邮箱",
    "邮编",
    "名称",
    "代码",
    "单位",
    "开户行",
    "法定代表人",
    "法人",
    "负责人",
    "联系人",
    "经办人",
    "申请人",
    "当事人",
    "被处罚人",
    "投诉人",
    "举报人",
    "反映人",
    "来信人",
    "信访人",
    "报名人",
    "报案人",
    "收件人",
    "承租人",
    "出租人",
    "委托人",
    "户主",
    "面貌",
    "婚姻状况",
    "金额",
    "文号",
    "索引号",
    "编号",
];

/// Ends of words that name a column but also end what stands in one.
const COLUMNS: &[&str] = &[
    "序号",
    "号",
    "名单",
    "部门",
    "科室",
    "机构",
    "主体",
    "对象",
    "年份",
    "年度",
    "标准",
    "数量",
    "人数",
    "户数",
    "件数",
    "备注",
    "说明",
    "类型",
    "类别",
    "种类",
    "等级",
    "级别",
    "岗位",
    "职位",
    "成绩",
    "分数",
    "得分",
    "总分",
    "排名",
    "名次",
    "结果",
    "情况",
    "问题",
    "原因",
    "内容",
    "事项",
    "项目",
    "依据",
    "措施",
    "方式",
    "状态",
    "证件",
    "关系",
    "面积",
    "价格",
    "单价",
    "规格",
    "型号",
    "品牌",
    "产地",
    "来源",
    "网址",
    "银行",
    "乡镇",
    "社区",
    "村组",
    "区县",
    "地区",
    "标题",
    "权重",
    "指标",
    "时限",
    "期限",
    "身份证",
];

/// Words that are the name of a column when they stand alone, but may end what stands in one.
const ALONE: &[&str] = &[
    "姓",
    "名",
    "序",
    "学员",
    "科目",
    "人选",
    "学校",
    "幼儿园",
    "药店",
    "医院",
    "镇街",
    "村委会",
    "村居",
    "行政村",
    "自然村",
    "街道",
    "站点",
    "网点",
    "门店",
    "企业",
    "公司",
    "学生",
    "考生",
    "业主",
    "村民",
    "农户",
    "老人",
    "儿童",
    "患者",
    "职工",
    "工人",
    "队员",
    "会员",
    "选手",
    "车主",
    "家长",
    "座机",
    "固话",
    "传真",
    "热线",
    "站长",
    "所长",
    "院长",
    "园长",
    "校长",
    "村长",
    "镇长",
    "河长",
    "林长",
    "组长",
    "队长",
    "科长",
    "局长",
    "书记",
    "主任",
    "服务站",
    "县区",
    "市县",
    "日期",
    "楼盘",
    "班级",
    "年级",
    "学段",
    "工种",
    "驻村",
    "承租人",
    "出租人",
    "监护人",
    "配偶",
    "服务对象",
    "身份证",
    "证件",
    "居民身份证",
    "护照",
    "银行卡",
    "残疾证",
    "楼栋",
    "房号",
];

/// Columns of exported data that name themselves in Latin letters.
const LATIN: &[&str] = &[
    "id", "no", "no.", "name", "sex", "gender", "age", "phone", "mobile", "tel", "address", "email", "date", "time",
    "type", "title", "idcard", "id_card", "card",
];

static FIELD_ENDS: LazyLock<Endings> = LazyLock::new(|| Endings::new(FIELDS.iter().copied()));
static COLUMN_ENDS: LazyLock<Endings> = LazyLock::new(|| Endings::new(FIELDS.iter().chain(COLUMNS).copied()));

/// Finds out how table `table` names its cells.
pub(super) fn recognise(document: &Document, table: u32) -> Naming {
    let Some(outline) = document.tables().get(table as usize) else { return Naming::None };
    let rows: Vec<Vec<Cell<'_>>> = (0..outline.rows.min(ROWS)).map(|row| cells(document, table, row)).collect();
    let captions = rows.iter().take(CAPTIONS as usize).take_while(|row| is_caption(row, outline.columns)).count();
    let body = &rows[captions..];
    let Some(first) = body.first() else { return Naming::None };
    if captions == 0 && is_turned(body) {
        return Naming::Turned;
    }
    if shape::is_form(body) {
        return Naming::Pairs;
    }
    if is_form(body) {
        return Naming::Fields;
    }
    if captions == 0 && shape::is_turned(body) {
        return Naming::Turned;
    }
    let start = captions as u32;
    if body.get(1).is_some_and(|second| is_group_row(first) && is_header(second, &body[2..])) {
        return Naming::Rows { start, end: start + 2 };
    }
    if !is_header(first, &body[1..]) {
        return Naming::None;
    }
    let second = body.get(1).is_some_and(|row| is_second_header(first, row, outline.columns));
    Naming::Rows { start, end: start + 1 + u32::from(second) }
}

/// True for the words of a row that names columns, judged by the row alone: short words without
/// digits, at least half of them known names of columns (of two, both).
pub fn is_header_row(words: &[&str]) -> bool {
    let cells = words.iter().map(|text| Cell { text: text.trim(), column: 0, marked: false });
    let filled: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
    // Most lines that are asked about are sentences: what is cheap to see is looked at first.
    let words_only = filled.len() >= 2 && filled.iter().all(|cell| cell.is_short_words() && !cell.has_digits());
    let names = || filled.iter().filter(|cell| cell.is_column_name()).count();
    words_only && names() >= 2.max(filled.len().div_ceil(2))
}

/// True for words that name a column.
pub(crate) fn is_column_name(words: &str) -> bool {
    Cell { text: words.trim(), column: 0, marked: false }.is_column_name()
}

/// The name of `column` in the header rows `start..end`: the words of all rows from top to bottom,
/// a merged cell counting for the columns to its right.
pub(super) fn column_name(document: &Document, table: u32, rows: std::ops::Range<u32>, column: u32) -> String {
    let last = rows.end.saturating_sub(1);
    let single = rows.len() == 1;
    let part = |row: u32| {
        let own = document.cell(table, row, column);
        let merged = || document.row(table, row).take_while(|block| at_or_before(block, column)).last();
        own.or_else(|| if row < last || single { merged() } else { None })
    };
    let parts: Vec<String> = rows.filter_map(part).map(|block| one_line(document.slice(block.span))).collect();
    let mut name = String::new();
    for part in parts {
        if !name.ends_with(&part) {
            name.push_str(&part);
        }
    }
    name
}

/// The label of each value of a form: the cell before it, where that is a name and it is not, or where it stands in the place
/// of one.
pub(super) fn field_labels(document: &Document, table: u32, by_place: bool) -> Vec<(u32, String)> {
    let cells = &document.tables()[table as usize].cells;
    let pairs = cells.iter().zip(cells.iter().skip(1));
    let named = pairs.filter_map(|(&left, &right)| {
        let (name, value) = (&document.blocks()[left as usize], &document.blocks()[right as usize]);
        let same_row = name.cell()?.row == value.cell()?.row;
        let (name, value) = (Cell::of(document, name)?, Cell::of(document, value)?);
        let placed = by_place && name.column % 2 == 0 && name.is_short_words();
        (same_row && (placed || name.is_name() && !value.is_name())).then(|| (right, one_line(name.text)))
    });
    named.collect()
}

fn at_or_before(block: &Block, column: u32) -> bool {
    block.cell().is_some_and(|at| at.column <= column)
}

/// A header as one line: people break 身份证 / 号码 over two lines of a narrow column.
fn one_line(header: &str) -> String {
    header.split_whitespace().collect::<String>().trim_end_matches(['：', ':']).to_owned()
}

fn cells(document: &Document, table: u32, row: u32) -> Vec<Cell<'_>> {
    document.row(table, row).filter_map(|block| Cell::of(document, block)).collect()
}

/// A cell as the recogniser sees it.
#[derive(Clone, Copy, Debug)]
struct Cell<'a> {
    text: &'a str,
    column: u32,
    /// Marked as a header in the file.
    marked: bool,
}

impl<'a> Cell<'a> {
    fn of(document: &'a Document, block: &Block) -> Option<Self> {
        let at = block.cell()?;
        Some(Cell { text: document.slice(block.span).trim(), column: at.column, marked: at.header })
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn has_digits(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit()) || self.text.contains(|char| ('０'..='９').contains(&char))
    }

    /// Short words: what a header looks like, whatever it says.
    fn is_short_words(&self) -> bool {
        let long_number = self.text.as_bytes().windows(5).any(|run| run.iter().all(u8::is_ascii_digit));
        self.text.chars().count() <= 30
            && !long_number
            && !self.text.contains('。')
            && self.text.contains(|char: char| char.is_alphabetic())
    }

    /// The words without what stands behind them: a unit in brackets, a colon, a star.
    fn bare(&self) -> Cow<'_, str> {
        let spread = self.text.contains(char::is_whitespace);
        let text = if spread { Cow::Owned(self.text.split_whitespace().collect()) } else { Cow::Borrowed(self.text) };
        let words = text.trim_end_matches(['：', ':', '*', '＊']);
        let length = words.find(['（', '(']).filter(|&at| at > 0).unwrap_or(words.len());
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..length]),
            Cow::Owned(text) => Cow::Owned(text[..length].to_owned()),
        }
    }

    /// Ends like the name of a column.
    fn is_column_name(&self) -> bool {
        if !self.is_short_words() {
            return false;
        }
        let bare = self.bare();
        let alone = || ALONE.contains(&&*bare);
        let latin = || bare.is_ascii() && LATIN.contains(&bare.to_ascii_lowercase().as_str());
        COLUMN_ENDS.end(&bare) || alone() || latin()
    }

    /// Ends like the name of a form's field, or is marked as a header.
    fn is_name(&self) -> bool {
        let bare = self.bare();
        let short = bare.chars().count() <= 12 && !self.has_digits();
        self.marked || short && FIELD_ENDS.end(&bare)
    }
}

/// One cell for the whole width.
fn is_caption(row: &[Cell<'_>], columns: u32) -> bool {
    columns > 1 && row.iter().filter(|cell| !cell.is_empty()).count() <= 1
}

/// Every row is a name and, under the same columns, two values or more: a list lying on its side. All names differ.
fn is_turned(rows: &[Vec<Cell<'_>>]) -> bool {
    let names = |cell: &Cell<'_>| !cell.has_digits() && (cell.is_name() || cell.is_column_name());
    let turned = |row: &Vec<Cell<'_>>| match &row[..] {
        [name, values @ ..] => names(name) && values.len() >= 2 && !values.iter().any(Cell::is_name),
        [] => false,
    };
    let even = || rows.windows(2).all(|pair| pair[0].len() == pair[1].len() && pair[0][0].text != pair[1][0].text);
    rows.len() >= 3 && rows.iter().all(turned) && even()
}

/// At least half of the rows, the first among them, begin with a name and its value.
fn is_form(rows: &[Vec<Cell<'_>>]) -> bool {
    let begins = |row: &Vec<Cell<'_>>| matches!(row[..], [name, value, ..] if name.is_name() && !value.is_name() && !value.is_column_name());
    let forms = rows.iter().filter(|row| begins(row)).count();
    rows.first().is_some_and(begins) && forms * 2 >= rows.len() && (forms >= 2 || rows.len() == 1)
}

fn is_header(row: &[Cell<'_>], below: &[Vec<Cell<'_>>]) -> bool {
    let filled: Vec<_> = row.iter().filter(|cell| !cell.is_empty()).collect();
    // What stands beside a list makes its table wider than its titles.
    let only_names = || filled.len() >= 2 && filled.iter().all(|cell| cell.is_column_name());
    if filled.is_empty() || (filled.len() * 2 < row.len() && !only_names() && !is_spread(row, below)) {
        return false;
    }
    if filled.iter().all(|cell| cell.marked) {
        return true;
    }
    let names = filled.iter().filter(|cell| cell.is_column_name()).count();
    filled.iter().all(|cell| cell.is_short_words()) && (names * 3 >= filled.len() || differs(row, below))
}

/// Under every cell without words stand a few digits: a number with one digit in each cell, under one name for all.
fn is_spread(row: &[Cell<'_>], below: &[Vec<Cell<'_>>]) -> bool {
    const MOST: usize = 8;
    let is_piece = |text: &str| {
        text.len() <= MOST && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'X' | b'x'))
    };
    let under = |column: u32| below.iter().flatten().filter(move |cell| cell.column == column);
    let pieces = |cell: &Cell<'_>| under(cell.column).all(|cell| is_piece(cell.text));
    below.len() >= 2 && !row[0].is_empty() && row.iter().filter(|cell| cell.is_empty()).all(pieces)
}

/// Words where most rows below have digits, in some column; a name may have a few digits in it (MD5).
fn differs(row: &[Cell<'_>], below: &[Vec<Cell<'_>>]) -> bool {
    let numbers = |column: u32| {
        let same = below.iter().flatten().filter(|cell| cell.column == column);
        same.filter(|cell| cell.has_digits()).count()
    };
    let is_name = |cell: &&Cell<'_>| !cell.is_empty() && !cell.has_digits();
    row.len() > 1 && row.iter().filter(is_name).any(|cell| numbers(cell.column) * 2 > below.len())
}

/// Titles of groups of columns above the row that names them, where merged cells left most of the row empty.
fn is_group_row(row: &[Cell<'_>]) -> bool {
    let filled: Vec<_> = row.iter().filter(|cell| !cell.is_empty()).collect();
    filled.len() >= 2
        && filled.len() * 2 < row.len()
        && filled.iter().all(|cell| cell.is_short_words() && !cell.has_digits())
}

/// Under a header row with merged cells, another row of names.
fn is_second_header(first: &[Cell<'_>], second: &[Cell<'_>], columns: u32) -> bool {
    let merged = (first.len() as u32) < columns;
    let filled: Vec<_> = second.iter().filter(|cell| !cell.is_empty()).collect();
    let named = |cell: &&&Cell<'_>| cell.marked || cell.is_short_words() && !cell.has_digits();
    merged
        && !filled.is_empty()
        && filled.iter().filter(named).count() == filled.len()
        && filled.iter().any(|cell| cell.marked || cell.is_column_name())
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, CellAt, DocumentBuilder};
    use super::*;
    use crate::source::Origin;

    /// A table whose rows are lines and whose cells are separated by `|`; `~` is a cell swallowed by a
    /// merged one.
    fn table(lines: &str) -> Document {
        let mut builder = DocumentBuilder::new(Origin::file("-"), "text");
        let table = builder.add_table(Headers::Recognise);
        for (row, line) in lines.lines().enumerate() {
            for (column, text) in line.split('|').enumerate().filter(|(_, text)| text.trim() != "~") {
                let at = CellAt { table, row: row as u32, column: column as u32, header: false };
                builder.open(BlockKind::Cell(at), None);
                builder.push_str(text.trim());
                builder.close();
                builder.push_str("\t");
            }
        }
        builder.finish()
    }

    fn label(document: &Document, row: u32, column: u32) -> Option<&str> {
        document.cell(0, row, column).and_then(|block| document.label(block))
    }

    #[test]
    fn headers_are_recognised_by_content() {
        for (lines, row, column, expected) in [
            ("序号|姓名|身份证号\n1|某甲|0000", 1, 2, Some("身份证号")),
            ("困难群众补助名单||\n序号|姓名|电话\n1|某甲|0000", 2, 2, Some("电话")),
            ("序号|联系方式|~\n~|手机|座机\n1|0000|0001", 2, 2, Some("联系方式座机")),
            ("基本情况||||补贴情况\n姓名|身份证号|手机号|住址|账号\n某甲|0000|0001|某村|0002", 2, 2, Some("手机号")),
            ("甲|乙|丙\n1|2|3\n4|5|6", 2, 1, Some("乙")),
            ("某局|栏目更新不及时\n某委|链接失效", 1, 1, None),
            ("1|2|3\n4|5|6", 1, 1, None),
            ("姓名|某甲|性别|男\n身份证号|0000|民族|汉族", 1, 1, Some("身份证号")),
            ("姓名|某甲|性别|男\n身份证号|0000|民族|汉族", 0, 3, Some("性别")),
            ("申请人|某公司\n法定代表人|某乙\n联系电话|0000", 2, 1, Some("联系电话")),
            ("姓名|某甲|某乙\n身份证号|0000|0001\n电话|0002|0003", 2, 1, Some("身份证号")),
            ("编次|1|人员|某甲\n个识|000000000000000000|电话|00000000000\n住地|某村|病况|某病", 2, 1, Some("住地")),
            ("某甲|00000000000|某乙|00000000001\n某丙|00000000002|某丁|00000000003", 1, 1, None),
            ("xm|某甲|某乙\nsfz|000000000000|000000000001\ndh|00000001|00000002", 2, 1, Some("sfz")),
            ("人名|某甲\n个识|000000000000000000\n通联|00000001", 1, 2, Some("通联")),
            ("姓名|某甲|男\n身份证号|0000\n电话|0002|0003", 1, 1, Some("身份证号")),
            ("编|某甲|电话|0001|住址|某村\n编|某乙|电话|0002|住址|某镇", 1, 3, Some("电话")),
            ("姓名|身份证号||||\n某甲|0000|||注|见附件", 1, 1, Some("身份证号")),
            ("项目名称|金额\n道路改造项目|100\n河道治理项目|200", 2, 1, Some("金额")),
        ] {
            assert_eq!(label(&table(lines), row, column), expected, "{lines}");
        }
    }

    #[test]
    fn header_cells_are_marked_and_captions_too() {
        let document = table("名单||\n序号|姓名|电话\n1|某甲|0000");
        let headers: Vec<_> = document.blocks().iter().map(|block| block.cell().is_some_and(|at| at.header)).collect();
        assert_eq!(headers, [true, true, true, true, true, true, false, false, false]);
        assert!(document.tables()[0].has_header);
    }
}
