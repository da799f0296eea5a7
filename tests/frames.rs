//! Lists as old sites and exports write them: inside the one cell of a table around the page, with the names of columns in a
//! bracket, with a name before every value; and what stands beside somebody's number without any label.
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

/// A page in the one cell of a table.
fn framed(body: &str) -> String {
    let nothing = "经研究，现将有关情况予以公布。".repeat(8);
    format!("<table width=1000><tr><td><h1>某某名单</h1><p>{nothing}</p>{body}</td></tr></table>")
}

#[test]
fn what_a_frame_holds_is_read_as_outside() {
    let lists = "<dl><dt>编码</dt><dd>1</dd><dt>残疾人</dt><dd>王某某</dd><dt>残疾种类与级别</dt><dd>言语四级</dd><dt>联络手机</dt>\
                 <dd>13800001234</dd><dt>收款账户</dt><dd>6200000000000005</dd></dl><dl><dt>编码</dt><dd>2</dd><dt>残疾人</dt>\
                 <dd>李某某</dd><dt>残疾种类与级别</dt><dd>听力二级</dd><dt>联络手机</dt><dd>13900004321</dd><dt>收款账户</dt>\
                 <dd>6200000000000013</dd></dl>";
    let expected = ["sensitive-column", "mobile", "bank-card", "mobile", "bank-card"];
    assert_eq!(reported("例.html", lists), expected);
    assert_eq!(reported("例.html", &framed(lists)), expected);
    let rows = "<div><div>序</div><div>户代表</div><div>年龄</div><div>转移前住址</div><div>移动电话</div></div>\
                <div><div>1</div><div>王某某</div><div>70</div><div>某县某镇某村3组9号</div><div>13800001234</div></div>\
                <div><div>2</div><div>李某某</div><div>71</div><div>某县某镇某村4组8号</div><div>13900004321</div></div>";
    assert_eq!(reported("例.html", &framed(rows)), ["home-address", "mobile", "home-address", "mobile"]);
}

#[test]
fn names_in_a_bracket_name_the_columns_below() {
    let list = |names: &str| {
        format!(
            "某乡搬迁补偿结算\n（{names}）\n1  王某某  460106199001011239  15967967867  6200000000000005  13800001234\n\
             2  李某某  460106199001011247  17229737248  6200000000000013  13900004321\n"
        )
    };
    // The eleven digits of an amount are no telephone.
    let expected = ["citizen-id", "bank-card", "mobile", "citizen-id", "bank-card", "mobile"];
    assert_eq!(reported("例.txt", &list("户号/被搬迁户/户主身份证/结算总额/收款卡号/手机联系")), expected);
    assert_eq!(reported("例.txt", &list("户号、被搬迁户、户主身份证、结算总额、收款卡号、手机联系")), expected);
    check(
        "例.txt",
        &[(
            "（序/采购单位/意向编号/预算（元）/预计月份）\n1  某县某局  460106199001011239  13800001234  3月\n\
             2  某县某委  460106199001011247  13900004321  5月\n3  某县某院  460106202109153679  14504211274  9月\n",
            &[],
        )],
    );
}

#[test]
fn a_name_before_every_value_makes_a_row() {
    let item = |number: u32, name: &str, born: &str, passport: &str| {
        format!(
            "<div><label>序</label><i>{number}</i> <label>成员</label><i>{name}</i> <label>出生日期（阳历）</label><i>{born}</i> \
             <label>因私护照</label><i>{passport}</i> <label>移动电话</label><i>138 0000 123{number}</i> </div>"
        )
    };
    let page = item(1, "王某某", "1982.5.15", "E00000018") + &item(2, "李某某", "1992.6.29", "E00000027");
    let expected = ["birth-date", "passport", "mobile", "birth-date", "passport", "mobile"];
    assert_eq!(reported("例.html", &page), expected);
}

#[test]
fn a_title_alone_parts_the_records_of_a_list() {
    let record = |name: &str, home: &str| {
        format!("- **{name}**\n  - 序: 1\n  - 受访户: {name}\n  - 受访户居住详细地址: {home}\n")
    };
    let list = record("王某某", "某旗某乡某村12组")
        + &record("李某某", "某旗某街道某村第八村民小组")
        + &record("张某某", "某旗某镇某路10号9栋404室");
    assert_eq!(reported("例.md", &list), ["home-address"; 3]);
}

#[test]
fn duty_lists_and_vehicles_of_bodies_are_public() {
    check(
        "例.txt",
        &[
            (
                "日期 带班 值守 值守座机 卫星电话\n2022-03-11 王某某 李某某 65230001 17401987654\n\
                 2022-12-19 张某某 赵某某 65230002 17400123456\n",
                &[],
            ),
            (
                "学员\t身份证号\t科目\t考试车\n王某某\t460106199001011239\t科目一\t琼A00X01\n李某某\t460106199001011247\t科目二\t琼A00X02\n",
                &["citizen-id", "citizen-id"],
            ),
            ("公务用车清单\n某县残疾人联合会　琼A00X01　某牌\n某县退役军人事务局　琼A00X02　某牌\n", &[]),
            ("典型诉求：王某某女士来电13800001234反映工地夜间施工。", &["mobile"]),
            ("欢迎来电13800001234咨询。", &[]),
            ("王先生投诉：某店欠薪，电话13800001234。", &["mobile"]),
            ("李女士（13800001234）反映小区停水。", &["mobile"]),
            ("请向张女士咨询，电话13800001234。", &[]),
            ("张女士咨询电话：13800001234。", &[]),
            ("捐款名单\n王某某 100元 13800001234\n李某某 200元 13900004321\n", &["mobile", "mobile"]),
            ("团购登记\n王某某 2份 13800001234\n李某某 3份 13900004321\n", &["mobile", "mobile"]),
            ("2024-01-02 12:00:01 INFO login user=wang phone=13800001234 ip=10.0.0.1\n", &["mobile"]),
            (
                "登记车辆\n王某某　3栋1单元201　琼A00X01　13800001234\n琼A00X02（李某某）\n",
                &["vehicle-plate", "mobile", "vehicle-plate"],
            ),
            ("取件码\t收件人\t号码\n1-2\t王某某\t13800001234\n1-3\t李某某\t13900004321\n", &["mobile", "mobile"]),
            ("王某某 大专 护士 13800001234\n", &["mobile"]),
            ("尊敬的领导：我叫王某某，电话13800001234。", &["mobile"]),
        ],
    );
}

#[test]
fn titles_tell_whose_telephones_a_list_holds() {
    let list = |title: &str| format!("{title}\n王某某 13800001234\n李某某 13900004321\n张某某 15900005678\n");
    let table = |title: &str| format!("{title}\n姓名\t电话\n王某某\t13800001234\n李某某\t13900004321\n");
    for title in ["某镇外出务工人员联系电话", "孕产妇联系方式"] {
        assert_eq!(reported("例.txt", &list(title)), ["mobile"; 3], "{title}");
        assert_eq!(reported("例.txt", &table(title)), ["mobile"; 2], "{title}");
    }
    for title in ["工作人员联系方式", "村级网格员联系电话"] {
        assert!(reported("例.txt", &list(title)).is_empty(), "{title}");
        assert!(reported("例.txt", &table(title)).is_empty(), "{title}");
    }
}

#[test]
fn pages_of_a_table_go_on_below_their_number() {
    let table = "序号  姓名    身份证号码       户籍所在地\n1   王某某   460106199001011239   某镇某村3组12号\n\n\
                 \u{20}       第 1 页 共 9 页\n\n2   李某某   460106199001011247   某镇某路18号某园5栋2单元301室\n";
    assert_eq!(reported("例.txt", table), ["citizen-id", "home-address", "citizen-id", "home-address"]);
    // A name of two characters is spread over the width of three.
    let spread = "序号   姓名     身份证号             户籍所在地\n1      王某某   460106199001011239   某镇某村3组12号\n\
                  2      李  某   460106199001011247   某镇某村3组13号\n";
    assert_eq!(reported("例.txt", spread), ["citizen-id", "home-address", "citizen-id", "home-address"]);
    let wrapped = "序号 姓名 身份证号 性别 结论\n1 王某某 46010619900101\n      1239 女 合格\n2 李某某 46010619900101\n      1247 女 合格\n";
    assert_eq!(reported("例.txt", wrapped), ["citizen-id", "citizen-id"]);
    let row = "自某市住房补贴申请书\n\n手机号码│1│3│8│0│0│0│0│1│2│3│4│\n";
    assert_eq!(reported("例.txt", row), ["mobile"]);
}

#[test]
fn homes_need_no_label_beside_a_persons_number() {
    check(
        "例.txt",
        &[
            ("收件人：王某某，13800001234，某镇某村3组12号\n", &["mobile", "home-address"]),
            ("params: [王某某, 13800001234, 某县某街道某村委会12号]\n", &["mobile", "home-address"]),
            ("来信内容：我是某镇某村3组12号的村民王某某，反映门口的路一直没修好。", &["home-address"]),
            (
                "王某某（女，身份证号460106199001011239，居所某市某镇某村1组69号）与某公司争议一案。",
                &["citizen-id", "home-address"],
            ),
            ("王某某住在某镇某村3组12号\n", &["home-address"]),
            ("某某公司，13800001234，某路12号\n", &[]),
        ],
    );
    check(
        "例.html",
        &[
            (
                "<script>var d=[{\"name\":\"王某某\",\"idCard\":\"460106199001011239\",\"addr\":\"某镇某村3组12号\"}]</script>",
                &["citizen-id", "home-address"],
            ),
            (
                "<input name=\"sfzh\" value=\"460106199001011239\"><input type=\"hidden\" name=\"addr\" value=\"某镇某村3组12号\">",
                &["citizen-id", "home-address"],
            ),
            ("<p>某县某某公司，法定代表人：王某某，身份证号：4601**********1239，住所：某市某区某镇某街110号</p>", &[]),
        ],
    );
}

#[test]
fn cards_beside_names_are_theirs() {
    check(
        "例.txt",
        &[
            (
                "现将补助款打入以下人员账户：王某某(6200000000000005)；李某某(6200000000000013)。",
                &["bank-card", "bank-card"],
            ),
            ("王某某退500元至6200000000000005，李某某退600元至6200000000000013。", &["bank-card", "bank-card"]),
            ("申请人王某某工资卡（某银行6200000000000005）流水显示每月工资3023元。", &["bank-card"]),
            (
                "甲方（出让方）：王某某\n身份证号：460106199001011239\n乙方（受让方）：某县某某农业专业合作社\n开户行：某信用社  乙方账号：6200000000000005\n",
                &["citizen-id"],
            ),
        ],
    );
}

#[test]
fn an_address_may_stand_on_the_line_below_its_label() {
    check(
        "例.html",
        &[
            (
                "<p>当事人：王某某</p><p>证件号：</p><p>460106199001011239</p><p>送达地址：</p><p>某县某镇某村3组9号</p>",
                &["citizen-id", "home-address"],
            ),
            ("<p>姓名：王某某</p><p>家庭住址：</p><p>某县某镇某村3组9号</p>", &["home-address"]),
            (
                "<p>当事人：王某某</p><p>证件号：</p><p>460106199001011239</p><p>单位地址：</p><p>某县某镇某路9号</p>",
                &["citizen-id"],
            ),
            ("<p>报名地址：</p><p>某县某镇某路9号</p><p>现住址：</p><p>未登记</p>", &[]),
        ],
    );
}
