//! A made-up archive with sites, columns, dates and attachments, in which something changes every
//! night, and the truth about it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use super::site::Site;

/// A problem that can be planted, named by the rule that must find it.
const KINDS: &[&str] = &["WRD001", "PII001", "STR010"];

/// What one night brought.
#[derive(Debug, Default)]
pub struct Truth {
    /// What must be told as new or come back, as lines of `rule path`.
    pub told: Vec<String>,
    /// What must be closed, as lines of `event rule path`.
    pub closed: BTreeSet<String>,
}

/// The archive and everything that is in it.
pub struct Archive<'a> {
    site: &'a Site,
    random: u64,
    night: u64,
    made: usize,
    /// Pages with the problem that is in them.
    pages: BTreeMap<String, Option<&'static str>>,
}

impl<'a> Archive<'a> {
    pub fn new(site: &'a Site, seed: u64) -> Self {
        Archive { site, random: seed | 1, night: 0, made: 0, pages: BTreeMap::new() }
    }

    /// The first night: so many pages, every tenth with a problem.
    pub fn found(&mut self, pages: usize) -> Truth {
        let mut truth = Truth::default();
        for number in 0..pages {
            let problem = number.is_multiple_of(10).then(|| self.any_kind());
            self.add(problem, &mut truth);
        }
        truth.told.sort();
        truth
    }

    /// The next night: pages added, edited, put right, spoiled, touched and removed.
    pub fn sleep(&mut self, changes: usize) -> Truth {
        self.night += 1;
        let mut truth = Truth::default();
        let mut untouched: Vec<String> = self.pages.keys().cloned().collect();
        for _ in 0..changes {
            let path = untouched.swap_remove(self.below(untouched.len()));
            self.change(&path, &mut truth);
        }
        truth.told.sort();
        truth
    }

    pub fn len(&self) -> usize {
        self.pages.len()
    }

    fn change(&mut self, path: &str, truth: &mut Truth) {
        let problem = self.pages[path];
        match self.below(7) {
            0 => self.add(None, truth),
            1 => {
                let kind = self.any_kind();
                self.add(Some(kind), truth);
            }
            2 => {
                self.site.touch(self.night, path);
            }
            3 => {
                self.site.remove(path);
                self.pages.remove(path);
                truth.closed.extend(problem.map(|rule| format!("gone {rule} {path}")));
            }
            // A page is put right or spoiled; every other time it is only edited.
            4 | 5 => {
                let new = problem.is_none().then(|| self.any_kind());
                truth.closed.extend(problem.map(|rule| format!("fixed {rule} {path}")));
                truth.told.extend(new.map(|rule| format!("{rule} {path}")));
                self.write(path, new);
            }
            _ => self.write(path, problem),
        }
    }

    fn add(&mut self, problem: Option<&'static str>, truth: &mut Truth) {
        self.made += 1;
        let serial = self.made;
        let (site, column) =
            (["教育局", "民政局", "住建局"][serial % 3], ["通知公告", "公示", "政策解读"][serial / 3 % 3]);
        let ending = ["html", "html", "html", "txt", "csv", "zip"][serial % 6];
        let path = format!("{site}/{column}/2024{:02}/t{serial}.{ending}", serial % 12 + 1);
        truth.told.extend(problem.map(|rule| format!("{rule} {path}")));
        self.write(&path, problem);
    }

    /// A page says which page it is in the sentence with the problem, and which edition apart from it:
    /// an edit elsewhere on the page leaves the problem the same.
    fn write(&mut self, path: &str, problem: Option<&'static str>) {
        let serial: usize = path.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
        let (page, edition) = (spelled(serial), spelled(self.below(1_000_000)));
        let sentence = match problem {
            None => format!("{page}事项请遵照执行。"),
            Some("WRD001") => format!("{page}事项请立既执行。"),
            Some("STR010") => format!("{page}事项请于2024年6月31日前执行。"),
            Some(_) => format!("{page}事项由林小满办理，身份证号：{}。", self.citizen_id()),
        };
        self.site.write(self.night, path, document(path, &sentence, &format!("本件为{edition}版。")));
        self.pages.insert(path.to_owned(), problem);
    }

    /// A made-up number with a right check character.
    fn citizen_id(&mut self) -> String {
        const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let (year, sequence) = (1960 + self.below(40), self.below(1000));
        let body = format!("460106{year}{:02}{:02}{sequence:03}", self.below(12) + 1, self.below(28) + 1);
        let sum: usize = body.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
        format!("{body}{}", b"10X98765432"[sum % 11] as char)
    }

    fn any_kind(&mut self) -> &'static str {
        KINDS[self.below(KINDS.len())]
    }

    fn below(&mut self, end: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) as usize % end.max(1)
    }
}

fn document(path: &str, sentence: &str, edition: &str) -> Vec<u8> {
    let text = format!("关于做好有关工作的通知\n\n各有关单位：\n{sentence}\n{edition}\n");
    match path.rsplit('.').next().unwrap() {
        "html" => {
            let body = format!("<h1>通知</h1><p>各有关单位：</p><p>{sentence}</p><p>{edition}</p>");
            format!("<html><head><title>通知</title></head><body>{body}</body></html>").into_bytes()
        }
        "csv" => format!("事项,说明\n通知,{sentence}\n版次,{edition}\n").into_bytes(),
        "zip" => {
            let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            zip.start_file("附件/说明.txt", zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
            zip.finish().unwrap().into_inner()
        }
        _ => text.into_bytes(),
    }
}

/// A number in letters of which none is a numeral: digits do not tell one page from another.
fn spelled(mut number: usize) -> String {
    let letters: Vec<char> = "甲乙丙丁戊己庚辛壬癸".chars().collect();
    let mut word = String::new();
    while number > 0 || word.is_empty() {
        word.push(letters[number % 10]);
        number /= 10;
    }
    word
}
