//! The classes of entries. Each is one rule, so that a person can switch it off.

use crate::rule::Basis;

/// What kind of wrong phrase an entry lists: the `category` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A wrong, missing, extra or swapped character.
    Typo,
    /// A right word in the wrong company: 截止目前.
    Confusable,
    /// The country's name and symbols.
    CountryName,
    /// Names of state and Party bodies.
    BodyName,
    /// Set phrases of policy.
    PolicyPhrase,
    /// Terms that laws fix.
    LegalTerm,
    /// Words that hurt people.
    Discriminatory,
    /// Naming of Hong Kong, Macao and Taiwan.
    HkMoTw,
    /// Units that are not legal units of measurement.
    Unit,
    /// Variant forms of words against the recommended form.
    VariantForm,
    /// The same thing said twice.
    Redundancy,
    /// Bodies that no longer exist at the document's date.
    AbolishedName,
    /// Idioms.
    Idiom,
    /// Place names.
    PlaceName,
    /// Titles of posts.
    PostTitle,
    /// A user's own entries.
    Custom,
    /// Who holds a post, and since when: a user's table, none is built in.
    PostHolder,
}

impl Class {
    /// All classes in the order of their rules.
    pub const ALL: [Class; 17] = [
        Class::Typo,
        Class::Confusable,
        Class::CountryName,
        Class::BodyName,
        Class::PolicyPhrase,
        Class::LegalTerm,
        Class::Discriminatory,
        Class::HkMoTw,
        Class::Unit,
        Class::VariantForm,
        Class::Redundancy,
        Class::AbolishedName,
        Class::Idiom,
        Class::PlaceName,
        Class::PostTitle,
        Class::Custom,
        Class::PostHolder,
    ];

    /// The identifier and the name of the rule that reports the class.
    pub const fn rule(self) -> (&'static str, &'static str) {
        match self {
            Class::Typo => ("WRD001", "typo"),
            Class::Confusable => ("WRD002", "confusable"),
            Class::CountryName => ("WRD003", "country-name"),
            Class::BodyName => ("WRD004", "body-name"),
            Class::PolicyPhrase => ("WRD005", "policy-phrase"),
            Class::LegalTerm => ("WRD006", "legal-term"),
            Class::Discriminatory => ("WRD007", "discriminatory"),
            Class::HkMoTw => ("WRD008", "hk-mo-tw"),
            Class::Unit => ("WRD009", "unit"),
            Class::VariantForm => ("WRD010", "variant-form"),
            Class::Redundancy => ("WRD011", "redundancy"),
            Class::AbolishedName => ("WRD012", "abolished-name"),
            Class::Idiom => ("WRD013", "idiom"),
            Class::PlaceName => ("WRD014", "place-name"),
            Class::PostTitle => ("WRD015", "post-title"),
            Class::Custom => ("WRD016", "custom"),
            Class::PostHolder => ("WRD020", "post-holder"),
        }
    }

    /// The stable name: what stands in the `category` column, and the name of the rule.
    pub fn name(self) -> &'static str {
        self.rule().1
    }

    /// The class with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Class::ALL.into_iter().find(|class| class.name() == name)
    }

    /// What entries of the class rest on. It caps their severity.
    pub const fn basis(self) -> Basis {
        match self {
            Class::CountryName | Class::BodyName | Class::PolicyPhrase => Basis::Law,
            Class::Unit | Class::PostTitle | Class::Custom | Class::PostHolder => Basis::Law,
            Class::Typo | Class::Confusable | Class::Idiom | Class::PlaceName => Basis::Published,
            Class::LegalTerm | Class::Discriminatory | Class::HkMoTw => Basis::Published,
            Class::VariantForm | Class::Redundancy | Class::AbolishedName => Basis::Convention,
        }
    }
}
