//! From extracted text back to decoded text.

use serde::{Deserialize, Serialize};

use crate::span::{Span, Stored, Text};

/// A stretch of text and the stretch of the file that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    text_start: u32,
    text_len: u32,
    stored_start: u32,
    stored_len: u32,
}

impl Piece {
    /// A piece taken over byte by byte when both lengths agree; otherwise (an entity, an escape)
    /// the whole of one side stands for the whole of the other.
    fn new(text: Span<Text>, stored: Span<Stored>) -> Self {
        Piece {
            text_start: text.start() as u32,
            text_len: text.len() as u32,
            stored_start: stored.start() as u32,
            stored_len: stored.len() as u32,
        }
    }

    /// True when the piece was taken over byte by byte.
    pub fn is_verbatim(&self) -> bool {
        self.text_len == self.stored_len
    }

    /// The decoded bytes that the piece came from.
    pub fn stored(&self) -> Span<Stored> {
        let start = self.stored_start as usize;
        Span::new(start, start + self.stored_len as usize)
    }

    /// The bytes of text that the piece covers.
    pub fn text(&self) -> Span<Text> {
        let start = self.text_start as usize;
        Span::new(start, start + self.text_len as usize)
    }
}

/// A sorted list of [`Piece`]s; an empty map means that text and file are the same.
///
/// Text that no piece covers (a line break put between paragraphs) came from nowhere in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

impl SourceMap {
    /// The pieces, in the order of their text.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The decoded bytes that hold `span`: from where its first character came from to where its
    /// last one ended, markup between them included. `None` when no part of it came from the file.
    pub fn locate(&self, span: Span<Text>) -> Option<Span<Stored>> {
        if self.pieces.is_empty() {
            return Some(Span::new(span.start(), span.end()));
        }
        let first = self.piece_from(span.start())?;
        if span.is_empty() {
            let start = first.start_of(span.start());
            return Some(Span::new(start, start));
        }
        let last = self.piece_until(span.end())?;
        let (start, end) = (first.start_of(span.start()), last.end_of(span.end()));
        (start <= end && first.text_start <= last.text_start).then(|| Span::new(start, end))
    }

    /// Adds a piece behind all others, joining it with the last when both go on seamlessly.
    pub(crate) fn push(&mut self, text: Span<Text>, stored: Span<Stored>) {
        let next = Piece::new(text, stored);
        match self.pieces.last_mut() {
            Some(last) if last.goes_on_in(&next) => {
                last.text_len += next.text_len;
                last.stored_len += next.stored_len;
            }
            _ if next.text_len > 0 => self.pieces.push(next),
            _ => {}
        }
    }

    /// Adds the pieces of another map behind all others, its text moved by `by` bytes.
    pub(super) fn append(&mut self, other: SourceMap, by: usize) {
        let by = by as u32;
        let moved = other.pieces.into_iter().map(|piece| Piece { text_start: piece.text_start + by, ..piece });
        self.pieces.extend(moved);
    }

    /// This map's pieces led on through `outer`, whose text is what this map calls the file.
    pub(super) fn through(&self, outer: &SourceMap) -> SourceMap {
        let mut led = SourceMap::default();
        for piece in &self.pieces {
            let stored = piece.stored();
            if !piece.is_verbatim() {
                let place = outer.locate(Span::new(stored.start(), stored.end()));
                place.into_iter().for_each(|place| led.push(piece.text(), place));
                continue;
            }
            for (from, to, place) in outer.cut(stored) {
                let start = piece.text_start as usize + from - stored.start();
                led.push(Span::new(start, start + to - from), place);
            }
        }
        led
    }

    /// The stretches of `range`, which is in this map's text, that lie within one piece each, and where they came from.
    fn cut(&self, range: Span<Stored>) -> impl Iterator<Item = (usize, usize, Span<Stored>)> {
        let first = self.pieces.partition_point(|piece| piece.text().end() <= range.start());
        let pieces = self.pieces[first..].iter().take_while(move |piece| piece.text().start() < range.end());
        pieces.map(move |piece| {
            let from = piece.text().start().max(range.start());
            let to = piece.text().end().min(range.end());
            (from, to, Span::new(piece.start_of(from), piece.end_of(to)))
        })
    }

    /// The first piece that ends after `offset`.
    fn piece_from(&self, offset: usize) -> Option<Piece> {
        let index = self.pieces.partition_point(|piece| piece.text().end() <= offset);
        self.pieces.get(index).copied()
    }

    /// The last piece that starts before `offset`.
    fn piece_until(&self, offset: usize) -> Option<Piece> {
        let after = self.pieces.partition_point(|piece| (piece.text_start as usize) < offset);
        after.checked_sub(1).map(|index| self.pieces[index])
    }
}

impl Piece {
    fn goes_on_in(&self, next: &Piece) -> bool {
        self.is_verbatim()
            && next.is_verbatim()
            && self.text().end() == next.text_start as usize
            && self.stored().end() == next.stored_start as usize
    }

    fn start_of(&self, offset: usize) -> usize {
        if self.is_verbatim() {
            self.stored_start as usize + offset.saturating_sub(self.text_start as usize)
        } else {
            self.stored_start as usize
        }
    }

    fn end_of(&self, offset: usize) -> usize {
        let inside = offset - self.text_start as usize;
        if self.is_verbatim() && inside < self.text_len as usize {
            self.stored_start as usize + inside
        } else {
            self.stored().end()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `<b>46</b>&#48;1` read as `4601`.
    fn sample() -> SourceMap {
        let mut map = SourceMap::default();
        map.push(Span::new(0, 2), Span::new(3, 5));
        map.push(Span::new(2, 3), Span::new(9, 14));
        map.push(Span::new(3, 4), Span::new(14, 15));
        map
    }

    #[test]
    fn a_number_cut_by_tags_covers_them() {
        assert_eq!(sample().locate(Span::new(0, 4)), Some(Span::new(3, 15)));
        assert_eq!(sample().locate(Span::new(1, 3)), Some(Span::new(4, 14)));
    }

    #[test]
    fn seamless_pieces_become_one() {
        let mut map = SourceMap::default();
        map.push(Span::new(0, 3), Span::new(5, 8));
        map.push(Span::new(3, 9), Span::new(8, 14));
        assert_eq!(map.pieces().len(), 1);
    }

    #[test]
    fn maps_can_be_led_through_one_another() {
        // The file `"a\\n<i>bc"`, decoded to `a⏎<i>bc`, extracted as `abc`.
        let mut outer = SourceMap::default();
        outer.push(Span::new(0, 1), Span::new(1, 2));
        outer.push(Span::new(1, 2), Span::new(2, 4));
        outer.push(Span::new(2, 7), Span::new(4, 9));
        let mut inner = SourceMap::default();
        inner.push(Span::new(0, 1), Span::new(0, 1));
        inner.push(Span::new(1, 3), Span::new(5, 7));
        let led = inner.through(&outer);
        assert_eq!(led.locate(Span::new(0, 1)), Some(Span::new(1, 2)));
        assert_eq!(led.locate(Span::new(1, 3)), Some(Span::new(7, 9)));
    }

    #[test]
    fn text_from_nowhere_is_not_located() {
        let mut map = SourceMap::default();
        map.push(Span::new(0, 3), Span::new(5, 8));
        assert_eq!(map.locate(Span::new(3, 4)), None);
    }
}
