//! What it costs to read a file in another process: the same sources here and in a worker, which is
//! reused. The difference is the way there and back: two pipes, two changes of process, and a document
//! packed and unpacked.

#![allow(missing_docs)]

use std::io::{BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use divan::Bencher;
use shenjiao::format::{self, Item, Limits, parcel};
use shenjiao::{Origin, Source};

fn main() {
    divan::main();
}

/// Mails of plain text, whose reader is quick, and documents as they are published.
const SOURCES: [&str; 6] = ["mail-1KB", "mail-100KB", "text.docx", "sheet.xlsx", "text.pdf", "text.doc"];

fn source(name: &str) -> Source {
    let mail = |bytes: usize| {
        let line = "本通知自发布之日起施行，请各单位认真组织学习，抓好贯彻落实工作。\n";
        let head = "Subject: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n";
        Source::new(Origin::file("a.eml"), head.to_owned() + &line.repeat(bytes / line.len()))
    };
    match name {
        "mail-1KB" => mail(1 << 10),
        "mail-100KB" => mail(100 << 10),
        file => {
            let path = format!("{}/fixtures/documents/{file}", env!("CARGO_MANIFEST_DIR"));
            Source::new(Origin::file(file), std::fs::read(path).expect("the fixture is there"))
        }
    }
}

#[divan::bench(args = SOURCES)]
fn here(bencher: Bencher<'_, '_>, name: &str) {
    let limits = Limits::default();
    bencher.with_inputs(|| source(name)).bench_values(|source| {
        let mut items = 0;
        format::read_content(source, &limits, &mut |_| items += 1);
        assert!(items > 0);
    });
}

#[divan::bench(args = SOURCES)]
fn in_a_worker(bencher: Bencher<'_, '_>, name: &str) {
    let worker = std::cell::RefCell::new(Worker::start());
    bencher.with_inputs(|| source(name)).bench_local_values(|source| {
        assert!(worker.borrow_mut().read(&source) > 0);
    });
}

#[divan::bench(sample_count = 50)]
fn start_of_a_worker() {
    drop(Worker::start());
}

/// The program as a worker, asked as the command line asks it.
struct Worker {
    child: Child,
    orders: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
        command.arg("read-apart").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let orders = BufWriter::new(child.stdin.take().expect("a pipe"));
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut worker = Worker { child, orders, answers };
        assert!(!worker.message().is_empty(), "a worker says how it is confined");
        worker
    }

    /// How many items the source gives.
    fn read(&mut self, source: &Source) -> usize {
        let order = parcel::pack_order(&source.origin, &Limits::default()).expect("an order is small");
        for message in [&order, &source.bytes] {
            self.orders.write_all(&(message.len() as u64).to_le_bytes()).expect("the worker reads");
            self.orders.write_all(message).expect("the worker reads");
        }
        self.orders.flush().expect("the worker reads");
        let mut items = 0;
        loop {
            let message = self.message();
            if message.is_empty() {
                return items;
            }
            let item = parcel::unpack(&message).expect("an item");
            items += usize::from(matches!(item, Item::Document(_)));
        }
    }

    fn message(&mut self) -> Vec<u8> {
        let mut length = [0; 8];
        self.answers.read_exact(&mut length).expect("the worker answers");
        let mut message = vec![0; u64::from_le_bytes(length) as usize];
        self.answers.read_exact(&mut message).expect("the worker answers");
        message
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Its pipe closes with this value; waiting for it would take as long as it does.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
