//! Lists, letters and notices as strangers write them: what a generator by another hand brought to light.
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
fn a_list_on_its_side_is_read_as_a_list() {
    let list = "<table><tr><th>姓名</th><td>王某某</td><td>李某某</td><td>张某某</td></tr>\
                <tr><th>身份证号</th><td>460106199001011239</td><td>460106199001011239</td><td>460106199001011239</td></tr>\
                <tr><th>工作单位</th><td>某县水务局</td><td>某县审计局</td><td>某县财政局</td></tr>\
                <tr><th>手机</th><td>13800001234</td><td>13800001235</td><td>13800001236</td></tr></table>";
    let found = reported("例.html", list);
    assert_eq!(found.iter().filter(|name| **name == "citizen-id").count(), 3);
    assert_eq!(found.iter().filter(|name| **name == "mobile").count(), 3);
    let permits = "<table><tr><th>许可编号</th><td>460106199001011239</td><td>460106199001011239</td></tr>\
                   <tr><th>企业名称</th><td>某某建设有限公司</td><td>某某食品有限公司</td></tr>\
                   <tr><th>联系电话</th><td>13800001234</td><td>13800001235</td></tr></table>";
    assert_eq!(reported("例.html", permits), [""; 0]);
}

#[test]
fn a_certificate_may_bear_the_number_of_the_id() {
    check(
        "例.txt",
        &[
            ("姓名：王某，身份证号（证书编号）：460106199001011239，作业类别：电工", &["citizen-id"]),
            ("姓名\t从业资格证号（身份证号）\n王某\t460106199001011239", &["citizen-id"]),
            ("本人王某某（证号：460106199001011239）遗失证件，声明作废。", &["citizen-id"]),
            ("证书编号：460106199001011239", &[]),
        ],
    );
}

#[test]
fn what_is_not_called_a_contact_is_the_persons() {
    check(
        "例.txt",
        &[
            (
                "所有人：王某某，号牌号码：琼A00X01，联系电话：13800001234，有效期止：2024年5月1日",
                &["vehicle-plate", "mobile"],
            ),
            ("用户王某某，户号00001234，住某县某镇某村5组12号，电话13800001234", &["home-address", "mobile"]),
            ("收件人：王某某 电话：13800001234 地址：某市某区某路12号3栋1单元101室", &["mobile", "home-address"]),
            ("姓名\t务工地点\t联系方式\n王某某\t东莞\t13800001234\n李某某\t深圳\t13800001235", &["mobile", "mobile"]),
            ("王某某 460106199001011239，13800\n001234", &["citizen-id", "mobile"]),
            ("用户须知：咨询电话13800001234", &[]),
            ("投诉人：海南某某科技有限公司，地址：某市某区某路12号3栋101室", &[]),
        ],
    );
}

#[test]
fn fields_of_a_form_belong_to_the_person_it_names() {
    let form = "姓名：王某某\n性别：女\n出生日期：1990-01-01\n邮箱：nobody0000@qq.com\n";
    assert_eq!(reported("例.txt", form), ["birth-date", "email"]);
    let office = "联系人：王某某\n联系电话：0898-60001234\n邮箱：nobody0000@qq.com\n";
    assert_eq!(reported("例.txt", office), [""; 0]);
}

#[test]
fn birth_dates_are_found_in_every_form() {
    check(
        "例.txt",
        &[
            ("当事人王某某，1990/1/1出生，住某县某镇。", &["birth-date"]),
            ("王某某，女，19900101出生。", &["birth-date"]),
            ("王某某，女，汉族，1990年1月1日生，群众。", &["birth-date"]),
            ("本办法自2020年1月1日生效，参保人性别不限。", &[]),
            ("王某某，女，1990年1月生。", &[]),
        ],
    );
    check(
        "例.csv",
        &[("姓名,出生日期,学历\n王某某,=\"19900101\",本科\n李某某,'1991/2/3,本科", &["birth-date", "birth-date"])],
    );
}

#[test]
fn values_tell_what_the_header_hides() {
    check(
        "例.txt",
        &[
            ("姓名\t人群类别\n王某某\t恶性肿瘤\n李某某\t高血压病\n张某某\t尿毒症", &["sensitive-column"]),
            ("姓名\t科室\n王某某\t感染科\n李某某\t肝病科\n张某某\t肿瘤科", &[]),
            ("树种\t病虫害\n松\t松材线虫病\n柑橘\t黄龙病", &[]),
        ],
    );
}

#[test]
fn an_account_belongs_to_whom_its_row_names() {
    let company = "收款人\t收款账号\n海南某某建设有限公司\t6200000000000005\n某县财政局\t6200000000000005";
    let villages = "村\t账号\t余额\n某某村\t6200000000000005\t80\n某甲村\t6200000000000005\t90";
    check("例.txt", &[(villages, &[])]);
    let person = "收款人\t收款账号\n王某某\t6200000000000005\n李某某\t6200000000000005";
    check("例.txt", &[(company, &[]), (person, &["bank-card", "bank-card"])]);
    check(
        "例.txt",
        &[
            ("王某某 460106199001011239 6200000000000005 800.00", &["citizen-id", "bank-card"]),
            ("户主王某某，退费账号6200000000000005\n二〇二四年六月五日", &["bank-card"]),
            ("户名：王国栋，卡号：6200000000000005", &["bank-card"]),
        ],
    );
}

#[test]
fn brackets_stand_inside_numbers_too() {
    check(
        "例.txt",
        &[
            ("王某某，手机：(1 3 8)0000-1234", &["mobile"]),
            ("王某某，手机：（138）00001234", &["mobile"]),
            ("身份证号：460106(19900101)1239", &["citizen-id"]),
            ("身份证号：[460106][19900101][1239]", &["citizen-id"]),
            ("咨询电话：(0898)60001234", &[]),
            ("身份证号460106199001011239（1）", &["citizen-id"]),
            ("案号（2023）琼01民初123号", &[]),
        ],
    );
}

#[test]
fn numbers_spread_over_cells_are_put_together() {
    let cells = |number: &str| number.chars().map(|digit| format!("<td>{digit}</td>")).collect::<String>();
    let row = |name: &str, number: &str| format!("<tr><td>{name}</td>{}<td>80</td></tr>", cells(number));
    let head = "<tr><td>姓名</td><td colspan=11>手机号码</td><td>成绩</td></tr>";
    let table = format!("<table>{head}{}{}</table>", row("王某某", "13800001234"), row("李某某", "13800001235"));
    assert_eq!(reported("例.html", &table), ["mobile", "mobile"]);
    let parts = "姓名,手机,,,成绩\n王某某,138,0000,1234,80\n李某某,138,0000,1235,90\n";
    assert_eq!(reported("例.csv", parts), ["mobile", "mobile"]);
    let counts = "地区,户数,,,合计\n甲镇,138,0000,1234,80\n乙镇,138,0000,1235,90\n";
    assert_eq!(reported("例.csv", counts), [""; 0]);
}

#[test]
fn a_spreadsheet_leaves_little_and_it_is_said() {
    check(
        "例.txt",
        &[
            (
                "姓名\t证件号\n王某某\t4.60106E+17\n李某某\t4.60106199001E+17",
                &["citizen-id-miswritten", "citizen-id-miswritten"],
            ),
            ("姓名\t产值\n甲\t4.60106E+17", &[]),
        ],
    );
}

#[test]
fn marks_of_any_kind_hide_a_single_place() {
    check(
        "例.txt",
        &[
            ("身份证号：46010619900101123#", &["weak-mask"]),
            ("身份证号：46010619900101123•，", &["weak-mask"]),
            ("手机号：1380000#234", &["weak-mask"]),
            ("王某（460106199001×××239）", &["weak-mask"]),
        ],
    );
    check(
        "例.md",
        &[("身份证号：4601**19900101**39", &["weak-mask"]), ("身份证号：460106**19900101**1239", &["citizen-id"])],
    );
}

#[test]
fn a_label_holds_from_one_number_to_the_other() {
    check("例.txt", &[("准考证号13800001234至13800001260的考生在第三考场。", &[])]);
}

#[test]
fn papers_of_two_letters_are_found_under_any_label_for_papers() {
    check(
        "例.txt",
        &[("姓名：王某，证件号码：CA0000123", &["travel-permit"]), ("姓名：王某，证件号码：EA0000123", &["passport"])],
    );
}

#[test]
fn letters_stand_for_digits_at_the_end_too() {
    check(
        "例.txt",
        &[
            ("身份证号：46O1O619900lOll23l", &["citizen-id-miswritten"]),
            ("学籍号：G 4 6 0 1 0 6 1 9 9 0 0 1 0 1 1 2 3 9", &["student-number"]),
        ],
    );
}

#[test]
fn a_title_above_a_column_names_none_of_its_numbers() {
    let page = "<table><tr><td><h2>医保退费名单</h2></td></tr><tr><td><p>王某某 460106199001011239 6200000000000005</p></td></tr></table>";
    assert_eq!(reported("例.html", page), ["citizen-id", "bank-card"]);
}

#[test]
fn bars_between_cells_are_no_ones() {
    let list = "姓名|出生日期|身份证号|银行卡号|手机|住址\n\
                王某|19900101|460106199001011239|6222020000000000008|13800001234|三里桥街道\n\
                李某|19900101|460106199001011239|6222020000000000008|13800001235|五里桥街道\n";
    let found = reported("例.txt", list);
    let count = |kind: &str| found.iter().filter(|name| **name == kind).count();
    assert_eq!(["citizen-id", "bank-card", "mobile", "birth-date"].map(count), [2; 4], "{found:?}");
}

#[test]
fn columns_of_a_plain_text_are_told_by_their_place() {
    let list =
        "不动产登记\n业务号   权利人\n460106199001011239   某某商贸有限公司\n460106199001011247   某某食品有限公司\n";
    assert_eq!(reported("例.txt", list), [""; 0]);
    let unsigned = "会议签到\n姓名   单位   职务   电话   签名\n王某某   某县水务局   科员   13800001234\n李某某   某县财政局   科员   13800001235\n";
    assert_eq!(reported("例.txt", unsigned), ["mobile", "mobile"]);
}

#[test]
fn one_name_stands_over_a_number_with_a_digit_in_each_cell() {
    let digits = |number: &str| number.chars().map(String::from).collect::<Vec<_>>().join("\t");
    let list = format!(
        "户主\t手机\t\t\t\t\t\t\t\t\t\t\t住址\n王某某\t{}\t某县某镇某村1组2号\n李某某\t{}\t某县某镇某村1组3号\n",
        digits("13800001234"),
        digits("13800001235")
    );
    assert_eq!(reported("例.tsv", &list), ["mobile", "home-address", "mobile", "home-address"]);
}

#[test]
fn addresses_in_lists_of_persons_are_homes_whatever_their_column_is_called() {
    for header in ["坐落", "联系地址", "用电地址", "位置", "户籍"] {
        let list = format!(
            "序号\t户主\t{header}\n1\t王某某\t某县某镇某村5组12号\n2\t李某某\t幸福小区3栋1单元202室\n3\t张某某\t某县某路9号2栋301室\n"
        );
        assert_eq!(reported("例.txt", &list), ["home-address"; 3], "{header}");
    }
    for list in [
        "网点\t地址\t负责人\n某某超市有限公司\t某县某路12号3栋101号商铺\t王某某\n某某药业有限公司\t某县某路14号\t李某某",
        "购房人\t楼盘\n王某某\t某某花园3栋\n李某某\t某某花园5栋",
        "值班律师\t位置\n王某某\t某县某路12号3栋101号商铺\n李某某\t某县某路5号广场B座11层",
    ] {
        assert_eq!(reported("例.txt", list), [""; 0], "{list}");
    }
}

#[test]
fn properties_of_named_persons_are_homes() {
    check(
        "例.txt",
        &[
            (
                "被征收人：王某某，身份证号：460106199001011239\n被征收房屋坐落于某县某镇某村2组5号。",
                &["citizen-id", "home-address"],
            ),
            (
                "王某某因保管不善，将位于某县某路2号3栋101室的产权证书遗失，身份证号：460106199001011239。",
                &["home-address", "citizen-id"],
            ),
            ("1、王某某，住某县某镇某村2组5号，联系电话13800001234", &["home-address", "mobile"]),
            ("标的位于某县某路2号3栋101室，起拍价50万元。", &[]),
            ("现办公地点位于某县某路2号3栋101室。", &[]),
            ("项目选址位于某县某镇某村3组，建设单位为某某公司。", &[]),
        ],
    );
}

#[test]
fn accounts_belong_to_whom_the_line_or_the_column_names() {
    check(
        "例.txt",
        &[
            ("户名：某县残疾人联合会\n账号：6200000000000005\n开户行：某银行", &[]),
            ("报名费缴纳账号：6200000000000005，名称：某县足球协会", &[]),
            ("公交卡号6200000000000005已挂失", &[]),
            ("姓名\t身份证号\t单位账号\n王某某\t460106199001011239\t6200000000000005", &["citizen-id"]),
            (
                "姓名\t身份证号\t金融机构账号\n王某某\t460106199001011239\t6200000000000005",
                &["citizen-id", "bank-card"],
            ),
            ("姓名\t个人公积金账号\n王某某\t620000000005", &[]),
            ("请将款项汇入王某某账户6200000000000005", &["bank-card"]),
            ("受捐人王某某，银行卡号6200000000000005，开户行某银行某支行。", &["bank-card"]),
        ],
    );
}

#[test]
fn a_permit_may_be_named_before_the_word_for_its_number() {
    check("例.txt", &[("王某某遗失往来港澳通行证一本，证号C00001234，声明作废。", &["travel-permit"])]);
}

#[test]
fn mailboxes_belong_to_the_owner_of_the_telephone_beside() {
    check(
        "例.txt",
        &[
            ("会议签到\n王某某 某县水务局 13800001234 nobody0000@163.com", &["mobile", "email"]),
            (
                "投稿登记\n作者：王某某\n单位：某县某局\n电话：13800001234\n邮箱：nobody0000@163.com",
                &["mobile", "email"],
            ),
            ("申报书发送至nobody0000@163.com，联系人王某某，0898-60001234", &[]),
        ],
    );
}

#[test]
fn the_block_of_an_applicant_is_private_however_its_lines_stand() {
    let lines = ["申请人：王某某", "身份证件号码：460106199001011239", "通信地址：某县某镇某村5组12号"];
    let reach = "联系电话：13800001234　电子邮箱：nobody0000@qq.com";
    let rest = "本机关于2024年5月13日收到您通过网站提交的申请（申请编号：202405130001），现答复如下。";
    for between in ["\n", "\n\n", "\n　　"] {
        let block = [lines.join(between).as_str(), reach, rest].join(between);
        let letter = format!("某区政府信息公开申请答复书{between}{block}\n\n联系人：政务公开股，电话：0898-60001234。");
        assert_eq!(reported("例.txt", &letter), ["citizen-id", "home-address", "mobile", "email"], "{between:?}");
    }
    let office = "单位名称：某县水务局\n\n通信地址：某县某路12号\n\n联系电话：13800001234";
    assert_eq!(reported("例.txt", office), [""; 0]);
}

#[test]
fn a_row_of_plain_text_may_end_early() {
    let list = "参会人员\n序号    姓名    单位    职务    手机    是否就餐\n1    王某某    某县水务局    科员    13800001234\n\
                2    李某某    某县财政局    科员    13800001235    否\n3    张某某    某县审计局    科员    13800001236\n\
                4    赵某某    某县教育局    科员    13800001237    是\n";
    assert_eq!(reported("例.txt", list), ["mobile"; 4]);
}

#[test]
fn what_only_those_who_come_fill_in_tells_whose_list_it_is() {
    let list = |last: &str| format!("姓名,单位,职务,联系方式,{last}\n王某某,某县水务局,科员,13800001234,是\n");
    for last in ["是否就餐", "是否住宿", "签名", "返程车次"] {
        assert_eq!(reported("例.csv", &list(last)), ["mobile"], "{last}");
    }
    assert_eq!(reported("例.csv", &list("办公地点")), [""; 0]);
    let line = "2、姓名：王某某，单位：某县供电公司，职务：工作人员，手机号码：13800001234，是否就餐：是。";
    assert_eq!(reported("例.txt", line), ["mobile"]);
}

#[test]
fn streets_may_begin_like_another_word() {
    check(
        "例.txt",
        &[
            ("王某某，女，家住人民路45号某某花园18幢2单元1302室。", &["home-address"]),
            ("王某某，女，现住建设路109号，已登记。", &["home-address"]),
            ("王某某，女，现住某县某路9号 联系电话：13800001234", &["home-address", "mobile"]),
            ("王某某，住建局职工，办公室在2号楼。", &[]),
            ("王某某，女，住院12号床，已出院。", &[]),
            ("王某某，女，住房2号楼1室已腾退。", &[]),
        ],
    );
}

#[test]
fn letters_glued_to_an_id_say_less_than_its_label() {
    for (before, after) in [("id_", ""), ("ZJ", "_"), ("NO", "a"), ("sfz", "_"), ("No.", "")] {
        for number in ["460106199001011239", "11010519491231002X", "460106900101123"] {
            let number = format!("{before}{number}{after}");
            for header in ["身份证号", "证件号码"] {
                let list = format!("姓名,{header}\n王某某,{number}\n");
                assert_eq!(reported("例.csv", &list).len(), 1, "{list}");
            }
            let line = format!("王某某，身份证号{number}，已登记。");
            assert_eq!(reported("例.txt", &line).len(), 1, "{line}");
        }
    }
    check(
        "例.csv",
        &[
            ("姓名,联系电话\n王某某,tel_13800001234a\n", &["mobile"]),
            ("设备,编号\n水泵,tel13800001234a\n", &[]),
            ("设备,编号\n水泵,NO460106199001011239\n", &[]),
        ],
    );
}

#[test]
fn what_is_called_a_document_and_begins_like_an_id_is_one_miswritten() {
    check(
        "例.csv",
        &[
            ("姓名,证件号码\n王某某,460106199001011238\n", &["citizen-id-miswritten"]),
            ("姓名,证件号码\n王某某,460106199001011000\n", &["citizen-id-miswritten"]),
            ("单位,证件号码\n某局,460106209013011238\n", &[]),
        ],
    );
}

#[test]
fn a_card_is_told_from_an_id_with_a_number_behind_it() {
    check(
        "例.csv",
        &[
            ("姓名,残疾人证号\n王某某,110105 19491231 002 X 23\n", &["disability-card"]),
            ("姓名,残疾人证号\n王某某,110105-1949-1231-002X-23\n", &["disability-card"]),
        ],
    );
    check("例.txt", &[("王某某 身份证号：460106199001011239 42 已核", &["citizen-id"])]);
}

#[test]
fn asterisks_that_emphasise_nothing_hide_digits() {
    let text = "（1）王某某，女，35岁，身份证号4601061990010112**，手机138****1234。\n\n（2）李某某，女，身份证号4601061990010112**。";
    assert_eq!(reported("例.md", text), ["weak-mask"; 2]);
}

#[test]
fn sensitive_values_are_found_behind_their_labels_too() {
    let list = "1、学生姓名：王某某，监护人：王某甲，与学生关系：祖父。\n2、学生姓名：李某某，监护人：李某甲，与学生关系：母亲。";
    check(
        "例.txt",
        &[
            (list, &["sensitive-column"]),
            ("致困原因：因学，3户。\n致困原因：因病，5户。\n", &[]),
            ("1、姓名：王某某，监护人：无。\n2、姓名：李某某，监护人：无。", &[]),
        ],
    );
}

#[test]
fn the_bank_is_not_the_holder_of_an_account() {
    let rows = r#"[{"houseHolder":"王某某","sfzh":"460106199001011239","bankName":"某某银行白云支行","账号":"158600000000005"},
                   {"houseHolder":"李某某","sfzh":"460106199001011239","bankName":"某某银行白云支行","账号":"158600000000006"}]"#;
    let found = reported("例.json", rows);
    assert_eq!(found.iter().filter(|name| **name == "bank-card").count(), 2, "{found:?}");
}

#[test]
fn an_id_in_the_row_is_stronger_than_a_word_for_contacts() {
    let id = "460106199001011239";
    for text in [
        format!("姓名\t报考职位\t报名手机\t身份证号码\n王某某\t综合管理\t13800001234\t{id}\n"),
        format!("学校\t驾驶人\t驾驶证号码\t照管员\t照管员手机\n某小学\t王某某\t{id}\t李某某\t13800001234\n"),
        format!("姓名：王某某；报考职位：综合管理；报名手机：13800001234；身份证号码：{id}。"),
        format!(
            "王某某（公民身份号码：{id}）：\n某某物流有限公司就你所受伤害提出申请，因电话（13800001234）无法与你取得联系，现依法公告送达。"
        ),
    ] {
        assert!(reported("例.txt", &text).contains(&"mobile"), "{text}");
    }
    let form = format!(
        "<table><tr><td>姓名</td><td>王某某</td></tr><tr><td>身份证号</td><td>{id}</td></tr><tr><td>手机</td><td>本人13800001234微信同号</td></tr></table>"
    );
    assert_eq!(reported("例.html", &form), ["citizen-id", "mobile"]);
    let hot_line = format!("姓名\t身份证号\t咨询电话\n王某某\t{id}\t13800001234\n");
    assert_eq!(reported("例.txt", &hot_line), ["citizen-id"]);
}

#[test]
fn numbers_of_houses_are_found_in_every_form() {
    for address in ["某某家园10-2-1653", "某乡某村第四村民小组", "某某路3号"] {
        let list = format!("姓名\t家庭地址\t身份证号\n王某某\t{address}\t460106199001011239\n");
        assert_eq!(reported("例.txt", &list), ["home-address", "citizen-id"], "{address}");
    }
    check(
        "例.txt",
        &[
            (
                "现将该信息寄送至你预留的地址：某县某路236号某某小区8号楼1单元684，收件人手机：13800001234。",
                &["home-address", "mobile"],
            ),
            ("申报材料寄送至以下地址：某县某路236号政务中心8号楼1单元684。", &[]),
        ],
    );
}

#[test]
fn what_a_row_with_an_id_holds_is_told_by_its_shape() {
    let list = "人员\t身份\t日子\t本子\t回乡\n王某某\t460106199001011239\t1990/1/1\tE00001234\tH0000123400\n";
    let found = reported("例.txt", list);
    for kind in ["citizen-id", "birth-date", "passport", "travel-permit"] {
        assert!(found.contains(&kind), "{kind} {found:?}");
    }
    assert_eq!(reported("例.txt", "样品\t型号\t日期\n甲\tE00001234\t1990/1/1\n乙\tH00001234\t1990/1/2\n"), [""; 0]);
}

#[test]
fn cards_of_all_kinds_have_numbers() {
    let cells = |digits: &str| digits.chars().map(|digit| format!("<td>{digit}</td>")).collect::<String>();
    let form = |id: &str| {
        format!(
            "<table><tr><td>姓名</td><td>王某某</td></tr>{id}<tr><td>社保卡账号</td>{}</tr></table>",
            cells("6200000000000005")
        )
    };
    let id = format!("<tr><td>身份证号</td>{}</tr>", cells("460106199001011239"));
    assert_eq!(reported("例.html", &form(&id)), ["citizen-id", "bank-card"]);
    check(
        "例.txt",
        &[
            ("资产编号：ZC1；物联网卡号：1064936946793；购置金额：7797.11。", &[]),
            ("当事人王某某违反了规定，决定处以罚款伍仟元整，缴至某某银行，账号：60776359148492447477。", &[]),
            ("村：某村；村集体账户：6200000000000005；余额：90。", &[]),
            ("姓名\t身份证号\t卡号\n王某某\t460106199001011239\t107800000012345\n", &["citizen-id", "bank-card"]),
        ],
    );
}

#[test]
fn numbers_go_on_where_people_break_them() {
    check(
        "例.txt",
        &[
            ("王某某遗失身份证，身份证号460106 19900101 xxxx，声明作废。", &["weak-mask"]),
            ("联系电话：1380\n　　0001234\n　　2022年4月", &[]),
            ("王某某，身份证号码46010619\n\t9001011239；李某某。", &["citizen-id"]),
            ("姓名：王某某；学籍号：G\u{2003}460106\u{2003}19900101\u{2003}1239；", &["student-number"]),
            ("2024年公示\n（1）姓名王某某，身份证号460106********1235，年龄34，手机138****1234\n", &["weak-mask"]),
        ],
    );
    let laid_out = "姓名    职务    护照       经费来源  手机\n王某某  科长    E00001234  财政预算  138　0000　1234\n\
                    李某某  科长    E00001235  财政预算  138　0000　1235\n";
    assert_eq!(reported("例.txt", laid_out), ["passport", "mobile", "passport", "mobile"]);
}

#[test]
fn whoever_gives_a_passport_is_called_in_person() {
    let list = "引进外籍教师聘用备案名册\n外教,国籍,护照号,聘用学校,移动电话,电子邮址\n\
                安小满,南非,E66200001,某县外国语学校,13800001234,abc_0001@example.com\n\
                林小雪,英国,E66200002,某县外国语学校,13800001235,abc_0002@example.com\n";
    let found = reported("外教.csv", list);
    assert_eq!(found.iter().filter(|name| **name == "mobile").count(), 2, "{found:?}");
    let offices = "姓名,职务,办公室,移动电话\n王某某,科长,某县外国语学校,13800001234\n";
    assert_eq!(reported("通讯录.csv", offices), [""; 0]);
}

#[test]
fn records_of_one_value_a_line_are_rows() {
    let records = "某县种粮大户奖补名单\n\n\
                   所在乡镇　某某镇\n种植户　王小满\n证件号　460106199001011239\n作物　小麦\n核实面积　12.52\n电话号码　13800001234\n\n\
                   所在乡镇　某某街道\n种植户　李小雪\n证件号　460106199001011239\n作物　玉米\n核实面积　31.25\n电话号码　13800001235\n";
    assert_eq!(reported("例.txt", records), ["citizen-id", "mobile", "citizen-id", "mobile"]);
    let offices = "单位　某镇政府\n联系人　王某\n联系电话　13800001234\n\n单位　某县水务局\n联系人　李某\n联系电话　13800001235\n";
    assert_eq!(reported("例.txt", offices), [""; 0]);
}

#[test]
fn a_deposit_is_paid_into_the_account_of_a_body() {
    check(
        "例.txt",
        &[
            ("标的物：小型轿车一辆\n保证金账户: 账号612341693443147157\n承办法官电话: 0898-00001234", &[]),
            ("标的物：小型轿车一辆\n被执行人账户: 账号612341693443147157\n承办法官电话: 0898-00001234", &["bank-card"]),
        ],
    );
}

#[test]
fn the_number_of_a_certificate_is_no_address() {
    let lost = "王小满遗失不动产权证书，证号：琼（2019）某某市不动产权第0000001号，坐落于某某市泰山路272号凯旋公馆7幢1664室，\
                权利人公民身份号码为460106199001011239，特此声明。";
    assert_eq!(reported("例.txt", lost), ["home-address", "citizen-id"]);
}

/// Scripts and menus come again on every page of a site; where nothing was found they are not searched again.
#[test]
fn what_comes_again_is_found_again() {
    let script =
        |value: &str| format!("<script>var build = '20250522603973', ticket = '8263', id = \"{value}\";</script>");
    let page = |value: &str, body: &str| format!("<html><body>{}<p>{body}</p></body></html>", script(value));
    for _ in 0..2 {
        assert_eq!(reported("例.html", &page("none", "通知如下。")), [""; 0]);
        assert_eq!(reported("例.html", &page("460106199001011239", "通知如下。")), ["citizen-id"]);
        assert_eq!(reported("例.html", &page("none", "身份证号：460106199001011239")), ["citizen-id"]);
    }
    // The same attribute is nobody's number, and then somebody's.
    let input = |label: &str| {
        format!("<p>{label}</p><input name=\"value\" value=\"13800001234\" data-build=\"20250522603973\">")
    };
    let found: Vec<_> = ["编号", "本人手机：", "编号"].map(|label| reported("例.html", &input(label))).into();
    assert_eq!(found[0], found[2]);
    let fresh = reported("例.html", &format!("<p>另一页</p>{}", input("本人手机：")));
    assert_eq!(found[1], fresh);
}
