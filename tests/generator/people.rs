//! Synthetic persons and their synthetic numbers. Nobody in here exists; a number that belongs to
//! somebody is a coincidence.

use super::rng::Rng;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "罗",
    "梁", "符", "邢", "韦", "莫", "欧阳", "云", "蒙", "翁", "冼", "覃",
];
const GIVEN: &[&str] = &[
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞",
    "平", "桂兰", "建国", "志远", "海燕", "晓东", "玉珍", "文博", "子涵", "雨桐", "德才", "亚妹", "阿福",
];
/// County codes: today's, abolished ones, and residence permits are elsewhere.
const REGIONS: &[&str] = &[
    "110105", "110103", "120221", "130102", "132401", "140105", "210203", "220302", "230103", "310115", "320106",
    "320924", "330106", "332501", "340104", "350203", "360102", "362201", "370202", "372922", "410105", "412825",
    "420106", "422101", "430103", "432902", "440103", "440301", "440681", "450103", "460003", "460025", "460106",
    "460107", "500103", "510104", "512501", "513021", "520103", "522401", "530102", "532128", "540102", "610103",
    "612401", "620102", "620200", "630104", "640104", "650102", "653101", "441900",
];
const CARRIERS: &[&str] = &[
    "130", "131", "133", "135", "136", "137", "138", "139", "147", "150", "151", "152", "155", "157", "158", "159",
    "166", "173", "175", "176", "177", "178", "180", "182", "183", "185", "187", "188", "189", "191", "195", "198",
    "199",
];
const AREAS: &[&str] = &["010", "021", "0898", "0755", "0791", "028", "0371", "0539", "0871"];
const TOWNS: &[&str] = &["永兴镇", "大致坡镇", "和庆镇", "石山镇", "龙门镇", "南丰镇", "白沙街道", "城西街道"];
const VILLAGES: &[&str] = &["美孝村", "新民村", "红旗村", "上塘村", "石桥村", "东风村"];
const COUNTIES: &[&str] =
    &["海南省海口市琼山区", "江西省赣州市于都县", "云南省昭通市镇雄县", "河南省驻马店市平舆县", "湖北省黄冈市麻城市"];

/// Someone who does not exist.
#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    pub woman: bool,
    pub born: (usize, usize, usize),
    pub id: String,
    pub mobile: String,
    pub landline: String,
    pub card: String,
    /// The part of the address that may be published.
    pub town: String,
    pub address: String,
}

impl Person {
    /// Born in one of these years.
    pub fn born_in(rng: &mut Rng, first: usize, last: usize) -> Self {
        let born = (rng.between(first, last), rng.between(1, 12), rng.between(1, 28));
        let woman = rng.percent(50);
        let town = format!("{}{}", rng.pick(COUNTIES), rng.pick(TOWNS));
        let region = rng.pick(REGIONS);
        Person {
            name: format!("{}{}", rng.pick(SURNAMES), rng.pick(GIVEN)),
            woman,
            born,
            id: citizen_id(rng, region, born, woman),
            mobile: mobile(rng),
            landline: landline(rng),
            card: card(rng),
            address: address(rng, &town),
            town,
        }
    }

    pub fn sex(&self) -> &'static str {
        if self.woman { "女" } else { "男" }
    }

    /// `1980年3月5日`
    pub fn birth_day(&self) -> String {
        let (year, month, day) = self.born;
        format!("{year}年{month}月{day}日")
    }

    pub fn residence_permit(&self, rng: &mut Rng) -> String {
        let region = rng.pick(&["810000", "820000", "830000"]);
        citizen_id(rng, region, self.born, self.woman)
    }
}

/// A number with a valid check character.
pub fn citizen_id(rng: &mut Rng, region: &str, born: (usize, usize, usize), woman: bool) -> String {
    let serial = rng.below(500) * 2 + usize::from(!woman);
    let body = format!("{region}{:04}{:02}{:02}{serial:03}", born.0, born.1, born.2);
    let check = check_character(&body);
    body + &check.to_string()
}

/// The check character by the definition: the weight of a place is 2 to the power of its distance
/// from the end, modulo 11.
pub fn check_character(body: &str) -> char {
    let sum: usize =
        body.bytes().rev().enumerate().map(|(at, byte)| usize::from(byte - b'0') * (1 << (at + 1)) % 11).sum();
    b"10X98765432"[sum % 11].into()
}

pub fn mobile(rng: &mut Rng) -> String {
    format!("{}{}", rng.pick(CARRIERS), rng.digits(8))
}

pub fn landline(rng: &mut Rng) -> String {
    let area = rng.pick(AREAS);
    let rest = if area.len() == 3 { 7 } else { rng.between(6, 7) };
    format!("{area}-{}{}", rng.between(2, 8), rng.digits(rest))
}

/// A card number that satisfies Luhn's check.
pub fn card(rng: &mut Rng) -> String {
    let length = if rng.percent(80) { 18 } else { 15 };
    let body = format!("62{}", rng.digits(length - 2));
    let sum: u32 = body.bytes().rev().enumerate().map(|(at, byte)| luhn_share(at, u32::from(byte - b'0'))).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn luhn_share(place: usize, digit: u32) -> u32 {
    match place % 2 {
        0 if digit > 4 => digit * 2 - 9,
        0 => digit * 2,
        _ => digit,
    }
}

fn address(rng: &mut Rng, town: &str) -> String {
    let village = rng.pick(VILLAGES);
    match rng.below(3) {
        0 => format!("{town}{village}{}号", rng.between(2, 180)),
        1 => format!("{town}{village}委会{}组{}号", rng.between(1, 9), rng.between(2, 180)),
        _ => format!("{town}建设路{}号{}栋{}室", rng.between(2, 99), rng.between(1, 9), rng.between(101, 1804)),
    }
}
