//! What a rule is: a name, a level, a basis, and examples of what it finds and what it leaves alone.

use std::fmt;

/// A rule that can be reported.
///
/// Rules are data; what finds them lives in `detect`. A rule without both kinds of example is
/// refused by [`Rule::check`], which the engine runs on every rule when it is built.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable identifier: three letters and three digits, such as `PII001`.
    pub id: &'static str,
    /// Stable name that reads as "allow NAME", such as `citizen-id`.
    pub name: &'static str,
    /// What kind of fault it is.
    pub category: Category,
    /// The level of a finding unless configuration or evidence says otherwise.
    pub severity: Severity,
    /// What the level rests on. It caps the severity.
    pub basis: Basis,
    /// One line for lists and findings.
    pub summary: Bilingual,
    /// A page for `explain`: what it does, why it is bad, what to do instead.
    pub explain: Bilingual,
    /// The standards and publications it rests on.
    pub citations: &'static [&'static str],
    /// Text that must and must not be reported.
    pub examples: Examples,
}

/// The same sentence in Chinese and English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// For editors.
    pub zh: &'static str,
    /// For everybody else.
    pub en: &'static str,
}

/// Texts, each a small plain-text document of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Examples {
    /// Every one of these yields at least one reported finding of the rule.
    pub hit: &'static [&'static str],
    /// None of these yields a reported finding of the rule.
    pub miss: &'static [&'static str],
}

/// What kind of fault a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Leaked personal information.
    Privacy,
    /// Wrong words and phrases.
    Wording,
    /// Wrong form of the document.
    Structure,
    /// Faults of the site around the text.
    Site,
}

/// How bad a finding is. `Advice < Error < Serious`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// 建议: worth a look.
    Advice,
    /// 一般: should be corrected.
    Error,
    /// 严重: must not be published.
    Serious,
}

/// How sure a finding is, apart from how bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// More often right than wrong.
    Low,
    /// Usually right.
    Medium,
    /// Practically always right.
    High,
}

/// What a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// Usage and house style: never above advice.
    Convention,
    /// A published correction or inspection: never above error.
    Published,
    /// A law or national standard: may be serious.
    Law,
}

impl Basis {
    /// The highest level that the basis carries.
    pub fn cap(self) -> Severity {
        match self {
            Basis::Convention => Severity::Advice,
            Basis::Published => Severity::Error,
            Basis::Law => Severity::Serious,
        }
    }
}

impl Rule {
    /// What is wrong with the rule itself, if anything.
    pub fn check(&self) -> Result<(), String> {
        if self.examples.hit.is_empty() || self.examples.miss.is_empty() {
            return Err(format!("规则 {} 缺少应当命中或不应命中的例句", self.id));
        }
        if self.severity > self.basis.cap() {
            return Err(format!("规则 {} 的级别高于其依据所允许的级别", self.id));
        }
        Ok(())
    }

    /// True when `key` is the rule's identifier (in any case) or name.
    pub fn answers_to(&self, key: &str) -> bool {
        self.id.eq_ignore_ascii_case(key) || self.name == key
    }
}

impl Category {
    /// The stable name, such as `privacy`.
    pub fn name(self) -> &'static str {
        match self {
            Category::Privacy => "privacy",
            Category::Wording => "wording",
            Category::Structure => "structure",
            Category::Site => "site",
        }
    }
}

impl Severity {
    /// All levels, worst first.
    pub const ALL: [Severity; 3] = [Severity::Serious, Severity::Error, Severity::Advice];

    /// The stable name, such as `serious`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Serious => "serious",
            Severity::Error => "error",
            Severity::Advice => "advice",
        }
    }

    /// What an editor reads.
    pub fn title(self) -> &'static str {
        match self {
            Severity::Serious => "严重",
            Severity::Error => "一般",
            Severity::Advice => "建议",
        }
    }

    /// The level with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

impl Confidence {
    /// The stable name, such as `high`.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }

    /// The confidence with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Confidence::Low, Confidence::Medium, Confidence::High].into_iter().find(|level| level.name() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
