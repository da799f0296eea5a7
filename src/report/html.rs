//! One HTML file that needs nothing else: to read on a screen, on paper and on a telephone, to
//! filter, and to send on. Numbers are masked, and the page asks nothing of the network.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::markup::escape;
use super::own::HTML_HEAD;
use super::row::Row;
use super::{Kind, Lang, Options, Report, Summary};
use crate::engine::Outcome;
use crate::rule::Severity;

/// A page for browsers.
pub(super) const KIND: Kind =
    Kind { id: "html", title: "网页报告（单个文件，可打印）", endings: &[".html", ".htm"], open };

/// Findings listed on the page; browsers grow slow beyond. The totals count all of them.
const LISTED: usize = 20_000;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Html { options, findings: Vec::new(), left_out: 0, unread: Vec::new() })
}

struct Html {
    options: Options,
    findings: Vec<Row>,
    left_out: u64,
    unread: Vec<Row>,
}

impl Report for Html {
    fn outcome(&mut self, outcome: &Outcome, _out: &mut dyn Write) -> io::Result<()> {
        match outcome {
            Outcome::Skipped(skip) if self.unread.len() < LISTED => self.unread.push(Row::skip(skip, &self.options)),
            Outcome::Skipped(_) => self.left_out += 1,
            Outcome::Scanned(scanned) => {
                for finding in scanned.findings.iter().filter(|finding| self.options.shows(finding)) {
                    match self.findings.len() {
                        ..LISTED => self.findings.push(Row::finding(scanned, finding, &self.options)),
                        _ => self.left_out += 1,
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let page = Page { lang: self.options.lang, out };
        page.write(self, summary)
    }
}

struct Page<'a> {
    lang: Lang,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn write(mut self, report: &Html, summary: &Summary) -> io::Result<()> {
        self.head()?;
        self.totals(summary)?;
        if report.left_out > 0 {
            let more = self.say("其余未列出的条数：", "Entries not listed here: ");
            writeln!(self.out, "<p class=warn>{more}{}</p>", report.left_out)?;
        }
        self.bars(&report.findings)?;
        self.filters(&report.findings)?;
        writeln!(self.out, "<ol>")?;
        report.findings.iter().try_for_each(|row| self.item(row))?;
        writeln!(self.out, "</ol>")?;
        self.unread(&report.unread)?;
        self.foot()
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn head(&mut self) -> io::Result<()> {
        let (lang, title) = (self.say("zh-CN", "en"), self.say("审校报告", "Shenjiao report"));
        writeln!(self.out, "{}", HTML_HEAD.replace("zh-CN", lang))?;
        writeln!(self.out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>")
    }

    fn totals(&mut self, summary: &Summary) -> io::Result<()> {
        let lead = match self.lang {
            Lang::Zh => format!("检查 {} 个文件、{} 份文档。号码均已遮蔽。", summary.files, summary.documents),
            Lang::En => {
                format!("{} files, {} documents checked. Numbers are masked.", summary.files, summary.documents)
            }
        };
        writeln!(self.out, "<p class=lead>{lead}</p>\n<dl class=totals>")?;
        for level in Severity::ALL {
            self.total(self.lang.severity(level), level.name(), summary.at(level))?;
        }
        self.total(self.say("核对后无误", "cleared"), "", summary.cleared)?;
        self.total(self.say("未能检查", "not checked"), "unread", summary.unread())?;
        writeln!(self.out, "</dl>")?;
        if summary.unread() > 0 {
            let warning =
                self.say("未能检查的文件不代表没有问题，见文末。", "What was not checked is not clean; see the end.");
            writeln!(self.out, "<p class=warn>{warning}</p>")?;
        }
        Ok(())
    }

    fn total(&mut self, title: &str, class: &str, count: u64) -> io::Result<()> {
        writeln!(self.out, "<div><dt>{title}</dt><dd class=\"{class}\">{count}</dd></div>")
    }

    /// Where there is most to do: a bar is quicker to read than a column of numbers. A single bar
    /// says nothing.
    fn bars(&mut self, rows: &[Row]) -> io::Result<()> {
        let unknown = self.say("未归属", "(unknown)");
        let department = |row: &Row| match row.department.is_empty() {
            true => unknown.to_owned(),
            false => row.department.clone(),
        };
        if rows.iter().any(|row| !row.department.is_empty()) {
            self.chart(self.say("按部门", "By department"), rows, &department)?;
        }
        self.chart(self.say("按规则", "By rule"), rows, &|row| format!("{} {}", row.rule, row.title))
    }

    /// One bar a name, longest first, in the colour of the worst level.
    fn chart(&mut self, title: &str, rows: &[Row], name: &dyn Fn(&Row) -> String) -> io::Result<()> {
        let mut bars: BTreeMap<String, (Option<Severity>, usize)> = BTreeMap::new();
        for row in rows {
            let (level, count) = bars.entry(name(row)).or_default();
            (*level, *count) = ((*level).max(row.severity), *count + 1);
        }
        let mut bars: Vec<_> = bars.into_iter().collect();
        bars.sort_by(|(a, (_, few)), (b, (_, many))| many.cmp(few).then_with(|| a.cmp(b)));
        let Some(&(_, (_, most))) = bars.first() else { return Ok(()) };
        writeln!(self.out, "<h2>{title}</h2>\n<div class=bars>")?;
        for (name, (level, count)) in bars {
            let (name, class, share) = (escape(&name), level.map_or("", Severity::name), (count * 100).div_ceil(most));
            writeln!(
                self.out,
                "<span title=\"{name}\">{name}</span><i class=\"{class}\" style=\"width:{share}%\"></i><b>{count}</b>"
            )?;
        }
        writeln!(self.out, "</div>")
    }

    fn filters(&mut self, rows: &[Row]) -> io::Result<()> {
        writeln!(self.out, "<h2>{}</h2>", self.say("逐条", "Findings"))?;
        if rows.is_empty() {
            return writeln!(self.out, "<p>{}</p>", self.say("没有发现问题。", "Nothing found."));
        }
        writeln!(self.out, "<form>")?;
        for level in Severity::ALL {
            let (name, title) = (level.name(), self.lang.severity(level));
            write!(
                self.out,
                "<label class={name}><input type=checkbox name=level value={name} checked> {title}</label>"
            )?;
        }
        let departments = rows.iter().map(|row| (row.department.as_str(), row.department.as_str())).collect();
        self.choice("department", self.say("全部部门", "all departments"), &departments)?;
        let rules = rows.iter().map(|row| (row.rule, row.title)).collect();
        self.choice("rule", self.say("全部规则", "all rules"), &rules)?;
        let (search, shown) = (self.say("查找文字", "find text"), "<span id=shown></span>");
        writeln!(self.out, "<input type=search name=text placeholder={search:?} aria-label={search:?}>{shown}</form>")
    }

    fn choice(&mut self, name: &str, all: &str, options: &BTreeMap<&str, &str>) -> io::Result<()> {
        if options.len() < 2 {
            return write!(self.out, "<input type=hidden name={name} value=\"\">");
        }
        write!(self.out, "<select name={name} aria-label=\"{all}\"><option value=\"\">{all}</option>")?;
        for (value, title) in options.iter().filter(|(value, _)| !value.is_empty()) {
            let (value, title) = (escape(value), escape(title));
            write!(self.out, "<option value=\"{value}\">{title}</option>")?;
        }
        write!(self.out, "</select>")
    }

    fn item(&mut self, row: &Row) -> io::Result<()> {
        let level = row.severity.map_or("", Severity::name);
        let (rule, department) = (row.rule, escape(&row.department));
        writeln!(self.out, "<li data-level={level} data-rule={rule} data-department=\"{department}\">")?;
        let more = if row.count > 1 { format!(" × {}", row.count) } else { String::new() };
        writeln!(
            self.out,
            "<header><strong class={level}>{}</strong><strong>{}{more}</strong><span class=place>{} {}</span><code>{} {rule}</code></header>",
            escape(&row.level),
            escape(&row.message),
            escape(&row.file()),
            escape(&row.place),
            row.name,
        )?;
        let (before, text, after) = (escape(&row.before), escape(&row.text), escape(&row.after));
        writeln!(self.out, "<blockquote>{before}<mark>{text}</mark>{after}</blockquote>")?;
        self.line(self.say("建议", "write"), &row.suggestion)?;
        self.line(self.say("依据", "basis"), &row.basis)?;
        writeln!(self.out, "</li>")
    }

    fn line(&mut self, label: &str, text: &str) -> io::Result<()> {
        match text.is_empty() {
            true => Ok(()),
            false => writeln!(self.out, "<p><span>{label}</span>{}</p>", escape(text)),
        }
    }

    fn unread(&mut self, rows: &[Row]) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let (title, file) = (self.say("未能检查", "Not checked"), self.say("文件", "file"));
        let (place, reason) = (self.say("位置", "place"), self.say("原因", "reason"));
        writeln!(self.out, "<h2>{title}</h2>\n<table><tr><th>{file}<th>{place}<th>{reason}")?;
        for row in rows {
            let (file, place, reason) = (escape(&row.file()), escape(&row.place), escape(&row.message));
            writeln!(self.out, "<tr><td>{file}<td>{place}<td>{reason}")?;
        }
        writeln!(self.out, "</table>")
    }

    fn foot(&mut self) -> io::Result<()> {
        let made = format!("shenjiao {}", env!("CARGO_PKG_VERSION"));
        writeln!(self.out, "<footer>{made}</footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_asks_nothing_of_the_network() {
        let mut out = Vec::new();
        open(Options::default()).finish(&Summary::default(), &mut out).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert!(page.contains("default-src 'none'"));
        for word in ["http://", "https://", "src=", "href=", "url(", "@import"] {
            assert!(!page.replace("default-src", "").contains(word), "{word}");
        }
    }
}
