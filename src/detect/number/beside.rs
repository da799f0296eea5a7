//! What is said beside somebody's number in running text and in the data of scripts, clause by clause.
//!
//! Rows of tables are left out: their cells are asked by themselves.

use super::scene::{Scene, floor};
use super::telephone;
use crate::document::{Block, BlockKind};
use crate::span::{Span, Text};

/// True for what parts the values of a record in running text.
pub(super) fn parts_clauses(char: char) -> bool {
    matches!(
        char,
        '\n' | '；' | ';' | '，' | ',' | '。' | '\t' | '|' | '｜' | '\u{3000}' | '\u{2003}' | '【' | '^' | '&' | '"'
    )
}

/// Bytes before and behind a number in a script in which the object or the list around it begins and ends.
const OBJECT: usize = 600;

impl<'d> Scene<'d> {
    /// The clauses of the lines, records and objects in which numbers stand, each once. The numbers are in rising order.
    pub(super) fn clauses_around(&self, numbers: &[Span<Text>]) -> Vec<&'d str> {
        self.clauses(numbers.iter().filter_map(|&number| self.record_around(number)))
    }

    /// The same of their lines alone.
    pub(super) fn clauses_of_lines(&self, numbers: &[Span<Text>]) -> Vec<&'d str> {
        let line = |&number: &Span<Text>| {
            let context = self.context(number, 0);
            let in_cell = context.block.is_some_and(|block| block.cell().is_some() || block.kind == BlockKind::Code);
            (!in_cell).then(|| telephone::line(self.text, number))
        };
        self.clauses(numbers.iter().filter_map(line))
    }

    fn clauses(&self, records: impl Iterator<Item = Span<Text>>) -> Vec<&'d str> {
        let mut done = 0;
        let mut clauses = Vec::new();
        for record in records {
            let start = record.start().max(done).min(record.end());
            done = done.max(record.end());
            clauses.extend(self.text[start..record.end()].split(parts_clauses));
        }
        clauses
    }

    fn record_around(&self, number: Span<Text>) -> Option<Span<Text>> {
        let context = self.context(number, 0);
        if let Some(script) = context.block.filter(|block| block.kind == BlockKind::Code) {
            return Some(self.object_around(script, number));
        }
        (!context.is_value() || self.has_lines(&context)).then(|| self.record(&context, number))
    }

    /// From the bracket before a number in a script to the one behind it.
    fn object_around(&self, script: &Block, number: Span<Text>) -> Span<Text> {
        let near = script.span.start().max(floor(self.text, number.start().saturating_sub(OBJECT)));
        let far = script.span.end().min(floor(self.text, number.end() + OBJECT)).max(number.end());
        let start = self.text[near..number.start()].rfind(['{', '[']).map_or(near, |at| near + at + 1);
        let end = self.text[number.end()..far].find(['}', ']']).map_or(far, |at| number.end() + at);
        Span::new(start, end)
    }
}
