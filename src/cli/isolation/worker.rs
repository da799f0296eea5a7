//! The worker, seen from inside: orders in, documents out, until the pipe closes.

use std::ffi::OsStr;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;
use std::thread;

use shenjiao::Source;
use shenjiao::format::{self, Item, parcel};
use shenjiao::skip::{Skip, SkipReason};

use super::super::parallel::WORKER;
use super::{confine, frame};

/// What asks this program to be a worker. It is no command: users have no use for it.
pub(crate) const NAME: &str = "read-apart";

/// Bytes of address space for the stack of a reader; only what is used becomes memory.
const STACK: usize = 256 << 20;

/// Works, when the arguments ask for it.
pub(crate) fn run(argument: &OsStr) -> Option<ExitCode> {
    (argument == NAME).then(|| {
        let guards = confine::confine();
        let worker = thread::Builder::new().name(format!("{WORKER}apart")).stack_size(STACK).spawn(move || {
            // A pipe that closes is the way in which a worker is told to end.
            let _ = work(&mut io::stdin().lock(), &mut BufWriter::new(io::stdout().lock()), &guards);
        });
        match worker.map(thread::JoinHandle::join) {
            Ok(Ok(())) => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    })
}

fn work(orders: &mut impl Read, out: &mut impl Write, guards: &str) -> io::Result<()> {
    frame::write(out, guards.as_bytes())?;
    out.flush()?;
    loop {
        let order = frame::read(orders, u64::from(u32::MAX))?;
        let (origin, limits) = parcel::unpack_order(&order).ok_or(io::ErrorKind::InvalidData)?;
        confine::memory(limits.memory);
        let source = Source::new(origin, frame::read(orders, u64::from(u32::MAX))?);
        #[cfg(debug_assertions)]
        super::mischief::look(&source.bytes);
        let mut told = Ok(());
        format::read_content(source, &limits, &mut |item| {
            if told.is_ok() {
                told = tell(&item, out);
            }
        });
        told?;
        frame::write(out, &[])?;
        out.flush()?;
    }
}

fn tell(item: &Item, out: &mut impl Write) -> io::Result<()> {
    let parcel = parcel::pack(item).or_else(|| parcel::pack(&unsent(item)));
    frame::write(out, &parcel.ok_or(io::ErrorKind::InvalidData)?)?;
    out.flush()
}

/// What is said of a document that cannot be sent.
fn unsent(item: &Item) -> Item {
    let origin = match item {
        Item::Document(document) => document.origin().clone(),
        Item::Skip(skip) => skip.origin.clone(),
    };
    Item::Skip(Skip::new(origin, SkipReason::TooLarge, "文档太大，读取进程送不回来"))
}
