//! The annex as a workbook of one sheet, A4 upright.

use std::io;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::super::own;
use super::super::{Kind, Options, Report};
use super::Table;

/// The annex as a workbook.
pub(super) const KIND: Kind =
    Kind { id: "annex-xlsx", title: "通报附件（Excel 工作簿）", endings: &[".xlsx"], open };

const COLUMNS: [(&str, u16); 3] = [("序号", 6), ("责任部门", 20), ("存在的突出问题", 60)];

fn open(options: Options) -> Box<dyn Report> {
    super::open(options, workbook)
}

fn workbook(table: &Table) -> io::Result<Vec<u8>> {
    let bytes = filled(table).and_then(|mut book| book.save_to_buffer()).map_err(io::Error::other)?;
    Ok(own::mark_package(bytes))
}

fn filled(table: &Table) -> Result<Workbook, XlsxError> {
    const A4: u8 = 9;
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&table.title).set_creation_datetime(&made));
    let sheet = book.add_worksheet().set_name("附件")?;
    head(sheet, table)?;
    let last = lines(sheet, table)?;
    for (number, note) in table.notes.iter().enumerate() {
        sheet.write_string_with_format(last + number as u32, 0, note, &Format::new().set_font_size(11))?;
    }
    sheet.set_freeze_panes(2, 0)?.set_repeat_rows(1, 1)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true).set_footer("&C&P / &N");
    Ok(book)
}

fn head(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(16).set_text_wrap().set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 2, &table.title, &title.set_align(FormatAlign::VerticalCenter))?;
    sheet.set_row_height(0, 40)?;
    for (at, (name, width)) in COLUMNS.iter().enumerate() {
        sheet.write_string_with_format(1, at as u16, *name, &cell().set_bold().set_align(FormatAlign::Center))?;
        sheet.set_column_width(at as u16, *width)?;
    }
    Ok(())
}

/// Writes the lines and gives the row below the last one.
fn lines(sheet: &mut Worksheet, table: &Table) -> Result<u32, XlsxError> {
    let middle = cell().set_align(FormatAlign::Center);
    let mut row = 2;
    for line in table.rows.iter() {
        let problems = line.problems.join("\n");
        sheet.write_number_with_format(row, 0, row - 1, &middle)?;
        sheet.write_string_with_format(row, 1, &line.department, &middle)?;
        sheet.write_string_with_format(row, 2, shortened(&problems), &cell())?;
        sheet.set_row_height(row, height(&line.problems))?;
        row += 1;
    }
    Ok(row)
}

fn cell() -> Format {
    let middle = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    middle.set_border(FormatBorder::Thin).set_font_size(11)
}

/// Programs that open the workbook do not all work out the height for themselves.
fn height(problems: &[String]) -> f64 {
    const LINE: f64 = 16.0;
    let width = usize::from(COLUMNS[2].1) - 2;
    let lines: usize = problems.iter().map(|problem| problem.width().div_ceil(width).max(1)).sum();
    LINE * lines.clamp(1, 24) as f64 + 4.0
}

/// A cell holds 32,767 characters.
fn shortened(text: &str) -> String {
    text.chars().take(32_000).collect()
}
