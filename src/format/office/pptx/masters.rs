//! Masters and layouts of a presentation. What stands on them beside the placeholders is on every slide.
//! The text of a placeholder only prompts who edits ("单击此处编辑标题") and is on none: of that, what
//! holds a number is read.

use super::super::Fault;
use super::super::flow::{Flow, Ink};
use super::super::markup::{Markup, Step};
use super::super::package::Package;
use crate::digit;
use crate::document::Hidden;
use crate::place::Place;

/// Where masters and layouts lie, and what an editor calls them.
const PARTS: [(&str, &str); 4] = [
    ("ppt/slideMasters/slideMaster", "母版"),
    ("ppt/slideLayouts/slideLayout", "版式"),
    ("ppt/notesMasters/notesMaster", "备注母版"),
    ("ppt/handoutMasters/handoutMaster", "讲义母版"),
];

/// Digits from which the text of a placeholder is worth reading.
const DIGITS: usize = 6;

/// Adds the text of masters and layouts.
pub(super) fn read(package: &mut Package, flow: &mut Flow) -> Result<(), Fault> {
    for name in package.names().to_vec() {
        let Some((_, title)) = PARTS.iter().find(|(part, _)| name.starts_with(part) && name.ends_with(".xml")) else {
            continue;
        };
        part(&package.text(&name)?, title, flow)?;
    }
    Ok(())
}

fn part(text: &str, title: &str, flow: &mut Flow) -> Result<(), Fault> {
    let place = Place::Part(title.to_owned());
    let mut markup = Markup::new(text);
    let mut prompts = false;
    let mut field = false;
    let mut paragraph = String::new();
    while let Some(step) = markup.next()? {
        match step {
            Step::Open(tag) => match tag.name() {
                "sp" | "graphicFrame" | "pic" => prompts = false,
                "ph" => prompts = true,
                // The date and the slide's number, which the program writes.
                "fld" => field = true,
                "t" if !field => paragraph.push_str(&markup.text()?),
                _ => {}
            },
            Step::Close(tag) if tag.name() == "fld" => field = false,
            Step::Close(tag) if tag.name() == "p" => {
                let text = std::mem::take(&mut paragraph);
                let numbered = text.chars().filter(|&char| digit::value(char).is_some()).count() >= DIGITS;
                if !prompts {
                    flow.begin_part_at(place.clone(), None);
                    flow.text(Ink::Plain, &text);
                    flow.end_paragraph();
                } else if numbered {
                    flow.aside_at(Hidden::Style, None, place.clone(), &text);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;

    #[test]
    fn prompts_are_read_where_they_hold_a_number() {
        let shape = |head: &str, text: &str| {
            format!("<p:sp><p:nvPr>{head}</p:nvPr><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp>")
        };
        let text = [shape("<p:ph/>", "单击此处编辑标题"), shape("<p:ph/>", "某甲000000"), shape("", "某局")].concat();
        let mut flow = Flow::new(Origin::file("-"), "test");
        part(&format!("<p:sldMaster>{text}</p:sldMaster>"), "母版", &mut flow).ok().unwrap();
        let document = flow.finish(0);
        assert_eq!(document.text(), "某局\n某甲000000\n");
        assert_eq!(document.blocks()[1].hidden, Some(Hidden::Style));
    }
}
