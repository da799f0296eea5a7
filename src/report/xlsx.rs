//! A workbook to hand to the departments: what was found, counted by department and by rule, and
//! what could not be read. Every cell is text, so that nothing is recalculated or rounded.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use unicode_width::UnicodeWidthStr;

use super::own;
use super::row::Row;
use super::{Kind, Lang, Options, Report, Summary};
use crate::engine::Outcome;
use crate::rule::Severity;

/// A workbook.
pub(super) const KIND: Kind =
    Kind { id: "xlsx", title: "Excel 工作簿（可筛选、带处理状态）", endings: &[".xlsx"], open };

/// A sheet holds 1,048,576 rows; spreadsheets of office machines grow slow long before.
const LISTED: usize = 200_000;

/// Links that a workbook may hold; Excel refuses more.
const LINKS: usize = 65_000;

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Xlsx { options, findings: Vec::new(), unread: Vec::new(), left_out: 0 })
}

struct Xlsx {
    options: Options,
    findings: Vec<Row>,
    unread: Vec<Row>,
    left_out: u64,
}

impl Report for Xlsx {
    fn outcome(&mut self, outcome: &Outcome, _out: &mut dyn Write) -> io::Result<()> {
        let options = &self.options;
        let (rows, new): (_, Vec<Row>) = match outcome {
            Outcome::Skipped(skip) => (&mut self.unread, vec![Row::skip(skip, options)]),
            Outcome::Scanned(scanned) => {
                let shown = scanned.findings.iter().filter(|finding| options.shows(finding));
                (&mut self.findings, shown.map(|finding| Row::finding(scanned, finding, options)).collect())
            }
        };
        let room = LISTED.saturating_sub(rows.len());
        self.left_out += new.len().saturating_sub(room) as u64;
        rows.extend(new.into_iter().take(room));
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let bytes = self.workbook().and_then(|mut book| book.save_to_buffer()).map_err(io::Error::other)?;
        out.write_all(&own::mark_package(bytes))
    }
}

/// A column: its headers in both languages, its width in characters, and what stands in it.
struct Column {
    zh: &'static str,
    en: &'static str,
    width: u16,
    value: fn(&Row) -> String,
}

/// The first of these, up to the status, are printed; the others are for the screen.
const FINDINGS: &[Column] = &[
    Column { zh: "级别", en: "level", width: 7, value: |row| row.level.clone() },
    Column { zh: "责任部门", en: "department", width: 16, value: |row| row.department.clone() },
    Column { zh: "文件", en: "file", width: 26, value: Row::file },
    Column { zh: "位置", en: "place", width: 13, value: |row| row.place.clone() },
    Column { zh: "问题", en: "message", width: 28, value: |row| row.message.clone() },
    Column { zh: "原文（已遮蔽）", en: "text (masked)", width: 34, value: |row| row.quote() },
    Column { zh: "建议", en: "suggestion", width: 20, value: |row| row.suggestion.clone() },
    Column { zh: "处理状态", en: "status", width: 10, value: |_| String::new() },
    Column { zh: "处数", en: "count", width: 6, value: |row| row.count.to_string() },
    Column { zh: "规则", en: "rule", width: 22, value: |row| format!("{} {}", row.rule, row.name) },
    Column { zh: "依据", en: "basis", width: 40, value: |row| row.basis.clone() },
    Column { zh: "指纹", en: "fingerprint", width: 18, value: |row| row.fingerprint.clone() },
];

const FILE: u16 = 2;
const STATUS: u16 = 7;

const UNREAD: &[Column] = &[
    Column { zh: "文件", en: "file", width: 50, value: Row::file },
    Column { zh: "位置", en: "place", width: 16, value: |row| row.place.clone() },
    Column { zh: "原因", en: "reason", width: 60, value: |row| row.message.clone() },
];

impl Xlsx {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.options.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn workbook(&self) -> Result<Workbook, XlsxError> {
        let mut book = Workbook::new();
        // The day of making would be the only thing in which two reports of the same run differ.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(
            &DocProperties::new().set_title(self.say("审校报告", "Shenjiao report")).set_creation_datetime(&made),
        );
        self.findings(book.add_worksheet().set_name(self.say("问题清单", "findings"))?)?;
        self.by_department(book.add_worksheet().set_name(self.say("按部门", "by department"))?)?;
        self.by_rule(book.add_worksheet().set_name(self.say("按规则", "by rule"))?)?;
        self.unread(book.add_worksheet().set_name(self.say("未能检查", "not checked"))?)?;
        Ok(book)
    }

    fn findings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.header(sheet, FINDINGS)?;
        for (number, row) in self.findings.iter().enumerate() {
            self.finding(sheet, number, row)?;
        }
        let last = self.findings.len().max(1) as u32;
        let states = [self.say("待处理", "open"), self.say("已整改", "corrected"), self.say("误报", "false alarm")];
        let choice = DataValidation::new().allow_list_strings(&states)?;
        sheet.add_data_validation(1, STATUS, last, STATUS, &choice)?;
        sheet.autofilter(0, 0, last, FINDINGS.len() as u16 - 1)?;
        sheet.set_print_area(0, 0, last, STATUS)?;
        if self.left_out > 0 {
            let more = format!("{}{}", self.say("其余未列出的条数：", "entries not listed here: "), self.left_out);
            sheet.write_string(last + 1, 0, more)?;
        }
        Ok(())
    }

    fn finding(&self, sheet: &mut Worksheet, number: usize, row: &Row) -> Result<(), XlsxError> {
        let line = number as u32 + 1;
        let plain = cell();
        for (at, column) in FINDINGS.iter().enumerate() {
            sheet.write_string_with_format(line, at as u16, shortened(&(column.value)(row)), &plain)?;
        }
        sheet.set_row_height(line, height(row))?;
        sheet.write_string_with_format(line, 0, &row.level, &level(row.severity))?;
        sheet.write_string_with_format(line, STATUS, self.say("待处理", "open"), &plain)?;
        match self.link(row) {
            Some(link) if number < LINKS => {
                let blue = cell().set_font_color(Color::RGB(0x000B_66C3));
                sheet.write_url_with_options(line, FILE, link.as_str(), shortened(&row.file()), "", Some(&blue))?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A link to the file; what lies inside a container links to the container.
    fn link(&self, row: &Row) -> Option<String> {
        let path = match (&self.options.folder, row.path.starts_with('/')) {
            (_, true) => row.path.clone(),
            (Some(folder), false) => format!("{}/{}", folder.trim_end_matches('/'), row.path.trim_start_matches("./")),
            (None, false) => return None,
        };
        // The writer escapes what must be escaped, and takes what follows a `#` for a place in the file.
        let on_windows = path.as_bytes().get(1) == Some(&b':');
        let link = format!("file:///{}", if on_windows { path.replace('/', "\\") } else { path });
        (row.path != "-" && link.len() < 2000 && !link.contains('#')).then_some(link)
    }

    fn by_department(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let unknown = self.say("未归属", "(unknown)");
        let key = |row: &Row| if row.department.is_empty() { unknown.to_owned() } else { row.department.clone() };
        self.counts(sheet, &[(self.say("责任部门", "department"), 40)], &|row| vec![key(row)])
    }

    fn by_rule(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let heads = [(self.say("规则", "rule"), 10), (self.say("名称", "name"), 22), (self.say("说明", "summary"), 40)];
        self.counts(sheet, &heads, &|row| vec![row.rule.to_owned(), row.name.to_owned(), row.title.to_owned()])
    }

    /// A table of findings by key, counted by level.
    fn counts(
        &self,
        sheet: &mut Worksheet,
        heads: &[(&str, u16)],
        key: &dyn Fn(&Row) -> Vec<String>,
    ) -> Result<(), XlsxError> {
        let mut counts: BTreeMap<Vec<String>, [u32; 4]> = BTreeMap::new();
        for row in &self.findings {
            let counted = counts.entry(key(row)).or_default();
            let level = Severity::ALL.iter().position(|level| row.severity == Some(*level));
            counted[level.unwrap_or(0)] += 1;
            counted[3] += 1;
        }
        let levels = Severity::ALL.map(|level| self.options.lang.severity(level));
        let total = self.say("合计", "total");
        let titles = heads.iter().copied().chain(levels.into_iter().chain([total]).map(|title| (title, 8)));
        self.titles(sheet, titles)?;
        // Whoever has most to mend, and worst, comes first.
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|(a, few), (b, many)| many.cmp(few).then_with(|| a.cmp(b)));
        for (line, (key, counted)) in counts.iter().enumerate() {
            let line = line as u32 + 1;
            for (at, text) in key.iter().enumerate() {
                sheet.write_string_with_format(line, at as u16, text, &cell())?;
            }
            for (at, count) in counted.iter().enumerate() {
                sheet.write_number_with_format(line, (key.len() + at) as u16, *count, &cell())?;
            }
        }
        Ok(())
    }

    fn unread(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.header(sheet, UNREAD)?;
        for (line, row) in self.unread.iter().enumerate() {
            for (at, column) in UNREAD.iter().enumerate() {
                sheet.write_string_with_format(line as u32 + 1, at as u16, shortened(&(column.value)(row)), &cell())?;
            }
        }
        Ok(())
    }

    fn header(&self, sheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
        self.titles(sheet, columns.iter().map(|column| (self.say(column.zh, column.en), column.width)))
    }

    /// The header row, and how the sheet lies on paper: A4 across, as wide as the page.
    fn titles<'a>(&self, sheet: &mut Worksheet, titles: impl Iterator<Item = (&'a str, u16)>) -> Result<(), XlsxError> {
        const A4: u8 = 9;
        let style = cell().set_bold().set_background_color(Color::RGB(0x00E8_EDF2)).set_align(FormatAlign::Center);
        for (at, (title, width)) in titles.enumerate() {
            sheet.write_string_with_format(0, at as u16, title, &style)?;
            sheet.set_column_width(at as u16, width)?;
        }
        sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
        Ok(())
    }
}

fn cell() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_font_size(10)
}

fn level(severity: Option<Severity>) -> Format {
    let colour = match severity {
        Some(Severity::Serious) => 0x00F8_D7DA,
        Some(Severity::Error) => 0x00FF_E8CC,
        Some(Severity::Advice) => 0x00DB_EAFE,
        None => 0x00FF_FFFF,
    };
    cell().set_background_color(Color::RGB(colour)).set_align(FormatAlign::Center)
}

/// The height at which the printed cells of a row show all of their text, within reason. Programs
/// that open the workbook do not all work it out for themselves.
fn height(row: &Row) -> f64 {
    const LINE: f64 = 14.0;
    let lines = |column: &Column| (column.value)(row).width().div_ceil(usize::from(column.width).max(1));
    let lines = FINDINGS[..usize::from(STATUS)].iter().map(lines).max().unwrap_or(1);
    LINE * lines.clamp(1, 8) as f64 + 2.0
}

/// A cell holds 32,767 characters; nobody reads a fraction of that.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 2_000;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Outcome};
    use crate::format::Limits;
    use crate::source::{Origin, Source};
    use std::io::{Cursor, Read};

    fn part(book: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn links_lead_to_the_file_as_it_is_named() {
        let engine = Engine::builder().build().unwrap();
        let source = Source::new(Origin::file("站/公示 100%.txt"), "发现问题立既整改。\n");
        let options = Options { folder: Some("/srv/网".to_owned()), ..Options::default() };
        let (mut report, mut out) = (open(options), Vec::new());
        let outcomes: Vec<Outcome> = engine.scan_source(source, &Limits::default());
        outcomes.iter().try_for_each(|outcome| report.outcome(outcome, &mut out)).unwrap();
        report.finish(&Summary::default(), &mut out).unwrap();
        let links = part(&out, "xl/worksheets/_rels/sheet1.xml.rels");
        assert!(links.contains("Target=\"/srv/网/站/公示%20100%25.txt\""), "{links}");
    }
}
