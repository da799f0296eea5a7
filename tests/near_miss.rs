//! Near-misses through the whole engine, and what a site can teach it.
#![allow(clippy::unwrap_used, clippy::panic)]

use shenjiao::detect::near_miss::{Candidate, NearMiss};
use shenjiao::format::{self, Item, Limits};
use shenjiao::learn::Learner;
use shenjiao::model::{Model, ModelParts};
use shenjiao::rule::Severity;
use shenjiao::{Engine, Finding, Origin, Source};

const PHRASES: &str = include_str!("../src/detect/near_miss/data/phrases.tsv");
const CHARACTERS: &str = include_str!("../src/detect/near_miss/data/characters.tsv");

/// What near-miss rules report in a text.
fn near_misses(engine: &Engine, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let source = Source::new(Origin::file("文.txt"), text);
    format::read(source, &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(engine.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    findings.retain(|finding| finding.is_reported() && finding.rule.id.starts_with("WRD10"));
    findings
}

fn protected() -> impl Iterator<Item = &'static str> {
    PHRASES.lines().filter_map(|line| line.strip_prefix("protected\t"))
}

/// The first look-alike of a character.
fn look_alike(char: char) -> Option<char> {
    let row = CHARACTERS.lines().find(|line| line.starts_with(char))?;
    row.split('\t').nth(2)?.chars().next()
}

fn in_a_sentence(phrase: &str) -> String {
    format!("根据{phrase}的要求，现将有关事项通知如下。")
}

#[test]
fn slips_in_collocations_are_found_and_other_words_in_them_are_not() {
    let engine = Engine::builder().build().unwrap();
    for (wrong, right) in [("确保今年安全渡汛。", "安全度汛"), ("要做好党外伐表人士工作。", "党外代表人士")]
    {
        let found = near_misses(&engine, wrong);
        assert_eq!(found[0].suggestion.as_deref(), Some(right), "{wrong}");
        assert!(found[0].severity >= Severity::Error, "{wrong}");
    }
    for innocent in [
        "该批豆腐干标签标示生产日期为昨日。",
        "退休火车司机写得一手好字。",
        "出现过敏的，立即肌内注射。",
        "各县对对外劳务合作企业开展检查。",
    ] {
        let found = near_misses(&engine, innocent);
        assert!(found.iter().all(|finding| finding.severity < Severity::Error), "{innocent}: {found:?}");
    }
}

#[test]
fn protected_names_are_silent_when_right_and_found_when_a_look_alike_stands_inside() {
    let engine = Engine::builder().build().unwrap();
    let (mut tried, mut found) = (0, 0);
    for phrase in protected() {
        let right = near_misses(&engine, &in_a_sentence(phrase));
        assert!(right.is_empty(), "{phrase}: {right:?}");
        let chars: Vec<char> = phrase.chars().collect();
        for at in 1..chars.len() - 1 {
            let Some(wrong) = look_alike(chars[at]) else { continue };
            let mut edited = chars.clone();
            edited[at] = wrong;
            let edited: String = edited.into_iter().collect();
            let hit = near_misses(&engine, &in_a_sentence(&edited));
            tried += 1;
            found += usize::from(!hit.is_empty());
        }
    }
    assert!(tried > 500, "{tried}");
    assert!(found * 100 >= tried * 95, "{found} of {tried}");
}

#[test]
fn errors_are_found_in_place_with_the_right_form() {
    let engine = Engine::builder().build().unwrap();
    for (text, wrong, right) in [
        ("各部门要各司其职，密切配舍。", "密切配舍", "密切配合"),
        ("逾期不予受礼。", "逾期不予受礼", "逾期不予受理"),
        // 申 and 祖 are family names too, but the words begin before them.
        ("本案由区法院依法开庭申理。", "开庭申理", "开庭审理"),
        ("该乡为民祖乡。", "民祖乡", "民族乡"),
        ("加强食品安全监督菅理。", "食品安全监督菅理", "食品安全监督管理"),
        ("提交全国入民代表大会审议。", "全国入民代表大会", "全国人民代表大会"),
        ("招录工作坚持宁却毋滥。", "宁却毋滥", "宁缺毋滥"),
        ("该项资金应当专款转用。", "专款转用", "专款专用"),
        ("由此造成的不便，敬请凉解。", "敬请凉解", "敬请谅解"),
    ] {
        let findings = near_misses(&engine, text);
        assert_eq!(findings.len(), 1, "{text}: {findings:?}");
        assert_eq!(findings[0].text.as_str(false), wrong);
        assert_eq!(findings[0].suggestion.as_deref(), Some(right));
    }
}

#[test]
fn innocent_text_is_silent() {
    let engine = Engine::builder().build().unwrap();
    for text in [
        "领导小组组长由镇长担任，副组长由分管副镇长担任。",
        "联系人：某某某，办公室设在镇政府二楼东侧。",
        "本办法自印发之日起施行，由区住房和城乡建设局负责解释。",
        "经公开招标，确定由某某建设工程有限公司承担施工任务。",
        "各村（社区）要组织志愿者入户宣传，做到家喻户晓。",
        "根据《政府采购促进办法》（财库〔2014〕214号）和财库【2011】18号文件执行。",
        "处以罚款人民币5000元（大写：伍仟元整）。",
        "沟渠淤堵问题较多，雨前须逐段清掏。",
        "我县高度重视老旧小区改造，该局已经制定方案。",
        "各分管负责人就近期工作作了汇报。",
        "拟挂牌出让2宗国有土地。",
        "负责人：董洋　记录人：方玉\n当事人：杜丽，申请人尹子超。",
        "对老旧柴油货车（国三及以下）给予报废补贴。",
        "依据平公（治）行罚决字〔2023〕15号决定书和（2024）湘0100执恢12号裁定书。",
        "原告称其下车时被被告拖拽，经鉴定构成壹级伤残。",
        "当事人驾驶云A12345号轿车，住西山村尾厝61号。",
        "出示了被害人陈述、证人证词和视听资料。",
        "调查组采取实地踏看、查阅资料等方式。",
        "拟聘用人员名单和事业单位拟录用人员名单予以公布。",
        "基础免疫共3剂次，间隔两个月。",
        "每亩用三氯氟菌酯悬浮剂和氯氰烯水剂。",
        "要把好立项审批关，守住安全关。",
        "村医韦长顺翻山越岭，药农邓长明带路。",
        "请你省有关部门协助办理。",
        "继续推进药品医疗器械审批制度改革。",
        "全村分为上坳、水坪、杨家畈三个片。",
        "汛前不得进一步抬高水位。",
        "证件号码一九八四二三七，尾号六幺两四。",
        "乙方应当在收到甲方通知后进场，由甲方支付材料款。",
        "公告张贴在上坪村村务公开栏，并送城南镇镇长。",
        "被告人殷伟携带物品到案，被告人秦国杰及其家属到场，证人张世杰证实。",
        "该款经李2某签批，付武1某与邓某平分。",
        "健立公司与众兴公司签订合同，购买“宗申”牌三轮车。",
        "在此，向全县各族人民致以节日问候。",
        "严禁边探边采、以探代采，整治以租代售。",
        "情节严重的，并处或单处罚金。",
        "查处的该车系其亲戚所有。",
        "驾驶贵A12345号牌轿车，右上颌第一齿缺失。",
        "户型有二室一厅、三室两厅两种。",
        "项目已竣工待验收，合同还约定了违约责任。",
        "会议由市文化和广电旅游局局长主持。",
        "部署在统信UOS和麒麟系统上运行。",
        "恭祝大家新春快乐、身体康健、阖家幸福！",
        "推荐种植“烟薯25”“济薯26”“普薯32”。",
        "关于准予“健源康”牌消毒液上市的公示。",
        "灾害点分布在庙坪、杨家坪等处。",
        "对仍存活的土丘补施药剂，用虫粉诱集监测。",
        "对流动摊点不能一赶了之，也不能放任不管。",
        "新校保留“明德楼”“思齐路”等旧有名称。",
        "感谢您提出的意见，土壤偏碱的可以掺入硫黄粉。",
    ] {
        let findings = near_misses(&engine, text);
        assert!(findings.is_empty(), "{text}: {findings:?}");
    }
}

/// Each was once taken for a slip of something more usual.
#[test]
fn ways_of_writing_that_are_right_are_advice_at_most() {
    let engine = Engine::builder().build().unwrap();
    for text in [
        "先行登记保存该店店外摆放的炊具。",
        "旅客疫苗自接种后第十日起有效。",
        "甲方代表与乙方代表应当签字，条件须符合甲方要求。",
        "轨道交通运营由市里统筹，轨道交通运营企业负责保洁，轨道交通运营票价另定，检修在轨道交通非运营期间进行。",
        "企业应当提交境外收购的事前信息报告。",
        "要抓好各类规划间衔接，避免重复建设。",
        "农户不再缴纳“三提五统”。",
        "不得携带易燃易爆品进站。",
        "船方应当实施除鼠或者申请免予除鼠。",
        "师生可凭证件减免灯费，雨费另计。",
        "持小车证的可报名培舵，培舵满一月方可上船。",
        "逾期未拆的，由街道办事处令其限期拆除。",
        "当地的水、煤有条件就近平衡。",
        "小学每生每年补助一千元，初中每生另加二百元。",
        "浇好返青水，用足水肥。",
        "抓好店招店牌设置。",
        "时账户仅胜一千元。",
    ] {
        let findings = near_misses(&engine, text);
        let errors: Vec<_> = findings.iter().filter(|finding| finding.severity > Severity::Advice).collect();
        assert!(errors.is_empty(), "{text}: {errors:?}");
    }
}

#[test]
fn what_a_site_always_writes_is_no_error_there() {
    let text = "各部门要各司其职，密切配舍。";
    let mut learner = Learner::new();
    learner.add(text);
    learner.turn();
    learner.review(text);
    let own = Model::from_bytes(learner.finish().to_bytes()).unwrap();
    let plain = Engine::builder().build().unwrap();
    let taught = Engine::builder().model(own).build().unwrap();
    assert_eq!(near_misses(&plain, text).len(), 1);
    assert!(near_misses(&taught, text).is_empty());
}

#[test]
fn learning_twice_gives_the_same_bytes() {
    let archive = ["专项整治行动领导小组办公室设在县应急管理局。", "专项整治行动取得阶段性成效。"];
    let learn = || {
        let mut learner = Learner::new();
        let text = || archive.iter().cycle().take(20);
        text().for_each(|paragraph| learner.add(paragraph));
        learner.turn();
        text().for_each(|paragraph| learner.review(paragraph));
        learner.finish()
    };
    assert!(learn().terms.contains(&"专项整治行动".to_owned()), "{:?}", learn().terms);
    assert_eq!(learn().to_bytes(), learn().to_bytes());
}

/// What a search says of a text, in an order of its own.
fn sorted(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|candidate| format!("{candidate:?}"));
    candidates
}

#[test]
fn the_fast_search_finds_what_the_obvious_one_finds() {
    let mut learner = Learner::new();
    learner.add("网格员每周走访一次，网格化服务站及时回应。");
    let own = ModelParts { terms: vec!["网格化服务站".to_owned()], ..learner.finish() };
    let search = NearMiss::with_models(vec![Model::from_bytes(own.to_bytes()).unwrap()]);
    let mut found = 0;
    for text in [
        "各部门要各司其职，密切配舍。",
        "逾期不予受礼的，由县人名政府责令改正。",
        "提交全国入民代表大会审议审议通过，并向社会公部。",
        "网格化报务站及时反应，末更新的栏木一并清里。",
        "中共人民共和国成立以来，齐齐哈市取得显著成效效。",
        "追究责任任。由德高望众的人担任，敬请理解解。",
        "以经济建为中心，督检查工作按要求求完成，尽快施实。",
    ] {
        let fast = sorted(search.consider(text));
        assert_eq!(fast, sorted(search.consider_plainly(text)), "{text}");
        found += fast.len();
    }
    assert!(found > 8, "{found}");
}
