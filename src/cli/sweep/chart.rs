//! How many findings were open from run to run: bars on the terminal, curves on a page.

use std::fmt::Write as _;
use std::io::{self, Write};

use shenjiao::rule::Severity;

use super::super::clock;
use super::look::padded;
use super::store::Run;

/// Columns of the longest bar.
const BAR: u64 = 40;

/// Width and height of the drawing, and the room for its labels.
const SIZE: (f64, f64) = (860.0, 260.0);
const EDGE: f64 = 46.0;

/// Levels with their colours, darkest for the worst; told apart by their dashes too.
const CURVES: [(Severity, &str, &str); 3] =
    [(Severity::Serious, "#a40000", ""), (Severity::Error, "#8a5a00", "8 4"), (Severity::Advice, "#38618c", "2 3")];

/// A line for each run.
pub(super) fn lines(runs: &[Run], out: &mut dyn Write) -> io::Result<()> {
    let most = runs.iter().map(|run| run.counts.open_in_all()).max().unwrap_or(0).max(1);
    writeln!(out, "{}待整改（严重/一般/建议）", padded("巡查", 26))?;
    for run in runs {
        let open = |severity: Severity| run.counts.open.get(severity.name()).copied().unwrap_or(0);
        let total = run.counts.open_in_all();
        let bar = "█".repeat((total * BAR).div_ceil(most) as usize);
        let levels = Severity::ALL.map(open);
        let when = format!("第 {} 次 {}", run.id, &clock::shown(run.started)[..10]);
        let moves =
            format!("新增 {}，整改 {}", run.counts.new + run.counts.reopened, run.counts.fixed + run.counts.gone);
        writeln!(out, "{}{bar} {total}（{}/{}/{}）  {moves}", padded(&when, 26), levels[0], levels[1], levels[2])?;
    }
    Ok(())
}

/// A page that stands alone: curves, and the same numbers as a table.
pub(super) fn page(runs: &[Run]) -> String {
    let rows: String = runs.iter().map(row).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh\"><meta charset=\"utf-8\"><title>审校巡查趋势</title>\
        <style>body{{font:16px/1.6 sans-serif;margin:2em auto;max-width:900px}}table{{border-collapse:collapse;width:100%}}\
        td,th{{border-bottom:1px solid #ccc;padding:.2em .6em;text-align:right}}td:first-child,th:first-child{{text-align:left}}\
        svg{{width:100%;height:auto}}</style>\n<h1>审校巡查趋势</h1>\n{}\n<table><thead><tr><th>巡查</th><th>待整改</th>\
        <th>严重</th><th>一般</th><th>建议</th><th>新增</th><th>已整改</th><th>未能读取</th></tr></thead><tbody>\n{rows}</tbody></table>\n</html>\n",
        drawing(runs)
    )
}

fn row(run: &Run) -> String {
    let open = |severity: Severity| run.counts.open.get(severity.name()).copied().unwrap_or(0);
    let numbers = [
        run.counts.open_in_all(),
        open(Severity::Serious),
        open(Severity::Error),
        open(Severity::Advice),
        run.counts.new + run.counts.reopened,
        run.counts.fixed + run.counts.gone,
        run.counts.unread,
    ];
    let cells: String = numbers.iter().map(|number| format!("<td>{number}</td>")).collect();
    format!("<tr><td>第 {} 次 {}</td>{cells}</tr>\n", run.id, clock::shown(run.started))
}

fn drawing(runs: &[Run]) -> String {
    let most = runs.iter().flat_map(|run| run.counts.open.values()).copied().max().unwrap_or(0).max(1);
    let (width, height) = SIZE;
    let mut svg =
        format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"各次巡查时待整改的问题数\">");
    let bottom = height - EDGE;
    let _ = write!(
        svg,
        "<path d=\"M{EDGE} 10V{bottom}H{width}\" fill=\"none\" stroke=\"#666\"/><text x=\"4\" y=\"18\" font-size=\"13\">{most}</text>\
        <text x=\"4\" y=\"{bottom}\" font-size=\"13\">0</text>"
    );
    for (number, (severity, colour, dash)) in CURVES.iter().enumerate() {
        let points = points(runs, *severity, most);
        let x = EDGE + 130.0 * number as f64;
        let _ = write!(
            svg,
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>\
            <text x=\"{x}\" y=\"{}\" font-size=\"14\" fill=\"{colour}\">{} {}</text>",
            height - 12.0,
            if dash.is_empty() { "——" } else { "- -" },
            severity.title()
        );
    }
    svg + "</svg>"
}

fn points(runs: &[Run], severity: Severity, most: u64) -> String {
    let (width, height) = SIZE;
    let step = (width - EDGE - 10.0) / (runs.len().max(2) - 1) as f64;
    let y = |count: u64| (height - EDGE) - (height - EDGE - 14.0) * count as f64 / most as f64;
    let point = |(number, run): (usize, &Run)| {
        let count = run.counts.open.get(severity.name()).copied().unwrap_or(0);
        format!("{:.1},{:.1}", EDGE + step * number as f64, y(count))
    };
    runs.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use shenjiao::sweep::Counts;

    use super::*;

    fn run(id: i64, serious: u64) -> Run {
        let counts = Counts { open: [("serious".to_owned(), serious)].into(), ..Counts::default() };
        let (status, words) = ("complete".to_owned(), String::new());
        Run { id, started: 0, ended: Some(1), status, seconds: 1.0, rules: 1, counts, words }
    }

    #[test]
    fn the_longest_bar_is_the_largest_number() {
        let mut out = Vec::new();
        lines(&[run(1, 10), run(2, 5), run(3, 0)], &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let bars: Vec<usize> = text.lines().skip(1).map(|line| line.matches('█').count()).collect();
        assert_eq!(bars, [40, 20, 0]);
    }

    #[test]
    fn a_page_draws_every_run() {
        let page = page(&[run(1, 10), run(2, 5)]);
        assert!(page.contains("46.0,14.0 850.0,114.0"), "{page}");
        assert_eq!(page.matches("<tr><td>").count(), 2);
    }
}
