//! Records and lists in which the neighbours of a number tell whose it is: helpers beside the households they help, lines of
//! names and values, numbers with letters before them.
//!
//! Every number, name and address is synthetic.
#![allow(clippy::unwrap_used, clippy::panic)]

mod scanned;

use scanned::reported;

fn check(name: &str, rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        assert_eq!(reported(name, text), *expected, "{text}");
    }
}

#[test]
fn records_of_a_list_in_markdown_are_rows() {
    let list = "# 种植补贴公示\n\n1. 王某某\n   - **农户**：王某某\n   - **单位**：某某镇农场\n   - **证件号**：460106199001011239\n   \
                - **电话**：13800001234\n2. 李某某\n   - **农户**：李某某\n   - **单位**：某某镇农场\n   \
                - **证件号**：460106199001011247\n   - **电话**：13900004321\n";
    assert_eq!(reported("例.md", list), ["citizen-id", "mobile", "citizen-id", "mobile"]);
    let cards = "### 1\n\n**老人** 王某某  \n**身份号码** 460106199001011239  \n**家属电话** 13800001234  \n\n\
                 ### 2\n\n**老人** 李某某  \n**身份号码** 460106199001011247  \n**家属电话** 13900004321  \n";
    assert_eq!(reported("例.md", cards), ["citizen-id", "mobile", "citizen-id", "mobile"]);
}

#[test]
fn records_of_offices_and_figures_stay_public() {
    check(
        "例.md",
        &[
            (
                "1. 财政拨款\n   - **科目**：30515\n   - **本年预算**：13984261073\n   - **上年结转**：15400001234\n2. 经营收入\n   \
                 - **科目**：30566\n   - **本年预算**：19489281132\n   - **上年结转**：16300004321\n",
                &[],
            ),
            (
                "### 采购人信息\n\n- **名称**：某县教育局\n- **地址**：某县某路1号\n- **联系方式**：13800001234\n\n### 代理机构信息\n\n\
                 - **名称**：某某招标有限公司\n- **地址**：某市某路2号3栋401室\n- **联系方式**：13900004321\n",
                &[],
            ),
        ],
    );
}

#[test]
fn helpers_beside_the_households_they_help_are_private() {
    check(
        "例.csv",
        &[
            (
                "户主,身份证号,致贫原因,帮扶人,帮扶人电话\n王某某,460106199001011239,因学,陈某某,13800001234\n",
                &["citizen-id", "sensitive-column", "mobile"],
            ),
            (
                "学生,身份证号,班主任,班主任手机号\n王某某,460106199001011239,陈某某,13800001234\n",
                &["citizen-id", "mobile"],
            ),
            // Whoever handles a case is called at work, and so are offices; nobody's ID stands beside a helper.
            ("当事人,身份证号,办案民警,办案民警电话\n王某某,460106199001011239,陈某某,13800001234\n", &["citizen-id"]),
            ("学生,身份证号,咨询电话\n王某某,460106199001011239,13800001234\n", &["citizen-id"]),
            ("村,帮扶人,帮扶人电话\n某某村,陈某某,13800001234\n某某村,林某某,13900004321\n", &[]),
        ],
    );
    let helper = "户主,身份证号,帮扶人,帮扶人电话\n王某某,460106199001011239,陈某某,0898-60001234\n";
    assert_eq!(reported("例.csv", helper), ["citizen-id"], "a landline at work");
}

#[test]
fn a_passport_in_the_row_names_whose_the_rest_is() {
    let rows = "{\"columns\":[\"姓名\",\"护照号\",\"去向\",\"移动电话\"],\"data\":[[\"王某某\",\"E00001234\",\"某某镇水管站\",\
                \"13800001234\"],[\"李某某\",\"E00004321\",\"某某镇卫生院\",\"13900004321\"]]}";
    assert_eq!(reported("例.json", rows), ["passport", "mobile", "passport", "mobile"]);
}

#[test]
fn a_few_letters_before_every_number_of_a_list_name_nothing() {
    check(
        "例.csv",
        &[
            (
                "姓名,身份证号,联系电话\n王某某,460106199001011239,mob13800001234-a\n李某某,460106199001011247,el13900004321_1\n",
                &["citizen-id", "mobile", "citizen-id", "mobile"],
            ),
            ("姓名,身份号码\n王某某,x_460106199001011239_2\n", &["citizen-id"]),
            ("名称,批次\n某某片,XB64AAB791A017303353206\n某某片,xba17303353206\n", &[]),
        ],
    );
}

#[test]
fn values_tell_that_a_column_is_sensitive() {
    check(
        "例.csv",
        &[
            (
                "居民,身份证号,健康状况\n王某某,460106199001011239,慢阻肺\n李某某,460106199001011247,高血压\n",
                &["citizen-id", "sensitive-column", "citizen-id"],
            ),
            ("儿童姓名,认定情形\n王某某,父亲死亡母亲改嫁\n李某某,父母双方失联\n", &["sensitive-column"]),
            ("居民姓名,健康状况\n王某某,良好\n李某某,一般\n", &[]),
            ("学生姓名,监护人\n王某某,阿某·买某\n", &["sensitive-column"]),
            ("学生姓名,监护人\n王某某,***·***\n李某某,●●\n", &[]),
            ("申请人,家庭月人均收入\n王某某,1234.56\n", &["sensitive-column"]),
            ("申请人,家庭月人均收入\n王某某,****.**\n李某某,****\n", &[]),
            ("居民姓名,改造内容\n王某某,无障碍坡道\n李某某,无障碍扶手\n", &[]),
        ],
    );
}

#[test]
fn masks_are_read_wherever_people_set_them() {
    check(
        "例.csv",
        &[
            (
                "驾驶员,从业资格证号\n王某某,46010619900101****\n李某某,46010619910203****\n张某某,46010619920405****\n",
                &["weak-mask", "weak-mask", "weak-mask"],
            ),
            ("贷款人,移动电话\n王某某,1380•001234\n", &["weak-mask"]),
            ("产品,批号\n某某片,46010619900101****\n某某丸,46010619910203****\n某某膏,46010619920405****\n", &[]),
            ("老人,身份证号,age\n王某某,460106********1239,68\n", &["weak-mask"]),
            ("老人,身份证号\n王某某,460106********1239\n", &[]),
        ],
    );
    check(
        "例.txt",
        &[
            ("王某某（身份号码：460106 19900101 ？？？？）已落实管理。", &["weak-mask"]),
            ("王某某，女，约87岁，身份证号码460106********1247。\n2019年5月6日", &[]),
            ("王某某，女，87岁，身份证号码460106********1247。\n2019年5月6日", &["weak-mask"]),
        ],
    );
}

#[test]
fn a_deposit_is_paid_to_a_body_however_often_its_account_is_named() {
    let sale = "被执行人: 王某某，身份证号460106199001011239\n保证金账户: 账号612341693443147157\n";
    assert_eq!(reported("例.txt", sale), ["citizen-id"]);
}

#[test]
fn one_record_to_a_line_is_a_row_whatever_its_values_are_called() {
    let lines = "名册\n1、人员：王某某；证件：460106199001011239；通联：13800001234；收款卡折：6217000000000000004；病情：尿毒症。\n\
                 2、人员：李某某；证件：460106199001011247；通联：13900004321；收款卡折：6217000000000000012；病情：肺癌。\n\
                 联系电话：0898-60001234\n";
    let found = ["citizen-id", "mobile", "bank-card", "sensitive-column", "citizen-id", "mobile", "bank-card"];
    assert_eq!(reported("例.txt", lines), found);
    let page = format!("<p>{}</p>", lines.trim().replace('\n', "</p><p>"));
    assert_eq!(reported("例.html", &page), found);
    // Fields set apart by other marks.
    for text in [
        "【人员】王某某【证件】460106199001011239【通联】13800001234\n【人员】李某某【证件】460106199001011247【通联】13900004321",
        "人员=王某某\n证件=460106199001011239\n通联=13800001234\n\n人员=李某某\n证件=460106199001011247\n通联=13900004321",
        "人员 -> 王某某\n证件 -> 460106199001011239\n通联 -> 13800001234\n\n人员 -> 李某某\n证件 -> 460106199001011247\n通联 -> 13900004321",
    ] {
        assert_eq!(reported("例.txt", text), ["citizen-id", "mobile", "citizen-id", "mobile"], "{text}");
    }
}

#[test]
fn cells_that_stand_on_lines_of_their_own_are_rows() {
    let text = "补贴名单\n\n序号\n姓名\n证件号码\n银行账号\n家庭住址\n联系号码\n\
                1\n王某某\n460106199001011239\n6217000000000000004\n某县某镇某村2组7号\n13800001234\n\
                2\n李某某\n460106199001011247\n6217000000000000012\n某县某镇某村3组9号\n13900004321\n某县某局\n";
    let row = ["citizen-id", "bank-card", "home-address", "mobile"];
    assert_eq!(reported("例.txt", text), [row, row].concat());
    // Names of projects under names of columns: none of it is anybody's.
    let text =
        "序号\n项目名称\n批复文号\n总投资\n1\n某某路改造\n13800001234\n5000.5\n2\n某某桥改造\n13800001235\n6000.5\n";
    assert_eq!(reported("例.txt", text), [""; 0]);
}

#[test]
fn elements_side_by_side_are_cells_below_their_header() {
    let page = "<div class=\"head\"><span>序号</span><span>姓名</span><span>出生日期</span><span>手机</span><span>余额</span></div>\n<ul>\n\
                <li><span>1</span><span>王某某</span><span>1969.2.2</span><span>13800001234</span><span>14.84</span></li>\n\
                <li><span>2</span><span>李某某</span><span>1950.8.14</span><span>13900004321</span><span>2.58</span></li>\n</ul>";
    assert_eq!(reported("例.html", page), ["birth-date", "mobile", "birth-date", "mobile"]);
    let codes = "<div><span>项目代码</span><span>建设单位</span><span>受理号</span><span>总投资</span></div><ul>\
                 <li><span>2019-01</span><span>某某公司</span><span>460106199001011239</span><span>14.84</span></li>\
                 <li><span>2019-02</span><span>某某公司</span><span>460106199001011247</span><span>2.58</span></li></ul>";
    assert_eq!(reported("例.html", codes), [""; 0]);
    let cut = "<p><span>460106</span><span>19900101</span><span>1239</span></p><p><span>460106</span><span>19900101</span><span>1247</span></p>";
    assert_eq!(reported("例.html", cut), ["citizen-id", "citizen-id"]);
    let scrolls = "<table><tr><th>姓名</th><th>受理号</th><th>联系电话</th></tr></table>\
                   <table><tr><td>王某某</td><td>460106199001011239</td><td>13800001234</td></tr>\
                   <tr><td>李某某</td><td>460106199001011247</td><td>13900004321</td></tr></table>";
    assert_eq!(reported("例.html", scrolls), ["mobile", "mobile"]);
}

#[test]
fn every_other_cell_of_a_form_is_a_name() {
    let form = "<table><tr><td>编次</td><td>1</td><td>人员</td><td>王某某</td></tr>\
                <tr><td>证件</td><td>460106199001011239</td><td>通联</td><td>13800001234</td></tr>\
                <tr><td>住地</td><td>某县某镇某村5组12号</td><td>座驾号牌</td><td>琼A00X01</td></tr></table>";
    assert_eq!(reported("例.html", form), ["citizen-id", "mobile", "home-address", "vehicle-plate"]);
    let list = "<dl><dt>农户</dt><dd>王某某</dd><dt>身份<br>号码</dt><dd>460106199001011239</dd><dt>居住<br>地</dt><dd>某县某镇某村5组</dd></dl>\
                <dl><dt>农户</dt><dd>李某某</dd><dt>身份<br>号码</dt><dd>460106199001011247</dd><dt>居住<br>地</dt><dd>某县某镇某村6组</dd></dl>";
    assert_eq!(reported("例.html", list), ["citizen-id", "home-address", "citizen-id", "home-address"]);
}

#[test]
fn vehicles_with_a_purpose_belong_to_a_body() {
    check(
        "例.csv",
        &[
            ("姓名,身份证号,教练车号牌\n王某某,460106199001011239,琼A00X01\n", &["citizen-id"]),
            ("姓名,身份证号,私家车号牌\n王某某,460106199001011239,琼A00X01\n", &["citizen-id", "vehicle-plate"]),
            ("姓名,身份证号,车牌号\n王某某,460106199001011239,琼A00X01\n", &["citizen-id", "vehicle-plate"]),
        ],
    );
}

#[test]
fn sentences_in_a_cell_are_read_as_sentences() {
    let expired = "标题,内容\n换证,\"残疾人证已到期：王某某（残疾人证号46010619900101123942）。请携带原证到某县卫生健康局办理，电话0898-60001234。\"\n";
    assert_eq!(reported("例.csv", expired), ["disability-card"]);
    let card = "标题,内容\n工单,\"工单编号：20240310003250840。市民王某某来电，电话13800001234，咨询社保卡补办，卡号6217000000000000004，已答复拨打12333。\"\n";
    assert_eq!(reported("例.csv", card), ["mobile", "bank-card"]);
}

#[test]
fn cards_are_known_in_sentences() {
    check(
        "例.txt",
        &[
            ("授予王某某先进个人称号，奖金8000元已汇入农行卡6217000000000000004。", &["bank-card"]),
            (
                "村民王某某、李某某每亩每年285元。流转费分别打入6217000000000000004、6217000000000000012。",
                &["bank-card", "bank-card"],
            ),
            ("流转费285元，合同编号6217000000000000004。", &[]),
        ],
    );
    check(
        "例.csv",
        &[
            ("姓名,身份证号,卡（账）号\n王某某,460106199001011239,6217000000000000004\n", &["citizen-id", "bank-card"]),
            (
                "户主,银行卡号\n王某某,No6217000000000000004\n李某某,NO.6217000000000000012\n",
                &["bank-card", "bank-card"],
            ),
        ],
    );
}

#[test]
fn labels_are_read_as_a_whole() {
    check(
        "例.txt",
        &[
            ("1、姓名：王某某；身份证件编号：460106199001011239；联系方式：13800001234", &["citizen-id", "mobile"]),
            (
                "现委托王某某（身份证号：460106199001011239，手机：13800001234）代为办理某县某镇滨河路222号不动产登记。",
                &["citizen-id", "mobile"],
            ),
            ("受理单位：某市事务局，地址：某县某乡解放路182号。身份证号填写示例：11010119000101××××", &[]),
            (
                "王某某，女，身份证号460106199001011239，某县某乡解放路18号3栋2单元101室，已婚",
                &["citizen-id", "home-address"],
            ),
            (
                "王某某，女，身份证号460106199001011239，系某某科技有限公司职工，联系地址：某县某镇某村1组",
                &["citizen-id", "home-address"],
            ),
        ],
    );
}

#[test]
fn masks_of_cards_that_hold_an_id_are_counted() {
    check(
        "例.csv",
        &[
            ("姓名,残疾人证号\n王某某,46010619****01123942\n", &["weak-mask"]),
            ("姓名,学籍号\n王某某,G4601061990010112•9\n", &["weak-mask"]),
            ("姓名,残疾人证号\n王某某,460106**********3942\n", &[]),
        ],
    );
}

#[test]
fn rows_are_told_by_any_mark_and_cells_may_carry_their_header() {
    for mark in ["^", " & ", " / "] {
        let rows = [
            ["序号", "姓名", "学号", "成绩"],
            ["1", "王某某", "13800001234", "85.5"],
            ["2", "李某某", "15900004321", "79.5"],
        ];
        let list = rows.map(|row| row.join(mark)).join("\n");
        assert_eq!(reported("例.txt", &list), [""; 0], "{mark}");
        assert_eq!(reported("例.txt", &list.replace("学号", "手机")), ["mobile", "mobile"], "{mark}");
    }
    let row = "<tr><td data-label=\"姓名\">王某某</td><td data-label=\"学号\">13800001234</td></tr>";
    assert_eq!(reported("例.html", &format!("<table>{row}{}</table>", row.replace("王", "李"))), [""; 0]);
}

#[test]
fn columns_tell_what_nobody_calls_them() {
    let list = "户主,收讫,备注\n王某某,621700000000000000A,已发\n李某某,621700000000000001B,已发\n张某某,621700000000000002C,已发\n";
    let list = list.replace("621700000000000000A", &card("621700000000000000"));
    let list = list.replace("621700000000000001B", &card("621700000000000001"));
    let list = list.replace("621700000000000002C", &card("621700000000000002"));
    assert_eq!(reported("例.csv", &list), ["bank-card"; 3]);
    let card = "姓名,残疾人证号\n王某某,460106.19900101.1239.42\n";
    assert_eq!(reported("例.csv", card), ["disability-card"]);
}

/// The number with its check digit.
fn card(number: &str) -> String {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    format!("{number}{}", (10 - sum % 10) % 10)
}

#[test]
fn labels_inside_sentences_of_a_cell_are_believed() {
    let json = "{\"title\":\"水情\",\"content\":\"站名：石门；站码：13962036153；累计水量：15770424286；水位：3.5\\n站名：龙潭；站码：15104916607；累计水量：13845733420；水位：2.5\"}";
    assert_eq!(reported("例.json", json), [""; 0]);
    let form = "<table><tr><td>来信人：</td><td>王某某</td></tr><tr><td>联系方式</td><td>13800001234</td></tr><tr><td>来信内容：</td><td>上学</td></tr></table>";
    assert_eq!(reported("例.html", form), ["mobile"]);
}
