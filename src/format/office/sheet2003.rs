//! Excel 2003 XML (XML Spreadsheet): a workbook in one file, often under the name xls.

use std::collections::HashMap;

use super::Fault;
use super::flow::Flow;
use super::grid::{Cell, Grid, Row, begin_sheet};
use super::margin::margin_text;
use super::markup::{Markup, Step, Tag};
use super::xlsx::{CellFormat, number_text, too_many_cells};
use crate::document::{Document, Hidden};
use crate::format::Limits;
use crate::place::Place;
use crate::source::Origin;

/// Properties that people fill in.
const PROPERTIES: [&str; 9] =
    ["Title", "Subject", "Author", "Keywords", "Description", "LastAuthor", "Category", "Manager", "Company"];

struct Book {
    flow: Flow,
    styles: HashMap<String, CellFormat>,
    style: String,
    filled: bool,
    sheet: Sheet,
    properties: bool,
    cells: u32,
}

/// The sheet being read.
#[derive(Default)]
struct Sheet {
    name: String,
    hidden: Option<Hidden>,
    columns: Vec<(usize, usize)>,
    grid: Grid,
    row: Row,
    row_hidden: bool,
    next_row: usize,
    /// The last column that a cell or a column's element covered.
    column: usize,
    format: CellFormat,
}

/// Reads a workbook.
pub(super) fn document(text: &str, origin: Origin, limits: &Limits) -> Result<Document, Fault> {
    let mut book = Book {
        flow: Flow::new(origin, super::single::FORMAT.id),
        styles: HashMap::new(),
        style: String::new(),
        filled: false,
        sheet: Sheet::default(),
        properties: false,
        cells: limits.cells,
    };
    let mut markup = Markup::new(text);
    while let Some(step) = markup.next()? {
        match step {
            Step::Open(tag) => book.open(&tag, &mut markup)?,
            Step::Close(tag) => book.close(tag.name()),
            Step::Text(_) => {}
        }
    }
    book.close("Worksheet");
    Ok(book.flow.finish(0))
}

impl Book {
    fn open(&mut self, tag: &Tag<'_>, markup: &mut Markup<'_>) -> Result<(), Fault> {
        let attribute = |name: &str| tag.attribute(name).unwrap_or_default();
        match tag.name() {
            "DocumentProperties" => self.properties = true,
            name if self.properties && PROPERTIES.contains(&name) => {
                let place = Place::Part("文档属性".to_owned());
                self.flow.aside_at(Hidden::Metadata, Some(name), place, &markup.text()?);
            }
            "Style" => {
                self.style = attribute("ID");
                self.filled = false;
            }
            "Font" | "Interior" | "NumberFormat" if !self.style.is_empty() => self.look(tag),
            "Worksheet" => self.sheet = Sheet { name: attribute("Name"), ..Sheet::default() },
            "Column" => self.sheet.column(tag),
            "Row" => self.sheet.begin_row(tag),
            "Cell" => self.cell(tag)?,
            "Data" => self.data(tag, markup)?,
            "Comment" => {
                let place = self.sheet.place();
                self.flow.aside_at(Hidden::Note, Some("批注"), place, &markup.text()?);
            }
            "Visible" => {
                self.sheet.hidden = match markup.text()?.trim() {
                    "SheetHidden" => Some(Hidden::Sheet),
                    "SheetVeryHidden" => Some(Hidden::VeryHiddenSheet),
                    _ => None,
                }
            }
            "Header" | "Footer" => self.beside("页眉页脚", &margin_text(&attribute("Data"))),
            "Value" | "InputTitle" | "InputMessage" | "ErrorTitle" | "ErrorMessage" => {
                let text = markup.text()?;
                self.beside("数据验证", &text);
            }
            "NamedRange" if attribute("RefersTo").contains('"') => self.beside("名称", &attribute("RefersTo")),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "DocumentProperties" => self.properties = false,
            "Style" => self.style.clear(),
            "Row" => self.sheet.grid.push(std::mem::take(&mut self.sheet.row)),
            "Worksheet" => {
                let mut sheet = std::mem::take(&mut self.sheet);
                for row in sheet.grid.rows_mut() {
                    row.cells.iter_mut().for_each(|cell| cell.hidden = sheet.hidden.or(cell.hidden));
                }
                begin_sheet(self.flow.builder(), &sheet.name, sheet.hidden);
                let place = |row, column| Place::Cell { sheet: sheet.name.clone(), row, column };
                sheet.grid.write(self.flow.builder(), &place);
            }
            _ => {}
        }
    }

    /// What a style says about being seen. The fill comes behind the font.
    fn look(&mut self, tag: &Tag<'_>) {
        let format = self.styles.entry(self.style.clone()).or_default();
        let white = |name: &str| tag.attribute(name).is_some_and(|color| color.eq_ignore_ascii_case("#ffffff"));
        match tag.name() {
            "Font" => {
                format.white = white("Color") && !self.filled;
                format.tiny = tag.attribute("Size").and_then(|size| size.parse::<f64>().ok()).is_some_and(|s| s <= 2.0);
            }
            "Interior" => {
                self.filled = tag.attribute("Color").is_some() && !white("Color");
                format.white &= !self.filled;
            }
            _ => format.code = tag.attribute("Format").unwrap_or_default(),
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        self.cells = self.cells.checked_sub(1).ok_or_else(too_many_cells)?;
        let column = tag.number("Index").unwrap_or(self.sheet.column + 1);
        let width = tag.number("MergeAcross").unwrap_or(0).min(16_384) + 1;
        self.sheet.column = column + width - 1;
        let style = tag.attribute("StyleID").and_then(|style| self.styles.get(&style));
        self.sheet.format = style.cloned().unwrap_or_default();
        let hidden = self.sheet.unseen(column);
        self.sheet.row.cells.push(Cell { column, width, text: String::new(), hidden });
        let place = self.sheet.place();
        let formula = tag.attribute("Formula").filter(|formula| formula.contains('"'));
        self.flow.aside_at(Hidden::Reference, Some("公式"), place.clone(), &formula.unwrap_or_default());
        self.flow.aside_at(Hidden::Reference, Some("链接"), place, &tag.attribute("HRef").unwrap_or_default());
        Ok(())
    }

    fn data(&mut self, tag: &Tag<'_>, markup: &mut Markup<'_>) -> Result<(), Fault> {
        let number = tag.attribute("Type").as_deref() == Some("Number");
        let text = markup.text()?;
        let value = text.trim().parse::<f64>().ok().filter(|_| number);
        let format = &self.sheet.format;
        let text = match value {
            Some(_) if !format.code.is_empty() => format.number(text.trim(), false),
            Some(value) => number_text(value),
            None => text,
        };
        if let Some(cell) = self.sheet.row.cells.last_mut() {
            cell.text = text;
        }
        Ok(())
    }

    fn beside(&mut self, label: &str, text: &str) {
        let place = Place::Part(format!("{} 的{label}", self.sheet.name));
        self.flow.aside_at(Hidden::Reference, Some(label), place, text);
    }
}

impl Sheet {
    fn column(&mut self, tag: &Tag<'_>) {
        let first = tag.number("Index").unwrap_or(self.column + 1);
        let last = first + tag.number("Span").unwrap_or(0).min(16_384);
        self.column = last;
        if tag.says("Hidden") || tag.attribute("Width").as_deref() == Some("0") {
            self.columns.push((first, last));
        }
    }

    fn begin_row(&mut self, tag: &Tag<'_>) {
        let number = tag.number("Index").unwrap_or(self.next_row.max(1));
        self.next_row = number + 1 + tag.number("Span").unwrap_or(0).min(1_048_576);
        self.row = Row { number, cells: Vec::new() };
        self.row_hidden = tag.says("Hidden") || tag.attribute("Height").as_deref() == Some("0");
        self.column = 0;
    }

    /// The strongest reason why nobody sees a cell of the open row; that of the sheet comes later.
    fn unseen(&self, column: usize) -> Option<Hidden> {
        let hides = |(first, last): &(usize, usize)| (*first..=*last).contains(&column);
        let column = self.columns.iter().any(hides).then_some(Hidden::Column);
        self.row_hidden.then_some(Hidden::Row).or(column).or(self.format.hidden())
    }

    /// Where the last cell stands.
    fn place(&self) -> Place {
        let column = self.row.cells.last().map_or(1, |cell| cell.column);
        Place::Cell { sheet: self.name.clone(), row: self.row.number.max(1), column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_their_places_and_what_hides_them() {
        let text = r#"<Workbook><Styles><Style ss:ID="a"><NumberFormat ss:Format=";;;"/></Style></Styles>
            <Worksheet ss:Name="名单"><Table><Column ss:Index="3" ss:Hidden="1"/>
            <Row><Cell><Data ss:Type="String">电话</Data></Cell></Row>
            <Row ss:Index="4"><Cell ss:StyleID="a"><Data ss:Type="Number">1.38E10</Data></Cell>
            <Cell ss:Index="3"><Data ss:Type="String"><B>甲</B>乙</Data></Cell></Row></Table></Worksheet></Workbook>"#;
        let document = document(text, Origin::file("a.xls"), &Limits::default()).ok().unwrap();
        let found: Vec<_> = document.blocks().iter().filter(|block| !document.slice(block.span).is_empty()).collect();
        let seen: Vec<_> = found
            .iter()
            .map(|block| (document.slice(block.span), block.hidden, document.locate(block.span).place.to_string()))
            .collect();
        assert!(seen.contains(&("13800000000", Some(Hidden::NumberFormat), "名单!A4".to_owned())), "{seen:?}");
        assert!(seen.contains(&("甲乙", Some(Hidden::Column), "名单!C4".to_owned())), "{seen:?}");
    }
}
