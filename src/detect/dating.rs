//! The document's own date: the day against which names and rules are judged.
//!
//! What the signature says (成文日期) goes before the day a law was adopted, that before the day
//! the page was posted, and that before the year of the document's number (发文字号). A page that
//! lists many dated items has no date of its own. What the text talks about is never its date.

pub mod written;

use std::ops::ControlFlow;

use self::written::{Style, Written};
use super::prose;
use crate::date::Date;
use crate::document::Document;

/// From this many dated items on, a page is a list of things with dates of their own.
const MANY_ITEMS: usize = 5;
/// Title, number, adoption and posting date stand within this many lines.
const HEAD_LINES: usize = 20;
/// Longest signature line, in bytes: the name of a body and its date.
const SIGNATURE: usize = 160;

/// A document's date and what it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The day. For [`DateSource::Number`] 1 January of the year, so that a name abolished during
    /// that year still counts as right.
    pub date: Date,
    /// What it was read from.
    pub source: DateSource,
}

/// What a document's date was read from, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateSource {
    /// 成文日期, in the signature below the body.
    Signature,
    /// The day of the last adoption or revision, below the title of a law.
    Adoption,
    /// The day the page was posted: metadata, `发布时间：`.
    Posting,
    /// The year of the document's own 发文字号.
    Number,
}

/// The document's own date, if it has one.
pub fn date_of(document: &Document) -> Option<Dated> {
    let mut clues = Clues::default();
    for (index, line) in prose::lines(document).enumerate() {
        if clues.read(index, document.slice(line.span)).is_break() {
            return None;
        }
    }
    let posted = document.meta().date.or(clues.posted);
    let found = [
        (clues.signed, DateSource::Signature),
        (clues.adopted, DateSource::Adoption),
        (posted, DateSource::Posting),
        (clues.numbered, DateSource::Number),
    ];
    found.into_iter().find_map(|(date, source)| Some(Dated { date: date?, source }))
}

#[derive(Default)]
struct Clues {
    signed: Option<Date>,
    adopted: Option<Date>,
    posted: Option<Date>,
    numbered: Option<Date>,
    /// Lines that end in a date, as the entries of a list of news do.
    items: Vec<Date>,
    body_seen: bool,
}

impl Clues {
    /// Breaks off when the page turns out to be a list of dated items.
    fn read(&mut self, index: usize, line: &str) -> ControlFlow<()> {
        if index < HEAD_LINES {
            self.read_head(line);
        }
        if let Some((before, date)) = dated_end(line) {
            self.read_dated_end(before, date);
        }
        self.body_seen |= line.ends_with(['。', '：', '；']) && line.len() > 30;
        if self.items.len() >= MANY_ITEMS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn read_head(&mut self, line: &str) {
        self.posted = self.posted.or_else(|| posted(line));
        self.adopted = adopted(line).or(self.adopted);
        self.numbered = self.numbered.or_else(|| own_number_year(line));
    }

    fn read_dated_end(&mut self, before: &str, written: Written) {
        let Some(date) = written.date() else { return };
        let worded = written.style != Style::Numeric;
        if worded && self.body_seen && is_signatory(before) {
            self.signed = self.signed.or(Some(date));
        } else if before.is_empty() && !self.body_seen {
            self.posted = self.posted.or(Some(date));
        }
        if (before.is_empty() || is_item(before)) && !self.items.contains(&date) {
            self.items.push(date);
        }
    }
}

/// The date at the very end of a line, brackets around it or not, and what stands before it.
fn dated_end(line: &str) -> Option<(&str, Written)> {
    let bare = line.trim_end_matches([')', '）', ']', '】', ' ']);
    if !bare.ends_with(|char: char| char == '日' || char.is_ascii_digit()) {
        return None;
    }
    let tail = tail(bare, 48);
    let (at, written) = written::all(&bare[tail..]).last()?;
    let start = tail + at;
    let reaches_end = start + written.len == bare.len();
    reaches_end.then(|| (bare[..start].trim_end_matches(['(', '（', '[', '【']).trim_end(), written))
}

/// Where the last `bytes` bytes of a text begin, moved back to a character's start.
fn tail(text: &str, bytes: usize) -> usize {
    let mut at = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// True for nothing, or for names of bodies standing before the date on the same line.
fn is_signatory(before: &str) -> bool {
    const ENDS: [&str; 12] = ["政府", "办公室", "办公厅", "局", "委", "厅", "部", "委员会", "院", "中心", "会", "公司"];
    let punctuated = before.contains(['，', '。', '：', '、', '；', '第', '于', '自']);
    before.is_empty() || (before.len() < SIGNATURE && !punctuated && ENDS.iter().any(|end| before.ends_with(end)))
}

/// An entry of a list of news: a headline with its date behind it.
fn is_item(before: &str) -> bool {
    before.chars().count() >= 8 && !before.contains(['。', '：', '，']) && !is_signatory(before)
}

/// `发布时间：2021-07-12`.
fn posted(line: &str) -> Option<Date> {
    const LABELS: [&str; 7] = ["发布时间", "发布日期", "发文日期", "成文日期", "印发日期", "公开日期", "日期"];
    LABELS.iter().find_map(|label| {
        let after = line.split_once(label)?.1.trim_start_matches(['：', ':', ' ', '】', ']']);
        Written::at_start(after)?.date()
    })
}

/// The last date of `（1994年7月5日……通过　根据2018年12月29日……修正）` under the title of a law.
fn adopted(line: &str) -> Option<Date> {
    let adopts = ["通过", "修订", "修正", "公布", "批准"].iter().any(|word| line.contains(word));
    let opens = Written::at_start(line.trim_start_matches(['（', '('])).is_some();
    if !adopts || !opens {
        return None;
    }
    written::all(line).filter_map(|(_, written)| written.date()).last()
}

/// The year of a 发文字号 that stands alone on its line or behind its label.
fn own_number_year(line: &str) -> Option<Date> {
    let labelled = ["文号：", "发文字号：", "文 号："].iter().find_map(|label| line.split_once(label));
    let number = labelled.map_or(line, |(_, after)| after.trim());
    let open = number.find(['〔', '[', '（', '(', '【'])?;
    let short = open <= 45 && number[..open].chars().all(|char| char.is_alphanumeric() || char == ' ');
    let inside = number[open..].get(number[open..].chars().next()?.len_utf8()..)?;
    let year: u16 = inside.get(..4)?.parse().ok()?;
    let ends = number.ends_with('号') && number.len() - open < 24;
    (short && ends && (1949..2100).contains(&year)).then(|| Date::new(year, 1, 1))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, DocumentBuilder};
    use crate::source::Origin;

    fn document(text: &str) -> Document {
        let mut builder = DocumentBuilder::new(Origin::file("-"), "text");
        for line in text.lines() {
            builder.open(BlockKind::Paragraph, None);
            builder.push_str(line);
            builder.close();
            builder.push_str("\n");
        }
        builder.finish()
    }

    fn dated(text: &str) -> Option<(String, DateSource)> {
        date_of(&document(text)).map(|dated| (dated.date.to_string(), dated.source))
    }

    const BODY: &str = "为进一步规范全市公园的管理，现将有关事项通知如下，请认真贯彻执行。";

    #[test]
    fn the_signature_goes_before_everything_else() {
        let text = format!("临政办〔2021〕7号\n发布时间：2021-07-12\n{BODY}\n临江市人民政府办公室\n2021年7月9日");
        assert_eq!(dated(&text), Some(("2021-07-09".into(), DateSource::Signature)));
        let same_line = format!("{BODY}\n临江市人民政府办公室　二〇二一年七月九日");
        assert_eq!(dated(&same_line), Some(("2021-07-09".into(), DateSource::Signature)));
    }

    #[test]
    fn posting_goes_before_the_number() {
        let text = format!("临政办〔2020〕7号\n发布时间：2021-07-12 来源：本站\n{BODY}");
        assert_eq!(dated(&text), Some(("2021-07-12".into(), DateSource::Posting)));
        let number = format!("临政办〔2020〕7号\n{BODY}");
        assert_eq!(dated(&number), Some(("2020-01-01".into(), DateSource::Number)));
    }

    #[test]
    fn a_law_is_as_old_as_its_last_revision() {
        let text = format!("临江市公园条例\n（2010年5月1日市人大常委会通过　根据2019年8月2日的决定修正）\n{BODY}");
        assert_eq!(dated(&text), Some(("2019-08-02".into(), DateSource::Adoption)));
    }

    #[test]
    fn a_list_of_dated_items_has_no_date() {
        let items = (1..=6).map(|day| format!("临江市召开第{day}次公园建设现场推进会 2021-07-0{day}\n"));
        assert_eq!(dated(&items.collect::<String>()), None);
    }

    #[test]
    fn dates_in_the_text_are_not_the_documents_date() {
        assert_eq!(dated("会议于2021年7月9日召开，公园管理处参加了会议，会期一天。"), None);
        assert_eq!(dated("（四）留言办理。自2021年4月9日起，市民通过平台留言的，逐条答复。"), None);
        assert_eq!(dated(&format!("{BODY}\n本通知有效期至2026年7月9日")), None);
    }
}
