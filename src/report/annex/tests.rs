//! All numbers are synthetic.

use super::*;
use crate::format::Limits;
use crate::source::{Origin, Source};
use crate::{Engine, report};

const LIST: &str = "<html><head><title>低保名单公示</title><meta name=ContentSource content=云岭县民政局>\
    <meta name=ColumnName content=公示公告></head><body>\
    <p>林小满，身份证号：46010619900101101X</p><p>郑春芽，身份证号：469005197811153324</p></body></html>";
const NOTICE: &str = "关于校园安全检查的通知\n\n发现问题立既整改，立既上报。\n";

fn scanned(name: &str, text: &str) -> Vec<Outcome> {
    let engine = Engine::builder().build().unwrap();
    engine.scan_source(Source::new(Origin::file(name), text), &Limits::default())
}

fn gathered(outcomes: &[Outcome], heading: Heading) -> Table {
    let mut annex = Annex { heading, form: |_| Ok(Vec::new()), departments: BTreeMap::new(), documents: 0 };
    let mut summary = Summary::default();
    summary.add_source(0, outcomes);
    outcomes.iter().try_for_each(|outcome| annex.outcome(outcome, &mut Vec::new())).unwrap();
    annex.table(&summary)
}

#[test]
fn a_department_has_one_sentence_a_kind_worst_department_first() {
    let mut outcomes = scanned("通知.txt", NOTICE);
    for outcome in &mut outcomes {
        if let Outcome::Scanned(scanned) = outcome {
            scanned.department = Some("县教育局".to_owned());
        }
    }
    outcomes.extend(scanned("名单.html", LIST));
    outcomes.extend(scanned("名单2.html", LIST));
    let table = gathered(&outcomes, Heading::default());
    let lines: Vec<_> = table.rows.iter().map(|row| (row.department.as_str(), row.problems.join(""))).collect();
    assert_eq!(
        lines,
        [
            (
                "云岭县民政局",
                "网站“公示公告”栏目发布的《低保名单公示》等 2 份文件未对公民身份号码作脱敏处理，涉及 4 处".to_owned()
            ),
            (
                "县教育局",
                "网站发布的《关于校园安全检查的通知》存在错别字或不规范表述（“立既”应为“立即”），涉及 2 处".to_owned()
            ),
        ]
    );
}

#[test]
fn what_nobody_answers_for_comes_last_and_what_was_not_read_is_said() {
    let list = LIST.replace("ContentSource", "other");
    let mut outcomes = scanned("名单.html", &list);
    outcomes.extend(scanned("通知.html", &format!("<meta name=ContentSource content=县教育局>{NOTICE}")));
    outcomes.extend(scanned("坏.docx", "PK\u{3}\u{4}"));
    let heading = Heading { period: Some("2026年10月8日至30日".to_owned()), ..Heading::default() };
    let table = gathered(&outcomes, heading);
    assert_eq!(table.rows.last().map(|row| row.department.as_str()), Some(NOBODY));
    assert_eq!(table.rows.len(), 2);
    assert_eq!(table.notes, ["注：检查采样时间为2026年10月8日至30日。", "另有 1 处内容未能检查，不代表没有问题。"]);
}

#[test]
fn only_what_was_checked_is_without_problems() {
    let said = |outcomes: &[Outcome]| gathered(outcomes, Heading::default()).rows[0].problems.concat();
    assert_eq!(said(&scanned("通知.txt", "一切正常。\n")), "本次检查未发现突出问题");
    assert_eq!(said(&scanned("坏.docx", "PK\u{3}\u{4}")), "没有检查到任何文件");
}

#[test]
fn every_form_is_written_even_without_a_problem() {
    for kind in ANNEXES {
        let mut out = Vec::new();
        (kind.open)(report::Options::default()).finish(&Summary::default(), &mut out).unwrap();
        assert!(out.len() > 500, "{}", kind.id);
        assert!(
            annex_for_name(&format!("附件1{}", kind.endings[0].to_uppercase())).is_some_and(|own| own.id == kind.id)
        );
    }
}
