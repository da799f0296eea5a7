//! Innocent text that looks like a listed wrong phrase. Every sentence here is invented; each once was, or
//! easily would be, a false alarm.
#![allow(clippy::unwrap_used)]

use shenjiao::detect::phrase::Phrases;
use shenjiao::dictionary;

/// The wrong form that hides in each sentence, and the sentence.
const INNOCENT: &[(&str, &str)] = &[
    ("以经", "本办法以经济建设为中心，补助以经法定程序批准的为限。"),
    ("因该", "因该公司未按期整改，因该地块权属不清，决定暂缓。"),
    ("应为", "表中数据应为正数，面积不应为零。"),
    ("以变", "不得以变相方式收费，水可以变更用途。"),
    ("人犯", "一人犯数罪的，外国人犯罪的，依法处理。"),
    ("末经", "报表须在年末经审计，期末经主管部门确认。"),
    ("己经", "由村民自己经营，自己经手的账目应当公开。"),
    ("必竟", "想必竟然如此，务必竟其全功。"),
    ("报导", "通报导致的影响，上报导出的名单。"),
    ("作崇", "教师工作崇高，艺术创作崇尚自然。"),
    ("题高", "本题高频出现，问题高发路段。"),
    ("不能自己", "监护人不能自己决定的事项。"),
    ("既使", "既使用财政资金又使用社会资金。"),
    ("既便", "既便民又便企，既便于管理。"),
    ("既将", "既将任务分解到人，又将责任落实到岗。"),
    ("在次", "存在次要问题，在次年年底前完成。"),
    ("一至", "一至五年级学生，星期一至星期五开放。"),
    ("会记", "大会记录由秘书处整理，社会记者到场。"),
    ("建全", "新建全民健身中心，共建全国文明城市。"),
    ("跟本", "跟本单位无关，跟本人联系。"),
    ("份内", "一月份内完成，一份内部文件。"),
    ("分折", "部分折价处理，积分折算为时长。"),
    ("学较", "与其他大学较量，科学较真。"),
    ("脏物", "清洗油污脏物，漂洗脏物的水池。"),
    ("效对", "节能提效对标先进，确保有效对接。"),
    ("底保", "年底保供稳价，不得承诺保底保收益。"),
    ("断决", "领导果断决策，科学判断决定成败。"),
    ("岁未", "年满十七岁未满十八岁的人员。"),
    ("周未", "一周未处理完毕的事项。"),
    ("年未", "2020年未发生安全事故，当年未发放的补贴。"),
    ("部置", "全部置换为新设备，内部置有灭火器。"),
    ("合记", "折合记账本位币，联合记者协会。"),
    ("偿试", "开展生态补偿试点，先行赔偿试行办法。"),
    ("习贯", "深入学习贯彻会议精神。"),
    ("录相", "记录相关情况，目录相应调整。"),
    ("责另", "工作职责另行规定。"),
    ("知识产权力", "加大保护知识产权力度。"),
    ("植物人", "野生动植物人工繁育场所。"),
    ("部暑", "体育部暑期开放，俱乐部暑假班。"),
    ("市市长", "某市市长、某省省长出席。"),
    ("标识", "网站标识码、警示标识、产品标识齐全。"),
    ("刻划", "禁止在文物上刻划、涂污。"),
    ("蓝缕", "筚路蓝缕，以启山林。"),
    ("蹚水", "过河时不要蹚水。"),
    ("周末更新", "栏目每逢周末更新，上一周末更新的内容有误。"),
    ("末更新", "数据每年年末更新，系统月末更新一次，设备到期末更新换代。"),
    ("公分", "办公分区明确，非公分会成立，公分母，一百公分配给各组。"),
    ("平米", "太平米厂，水平米字格。"),
    ("国家监", "国家监督抽查，全国监委系统。"),
    ("扶贫办", "扶贫办法另行制定，扶贫办公用房。"),
    ("环境保护部", "各级环境保护部门应当加强监督。"),
    ("农业部", "农业部门、农业部分项目、农业部署会议。"),
    ("途径", "拓宽线上办理途径，沟通途径畅通。"),
    ("检查院", "执法人员检查院内消防设施，检查院校食堂。"),
    ("法人", "法人身份信息、法人治理结构。"),
    ("绿水", "村旁青山绿水环绕。"),
];

#[test]
fn innocent_text_stays_silent() {
    let entries = dictionary::load(&[]).unwrap();
    let phrases = Phrases::new(&entries);
    let mut alarms = Vec::new();
    for (wrong, sentence) in INNOCENT {
        let trials = phrases.trials(sentence, &|| shenjiao::date::Date::new(2024, 6, 1));
        let fired = trials.iter().filter(|trial| trial.stopped.is_none());
        alarms.extend(fired.map(|trial| format!("{wrong}: {} in {sentence}", &sentence[trial.span.clone()])));
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

#[test]
fn every_innocent_sentence_holds_its_trap() {
    let without = INNOCENT.iter().filter(|(wrong, sentence)| !sentence.contains(wrong));
    let without: Vec<_> = without.map(|(wrong, _)| wrong).collect();
    assert!(without.is_empty(), "{without:?}");
}
