//! What the styles of a Word document say: headings, and text that is not seen.

use std::collections::HashMap;

use super::super::Fault;
use super::super::markup::{Markup, Step, Tag};

/// Text smaller than this many half points is not seen (`w:sz`).
const TINY: usize = 4;

/// Styles are based on one another this far at most.
const BASES: usize = 20;

/// What a style or a run says about being seen; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) vanish: Option<bool>,
    pub(super) white: Option<bool>,
    pub(super) tiny: Option<bool>,
    pub(super) shaded: Option<bool>,
}

impl Look {
    /// Takes over one property.
    pub(super) fn read(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "vanish" | "webHidden" => self.vanish = Some(tag.is_on("val")),
            "color" => {
                let value = tag.attribute("val").unwrap_or_default().to_ascii_uppercase();
                self.white = Some(matches!(value.as_str(), "FFFFFF" | "FEFEFE"));
            }
            "sz" => self.tiny = tag.number("val").map(|size| size < TINY),
            "shd" => self.shaded = Some(!matches!(tag.attribute("fill").as_deref(), None | Some("auto" | "FFFFFF"))),
            _ => {}
        }
    }

    /// This look, and `under` where it says nothing.
    pub(super) fn or(&self, under: &Look) -> Look {
        Look {
            vanish: self.vanish.or(under.vanish),
            white: self.white.or(under.white),
            tiny: self.tiny.or(under.tiny),
            shaded: self.shaded.or(under.shaded),
        }
    }
}

/// The styles of a document by their identifiers.
#[derive(Default)]
pub(super) struct Styles {
    pub(super) headings: HashMap<String, u8>,
    looks: HashMap<String, Look>,
    /// The style of paragraphs that name none.
    default: Look,
}

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let mut styles = Styles::default();
        let mut bases: HashMap<String, String> = HashMap::new();
        let mut markup = Markup::new(text);
        let mut id = String::new();
        let mut default = None;
        while let Some(step) = markup.next()? {
            let tag = match step {
                Step::Open(tag) => tag,
                // What follows the styles says nothing of them, in files where it does.
                Step::Close(tag) if tag.name() == "styles" => break,
                _ => continue,
            };
            match tag.name() {
                "style" => {
                    id = tag.attribute("styleId").unwrap_or_default();
                    // A style that says nothing itself still says what it is based on.
                    styles.looks.entry(id.clone()).or_default();
                    if tag.says("default") && tag.attribute("type").as_deref() == Some("paragraph") {
                        default = Some(id.clone());
                    }
                }
                "name" => styles.name(&id, &tag),
                "basedOn" => drop(bases.insert(id.clone(), tag.attribute("val").unwrap_or_default())),
                // Defaults of the document stand in no style.
                name if !id.is_empty() => styles.looks.entry(id.clone()).or_default().read(name, &tag),
                _ => {}
            }
        }
        styles.inherit(&bases);
        styles.default = default.map(|id| styles.look(&id)).unwrap_or_default();
        Ok(styles)
    }

    fn name(&mut self, id: &str, tag: &Tag<'_>) {
        let name = tag.attribute("val").unwrap_or_default().to_lowercase();
        if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse().ok()) {
            self.headings.insert(id.to_owned(), level);
        }
    }

    fn inherit(&mut self, bases: &HashMap<String, String>) {
        let own = self.looks.clone();
        for (id, look) in &mut self.looks {
            let chain = std::iter::successors(bases.get(id), |base| bases.get(*base)).take(BASES);
            *look = chain.filter_map(|base| own.get(base)).fold(*look, |look, base| look.or(base));
        }
    }

    /// What a style says, and what it is based on.
    pub(super) fn look(&self, id: &str) -> Look {
        self.looks.get(id).copied().unwrap_or_default()
    }

    /// What holds for paragraphs that name no style.
    pub(super) fn paragraph(&self) -> Look {
        self.default
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_says_what_the_one_below_it_says() {
        let text = r#"<styles><docDefaults><sz val="1"/></docDefaults><style styleId="a"><rPr><vanish/></rPr></style>
            <style styleId="b"><basedOn val="a"/><rPr><color val="ffffff"/></rPr></style>
            <style styleId="c"><basedOn val="b"/><rPr><vanish val="0"/></rPr></style>
            <style styleId="d"><basedOn val="d"/></style>
            <style styleId="e"><basedOn val="a"/></style></styles>"#;
        let styles = Styles::read(text).ok().unwrap();
        let seen = |id: &str| (styles.look(id).vanish, styles.look(id).white);
        assert_eq!([seen("b"), seen("c")], [(Some(true), Some(true)), (Some(false), Some(true))]);
        assert_eq!(seen("e"), (Some(true), None));
        assert_eq!((styles.look("d"), styles.paragraph()), (Look::default(), Look::default()));
    }
}
