//! Listed phrases and places: building the indexes, and searching. Each benchmark asserts what it finds.
#![allow(missing_docs)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use shenjiao::Origin;
use shenjiao::detect::phrase::Phrases;
use shenjiao::detect::{Detector, Scan};
use shenjiao::dictionary;
use shenjiao::document::{BlockKind, Document, DocumentBuilder};
use shenjiao::finding::Match;

fn main() {
    divan::main();
}

/// Invented prose of an official kind, with one listed wrong form and one wrong parent.
const PARAGRAPH: &str = "各区人民政府，市政府直属各单位：为进一步加强政府网站建设和管理，根据有关规定，现将有关事项通知如下。\
各单位要认真履行主体责任，做好信息发布、解读回应和互动交流，及时更新栏目内容，不断提高服务水平。\
海南省海口市、湖南省长沙市等地的经验表明，健全制度、强化监督、明确分工是做好工作的重要保障。\
县级以上人民政府应当将所需经费列入本级财政预算，依照法律、法规的规定办理申请、受理、审查和公告。";

/// The last paragraph, with the faults.
const LAST: &str = "请认真布署，并赴湖北省张家界市学习。";

/// How often the paragraph stands in the document: about 4 MB.
const TIMES: usize = 6000;

fn document() -> Document {
    let mut builder = DocumentBuilder::new(Origin::file("基准.txt"), "text");
    for _ in 0..TIMES {
        paragraph(&mut builder, PARAGRAPH);
    }
    paragraph(&mut builder, LAST);
    builder.finish()
}

fn paragraph(builder: &mut DocumentBuilder, text: &str) {
    builder.open(BlockKind::Paragraph, None);
    builder.push_str(text);
    builder.close();
    builder.push_str("\n");
}

#[divan::bench]
fn search_phrases_and_places(bencher: Bencher<'_, '_>) {
    let (document, phrases) = (document(), Phrases::new(&dictionary::load(&[]).unwrap_or_default()));
    bencher.counter(BytesCount::new(document.text().len())).bench(|| {
        let mut found: Vec<Match> = Vec::new();
        phrases.detect(&Scan::new(black_box(&document)), &mut found);
        assert_eq!(found.len(), 2);
    });
}

/// The same forms with a general automaton, in the same run: bare hits, without conditions and layout.
#[divan::bench]
fn search_phrases_with_aho_corasick(bencher: Bencher<'_, '_>) {
    let entries = dictionary::load(&[]).unwrap_or_default();
    let running = entries.iter().filter(|entry| entry.severity.is_some());
    let forms: Vec<&str> = running.flat_map(|entry| entry.pairs()).map(|(wrong, _)| wrong).collect();
    let automaton = aho_corasick::AhoCorasick::new(&forms).expect("forms make an automaton");
    let hits = |text: &str| forms.iter().map(|form| text.matches(form).count()).sum::<usize>();
    let expected = hits(PARAGRAPH) * TIMES + hits(LAST);
    let document = document();
    bencher.counter(BytesCount::new(document.text().len())).bench(|| {
        assert_eq!(automaton.find_overlapping_iter(black_box(document.text())).count(), expected);
    });
}

#[divan::bench]
fn start_phrases() -> usize {
    let phrases = Phrases::new(&dictionary::load(&[]).unwrap_or_default());
    assert!(phrases.rules().len() > 10);
    phrases.rules().len()
}
