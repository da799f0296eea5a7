//! What git knows: which blobs a commit would add, and their content.
//!
//! Everything is asked of the `git` program, in as few processes as possible: one for the list of
//! changes, one for all blobs. The work tree is never read (a file may be masked there and not in
//! the index) and nothing is stashed.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The listing of the index against a commit.
const STAGED: &[&str] = &[
    "diff",
    "--cached",
    "--raw",
    "-z",
    "-M",
    "--no-abbrev",
    "--no-ext-diff",
    "--diff-filter=ACMRT",
    "--ignore-submodules=none",
];

/// The listing of everything that commits changed, against each of their parents.
const LOGGED: &[&str] =
    &["log", "--format=", "--raw", "-z", "-r", "-m", "-M", "--no-abbrev", "--no-ext-diff", "--diff-filter=ACMRT"];

/// Options that select commits, as server hooks need them.
const SELECTORS: &[&str] = &["--not", "--all"];

/// A repository, by the folder in which git is asked.
#[derive(Debug)]
pub(crate) struct Repository {
    folder: PathBuf,
}

/// A blob that a change brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Path from the top of the repository; bytes that are not UTF-8 are shown replaced.
    pub(crate) path: String,
    /// The new content.
    pub(crate) new: String,
    /// The content that it replaces, under this or, for a renamed file, its earlier name; several
    /// where a merge replaces what several parents had.
    pub(crate) old: Vec<String>,
    /// What kind of entry it is.
    pub(crate) kind: Kind,
}

/// What an entry of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file.
    File,
    /// A symbolic link: its content is a path, not a document.
    Link,
    /// Another repository's commit.
    Submodule,
}

impl Repository {
    /// The repository that `folder` lies in.
    pub(crate) fn around(folder: &Path) -> Self {
        Repository { folder: folder.to_owned() }
    }

    /// What the next commit would bring. What a merge takes over from one of its parents is in the
    /// history already and is not listed.
    pub(crate) fn staged(&self) -> io::Result<Vec<Change>> {
        let mut changes = changes(&self.ask(STAGED)?)?;
        for head in self.merge_heads()? {
            let against = self.ask(&[STAGED, &[head.as_str()]].concat())?;
            merge(&mut changes, self::changes(&against)?);
        }
        Ok(changes)
    }

    /// The other parents of a merge that is being committed.
    fn merge_heads(&self) -> io::Result<Vec<String>> {
        let file = self.folder.join(line(&self.ask(&["rev-parse", "--git-path", "MERGE_HEAD"])?));
        match std::fs::read_to_string(file) {
            Ok(heads) => Ok(heads.lines().map(str::to_owned).collect()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// What the commits of a range such as `A..B`, or `NEW --not --all`, brought, each blob of each
    /// path once. A number that one commit adds and a later one takes away is still in the history,
    /// and so is listed.
    pub(crate) fn range(&self, range: &str) -> io::Result<Vec<Change>> {
        let revisions: Vec<&str> = range.split_whitespace().collect();
        if let Some(option) = revisions.iter().find(|word| word.starts_with('-') && !SELECTORS.contains(word)) {
            return Err(io::Error::other(format!("“{option}”不是提交范围")));
        }
        let listing = self.ask(&[LOGGED, &revisions, &["--"]].concat())?;
        let mut all = changes(&listing)?;
        all.sort_by(|a, b| (&a.path, &a.new).cmp(&(&b.path, &b.new)));
        all.dedup_by(|a, b| (&a.path, &a.new) == (&b.path, &b.new));
        Ok(all)
    }

    /// The folder that git runs hooks from, `core.hooksPath` respected.
    pub(crate) fn hooks(&self) -> io::Result<PathBuf> {
        let answer = self.ask(&["rev-parse", "--git-path", "hooks"])?;
        Ok(self.folder.join(line(&answer)))
    }

    /// The top of the work tree; for a repository without one, its own folder.
    pub(crate) fn top(&self) -> io::Result<PathBuf> {
        let top =
            self.ask(&["rev-parse", "--show-toplevel"]).or_else(|_| self.ask(&["rev-parse", "--absolute-git-dir"]))?;
        Ok(PathBuf::from(line(&top)))
    }

    /// The folder where large files are kept outside the object store.
    pub(crate) fn large_files(&self) -> io::Result<PathBuf> {
        Ok(self.folder.join(line(&self.ask(&["rev-parse", "--git-path", "lfs/objects"])?)))
    }

    /// Starts reading blobs.
    pub(crate) fn blobs(&self) -> io::Result<Blobs> {
        let mut child =
            self.git().args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let broken = || io::Error::other("git cat-file");
        let input = child.stdin.take().ok_or_else(broken)?;
        let output = BufReader::new(child.stdout.take().ok_or_else(broken)?);
        Ok(Blobs { child, input, output })
    }

    fn git(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).stderr(Stdio::piped());
        command
    }

    fn ask(&self, arguments: &[&str]) -> io::Result<Vec<u8>> {
        let output = self.git().args(arguments).stdin(Stdio::null()).output()?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub(crate) struct Blobs {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// A blob's content, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Blob {
    /// The content.
    Content(Vec<u8>),
    /// It is larger than the limit: this many bytes.
    TooLarge(u64),
    /// The repository does not have it.
    Missing,
}

impl Blobs {
    /// Reads one blob of at most `limit` bytes.
    pub(crate) fn read(&mut self, object: &str, limit: u64) -> io::Result<Blob> {
        writeln!(self.input, "{object}")?;
        self.input.flush()?;
        let mut header = String::new();
        self.output.read_line(&mut header)?;
        let Some(size) = header.split_whitespace().nth(2).and_then(|size| size.parse::<u64>().ok()) else {
            return Ok(Blob::Missing);
        };
        let mut content = (&mut self.output).take(size);
        let blob = if size > limit {
            io::copy(&mut content, &mut io::sink())?;
            Blob::TooLarge(size)
        } else {
            let mut bytes = Vec::with_capacity(size as usize);
            content.read_to_end(&mut bytes)?;
            Blob::Content(bytes)
        };
        self.output.read_exact(&mut [0])?;
        Ok(blob)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // The process ends by itself when its input closes; this only keeps it from lingering.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Keeps the changes that are changes against another parent too, and notes what they replace there.
fn merge(changes: &mut Vec<Change>, mut against: Vec<Change>) {
    changes.retain_mut(|change| {
        let Some(at) = against.iter().position(|other| (&other.path, &other.new) == (&change.path, &change.new)) else {
            return false;
        };
        change.old.append(&mut against.swap_remove(at).old);
        true
    });
}

/// Reads git's raw format: `:100644 100644 OLD NEW M\0path\0`, for renames with two paths.
fn changes(listing: &[u8]) -> io::Result<Vec<Change>> {
    let mut fields = listing.split(|&byte| byte == 0).filter(|field| !field.is_empty());
    let mut found = Vec::new();
    while let Some(field) = fields.next() {
        let header = String::from_utf8_lossy(field);
        let parts: Vec<&str> = header.trim_start().trim_start_matches(':').split(' ').collect();
        let &[_, mode, old, new, status] = parts.as_slice() else {
            return Err(io::Error::other(format!("git diff --raw: {}", parts.len())));
        };
        let mut path = fields.next().unwrap_or_default();
        if status.starts_with(['R', 'C']) {
            path = fields.next().unwrap_or_default();
        }
        let is_new = old.bytes().all(|byte| byte == b'0');
        found.push(Change {
            path: String::from_utf8_lossy(path).into_owned(),
            new: new.to_owned(),
            old: (!is_new).then(|| old.to_owned()).into_iter().collect(),
            kind: kind(mode),
        });
    }
    Ok(found)
}

fn kind(mode: &str) -> Kind {
    match mode {
        "120000" => Kind::Link,
        "160000" => Kind::Submodule,
        _ => Kind::File,
    }
}

fn line(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer).trim_end_matches(['\n', '\r']).to_owned()
}

/// The object name in a large-file pointer, if the content is one: `oid sha256:…` on its second line.
pub(crate) fn large_file(content: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(content.get(..content.len().min(1024))?).ok()?;
    let mut lines = text.lines();
    lines.next().filter(|line| line.starts_with("version https://git-lfs.github.com/spec/"))?;
    let object = lines.find_map(|line| line.strip_prefix("oid sha256:"))?;
    let is_name = object.len() == 64 && object.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_name.then(|| object.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZERO: &str = "0000000000000000000000000000000000000000";

    #[test]
    fn raw_listings_are_read() {
        let listing = format!(
            ":100644 100644 aa bb M\0公示 名单.html\0:000000 100644 {ZERO} cc A\0b\0:100644 100644 dd ee R090\0old\0new\0:000000 160000 {ZERO} ff A\0sub\0"
        );
        let found = changes(listing.as_bytes()).unwrap();
        let seen: Vec<_> = found.iter().map(|change| (&*change.path, change.old.concat(), change.kind)).collect();
        assert_eq!(
            seen,
            [
                ("公示 名单.html", "aa".to_owned(), Kind::File),
                ("b", String::new(), Kind::File),
                ("new", "dd".to_owned(), Kind::File),
                ("sub", String::new(), Kind::Submodule),
            ]
        );
    }

    #[test]
    fn a_pointer_is_told_from_a_document() {
        let object = "a".repeat(64);
        let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{object}\nsize 12\n");
        assert_eq!(large_file(pointer.as_bytes()), Some(object));
        assert_eq!(large_file(b"oid sha256:../../etc"), None);
        assert_eq!(large_file("正文".as_bytes()), None);
    }
}
