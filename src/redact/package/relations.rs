//! How the parts of a Word document are tied together, as far as comments concern it.

use super::part::{decode, local_name, tag_end, values};

/// What a part of comments is called in its relation.
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";

/// What it is, for the list of contents.
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The list of contents of a package.
const CONTENTS: &str = "[Content_Types].xml";

/// Gives a part by its name.
pub(super) type Part<'a> = &'a dyn Fn(&str) -> Option<&'a [u8]>;

/// The parts that matter.
pub(super) struct Places {
    /// The body.
    pub(super) body: String,
    /// Its relations.
    relations: String,
    /// The comments.
    pub(super) comments: String,
    /// True when the comments are related to the body already.
    is_known: bool,
}

/// Looks for the body and its comments.
pub(super) fn places(part: Part<'_>) -> Option<Places> {
    let body = target(&decode(part("_rels/.rels")?), "/officeDocument").map(|path| resolved("", &path))?;
    let (folder, name) = body.rsplit_once('/').unwrap_or(("", &body));
    let relations = joined(folder, &format!("_rels/{name}.rels"));
    let known = part(&relations).and_then(|bytes| target(&decode(bytes), "/comments"));
    let comments = match &known {
        Some(path) => resolved(folder, path),
        None => joined(folder, "comments-shenjiao.xml"),
    };
    Some(Places { relations, comments, is_known: known.is_some(), body })
}

/// The parts that must name the comments, changed so that they do; none when they do.
pub(super) fn announced(part: Part<'_>, places: &Places) -> Option<Vec<(String, Vec<u8>)>> {
    if places.is_known {
        return Some(Vec::new());
    }
    let name = places.comments.rsplit('/').next()?;
    let relation = format!("<Relationship Id=\"rIdShenjiao\" Type=\"{KIND}\" Target=\"{name}\"/>");
    let relations = match part(&places.relations) {
        Some(bytes) => into_root(&decode(bytes), &relation)?,
        None => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relation}</Relationships>"
        ),
    };
    let content = format!("<Override PartName=\"/{}\" ContentType=\"{CONTENT}\"/>", places.comments);
    let contents = into_root(&decode(part(CONTENTS)?), &content)?;
    Some(vec![(places.relations.clone(), relations.into_bytes()), (CONTENTS.to_owned(), contents.into_bytes())])
}

/// The text with an element put last into its root. The root must have no prefix, as everywhere.
fn into_root(text: &str, element: &str) -> Option<String> {
    let end = text.rfind("</").filter(|&end| !text[end..].contains(':'));
    match end {
        Some(end) => Some(format!("{}{element}{}", &text[..end], &text[end..])),
        None => {
            let open = text.trim_end().strip_suffix("/>")?;
            let name = local_name(&open[open.rfind('<')?..]).to_owned();
            Some(format!("{open}>{element}</{name}>"))
        }
    }
}

/// The target of the relation whose type ends so.
fn target(relations: &str, kind: &str) -> Option<String> {
    let mut at = 0;
    while let Some(start) = relations[at..].find('<').map(|found| at + found) {
        let end = start + tag_end(&relations[start..]);
        let tag = &relations[start..end];
        let value = |wanted: &str| {
            let (_, from, to) = values(tag).into_iter().find(|(name, ..)| *name == wanted)?;
            Some(&tag[from..to])
        };
        if value("Type").is_some_and(|own| own.ends_with(kind)) && value("TargetMode") != Some("External") {
            return value("Target").map(str::to_owned);
        }
        at = end;
    }
    None
}

fn resolved(folder: &str, path: &str) -> String {
    match path.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => joined(folder, path.trim_start_matches("./")),
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_without_comments_is_told_of_them() {
        let root = "<Relationships xmlns=\"r\"><Relationship Id=\"1\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
        let contents = "<Types xmlns=\"t\"/>";
        let part = |name: &str| match name {
            "_rels/.rels" => Some(root.as_bytes()),
            "[Content_Types].xml" => Some(contents.as_bytes()),
            _ => None,
        };
        let found = places(&part).unwrap();
        assert_eq!((found.body.as_str(), found.comments.as_str()), ("word/document.xml", "word/comments-shenjiao.xml"));
        let new = announced(&part, &found).unwrap();
        assert_eq!(new[0].0, "word/_rels/document.xml.rels");
        let contents = String::from_utf8(new[1].1.clone()).unwrap();
        assert!(
            contents.starts_with("<Types xmlns=\"t\"><Override PartName=\"/word/comments-shenjiao.xml\""),
            "{contents}"
        );
        assert!(contents.ends_with("/></Types>"), "{contents}");
    }

    #[test]
    fn comments_that_are_there_are_used() {
        let relations =
            "<Relationships><Relationship Id=\"2\" Type=\"x/comments\" Target=\"/word/c.xml\"/></Relationships>";
        assert_eq!(target(relations, "/comments").map(|path| resolved("word", &path)), Some("word/c.xml".to_owned()));
        assert_eq!(resolved("word", "comments.xml"), "word/comments.xml");
    }
}
