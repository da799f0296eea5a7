//! XML as office documents use it, read in one forward pass.
//!
//! A document type declaration is refused: office documents have none, and it is where entity bombs
//! and outside references live. Depth is limited, nothing recurses, and names are compared without
//! their prefix.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Fault;
use crate::skip::SkipReason;

/// Elements nested deeper than this are no document that a person made.
const DEEPEST: u32 = 2_000;

/// A forward reader.
pub(in crate::format) struct Markup<'a> {
    reader: Reader<&'a [u8]>,
    depth: u32,
}

/// One step through a document.
pub(in crate::format) enum Step<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// An element ends; an empty one too.
    Close(EndTag<'a>),
    /// Text, entities resolved.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
pub(in crate::format) struct Tag<'a>(BytesStart<'a>);

/// The end of an element.
pub(in crate::format) struct EndTag<'a>(BytesEnd<'a>);

impl<'a> Markup<'a> {
    pub(in crate::format) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        // Some programs close a heading as a paragraph.
        reader.config_mut().check_end_names = false;
        Markup { reader, depth: 0 }
    }

    /// The next step, or `None` at the end.
    pub(in crate::format) fn next(&mut self) -> Result<Option<Step<'a>>, Fault> {
        loop {
            let step = match self.reader.read_event().map_err(Fault::damaged)? {
                Event::Start(tag) => {
                    self.enter()?;
                    Step::Open(Tag(tag))
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close(EndTag(tag))
                }
                Event::Text(text) => Step::Text(text.into_inner()),
                Event::CData(text) => Step::Text(text.into_inner()),
                Event::GeneralRef(name) => Step::Text(entity(&name)),
                Event::DocType(_) => return Err(Fault::new(SkipReason::Unsupported, "含有 DOCTYPE 声明，不读取")),
                Event::Eof if self.depth > 0 => return Err(Fault::damaged("XML 不完整，末尾缺失")),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some(step));
        }
    }

    fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(SkipReason::TooDeep, format!("元素嵌套超过 {DEEPEST} 层")));
        }
        Ok(())
    }

    /// The text up to the end of the element that was just opened, its children's included.
    pub(in crate::format) fn text(&mut self) -> Result<String, Fault> {
        let mut text = String::new();
        let outside = self.depth;
        while self.depth >= outside {
            match self.next()? {
                Some(Step::Text(piece)) => text.push_str(&piece),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// The text of the elements called `name` inside the element that was just opened, each on a line.
    pub(in crate::format) fn text_in(&mut self, name: &str) -> Result<String, Fault> {
        let mut text = String::new();
        let mut inside = 0usize;
        let outside = self.depth;
        while self.depth >= outside {
            match self.next()? {
                Some(Step::Open(tag)) if tag.name() == name => {
                    if !text.is_empty() && inside == 0 {
                        text.push('\n');
                    }
                    inside += 1;
                }
                Some(Step::Close(tag)) if tag.name() == name => inside = inside.saturating_sub(1),
                Some(Step::Text(piece)) if inside > 0 => text.push_str(&piece),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// Passes over the element that was just opened.
    pub(in crate::format) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth;
        while self.depth >= outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

/// The predefined entities and numbered characters; anything else stays as it stands.
fn entity<'a>(name: &BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(char)) = name.resolve_char_ref() {
        return Cow::Owned(char.to_string());
    }
    match resolve_predefined_entity(name) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(format!("&{};", &**name)),
    }
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(in crate::format) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute with this name, whatever its prefix.
    pub(in crate::format) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// All attributes: names without prefix, values with entities resolved.
    pub(in crate::format) fn attributes(&self) -> impl Iterator<Item = (&str, String)> {
        let mut all = self.0.attributes();
        all.with_checks(false);
        all.flatten().map(|attribute| {
            let key = attribute.key.local_name().into_inner();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.to_string(), Cow::into_owned);
            (key, value)
        })
    }

    /// True when an attribute says yes: `1`, `true`, `on`, or the bare element without a value.
    pub(in crate::format) fn is_on(&self, name: &str) -> bool {
        !matches!(self.attribute(name).as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// True when the attribute is there and says yes.
    pub(in crate::format) fn says(&self, name: &str) -> bool {
        matches!(self.attribute(name).as_deref(), Some("1" | "true" | "on"))
    }

    /// The attribute as a number.
    pub(in crate::format) fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }
}

impl EndTag<'_> {
    /// The name without its prefix.
    pub(in crate::format) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(xml: &str) -> Result<String, SkipReason> {
        let mut markup = Markup::new(xml);
        let mut found = String::new();
        while let Some(step) = markup.next().map_err(|fault| fault.reason)? {
            if let Step::Text(text) = step {
                found.push_str(&text);
            }
        }
        Ok(found)
    }

    #[test]
    fn entities_are_resolved() {
        assert_eq!(texts("<a>1&#x32;&#51;&lt;<![CDATA[&]]></a>"), Ok("123<&".to_owned()));
    }

    #[test]
    fn an_end_before_the_end_is_damage() {
        assert_eq!(texts("<a><b>1</b>"), Err(SkipReason::Damaged));
        assert_eq!(texts("<a><b>1</c></a>"), Ok("1".to_owned()));
    }

    #[test]
    fn a_doctype_and_a_tower_are_refused() {
        assert_eq!(texts("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), Err(SkipReason::Unsupported));
        assert_eq!(texts(&"<a>".repeat(100_000)), Err(SkipReason::TooDeep));
    }
}
