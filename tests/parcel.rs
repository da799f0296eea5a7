//! A document that crosses to another process and back is the same document, and bytes that are no
//! document do no harm.
#![cfg(feature = "parcel")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use shenjiao::format::{self, Item, Limits, parcel};
use shenjiao::{Engine, Origin, Source};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    files
}

fn items(name: &str, bytes: Vec<u8>) -> Vec<Item> {
    let mut items = Vec::new();
    format::read(Source::new(Origin::file(name), bytes), &Limits::default(), &mut |item| items.push(item));
    items
}

#[test]
fn every_document_comes_back_as_it_went() {
    let mut documents = 0;
    for file in files("documents") {
        for item in items(&file.file_name().unwrap().to_string_lossy(), fs::read(&file).unwrap()) {
            let back = parcel::unpack(&parcel::pack(&item).unwrap());
            assert_eq!(format!("{:?}", back.unwrap()), format!("{item:?}"), "{}", file.display());
            documents += usize::from(matches!(item, Item::Document(_)));
        }
    }
    assert!(documents > 40, "only {documents} documents");
}

#[test]
fn texts_in_every_encoding_lead_back_to_their_bytes() {
    let text = "序号,姓名\r\n1,林小满\r\n2,许长河\r\n";
    let (gbk, ..) = encoding_rs::GBK.encode(text);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe", &utf16[..]].concat();
    for (name, bytes) in [
        ("a.csv", text.as_bytes().to_vec()),
        ("a.csv", gbk.to_vec()),
        ("a.txt", marked),
        ("a.json", b"{\"a\": [\"\\u5ba1\", 1]}".to_vec()),
        ("123456.html", "<p>甲&amp;乙</p>".into()),
        ("123456.jpg", vec![0; 32]),
    ] {
        for item in items(name, bytes) {
            let back = parcel::unpack(&parcel::pack(&item).unwrap()).unwrap();
            assert_eq!(format!("{back:?}"), format!("{item:?}"));
            let (Item::Document(before), Item::Document(after)) = (&item, &back) else { continue };
            for (old, new) in before.blocks().iter().zip(after.blocks()) {
                assert_eq!(before.locate(old.span), after.locate(new.span), "{name}");
            }
        }
    }
}

#[test]
fn orders_come_back_as_they_went() {
    let (origin, limits) = (Origin::file("甲.zip").member("乙.docx"), Limits { pages: 7, ..Limits::default() });
    let order = parcel::pack_order(&origin, &limits).unwrap();
    assert_eq!(parcel::unpack_order(&order), Some((origin, limits)));
    assert_eq!(parcel::unpack_order(&order[..order.len() - 1]), None);
}

/// A small generator of numbers (xorshift), so that every run breaks the same bytes.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

#[test]
fn broken_parcels_are_refused_or_hold_together() {
    let engine = Engine::builder().build().unwrap();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut refused, mut held) = (0, 0);
    for name in ["text.docx", "sheet.xlsx", "gbk-names.zip", "letter.eml", "hidden.pdf"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents").join(name);
        for item in items(name, fs::read(path).unwrap()) {
            let whole = parcel::pack(&item).unwrap();
            for _ in 0..200 {
                let mut bytes = whole.clone();
                for _ in 0..=random.below(3) {
                    let at = random.below(bytes.len());
                    bytes[at] ^= 1 << random.below(8);
                }
                bytes.truncate(if random.below(8) == 0 { random.below(bytes.len()) } else { bytes.len() });
                match parcel::unpack(&bytes) {
                    Some(Item::Document(document)) => {
                        held += 1;
                        engine.scan(&document);
                        document.blocks().iter().for_each(|block| drop(document.locate(block.span)));
                    }
                    Some(Item::Skip(_)) => held += 1,
                    None => refused += 1,
                }
            }
        }
    }
    assert!(refused > 100 && held > 100, "{refused} refused, {held} held");
}
