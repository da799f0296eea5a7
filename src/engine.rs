//! The engine: rules and policy, built once, applied to any number of documents.

use std::sync::Arc;

use crate::detect::near_miss::NearMiss;
use crate::detect::number::Numbers;
use crate::detect::number::policy::NumberPolicy;
use crate::detect::phrase::Phrases;
use crate::detect::structure::Structure;
use crate::detect::suppression::Suppressions;
use crate::detect::{Detector, Scan};
use crate::dictionary;
use crate::document::Document;
use crate::finding::Finding;
use crate::format::{InProcess, Limits, Reader, Sink};
use crate::judge::{self, Policy};
use crate::model::Model;
use crate::rule::Rule;
use crate::source::Source;

mod outcome;

pub use outcome::{Outcome, Scanned, Seen, leaks_in_names, mask_names};

/// Scans documents. Cheap to clone and to share between threads, free of global state.
#[derive(Clone)]
pub struct Engine {
    detectors: Arc<[Box<dyn Detector>]>,
    policy: Policy,
    reader: Arc<dyn Reader>,
    /// For each detector whether any of its rules is on. One that is off costs nothing, not even what
    /// it would read to start.
    running: Arc<[bool]>,
}

/// Puts an [`Engine`] together.
#[derive(Default)]
pub struct EngineBuilder {
    policy: Policy,
    models: Vec<Model>,
    numbers: NumberPolicy,
    dictionaries: Vec<(String, String)>,
}

impl Engine {
    /// Begins with all built-in rules and no policy.
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// Everything found in a document, in the order of the text: what is reported, what was
    /// cleared and what somebody accepted. See [`Finding::is_reported`].
    pub fn scan(&self, document: &Document) -> Vec<Finding> {
        let scan = Scan::new(document);
        let mut matches = Vec::new();
        for (detector, _) in self.detectors.iter().zip(self.running.iter()).filter(|(_, runs)| **runs) {
            detector.detect(&scan, &mut matches);
        }
        judge::judge(document, matches, &self.policy)
    }

    fn new(detectors: Arc<[Box<dyn Detector>]>, policy: Policy, reader: Arc<dyn Reader>) -> Self {
        let is_on = |rule: &&'static Rule| policy.is_on(rule);
        let running = detectors.iter().map(|detector| detector.rules().iter().any(is_on)).collect();
        Engine { detectors, policy, running, reader }
    }

    /// The same engine under another policy. Rules are compiled once, so that a configuration can
    /// be checked against the rules that it names.
    pub fn with_policy(self, policy: Policy) -> Self {
        Engine::new(self.detectors, policy, self.reader)
    }

    /// The same engine with another way of reading sources. Without this they are read in this process.
    pub fn with_reader(mut self, reader: Arc<dyn Reader>) -> Self {
        self.reader = reader;
        self
    }

    /// Reads a source in the engine's way and hands what it holds to `sink`.
    pub fn read(&self, source: Source, limits: &Limits, sink: Sink<'_>) {
        self.reader.read(source, limits, sink);
    }

    /// What the configuration says about rules.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The rules that run, sorted by identifier.
    pub fn rules(&self) -> Vec<&'static Rule> {
        let all = self.detectors.iter().flat_map(|detector| detector.rules());
        let mut rules: Vec<_> = all.filter(|rule| self.policy.is_on(rule)).collect();
        rules.sort_by_key(|rule| rule.id);
        rules
    }
}

impl EngineBuilder {
    /// What the site's configuration says about rules.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Adds what was learned from a site's own approved text; see [`crate::learn`].
    pub fn model(mut self, model: Model) -> Self {
        self.models.push(model);
        self
    }

    /// What the site's configuration says about personal numbers.
    pub fn numbers(mut self, numbers: NumberPolicy) -> Self {
        self.numbers = numbers;
        self
    }

    /// A dictionary beside the built-in ones, by the name under which its faults are told. Its entries
    /// replace those of the same identifier; see [`crate::dictionary`].
    pub fn dictionary(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.dictionaries.push((name.into(), text.into()));
        self
    }

    /// Builds the engine.
    ///
    /// # Errors
    /// Every fault of a rule or dictionary, one sentence each.
    pub fn build(self) -> Result<Engine, Vec<String>> {
        let phrases = Phrases::new(&dictionary::load(&self.dictionaries)?);
        let detectors: Vec<Box<dyn Detector>> = vec![
            Box::new(Numbers::new(self.numbers)),
            Box::new(phrases),
            Box::new(Structure),
            Box::new(NearMiss::with_models(self.models)),
            Box::new(Suppressions),
        ];
        let faults: Vec<String> =
            detectors.iter().flat_map(|detector| detector.rules()).filter_map(|rule| rule.check().err()).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Engine::new(detectors.into(), self.policy, Arc::new(InProcess)))
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("rules", &self.rules().len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for EngineBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EngineBuilder").finish_non_exhaustive()
    }
}
