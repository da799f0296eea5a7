//! Shapes on slides and pages: whether anybody sees what stands in them.

use std::collections::HashSet;

use super::super::markup::Tag;
use crate::document::Hidden;

/// Elements that are a shape.
const SHAPES: [&str; 8] = ["frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption"];

/// A shape that is open.
struct Shape {
    name: String,
    hidden: Option<Hidden>,
    /// It has a ground of its own, on which white text is seen.
    filled: bool,
}

/// The open shapes, innermost last.
#[derive(Default)]
pub(super) struct Shapes(Vec<Shape>);

impl Shapes {
    /// An element begins; `filled` are the styles with a ground, `width` is that of the page, in points.
    pub(super) fn open(&mut self, tag: &Tag<'_>, filled: &HashSet<String>, width: Option<f64>) {
        if !SHAPES.contains(&tag.name()) {
            return;
        }
        let beside = tag.attribute("x").and_then(|x| points(&x)).zip(width).is_some_and(|(x, width)| x >= width);
        let hidden = match tag.attribute("display").as_deref() {
            Some("none" | "printer") => Some(Hidden::Style),
            _ => beside.then_some(Hidden::Invisible),
        };
        // Of two styles one is the presentation's.
        let filled = tag.attributes().any(|(name, style)| name == "style-name" && filled.contains(&style));
        self.0.push(Shape { name: tag.name().to_owned(), hidden, filled });
    }

    /// An element ends.
    pub(super) fn close(&mut self, name: &str) {
        if self.0.last().is_some_and(|shape| shape.name == name) {
            self.0.pop();
        }
    }

    /// Why nobody sees what stands here, if so.
    pub(super) fn hidden(&self) -> Option<Hidden> {
        self.0.iter().rev().find_map(|shape| shape.hidden)
    }

    /// True where white text is seen.
    pub(super) fn filled(&self) -> bool {
        self.0.iter().any(|shape| shape.filled)
    }
}

/// A length in points.
pub(super) fn points(length: &str) -> Option<f64> {
    let unit = length.find(|char: char| char.is_ascii_alphabetic())?;
    let value: f64 = length[..unit].parse().ok()?;
    let size = match &length[unit..] {
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "in" => 72.0,
        "pt" => 1.0,
        "pc" => 12.0,
        _ => return None,
    };
    Some(value * size)
}

#[cfg(test)]
mod tests {
    use super::super::super::markup::{Markup, Step};
    use super::*;

    fn hidden(shape: &str) -> (Option<Hidden>, bool) {
        let mut markup = Markup::new(shape);
        let Ok(Some(Step::Open(tag))) = markup.next() else { panic!("{shape}") };
        let mut shapes = Shapes::default();
        shapes.open(&tag, &HashSet::from(["gr1".to_owned()]), Some(720.0));
        (shapes.hidden(), shapes.filled())
    }

    #[test]
    fn shapes_are_hidden_by_their_mark_or_their_place() {
        assert_eq!(hidden("<draw:frame svg:x='2cm' draw:style-name='gr2'>"), (None, false));
        assert_eq!(hidden("<draw:frame svg:x='70cm'>"), (Some(Hidden::Invisible), false));
        assert_eq!(hidden("<draw:rect a:style-name='pr1' b:style-name='gr1'>"), (None, true));
        assert_eq!(hidden("<draw:custom-shape drawooo:display='none'>"), (Some(Hidden::Style), false));
        assert_eq!(hidden("<text:p svg:x='70cm'>"), (None, false));
    }
}
