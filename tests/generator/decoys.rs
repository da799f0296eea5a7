//! Numbers that identify nobody, or nobody private, and look as if they did.

use super::people::{card, citizen_id, landline, mobile};
use super::rng::Rng;

/// A kind of number: what it is called, and one of its kind.
pub struct Decoy {
    pub labels: &'static [&'static str],
    pub value: fn(&mut Rng) -> String,
}

pub const DECOYS: &[Decoy] = &[
    Decoy { labels: &["统一社会信用代码", "信用代码", "社会信用代码"], value: credit_code },
    Decoy { labels: &["订单号", "订单编号", "流水号", "业务流水号", "受理编号"], value: order },
    Decoy { labels: &["合同编号", "合同号"], value: contract },
    Decoy { labels: &["项目编号", "采购编号", "招标编号"], value: project },
    Decoy { labels: &["准考证号", "报名序号", "考号"], value: exam },
    Decoy {
        labels: &["运单号", "快递单号", "物流单号"],
        value: |rng| format!("{}{}", rng.pick(&["SF", "YT", "", "77"]), rng.digits(13)),
    },
    Decoy { labels: &["发票号码", "发票代码", "票据号码"], value: |rng| random_digits(rng, 10, 20) },
    Decoy {
        labels: &["公安备案号", "联网备案号"], value: |rng| format!("琼公网安备{}号", rng.digits(14))
    },
    Decoy {
        labels: &["网站标识码"], value: |rng| format!("{}{}", rng.pick(&["4601", "1100", "3702"]), rng.digits(6))
    },
    Decoy { labels: &["坐标", "经纬度"], value: coordinates },
    Decoy {
        labels: &["时间戳", "生成时间"],
        value: |rng| format!("2023{:02}{:02}{}", rng.between(1, 12), rng.between(1, 28), rng.digits(9)),
    },
    Decoy { labels: &["MD5", "校验值", "文件指纹"], value: |rng| hexadecimal(rng, 32) },
    Decoy { labels: &["金额（元）", "合计", "中标金额"], value: amount },
    Decoy {
        labels: &["ISBN", "书号"],
        value: |rng| format!("978-7-{}-{}-{}", rng.digits(3), rng.digits(5), rng.digits(1)),
    },
    Decoy { labels: &["不动产单元号"], value: realty },
    Decoy {
        labels: &["不动产权证号"], value: |rng| format!("琼（2021）海口市不动产权第{}号", rng.digits(7))
    },
    Decoy { labels: &["许可证编号", "许可证号"], value: |rng| format!("JY{}", rng.digits(14)) },
    Decoy {
        labels: &["车架号", "车辆识别代号"],
        value: |rng| format!("LSVA{}{}", rng.pick(&["G", "U4"]), rng.digits(11)),
    },
    Decoy { labels: &["商品条码", "条码"], value: |rng| format!("69{}", rng.digits(11)) },
    Decoy { labels: &["索引号"], value: |rng| format!("11460100{}/2023-{}", rng.digits(9), rng.digits(5)) },
    Decoy { labels: &["学校标识码", "机构编码"], value: |rng| format!("3146{}", rng.digits(6)) },
    Decoy { labels: &["面积（平方米）"], value: |rng| format!("{}.{}", rng.digits(5), rng.digits(6)) },
    Decoy { labels: &["案号"], value: |rng| format!("（2023）琼0106民初{}号", rng.between(11, 18999)) },
    Decoy { labels: &["账号", "银行账号", "收款账号"], value: account },
    Decoy {
        labels: &["设备编号", "资产编号"], value: |rng| format!("1{}{}", rng.between(3, 9), rng.digits(9))
    },
    Decoy { labels: &["数量", "株数"], value: |rng| format!("1{}{}", rng.between(3, 9), rng.digits(9)) },
];

/// Lines of an office that anybody may call.
pub fn contact_line(rng: &mut Rng) -> String {
    let name = rng.pick(&["李主任", "王科长", "陈先生", "符女士", "张工", "林莉"]);
    let number = if rng.percent(50) { landline(rng) } else { mobile(rng) };
    let template = rng.pick(&[
        "联系人：{name}，联系电话：{number}",
        "联系人：{name}    电话：{number}",
        "咨询电话：{number}（{name}）",
        "项目联系人：{name}\n电　话：{number}",
        "采购人联系方式：{name} {number}",
        "联系方式：{name}，{number}。",
        "监督电话：{number}，邮箱：jdk@haikou.gov.cn",
        "办公室电话：{number}；传真：{number}",
    ]);
    template.replace("{name}", name).replace("{number}", &number)
}

/// Signs that look like masks and hide nothing personal.
pub const NOT_MASKS: &[&str] = &[
    "满意度：★★★★☆，综合评分4.8分",
    "初始密码为******，首次登录须修改",
    "申请人（签字）：________    日期：____年__月__日",
    "依据本办法第X条第X款，由XX部门负责解释",
    "20XX年XX月XX日起施行",
    "联系电话：0898-XXXXXXXX（请填写单位电话）",
    "格式示例：身份证号填写18位，手机号填写11位，如1XXXXXXXXXX",
    "规格：1200×600×18mm，共3×4×5箱",
    "值班实行7*24小时制，接访时间为5×8小时",
    "计算公式：G=a*b*100+c#12",
    "车牌号琼A·****8的车辆已处理",
    "参见（20**）琼01民初**号裁判文书",
    "型号：HX-2000XX-18，数量：12",
    "分辨率1920×1080，刷新率60Hz",
    "* * * * * * * * * * * * * * * * * *",
    "一、总则……………………………………1\n二、申报条件………………………………12",
    "第 ___ 页 共 ___ 页",
    "海口市龙华区4601XX片区改造项目",
    "###### 附件说明 ######",
    "身份证号：__________________  联系电话：______________",
    "编号：□□□□-□□-□□□□□□",
    "某某公司于2021年某月与某村签订合同",
];

pub fn credit_code(rng: &mut Rng) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let start = rng.pick(&["91460100", "12460000", "11460106", "52460000", "92460106"]);
    let tail = if rng.percent(60) { format!("MA5{}", rng.digits(6)) } else { rng.digits(9) };
    let body = format!("{start}{tail}");
    let value = |byte: u8| ALPHABET.iter().position(|&other| other == byte).unwrap_or_default();
    let sum: usize = body
        .bytes()
        .scan(1, |weight, byte| {
            let share = value(byte) * *weight;
            *weight = *weight * 3 % 31;
            Some(share)
        })
        .sum();
    format!("{body}{}", char::from(ALPHABET[(31 - sum % 31) % 31]))
}

/// Eighteen digits, sometimes a perfect ID.
pub fn order(rng: &mut Rng) -> String {
    let day = (rng.between(1950, 2010), rng.between(1, 12), rng.between(1, 28));
    match rng.below(3) {
        0 => citizen_id(rng, "460106", day, true),
        1 => format!("2023{:02}{:02}{}", rng.between(1, 12), rng.between(1, 28), rng.digits(10)),
        _ => random_digits(rng, 11, 22),
    }
}

pub fn contract(rng: &mut Rng) -> String {
    match rng.below(3) {
        0 => format!("HT-2023-{}", rng.digits(4)),
        1 => format!("460106{}{}", rng.between(1950, 2023), rng.digits(8)),
        _ => rng.digits(15),
    }
}

pub fn project(rng: &mut Rng) -> String {
    match rng.below(3) {
        0 => format!("HNZC2023-{}-{}", rng.digits(3), rng.digits(3)),
        1 => format!("1{}{}", rng.between(3, 9), rng.digits(9)),
        _ => format!("460100{}", rng.digits(12)),
    }
}

pub fn exam(rng: &mut Rng) -> String {
    let length = rng.between(8, 14);
    format!("1{}{}", rng.between(3, 9), rng.digits(length))
}

fn coordinates(rng: &mut Rng) -> String {
    format!("北纬{}.{}，东经110.{}", rng.between(18, 20), rng.digits(12), rng.digits(13))
}

pub fn amount(rng: &mut Rng) -> String {
    match rng.below(3) {
        0 => format!("1{}{}.00", rng.between(3, 9), rng.digits(9)),
        1 => format!("{},{},{}.50", rng.between(1, 999), rng.digits(3), rng.digits(3)),
        _ => rng.between(10_000, 99_999_999).to_string(),
    }
}

pub fn realty(rng: &mut Rng) -> String {
    format!("46010{}{}GB{}F{}", rng.between(5, 8), rng.digits(6), rng.digits(5), rng.digits(8))
}

/// The account of a body; some satisfy the check of cards.
pub fn account_number(rng: &mut Rng) -> String {
    if rng.percent(50) { card(rng) } else { rng.digits(17) }
}

fn account(rng: &mut Rng) -> String {
    let number = account_number(rng);
    let owner = rng.pick(&["海口市财政局", "某某建设工程有限公司", "海南某某医院"]);
    format!("{number}（户名：{owner}，开户行：中国某某银行海口支行）")
}

fn hexadecimal(rng: &mut Rng, length: usize) -> String {
    (0..length).map(|_| char::from(b"0123456789abcdef"[rng.below(16)])).collect()
}

fn random_digits(rng: &mut Rng, shortest: usize, longest: usize) -> String {
    let length = rng.between(shortest, longest);
    rng.digits(length)
}
