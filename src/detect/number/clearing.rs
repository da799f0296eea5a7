//! Why a number that looks like somebody's is innocent.

use super::topic::Topics;
use crate::finding::Message;

/// What each other kind of number is called, in Chinese and English.
const NAMES: &[(Topics, &str, &str)] = &[
    (Topics::ORGANISATION_CODE, "单位代码", "a code of an organisation"),
    (Topics::ORDER, "订单、流水、票据或快递单号", "an order, payment, invoice or tracking number"),
    (Topics::SERIAL, "编号", "a serial, contract, case or certificate number"),
    (Topics::EXAM, "准考证号、学号或工号", "an examination, student or staff number"),
    (Topics::DEVICE, "设备、户号或书刊编号", "a device, meter or book number"),
    (Topics::AMOUNT, "金额或数量", "an amount"),
    (Topics::COORDINATE, "坐标", "a coordinate"),
    (Topics::TIME, "时间", "a time"),
    (Topics::TECHNICAL, "程序内部的值", "a value of a program"),
    (Topics::VAGUE, "编号", "an identifier"),
];

/// The label or header says that the number is one of `other`.
pub(super) fn labelled(other: Topics) -> Message {
    let found = NAMES.iter().find(|(topics, _, _)| other.any(*topics));
    let (zh, en) = found.map_or(("其他号码", "another number"), |&(_, zh, en)| (zh, en));
    Message::new(format!("标签或表头表明这是{zh}"), format!("its label or column header says that it is {en}"))
}

/// A unit or currency sign stands beside it.
pub(super) fn amount() -> Message {
    Message::new("旁边有货币符号或单位，是金额或数量", "a unit or currency sign beside it makes it an amount")
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
