//! What becomes of a finding from one night to the next.

/// Where a finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It is there. New or reopened when that began tonight.
    Open,
    /// It is there, and somebody took responsibility for it.
    Accepted,
    /// The file was changed and it is there no more.
    Fixed,
    /// Its file is there no more.
    Gone,
    /// The file is as it was, but the rules no longer report it.
    Withdrawn,
}

/// What a scan says about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It was found.
    Found,
    /// It was found, and somebody took responsibility for it.
    Accepted,
    /// It was not found.
    Absent(Absence),
}

/// Why a finding was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// The file was changed.
    Changed,
    /// The file was removed.
    Removed,
    /// The file is the same, the rules are not.
    OtherRules,
}

/// A line in the record of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Event {
    /// Found for the first time.
    New,
    /// Found again after it was closed, or no longer accepted.
    Reopened,
    /// Somebody took responsibility.
    Accepted,
    /// See [`Status::Fixed`].
    Fixed,
    /// See [`Status::Gone`].
    Gone,
    /// See [`Status::Withdrawn`].
    Withdrawn,
    /// Its file is found again under another path; the record goes on.
    Moved,
    /// Somebody wrote a remark.
    Note,
}

/// Where a finding stands after a scan, and the line for its record if anything changed.
/// `None` in and out means that nothing is known of it.
pub fn settle(before: Option<Status>, now: Presence) -> (Option<Status>, Option<Event>) {
    let (status, event) = match (before, now) {
        (None, Presence::Absent(_)) => return (None, None),
        (None, Presence::Found) => (Status::Open, Some(Event::New)),
        (Some(Status::Open), Presence::Found) => (Status::Open, None),
        (Some(_), Presence::Found) => (Status::Open, Some(Event::Reopened)),
        (Some(Status::Accepted), Presence::Accepted) => (Status::Accepted, None),
        (_, Presence::Accepted) => (Status::Accepted, Some(Event::Accepted)),
        (Some(status), Presence::Absent(_)) if status.is_closed() => (status, None),
        (Some(_), Presence::Absent(absence)) => absence.closes(),
    };
    (Some(status), event)
}

impl Absence {
    fn closes(self) -> (Status, Option<Event>) {
        match self {
            Absence::Changed => (Status::Fixed, Some(Event::Fixed)),
            Absence::Removed => (Status::Gone, Some(Event::Gone)),
            Absence::OtherRules => (Status::Withdrawn, Some(Event::Withdrawn)),
        }
    }
}

impl Status {
    /// All of them; their order is the number under which each is kept.
    pub const ALL: [Status; 5] = [Status::Open, Status::Accepted, Status::Fixed, Status::Gone, Status::Withdrawn];

    /// True when it is there no more.
    pub fn is_closed(self) -> bool {
        !matches!(self, Status::Open | Status::Accepted)
    }

    /// The number under which it is kept.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The status of this number.
    pub fn from_number(number: i64) -> Option<Self> {
        Status::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// What an editor reads.
    pub fn title(self) -> &'static str {
        match self {
            Status::Open => "待整改",
            Status::Accepted => "已确认可保留",
            Status::Fixed => "已整改",
            Status::Gone => "文件已删除",
            Status::Withdrawn => "规则调整后不再报告",
        }
    }
}

impl Event {
    /// The stable name.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// What an editor reads.
    pub fn title(self) -> &'static str {
        self.names().1
    }

    /// The event of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [
            Event::New,
            Event::Reopened,
            Event::Accepted,
            Event::Fixed,
            Event::Gone,
            Event::Withdrawn,
            Event::Moved,
            Event::Note,
        ];
        all.into_iter().find(|event| event.name() == name)
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Event::New => ("new", "新发现"),
            Event::Reopened => ("reopened", "再次出现"),
            Event::Accepted => ("accepted", "确认可保留"),
            Event::Fixed => ("fixed", "已整改"),
            Event::Gone => ("gone", "文件已删除"),
            Event::Withdrawn => ("withdrawn", "规则调整后不再报告"),
            Event::Moved => ("moved", "文件改名或移动"),
            Event::Note => ("note", "备注"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_new_once_and_closed_once() {
        let mut status = None;
        let mut events = Vec::new();
        let gone = Presence::Absent(Absence::Removed);
        let fixed = Presence::Absent(Absence::Changed);
        for now in [fixed, Presence::Found, Presence::Found, fixed, fixed, gone, Presence::Found, gone] {
            let (next, event) = settle(status, now);
            status = next;
            events.extend(event);
        }
        assert_eq!(events, [Event::New, Event::Fixed, Event::Reopened, Event::Gone]);
    }

    #[test]
    fn what_is_no_longer_accepted_is_open_again() {
        assert_eq!(settle(Some(Status::Open), Presence::Accepted), (Some(Status::Accepted), Some(Event::Accepted)));
        assert_eq!(settle(Some(Status::Accepted), Presence::Found), (Some(Status::Open), Some(Event::Reopened)));
    }

    #[test]
    fn other_rules_fix_nothing() {
        let (status, _) = settle(Some(Status::Open), Presence::Absent(Absence::OtherRules));
        assert_eq!(status, Some(Status::Withdrawn));
    }

    #[test]
    fn numbers_and_names_lead_back() {
        assert!(Status::ALL.iter().all(|&status| Status::from_number(status.number()) == Some(status)));
        assert_eq!(Event::from_name("reopened"), Some(Event::Reopened));
    }
}
