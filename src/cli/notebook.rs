//! The site's own dictionary, as the editors' page adds to it.

use std::fs;
use std::path::{Path, PathBuf};

use shenjiao::Engine;
use shenjiao::dictionary::{self, Entry};
use shenjiao::finding::Message;
use shenjiao::serve::{Desk, Word};

use super::exit::{Stop, reason};
use super::settings::{Choice, Settings};
use super::{clock, output, server};

/// The name of a dictionary that nobody has named.
const NAME: &str = "本单位用语.tsv";

/// Identifiers of entries begin so.
const PREFIX: &str = "YM";

/// A dictionary that grows.
pub(crate) struct Notebook {
    choice: Choice,
    file: PathBuf,
    /// True when the configuration does not name it: it is then added to the engine here.
    extra: bool,
}

impl Notebook {
    /// The dictionary that was named, else the configuration's first, else the user's own.
    ///
    /// # Errors
    /// When there is no place for it, or its lines cannot be read.
    pub(crate) fn open(choice: &Choice, settings: &Settings, named: Option<PathBuf>) -> Result<Self, Stop> {
        let configured = server::dictionaries(settings);
        let file = named.or_else(|| configured.first().cloned()).or_else(own);
        let file = file.ok_or_else(|| "不知道词典放在哪里，请用 --dictionary 指定".to_owned())?;
        let extra = !configured.contains(&file);
        let notebook = Notebook { choice: choice.clone(), file, extra };
        notebook.engine()?;
        Ok(notebook)
    }

    /// The engine as configured, with this dictionary.
    ///
    /// # Errors
    /// Every fault of the configuration and of the dictionaries.
    pub(crate) fn engine(&self) -> Result<Engine, Stop> {
        let extra = (self.extra && self.file.exists()).then_some(self.file.as_path());
        Ok(self.choice.load_with(None, false, extra)?.engine)
    }

    /// Names the rules and all dictionaries.
    pub(crate) fn version(&self, settings: &Settings) -> String {
        let mut files = server::dictionaries(settings);
        files.push(self.file.clone());
        server::version(settings, &files.iter().map(PathBuf::as_path).collect::<Vec<_>>())
    }

    fn add(&self, word: &Word) -> Result<(), String> {
        let old = fs::read_to_string(&self.file).unwrap_or_default();
        let sheet = dictionary::parse(&old);
        if let Some(fault) = sheet.faults.first().filter(|_| !old.trim().is_empty()) {
            return Err(format!("{}:{fault}", self.file.display()));
        }
        let id = next_id(&sheet.entries);
        let row = row(word, &id)?;
        let new = dictionary::parse(&row);
        if sheet.entries.iter().any(|entry| new.entries.iter().any(|new| entry.find.contains(&new.find[0]))) {
            return Err("词典里已经有这个词".to_owned());
        }
        let faults = dictionary::check(&new.entries, &sheet.entries);
        if let Some(fault) = new.faults.first().or(faults.first()) {
            return Err(fault.message.clone());
        }
        let entries: Vec<Entry<'_>> = sheet.entries.into_iter().chain(new.entries).collect();
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{}：{}", folder.display(), reason(&error)))?;
        }
        output::write_file(&self.file, dictionary::write(&entries).as_bytes()).map_err(told)
    }
}

fn told(stop: Stop) -> String {
    match stop {
        Stop::Message(message) => message,
        _ => "词典没有写成".to_owned(),
    }
}

/// A dictionary of one entry. The word itself and its correction serve as examples.
fn row(word: &Word, id: &str) -> Result<String, String> {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let [wrong, right, reason, by] = [&word.wrong, &word.right, &word.reason, &word.by].map(|text| clean(text));
    for (text, name) in [(&wrong, "错误写法"), (&reason, "理由")] {
        if text.is_empty() {
            return Err(format!("{name}不能为空"));
        }
    }
    if wrong == right {
        return Err("两种写法是一样的".to_owned());
    }
    if [&wrong, &right].iter().any(|text| text.contains('|')) || wrong.chars().any(|char| char.is_ascii_digit()) {
        return Err("写法里不能有竖线，错误写法里不能有数字".to_owned());
    }
    let today = clock::today().map(|day| day.to_string()).unwrap_or_default();
    let note = format!("{today} {by}").trim().to_owned();
    let miss = if right.is_empty() { "此处没有这个词。" } else { &right };
    let cells = [id, "custom", "error", "high", &wrong, &right, "", "", "", "", &wrong, miss, &reason, &note];
    Ok(format!("{}\n{}\n", dictionary::COLUMNS.join("\t"), cells.join("\t")))
}

fn next_id(entries: &[Entry<'_>]) -> String {
    let numbers = entries.iter().filter_map(|entry| entry.id.strip_prefix(PREFIX)?.parse::<u32>().ok());
    format!("{PREFIX}{:04}", numbers.max().unwrap_or(0) + 1)
}

/// The user's own dictionary, where systems keep what programs are told.
fn own() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = variable("APPDATA").or_else(|| variable("XDG_CONFIG_HOME"));
    let folder = folder.or_else(|| variable("HOME").map(|home| home.join(".config")))?;
    Some(folder.join("shenjiao").join(NAME))
}

impl Desk for Notebook {
    fn add_word(&self, word: &Word) -> Result<Engine, Message> {
        let refused = |zh: String| Message::new(zh.clone(), format!("the word was not added: {zh}"));
        let old = fs::read(&self.file).ok();
        self.add(word).map_err(refused)?;
        self.engine().map_err(|stop| {
            // A dictionary that the engine refuses would keep the page from starting again.
            restore(&self.file, old);
            refused(told(stop))
        })
    }

    fn dictionary(&self) -> String {
        self.file.display().to_string()
    }

    fn now(&self) -> String {
        clock::now().chars().take(16).collect::<String>().replace('T', " ")
    }
}

fn restore(file: &Path, old: Option<Vec<u8>>) {
    let _ = match old {
        Some(bytes) => fs::write(file, bytes),
        None => fs::remove_file(file),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(wrong: &str, right: &str) -> Word {
        Word { wrong: wrong.into(), right: right.into(), reason: "局办公室要求".into(), by: "张某".into() }
    }

    #[test]
    fn a_word_becomes_an_entry_with_reason_and_date() {
        let row = row(&word("云岭景区", "云岭风景区"), "YM0001").unwrap();
        let sheet = dictionary::parse(&row);
        assert!(sheet.faults.is_empty(), "{:?}", sheet.faults);
        let entry = &sheet.entries[0];
        assert_eq!((entry.source, entry.find.as_slice()), ("局办公室要求", &["云岭景区"][..]));
        assert!(entry.note.ends_with("张某") && entry.note.starts_with("20"), "{}", entry.note);
    }

    #[test]
    fn what_is_no_word_is_refused() {
        for (wrong, right) in [("", "甲"), ("甲乙", "甲乙"), ("甲|乙", "丙"), ("460106", "x")] {
            assert!(row(&word(wrong, right), "YM0001").is_err(), "{wrong}");
        }
    }
}
