//! An archive in a folder of its own, the program run on it, and a look into its state.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::Connection;
use serde_json::Value;

/// The first night, long enough ago that every file has settled.
const FIRST_NIGHT: u64 = 1_700_000_000;

/// A temporary folder with an archive below `www` and a state beside it.
pub struct Site {
    folder: tempfile::TempDir,
}

/// What one run gave.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("www")).unwrap();
        Site { folder }
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the archive as on this night.
    pub fn write(&self, night: u64, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path("www").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        self.touch(night, name)
    }

    /// Gives a file of the archive the time of this night.
    pub fn touch(&self, night: u64, name: &str) -> &Self {
        let file = File::options().append(true).open(self.path("www").join(name)).unwrap();
        file.set_modified(time(night)).unwrap();
        self
    }

    pub fn remove(&self, name: &str) -> &Self {
        fs::remove_file(self.path("www").join(name)).unwrap();
        self
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("NO_COLOR").stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// `sweep` on the archive, telling what is new since the last run.
    pub fn sweep(&self, more: &[&str]) -> Run {
        let usual = ["sweep", "www", "--state", "state.db", "--since", "LAST", "--format", "jsonl"];
        self.run(&[&usual, more].concat())
    }

    pub fn state(&self) -> Connection {
        Connection::open(self.path("state.db")).unwrap()
    }

    /// Starts a run and kills it. True when it was still running.
    pub fn kill_after(&self, time: Duration) -> bool {
        let arguments = ["sweep", "www", "--state", "state.db", "--since", "LAST", "--threads", "1"];
        let mut child = self.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(time);
        let running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        running
    }

    /// How many runs came to their end.
    pub fn ended(&self) -> u64 {
        if !self.path("state.db").exists() {
            return 0;
        }
        let count = "SELECT count(*) FROM run WHERE status <> 'running'";
        // Killed while the tables were being made, the state has none.
        self.state().query_row(count, [], |row| row.get::<_, i64>(0)).map_or(0, i64::cast_unsigned)
    }

    /// What happened to findings in a run, as lines of `event rule path`.
    pub fn events(&self, run: i64) -> BTreeSet<String> {
        self.rows(&format!(
            "SELECT what || ' ' || rule || ' ' || folder.path || '/' || finding.name FROM event
            JOIN finding ON finding.id = event.finding JOIN folder ON folder.id = finding.folder WHERE run = {run}"
        ))
    }

    /// The first column of a query as a set.
    pub fn rows(&self, query: &str) -> BTreeSet<String> {
        let state = self.state();
        let mut query = state.prepare(query).unwrap();
        let rows = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// Everything that a state says, without what depends on the clock and on the order of work.
    pub fn story(&self) -> BTreeSet<String> {
        let mut story = self.rows(
            "SELECT printf('%016x', print) || ' ' || rule || ' ' || status || ' ' || first || ' ' || since || ' ' || folder.path
            || '/' || finding.name || ' ' || record FROM finding JOIN folder ON folder.id = finding.folder",
        );
        story.extend(self.rows(
            "SELECT folder.path || '/' || name || ' ' || size || ' ' || mtime || ' ' || flags FROM file
            JOIN folder ON folder.id = file.folder",
        ));
        for run in 1..=99 {
            story.extend(self.events(run).into_iter().map(|event| format!("{run} {event}")));
        }
        story
    }

    /// Every byte of the state and of what lies beside it, but for the key.
    pub fn kept_bytes(&self) -> Vec<u8> {
        let names = ["state.db", "state.db-wal", "state.db-shm", "state.db.lock"];
        names.iter().filter_map(|name| fs::read(self.path(name)).ok()).flatten().collect()
    }
}

impl Run {
    pub fn of(output: Output) -> Self {
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The lines of JSON of one type.
    pub fn lines(&self, kind: &str) -> Vec<Value> {
        let values = self.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        values.filter(|value| value["type"] == kind).collect()
    }

    /// What was told, as lines of `rule path`.
    pub fn found(&self) -> Vec<String> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let line =
            |value: &Value| format!("{} {}", text(&value["rule"]), text(&value["path"]).trim_start_matches("www/"));
        let mut found: Vec<String> = self.lines("finding").iter().map(line).collect();
        found.sort();
        found
    }
}

fn time(night: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(FIRST_NIGHT + night * 86_400)
}
