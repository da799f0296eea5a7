//! The things that a label can name.

/// A set of things that a label can name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics(u64);

impl Topics {
    /// Names nothing.
    pub const NONE: Topics = Topics(0);

    /// Citizen ID numbers.
    pub const ID: Topics = Topics(1);
    /// "The number of the document", whichever it is: ID, passport, permit.
    pub const PAPER: Topics = Topics(1 << 1);
    /// Telephone numbers of any kind.
    pub const PHONE: Topics = Topics(1 << 2);
    /// A mobile: 手机.
    pub const MOBILE: Topics = Topics(1 << 3);
    /// Accounts and bank cards.
    pub const BANK: Topics = Topics(1 << 4);
    /// Passports.
    pub const PASSPORT: Topics = Topics(1 << 5);
    /// Travel permits of 港澳台 residents and to 港澳台.
    pub const PERMIT: Topics = Topics(1 << 6);
    /// Disability cards.
    pub const DISABILITY: Topics = Topics(1 << 7);
    /// Student numbers that contain the ID (学籍号).
    pub const STUDENT: Topics = Topics(1 << 8);
    /// E-mail addresses.
    pub const EMAIL: Topics = Topics(1 << 9);
    /// Addresses.
    pub const ADDRESS: Topics = Topics(1 << 10);
    /// Birth dates.
    pub const BIRTH: Topics = Topics(1 << 11);
    /// Vehicle plates.
    pub const PLATE: Topics = Topics(1 << 12);

    /// A telephone or address that is somebody's own: 家长电话, 家庭住址.
    pub const HOME: Topics = Topics(1 << 16);
    /// An office: 咨询电话, 热线.
    pub const OFFICE: Topics = Topics(1 << 17);
    /// Names of persons.
    pub const NAME: Topics = Topics(1 << 18);
    /// The person to turn to: 联系人, 经办人.
    pub const CONTACT: Topics = Topics(1 << 19);
    /// A body, company or project.
    pub const ORGANISATION: Topics = Topics(1 << 20);
    /// What is said of persons only: 性别, 民族, 与户主关系.
    pub const PERSONAL: Topics = Topics(1 << 21);
    /// Posts and tasks.
    pub const DUTY: Topics = Topics(1 << 22);
    /// Illness, disability, poverty, guardians.
    pub const SENSITIVE: Topics = Topics(1 << 23);
    /// Where an account is kept and for whom: 开户行, 收款单位.
    pub const ACCOUNT_HOLDER: Topics = Topics(1 << 24);

    /// 统一社会信用代码 and older codes of bodies.
    pub const ORGANISATION_CODE: Topics = Topics(1 << 32);
    /// Orders, payments, parcels, invoices.
    pub const ORDER: Topics = Topics(1 << 33);
    /// Contracts, projects, cases, certificates, records: every 编号.
    pub const SERIAL: Topics = Topics(1 << 34);
    /// Examinations, pupils, staff.
    pub const EXAM: Topics = Topics(1 << 35);
    /// Devices, meters, frame numbers, books.
    pub const DEVICE: Topics = Topics(1 << 36);
    /// Amounts and quantities.
    pub const AMOUNT: Topics = Topics(1 << 37);
    /// Coordinates.
    pub const COORDINATE: Topics = Topics(1 << 38);
    /// Times.
    pub const TIME: Topics = Topics(1 << 39);
    /// Hashes, tokens, versions and other things of programs.
    pub const TECHNICAL: Topics = Topics(1 << 40);

    /// Names that programmers give to every number: id, no, code.
    pub const VAGUE: Topics = Topics(1 << 41);

    const IDENTIFYING: u64 = 0x1FFF;
    const OTHER: u64 = 0x3FF << 32;

    /// Both sets together.
    pub const fn and(self, other: Topics) -> Topics {
        Topics(self.0 | other.0)
    }

    /// True when the sets share a topic.
    pub fn any(self, of: Topics) -> bool {
        self.0 & of.0 != 0
    }

    /// The set without some topics.
    pub const fn without(self, others: Topics) -> Topics {
        Topics(self.0 & !others.0)
    }

    /// True when nothing is named.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The topics that are other numbers than personal ones.
    pub fn other(self) -> Topics {
        Topics(self.0 & Self::OTHER)
    }

    /// True when it names something that identifies or reaches a person.
    pub fn identifies(self) -> bool {
        self.0 & Self::IDENTIFYING != 0
    }

    /// `self` with a later word of the same compound. The head stands last, so the later word
    /// decides between a personal number and another one.
    pub fn then(self, later: Topics) -> Topics {
        match (later.identifies(), later.other().is_none()) {
            (true, _) => Topics(self.0 & !Self::OTHER | later.0),
            (false, false) => Topics(self.0 & !Self::IDENTIFYING | later.0),
            (false, true) => self.and(later),
        }
    }

    /// The set without other numbers where it names a personal one as well.
    pub fn personal_first(self) -> Topics {
        if self.identifies() { Topics(self.0 & !Self::OTHER) } else { self }
    }
}
