//! Tables in plain text: rows of cells separated by tabs, bars, commas or white space.
//!
//! Tabs and bars are enough by themselves; commas and white space also stand in sentences, so there
//! the first line must name columns, or the lines below must be of one shape. Where a number is itself cut by
//! blanks ([`pieces`]), its pieces are put together again. Ranges only: nothing is copied.

use std::ops::Range;

mod bracket;
mod pieces;

use super::line::{Line, Signs};
use crate::digit;
use crate::document::{is_column_name, is_header_row};

/// A table found in lines of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// The cells of each row, as bytes of the text, without the white space around them.
    pub(super) rows: Vec<Vec<Range<usize>>>,
    /// How many lines the table takes, blank ones between its rows included.
    pub(super) lines: usize,
}

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Tab,
    Bar,
    Comma,
    Semicolon,
    /// The comma between the items of a list, or that of a sentence.
    Chinese(char),
    /// Two or more blanks, or an ideographic space.
    Gap,
    /// Any white space.
    Blank,
}

/// Separators that make a row by themselves, in the order in which they are tried.
const SURE: [Separator; 2] = [Separator::Tab, Separator::Bar];

/// Separators that also stand in sentences: the first line must name columns.
const UNSURE: [Separator; 6] = [
    Separator::Semicolon,
    Separator::Comma,
    Separator::Chinese('、'),
    Separator::Chinese('，'),
    Separator::Gap,
    Separator::Blank,
];

/// Longest row between sure separators in bytes; what is longer is data that nobody laid out.
const LONGEST_ROW: usize = 64 * 1024;

/// Longest row between other separators.
const LONGEST_LOOSE_ROW: usize = 2000;

/// Longest line that names columns without a sure separator.
const LONGEST_HEADER: usize = 400;

/// Longest name of a column that is known by its place only, in bytes.
const LONGEST_NAME: usize = 36;

/// Fewest cells between commas that are ordinary marks of a sentence.
const FEWEST_LISTED: usize = 4;

/// Rows that must line up below such names.
const SAMPLE: usize = 2;

/// Marks between columns, ASCII, full-width or drawn.
const BARS: [char; 9] = ['|', '｜', '│', '┃', '║', '¦', '┆', '┊', '︱'];

/// The table that begins with the first line, if one does.
pub(super) fn begin(text: &str, lines: &[Line]) -> Option<Grid> {
    let first = *lines.first().filter(|line| !line.is_blank())?;
    if let Some(names) = bracket::names(text, first.range()) {
        return below_names(text, lines, &names);
    }
    if !first.signs().any(Signs::PARTING) {
        return None;
    }
    let sure = SURE.into_iter().filter(|separator| first.signs().any(separator.sign()));
    let found = sure.into_iter().find_map(|separator| table(text, lines, first, separator));
    found.or_else(|| {
        // Most lines are sentences: their stops tell. The second row has the separator of the first.
        let may_name = first.range().len() <= LONGEST_HEADER && !first.signs().any(Signs::STOP);
        let next = lines[1..].iter().find(|line| !line.is_blank()).filter(|_| may_name)?;
        let both = |separator: &Separator| [first, *next].iter().all(|line| line.signs().any(separator.sign()));
        UNSURE.into_iter().filter(both).find_map(|separator| table(text, lines, first, separator))
    })
}

/// The table whose columns have these names, which a bracket holds, whatever parts the cells of the lines below.
fn below_names(text: &str, lines: &[Line], names: &[Range<usize>]) -> Option<Grid> {
    let next = lines[1..].iter().find(|line| !line.is_blank())?;
    let may_part = |separator: &Separator| next.signs().any(separator.sign());
    SURE.into_iter().chain(UNSURE).filter(may_part).find_map(|separator| {
        let row = fit(text, split(text, *next, separator)?, names, separator);
        let told = || is_header_row(&words(text, names)) || is_laid_out(text, &lines[1..], names, separator);
        (row.len() == names.len() && told()).then(|| extend(text, lines, separator, names.to_vec()))?
    })
}

fn table(text: &str, lines: &[Line], first: Line, separator: Separator) -> Option<Grid> {
    let cells = split(text, first, separator)?;
    let named = || is_header_row(&words(text, &cells));
    let laid_out = || is_laid_out(text, &lines[1..], &cells, separator);
    (separator.is_sure() || named() || laid_out()).then(|| extend(text, lines, separator, cells)).flatten()
}

impl Separator {
    fn is_sure(self) -> bool {
        SURE.contains(&self)
    }

    /// What every line has that is a row between such separators.
    fn sign(self) -> Signs {
        match self {
            Separator::Tab => Signs::TAB,
            Separator::Bar => Signs::BAR,
            Separator::Comma => Signs::COMMAS,
            Separator::Semicolon => Signs::SEMICOLON,
            Separator::Chinese('、') => Signs::LISTED,
            Separator::Chinese(_) => Signs::CLAUSES,
            Separator::Gap => Signs::GAP,
            Separator::Blank => Signs::BLANK,
        }
    }

    /// Fewest cells that make a row.
    fn fewest(self) -> usize {
        match self {
            Separator::Comma => 3,
            Separator::Chinese(_) => FEWEST_LISTED,
            _ => 2,
        }
    }

    /// True for white space.
    fn is_white(self) -> bool {
        matches!(self, Separator::Gap | Separator::Blank)
    }
}

/// True when the lines below a line of short words line up under it and one of its columns holds numbers throughout:
/// a table whose columns have names that nobody listed.
fn is_laid_out(text: &str, below: &[Line], names: &[Range<usize>], separator: Separator) -> bool {
    let has_digit = |cell: &Range<usize>| text[cell.clone()].contains(|char: char| char.is_ascii_digit());
    let is_name = |cell: &Range<usize>| may_name(&text[cell.clone()]);
    // Two words with a blank between them are a line of a list more often than of a table.
    let enough = separator == Separator::Gap || names.len() >= 3;
    if !enough || !names.iter().all(is_name) {
        return false;
    }
    let filled = below.iter().filter(|line| !line.is_blank()).take(SAMPLE);
    let fitted = |line: &Line| split(text, *line, separator).map(|row| fit(text, row, names, separator));
    let rows: Vec<_> = filled.map_while(fitted).collect();
    let even = rows.len() == SAMPLE && rows.iter().all(|row| row.len() == names.len());
    let is_told = |cell: &Range<usize>| {
        if separator == Separator::Gap { has_digit(cell) } else { is_number(&text[cell.clone()]) }
    };
    even && (0..names.len()).any(|column| rows.iter().all(|row| is_told(&row[column])))
}

/// True for short words with few digits in them: MD5, 2018年.
fn may_name(cell: &str) -> bool {
    const DIGITS: usize = 4;
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let words = cell.contains(|char: char| char.is_alphabetic()) && !cell.contains('：');
    cell.len() <= LONGEST_NAME && digits <= DIGITS && words
}

/// True for a cell that is a number of some length and nothing else.
fn is_number(cell: &str) -> bool {
    const FEWEST: usize = 4;
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_part = |char: char| char.is_ascii_digit() || ".-/*Xx＊×■●□○▇█#某".contains(char);
    digits >= FEWEST && cell.chars().all(is_part)
}

/// Adds rows while they fit.
fn extend(text: &str, lines: &[Line], separator: Separator, first: Vec<Range<usize>>) -> Option<Grid> {
    let mut rows = vec![first];
    let mut at = 1;
    while at < lines.len() {
        let blanks = lines[at..].iter().take_while(|line| line.is_blank()).count();
        let Some(row) = lines.get(at + blanks).and_then(|line| next_row(text, *line, separator, &rows, blanks)) else {
            if let Some(behind) = behind_page(text, &lines[at..], separator, &rows) {
                at += behind;
                continue;
            }
            let Some(group) = group_row(text, &lines[at..], separator, &rows) else { break };
            rows.push(group);
            at += 1;
            continue;
        };
        rows.extend(row.into_cells());
        at += blanks + 1;
    }
    (rows.len() > 1 || is_row_of_pieces(text, separator, &rows)).then_some(Grid { rows, lines: at })
}

/// 手机号码│1│3│8│…: a name and the digits of one number between bars are a table of one row.
fn is_row_of_pieces(text: &str, separator: Separator, rows: &[Vec<Range<usize>>]) -> bool {
    const PIECE: usize = 8;
    const DIGITS: usize = 11;
    let [[name, pieces @ ..]] = rows.iter().map(Vec::as_slice).collect::<Vec<_>>()[..] else { return false };
    let is_piece = |cell: &Range<usize>| {
        cell.len() <= PIECE
            && text[cell.clone()].bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'X' | b'x'))
    };
    let digits: usize = pieces.iter().map(ExactSizeIterator::len).sum();
    separator == Separator::Bar
        && is_column_name(&text[name.clone()])
        && digits >= DIGITS
        && pieces.iter().all(is_piece)
}

/// How many lines the end of a page takes, 第 1 页 共 9 页, behind which the table goes on.
fn behind_page(text: &str, lines: &[Line], separator: Separator, rows: &[Vec<Range<usize>>]) -> Option<usize> {
    let filled = |from: usize| lines[from..].iter().position(|line| !line.is_blank()).map(|at| from + at);
    let page = filled(0).filter(|&at| is_page(&text[lines[at].range()]))?;
    let next = filled(page + 1)?;
    next_row(text, lines[next], separator, rows, 1).map(|_| next)
}

/// 第1页, 第 1 页 共 9 页, - 1 -
fn is_page(line: &str) -> bool {
    const LONGEST: usize = 40;
    let word = |char: char| char.is_whitespace() || char.is_ascii_digit() || "第页共，,/-—".contains(char);
    line.len() <= LONGEST
        && line.chars().all(word)
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && (line.contains('页') || line.starts_with(['-', '—']) && line.ends_with(['-', '—']))
}

/// A line inside a table.
enum Row {
    Cells(Vec<Range<usize>>),
    /// `|---|:--:|`
    Rule,
}

impl Row {
    fn into_cells(self) -> Option<Vec<Range<usize>>> {
        match self {
            Row::Cells(cells) => Some(cells),
            Row::Rule => None,
        }
    }
}

/// The line as a row of the table, if it is one: not the header of the next table, and where
/// separators also stand in sentences or blank lines lie between, of the same width.
fn next_row(text: &str, line: Line, separator: Separator, rows: &[Vec<Range<usize>>], blanks: usize) -> Option<Row> {
    if separator == Separator::Bar && is_rule(&text[line.range()]) {
        return Some(Row::Rule);
    }
    let cells = fit(text, split(text, line, separator)?, &rows[0], separator);
    let (width, last) = (rows[0].len(), rows[rows.len() - 1].len());
    // Nobody has signed yet: the last column is empty.
    let above = || rows.len() == 1 || is_like(text, &rows[rows.len() - 1], &cells);
    let unsigned = separator == Separator::Gap && cells.len() + 1 == width && above();
    let fits = cells.len() == width || cells.len() == last || unsigned;
    let body = text[line.range()].trim();
    // A form has rows of any width; bars at both edges leave no doubt.
    let framed = blanks == 0 && body.len() > 1 && body.starts_with(BARS) && body.ends_with(BARS);
    let loose =
        separator == Separator::Tab && blanks == 0 || separator == Separator::Bar && (framed || cells.len() <= width);
    let another = rows.len() > 1 && is_header_row(&words(text, &cells)) && (blanks > 0 || cells.len() != width);
    (!another && (fits || loose)).then_some(Row::Cells(cells))
}

/// A row with more cells than the header has names: the pieces of a number that is cut by blanks are one cell.
fn fit(text: &str, cells: Vec<Range<usize>>, names: &[Range<usize>], separator: Separator) -> Vec<Range<usize>> {
    if separator == Separator::Gap
        && cells.len() != names.len()
        && let Some(cells) = aligned(text, names, &cells)
    {
        return cells;
    }
    if !separator.is_white() || cells.len() <= names.len() {
        return cells;
    }
    let cells = unspread(text, cells, names.len());
    let lengths = pieces::together(text, &cells, names.len());
    let Some(lengths) = lengths else { return cells };
    let mut rest = cells.as_slice();
    let joined = lengths.into_iter().map(|length| {
        let (group, behind) = rest.split_at(length);
        rest = behind;
        group[0].start..group[length - 1].end
    });
    joined.collect()
}

/// Words of two characters that name columns, and are spread to the width of longer ones.
const SPREAD: &[&str] = &[
    "姓名", "性别", "民族", "籍贯", "学历", "年龄", "电话", "手机", "地址", "住址", "单位", "职务", "职位", "户名",
    "户主", "账号", "帐号", "卡号", "编号", "序号", "金额", "备注",
];

/// True for two single characters, 姓　名 or 王　某.
fn is_spread(text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
    let is_single = |piece: &Range<usize>| {
        let mut chars = text[piece.clone()].chars();
        chars.next().is_some_and(|char| char.is_alphabetic() && !char.is_ascii()) && chars.next().is_none()
    };
    is_single(one) && is_single(other)
}

/// Puts the characters of spread names together until no more than `width` cells are left.
fn unspread(text: &str, cells: Vec<Range<usize>>, width: usize) -> Vec<Range<usize>> {
    let mut more = cells.len().saturating_sub(width);
    join_where(cells, |one, other| {
        let joins = more > 0 && is_spread(text, one, other);
        more -= usize::from(joins);
        joins
    })
}

/// Puts cells together with those behind them where `joins` says so.
fn join_where(
    cells: Vec<Range<usize>>,
    mut joins: impl FnMut(&Range<usize>, &Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(cells.len());
    for cell in cells {
        match joined.last_mut() {
            Some(last) if joins(last, &cell) => last.end = cell.end,
            _ => joined.push(cell),
        }
    }
    joined
}

/// The pieces of a line put under the names of the columns below which they begin: cells may be empty, and wide spaces
/// may stand inside a number. `None` where a piece stands under no name.
fn aligned(text: &str, names: &[Range<usize>], pieces: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
    let columns: Vec<usize> = names.iter().map(|name| display_column(text, name.start)).collect();
    let mut cells: Vec<Option<Range<usize>>> = vec![None; names.len()];
    for piece in pieces {
        let at = display_column(text, piece.start);
        let column = columns.iter().rposition(|&column| column <= at + 1)?;
        let is_number = |piece: &Range<usize>| text[piece.clone()].chars().all(may_be_in_number);
        match &mut cells[column] {
            // A name of two characters is spread over the width of three.
            Some(cell) if is_spread(text, cell, piece) => cell.end = piece.end,
            Some(cell) if is_number(cell) && is_number(piece) => cell.end = piece.end,
            None if columns[column].abs_diff(at) <= 1 => cells[column] = Some(piece.clone()),
            _ => return None,
        }
    }
    let mut end = pieces.first()?.start;
    let place = |cell: Option<Range<usize>>| {
        let cell = cell.unwrap_or(end..end);
        end = cell.end;
        cell
    };
    Some(cells.into_iter().map(place).collect())
}

/// What numbers are written with, gaps and masks included.
fn may_be_in_number(char: char) -> bool {
    char.is_whitespace()
        || digit::value(char).is_some()
        || digit::is_invisible(char)
        || "-－—–()（）+*＊Xx×".contains(char)
}

/// How many columns a terminal leaves before byte `at` on its line.
fn display_column(text: &str, at: usize) -> usize {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    line.chars().map(|char| if digit::is_invisible(char) { 0 } else { 1 + usize::from(char >= '\u{1100}') }).sum()
}

/// True when the cells hold digits where those of the row before do.
fn is_like(text: &str, before: &[Range<usize>], cells: &[Range<usize>]) -> bool {
    let has_digit = |cell: &Range<usize>| text[cell.clone()].contains(|char: char| char.is_ascii_digit());
    before.iter().zip(cells).all(|(one, other)| has_digit(one) == has_digit(other))
}

/// A short line between two rows of a tab-separated table: the title of a group of rows.
fn group_row(
    text: &str,
    lines: &[Line],
    separator: Separator,
    rows: &[Vec<Range<usize>>],
) -> Option<Vec<Range<usize>>> {
    let (line, next) = (lines.first()?, lines.get(1)?);
    let title = &text[line.range()];
    let short = !title.is_empty() && title.len() <= 60 && !title.contains(['。', '：', '；']);
    if separator != Separator::Tab || !short {
        return None;
    }
    let next = split(text, *next, separator)?;
    let goes_on = next.len() == rows[rows.len() - 1].len() && !is_header_row(&words(text, &next));
    goes_on.then(|| vec![line.range()])
}

fn words<'a>(text: &'a str, cells: &[Range<usize>]) -> Vec<&'a str> {
    cells.iter().map(|cell| &text[cell.clone()]).collect()
}

/// The cells of a line, or `None` when it has too few to be a row.
fn split(text: &str, line: Line, separator: Separator) -> Option<Vec<Range<usize>>> {
    let body = &text[line.range()];
    if body.len() > if separator.is_sure() { LONGEST_ROW } else { LONGEST_LOOSE_ROW } {
        return None;
    }
    let parts: Vec<&str> = match separator {
        Separator::Tab => body.contains('\t').then(|| body.split('\t').collect())?,
        Separator::Bar => split_bars(body)?,
        Separator::Comma => body.split(',').collect(),
        Separator::Semicolon => body.split([';', '；']).collect(),
        Separator::Chinese(mark) => body.split(mark).collect(),
        Separator::Gap => split_gaps(body),
        Separator::Blank => body.split_whitespace().collect(),
    };
    let filled = parts.iter().filter(|part| !part.trim().is_empty()).count();
    // An indented paragraph is not a row: there must be a separator behind words, or a row of a
    // table whose first cells are empty (more than one separator).
    let indented = separator == Separator::Tab && parts.len() == 2 && parts[0].trim().is_empty();
    let enough = parts.len() >= separator.fewest() && filled > 0 && !indented;
    let places = || parts.into_iter().map(|part| place(text, part)).collect();
    let is_name = |one: &Range<usize>, other: &Range<usize>| {
        is_spread(text, one, other)
            && SPREAD.iter().any(|word| word.starts_with(&text[one.clone()]) && word.ends_with(&text[other.clone()]))
    };
    enough.then(|| if separator.is_white() { join_where(places(), is_name) } else { places() })
}

/// Splits at bars, ASCII, full-width or drawn; those at the edges of the line frame it.
fn split_bars(body: &str) -> Option<Vec<&str>> {
    if !body.contains(BARS) {
        return None;
    }
    let inner = body.trim();
    let inner = inner.strip_prefix(BARS).unwrap_or(inner);
    let inner = inner.strip_suffix(BARS).unwrap_or(inner);
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, bar) in inner.match_indices(BARS) {
        if !inner[..at].ends_with('\\') {
            parts.push(&inner[start..at]);
            start = at + bar.len();
        }
    }
    parts.push(&inner[start..]);
    Some(parts)
}

/// Splits at white space of two or more columns.
fn split_gaps(body: &str) -> Vec<&str> {
    let body = body.trim();
    let wide = body.split('\u{3000}').flat_map(|part| part.split("  "));
    wide.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// `|---|:--:|` and drawn lines between rows.
fn is_rule(body: &str) -> bool {
    body.contains(['-', '─', '═', '━', '=', '┄', '┈'])
        && body.chars().all(|char| "|:-+= \t─═━│┃║┆┊┄┈┼├┤┬┴┌┐└┘╋╔╗╚╝╠╣╦╩╬╟╢╤╧╪╫".contains(char))
}

/// The bytes of `part` in `text`, without the white space around it.
fn place(text: &str, part: &str) -> Range<usize> {
    let inner = part.trim_start();
    let start = inner.as_ptr().addr() - text.as_ptr().addr();
    start..start + inner.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::super::outline::{Parts, outline};
    use crate::document::{BlockKind, Headers};
    use std::ops::Range;

    /// Shows tables as `[a|b]` rows and other parts as they stand.
    struct Shown<'a> {
        text: &'a str,
        shown: String,
        tables: u32,
    }

    impl Parts for Shown<'_> {
        fn table(&mut self, _: Headers) -> u32 {
            self.tables += 1;
            self.shown += "T";
            self.tables - 1
        }

        fn part(&mut self, range: Range<usize>, kind: BlockKind) {
            match kind {
                BlockKind::Cell(at) if at.column == 0 => self.shown += "[",
                BlockKind::Cell(_) => self.shown += "|",
                _ => self.shown += "P",
            }
            self.shown += &self.text[range];
        }

        fn value(&mut self, _: Range<usize>, value: Range<usize>, kind: BlockKind) {
            self.part(value, kind);
        }
    }

    fn shown(text: &str) -> String {
        let mut parts = Shown { text, shown: String::new(), tables: 0 };
        outline(text, &mut parts);
        parts.shown
    }

    #[test]
    fn tables_are_told_from_prose() {
        for (text, expected) in [
            ("序号\t单位\n1\t某局\n\n2\t某委\n说明", "T[序号|单位[1|某局[2|某委P说明"),
            ("a\t\tb\n\t\tc\n", "T[a||b[||c"),
            ("\t第一段。\n\t第二段。\n", "P第一段。P第二段。"),
            ("标题\t只有一行\n正文。", "P标题\t只有一行P正文。"),
            ("| 姓名 | 电话 |\n|---|---|\n| 某甲 | 0000 |", "T[姓名|电话[某甲|0000"),
            ("首页 | 公告\n正文", "P首页 | 公告P正文"),
            ("姓名,电话,地址\n某甲,0000,某街\n完。", "T[姓名|电话|地址[某甲|0000|某街P完。"),
            ("他说,她说,都说\n你说,我说,也说", "P他说,她说,都说P你说,我说,也说"),
            ("姓名  证件号码  电话\n某甲  00  11\n以上。", "T[姓名|证件号码|电话[某甲|00|11P以上。"),
            (
                "姓名  电话  签字\n某甲  00\n某乙  11  某乙\n某丙  22\n某丁  33",
                "T[姓名|电话|签字[某甲|00|[某乙|11|某乙[某丙|22|[某丁|33|",
            ),
            ("姓名 证件号码 电话\n某甲 00 11", "T[姓名|证件号码|电话[某甲|00|11"),
            ("姓名、性别、民族、电话\n某甲、男、汉、00\n完。", "T[姓名|性别|民族|电话[某甲|男|汉|00P完。"),
            (
                "户主，组别，面积，账户\n某甲，一组，3，10000\n某乙，二组，4，20000",
                "T[户主|组别|面积|账户[某甲|一组|3|10000[某乙|二组|4|20000",
            ),
            (
                "参加人员：某甲、某乙、某丙、某丁\n列席人员：某戊、某己、某庚、某辛",
                "P参加人员：某甲、某乙、某丙、某丁P列席人员：某戊、某己、某庚、某辛",
            ),
            ("隐患点   监测人\n某村   1380000\n某庄   1380001", "T[隐患点|监测人[某村|1380000[某庄|1380001"),
            ("某局   某科\n某村   某组\n某庄   某队", "P某局   某科P某村   某组P某庄   某队"),
            ("某市 某区 某街\n另市 另区 另街", "P某市 某区 某街P另市 另区 另街"),
            (
                "姓　名　身份证号　岗位\n某甲　0000　甲岗\n王　某　1111　乙岗",
                "T[姓　名|身份证号|岗位[某甲|0000|甲岗[王　某|1111|乙岗",
            ),
            ("某　男　女\n某县　00　11\n某区　22　33", "T[某|男|女[某县|00|11[某区|22|33"),
            ("序号\t姓名\n城区\n1\t某甲\n", "T[序号|姓名[城区[1|某甲"),
            ("序号\t姓名\n1\t某甲\n\n序号\t单位\n1\t某局", "T[序号|姓名[1|某甲T[序号|单位[1|某局"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
