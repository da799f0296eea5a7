//! Whose a telephone is, and whose home an address, in the lines and tables that sites publish. Each innocent text here once was a false
//! alarm, or easily would be; each leak once was missed. All numbers and names are made up.
#![allow(clippy::unwrap_used, clippy::panic)]

use shenjiao::format::{self, Item, Limits};
use shenjiao::judge::Policy;
use shenjiao::{Engine, Origin, Source};

/// The private findings in a file of this name, by rule.
fn reported(name: &str, text: &str) -> Vec<&'static str> {
    let engine = Engine::builder().policy(Policy { each: true, ..Policy::default() }).build().unwrap();
    let mut found = Vec::new();
    format::read(Source::new(Origin::file(name), text), &Limits::default(), &mut |item| match item {
        Item::Document(document) => found.extend(engine.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    found.retain(|finding| finding.is_reported() && finding.rule.id.starts_with("PII"));
    found.iter().map(|finding| finding.rule.name).collect()
}

#[test]
fn contacts_of_offices_stay_silent() {
    for text in [
        "联系方式：林某某，13800001234。",
        "公示期间如有异议，请向某局反映。联系电话：0898-60001234；13800001234（林某某）。",
        "网格员：王某　联系电话：13800001234\n社区民警：李某　联系电话：13800001235",
        "会议须知\n会务组：王某某（13800001234）、李某某（13800001235）",
        "护林员：王某某 13800001234",
        "某县招租公告\n看样联系：王某某 13800001234",
        "关于举办培训班的通知\n请于月底前报名，李某某 13800001234",
        "联系方式：\n王某某 13800001234\n李某某 13800001235",
        "幼儿园\t园长\t电话\n某某幼儿园\t王某某\t13800001234\n某某二幼\t李某某\t13800001235",
        "行政村\t第一书记\t派出单位\t联系电话\n某村\t王某某\t某局\t13800001234",
        "数据总量：13800001234条",
        "运输车辆名单\n车牌号\t所属企业\t货物\t企业调度\n粤B12345\t某某物流有限公司\t面粉\t13800001234\n粤B12346\t某某物流有限公司\t口罩\t13800001235",
        "某某县医院科室电话一览\n24小时急救手机：13800001234",
        "会议号：13800001234，密码123456",
        "村支部书记王某某（13800001234），村主任李某某（13800001235）",
        "某某商贸有限公司经纪人王某某，13800001234",
        "听证主持人：王某某，联系电话：0898-60001234",
        "企业名称\t法人\t联系电话\n某某商贸有限公司\t王某某\t13800001234\n某某食品有限公司\t李某某\t13800001235",
        "姓名\t执业机构\t联系电话\n王某某\t某某律师事务所\t13800001234\n李某某\t某某律师事务所\t13800001235",
        "王某的公告：限你十日内到本院领取。联系电话：0898-60001234",
    ] {
        assert_eq!(reported("公告.txt", text), [""; 0], "{text}");
    }
}

#[test]
fn persons_telephones_are_found() {
    for text in [
        "申领人：王某某，电话：13800001234",
        "班主任：李老师。学生王某某，家长电话13800001234",
        "工人电话：13800001234",
        "市民张某某（手机13800001234）拾金不昧。",
        "12345热线办理情况\n来电人王某，联系号码13800001234，反映小区停水。",
        "户主姓名\t风险\t联系方式\t帮扶责任人\n王某某\t缺技术\t13800001234\t李主任",
        "如有异议，接受社会监督。\n学生姓名\t学校\t本人电话\n王某某\t某中学\t13800001234",
        "业主来信\n业主其其格（电话13800001234）反映小区停车难。",
        "市民王某某咨询购房政策，电话13800001234。",
        "楼长王某某，电话13800001234，居住证明已收，家住城关镇。",
        "王某某，28岁，本科，电话13800001234。",
        "拆迁户联系表\n序号\t被拆迁人\t联系电话\n1\t王某某\t13800001234",
        "业主通讯录\n房号\t姓名\t联系电话\n1-101\t王某某\t13800001234",
        "培训签到册\n姓名\t工作单位\t职务\t联系电话\n王某某\t某县某局\t科员\t13800001234",
        "护林员\t性别\t联系电话\n王某某\t男\t13800001234",
        "逝者\t申领人\t申领人电话\n王某\t王某某\t13800001234",
    ] {
        assert_eq!(reported("名单.txt", text), ["mobile"], "{text}");
    }
}

#[test]
fn a_number_that_the_margin_cuts_goes_on_in_a_numbered_list() {
    let list = "家属名册\n1、王某某，62岁，家属电话1380000\n1234，二级护理。\n2、李某某，65岁，家属电话13800\n001235，一级护理。";
    assert_eq!(reported("名册.txt", list), ["mobile"; 2]);
}

#[test]
fn a_contact_below_a_list_is_no_row_of_it() {
    let id = "460106199001011239";
    let csv = format!("某镇补贴名单\n姓名,身份证号\n王某,{id}\n\n联系人：李主任，电话：13800001234\n");
    assert_eq!(reported("名单.csv", &csv), ["citizen-id"]);
    let html = format!(
        "<table><tr><td>姓名</td><td>身份证号</td></tr><tr><td>王某</td><td>{id}</td></tr>\
         <tr><td colspan=\"2\">填表人：李主任　电话：13800001234</td></tr></table>"
    );
    assert_eq!(reported("名单.html", &html), ["citizen-id"]);
}

#[test]
fn a_page_in_a_value_is_read_like_a_page() {
    let page = "<p class='a'>王某，身份证号：4601<b>06</b>19900101&#49;239</p><table><tr><td>订单号</td></tr>\
                <tr><td>460106198808080214</td></tr></table>";
    for (name, text) in [
        ("a.json", format!("{{\"id\":1,\"content\":\"{page}\"}}")),
        ("a.csv", format!("id,content\n1,\"{page}\"\n")),
        ("a.sql", format!("INSERT INTO t (id, content) VALUES (1, '{}');", page.replace('\'', "''"))),
    ] {
        assert_eq!(reported(name, &text), ["citizen-id"], "{name}");
    }
}

#[test]
fn an_account_says_whose_it_is() {
    for text in [
        "账号：6200000000000005（户名：某市财政局，开户行：某银行）",
        "缴款账户：6200000000000005",
        "收款人全称：某市财政局　收款人账号：6200000000000005",
        "被执行人王某某，男，家住某镇。\n逾期不履行的，案款账户：某某区人民法院，6200000000000005",
        "传真0991-0000362。基本存款账户：6200000000000005",
        "当事人王某，身份证号460106********1239，请退至 户名：某社会保险事业局，账号：6200000000000005",
    ] {
        assert_eq!(reported("公告.txt", text), [""; 0], "{text}");
    }
    let own = "补偿款已打入你的账户（账号6200000000000005）";
    assert_eq!(reported("答复.txt", own), ["bank-card"]);
    let listed = "王某某，某县教育局，银行卡号6200000000000005";
    assert_eq!(reported("名单.txt", listed), ["bank-card"]);
}

#[test]
fn a_persons_taxpayer_number_is_an_id() {
    assert_eq!(reported("公告.txt", "王某（纳税人识别号：460106199001011239）"), ["citizen-id"]);
    assert_eq!(reported("公告.txt", "某公司（纳税人识别号：91460100MA5TERT12D）"), [""; 0]);
}

#[test]
fn whoever_says_mine_is_no_office() {
    let letter = "来信内容：县长您好，我是某某街道居民，想咨询医保转移。我的联络方式是13800001234，望回复。";
    assert_eq!(reported("例.txt", letter), ["mobile"]);
    let notice = "{\"body\":[\"捡拾人王小满，身份证号码460106199001011239，住某镇东升村1组9号，手机13800001234。请其监护人持有效证件\
                  与我局联系，联系电话：0579-5400000。\",\"某市民政局\"]}";
    assert_eq!(reported("例.json", notice), ["citizen-id", "home-address", "mobile"]);
    let answer = "回复：您好，如有疑问请致电我局，联络方式是0898-00001234。";
    assert_eq!(reported("例.txt", answer), [""; 0]);
}

#[test]
fn persons_who_are_listed_or_counted_are_not_to_be_turned_to() {
    let book = "<h2>三年级家长通讯录</h2><table><tr><td>王某某</td><td>13800001234</td><td>李某某</td><td>13900001234</td></tr>\
                <tr><td>张某某</td><td>13700001234</td><td>陈某某</td><td>13600001234</td></tr></table><p>请报名参加培训的家长回复。</p>";
    assert_eq!(reported("例.html", book), ["mobile"; 4]);
    let letter = "便函\n\n我镇拟推荐张某某（13800001234）、李某某（13900001234）等2人参加培训，请予审核。";
    assert_eq!(reported("例.txt", letter), ["mobile"; 2]);
    let contacts = "培训通知\n\n请参加培训的同志联系张某某（13800001234）、李某某（13900001234）等工作人员报名。";
    assert_eq!(reported("例.txt", contacts), [""; 0]);
    let form = "            某证申领表\n姓    名  王某某     性 别  女\n身份证号  460106199001011239\n联系电话  13800001234        邮编  570100";
    assert_eq!(reported("例.txt", form), ["citizen-id", "mobile"]);
    let winners = "中奖用户手机号码\n联系电话（手机） 申请时间\n13800001234 2023-04-19\n13900001234 2023-08-13\n13700001234 2023-10-27";
    assert_eq!(reported("例.txt", winners), ["mobile"; 3]);
    let stops = "报名点联系电话\n联系电话（手机） 受理时间\n13800001234 2023-04-19\n13900001234 2023-08-13\n13700001234 2023-10-27";
    assert_eq!(reported("例.txt", stops), [""; 0]);
    let forum = "关于占道经营的投诉\n内容：本人住在附近，多次反映无果，有事可打我手机13800001234。\n答复：已经处理。";
    assert_eq!(reported("例.txt", forum), ["mobile"]);
}

#[test]
fn comments_on_columns_are_no_title() {
    let table = "CREATE TABLE `ry` (\n  `xm` varchar(64) COMMENT '姓名',\n  `sj` varchar(64) COMMENT '联系方式'\n);\n\
                 INSERT INTO ry VALUES\n('王某某','13800001234'),\n('李某某','13900001234'),\n('张某某','13700001234');";
    assert_eq!(reported("例.sql", table), ["mobile"; 3]);
}

#[test]
fn a_bracket_says_that_a_code_is_an_id() {
    let row = |name: &str, number: &str| format!("行政相对人名称,{name}\n王某某,{number}\n");
    let person = row("行政相对人代码（居民身份证号码）", "460106199001011239");
    assert_eq!(reported("例.csv", &person), ["citizen-id"]);
    let body = row("行政相对人代码（统一社会信用代码）", "91460100MA5TERT12D");
    assert_eq!(reported("例.csv", &body), [""; 0]);
}

/// What is found in each text of `hits`, and nothing in those of `misses`.
fn compare(hits: &[(&str, usize)], misses: &[&str]) {
    for (text, count) in hits {
        assert_eq!(reported("例.txt", text), vec!["mobile"; *count], "{text}");
    }
    for text in misses {
        assert_eq!(reported("例.txt", text), [""; 0], "{text}");
    }
}

#[test]
fn whoever_is_named_before_the_bracket_is_spoken_of() {
    compare(
        &[
            ("王某某同志：您（联系电话：13800001234）向某局反映的问题已收悉，如有疑问请联系我们。", 1),
            ("该公司拖欠王小满（13800001234）等5人的工资，由某局督促支付。", 1),
            ("经电话联系王小满本人（13800001234），其表示不再申请。", 1),
            ("工作人员电话回访李芳（13800001234），对结果表示满意。", 1),
            ("低保对象王小满反映银行卡无法使用，联系电话13800001234，请民政所核实。", 1),
            ("爱心人士王芳（13800001234）捐款100元，某某公司捐款1000元。", 1),
        ],
        &[
            "拖欠工资可向某局反映（13800001234）。",
            "项目经理王小满（13800001234）负责支付。",
            "请联系王小满（13800001234）等工作人员。",
        ],
    );
}

#[test]
fn the_line_above_the_entries_tells_whose_they_are() {
    compare(
        &[
            ("报名成功人员：\n王小满，13800001234；李大江，13900001234", 2),
            (
                "催缴通知\n请以下用户于月底前缴清水费，咨询电话：0898-60001234。\n王小满，13800001234，欠费10元\n李大江，13900001234，欠费20元",
                2,
            ),
            ("王小满：老师，怎么登录\n工作人员：请提供身份证和电话\n王小满：13800001234", 1),
            (
                "关于领证的通知\n请到某所领取，咨询电话：0898-60001234：\n王小满 13800001234\n李大江 13900001234\n张小暑 13700001234",
                3,
            ),
            ("某校七年级家校联系名单\n王小满 13800001234\n李大江 13900001234", 2),
            ("参训学员名单\n王小满  某局  科长  13800001234", 1),
        ],
        &[
            "便民服务代办员\n某村：王小满 13800001234\n某庄：李大江 13900001234",
            "防汛责任人名单\n水库 行政责任人 巡查责任人\n龙潭水库 王小满 13800001234 李大江 13900001234",
            "某县专家库名单\n王小满  高级农艺师  某站  13800001234",
            "家庭医生签约团队\n队长：王小满 13800001234\n成员：李大江 13900001234、张小暑 13700001234",
            "王小满  某县某局  副局长  13800001234",
            "咨询电话：\n王小满 13800001234\n李大江 13900001234",
        ],
    );
}

#[test]
fn a_body_named_last_before_the_number_holds_it() {
    compare(
        &[
            ("投诉人：王小满，电话：13800001234，被投诉人：某某超市", 1),
            ("行政处罚决定书\n当事人：王小满\n住址：某县某镇某村\n联系电话：13800001234", 1),
            ("登记公告\n继承人：王小满、李大江\n联系方式：13800001234、13900001234\n坐落：某街道某小区", 2),
        ],
        &[
            "被投诉人：某某超市，电话：13800001234",
            "乙方：某某农业发展有限公司，法定代表人：王小满，电话：13800001234",
            "行政处罚决定书\n当事人：某某食品店\n经营者：王小满\n联系电话：13800001234",
            "回复单位：某县某局\n回复人电话：13800001234",
        ],
    );
}

#[test]
fn shops_and_sentences_in_tables() {
    let shops = "农家乐名称,经营者姓名,电话\n山水人家,王小满,13800001234\n竹林小院,李大江,13900001234\n";
    assert_eq!(reported("例.csv", shops), [""; 0]);
    let tenants = shops.replace("农家乐名称", "房号").replace("经营者姓名", "租户姓名");
    assert_eq!(reported("例.csv", &tenants), ["mobile"; 2]);
    let letter = |text: &str| format!("<m><author>王小满</author><mobile>13800001234</mobile><text>{text}</text></m>");
    let letters = format!("<ms>{}{}</ms>", letter("建议增设公交站"), letter("路面破损"));
    assert_eq!(reported("例.xml", &letters), ["mobile"; 2]);
    let bodies = format!("<ms>{}{}</ms>", letter("某县公交站"), letter("某县卫生院"));
    assert_eq!(reported("例.xml", &bodies), [""; 0]);
    let rooms = "<table><tr><th>单元</th><th>住户</th></tr><tr><td>1-101</td><td>王小满（13800001234）</td></tr>\
                 <tr><td>1-102</td><td>李大江（13900001234）</td></tr></table>";
    assert_eq!(reported("例.html", rooms), ["mobile"; 2]);
    assert_eq!(reported("例.html", &rooms.replace("住户", "网格员")), [""; 0]);
    assert_eq!(reported("例.html", &rooms.replace("住户", "水表底数")), [""; 0]);
}

#[test]
fn columns_one_behind_the_other_are_a_table() {
    let list = "某项补助花名册\n姓名\n王小满\n李大江\n身份证号码\n460106199001011239\n460106198808080214\n联系电话\n\
                13800001234/13900001234\n13700001234\n家庭地址\n某镇某村1组2号\n某镇新村3组4号\n第1页";
    let expected = ["citizen-id", "citizen-id", "mobile", "mobile", "mobile", "home-address", "home-address"];
    assert_eq!(reported("例.txt", list), expected);
    let stops =
        "服务网点\n网点名称\n城东\n城西\n服务热线\n13800001234\n13900001234\n地址\n某镇人民路1号\n某镇新村路4号";
    assert_eq!(reported("例.txt", stops), [""; 0]);
}

#[test]
fn letters_and_their_answers() {
    compare(
        &[
            ("主题：咨询公租房\n王小满（13800001234）：请问需要哪些材料？\n答复：请携带证件办理。", 1),
            ("某先生（13800001234）来电反映：某路口积水。", 1),
            ("曾女士（13800001234）来信要求解决停车难。", 1),
            ("面试人员联系方式：王小满13800001234；李大江13900001234。", 2),
            ("注：王小满的补贴由其弟李江代领（电话：13800001234）。", 1),
            ("第一组：王小满13800001234、李大江13900001234", 2),
        ],
        &[
            "请联系曾女士（13800001234）咨询。",
            "联系方式：王小满13800001234",
            "会务组：王小满13800001234、李大江13900001234",
            "备勤：王小满 13800001234",
        ],
    );
}

#[test]
fn posts_and_rewards_in_tables() {
    let table = |header: &str| format!("{header}\n1,王小满,红旗林场,13800001234\n2,李大江,五一林场,13900001234\n");
    assert_eq!(reported("例.csv", &table("序号,护林员姓名,区域,联系电话")), [""; 0]);
    assert_eq!(reported("例.csv", &table("序号,职工姓名,区域,联系电话")), ["mobile"; 2]);
    let posts = |last: &str| format!("姓名,单位,岗位,{last},电话\n王小满,某医院,护士,300,13800001234\n");
    assert_eq!(reported("例.csv", &posts("公寓房号")), ["mobile"]);
    assert_eq!(reported("例.csv", &posts("补贴金额")), ["mobile"]);
    assert_eq!(reported("例.csv", &posts("楼层")), [""; 0]);
}

#[test]
fn names_to_the_left_come_before_offices_to_the_right() {
    let visits = "日期,访客,事由,电话,接待人\n3月1日,王小满,反映宅基地,13800001234,张立夏\n3月2日,李大江,咨询低保,13900001234,陈立秋\n";
    assert_eq!(reported("例.csv", visits), ["mobile"; 2]);
    let leaders = visits.replace("访客", "分管领导").replace("事由", "职务");
    assert_eq!(reported("例.csv", &leaders), [""; 0]);
    let graves = "墓号,逝者,联系人,联系电话\nA-01,王小满,张立夏,13800001234\nA-02,李大江,陈立秋,13900001234\n";
    assert_eq!(reported("例.csv", graves), ["mobile"; 2]);
    let firms = graves.replace("逝者", "单位").replace("王小满", "某县某局").replace("李大江", "某县某厂");
    assert_eq!(reported("例.csv", &firms), [""; 0]);
}

#[test]
fn forms_and_objects_name_posts_too() {
    let form = |who: &str| {
        format!("<table><tr><td>{who}</td><td>王小满</td><td>联系电话</td><td>13800001234</td></tr></table>")
    };
    assert_eq!(reported("例.html", &form("受理人员")), [""; 0]);
    assert_eq!(reported("例.html", &form("申请人")), ["mobile"]);
    let object = |key: &str, value: &str| {
        let one = |name: &str| format!("{{\"name\":\"{name}\",\"{key}\":\"{value}\",\"phone\":\"13800001234\"}}");
        format!("{{\"list\":[{},{}]}}", one("王小满"), one("李大江"))
    };
    assert_eq!(reported("例.json", &object("post", "科长")), [""; 0]);
    assert_eq!(reported("例.json", &object("content", "几点上班")), ["mobile"; 2]);
    let shops = object("shopName", "山水人家").replace("\"name\"", "\"owner\"");
    assert_eq!(reported("例.json", &shops), [""; 0]);
}

#[test]
fn a_record_with_an_id_is_a_persons() {
    let record = "招租启事\n登记人：王小满\nTel: 13800001234\nID: 460106199001011239";
    assert_eq!(reported("例.txt", record), ["mobile", "citizen-id"]);
    let office = "招租启事\n咨询人：王主任\nTel: 13800001234\nID: 460106199001011239";
    assert_eq!(reported("例.txt", office), ["citizen-id"]);
    compare(
        &[
            ("网民留言：有事打13800001234找我。", 1),
            ("本案原告王小满，联系电话13800001234。被告某某公司，法定代表人李大江，联系电话13900001234。", 1),
            ("兹通知王小满（13800001234）于3月5日到某院领取传票。", 1),
        ],
        &["有事请打13800001234找我们办公室。", "设备维修：王小满 13800001234"],
    );
}

#[test]
fn homes_are_told_by_the_person_beside() {
    for text in [
        "王小满（住某区文化街10号2幢3单元）遗失房产证。",
        "我叫王小满，家在某镇某村4组67号，门口路灯坏了。",
        "你好，我家地址某某小区5-3-1190，水压太小。",
        "举报人地址：某某小区14-2-904，举报人：王小满",
        "王小满户位于某街道某路40号某小区13栋1646室的房屋为危房。",
        "甲方：王小满，住所：某区文化街65号1幢2单元205",
    ] {
        assert_eq!(reported("例.txt", text), ["home-address"], "{text}");
    }
    let list = "1、王小满 13800001234 某街道某路19号某小区15栋435室\n2、李大江 13900001234 某镇某村2组4号";
    assert_eq!(reported("例.txt", list), ["mobile", "home-address", "mobile", "home-address"]);
    for text in [
        "某局（住某区文化街10号2幢3单元）遗失公章。",
        "国家在某镇某村4组67号建设泵站。",
        "单位地址：某某小区14-2-904，举报人：王小满",
        "某某公司，法定代表人：王小满，住所：某区文化街65号1幢2单元205",
        "被举报人地址：某某小区14-2-904，被举报人：某某食品公司",
        "项目位于某街道某路40号某小区13栋1646室的房屋。",
        "咨询请联系：王小满 13800001234 某街道某路19号某小区15栋435室",
    ] {
        assert_eq!(reported("例.txt", text), [""; 0], "{text}");
    }
}

#[test]
fn a_body_directly_before_the_name_has_its_contact_there() {
    compare(
        &[("某某小学 王小满 13800001234", 1), ("红旗村 王小满 13800001234", 1)],
        &[
            "某某镇卫生院 王小满 13800001234",
            "某某商贸公司（王小满，13800001234）；某某运输公司（李大江，13900001234）",
        ],
    );
}

#[test]
fn a_mail_is_of_whoever_sent_it() {
    assert_eq!(
        reported("例.txt", "From: \"王小满\" <someone0@163.com>\nTo: office@example.gov.cn\n\n路灯不亮。"),
        ["email"]
    );
    assert_eq!(reported("例.txt", "From: \"某县信访局\" <someone0@163.com>\nTo: office@example.gov.cn"), [""; 0]);
    assert_eq!(reported("例.txt", "To: \"某县信访局\" <someone0@163.com>"), [""; 0]);
}
