//! The `where` column: what must hold around a phrase before it counts.

use std::fmt;

/// One condition. All conditions of an entry must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `fix`: not a condition but a promise: the correction may be applied without asking.
    Fix,
    /// `word`: the phrase is cut off as words of its own when the sentence is segmented.
    Word,
    /// `start`: no Han character stands right before it.
    Start,
    /// `end`: no Han character stands right after it.
    End,
    /// `digit`: a digit or Chinese numeral stands right before it.
    Digit,
    /// `plain`: it does not stand inside 《》 or quotation marks.
    Plain,
    /// `present`: nothing around it says that the past is being told (原, 时任, 撤销, a year …).
    Present,
    /// `near:甲,乙`: one of these words stands nearby in the same block.
    Near(Vec<String>),
    /// `far:甲,乙`: none of these words does.
    Far(Vec<String>),
}

impl Condition {
    /// Reads one condition as written in the column; `None` when there is no such condition.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "fix" => Condition::Fix,
            "word" => Condition::Word,
            "start" => Condition::Start,
            "end" => Condition::End,
            "digit" => Condition::Digit,
            "plain" => Condition::Plain,
            "present" => Condition::Present,
            _ => {
                let (name, list) = text.split_once(':')?;
                let words: Vec<String> = list.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect();
                match name {
                    "near" if !words.is_empty() => Condition::Near(words),
                    "far" if !words.is_empty() => Condition::Far(words),
                    _ => return None,
                }
            }
        })
    }
}

/// As written in the column.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Condition::Fix => "fix",
            Condition::Word => "word",
            Condition::Start => "start",
            Condition::End => "end",
            Condition::Digit => "digit",
            Condition::Plain => "plain",
            Condition::Present => "present",
            Condition::Near(words) => return write!(f, "near:{}", words.join(",")),
            Condition::Far(words) => return write!(f, "far:{}", words.join(",")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_as_written() {
        assert_eq!(Condition::parse("word"), Some(Condition::Word));
        assert_eq!(Condition::parse("near:甲,乙"), Some(Condition::Near(vec!["甲".to_owned(), "乙".to_owned()])));
        assert_eq!(Condition::parse("near:"), None);
        assert_eq!(Condition::parse("about:甲"), None);
    }
}
