//! Documents that kill their reader, for the tests of the parent; no program that users have knows them.

use std::hint::black_box;

/// Dies in the way that the content asks for.
pub(super) fn look(bytes: &[u8]) {
    let Some(way) = bytes.strip_prefix(b"%PDF-mischief:") else { return };
    match way.trim_ascii_end() {
        b"loop" => loop {
            std::thread::sleep(std::time::Duration::from_millis(10));
        },
        b"memory" => drop((0..1 << 20).map(|number| vec![1_u8; (8 << 20) + number]).collect::<Vec<_>>()),
        b"stack" => drop(black_box(dig(0))),
        b"abort" => std::process::abort(),
        #[expect(clippy::exit, reason = "that is what is asked for")]
        b"exit" => std::process::exit(0),
        b"open" => assert!(std::fs::read("/etc/hostname").is_err(), "a file was opened"),
        b"connect" => assert!(std::net::TcpStream::connect("127.0.0.1:9").is_err(), "a socket was opened"),
        _ => {}
    }
}

#[expect(unconditional_recursion, reason = "that is what is asked for")]
fn dig(depth: u64) -> [u64; 64] {
    let mut below = black_box(dig(depth + 1));
    below[0] += depth;
    below
}
