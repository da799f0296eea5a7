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
