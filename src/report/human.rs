//! Findings as an editor reads them: where, what, why, and what to write instead.
//!
//! The line shown is put together from the finding's masked excerpt, never from the file, so that
//! nothing is shown that the finding itself may not say.

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Kind, Lang, Options, Report, Summary};
use crate::digit;
use crate::engine::{Outcome, Scanned};
use crate::finding::{Finding, Verdict};
use crate::judge::excerpt::REACH;
use crate::place::Place;
use crate::rule::Severity;
use crate::skip::{Skip, SkipReason};
use crate::source::Origin;

/// For people, on a terminal or as a text file.
pub(super) const KIND: Kind =
    Kind { id: "human", title: "供人阅读的文字（默认）", endings: &[".txt"], open };

/// Skips of one reason that are listed one by one; the summary counts all of them.
const SKIPS_LISTED: u64 = 20;

/// Columns left of the text of a line.
const GUTTER: usize = 9;

/// Widest marked text, in columns.
const WIDEST_MARK: usize = 48;

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Human { options, skips: BTreeMap::new() })
}

struct Human {
    options: Options,
    skips: BTreeMap<SkipReason, u64>,
}

impl Report for Human {
    fn outcome(&mut self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        match outcome {
            Outcome::Scanned(scanned) => {
                let shown = scanned.findings.iter().filter(|finding| self.options.shows(finding));
                shown.into_iter().try_for_each(|finding| self.finding(scanned, finding, out))
            }
            Outcome::Skipped(skip) => self.skip(skip, out),
        }
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        totals(summary, &self.options, out)
    }
}

impl Human {
    fn finding(&self, scanned: &Scanned, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        self.heading(scanned, finding, out)?;
        self.line(finding, out)?;
        self.reasons(finding, out)?;
        writeln!(out)
    }

    fn heading(&self, scanned: &Scanned, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.options.lang;
        let place = place(&scanned.origin, &finding.place, lang);
        let message = printable(lang.pick(&finding.message.zh, &finding.message.en));
        let rule = finding.rule;
        let level = self.level(finding);
        let id = self.paint(DIM, &format!("{} {}", rule.name, rule.id));
        writeln!(out, "{}  {level}  {message}{}  {id}", self.paint(BOLD, &place), self.count(finding))
    }

    fn level(&self, finding: &Finding) -> String {
        let lang = self.options.lang;
        match finding.verdict {
            Verdict::Report => self.paint(colour(finding.severity), lang.severity(finding.severity)),
            Verdict::Cleared { .. } => self.paint(GREEN, lang.pick("无误", "cleared")),
            Verdict::NotRun { .. } => lang.pick("未判断", "not run").to_owned(),
            Verdict::Accepted { .. } => self.paint(GREEN, lang.pick("已确认", "accepted")),
        }
    }

    fn count(&self, finding: &Finding) -> String {
        match (finding.count, self.options.lang) {
            (..=1, _) => String::new(),
            (count, Lang::Zh) => format!("（共 {count} 处）"),
            (count, Lang::En) => format!(" ({count} places)"),
        }
    }

    /// The line with the place marked below it.
    fn line(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let reveal = self.options.reveal;
        let text = cut_after(&printable(finding.text.as_str(reveal)), WIDEST_MARK);
        let room = self.options.width.saturating_sub(GUTTER + text.width()).max(20);
        let before = printable(finding.excerpt.before.as_str(reveal));
        let after = printable(finding.excerpt.after.as_str(reveal));
        let before = cut_before(&before, (room / 2).max(room.saturating_sub(after.width())), is_cut(&before));
        let after = cut_after(&after, room.saturating_sub(before.width()));
        let more = if is_cut(&after) { "…" } else { "" };
        let number = finding.place.line_column().map_or(String::new(), |(line, _)| line.to_string());
        let bar = self.paint(DIM, "│");
        let mark = self.paint(colour(finding.severity), &"^".repeat(text.width().max(1)));
        writeln!(out, "{number:>6} {bar} {before}{}{after}{more}", self.paint(BOLD, &text))?;
        writeln!(out, "{:>6} {bar} {}{mark}", "", " ".repeat(before.width()))
    }

    fn reasons(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.options.lang;
        self.reason(lang.pick("依据", "basis"), &lang.basis(finding), out)?;
        self.reason(lang.pick("建议", "write"), finding.suggestion.as_deref().unwrap_or(""), out)?;
        self.reason(lang.pick("另见", "also"), &others(finding, lang), out)?;
        match &finding.verdict {
            Verdict::Report => Ok(()),
            Verdict::Cleared { reason } | Verdict::NotRun { reason } => {
                self.reason(lang.pick("说明", "why"), lang.pick(&reason.zh, &reason.en), out)
            }
            Verdict::Accepted { by, reason } => self.reason(lang.pick("确认", "by"), &format!("{by}：{reason}"), out),
        }
    }

    fn reason(&self, label: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        writeln!(out, "   {}  {}", self.paint(DIM, label), printable(text))
    }

    fn skip(&mut self, skip: &Skip, out: &mut dyn Write) -> io::Result<()> {
        let listed = self.skips.entry(skip.reason).or_default();
        *listed += 1;
        if *listed > SKIPS_LISTED {
            return Ok(());
        }
        let lang = self.options.lang;
        let place = skip.place.as_ref().map_or(name(&skip.origin), |at| place(&skip.origin, at, lang));
        let label = self.paint(YELLOW, lang.pick("未检查", "not checked"));
        let detail = if skip.detail.is_empty() { String::new() } else { format!("：{}", printable(&skip.detail)) };
        writeln!(out, "{}  {label}  {}{detail}\n", self.paint(BOLD, &place), lang.skip(skip.reason))
    }

    fn paint(&self, style: anstyle::Style, text: &str) -> String {
        if self.options.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();
const GREEN: anstyle::Style = anstyle::AnsiColor::Green.on_default();
const YELLOW: anstyle::Style = anstyle::AnsiColor::Yellow.on_default();

fn colour(severity: Severity) -> anstyle::Style {
    match severity {
        Severity::Serious => anstyle::AnsiColor::Red.on_default().bold(),
        Severity::Error => YELLOW,
        Severity::Advice => anstyle::AnsiColor::Cyan.on_default(),
    }
}

fn name(origin: &Origin) -> String {
    printable(&origin.to_string())
}

/// `名单.html:14:9`, which editors and terminals can jump to; other places stand apart.
fn place(origin: &Origin, place: &Place, lang: Lang) -> String {
    match place {
        Place::Line { line, column } => format!("{}:{line}:{column}", name(origin)),
        other => format!("{} {}", name(origin), printable(&lang.place(other))),
    }
}

/// The first few other places.
fn others(finding: &Finding, lang: Lang) -> String {
    const LISTED: usize = 5;
    let places: Vec<_> = finding.also.iter().take(LISTED).map(|(_, place)| lang.place(place)).collect();
    let more = if finding.also.len() > LISTED { lang.pick(" 等", " …") } else { "" };
    places.join(lang.pick("、", ", ")) + more
}

/// Text that cannot move the cursor, ring the bell or turn the line around.
fn printable(text: &str) -> String {
    text.chars().map(visible).collect()
}

fn visible(char: char) -> char {
    match char {
        '\t' => ' ',
        '\n' | '\r' => '↵',
        char if char.is_control() || digit::is_invisible(char) => '·',
        char => char,
    }
}

/// True when the line goes on beyond what the finding quotes.
fn is_cut(quoted: &str) -> bool {
    quoted.chars().count() == REACH
}

/// The end of `text`, at most `room` columns. `more` says that something stands before it anyway.
fn cut_before(text: &str, room: usize, more: bool) -> String {
    if text.width() + usize::from(more) <= room {
        return if more { format!("…{text}") } else { text.to_owned() };
    }
    let fits = fitting(text.chars().rev(), room);
    let kept: Vec<char> = text.chars().rev().take(fits).collect();
    kept.into_iter().rev().fold("…".to_owned(), |line, char| line + char.encode_utf8(&mut [0; 4]))
}

/// The beginning of `text`, at most `room` columns.
fn cut_after(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let fits = fitting(text.chars(), room);
    text.chars().take(fits).chain(['…']).collect()
}

/// How many characters fit into `room` columns with one left for the ellipsis.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let widths = chars.scan(0, |used, char| {
        *used += char.width().unwrap_or(0);
        Some(*used)
    });
    widths.take_while(|used| *used < room).count()
}

fn totals(summary: &Summary, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match options.lang {
        Lang::Zh => totals_in_chinese(summary, options, out),
        Lang::En => totals_in_english(summary, options, out),
    }
}

fn totals_in_chinese(summary: &Summary, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let levels = Severity::ALL.map(|level| format!("{} {}", level.title(), summary.at(level)));
    let (files, size) = (summary.files, size(summary.bytes));
    write!(out, "检查 {files} 个文件（{size}，{:.2} 秒）：", summary.seconds)?;
    match summary.reported() {
        0 if files == 0 => writeln!(out, "没有可检查的内容。")?,
        0 => writeln!(out, "未发现问题。")?,
        found => writeln!(out, "发现 {found} 处，其中{}。", levels.join("、"))?,
    }
    if summary.cleared > 0 {
        let hint = if options.show_cleared { "" } else { "（--show-cleared 可列出）" };
        writeln!(out, "另有 {} 处核对后认为无误{hint}。", summary.cleared)?;
    }
    if !summary.not_run.is_empty() {
        writeln!(out, "有规则因文件缺少依据（如日期）没有判断：{}。", not_run(summary, Lang::Zh))?;
    }
    if summary.accepted > 0 {
        writeln!(out, "另有 {} 处已有人确认。", summary.accepted)?;
    }
    if summary.unread() > 0 {
        writeln!(out, "有 {} 处未能检查，不代表没有问题：{}。", summary.unread(), skips(summary, Lang::Zh))?;
    }
    Ok(())
}

fn totals_in_english(summary: &Summary, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let levels = Severity::ALL.map(|level| format!("{} {}", summary.at(level), level.name()));
    let (files, size) = (summary.files, size(summary.bytes));
    write!(out, "{files} files checked ({size}, {:.2} s): ", summary.seconds)?;
    match summary.reported() {
        0 if files == 0 => writeln!(out, "there was nothing to check.")?,
        0 => writeln!(out, "nothing found.")?,
        found => writeln!(out, "{found} findings: {}.", levels.join(", "))?,
    }
    if summary.cleared > 0 {
        let hint = if options.show_cleared { "" } else { " (list them with --show-cleared)" };
        writeln!(out, "{} more were looked at and found innocent{hint}.", summary.cleared)?;
    }
    if !summary.not_run.is_empty() {
        writeln!(out, "Rules that could not run, as a date or the like is missing: {}.", not_run(summary, Lang::En))?;
    }
    if summary.accepted > 0 {
        writeln!(out, "{} more are accepted.", summary.accepted)?;
    }
    if summary.unread() > 0 {
        writeln!(out, "{} not checked, which does not mean clean: {}.", summary.unread(), skips(summary, Lang::En))?;
    }
    Ok(())
}

fn not_run(summary: &Summary, lang: Lang) -> String {
    let parts: Vec<_> = summary.not_run.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
    parts.join(lang.pick("、", ", "))
}

fn skips(summary: &Summary, lang: Lang) -> String {
    let parts: Vec<_> =
        summary.skipped.iter().map(|(reason, count)| format!("{} {count}", lang.skip(*reason))).collect();
    parts.join(lang.pick("、", ", "))
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_to_columns() {
        assert_eq!(cut_after("审校审校", 5), "审校…");
        assert_eq!(cut_before("审校审校", 5, false), "…审校");
        assert_eq!(cut_before("审校", 4, false), "审校");
        assert_eq!(cut_before("审校", 5, true), "…审校");
        assert!(cut_before("一二三abc四五六", 8, true).width() <= 8);
    }

    #[test]
    fn a_text_cannot_play_with_the_terminal() {
        assert_eq!(printable("a\u{1b}[31m\tb\u{202e}c"), "a·[31m b·c");
    }
}
