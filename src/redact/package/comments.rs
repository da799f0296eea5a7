//! Comments in a Word document: where they stand, and the parts that hold them.
//!
//! A comment can stand around runs of the body. Runs that hold nothing but text are divided, so
//! that it stands around the very words; of others it takes the whole. Text boxes, headers and
//! what was deleted can have no comment; what was found there is counted as left over.

use std::collections::BTreeMap;
use std::ops::Range;

use super::part::{characters, decode, local_name, tag_end, values};
use super::search::{Ready, significant};

/// The names under which Word knows its own elements.
const NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// Elements whose text is not in the body, or is there a second time.
const APART: [&str; 4] = ["txbxContent", "Fallback", "moveFrom", "pict"];

/// More comments than these help nobody.
const MOST: usize = 1000;

/// What to say about a text.
#[derive(Clone, Debug)]
pub(in crate::redact) struct Comment {
    /// The text as a reader sees it.
    pub(in crate::redact) plain: String,
    /// The paragraph or cell that it stands in, and which of its occurrences there it is.
    pub(in crate::redact) only_in: Option<(String, usize)>,
    /// The paragraphs of the comment.
    pub(in crate::redact) lines: Vec<String>,
}

/// Who says it, and when.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The name that is shown.
    pub author: String,
    /// Time as `2026-11-28T09:30:00Z`.
    pub time: String,
}

/// A body with comments in it.
pub(super) struct Body {
    /// The part's text.
    pub(super) text: String,
    /// The elements of the comments, to be put into their own part.
    pub(super) comments: String,
    /// How many there are.
    pub(super) placed: usize,
}

/// A run, and where it can be divided.
struct Run {
    place: Range<usize>,
    /// The tag before its text, and the text, when that is all that it holds.
    text: Option<(Range<usize>, Range<usize>)>,
}

/// A character of a paragraph that is no blank.
struct Solid {
    place: Range<usize>,
    run: usize,
}

#[derive(Default)]
struct Paragraph {
    text: Vec<char>,
    solid: Vec<Solid>,
}

/// What is written at one place: what ends there stands before what begins there.
#[derive(Default)]
struct Marks {
    ends: String,
    starts: String,
    /// The run that is divided there.
    divides: Option<usize>,
}

/// Puts comments into a body; `first` is the number of the first. `None` when the body is not
/// written as Word writes it.
pub(super) fn annotate(text: &str, comments: &[Comment], first: usize, by: &Signature) -> Option<Body> {
    let space = NAMESPACES.into_iter().find(|space| text.contains(space))?;
    let prefix = prefix_of(text, space)?;
    let (paragraphs, runs) = paragraphs(text, &prefix);
    let mut marks: BTreeMap<usize, Marks> = BTreeMap::new();
    let mut taken: Vec<(usize, usize, &str)> = Vec::new();
    let mut body = Body { text: String::new(), comments: String::new(), placed: 0 };
    for comment in comments.iter().take(MOST) {
        let found = places(&paragraphs, comment);
        let free = found.into_iter().find(|&(paragraph, at, _)| {
            !taken.contains(&(paragraph, at, comment.lines.first().map_or("", String::as_str)))
        });
        let Some((paragraph, start, end)) = free else { continue };
        taken.push((paragraph, start, comment.lines.first().map_or("", String::as_str)));
        let solid = &paragraphs[paragraph].solid;
        let id = first + body.placed;
        mark(&mut marks, &runs, (&solid[start], &solid[end - 1]), &prefix, id);
        body.comments.push_str(&element(comment, id, space, by));
        body.placed += 1;
    }
    body.text = written(text, &runs, marks, &prefix);
    Some(body)
}

/// The prefix that a part gives to a namespace.
fn prefix_of(text: &str, space: &str) -> Option<String> {
    let at = text.find(&format!("=\"{space}\"")).or_else(|| text.find(&format!("='{space}'")))?;
    let name = text[..at].rsplit(|char: char| char.is_whitespace()).next()?;
    name.strip_prefix("xmlns:").map(str::to_owned)
}

/// The paragraphs of the body and their runs.
fn paragraphs(text: &str, prefix: &str) -> (Vec<Paragraph>, Vec<Run>) {
    let mut walker =
        Walker { text, prefix, paragraphs: Vec::new(), runs: Vec::new(), apart: 0, depth: 0, pieces: Vec::new() };
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        let end = match &text[start..] {
            rest if rest.starts_with("<!--") => rest.find("-->").map_or(text.len(), |end| start + end + 3),
            rest => start + tag_end(rest),
        };
        walker.tag(start, end);
        at = end;
    }
    (walker.paragraphs, walker.runs)
}

struct Walker<'a> {
    text: &'a str,
    prefix: &'a str,
    paragraphs: Vec<Paragraph>,
    runs: Vec<Run>,
    /// Depth in what is apart from the body.
    apart: usize,
    /// Depth in runs: a run with a reading above it holds others.
    depth: usize,
    /// The texts of the run, each with the tag before it.
    pieces: Vec<(Range<usize>, Range<usize>)>,
}

impl Walker<'_> {
    fn tag(&mut self, start: usize, end: usize) {
        let tag = &self.text[start..end];
        let (local, closes, is_empty) = (local_name(tag), tag.starts_with("</"), tag.ends_with("/>"));
        if APART.contains(&local) && !is_empty {
            self.apart = if closes { self.apart.saturating_sub(1) } else { self.apart + 1 };
        }
        let own =
            tag.trim_start_matches(['<', '/']).strip_prefix(self.prefix).is_some_and(|rest| rest.starts_with(':'));
        if self.apart > 0 || !own || is_empty {
            return;
        }
        match (local, closes) {
            ("p", false) => self.paragraphs.push(Paragraph::default()),
            ("r", false) => self.begin_run(start),
            ("r", true) => self.end_run(end),
            ("t", false) if self.depth > 0 => {
                let close = self.text[end..].find('<').map_or(self.text.len(), |found| end + found);
                self.pieces.push((start..end, end..close));
            }
            _ => {}
        }
    }

    fn begin_run(&mut self, start: usize) {
        if self.depth == 0 {
            self.runs.push(Run { place: start..start, text: None });
            self.pieces.clear();
        }
        self.depth += 1;
    }

    fn end_run(&mut self, end: usize) {
        self.depth = self.depth.saturating_sub(1);
        let Some(run) = self.runs.last_mut().filter(|_| self.depth == 0) else { return };
        run.place.end = end;
        if let [(tag, text)] = &self.pieces[..] {
            run.text = is_plain(self.text, run.place.clone(), tag, text).then(|| (tag.clone(), text.clone()));
        }
        let run = self.runs.len() - 1;
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        for (_, text) in &self.pieces {
            for unit in characters(self.text, text.start, text.end) {
                if !significant(std::iter::once(unit.char)).is_empty() {
                    paragraph.text.push(unit.char);
                    paragraph.solid.push(Solid { place: unit.stored.start()..unit.stored.end(), run });
                }
            }
        }
    }
}

/// True when a run is its properties and one text.
fn is_plain(all: &str, run: Range<usize>, tag: &Range<usize>, text: &Range<usize>) -> bool {
    let head = &all[run.start..tag.start];
    let properties = &head[tag_end(head)..];
    let is_one = tag_end(properties) == properties.len() || properties.ends_with("rPr>");
    let is_properties =
        properties.is_empty() || (local_name(properties) == "rPr" && is_one && !properties.contains("Change"));
    let rest = &all[text.end..run.end];
    let closing = tag_end(rest);
    is_properties
        && rest.starts_with("</")
        && rest[closing..].starts_with("</")
        && closing + tag_end(&rest[closing..]) == rest.len()
}

/// Where a comment can stand: paragraph, first and behind last character. Best first.
fn places(paragraphs: &[Paragraph], comment: &Comment) -> Vec<(usize, usize, usize)> {
    let wanted = Ready::new(&comment.plain, comment.only_in.as_ref());
    let anywhere = Ready::new(&comment.plain, None);
    let length = wanted.length();
    let of = |ready: &Ready| -> Vec<(usize, usize, usize)> {
        let all = paragraphs.iter().enumerate().filter(|(_, paragraph)| paragraph.text.len() >= length);
        all.flat_map(|(number, paragraph)| {
            let at = (0..=paragraph.text.len() - length).filter(|&at| ready.fits(&paragraph.text, at));
            at.map(move |at| (number, at, at + length)).collect::<Vec<_>>()
        })
        .collect()
    };
    match length {
        0 => Vec::new(),
        _ => of(&wanted).into_iter().chain(of(&anywhere)).collect(),
    }
}

fn mark(marks: &mut BTreeMap<usize, Marks>, runs: &[Run], (first, last): (&Solid, &Solid), prefix: &str, id: usize) {
    let at = |solid: &Solid, place: usize, whole: usize| match &runs[solid.run].text {
        Some((_, text)) if place > text.start && place < text.end => (place, Some(solid.run)),
        _ => (whole, None),
    };
    let (start, divides) = at(first, first.place.start, runs[first.run].place.start);
    let begin = marks.entry(start).or_default();
    begin.starts.push_str(&format!("<{prefix}:commentRangeStart {prefix}:id=\"{id}\"/>"));
    begin.divides = begin.divides.or(divides);
    let (end, divides) = at(last, last.place.end, runs[last.run].place.end);
    let stop = marks.entry(end).or_default();
    stop.ends.push_str(&format!(
        "<{prefix}:commentRangeEnd {prefix}:id=\"{id}\"/><{prefix}:r><{prefix}:commentReference {prefix}:id=\"{id}\"/></{prefix}:r>"
    ));
    stop.divides = stop.divides.or(divides);
}

/// The body with the marks in it. A run that is divided goes on as another run of the same form,
/// and blanks at its ends stay.
fn written(text: &str, runs: &[Run], marks: BTreeMap<usize, Marks>, prefix: &str) -> String {
    let divided = marks.values().filter_map(|marks| marks.divides).filter_map(|run| runs[run].text.as_ref());
    let keeping = format!("<{prefix}:t xml:space=\"preserve\">");
    let mut edits: BTreeMap<usize, (usize, String)> =
        divided.map(|(tag, _)| (tag.start, (tag.end, keeping.clone()))).collect();
    for (at, Marks { ends, starts, divides }) in marks {
        let between = format!("{ends}{starts}");
        let new = match divides.and_then(|run| runs[run].text.as_ref().map(|(tag, _)| (run, tag))) {
            None => between,
            Some((run, tag)) => {
                let head = &text[runs[run].place.start..tag.start];
                format!("</{prefix}:t></{prefix}:r>{between}{head}{keeping}")
            }
        };
        edits.insert(at, (at, new));
    }
    let mut copy = String::with_capacity(text.len() * 2);
    let mut done = 0;
    for (start, (end, new)) in edits {
        copy.push_str(&text[done..start]);
        copy.push_str(&new);
        done = end;
    }
    copy + &text[done..]
}

fn element(comment: &Comment, id: usize, space: &str, by: &Signature) -> String {
    let escape = |text: &str| html_escape::encode_double_quoted_attribute(text).into_owned();
    let (author, time) = (escape(&by.author), escape(&by.time));
    let initials: String = by.author.chars().take(1).collect();
    let reference = "<w:r><w:annotationRef/></w:r>";
    let paragraph = |(at, line): (usize, &String)| {
        let reference = if at == 0 { reference } else { "" };
        format!("<w:p>{reference}<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(line))
    };
    let paragraphs: String = comment.lines.iter().enumerate().map(paragraph).collect();
    format!(
        "<w:comment xmlns:w=\"{space}\" w:id=\"{id}\" w:author=\"{author}\" w:date=\"{time}\" w:initials=\"{}\">{paragraphs}</w:comment>",
        escape(&initials)
    )
}

/// The first number that no comment of a part has.
pub(super) fn next_id(part: &str) -> usize {
    let mut next = 0;
    let mut at = 0;
    while let Some(start) = part[at..].find('<').map(|found| at + found) {
        let end = start + tag_end(&part[start..]);
        let tag = &part[start..end];
        if local_name(tag) == "comment" {
            let own = values(tag).into_iter().filter(|(name, ..)| name.ends_with("id"));
            let numbers = own.filter_map(|(_, from, to)| tag[from..to].parse::<usize>().ok());
            next = numbers.map(|number| number + 1).fold(next, usize::max);
        }
        at = end;
    }
    next
}

/// The part of comments with more in it, or a new one.
pub(super) fn part_with(part: Option<&[u8]>, comments: &str) -> Option<Vec<u8>> {
    let text = match part {
        None => {
            let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
            format!("{head}<w:comments xmlns:w=\"{}\">{comments}</w:comments>", NAMESPACES[0])
        }
        Some(bytes) => {
            let text = decode(bytes);
            match text.rfind("</").filter(|&at| local_name(&text[at..]) == "comments") {
                Some(at) => format!("{}{comments}{}", &text[..at], &text[at..]),
                None => {
                    // `<w:comments …/>`, which holds none.
                    let at = text.rfind('<').filter(|&at| local_name(&text[at..]) == "comments")?;
                    let (tag, name) = (&text[at..], &text[at + 1..]);
                    let name = &name[..name.find(|char: char| char.is_whitespace() || char == '/')?];
                    let open = tag.trim_end().strip_suffix("/>")?;
                    format!("{}{open}>{comments}</{name}>", &text[..at])
                }
            }
        }
    };
    Some(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    fn annotated(body: &str, plain: &str, block: &str) -> Body {
        let comment = Comment {
            plain: plain.to_owned(),
            only_in: Some((block.to_owned(), 0)),
            lines: vec!["应为“立即”".to_owned(), "依据 <甲>".to_owned()],
        };
        let by = Signature { author: "审校".to_owned(), time: "2026-11-28T00:00:00Z".to_owned() };
        annotate(&format!("<w:document {SPACE}>{body}</w:document>"), &[comment], 7, &by).unwrap()
    }

    #[test]
    fn a_run_of_text_is_divided_around_the_words() {
        let body = annotated(
            "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>请立既整改</w:t></w:r></w:p>",
            "立既",
            "请立既整改",
        );
        let head = "<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">";
        let wanted = format!(
            "<w:p>{head}请</w:t></w:r><w:commentRangeStart w:id=\"7\"/>{head}立既</w:t></w:r><w:commentRangeEnd w:id=\"7\"/>\
             <w:r><w:commentReference w:id=\"7\"/></w:r>{head}整改</w:t></w:r></w:p>"
        );
        assert!(body.text.contains(&wanted), "{}", body.text);
        assert!(body.comments.contains("<w:t xml:space=\"preserve\">依据 &lt;甲&gt;</w:t>"), "{}", body.comments);
    }

    #[test]
    fn words_in_several_runs_are_embraced() {
        let body = annotated(
            "<w:p><w:r><w:t>立</w:t></w:r><w:r><w:t>既</w:t><w:tab/></w:r><w:r><w:t>整改</w:t></w:r></w:p>",
            "立既",
            "立既\t整改",
        );
        let wanted = "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>立</w:t></w:r><w:r><w:t>既</w:t><w:tab/></w:r><w:commentRangeEnd w:id=\"7\"/>";
        assert!(body.text.contains(wanted), "{}", body.text);
    }

    #[test]
    fn a_run_that_holds_more_than_text_is_not_divided() {
        let run = "<w:r><w:rPr><w:b/></w:rPr><w:tab/><w:t>请立既整改</w:t></w:r>";
        let body = annotated(&format!("<w:p>{run}</w:p>"), "立既", "\t请立既整改");
        assert!(
            body.text.contains(&format!("<w:p><w:commentRangeStart w:id=\"7\"/>{run}<w:commentRangeEnd")),
            "{}",
            body.text
        );
    }

    #[test]
    fn of_two_equal_words_the_right_one_is_taken() {
        let body = annotated(
            "<w:p><w:r><w:t>立既上报</w:t></w:r></w:p><w:p><w:r><w:t>立既整改</w:t></w:r></w:p>",
            "立既",
            "立既整改",
        );
        assert!(body.text.contains("</w:p><w:p><w:commentRangeStart w:id=\"7\"/>"), "{}", body.text);
    }

    #[test]
    fn text_boxes_have_no_comments() {
        let boxed = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>立既</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>";
        assert_eq!(annotated(boxed, "立既", "立既").placed, 0);
    }

    #[test]
    fn comments_that_are_there_stay() {
        let part = format!("<w:comments {SPACE}><w:comment w:id=\"4\"><w:p/></w:comment></w:comments>");
        assert_eq!((next_id(&part), next_id("<w:comments/>")), (5, 0));
        let more = part_with(Some(part.as_bytes()), "<x/>").unwrap();
        assert!(String::from_utf8(more).unwrap().ends_with("</w:comment><x/></w:comments>"));
        let first = part_with(Some(format!("<w:comments {SPACE}/>").as_bytes()), "<x/>").unwrap();
        assert!(String::from_utf8(first).unwrap().ends_with("><x/></w:comments>"));
    }
}
