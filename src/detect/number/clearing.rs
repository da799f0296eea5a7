//! Why a number that looks like somebody's is innocent.

use super::topic::Topics;
use crate::finding::Message;

macro_rules! said_zh {
    ($kind:literal) => {
        concat!("标签或表头表明这是", $kind)
    };
}

macro_rules! said_en {
    ($kind:literal) => {
        concat!("its label or column header says that it is ", $kind)
    };
}

/// What to say of each other kind of number, in Chinese and English.
const REASONS: &[(Topics, &str, &str)] = &[
    (Topics::ORGANISATION_CODE, said_zh!("单位代码"), said_en!("a code of an organisation")),
    (Topics::ORDER, said_zh!("订单、流水、票据或快递单号"), said_en!("an order, payment, invoice or tracking number")),
    (Topics::SERIAL, said_zh!("编号"), said_en!("a serial, contract, case or certificate number")),
    (Topics::EXAM, said_zh!("准考证号、学号或工号"), said_en!("an examination, student or staff number")),
    (Topics::DEVICE, said_zh!("设备、户号或书刊编号"), said_en!("a device, meter or book number")),
    (Topics::AMOUNT, said_zh!("金额或数量"), said_en!("an amount")),
    (Topics::COORDINATE, said_zh!("坐标"), said_en!("a coordinate")),
    (Topics::TIME, said_zh!("时间"), said_en!("a time")),
    (Topics::TECHNICAL, said_zh!("程序内部的值"), said_en!("a value of a program")),
    (Topics::VAGUE, said_zh!("编号"), said_en!("an identifier")),
];

/// The label or header says that the number is one of `other`.
pub(super) fn labelled(other: Topics) -> Message {
    let found = REASONS.iter().find(|(topics, _, _)| other.any(*topics));
    let unknown = (said_zh!("其他号码"), said_en!("another number"));
    let (zh, en) = found.map_or(unknown, |&(_, zh, en)| (zh, en));
    Message::new(zh, en)
}

/// A unit or currency sign stands beside it.
pub(super) fn amount() -> Message {
    Message::new("旁边有货币符号或单位，是金额或数量", "a unit or currency sign beside it makes it an amount")
}

/// It stands under a header that names no telephone, in a row that names nobody.
pub(super) fn unnamed() -> Message {
    Message::new("列名没有说是电话，同一行也没有人名", "its header names no telephone and its row nobody")
}

/// It is a part of something longer.
pub(super) fn part() -> Message {
    Message::new(
        "是更长的编号、小数、网址或邮箱的一部分",
        "it is a part of a longer number, a decimal, an address or a mailbox",
    )
}

/// A telephone that an office publishes for contact.
pub(super) fn contact(by: &'static str) -> Message {
    Message::new(format!("对外公开的联系方式（{by}）"), "a telephone published for contact")
}

/// It stands among quantities.
pub(super) fn quantity() -> Message {
    Message::new("同一行或同一列都是数量，不是电话", "its row or column holds quantities")
}

/// The other numbers of its column are no telephones.
pub(super) fn codes() -> Message {
    Message::new(
        "同列或同篇的号码相互连续、长短不一或号段不存在，是编号或数量",
        "the numbers beside it follow one another, differ in length or begin like no telephone",
    )
}

/// The text says that it is a sample.
pub(super) fn sample() -> Message {
    Message::new("文中说明这是填写样例", "the text says that it is a sample")
}
