//! SQL dumps: the literals of INSERT, COPY and UPDATE as cells with their column's name, all other strings
//! as fields.
//!
//! A reader of literals, not of SQL: it follows statements only as far as needed to know which column a
//! value belongs to. A column's COMMENT, where the dump has one, is a better label than its name.

use std::collections::HashMap;

use super::fragment::{self, Content, Value};
use super::{Format, Limits, Sink, encoding};
use crate::document::{BlockKind, CellAt, Document, DocumentBuilder, Headers, Hidden};
use crate::source::{Origin, Source};
use crate::span::Span;
use crate::stored::StoredText;

mod lexer;

use lexer::{Lexer, Token, TokenKind};

/// SQL scripts and dumps.
pub(super) const FORMAT: Format =
    Format { id: "sql", title: "SQL 脚本", extensions: &["sql", "dump"], sniff: |_| false, read };

fn read(source: Source, _limits: &Limits, sink: Sink<'_>) {
    encoding::read_as(source, sink, document);
}

fn document(origin: Origin, stored: std::sync::Arc<StoredText>) -> Document {
    let file = stored.share();
    let mut builder = DocumentBuilder::new(origin.clone(), FORMAT.id);
    builder.set_stored(stored);
    let mut reader = Reader {
        file: &file,
        builder,
        tables: HashMap::new(),
        statement: Statement::Other,
        name: String::new(),
        depth: 0,
        column: 0,
        word: String::new(),
        columns: Vec::new(),
        remark: None,
        origin,
        pages: Vec::new(),
    };
    let mut lexer = Lexer::new(&file);
    while let Some(token) = lexer.next() {
        reader.token(&token, &mut lexer);
    }
    reader.finish()
}

/// What is known of a table of the database.
#[derive(Debug, Default)]
struct Known {
    /// Names and labels of the columns, in the order of CREATE TABLE or as statements name them.
    columns: Vec<(String, String)>,
    /// The document's table for its rows, and how many there are.
    table: Option<u32>,
    rows: u32,
}

impl Known {
    /// The number of the column of this name, which is added where it is new.
    fn column(&mut self, name: &str) -> usize {
        let found = self.columns.iter().position(|(own, _)| own.eq_ignore_ascii_case(name));
        found.unwrap_or_else(|| {
            self.columns.push((name.to_owned(), name.to_owned()));
            self.columns.len() - 1
        })
    }

    /// Calls the last column of the definition by what a comment says of it.
    fn call_last(&mut self, label: &str) {
        if let Some((_, last)) = self.columns.last_mut() {
            *last = label.to_owned();
        }
    }
}

/// The statement that is being read, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statement {
    /// At the beginning of a statement, or in one that does not matter.
    Other,
    /// Behind CREATE TABLE.
    Create,
    /// Behind INSERT, REPLACE or COPY, before VALUES.
    Into,
    /// Behind VALUES.
    Values,
    /// Behind SELECT in an INSERT: its literals are a row.
    Select,
    /// Behind UPDATE.
    Update,
    /// Behind the SET of UPDATE or INSERT: every literal is the value of the name before it, and so is one behind WHERE.
    Set,
    /// Behind COMMENT ON COLUMN.
    Remark,
    /// Behind FROM STDIN: the data begins on the next line.
    Stdin,
}

struct Reader<'a> {
    file: &'a str,
    builder: DocumentBuilder,
    tables: HashMap<String, Known>,
    statement: Statement,
    /// The table of the statement.
    name: String,
    /// Open parentheses.
    depth: u32,
    /// The column of the next value.
    column: usize,
    /// The last name, outside INSERT the label of the next string.
    word: String,
    /// The columns that the statement names itself.
    columns: Vec<String>,
    /// A comment on a line of its own in CREATE TABLE: it tells of the next column.
    remark: Option<String>,
    origin: Origin,
    /// Literals that are pages.
    pages: Vec<DocumentBuilder>,
}

impl<'a> Reader<'a> {
    fn token(&mut self, token: &Token, lexer: &mut Lexer<'a>) {
        let text = &self.file[token.range.clone()];
        match token.kind {
            TokenKind::Word => self.word(text),
            TokenKind::Quoted => self.quoted(token),
            TokenKind::String | TokenKind::Number => self.literal(token),
            TokenKind::Comment => self.comment(token),
            TokenKind::Mark => self.mark(text.as_bytes()[0]),
        }
        if self.statement == Statement::Stdin && text == ";" {
            self.copy(lexer.lines_until("\\."));
        }
    }

    fn word(&mut self, text: &str) {
        match (&*text.to_ascii_uppercase(), self.statement) {
            ("INSERT" | "REPLACE" | "COPY", Statement::Other | Statement::Set | Statement::Select)
                if self.depth == 0 =>
            {
                self.start(Statement::Into);
            }
            ("UPDATE", Statement::Other | Statement::Set | Statement::Select) if self.depth == 0 => {
                self.start(Statement::Update);
            }
            ("CREATE", _) if self.depth == 0 => self.start(Statement::Other),
            ("TABLE", Statement::Other) => self.begin(Statement::Create),
            ("COLUMN", Statement::Other) if self.word.eq_ignore_ascii_case("ON") => self.begin(Statement::Remark),
            ("VALUES" | "VALUE", Statement::Into) if self.depth == 0 => self.statement = Statement::Values,
            ("SELECT", Statement::Into) if self.depth == 0 => (self.statement, self.column) = (Statement::Select, 0),
            ("SELECT", Statement::Select) => self.end_record(),
            ("SET", Statement::Into | Statement::Update) => self.statement = Statement::Set,
            ("STDIN", Statement::Into) => self.statement = Statement::Stdin,
            ("INTO" | "IF" | "NOT" | "EXISTS" | "IGNORE" | "ONLY" | "FROM", _) if self.depth == 0 => {}
            _ => self.identifier(text),
        }
    }

    /// Ends the statement before, which may have no semicolon, and begins one.
    fn start(&mut self, statement: Statement) {
        self.end_record();
        self.begin(statement);
    }

    fn begin(&mut self, statement: Statement) {
        self.statement = statement;
        self.depth = 0;
        self.name.clear();
        self.columns.clear();
    }

    /// A name: of the table, of a column, or of what the next string belongs to.
    fn identifier(&mut self, text: &str) {
        match self.statement {
            Statement::Create | Statement::Into | Statement::Update if self.depth == 0 => self.name = text.to_owned(),
            Statement::Remark => self.columns.push(text.to_owned()),
            Statement::Create if self.depth == 1 && self.word == "(" => self.define(text),
            Statement::Into if self.depth == 1 => self.columns.push(text.to_owned()),
            _ => {}
        }
        self.word.clear();
        self.word.push_str(text);
    }

    /// The next column of CREATE TABLE.
    fn define(&mut self, name: &str) {
        const NO_COLUMNS: [&str; 7] = ["PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "INDEX", "FOREIGN", "CHECK"];
        if !NO_COLUMNS.contains(&&*name.to_ascii_uppercase()) {
            let label = self.remark.take().unwrap_or_else(|| name.to_owned());
            let known = self.tables.entry(self.name.clone()).or_default();
            known.columns.push((name.to_owned(), label));
        }
    }

    /// Double quotes and backticks: a name where names are listed; elsewhere double quotes may also be a
    /// string, which must not be lost.
    fn quoted(&mut self, token: &Token) {
        let double = self.file[..token.range.start].ends_with('"');
        let value = || self.file[..token.range.start - 1].trim_end().ends_with('=');
        match self.statement {
            Statement::Values => self.literal(token),
            Statement::Set if double && value() => self.literal(token),
            Statement::Other if double => self.literal(token),
            _ => self.identifier(&self.file[token.range.clone()]),
        }
    }

    fn mark(&mut self, mark: u8) {
        match mark {
            b'(' => {
                self.depth += 1;
                self.column = 0;
                self.mark_list();
            }
            b')' => {
                self.depth = self.depth.saturating_sub(1);
                self.end_row();
            }
            b',' if self.depth == 1 || self.statement == Statement::Select && self.depth == 0 => {
                self.column += 1;
                self.mark_list();
            }
            b';' if self.statement != Statement::Stdin => self.start(Statement::Other),
            _ => {}
        }
    }

    /// Remembers that a name here is the first of its entry.
    fn mark_list(&mut self) {
        if self.statement == Statement::Create && self.depth == 1 {
            self.word = "(".to_owned();
        }
    }

    fn end_row(&mut self) {
        if self.statement == Statement::Values && self.depth == 0 {
            self.tables.entry(self.name.clone()).or_default().rows += 1;
        }
    }

    /// Ends the row that an UPDATE or a SELECT is.
    fn end_record(&mut self) {
        if matches!(self.statement, Statement::Set | Statement::Select) {
            self.tables.entry(self.name.clone()).or_default().rows += 1;
            self.column = 0;
        }
    }

    /// The column of the literal at hand, where it stands in a row.
    fn place(&mut self) -> Option<usize> {
        match self.statement {
            Statement::Values if self.depth > 0 => Some(self.column),
            Statement::Select if self.depth == 0 => Some(self.column),
            Statement::Set if self.word.is_empty() => None,
            Statement::Set => {
                let name = self.word.rsplit('.').next().unwrap_or("");
                Some(self.tables.entry(self.name.clone()).or_default().column(name))
            }
            _ => None,
        }
    }

    fn literal(&mut self, token: &Token) {
        let place = self.place();
        if token.kind == TokenKind::Number && place.is_none() {
            return;
        }
        self.note_comment(token);
        let content = self.markup(token);
        if let Content::Page(page) = content {
            return self.pages.push(page);
        }
        if let Some(column) = place {
            self.open_cell(column);
        } else {
            self.builder.open(BlockKind::Field, None);
            let label = std::mem::take(&mut self.word);
            self.builder.set_label(&label);
        }
        self.write(token, content);
    }

    /// What a literal holds, where it may be markup.
    fn markup(&self, token: &Token) -> Content {
        let raw = &self.file[token.range.clone()];
        if !fragment::may_be_markup(raw) {
            return Content::Plain;
        }
        let mut value = Value::default();
        lexer::unescape(raw, |text, from, len| value.push(text, token.range.start + from, len));
        value.content(&self.origin, FORMAT.id)
    }

    /// A column's COMMENT becomes its label.
    fn note_comment(&mut self, token: &Token) {
        let text = &self.file[token.range.clone()];
        if self.statement == Statement::Create && self.depth == 1 && self.word.eq_ignore_ascii_case("COMMENT") {
            self.tables.entry(self.name.clone()).or_default().call_last(text);
        }
        if self.statement == Statement::Remark {
            // `t.a IS '…'`, or each name in quotes of its own.
            let names = self.columns[..self.columns.len().saturating_sub(1)].join(".");
            let Some((table, column)) = names.rsplit_once('.') else { return };
            let known = self.tables.entry(table.to_owned()).or_default();
            let number = known.column(column);
            known.columns[number].1 = text.to_owned();
        }
    }

    /// Opens the cell for the value in this place of its row.
    fn open_cell(&mut self, place: usize) {
        let known = self.tables.entry(self.name.clone()).or_default();
        let column = match self.columns.get(place).filter(|_| self.statement != Statement::Set) {
            Some(name) => known.column(name),
            None => place,
        };
        let label = known.columns.get(column).map(|(_, label)| label.as_str());
        let table = *known.table.get_or_insert_with(|| self.builder.add_table(Headers::None));
        let at = CellAt { table, row: known.rows, column: column as u32, header: false };
        self.builder.open(BlockKind::Cell(at), None);
        if let Some(label) = label {
            self.builder.set_label(label);
        }
    }

    fn write(&mut self, token: &Token, content: Content) {
        let (file, start) = (self.file, token.range.start);
        match content {
            Content::Line(line) => self.builder.push_line(line),
            _ => lexer::unescape(&file[token.range.clone()], |text, from, len| {
                self.builder.push_replaced(text, Span::new(start + from, start + from + len));
            }),
        }
        self.builder.close();
        self.builder.push_str("\n");
    }

    fn comment(&mut self, token: &Token) {
        let text = &self.file[token.range.clone()];
        if self.statement == Statement::Create && self.depth == 1 {
            self.note_remark(token.range.start, text);
        }
        if !text.is_ascii() || text.bytes().filter(u8::is_ascii_digit).count() >= 7 {
            self.builder.open(BlockKind::Comment, Some(Hidden::Comment));
            self.builder.push_verbatim(text, token.range.start);
            self.builder.close();
            self.builder.push_str("\n");
        }
    }

    /// A comment within CREATE TABLE names the column on its line, or below it where it has a line of its own.
    fn note_remark(&mut self, start: usize, text: &str) {
        const LONGEST: usize = 36;
        let label = text.trim();
        if label.is_ascii() || label.len() > LONGEST || label.contains(['。', '，']) {
            return;
        }
        let line = self.file[..start].rsplit('\n').next().unwrap_or("");
        if line.trim_start_matches(['-', '/', '*', '#', ' ', '\t']).is_empty() {
            self.remark = Some(label.to_owned());
        } else {
            self.tables.entry(self.name.clone()).or_default().call_last(label);
        }
    }

    fn copied(&mut self, column: usize, token: &Token) {
        match self.markup(token) {
            Content::Page(page) => self.pages.push(page),
            content => {
                self.open_cell(column);
                self.write(token, content);
            }
        }
    }

    /// The document: the literals in their order, then the pages that stood in some of them.
    fn finish(mut self) -> Document {
        for page in self.pages {
            self.builder.append(page);
        }
        self.builder.finish()
    }

    /// The rows of COPY: lines of fields between tabs.
    fn copy(&mut self, data: std::ops::Range<usize>) {
        let mut start = data.start;
        for line in self.file[data].split_inclusive('\n') {
            let mut at = start;
            for (column, field) in line.trim_end_matches(['\n', '\r']).split('\t').enumerate() {
                if field != "\\N" {
                    self.copied(column, &Token { kind: TokenKind::String, range: at..at + field.len() });
                }
                at += field.len() + 1;
            }
            self.tables.entry(self.name.clone()).or_default().rows += 1;
            start += line.len();
        }
        self.begin(Statement::Other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let document = document(Origin::file("a.sql"), std::sync::Arc::new(StoredText::utf8(text, 0)));
        let show = |block: &crate::document::Block| {
            let at = block.cell().map_or("-".to_owned(), |at| format!("{}.{}.{}", at.table, at.row, at.column));
            format!("{at} {}={}", document.label(block).unwrap_or("?"), document.slice(block.span))
        };
        document.blocks().iter().map(show).collect()
    }

    #[test]
    fn values_know_their_columns() {
        assert_eq!(
            shown("INSERT INTO `t` (`id`, \"姓名\") VALUES (1,'某''甲'),\n(2, N'乙\\n丙');"),
            ["0.0.0 id=1", "0.0.1 姓名=某'甲", "0.1.0 id=2", "0.1.1 姓名=乙\n丙"]
        );
    }

    #[test]
    fn columns_are_known_from_the_definition() {
        let text = "CREATE TABLE IF NOT EXISTS p (\n `a` int(11) NOT NULL COMMENT '编号',\n b varchar(20) DEFAULT 'x',\n PRIMARY KEY (`a`)\n) COMMENT='人员';\nINSERT INTO p VALUES (7,'y');\nINSERT INTO p (b) VALUES ('z');";
        assert_eq!(
            shown(text),
            ["- COMMENT=编号", "- DEFAULT=x", "- COMMENT=人员", "0.0.0 编号=7", "0.0.1 b=y", "0.1.1 b=z"]
        );
    }

    #[test]
    fn copied_rows_are_rows() {
        assert_eq!(
            shown("COPY public.p (a, 姓名) FROM stdin;\n1\t某甲\n2\t\\N\n\\.\nSELECT 'x';"),
            ["0.0.0 a=1", "0.0.1 姓名=某甲", "0.1.0 a=2", "- SELECT=x"]
        );
    }

    #[test]
    fn comments_name_columns() {
        let text = "CREATE TABLE p (\n a int, -- 编号\n -- 姓名\n b text\n);\nCOMMENT ON COLUMN p.a IS '序号';\nINSERT INTO p VALUES (7,'y');";
        assert_eq!(shown(text)[3..], ["0.0.0 序号=7", "0.0.1 姓名=y"]);
    }

    #[test]
    fn updates_and_selects_are_rows() {
        assert_eq!(
            shown(
                "UPDATE t SET a='甲', b=1 WHERE id=2;\nUPDATE t SET b=3, a='乙' WHERE id=4\nINSERT INTO u SET c='丙';"
            ),
            ["0.0.0 a=甲", "0.0.1 b=1", "0.0.2 id=2", "0.1.1 b=3", "0.1.0 a=乙", "0.1.2 id=4", "1.0.0 c=丙"]
        );
        assert_eq!(
            shown("INSERT INTO t (a, b) SELECT '甲', 1 UNION ALL SELECT '乙', 2;"),
            ["0.0.0 a=甲", "0.0.1 b=1", "0.1.0 a=乙", "0.1.1 b=2"]
        );
    }

    #[test]
    fn other_strings_and_comments_are_kept() {
        assert_eq!(
            shown("-- 备份\nSELECT phone='0000' WHERE n=\"1\"; /* 注 */ 'open"),
            ["- ?= 备份", "- phone=0000", "- n=1", "- ?= 注", "- ?=open"]
        );
    }
}
