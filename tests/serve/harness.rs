//! The program as a server in a process of its own, and a client that can misbehave.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A running server.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) folder: tempfile::TempDir,
    lines: std::sync::Arc<std::sync::Mutex<String>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

pub(crate) const TOKEN: &str = "synthetic-token-for-tests";

impl Server {
    /// `shenjiao serve` with a token and these arguments.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let token = folder.path().join("token");
        std::fs::write(&token, format!("{TOKEN}\n")).unwrap();
        close(&token);
        let token = token.to_str().unwrap().to_owned();
        Server::run(&[&["serve", "--isolated", "--port", "0", "--token-file", &token], arguments].concat(), folder)
    }

    /// Any command that says its address on standard error.
    pub(crate) fn run(arguments: &[&str], folder: tempfile::TempDir) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
        command.args(arguments).current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null());
        command.env("XDG_CONFIG_HOME", folder.path()).env("HOME", folder.path());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut reader = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("http://") {
            assert!(reader.read_line(&mut said).unwrap() > 0, "the server ended: {said}");
        }
        let rest = said.split("http://").nth(1).unwrap();
        let address = rest.split([' ', '/']).next().unwrap().parse().unwrap();
        let lines = std::sync::Arc::new(std::sync::Mutex::new(said));
        let kept = std::sync::Arc::clone(&lines);
        std::thread::spawn(move || {
            for line in reader.lines().map_while(Result::ok) {
                kept.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Server { child, address, folder, lines }
    }

    /// Everything said on standard error so far.
    pub(crate) fn said(&self) -> String {
        self.lines.lock().unwrap().clone()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// Sends bytes as they are and reads to the end of the connection.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        Answer::read(&mut stream).unwrap()
    }

    /// A request with the headers that a good client sends, and these besides.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        let given = |name: &str| headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
        if !given("Host") {
            head += &format!("Host: {}\r\n", self.address);
        }
        if !given("Authorization") {
            head += &format!("Authorization: Bearer {TOKEN}\r\n");
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        self.raw(&[head.as_bytes(), b"\r\n", body].concat())
    }

    pub(crate) fn json(&self, path: &str, value: &Value) -> Answer {
        self.ask("POST", path, &[("Content-Type", "application/json")], value.to_string().as_bytes())
    }

    /// A form of files, and options when there are any.
    pub(crate) fn form(&self, path: &str, files: &[(&str, &[u8])], options: Option<&Value>) -> Answer {
        let mut body = Vec::new();
        for (name, bytes) in files {
            let head = format!("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        if let Some(options) = options {
            body.extend(
                format!("--limit\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n{options}\r\n").bytes(),
            );
        }
        body.extend(b"--limit--\r\n");
        self.ask("POST", path, &[("Content-Type", "multipart/form-data; boundary=limit")], &body)
    }

    /// Asks the process to end, as an operator does.
    #[cfg(unix)]
    pub(crate) fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    pub(crate) fn wait(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    /// Reads one answer by its `Content-Length`.
    pub(crate) fn read(stream: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 65536];
        loop {
            if let Some(answer) = Answer::parse(&bytes) {
                return Some(answer);
            }
            match stream.read(&mut chunk) {
                Ok(0) | Err(_) => return None,
                Ok(read) => bytes.extend_from_slice(&chunk[..read]),
            }
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        if status == 100 {
            return Answer::parse(&bytes[end + 4..]);
        }
        let length = header(&head, "Content-Length").map_or(0, |value| value.parse().unwrap());
        let body = bytes.get(end + 4..end + 4 + length)?;
        Some(Answer { status, head, body: body.to_vec() })
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        header(&self.head, name)
    }

    pub(crate) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The last part of the problem's type; checks that the answer is a problem.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("Content-Type").as_deref(), Some("application/problem+json"), "{self:?}");
        let value = self.value();
        assert_eq!(value["status"], self.status, "{value}");
        assert!(!value["title"].as_str().unwrap().is_empty());
        value["type"].as_str().unwrap().rsplit(':').next().unwrap().to_owned()
    }
}

fn header(head: &str, name: &str) -> Option<String> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}

#[cfg(unix)]
fn close(file: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn close(_file: &std::path::Path) {}
