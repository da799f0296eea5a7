//! What a night amounts to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Event;

/// The numbers of one run, kept with its record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Files listed.
    pub listed: u64,
    /// Files and folders left out by configuration.
    pub excluded: u64,
    /// Files that were as they were and were not opened.
    pub kept: u64,
    /// Files opened.
    pub read: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Files opened whose content was as before.
    pub same: u64,
    /// Files whose content was known from another path.
    pub copies: u64,
    /// Files scanned.
    pub scanned: u64,
    /// Files left for the next run because the time was up.
    pub postponed: u64,
    /// Files that are no longer there.
    pub removed: u64,
    /// Findings that were found for the first time.
    pub new: u64,
    /// Findings that came back.
    pub reopened: u64,
    /// Findings that somebody took responsibility for.
    pub accepted: u64,
    /// Findings whose file was changed and that are no longer there.
    pub fixed: u64,
    /// Findings whose file was removed.
    pub gone: u64,
    /// Findings whose file is found again under another path.
    pub moved: u64,
    /// Findings that the rules no longer report.
    pub withdrawn: u64,
    /// How often the run was taken up again after it had been cut off.
    pub resumed: u64,
    /// At the end: files and parts of files that could not be read.
    pub unread: u64,
    /// At the end: open findings by level.
    pub open: BTreeMap<String, u64>,
    /// At the end: open findings by rule.
    pub rules: BTreeMap<String, u64>,
}

impl Counts {
    /// Counts a line in the record of a finding.
    pub fn note(&mut self, event: Event) {
        if let Some(count) = self.of(event) {
            *count += 1;
        }
    }

    /// Counts a line less: it was said of something that had another one already.
    pub fn take_back(&mut self, event: Event) {
        if let Some(count) = self.of(event) {
            *count = count.saturating_sub(1);
        }
    }

    fn of(&mut self, event: Event) -> Option<&mut u64> {
        Some(match event {
            Event::New => &mut self.new,
            Event::Reopened => &mut self.reopened,
            Event::Accepted => &mut self.accepted,
            Event::Fixed => &mut self.fixed,
            Event::Gone => &mut self.gone,
            Event::Withdrawn => &mut self.withdrawn,
            Event::Moved => &mut self.moved,
            Event::Note => return None,
        })
    }

    /// Open findings at the end, of all levels.
    pub fn open_in_all(&self) -> u64 {
        self.open.values().sum()
    }

    /// What happened, in a line for an editor.
    pub fn sentence(&self) -> String {
        let files = format!(
            "共 {} 个文件：未变 {}，读取 {}（其中内容未变 {}、与其他文件相同 {}、检查 {}），删除 {}",
            self.listed, self.kept, self.read, self.same, self.copies, self.scanned, self.removed
        );
        let findings = format!(
            "新发现 {}，再次出现 {}，已整改 {}，随文件删除 {}，待整改 {}",
            self.new,
            self.reopened,
            self.fixed,
            self.gone,
            self.open_in_all()
        );
        let rest = [
            (self.moved, "随文件改名或移动"),
            (self.withdrawn, "因规则调整不再报告"),
            (self.accepted, "新确认可保留"),
            (self.unread, "未能读取"),
            (self.postponed, "留待下次的文件"),
        ];
        let rest: String =
            rest.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("，{what} {count}")).collect();
        format!("{files}；{findings}{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_happened_is_told() {
        let mut counts = Counts { listed: 3, kept: 2, read: 1, scanned: 1, ..Counts::default() };
        counts.note(Event::New);
        counts.open.insert("serious".to_owned(), 1);
        let sentence = counts.sentence();
        assert!(sentence.contains("新发现 1") && sentence.contains("待整改 1"), "{sentence}");
        counts.note(Event::Moved);
        counts.take_back(Event::New);
        assert!(counts.sentence().contains("新发现 0") && counts.sentence().contains("移动 1"));
        assert!(!sentence.contains("未能读取") && !sentence.contains("留待"), "{sentence}");
    }

    #[test]
    fn records_of_older_versions_are_read() {
        let counts: Counts = serde_json::from_str("{\"listed\":7}").unwrap();
        assert_eq!(counts.listed, 7);
    }
}
