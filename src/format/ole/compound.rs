//! Compound files (MS-CFB): the streams of a file by their paths.
//!
//! Programs other than Office leave their tables in states that Office opens all the same: unused
//! directory entries full of ones, tables longer than the file, a last sector cut short. So only what
//! is needed is read, nothing is compared with anything else, and a stream that ends early is
//! given as far as it goes. Chains and trees are followed with a bound, never by recursion.

use super::bytes::{u16_at, u32_at, utf16};

/// Smaller streams lie in the mini stream.
const MINI_CUTOFF: usize = 4096;

/// A sector number above this is a mark: free, end of chain, part of a table.
const LAST_SECTOR: u32 = 0xffff_fffa;

/// Where the directory's root lies, and how long an entry is.
const ENTRY: usize = 128;

/// A compound file in memory.
pub(super) struct Compound {
    bytes: Vec<u8>,
    sector: usize,
    mini_sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    streams: Vec<Stream>,
    /// Every entry that the directory's tree leads to is one.
    directory: bool,
}

/// A stream as the directory lists it.
struct Stream {
    path: String,
    start: u32,
    size: usize,
}

impl Compound {
    /// Reads the tables and the directory; `most` streams at most. The error says what is missing.
    pub(super) fn open(bytes: Vec<u8>, most: usize) -> Result<Self, &'static str> {
        let shift = |at| u16_at(&bytes, at).filter(|shift| (6..=16).contains(shift)).map(|shift| 1usize << shift);
        let sector = shift(30).filter(|size| *size >= 512).ok_or("文件头不完整")?;
        let mini_sector = shift(32).unwrap_or(64);
        let number = |at| u32_at(&bytes, at).ok_or("文件头不完整");
        let (directory, mini_table, more) = (number(48)?, number(60)?, number(68)?);
        let mut file = Compound {
            sector,
            mini_sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            streams: Vec::new(),
            directory: true,
            bytes,
        };
        file.fat = file.table(more);
        file.mini_fat = numbers(&file.chain(mini_table, usize::MAX).0);
        let entries = file.chain(directory, usize::MAX).0;
        let root = entries.get(..ENTRY).ok_or("目录不完整")?;
        let (start, size) = (u32_at(root, 116).unwrap_or(u32::MAX), u32_at(root, 120).unwrap_or(0) as usize);
        file.mini = file.chain(start, size).0;
        (file.streams, file.directory) = streams(&entries, most);
        Ok(file)
    }

    /// The paths of all streams, such as `/ObjectPool/_1/Workbook`.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.streams.iter().map(|stream| stream.path.as_str())
    }

    /// A stream's bytes, as far as they are there; empty when there is no such stream.
    pub(super) fn stream(&self, path: &str) -> Vec<u8> {
        self.streams.iter().find(|stream| stream.path == path).map(|stream| self.content(stream).0).unwrap_or_default()
    }

    /// True when every stream is there to its end.
    pub(super) fn is_whole(&self) -> bool {
        self.directory && self.streams.iter().all(|stream| self.content(stream).1)
    }

    fn content(&self, stream: &Stream) -> (Vec<u8>, bool) {
        if stream.size >= MINI_CUTOFF {
            return self.chain(stream.start, stream.size);
        }
        follow(&self.mini, &self.mini_fat, stream.start, (0, self.mini_sector), stream.size)
    }

    /// The allocation table: its first 109 sectors are named in the header, the others in a chain.
    fn table(&self, more: u32) -> Vec<u32> {
        let mut sectors: Vec<u32> = numbers(self.bytes.get(76..512).unwrap_or_default());
        let mut next = more;
        for _ in 0..=self.bytes.len() / self.sector {
            let Some(list) = self.at(next) else { break };
            let mut list = numbers(list);
            next = list.pop().unwrap_or(u32::MAX);
            sectors.extend(list);
        }
        sectors.retain(|sector| *sector <= LAST_SECTOR);
        sectors.truncate(self.bytes.len() / self.sector + 1);
        sectors.iter().filter_map(|&sector| self.at(sector)).flat_map(numbers).collect()
    }

    /// The bytes of one sector; the last one may be cut short.
    fn at(&self, sector: u32) -> Option<&[u8]> {
        let from = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        let to = from.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(from..to)
    }

    fn chain(&self, start: u32, size: usize) -> (Vec<u8>, bool) {
        follow(&self.bytes, &self.fat, start, (self.sector, self.sector), size)
    }
}

/// Follows a chain of sectors from `start` through `table`, `size` bytes at most, and tells whether
/// that many were there. `shape` is where sector 0 lies and how long a sector is.
fn follow(bytes: &[u8], table: &[u32], start: u32, shape: (usize, usize), size: usize) -> (Vec<u8>, bool) {
    let (first, length) = shape;
    let mut found = Vec::new();
    let mut sector = start;
    let mut seen = vec![false; table.len()];
    while sector <= LAST_SECTOR && found.len() < size {
        // A chain that comes back to where it was goes round in a circle.
        if seen.get_mut(sector as usize).is_some_and(|seen| std::mem::replace(seen, true)) {
            break;
        }
        let from = (sector as usize).saturating_mul(length).saturating_add(first);
        let Some(piece) = bytes.get(from..from.saturating_add(length).min(bytes.len())) else { break };
        found.extend_from_slice(&piece[..piece.len().min(size - found.len())]);
        sector = table.get(sector as usize).copied().unwrap_or(u32::MAX);
    }
    let whole = found.len() >= size || size == usize::MAX;
    (found, whole)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

/// The streams of the directory's tree: siblings left and right of each entry, children below. False when
/// the tree leads to entries that are none.
fn streams(entries: &[u8], most: usize) -> (Vec<Stream>, bool) {
    enum Step {
        Visit(u32, String),
        Emit(Stream),
    }
    let mut found = Vec::new();
    let mut whole = true;
    let mut seen = vec![false; entries.len() / ENTRY];
    let mut steps = vec![Step::Visit(0, String::new())];
    while let Some(step) = steps.pop() {
        let (id, folder) = match step {
            Step::Emit(stream) => {
                found.push(stream);
                continue;
            }
            Step::Visit(id, folder) => (id as usize, folder),
        };
        if found.len() >= most || seen.get(id).is_none_or(|seen| *seen) {
            continue;
        }
        whole &= matches!(entries[id * ENTRY + 66], 1 | 2 | 5);
        seen[id] = true;
        let entry = &entries[id * ENTRY..(id + 1) * ENTRY];
        let link = |at| u32_at(entry, at).unwrap_or(u32::MAX);
        let size = u16_at(entry, 64).map_or(0, usize::from).clamp(2, 64) - 2;
        let name = utf16(&entry[..size]);
        let path = if id == 0 { String::new() } else { format!("{folder}/{}", name.trim_end_matches('\0')) };
        // The last pushed comes first: left, the entry itself, what it holds, right.
        steps.push(Step::Visit(link(72), folder.clone()));
        match entry[66] {
            2 => steps.push(Step::Emit(Stream { path, start: link(116), size: link(120) as usize })),
            _ => steps.push(Step::Visit(link(76), path)),
        }
        steps.push(Step::Visit(link(68), folder));
    }
    (found, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of 512-byte sectors: table, directory, and one stream of nine sectors.
    fn file(name_length: u16, end: u32) -> Vec<u8> {
        let mut bytes = vec![0xff; 512 * 12];
        bytes[30..32].copy_from_slice(&9u16.to_le_bytes());
        bytes[32..34].copy_from_slice(&6u16.to_le_bytes());
        bytes[48..52].copy_from_slice(&1u32.to_le_bytes());
        bytes[76..80].copy_from_slice(&0u32.to_le_bytes());
        for sector in 2..10u32 {
            let at = 512 + sector as usize * 4;
            bytes[at..at + 4].copy_from_slice(&(sector + 1).to_le_bytes());
        }
        bytes[512 + 40..512 + 44].copy_from_slice(&end.to_le_bytes());
        let directory = 1024;
        bytes[directory..directory + 132].fill(0);
        bytes[directory + 66] = 5;
        bytes[directory + 68..directory + 76].fill(0xff);
        bytes[directory + 76] = 1;
        bytes[directory + 116..directory + 120].fill(0xff);
        let entry = directory + 128;
        bytes[entry..entry + 4].copy_from_slice(b"A\0B\0");
        bytes[entry + 64..entry + 66].copy_from_slice(&6u16.to_le_bytes());
        bytes[entry + 66] = 2;
        bytes[entry + 116..entry + 120].copy_from_slice(&2u32.to_le_bytes());
        bytes[entry + 120..entry + 124].copy_from_slice(&4500u32.to_le_bytes());
        // An unused entry, as some programs leave them.
        bytes[entry + 128 + 64..entry + 128 + 66].copy_from_slice(&name_length.to_le_bytes());
        bytes
    }

    #[test]
    fn a_stream_is_found_by_its_path() {
        let file = Compound::open(file(0xffff, 0xffff_fffe), 10).unwrap();
        assert_eq!(file.paths().collect::<Vec<_>>(), ["/AB"]);
        assert_eq!((file.stream("/AB").len(), file.is_whole()), (4500, true));
        assert!(file.stream("/CD").is_empty());
    }

    #[test]
    fn circles_and_ends_are_survived() {
        let circle = Compound::open(file(0, 2), 10).unwrap();
        assert_eq!((circle.stream("/AB").len(), circle.is_whole()), (4500, true));
        let mut circle = file(0, 2);
        circle[512 + 36..512 + 40].copy_from_slice(&2u32.to_le_bytes());
        let circle = Compound::open(circle, 10).unwrap();
        assert_eq!((circle.stream("/AB").len(), circle.is_whole()), (512 * 8, false));
        let mut short = file(0, 0xffff_fffe);
        short.truncate(512 * 8);
        let short = Compound::open(short, 10).unwrap();
        assert_eq!((short.stream("/AB").len(), short.is_whole()), (512 * 5, false));
        assert!(Compound::open(vec![0; 600], 10).is_err());
        let mut lost = file(0, 0xffff_fffe);
        lost[1024 + 128..1024 + 256].fill(0);
        assert!(!Compound::open(lost, 10).unwrap().is_whole());
    }
}
