//! 审校 (shenjiao): finds leaked personal information and wrong wording in text that a Chinese
//! government site publishes or is about to publish.
//!
//! The way of the data, each arrow one module, each module knowing only those before it:
//!
//! ```text
//! bytes ──format──▶ Document ──detect──▶ Match ──judge──▶ Finding
//! ```
//!
//! The library never prints, exits, or touches files, clocks or the environment.
//!
//! Build an [`Engine`] once and hand it sources; it is cheap to share between threads:
//!
//! ```
//! use shenjiao::engine::Outcome;
//! use shenjiao::format::Limits;
//! use shenjiao::{Engine, Origin, Source};
//!
//! let engine = Engine::builder().build().expect("the built-in rules are sound");
//! // The number is made up.
//! let text = "申请人身份证号：46010619900101101X，符合条件。";
//! let outcomes = engine.scan_source(Source::new(Origin::file("公示.txt"), text), &Limits::default());
//!
//! let Outcome::Scanned(scanned) = &outcomes[0] else { panic!("plain text is always read") };
//! let finding = &scanned.findings[0];
//! assert_eq!(finding.rule.name, "citizen-id");
//! assert_eq!(finding.place.to_string(), "1:9");
//! assert_eq!(finding.text.as_str(false), "4601***********01X");
//! ```
//!
//! Whoever needs the documents themselves reads them with [`format::read`] and scans each with
//! [`Engine::scan`]:
//!
//! ```
//! use shenjiao::format::{self, Item, Limits};
//! use shenjiao::{Engine, Origin, Source};
//!
//! let engine = Engine::builder().build().expect("the built-in rules are sound");
//! let source = Source::new(Origin::file("通知.html"), "<h1>通知</h1><p>一切正常。</p>");
//! format::read(source, &Limits::default(), &mut |item| match item {
//!     Item::Document(document) => {
//!         let leaks = engine.scan(&document).into_iter().filter(|finding| finding.rule.name == "citizen-id");
//!         assert_eq!((document.format(), leaks.count()), ("html", 0));
//!     }
//!     Item::Skip(skip) => panic!("{skip:?}"),
//! });
//! ```

pub mod baseline;
pub mod config;
pub mod date;
pub mod detect;
pub mod dictionary;
pub mod digit;
pub mod document;
mod edits;
pub mod engine;
pub mod finding;
pub mod format;
pub mod judge;
pub mod learn;
pub mod model;
pub mod place;
pub mod redact;
pub mod report;
pub mod rule;
#[cfg(feature = "serve")]
pub mod serve;
pub mod skip;
pub mod source;
pub mod span;
pub mod stored;
pub mod sweep;
pub mod text_index;
mod words;

pub use document::Document;
pub use engine::{Engine, EngineBuilder};
pub use finding::Finding;
pub use source::{Origin, Source};
