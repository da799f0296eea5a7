//! Which files must be read: those that changed, those that may have, and those on which the rules
//! have changed. Pure comparison; reading and hashing is the caller's work.

/// What the file system says about a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Time of the last change in nanoseconds since 1970; only ever compared for equality, so that
    /// clocks may jump.
    pub mtime: i64,
}

/// What the state remembers of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// As it was when it was read.
    pub stamp: Stamp,
    /// True when it changed so shortly before it was read that a later change might not show.
    pub unsettled: bool,
    /// True when what was found depends on exceptions: it has findings, reported or accepted.
    pub has_findings: bool,
    /// True when the last attempt to read it failed for a reason that may have passed.
    pub retry: bool,
    /// True when it was judged by the detection rules of tonight.
    pub same_detection: bool,
    /// True when it was judged under the exceptions and levels of tonight.
    pub same_judgement: bool,
}

/// Why a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It was not there before.
    New,
    /// Its size or time changed.
    Changed,
    /// It may have changed unseen.
    Unsettled,
    /// It could not be read the last time.
    Retry,
    /// The rules, dictionaries or the configuration changed.
    Rules,
    /// Its turn to be compared by content.
    Rehash,
}

/// What to do with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: it is as it was.
    Keep,
    /// Read it and compare its content; scan it only when that differs.
    Compare(Reason),
    /// Read and scan it.
    Scan(Reason),
}

/// Decides for one file. `turn` is true when tonight is its turn to be compared by content.
pub fn plan(now: Stamp, before: Option<Remembered>, turn: bool) -> Plan {
    let Some(before) = before else { return Plan::Scan(Reason::New) };
    let rules = !before.same_detection || (before.has_findings && !before.same_judgement);
    match (rules, now == before.stamp) {
        (true, true) => Plan::Scan(Reason::Rules),
        (_, false) if rules || now.size != before.stamp.size => Plan::Scan(Reason::Changed),
        (_, false) => Plan::Compare(Reason::Changed),
        (_, true) if before.retry => Plan::Scan(Reason::Retry),
        (_, true) if before.unsettled => Plan::Compare(Reason::Unsettled),
        (_, true) if turn => Plan::Compare(Reason::Rehash),
        (_, true) => Plan::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Stamp = Stamp { size: 10, mtime: 5 };
    const CLEAN: Remembered = Remembered {
        stamp: NOW,
        unsettled: false,
        has_findings: false,
        retry: false,
        same_detection: true,
        same_judgement: true,
    };

    #[test]
    fn what_is_as_it_was_is_not_read() {
        assert_eq!(plan(NOW, Some(CLEAN), false), Plan::Keep);
        assert_eq!(plan(NOW, None, false), Plan::Scan(Reason::New));
    }

    #[test]
    fn a_clock_that_jumped_back_is_a_change_like_any_other() {
        let earlier = Stamp { mtime: -5, ..NOW };
        assert_eq!(plan(earlier, Some(CLEAN), false), Plan::Compare(Reason::Changed));
        assert_eq!(plan(Stamp { size: 11, ..NOW }, Some(CLEAN), false), Plan::Scan(Reason::Changed));
    }

    #[test]
    fn what_may_have_changed_is_compared() {
        let unsettled = Remembered { unsettled: true, ..CLEAN };
        assert_eq!(plan(NOW, Some(unsettled), false), Plan::Compare(Reason::Unsettled));
        assert_eq!(plan(NOW, Some(CLEAN), true), Plan::Compare(Reason::Rehash));
        assert_eq!(plan(NOW, Some(Remembered { retry: true, ..CLEAN }), false), Plan::Scan(Reason::Retry));
    }

    #[test]
    fn changed_exceptions_concern_only_files_with_findings() {
        let judged = Remembered { same_judgement: false, ..CLEAN };
        assert_eq!(plan(NOW, Some(judged), false), Plan::Keep);
        assert_eq!(plan(NOW, Some(Remembered { has_findings: true, ..judged }), false), Plan::Scan(Reason::Rules));
        assert_eq!(plan(NOW, Some(Remembered { same_detection: false, ..CLEAN }), false), Plan::Scan(Reason::Rules));
    }

    #[test]
    fn changed_rules_leave_no_room_for_comparing() {
        let old = Remembered { same_detection: false, ..CLEAN };
        assert_eq!(plan(Stamp { mtime: 6, ..NOW }, Some(old), false), Plan::Scan(Reason::Changed));
    }
}
