//! What a site says about personal numbers: what is public, and how masks look.

use std::sync::LazyLock;

use crate::words::WordSet;

/// The kind of announcement, which decides what a telephone in it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// 公示: lists of persons; a telephone may be a leak or the office to turn to.
    Publicity,
    /// 采购: tenders and awards; the law asks for contacts, mobiles among them.
    Procurement,
    /// 通知: a telephone is a contact unless it stands with a person's other data.
    Notice,
}

/// What becomes of a mobile that is given as a work contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContactMobiles {
    /// It is cleared, with the reason.
    #[default]
    Clear,
    /// It is reported as advice.
    Advise,
}

/// How much of an ID number a proposed mask shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdMask {
    /// Digits shown at the beginning.
    pub first: usize,
    /// Digits shown at the end.
    pub last: usize,
}

/// The site's own rules for personal numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberPolicy {
    /// The kind of every document; `None` reads it from each document's title.
    pub profile: Option<Profile>,
    /// What becomes of mobiles given as work contacts, outside procurement.
    pub contact_mobiles: ContactMobiles,
    /// Labels and headers, in the site's words, whose numbers are public.
    pub public_labels: Vec<String>,
    /// The proposed mask of an ID number where nothing beside it tells the birth date.
    pub id_mask: IdMask,
    /// Weak masks are reported as serious up to this number of possible originals.
    pub serious_mask: u64,
    /// Weak masks are reported as errors up to this number, and cleared above it.
    pub weak_mask: u64,
}

impl Default for NumberPolicy {
    fn default() -> Self {
        NumberPolicy {
            profile: None,
            contact_mobiles: ContactMobiles::Clear,
            public_labels: Vec::new(),
            id_mask: IdMask { first: 6, last: 4 },
            serious_mask: 10,
            weak_mask: 1_000,
        }
    }
}

impl Profile {
    /// All profiles.
    pub const ALL: [Profile; 3] = [Profile::Publicity, Profile::Procurement, Profile::Notice];

    /// The name used in configuration.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Publicity => "公示",
            Profile::Procurement => "采购",
            Profile::Notice => "通知",
        }
    }

    /// The profile with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Profile::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// What the title or the opening of a document says it is. Procurement is asked first: its announcements
    /// call themselves 公示 and 公告 too.
    pub fn of_opening(title: &str, opening: &str) -> Self {
        let holds = |words: &WordSet| words.is_in(title) || words.is_in(opening);
        match () {
            () if holds(&PROCUREMENT) => Profile::Procurement,
            () if holds(&PUBLICITY) => Profile::Publicity,
            () => Profile::Notice,
        }
    }
}

static PROCUREMENT: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&[
        "采购",
        "招标",
        "中标",
        "投标",
        "成交",
        "询价",
        "磋商",
        "竞争性",
        "谈判",
        "比选",
        "遴选",
        "竞价",
        "拍卖",
        "挂牌",
        "出让",
        "询比",
        "产权交易",
        "招租",
        "竞买",
        "竞租",
        "比价",
        "议价",
        "资产处置",
        "招商",
        "候选人公示",
    ])
});

static PUBLICITY: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(&["公示", "名单", "公布", "公告", "处罚", "送达", "花名册", "一览表", "汇总表"]));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_tells_the_profile() {
        assert_eq!(Profile::of_opening("", "某校食堂设备采购项目中标公告"), Profile::Procurement);
        assert_eq!(Profile::of_opening("", "关于拟发放临时救助人员的公示"), Profile::Publicity);
        assert_eq!(Profile::of_opening("", "关于做好防汛工作的通知"), Profile::Notice);
        assert_eq!(Profile::ALL.map(|profile| Profile::from_name(profile.name())), Profile::ALL.map(Some));
    }
}
