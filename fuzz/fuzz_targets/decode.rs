//! Any bytes: decoding never fails but by saying so, and every character leads back to bytes in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shenjiao::format::encoding::decode;
use shenjiao::span::Span;

fuzz_target!(|bytes: &[u8]| {
    let Ok(stored) = decode(bytes.to_vec(), None) else { return };
    let mut last = 0;
    for (at, char) in stored.text().char_indices().step_by(97) {
        let raw = stored.raw(Span::new(at, at + char.len_utf8()));
        assert!(last <= raw.start() && raw.end() <= bytes.len());
        last = raw.start();
    }
});
